"""Anatomy of X-ray absorption: edge, oscillation and transform of a model spectrum of one shell."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import point_text
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import TINT, arrow, curve, plain_axes, sheet_of, word
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

__all__ = ["Shell", "transform"]

ID = "fig-schemes-xas"
Values = npt.NDArray[np.float64]

WIDTH, HEIGHT, BROAD = 1.6, 0.75, 5.0
"""Of the model: half width of the edge, height and half width of the white line (eV where they are energies)."""

BORDER = 50.0
"""Electronvolts above the edge up to which a spectrum is drawn as its near-edge part."""

WINDOW = (3.0, 12.0)
"""The range of the transform, in 1/Å."""


@dataclass(frozen=True)
class Shell:
    """Neighbours of one kind at one distance, in Å; their scattering is a model of our own.

    Parameters
    ----------
    bond : float
        The distance.
    shift : float
        By how much the phase of the scattered wave moves a peak of the transform.
    neighbours, disorder, fall : float
        Their number, the mean square of the spread of the distance in Å², and over which wave vector in 1/Å the
        scattering falls.
    """

    bond: float
    shift: float
    neighbours: float = 4.0
    disorder: float = 0.004
    fall: float = 6.0

    def oscillation(self, k: Values) -> Values:
        """Its χ at wave vectors in 1/Å, by the equation of EXAFS with a phase that is linear in *k*."""
        height = self.neighbours / (k * self.bond**2) * np.exp(-k / self.fall - 2 * self.disorder * k**2)
        return np.asarray(height * np.sin(2 * k * self.bond + 2 * k * self.shift))


def transform(k: Values, chi: Values, r: Values) -> Values:
    """The size of the Fourier transform of k²χ at distances *r*, over :data:`WINDOW` with smooth ends."""
    low, high = WINDOW
    inside = np.clip((k - low) / (high - low), 0.0, 1.0)
    weighted = k**2 * chi * np.sin(math.pi * inside) ** 2
    waves = np.exp(2j * np.outer(r, k))
    return np.asarray(np.abs(waves @ weighted) * (k[1] - k[0]) / math.sqrt(math.pi))


def model() -> Shell:
    """The shell of the figure: four nitrogen atoms around cobalt, with the shift that is typical."""
    return Shell(units.constant("cobalt-nitrogen-bond"), units.constant("exafs-shift"))


def _wave_vector(energy: Values) -> Values:
    """Of an electron with this much kinetic energy in eV, in 1/Å."""
    mass, planck = units.constant("electron-mass"), units.constant("planck-constant")
    joules = np.maximum(energy, 0.0) * units.constant("elementary-charge")
    return np.asarray(2 * math.pi * np.sqrt(2 * mass * joules) / planck * 1e-10)


def _spectrum(energy: Values, shell: Shell) -> Values:
    """The absorption of the model: an edge, a white line and the oscillation, which sets in above it."""
    edge = 0.5 + np.arctan(energy / WIDTH) / math.pi
    white = HEIGHT / (1 + ((energy - 2 * BROAD) / BROAD) ** 2) * edge
    k = np.maximum(_wave_vector(energy), 0.5)
    onset = 1 - np.exp(-((k / 3.0) ** 6))
    return np.asarray(edge + white + onset * shell.oscillation(k) * (energy > 0))


@figure(ID)
def absorption() -> Drawing:
    """A model spectrum, its oscillation, and the transform whose peak stands short of the bond."""
    shell = model()
    energy, k = np.arange(-80, 641) / 2.0, np.arange(4, 1121) / 80.0
    r = np.arange(801) / 200.0
    printed = figure_rows.one(ID, "printed")
    background = " ".join(figure_rows.named(ID, "background"))
    curves = {
        "absorption": (energy, _spectrum(energy, shell)),
        "oscillation": (k[k >= 2.0], (k**2 * shell.oscillation(k))[k >= 2.0]),
        "transform": (r, transform(k, shell.oscillation(k), r)),
    }
    peak = float(r[int(np.argmax(curves["transform"][1]))])
    sheet = sheet_of(3)
    _draw_spectrum(sheet.panel("1  The spectrum", height=14.0, right=0.8), *curves["absorption"])
    _draw_oscillation(sheet.panel("2  Its oscillation", height=14.0, right=0.8), *curves["oscillation"])
    panel = sheet.panel("3  The transform", height=14.0, right=0.8)
    _draw_transform(panel, *curves["transform"], shell.bond, peak)
    tell(panel, peak, 0.0, f"peak of the model at {formatting.decimals(peak, 1)} Å", background)
    told = point_text(printed, f"peak named {printed['subject']}")
    tell(panel, printed["value"], float(curves["transform"][1].max()), told, printed["id"])
    frames = [
        pd.DataFrame({"curve": name, "x": x[::4], "y": y[::4], "rows": background, "derived": "our model"})
        for name, (x, y) in curves.items()
    ]
    last = {"curve": f"printed, {printed['subject']}", "x": printed["value"], "y": math.nan}
    values = pd.concat([*frames, pd.DataFrame([{**last, "rows": printed["id"], "derived": ""}])])
    fields = {
        "bond": rounding.fixed(shell.bond, 3),
        "peak": rounding.fixed(peak, 1),
        "shift": formatting.decimals(-shell.shift, 1),
        "printed": formatting.value(printed),
        "subject": printed["subject"],
        "neighbours": formatting.number(shell.neighbours),
        "disorder": formatting.number(shell.disorder),
        "fall": formatting.number(shell.fall),
        "low": formatting.number(WINDOW[0]),
        "high": formatting.number(WINDOW[1]),
        "border": formatting.number(BORDER),
    }
    return Drawing(sheet.finish(), values.reset_index(drop=True), fields)


def _draw_spectrum(panel: Panel, energy: Values, mu: Values) -> None:
    panel.set(ylim=(-0.08, 2.15))
    set_ticks(panel, "x", limits=(float(energy[0]), float(energy[-1])), ticks=4)
    panel.set_xlabel("Energy above the edge / eV")
    plain_axes(panel, "Absorption")
    blue = COLOURS["blue"]
    panel.axvspan(-20, BORDER, facecolor=blue, alpha=TINT / 2, linewidth=0, zorder=0.5)
    curve(panel, energy, mu, blue, width=0.16)
    word(panel, 15, 2.04, "XANES", color=QUIET)
    word(panel, 185, 2.04, "EXAFS", color=QUIET)
    top = int(np.argmax(mu))
    word(panel, 62, float(mu[top]) - 0.04, "white line", ha="left")
    arrow(panel, (60, float(mu[top]) - 0.04), (float(energy[top]) + 6, float(mu[top]) - 0.04), QUIET)
    word(panel, 62, 0.42, "edge", ha="left")
    arrow(panel, (60, 0.42), (5, 0.42), QUIET)
    word(panel, 185, 0.72, "oscillation")


def _draw_oscillation(panel: Panel, k: Values, weighted: Values) -> None:
    most = float(np.abs(weighted).max())
    panel.set(ylim=(-1.25 * most, 1.55 * most))
    set_ticks(panel, "x", limits=(2.0, 14.0), ticks=4)
    panel.set_xlabel("Wave vector k / Å⁻¹")
    plain_axes(panel, "k²χ(k)")
    panel.axhline(0.0, color=QUIET, linewidth=0.6, zorder=1)
    panel.axvspan(*WINDOW, facecolor=COLOURS["sky"], alpha=TINT / 2, linewidth=0, zorder=0.5)
    curve(panel, k, weighted, COLOURS["blue"], width=0.16)
    word(panel, sum(WINDOW) / 2, 1.36 * most, "transformed", color=QUIET)


def _draw_transform(panel: Panel, r: Values, size: Values, bond: float, peak: float) -> None:
    most = float(size.max())
    panel.set(ylim=(0.0, 1.55 * most))
    set_ticks(panel, "x", limits=(0.0, 4.0), ticks=4)
    panel.set_xlabel("Distance R / Å")
    plain_axes(panel, "Size of the transform")
    curve(panel, r, size, COLOURS["blue"], width=0.16)
    for x, colour in ((peak, COLOURS["blue"]), (bond, COLOURS["vermilion"])):
        curve(panel, [x, x], [0.0, 1.42 * most], colour, linestyle=(0, (3, 2)), width=0.1)
    arrow(panel, (bond, 1.2 * most), (peak, 1.2 * most), INK)
    word(panel, peak - 0.08, 1.35 * most, "peak", ha="right")
    word(panel, bond + 0.08, 1.35 * most, "bond", ha="left")
    word(panel, bond + 0.12, 1.16 * most, "phase\nshift", ha="left", va="top", color=QUIET)

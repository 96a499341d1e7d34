"""A spectrum near the edge as a sum of two references, and what a shift of the scale of energy does to the shares."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import curve, plain_axes, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-seen-mixing"
Values = npt.NDArray[np.float64]

ENERGY: Values = np.arange(-60, 121) / 4.0
"""Of the model, in eV from the edge of the metal."""

EDGES = {"metal": (0.0, 0.08), "oxide": (4.0, 0.55)}
"""Where the edge of each reference lies in eV, and the height of the line above it."""

SHARE = 0.5
"""Of the oxide in the sample."""

SHIFTS = tuple(step / 4 for step in range(-4, 5))
"""By which the energies of the sample are wrong, in eV."""


def spectrum(name: str, shift: float = 0.0) -> Values:
    """A reference: an arctangent for the edge and a broad line above it."""
    place, height = EDGES[name]
    away = ENERGY - place - shift
    edge = 0.5 + np.arctan(away / 1.8) / math.pi
    return np.asarray(edge + height / (1 + ((away - 5.0) / 4.0) ** 2))


def fitted_share(shift: float) -> float:
    """The share of oxide that fits best if all energies of the sample are wrong by a shift.

    Parameters
    ----------
    shift : float
        In eV.
    """
    sample = SHARE * spectrum("oxide", shift) + (1 - SHARE) * spectrum("metal", shift)
    difference = spectrum("oxide") - spectrum("metal")
    return float(np.sum((sample - spectrum("metal")) * difference) / np.sum(difference**2))


@figure(ID)
def mixing() -> Drawing:
    """Two references and their sum; the share that a fit gives against an error of the energies."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(2)
    _draw_spectra(sheet.panel("A sum of two references", height=14.0, right=0.8))
    panel = sheet.panel("What a wrong scale does", height=14.0, right=0.8)
    found = pd.DataFrame({"shift": SHIFTS, "share": [100 * fitted_share(shift) for shift in SHIFTS]})
    panel.set_xlabel("Error of the energies / eV")
    panel.set_ylabel("Share of oxide that fits best / %")
    set_ticks(panel, "x", limits=(-1.1, 1.1), ticks=4)
    set_ticks(panel, "y", limits=(0.0, 90.0), ticks=5)
    panel.axhline(100 * SHARE, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    word(panel, -1.0, 100 * SHARE + 5.0, "true share", ha="left", color=QUIET)
    curve(panel, found["shift"], found["share"], COLOURS["blue"], width=0.14)
    panel.plot(found["shift"], found["share"], "o", color=COLOURS["blue"], zorder=4)
    for _, each in found.iterrows():
        error = formatting.decimals(each["shift"], 2)
        tell(
            panel,
            each["shift"],
            each["share"],
            f"{error} eV: {rounding.fixed(each['share'], 0)} % oxide",
            rows,
        )
    half = found.set_index("shift")["share"]
    fields = {
        "share": rounding.fixed(100 * SHARE, 0),
        "wrong": rounding.fixed(half[-0.5], 0),
        "other": rounding.fixed(half[0.5], 0),
        "apart": rounding.fixed(EDGES["oxide"][0], 0),
    }
    values = found.rename(columns={"shift": "error / eV", "share": "oxide / %"})
    return Drawing(sheet.finish(), values.assign(rows=rows, derived="our model"), fields)


def _draw_spectra(panel: Panel) -> None:
    set_ticks(panel, "x", limits=(-12.0, 26.0), ticks=4)
    panel.set(ylim=(-0.05, 1.6))
    panel.set_xlabel("Energy from the edge of the metal / eV")
    plain_axes(panel, "Absorption")
    metal, oxide = spectrum("metal"), spectrum("oxide")
    shown = (ENERGY >= -12) & (ENERGY <= 26)
    for size, colour, style in (
        (metal, "blue", "-"),
        (oxide, "vermilion", "-"),
        (SHARE * (metal + oxide), "black", (0, (2.5, 1.8))),
    ):
        curve(panel, ENERGY[shown], size[shown], COLOURS[colour], width=0.14, linestyle=style)
    word(panel, -1.5, 0.72, "metal", ha="right")
    word(panel, 12.2, 1.34, "oxide", ha="left")
    word(panel, 5.2, 0.42, "half of each", ha="left")

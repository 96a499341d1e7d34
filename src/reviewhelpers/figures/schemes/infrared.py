"""Infrared spectra of an electrode in internal reflection: where the light comes from, and what it can excite."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd

from reviewhelpers.charts.palette import COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import (
    ELEMENTS,
    arrow,
    atom,
    bond,
    box,
    curve,
    scene,
    shape,
    sheet_of,
    wave,
    word,
)
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-schemes-seiras"
METAL, LIGHT, LIQUID = COLOURS["orange"], COLOURS["vermilion"], COLOURS["sky"]
WIDTH, HEIGHT, FILM, FACE = 23.0, 17.5, 8.2, 7.2
"""Of each scene, and the upper and the lower face of the metal film."""

DEPTH = 2.2
"""Over which the field falls to 1/e in the drawing."""

MOLECULES = ("upright", "flat")


@figure(ID)
def infrared() -> Drawing:
    """A prism with a metal film, the field beyond it, and two molecules of which one absorbs."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(2)
    _draw_reflection(scene(sheet, "The light comes through the prism", width=WIDTH, height=HEIGHT))
    _draw_rule(scene(sheet, "The field is normal to the metal", width=WIDTH, height=HEIGHT), rows)
    seen = [absorbs(angle) > 0.5 for angle in (0.0, math.pi / 2)]
    values = pd.DataFrame(
        {
            "molecule": MOLECULES,
            "dipole": ["along the field", "across the field"],
            "absorbs": seen,
            "rows": rows,
        }
    )
    fields = {"count": str(len(MOLECULES)), "seen": str(sum(seen))}
    return Drawing(sheet.finish(), values.assign(derived="cosine squared of the angle"), fields)


def absorbs(angle: float) -> float:
    """The share of its absorption that a dipole keeps at an angle to the field, in radians.

    Parameters
    ----------
    angle : float
        Between the change of the dipole and the field, which stands upright on the metal.
    """
    return math.cos(angle) ** 2


def _draw_reflection(panel: Panel) -> None:
    shape(panel, [(0, FACE), (WIDTH, FACE), (17.0, 1.9), (6.0, 1.9)], GRID, 0.7)
    box(panel, 0, FILM, WIDTH, HEIGHT - FILM, LIQUID, 0.14)
    _draw_field(panel, 0.0, WIDTH)
    for x in np.arange(0.15, WIDTH - 0.5, 1.15):
        box(panel, float(x), FACE, 0.95, FILM - FACE, METAL, 0.85, zorder=2)
    for x in (3.2, 7.8, 13.6, 18.2):
        _draw_carbon_monoxide(panel, x, FILM + 0.62, upright=True)
    wave(panel, (4.9, 1.1), (11.3, FACE - 0.15), LIGHT, turns=6)
    arrow(panel, (11.5, FACE - 0.15), (17.9, 1.1), LIGHT)
    word(panel, 4.5, 0.9, "infrared", ha="right")
    word(panel, 18.4, 0.9, "detector", ha="left")
    word(panel, 11.5, 3.0, "prism")
    word(panel, 0.8, HEIGHT - 1.0, "electrolyte", ha="left")
    word(panel, 15.3, HEIGHT - 1.0, "field fades", ha="left", color=QUIET)
    z = np.linspace(0.0, HEIGHT - FILM - 2.0, 60)
    curve(panel, 15.4 + 6.6 * np.exp(-z / DEPTH), FILM + z, LIGHT, width=0.14, zorder=4)
    curve(panel, [15.4, 15.4], [FILM, HEIGHT - 2.0], QUIET, width=0.06, zorder=4)
    word(panel, 4.9, FACE - 0.95, "metal film")


def _draw_field(panel: Panel, left: float, width: float) -> None:
    """Draw layers on the film that fade with the field; each reaches down to it, so that no seam shows."""
    edges = np.arange(1, 19) * 0.4
    for low, high in itertools.pairwise(np.append(edges, 9.0)):
        share = 0.5 * (math.exp(-low / DEPTH) - math.exp(-high / DEPTH))
        box(panel, left, FILM, width, float(low), LIGHT, share, zorder=1.2)


def _draw_carbon_monoxide(panel: Panel, x: float, y: float, *, upright: bool) -> None:
    """Draw a molecule whose first atom stands at a place; it is held by carbon where it is upright."""
    end = (x, y + 1.5) if upright else (x + 1.5, y)
    bond(panel, (x, y), end, 2, INK)
    atom(panel, x, y, 0.52, ELEMENTS["C"])
    atom(panel, *end, 0.52, ELEMENTS["O"])


def _draw_rule(panel: Panel, rows: str) -> None:
    box(panel, 0, 3.4, WIDTH, 2.4, METAL, 0.85)
    word(panel, WIDTH / 2, 1.9, "metal")
    box(panel, 0, 5.8, WIDTH, HEIGHT - 5.8, LIQUID, 0.14)
    for x in (1.3, 9.6, 13.4, 21.7):
        arrow(panel, (x, 6.0), (x, 10.6), LIGHT, alpha=0.75)
    word(panel, 11.5, 9.6, "field")
    for left, name, text in ((5.4, "upright", "absorbs"), (17.5, "flat", "silent")):
        upright = name == "upright"
        start = (left, 7.3) if upright else (left - 1.2, 7.3)
        end = (left, 9.7) if upright else (left + 1.2, 7.3)
        bond(panel, start, end, 2, INK)
        atom(panel, *start, 0.95, ELEMENTS["C"], "C")
        atom(panel, *end, 0.95, ELEMENTS["O"], "O")
        if upright:
            arrow(panel, (left + 1.9, 7.2), (left + 1.9, 9.8), INK, both=True)
        else:
            arrow(panel, (left - 1.3, 9.2), (left + 1.3, 9.2), INK, both=True)
        word(panel, left, 14.4, name, weight="bold")
        word(panel, left, 12.9, text, color=INK)
        tell(
            panel,
            left,
            8.2,
            f"{name}: the dipole changes {'along' if upright else 'across'} the field; {text}",
            rows,
        )

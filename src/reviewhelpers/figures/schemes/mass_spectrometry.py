"""Mass spectra from an electrode: the way of a molecule into the vacuum, and which mass stands for what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated, point_text
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import arrow, atom, box, curve, plain_axes, scene, sheet_of, word
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-dems"
LIQUID, GAS = COLOURS["sky"], COLOURS["vermilion"]
WIDTH, HEIGHT = 23.0, 18.5
NEAR = 4.0
"""Masses closer than this have their names on the sides away from each other."""


@figure(ID)
def mass_spectrometry() -> Drawing:
    """A cell above a vacuum with a membrane between, and the masses that one source prints."""
    rows = [data.row(row) for row in figure_rows.named(ID, "mass")]
    names = [formatting.formula(row["subject"]) for row in rows]
    sheet = sheet_of(2)
    _draw_inlet(scene(sheet, "Gas leaves through a membrane", width=WIDTH, height=HEIGHT))
    panel = sheet.panel("What each mass is read as", height=HEIGHT - 3.0, right=0.5)
    masses = [float(row["value"]) for row in rows]
    set_ticks(panel, "x", limits=(10.0, 50.0), ticks=4)
    panel.set_xlabel("Mass-to-charge ratio m/z")
    panel.set_ylim(0.0, 1.5)
    plain_axes(panel, "")
    panel.spines["left"].set_visible(False)
    for mass, name, row in zip(masses, names, rows, strict=True):
        curve(panel, [mass, mass], [0.0, 1.0], GAS, width=0.34, solid_capstyle="butt")
        # Names of neighbours stand away from each other.
        before, behind = (any(0 < step < NEAR for step in steps) for steps in _steps(mass, masses))
        look = {"ha": "left" if before else "right" if behind else "center", "va": "bottom"}
        x = mass + (-0.8 if before else 0.8 if behind else 0.0)
        word(panel, x, 1.19, name, **look)
        word(panel, x, 1.03, formatting.number(mass), color=QUIET, **look)
        tell(panel, mass, 1.0, point_text(row, name), row["id"])
    values = pd.DataFrame(
        {"species": names, "m/z": masses, "rows": [row["id"] for row in rows], "derived": ""}
    )
    pairs = [f"{formatting.number(mass)} for {name}" for mass, name in zip(masses, names, strict=True)]
    fields = {"count": str(len(rows)), "pairs": enumerated(pairs), "work": formatting.work(rows[0]["cite"])}
    return Drawing(sheet.finish(), values, fields)


def _steps(mass: float, masses: list[float]) -> tuple[list[float], list[float]]:
    """How far the masses below and above one stand from it."""
    return [mass - other for other in masses], [other - mass for other in masses]


def _draw_inlet(panel: Panel) -> None:
    # The cell stands on the inlet; below and beside it is vacuum.
    box(panel, 0.6, 11.0, 10.4, 6.2, LIQUID, 0.2)
    curve(panel, [0.6, 0.6, 11.0, 11.0], [18.2, 11.0, 11.0, 18.2], QUIET, width=0.16, solid_capstyle="butt")
    word(panel, 5.8, 16.0, "electrolyte")
    box(panel, 0.7, 10.1, 10.2, 0.9, INK, 0.9, zorder=3)
    box(panel, 0.7, 9.2, 10.2, 0.9, GRID, 1.0, zorder=3)
    for x in np.arange(1.3, 10.6, 0.9):
        curve(panel, [float(x)] * 2, [9.2, 11.0], BACKGROUND, width=0.2, zorder=3.4, solid_capstyle="butt")
    word(panel, 11.6, 10.7, "porous electrode", ha="left")
    word(panel, 11.6, 9.3, "membrane", ha="left")
    curve(panel, [0.6, 0.6, 22.8, 22.8, 11.0, 11.0], [9.2, 2.6, 2.6, 8.3, 8.3, 9.2], QUIET, width=0.16)
    for x, y in ((2.4, 13.4), (5.5, 12.4), (8.6, 13.6), (3.6, 7.2), (7.0, 6.8)):
        atom(panel, x, y, 0.38, GAS)
    arrow(panel, (5.6, 11.9), (5.6, 8.2), GAS, zorder=6)
    word(panel, 2.0, 4.0, "vacuum", ha="left", color=QUIET)
    arrow(panel, (8.0, 6.0), (11.0, 5.4), GAS)
    atom(panel, 12.0, 5.4, 0.8, COLOURS["blue"], "+")
    word(panel, 12.0, 3.7, "ions")
    for y in (4.5, 6.0):
        box(panel, 13.8, y, 5.0, 0.36, INK, 0.9)
    arrow(panel, (13.2, 5.4), (19.6, 5.4), COLOURS["blue"])
    word(panel, 16.3, 7.2, "mass filter")
    box(panel, 19.8, 4.2, 0.7, 2.4, INK, 0.9)
    word(panel, 22.4, 3.5, "detector", ha="right")
    arrow(panel, (5.6, 3.2), (5.6, 0.5), INK)
    word(panel, 6.6, 1.3, "pumps", ha="left")

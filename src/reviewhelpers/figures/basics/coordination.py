"""Fewer neighbours, a narrower band: a metal atom on a terrace, at a step, on top, and alone in nitrogen."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import ELEMENTS, arrow, atom, bond, curve, level, scene, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import d_band

__all__ = ["NEIGHBOURS", "band_of"]

ID = "fig-basics-electrons-coordination"

NEIGHBOURS = {"Terrace": 9, "Step edge": 7, "Adatom": 3, "M–N₄": 0}
"""Metal neighbours of an atom on a close-packed surface, and of one that has nitrogen around it."""

FILLING = 0.9
WIDTH, HEIGHT = 11.5, 19.0
AXIS, FERMI, SCALE, METAL = 1.6, 10.2, 5.0, COLOURS["purple"]


def band_of(neighbours: int) -> tuple[float, float]:
    """Half width and centre of the band of an atom: the width goes as the root of its neighbours."""
    half = math.sqrt(neighbours / NEIGHBOURS["Terrace"])
    return half, d_band.centre_at_filling(half, FILLING) if neighbours else 0.0


@figure(ID)
def coordination() -> Drawing:
    """Four atoms and the bands of three of them; the fourth has levels of its own."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(4, key=False, least=WIDTH)
    found = []
    for name, neighbours in NEIGHBOURS.items():
        half, centre = band_of(neighbours)
        panel = scene(sheet, name, f"{neighbours} metal neighbours", width=WIDTH, height=HEIGHT)
        _draw_atoms(panel, name)
        _draw_states(panel, half, centre)
        told = f"{name}: centre at {_text(centre)}" if neighbours else f"{name}: narrow levels"
        tell(panel, AXIS + 1.0, FERMI + SCALE * centre, told, rows)
        found.append(
            {
                "site": name,
                "metal neighbours": neighbours,
                "half width / terrace": half if neighbours else None,
                "centre / half widths of the terrace": centre if neighbours else None,
                "rows": rows,
            }
        )
    fields = {
        "filling": rounding.general(100 * FILLING),
        "terrace": _text(band_of(9)[1]),
        "step": _text(band_of(7)[1]),
        "adatom": _text(band_of(3)[1]),
    }
    return Drawing(sheet.finish(), pd.DataFrame(found).assign(derived="our model"), fields)


def _text(value: float) -> str:
    return rounding.fixed(value, 2).replace("-", "−")


def _draw_atoms(panel: Panel, name: str) -> None:
    low, middle = 14.0, WIDTH / 2
    if name == "M–N₄":
        for side in (-1, 1):
            bond(panel, (middle, low + 1.0), (middle + 2.2 * side, low + 1.0), 1, QUIET)
            bond(panel, (middle + 2.2 * side, low + 1.0), (middle + 4.3 * side, low + 1.0), 1, QUIET)
            atom(panel, middle + 2.2 * side, low + 1.0, 0.75, ELEMENTS["N"], "N")
            atom(panel, middle + 4.3 * side, low + 1.0, 0.75, QUIET, "C")
        atom(panel, middle, low + 1.0, 1.0, METAL, "M", linewidth=2.0)
        return
    upper = {"Terrace": (-4, -2, 0, 2, 4), "Step edge": (-4, -2, 0), "Adatom": (0,)}[name]
    for x in (-5, -3, -1, 1, 3, 5) if name != "Adatom" else (-3, -1, 1, 3):
        atom(panel, middle + 0.92 * x, low, 0.88, METAL)
    for x in upper:
        atom(panel, middle + 0.92 * x, low + 1.6, 0.88, METAL, "M" if x == 0 else "")


def _draw_states(panel: Panel, half: float, centre: float) -> None:
    curve(panel, [AXIS, AXIS], [0.3, FERMI + 1.8], INK, width=0.09)
    curve(panel, [0.4, WIDTH], [FERMI, FERMI], QUIET, width=0.09, linestyle=(0, (4, 2)), zorder=3)
    word(panel, WIDTH, FERMI + 0.85, "Fermi level", ha="right", color=QUIET)
    if not half:
        for energy in (-1.15, -0.95, -0.45, 0.16):
            level(panel, AXIS, FERMI + SCALE * energy, 3.6, METAL)
        word(panel, AXIS + 4.8, FERMI - 4.0, "narrow\nlevels", ha="left")
        return
    along = np.linspace(centre - half, centre + half, 301)
    height, lobe = FERMI + SCALE * along, 3.2 * d_band.band_density(along, centre, half) / 0.64
    below = along <= 0
    panel.fill_betweenx(
        height[below], AXIS, AXIS + lobe[below], facecolor=METAL, alpha=0.3, linewidth=0, zorder=1
    )
    curve(panel, AXIS + lobe, height, METAL, width=0.14)
    place = FERMI + SCALE * centre
    arrow(panel, (WIDTH - 2.0, place), (AXIS + 0.2, place), COLOURS["vermilion"])
    word(panel, WIDTH, place - 0.95, "centre", ha="right")

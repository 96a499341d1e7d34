"""How strain moves a d band: atoms closer or farther apart, a band wider or narrower, and its centre."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import arrow, atom, curve, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.band_model import Band, centre_at_filling
from reviewhelpers.text import formatting

ID = "fig-schemes-strain"


FILLING = 0.9
"""The share of the band that is filled, before and after."""

STATES = {
    "squeezed": ("Squeezed", 1.3, 2.0),
    "unstrained": ("Unstrained", 1.0, 2.5),
    "stretched": ("Stretched", 0.7, 3.0),
}
"""The head of each panel, the half width of the band, and the distance of the atoms in the drawing."""

WIDTH, HEIGHT = 15.0, 20.8
RADIUS, SCALE, FERMI, AXIS = 0.9, 4.4, 10.7, 3.6
LATTICE, BESIDE, DOWN = 15.4, 16.4, 7.4
"""How high the lattice stands; how far the band goes to the side, and the lattice down, where there is room."""


@figure(ID)
def strain() -> Drawing:
    """Three lattices and their bands of one filling."""
    bands = {name: Band(centre_at_filling(half, FILLING), half) for name, (_, half, _) in STATES.items()}
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(3)
    # Where panels stand below each other, the band stands beside the lattice, and not below it.
    narrow = sheet.columns == 1
    width, height = (WIDTH + BESIDE, HEIGHT - DOWN) if narrow else (WIDTH, HEIGHT)
    aside, down = (BESIDE, DOWN + 2.0) if narrow else (0.0, 0.0)
    for name, (head, _, distance) in STATES.items():
        panel = scene(sheet, head, width=width, height=height)
        _draw_lattice(panel, name, distance, LATTICE - down)
        _draw_band(panel, bands[name], bands["unstrained"].centre, AXIS + aside)
        told = f"{head.lower()}: centre of the band at {_rounded(bands[name].centre)}"
        tell(panel, AXIS + aside, FERMI + SCALE * bands[name].centre, told, rows)
    values = pd.DataFrame(
        {
            "lattice": list(bands),
            "half width": [band.half for band in bands.values()],
            "centre": [band.centre for band in bands.values()],
            "share filled": [band.filling() for band in bands.values()],
            "rows": rows,
        }
    ).assign(derived="our model")
    fields = {name: _rounded(band.centre) for name, band in bands.items()}
    fields |= {
        "filling": formatting.number(100 * FILLING),
        "wide": formatting.number(bands["squeezed"].half),
        "narrow": formatting.number(bands["stretched"].half),
    }
    return Drawing(sheet.finish(), values, fields)


def _rounded(value: float) -> str:
    return rounding.fixed(value, 2).replace("-", "−")


def _draw_lattice(panel: Panel, name: str, distance: float, low: float) -> None:
    middle = WIDTH / 2
    for row in range(3):
        count = 5 - row % 2
        for number in range(count):
            x = middle + (number - (count - 1) / 2) * distance
            atom(panel, x, low + row * distance * 0.72, RADIUS, COLOURS["purple"])
    edge, y = 2 * distance + RADIUS, low + distance * 0.72
    for side in (-1, 1):
        near, far = middle + side * (edge + 0.25), middle + side * (edge + 1.75)
        if name == "squeezed":
            arrow(panel, (far, y), (near, y))
        elif name == "stretched":
            arrow(panel, (middle + side * (edge - 0.6), y), (middle + side * (edge + 0.6), y))


def _draw_band(panel: Panel, band: Band, before: float, axis: float) -> None:
    energy = np.linspace(band.centre - band.half, band.centre + band.half, 401)
    height, lobe = FERMI + SCALE * energy, 5.6 * band.density(energy) / 0.64
    below, colour = energy <= 0, COLOURS["sky"]
    panel.fill_betweenx(
        height[below], axis, axis + lobe[below], facecolor=colour, alpha=0.42, linewidth=0, zorder=1
    )
    curve(panel, axis + lobe, height, colour, width=0.14)
    curve(panel, [axis, axis], [0.2, FERMI + 2.2], INK, width=0.09)
    curve(panel, [axis - 3.3, axis + 11.2], [FERMI, FERMI], INK, width=0.09, linestyle=(0, (4, 2)), zorder=3)
    word(panel, axis + 11.2, FERMI + 0.8, "Fermi level", ha="right")
    old, centre = (FERMI + SCALE * value for value in (before, band.centre))
    curve(panel, [axis, axis + 6.2], [old, old], QUIET, width=0.07, linestyle=(0, (1.5, 1.5)), zorder=2)
    curve(panel, [axis - 0.5, axis + 0.5], [centre] * 2, COLOURS["vermilion"], width=0.26, zorder=5)
    word(panel, axis - 0.9, centre, "centre", ha="right")
    if abs(centre - old) > 0.1:
        arrow(panel, (axis + 2.2, old), (axis + 2.2, centre), COLOURS["vermilion"])

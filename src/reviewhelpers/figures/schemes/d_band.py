"""How the place of a d band sets the strength of a bond: two bands of one model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import arrow, curve, level, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.band_model import Band, Bond
from reviewhelpers.text import formatting

ID = "fig-schemes-d-band"


BANDS = {"low": Bond(Band(-0.9)), "high": Bond(Band(-0.2))}
"""One adsorbate on two metals, whose bands differ in their place alone."""

METAL, STATES = COLOURS["sky"], COLOURS["vermilion"]
WIDTH, HEIGHT = 24.0, 20.0
AXIS, SCALE, FERMI = 10.4, 4.5, 13.4
"""Where the lobes meet, how long a unit of energy is, and how high the Fermi level stands."""


@figure(ID)
def d_band() -> Drawing:
    """A band low and a band high below the Fermi level, and the states of the adsorbate that each makes."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(2)
    strengths = {name: -bond.energy() for name, bond in BANDS.items()}
    filled = {name: bond.antibonding_filled() for name, bond in BANDS.items()}
    heads = {"low": "Band low: a weak bond", "high": "Band high: a strong bond"}
    for name, bond in BANDS.items():
        panel = scene(sheet, heads[name], width=WIDTH, height=HEIGHT)
        _draw(panel, bond, filled[name])
        place = FERMI + SCALE * _antibonding(bond)
        told = f"band {name}: {_percent(filled[name])} of the antibonding states filled"
        tell(panel, AXIS + 1.2, place, told, rows)
    values = pd.DataFrame(
        {
            "band": list(BANDS),
            "centre of the band / half widths": [bond.band.centre for bond in BANDS.values()],
            "share of the band filled": [bond.band.filling() for bond in BANDS.values()],
            "share of antibonding states filled": list(filled.values()),
            "strength of the bond / half widths": list(strengths.values()),
            "rows": rows,
        }
    ).assign(derived="our model")
    low, high = BANDS.values()
    fields = {
        "low_filled": _percent(filled["low"]),
        "high_filled": _percent(filled["high"]),
        "low_band": _percent(low.band.filling()),
        "high_band": _percent(high.band.filling()),
        "gain": rounding.significant(strengths["high"] / strengths["low"], 2),
        "low": formatting.number(low.band.centre),
        "high": formatting.number(high.band.centre),
        "level": formatting.number(low.level),
        "coupling": formatting.number(low.coupling),
    }
    return Drawing(sheet.finish(), values, fields)


def _percent(share: float) -> str:
    return f"{rounding.fixed(100 * share, 0)} %"


def _antibonding(bond: Bond) -> float:
    """Where the antibonding states are densest."""
    energy = np.linspace(bond.divide(), 2.0, 801)
    return float(energy[int(np.argmax(bond.density(energy)))])


def _draw(panel: Panel, bond: Bond, filled: float) -> None:
    energy = np.arange(-590, 301) / 200.0
    height = FERMI + SCALE * energy
    metal, states = bond.band.density(energy), bond.density(energy)
    # Narrow peaks would leave the panel: the root keeps their order and makes all of them visible.
    lobes = ((-8.0 * metal / 0.64, METAL), (5.0 * np.sqrt(states / 1.6), STATES))
    for lobe, colour in lobes:
        below = energy <= 0
        look: dict[str, Any] = {"facecolor": colour, "alpha": 0.42, "linewidth": 0, "zorder": 1}
        panel.fill_betweenx(height[below], AXIS, AXIS + lobe[below], **look)
        curve(panel, AXIS + lobe, height, colour, width=0.13)
    curve(panel, [AXIS, AXIS], [0.2, HEIGHT - 0.3], INK, width=0.09)
    curve(panel, [0.4, WIDTH - 0.2], [FERMI, FERMI], INK, width=0.09, linestyle=(0, (4, 2)), zorder=3)
    # The words keep off the side of the Fermi level on which the antibonding states are densest.
    side = 1 if _antibonding(bond) > 0 else -1
    word(panel, WIDTH - 0.2, FERMI - 0.85 * side, "Fermi level", ha="right", color=QUIET)
    for line, text in enumerate(("antibonding,", f"{_percent(filled)} filled")[::-side]):
        word(panel, AXIS + 5.4, FERMI + side * (1.0 + 1.35 * line), text, ha="left")
    word(panel, AXIS - 4.2, FERMI + SCALE * min(bond.band.centre, -0.32), "d band")
    bonding = FERMI + SCALE * float(energy[int(np.argmax(np.where(energy < bond.divide(), states, 0.0)))])
    word(panel, AXIS + 5.4, bonding - 1.0, "bonding", ha="left")
    free = FERMI + SCALE * bond.level
    level(panel, WIDTH - 3.4, free, 3.0, STATES)
    word(panel, WIDTH - 0.4, free + 0.85, "level before", ha="right", color=QUIET)
    arrow(panel, (0.9, HEIGHT - 4.2), (0.9, HEIGHT - 0.4), QUIET)
    word(panel, 1.6, HEIGHT - 1.0, "energy", ha="left", color=QUIET)

"""What the model of a level and a d band says: bonds against the place of the band, and under strain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import curve, scene, word
from reviewhelpers.charts.text import write
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import d_band

__all__ = ["CENTRES", "FILLINGS", "HALVES", "LABEL", "UNIT", "VALUES", "frame"]

ID = "fig-models-d-band"

CENTRES = np.arange(-14, 5) / 10
"""Centres of the band, in half widths from the Fermi level."""

HALVES = np.arange(16, 25) / 20
"""Half widths of the strained band, in those of the unstrained one."""

FILLINGS = {0.9: "90 % full", 0.5: "half full", 0.3: "30 % full"}
"""Shares of the band that are filled, and what stands at their curves."""

LABEL, UNIT = "Centre of the d band, in half widths from the Fermi level", ""
VALUES = tuple(float(value) for value in CENTRES)
NARROW = 20.0
"""The least width of a panel."""


def _sheet() -> Sheet:
    return Sheet(2, key=False, least=NARROW)


@figure(ID)
def d_band_figure() -> Drawing:
    """The strength of a bond and the filled antibonding states against the centre; the same under strain."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = _sheet()
    by_centre = _by_centre()
    panel = _centre_panel(sheet, by_centre)
    first, last = by_centre.iloc[0], by_centre.iloc[-1]
    for each in (first, last):
        told = f"centre {_text(each['centre'])}: strength {_text(each['strength'])}"
        tell(panel, each["centre"], each["strength"], told, rows)
    by_strain = _by_strain()
    _strain_panel(sheet, by_strain)
    values = pd.concat([by_centre, by_strain], ignore_index=True).assign(rows=rows)
    names = {
        "centre": "centre / half widths",
        "half": "half width / unstrained half widths",
        "strength": "strength of the bond / half widths",
        "filled": "share of antibonding states filled",
        "filling": "share of the band filled",
    }
    kept = values[["panel", *names, "rows"]].rename(columns=names).assign(derived="our model")
    fields = {
        "low": _text(first["centre"]),
        "high": _text(last["centre"]),
        "weak": _text(first["strength"]),
        "strong": _text(last["strength"]),
        "full": _percent(first["filled"]),
        "part": _percent(last["filled"]),
        **_strained(by_strain),
    }
    return Drawing(sheet.finish(), kept, fields)


def _text(value: float) -> str:
    return rounding.fixed(value, 2).replace("-", "−")


def _percent(share: float) -> str:
    return f"{rounding.fixed(100 * share, 0)} %"


def _by_centre() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "panel": "centre",
            "centre": CENTRES,
            "half": 1.0,
            "strength": [-d_band.bond_energy(centre) for centre in CENTRES],
            "filled": [d_band.antibonding_filled(centre) for centre in CENTRES],
            "filling": [d_band.band_filling(centre) for centre in CENTRES],
        }
    )


def _by_strain() -> pd.DataFrame:
    found = []
    for filling in FILLINGS:
        for half in HALVES:
            centre = d_band.centre_at_filling(half, filling)
            found.append(
                {
                    "panel": "strain",
                    "centre": centre,
                    "half": half,
                    "strength": -d_band.bond_energy(centre, half),
                    "filled": d_band.antibonding_filled(centre, half),
                    "filling": filling,
                }
            )
    return pd.DataFrame(found)


def _centre_panel(sheet: Sheet, by_centre: pd.DataFrame) -> Panel:
    panel = sheet.panel("Move the band", height=15.0, right=1.0)
    panel.set_xlabel("Centre of the band / half widths")
    set_ticks(panel, "x", limits=(-1.45, 0.45), ticks=5)
    set_ticks(panel, "y", limits=(-0.05, 1.1), ticks=5)
    curve(panel, by_centre["centre"], by_centre["filled"], COLOURS["sky"], width=0.2)
    curve(panel, by_centre["centre"], by_centre["strength"], COLOURS["vermilion"], width=0.2)
    write(panel, 0.42, 1.07, "antibonding states\nfilled (share)", ha="right")
    write(panel, 0.42, 0.0, "strength of the bond\n(half widths)", ha="right", va="bottom")
    return panel


def _strain_panel(sheet: Sheet, by_strain: pd.DataFrame) -> None:
    panel = sheet.panel("Strain the metal, keep its electrons", height=15.0, right=1.0)
    panel.set_xlabel("Half width of the band (< 1: stretched)")
    panel.set_ylabel("Strength of the bond / half widths")
    set_ticks(panel, "x", limits=(0.78, 1.22), ticks=4)
    set_ticks(panel, "y", limits=(0.0, 0.56), ticks=5)
    colours = (COLOURS["vermilion"], COLOURS["purple"], COLOURS["blue"])
    for (filling, text), colour in zip(FILLINGS.items(), colours, strict=True):
        part = by_strain[by_strain["filling"] == filling]
        curve(panel, part["half"], part["strength"], colour, width=0.2)
        # At the half filling the label stands below its curve, where there is room.
        at, apart = (1.21, -0.015) if filling == 0.5 else (0.79, 0.015)
        height = part["strength"].iloc[-1 if filling == 0.5 else 0] + apart
        way = {0.9: "stretched: centre up", 0.5: "centre stays", 0.3: "stretched: centre down"}[filling]
        look = {"ha": "right"} if filling == 0.5 else {"va": "bottom"}
        write(panel, at, height, f"{text}; {way}", **look)


def _strained(by_strain: pd.DataFrame) -> dict[str, str]:
    """How much stronger the bond is where the metal is stretched than where it is squeezed, by filling."""
    fields = {"stretched": rounding.general(HALVES[0]), "squeezed": rounding.general(HALVES[-1])}
    for filling, name in ((0.9, "nearly_full"), (0.5, "half_full"), (0.3, "nearly_empty")):
        part = by_strain[by_strain["filling"] == filling]["strength"]
        fields[name] = _text(part.iloc[0] / part.iloc[-1])
    return fields


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The band at one centre with the states of the adsorbate, and the point on the curve."""
    sheet = _sheet()
    panel = scene(sheet, f"Centre at {_text(value)}", width=20.0, height=17.0)
    _draw_lobes(panel, value)
    by_centre = _by_centre()
    right = _centre_panel(sheet, by_centre)
    right.plot([value, value], [-d_band.bond_energy(value), d_band.antibonding_filled(value)], "o", color=INK)
    return sheet.finish()


def _draw_lobes(panel: Panel, centre: float) -> None:
    axis, scale, fermi = 8.0, 4.0, 11.5
    inside = (d_band.GRID > -2.8) & (d_band.GRID < 1.3)
    energy = d_band.GRID[inside]
    height = fermi + scale * energy
    metal = -7.0 * d_band.band_density(energy, centre) / 0.64
    states = 5.0 * np.sqrt(d_band.states(centre)[inside] / 1.6)
    for lobe, colour in ((metal, COLOURS["sky"]), (states, COLOURS["vermilion"])):
        below = energy <= 0
        panel.fill_betweenx(
            height[below], axis, axis + lobe[below], facecolor=colour, alpha=0.42, linewidth=0, zorder=1
        )
        curve(panel, axis + lobe, height, colour, width=0.13)
    curve(panel, [axis, axis], [0.2, 16.6], INK, width=0.09)
    curve(panel, [0.4, 19.6], [fermi, fermi], QUIET, width=0.09, linestyle=(0, (4, 2)), zorder=3)
    word(panel, 19.6, fermi + 0.8, "Fermi level", ha="right", color=QUIET)
    word(panel, 0.4, 0.8, "d band", ha="left")
    word(panel, 19.6, 0.8, "adsorbate", ha="right")

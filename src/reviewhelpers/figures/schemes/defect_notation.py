"""The notation of Kröger and Vink by a picture: what stands on which site, and its charge against the lattice."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import ELEMENTS, atom, curve, scene, sheet_of, word
from reviewhelpers.charts.text import type_size
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

__all__ = ["DEFECTS", "Defect"]

ID = "fig-schemes-kroger-vink"

CHARGES = {"Zn": 2, "O": -2, "N": -3, "V": 0, "e": -1}
"""Charges of the ions of zinc oxide and of nitride; a vacancy has none."""

DOT, PRIME = "•", "′"
WIDTH, HEIGHT, STEP = 23.0, 18.2, 3.2
COLUMNS, ROWS = 7, 5
COLOUR_OF_DEFECTS = COLOURS["vermilion"]
WIDTHS = {"V": 1.02, "N": 1.16, "e": 0.92}
"""Of the letters that name a species, before their signs."""


@dataclass(frozen=True)
class Defect:
    """What stands on a site of the lattice.

    Parameters
    ----------
    species : str
        An element, V for a vacancy, or e for an electron.
    site : str
        The element whose place it takes; empty for a free electron.
    places : tuple of tuple of float
        Column and row of each in the drawing.
    """

    species: str
    site: str
    places: tuple[tuple[float, float], ...]

    @property
    def charge(self) -> int:
        """Its charge against the ideal lattice: that of what is there less that of what belongs there."""
        return CHARGES[self.species] - (CHARGES[self.site] if self.site else 0)

    @property
    def signs(self) -> str:
        """The charge in the notation: a dot for each positive one, a prime for each negative one."""
        return DOT * self.charge if self.charge > 0 else PRIME * -self.charge


DEFECTS = (
    Defect("V", "O", ((1, 3), (5, 1))),
    Defect("V", "Zn", ((4, 3),)),
    Defect("N", "O", ((2, 0),)),
    Defect("e", "", ((2.5, 1.5),)),
)
"""The defects of the drawing, whose charges cancel."""

MEANINGS = {
    ("V", "O"): "O²⁻ is missing",
    ("V", "Zn"): "Zn²⁺ is missing",
    ("N", "O"): "N³⁻ where O²⁻ belongs",
    ("e", ""): "an electron that is free",
}


@figure(ID)
def defect_notation() -> Drawing:
    """A lattice with four kinds of defect, and how their symbols are read."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(2)
    _draw_lattice(scene(sheet, "Defects of zinc oxide", width=WIDTH, height=HEIGHT), rows)
    _draw_reading(scene(sheet, "What a symbol says", width=WIDTH, height=HEIGHT))
    values = pd.DataFrame(
        [
            {
                "symbol": _written(defect),
                "species": defect.species,
                "site": defect.site,
                "charge against the lattice": defect.charge,
                "number drawn": len(defect.places),
                "rows": rows,
            }
            for defect in DEFECTS
        ]
    ).assign(derived="charge there less charge that belongs there")
    plus, minus = (
        sum(len(defect.places) * abs(defect.charge) for defect in DEFECTS if sign * defect.charge > 0)
        for sign in (1, -1)
    )
    fields = {
        "kinds": str(len(DEFECTS)),
        "count": str(sum(len(defect.places) for defect in DEFECTS)),
        "plus": str(plus),
        "minus": str(minus),
        "listed": enumerated(
            f"{_written(defect)} ({MEANINGS[defect.species, defect.site]})" for defect in DEFECTS
        ),
    }
    return Drawing(sheet.finish(), values, fields)


def _written(defect: Defect) -> str:
    """The symbol in one line, as it is typed where there are no subscripts."""
    return f"{defect.species}_{defect.site}{defect.signs}" if defect.site else defect.species + defect.signs


def _symbol(panel: Panel, x: float, y: float, defect: Defect, grow: float = 1.0) -> float:
    """Write a symbol from `x` on, and return where it ends."""
    size = type_size() * grow
    look = {"ha": "left", "va": "baseline"}
    word(panel, x, y, defect.species, fontsize=1.25 * size, weight="bold", **look)
    after = x + grow * WIDTHS[defect.species]
    # A prime is a small sign, high in its line.
    dots = defect.charge > 0
    up, large = (0.62, 1.0) if dots else (0.5, 1.2)
    word(panel, after, y + up * grow, defect.signs, fontsize=large * size, weight="bold", **look)
    word(panel, after, y - 0.55 * grow, defect.site, fontsize=size, **look)
    return after + grow * max(0.62 * len(defect.signs), 0.75 * len(defect.site))


def _draw_lattice(panel: Panel, rows: str) -> None:
    left, low = (WIDTH - STEP * (COLUMNS - 1)) / 2, 3.4
    taken = {place: defect for defect in DEFECTS for place in defect.places}
    for place in itertools.product(range(COLUMNS), range(ROWS)):
        x, y, defect = left + STEP * place[0], low + STEP * place[1], taken.get(place)
        if defect is None:
            name, radius = ("Zn", 0.95) if sum(place) % 2 else ("O", 1.15)
            atom(panel, x, y, radius, ELEMENTS[name], name, alpha=0.6)
        elif defect.species == "V":
            dashed: dict[str, Any] = {"edgecolor": COLOUR_OF_DEFECTS, "linestyle": (0, (2, 1.4))}
            atom(panel, x, y, 1.42, BACKGROUND, **dashed)
            _symbol(panel, x - 1.2, y - 0.3, defect)
        else:
            atom(panel, x, y, 1.42, ELEMENTS["N"], edgecolor=COLOUR_OF_DEFECTS)
            _symbol(panel, x - 0.95, y - 0.35, defect)
    for defect in DEFECTS:
        for column, row in defect.places:
            x, y = left + STEP * column, low + STEP * row
            if defect.species == "e":
                _symbol(panel, x - 0.5, y - 0.3, defect)
            tell(panel, x, y, f"{_written(defect)}: {MEANINGS[defect.species, defect.site]}", rows)
    plus = sum(len(defect.places) * defect.charge for defect in DEFECTS if defect.charge > 0)
    word(panel, WIDTH / 2, 0.7, f"{plus} dots and {plus} primes: the crystal is neutral")


def _draw_reading(panel: Panel) -> None:
    example = DEFECTS[0]
    x, y = 9.6, 14.6
    _symbol(panel, x, y - 1.2, example, 2.6)
    curve(panel, [6.6, x - 0.2], [y] * 2, QUIET, width=0.08)
    word(panel, 6.2, y, "what is there:\na vacancy", ha="right")
    word(panel, 16.4, y + 1.5, "charge against\nthe lattice", ha="left")
    word(panel, 16.4, y - 1.8, "whose site:\noxygen’s", ha="left")
    curve(panel, [x + 4.9, 16.0], [y - 1.5] * 2, QUIET, width=0.08)
    curve(panel, [0.4, WIDTH - 0.4], [10.9, 10.9], QUIET, width=0.05)
    for number, defect in enumerate(DEFECTS):
        level = 9.2 - 2.5 * number
        _symbol(panel, 0.8, level - 0.3, defect, 1.1)
        word(panel, 5.2, level, MEANINGS[defect.species, defect.site], ha="left")
        word(panel, WIDTH - 0.6, level, _signed(defect.charge), ha="right", weight="bold", color=INK)


def _signed(charge: int) -> str:
    return f"+{charge}" if charge > 0 else f"−{-charge}" if charge < 0 else "0"

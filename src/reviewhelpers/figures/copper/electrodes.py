"""The electrode of the yields beside that of the X-rays.

What the paper does not say is missing here; the figure leaves it open and says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    RELATIONS,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    enumerated,
    row_value,
)
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.best_sample import LOADING, NITRATE, SIDE, TIME, YIELD
from reviewhelpers.figures.copper.common import CITE, NOT_PRINTED
from reviewhelpers.text import formatting

NAMES = ("for the yields", "for X-rays")
COLUMNS = (1.42, 3.0)
"""Where the two electrodes begin, in inches from the left."""

SIDES = ((SIDE, SIDE), ("ji2023-xas-paper-long", "ji2023-xas-paper-short"))
LOADINGS = (LOADING, "ji2023-xas-loading")
SALTS = ("ji2023-na2so4", "ji2023-xas-na2so4")
NITRATES = (NITRATE, "ji2023-xas-nano3")
POTENTIALS = tuple(
    tuple(f"ji2023-{test}-{volts}" for volts in (55, 65, 75, 85, 95)) for test in ("test", "xas")
)
CELL = "ji2023-home-cell"
"""The claim that tells of the cell for X-rays; no row of a number does."""

SAME, DIFFERS, OPEN = "same", "differs", "not said"

SIGNS: Mapping[str, tuple[str, str, str]] = {
    DIFFERS: ("≠", "Differs", style.COLOURS["vermilion"]),
    SAME: ("=", "The same", style.COLOURS["green"]),
    OPEN: ("?", "Not said for one or both", style.QUIET),
}
"""The sign, heading and colour of each verdict."""

INCHES = 1.1
"""Inches of the figure per centimetre of paper."""

DOT_MG = 0.1
"""The mass of catalyst that one dot stands for, in mg."""

DOT = style.COLOURS["blue"]
PAPER = style.GRID


@dataclass(frozen=True)
class _Side:
    """What one electrode has of a property."""

    text: str
    rows: str
    value: float = math.nan
    derived: str = ""


@dataclass(frozen=True)
class _Property:
    """A property of both electrodes."""

    name: str
    unit: str
    sides: tuple[_Side, _Side]

    @property
    def verdict(self) -> str:
        """Whether the two are the same, as far as the text says."""
        first, second = self.sides
        if NOT_PRINTED in (first.text, second.text):
            return OPEN
        if math.isnan(first.value) or math.isnan(second.value):
            return SAME if first.text == second.text else DIFFERS
        return SAME if math.isclose(first.value, second.value) else DIFFERS

    @property
    def times(self) -> float:
        """How many times the second is the first."""
        return self.sides[1].value / self.sides[0].value


def _printed(row_id: str) -> _Side:
    """A number as printed."""
    row = data.row(row_id)
    text = f"{RELATIONS[row['relation']]}{formatting.amount(row)}"
    return _Side(text, row_id, float(row["value"]))


def _value(row_id: str) -> float:
    """A printed number in the unit in which the book compares its quantity."""
    row = data.row(row_id)
    return row_value(row, row["quantity"])


def _area(sides: tuple[str, str]) -> _Side:
    """Length times width."""
    long, short = (_value(side) for side in sides)
    text = f"{formatting.number(short)} cm × {formatting.number(long)} cm"
    return _Side(text, " ".join(dict.fromkeys(sides)), long * short, "side × side")


def _catalyst(number: int) -> _Side:
    """The mass of catalyst on the whole electrode."""
    area = _area(SIDES[number])
    mass = _value(LOADINGS[number]) * area.value
    return _Side(
        f"≈ {formatting.number(mass)} mg, derived", f"{LOADINGS[number]} {area.rows}", mass, "loading × area"
    )


def _potentials(number: int) -> _Side:
    """The potentials that were held, and their scale beside them."""
    rows = [data.row(row) for row in POTENTIALS[number]]
    ends = sorted((float(row["value"]) for row in rows), reverse=True)
    first, last = formatting.number(ends[0]), formatting.number(ends[-1])
    text = f"{formatting.number(len(rows))}, {first} to {last} {rows[0]['unit']}"
    return _Side(text, " ".join(POTENTIALS[number]))


def _unprinted(rows: str) -> _Side:
    return _Side(NOT_PRINTED, rows)


def _properties() -> list[_Property]:
    """What is compared, in the order of the text."""
    salts = tuple(_printed(row) for row in SALTS)
    salt = str(data.row(SALTS[0])["subject"])
    cell = str(data.row(YIELD)["cell"])
    return [
        _Property("loading", "mg/cm**2", (_printed(LOADINGS[0]), _printed(LOADINGS[1]))),
        _Property("carbon paper", "cm**2", (_area(SIDES[0]), _area(SIDES[1]))),
        _Property("catalyst on it", "mg", (_catalyst(0), _catalyst(1))),
        _Property("cell", "", (_Side(cell, YIELD), _Side(f"{cell}, home-built", CELL))),
        _Property(formatting.formula(salt), "mol/L", (salts[0], salts[1])),
        _Property(formatting.formula("NaNO3"), "ppm", (_printed(NITRATES[0]), _printed(NITRATES[1]))),
        _Property("potentials", "", (_potentials(0), _potentials(1))),
        _Property("time at each", "hour", (_printed(TIME), _unprinted(CELL))),
        _Property("stirring", "rpm", (_printed("ji2023-test-stirring"), _unprinted(CELL))),
        _Property("flow of Ar", "sccm", (_printed("ji2023-ar-flow"), _unprinted(SALTS[1]))),
        _Property("volume", "", (_unprinted(SALTS[0]), _unprinted(SALTS[1]))),
        _Property("pH", "", (_unprinted(SALTS[0]), _unprinted(SALTS[1]))),
    ]


@figure("fig-copper-electrodes", title="Two electrodes: one for performance, one for X-rays")
def electrodes() -> Plot:
    """Both electrodes to scale with the catalyst on them, and what is the same, differs, or is not said."""
    properties = _properties()
    sheet = Sheet()
    _draw_papers(sheet)
    sheet.y += 0.05
    for x, name in zip(COLUMNS, NAMES, strict=True):
        sheet.line(x, name, weight="bold")
    sheet.y += LINE_HEIGHT - 0.08
    for verdict in SIGNS:
        _draw_group(sheet, verdict, [one for one in properties if one.verdict == verdict])
    sheet.y += 0.08
    sheet.write(
        MARGIN, f"{_finding_text(properties)} The structures were not seen on the electrode of the yields."
    )
    values = [_property_value(one, number) for one in properties for number in range(len(NAMES))]
    return Plot(sheet.finish(), pd.DataFrame(values), _electrodes_alt(properties), _electrodes_caption())


def _draw_papers(sheet: Sheet) -> None:
    """The two carbon papers at one scale, with a dot for each share of catalyst."""
    dot = formatting.span(DOT_MG, math.nan, "mg")
    sheet.heading("Carbon paper, to scale", f"a dot: {dot} of catalyst, derived")
    tall = max(_value(short) for _, short in SIDES) * INCHES
    for number, left in enumerate((MARGIN + 0.1, MARGIN + 0.1 + 2.0 * INCHES)):
        long, short = (_value(side) * INCHES for side in SIDES[number])
        sheet.page.text(
            left,
            sheet.y + LINE_HEIGHT / 2,
            NAMES[number],
            size=TEXT_SIZE,
            va="center_baseline",
            weight="bold",
        )
        top = sheet.y + LINE_HEIGHT + 0.06
        sheet.page.add_patch(Rectangle((left, top), long, short, facecolor=PAPER, edgecolor=style.INK))
        xs, ys = _spread(rounding.nearest(_catalyst(number).value / DOT_MG), long, short)
        sheet.page.plot(
            [left + x for x in xs],
            [top + y for y in ys],
            linestyle="none",
            marker="o",
            color=DOT,
            markersize=5,
            markerfacecolor=style.BACKGROUND,
        )
    sheet.y += LINE_HEIGHT + 0.06 + tall + 0.08


def _spread(count: int, wide: float, high: float) -> tuple[list[float], list[float]]:
    """Places for dots, evenly over a sheet of paper, row by row."""
    rows = rounding.nearest(math.sqrt(count * high / wide)) or 1
    places: list[tuple[float, float]] = []
    for row in range(rows):
        own = count // rows + (row < count % rows)
        places += [((x + 0.5) / own * wide, (row + 0.5) / rows * high) for x in range(own)]
    return [x for x, _ in places], [y for _, y in places]


def _draw_group(sheet: Sheet, verdict: str, properties: Sequence[_Property]) -> None:
    """The properties of one verdict, the two electrodes beside each other."""
    if not properties:
        return
    sign, title, colour = SIGNS[verdict]
    sheet.heading(f"{sign}  {title}")
    for one in properties:
        top, heights = sheet.y, []
        sheet.line(MARGIN, sign, colour=colour, weight="bold")
        sheet.line(MARGIN + 0.18, one.name)
        for x, end, side in zip(COLUMNS, (COLUMNS[1] - 0.08, WIDTH - MARGIN), one.sides, strict=True):
            sheet.y = top
            quiet = side.text == NOT_PRINTED
            sheet.write(x, side.text, width=end - x, colour=style.QUIET if quiet else style.INK)
            heights.append(sheet.y)
        sheet.y = max(heights) + 0.03


def _finding_text(properties: Sequence[_Property]) -> str:
    """How many times loading and catalyst of the one electrode are those of the other."""
    loading, _, catalyst = properties[:3]
    return (
        f"For X-rays the loading is {formatting.significant(loading.times)} times and the catalyst on the "
        f"electrode {formatting.significant(catalyst.times)} times that for the yields."
    )


def _property_value(one: _Property, number: int) -> dict[str, object]:
    side = one.sides[number]
    column = {f"{one.name} / {units.symbol(one.unit)}": side.value} if one.unit else {}
    return {
        "name": NAMES[number],
        "property": one.name,
        "told": side.text,
        "compared": one.verdict,
        **column,
        "missing": one.name if side.text == NOT_PRINTED else "",
        "rows": side.rows,
        "derived": side.derived,
    }


def _electrodes_alt(properties: Sequence[_Property]) -> str:
    def listed(verdict: str) -> str:
        return enumerated(one.name for one in properties if one.verdict == verdict)

    differing = "; ".join(
        f"{one.name} {one.sides[0].text} and {one.sides[1].text}"
        for one in properties
        if one.verdict == DIFFERS
    )
    return (
        f"Electrodes {NAMES[0]} and {NAMES[1]} differ in {differing}; {listed(SAME)} are the same, and of "
        f"{listed(OPEN)} the text says nothing for one or both. {_finding_text(properties)}"
    )


def _electrodes_caption() -> str:
    window = data.row("ji2023-window")["potential_scale"]
    series = data.row(POTENTIALS[1][0])["potential_scale"]
    return (
        f"What {formatting.work(CITE)} print of the electrode that gave the yields and of the one looked at "
        "with X-rays; both loadings are printed as about. Derived: areas, and the catalyst on each electrode "
        "as loading times area, drawn as dots at equal distances, which says nothing of the real layer. A "
        "thicker layer can slow the supply of nitrate and the passage of current, so that copper within may "
        "meet other conditions; how much, the text does not tell. The cell for X-rays is said to follow the "
        f"conditions of the test. Potentials: the same five numbers, printed against {series} for X-rays, "
        "where open circuit was looked at as well; for the test only their range is printed against "
        f"{window}. With X-rays the solution is called saturated with Ar; whether gas flowed is not said. "
        "How long each potential was held under X-rays, and whether one electrode went through them all, is "
        "not printed."
    )

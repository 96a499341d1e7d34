"""The electrode of the yields beside that of the X-rays: area, loading, and the catalyst on each."""

from __future__ import annotations

import math
from dataclasses import dataclass

import matplotlib
import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import RELATIONS, enumerated, row_value
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE
from reviewhelpers.text import formatting

ID = "fig-copper-electrodes"
NAMES = ("for the yields", "for X-rays")
SAME, DIFFERS, OPEN = "same", "differs", "not said"
NOT_PRINTED = "not printed"


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
        return SAME if rounding.same(first.value, second.value) else DIFFERS

    @property
    def times(self) -> float:
        """How many times the second is the first."""
        return self.sides[1].value / self.sides[0].value


def _id(role: str, number: int = 0) -> str:
    return figure_rows.named(ID, role)[number]


def _printed(role: str, number: int = 0) -> _Side:
    """A number as printed."""
    row = data.row(_id(role, number))
    return _Side(f"{RELATIONS[row['relation']]}{formatting.amount(row)}", row["id"], float(row["value"]))


def _value(role: str, number: int) -> float:
    """A printed number in the unit in which the book compares its quantity."""
    row = data.row(_id(role, number))
    return row_value(row, row["quantity"])


def _area(number: int) -> _Side:
    """Length times width."""
    long, short = _value("long_side", number), _value("short_side", number)
    text = f"{formatting.number(short)} cm × {formatting.number(long)} cm"
    rows = dict.fromkeys((_id("long_side", number), _id("short_side", number)))
    return _Side(text, " ".join(rows), long * short, "side × side")


def _catalyst(number: int) -> _Side:
    """The mass of catalyst on the whole electrode."""
    loading, area = _printed("loading", number), _area(number)
    mass = _value("loading", number) * area.value
    return _Side(
        f"≈ {formatting.significant(mass)} mg", f"{loading.rows} {area.rows}", mass, "loading × area"
    )


def _potentials(role: str) -> _Side:
    """The potentials that were held, and their scale beside them."""
    rows = [data.row(row) for row in figure_rows.named(ID, role)]
    ends = sorted((float(row["value"]) for row in rows), reverse=True)
    first, last = formatting.number(ends[0]), formatting.number(ends[-1])
    text = f"{formatting.number(len(rows))}, {first} to {last} {rows[0]['unit']}"
    return _Side(text, " ".join(row["id"] for row in rows))


def _properties() -> list[_Property]:
    """What is compared, in the order of the text."""
    salts, nitrates = (tuple(_printed(role, number) for number in (0, 1)) for role in ("salt", "nitrate"))
    cell, silent = str(data.row(_id("yield"))["cell"]), _Side(NOT_PRINTED, _id("cell"))
    neither = (_Side(NOT_PRINTED, salts[0].rows), _Side(NOT_PRINTED, salts[1].rows))
    pairs = {role: (_printed(role), silent) for role in ("test_time", "stirring", "gas")}
    return [
        _Property("loading", "mg/cm**2", (_printed("loading", 0), _printed("loading", 1))),
        _Property("carbon paper", "cm**2", (_area(0), _area(1))),
        _Property("catalyst on it", "mg", (_catalyst(0), _catalyst(1))),
        _Property("cell", "", (_Side(cell, _id("yield")), _Side(f"{cell}, home-built", _id("cell")))),
        _Property(formatting.formula(data.row(salts[0].rows)["subject"]), "mol/L", (salts[0], salts[1])),
        _Property(
            formatting.formula(data.row(nitrates[0].rows)["subject"]), "ppm", (nitrates[0], nitrates[1])
        ),
        _Property("potentials", "", (_potentials("potentials_yields"), _potentials("potentials_rays"))),
        _Property("time at each potential", "hour", pairs["test_time"]),
        _Property("stirring", "rpm", pairs["stirring"]),
        _Property("flow of Ar", "sccm", pairs["gas"]),
        _Property("volume", "", neither),
        _Property("pH", "", neither),
    ]


@figure(ID)
def electrodes() -> Drawing:
    """Each electrode as a rectangle of area and loading, so that its size is the catalyst on it."""
    properties = _properties()
    loading, area, catalyst = properties[:3]
    sheet = Sheet()
    panel = sheet.panel(height=15.0)
    largest = [max(side.value for side in one.sides) for one in (area, loading)]
    set_quantity(panel, "x", "area", limits=(-0.06 * largest[0], 1.6 * largest[0]))
    set_quantity(panel, "y", "loading", limits=(0, 1.2 * largest[1]))
    marks = pd.DataFrame([_mark(properties, number) for number in range(len(NAMES))])
    _draw_rectangles(panel, marks)
    draw_scatter(panel, marks, names=16.0)
    silent = [one for one in properties if one.verdict == OPEN]
    neither = [one.name for one in silent if one.sides[0].text == NOT_PRINTED]
    sheet.note(
        f"The same on both: {enumerated(one.name for one in properties if one.verdict == SAME) or 'nothing'}. "
        f"Not printed for X-rays: {enumerated(one.name for one in silent if one.name not in neither)}; "
        f"for either: {enumerated(neither)}."
    )
    differing = (one for one in properties if one.verdict == DIFFERS)
    fields = {
        "work": formatting.work(CITE),
        "differing": "; ".join(
            f"{one.name} {one.sides[0].text} and {one.sides[1].text}" for one in differing
        ),
        "same": enumerated(one.name for one in properties if one.verdict == SAME),
        "open": enumerated(one.name for one in silent),
        "loading_times": formatting.significant(loading.times),
        "catalyst_times": formatting.significant(catalyst.times),
        "window_scale": str(data.row(_id("window"))["potential_scale"]),
        "series_scale": str(data.row(_id("potentials_rays"))["potential_scale"]),
    }
    values = [_property_value(one, number) for one in properties for number in range(len(NAMES))]
    return Drawing(sheet.finish(), pd.DataFrame(values), fields)


def _mark(properties: list[_Property], number: int) -> dict[str, object]:
    loading, area, catalyst = (one.sides[number] for one in properties[:3])
    return {
        "x": area.value,
        "y": _value("loading", number),
        "label": f"{NAMES[number]}\n{catalyst.text}",
        "derived": True,
        "told": f"{NAMES[number]}: {loading.text} on {area.text}; {catalyst.text} of catalyst, derived",
        "rows": catalyst.rows,
    }


def _draw_rectangles(panel: Panel, marks: pd.DataFrame) -> None:
    """From the origin to each mark; the first is grey, so that it shows how often it goes into the other."""
    thin = 0.12 * float(matplotlib.rcParams["font.size"])
    for fill, (_, mark) in zip((GRID, "none"), marks.iterrows(), strict=True):
        size = mark["x"], mark["y"]
        panel.add_patch(Rectangle((0, 0), *size, facecolor=fill, edgecolor=QUIET, linewidth=thin, zorder=1.5))


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

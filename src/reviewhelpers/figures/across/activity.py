"""Efficiency against partial current, by reaction and product."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.charts.axes import add_strip, set_quantity
from reviewhelpers.charts.labels import RELATIONS, enumerated, quantity_symbol, value_column
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.text import formatting

REFUSED = ("not-electrochemical", "part-of-electrode")
"""Rules that keep a value off the panels: its current is not that of an electrode."""


@dataclass(frozen=True)
class _Point:
    """A system at one condition: its efficiency, its partial current as a magnitude, and what each lacks."""

    row: pd.Series
    efficiency: float
    low: float
    high: float
    derived: str
    rows: str

    @property
    def flags(self) -> list[str]:
        """The rules of comparability that the row breaks by itself."""
        return str(self.row["flags"]).split()

    @property
    def refused(self) -> list[str]:
        """The rules for which it is not drawn."""
        return [name for name in self.flags if name in REFUSED]

    @property
    def title(self) -> str:
        """Its reaction and product: the panel on which it stands."""
        return f"{formatting.formula(self.row['reaction'])} to {formatting.formula(self.row['product'])}"

    @property
    def drawn(self) -> str:
        """Where it stands: as a point, on a strip that lacks one of the two, or nowhere."""
        lacks = [math.isnan(self.efficiency), math.isnan(self.low)]
        if self.refused or all(lacks):
            return "no"
        return "strip" if any(lacks) else "point"

    @property
    def share(self) -> str:
        """The efficiency in words."""
        return f"{_qualifier(self.row, summary_table.EFFICIENCY)}{formatting.number(self.efficiency)} %"

    @property
    def current(self) -> str:
        """The current in words."""
        meant = _qualifier(self.row, summary_table.PARTIAL) if rounding.same(self.low, self.high) else ""
        format_value = formatting.significant if self.derived else formatting.number
        ends = dict.fromkeys(map(format_value, (self.low, self.high)))
        return f"{meant}{' to '.join(ends)} {units.symbol('mA/cm**2')}"

    @property
    def missing(self) -> str:
        """Why it cannot be drawn as a point."""
        why = [comparability.RULES[name].title for name in self.refused]
        for value, column in ((self.efficiency, summary_table.EFFICIENCY), (self.low, summary_table.PARTIAL)):
            if math.isnan(value):
                why.append(f"{column.partition(' / ')[0]}: {self.row[f'{column} missing']}")
        return "; ".join(why)

    @property
    def told(self) -> str:
        """What it tells on demand: both values, the conditions, and what is not stated."""
        values = [] if math.isnan(self.efficiency) else [self.share]
        values += [] if math.isnan(self.low) else [self.current]
        stated = formatting.conditions(self.row)
        stated = "" if stated == "none printed" else stated
        rules = [comparability.RULES[name].title for name in self.flags]
        told = [", ".join(values), "current derived" if self.derived else "", stated, self.missing, *rules]
        return f"{self.row['name']}, {self.title}: {'; '.join(filter(None, told))}"


def _qualifier(row: pd.Series, column: str) -> str:
    """The qualifier before a value: a best value, about, above."""
    most = "up to " if row[f"{column} statistic"] == "maximum" else ""
    return most + RELATIONS[row[f"{column} relation"]]


def _point(row: pd.Series) -> _Point:
    """A row of the summary table; a range of total currents gives a range of partial ones."""
    share, rows = float(row[summary_table.EFFICIENCY]), row[f"{summary_table.EFFICIENCY} from"].split()
    if not math.isnan(row[summary_table.PARTIAL]):
        formula = str(row[f"{summary_table.PARTIAL} formula"])
        size = abs(float(row[summary_table.PARTIAL]))
        upper = row[f"{summary_table.PARTIAL} max"]
        ends = sorted((size, size if math.isnan(upper) else abs(float(upper))))
        rows += row[f"{summary_table.PARTIAL} from"].split()
        derived = "" if formula in (summary_table.PRINTED, summary_table.SIGN) else formula
        return _Point(row, share, ends[0], ends[1], derived, _unique(rows))
    totals = [row["current_density"], row["current_density_max"]]
    if math.isnan(share) or any(map(math.isnan, totals)):
        return _Point(row, share, math.nan, math.nan, "", _unique(rows or row["rows"].split()))
    totals = [abs(float(units.convert(end, row["current_density_unit"], "mA/cm**2"))) for end in totals]
    ends = sorted(float(electrode.partial_current_density(total, share)) for total in totals)
    formula = "both ends of the total current × efficiency (electrode.partial_current_density)"
    return _Point(row, share, ends[0], ends[1], formula, _unique(rows))


def _unique(rows: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(rows))


@figure("fig-across-activity")
def activity() -> Drawing:
    """Efficiency against partial current by reaction and product, and what has only one of the two."""
    every = [_point(row) for _, row in summary_table.build().iterrows()]
    titles = dict.fromkeys(point.title for point in every if point.drawn == "point")
    panels = {title: [point for point in every if point.title == title] for title in titles}
    ends = [end for point in every if point.drawn == "point" for end in (point.low, point.high)]
    sheet = Sheet(columns=2)
    for title, members in panels.items():
        _draw_panel(sheet, title, [point for point in members if point.drawn != "no"], (min(ends), max(ends)))
    shares = [point for point in every if point.drawn == "strip" and not math.isnan(point.efficiency)]
    currents = [point for point in every if point.drawn == "strip" and math.isnan(point.efficiency)]
    neither = [point for point in every if math.isnan(point.efficiency) and math.isnan(point.low)]
    off = dict.fromkeys(point.row["product"] for point in shares if point.title not in panels)
    sheet.note(
        "At “none” stand values whose counterpart is not printed. "
        f"Without a panel: {enumerated(map(formatting.formula, off)) or 'none'}, of which none has both."
        if off
        else "At “none” stand values whose counterpart is not printed."
    )
    fields = {
        "works": sources_cited(list(data.table("performance")["source"])),
        "points": " ".join(_listed(title, members) for title, members in panels.items()),
        "both": str(sum(point.drawn == "point" for point in every)),
        "shares": str(len(shares)),
        "currents": str(len(currents)),
        "neither": str(len(neither)),
    }
    return Drawing(sheet.finish(), pd.DataFrame(map(_value, every)), fields)


def _listed(title: str, members: Sequence[_Point]) -> str:
    points = (point for point in members if point.drawn == "point")
    named = enumerated(f"{point.row['name']} {point.share} at {point.current}" for point in points)
    return f"{title}: {named}."


def _draw_panel(sheet: Sheet, title: str, points: Sequence[_Point], ends: tuple[float, float]) -> None:
    """The points of one reaction and product; what lacks a coordinate stands on a strip at the edge."""
    both = [point for point in points if point.drawn == "point"]
    panel = sheet.panel(title, height=6.0 + 1.9 * len(both))
    edge, beyond, foot = ends[0] / 5, ends[0] / 2.5, math.nan
    shares = [point.efficiency for point in points if not math.isnan(point.efficiency)]
    low = 10 * rounding.floor((min(shares) - 4) / 10)
    bottom: float = low
    symbol = f"−{quantity_symbol('partial_current_density')}"
    set_quantity(
        panel, "x", "partial_current_density", symbol=symbol, limits=(edge / 2, 2 * ends[1]), log=True
    )
    if any(math.isnan(point.low) for point in points):
        add_strip(panel, "x", edge, beyond)
    if any(math.isnan(point.efficiency) for point in points):
        step = 0.05 * (104 - low)
        foot, bottom = low - step, low - 2 * step
    set_quantity(panel, "y", "faradaic_efficiency", limits=(bottom, 104))
    if not math.isnan(foot):
        add_strip(panel, "y", foot, low)
    _draw_points(panel, points, edge, foot)


def _draw_points(panel: Panel, points: Sequence[_Point], edge: float, foot: float) -> None:
    """Each point with its name; of a range both ends, the name at the one that is not on another range."""
    marks = []
    for point in points:
        ranged = rounding.exceeds(point.high, point.low)
        ends = [edge] if math.isnan(point.low) else list(dict.fromkeys((point.low, point.high)))
        others = [other for other in points if other is not point and other.efficiency == point.efficiency]
        covered = any(other.low < point.low < other.high for other in others)
        for number, x in enumerate(ends):
            named = point.drawn == "point" and number == (len(ends) - 1 if covered else 0)
            marks.append(
                {
                    "x": x,
                    "y": foot if math.isnan(point.efficiency) else point.efficiency,
                    "label": point.row["name"] if named else "",
                    "defect_class": point.row["defect class"],
                    "derived": bool(point.derived),
                    "bound": point.row[f"{summary_table.EFFICIENCY} relation"],
                    "low": point.low if ranged and number == 0 else math.nan,
                    "high": point.high if ranged and number == 0 else math.nan,
                    "along": "x",
                    "bound_along": "y",
                    "told": point.told,
                    "rows": point.rows,
                }
            )
    draw_scatter(panel, pd.DataFrame(marks), names=8.5)


def _value(point: _Point) -> dict[str, object]:
    return {
        "panel": point.title,
        "system": point.row["system"],
        "name": point.row["name"],
        "defect class": point.row["defect class"],
        "product": point.row["product"],
        "cell": point.row["cell"],
        value_column("−j partial", "partial_current_density"): point.low,
        value_column("−j partial, other end", "partial_current_density"): point.high,
        value_column("Faradaic efficiency", "faradaic_efficiency"): point.efficiency,
        "relation": point.row[f"{summary_table.EFFICIENCY} relation"],
        "drawn": point.drawn,
        "flags": " ".join(point.flags),
        "missing": point.missing,
        "rows": point.rows,
        "derived": point.derived,
    }

"""Efficiency against partial current, by reaction and product."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.charts import style
from reviewhelpers.charts.defect_classes import MARKS
from reviewhelpers.charts.layout import (
    MARGIN,
    RELATIONS,
    TEXT_BOX,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    decades,
    draw_bound_arrow,
    draw_key,
    draw_marker,
    enumerated,
    quantity_symbol,
    value_column,
    wrapped,
)
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.across.common import CLASSES, sources_cited
from reviewhelpers.text import formatting

REFUSED = ("not-electrochemical", "part-of-electrode")
"""Rules that keep a value off the panels: its current is not that of an electrode."""

OTHERS = "other products"
_BOUNDS = (">", ">=")
_UNBROKEN = "\N{NO-BREAK SPACE}"


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
    def paired(self) -> bool:
        """Whether it has an efficiency and a current."""
        return not (math.isnan(self.efficiency) or math.isnan(self.low))

    @property
    def is_bound(self) -> bool:
        """Whether the efficiency is a lower bound."""
        return self.row[f"{summary_table.EFFICIENCY} relation"] in _BOUNDS

    @property
    def mark(self) -> style.Mark:
        """The mark of the class of its defect."""
        return MARKS.get(self.row["defect class"], style.DEFECTS["none"])

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


def _qualifier(row: pd.Series, column: str) -> str:
    """The qualifier before a value: a best value, about, above."""
    most = "up to " if row[f"{column} statistic"] == "maximum" else ""
    return most + RELATIONS[row[f"{column} relation"]]


def _point(row: pd.Series) -> _Point:
    """A row of the harmonised table; a range of total currents gives a range of partial ones."""
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


def _unique(rows: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(rows))


def _panels(points: Sequence[_Point]) -> dict[str, list[_Point]]:
    """Points by reaction and product; products of which no point can be drawn stand together."""
    drawn = {_reaction_product(point) for point in points if point.paired and not point.refused}
    found: dict[str, list[_Point]] = {}
    for reaction in dict.fromkeys(point.row["reaction"] for point in points):
        own = [point for point in points if point.row["reaction"] == reaction and _has_value(point)]
        for point in sorted(own, key=lambda each: _reaction_product(each) not in drawn):
            product = (
                formatting.formula(point.row["product"]) if _reaction_product(point) in drawn else OTHERS
            )
            found.setdefault(f"{formatting.formula(reaction)} to {product}", []).append(point)
    return found


def _reaction_product(point: _Point) -> tuple[str, str]:
    return point.row["reaction"], point.row["product"]


def _has_value(point: _Point) -> bool:
    return not (math.isnan(point.efficiency) and math.isnan(point.low))


@figure("fig-across-activity", title="Efficiency and partial current over all reactions")
def activity() -> Plot:
    """Efficiency against partial current by reaction and product, and what has only one of the two."""
    every = [_point(row) for _, row in summary_table.build().iterrows()]
    panels = _panels(every)
    letters = _letters([point for members in panels.values() for point in members])
    ends = decades(
        end for point in every if point.paired and not point.refused for end in (point.low, point.high)
    )
    sheet = Sheet()
    _draw_classes(sheet, [point for members in panels.values() for point in members if _drawn(point)])
    axes = [(_draw_panel(sheet, title, members, ends, letters), members) for title, members in panels.items()]
    sheet.heading("Letters in brackets")
    items = (f"{letter} {comparability.RULES[name].title}" for name, letter in letters.items())
    sheet.write(MARGIN, f"{'; '.join(items)}.")
    neither = [point for point in every if not _has_value(point)]
    sheet.heading("Neither printed", f"{len(neither)} conditions")
    sheet.write(MARGIN, ", ".join(dict.fromkeys(point.row["name"] for point in neither)), colour=style.QUIET)
    drawn = sheet.finish()
    for ax, members in axes:
        if ax is not None:
            _label(ax, [point for point in members if _drawn(point)], letters)
    values = pd.DataFrame(
        [
            *(_value(title, point) for title, members in panels.items() for point in members),
            *(_value("neither", point) for point in neither),
        ]
    )
    return Plot(drawn, values, _alt(panels, neither), _caption())


def _letters(points: Sequence[_Point]) -> dict[str, str]:
    """A letter for each rule that one of the points breaks, in the order of the rules."""
    broken = {name for point in points for name in point.flags}
    names = [name for name in comparability.RULES if name in broken]
    return {name: chr(ord("a") + number) for number, name in enumerate(names)}


def _lettered(point: _Point, letters: Mapping[str, str]) -> str:
    """The letters of a point in brackets, to follow its value."""
    found = "".join(letters[name] for name in letters if name in point.flags)
    return f" ({found})" if found else ""


def _drawn(point: _Point) -> bool:
    return point.paired and not point.refused


def _draw_classes(sheet: Sheet, points: Sequence[_Point]) -> None:
    """The key: filled and hollow, and the classes that occur on the panels."""
    plain = style.Mark(style.INK, "o")
    draw_key(sheet, (("both printed", plain, "full"), ("current derived", plain, "none")))
    present = {point.row["defect class"] for point in points}
    names = [(CLASSES.get(key, "Without a defect"), mark) for key, mark in MARKS.items() if key in present]
    draw_key(sheet, [(name, mark, "full") for name, mark in names])


def _draw_panel(
    sheet: Sheet,
    title: str,
    members: Sequence[_Point],
    ends: Sequence[float],
    letters: Mapping[str, str],
) -> Axes | None:
    """The points of one reaction and product, with strips for what lacks a current or an efficiency."""
    points = [point for point in members if _drawn(point)]
    sheet.heading(title, f"{len(points)} with both" if points else "none with both")
    shares = [point for point in members if not point.refused and math.isnan(point.low)]
    currents = [point for point in members if not point.refused and math.isnan(point.efficiency)]
    ax = None
    if points:
        high = 1.3 + 0.4 * len(points)
        ax = sheet.plot(sheet.y + 0.05, sheet.y + high, 0.72, WIDTH - MARGIN)
        sheet.y += high + 0.5
        _draw_axes(ax, points, shares, currents, ends)
    for what, items in (
        ("No current", [(point, point.share) for point in shares]),
        ("No efficiency", [(point, point.current) for point in currents]),
        ("Not drawn", [(point, f"{point.share}, {point.current}") for point in members if point.refused]),
    ):
        if items:
            listed = (
                f"{point.row['name']} " + f"{text}{_lettered(point, letters)}".replace(" ", _UNBROKEN)
                for point, text in items
            )
            sheet.write(MARGIN, f"{what}: {'; '.join(listed)}.")
            sheet.y += 0.05
    return ax


def _draw_axes(
    ax: Axes,
    points: Sequence[_Point],
    shares: Sequence[_Point],
    currents: Sequence[_Point],
    ends: Sequence[float],
) -> None:
    """Points and bars on a logarithmic scale; what lacks a coordinate stands on a strip at the edge."""
    least = min(point.efficiency for point in (*points, *shares))
    low = 10 * rounding.floor((least - 4) / 10)
    edge, foot = ends[0] / 3, low - 0.09 * (104 - low)
    ax.set_xscale("log")
    ax.set_xlim(ends[0] / 6, ends[-1] * 2)
    ax.set_xticks(
        [*([edge] if shares else []), *ends], [*(["none"] if shares else []), *map(formatting.number, ends)]
    )
    ax.set_xticks([], minor=True)
    steps = list(range(low, 101, 10 if low >= 60 else 20))
    ax.set_ylim(foot - 5 if currents else low, 104)
    ax.set_yticks(
        [*([foot] if currents else []), *steps], [*(["none"] if currents else []), *map(str, steps)]
    )
    ax.set_xlabel(
        axis_label("partial_current_density", symbol=f"−{quantity_symbol('partial_current_density')}"),
        size=TEXT_SIZE,
    )
    ax.set_ylabel(axis_label("faradaic_efficiency"), size=TEXT_SIZE)
    for point in shares:
        draw_marker(ax, edge, point.efficiency, point.mark, size=6.5)
    for point in currents:
        draw_marker(ax, point.low, foot, point.mark, size=6.5)
    widths = iter((6.0, 2.5, 1.2, 0.8))
    for point in sorted(points, key=lambda each: rounding.settled(each.low)):
        filled, colour = "none" if point.derived else "full", point.mark.colour
        if rounding.exceeds(point.high, point.low):
            ax.plot(
                [point.low, point.high],
                [point.efficiency] * 2,
                color=colour,
                linewidth=next(widths, 0.8),
                solid_capstyle="butt",
                zorder=3,
            )
        for x in dict.fromkeys((point.low, point.high)):
            draw_marker(ax, x, point.efficiency, point.mark, filled=filled)
        if point.is_bound:
            draw_bound_arrow(ax, math.sqrt(point.low * point.high), point.efficiency, colour, up=True)


def _label(ax: Axes, points: Sequence[_Point], letters: Mapping[str, str]) -> None:
    """Name the points directly; those on the strips stand in the list below."""
    names = [_folded(f"{point.row['name']}{_lettered(point, letters)}") for point in points]
    places = [(_end(point, points), point.efficiency) for point in points]
    # Names keep clear of points without a name: what stands on the strips, and the length of the bars.
    occupied = [(float(x), float(y)) for line in ax.lines for x, y in np.asarray(line.get_xydata())]
    occupied += [
        (float(x), point.efficiency)
        for point in points
        if rounding.exceeds(point.high, point.low)
        for x in np.geomspace(point.low, point.high, 12)
    ]
    free = [place for place in dict.fromkeys(occupied) if place not in places]
    xs, ys = zip(*places, *free, strict=True)
    for label in style.label_points(ax, xs, ys, [*names, *[""] * len(free)], size=TEXT_SIZE):
        label.set_bbox(TEXT_BOX)


def _end(point: _Point, points: Sequence[_Point]) -> float:
    """The end of a bar at which its name stands: the lower one, unless that lies on another bar."""
    on_another = any(
        other is not point
        and other.efficiency == point.efficiency
        and rounding.at_most(other.low, point.low)
        and rounding.at_most(point.low, other.high)
        for other in points
    )
    return point.high if on_another else point.low


def _folded(name: str) -> str:
    return "\n".join(wrapped(name, 2.1))


def _value(title: str, point: _Point) -> dict[str, object]:
    return {
        "panel": title,
        "system": point.row["system"],
        "name": point.row["name"],
        "defect class": point.row["defect class"],
        "product": point.row["product"],
        "cell": point.row["cell"],
        value_column("−j partial", "partial_current_density"): point.low,
        value_column("−j partial, other end", "partial_current_density"): point.high,
        value_column("Faradaic efficiency", "faradaic_efficiency"): point.efficiency,
        "relation": point.row[f"{summary_table.EFFICIENCY} relation"],
        "drawn": "point" if _drawn(point) else "no" if point.refused or not _has_value(point) else "strip",
        "flags": " ".join(point.flags),
        "missing": point.missing,
        "rows": point.rows,
        "derived": point.derived,
    }


def _alt(panels: Mapping[str, Sequence[_Point]], neither: Sequence[_Point]) -> str:
    items, alone = [], []
    for title, members in panels.items():
        points = [point for point in members if _drawn(point)]
        if points:
            named = enumerated(f"{point.row['name']} {point.share} at {point.current}" for point in points)
            items.append(f"{title}: {named}.")
        shares = sum(1 for point in members if math.isnan(point.low))
        currents = sum(1 for point in members if math.isnan(point.efficiency))
        alone.append(f"{title} {shares} and {currents}")
    return (
        f"Efficiency against partial current. {' '.join(items)} With an efficiency alone and with a current "
        f"alone: {enumerated(alone)}. Neither is printed for {len(neither)} more conditions."
    )


def _caption() -> str:
    sources = data.table("performance")["source"]
    return (
        f"Values that {sources_cited(list(sources))} print, each system once for every printed condition. "
        "Filled: efficiency and current are printed. Hollow: the current is derived, from a total current "
        "and the efficiency, or by Faraday's law from a yield. Bars: an efficiency printed for a range of "
        "total currents. Arrows: a lower bound. Currents are shown without the sign of a cathodic one, on "
        "one logarithmic scale for all panels; each panel has its own scale of efficiencies. At “none” stand "
        "values whose counterpart is not printed; the list under the panel names them. Letters name the "
        "rules of comparability that a value breaks by itself, with their key at the foot. What is driven by "
        "heat or light, or counts a part of the electrode, is not drawn. Two points are comparable only if "
        "they share the reaction, the product, the potential, the cell and the electrolyte, and few do: this "
        "is no ranking, and no panel says which material is better."
    )

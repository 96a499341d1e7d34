"""Partial current density against efficiency."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    decades,
    draw_bound_arrow,
    enumerated,
    in_unit,
    quantity_symbol,
    row_value,
    value_column,
)
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    CURRENTS,
    EFFICIENCIES,
    LOWER_BOUNDS,
    efficiency_text,
    printed_rows,
    product_mark,
)
from reviewhelpers.figures.co2rr.scatter import (
    Point,
    draw_range,
    efficiency_axis,
    folded,
    label_all,
    logarithmic_axis,
)
from reviewhelpers.text import formatting

CELLS: Mapping[str, str] = {"H-type cell": "h", "flow cell": "D", "": "o"}


@dataclass(frozen=True)
class _Current:
    """A printed current with the partial current density it means, and the efficiency that belongs to it."""

    row: pd.Series
    low: float
    high: float
    efficiency: pd.Series | None
    how: str
    derived: str = ""

    @property
    def rows(self) -> str:
        """The ids of the rows it comes from."""
        ids = [self.row["id"], *([] if self.efficiency is None else [self.efficiency["id"]])]
        return " ".join(dict.fromkeys(ids))


def _currents() -> list[_Current]:
    """Every printed current density, with the efficiency printed for the same system and conditions."""
    shares = printed_rows("faradaic_efficiency")
    same = ["system", "product", "cell", "electrolyte", "potential", "potential_max", "potential_scale"]
    found = []
    for _, row in printed_rows(*CURRENTS).iterrows():
        alike = shares[
            (shares[same].fillna(0) == row[same].fillna(0)).all(axis=1) & shares["current_density"].isna()
        ]
        share = None if alike.empty else alike.iloc[0]
        size = abs(row_value(row, row["quantity"]))
        if row["quantity"] == "partial_current_density":
            found.append(_Current(row, size, size, share, f"printed {formatting.exact(row)}"))
        elif share is not None:
            part = abs(float(electrode.partial_current_density(-size, share["value"])))
            how = f"{formatting.exact(row)} × {formatting.exact(share)} %"
            found.append(_Current(row, part, part, share, how, "j(total) × FE"))
    for _, row in shares[shares["current_density"].notna()].iterrows():
        low, high = (
            in_unit(row[column], row["current_density_unit"], "partial_current_density")
            for column in ("current_density", "current_density_max")
        )
        least, most = (
            abs(float(electrode.partial_current_density(-end, row["value"]))) for end in (low, high)
        )
        how = f"{formatting.number(low)} to {formatting.number(high)} × > {formatting.exact(row)} %"
        found.append(_Current(row, least, most, row, how, "j(total) × FE, lower bound"))
    return found


@figure("fig-co2rr-current", title="Partial current density against efficiency")
def current() -> Plot:
    """Currents into one product against the efficiency printed with them."""
    every = _currents()
    paired = [item for item in every if item.efficiency is not None]
    alone = [item for item in every if item.efficiency is None]

    sheet = Sheet()
    ax = sheet.plot(MARGIN, MARGIN + 6.2, 0.62, WIDTH - 0.25)
    sheet.y += 6.5
    sheet.heading("No efficiency printed")
    strip = sheet.plot(sheet.y, sheet.y + 1.0, 0.62, WIDTH - 0.25)
    sheet.y += 1.5
    drawn = sheet.finish()
    powers = decades(end for item in every for end in (item.low, item.high))
    for axes in (ax, strip):
        logarithmic_axis(axes, powers)
    strip.set_yticks([])
    strip.set_ylim(0, 1)
    strip.spines["left"].set_visible(False)
    strip.set_xlabel(
        axis_label("partial_current_density", symbol=f"−{quantity_symbol('partial_current_density')}"),
        size=TEXT_SIZE,
    )
    efficiency_axis(
        ax, [item.efficiency["value"] for item in paired if item.efficiency is not None], EFFICIENCIES[0]
    )
    _draw_currents(ax, paired)
    _draw_currents(strip, alone)
    values = pd.DataFrame([_current_value(item) for item in every])
    return Plot(drawn, values, _current_alt(paired, alone), _current_caption(every))


def _draw_currents(ax: Axes, items: Sequence[_Current]) -> None:
    """Points and bars, hollow where derived, each with its name; without an efficiency, at mid height."""
    points: list[Point] = []
    obstacles: list[Line2D] = []
    for item in items:
        y = 0.5 if item.efficiency is None else item.efficiency["value"]
        mark = style.Mark(product_mark(item.row).colour, CELLS.get(item.row["cell"], "o"))
        obstacles += draw_range(ax, item.low, item.high, y, mark, derived=bool(item.derived))
        if item.efficiency is not None and item.efficiency["relation"] in LOWER_BOUNDS:
            for x in (item.low, item.high):
                draw_bound_arrow(ax, x, y, mark.colour, up=True)
        where = item.row["cell"] or ("" if item.efficiency is not None else formatting.conditions(item.row))
        details = (formatting.formula(item.row["product"]), where, item.how)
        text = f"{folded(item.row['name'])}\n{', '.join(part for part in details if part)}"
        points.append((math.sqrt(item.low * item.high), y, text))
    label_all(ax, points, obstacles)


def _current_value(item: _Current) -> dict[str, object]:
    share = item.efficiency
    quantity = "partial_current_density"
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "product": item.row["product"],
        "cell": item.row["cell"],
        value_column("−j partial", quantity): item.low,
        value_column("−j partial, other end", quantity): item.high,
        "printed": item.row["as_printed"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): math.nan
        if share is None
        else share["value"],
        "relation": "" if share is None else share["relation"],
        "rows": item.rows,
        "derived": item.derived,
    }


def _current_text(item: _Current) -> str:
    ends = dict.fromkeys(formatting.rounded(end, 1) for end in (item.low, item.high))
    size = f"{' to '.join(ends)} {units.symbol('mA/cm**2')}"
    share = "" if item.efficiency is None else f" at {efficiency_text(item.efficiency).split(' (')[0]}"
    return f"{size}{share} ({', '.join(part for part in (item.row['name'], item.row['cell']) if part)})"


def _current_alt(paired: Sequence[_Current], alone: Sequence[_Current]) -> str:
    printed = sorted(
        (item for item in paired if not item.derived), key=lambda item: rounding.settled(item.low)
    )
    derived = [item for item in paired if item.derived]
    return (
        f"Partial current densities printed with an efficiency: {enumerated(map(_current_text, printed))}. "
        f"Derived: {enumerated(map(_current_text, derived))}. Without an efficiency: "
        f"{enumerated(map(_current_text, alone))}."
    )


def _current_caption(every: Sequence[_Current]) -> str:
    signs = [item.row for item in every if not item.derived]
    minus = enumerated(row["name"] for row in signs if row["value"] < 0)
    plain = enumerated(row["name"] for row in signs if row["value"] > 0)
    return (
        f"Currents into one product that {formatting.work(CITE)} print, against the efficiency printed with "
        f"them. A cathodic current is negative; the axis shows −*j*. The minus sign is printed for {minus} "
        f"and left out for {plain}. Hexagon: H-type cell; diamond: flow cell; circle: cell not stated; "
        "colour tells the product, which is written too. Hollow: derived as total current density × "
        "efficiency. Dashed, with arrows: both ends of a printed range of totals times a printed lower bound "
        "of the efficiency, so lower bounds themselves. Cells and potentials differ: this is no ranking."
    )

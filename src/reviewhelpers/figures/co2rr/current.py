"""Partial current density against efficiency."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    in_unit,
    point_text,
    quantity_symbol,
    row_value,
    value_column,
)
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.plot import Point
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    CURRENTS,
    EFFICIENCIES,
    efficiency_text,
    printed_rows,
    with_both_ends,
)
from reviewhelpers.text import formatting

QUANTITY = "partial_current_density"
ALIKE = ("system", "product", "cell", "electrolyte", "potential", "potential_max", "potential_scale")
"""The columns in which a current and an efficiency of one measurement agree."""


@dataclass(frozen=True)
class Current:
    """A printed current with the partial current density it means, and the efficiency that belongs to it."""

    row: pd.Series
    low: float
    high: float
    efficiency: pd.Series | None = None
    derived: str = ""

    @property
    def rows(self) -> str:
        """The ids of the rows it comes from."""
        ids = [self.row["id"], *([] if self.efficiency is None else [self.efficiency["id"]])]
        return " ".join(dict.fromkeys(ids))

    @property
    def size(self) -> str:
        """The partial current density, or its two ends, to one decimal."""
        return " to ".join(dict.fromkeys(formatting.rounded(end, 1) for end in (self.low, self.high)))

    @property
    def told(self) -> str:
        """Value and conditions, and how they were derived."""
        texts = [point_text(self.row)]
        if self.efficiency is not None and self.efficiency["id"] != self.row["id"]:
            texts.append(formatting.named_value(self.efficiency))
        if self.derived:
            texts.append(f"{self.size} {units.symbol('mA/cm**2')}: {self.derived}")
        return "; ".join(texts)


def currents() -> list[Current]:
    """Every printed current density, with the efficiency printed for the same system and conditions."""
    shares = printed_rows("faradaic_efficiency")
    found = []
    for _, row in printed_rows(*CURRENTS).iterrows():
        same = (shares[[*ALIKE]].fillna(0) == row[[*ALIKE]].fillna(0)).all(axis=1)
        alike = shares[same & shares["current_density"].isna()]
        share = None if alike.empty else alike.iloc[0]
        size = abs(row_value(row, row["quantity"]))
        if row["quantity"] == QUANTITY:
            found.append(Current(row, size, size, share))
        elif share is not None:
            part = _part(size, share["value"])
            found.append(Current(row, part, part, share, "j(total) × FE"))
    for _, row in shares[shares["current_density"].notna()].iterrows():
        ends = [
            _part(in_unit(row[column], row["current_density_unit"], QUANTITY), row["value"])
            for column in ("current_density", "current_density_max")
            if pd.notna(row[column])
        ]
        bound = ", lower bound" if row["relation"][:1] == ">" else ""
        found.append(Current(row, ends[0], ends[-1], row, f"j(total) × FE{bound}"))
    return found


def _part(total: float, efficiency: float) -> float:
    """The magnitude of the partial current of a total one, which is cathodic."""
    return abs(float(electrode.partial_current_density(-total, efficiency)))


@figure("fig-co2rr-current")
def current() -> Drawing:
    """Currents into one product against the efficiency printed with them."""
    every = currents()
    alone = [item for item in every if item.efficiency is None]
    points = _points(every)

    sheet = Sheet()
    panel = sheet.panel(height=30.0)
    low, high = padded([math.log10(end) for item in every for end in (item.low, item.high)], 0.1)
    symbol = f"−{quantity_symbol(QUANTITY)}"
    set_quantity(panel, "x", QUANTITY, symbol=symbol, limits=(10**low, 10**high), log=True)
    # Below, room for what is printed without an efficiency.
    foot, top = padded(points["y"], 0.2)[0], padded(points["y"], 0.12)[1]
    set_quantity(panel, "y", EFFICIENCIES[0], limits=(foot, top))
    for item in alone:
        amount = f"{item.size} {formatting.formula(item.row['product'])}, no efficiency printed"
        reference_line(panel, item.low, f"{item.row['name']}\n{amount}", "x", at="start")
        sheet.figure.points.append(Point(panel, item.low, foot, item.told, tuple(item.rows.split())))
    draw_scatter(panel, with_both_ends(points), names=17.0)

    printed = [item for item in every if item.efficiency is not None and not item.derived]
    signed = [item.row for item in every if not item.derived]
    largest = max(every, key=lambda item: item.high)
    bounded = largest.efficiency is not None and largest.efficiency["relation"][:1] == ">"
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(every)),
        "printed": _enumerated(sorted(printed, key=lambda item: rounding.settled(item.low))),
        "derived": _enumerated([item for item in every if item.derived]),
        "alone": _enumerated(alone),
        "minus": enumerated(row["name"] for row in signed if row["value"] < 0),
        "plain": enumerated(row["name"] for row in signed if row["value"] > 0),
        "lowest": formatting.rounded(min(item.low for item in every), 1),
        "highest": f"{'at least ' if bounded else ''}{formatting.rounded(largest.high, 1)}",
        "least": formatting.rounded(min(points["y"]), 1),
        "most": formatting.rounded(max(points["y"]), 1),
    }
    return Drawing(sheet.finish(), pd.DataFrame(map(_value, every)), fields)


def _points(every: Iterable[Current]) -> pd.DataFrame:
    points = []
    for item in every:
        if item.efficiency is None:
            continue
        parts = [f"{item.size} {formatting.formula(item.row['product'])}", item.row["cell"]]
        points.append(
            {
                "x": item.low,
                "x_end": item.high,
                "y": item.efficiency["value"],
                "label": f"{item.row['name']}\n{', '.join(filter(None, parts))}",
                "defect_class": item.row["defect_class"],
                "derived": bool(item.derived),
                "bound": item.efficiency["relation"],
                "told": item.told,
                "rows": item.rows,
            }
        )
    return pd.DataFrame(points)


def _value(item: Current) -> dict[str, object]:
    share = item.efficiency
    return {
        **{column: item.row[column] for column in ("system", "name", "product", "cell")},
        value_column("−j partial", QUANTITY): item.low,
        value_column("−j partial, other end", QUANTITY): item.high,
        "printed": item.row["as_printed"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): math.nan
        if share is None
        else share["value"],
        "relation": "" if share is None else share["relation"],
        "rows": item.rows,
        "derived": item.derived,
    }


def _enumerated(items: Sequence[Current]) -> str:
    """Currents in a sentence, each with its efficiency, system and cell."""
    texts = []
    for item in items:
        share = "" if item.efficiency is None else f" at {efficiency_text(item.efficiency).split(' (')[0]}"
        where = ", ".join(filter(None, (item.row["name"], item.row["cell"])))
        texts.append(f"{item.size} {units.symbol('mA/cm**2')}{share} ({where})")
    return enumerated(texts)

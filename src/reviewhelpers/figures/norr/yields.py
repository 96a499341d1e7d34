"""NH₃ yields on one scale, with the currents behind them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    axis_label,
    enumerated,
    point_text,
    potential_text,
    quantity_label,
    quantity_symbol,
    three_figures,
    value_column,
)
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import (
    CITE,
    OVERALL_REACTION,
    YIELD,
    ScaledValue,
    on_scale,
    performance,
    yield_label,
)
from reviewhelpers.text import formatting

CURRENT = "mA/cm**2"
EFFICIENCY = value_column("Faradaic efficiency", "faradaic_efficiency")


@dataclass(frozen=True)
class _Yield:
    """A printed amount with the efficiency beside it; the currents are missing where it is not on the scale."""

    row: pd.Series
    scaled: ScaledValue
    shares: pd.DataFrame
    partial: float = math.nan
    total: float = math.nan

    @property
    def rows(self) -> str:
        """The rows it comes from."""
        return " ".join([self.row["id"], *self.shares["id"]])

    @property
    def efficiency(self) -> float:
        """The efficiency, where one is printed."""
        return math.nan if self.shares.empty else float(self.shares["value"].iloc[0])

    @property
    def text(self) -> str:
        """The amount with its efficiency, or with the name of what it counts."""
        if not self.scaled.reason:
            return f"{self.scaled.text_with_unit} at {formatting.exact(self.shares.iloc[0])} %"
        value = (
            f"{RELATIONS[self.row['relation']]}{formatting.exact(self.row)} {units.symbol(self.row['unit'])}"
        )
        if self.shares.empty:
            return f"{value} {quantity_label(self.row['quantity'])}"
        return f"{value} at {formatting.number(self.efficiency)} %"

    @property
    def currents(self) -> str:
        """The current into NH₃ and the total one."""
        return f"{three_figures(self.partial)} of {three_figures(self.total)}"


def ammonia_electrons() -> int:
    """Electrons for one NH₃ from NO, from its half-reaction."""
    return reactions.electrons(data.table("half_reactions").loc[OVERALL_REACTION, "equation"])


def _current(amount: float, unit: str) -> float:
    """The size of the partial current that a yield stands for."""
    return -float(units.harmonise(amount, unit, CURRENT, electrons=ammonia_electrons()))


def _yields() -> tuple[list[_Yield], list[_Yield]]:
    """The yields on the common scale, greatest first; and the others."""
    frame = performance()
    charged = frame["quantity"] == "faradaic_efficiency"
    placed, apart = [], []
    for _, row in frame[~charged].iterrows():
        scaled, shares = on_scale(row), frame[charged & (frame["system"] == row["system"])]
        if scaled.reason:
            apart.append(_Yield(row, scaled, shares))
        else:
            partial = _current(row["value"], row["unit"])
            total = float(electrode.total_current_density(partial, shares["value"].iloc[0]))
            placed.append(_Yield(row, scaled, shares, partial, total))
    return sorted(placed, key=lambda item: -rounding.settled(item.scaled.value)), apart


@figure("fig-norr-yields")
def yields() -> Drawing:
    """Every printed yield on one scale, with the partial and the total current behind it."""
    placed, apart = _yields()
    frame = pd.DataFrame([point for item in placed for point in _points(item)])
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(yield_label(YIELD))
    set_ticks(panel, "x", limits=(frame["value"].min() / 2.4, frame["value"].max() * 4), log=True)
    draw_dots(sheet, panel, frame, joined=True)
    _draw_current_axis(panel)
    left_out = enumerated(f"{item.row['name']}, {item.text}" for item in apart)
    if apart:
        sheet.note(f"Not on this scale: {left_out}.")
    values = pd.DataFrame([*map(_value, placed), *map(_value, apart)])
    return Drawing(sheet.finish(), values, _fields(placed, apart))


def _points(item: _Yield) -> list[dict[str, object]]:
    """The yield, and where the total current lies on its scale."""
    symbol = quantity_symbol("faradaic_efficiency")
    shared = {
        "name": item.row["name"],
        "note": f"{symbol} {formatting.exact(item.shares.iloc[0])} %, {potential_text(item.row)}",
        "defect_class": item.row["defect_class"],
        "rows": item.rows,
    }
    behind = f"−j {item.currents} {units.symbol(CURRENT)}"
    converted = f"; {item.scaled.text_with_unit}, {item.scaled.derived}" if item.scaled.derived else ""
    return [
        {
            **shared,
            "value": item.scaled.value,
            "text": item.scaled.text,
            "derived": bool(item.scaled.derived),
            "told": f"{point_text(item.row)}{converted}; {behind}",
        },
        {
            **shared,
            "value": item.total / _current(1.0, YIELD),
            "text": item.currents,
            "derived": True,
            "told": f"{item.row['name']}: {behind}, derived from yield and Faradaic efficiency",
        },
    ]


def _draw_current_axis(panel: Panel) -> None:
    """A second scale below that of the yields: the current that they stand for, by the electrons of one NH₃."""
    each = _current(1.0, YIELD)
    below = panel.secondary_xaxis(
        "bottom", functions=(lambda x: np.asarray(x) * each, lambda x: np.asarray(x) / each)
    )
    below.spines["bottom"].set_position(("outward", 3.6 * matplotlib.rcParams["font.size"]))
    set_ticks(below, "x", log=True)
    below.set_xlabel(axis_label("current_density", symbol="−j"))


def _value(item: _Yield) -> dict[str, object]:
    converted = f"yield {item.scaled.derived}; " if item.scaled.derived else ""
    placed = not item.scaled.reason
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "printed": item.row["as_printed"],
        f"yield / {units.symbol(YIELD)}": item.scaled.value if placed else math.nan,
        value_column("−j partial", "partial_current_density"): item.partial,
        value_column("−j total", "current_density"): item.total,
        EFFICIENCY: item.efficiency,
        "potential": potential_text(item.row) if item.row["product"] else "",
        "not on the scale because": item.scaled.reason,
        "rows": item.rows,
        "derived": f"{converted}j partial = n F × yield; j total = j partial / FE" if placed else "",
    }


def _fields(placed: Sequence[_Yield], apart: Sequence[_Yield]) -> dict[str, str]:
    most, least = placed[0], placed[-1]
    every = (f"{item.row['name']} {item.text} ({item.currents})" for item in placed)
    converted = [item.row["name"] for item in placed if item.scaled.derived]
    return {
        "work": formatting.work(CITE),
        "count": str(len(placed)),
        "least": f"{least.scaled.text_with_unit} ({least.row['name']})",
        "most": f"{most.scaled.text_with_unit} ({most.row['name']})",
        "factor": three_figures(most.scaled.value / least.scaled.value),
        "alike": _alike(placed),
        "current_unit": units.symbol(CURRENT),
        "every": enumerated(every),
        "apart": enumerated(f"{item.row['name']}, {item.text} ({item.scaled.reason})" for item in apart),
        "converted": enumerated(converted) if converted else "none of them",
        "electrons": str(ammonia_electrons()),
        "unstated": enumerated(
            item.row["name"] for item in placed if "not stated" in potential_text(item.row)
        ),
    }


def _alike(placed: Sequence[_Yield]) -> str:
    """The two yields whose efficiencies are nearest to each other, and how far apart the yields are."""
    pairs = itertools.combinations(placed, 2)
    more, less = min(pairs, key=lambda pair: rounding.settled(abs(pair[0].efficiency - pair[1].efficiency)))
    shares = " and ".join(formatting.exact(item.shares.iloc[0]) for item in (more, less))
    factor = three_figures(more.scaled.value / less.scaled.value)
    return f"{more.row['name']} and {less.row['name']} differ by a factor of {factor} at {shares} %"

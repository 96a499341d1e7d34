"""NH₃ yields on one scale, with the currents behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    RELATIONS,
    TEXT_SIZE,
    Sheet,
    axis_label,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    potential_text,
    quantity_label,
    three_figures,
    value_column,
)
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.norr.common import (
    CITE,
    HOLLOW,
    OVERALL_REACTION,
    PRISTINE,
    VACANCY,
    YIELD,
    ScaledValue,
    on_scale,
    performance,
)
from reviewhelpers.text import formatting

CURRENT = "mA/cm**2"

YIELD_CLASSES: Mapping[str, tuple[str, style.Mark]] = {
    "heteroatom": ("doped", style.DEFECTS["heteroatom"]),
    "anion-vacancy": ("anion vacancies", VACANCY),
    "none": ("pristine", PRISTINE),
}
"""How a class of defect is called and drawn beside its yield."""


@dataclass(frozen=True)
class _Yield:
    """A yield with the efficiency printed beside it."""

    row: pd.Series
    scaled: ScaledValue
    efficiency: pd.Series
    partial: float
    total: float

    @property
    def rows(self) -> str:
        """The rows it comes from."""
        return f"{self.row['id']} {self.efficiency['id']}"


@dataclass(frozen=True)
class _Unscaled:
    """A value that cannot be put on the common scale, and why; with the efficiency, where one is printed."""

    row: pd.Series
    reason: str
    efficiency: float
    rows: str


def _ammonia_electrons() -> int:
    """Electrons for one NH₃ from NO, from its half-reaction."""
    return reactions.electrons(data.table("half_reactions").loc[OVERALL_REACTION, "equation"])


def _yields() -> tuple[list[_Yield], list[_Unscaled]]:
    """The yields on the common scale, greatest first; and the others, each with the reason why it is not."""
    frame = performance()
    charged = frame["quantity"] == "faradaic_efficiency"
    placed, apart = [], []
    for _, row in frame[~charged].iterrows():
        scaled = on_scale(row)
        shares = frame[charged & (frame["system"] == row["system"])]
        if scaled.reason:
            efficiency = math.nan if shares.empty else float(shares["value"].iloc[0])
            apart.append(_Unscaled(row, scaled.reason, efficiency, " ".join([row["id"], *shares["id"]])))
            continue
        share = shares.iloc[0]
        partial = units.harmonise(row["value"], row["unit"], CURRENT, electrons=_ammonia_electrons())
        total = electrode.total_current_density(partial, share["value"])
        placed.append(_Yield(row, scaled, share, -float(partial), -float(total)))
    return sorted(placed, key=lambda item: -rounding.settled(item.scaled.value)), apart


@figure("fig-norr-yields", title="NH₃ yields and the currents they stand for")
def yields() -> Plot:
    """Every printed yield on one scale, with the partial and the total current behind it."""
    placed, apart = _yields()
    sheet = Sheet()
    classes = [text_mark for key, text_mark in YIELD_CLASSES.items() if key in _classes(placed)]
    draw_key(sheet, [(text, mark, "full") for text, mark in classes])
    total = style.Mark(style.INK, "|")
    draw_key(sheet, [("hollow: unit converted", HOLLOW, "none"), ("total current, derived", total, "full")])
    _draw_yields(sheet, placed)
    sheet.heading("Not on this scale")
    for left_out in apart:
        row = left_out.row
        sheet.write(
            MARGIN, row["name"], note=potential_text(row) if row["product"] else row["condition_as_printed"]
        )
        sheet.write(MARGIN, _unscaled_text(left_out))
        sheet.write(MARGIN, left_out.reason, colour=style.QUIET)
        sheet.y += 0.06
    values = pd.DataFrame([*map(_yield_value, placed), *map(_unscaled_value, apart)])
    return Plot(sheet.finish(), values, _yields_alt(placed, apart), _yields_caption(placed))


def _classes(placed: Iterable[_Yield]) -> set[str]:
    return {item.row["defect_class"] for item in placed}


def _draw_yields(sheet: Sheet, placed: Sequence[_Yield]) -> None:
    """One row per yield: what is printed, and under it the currents, between an axis of each."""
    sheet.y += 0.55
    top, heights = sheet.y, []
    sheet.y += 0.02
    for item in placed:
        sheet.write(MARGIN, item.row["name"], note=potential_text(item.row))
        sheet.write(MARGIN, _yield_text(item))
        heights.append(sheet.rail())
    ends = [10.0 ** rounding.floor(math.log10(min(item.partial for item in placed)))]
    ends.append(10.0 ** rounding.ceil(math.log10(max(item.total for item in placed))))
    label = axis_label("current_density", symbol="−j")
    ax = draw_scale(sheet, top, (ends[0], ends[1]), _powers_between(*ends), label, log=True)
    _yield_axis(ax, ends)
    for y, item in zip(heights, placed, strict=True):
        _draw_yield(ax, y, item)


def _powers_between(low: float, high: float) -> list[float]:
    """The powers of ten between two numbers."""
    first, last = rounding.ceil(math.log10(low)), rounding.floor(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def _yield_axis(ax: Axes, ends: Sequence[float]) -> None:
    """The axis of yields at the top, tied to that of currents by the electrons of one NH₃."""
    per_yield = -float(units.harmonise(1.0, YIELD, CURRENT, electrons=_ammonia_electrons()))
    above = ax.secondary_xaxis(
        "top", functions=(lambda x: np.asarray(x) / per_yield, lambda x: np.asarray(x) * per_yield)
    )
    ticks = _powers_between(ends[0] / per_yield, ends[1] / per_yield)
    above.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    above.set_xticks([], minor=True)
    above.tick_params(labelsize=TEXT_SIZE)
    above.set_xlabel(f"NH₃ yield / {units.symbol(YIELD)}", size=TEXT_SIZE)


def _draw_yield(ax: Axes, y: float, item: _Yield) -> None:
    _, mark = YIELD_CLASSES.get(item.row["defect_class"], ("", style.DEFECTS["none"]))
    draw_rail(ax, y)
    ax.plot([item.partial, item.total], [y, y], color=mark.colour, linewidth=2, zorder=3)
    draw_marker(ax, item.total, y, style.Mark(mark.colour, "|"), size=14)
    draw_marker(ax, item.partial, y, mark, filled="none" if item.scaled.derived else "full")
    left = in_right_half(ax, item.partial)
    text = f"−j {three_figures(item.partial)}, total {three_figures(item.total)}"
    label_value(ax, item.partial if left else item.total, y, text, left=left)


def _yield_text(item: _Yield) -> str:
    return f"{item.scaled.text_with_unit} at {formatting.exact(item.efficiency)} %"


def _unscaled_text(item: _Unscaled) -> str:
    """A value in its own unit, with its efficiency, or with the name of what it counts."""
    row = item.row
    value = f"{RELATIONS[row['relation']]}{formatting.exact(row)} {units.symbol(row['unit'])}"
    if math.isnan(item.efficiency):
        return f"{value} {quantity_label(row['quantity'])}"
    return f"{value} at {formatting.number(item.efficiency)} %"


def _yield_value(item: _Yield) -> dict[str, object]:
    converted = f"yield {item.scaled.derived}; " if item.scaled.derived else ""
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "printed": item.row["as_printed"],
        f"yield / {units.symbol(YIELD)}": item.scaled.value,
        value_column("−j partial", "partial_current_density"): item.partial,
        value_column("−j total", "current_density"): item.total,
        value_column("Faradaic efficiency", "faradaic_efficiency"): item.efficiency["value"],
        "potential": potential_text(item.row),
        "not on the scale because": "",
        "rows": item.rows,
        "derived": f"{converted}j partial = n F × yield; j total = j partial / FE",
    }


def _unscaled_value(item: _Unscaled) -> dict[str, object]:
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "printed": item.row["as_printed"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): item.efficiency,
        "potential": potential_text(item.row) if item.row["product"] else "",
        "not on the scale because": item.reason,
        "rows": item.rows,
        "derived": "",
    }


def _yields_alt(placed: Sequence[_Yield], apart: Sequence[_Unscaled]) -> str:
    most, least = placed[0], placed[-1]
    every = enumerated(
        f"{item.row['name']} {_yield_text(item)} (−j {three_figures(item.partial)}, total {three_figures(item.total)})"
        for item in placed
    )
    rest = (f"{item.row['name']}, {_unscaled_text(item)} ({item.reason})" for item in apart)
    return (
        f"{len(placed)} NH₃ yields from {least.scaled.text_with_unit} ({least.row['name']}) to "
        f"{most.scaled.text_with_unit} ({most.row['name']}), a factor of "
        f"{three_figures(most.scaled.value / least.scaled.value)}. With the efficiency and the currents in "
        f"{units.symbol(CURRENT)}: {every}. Not on this scale: {enumerated(rest)}."
    )


def _yields_caption(placed: Sequence[_Yield]) -> str:
    converted = enumerated(item.row["name"] for item in placed if item.scaled.derived)
    unstated = enumerated(item.row["name"] for item in placed if "not stated" in potential_text(item.row))
    return (
        f"NH₃ yields and efficiencies that {formatting.work(CITE)} print. Hollow: the unit of {converted} "
        "was converted. Derived: the partial current −*j* of NH₃, by Faraday's law with "
        f"{_ammonia_electrons()} electrons for each NH₃ from NO, so that one marker is read on both axes; "
        "and the total current at the end of the bar, the partial one over the efficiency. Both axes are "
        "logarithmic. Shape and colour tell the class of defect. Grey: the potential; its scale is not "
        f"stated for {unstated}. Potentials and conditions differ: this is no ranking."
    )

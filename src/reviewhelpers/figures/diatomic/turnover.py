"""Turnover frequencies of all sources, and what forbids a comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    enumerated,
    point_text,
    potential_text,
    quantity_symbol,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import printed_scales, ratios, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, SOURCE, stated_potential
from reviewhelpers.text import formatting

QUANTITY = "turnover_frequency"


def _turnovers() -> pd.DataFrame:
    """Every turnover frequency of every source, the greatest first."""
    frame = data.table("performance")
    frame = frame[frame["quantity"] == QUANTITY].sort_values("value", ascending=False, kind="stable")
    return frame.assign(name=frame["system"].map(system_name))


def _other_product(row: pd.Series, ours: pd.Series) -> str:
    one, other = (formatting.formula(each["product"]) for each in (row, ours))
    return "" if one == other else f"{one}, not {other}"


def _other_potential(row: pd.Series, ours: pd.Series) -> str:
    if pd.isna(row["potential"]):
        return "no potential printed"
    if row["source"] != ours["source"] and not printed_scales.scale_of(ours).known:
        return f"{_potential(row)}, against {stated_potential(ours)} on no stated scale"
    alike = all(row[each] == ours[each] for each in ("potential", "potential_unit", "potential_scale"))
    return "" if alike else f"at {_potential(row)}"


def _other_setup(row: pd.Series, ours: pd.Series) -> str:
    parts = ("cell", "electrolyte")
    unstated = [part for part in parts if not row[part]]
    other = [part for part in parts if row[part] and row[part] != ours[part]]
    unstated = [f"{enumerated(unstated)} not stated"] if unstated else []
    return ", ".join([*unstated, *(f"another {part}" for part in other)])


RULES: tuple[Callable[[pd.Series, pd.Series], str], ...] = (
    _other_product,
    _other_potential,
    _other_setup,
)
"""What forbids a comparison of two turnover frequencies; each returns the reason, or an empty text."""


def _potential(row: pd.Series) -> str:
    """The printed potential with its scale."""
    if row["potential_scale"] != "overpotential":
        return potential_text(row)
    return f"overpotential {stated_potential(row)}"


@dataclass(frozen=True)
class _Turnover:
    """A turnover frequency, what forbids a comparison with the best of the paper, or else their ratio."""

    row: pd.Series
    reasons: tuple[str, ...]
    ratio: float

    @property
    def text(self) -> str:
        """The number as shown."""
        return f"{RELATIONS[self.row['relation']]}{formatting.exact(self.row)}"


def _compared() -> tuple[list[_Turnover], list[_Turnover]]:
    """The turnover frequencies that may be compared with the paper's best, which is first; and the others."""
    frame = _turnovers()
    best = frame[frame["source"] == SOURCE].iloc[0]
    comparable, others = [], []
    for _, row in frame.iterrows():
        reasons = tuple(reason for rule in RULES if (reason := rule(row, best)))
        if reasons:
            others.append(_Turnover(row, reasons, math.nan))
        else:
            comparable.append(_Turnover(row, (), ratios.ratio(best["value"], row["value"])))
    return comparable, others


@figure("fig-diatomic-turnover")
def turnover() -> Drawing:
    """Every printed turnover frequency: those that share their conditions, and what forbids the others."""
    comparable, others = _compared()
    every = [*comparable, *others]
    best, values = comparable[0], [item.row["value"] for item in every]
    sheet = Sheet()
    panel = sheet.panel(right=2.0)
    symbol, limits = quantity_symbol(QUANTITY), (min(values) / 1.6, max(values) * 2.5)
    set_quantity(panel, "x", QUANTITY, symbol=symbol, limits=limits, log=True)
    draw_dots(sheet, panel, pd.DataFrame([_point(item, best, len(comparable)) for item in every]))
    shared = formatting.conditions(best.row)
    sheet.note(f"The first {len(comparable)}: {shared}. Not stated with any: how the sites were counted.")
    plotted = pd.DataFrame([_value(item, best) for item in every])
    return Drawing(sheet.finish(), plotted, _fields(comparable, others))


def _point(item: _Turnover, best: _Turnover, sharing: int) -> dict[str, object]:
    """What the chart draws of a turnover frequency, with the ratio or what forbids it."""
    note = "" if item is best else f"{best.text} / {item.text} = {three_figures(item.ratio)}"
    return {
        "group": "These do not share them" if item.reasons else f"These {sharing} share their conditions",
        "name": item.row["name"],
        "note": "; ".join(item.reasons) or note,
        "value": item.row["value"],
        "text": item.text,
        "defect_class": system_class(item.row["system"]),
        "bound": item.row["relation"],
        "told": f"{point_text(item.row)}; source: {data.table('sources').loc[item.row['source'], 'kind']}",
        "rows": item.row["id"],
    }


def _value(item: _Turnover, best: _Turnover) -> dict[str, object]:
    row, ratio = item.row, "" if item.reasons or item is best else f"ratio = {best.row['name']} / this"
    return {
        "source": row["source"],
        "system": row["system"],
        "name": row["name"],
        "product": row["product"],
        value_column("value", QUANTITY): row["value"],
        "potential": "no potential" if pd.isna(row["potential"]) else _potential(row),
        "cell": row["cell"] or "not stated",
        "electrolyte": row["electrolyte"] or "not stated",
        "may be compared": "no" if item.reasons else "yes",
        "forbids a comparison": "; ".join(item.reasons),
        "ratio": item.ratio if ratio else math.nan,
        "missing": "how the sites were counted",
        "rows": row["id"],
        "derived": ratio,
    }


def _fields(comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> dict[str, str]:
    every = sorted((*comparable, *others), key=lambda item: item.row["value"])
    least, most, best = every[0], every[-1], comparable[0]
    unit = units.symbol(most.row["unit"])
    factors = (f"{three_figures(item.ratio)} times that of {item.row['name']}" for item in comparable[1:])
    return {
        "work": formatting.work(CITE),
        "works": enumerated(dict.fromkeys(formatting.work(item.row["cite"]) for item in others)),
        "count": str(len(every)),
        "sources": str(len({item.row["source"] for item in every})),
        "least": f"{least.text} {unit} ({least.row['name']})",
        "most": f"{most.text} {unit} ({most.row['name']})",
        "comparable": str(len(comparable)),
        "others": str(len(others)),
        "best": f"{best.text} {unit} of {best.row['name']}",
        "ratios": enumerated(factors) if len(comparable) > 1 else "beside no other",
        "potential": _potential(best.row),
    }

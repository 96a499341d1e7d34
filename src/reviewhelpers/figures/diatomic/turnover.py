"""Turnover frequencies of all sources, and what forbids a comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    RELATIONS,
    Sheet,
    axis_label,
    decades,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    potential_text,
    quantity_symbol,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.chemistry import printed_scales, ratios, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import PRODUCTS
from reviewhelpers.figures.diatomic.common import CITE, SOURCE, stated_potential
from reviewhelpers.figures.diatomic.mechanism_common import Row, reserve_rail
from reviewhelpers.text import formatting

_QUANTITY = "turnover_frequency"


def _turnovers() -> pd.DataFrame:
    """Every turnover frequency of every source, the greatest first."""
    frame = data.table("performance")
    frame = frame[frame["quantity"] == _QUANTITY].sort_values("value", ascending=False, kind="stable")
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


def _forbidding(row: pd.Series, ours: pd.Series) -> list[str]:
    return [reason for rule in RULES if (reason := rule(row, ours))]


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
        reasons = _forbidding(row, best)
        if reasons:
            others.append(_Turnover(row, tuple(reasons), math.nan))
        else:
            comparable.append(_Turnover(row, (), ratios.ratio(best["value"], row["value"])))
    return comparable, others


@figure("fig-diatomic-turnover", title="Turnover frequencies of all sources, and why they cannot be ranked")
def turnover() -> Plot:
    """Every printed turnover frequency: those that share their conditions, and what forbids the others."""
    comparable, others = _compared()
    sheet = Sheet()
    products = dict.fromkeys(item.row["product"] for item in (*comparable, *others))
    draw_key(sheet, [(formatting.formula(product), PRODUCTS[product], "full") for product in products])
    hollow = style.Mark(style.INK, "o")
    draw_key(sheet, [("printed in a source", hollow, "full"), ("only in an abstract", hollow, "left")])
    _draw_turnovers(sheet, comparable, others)
    values = pd.DataFrame([_turnover_value(item, comparable[0]) for item in (*comparable, *others)])
    return Plot(
        sheet.finish(), values, _turnover_alt(comparable, others), _turnover_caption(comparable, others)
    )


def _draw_turnovers(sheet: Sheet, comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> None:
    """Two blocks on one scale; below each of the second block what forbids the comparison."""
    top, best, heights = sheet.y, comparable[0], []
    kinds = data.table("sources")["kind"]
    sheet.heading(f"These {len(comparable)} share their conditions")
    sheet.write(MARGIN, formatting.conditions(best.row), colour=style.QUIET)
    for item in comparable:
        note = "" if item is best else f"{best.text} / {item.text} = {three_figures(item.ratio)}"
        heights.append(reserve_rail(sheet, item.row["name"], note))
    sheet.heading("These do not share them")
    for item in others:
        sheet.write(MARGIN, item.row["name"], note=kinds[item.row["source"]])
        sheet.write(MARGIN, "; ".join(item.reasons), colour=style.QUIET)
        heights.append(reserve_rail(sheet))
    ticks = decades(item.row["value"] for item in (*comparable, *others))
    ax = draw_scale(
        sheet,
        top,
        (ticks[0], ticks[-1]),
        ticks,
        axis_label(_QUANTITY, symbol=quantity_symbol(_QUANTITY)),
        log=True,
    )
    for y, item in zip(heights, (*comparable, *others), strict=True):
        draw_rail(ax, y)
        value = item.row["value"]
        filled = "left" if kinds[item.row["source"]] == "abstract" else "full"
        draw_marker(ax, value, y, PRODUCTS[item.row["product"]], filled=filled)
        label_value(ax, value, y, item.text, left=in_right_half(ax, value))
    sheet.write(MARGIN, "Not stated with any: how the sites were counted.", colour=style.QUIET)


def _turnover_value(item: _Turnover, best: _Turnover) -> Row:
    row, ratio = item.row, "" if item.reasons or item is best else f"ratio = {best.row['name']} / this"
    return {
        "source": row["source"],
        "system": row["system"],
        "name": row["name"],
        "product": row["product"],
        value_column("value", _QUANTITY): row["value"],
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


def _turnover_alt(comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> str:
    every = sorted((*comparable, *others), key=lambda item: item.row["value"])
    least, most, best = every[0], every[-1], comparable[0]
    unit = units.symbol(most.row["unit"])
    ratios = enumerated(
        f"{three_figures(item.ratio)} times that of {item.row['name']}" for item in comparable[1:]
    )
    return (
        f"{len(every)} turnover frequencies of {len({item.row['source'] for item in every})} sources span "
        f"{least.text} {unit} ({least.row['name']}) to {most.text} {unit} ({most.row['name']}). Only "
        f"{len(comparable)} may be compared, with one potential, cell and electrolyte: the {best.text} "
        f"{unit} of {best.row['name']} is {ratios}. For each of the other {len(others)} a condition differs "
        "or is not stated."
    )


def _turnover_caption(comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> str:
    works = dict.fromkeys(formatting.work(item.row["cite"]) for item in others)
    best = comparable[0]
    return (
        f"Every turnover frequency in the data, each as printed: above, the {len(comparable)} of "
        f"{formatting.work(CITE)} at one potential ({_potential(best.row)}), in one cell and electrolyte; "
        f"below, those of {enumerated(works)}, as a review (filled) or their abstracts (half filled) give "
        "them, each with what forbids a comparison with those above. Shape and colour tell the product. "
        "Derived: the ratio of the greatest value above to each of the others. In all of them the number "
        "rests on how the active sites were counted, which no source at hand says with it: a smaller count "
        "gives a greater turnover frequency at the same current."
    )

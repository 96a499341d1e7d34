"""Turnover frequencies of all sources, and what forbids a comparison."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    enumerated,
    point,
    point_text,
    potential_text,
    quantity_symbol,
    three_figures,
    value_column,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, SOURCE, stated_potential
from reviewhelpers.text import formatting

QUANTITY = "turnover_frequency"
SETUP = ("cell", "electrolyte")


def _potential(row: pd.Series) -> str:
    """The printed potential with its scale."""
    if pd.isna(row["potential"]):
        return "no potential"
    if row["potential_scale"] == "overpotential":
        return f"overpotential {stated_potential(row)}"
    return potential_text(row)


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
    unstated = [part for part in SETUP if not row[part]]
    reasons = [f"{enumerated(unstated)} not stated"] if unstated else []
    reasons += [f"another {part}" for part in SETUP if row[part] not in ("", ours[part])]
    return ", ".join(reasons)


def _forbids(row: pd.Series, ours: pd.Series) -> str:
    """What forbids a comparison of two turnover frequencies; empty where nothing does."""
    reasons = (_other_product(row, ours), _other_potential(row, ours), _other_setup(row, ours))
    return "; ".join(filter(None, reasons))


def _turnovers() -> pd.DataFrame:
    """Every turnover frequency, the greatest first: those comparable with the best of the paper, then the others."""
    rows, kinds = data.table("performance"), data.table("sources")["kind"]
    rows = rows[rows["quantity"] == QUANTITY].sort_values("value", ascending=False, kind="stable")
    best = rows[rows["source"] == SOURCE].iloc[0]
    points = []
    for _, row in rows.iterrows():
        others = {
            **row[["source", "cite", "system", "product"]],
            **row[[*SETUP]].replace("", "not stated"),
            "potential": _potential(row),
            "forbids": _forbids(row, best),
            "amount": formatting.value(row),
            "told": f"{point_text(row)}; source: {kinds[row['source']]}",
        }
        points.append(point(row, **others))
    frame = pd.DataFrame(points)
    frame["compared"] = (frame["forbids"] == "") & (frame["rows"] != best["id"])
    frame["ratio"] = (best["value"] / frame["value"]).where(frame["compared"])
    return frame.sort_values("forbids", key=lambda reasons: reasons != "", kind="stable", ignore_index=True)


@figure("fig-diatomic-turnover")
def turnover() -> Drawing:
    """Every printed turnover frequency: those that share their conditions, and what forbids the others."""
    every = _turnovers()
    alone, best = every["forbids"] != "", every.iloc[0]
    sharing = int((~alone).sum())
    ratio = f"{best['text']} / " + every["text"] + " = " + every["ratio"].map(three_figures)
    group = alone.map({False: f"These {sharing} share their conditions", True: "These do not share them"})
    note = every["forbids"].mask(every["compared"], ratio)
    sheet = Sheet()
    panel = sheet.panel(right=2.0)
    symbol, limits = quantity_symbol(QUANTITY), (every["value"].min() / 1.6, every["value"].max() * 2.5)
    set_quantity(panel, "x", QUANTITY, symbol=symbol, limits=limits, log=True)
    draw_dots(sheet, panel, every.assign(group=group, note=note))
    shared = formatting.conditions(data.row(best["rows"]))
    sheet.note(f"The first {sharing}: {shared}. Not stated with any: how the sites were counted.")

    names = {"value": value_column("value", QUANTITY), "forbids": "forbids a comparison"}
    kept = ["source", "system", "name", "product", *names, "potential", *SETUP, "ratio", "rows"]
    values = every[kept].rename(columns=names).assign(missing="how the sites were counted")
    values["derived"] = every["compared"].map({True: f"ratio = {best['name']} / this", False: ""})
    return Drawing(sheet.finish(), values, _fields(every[~alone], every[alone]))


def _fields(free: pd.DataFrame, others: pd.DataFrame) -> dict[str, str]:
    every = pd.concat([free, others]).sort_values("value", kind="stable")
    least, most, best = every.iloc[0], every.iloc[-1], free.iloc[0]
    factors = [
        f"{three_figures(ratio)} times that of {name}"
        for ratio, name in zip(free["ratio"][1:], free["name"][1:], strict=True)
    ]
    return {
        "work": formatting.work(CITE),
        "works": enumerated(others["cite"].map(formatting.work).unique()),
        "count": str(len(every)),
        "sources": str(every["source"].nunique()),
        "least": f"{least['amount']} ({least['name']})",
        "most": f"{most['amount']} ({most['name']})",
        "comparable": str(len(free)),
        "others": str(len(others)),
        "best": f"{best['amount']} of {best['name']}",
        "ratios": enumerated(factors),
        "potential": best["potential"],
    }

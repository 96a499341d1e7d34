"""Efficiency against potential on the RHE scale."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import enumerated, in_unit, point, point_text, quantity_symbol, value_column
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import (
    EFFICIENCIES,
    amount_text,
    efficiencies,
    efficiency_text,
    remark,
    with_both_ends,
)
from reviewhelpers.text import formatting

HALF_REACTIONS: Mapping[str, str] = {"CO": "co", "HCOO-": "formate"}
"""The half-reactions whose equilibrium potentials turn overpotentials into potentials."""

PLOTTED = ["system", "name", "defect_class", "product", "quantity", "relation", "value"]


def potentials() -> pd.DataFrame:
    """Every efficiency with the two ends of its potential against RHE in volts, and how they were derived."""
    frame = efficiencies()
    ends = [_on_rhe(row) for _, row in frame.iterrows()]
    return frame.join(pd.DataFrame(ends, frame.index, ["low", "high", "derived"]))


def _on_rhe(row: pd.Series) -> tuple[float, float, str]:
    potentials = row[["potential", "potential_max"]].dropna()
    if potentials.empty:
        return float("nan"), float("nan"), ""
    ends = [in_unit(end, row["potential_unit"], "potential") for end in potentials]
    if row["potential_scale"] == "RHE":
        return ends[0], ends[-1], ""
    if row["potential_scale"] != "overpotential":
        raise ReviewHelpersError(
            f"{row['id']}: found {row['potential_scale']!r}, expected RHE or overpotential"
        )
    half, formula = HALF_REACTIONS[row["product"]], f"E = E_eq({formatting.formula(row['product'])}) − η"
    at_ph = (electrode.potential_from_overpotential(half, ends[0], pH=pH) for pH in _ph_span())
    low, high = sorted(map(float, at_ph))
    if rounding.exceeds(high, low):
        return low, high, f"{formula}, {' to '.join(_ph_texts())}"
    return high, high, f"{formula}, the same at every pH"


def _ph_span() -> tuple[float, float]:
    """The span drawn for formate: below its first end the acid forms, whose potential is one at every pH."""
    return float(data.table("solution").loc["formic-acid-dissolved", "value"]), 14.0


def _ph_texts() -> list[str]:
    return [f"pH {formatting.number(pH)}" for pH in _ph_span()]


@figure("fig-co2rr-potential")
def potential() -> Drawing:
    """Efficiencies against potential on the RHE scale."""
    frame = potentials()
    placed, fields = frame[frame["low"].notna()], _fields(frame)
    sheet = Sheet()
    panel = sheet.panel(height=30.0)
    limits = padded([*placed["low"], *placed["high"]])
    set_quantity(panel, "x", "potential", symbol=f"{quantity_symbol('potential')} vs RHE", limits=limits)
    set_quantity(panel, "y", *EFFICIENCIES, limits=padded(placed["value"], 0.12))
    draw_scatter(panel, with_both_ends(pd.DataFrame(_point(row) for _, row in placed.iterrows())), names=17.0)
    for _, row in placed[(placed["derived"] != "") & (placed["high"] > placed["low"])].iterrows():
        for end, text in zip(("low", "high"), _ph_texts(), strict=True):
            place = (row[end], row["value"])
            panel.annotate(text, place, (0, -6), textcoords="offset points", ha="center", va="top")
    sheet.note(f"{fields['others']} more, from {fields['spread']}, are printed without a potential.")

    names = {
        "value": value_column("value", "faradaic_efficiency"),
        "low": value_column("potential vs RHE", "potential"),
        "high": value_column("potential vs RHE, other end", "potential"),
        "id": "rows",
    }
    values = frame[[*PLOTTED, "low", "high", "potential_scale", "id", "derived"]]
    return Drawing(sheet.finish(), values.rename(columns=names), fields)


def _point(row: pd.Series) -> dict[str, object]:
    derived = f"; against RHE {_span(row)} V, {row['derived']}" if row["derived"] else ""
    label = f"{row['name']}\n{', '.join(filter(None, (amount_text(row), remark(row))))}"
    place = {"x": row["low"], "x_end": row["high"], "y": row["value"]}
    return point(row, **place, label=label, derived=bool(derived), told=point_text(row) + derived)


def _span(row: pd.Series) -> str:
    return " to ".join(dict.fromkeys(formatting.rounded(row[end], 2) for end in ("low", "high")))


def _fields(frame: pd.DataFrame) -> dict[str, str]:
    texts = pd.Series({row["id"]: efficiency_text(row) for _, row in frame.iterrows()})
    sentences = texts + [f" at {_span(row)} V" for _, row in frame.iterrows()]
    placed, converted = frame["low"].notna(), frame["derived"] != ""
    direct, others = placed & ~converted, texts[~placed]
    over, high = frame[converted].sort_index(kind="stable"), frame[placed & (frame["value"] >= 90.0)]
    return {
        "count": str(len(frame)),
        "placed": str(placed.sum()),
        "direct_count": str(direct.sum()),
        "direct": enumerated(sentences[direct]),
        "converted_count": str(converted.sum()),
        "converted": enumerated(sentences[converted]),
        "others": str(len(others)),
        "spread": f"{others.iloc[-1]} to {others.iloc[0]}",
        "overpotentials": enumerated(over["name"] + " (“" + over["condition_as_printed"] + "”)"),
        "lowest": formatting.rounded(high["low"].min(), 2),
        "highest": formatting.rounded(high["high"].max(), 2),
        **dict(zip(("ph_low", "ph_high"), _ph_texts(), strict=True)),
    }

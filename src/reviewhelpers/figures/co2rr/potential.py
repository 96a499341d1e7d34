"""Efficiency against potential on the RHE scale."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import enumerated, in_unit, point_text, quantity_symbol, value_column
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    EFFICIENCIES,
    amount_text,
    efficiency_text,
    printed_rows,
    remark,
    with_both_ends,
)
from reviewhelpers.text import formatting

HALF_REACTIONS: Mapping[str, str] = {"CO": "co", "HCOO-": "formate"}
"""The half-reactions whose equilibrium potentials turn overpotentials into potentials."""

PH_END = 14.0
"""Upper end of the pH span drawn where the potential depends on a pH that is not printed."""

LEVEL = 90.0
"""Per cent: the efficiencies that the caption calls high."""

PLOTTED = ["system", "name", "defect_class", "product", "quantity", "relation", "value"]


@figure("fig-co2rr-potential")
def potential() -> Drawing:
    """Efficiencies against potential on the RHE scale."""
    frame = printed_rows(*EFFICIENCIES).sort_values("value", ascending=False, kind="stable")
    where = pd.DataFrame([_on_rhe(row) for _, row in frame.iterrows()], index=frame.index)
    frame = frame.join(where)
    placed, others = frame[frame["low"].notna()], frame[frame["low"].isna()]

    sheet = Sheet()
    panel = sheet.panel(height=30.0)
    limits = padded([*placed["low"], *placed["high"]])
    set_quantity(panel, "x", "potential", symbol=f"{quantity_symbol('potential')} vs RHE", limits=limits)
    set_quantity(panel, "y", *EFFICIENCIES, limits=padded(placed["value"], 0.12))
    draw_scatter(panel, _points(placed), names=17.0)
    _name_ends(panel, placed)
    spread = f"{efficiency_text(others.iloc[-1])} to {efficiency_text(others.iloc[0])}"
    sheet.note(f"{len(others)} more, from {spread}, are printed without a potential.")

    direct, converted = placed[placed["derived"] == ""], placed[placed["derived"] != ""]
    over = converted.sort_index(kind="stable")
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(frame)),
        "placed": str(len(placed)),
        "direct_count": str(len(direct)),
        "direct": enumerated(map(_text_at, _rows(direct))),
        "converted_count": str(len(converted)),
        "converted": enumerated(map(_text_at, _rows(converted))),
        "others_count": str(len(others)),
        "spread": spread,
        "overpotentials": enumerated(
            f"{row['name']} (“{row['condition_as_printed']}”)" for row in _rows(over)
        ),
        "level": formatting.number(LEVEL),
        "lowest": formatting.rounded(placed.loc[placed["value"] >= LEVEL, "low"].min(), 2),
        "highest": formatting.rounded(placed.loc[placed["value"] >= LEVEL, "high"].max(), 2),
        "ph_low": _ph(0),
        "ph_high": _ph(1),
    }
    units_of = {
        "value": value_column("value", "faradaic_efficiency"),
        "low": value_column("potential vs RHE", "potential"),
        "high": value_column("potential vs RHE, other end", "potential"),
        "id": "rows",
    }
    values = frame[[*PLOTTED, "low", "high", "potential_scale", "id", "derived"]].rename(columns=units_of)
    return Drawing(sheet.finish(), values, fields)


def _on_rhe(row: pd.Series) -> dict[str, float | str]:
    """The potential of a row against RHE, its two ends and how it was derived; for every pH where that matters."""
    if pd.isna(row["potential"]):
        return {"low": math.nan, "high": math.nan, "derived": ""}
    low = in_unit(row["potential"], row["potential_unit"], "potential")
    if row["potential_scale"] == "RHE":
        end = row["potential_max"]
        high = low if pd.isna(end) else in_unit(end, row["potential_unit"], "potential")
        return {"low": low, "high": high, "derived": ""}
    if row["potential_scale"] != "overpotential":
        raise ReviewHelpersError(
            f"{row['id']}: found scale {row['potential_scale']!r}, expected RHE or overpotential"
        )
    half = HALF_REACTIONS[row["product"]]
    ends = sorted(float(electrode.potential_from_overpotential(half, low, pH=pH)) for pH in _ph_span())
    formula = f"E = E_eq({formatting.formula(row['product'])}) − η"
    if ends[1] - ends[0] < 1e-6:
        return {"low": ends[1], "high": ends[1], "derived": f"{formula}, the same at every pH"}
    return {"low": ends[0], "high": ends[1], "derived": f"{formula}, {_ph(0)} to {_ph(1)}"}


def _ph_span() -> tuple[float, float]:
    """The span drawn for formate: below its first end the acid forms, whose potential is one at every pH."""
    return float(data.table("solution").loc["formic-acid-dissolved", "value"]), PH_END


def _ph(end: int) -> str:
    return f"pH {formatting.number(_ph_span()[end])}"


def _points(placed: pd.DataFrame) -> pd.DataFrame:
    details = [", ".join(filter(None, (amount_text(row), remark(row)))) for row in _rows(placed)]
    told = [
        point_text(row) + (f"; against RHE {_span(row)} V, {row['derived']}" if row["derived"] else "")
        for row in _rows(placed)
    ]
    return with_both_ends(
        pd.DataFrame(
            {
                "x": placed["low"],
                "x_end": placed["high"],
                "y": placed["value"],
                "label": [f"{name}\n{detail}" for name, detail in zip(placed["name"], details, strict=True)],
                "defect_class": placed["defect_class"],
                "derived": placed["derived"] != "",
                "bound": placed["relation"],
                "told": told,
                "rows": placed["id"],
            }
        )
    )


def _name_ends(panel: Panel, placed: pd.DataFrame) -> None:
    """Write the pH below the ends of a span that is derived for every pH."""
    for row in _rows(placed):
        if row["derived"] and rounding.exceeds(row["high"], row["low"]):
            for x, end in ((row["low"], 0), (row["high"], 1)):
                panel.annotate(
                    _ph(end), (x, row["value"]), (0, -6), textcoords="offset points", ha="center", va="top"
                )


def _span(row: pd.Series) -> str:
    return " to ".join(dict.fromkeys(formatting.rounded(end, 2) for end in (row["low"], row["high"])))


def _text_at(row: pd.Series) -> str:
    return f"{efficiency_text(row)} at {_span(row)} V"


def _rows(frame: pd.DataFrame) -> list[pd.Series]:
    return [row for _, row in frame.iterrows()]

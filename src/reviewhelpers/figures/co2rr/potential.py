"""Efficiency against potential on the RHE scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    draw_marker,
    enumerated,
    in_unit,
    quantity_symbol,
    value_column,
    write_offset,
)
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    EFFICIENCIES,
    amount_text,
    efficiency_text,
    fill,
    printed_rows,
    product_mark,
    remark,
)
from reviewhelpers.figures.co2rr.scatter import Point, draw_range, efficiency_axis, folded, label_all
from reviewhelpers.text import formatting

HALF_REACTIONS: Mapping[str, str] = {"CO": "co", "HCOO-": "formate"}
"""The half-reactions whose equilibrium potentials turn overpotentials into potentials."""

PH_END = 14.0
"""Upper end of the pH span drawn where the potential depends on a pH that is not printed."""


@dataclass(frozen=True)
class _Potential:
    """The potential of a row on the RHE scale, one value or two ends, and how it was derived."""

    low: float = math.nan
    high: float = math.nan
    derived: str = ""


def _on_rhe(row: pd.Series) -> _Potential:
    """The potential of a row against RHE; from an overpotential, for every pH where that matters."""
    if pd.isna(row["potential"]):
        return _Potential()
    low = in_unit(row["potential"], row["potential_unit"], "potential")
    if row["potential_scale"] == "RHE":
        high = row["potential_max"]
        return _Potential(low, low if pd.isna(high) else in_unit(high, row["potential_unit"], "potential"))
    if row["potential_scale"] != "overpotential":
        raise ReviewHelpersError(
            f"{row['id']}: found scale {row['potential_scale']!r}, expected RHE or overpotential"
        )
    half = HALF_REACTIONS[row["product"]]
    ends = sorted(float(electrode.potential_from_overpotential(half, low, pH=pH)) for pH in _ph_span())
    formula = f"E = E_eq({formatting.formula(row['product'])}) − η"
    if ends[1] - ends[0] < 1e-6:
        return _Potential(ends[1], ends[1], f"{formula}, the same at every pH")
    return _Potential(ends[0], ends[1], f"{formula}, {_ph(0)} to {_ph(1)}")


def _acid() -> pd.Series:
    """The row with the pKa of formic acid."""
    row: pd.Series = data.table("solution").loc["formic-acid-dissolved"]
    return row


def _ph_span() -> tuple[float, float]:
    """The span drawn for formate: below its first end the acid forms, whose potential is one at every pH."""
    return float(_acid()["value"]), PH_END


def _ph(end: int) -> str:
    return f"pH {formatting.number(_ph_span()[end])}"


@figure("fig-co2rr-potential", title="Efficiency against potential on one scale")
def potential() -> Plot:
    """Efficiencies against potential on the RHE scale, and those printed without a potential."""
    frame = printed_rows(*EFFICIENCIES).sort_values("value", ascending=False, kind="stable")
    where = pd.DataFrame([_on_rhe(row) for _, row in frame.iterrows()], index=frame.index)
    frame = frame.join(where)
    placed, listed = frame[frame["low"].notna()], frame[frame["low"].isna()]

    sheet = Sheet()
    ax = sheet.plot(MARGIN, MARGIN + 5.0, 0.62, WIDTH - MARGIN)
    sheet.y += 5.6
    sheet.heading("No potential printed", units.symbol("percent"))
    for _, row in listed.iterrows():
        draw_marker(sheet.page, MARGIN + 0.08, sheet.y + LINE_HEIGHT / 2, product_mark(row), filled=fill(row))
        sheet.line(MARGIN + 0.25, amount_text(row))
        sheet.write(MARGIN + 1.3, row["name"], note=remark(row))
        sheet.y += 0.05
    drawn = sheet.finish()
    ax.set_xlabel(axis_label("potential", symbol=f"{quantity_symbol('potential')} vs RHE"), size=TEXT_SIZE)
    low, high = placed["low"].min() - 0.08, placed["high"].max() + 0.08
    ax.set_xlim(low, high)
    ticks = (float(tick) for tick in ax.get_xticks())
    ax.set_xticks([tick for tick in ticks if rounding.at_most(low, tick) and rounding.at_most(tick, high)])
    efficiency_axis(ax, placed["value"], *EFFICIENCIES)
    _draw_potentials(ax, placed)

    columns = [
        "system",
        "name",
        "product",
        "quantity",
        "relation",
        "value",
        "low",
        "high",
        "potential_scale",
        "id",
    ]
    units_of = {
        "value": value_column("value", "faradaic_efficiency"),
        "low": value_column("potential vs RHE", "potential"),
        "high": value_column("potential vs RHE, other end", "potential"),
    }
    values = frame[[*columns, "derived"]].rename(columns={**units_of, "id": "rows"})
    return Plot(drawn, values, _potential_alt(placed, listed), _potential_caption(placed))


def _draw_potentials(ax: Axes, placed: pd.DataFrame) -> None:
    """Points and bars, hollow where derived or called a selectivity, dashed where derived, each named."""
    points: list[Point] = []
    obstacles: list[Line2D] = []
    for _, row in placed.iterrows():
        derived, mark = bool(row["derived"]), product_mark(row)
        ends = row["low"], row["high"]
        obstacles += draw_range(ax, *ends, row["value"], mark, derived=derived, filled=fill(row))
        if derived and rounding.exceeds(row["high"], row["low"]):
            for x, end in ((row["low"], 0), (row["high"], 1)):
                write_offset(ax, _ph(end), (x, row["value"]), (0, -16), ha="center", va="center")
        details = ", ".join(part for part in (amount_text(row), remark(row)) if part)
        points.append(((row["low"] + row["high"]) / 2, row["value"], f"{folded(row['name'])}\n{details}"))
    label_all(ax, points, obstacles)


def _potential_alt(placed: pd.DataFrame, listed: pd.DataFrame) -> str:
    direct, converted = placed[placed["derived"] == ""], placed[placed["derived"] != ""]

    def text_at(row: pd.Series) -> str:
        ends = dict.fromkeys(formatting.rounded(end, 2) for end in (row["low"], row["high"]))
        return f"{efficiency_text(row)} at {' to '.join(ends)} V"

    return (
        f"Of {len(placed) + len(listed)} efficiencies, {len(direct)} are printed with a potential against "
        f"RHE: {enumerated(text_at(row) for _, row in direct.iterrows())}. {len(converted)} follow from an "
        f"overpotential: {enumerated(text_at(row) for _, row in converted.iterrows())}. The other "
        f"{len(listed)}, from {efficiency_text(listed.iloc[0])} to {efficiency_text(listed.iloc[-1])}, are "
        "printed without a potential."
    )


def _potential_caption(placed: pd.DataFrame) -> str:
    over = placed[placed["derived"] != ""].sort_index(kind="stable")
    printed = enumerated(f"{row['name']} (“{row['condition_as_printed']}”)" for _, row in over.iterrows())
    return (
        f"Efficiencies of {formatting.work(CITE)} against potential, more cathodic to the left; shape and "
        "colour tell the product. Filled: the potential is printed against RHE; a bar where one efficiency "
        "is printed for a range. Hollow: called a selectivity, which is not a Faradaic efficiency and is "
        "named so, or a potential derived from a printed overpotential *η* as *E* = *E*(equilibrium) − *η*, "
        f"for {printed}. For CO the equilibrium potential against RHE is the same at every pH. For formate "
        f"it moves with pH, and no pH is printed: the dashed bar spans from {_ph(0)}, where formate and "
        f"formic acid are equal, to {_ph(1)}; below the first pH the acid forms, which has the potential of "
        "the left end at every pH. Below the plot: efficiencies printed without a potential."
    )

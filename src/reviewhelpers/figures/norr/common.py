"""What the figures of the NORR part share: its rows with their yields on one scale, after gan2024."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.labels import point, potential_text, three_figures
from reviewhelpers.chemistry import units
from reviewhelpers.figures.performance_rows import performance_rows
from reviewhelpers.validation import user_data

SOURCE = "gan2024"
CITE = "gan2024defects"
YIELD = "umol/h/cm**2"
"""The unit in which yields of NH₃ are compared."""

OVERALL_REACTION = "ammonia-from-no"
"""The half-reaction that the printed steps should add up to."""


def yield_label(unit: str) -> str:
    """The label of an axis of yields."""
    return f"NH₃ yield / {units.symbol(unit)}"


def performance() -> pd.DataFrame:
    """What charts draw of the activity that the review prints, yields in the common unit where they can be.

    Besides the columns of :func:`reviewhelpers.charts.labels.point` there are ``unit``, ``amount`` (the text with its
    unit), ``derived`` (how it came to its unit), ``reason`` (why a yield is not in the common unit) and others.
    """
    rows = performance_rows([SOURCE, user_data.source("norr")])
    return pd.DataFrame([_on_scale(row) for _, row in rows.iterrows()])


def _on_scale(row: pd.Series) -> dict[str, object]:
    value, unit, reason, derived = row["value"], row["unit"], "", ""
    if row["quantity"] != "faradaic_efficiency":
        try:
            value, unit = float(units.harmonise(value, unit, YIELD)), YIELD
        except units.UnitError as error:
            _, needs, missing = str(error).partition(" needs ")
            reason = f"needs {missing}" if needs else row["note"]
    drawn = point(row, value=value)
    if units.parse(unit) != units.parse(row["unit"]):
        derived = f"converted from {units.symbol(row['unit'])}"
        drawn["text"] = three_figures(value)
    amount = f"{drawn['text']} {units.symbol(unit)}"
    if derived:
        drawn["told"] = f"{drawn['told']}; {amount}, {derived}"
    return {
        **drawn,
        **row[["system", "quantity"]],
        "printed": row["as_printed"],
        "potential": potential_text(row) if row["product"] else "",
        "unit": unit,
        "amount": amount,
        "derived": derived,
        "reason": reason,
    }

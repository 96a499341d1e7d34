"""What the figures of the NORR part share: its rows and the units of its yields, after gan2024."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.labels import three_figures
from reviewhelpers.chemistry import units
from reviewhelpers.figures.performance_rows import performance_rows
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data

SOURCE = "gan2024"
CITE = "gan2024defects"
YIELD = "umol/h/cm**2"
"""The unit in which yields of NH₃ are compared."""

OVERALL_REACTION = "ammonia-from-no"
"""The half-reaction that the printed steps should add up to."""


def performance() -> pd.DataFrame:
    """What the review prints of activity, with the name and the class of each system."""
    return performance_rows([SOURCE, user_data.source("norr")])


def yield_label(unit: str) -> str:
    """The label of an axis of yields."""
    return f"NH₃ yield / {units.symbol(unit)}"


@dataclass(frozen=True)
class ScaledValue:
    """A printed value on the scale on which it is shown; where it cannot be put on it, `reason` says why."""

    value: float
    unit: str
    derived: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        """The number as shown: printed digits, or three figures where derived."""
        return three_figures(self.value) if self.derived else formatting.number(self.value)

    @property
    def text_with_unit(self) -> str:
        """The number with its unit."""
        return f"{self.text} {units.symbol(self.unit)}"


def on_scale(row: pd.Series) -> ScaledValue:
    """A printed yield in the common unit, or as printed with the reason why it cannot be converted."""
    try:
        value = float(units.harmonise(row["value"], row["unit"], YIELD))
    except units.UnitError as error:
        _, needs, reason = str(error).partition(" needs ")
        return ScaledValue(row["value"], row["unit"], reason=f"needs {reason}" if needs else row["note"])
    if units.parse(row["unit"]) == units.parse(YIELD):
        return ScaledValue(row["value"], YIELD)
    return ScaledValue(value, YIELD, f"converted from {units.symbol(row['unit'])}")

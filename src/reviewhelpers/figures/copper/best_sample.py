"""The rows of the one copper sample with printed performance, and its yield per area."""

from __future__ import annotations

from reviewhelpers.charts.labels import potential_text, row_value
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.figures.copper.common import MIDDLE

BEST = MIDDLE

YIELD, YIELD_AREA = "ji2023-cu1-5-yield", "ji2023-cu1-5-yield-area"
EFFICIENCY = "ji2023-cu1-5-fe"
CONVERSION, SELECTIVITY = "ji2023-cu1-5-conversion", "ji2023-cu1-5-selectivity"
LOADING, SIDE = "ji2023-loading", "ji2023-paper-side"
TIME, NITRATE = "ji2023-test-time", "ji2023-nano3"


def yield_potential() -> str:
    """The potential of the yield, with its scale as the paper gives it there or elsewhere."""
    return potential_text(data.row(YIELD))


def printed_number(row_id: str) -> float:
    """The number that a row holds, in the unit in which it is printed."""
    return float(data.row(row_id)["value"])


def yield_per_area() -> float:
    """The yield per area that follows from the yield per mass and the loading, in mmol h⁻¹ cm⁻²."""
    per_gram = row_value(data.row(YIELD), "yield_per_mass")
    return float(electrode.per_area(per_gram, row_value(data.row(LOADING), "loading")))

"""What the figures on diatomic sites share: the catalysts of pei2024 and their rows.

What the paper only draws is missing from its figures; they leave it open and say so.
"""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.text import formatting

SOURCE = "pei2024"
CITE = "pei2024low"
LOW, PAIR = "pei2024-l-co1mn1-nc", "pei2024-co1mn1-nc"
SINGLES = ("pei2024-co1-nc", "pei2024-mn1-nc")
CATALYSTS = (LOW, PAIR, *SINGLES)
HOLLOW = style.Mark(style.INK, "o")
NOT_PRINTED = "not printed"


def printed_value(value: float, unit: str) -> str:
    """A number with its unit."""
    return formatting.span(value, math.nan, unit)


def stated_potential(row: pd.Series) -> str:
    """The printed potential or range, without its scale."""
    return formatting.span(row["potential"], row["potential_max"], row["potential_unit"])

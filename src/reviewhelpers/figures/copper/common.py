"""What the figures on copper share: the samples of ji2023, and how their places and counts are named.

The paper draws its fits and most of its spectra. The figures are rebuilt from printed numbers alone.
"""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.labels import in_unit, value_column
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

CITE = "ji2023identification"
LOW, MIDDLE, HIGH = "ji2023-cu0-7-ntc", "ji2023-cu1-5-ntc", "ji2023-cu3-2-ntc"

SAMPLES = (LOW, MIDDLE, HIGH)
"""The samples, from little copper to much."""

OPEN_CIRCUIT, POTENTIALS = "ocp", ("75", "85", "95")
PLACES = (OPEN_CIRCUIT, *POTENTIALS)
"""How the ids of rows name open circuit and the three potentials of the fits."""


def volts(row: pd.Series) -> float:
    """The potential at which a row holds, in the unit of the axis; missing at open circuit."""
    if pd.isna(row["potential"]):
        return math.nan
    return in_unit(row["potential"], row["potential_unit"], "potential")


def series_scale() -> str:
    """The scale that the paper prints where it introduces the series of potentials."""
    return str(data.row("ji2023-xas-75")["potential_scale"])


def potential_column() -> str:
    """The name of the column of potentials, with the scale of the series."""
    return f"{value_column('E', 'potential')} vs {series_scale()}"


def place_name(row: pd.Series) -> str:
    """Open circuit, or the potential at which a row holds."""
    if pd.isna(row["potential"]):
        return "open circuit"
    return formatting.span(row["potential"], math.nan, row["potential_unit"])


def count_text(value: float) -> str:
    """A fitted count to two decimals, as the text prints every one."""
    return formatting.decimals(value, 2)


def cluster_name(row: pd.Series) -> str:
    """The formula of the cluster that a row of nuclearity assigns.

    Examples
    --------
    >>> cluster_name(data.row("ji2023-cu1-5-ntc-95-nuclearity"))
    'Cu₉'
    """
    return formatting.formula(f"Cu{formatting.exact(row)}")

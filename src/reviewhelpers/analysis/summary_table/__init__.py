"""One table over all systems: five figures of merit in one unit each, with where every value comes from.

Rows of ``performance`` that state one value twice are one statement; statements of one system at one
condition are one row. A figure of merit that is not printed is derived where the printed values allow it, and
else left empty with the reason. Signs follow IUPAC, so the partial current of a reduction is negative.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pandas as pd

from reviewhelpers.analysis.summary_table import columns, table
from reviewhelpers.analysis.summary_table.columns import (
    EFFICIENCY,
    PARTIAL,
    POTENTIAL,
    PRINTED,
    TURNOVER,
    YIELD,
)
from reviewhelpers.analysis.summary_table.merging import statements
from reviewhelpers.analysis.summary_table.merits import Merit, metal_content
from reviewhelpers.dataset import data

__all__ = [
    "EFFICIENCY",
    "FIGURES_OF_MERIT",
    "PARTIAL",
    "POTENTIAL",
    "PRINTED",
    "QUANTITIES",
    "SIGN",
    "TURNOVER",
    "YIELD",
    "Merit",
    "build",
    "metal_content",
    "statements",
]

# Autodoc finds the documentation of a constant only where the documented module assigns it.
FIGURES_OF_MERIT = columns.FIGURES_OF_MERIT
"""The five columns of values, each with the unit in its name."""
SIGN = columns.SIGN
"""The two formulas of values that stand in print."""
QUANTITIES = columns.QUANTITIES
"""Quantities that give a figure of merit; at one condition there is one value of each."""


def build(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """All systems with numbers, in five figures of merit, with the derivation of each value.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``performance``; without it, all.

    Returns
    -------
    DataFrame
        One row per system, reaction, product and printed condition, indexed by ``id``, that of its fullest
        row of ``performance``. For each of :data:`FIGURES_OF_MERIT` the value, and the columns of that name
        followed by ``max``, ``uncertainty``, ``relation``, ``statistic``, ``from`` (ids of rows, separated by
        spaces), ``formula`` and ``missing``: a value has a formula, an empty cell a reason. ``flags`` names
        the rules of :data:`reviewhelpers.comparability.RULES` that the row breaks by itself, ``rows`` all
        rows of ``performance`` in it.

    Examples
    --------
    >>> row = build().loc["gan2024-fe-mos2-x-fe"]
    >>> round(float(row[PARTIAL]), 1), row[f"{PARTIAL} from"]
    (-38.6, 'gan2024-fe-mos2-x-yield ammonia-from-no')
    """
    return _all().copy() if rows is None else table.build(rows)


@data.cached
def _all() -> pd.DataFrame:
    return table.build(data.table("performance"))


def __getattr__(name: str) -> Callable[..., pd.DataFrame]:
    if name == "harmonised":
        warnings.warn(f"{__name__}.{name} is now {__name__}.build", DeprecationWarning, stacklevel=2)
        return build
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

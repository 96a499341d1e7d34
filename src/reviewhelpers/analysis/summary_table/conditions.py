"""The conditions that rows state, and whether those of two rows agree."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.chemistry import units

CONDITIONS: tuple[tuple[str, ...], ...] = (
    ("potential", "potential_max", "potential_unit", "potential_scale"),
    ("current_density", "current_density_max", "current_density_unit"),
    ("cell",),
    ("electrolyte",),
    ("duration", "duration_unit"),
)
"""Columns of each condition, the one that decides whether it is stated first."""


def states(row: pd.Series, group: tuple[str, ...]) -> bool:
    """Whether a row states a condition, one of :data:`CONDITIONS`."""
    first = row[group[0]]
    return bool(not pd.isna(first) and first != "")


def fullness(row: pd.Series) -> int:
    """How many conditions a row states."""
    return sum(states(row, group) for group in CONDITIONS)


def _near(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9)


def values_in(row: pd.Series, columns: tuple[str, ...], unit_column: str, unit: str) -> list[float]:
    """Some columns of a row in another unit than that in `unit_column`."""
    return [float(units.convert(row[column], row[unit_column], unit)) for column in columns]


def values_equal(
    one: pd.Series, other: pd.Series, columns: tuple[str, ...], unit_column: str, unit: str
) -> bool:
    """Whether two rows hold equal values in some columns, each in a unit of its own."""
    values = (values_in(row, columns, unit_column, unit) for row in (one, other))
    return all(_near(a, b) for a, b in zip(*values, strict=True))


def agree(one: pd.Series, other: pd.Series) -> bool:
    """Whether the conditions of two rows do not contradict each other; one may say more."""
    if all(states(row, CONDITIONS[0]) for row in (one, other)):
        scales = {one["potential_scale"], other["potential_scale"]} - {"", "not stated"}
        if len(scales) > 1 or not values_equal(
            one, other, ("potential", "potential_max"), "potential_unit", "V"
        ):
            return False
    if all(states(row, CONDITIONS[1]) for row in (one, other)):
        currents = ("current_density", "current_density_max")
        if not values_equal(one, other, currents, "current_density_unit", "mA/cm**2"):
            return False
    if one["cell"] and other["cell"] and one["cell"] != other["cell"]:
        return False
    if one["electrolyte"] not in other["electrolyte"] and other["electrolyte"] not in one["electrolyte"]:
        return False
    both_durations = all(states(row, CONDITIONS[4]) for row in (one, other))
    return not both_durations or values_equal(one, other, ("duration",), "duration_unit", "hour")


def combined(one: pd.Series, other: pd.Series) -> pd.Series:
    """The first row with the conditions that the second states more fully."""
    row = one.copy()
    for group in CONDITIONS:
        names_scale = group[0] == "potential" and row["potential_scale"] in ("", "not stated")
        longer = group[0] == "electrolyte" and len(other["electrolyte"]) > len(row["electrolyte"])
        if states(other, group) and (not states(row, group) or longer or names_scale):
            row[list(group)] = other[list(group)]
    return row

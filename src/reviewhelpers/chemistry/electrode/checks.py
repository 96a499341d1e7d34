"""Checks that numbers are ones that an electrode can have."""

# Names of arguments carry symbols and units as the field writes them: pH, _V, _C.
# ruff: noqa: N803

from __future__ import annotations

from typing import Any

import numpy as np

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.units import Numeric


class ElectrodeError(ReviewHelpersError):
    """A number that an electrode cannot have, or one that is missing."""


def number(value: Any, name: str) -> Numeric:
    """A finite number, array or column; the error begins with `name`."""
    return units.finite(value, name, ElectrodeError)


def within(value: Any, name: str, low: float, high: float, *, unit: str = "", above: bool = False) -> Numeric:
    """A finite number from `low` to `high`; with `above`, more than `low`."""
    checked = number(value, name)
    array = np.asarray(checked)
    bad = (array <= low if above else array < low) | (array > high)
    if bad.any():
        lower = f"above {rounding.general(low)}" if above else f"at least {rounding.general(low)}"
        upper = f" and at most {rounding.general(high)}" if np.isfinite(high) else ""
        found = array[bad].flat[0] if np.ndim(checked) else checked
        raise ElectrodeError(
            f"{name}: found {rounding.general(found)}, expected {lower}{upper} {unit}".rstrip()
        )
    return checked


def above_zero(value: Any, name: str, unit: str = "") -> Numeric:
    """A finite number above zero."""
    return within(value, name, 0, np.inf, unit=unit, above=True)


def percent(value: Any, name: str, *, above: bool = False) -> Numeric:
    """A number from 0 to 100 percent; with `above`, more than 0."""
    return within(value, name, 0, 100, unit="percent", above=above)


def efficiency(value: Any, *, above: bool = False) -> Numeric:
    """A Faradaic efficiency in percent; with `above`, more than 0."""
    return percent(value, "Faradaic efficiency", above=above)


def share_percent(part: Numeric, total: Numeric, message: str) -> Numeric:
    """A part in percent of the total; above 100 an error with `message`, rounding errors aside."""
    share = 100 * (part / total)
    if np.any(np.asarray(share) > 100 * (1 + 1e-12)):
        raise ElectrodeError(message)
    return np.minimum(share, 100.0) if np.ndim(share) else min(float(share), 100.0)


def temperature(temperature_C: Any) -> float:
    """One temperature in °C, above absolute zero."""
    if np.ndim(temperature_C):
        raise ElectrodeError(f"temperature: found {temperature_C}, expected one number")
    low = -units.constant("celsius-zero")
    return float(within(temperature_C, "temperature", low, np.inf, unit="degC", above=True))


def acidity(pH: Any, reason: str) -> Numeric:
    """A pH; where there is none, an error that begins with the reason why it is needed."""
    if pH is None:
        raise ElectrodeError(f"{reason}; pH not given")
    return within(pH, "pH", -2, 16)

"""What one value is beside another: ratios, percentage points, what a test retains, a gain in steps.

A gain in percentage points and a gain as a ratio answer different questions, and the steps of an argument can
rank differently in the two. Both are computed here, and neither from values that do not belong together: the
conditions of the values are the caller's to compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from reviewhelpers import units
from reviewhelpers.errors import ReviewHelpersError


class GainsError(ReviewHelpersError):
    """Values that cannot be compared in the way asked for."""


@dataclass(frozen=True)
class Gain:
    """One step from a value to the next.

    Parameters
    ----------
    before, after : float
        The two values, in one unit.
    difference : float
        ``after - before``, in that unit; for percentages these are percentage points.
    ratio : float
        ``after / before``.
    """

    before: float
    after: float
    difference: float
    ratio: float


def ratio(after: float, before: float) -> float:
    """How many times `before` goes into `after`.

    Parameters
    ----------
    after, before : float
        Two values in one unit and of one sign.

    Returns
    -------
    float
        ``after / before``, dimensionless.

    Raises
    ------
    GainsError
        Where a value is no number, is zero, or the two differ in sign: their ratio would say nothing.

    Examples
    --------
    >>> round(ratio(1067, 255), 2)
    4.18
    """
    new, old = (_one(value, name) for value, name in ((after, "value after"), (before, "value before")))
    if new * old <= 0:
        raise GainsError(f"found {old:g} and {new:g}, expected two values of one sign, neither zero")
    return new / old


def retained_percent(start: float, end: float) -> float:
    """The share of a first value that is left at the end of a test.

    Parameters
    ----------
    start, end : float
        The value at the start and at the end, in one unit and of one sign; cathodic currents are negative.

    Returns
    -------
    float
        In percent. More than 100 where the value grew.

    Raises
    ------
    GainsError
        As :func:`ratio`.

    Examples
    --------
    >>> round(retained_percent(-120, -107.7), 2)
    89.75
    """
    return 100 * ratio(end, start)


def gains(values: Iterable[float]) -> tuple[Gain, ...]:
    """The gain of each step along a chain of values.

    Parameters
    ----------
    values : iterable of float
        Two or more values in one unit, in the order of the argument.

    Returns
    -------
    tuple of Gain
        One a step. Their differences add up to that of the whole chain, their ratios multiply to its ratio.

    Raises
    ------
    GainsError
        Where there are fewer than two values, or two neighbours have no ratio.

    Examples
    --------
    >>> [round(step.difference, 1) for step in gains([64.6, 84.7, 97.6])]
    [20.1, 12.9]
    >>> [round(step.ratio, 2) for step in gains([104, 255, 1067])]
    [2.45, 4.18]
    """
    chain = list(values)
    if len(chain) < 2:
        raise GainsError(f"found {len(chain)} value, expected a chain of two or more")
    return tuple(
        Gain(before, after, after - before, ratio(after, before)) for before, after in pairwise(chain)
    )


def _one(value: Any, name: str) -> float:
    number = units.finite(value, name, GainsError)
    if np.ndim(number):
        raise GainsError(f"found several numbers for the {name}, expected one")
    return float(number)

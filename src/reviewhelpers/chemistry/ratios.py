"""Two values compared: ratios, percentage points, what a test retains, a gain in steps.

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

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units

__all__ = ["Gain", "GainsError", "gains", "odds", "ratio", "retained_percent", "room_used_percent"]


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
    new, old = (_single(value, name) for value, name in ((after, "value after"), (before, "value before")))
    if new * old <= 0:
        raise GainsError(
            f"found {rounding.general(old)} and {rounding.general(new)}, expected two values of one sign, "
            "neither zero"
        )
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


def odds(share_percent: float) -> float:
    """How much of the charge makes a product, for each part that makes something else.

    Where two products share the charge, and each takes as many electrons a molecule, this is the number of
    molecules of one for each molecule of the other.

    Parameters
    ----------
    share_percent : float
        The share in percent, above 0 and below 100.

    Returns
    -------
    float
        ``share / (100 - share)``, dimensionless. Unlike the share it has no ceiling.

    Raises
    ------
    GainsError
        Where the share is no number, or not between 0 and 100.

    Examples
    --------
    >>> odds(75)
    3.0
    """
    share = _single(share_percent, "share")
    if not 0 < share < 100:
        raise GainsError(f"share: found {rounding.general(share)} percent, expected above 0 and below 100")
    return share / (100 - share)


def room_used_percent(before: float, after: float, ceiling: float = 100.0) -> float:
    """How much of the room between a first value and the ceiling a gain uses.

    Parameters
    ----------
    before, after : float
        The two values, in one unit.
    ceiling : float
        What the value cannot pass, in the same unit.

    Returns
    -------
    float
        In percent: 0 where nothing was gained, 100 at the ceiling, below 0 for a loss.

    Raises
    ------
    GainsError
        Where a number is missing, the first value leaves no room, or the second passes the ceiling.

    Examples
    --------
    >>> room_used_percent(50, 75)
    50.0
    """
    first, second, most = (
        _single(value, name)
        for value, name in ((before, "value before"), (after, "value after"), (ceiling, "ceiling"))
    )
    if first >= most:
        raise GainsError(
            f"value before: found {rounding.general(first)}, expected below the ceiling of "
            f"{rounding.general(most)}"
        )
    if second > most:
        raise GainsError(
            f"value after: found {rounding.general(second)}, expected at most the ceiling of "
            f"{rounding.general(most)}"
        )
    return 100 * (second - first) / (most - first)


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


def _single(value: Any, name: str) -> float:
    number = units.finite(value, name, GainsError)
    if np.ndim(number):
        raise GainsError(f"found several numbers for the {name}, expected one")
    return float(number)

"""Neighbours and charges of a metal that restructures: what a cluster allows, how counts go with potential.

X-ray absorption gives means over all atoms of a kind. A mean is not a structure: the functions here say what
a structure allows, and fit no more than the few printed numbers can carry.
"""

# Names of arguments carry symbols and units as the field writes them: E, _V.
# ruff: noqa: N803, N815

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import cluster_packing, units

__all__ = [
    "CLOSE_PACKED",
    "LIGANDS",
    "ClusterError",
    "Line",
    "Logistic",
    "fit_line",
    "fit_logistic",
    "largest_ligand_mean",
    "largest_mean",
    "largest_neighbours",
    "mean_valence",
    "overcount_percent",
]


class ClusterError(ReviewHelpersError):
    """Counts, shares or points that make no sense, or are too few."""


CLOSE_PACKED = cluster_packing.BULK
"""Neighbours of an atom inside a close-packed metal such as copper; none has more of its own kind."""


def largest_neighbours(atoms: int) -> int:
    """The most neighbours of its own kind that an atom of a cluster can have.

    Parameters
    ----------
    atoms : int
        Atoms in the cluster, 1 or more.

    Returns
    -------
    int
        All the others, but not more than :data:`CLOSE_PACKED`. From five atoms on not all can touch each
        other, so that the mean over a cluster is lower: see :func:`reviewhelpers.packing.compact_mean`.

    Raises
    ------
    ClusterError
        Where the number of atoms is not whole or below 1.

    Examples
    --------
    >>> [largest_neighbours(atoms) for atoms in (1, 3, 4, 55)]
    [0, 2, 3, 12]
    """
    number = units.finite(atoms, "atoms of the cluster", ClusterError)
    if np.ndim(number) or number < 1 or number != int(number):
        raise ClusterError(f"atoms of the cluster: found {atoms}, expected 1 or a whole number above it")
    return min(int(number) - 1, CLOSE_PACKED)


def overcount_percent(mean: float, atoms: int) -> float:
    """How much too high a mean number of neighbours must be for a cluster of so many atoms to allow it.

    Parameters
    ----------
    mean : float
        The mean number of neighbours of its own kind, above 0.
    atoms : int
        Atoms in the cluster, 2 or more.

    Returns
    -------
    float
        The part of the mean, in percent, by which it exceeds that of the most compact cluster of so many
        atoms (:func:`reviewhelpers.packing.compact_mean`); 0 where it does not.

    Raises
    ------
    ClusterError
        Where a number makes no sense.

    Examples
    --------
    >>> overcount_percent(4, 4), overcount_percent(2.5, 4)
    (25.0, 0.0)
    """
    found = units.finite(mean, "mean number of neighbours", ClusterError)
    if np.ndim(found) or found <= 0:
        raise ClusterError(f"mean number of neighbours: found {mean}, expected one number above 0")
    largest_neighbours(atoms)
    return max(0.0, 100 * (1 - cluster_packing.compact_mean(atoms) / float(found)))


def largest_mean(share_percent: float) -> float:
    """The most neighbours of its own kind that all atoms together can have on average.

    Parameters
    ----------
    share_percent : float
        Share of the atoms that have such neighbours at all, in percent.

    Returns
    -------
    float
        The share of :data:`CLOSE_PACKED`: as if each such atom stood inside a large close-packed crystal.

    Raises
    ------
    ClusterError
        Where the share is no number from 0 to 100.

    Examples
    --------
    >>> largest_mean(50)
    6.0
    """
    share = units.finite(share_percent, "share", ClusterError)
    if np.ndim(share) or not 0 <= share <= 100:
        raise ClusterError(f"share: found {share_percent}, expected one number from 0 to 100 percent")
    return float(CLOSE_PACKED * share / 100)


LIGANDS = 4
"""Nitrogen atoms around a metal in the site MN₄."""


def largest_ligand_mean(share_percent: float) -> float:
    """The most nitrogen neighbours that all atoms of a metal together can have on average.

    Parameters
    ----------
    share_percent : float
        Share of the atoms that are metallic and have no nitrogen, in percent.

    Returns
    -------
    float
        :data:`LIGANDS` times the rest: as if each other atom stood in a site MN₄.

    Raises
    ------
    ClusterError
        Where the share is no number from 0 to 100.

    Examples
    --------
    >>> largest_ligand_mean(25)
    3.0
    """
    return LIGANDS * (1 - largest_mean(share_percent) / CLOSE_PACKED)


def mean_valence(shares_percent: Mapping[float, float], *, tolerance_percent: float = 0.5) -> float:
    """The mean charge number of a metal from the shares of its charges.

    Parameters
    ----------
    shares_percent : mapping of float to float
        For each charge number its share in percent.
    tolerance_percent : float
        How far the shares may miss 100 percent together, for rounding.

    Returns
    -------
    float
        The sum of charge number times share.

    Raises
    ------
    ClusterError
        Where there is no share, one lies outside 0 to 100, or together they miss 100 percent.

    Examples
    --------
    >>> round(mean_valence({2: 87.9, 1: 3.3, 0: 8.8}), 3)
    1.791
    """
    shares = {
        charge: units.finite(share, f"share of charge {rounding.general(charge)}", ClusterError)
        for charge, share in shares_percent.items()
    }
    for charge, share in shares.items():
        if not 0 <= share <= 100:
            raise ClusterError(
                f"share of charge {rounding.general(charge)}: found {share}, expected 0 to 100 percent"
            )
    total = math.fsum(shares.values())
    if rounding.exceeds(abs(total - 100), tolerance_percent):
        raise ClusterError(f"found shares of {rounding.general(total)} percent together, expected 100")
    return math.fsum(charge * share for charge, share in shares.items()) / total


@dataclass(frozen=True)
class Line:
    """A straight line through counts against potential.

    Parameters
    ----------
    slope_per_V : float
        Change of the count per volt.
    at_zero : float
        Where the line meets 0 V.
    largest_miss : float
        The largest distance of a point from the line.
    """

    slope_per_V: float
    at_zero: float
    largest_miss: float

    def at(self, E_V: Any) -> NDArray[np.float64]:
        """The count at a potential."""
        return np.asarray(self.at_zero + self.slope_per_V * np.asarray(E_V, dtype=float))


@dataclass(frozen=True)
class Logistic:
    """A step between a count and zero.

    Parameters
    ----------
    upper : float
        The count at mild potentials, given and not fitted.
    half_V : float
        The potential at which half of it is left.
    width_V : float
        How wide the step is: over one width to either side of `half_V` the share left goes from 73 to 27
        percent.
    largest_miss : float
        The largest distance of a point from the curve.
    """

    upper: float
    half_V: float
    width_V: float
    largest_miss: float

    def at(self, E_V: Any) -> NDArray[np.float64]:
        """The count at a potential."""
        scaled = (np.asarray(E_V, dtype=float) - self.half_V) / self.width_V
        return np.asarray(self.upper / (1 + np.exp(-scaled)))


def _checked_points(
    E_V: Sequence[float], counts: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    found = [
        np.atleast_1d(np.asarray(units.finite(each, name, ClusterError), dtype=float))
        for each, name in ((E_V, "potentials"), (counts, "counts"))
    ]
    if found[0].shape != found[1].shape:
        raise ClusterError(f"found {found[0].size} potentials and {found[1].size} counts, expected as many")
    if len(set(found[0].tolist())) < 3:
        raise ClusterError("found fewer than three potentials: a fit of two numbers would be no test")
    return found[0], found[1]


def fit_line(E_V: Sequence[float], counts: Sequence[float]) -> Line:
    """The straight line nearest to counts against potential, by least squares.

    Parameters
    ----------
    E_V : sequence of float
        Three or more potentials in V, on one scale.
    counts : sequence of float
        The count at each.

    Raises
    ------
    ClusterError
        Where there are fewer than three potentials, or a number is missing.

    Examples
    --------
    >>> round(fit_line([-0.75, -0.85, -0.95], [4.12, 7.29, 8.85]).slope_per_V, 2)
    -23.65
    """
    potentials, values = _checked_points(E_V, counts)
    line = Line(*_least_squares_line(potentials, values), 0.0)
    return replace(line, largest_miss=float(np.max(np.abs(line.at(potentials) - values))))


def _least_squares_line(at: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and value at zero of the line of least squares.

    With exact sums: the last bits that a linear-algebra library gives depend on the processor.
    """
    middle, mean = math.fsum(at) / len(at), math.fsum(values) / len(values)
    offsets = [float(each) - middle for each in at]
    slope = math.fsum(x * (float(y) - mean) for x, y in zip(offsets, values, strict=True)) / math.fsum(
        x * x for x in offsets
    )
    return slope, mean - slope * middle


def fit_logistic(E_V: Sequence[float], counts: Sequence[float], upper: float) -> Logistic:
    """The logistic step from a known count down to zero nearest to counts against potential.

    Parameters
    ----------
    E_V : sequence of float
        Three or more potentials in V, on one scale.
    counts : sequence of float
        The count at each, above zero and below `upper`.
    upper : float
        The count before the step, which is not fitted.

    Raises
    ------
    ClusterError
        Where there are fewer than three potentials, a count does not lie between zero and `upper`, the
        counts do not fall towards negative potentials, or no step is nearest to them.

    Notes
    -----
    CN(*E*) = *u* / (1 + exp(−(*E* − *E*\\ :sub:`½`) / *w*)). The two fitted numbers make the sum of
    the squared distances from the counts least. They are found by Gauss and Newton's
    steps, each halved until the sum falls, from the straight line through ln(CN / (*u* − CN)) against *E*.

    Examples
    --------
    >>> found = fit_logistic([-0.75, -0.85, -0.95], [3.87, 3.58, 0.59], upper=3.90)
    >>> round(found.half_V, 3)
    -0.908
    """
    potentials, values = _checked_points(E_V, counts)
    limit = float(units.finite(upper, "count before the step", ClusterError))
    if np.any(values <= 0) or np.any(values >= limit):
        raise ClusterError(
            f"found counts {list(counts)}, expected all between 0 and {rounding.general(limit)}"
        )
    slope, offset = _least_squares_line(potentials, np.log(values / (limit - values)))
    if slope <= 0:
        raise ClusterError("found counts that do not fall towards negative potentials, expected a step down")
    step = _refine(Logistic(limit, float(-offset / slope), float(1 / slope), 0.0), potentials, values)
    return replace(step, largest_miss=float(np.max(np.abs(step.at(potentials) - values))))


_MOST_ITERATIONS = 100
_FULL_STEP_V = 1e-7
"""Smaller moves are not halved, in V: rounding hides which sum of squares is smaller."""
_TOLERANCE_V = 1e-13
"""The fit has converged when no move is larger, in V."""


def _refine(step: Logistic, E_V: NDArray[np.float64], counts: NDArray[np.float64]) -> Logistic:
    """The step of least squares, by iteration from one near it."""

    def squares(tried: Logistic) -> float:
        return math.fsum((tried.at(E_V) - counts) ** 2) if tried.width_V > 0 else math.inf

    for _ in range(_MOST_ITERATIONS):
        half, width = move = _gauss_newton_move(step, E_V, counts)
        if max(map(abs, move)) <= _TOLERANCE_V:
            return step
        tried = replace(step, half_V=step.half_V + half, width_V=step.width_V + width)
        while max(map(abs, (half, width))) > _FULL_STEP_V and squares(tried) >= squares(step):
            half, width = half / 2, width / 2
            tried = replace(step, half_V=step.half_V + half, width_V=step.width_V + width)
        step = tried
    raise ClusterError(
        f"found counts {counts.tolist()}, expected some that one step from "
        f"{rounding.general(step.upper)} to 0 is nearest to"
    )


def _gauss_newton_move(
    step: Logistic, E_V: NDArray[np.float64], counts: NDArray[np.float64]
) -> tuple[float, float]:
    """Gauss and Newton's move of place and width, by the two normal equations."""
    share = step.at(E_V) / step.upper
    by_half = -step.upper * share * (1 - share) / step.width_V
    by_width = by_half * (E_V - step.half_V) / step.width_V
    residuals = counts - step.at(E_V)
    one, both, other = (math.fsum(each) for each in (by_half**2, by_half * by_width, by_width**2))
    first, second = math.fsum(by_half * residuals), math.fsum(by_width * residuals)
    determinant = one * other - both * both
    return (first * other - second * both) / determinant, (second * one - first * both) / determinant

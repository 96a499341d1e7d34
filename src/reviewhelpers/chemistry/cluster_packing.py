"""Mean coordination number of compact clusters: how many neighbours a number of atoms can have.

X-ray absorption prints a mean number of neighbours, and papers turn it into a number of atoms. The models
here are built by rule from equal spheres: the most compact fragments of an icosahedron up to 13 atoms, and
whole icosahedra and cuboctahedra above. Real clusters are less compact, so that their means are lower.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units

__all__ = [
    "BULK",
    "FIRST_SHELL",
    "TOUCHING",
    "PackingError",
    "atoms_of_metal",
    "compact_mean",
    "cuboctahedron",
    "fewest_atoms",
    "icosahedron",
    "mean_neighbours",
]

BULK = 12
"""Neighbours of an atom inside a close-packed metal such as copper."""

TOUCHING = 1.2
"""Atoms count as neighbours up to this many times the shortest distance; the next shell begins at 1.41."""

FIRST_SHELL = 13
"""Atoms in the smallest icosahedron and the smallest cuboctahedron: one atom and its twelve neighbours."""


class PackingError(ReviewHelpersError):
    """A number of atoms, of shells or of neighbours that no compact cluster has."""


def _whole_number(value: object, name: str, minimum: int) -> int:
    number = units.finite(value, name, PackingError)
    if np.ndim(number) or number < minimum or number != int(number):
        raise PackingError(f"{name}: found {value}, expected a whole number of {minimum} or more")
    return int(number)


def icosahedron(shells: int) -> NDArray[np.float64]:
    """Positions of the atoms of a Mackay icosahedron.

    Parameters
    ----------
    shells : int
        Shells around the central atom, 0 or more.

    Returns
    -------
    ndarray
        Positions, shape (atoms, 3); neighbours in one shell are 1.05 times as far apart as those in two.

    Raises
    ------
    PackingError
        Where the number of shells is not whole or negative.

    Examples
    --------
    >>> [len(icosahedron(shells)) for shells in range(4)]
    [1, 13, 55, 147]
    """
    outermost = _whole_number(shells, "shells", 0)
    golden = (1 + math.sqrt(5)) / 2
    signs = list(itertools.product((1, -1), repeat=2))
    corners = np.array(
        [
            np.roll((0.0, one, two * golden), turn) / math.hypot(1, golden)
            for turn in range(3)
            for one, two in signs
        ]
    )
    edge = min(np.linalg.norm(corners[0] - corner) for corner in corners[1:]) * 1.01
    faces = [
        face
        for face in itertools.combinations(corners, 3)
        if all(np.linalg.norm(one - two) < edge for one, two in itertools.combinations(face, 2))
    ]
    points: dict[tuple[float, ...], NDArray[np.float64]] = {(0.0, 0.0, 0.0): np.zeros(3)}
    for shell in range(1, outermost + 1):
        for first, second, third in faces:
            for one in range(shell + 1):
                for two in range(shell + 1 - one):
                    point = one * first + two * second + (shell - one - two) * third
                    place = tuple(rounding.round_for_print(each, decimals=6) for each in point)
                    points.setdefault(place, point)
    return np.array(list(points.values()))


def cuboctahedron(shells: int) -> NDArray[np.float64]:
    """Positions of the atoms of a cuboctahedron cut from a face-centred cubic lattice.

    Parameters
    ----------
    shells : int
        Shells around the central atom, 0 or more.

    Returns
    -------
    ndarray
        Positions, shape (atoms, 3), in units of half of the lattice constant.

    Raises
    ------
    PackingError
        Where the number of shells is not whole or negative.

    Examples
    --------
    >>> [len(cuboctahedron(shells)) for shells in range(4)]
    [1, 13, 55, 147]
    """
    outermost = _whole_number(shells, "shells", 0)
    side = range(-outermost, outermost + 1)
    return np.array(
        [
            point
            for point in itertools.product(side, repeat=3)
            if sum(point) % 2 == 0 and sum(map(abs, point)) <= 2 * outermost
        ],
        dtype=float,
    )


def mean_neighbours(positions: NDArray[np.float64]) -> float:
    """The mean number of nearest neighbours of the atoms of a model, measured on its positions.

    Parameters
    ----------
    positions : ndarray
        Positions, shape (atoms, 3), in any unit of length.

    Returns
    -------
    float
        Twice the number of touching pairs over the number of atoms; 0 for one atom.

    Examples
    --------
    >>> round(mean_neighbours(icosahedron(2)), 2), round(mean_neighbours(cuboctahedron(2)), 2)
    (8.51, 7.85)
    """
    return 2 * len(_pairs(positions)) / len(positions)


def _pairs(positions: NDArray[np.float64]) -> list[tuple[int, int]]:
    apart = np.linalg.norm(positions[:, None] - positions[None, :], axis=-1)
    apart[np.diag_indices(len(positions))] = np.inf
    near = apart < TOUCHING * apart.min()
    return [(int(one), int(two)) for one, two in np.argwhere(near) if one < two]


@functools.cache
def _most_pairs() -> tuple[int, ...]:
    """By number of atoms, the most touching pairs among that many atoms of the smallest icosahedron."""
    touching = [0] * FIRST_SHELL
    for one, two in _pairs(icosahedron(1)):
        touching[two] |= 1 << one
    most_pairs = [0] * (FIRST_SHELL + 1)
    pairs = [0] * (1 << FIRST_SHELL)
    for chosen in range(1, 1 << FIRST_SHELL):
        last = chosen.bit_length() - 1
        rest = chosen ^ (1 << last)
        pairs[chosen] = pairs[rest] + (touching[last] & rest).bit_count()
        most_pairs[chosen.bit_count()] = max(most_pairs[chosen.bit_count()], pairs[chosen])
    return tuple(most_pairs)


@functools.cache
def _whole_clusters(shape: str) -> tuple[tuple[int, float], ...]:
    """Atoms and mean neighbours of whole clusters of 1 to 6 shells."""
    build = {"icosahedron": icosahedron, "cuboctahedron": cuboctahedron}[shape]
    return tuple((len(found), mean_neighbours(found)) for found in map(build, range(1, 7)))


def compact_mean(atoms: int) -> float:
    """The mean number of neighbours in the most compact cluster of so many atoms.

    Parameters
    ----------
    atoms : int
        Atoms in the cluster, 1 or more.

    Returns
    -------
    float
        Up to 13 atoms that of the best fragment of an icosahedron; above, between whole icosahedra, linear in
        the share of atoms at the surface, which goes with the inverse cube root of the number of atoms.

    Raises
    ------
    PackingError
        Where the number of atoms is not whole or below 1.

    Examples
    --------
    >>> [round(compact_mean(atoms), 2) for atoms in (3, 4, 5, 6, 7, 9, 13, 55, 147)]
    [2.0, 3.0, 3.6, 4.0, 4.57, 5.11, 6.46, 8.51, 9.47]
    """
    number = _whole_number(atoms, "atoms of the cluster", 1)
    if number <= FIRST_SHELL:
        return 2 * _most_pairs()[number] / number
    known = [(size ** (-1 / 3), mean) for size, mean in _whole_clusters("icosahedron")] + [(0.0, float(BULK))]
    return _interpolate(number ** (-1 / 3), known)


def _interpolate(place: float, points: Sequence[tuple[float, float]]) -> float:
    """Linear interpolation between points whose first numbers fall."""
    for (left, low), (right, high) in itertools.pairwise(points):
        if place >= right:
            return low + (high - low) * (left - place) / (left - right)
    raise AssertionError("the last point lies at zero, which no place is below")


def fewest_atoms(mean: float) -> int:
    """The smallest compact cluster whose mean number of neighbours reaches a printed one.

    Parameters
    ----------
    mean : float
        A mean number of neighbours of its own kind, 0 or more and below 12.

    Returns
    -------
    int
        The number of atoms by :func:`compact_mean`: a lower bound, since real clusters are less compact.

    Raises
    ------
    PackingError
        Where no cluster has such a mean.

    Examples
    --------
    >>> [fewest_atoms(mean) for mean in (2.90, 4.12, 7.29, 8.85)]
    [4, 7, 22, 76]
    """
    found = _checked_mean(mean)
    low, high = 0, 1
    while compact_mean(high) < found - 1e-9:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if compact_mean(middle) >= found - 1e-9 else (middle, high)
    return high


def atoms_of_metal(mean: float) -> int:
    """The number of atoms of a cuboctahedron, a piece of the metal, with a printed mean number of neighbours.

    Parameters
    ----------
    mean : float
        A mean number of neighbours of its own kind, from that of the smallest cuboctahedron to below 12.

    Returns
    -------
    int
        Atoms, between whole cuboctahedra as in :func:`compact_mean`.

    Raises
    ------
    PackingError
        Where the mean is below that of 13 atoms, or no cluster has it.

    Examples
    --------
    >>> [atoms_of_metal(mean) for mean in (7.29, 8.85)]
    [36, 129]
    """
    found = _checked_mean(mean)
    known = _whole_clusters("cuboctahedron")
    if found < known[0][1]:
        raise PackingError(
            f"mean number of neighbours: found {mean}, expected {rounding.fixed(known[0][1], 2)} or more, "
            "that of the smallest cuboctahedron"
        )
    points = [*((size ** (-1 / 3), each) for size, each in known), (0.0, float(BULK))]
    for (left, low), (right, high) in itertools.pairwise(points):
        if found <= high:
            place = left + (right - left) * (found - low) / (high - low)
            return rounding.nearest(1 / place**3)
    raise AssertionError("the last point is the bulk, which no mean reaches")


def _checked_mean(value: float) -> float:
    found = units.finite(value, "mean number of neighbours", PackingError)
    if np.ndim(found) or not 0 <= found < BULK:
        raise PackingError(
            f"mean number of neighbours: found {value}, expected one number from 0 to below {BULK}"
        )
    return float(found)

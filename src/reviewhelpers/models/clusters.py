"""Packed clusters: how many neighbours their atoms have on average, and what EXAFS reports of a mixture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

STEPS = [(a, b, 0) for a in (1, -1) for b in (1, -1)]
STEPS += [(a, 0, b) for a, b, _ in STEPS] + [(0, a, b) for a, b, _ in STEPS]


def cuboctahedron(shells: int) -> npt.NDArray[np.bool_]:
    """A block of a close-packed metal with so many shells around one atom, as a grid that is true at each atom.

    Parameters
    ----------
    shells : int
        Shells around the middle atom, 0 or more.

    Returns
    -------
    ndarray of bool
        The grid, with one empty layer all round; its steps are half of the lattice constant.

    Notes
    -----
    A face-centred cubic lattice holds the points whose three whole numbers have an even sum.
    """
    side = np.arange(-shells - 1, shells + 2)
    x, y, z = np.abs(np.meshgrid(side, side, side, indexing="ij"))
    inside = (np.maximum(np.maximum(x, y), z) <= shells) & (x + y + z <= 2 * shells)
    return np.asarray(inside & ((x + y + z) % 2 == 0))


def neighbours(atoms: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """How many nearest neighbours each atom has.

    Parameters
    ----------
    atoms : ndarray of bool
        A grid with an empty layer all round, as :func:`cuboctahedron` makes it.

    Returns
    -------
    ndarray of int
        One number an atom, 12 at most.
    """
    beside = [np.roll(atoms, step, axis=(0, 1, 2)) for step in STEPS]
    return np.asarray(np.sum(beside, axis=0)[atoms])


def mean_neighbours(shells: int) -> float:
    """The mean number of neighbours in a cluster: the number that EXAFS would report of it.

    Parameters
    ----------
    shells : int
        Shells around the middle atom, 0 or more.
    """
    return float(neighbours(cuboctahedron(shells)).mean())


def reported(shares: npt.ArrayLike, means: npt.ArrayLike) -> float:
    """What EXAFS reports of a mixture: the mean over all atoms.

    Parameters
    ----------
    shares : array of float
        Share of the atoms in each part; together 1.
    means : array of float
        Mean number of neighbours of each part, 0 for single atoms.
    """
    return float(np.dot(shares, means))


def share_alone(mean: float, shells: int) -> float:
    """Which share of the atoms stands alone if the rest are clusters of one size.

    Parameters
    ----------
    mean : float
        The mean over all atoms.
    shells : int
        Shells of each cluster, 1 or more.
    """
    return 1 - mean / mean_neighbours(shells)

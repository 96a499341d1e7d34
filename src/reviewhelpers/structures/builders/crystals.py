"""What builders of crystals share: pieces of a lattice, slabs, and a place where an atom is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from ase import Atoms
from numpy.typing import ArrayLike

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders.graphene import BOX, mark, remove

__all__ = ["SITES", "highest", "nearest", "piece", "slab", "without"]

NEAR = 0.01
"""Ångström within which an atom lies on the border of a piece."""


SITES = {"A": (0.0, 0.0), "B": (0.5, 1 / 6), "C": (0.0, 1 / 3)}
"""The three places of close-packed layers, in shares of the rectangular cell a × a√3."""


def piece(
    cell: ArrayLike,
    basis: Iterable[tuple[str, Sequence[float]]],
    size: tuple[int, int, int],
) -> Atoms:
    """A crystal that repeats: so many cells along each vector, each with a basis in shares of the cell."""
    symbols, shares = zip(*basis, strict=True)
    unit = Atoms(
        list(symbols), scaled_positions=np.array(shares) % 1.0, cell=np.asarray(cell, float), pbc=True
    )
    made: Atoms = unit.repeat(size)
    return made


def slab(atoms: Atoms, low: float, high: float) -> Atoms:
    """What of a crystal lies between two heights, with empty space above and below; it repeats across z."""
    heights = atoms.positions[:, 2]
    cut: Atoms = atoms[(heights > low - NEAR) & (heights < high + NEAR)]
    cut.pbc = (True, True, False)
    cut.center(vacuum=BOX, axis=2)
    return cut


def nearest(atoms: Atoms, symbol: str, place: Sequence[float]) -> int:
    """The number of the atom of an element nearest to a place that is given in shares of the cell."""
    goal = np.asarray(place) @ np.asarray(atoms.cell)
    lengths = rounding.settled_array(np.linalg.norm(atoms.positions - goal, axis=1), 4)
    lengths[[each != symbol for each in atoms.get_chemical_symbols()]] = np.inf
    return int(np.argmin(lengths))


def highest(atoms: Atoms, symbol: str, place: Sequence[float]) -> int:
    """The number of the atom of an element in its highest layer that is nearest to a place across z, in shares."""
    goal = np.asarray([*place, 0.0]) @ np.asarray(atoms.cell)
    lengths = rounding.settled_array(np.linalg.norm(atoms.positions[:, :2] - goal[:2], axis=1), 4)
    heights = atoms.positions[:, 2]
    chosen = np.array([each == symbol for each in atoms.get_chemical_symbols()])
    lengths[~chosen | (heights < heights[chosen].max() - NEAR)] = np.inf
    return int(np.argmin(lengths))


def without(atoms: Atoms, number: int, reach: float) -> Atoms:
    """A crystal without an atom; those within a distance of its place are lit."""
    lengths = atoms.get_distances(number, range(len(atoms)), mic=True)
    around = [other for other in range(len(atoms)) if 0.1 < lengths[other] <= reach]
    return remove(mark(atoms, around), [number])

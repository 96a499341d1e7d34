"""Copper: the perfect crystal, a twin boundary, a stacking fault, an edge dislocation and steps; relaxed by EMT."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from ase import Atoms
from ase.calculators.emt import EMT
from ase.constraints import FixAtoms
from ase.neighborlist import neighbor_list
from ase.optimize import BFGS

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.crystals import SITES
from reviewhelpers.structures.builders.dislocations import displacements
from reviewhelpers.structures.builders.graphene import BOX, mark
from reviewhelpers.structures.builders.lengths import length

__all__ = ["rows", "stacked", "surface"]

PERFECT, TWIN, FAULT = "ABCABCABCAB", "ABCABCBACBA", "ABCABABCAB"
"""The order of close-packed layers, from the lowest."""

COLUMNS, ROWS = 9, 12
"""Of the crystal around the dislocation."""


def near() -> float:
    """The distance of nearest neighbours in copper, in ångström."""
    return float(length("len-cu-a") / np.sqrt(2))


def relaxed(atoms: Atoms, fixed: Iterable[int] = ()) -> Atoms:
    """Copper relaxed by the effective medium theory of ASE, until no force exceeds 0.01 eV per ångström."""
    work = Atoms(atoms.get_chemical_symbols(), atoms.positions, cell=atoms.cell, pbc=atoms.pbc)
    work.calc = EMT()
    if numbers := list(fixed):
        work.set_constraint(FixAtoms(numbers))
    BFGS(work, logfile=None).run(fmax=0.01, steps=1000)
    atoms.positions[:] = work.positions
    return atoms


def stacked(order: str, wide: int = 4) -> Atoms:
    """Close-packed layers (111) in an order: x along a row of atoms [1-10], y along [11-2], z across the layers."""
    side = near()
    places = [
        (SITES[site][0] + move, SITES[site][1] + move + row, number)
        for number, site in enumerate(order)
        for row in range(wide)
        for move in (0.0, 0.5)
    ]
    cell = np.array([side, side * np.sqrt(3), side * np.sqrt(2 / 3)])
    made = Atoms(
        f"Cu{len(places)}", np.array(places) * cell, cell=cell * [1, wide, 1], pbc=(True, True, False)
    )
    made.center(vacuum=BOX, axis=2)
    made.wrap(eps=1e-6)
    return made


def in_layers(atoms: Atoms, numbers: Iterable[int]) -> list[int]:
    """The atoms of some layers, which are counted from the lowest."""
    heights = atoms.positions[:, 2]
    order = rounding.settled_array((heights - heights.min()) / (near() * np.sqrt(2 / 3)))
    return [int(number) for number in np.nonzero(np.isin(order, list(numbers)))[0]]


@builder("str-copper")
def perfect() -> Atoms:
    """Copper without a defect: layers in the order ABC."""
    return relaxed(stacked(PERFECT))


@builder("str-copper-twin")
def twin() -> Atoms:
    """Two crystals of copper that mirror each other across one layer."""
    made = stacked(TWIN)
    mark(made, in_layers(made, [TWIN.index("BCB") + 1]))
    return relaxed(made)


@builder("str-copper-stacking-fault")
def fault() -> Atoms:
    """A layer missing in the order ABC: two layers have the same neighbours above and below."""
    made = stacked(FAULT)
    first = FAULT.index("ABAB") + 1
    mark(made, in_layers(made, [first, first + 1]))
    return relaxed(made)


def rows() -> Atoms:
    """A crystal seen along rows of atoms [1-10]: x along [110], y along the rows, z along [001].

    The origin lies in a column of atoms, halfway between two of them.
    """
    side, rise = near(), length("len-cu-a") / 2
    wide, high = (COLUMNS - 1) / 2, (ROWS - 1) / 2
    places = [
        (column / 2 * side, column % 2 * side / 2, row * rise)
        for row in np.arange(-high, high + 1)
        for column in range(-int(2 * wide), int(2 * wide) + 1)
        if (column + row + high + ROWS / 2) % 2 == 0
    ]
    return Atoms(f"Cu{len(places)}", places, cell=[1.0, side, 1.0], pbc=(False, True, False))


def boxed(made: Atoms) -> Atoms:
    """A crystal that repeats along y alone, with empty space around it."""
    made.center(vacuum=BOX, axis=(0, 2))
    return made


@builder("str-copper-rows")
def perfect_rows() -> Atoms:
    """Copper without a defect, seen along rows of atoms [1-10]."""
    return boxed(rows())


@builder("str-copper-edge-dislocation")
def dislocation() -> Atoms:
    """An edge dislocation: a plane of copper that ends within the crystal.

    A plane is taken out below the origin, and the gap closed by the displacements of elasticity; then all relax but
    the outermost atoms.
    """
    made, step = rows(), near()
    x, _, z = made.positions.T
    made = made[(z > 0) | (x < -step / 2 - 1e-6) | (x > step / 2 - 1e-6)]
    x, _, z = made.positions.T
    extra = np.nonzero((z > 0) & (x > -step / 2 - 1e-6) & (x < 1e-6))[0]
    outside = rim(made)
    # The angle leaps below the origin, where the plane was taken out.
    angle = np.pi / 2 - np.arctan2(x, z)
    made.positions[:, ::2] += displacements(made.positions[:, ::2], np.array([step, 0.0]), angle)
    return boxed(relaxed(mark(made, map(int, extra)), outside))


def rim(made: Atoms) -> list[int]:
    """The atoms of the outermost rows and columns."""
    x, _, z = np.abs(made.positions.T)
    return [int(number) for number in np.nonzero((x > x.max() - near()) | (z > z.max() - near()))[0]]


def surface(top: Iterable[tuple[int, int]], size: tuple[int, int]) -> Atoms:
    """Two close-packed layers of copper, and atoms above them, which are given by their row and column."""
    side = near()
    wide, deep = size
    deltas = {"A": (0.0, 0.0), "B": (0.5, 1 / 3), "C": (0.0, 2 / 3)}
    places = []
    for number, site in enumerate("ABC"):
        chosen = [(row, column) for row in range(deep) for column in range(wide)] if number < 2 else list(top)
        for row, column in chosen:
            right, back = deltas[site]
            places.append(
                (column + row % 2 / 2 + right, (row + back) * np.sqrt(3) / 2, number * np.sqrt(2 / 3))
            )
    cell = np.array([wide, deep * np.sqrt(3) / 2, 1.0]) * side
    made = Atoms(f"Cu{len(places)}", np.array(places) * side, cell=cell, pbc=(True, True, False))
    made.center(vacuum=BOX, axis=2)
    made.wrap(eps=1e-6)
    return made


def step_rows(wide: int = 7) -> list[tuple[int, int]]:
    """The atoms above the terrace: full rows, and in front of them one that ends twice, which makes two kinks."""
    return [(2, column) for column in (3, 4, 5)] + [
        (row, column) for row in (3, 4, 5) for column in range(wide)
    ]


@builder("str-copper-surface")
def flat() -> Atoms:
    """A flat face (111) of copper."""
    made = surface([(row, column) for row in range(6) for column in range(7)], (7, 6))
    return relaxed(made, lowest(made))


@builder("str-copper-steps")
def steps() -> Atoms:
    """A step with two kinks on the face (111) of copper; its edge is lit."""
    made = surface(step_rows(), (7, 6))
    top = made.positions[:, 2] > made.positions[:, 2].max() - 0.1
    counts = np.bincount(neighbor_list("i", made, 1.2 * near()), minlength=len(made))
    edge = np.nonzero(top & (counts < 9) & (made.positions[:, 1] < 0.75 * made.cell[1, 1]))[0]
    mark(made, map(int, edge))
    return relaxed(made, lowest(made))


def lowest(made: Atoms) -> list[int]:
    """The atoms of the lowest layer, which stay."""
    heights = made.positions[:, 2]
    return [int(number) for number in np.nonzero(heights < heights.min() + 0.1)[0]]

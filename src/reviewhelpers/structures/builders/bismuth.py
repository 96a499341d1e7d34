"""Bismuth: buckled double layers, and the same where one of them ends."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.neighborlist import neighbor_list

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.crystals import SITES
from reviewhelpers.structures.builders.dislocations import displacements
from reviewhelpers.structures.builders.graphene import BOX, mark
from reviewhelpers.structures.builders.lengths import length

__all__ = ["double_layers"]

COLUMNS, LAYERS = 12, 9
"""Of the crystal from which a piece is cut: half cells along the layers, and double layers."""

WINDOW = (16.0, 10.5)
"""Half of the width and of the height of a piece, in ångström."""

BONDED = 3.4
"""Ångström below which two atoms of a double layer are neighbours."""

CORE = 1.2
"""Ångström before the origin at which the extra layer ends."""


def double_layers() -> Atoms:
    """Double layers of bismuth, which run along y; the origin lies in the middle of the piece."""
    a, c, z = (length(f"len-bi-{name}") for name in "acz")
    half = (z - 1 / 6) * c
    places = []
    for number in range(LAYERS):
        level = number - LAYERS // 2
        # Each double layer is moved by a third of the cell against the one below.
        for shift, rise in ((level, -half), (level - 1, half)):
            for column in range(-COLUMNS // 2, COLUMNS // 2):
                right, along = SITES["C"]
                y = along * (shift % 3) + column / 2
                places.append((right + column % 2 / 2, y, level / 3 * c + rise))
    made = Atoms(f"Bi{len(places)}", np.array(places) * [a, a * np.sqrt(3), 1.0], cell=[a, 1.0, 1.0])
    made.pbc = (True, False, False)
    made.positions[:, 1] -= made.positions[:, 1].mean()
    return made


def boxed(made: Atoms) -> Atoms:
    """What lies in the window, without single atoms; it repeats along x alone, with empty space around it."""
    made = made[(np.abs(made.positions[:, 1:]) < WINDOW).all(axis=1)]
    bonded = np.bincount(neighbor_list("i", made, BONDED), minlength=len(made)) > 0
    made = made[bonded]
    made.center(vacuum=BOX, axis=(1, 2))
    return made


@builder("str-bismuth")
def bismuth() -> Atoms:
    """Bismuth without a defect."""
    return boxed(double_layers())


@builder("str-bismuth-dislocation")
def dislocation() -> Atoms:
    """An edge dislocation in bismuth: a double layer that ends within the piece."""
    made = double_layers()
    a, c = length("len-bi-a"), length("len-bi-c")
    burgers = np.array([a / np.sqrt(3), c / 3])
    y, z = made.positions[:, 1:].T
    angle = np.arctan2(z, y)
    # Left of the origin the middle layer is there twice, above and below the cut.
    twice = np.nonzero((np.abs(z) < c / 6) & (y < -CORE))[0]
    below = np.where(angle > 0, angle - 2 * np.pi, angle)[twice]
    angle[twice] = np.where(angle > 0, angle, angle + 2 * np.pi)[twice]
    made += made[twice]
    angle = np.concatenate([angle, below])
    made.positions[:, 1:] += displacements(made.positions[:, 1:], burgers, angle)
    return boxed(mark(made, range(len(made) - len(twice), len(made))))

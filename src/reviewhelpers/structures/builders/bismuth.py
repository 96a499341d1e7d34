"""Bismuth: buckled double layers, and the same where one of them ends."""

from __future__ import annotations

import numpy as np
from ase import Atoms
from ase.neighborlist import neighbor_list
from numpy.typing import NDArray
from scipy.optimize import minimize

from reviewhelpers._core import rounding
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

SOFT, RIM = 0.2, 5.0
"""Strength of a spring between double layers as a share of that within, and how wide the rim is that stays."""

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
    layers = rounding.settled_array(z / (c / 3))
    made += made[twice]
    angle, layers = np.concatenate([angle, below]), np.concatenate([layers, np.full(len(twice), np.inf)])
    made.positions[:, 1:] += displacements(made.positions[:, 1:], burgers, angle)
    relax(made, layers)
    return boxed(mark(made, range(len(made) - len(twice), len(made))))


def relax(made: Atoms, layers: NDArray[np.float64]) -> None:
    """Move atoms across the line of the dislocation to where springs within double layers and between them balance."""
    a, c, z = (length(f"len-bi-{name}") for name in "acz")
    within = float(np.hypot(a / np.sqrt(3), (2 * z - 1 / 3) * c))
    between = float(np.hypot(a / np.sqrt(3), (2 / 3 - 2 * z) * c))
    first, second, lengths = neighbor_list("ijd", made, 1.25 * between)
    same = layers[first] == layers[second]
    kept = (first < second) & (lengths < np.where(same, 1.3 * within, 1.25 * between))
    first, second, same = first[kept], second[kept], same[kept]
    rest, strength = np.where(same, within, between), np.where(same, 1.0, SOFT)
    apart = made.positions[second, 0] - made.positions[first, 0]
    apart = apart - a * rounding.settled_array(apart / a)
    start = made.positions[:, 1:].copy()
    free = (np.abs(start) < np.abs(start).max(axis=0) - RIM).all(axis=1)

    def energy(moved: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        places = start.copy()
        places[free] = moved.reshape(-1, 2)
        delta = places[second] - places[first]
        reach = np.sqrt(apart**2 + delta[:, 0] ** 2 + delta[:, 1] ** 2)
        pull = (strength * (reach - rest) / reach)[:, None] * delta
        forces = np.zeros_like(places)
        np.add.at(forces, second, pull)
        np.add.at(forces, first, -pull)
        return float(np.sum(strength * (reach - rest) ** 2) / 2), forces[free].ravel()

    found = minimize(
        energy, start[free].ravel(), jac=True, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-9}
    )
    made.positions[free, 1:] = found.x.reshape(-1, 2)

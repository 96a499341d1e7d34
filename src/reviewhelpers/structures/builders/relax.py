"""Relaxation of sheets: springs along bonds, and across angles, until all forces vanish.

It brings rings that are no hexagons into a shape that their bonds allow. It is no calculation of energies: a model made
so is idealised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from ase import Atoms
from numpy.typing import NDArray
from scipy.optimize import minimize

__all__ = ["ACROSS", "relax_sheet"]

ACROSS = 0.15
"""Strength of a spring across an angle, as a share of that along a bond."""


def relax_sheet(
    atoms: Atoms,
    bonds: Iterable[tuple[int, int]],
    lengths: Mapping[frozenset[str], float],
    *,
    fixed: Iterable[int] = (),
    apart: float = 0.0,
) -> None:
    """Move the atoms of a sheet within its plane to where springs along bonds and across angles balance.

    Parameters
    ----------
    atoms : ase.Atoms
        The sheet, which lies across z; it is changed.
    bonds : iterable of tuple of int
        Which atoms are bonded.
    lengths : mapping of frozenset of str to float
        The length of a bond between two elements in ångström; a set of one element for a pair of its own.
    fixed : iterable of int
        Atoms that stay.
    apart : float
        The least distance in ångström of atoms that are not bonded.
    """
    symbols = atoms.get_chemical_symbols()
    pairs = [tuple(sorted(bond)) for bond in bonds]
    target = {pair: lengths[frozenset((symbols[pair[0]], symbols[pair[1]]))] for pair in pairs}
    around: dict[int, list[int]] = {}
    for one, other in pairs:
        around.setdefault(one, []).append(other)
        around.setdefault(other, []).append(one)
    springs = {pair: (target[pair], 1.0) for pair in pairs}
    for middle, ends in sorted(around.items()):
        # 120° between two bonds of an atom with three neighbours, wherever its rings allow it.
        for number, one in enumerate(ends):
            for other in ends[:number]:
                a, b = (target[tuple(sorted((middle, end)))] for end in (one, other))
                across = tuple(sorted((one, other)))
                if len(ends) == 3 and across not in springs:
                    springs[across] = (float(np.sqrt(a * a + b * b + a * b)), ACROSS)
    first, second = np.array(list(springs)).T
    rest, strength = np.array(list(springs.values())).T
    free = np.array([number not in set(fixed) for number in range(len(atoms))])
    start = atoms.positions[:, :2].copy()
    loose = np.array(
        [(i, j) for i in range(len(atoms)) for j in range(i) if (j, i) not in springs], dtype=int
    ).reshape(-1, 2)

    def energy(moved: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        places = start.copy()
        places[free] = moved.reshape(-1, 2)
        forces = np.zeros_like(places)
        total = _stretch(places, forces, first, second, rest, strength)
        if apart:
            near = np.linalg.norm(places[loose[:, 0]] - places[loose[:, 1]], axis=1) < apart
            close = loose[near]
            total += _stretch(
                places, forces, close[:, 0], close[:, 1], np.full(len(close), apart), np.ones(len(close))
            )
        return total, forces[free].ravel()

    found = minimize(
        energy, start[free].ravel(), jac=True, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-9}
    )
    atoms.positions[free, :2] = found.x.reshape(-1, 2)


def _stretch(
    places: NDArray[np.float64],
    forces: NDArray[np.float64],
    first: NDArray[np.int_],
    second: NDArray[np.int_],
    rest: NDArray[np.float64],
    strength: NDArray[np.float64],
) -> float:
    """The energy of springs; their pull is added to `forces`."""
    delta = places[first] - places[second]
    length = np.linalg.norm(delta, axis=1)
    pull = (strength * (length - rest) / length)[:, None] * delta
    np.add.at(forces, first, pull)
    np.add.at(forces, second, -pull)
    return float(np.sum(strength * (length - rest) ** 2) / 2)

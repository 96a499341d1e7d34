"""A model of atoms: elements, places, cell, and what each atom is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LATTICE = "lattice"
"""The role of atoms that are there around the defect, and drawn quietly."""

ROLES = (LATTICE, "defect", "site", "cluster", "adsorbate")
"""What an atom is in a model: all but the first are lit in drawings."""


class Vacancy(NamedTuple):
    """A place where an atom is missing."""

    element: str
    position: tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Structure:
    """A model of atoms.

    Attributes
    ----------
    id, title : str
        The stable id ``str-…``, and what the model shows.
    made : str
        How the coordinates were made: by rule alone, or relaxed and by what.
    elements : tuple of str
        The symbol of each atom.
    positions : numpy.ndarray
        Shape (atoms, 3), in ångström.
    cell : numpy.ndarray
        Shape (3, 3): the vectors of the cell as rows, in ångström.
    periodic : tuple of bool
        Along which vectors of the cell the model repeats.
    roles : tuple of str
        One of :data:`ROLES` for each atom.
    vacancies : tuple of Vacancy
        Where atoms are missing.
    not_bonded : frozenset of frozenset of str
        Pairs of elements that are near and not bonded; one element stands for a pair of its own.
    view : tuple of float
        Degrees of turn and tilt of the first view.
    pristine : str
        Id of the model without the defect; empty where there is none.
    """

    id: str
    title: str
    made: str
    elements: tuple[str, ...]
    positions: NDArray[np.float64]
    cell: NDArray[np.float64]
    periodic: tuple[bool, bool, bool]
    roles: tuple[str, ...]
    vacancies: tuple[Vacancy, ...] = ()
    not_bonded: frozenset[frozenset[str]] = frozenset()
    view: tuple[float, float] = (0.0, 0.0)
    pristine: str = ""

    def __len__(self) -> int:
        return len(self.elements)

    @property
    def lit(self) -> NDArray[np.bool_]:
        """Which atoms are more than their surroundings: the defect, the site, the cluster, the adsorbate."""
        return np.array([role != LATTICE for role in self.roles])

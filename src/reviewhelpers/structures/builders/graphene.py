"""Sheets of carbon: graphene, its edges, its vacancies, and rings that are no hexagons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from ase import Atoms
from ase.build import graphene as unit_cell
from ase.neighborlist import neighbor_list

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.lengths import length
from reviewhelpers.structures.builders.relax import relax_sheet

__all__ = ["flake", "mark", "relaxed", "remove"]

BOX = 6.0
"""Empty space in ångström around a model that does not repeat."""


def bond() -> float:
    """The length of a C–C bond in graphene, in ångström."""
    return length("len-graphene-cc")


def flake(width: float = 18.0, height: float = 15.0) -> Atoms:
    """A rectangle of graphene around the middle of a hexagon, with a zigzag edge at its top.

    Atoms with one neighbour are taken off, so that no bond dangles at the rim.
    """
    side = bond()
    sheet = unit_cell(a=side * np.sqrt(3), size=(31, 31, 1), vacuum=BOX)
    places = sheet.positions[:, :2]
    # The middle of the hexagon nearest the middle of the sheet.
    corner = places[np.argmin(np.linalg.norm(places - places.mean(axis=0), axis=1))]
    ring = places[np.argsort(np.linalg.norm(places - corner, axis=1), kind="stable")]
    centre = (
        corner + np.array([0.0, side])
        if _is_centre(ring, corner + np.array([0.0, side]), side)
        else corner - np.array([0.0, side])
    )
    inside = (np.abs(places - centre) <= np.array([width, height]) / 2 + 1e-6).all(axis=1)
    cut = Atoms("C" * int(inside.sum()), np.c_[places[inside] - centre, np.zeros(int(inside.sum()))])
    while (few := np.bincount(neighbor_list("i", cut, 1.2 * side), minlength=len(cut)) < 2).any():
        cut = cut[~few]
    return boxed(cut)


def _is_centre(places: np.ndarray, point: np.ndarray, side: float) -> bool:
    return bool(np.linalg.norm(places - point, axis=1).min() > 0.9 * side)


def boxed(atoms: Atoms) -> Atoms:
    """A model that does not repeat, within a box with empty space around it."""
    atoms.pbc = False
    atoms.center(vacuum=BOX)
    return atoms


def near(atoms: Atoms, x: float, y: float, count: int = 1) -> list[int]:
    """The numbers of the `count` atoms nearest to a place that is given from the middle of the box."""
    middle = np.asarray(atoms.cell).sum(axis=0) / 2
    lengths = np.linalg.norm(atoms.positions[:, :2] - middle[:2] - np.array([x, y]), axis=1)
    return [int(number) for number in np.argsort(np.round(lengths, 6), kind="stable")[:count]]


def remove(atoms: Atoms, numbers: Sequence[int]) -> Atoms:
    """A model without some atoms, whose places it keeps as vacancies."""
    missing = [(atoms[number].symbol, tuple(atoms.positions[number])) for number in numbers]
    left = atoms[[number for number in range(len(atoms)) if number not in set(numbers)]]
    left.info["vacancies"] = [*atoms.info.get("vacancies", ()), *missing]
    return left


def mark(atoms: Atoms, numbers: Iterable[int], role: str = "defect") -> Atoms:
    """Give atoms a role."""
    roles = list(atoms.arrays.get("role", ["lattice"] * len(atoms)))
    for number in numbers:
        roles[number] = role
    atoms.set_array("role", np.array(roles, dtype="<U12"))
    return atoms


def linked(atoms: Atoms) -> list[tuple[int, int]]:
    """The bonds of a sheet of carbon, by distance."""
    first, second = neighbor_list("ij", atoms, 1.25 * bond())
    return [(int(i), int(j)) for i, j in zip(first, second, strict=True) if i < j]


def rim(atoms: Atoms) -> list[int]:
    """Atoms of the rim: those near the outline of the sheet, which stay while the inside relaxes."""
    places = atoms.positions[:, :2]
    low, high = places.min(axis=0) + 2.2, places.max(axis=0) - 2.2
    return [int(number) for number in np.nonzero(((places < low) | (places > high)).any(axis=1))[0]]


def relaxed(atoms: Atoms, bonds: Iterable[tuple[int, int]], **others: float) -> Atoms:
    """A sheet of carbon with bonds of their usual length."""
    relax_sheet(atoms, bonds, {frozenset("C"): bond()}, fixed=rim(atoms), **others)
    return atoms


@builder("str-graphene")
def graphene() -> Atoms:
    """A patch of graphene without a defect."""
    return flake()


@builder("str-graphene-vacancy")
def vacancy() -> Atoms:
    """One atom missing: two of its neighbours form a bond, which closes a ring of five beside one of nine."""
    sheet = flake()
    gap = near(sheet, 0.0, bond())[0]
    place = sheet.positions[gap].copy()
    sheet = remove(sheet, [gap])
    ends = sorted(np.argsort(np.linalg.norm(sheet.positions - place, axis=1), kind="stable")[:3])
    lowest = min(ends, key=lambda number: (round(abs(sheet.positions[number, 0] - place[0]), 3), number))
    pair = [int(number) for number in ends if number != lowest]
    mark(sheet, map(int, ends))
    return relaxed(sheet, [*linked(sheet), (pair[0], pair[1])], apart=2.3)

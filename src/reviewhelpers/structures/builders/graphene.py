"""Sheets of carbon: graphene, its edges, its vacancies, and rings that are no hexagons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from ase import Atoms
from ase.build import graphene as unit_cell
from ase.neighborlist import neighbor_list

from reviewhelpers._core import rounding
from reviewhelpers.dataset import data
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.lengths import length
from reviewhelpers.structures.builders.relax import relax_sheet

__all__ = ["bond", "boxed", "flake", "linked", "mark", "near", "nearest", "patch", "relaxed", "remove", "rim"]

BOX = 6.0
"""Empty space in ångström around a model that does not repeat."""

REACH = 1.2
"""Atoms of a sheet that nothing moved yet are bonded up to this multiple of the sum of their covalent radii."""

RIM = 1.0
"""How far from the outline of a sheet an atom stays where it is, in ångström."""


def bond() -> float:
    """The length of a C–C bond in graphene, in ångström."""
    return length("len-graphene-cc")


def flake(width: float = 18.0, height: float = 15.0, *, on_bond: bool = False) -> Atoms:
    """A rectangle of graphene with a zigzag edge at its top.

    Atoms with one neighbour are taken off, so that no bond dangles at the rim.

    Parameters
    ----------
    width, height : float
        Of the rectangle, in ångström.
    on_bond : bool
        Whether its middle is that of an upright bond, and not that of a hexagon.
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
    if on_bond:
        centre = centre + np.array([side * np.sqrt(3) / 2, 0.0])
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
    return [int(number) for number in np.argsort(rounding.settled_array(lengths, 6), kind="stable")[:count]]


def nearest(atoms: Atoms, place: np.ndarray, count: int) -> list[int]:
    """The numbers of the atoms nearest to a place, in the order of the model."""
    lengths = np.linalg.norm(atoms.positions - place, axis=1)
    return sorted(
        int(number) for number in np.argsort(rounding.settled_array(lengths, 6), kind="stable")[:count]
    )


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
    """The bonds of a sheet within its cell, by distance."""
    table = data.table("elements").set_index("symbol")["covalent_radius"]
    reach = [REACH * float(table[symbol]) for symbol in atoms.get_chemical_symbols()]
    alone = atoms.copy()
    alone.pbc = False
    first, second = neighbor_list("ij", alone, reach)
    return [(int(i), int(j)) for i, j in zip(first, second, strict=True) if i < j]


def rim(atoms: Atoms) -> list[int]:
    """Atoms of the rim: those near the outline of the sheet, which stay while the inside relaxes."""
    places = atoms.positions[:, :2]
    low, high = places.min(axis=0) + RIM, places.max(axis=0) - RIM
    return [int(number) for number in np.nonzero(((places < low) | (places > high)).any(axis=1))[0]]


def relaxed(
    atoms: Atoms,
    bonds: Iterable[tuple[int, int]],
    *,
    lengths: Mapping[frozenset[str], float] | None = None,
    fixed: Iterable[int] | None = None,
    apart: float = 0.0,
) -> Atoms:
    """A sheet with bonds of their usual length.

    Parameters
    ----------
    atoms : ase.Atoms
        The sheet, which is changed.
    bonds : iterable of tuple of int
        Which atoms are bonded.
    lengths : mapping of frozenset of str to float, optional
        Bonds other than C–C, in ångström.
    fixed : iterable of int, optional
        Atoms that stay; by default the :func:`rim`.
    apart : float
        The least distance in ångström of atoms that are not bonded.
    """
    stay = rim(atoms) if fixed is None else fixed
    relax_sheet(atoms, bonds, {frozenset("C"): bond(), **(lengths or {})}, fixed=stay, apart=apart)
    return atoms


def patch() -> Atoms:
    """The patch of graphene that all defects within the sheet share, so that they can be laid over each other."""
    return flake(on_bond=True)


@builder("str-graphene")
def graphene() -> Atoms:
    """A patch of graphene without a defect."""
    return patch()


@builder("str-graphene-vacancy")
def vacancy() -> Atoms:
    """One atom missing: two of its neighbours form a bond, which closes a ring of five beside one of nine."""
    sheet = patch()
    gap = near(sheet, 0.0, bond() / 2)[0]
    place = sheet.positions[gap].copy()
    sheet = remove(sheet, [gap])
    ends = nearest(sheet, place, 3)
    lone = min(
        ends,
        key=lambda number: (
            float(rounding.settled_array(abs(sheet.positions[number, 0] - place[0]), 3)),
            number,
        ),
    )
    pair = [number for number in ends if number != lone]
    mark(sheet, ends)
    return relaxed(sheet, [*linked(sheet), (pair[0], pair[1])], apart=2.3)


@builder("str-graphene-divacancy")
def divacancy() -> Atoms:
    """Two neighbours missing: the four ends pair up, which closes two rings of five beside one of eight."""
    sheet = patch()
    gaps = near(sheet, 0.0, 0.0, 2)
    places = sheet.positions[gaps].copy()
    sheet = remove(sheet, gaps)
    pairs = [(ends[0], ends[1]) for ends in (nearest(sheet, place, 2) for place in places)]
    mark(sheet, [end for pair in pairs for end in pair])
    return relaxed(sheet, [*linked(sheet), *pairs], apart=2.3)


@builder("str-graphene-stone-wales")
def stone_wales() -> Atoms:
    """One bond turned by a right angle: of its four rings two lose an atom and two gain one."""
    sheet = patch()
    pair = near(sheet, 0.0, 0.0, 2)
    kept = [ends for ends in linked(sheet) if not set(ends) & set(pair)]
    corners = sorted({end for ends in linked(sheet) if set(ends) & set(pair) for end in ends} - set(pair))
    middle = sheet.positions[pair].mean(axis=0)
    for number, side in zip(pair, (-1.0, 1.0), strict=True):
        sheet.positions[number] = middle + np.array([side * bond() / 2, 0.0, 0.0])
    joined = [(min(pair, key=lambda end: sheet.get_distance(end, corner)), corner) for corner in corners]
    mark(sheet, pair)
    return relaxed(sheet, [*kept, (pair[0], pair[1]), *joined], apart=2.3)

"""What can be measured on a model: bonds, neighbours, rings, lengths, angles, formula."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.dataset import data
from reviewhelpers.structures.model import Structure

__all__ = [
    "TOLERANCE",
    "Bond",
    "angle",
    "bonds",
    "distance",
    "formula",
    "neighbours",
    "rings",
]

TOLERANCE = 1.15
"""Two atoms are bonded up to this multiple of the sum of their covalent radii."""


class Bond(NamedTuple):
    """Two atoms that are bonded: their numbers, and by how many cells the second one is moved."""

    first: int
    second: int
    cells: tuple[int, int, int]
    length: float


def bonds(structure: Structure, *, across: bool = True) -> list[Bond]:
    """The bonds of a model, by distance.

    Two atoms are bonded where their distance is at most :data:`TOLERANCE` times the sum of their covalent radii
    (Cordero et al., 2008, in ``data/elements.csv``), and the table of the models does not exclude the pair.

    Parameters
    ----------
    structure : Structure
        The model.
    across : bool
        Whether bonds to atoms of the next cell count, where the model is periodic.

    Returns
    -------
    list of Bond
        Each bond once, lengths in ångström, in the order of the atoms.

    Raises
    ------
    ReviewHelpersError
        When the table of elements lacks one of the model.
    """
    reach = _reach(structure)
    found = []
    for cells in _cells(structure, float(reach.max()) if across else 0.0):
        moved = structure.positions + np.array(cells) @ structure.cell
        # One vector each, so that no sum depends on how a processor groups its terms.
        delta = moved[None, :, :] - structure.positions[:, None, :]
        lengths = np.sqrt(delta[..., 0] ** 2 + delta[..., 1] ** 2 + delta[..., 2] ** 2)
        for first, second in zip(*np.nonzero((lengths <= reach) & (lengths > 0.1)), strict=True):
            if cells > (0, 0, 0) or (cells == (0, 0, 0) and first < second):
                found.append(Bond(int(first), int(second), cells, float(lengths[first, second])))
    return sorted(found, key=lambda bond: bond[:3])


def _reach(structure: Structure) -> NDArray[np.float64]:
    """The greatest length of a bond between each two atoms; shape (atoms, atoms)."""
    table = data.table("elements").set_index("symbol")["covalent_radius"]
    if missing := sorted(set(structure.elements) - set(table.index)):
        raise ReviewHelpersError(
            f"data/elements.csv: found no row for {', '.join(missing)}, expected the elements of {structure.id}"
        )
    radii = np.array([float(table[element]) for element in structure.elements])
    reach: NDArray[np.float64] = TOLERANCE * (radii[:, None] + radii[None, :])
    for pair in structure.not_bonded:
        one, other = min(pair), max(pair)
        first = np.array([element == one for element in structure.elements])
        second = np.array([element == other for element in structure.elements])
        reach[np.outer(first, second) | np.outer(second, first)] = 0.0
    return reach


def _cells(structure: Structure, reach: float) -> list[tuple[int, int, int]]:
    """The cells that hold neighbours within `reach`: this one and those around it."""
    if not reach or not any(structure.periodic):
        return [(0, 0, 0)]
    volume = abs(float(np.linalg.det(structure.cell)))
    spans = []
    for axis, repeats in enumerate(structure.periodic):
        others = [structure.cell[other] for other in range(3) if other != axis]
        height = volume / float(np.linalg.norm(np.cross(*others)))
        spans.append(
            range(-math.ceil(reach / height), math.ceil(reach / height) + 1) if repeats else range(1)
        )
    return [(i, j, k) for i in spans[0] for j in spans[1] for k in spans[2]]


def neighbours(structure: Structure, *, across: bool = True) -> list[list[int]]:
    """The numbers of the atoms bonded to each atom, one entry a bond."""
    found: list[list[int]] = [[] for _ in structure.elements]
    for bond in bonds(structure, across=across):
        found[bond.first].append(bond.second)
        found[bond.second].append(bond.first)
    return found


def distance(structure: Structure, first: int, second: int) -> float:
    """The distance of two atoms in ångström, without regard to further cells."""
    return math.dist(structure.positions[first], structure.positions[second])


def angle(structure: Structure, first: int, middle: int, last: int) -> float:
    """The angle at an atom in degrees, without regard to further cells."""
    one = structure.positions[first] - structure.positions[middle]
    other = structure.positions[last] - structure.positions[middle]
    cosine = float(one @ other) / math.sqrt(float(one @ one) * float(other @ other))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def formula(elements: Iterable[str]) -> str:
    """The formula of atoms in the order of Hill: carbon, hydrogen, then the others by their symbols.

    Examples
    --------
    >>> formula("CCNCoH")
    Traceback (most recent call last):
    ...
    TypeError: expected symbols of elements, found one string
    >>> formula(["C", "N", "Co", "C", "H"])
    'C2HCoN'
    """
    if isinstance(elements, str):
        raise TypeError("expected symbols of elements, found one string")
    counts = Counter(elements)
    first = [symbol for symbol in ("C", "H") if "C" in counts and symbol in counts]
    order = [*first, *sorted(symbol for symbol in counts if symbol not in first)]
    return "".join(f"{symbol}{counts[symbol] if counts[symbol] > 1 else ''}" for symbol in order)


def rings(structure: Structure, atoms: Sequence[int] | None = None) -> list[tuple[int, ...]]:
    """The rings of a sheet: the faces of its bonds as seen from above, without the outer one.

    Each face is walked by turning most sharply at every atom. For a connected sheet without bonds that cross, their
    number is bonds − atoms + 1 (Euler).

    Parameters
    ----------
    structure : Structure
        The model, whose sheet lies across z.
    atoms : sequence of int, optional
        The atoms of the sheet; all by default.

    Returns
    -------
    list of tuple of int
        The atoms of each ring in order, rings in the order of their first atoms.
    """
    kept = set(range(len(structure)) if atoms is None else atoms)
    linked: dict[int, list[int]] = {atom: [] for atom in sorted(kept)}
    for bond in bonds(structure, across=False):
        if {bond.first, bond.second} <= kept:
            linked[bond.first].append(bond.second)
            linked[bond.second].append(bond.first)
    places = structure.positions

    def heading(start: int, end: int) -> float:
        return math.atan2(places[end, 1] - places[start, 1], places[end, 0] - places[start, 0])

    around = {
        atom: [end for _, end in sorted((heading(atom, end), end) for end in ends)]
        for atom, ends in linked.items()
    }
    seen: set[tuple[int, int]] = set()
    found = []
    for start in [(atom, end) for atom, ends in around.items() for end in ends]:
        edge, ring = start, []
        while edge not in seen:
            seen.add(edge)
            ring.append(edge[0])
            before, at = edge
            turns = around[at]
            edge = (at, turns[turns.index(before) - 1])
        if ring and _area(places[ring]) > 0:
            found.append(tuple(ring))
    return found


def _area(corners: NDArray[np.float64]) -> float:
    """The area within corners, positive where they run against the clock."""
    x, y = corners[:, 0], corners[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2

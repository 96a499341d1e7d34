"""Edges of graphene: ribbons that repeat along their length, with hydrogen on both edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from ase import Atoms
from ase.build import graphene_nanoribbon

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.graphene import BOX, bond, linked, mark, nearest, relaxed
from reviewhelpers.structures.builders.lengths import length

__all__ = ["armchair_ribbon", "hydrogen_of", "ribbon_relaxed", "upper", "without", "zigzag_ribbon"]

END = 2.6
"""Carbon and hydrogen so near an end of a ribbon stay while the rest relaxes, in ångström."""


def zigzag_ribbon() -> Atoms:
    """A ribbon of four zigzag chains, with an atom of its upper edge in the middle."""
    return _ribbon("zigzag", 4, 7, np.sqrt(3) / 2)


def armchair_ribbon() -> Atoms:
    """A ribbon of seven rows of pairs, with a bay of its upper edge in the middle."""
    return _ribbon("armchair", 3.5, 4, 1)


def _ribbon(edge: str, width: float, cells: int, ahead: float) -> Atoms:
    """A ribbon along x, whose cell begins `ahead` of an atom of its lower edge, in lengths of a bond."""
    made = graphene_nanoribbon(
        width, cells, type=edge, saturated=True, C_H=length("len-benzene-ch"), C_C=bond(), vacuum=BOX
    )
    # ASE lays ribbons along z and across x.
    places = made.positions[:, [2, 0, 1]]
    span = float(made.cell[2, 2])
    carbon = np.array(made.get_chemical_symbols()) == "C"
    lowest = places[carbon & (places[:, 1] < places[carbon, 1].min() + 0.1), 0]
    places[:, 0] = (places[:, 0] - lowest.min() + ahead * bond() + 1e-6) % span
    order = np.lexsort(
        (rounding.settled_array(places[:, 0], 3), rounding.settled_array(places[:, 1], 3), ~carbon)
    )
    ribbon = Atoms([made.get_chemical_symbols()[number] for number in order], places[order])
    ribbon.center(vacuum=BOX, axis=(1, 2))
    ribbon.cell[0] = [span, 0.0, 0.0]
    ribbon.pbc = (True, False, False)
    return ribbon


def upper(ribbon: Atoms, count: int = 1) -> list[int]:
    """The numbers of the `count` carbon atoms of the upper edge that are nearest the middle of a ribbon."""
    carbon = [number for number, symbol in enumerate(ribbon.get_chemical_symbols()) if symbol == "C"]
    top = max(ribbon.positions[number, 1] for number in carbon)
    edge = [number for number in carbon if ribbon.positions[number, 1] > top - 0.1]
    away = {
        number: float(rounding.settled_array(abs(ribbon.positions[number, 0] - ribbon.cell[0, 0] / 2), 3))
        for number in edge
    }
    return sorted(edge, key=lambda number: (away[number], number))[:count]


def hydrogen_of(ribbon: Atoms, numbers: Iterable[int]) -> list[int]:
    """The hydrogen atoms on atoms of an edge."""
    chosen = set(numbers)
    found = {end for ends in linked(ribbon) if chosen & set(ends) for end in ends}
    return sorted(number for number in found if ribbon[number].symbol == "H")


def without(ribbon: Atoms, numbers: Iterable[int]) -> Atoms:
    """A ribbon without some atoms, whose places are no vacancies: others take them."""
    gone = set(numbers)
    return ribbon[[number for number in range(len(ribbon)) if number not in gone]]


def ribbon_relaxed(
    ribbon: Atoms,
    *,
    more: Iterable[tuple[int, int]] = (),
    lengths: Mapping[frozenset[str], float] | None = None,
) -> Atoms:
    """A ribbon with bonds of their usual length, whose ends and lower edge stay.

    Parameters
    ----------
    ribbon : ase.Atoms
        The ribbon, which is changed.
    more : iterable of tuple of int
        Bonds beside those of atoms that are near already.
    lengths : mapping of frozenset of str to float, optional
        Bonds other than C–C and C–H, in ångström.
    """
    x, y = ribbon.positions[:, 0], ribbon.positions[:, 1]
    stay = (x < END) | (x > ribbon.cell[0, 0] - END) | (y < y.min() + END)
    return relaxed(
        ribbon,
        [*linked(ribbon), *more],
        lengths={frozenset("CH"): length("len-benzene-ch"), **(lengths or {})},
        fixed=np.nonzero(stay)[0].tolist(),
    )


def _edge_carbon(ribbon: Atoms) -> list[int]:
    """The carbon atoms that carry hydrogen."""
    hydrogen = {number for number, symbol in enumerate(ribbon.get_chemical_symbols()) if symbol == "H"}
    return sorted({end for ends in linked(ribbon) if hydrogen & set(ends) for end in ends} - hydrogen)


@builder("str-graphene-zigzag")
def zigzag() -> Atoms:
    """Both edges run in a zigzag: every second atom of the outline carries hydrogen."""
    ribbon = zigzag_ribbon()
    return mark(ribbon, _edge_carbon(ribbon))


@builder("str-graphene-armchair")
def armchair() -> Atoms:
    """Both edges run in pairs of atoms that carry hydrogen, with bays between them."""
    ribbon = armchair_ribbon()
    return mark(ribbon, _edge_carbon(ribbon))


@builder("str-graphene-edge-pentagon")
def edge_pentagon() -> Atoms:
    """A zigzag edge less one of its atoms: the two beside it form a bond, which closes a ring of five."""
    ribbon = zigzag_ribbon()
    gone = upper(ribbon)
    place = ribbon.positions[gone[0]].copy()
    ribbon = without(ribbon, [*gone, *hydrogen_of(ribbon, gone)])
    one, other = nearest(ribbon, place, 2)
    ribbon_relaxed(ribbon, more=[(one, other)])
    # The middle of a ring of five lies nearly 0.7 sides below one of them.
    middle = ribbon.positions[[one, other]].mean(axis=0) - np.array([0.0, 0.7 * bond(), 0.0])
    return mark(ribbon, nearest(ribbon, middle, 5))

"""Single metal atoms and pairs of them in a sheet of carbon, held by nitrogen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from ase import Atom, Atoms

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.graphene import (
    bond,
    boxed,
    flake,
    linked,
    mark,
    nearest,
    remove,
    rim,
)
from reviewhelpers.structures.builders.lengths import length, printed
from reviewhelpers.structures.builders.relax import relax_sheet

__all__ = ["LOST", "metal_nitrogen", "pair", "sheet_with", "single_site"]

NEAR = 1.2
"""A metal binds what stands within this multiple of its bond to nitrogen."""

PAIR = 1.8
"""Metals nearer than this multiple of the bond to nitrogen form a pair."""


def metal_nitrogen(metal: str) -> float:
    """The length in ångström of the bond of a metal to each of four nitrogen atoms of a macrocycle."""
    return length(f"len-mn4-{metal.lower()}-n")


def sheet_with(metals: Mapping[float, str], *, width: float = 15.5, height: float = 11.5) -> Atoms:
    """A sheet of carbon in which metals stand in a row, each instead of two carbon atoms and amid four nitrogen atoms.

    Parameters
    ----------
    metals : mapping of float to str
        The metals, by their places along x from the middle in multiples of the lattice constant. Metals on
        neighbouring places share two nitrogen atoms.
    width, height : float
        Of the sheet, in ångström.

    Returns
    -------
    ase.Atoms
        The sheet before its relaxation, the metals at its end.
    """
    step = bond() * np.sqrt(3)
    # Upright bonds stand on the middle of the sheet, or half a step beside it.
    sheet = flake(width, height, on_bond=all(float(place).is_integer() for place in metals))
    sheet.positions -= np.asarray(sheet.cell).sum(axis=0) / 2
    centres = {place: np.array([place * step, 0.0, 0.0]) for place in metals}
    for centre in centres.values():
        del sheet[nearest(sheet, centre, 2)]
    for centre in centres.values():
        for number in nearest(sheet, centre, 4):
            sheet[number].symbol = "N"
    for place, metal in metals.items():
        sheet.append(Atom(metal, centres[place]))
    return boxed(sheet)


def _settled(sheet: Atoms) -> Atoms:
    """The sheet relaxed within its plane, nitrogen and metals as its site."""
    symbols = sheet.get_chemical_symbols()
    metals = [number for number, symbol in enumerate(symbols) if symbol not in ("C", "N")]
    bonds = [each for each in linked(sheet) if not set(each) & set(metals)]
    lengths = {
        frozenset("C"): bond(),
        frozenset("CN"): length("len-pyridine-cn"),
        **{frozenset((symbols[metal], "N")): metal_nitrogen(symbols[metal]) for metal in metals},
    }
    for number, metal in enumerate(metals):
        reach = metal_nitrogen(symbols[metal])
        away = sheet.get_distances(metal, range(len(sheet)))
        bonds += [
            (metal, other)
            for other, symbol in enumerate(symbols)
            if symbol == "N" and away[other] < NEAR * reach
        ]
        for other in metals[:number]:
            if away[other] < PAIR * reach:
                lengths[frozenset((symbols[metal], symbols[other]))] = printed("pei2024-pair-distance")
                bonds.append((other, metal))
    relax_sheet(sheet, bonds, lengths, fixed=rim(sheet))
    lit = [number for number, symbol in enumerate(symbols) if symbol != "C"]
    return mark(sheet, lit, "site")


def _nitrogen(sheet: Atoms, corners: Sequence[tuple[int, int]]) -> list[int]:
    """The outermost nitrogen atoms in some corners, each named by the signs of x and y from the middle."""
    found = []
    middle = np.asarray(sheet.cell).sum(axis=0)[:2] / 2
    numbers = [atom.index for atom in sheet if atom.symbol == "N"]
    for right, up in corners:
        reach = [
            float(rounding.settled_array((sheet.positions[each, :2] - middle) @ (right, up), 6))
            for each in numbers
        ]
        found.append(numbers[reach.index(max(reach))])
    return found


def _without_nitrogen(sheet: Atoms, corners: Sequence[tuple[int, int]]) -> Atoms:
    return remove(sheet, _nitrogen(sheet, corners)) if corners else sheet


def single_site(metal: str, x: float = 0.0, *, width: float = 15.5, height: float = 11.5) -> Atoms:
    """A metal amid four nitrogen atoms in a sheet of carbon.

    Parameters
    ----------
    metal : str
        Its element.
    x : float
        About where it stands along x from the middle of the sheet, in ångström.
    width, height : float
        Of the sheet, in ångström.
    """
    step = bond() * np.sqrt(3)
    return _settled(sheet_with({rounding.nearest(x / step): metal}, width=width, height=height))


@builder("str-graphene-co-n4")
def cobalt_n4() -> Atoms:
    """Cobalt amid four nitrogen atoms."""
    return single_site("Co")


@builder("str-graphene-co-n3")
def cobalt_n3() -> Atoms:
    """Cobalt amid three nitrogen atoms: the fourth is missing."""
    return _without_nitrogen(single_site("Co"), [(1, 1)])


@builder("str-graphene-fe-n4")
def iron_n4() -> Atoms:
    """Iron amid four nitrogen atoms."""
    return single_site("Fe")


@builder("str-graphene-cu-n4-ni-n4")
def copper_beside_nickel() -> Atoms:
    """Copper and nickel, each amid four nitrogen atoms of its own."""
    return _settled(sheet_with({-1.5: "Cu", 1.5: "Ni"}, width=20.0))


def pair(missing: Sequence[tuple[int, int]] = (), *, width: float = 17.5, height: float = 11.5) -> Atoms:
    """Cobalt beside manganese, each amid four nitrogen atoms, of which two are shared.

    Parameters
    ----------
    missing : sequence of tuple of int
        The corners from which nitrogen is gone, by the signs of x and y from the middle.
    width, height : float
        Of the sheet, in ångström.
    """
    sheet = _settled(sheet_with({-0.5: "Co", 0.5: "Mn"}, width=width, height=height))
    return _without_nitrogen(sheet, missing)


LOST = ((-1, 1), (1, -1))
"""The corners from which a pair with three nitrogen atoms at each metal has lost one: one corner at each."""


@builder("str-graphene-co-mn-n4")
def pair_n4() -> Atoms:
    """Cobalt beside manganese, each amid four nitrogen atoms, of which two are shared."""
    return pair()


@builder("str-graphene-co-mn-n3")
def pair_n3() -> Atoms:
    """Cobalt beside manganese, each with three nitrogen atoms: one of each is missing."""
    return pair(LOST)


@builder("str-graphene-zn-vacancies")
def zinc_vacancies() -> Atoms:
    """The cavity that two zinc atoms and two nitrogen atoms leave in the sheet."""
    sheet = pair(LOST)
    metals = [atom.index for atom in sheet if atom.symbol in ("Co", "Mn")]
    for number in metals:
        sheet[number].symbol = "Zn"
    return remove(sheet, metals)

"""Sheets of carbon with other elements: four kinds of nitrogen, boron, phosphorus and sulfur."""

from __future__ import annotations

import numpy as np
from ase import Atom, Atoms

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.edges import (
    armchair_ribbon,
    hydrogen_of,
    ribbon_relaxed,
    upper,
    without,
    zigzag_ribbon,
)
from reviewhelpers.structures.builders.graphene import (
    bond,
    linked,
    mark,
    near,
    nearest,
    patch,
    relaxed,
    remove,
)
from reviewhelpers.structures.builders.lengths import length

__all__: list[str] = []

UP = np.array([0.0, 1.0, 0.0])
"""Away from the upper edge of a ribbon, within its plane."""

PYRIDINIC = {frozenset("CN"): "len-pyridine-cn", frozenset("NO"): "len-pyridine-n-oxide-no"}
PYRROLIC = {frozenset("CN"): "len-pyrrole-cn", frozenset("HN"): "len-pyrrole-nh"}
"""The rows of ``data/lengths.csv`` behind the bonds of nitrogen at an edge."""


@builder("str-graphene-pyridinic-nitrogen")
def pyridinic_nitrogen() -> Atoms:
    """Nitrogen in place of a C–H of a zigzag edge: two neighbours, and a lone pair in the plane."""
    return _edge_nitrogen(oxide=False)


@builder("str-graphene-nitrogen-oxide")
def nitrogen_oxide() -> Atoms:
    """Nitrogen in place of a C–H of a zigzag edge, with oxygen where the lone pair was."""
    return _edge_nitrogen(oxide=True)


def _edge_nitrogen(*, oxide: bool) -> Atoms:
    ribbon = zigzag_ribbon()
    place = ribbon.positions[upper(ribbon)[0]].copy()
    ribbon = without(ribbon, hydrogen_of(ribbon, upper(ribbon)))
    number = nearest(ribbon, place, 1)[0]
    ribbon[number].symbol = "N"
    lit = [number]
    if oxide:
        ribbon.append(Atom("O", place + UP * length("len-pyridine-n-oxide-no")))
        lit.append(len(ribbon) - 1)
    ribbon_relaxed(ribbon, lengths={pair: length(id) for pair, id in PYRIDINIC.items()})
    return mark(ribbon, lit)


@builder("str-graphene-pyrrolic-nitrogen")
def pyrrolic_nitrogen() -> Atoms:
    """N–H across a bay of an armchair edge: it closes a ring of five with four carbon atoms."""
    ribbon = armchair_ribbon()
    sides = upper(ribbon, 2)
    middle = ribbon.positions[sides].mean(axis=0)
    places = ribbon.positions[sides].copy()
    ribbon = without(ribbon, hydrogen_of(ribbon, sides))
    # High enough that nothing is bonded to it but what is joined below.
    top = middle + UP * bond()
    ribbon.extend(Atoms("NH", [top, top + UP * length("len-pyrrole-nh")]))
    nitrogen, hydrogen = len(ribbon) - 2, len(ribbon) - 1
    joined = [(nearest(ribbon, place, 1)[0], nitrogen) for place in places]
    ribbon_relaxed(ribbon, more=joined, lengths={pair: length(id) for pair, id in PYRROLIC.items()})
    return mark(ribbon, [nitrogen, hydrogen])


@builder("str-graphene-pyridinic-vacancy")
def pyridinic_vacancy() -> Atoms:
    """One atom missing, and nitrogen in place of its three neighbours: no bond dangles."""
    sheet = patch()
    gap = near(sheet, 0.0, bond() / 2)[0]
    place = sheet.positions[gap].copy()
    sheet = remove(sheet, [gap])
    ends = nearest(sheet, place, 3)
    for number in ends:
        sheet[number].symbol = "N"
    mark(sheet, ends)
    return relaxed(sheet, linked(sheet), lengths={frozenset("CN"): length("len-pyridine-cn")}, apart=2.3)


@builder("str-graphene-graphitic-nitrogen")
def graphitic_nitrogen() -> Atoms:
    """Nitrogen in place of a carbon atom within the sheet: three neighbours, in the plane."""
    return _in_plane("N", "len-carbon-cn")


@builder("str-graphene-boron")
def boron() -> Atoms:
    """Boron in place of a carbon atom: the sheet gives way, and boron stays in the plane."""
    return _in_plane("B", "len-carbon-cb")


@builder("str-graphene-phosphorus")
def phosphorus() -> Atoms:
    """Phosphorus in place of a carbon atom: it stands out of the plane, as far as its bonds are long."""
    return _above("P", "len-carbon-cp")


@builder("str-graphene-sulfur")
def sulfur() -> Atoms:
    """Sulfur in place of a carbon atom: it stands out of the plane, as far as its bonds are long."""
    return _above("S", "len-carbon-cs")


def _in_plane(symbol: str, id: str) -> Atoms:
    sheet, _ = _replaced(symbol)
    return relaxed(sheet, linked(sheet), lengths={frozenset(("C", symbol)): length(id)})


def _above(symbol: str, id: str) -> Atoms:
    sheet, number = _replaced(symbol)
    sheet.positions[number, 2] += np.sqrt(length(id) ** 2 - bond() ** 2)
    return sheet


def _replaced(symbol: str) -> tuple[Atoms, int]:
    """The patch with one atom near its middle replaced, and the number of that atom."""
    sheet = patch()
    number = near(sheet, 0.0, bond() / 2)[0]
    sheet[number].symbol = symbol
    return mark(sheet, [number]), number

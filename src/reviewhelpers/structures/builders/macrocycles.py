"""Macrocycles that hold a metal amid four nitrogen atoms: porphyrin and phthalocyanine."""

from __future__ import annotations

import math

import numpy as np
from ase import Atoms

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.graphene import boxed, mark
from reviewhelpers.structures.builders.lengths import length
from reviewhelpers.structures.builders.metal_sites import metal_nitrogen
from reviewhelpers.structures.builders.relax import relax_sheet

__all__ = ["phthalocyanine", "porphyrin"]

# A quarter of each molecule, to the right of the metal, before its relaxation: element, and place in ångström from the
# nitrogen atom that binds the metal. The last atoms are the bridge to the next quarter, on the diagonal.
_PYRROLE = [("N", 0.0, 0.0), ("C", 0.8, 1.1), ("C", 0.8, -1.1), ("C", 2.1, 0.7), ("C", 2.1, -0.7)]
_BENZENE = [
    ("C", 3.3, 1.4),
    ("C", 3.3, -1.4),
    ("C", 4.5, 0.7),
    ("C", 4.5, -0.7),
    ("H", 3.3, 2.5),
    ("H", 3.3, -2.5),
    ("H", 5.4, 1.3),
    ("H", 5.4, -1.3),
]
_HYDROGEN = [("H", 2.9, 1.4), ("H", 2.9, -1.4)]
_PYRROLE_BONDS = [(0, 1), (0, 2), (1, 3), (2, 4), (3, 4)]
_BENZENE_BONDS = [(3, 5), (4, 6), (5, 7), (6, 8), (7, 8), (5, 9), (6, 10), (7, 11), (8, 12)]
_HYDROGEN_BONDS = [(3, 5), (4, 6)]

QUARTERS = 4
"""A turn by a quarter brings a molecule onto itself."""


def _molecule(
    metal: str,
    quarter: list[tuple[str, float, float]],
    bonds: list[tuple[int, int]],
    bridge: list[tuple[str, float]],
) -> Atoms:
    """A molecule of four quarters around a metal, whose bonds to nitrogen keep the length that is cited."""
    reach = metal_nitrogen(metal)
    start = [(element, reach + x, y) for element, x, y in quarter]
    start += [(element, away / math.sqrt(2), away / math.sqrt(2)) for element, away in bridge]
    places, symbols = [np.zeros(2)], [metal]
    for number in range(QUARTERS):
        cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[number]
        turn = np.array([[cosine, -sine], [sine, cosine]])
        places += [turn @ np.array([x, y]) for _, x, y in start]
        symbols += [element for element, *_ in start]
    count, first_bridge = len(start), len(quarter)
    linked = []
    for number in range(QUARTERS):
        here, following = 1 + number * count, 1 + (number + 1) % QUARTERS * count
        linked += [(here + one, here + other) for one, other in bonds]
        linked += [(0, here), (here + 1, here + first_bridge), (here + first_bridge, following + 2)]
        linked += [(here + first_bridge, here + first_bridge + 1)] * (len(bridge) - 1)
    molecule = Atoms(symbols, np.c_[np.array(places), np.zeros(len(places))])
    lengths = {
        frozenset("C"): length("len-benzene-cc"),
        frozenset("CN"): length("len-pyrrole-cn"),
        frozenset("CH"): length("len-benzene-ch"),
        frozenset((metal, "N")): reach,
    }
    held = [0, *(1 + number * count for number in range(QUARTERS))]
    relax_sheet(molecule, linked, lengths, fixed=held)
    return mark(boxed(molecule), held, "site")


def porphyrin(metal: str) -> Atoms:
    """A porphyrin without groups at its rim, around a metal; the mirror planes of D4h are those of the axes."""
    quarter, bonds = [*_PYRROLE, *_HYDROGEN], [*_PYRROLE_BONDS, *_HYDROGEN_BONDS]
    return _molecule(metal, quarter, bonds, [("C", 3.4), ("H", 4.5)])


def phthalocyanine(metal: str) -> Atoms:
    """A phthalocyanine around a metal: nitrogen between the quarters, and a ring of benzene at each."""
    quarter, bonds = [*_PYRROLE, *_BENZENE], [*_PYRROLE_BONDS, *_BENZENE_BONDS]
    return _molecule(metal, quarter, bonds, [("N", 3.3)])


@builder("str-porphyrin-cu")
def copper_porphyrin() -> Atoms:
    """Copper in porphyrin."""
    return porphyrin("Cu")


@builder("str-porphyrin-co")
def cobalt_porphyrin() -> Atoms:
    """Cobalt in porphyrin."""
    return porphyrin("Co")


@builder("str-phthalocyanine-cu")
def copper_phthalocyanine() -> Atoms:
    """Copper in phthalocyanine."""
    return phthalocyanine("Cu")


@builder("str-phthalocyanine-co")
def cobalt_phthalocyanine() -> Atoms:
    """Cobalt in phthalocyanine."""
    return phthalocyanine("Co")

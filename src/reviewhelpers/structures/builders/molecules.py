"""Molecules and intermediates as they stand on a site: the atom that binds at the origin, the site below it.

Lengths and angles are those of the free molecule, or of the molecule that is named beside them; the atoms lie in the
plane of x and z wherever a molecule is flat.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from reviewhelpers.structures.builders.lengths import length, radii

__all__ = [
    "Molecule",
    "adsorbed_carbon_dioxide",
    "adsorbed_carbon_monoxide",
    "carbon_dioxide",
    "carboxyl",
    "formate",
    "formyl",
    "hydrogen_nitride_oxide",
    "hydroxyl_nitride",
    "hydroxylamine",
    "nitrate",
    "nitric_oxide",
]

FLAT = 120.0
"""The angle between the three directions at an atom with three neighbours in one plane, where no row has one."""


class Molecule(NamedTuple):
    """Atoms of an intermediate, those that bind the site first."""

    elements: str
    places: NDArray[np.float64]

    def atoms(self) -> Atoms:
        """The molecule as a model of its own."""
        return Atoms(self.elements, self.places)


def _towards(degrees: float) -> NDArray[np.float64]:
    """A direction in the plane of x and z: 0 is upwards, away from the site; positive ones lean to the right."""
    angle = np.radians(degrees)
    return np.array([np.sin(angle), 0.0, np.cos(angle)])


def carbon_dioxide() -> Molecule:
    """CO₂ as it is in the gas: straight, lying, its carbon at the origin."""
    side = length("len-co2-co")
    return Molecule("COO", np.array([[0.0, 0.0, 0.0], [-side, 0.0, 0.0], [side, 0.0, 0.0]]))


def adsorbed_carbon_dioxide() -> Molecule:
    """CO₂ held by its carbon: bent, with the bonds of formate and the angle of formic acid."""
    half, side = length("len-hcooh-oco") / 2, length("len-formate-co")
    return Molecule("COO", np.array([np.zeros(3), side * _towards(-half), side * _towards(half)]))


def carboxyl() -> Molecule:
    """COOH held by its carbon, as in formic acid; the angle at the oxygen that holds hydrogen is that of water."""
    half = length("len-hcooh-oco") / 2
    double = length("len-hcooh-c-double-o") * _towards(-half)
    single = length("len-hcooh-c-o") * _towards(half)
    hydrogen = single + length("len-hcooh-oh") * _towards(half + 180.0 + length("len-h2o-hoh"))
    return Molecule("COOH", np.array([np.zeros(3), double, single, hydrogen]))


def formate() -> Molecule:
    """HCOO held by both of its oxygen atoms, its carbon above the origin; the angle is that of formic acid."""
    half, side = length("len-hcooh-oco") / 2, length("len-formate-co")
    oxygens = [side * _towards(180.0 + half), side * _towards(180.0 - half)]
    hydrogen = length("len-formate-ch") * _towards(0.0)
    places = np.array([*oxygens, np.zeros(3), hydrogen])
    return Molecule("OOCH", places - [0.0, 0.0, places[0, 2]])


def adsorbed_carbon_monoxide() -> Molecule:
    """CO upright on its carbon."""
    return Molecule("CO", np.array([np.zeros(3), length("len-co-co") * _towards(0.0)]))


def formyl() -> Molecule:
    """CHO held by its carbon."""
    half = FLAT / 2
    oxygen, hydrogen = length("len-hco-co") * _towards(half), length("len-hco-ch") * _towards(-half)
    return Molecule("COH", np.array([np.zeros(3), oxygen, hydrogen]))


def nitric_oxide() -> Molecule:
    """NO upright on its nitrogen."""
    return Molecule("NO", np.array([np.zeros(3), length("len-no-no") * _towards(0.0)]))


def hydroxyl_nitride() -> Molecule:
    """NOH held by its nitrogen, hydrogen on its oxygen; N–O by radii, O–H and its angle of hydroxylamine."""
    lean = 180.0 - FLAT
    oxygen = radii("N", "O") * _towards(lean)
    away = lean - (180.0 - length("len-nh2oh-noh"))
    return Molecule("NOH", np.array([np.zeros(3), oxygen, oxygen + length("len-nh2oh-oh") * _towards(away)]))


def hydrogen_nitride_oxide() -> Molecule:
    """HNO held by its nitrogen, which holds the hydrogen too."""
    half = length("len-hno-hno") / 2
    oxygen, hydrogen = length("len-hno-no") * _towards(half), length("len-hno-nh") * _towards(-half)
    return Molecule("NOH", np.array([np.zeros(3), oxygen, hydrogen]))


def hydroxylamine() -> Molecule:
    """NH₂OH held by the lone pair of its nitrogen; H–N–H of ammonia, the hydrogen of oxygen away from the site."""
    half = np.radians(length("len-nh3-hnh")) / 2
    # The two hydrogen atoms, each at one angle to N–O, lie on both sides of the plane that N–O and their middle share.
    between = np.degrees(np.arccos(np.cos(np.radians(length("len-nh2oh-hno"))) / np.cos(half)))
    # The lone pair lies against the sum of the three bonds.
    pull = np.array([1.0, 0.0]) + 2 * np.cos(half) * np.array(
        [np.cos(np.radians(between)), np.sin(np.radians(between))]
    )
    lean = float(np.degrees(np.arctan2(pull[1], pull[0])))
    oxygen = length("len-nh2oh-no") * _towards(lean)
    middle, across = np.cos(half) * _towards(lean - between), np.array([0.0, np.sin(half), 0.0])
    hydrogens = [length("len-nh2oh-nh") * (middle + side * across) for side in (-1.0, 1.0)]
    away = oxygen + length("len-nh2oh-oh") * _towards(lean - (180.0 - length("len-nh2oh-noh")))
    return Molecule("NOHHH", np.array([np.zeros(3), oxygen, away, *hydrogens]))


def nitrate() -> Molecule:
    """NO₃ held by one oxygen: flat, with three equal bonds, leaning, the two other oxygen atoms side by side."""
    side, lean = length("len-nitrate-no"), 180.0 - FLAT
    nitrogen = side * _towards(lean)
    apart = np.radians(FLAT / 2)
    forward, across = np.cos(apart) * _towards(lean), np.array([0.0, np.sin(apart), 0.0])
    others = [nitrogen + side * (forward + sign * across) for sign in (-1.0, 1.0)]
    return Molecule("ONOO", np.array([np.zeros(3), nitrogen, *others]))

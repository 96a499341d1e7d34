"""Intermediates on their sites: of CO₂ on a pair and an oxide, of NO and nitrate on copper amid nitrogen."""

from __future__ import annotations

from typing import cast

import numpy as np
from ase import Atoms

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders import builder, molecules
from reviewhelpers.structures.builders.copper_clusters import copper_n4, four
from reviewhelpers.structures.builders.graphene import BOX, boxed, mark
from reviewhelpers.structures.builders.lengths import length, radii
from reviewhelpers.structures.builders.metal_sites import LOST, pair, single_site
from reviewhelpers.structures.builders.molecules import Molecule
from reviewhelpers.structures.builders.oxides import rutile

__all__ = ["on_metal", "placed"]

PATCH = {"width": 10.0, "height": 8.0}
"""The sheet of carbon in ångström: small, so that what is adsorbed shows."""

NEAR = 0.01
"""Ångström within which heights are one."""

COVERED = 1.3
"""A metal is covered by an oxygen within this multiple of the sum of their covalent radii."""

LEANING = 50.0
"""Degrees by which nitrate is turned about the upright, so that its three bonds show from the side."""

SPREAD = -45.0
"""The same for hydroxylamine, so that its two hydrogen atoms on nitrogen stand apart from the side."""


def placed(surface: Atoms, molecule: Molecule, place: np.ndarray, *, turn: float = 0.0) -> Atoms:
    """A site with a molecule whose origin stands at a place, turned about the upright by some degrees."""
    added = molecule.atoms()
    added.rotate(turn, "z")
    added.positions += place
    roles = [*surface.arrays["role"], *["adsorbate"] * len(added)]
    bare = Atoms(surface.get_chemical_symbols(), surface.positions, cell=surface.cell, pbc=surface.pbc)
    model: Atoms = bare + added
    if model.pbc.any():
        model.center(vacuum=BOX, axis=2)
    else:
        boxed(model)
    moved = model.positions[0] - surface.positions[0]
    if "vacancies" in surface.info:
        model.info["vacancies"] = [
            (symbol, tuple(np.asarray(where) + moved)) for symbol, where in surface.info["vacancies"]
        ]
    model.set_array("role", np.array(roles, dtype="<U12"))
    return model


def on_metal(sheet: Atoms, metal: str, molecule: Molecule, *, turn: float = 0.0) -> Atoms:
    """A molecule upright on a metal of a sheet, its bond by the sum of covalent radii.

    Parameters
    ----------
    sheet : ase.Atoms
        The site, which lies across z.
    metal : str
        The element of the metal that binds; its first atom is taken.
    molecule : Molecule
        What is adsorbed, through its first atom.
    turn : float
        Degrees by which it is turned about the upright.
    """
    number = sheet.get_chemical_symbols().index(metal)
    up = np.array([0.0, 0.0, radii(metal, molecule.atoms()[0].symbol)])
    return placed(sheet, molecule, sheet.positions[number] + up, turn=turn)


def _on_cobalt(molecule: Molecule) -> Atoms:
    return on_metal(pair(LOST, **PATCH), "Co", molecule)


def _on_copper(molecule: Molecule, turn: float = 0.0) -> Atoms:
    return on_metal(single_site("Cu", **PATCH), "Cu", molecule, turn=turn)


@builder("str-co-mn-n3-co2")
def linear() -> Atoms:
    """CO₂ before it is bound: straight, above cobalt by the distance of the layers of graphite."""
    sheet = pair(LOST, **PATCH)
    place = sheet.positions[sheet.get_chemical_symbols().index("Co")].copy()
    up = np.array([0.0, 0.0, length("len-graphite-interlayer")])
    return placed(sheet, molecules.carbon_dioxide(), place + up)


@builder("str-co-mn-n3-co2-bent")
def bent() -> Atoms:
    """CO₂ bound to cobalt by its carbon: bent."""
    return _on_cobalt(molecules.adsorbed_carbon_dioxide())


@builder("str-co-mn-n3-cooh")
def carboxyl() -> Atoms:
    """*COOH on cobalt."""
    return _on_cobalt(molecules.carboxyl())


@builder("str-co-mn-n3-co")
def carbon_monoxide() -> Atoms:
    """*CO on cobalt."""
    return _on_cobalt(molecules.adsorbed_carbon_monoxide())


@builder("str-co-mn-n3-cho")
def formyl() -> Atoms:
    """*CHO on cobalt."""
    return _on_cobalt(molecules.formyl())


@builder("str-sno2-ocho")
def formate() -> Atoms:
    """*OCHO across two neighbouring tin atoms of SnO₂ that no bridging oxygen covers."""
    surface, molecule = _top_layer(rutile("Sn", "sno2")), molecules.formate()
    tins = _bare_tins(surface)
    first, second = (surface.positions[tin] for tin in tins)
    # Each oxygen stands above the line of the two, nearer to its own one.
    aside = (np.linalg.norm(second - first) - np.linalg.norm(molecule.places[1] - molecule.places[0])) / 2
    up = float(np.sqrt(radii("Sn", "O") ** 2 - aside**2))
    return placed(mark(surface, tins, "site"), molecule, (first + second) / 2 + [0.0, 0.0, up])


def _top_layer(surface: Atoms) -> Atoms:
    """The highest layer of tin with all the oxygen that it binds."""
    symbols = surface.get_chemical_symbols()
    top = max(atom.z for atom in surface if atom.symbol == "Sn")
    tins = [number for number, atom in enumerate(surface) if atom.symbol == "Sn" and atom.z > top - NEAR]
    reach = COVERED * radii("Sn", "O")
    away = [surface.get_distances(number, tins, mic=True).min() for number in range(len(surface))]
    kept = [
        number
        for number, symbol in enumerate(symbols)
        if number in tins or (symbol == "O" and away[number] < reach)
    ]
    return surface[kept]


def _bare_tins(surface: Atoms) -> list[int]:
    """Two neighbours of the row of tin without an oxygen on top that is nearest to the middle."""
    heights = surface.positions[:, 2]
    tin = np.array([symbol == "Sn" for symbol in surface.get_chemical_symbols()])
    top = np.nonzero(tin & (heights > heights[tin].max() - NEAR))[0]
    bridging = heights.max() - NEAR < heights
    bare = [
        int(each)
        for each in top
        if surface.get_distances(each, np.nonzero(bridging)[0], mic=True).min() > COVERED * radii("Sn", "O")
    ]
    middle = np.asarray(surface.cell).sum(axis=0) / 2
    away = [
        float(rounding.settled_array(np.linalg.norm((surface.positions[each] - middle)[:2]), 4))
        for each in bare
    ]
    nearest = sorted(zip(away, bare, strict=True))
    row = surface.positions[nearest[0][1], 1]
    return sorted([each for _, each in nearest if abs(surface.positions[each, 1] - row) < NEAR][:2])


@builder("str-cu-n4-no")
def nitric_oxide() -> Atoms:
    """*NO on copper, nitrogen down."""
    return _on_copper(molecules.nitric_oxide())


@builder("str-cu-n4-noh")
def hydroxyl_nitride() -> Atoms:
    """*NOH on copper: the hydrogen went to oxygen."""
    return _on_copper(molecules.hydroxyl_nitride())


@builder("str-cu-n4-hno")
def hydrogen_nitride_oxide() -> Atoms:
    """*HNO on copper: the hydrogen went to nitrogen."""
    return _on_copper(molecules.hydrogen_nitride_oxide())


@builder("str-cu-n4-nh2oh")
def hydroxylamine() -> Atoms:
    """*NH₂OH on copper."""
    return _on_copper(molecules.hydroxylamine(), turn=SPREAD)


@builder("str-cu-n4-no3")
def nitrate() -> Atoms:
    """*NO₃ on copper amid four nitrogen atoms, through one oxygen."""
    return on_metal(cast(Atoms, copper_n4()), "Cu", molecules.nitrate(), turn=LEANING)


@builder("str-cu-n4-cu4-no3")
def nitrate_beside_cluster() -> Atoms:
    """The same beside a cluster of four copper atoms."""
    return on_metal(cast(Atoms, four()), "Cu", molecules.nitrate(), turn=LEANING)

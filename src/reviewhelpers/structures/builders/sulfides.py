"""Sulfides: layers and pieces of MoS₂, SnS₂, CoS, ZnS and ZnIn₂S₄, and the same with an atom missing or replaced."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ase import Atoms

from reviewhelpers.dataset import data
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.crystals import SITES, centred, highest, nearest, piece, without
from reviewhelpers.structures.builders.graphene import BOX, mark
from reviewhelpers.structures.builders.lengths import length

__all__ = ["sheets"]


def sheets(a: float, stack: Sequence[tuple[str, str, float]], size: tuple[int, int]) -> Atoms:
    """Close-packed sheets on top of each other: of each its element, its place A, B or C, and its height."""
    low, high = stack[0][2], stack[-1][2]
    tall = high - low + 2 * BOX
    basis = [
        (element, (SITES[site][0] + move, SITES[site][1] + move, (height - low + BOX) / tall))
        for element, site, height in stack
        for move in (0.0, 0.5)
    ]
    made = piece(np.diag([a, a * np.sqrt(3), tall]), basis, (*size, 1))
    made.pbc = (True, True, False)
    return made


def rise(a: float, bond: float) -> float:
    """The height of an atom above three others of a close-packed sheet, with bonds of a length."""
    return float(np.sqrt(bond * bond - a * a / 3))


def radius(symbol: str) -> float:
    """The covalent radius of an element, in ångström."""
    return float(data.table("elements").set_index("symbol").loc[symbol, "covalent_radius"])


def molybdenum_layer() -> Atoms:
    """A layer of 2H MoS₂: molybdenum in prisms of sulfur."""
    a = length("len-mos2-a")
    half = (0.75 - length("len-mos2-z")) * length("len-mos2-c")
    return sheets(a, [("S", "A", -half), ("Mo", "B", 0.0), ("S", "A", half)], (5, 3))


def tin_layer() -> Atoms:
    """A layer of SnS₂: tin in octahedra of sulfur, whose sheets lie a quarter of c above and below."""
    quarter = length("len-sns2-c") / 4
    return sheets(length("len-sns2-a"), [("S", "A", -quarter), ("Sn", "B", 0.0), ("S", "C", quarter)], (4, 3))


def zinc_indium_layer() -> Atoms:
    """A layer of ZnIn₂S₄: sheets S–Zn–S–In–S–In–S, zinc in tetrahedra, indium in octahedra and tetrahedra."""
    a, zinc, indium = length("len-znin2s4-a"), length("len-zns-wurtzite-zns"), radius("In") + radius("S")
    flat, deep = rise(a, zinc), rise(a, indium)
    steps = [
        ("S", "A", 0.0),
        ("Zn", "B", flat),
        ("S", "B", zinc),
        ("In", "C", deep),
        ("S", "A", deep),
        ("In", "A", indium),
        ("S", "B", deep),
    ]
    heights = np.cumsum([step for *_, step in steps])
    return sheets(
        a, [(element, site, float(z)) for (element, site, _), z in zip(steps, heights, strict=True)], (4, 2)
    )


def cobalt_sulfide() -> Atoms:
    """A piece of CoS (NiAs type): sheets of cobalt between sheets of sulfur, in octahedra."""
    a, c = length("len-cos-a"), length("len-cos-c")
    stack = [("Co", "A", 0.0), ("S", "B", 0.25), ("Co", "A", 0.5), ("S", "C", 0.75)]
    basis = [
        (element, (SITES[site][0] + move, SITES[site][1] + move, z))
        for element, site, z in stack
        for move in (0.0, 0.5)
    ]
    return piece(np.diag([a, a * np.sqrt(3), c]), basis, (3, 2, 2))


def zinc_blende() -> Atoms:
    """A piece of ZnS (zincblende)."""
    corners = [(0.0, 0.0, 0.0), (0.0, 0.5, 0.5), (0.5, 0.0, 0.5), (0.5, 0.5, 0.0)]
    basis = [("Zn", corner) for corner in corners]
    basis += [("S", (x + 0.25, y + 0.25, z + 0.25)) for x, y, z in corners]
    return piece(np.diag([length("len-zns-zincblende-a")] * 3), basis, (2, 2, 2))


@builder("str-zns")
def zns() -> Atoms:
    """ZnS without a defect."""
    crystal = zinc_blende()
    return centred(crystal, nearest(crystal, "Zn", (0.5, 0.5, 0.5)))


@builder("str-zns-zinc-vacancy")
def zns_vacancy() -> Atoms:
    """One zinc of ZnS missing: four sulfur atoms lose a neighbour."""
    crystal = zns()
    return without(crystal, nearest(crystal, "Zn", (0.5, 0.5, 0.5)), 0.5 * length("len-zns-zincblende-a"))


@builder("str-znin2s4")
def znin2s4() -> Atoms:
    """A layer of ZnIn₂S₄ without a defect."""
    return zinc_indium_layer()


@builder("str-znin2s4-zinc-vacancy")
def znin2s4_vacancy() -> Atoms:
    """One zinc of ZnIn₂S₄ missing: four sulfur atoms lose a neighbour."""
    made = zinc_indium_layer()
    return without(made, nearest(made, "Zn", (0.5, 0.2, 0.3)), 1.2 * length("len-zns-wurtzite-zns"))


@builder("str-mos2")
def mos2() -> Atoms:
    """A layer of MoS₂ without a defect."""
    return molybdenum_layer()


@builder("str-mos2-sulfur-vacancy")
def mos2_vacancy() -> Atoms:
    """One sulfur of a layer of MoS₂ missing: three molybdenum atoms lose a neighbour."""
    made = molybdenum_layer()
    return without(made, highest(made, "S", (0.5, 0.5)), 1.2 * length("len-mos2-mos"))


@builder("str-mos2-iron")
def mos2_iron() -> Atoms:
    """One molybdenum of a layer of MoS₂ replaced by iron."""
    made = molybdenum_layer()
    number = nearest(made, "Mo", (0.5, 0.5, 0.5))
    made.symbols[number] = "Fe"
    return mark(made, [number], "site")


@builder("str-cos")
def cos() -> Atoms:
    """CoS without a defect."""
    crystal = cobalt_sulfide()
    return centred(crystal, nearest(crystal, "S", (0.5, 0.5, 0.5)))


@builder("str-cos-sulfur-vacancy")
def cos_vacancy() -> Atoms:
    """One sulfur of CoS missing: six cobalt atoms lose a neighbour."""
    crystal = cos()
    return without(crystal, nearest(crystal, "S", (0.5, 0.5, 0.5)), 1.2 * length("len-cos-cos"))


@builder("str-sns2")
def sns2() -> Atoms:
    """A layer of SnS₂ without a defect."""
    return tin_layer()


@builder("str-sns2-sulfur-vacancy")
def sns2_vacancy() -> Atoms:
    """One sulfur of a layer of SnS₂ missing: three tin atoms lose a neighbour."""
    made = tin_layer()
    bond = np.hypot(length("len-sns2-a") / np.sqrt(3), length("len-sns2-c") / 4)
    return without(made, highest(made, "S", (0.5, 0.5)), 1.2 * float(bond))

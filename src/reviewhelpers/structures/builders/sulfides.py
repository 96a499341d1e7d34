"""Sulfides: layers and pieces of MoS₂, SnS₂, CoS, ZnS and ZnIn₂S₄, and the same with an atom missing or replaced."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ase import Atoms

from reviewhelpers._core import rounding
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.crystals import SITES, highest, nearest, piece, slab, without
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


def molybdenum_layer() -> Atoms:
    """A layer of 2H MoS₂: molybdenum in prisms of sulfur."""
    a = length("len-mos2-a")
    half = (0.75 - length("len-mos2-z")) * length("len-mos2-c")
    return sheets(a, [("S", "A", -half), ("Mo", "B", 0.0), ("S", "A", half)], (4, 2))


def tin_layer() -> Atoms:
    """A layer of SnS₂: tin in octahedra of sulfur, whose sheets lie a quarter of c above and below."""
    quarter = length("len-sns2-c") / 4
    return sheets(length("len-sns2-a"), [("S", "A", -quarter), ("Sn", "B", 0.0), ("S", "C", quarter)], (4, 2))


def zinc_indium_layer() -> Atoms:
    """A layer of ZnIn₂S₄: sheets S–Zn–S–In–S–In–S, zinc in tetrahedra, indium in octahedra and tetrahedra."""
    a, zinc, indium = length("len-znin2s4-a"), length("len-zns-wurtzite-zns"), length("len-indium-sulfur")
    flat, deep = rise(a, zinc), rise(a, indium)
    # From the lowest sheet: its element, its place, and how far it lies above the one before.
    steps = [
        ("S", "B", 0.0),
        ("In", "A", deep),
        ("S", "A", indium),
        ("In", "C", deep),
        ("S", "B", deep),
        ("Zn", "B", zinc),
        ("S", "A", flat),
    ]
    heights = np.cumsum([step for *_, step in steps])
    stack = [(element, site, float(z)) for (element, site, _), z in zip(steps, heights, strict=True)]
    return sheets(a, stack, (5, 1))


def cobalt_sulfide() -> Atoms:
    """The face (001) of CoS (NiAs type): four sheets, cobalt below and sulfur on top."""
    step = length("len-cos-c") / 4
    stack = [("Co", "A", 0.0), ("S", "B", step), ("Co", "A", 2 * step), ("S", "C", 3 * step)]
    return sheets(length("len-cos-a"), stack, (4, 2))


def zinc_blende() -> Atoms:
    """The face (110) of ZnS (zincblende), four planes thick: rows of zinc and sulfur along x."""
    a = length("len-zns-zincblende-a")
    # The cubic cell turned by 45 degrees: [1-10] along x, [001] along y, [110] along z.
    basis = [
        (symbol, (along + move / 2, across + move / 2, move / 2))
        for symbol, along, across in (("Zn", 0.0, 0.0), ("S", 0.5, 0.25))
        for move in (0, 1)
    ]
    cell = np.diag([a / np.sqrt(2), a, a / np.sqrt(2)])
    return slab(piece(cell, basis, (4, 2, 4)), 0.9 * cell[2, 2], 2.6 * cell[2, 2])


@builder("str-zns")
def zns() -> Atoms:
    """A face of ZnS without a defect."""
    return zinc_blende()


@builder("str-zns-zinc-vacancy")
def zns_vacancy() -> Atoms:
    """One zinc of a face of ZnS missing: three sulfur atoms lose a neighbour."""
    made = zinc_blende()
    return without(made, highest(made, "Zn", (0.5, 0.45)), 0.5 * length("len-zns-zincblende-a"))


@builder("str-znin2s4")
def znin2s4() -> Atoms:
    """A layer of ZnIn₂S₄ without a defect."""
    return zinc_indium_layer()


@builder("str-znin2s4-zinc-vacancy")
def znin2s4_vacancy() -> Atoms:
    """One zinc of ZnIn₂S₄ missing: four sulfur atoms lose a neighbour."""
    made = zinc_indium_layer()
    return without(made, highest(made, "Zn", (0.5, 0.4)), 1.2 * length("len-zns-wurtzite-zns"))


@builder("str-mos2")
def mos2() -> Atoms:
    """A layer of MoS₂ without a defect."""
    return molybdenum_layer()


@builder("str-mos2-sulfur-vacancy")
def mos2_vacancy() -> Atoms:
    """One sulfur of a layer of MoS₂ missing: three molybdenum atoms lose a neighbour."""
    made = molybdenum_layer()
    return without(made, highest(made, "S", (0.5, 0.5)), 1.2 * length("len-mos2-mos"))


def iron_layer() -> Atoms:
    """A layer of MoS₂ in which iron takes the place of one molybdenum."""
    made = molybdenum_layer()
    number = nearest(made, "Mo", (0.5, 0.5, 0.5))
    made.symbols[number] = "Fe"
    return mark(made, [number], "site")


@builder("str-mos2-iron")
def mos2_iron() -> Atoms:
    """One molybdenum of a layer of MoS₂ replaced by iron."""
    return iron_layer()


@builder("str-mos2-iron-sulfur-vacancy")
def mos2_iron_vacancy() -> Atoms:
    """Iron in place of one molybdenum, and a sulfur beside it missing."""
    made = iron_layer()
    symbols = made.get_chemical_symbols()
    iron = made.positions[symbols.index("Fe")]
    upper = [n for n, symbol in enumerate(symbols) if symbol == "S" and made.positions[n, 2] > iron[2]]
    lengths = rounding.settled_array(np.linalg.norm(made.positions[upper] - iron, axis=1), 3)
    # Three are equally near; the first of them, so that every machine takes the same.
    gap = upper[int(np.argmin(lengths))]
    return without(made, gap, 1.2 * length("len-mos2-mos"))


@builder("str-cos")
def cos() -> Atoms:
    """A face of CoS without a defect."""
    return cobalt_sulfide()


@builder("str-cos-sulfur-vacancy")
def cos_vacancy() -> Atoms:
    """One sulfur of a face of CoS missing: three cobalt atoms lose a neighbour."""
    made = cobalt_sulfide()
    return without(made, highest(made, "S", (0.5, 0.5)), 1.2 * length("len-cos-cos"))


@builder("str-sns2")
def sns2() -> Atoms:
    """A layer of SnS₂ without a defect."""
    return tin_layer()


@builder("str-sns2-sulfur-vacancy")
def sns2_vacancy() -> Atoms:
    """One sulfur of a layer of SnS₂ missing: three tin atoms lose a neighbour."""
    made = tin_layer()
    return without(made, highest(made, "S", (0.5, 0.5)), 1.2 * length("len-sns2-sns"))

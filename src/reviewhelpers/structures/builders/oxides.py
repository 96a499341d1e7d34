"""Surfaces of oxides, each with an oxygen missing: ZnO (wurtzite), SnO₂ and MnO₂ (rutile)."""

from __future__ import annotations

import numpy as np
from ase import Atoms

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.crystals import highest, piece, slab, without
from reviewhelpers.structures.builders.lengths import length

__all__ = ["prism_face", "rutile", "wurtzite"]


def wurtzite(metal: str, other: str, name: str, size: tuple[int, int, int]) -> Atoms:
    """Wurtzite with z across the prism face (10-10): a along x, c along y; so many cells along each."""
    a, c, u = (length(f"len-{name}-{letter}") for letter in "acu")
    height = a * np.sqrt(3)
    basis = [
        (symbol, (x, (y + rise) % 1.0, z))
        for symbol, rise in ((metal, 0.0), (other, u))
        for x, y, z in ((0.0, 0.0, 0.0), (0.5, 0.0, 0.5), (0.0, 0.5, 1 / 3), (0.5, 0.5, 5 / 6))
    ]
    return piece(np.diag([a, c, height]), basis, size)


def prism_face() -> Atoms:
    """The face (10-10) of ZnO: rows of pairs of Zn and O."""
    crystal = wurtzite("Zn", "O", "zno", (4, 3, 3))
    height = length("len-zno-a") * np.sqrt(3)
    # Planes lie in pairs; no pair is cut.
    return slab(crystal, 1.2 * height, 2.15 * height)


def rutile(metal: str, name: str) -> Atoms:
    """The face (110) of a rutile, two of its layers thick: c along x, rows of bridging oxygen on top."""
    a, c, u = (length(f"len-{name}-{letter}") for letter in "acu")
    metals = [(0.0, 0.0, 0.0), (0.5, 0.5, 0.5)]
    oxygens = [(u, u, 0.0), (1 - u, 1 - u, 0.0), (0.5 + u, 0.5 - u, 0.5), (0.5 - u, 0.5 + u, 0.5)]
    # The square cell turned by 45 degrees holds twice as much.
    basis = [
        (symbol, (z, (x + move - y) / 2, (x + move + y) / 2))
        for symbol, places in ((metal, metals), ("O", oxygens))
        for x, y, z in places
        for move in (0, 1)
    ]
    wide = a * np.sqrt(2)
    return slab(piece(np.diag([c, wide, wide]), basis, (3, 2, 3)), 0.8 * wide, 1.7 * wide)


def bridge_missing(metal: str, name: str) -> Atoms:
    """The face (110) of a rutile without one of its bridging oxygens, whose two metals are lit."""
    surface, a, u = rutile(metal, name), length(f"len-{name}-a"), length(f"len-{name}-u")
    return without(surface, highest(surface, "O", (0.5, 0.5)), 1.1 * np.sqrt(2) * u * a)


@builder("str-zno")
def zinc_oxide() -> Atoms:
    """A face of ZnO without a defect."""
    return prism_face()


@builder("str-zno-oxygen-vacancy")
def zinc_oxide_vacancy() -> Atoms:
    """The face of ZnO without one of its oxygens: three zinc atoms lose a neighbour."""
    surface = prism_face()
    return without(
        surface, highest(surface, "O", (0.5, 0.5)), 1.2 * length("len-zno-u") * length("len-zno-c")
    )


@builder("str-sno2")
def tin_oxide() -> Atoms:
    """A face of SnO₂ without a defect."""
    return rutile("Sn", "sno2")


@builder("str-sno2-oxygen-vacancy")
def tin_oxide_vacancy() -> Atoms:
    """A bridging oxygen of SnO₂ missing."""
    return bridge_missing("Sn", "sno2")


@builder("str-mno2")
def manganese_oxide() -> Atoms:
    """A face of MnO₂ without a defect."""
    return rutile("Mn", "mno2")


@builder("str-mno2-oxygen-vacancy")
def manganese_oxide_vacancy() -> Atoms:
    """A bridging oxygen of MnO₂ missing."""
    return bridge_missing("Mn", "mno2")

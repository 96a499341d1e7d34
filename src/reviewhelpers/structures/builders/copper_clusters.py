"""Copper amid four nitrogen atoms in a sheet of carbon, beside clusters and a particle of copper on the sheet."""

from __future__ import annotations

import functools
import itertools
import math

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import cluster_packing as packing
from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.graphene import boxed
from reviewhelpers.structures.builders.lengths import length, radii
from reviewhelpers.structures.builders.metal_sites import single_site

__all__ = ["compact_cluster", "on_sheet"]

SHEET = {"width": 20.0, "height": 9.0}
"""The sheet of carbon in ångström."""

SITE, BESIDE = -4.9, 3.7
"""Where the single atom stands along x from the middle of the sheet, and where the cluster, in ångström."""

TURN = 20
"""Degrees by which a cluster is turned about the normal of the sheet: none of its atoms hides another at first view."""


@functools.cache
def compact_cluster(atoms: int) -> NDArray[np.float64]:
    """The most compact fragment of an icosahedron of 13 atoms, in units of the mean distance of neighbours.

    Parameters
    ----------
    atoms : int
        Its atoms, from 3 to 13.

    Returns
    -------
    numpy.ndarray
        Shape (atoms, 3); of fragments alike in their number of neighbours the first one.
    """
    whole = packing.icosahedron(1)
    chosen = max(
        (whole[list(each)] for each in itertools.combinations(range(len(whole)), atoms)), key=_neighbours
    )
    scaled: NDArray[np.float64] = chosen / _distances(chosen).mean()
    return scaled


def _neighbours(places: NDArray[np.float64]) -> int:
    return len(_distances(places))


def _distances(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distances of the pairs that touch; radius and edge of the icosahedron differ by a twentieth."""
    first, second = np.triu_indices(len(places), 1)
    apart = np.linalg.norm(places[first] - places[second], axis=1)
    near: NDArray[np.float64] = apart[apart < packing.TOUCHING]
    return near


def _on_a_face(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """A cluster turned so that three of its atoms that touch lie lowest, its middle as low as it can be."""
    best: tuple[float, NDArray[np.float64]] | None = None
    for corners in itertools.combinations(range(len(places)), 3):
        face = places[list(corners)]
        if len(_distances(face)) < 3:
            continue
        across, normal = face[1] - face[0], np.cross(face[1] - face[0], face[2] - face[0])
        for up in (normal, -normal):
            axes = np.array([across, np.cross(up, across), up])
            turned = (places - face.mean(axis=0)) @ (axes / np.linalg.norm(axes, axis=1)[:, None]).T
            middle = float(rounding.settled_array(turned[:, 2].mean(), 6))
            if turned[:, 2].min() > -1e-6 and (best is None or middle < best[0]):
                best = middle, turned
    assert best is not None, "three atoms of a compact cluster touch"
    return best[1]


def on_sheet(places: NDArray[np.float64]) -> Atoms:
    """Copper amid four nitrogen atoms, and a cluster of copper that lies on the sheet beside it.

    Parameters
    ----------
    places : numpy.ndarray
        The cluster in units of the distance of neighbours, its lowest atoms at z = 0.
    """
    sheet = single_site("Cu", SITE, **SHEET)
    cluster = places * length("len-cu-cucu")
    cluster[:, :2] -= (cluster[:, :2].min(axis=0) + cluster[:, :2].max(axis=0)) / 2
    middle = np.asarray(sheet.cell).sum(axis=0) / 2
    cluster += middle + np.array([BESIDE, 0.0, radii("C", "Cu")])
    roles = [*sheet.arrays["role"], *["cluster"] * len(cluster)]
    sheet.set_array("role", None)
    model = sheet + Atoms(f"Cu{len(cluster)}", cluster)
    model.set_array("role", np.array(roles, dtype="<U12"))
    return boxed(model)


def _with_cluster(atoms: int) -> Atoms:
    turn = math.radians(TURN)
    about = np.array([[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]])
    return on_sheet(_on_a_face(compact_cluster(atoms)) @ about.T)


@builder("str-graphene-cu-n4")
def copper_n4() -> Atoms:
    """Copper amid four nitrogen atoms, alone."""
    return single_site("Cu", SITE, **SHEET)


@builder("str-graphene-cu-n4-cu3")
def three() -> Atoms:
    """Three copper atoms beside the single one: a triangle."""
    return _with_cluster(3)


@builder("str-graphene-cu-n4-cu4")
def four() -> Atoms:
    """Four copper atoms beside the single one: a tetrahedron."""
    return _with_cluster(4)


@builder("str-graphene-cu-n4-cu7")
def seven() -> Atoms:
    """Seven copper atoms beside the single one: two pyramids on one ring of five."""
    return _with_cluster(7)


@builder("str-graphene-cu-n4-cu9")
def nine() -> Atoms:
    """Nine copper atoms beside the single one."""
    return _with_cluster(9)


@builder("str-graphene-cu-n4-particle")
def particle() -> Atoms:
    """A particle beside the single atom: a cuboctahedron of 55 atoms on one of its triangular faces."""
    places = packing.cuboctahedron(2) / np.sqrt(2)
    up = np.array([1.0, 1.0, 1.0]) / np.sqrt(3)
    across = np.array([1.0, -1.0, 0.0]) / np.sqrt(2)
    turned = places @ np.array([across, np.cross(up, across), up]).T
    return on_sheet(turned - [0.0, 0.0, turned[:, 2].min()])

"""The order of close-packed layers, measured on a model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reviewhelpers._core import rounding
from reviewhelpers.structures.model import Structure

__all__ = ["Layer", "layers"]

APART = 0.5
"""Ångström: atoms nearer than this in height are of one layer."""


class Layer(NamedTuple):
    """A layer: its height in ångström, its letter, and its atoms."""

    height: float
    letter: str
    atoms: tuple[int, ...]


def layers(structure: Structure) -> list[Layer]:
    """The layers of a close-packed crystal across z, from the lowest, which is A.

    Rows of atoms run along x. A layer is B or C where its rows lie a third or two thirds of their distance further
    along y than those of A.
    """
    heights = structure.positions[:, 2]
    order = np.argsort(heights, kind="stable")
    breaks = np.nonzero(np.diff(heights[order]) > APART)[0] + 1
    groups = [np.sort(group) for group in np.split(order, breaks)]
    rows = [np.sort(structure.positions[group, 1]) for group in groups]
    spacing = float(np.median(np.diff(rows[0])))
    found = []
    for group, places in zip(groups, rows, strict=True):
        third = rounding.nearest(3 * float(places[0] - rows[0][0]) / spacing) % 3
        found.append(Layer(float(heights[group].mean()), "ABC"[third], tuple(int(atom) for atom in group)))
    return found

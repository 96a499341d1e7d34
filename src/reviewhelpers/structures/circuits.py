"""Burgers circuits: walks by steps of the perfect crystal, which do not close around a dislocation."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers.structures.model import Structure

__all__ = ["circuit", "closing", "rectangle"]

_Step = tuple[float, float]


def circuit(
    structure: Structure, start: int, steps: Iterable[_Step], *, across: tuple[int, int]
) -> list[int]:
    """The atoms of a walk: each is the one nearest to where a step of the perfect crystal leads from the one before.

    Parameters
    ----------
    structure : Structure
        The model.
    start : int
        The first atom.
    steps : iterable of tuple of float
        Steps of the perfect crystal across the line of the dislocation, in ångström.
    across : tuple of int
        The two axes across that line.

    Returns
    -------
    list of int
        The atoms in order, first and last included: the same where the walk closes.
    """
    places = structure.positions[:, list(across)]
    walk = [start]
    for step in steps:
        lengths = rounding.settled_array(
            np.linalg.norm(places - places[walk[-1]] - np.array(step), axis=1), 4
        )
        walk.append(int(np.argmin(lengths)))
    return walk


def rectangle(right: Iterable[_Step], up: Iterable[_Step]) -> list[_Step]:
    """Steps to the right, up, back and down, which close in a perfect crystal."""
    one, other = list(right), list(up)
    return [*one, *other, *((-x, -y) for x, y in reversed(one)), *((-x, -y) for x, y in reversed(other))]


def closing(structure: Structure, walk: list[int]) -> NDArray[np.float64]:
    """What leads from the last atom of a walk to the first, in ångström: the Burgers vector, as strained there."""
    difference: NDArray[np.float64] = structure.positions[walk[0]] - structure.positions[walk[-1]]
    return difference

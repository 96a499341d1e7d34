"""What drawings of models share: the plotted atoms, and facts measured on the models."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import neighbours, rings

__all__ = ["atoms_of", "ring_text"]

COORDINATE = 3
"""Decimals of the coordinates among the plotted values, in ångström."""


def atoms_of(structures: Iterable[Structure]) -> pd.DataFrame:
    """The atoms of models as plotted values: a row an atom, then a row a place where one is missing.

    Parameters
    ----------
    structures : iterable of Structure
        The models that a figure draws.

    Returns
    -------
    pandas.DataFrame
        Columns ``rows`` (id of the model), ``atom`` (its number from 1), ``element``, ``x / Å``, ``y / Å``, ``z / Å``,
        ``role`` and ``neighbours``.
    """
    rows = []
    for structure in structures:
        counts = [len(each) for each in neighbours(structure)]
        for number, element in enumerate(structure.elements):
            place, role = structure.positions[number], structure.roles[number]
            rows.append((structure.id, number + 1, element, *place, role, counts[number]))
        rows += [
            (structure.id, None, vacancy.element, *vacancy.position, "vacancy", None)
            for vacancy in structure.vacancies
        ]
    names = ["rows", "atom", "element", "x / Å", "y / Å", "z / Å", "role", "neighbours"]
    frame = pd.DataFrame(rows, columns=names).astype({"atom": "Int64", "neighbours": "Int64"})
    for name in names[3:6]:
        frame[name] = [rounding.round_for_print(value, decimals=COORDINATE) for value in frame[name]]
    return frame


def ring_text(structure: Structure) -> str:
    """The rings of a sheet that are no hexagons, in words, such as ``one ring of 5 and one of 9 atoms``."""
    sizes = sorted(len(ring) for ring in rings(structure) if len(ring) != 6)
    counted = [f"{sizes.count(size)} of {size}" for size in dict.fromkeys(sizes)]
    return enumerated(counted) if counted else "none"

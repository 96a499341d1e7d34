"""What drawings of models share: the plotted atoms, and facts measured on the models."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import bonds, neighbours, rings
from reviewhelpers.text import formatting

__all__ = [
    "atoms_of",
    "bond_text",
    "coordination",
    "in_a_row",
    "printed",
    "printed_rows",
    "ring_text",
    "works_of_lengths",
]

COORDINATE = 3
"""Decimals of the coordinates among the plotted values, in ångström."""

WORDS = {1: "one", 2: "two", 3: "three", 4: "four"}
"""Counts of rings as words, beside the sizes of the rings as numbers."""


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
    """The rings of a sheet that are no hexagons, in words, such as ``one ring of 5 and two of 8 atoms``."""
    sizes = sorted(len(ring) for ring in rings(structure) if len(ring) != 6)
    counts = [(WORDS.get(sizes.count(size), str(sizes.count(size))), size) for size in dict.fromkeys(sizes)]
    if not counts:
        return "none"
    (count, size), *others = counts
    first = f"{count} ring{'' if count == WORDS[1] else 's'} of {size}"
    return f"{enumerated([first, *(f'{count} of {size}' for count, size in others)])} atoms"


def works_of_lengths(structures: Iterable[Structure]) -> str:
    """The works behind the lengths on which models rest, as a citation in Markdown."""
    rows, lengths = data.table("structures")["lengths"], data.table("lengths")["cite"]
    ids = [id for structure in structures for id in str(rows[structure.id]).split()]
    return f"{{cite:p}}`{','.join(dict.fromkeys(str(lengths[id]) for id in ids))}`"


def in_a_row(count: int) -> Sheet:
    """A sheet whose panels stand side by side where it is wide, and below each other where it is not."""
    sheet = Sheet(columns=count, least=12.0)
    return sheet if sheet.wide else Sheet()


def bond_text(structure: Structure, first: str, second: str) -> str:
    """The lengths of the bonds between two elements of a model, such as ``1.92 Å`` or ``1.88 to 1.92 Å``."""
    elements = structure.elements
    lengths = [
        bond.length
        for bond in bonds(structure)
        if sorted((elements[bond.first], elements[bond.second])) == sorted((first, second))
    ]
    ends = [rounding.fixed(end, 2) for end in (min(lengths), max(lengths))]
    return f"{' to '.join(dict.fromkeys(ends))} Å"


def coordination(structure: Structure, of: str, by: str, role: str = "site") -> list[int]:
    """How many neighbours of one element the atoms of another have, for atoms of a role in the order of the model."""
    found = neighbours(structure)
    return [
        sum(structure.elements[other] == by for other in found[number])
        for number, element in enumerate(structure.elements)
        if element == of and structure.roles[number] == role
    ]


def printed_rows(structure: Structure, quantity: str) -> list[pd.Series]:
    """What sources print of the real material for a quantity: the rows that stand beside the model."""
    ids = str(data.table("structures").loc[structure.id, "printed_rows"]).split()
    return [row for row in (data.row(id) for id in ids) if row.get("quantity") == quantity]


def printed(structure: Structure, quantity: str) -> str:
    """The first value that a source prints for a quantity of the real material."""
    return formatting.value(printed_rows(structure, quantity)[0])

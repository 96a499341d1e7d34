"""What is measured on a model, in words: rings, neighbours of what is lit, lengths of its bonds."""

from __future__ import annotations

from collections import Counter

from reviewhelpers._core import rounding
from reviewhelpers.structures.measure import bonds, neighbours, rings
from reviewhelpers.structures.model import Structure

__all__ = ["bond_lengths", "facts", "lit_neighbours", "ring_sizes"]

FLAT = 1.5
"""A model that is no thicker than this, in ångström, is a sheet, whose rings count."""

MOST = 4
"""How many kinds of neighbours or of bonds are listed, the most frequent first."""


def facts(structure: Structure) -> list[tuple[str, str]]:
    """What is measured on a model: pairs of what and how much.

    Returns
    -------
    list of tuple of str
        The sizes of rings of a sheet, the neighbours of lit atoms, and the lengths of their bonds; without what a
        model has none of.
    """
    found = [
        ("rings", ring_sizes(structure)),
        ("neighbours", lit_neighbours(structure)),
        ("bonds", bond_lengths(structure)),
    ]
    return [(what, text) for what, text in found if text]


def ring_sizes(structure: Structure) -> str:
    """The rings of a sheet by size, such as ``1 of 5, 30 of 6, 1 of 9``; empty for what is no sheet."""
    if float(structure.positions[:, 2].max() - structure.positions[:, 2].min()) > FLAT:
        return ""
    sizes = Counter(len(ring) for ring in rings(structure))
    return ", ".join(f"{sizes[size]} of {size}" for size in sorted(sizes))


def lit_neighbours(structure: Structure) -> str:
    """What lit atoms are bonded to, such as ``Co: 3 N, 1 Mn``."""
    kinds: Counter[str] = Counter()
    around = neighbours(structure)
    for atom, lit in enumerate(structure.lit):
        if lit and around[atom]:
            counts = Counter(structure.elements[other] for other in around[atom])
            listed = ", ".join(f"{counts[symbol]} {symbol}" for symbol in sorted(counts))
            kinds[f"{structure.elements[atom]}: {listed}"] += 1
    return "; ".join(text for text, _ in _most(kinds))


def bond_lengths(structure: Structure) -> str:
    """The lengths of the bonds of lit atoms, such as ``Co–N 1.91 Å``, a range where they differ."""
    lengths: dict[str, list[float]] = {}
    for bond in bonds(structure):
        if structure.lit[bond.first] or structure.lit[bond.second]:
            pair = sorted(structure.elements[end] for end in (bond.first, bond.second))
            # The metal first, as chemists write a bond to carbon, nitrogen, oxygen or sulfur.
            pair.sort(key=lambda symbol: symbol in ("H", "B", "C", "N", "O", "P", "S"))
            lengths.setdefault("–".join(pair), []).append(bond.length)
    kinds = Counter({pair: len(found) for pair, found in lengths.items()})
    return "; ".join(f"{pair} {_span(lengths[pair])} Å" for pair, _ in _most(kinds))


def _most(kinds: Counter[str]) -> list[tuple[str, int]]:
    return sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def _span(values: list[float]) -> str:
    low, high = rounding.fixed(min(values), 2), rounding.fixed(max(values), 2)
    return low if low == high else f"{low} to {high}"

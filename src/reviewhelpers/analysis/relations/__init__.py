"""Relations between rows that a key of each decides, so that many rows need not be compared two by two.

A relation is broken by two keys or kept. It tells how many pairs of many keys break it, and which of many
keep it with one. From the keys of several relations follow the sets of rows in which each two keep all of
them.
"""

from __future__ import annotations

from reviewhelpers.analysis.relations.base import Relation, pairs
from reviewhelpers.analysis.relations.graph import Graph
from reviewhelpers.analysis.relations.keys import EitherLacks, Listed, Unequal, UnequalIfMarked
from reviewhelpers.analysis.relations.operating_points import DifferentOperatingPoint, Ends, OperatingPoint

__all__ = [
    "DifferentOperatingPoint",
    "EitherLacks",
    "Ends",
    "Graph",
    "Listed",
    "OperatingPoint",
    "Relation",
    "Unequal",
    "UnequalIfMarked",
    "pairs",
]

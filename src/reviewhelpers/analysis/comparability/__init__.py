"""Which numbers may be set beside each other: rules over pairs of rows of ``performance``.

A rule looks at two rows and tells what stands between them, or nothing. It does so by a key of each, so that
many rows need not be compared two by two, see ``analysis/relations``. Known differences forbid a
comparison; what is merely not stated warns, because it may or may not differ. Two things are so decisive that
their absence forbids too: the potential, and the reference electrode it is counted from. What the rows of one
work leave out is taken to be the same in all of them, since the work itself sets its values side by side, but
for the potential, which every work varies.
"""

from __future__ import annotations

from typing import TypeAlias

from reviewhelpers.analysis.comparability import conditions, half_reactions, rules
from reviewhelpers.analysis.comparability.comparison import (
    comparable,
    flags,
    flags_of,
    groups,
    hits,
    number_comparable,
)
from reviewhelpers.analysis.comparability.conditions import driven_by, loading, same_work
from reviewhelpers.analysis.comparability.half_reactions import electrons, half_reaction
from reviewhelpers.analysis.comparability.potentials import AgainstRHE, potential_vs_rhe
from reviewhelpers.analysis.comparability.rule_types import Flag, Rule
from reviewhelpers.analysis.comparability.rules import is_of_a_part

__all__ = [
    "BASES",
    "PER_AREA",
    "REACTANTS",
    "RULES",
    "AgainstRHE",
    "Flag",
    "Row",
    "Rule",
    "comparable",
    "driven_by",
    "electrons",
    "flags",
    "flags_of",
    "groups",
    "half_reaction",
    "hits",
    "is_of_a_part",
    "loading",
    "number_comparable",
    "potential_vs_rhe",
    "same_work",
]

# Autodoc finds the documentation of a constant only where the documented module assigns it.
REACTANTS = half_reactions.REACTANTS
"""What each reaction reduces, as ``half_reactions`` writes it."""
PER_AREA = rules.PER_AREA
"""Quantities that grow with the catalyst on the area they are counted for."""
BASES = rules.BASES
"""What each form of a yield is counted over; empty where over nothing."""
RULES = rules.RULES
"""The rules by name, in the order in which flags are given."""
Row: TypeAlias = conditions.Row
"""A row of ``performance`` as pandas holds it, or as a dictionary, which takes less time to read."""

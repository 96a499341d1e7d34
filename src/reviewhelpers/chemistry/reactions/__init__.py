"""Equations of reactions: reading them as they are printed, balancing, adding, and standard potentials.

An equation is read in the spellings of the field: arrows of any kind or ``=``, states ``(g)``, ``(aq)``,
``(ads)``, adsorbed species as ``*CO`` or ``CO*``, charges as ``NO3-``, ``NO₃⁻`` or ``CO3^2-``, and the damage
that copying does to them (``NO ads( ) + e- +H +→``). What could be read in two ways is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers.chemistry.reactions.balancing import Balance, add, balance, complete, electrons
from reviewhelpers.chemistry.reactions.equations import Reaction, format_equation, parse
from reviewhelpers.chemistry.reactions.equations import Side as Side
from reviewhelpers.chemistry.reactions.species import ReactionError, Species, molar_mass
from reviewhelpers.chemistry.reactions.standard_potentials import (
    StandardPotential,
    nernst_slope,
    potential,
    proton_balance,
    standard_potential,
)

__all__ = [
    "Balance",
    "Reaction",
    "ReactionError",
    "Species",
    "StandardPotential",
    "add",
    "balance",
    "complete",
    "electrons",
    "format_equation",
    "molar_mass",
    "nernst_slope",
    "parse",
    "potential",
    "proton_balance",
    "standard_potential",
]

if not TYPE_CHECKING:
    __getattr__ = deprecated_names(__name__, {"completed": "complete", "pretty": "format_equation"})

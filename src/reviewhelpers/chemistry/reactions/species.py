"""Species of an equation: formula, charge and state, composition and molar mass."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewhelpers._core.errors import ReviewHelpersError


class ReactionError(ReviewHelpersError):
    """An equation that cannot be read, does not balance, or lacks a number."""


@dataclass(frozen=True)
class Species:
    """One kind of particle in an equation.

    Parameters
    ----------
    formula : str
        Formula without charge and state, such as ``NO3``; ``e`` for the electron, empty for a free site.
    charge : int
        Charge number.
    state : str
        ``g``, ``l``, ``s``, ``cr``, ``aq``, ``ads``, or empty where none is written.
    """

    formula: str
    charge: int = 0
    state: str = ""

    @property
    def composition(self) -> Mapping[str, int]:
        """Number of atoms of each element; a site and an electron have none."""
        return {} if self.formula in ("", "e") else composition(self.formula)

    def __str__(self) -> str:
        if not self.formula:
            return "*"
        number = str(abs(self.charge)) if abs(self.charge) > 1 else ""
        sign = number + ("-" if self.charge < 0 else "+") if self.charge else ""
        mark = "^" if sign and (number or has_ambiguous_charge(self.formula)) else ""
        return self.formula + mark + sign + (f"({self.state})" if self.state else "")


@functools.cache
def composition(formula: str) -> dict[str, int]:
    """Number of atoms of each element in a formula.

    Raises
    ------
    ReactionError
        Where the text is no formula.
    """
    # chempy takes most of a second to import, and most users of this module never need it.
    from chempy.util.parsing import formula_to_composition
    from chempy.util.periodic import symbols

    try:
        if not re.fullmatch(r"[A-Za-z0-9()\[\]]+", formula):
            raise ValueError
        return {symbols[number - 1]: count for number, count in formula_to_composition(formula).items()}
    except Exception as error:  # pyparsing has its own family of exceptions.
        raise ReactionError(f"found {formula!r}, expected a chemical formula") from error


def has_ambiguous_charge(formula: str) -> bool:
    """Whether a sign written directly after it could be read with the last digit: Cu2+ may be Cu²⁺ or (Cu₂)⁺."""
    return bool(re.fullmatch(r"[A-Z][a-z]?\d+", formula) or re.search(r"\d\d$", formula))


def molar_mass(formula: str) -> float:
    """Molar mass in g/mol, from the standard atomic weights that chempy carries.

    Raises
    ------
    ReactionError
        Where the text is no formula.

    Examples
    --------
    >>> round(molar_mass("NH3"), 3)
    17.031
    """
    from chempy.util.parsing import formula_to_composition
    from chempy.util.periodic import mass_from_composition

    composition(formula)
    return float(mass_from_composition(formula_to_composition(formula)))

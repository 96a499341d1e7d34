"""Valence electrons of molecules and intermediates, counted from their elements."""

from __future__ import annotations

from collections.abc import Iterable

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.structures.model import Structure

__all__ = ["VALENCE", "adsorbate", "valence_electrons"]

VALENCE = {"H": 1, "B": 3, "C": 4, "N": 5, "O": 6, "P": 5, "S": 6}
"""The electrons in the outer shell of a neutral atom of a main group: the last digit of its group."""


def valence_electrons(elements: Iterable[str], charge: int = 0) -> int:
    """The valence electrons of atoms together.

    Parameters
    ----------
    elements : iterable of str
        Their symbols.
    charge : int
        The charge of the whole in units of that of a proton.

    Raises
    ------
    ReviewHelpersError
        For an element whose valence electrons are no matter of its group alone, such as a transition metal.

    Examples
    --------
    >>> valence_electrons(["C", "O", "O", "H"])
    17
    """
    symbols = list(elements)
    if unknown := sorted(set(symbols) - VALENCE.keys()):
        raise ReviewHelpersError(f"found {', '.join(unknown)}, expected elements of {', '.join(VALENCE)}")
    return sum(VALENCE[symbol] for symbol in symbols) - charge


def adsorbate(structure: Structure) -> list[int]:
    """The numbers of the atoms of a model that are adsorbed, in its order."""
    return [atom for atom, role in enumerate(structure.roles) if role == "adsorbate"]

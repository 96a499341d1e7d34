"""Balances of equations: what a side lacks, completing a shorthand, and the sum of steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviewhelpers.chemistry.reactions.equations import Reaction, as_reaction
from reviewhelpers.chemistry.reactions.species import ReactionError, Species


@dataclass(frozen=True)
class Balance:
    """What :func:`balance` found.

    Parameters
    ----------
    reaction : Reaction
        The equation as it was read.
    atoms : dict
        For each element, atoms on the left less atoms on the right.
    charge : int or Fraction
        Charge on the left less charge on the right.
    electrons : int or Fraction
        Electrons on the left less electrons on the right: positive for a reduction.
    balanced : bool
        Whether all differences but that of the electrons are zero.
    missing : str
        What has to be added, and where; empty where nothing has.
    """

    reaction: Reaction
    atoms: dict[str, int | Fraction]
    charge: int | Fraction
    electrons: int | Fraction
    balanced: bool
    missing: str


def _integer_if_whole(number: Fraction) -> int | Fraction:
    return int(number) if number.denominator == 1 else number


def balance(equation: str | Reaction) -> Balance:
    """Count atoms, charge and electrons on both sides, and say what is missing.

    A free site ``*`` counts as nothing, since papers write it or leave it out.

    Parameters
    ----------
    equation : str or Reaction
        The equation.

    Returns
    -------
    Balance
        The differences, and in words what has to be added: as water, H⁺ and electrons where these suffice.

    Raises
    ------
    ReactionError
        As :func:`parse`.

    Examples
    --------
    Equation 2 of gan2024 lacks its proton:

    >>> balance("NO ads( ) + e- → NOH ads( ) (2)").missing
    '1 H+ on the left'
    >>> balance("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O(l)").balanced
    True
    """
    reaction = as_reaction(equation)
    atoms: dict[str, Fraction] = {}
    charge = electrons = Fraction(0)
    for side, sign in ((reaction.left, 1), (reaction.right, -1)):
        for species, number in side:
            for element, count in species.composition.items():
                atoms[element] = atoms.get(element, Fraction(0)) + sign * number * count
            charge += sign * number * species.charge
            electrons += sign * number * (species.formula == "e")
    return Balance(
        reaction=reaction,
        atoms={element: _integer_if_whole(number) for element, number in atoms.items()},
        charge=_integer_if_whole(charge),
        electrons=_integer_if_whole(electrons),
        balanced=not charge and not any(atoms.values()),
        missing=_missing(atoms, charge),
    )


def _missing(atoms: Mapping[str, Fraction], charge: Fraction) -> str:
    """What the sides lack, from what the left has more than the right."""
    excess = {element: number for element, number in atoms.items() if number}
    if set(excess) <= {"H", "O"}:
        # The one mixture of water, protons and electrons that makes up for the three differences.
        water = excess.get("O", Fraction(0))
        protons = excess.get("H", Fraction(0)) - 2 * water
        excess = {"H2O": water, "H+": protons, "e-": protons - charge}
    elif charge:
        excess["positive charge" + "s" * (abs(charge) != 1)] = charge
    parts = [
        f"{abs(number)} {name} on the {'right' if number > 0 else 'left'}"
        for name, number in excess.items()
        if number
    ]
    return ", ".join(parts)


def complete(equation: str | Reaction) -> Reaction:
    """A step with the water, protons and electrons that its shorthand leaves out.

    Parameters
    ----------
    equation : str or Reaction
        The step, such as ``*NH2OH -> *NH2``.

    Returns
    -------
    Reaction
        The balanced equation. :func:`electrons` then says which way it goes: more than zero for a reduction,
        less for an oxidation.

    Raises
    ------
    ReactionError
        Where the equation cannot be read, or its sides differ in more than hydrogen, oxygen and charge.

    Examples
    --------
    >>> str(complete("*NH2OH -> *NH2"))
    'NH2OH(ads) + H+ + e- -> NH2(ads) + H2O'
    >>> electrons(complete("*NH -> *NOH"))
    -2
    """
    found = balance(equation)
    others = sorted(element for element, number in found.atoms.items() if number and element not in "HO")
    if others:
        raise ReactionError(
            f"found {equation} with unlike numbers of {', '.join(others)}, expected sides that differ in "
            "hydrogen, oxygen and charge only"
        )
    sides: tuple[list[tuple[Species, Fraction]], ...] = ([], [])
    added = {"H2O": Species("H2O"), "H+": Species("H", 1), "e-": Species("e", -1)}
    for part in filter(None, found.missing.split(", ")):
        number, name, _, _, side = part.split(" ")
        sides[side == "right"].append((added[name], Fraction(number)))
    reaction = found.reaction
    # As the literature writes it: what is added comes after what was there.
    left, right = (tuple(reversed(extra)) if side else tuple(extra) for side, extra in enumerate(sides))
    return Reaction((*reaction.left, *left), (*reaction.right, *right))


def electrons(equation: str | Reaction) -> int:
    """Electrons that the equation takes up: positive for a reduction, negative for an oxidation.

    Raises
    ------
    ReactionError
        Where the equation cannot be read, or has a fraction of an electron.

    Examples
    --------
    >>> electrons("NH2O ads( ) + 3e- + 3H +→ NH3 +H2O (4)")
    3
    """
    number = balance(equation).electrons
    if not isinstance(number, int):
        raise ReactionError(f"found {number} electrons in {equation}, expected a whole number")
    return number


def add(equations: Iterable[str | Reaction]) -> Reaction:
    """The sum of steps, in which what one step makes and another takes up cancels.

    A species cancels only where formula, charge and state agree.

    Raises
    ------
    ReactionError
        Where an equation cannot be read, there is none, or nothing is left.

    Examples
    --------
    >>> str(add(["CO2(g) + H+ + e- -> *COOH", "*COOH + H+ + e- -> *CO + H2O(l)", "*CO -> CO(g)"]))
    'CO2(g) + 2 H+ + 2 e- -> H2O(l) + CO(g)'
    """
    total: dict[Species, Fraction] = {}
    for equation in equations:
        for species, number in as_reaction(equation).change.items():
            total[species] = total.get(species, Fraction(0)) + number
    left = tuple((species, -number) for species, number in total.items() if number < 0)
    right = tuple((species, number) for species, number in total.items() if number > 0)
    if not left or not right:
        raise ReactionError("found steps that leave nothing on one side of their sum, expected a reaction")
    return Reaction(left, right)

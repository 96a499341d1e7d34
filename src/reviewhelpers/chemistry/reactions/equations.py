"""Equations as they are printed: the sides of a reaction, reading them, and writing them for a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from reviewhelpers.chemistry.reactions.species import (
    ReactionError,
    Species,
    composition,
    has_ambiguous_charge,
)
from reviewhelpers.dataset import data

_FROM_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TO_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TO_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_STATES = "ads|aq|cr|g|l|s"
_CATION = r"\S$|(?<![A-Za-z])(H3O|NH4|[A-Z][a-z]?)\s+$"
_NORMALISATIONS = (
    (r"</?sub>", ""),
    (r"<sup>([^<]*)</sup>", r"^\1"),
    (r"\\(?:text|mathrm|ce)\s*\{([^{}]*)\}", r"\1"),
    (r"\\(?:long)?rightarrow|\\to\b|\\rightleftharpoons", "→"),
    (rf"_\{{?({_STATES})\}}?(?![A-Za-z])", r"(\1)"),
    (r"_\{?(\d+)\}?", r"\1"),
    (r"\^\{([^{}]*)\}", r"^\1"),
    (r"\$", ""),
    (r"[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]+", lambda found: "^" + found[0].translate(_FROM_SUPERSCRIPT)),
    (r"[−–‐]", "-"),
    # "e-->" is an electron and an arrow, "A --> B" a long arrow.
    (r"(?<=\S)-->", "- →"),
    (r"<?-+>|<?=+>|[⟶⇌↔⇒⟹⇄]|=", "→"),
    (r"½", "1/2"),
    (r"\s*\(\d+[a-z]?\)\s*$", ""),
    (rf"\s+({_STATES})\s*\(\s*\)", r"(\1)"),
    (rf"\s*\(\s*({_STATES})\s*\)", r"(\1)"),
    (r"\^\s*\*", "*"),
    (r"(\d*)\s*\(\s*H\^?\+\s*\+\s*e\^?-\s*\)", r"\1 H+ + \1 e-"),
)

Side = tuple[tuple[Species, Fraction], ...]


@dataclass(frozen=True)
class Reaction:
    """An equation: on each side the species with their coefficients, in the order written."""

    left: Side
    right: Side

    def __str__(self) -> str:
        return " -> ".join(
            " + ".join(_format_term(*each) for each in side) for side in (self.left, self.right)
        )

    @property
    def change(self) -> dict[Species, Fraction]:
        """Coefficient of each species, positive for what is made; without what cancels."""
        change: dict[Species, Fraction] = {}
        for side, sign in ((self.left, -1), (self.right, 1)):
            for species, number in side:
                change[species] = change.get(species, Fraction(0)) + sign * number
        return {species: number for species, number in change.items() if number}


def _format_term(species: Species, number: Fraction) -> str:
    return str(species) if number == 1 else f"{number} {species}"


@data.cached
def parse(text: str) -> Reaction:
    """Read an equation.

    Parameters
    ----------
    text : str
        One step or one whole reaction, with one arrow.

    Returns
    -------
    Reaction
        Whose text is the equation in one plain spelling, which this function reads again.

    Raises
    ------
    ReactionError
        Where a part cannot be read or could be read in two ways; the message quotes it.

    Examples
    --------
    Equation 3 of gan2024, as it is printed:

    >>> str(parse("NOH ads( ) + e- +H +→ NH2O ads( ) (3)"))
    'NOH(ads) + e- + H+ -> NH2O(ads)'
    >>> str(parse("*NH₂OH + H⁺ + e⁻ → *NH₂ + H₂O"))
    'NH2OH(ads) + H+ + e- -> NH2(ads) + H2O'
    """
    if not isinstance(text, str):
        raise ReactionError(f"found {text!r}, expected an equation")
    plain = text.translate(_FROM_SUBSCRIPT)
    for pattern, replacement in _NORMALISATIONS:
        plain = re.sub(pattern, replacement, plain)
    sides = plain.split("→")
    if len(sides) != 2:
        raise ReactionError(
            f"found {len(sides) - 1} arrows in {text!r}, expected one: write one step at a time"
        )
    left, right = (_parse_side(side, text) for side in sides)
    return Reaction(left, right)


def _parse_side(side: str, text: str) -> Side:
    """The terms of one side, each species once."""
    terms, begin = [], 0
    for found in re.finditer(r"\+", side):
        # A plus is a charge where no formula follows it: "H +→", "H++e-", "H+(aq)", "Cu^2+". After a space
        # only the usual cations may have one, so that "CO2 + →" is not taken for the ion CO2+.
        before, after = side[: found.start()], side[found.end() :]
        charge = re.match(rf"\s*(\+|$|\(({_STATES})\))", after) and re.search(_CATION, before)
        if not charge and not re.search(r"\^\d*\+?$", before):
            terms.append(side[begin : found.start()])
            begin = found.end()
    terms.append(side[begin:])
    numbers: dict[Species, Fraction] = {}
    for term in terms:
        species, number = _parse_term(term.strip(), text)
        numbers[species] = numbers.get(species, Fraction(0)) + number
    return tuple(numbers.items())


def _parse_term(term: str, text: str) -> tuple[Species, Fraction]:
    found = re.fullmatch(r"(\d+/\d+|\d*\.\d+|\d+)?\s*([^\s\d+-].*)", term)
    if not found:
        raise ReactionError(f"found {term!r} in {text!r}, expected a species")
    try:
        number = Fraction(found[1] or 1)
    except ZeroDivisionError:
        number = Fraction(0)
    if not number:
        raise ReactionError(f"found {term!r} in {text!r}, expected a coefficient above zero")
    return parse_species(found[2], text), number


def parse_species(words: str, text: str) -> Species:
    """Read one species; an error quotes the equation `text` in which it stands.

    Raises
    ------
    ReactionError
        Where the species cannot be read, or could be read in two ways.
    """

    def error(expected: str) -> ReactionError:
        return ReactionError(f"found {words!r} in {text!r}, expected {expected}")

    state = re.search(rf"\(({_STATES})\)$", words)
    body = re.sub(r"\s+(?=[-+]+$)", "", words[: state.start()] if state else words)
    adsorbed = "*" in body
    if adsorbed and (state and state[1] != "ads"):
        raise error("either a star or a state")
    body = re.sub(r"^\*\s*|\*(?=(\^?\d*[-+]*)$)", "", body)
    charge = 0
    signs = re.search(r"\^(\d*)([-+]+)$|\^([-+])(\d+)$|([-+])(\d+)$|([-+]+)$", body)
    if signs:
        sign = next(each for each in (signs[2], signs[3], signs[5], signs[7]) if each)
        size = next((int(each) for each in (signs[1], signs[4], signs[6]) if each), len(sign))
        body = body[: signs.start()]
        charge = -size if sign[0] == "-" else size
        if signs[7] and has_ambiguous_charge(body):
            raise error("the charge behind a ^, as in Cu^2+: it could be read in two ways")
        if len(set(sign)) > 1:
            raise error("one sign of charge")
    if body == "e" and charge in (0, -1) and not adsorbed and not state:
        return Species("e", -1)
    if not body and not (charge or not adsorbed):
        return Species("")
    _check_formula(body, text)
    return Species(body, charge, "ads" if adsorbed else state[1] if state else "")


def _check_formula(formula: str, text: str) -> None:
    try:
        composition(formula)
    except ReactionError as error:
        raise ReactionError(f"found {formula!r} in {text!r}, expected a chemical formula") from error


def format_equation(equation: str | Reaction) -> str:
    """An equation as a reader sees it.

    Raises
    ------
    ReactionError
        As :func:`parse`.

    Examples
    --------
    >>> format_equation("NO3-(aq) + 9 H+(aq) + 8 e- -> NH3(g) + 3 H2O(l)")
    'NO₃⁻(aq) + 9 H⁺(aq) + 8 e⁻ → NH₃(g) + 3 H₂O(l)'
    """
    reaction = as_reaction(equation)
    sides = []
    for side in (reaction.left, reaction.right):
        terms = []
        for species, number in side:
            formula = re.sub(r"\d+", lambda found: found[0].translate(_TO_SUBSCRIPT), species.formula) or "*"
            charge = str(Species("X", species.charge))[1:].lstrip("^").translate(_TO_SUPERSCRIPT)
            state = f"({species.state})" if species.state else ""
            terms.append(("" if number == 1 else f"{number} ") + formula + charge + state)
        sides.append(" + ".join(terms))
    return " → ".join(sides)


def as_reaction(equation: str | Reaction) -> Reaction:
    """The reaction itself, or the one that a text describes.

    Raises
    ------
    ReactionError
        As :func:`parse`.
    """
    return equation if isinstance(equation, Reaction) else parse(equation)

"""Equations of reactions: reading them as they are printed, balancing, adding, and standard potentials.

An equation is read in the spellings of the field: arrows of any kind or ``=``, states ``(g)``, ``(aq)``,
``(ads)``, adsorbed species as ``*CO`` or ``CO*``, charges as ``NO3-``, ``NO₃⁻`` or ``CO3^2-``, and the damage
that copying does to them (``NO ads( ) + e- +H +→``). What could be read in two ways is refused.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.units import Numeric
from reviewhelpers.dataset import data

__all__ = [
    "Balance",
    "Reaction",
    "ReactionError",
    "Species",
    "StandardPotential",
    "add",
    "balance",
    "completed",
    "electrons",
    "molar_mass",
    "nernst_slope",
    "parse",
    "potential",
    "pretty",
    "proton_balance",
    "standard_potential",
]


class ReactionError(ReviewHelpersError):
    """An equation that cannot be read, does not balance, or lacks a number."""


# What an equation is made of ------------------------------------------------------------------------


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
        return {} if self.formula in ("", "e") else _composition(self.formula)

    def __str__(self) -> str:
        if not self.formula:
            return "*"
        number = str(abs(self.charge)) if abs(self.charge) > 1 else ""
        sign = number + ("-" if self.charge < 0 else "+") if self.charge else ""
        mark = "^" if sign and (number or _two_readings(self.formula)) else ""
        return self.formula + mark + sign + (f"({self.state})" if self.state else "")


Side = tuple[tuple[Species, Fraction], ...]


@dataclass(frozen=True)
class Reaction:
    """An equation: on each side the species with their coefficients, in the order written."""

    left: Side
    right: Side

    def __str__(self) -> str:
        return " -> ".join(" + ".join(_term(*each) for each in side) for side in (self.left, self.right))

    @property
    def change(self) -> dict[Species, Fraction]:
        """Coefficient of each species, positive for what is made; without what cancels."""
        change: dict[Species, Fraction] = {}
        for side, sign in ((self.left, -1), (self.right, 1)):
            for species, number in side:
                change[species] = change.get(species, Fraction(0)) + sign * number
        return {species: number for species, number in change.items() if number}


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


def _plain(number: Fraction) -> int | Fraction:
    return int(number) if number.denominator == 1 else number


def _term(species: Species, number: Fraction) -> str:
    return str(species) if number == 1 else f"{number} {species}"


@functools.cache
def _composition(formula: str) -> dict[str, int]:
    # chempy takes most of a second to import, and most users of this module never need it.
    from chempy.util.parsing import formula_to_composition
    from chempy.util.periodic import symbols

    try:
        if not re.fullmatch(r"[A-Za-z0-9()\[\]]+", formula):
            raise ValueError
        return {symbols[number - 1]: count for number, count in formula_to_composition(formula).items()}
    except Exception as error:  # pyparsing has its own family of exceptions.
        raise ReactionError(f"found {formula!r}, expected a chemical formula") from error


def _two_readings(formula: str) -> bool:
    """Whether a sign put right behind could take the last digit with it: Cu2+ may be Cu²⁺ or (Cu₂)⁺."""
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

    _composition(formula)
    return float(mass_from_composition(formula_to_composition(formula)))


# Reading --------------------------------------------------------------------------------------------

_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TO_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TO_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_STATES = "ads|aq|cr|g|l|s"
_CATION = r"\S$|(?<![A-Za-z])(H3O|NH4|[A-Z][a-z]?)\s+$"
_REWRITE = (
    (r"</?sub>", ""),
    (r"<sup>([^<]*)</sup>", r"^\1"),
    (r"\\(?:text|mathrm|ce)\s*\{([^{}]*)\}", r"\1"),
    (r"\\(?:long)?rightarrow|\\to\b|\\rightleftharpoons", "→"),
    (rf"_\{{?({_STATES})\}}?(?![A-Za-z])", r"(\1)"),
    (r"_\{?(\d+)\}?", r"\1"),
    (r"\^\{([^{}]*)\}", r"^\1"),
    (r"\$", ""),
    (r"[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]+", lambda found: "^" + found[0].translate(_HIGH)),
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


@data.kept
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
    plain = text.translate(_LOW)
    for pattern, ours in _REWRITE:
        plain = re.sub(pattern, ours, plain)
    sides = plain.split("→")
    if len(sides) != 2:
        raise ReactionError(
            f"found {len(sides) - 1} arrows in {text!r}, expected one: write one step at a time"
        )
    left, right = (_side(side, text) for side in sides)
    return Reaction(left, right)


def _side(side: str, text: str) -> Side:
    """The terms of one side, each species once."""
    terms, begin = [], 0
    for found in re.finditer(r"\+", side):
        # A plus is a charge where no formula follows it: "H +→", "H++e-", "H+(aq)", "Cu^2+". Behind a blank
        # only a cation of the field may have one, so that "CO2 + →" is not taken for the ion CO2+.
        before, behind = side[: found.start()], side[found.end() :]
        charge = re.match(rf"\s*(\+|$|\(({_STATES})\))", behind) and re.search(_CATION, before)
        if not charge and not re.search(r"\^\d*\+?$", before):
            terms.append(side[begin : found.start()])
            begin = found.end()
    terms.append(side[begin:])
    numbers: dict[Species, Fraction] = {}
    for term in terms:
        species, number = _read_term(term.strip(), text)
        numbers[species] = numbers.get(species, Fraction(0)) + number
    return tuple(numbers.items())


def _read_term(term: str, text: str) -> tuple[Species, Fraction]:
    found = re.fullmatch(r"(\d+/\d+|\d*\.\d+|\d+)?\s*([^\s\d+-].*)", term)
    if not found:
        raise ReactionError(f"found {term!r} in {text!r}, expected a species")
    try:
        number = Fraction(found[1] or 1)
    except ZeroDivisionError:
        number = Fraction(0)
    if not number:
        raise ReactionError(f"found {term!r} in {text!r}, expected a coefficient above zero")
    return _read_species(found[2], text), number


def _read_species(words: str, text: str) -> Species:
    def refuse(expected: str) -> ReactionError:
        return ReactionError(f"found {words!r} in {text!r}, expected {expected}")

    state = re.search(rf"\(({_STATES})\)$", words)
    body = re.sub(r"\s+(?=[-+]+$)", "", words[: state.start()] if state else words)
    adsorbed = "*" in body
    if adsorbed and (state and state[1] != "ads"):
        raise refuse("either a star or a state")
    body = re.sub(r"^\*\s*|\*(?=(\^?\d*[-+]*)$)", "", body)
    charge = 0
    signs = re.search(r"\^(\d*)([-+]+)$|\^([-+])(\d+)$|([-+])(\d+)$|([-+]+)$", body)
    if signs:
        sign = next(each for each in (signs[2], signs[3], signs[5], signs[7]) if each)
        size = next((int(each) for each in (signs[1], signs[4], signs[6]) if each), len(sign))
        body = body[: signs.start()]
        charge = -size if sign[0] == "-" else size
        if signs[7] and _two_readings(body):
            raise refuse("the charge behind a ^, as in Cu^2+: it could be read in two ways")
        if len(set(sign)) > 1:
            raise refuse("one sign of charge")
    if body == "e" and charge in (0, -1) and not adsorbed and not state:
        return Species("e", -1)
    if not body and not (charge or not adsorbed):
        return Species("")
    _composition_of(body, text)
    return Species(body, charge, "ads" if adsorbed else state[1] if state else "")


def _composition_of(formula: str, text: str) -> None:
    try:
        _composition(formula)
    except ReactionError as error:
        raise ReactionError(f"found {formula!r} in {text!r}, expected a chemical formula") from error


def pretty(equation: str | Reaction) -> str:
    """An equation as a reader sees it.

    Raises
    ------
    ReactionError
        As :func:`parse`.

    Examples
    --------
    >>> pretty("NO3-(aq) + 9 H+(aq) + 8 e- -> NH3(g) + 3 H2O(l)")
    'NO₃⁻(aq) + 9 H⁺(aq) + 8 e⁻ → NH₃(g) + 3 H₂O(l)'
    """
    reaction = _read(equation)
    sides = []
    for side in (reaction.left, reaction.right):
        terms = []
        for species, number in side:
            formula = re.sub(r"\d+", lambda found: found[0].translate(_TO_LOW), species.formula) or "*"
            charge = str(Species("X", species.charge))[1:].lstrip("^").translate(_TO_HIGH)
            state = f"({species.state})" if species.state else ""
            terms.append(("" if number == 1 else f"{number} ") + formula + charge + state)
        sides.append(" + ".join(terms))
    return " → ".join(sides)


def _read(equation: str | Reaction) -> Reaction:
    return equation if isinstance(equation, Reaction) else parse(equation)


# Balancing and adding -------------------------------------------------------------------------------


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
    reaction = _read(equation)
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
        atoms={element: _plain(number) for element, number in atoms.items()},
        charge=_plain(charge),
        electrons=_plain(electrons),
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


def completed(equation: str | Reaction) -> Reaction:
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
    >>> str(completed("*NH2OH -> *NH2"))
    'NH2OH(ads) + H+ + e- -> NH2(ads) + H2O'
    >>> electrons(completed("*NH -> *NOH"))
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
    # Written as the field does: what is added stands behind what was there.
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
        for species, number in _read(equation).change.items():
            total[species] = total.get(species, Fraction(0)) + number
    left = tuple((species, -number) for species, number in total.items() if number < 0)
    right = tuple((species, number) for species, number in total.items() if number > 0)
    if not left or not right:
        raise ReactionError("found steps that leave nothing on one side of their sum, expected a reaction")
    return Reaction(left, right)


# Potentials -----------------------------------------------------------------------------------------

_ROOM = 25.0  # The formation energies hold at 25 °C, and no other temperature is asked of them.


@dataclass(frozen=True)
class StandardPotential:
    """A standard potential with what it was computed from; ``float()`` gives its value.

    Parameters
    ----------
    value_V : float
        Potential against the standard hydrogen electrode, at 25 °C and unit activities.
    gibbs_energy_J_per_mol : float
        Gibbs energy of the reaction as written.
    electrons : int
        Electrons taken up.
    rows : tuple of str
        Ids of the rows of ``data/formation.csv`` and ``data/solution.csv`` that went in.
    """

    value_V: float  # noqa: N815
    gibbs_energy_J_per_mol: float  # noqa: N815
    electrons: int
    rows: tuple[str, ...]

    def __float__(self) -> float:
        return self.value_V


@functools.cache
def _formation() -> dict[Species, tuple[tuple[str, ...], float]]:
    """Row ids and energy in J/mol of each species that the tables hold, or lead to in water."""
    known: dict[Species, tuple[tuple[str, ...], float]] = {}
    for _, row in data.table("formation").iterrows():
        joule = float(units.convert(row["value"], row["unit"], "J/mol"))
        known[_read_species(row["species"], row["species"])] = ((str(row["id"]),), joule)
    for _, row in data.table("solution").iterrows():
        rows, joule = known[_read_species(row["from_species"], row["from_species"])]
        known[_read_species(row["species"], row["species"])] = (
            (*rows, str(row["id"])),
            joule + _dissolving(row["quantity"], row["value"], row["unit"]),
        )
    return known


def _dissolving(quantity: str, value: float, unit: str) -> float:
    """Gibbs energy in J/mol from the tabulated species to the one in water.

    Notes
    -----
    An acid takes up the proton, whose own energy is zero: Δ\\ *G*° = −*RT* ln 10 p\\ *K*\\ :sub:`a`. A gas at
    1 bar dissolves to 1 mol/L: Δ\\ *G*° = −*RT* ln(*H p*°/*c*°).
    """
    thermal = units.gas_constant() * (_ROOM + units.constant("celsius-zero"))
    if quantity == "acid_exponent":
        return -thermal * math.log(10) * value
    # One bar, in the unit that a solubility is tabulated in.
    return -thermal * math.log(1e5 * float(units.convert(value, unit, "mol/L/Pa")))


def _energy(species: Species, reaction: Reaction) -> tuple[tuple[str, ...], float]:
    known = _formation()
    # An ion with no state written is dissolved; a molecule with none may be a gas or a liquid.
    if species.charge and not species.state and species.formula != "e":
        species = Species(species.formula, species.charge, "aq")
    if species not in known:
        others = [
            str(each) for each in known if (each.formula, each.charge) == (species.formula, species.charge)
        ]
        hint = f"; the table has {' and '.join(others)}" if others else ""
        raise ReactionError(f"no formation energy of {species}, which stands in {reaction}{hint}")
    return known[species]


@data.kept
def standard_potential(equation: str | Reaction) -> StandardPotential:
    """The standard potential of a half-reaction, from Gibbs energies of formation.

    Parameters
    ----------
    equation : str or Reaction
        A balanced half-reaction with the state of every molecule.

    Returns
    -------
    StandardPotential
        In V against the standard hydrogen electrode, at 25 °C and unit activities (so at pH 0), with the
        rows of ``data/formation.csv`` and ``data/solution.csv`` used.

    Raises
    ------
    ReactionError
        Where the equation does not balance, has no electrons, or a species has no formation energy: the
        message names what is missing.

    Notes
    -----
    *E*° = −Δ\\ :sub:`r`\\ *G*° / (*n F*), with Δ\\ :sub:`r`\\ *G*° the sum over what is made less the sum
    over what is used up, and *n* the electrons taken up. An oxidation gives the potential of the same couple.

    Examples
    --------
    >>> found = standard_potential("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O(l)")
    >>> round(found.value_V, 3), found.gibbs_energy_J_per_mol, found.rows[0]
    (-0.104, 20100.0, 'carbon-dioxide-gas')
    >>> standard_potential("NO(g) + 3 H+ + 3 e- -> NH2OH(aq)")
    Traceback (most recent call last):
    reviewhelpers.chemistry.reactions.ReactionError: no formation energy of NH2OH(aq), which stands in \
NO(g) + 3 H+ + 3 e- -> NH2OH(aq)
    """
    reaction = _read(equation)
    found = balance(reaction)
    if not found.balanced:
        raise ReactionError(f"{reaction} does not balance: it lacks {found.missing}")
    number = electrons(reaction)
    if number == 0:
        raise ReactionError(f"{reaction} has no electrons, so no potential")
    energies = {species: _energy(species, reaction) for species in reaction.change}
    gibbs = math.fsum(float(count) * energies[species][1] for species, count in reaction.change.items())
    rows = tuple(row for each, _ in energies.values() for row in each)
    # Adding zero turns the −0.0 of the hydrogen electrode into 0.0.
    return StandardPotential(-gibbs / (number * units.faraday()) + 0.0, gibbs, number, rows)


def nernst_slope(temperature_C: float = _ROOM) -> float:  # noqa: N803
    """Volts per unit of pH, *RT* ln 10 / *F*.

    Raises
    ------
    ReactionError
        At or below absolute zero.

    Examples
    --------
    >>> round(nernst_slope(), 6)
    0.059159
    """
    kelvin = units.finite(temperature_C, "temperature", ReactionError) + units.constant("celsius-zero")
    if kelvin <= 0:
        raise ReactionError(f"temperature: found {temperature_C} degC, expected one above absolute zero")
    return float(units.gas_constant() * kelvin * math.log(10) / units.faraday())


@data.kept
def proton_balance(equation: str | Reaction) -> Fraction:
    """How many H⁺ a half-reaction takes up for each electron, OH⁻ made counted as H⁺ taken from water.

    Where this is 1 the potential of the couple does not move with pH on the RHE scale.

    Raises
    ------
    ReactionError
        Where the equation cannot be read or has no electrons.

    Examples
    --------
    >>> print(proton_balance("CO2(g) + H+ + 2 e- -> HCOO-(aq)"))
    1/2
    >>> print(proton_balance("CO2(g) + H2O(l) + 2 e- -> CO(g) + 2 OH-"))
    1
    """
    reaction = _read(equation)
    number = electrons(reaction)
    if not number:
        raise ReactionError(f"{reaction} has no electrons, so no potential")
    return (_made(reaction, "OH", -1) - _made(reaction, "H", 1)) / number


def _made(reaction: Reaction, formula: str, charge: int) -> Fraction:
    """How much of an ion the reaction makes, in whatever state it is written."""
    kinds = reaction.change.items()
    return sum((n for each, n in kinds if (each.formula, each.charge) == (formula, charge)), Fraction(0))


def potential(equation: str | Reaction, pH: Numeric) -> Numeric:  # noqa: N803
    """The equilibrium potential of a half-reaction at a pH, all other activities being one, at 25 °C.

    Parameters
    ----------
    equation : str or Reaction
        A balanced half-reaction; H⁺ or OH⁻ may stand in it.
    pH : float, array or Series
        The pH.

    Returns
    -------
    float, array or Series
        Volts against the standard hydrogen electrode.

    Raises
    ------
    ReactionError
        As :func:`standard_potential`, and for a pH that is not a number.

    Notes
    -----
    The Nernst equation, *E* = *E*° − (*RT* ln 10 / *F*) (*m*/*n*) pH with *m* protons for *n* electrons. For
    OH⁻ the ion product of water comes from the same formation energies.

    Examples
    --------
    >>> equation = "CO2(g) + H+ + 2 e- -> HCOO-(aq)"
    >>> round(float(potential(equation, 0.0)), 3), round(float(potential(equation, 7.0)), 3)
    (-0.225, -0.432)
    """
    reaction = _read(equation)
    standard = standard_potential(reaction)
    acidity = units.finite(pH, "pH", ReactionError)
    hydroxide = _made(reaction, "OH", -1)
    slope = nernst_slope()
    moved = standard.value_V - slope * float(proton_balance(reaction)) * acidity
    if hydroxide:
        known = _formation()
        names = (Species("OH", -1, "aq"), Species("H", 1, "aq"), Species("H2O", 0, "l"))
        ion, proton, water = (known[name][1] for name in names)
        ion_product = (ion + proton - water) / units.faraday() / slope
        moved = moved + slope * float(hydroxide) / standard.electrons * ion_product
    return moved

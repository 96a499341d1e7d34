"""Standard and equilibrium potentials of half-reactions, from Gibbs energies of formation."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from fractions import Fraction

from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.reactions.balancing import balance, electrons
from reviewhelpers.chemistry.reactions.equations import Reaction, as_reaction, parse_species
from reviewhelpers.chemistry.reactions.species import ReactionError, Species
from reviewhelpers.chemistry.units import Numeric
from reviewhelpers.dataset import data

_REFERENCE_TEMPERATURE_C = (
    25.0  # The formation energies hold at 25 °C, and no other temperature is asked of them.
)


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
def _formation_energies() -> dict[Species, tuple[tuple[str, ...], float]]:
    """Row ids and energy in J/mol of each species that the tables hold, or lead to in water."""
    known: dict[Species, tuple[tuple[str, ...], float]] = {}
    for _, row in data.table("formation").iterrows():
        joule = float(units.convert(row["value"], row["unit"], "J/mol"))
        known[parse_species(row["species"], row["species"])] = ((str(row["id"]),), joule)
    for _, row in data.table("solution").iterrows():
        rows, joule = known[parse_species(row["from_species"], row["from_species"])]
        known[parse_species(row["species"], row["species"])] = (
            (*rows, str(row["id"])),
            joule + _dissolution_energy(row["quantity"], row["value"], row["unit"]),
        )
    return known


def _dissolution_energy(quantity: str, value: float, unit: str) -> float:
    """Gibbs energy in J/mol from the tabulated species to the one in water.

    Notes
    -----
    An acid takes up the proton, whose own energy is zero: Δ\\ *G*° = −*RT* ln 10 p\\ *K*\\ :sub:`a`. A gas at
    1 bar dissolves to 1 mol/L: Δ\\ *G*° = −*RT* ln(*H p*°/*c*°).
    """
    thermal = units.gas_constant() * (_REFERENCE_TEMPERATURE_C + units.constant("celsius-zero"))
    if quantity == "acid_exponent":
        return -thermal * math.log(10) * value
    # One bar, in the unit that a solubility is tabulated in.
    return -thermal * math.log(1e5 * float(units.convert(value, unit, "mol/L/Pa")))


def _formation_energy(species: Species, reaction: Reaction) -> tuple[tuple[str, ...], float]:
    known = _formation_energies()
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


@data.cached
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
    reviewhelpers.chemistry.reactions.species.ReactionError: no formation energy of NH2OH(aq), which stands in \
NO(g) + 3 H+ + 3 e- -> NH2OH(aq)
    """
    reaction = as_reaction(equation)
    found = balance(reaction)
    if not found.balanced:
        raise ReactionError(f"{reaction} does not balance: it lacks {found.missing}")
    number = electrons(reaction)
    if number == 0:
        raise ReactionError(f"{reaction} has no electrons, so no potential")
    energies = {species: _formation_energy(species, reaction) for species in reaction.change}
    gibbs = math.fsum(float(count) * energies[species][1] for species, count in reaction.change.items())
    rows = tuple(row for each, _ in energies.values() for row in each)
    # Adding zero turns the −0.0 of the hydrogen electrode into 0.0.
    return StandardPotential(-gibbs / (number * units.faraday()) + 0.0, gibbs, number, rows)


def nernst_slope(temperature_C: float = 25.0) -> float:  # noqa: N803
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


@data.cached
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
    reaction = as_reaction(equation)
    number = electrons(reaction)
    if not number:
        raise ReactionError(f"{reaction} has no electrons, so no potential")
    return (_produced(reaction, "OH", -1) - _produced(reaction, "H", 1)) / number


def _produced(reaction: Reaction, formula: str, charge: int) -> Fraction:
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
    reaction = as_reaction(equation)
    standard = standard_potential(reaction)
    acidity = units.finite(pH, "pH", ReactionError)
    hydroxide = _produced(reaction, "OH", -1)
    slope = nernst_slope()
    shifted = standard.value_V - slope * float(proton_balance(reaction)) * acidity
    if hydroxide:
        known = _formation_energies()
        names = (Species("OH", -1, "aq"), Species("H", 1, "aq"), Species("H2O", 0, "l"))
        ion, proton, water = (known[name][1] for name in names)
        ion_product = (ion + proton - water) / units.faraday() / slope
        shifted = shifted + slope * float(hydroxide) / standard.electrons * ion_product
    return shifted

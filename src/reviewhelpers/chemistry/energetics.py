"""Free-energy profiles of a mechanism: cumulative energies, the step that sets the potential, a shift of it.

A profile is a list of steps with the free-energy change of each at one potential on the RHE scale, usually
0 V, and the electrons that each takes up. Papers print a few of these changes and draw the rest: what is not
printed stays open here, and what cannot be said without it is not said.
"""

# Names of arguments carry symbols and units as the field writes them: G, _V, _eV.
# ruff: noqa: N802, N803, N806, N815

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units

__all__ = [
    "DeterminingStep",
    "EnergeticsError",
    "Profile",
    "Step",
    "largest_barrier",
    "largest_rate",
    "limiting_potential",
    "potential_determining_step",
    "profile",
    "shift",
]


class EnergeticsError(ReviewHelpersError):
    """A profile that makes no sense, or a question that it cannot answer."""


@dataclass(frozen=True)
class Step:
    """One step of a mechanism.

    Parameters
    ----------
    label : str
        The step as a reader knows it, such as ``*NH2OH -> *NH2``.
    delta_G_eV : float
        Free-energy change in eV at the potential of the profile; NaN where it is not printed.
    electrons : int
        Electrons taken up, each with its proton; 0 for a chemical step such as adsorption or desorption.
    """

    label: str
    delta_G_eV: float
    electrons: int

    @property
    def printed(self) -> bool:
        """Whether the free-energy change is known."""
        return bool(np.isfinite(self.delta_G_eV))


@dataclass(frozen=True)
class Profile:
    """Steps in order, at one potential.

    Parameters
    ----------
    steps : tuple of Step
        The steps of the reduction.
    potential_V : float
        The potential at which their free-energy changes hold, in V against the RHE.
    """

    steps: tuple[Step, ...]
    potential_V: float = 0.0

    @property
    def free_energy_eV(self) -> NDArray[np.float64]:
        """Free energy in eV before the first step, which is zero, and after each; open from a gap on."""
        return np.concatenate([[0.0], np.cumsum([step.delta_G_eV for step in self.steps])])

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps whose free-energy change is not printed."""
        return tuple(step for step in self.steps if not step.printed)


@dataclass(frozen=True)
class DeterminingStep:
    """The step that sets the limiting potential, and what stands beside it.

    Parameters
    ----------
    step : Step
        Of the steps that take up electrons, the one with the greatest free-energy change per electron.
    limiting_potential_V : float
        The potential in V against the RHE at which no step that takes up electrons is uphill any more.
    largest_uphill : Step
        Of all printed steps the one with the greatest free-energy change, with or without electrons.
    largest_is_chemical : bool
        Whether that one is uphill and takes up no electrons. No potential makes it downhill, so it is not
        called potential-limiting, whatever it does to the rate.
    lower_bound : bool
        Whether steps with electrons are not printed: then the greatest change may be greater than that of
        `step`, and the limiting potential more negative than the one given.
    statement : str
        The finding in a sentence.
    """

    step: Step
    limiting_potential_V: float
    largest_uphill: Step
    largest_is_chemical: bool
    lower_bound: bool
    statement: str


def profile(steps: Iterable[tuple[str, float | None, int]], *, potential_V: float = 0.0) -> Profile:
    """A profile from the numbers that a paper prints.

    Parameters
    ----------
    steps : iterable of (str, float or None, int)
        For each step its label, its free-energy change in eV or None where it is not printed, and the
        electrons that it takes up (0 or more).
    potential_V : float
        The potential at which the changes hold, in V against the RHE.

    Returns
    -------
    Profile
        With the cumulative energies in ``free_energy_eV``: NaN from the first step on that is not printed.

    Raises
    ------
    EnergeticsError
        Where there is no step, a label is empty, an energy is not a number, or a number of electrons is
        negative or not whole.

    Examples
    --------
    >>> steps = [("*A -> *B", 0.5, 1), ("*B -> *C", -0.2, 1), ("*C -> D", None, 0), ("D -> E", 0.1, 0)]
    >>> profile(steps).free_energy_eV.round(3).tolist()
    [0.0, 0.5, 0.3, nan, nan]
    """
    checked = tuple(_step(*_unpack(each)) for each in steps)
    if not checked:
        raise EnergeticsError("found no step, expected at least one")
    return Profile(checked, float(units.finite(potential_V, "potential", EnergeticsError)))


def _unpack(step: Any) -> tuple[Any, Any, Any]:
    try:
        label, delta_G, electrons = step
    except (TypeError, ValueError) as error:
        raise EnergeticsError(f"found step {step!r}, expected a label, an energy and electrons") from error
    return label, delta_G, electrons


def _step(label: Any, delta_G: Any, electrons: Any) -> Step:
    if not isinstance(label, str) or not label.strip():
        raise EnergeticsError(f"found label {label!r}, expected the name of a step")
    # A column of a frame says "not printed" with NaN.
    missing = delta_G is None or (isinstance(delta_G, float) and np.isnan(delta_G))
    energy = np.nan if missing else units.finite(delta_G, f"free-energy change of {label}", EnergeticsError)
    number = units.finite(electrons, f"electrons of {label}", EnergeticsError)
    if np.ndim(energy) or np.ndim(number):
        raise EnergeticsError(f"found several numbers for {label}, expected one")
    if number < 0 or number != int(number):
        raise EnergeticsError(
            f"electrons of {label}: found {electrons}, expected 0 or a whole number above it"
        )
    return Step(label, float(energy), int(number))


def shift(found: Profile, potential_V: float) -> Profile:
    """The profile at another potential, by the computational hydrogen electrode.

    Parameters
    ----------
    found : Profile
        The profile.
    potential_V : float
        The potential wanted, in V against the RHE.

    Returns
    -------
    Profile
        The same steps, each with its free-energy change at that potential; open steps stay open.

    Raises
    ------
    EnergeticsError
        Where the potential is not a number.

    Notes
    -----
    In the computational hydrogen electrode a pair of proton and electron has the free energy of half a
    molecule of H₂ less *eU*, with *U* against the RHE. A step that takes up *n* pairs therefore changes by
    Δ*G*\\ (*U*) = Δ*G*\\ (0) + *neU*; a chemical step does not move.

    Examples
    --------
    >>> at_zero = profile([("*A -> *B", 0.5, 1), ("*B -> C", 0.2, 0)])
    >>> [step.delta_G_eV for step in shift(at_zero, -0.5).steps]
    [0.0, 0.2]
    """
    target = float(units.finite(potential_V, "potential", EnergeticsError))
    difference = target - found.potential_V
    steps = tuple(
        replace(step, delta_G_eV=step.delta_G_eV + step.electrons * difference) for step in found.steps
    )
    return Profile(steps, target)


def potential_determining_step(found: Profile, *, known_only: bool = False) -> DeterminingStep:
    """The step that sets the limiting potential of a reduction.

    Only a step that takes up electrons can: the potential does not act on the others. Where the greatest
    uphill step of all is a chemical one, the result says so beside the step that sets the potential.

    Parameters
    ----------
    found : Profile
        The profile.
    known_only : bool
        Answer although steps with electrons are not printed; the result is then marked as a lower bound.

    Returns
    -------
    DeterminingStep
        The step, the limiting potential, and the greatest uphill step of all.

    Raises
    ------
    EnergeticsError
        Where no step with electrons is printed, or one is not and `known_only` is not set; the message names
        the steps.

    Notes
    -----
    *U*\\ :sub:`L` = *U* − max(Δ*G* / *ne*), over the steps that take up electrons, for changes that hold at
    *U*.

    Examples
    --------
    Numbers made up for the example:

    >>> found = profile([("A -> *B", 0.6, 1), ("*B -> *C", -0.3, 1), ("*C -> C", 0.9, 0)])
    >>> result = potential_determining_step(found)
    >>> result.step.label, result.limiting_potential_V, result.largest_is_chemical
    ('A -> *B', -0.6, True)
    >>> print(result.statement)
    A -> *B sets the limiting potential, -0.60 V vs RHE; the greatest uphill step, *C -> C (0.90 eV), takes \
up no electrons and is not moved by the potential
    """
    electrochemical = [step for step in found.steps if step.electrons]
    printed = [step for step in electrochemical if step.printed]
    gaps = [step.label for step in electrochemical if not step.printed]
    uphill = [step for step in found.steps if step.printed]
    if gaps and not known_only:
        raise EnergeticsError(
            f"the free-energy change of {', '.join(gaps)} is not printed, so no step can be named"
        )
    if not printed:
        highest = max(uphill, key=lambda step: rounding.settled(step.delta_G_eV), default=None)
        named = f"; {highest.label} takes up none and cannot limit a potential" if highest else ""
        raise EnergeticsError(f"found no printed step that takes up electrons{named}")
    # Of steps that differ by rounding errors only, the first is named.
    step = max(printed, key=lambda each: rounding.settled(each.delta_G_eV / each.electrons))
    limit = found.potential_V - step.delta_G_eV / step.electrons
    largest = max(uphill, key=lambda each: rounding.settled(each.delta_G_eV))
    chemical = largest.electrons == 0 and rounding.round_for_print(largest.delta_G_eV, decimals=9) > 0
    volts = f"{_two_decimals(limit)} V vs RHE"
    statement = f"{step.label} sets the limiting potential, {volts}"
    if gaps:
        statement = (
            f"of the printed steps {step.label} sets the limiting potential, at most {volts}; "
            f"not printed: {', '.join(gaps)}"
        )
    if chemical:
        statement += (
            f"; the greatest uphill step, {largest.label} ({_two_decimals(largest.delta_G_eV)} eV), "
            "takes up no electrons and is not moved by the potential"
        )
    return DeterminingStep(step, limit, largest, chemical, bool(gaps), statement)


def _two_decimals(value: float) -> str:
    return rounding.fixed(value, rounding.enough_decimals(value, decimals=2))


def limiting_potential(found: Profile, *, known_only: bool = False) -> float:
    """The potential at which no step that takes up electrons is uphill any more, in V against the RHE.

    Where steps are not printed, `known_only` gives a bound: the true potential is this or more negative.

    Raises
    ------
    EnergeticsError
        As :func:`potential_determining_step`.

    Examples
    --------
    >>> limiting_potential(profile([("*A -> *B", 0.5, 1), ("*B -> *C", 0.8, 2)]))
    -0.5
    """
    return potential_determining_step(found, known_only=known_only).limiting_potential_V


def largest_rate(barrier_eV: Any, *, temperature_C: float = 25.0) -> float:
    """The fastest that a step with a barrier can run, per second and site.

    Parameters
    ----------
    barrier_eV : float
        Free energy of activation in eV, 0 or more.
    temperature_C : float
        Temperature in °C, above absolute zero.

    Returns
    -------
    float
        Rate constant in 1/s, for a transmission coefficient of one.

    Raises
    ------
    EnergeticsError
        Where the barrier is negative, the temperature not above absolute zero, or one of them no number.

    Notes
    -----
    Transition state theory: *k* = (*k*:sub:`B` *T* / *h*) exp(−Δ\\ *G*:sup:`‡` / *k*:sub:`B` *T*) (IUPAC Gold
    Book, transition state theory).

    Examples
    --------
    >>> f"{largest_rate(0.0):.3g} per second"
    '6.21e+12 per second'
    >>> round(3600 * largest_rate(0.92), 1)
    6.3
    """
    barrier = units.finite(barrier_eV, "barrier", EnergeticsError)
    degrees = units.finite(temperature_C, "temperature", EnergeticsError)
    if np.ndim(barrier) or barrier < 0:
        raise EnergeticsError(f"barrier: found {barrier_eV}, expected one number of eV, 0 or more")
    kelvin = float(degrees) + units.constant("celsius-zero")
    if kelvin <= 0:
        raise EnergeticsError(f"temperature: found {temperature_C} °C, expected one above absolute zero")
    thermal_J = units.constant("boltzmann-constant") * kelvin
    energy_J = float(barrier) * units.constant("elementary-charge")
    return thermal_J / units.constant("planck-constant") * math.exp(-energy_J / thermal_J)


def largest_barrier(rate: Any, *, temperature_C: float = 25.0) -> float:
    """The largest barrier over which a step runs at least as often as a rate says.

    Parameters
    ----------
    rate : float
        Rate in 1/s and site, above 0 and no more than that without a barrier.
    temperature_C : float
        Temperature in °C, above absolute zero.

    Returns
    -------
    float
        Free energy of activation in eV, for a transmission coefficient of one.

    Raises
    ------
    EnergeticsError
        Where the rate is not in that range, the temperature not above absolute zero, or one of them no
        number.

    Notes
    -----
    :func:`largest_rate` turned round: Δ\\ *G*:sup:`‡` = *k*:sub:`B` *T* ln(*k*:sub:`B` *T* / *h* *k*).

    Examples
    --------
    >>> round(largest_barrier(largest_rate(0.92)), 6)
    0.92
    """
    per_second = units.finite(rate, "rate", EnergeticsError)
    most = largest_rate(0.0, temperature_C=temperature_C)
    if np.ndim(per_second) or not 0 < per_second <= most:
        raise EnergeticsError(
            f"rate: found {rate}, expected one number of 1/s, above 0, at most {rounding.significant(most)}"
        )
    kelvin = float(temperature_C) + units.constant("celsius-zero")
    thermal_eV = units.constant("boltzmann-constant") * kelvin / units.constant("elementary-charge")
    return thermal_eV * math.log(most / float(per_second))

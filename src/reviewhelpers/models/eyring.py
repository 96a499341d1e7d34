"""Transition-state theory: how a barrier sets the turnover of a site, and what a potential does to it."""

from __future__ import annotations

import numpy as np

BOLTZMANN = 8.617333262e-5
"""In eV/K."""
PLANCK = 4.135667696e-15
"""In eV s."""


def attempts(temperature: float = 298.15) -> float:
    """The turnover of a site without any barrier, *kT*/*h*, in 1/s."""
    return BOLTZMANN * temperature / PLANCK


def turnover(barrier: float, temperature: float = 298.15, share: float = 1.0) -> float:
    """Turnovers of a site in 1/s, by the equation of Eyring.

    Parameters
    ----------
    barrier : float
        Free energy of activation in eV.
    temperature : float
        In K.
    share : float
        The transmission coefficient, or the share of sites from which the step can start.
    """
    return float(share * attempts(temperature) * np.exp(-barrier / (BOLTZMANN * temperature)))


def barrier_for(rate: float, temperature: float = 298.15) -> float:
    """The barrier in eV that goes with a turnover in 1/s: Eyring's equation read backwards."""
    return float(BOLTZMANN * temperature * np.log(attempts(temperature) / rate))


def at_potential(barrier: float, change: float, beta: float = 0.5) -> float:
    """The barrier in eV of a step that takes up one electron, after a change of the potential in V.

    Parameters
    ----------
    barrier : float
        Before the change, in eV.
    change : float
        In V; negative for a more reducing electrode.
    beta : float
        The symmetry factor: which share of the energy of the electron reaches the barrier. A step without an electron
        has 0.
    """
    return barrier + beta * change


def tafel_slope(beta: float = 0.5, temperature: float = 298.15) -> float:
    """The potential in V that makes such a step ten times as fast: *kT* ln 10 over *beta* and *e*."""
    return float(np.log(10) * BOLTZMANN * temperature / beta)

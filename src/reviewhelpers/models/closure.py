"""Closure: the efficiencies, the current and the gas flows of one experiment, which have to agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

FARADAY = 96485.33212
"""Charge of a mole of electrons in C/mol."""


def molar_flow(flow: float) -> float:
    """Flow of a gas in mol/s from mL/min, by the law of ideal gases at 25 °C and 1 bar.

    Notes
    -----
    *n* = *pV*/(*RT*), with *R* = 8.314462618 J/(mol K).
    """
    return flow * 1e-6 / 60 * 1e5 / (8.314462618 * 298.15)


def made(current: float, shares: Values, electrons: Values) -> Values:
    """Products made in mol/s, by Faraday's law: each electron that a product takes is one of the current.

    Parameters
    ----------
    current : float
        In A, negative for a reduction.
    shares, electrons : numpy.ndarray
        Faradaic efficiencies (0 to 1) and electrons for each molecule.

    Notes
    -----
    *n* = −*I* FE/(*z* *F*).
    """
    return -current * shares / (electrons * FARADAY)


def carbonate(current: float, crossing: float = 0.5) -> float:
    """CO₂ that leaves as carbonate in mol/s: each electron makes one OH⁻, and two OH⁻ bind one CO₂.

    Parameters
    ----------
    current : float
        In A, negative for a reduction.
    crossing : float
        CO₂ for each electron: 0.5 as carbonate, 1 as hydrogencarbonate, 0 where none is lost.

    Notes
    -----
    2 OH⁻ + CO₂ → CO₃²⁻ + H₂O; the ion carries the charge through the membrane.
    """
    return -current * crossing / FARADAY


def outlet(feed: float, products: Values, carbon: Values, gas: Values, lost: float) -> tuple[float, Values]:
    """Flow of the outlet in mol/s, and the share of each gaseous product in it.

    Parameters
    ----------
    feed : float
        CO₂ that enters, in mol/s.
    products, carbon, gas : numpy.ndarray
        Products made in mol/s, carbon atoms in each molecule, and 1 for a gas or 0 for what stays dissolved.
    lost : float
        CO₂ that leaves as carbonate, in mol/s.

    Raises
    ------
    ValueError
        Where more CO₂ is used than enters.
    """
    left = feed - lost - np.sum(carbon * products)
    if left < 0:
        raise ValueError("more CO2 is used than enters")
    flow = left + np.sum(gas * products)
    return float(flow), gas * products / flow


def efficiencies(shares_of_gas: Values, flow: float, current: float, electrons: Values) -> Values:
    """Faradaic efficiencies (0 to 1) of gases from their shares in a flow: Faraday's law the other way.

    Parameters
    ----------
    shares_of_gas : numpy.ndarray
        Mole fractions that the chromatograph finds.
    flow : float
        Of the gas that the chromatograph sees, in mol/s.
    current : float
        In A, negative for a reduction.
    electrons : numpy.ndarray
        For each molecule.

    Notes
    -----
    FE = *z* *F* *x* *n*/(−*I*).
    """
    return electrons * FARADAY * shares_of_gas * flow / -current

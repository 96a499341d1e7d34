"""Equilibrium potentials of half-reactions, and overpotentials counted from them."""

# Names of arguments carry symbols and units as the field writes them: pH, _V, _C.
# ruff: noqa: N803

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.electrode import checks
from reviewhelpers.chemistry.electrode.checks import ElectrodeError
from reviewhelpers.chemistry.units import Numeric
from reviewhelpers.dataset import data


def half_reaction(product: str) -> pd.Series:
    """The row of ``data/half_reactions.csv`` of a product, by its name or its id.

    Raises
    ------
    ElectrodeError
        Where the table has none; the message lists those it has.

    Examples
    --------
    >>> half_reaction("formate")["equation"]
    'CO2(g) + H+(aq) + 2 e- -> HCOO-(aq)'
    """
    frame = data.table("half_reactions")
    found = frame[(frame["product"] == product) | (frame["id"] == product)]
    if found.empty:
        raise ElectrodeError(f"found product {product!r}, expected one of {', '.join(frame['product'])}")
    row: pd.Series = found.iloc[0]
    return row


def equilibrium_potential(product: str, *, pH: Any = None) -> Numeric:
    """The equilibrium potential of a product on the RHE scale, at 25 °C and unit activities but of H⁺.

    Parameters
    ----------
    product : str
        A product of ``data/half_reactions.csv``, such as ``co`` or ``ammonium_from_nitrate``.
    pH : float, array or Series, optional
        Needed where the half-reaction takes up fewer or more H⁺ than electrons; else the potential does not
        move with pH on this scale.

    Returns
    -------
    float, array or Series
        V against the reversible hydrogen electrode.

    Raises
    ------
    ElectrodeError
        Where the product is unknown, or the pH is needed and missing.

    Notes
    -----
    *E*\\ :sub:`RHE` = *E*\\ ° + (*RT* ln 10 / *F*) (1 − *m*/*n*) pH, with *m* protons for *n* electrons and
    *E*\\ ° from formation energies, see :func:`reviewhelpers.reactions.standard_potential`.

    Examples
    --------
    >>> round(equilibrium_potential("co"), 3)
    -0.104
    >>> round(equilibrium_potential("formate", pH=7), 3)
    -0.018
    >>> equilibrium_potential("formate")
    Traceback (most recent call last):
    reviewhelpers.chemistry.electrode.checks.ElectrodeError: the potential of formate moves with pH on the RHE scale \
(1/2 H+ per electron); pH not given
    """
    equation = half_reaction(product)["equation"]
    ratio = reactions.proton_balance(equation)
    standard = float(reactions.standard_potential(equation))
    if ratio == 1:
        acidity: Numeric = 0.0 if pH is None else checks.acidity(pH, "")
        return standard + 0.0 * acidity
    reason = f"the potential of {product} moves with pH on the RHE scale ({ratio} H+ per electron)"
    return standard + reactions.nernst_slope() * float(1 - ratio) * checks.acidity(pH, reason)


def potential_from_overpotential(product: str, overpotential_V: Any, *, pH: Any = None) -> Numeric:
    """The potential at which a reduction runs, from its overpotential.

    Parameters
    ----------
    product : str
        As for :func:`equilibrium_potential`.
    overpotential_V : float, array or Series
        Overpotential in V, as it is printed: a positive number for a reduction.
    pH : float, array or Series, optional
        As for :func:`equilibrium_potential`.

    Returns
    -------
    float, array or Series
        V against the reversible hydrogen electrode: *E* = *E*\\ :sub:`eq` − η.

    Raises
    ------
    ElectrodeError
        Where the overpotential is negative, the product is unknown, or the pH is needed and missing.

    Examples
    --------
    >>> round(potential_from_overpotential("co", 0.49), 3)
    -0.594
    >>> round(potential_from_overpotential("formate", 0.67, pH=7), 3)
    -0.688
    """
    overpotential = checks.within(overpotential_V, "overpotential of a reduction", 0, np.inf, unit="V")
    return equilibrium_potential(product, pH=pH) - overpotential


def overpotential_from_potential(product: str, potential_V: Any, *, pH: Any = None) -> Numeric:
    """The overpotential of a reduction at a potential, a positive number.

    Parameters
    ----------
    product : str
        As for :func:`equilibrium_potential`.
    potential_V : float, array or Series
        V against the reversible hydrogen electrode.
    pH : float, array or Series, optional
        As for :func:`equilibrium_potential`.

    Returns
    -------
    float, array or Series
        Overpotential in V: η = *E*\\ :sub:`eq` − *E*.

    Raises
    ------
    ElectrodeError
        Where the potential lies above the equilibrium, so that there is no reduction to speak of, the product
        is unknown, or the pH is needed and missing.

    Examples
    --------
    >>> round(overpotential_from_potential("co", -0.47), 3)
    0.366
    """
    equilibrium = equilibrium_potential(product, pH=pH)
    overpotential = equilibrium - checks.number(potential_V, "potential")
    if np.any(np.asarray(overpotential) < 0):
        raise ElectrodeError(
            f"potential: found {potential_V} V vs RHE, expected one at or below the equilibrium of "
            f"{product}, {rounding.fixed(np.max(np.asarray(equilibrium)), 3)} V"
        )
    return overpotential

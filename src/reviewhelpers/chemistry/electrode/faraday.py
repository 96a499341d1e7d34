"""Faraday's law: currents, charges, yields and Faradaic efficiencies."""

# Names of arguments carry symbols and units as the field writes them: pH, _V, _C.
# ruff: noqa: N803

from __future__ import annotations

from typing import Any

import numpy as np

from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.electrode import checks
from reviewhelpers.chemistry.electrode.checks import ElectrodeError
from reviewhelpers.chemistry.units import Numeric


def partial_current_density(total_mA_per_cm2: Any, faradaic_efficiency_percent: Any) -> Numeric:
    """The current that makes one product: the total current times the Faradaic efficiency.

    Parameters
    ----------
    total_mA_per_cm2 : float, array or Series
        Total current density; the sign stays.
    faradaic_efficiency_percent : float, array or Series
        Faradaic efficiency of the product, from 0 to 100.

    Returns
    -------
    float, array or Series
        Partial current density in the unit given.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> round(partial_current_density(-330.0, 90.0), 1)
    -297.0
    """
    # The division comes first, so that 100 percent gives the total to the last bit.
    return checks.number(total_mA_per_cm2, "total current") * (
        checks.efficiency(faradaic_efficiency_percent) / 100
    )


def total_current_density(partial_mA_per_cm2: Any, faradaic_efficiency_percent: Any) -> Numeric:
    """The total current behind a partial one.

    Parameters
    ----------
    partial_mA_per_cm2 : float, array or Series
        Partial current density of the product; the sign stays.
    faradaic_efficiency_percent : float, array or Series
        Faradaic efficiency of the product, above 0 and at most 100.

    Returns
    -------
    float, array or Series
        Total current density in the unit given.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> round(total_current_density(-2.9, 80), 3)
    -3.625
    """
    return checks.number(partial_mA_per_cm2, "partial current") / (
        checks.efficiency(faradaic_efficiency_percent, above=True) / 100
    )


def faradaic_efficiency(partial_mA_per_cm2: Any, total_mA_per_cm2: Any) -> Numeric:
    """The Faradaic efficiency of a product in percent, from its current and the total one.

    Raises
    ------
    ElectrodeError
        Where the total is zero, the two differ in sign, the partial current is the greater, or a number is
        missing.

    Examples
    --------
    >>> round(faradaic_efficiency(-24.8, -24.95), 1)
    99.4
    """
    partial = checks.number(partial_mA_per_cm2, "partial current")
    total = checks.number(total_mA_per_cm2, "total current")
    if np.any(np.asarray(total) == 0):
        raise ElectrodeError("total current: found 0, expected another number")
    if np.any(np.sign(np.asarray(partial)) * np.sign(np.asarray(total)) < 0):
        raise ElectrodeError("found a partial and a total current of different sign, expected one sign")
    return checks.share_percent(
        partial, total, "found a partial current greater than the total, expected at most the total"
    )


def current_from_yield(rate_mol_s_cm2: Any, electrons: Any, *, process: str = "reduction") -> Numeric:
    """The partial current density behind a yield.

    Parameters
    ----------
    rate_mol_s_cm2 : float, array or Series
        Product per time and area, in mol s⁻¹ cm⁻².
    electrons : float
        Electrons per molecule of product.
    process : {"reduction", "oxidation"}
        Sets the sign.

    Returns
    -------
    float, array or Series
        mA/cm², negative for a reduction.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Notes
    -----
    Faraday's law, *j* = ∓ *n F r*. For yields in other units see :func:`reviewhelpers.units.harmonise`.

    Examples
    --------
    >>> round(current_from_yield(27.51e-10, 5), 3)
    -1.327
    """
    if process not in ("reduction", "oxidation"):
        raise ElectrodeError(f"found process {process!r}, expected 'reduction' or 'oxidation'")
    rate = checks.within(rate_mol_s_cm2, "yield", 0, np.inf, unit="mol/s/cm**2")
    sign = -1000 if process == "reduction" else 1000
    return sign * rate * checks.above_zero(electrons, "electrons per molecule") * units.faraday()


def yield_from_current(partial_mA_per_cm2: Any, electrons: Any) -> Numeric:
    """The yield that a partial current makes, in mol s⁻¹ cm⁻²: a magnitude, whatever the sign of the current.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> f"{yield_from_current(-1.327, 5):.3e}"
    '2.751e-09'
    """
    current = abs(checks.number(partial_mA_per_cm2, "partial current"))
    return current / 1000 / (checks.above_zero(electrons, "electrons per molecule") * units.faraday())


def per_mass(value_per_cm2: Any, loading_mg_per_cm2: Any) -> Numeric:
    """What is counted per cm² of electrode, counted per gram of catalyst.

    Raises
    ------
    ElectrodeError
        Where a number is missing or the loading is not above zero.

    Examples
    --------
    >>> round(per_mass(0.0441, 0.5), 1)
    88.2
    """
    return checks.number(value_per_cm2, "value") / (
        checks.above_zero(loading_mg_per_cm2, "loading", "mg/cm**2") / 1000
    )


def per_area(value_per_g: Any, loading_mg_per_cm2: Any) -> Numeric:
    """What is counted per gram of catalyst, counted per cm² of electrode.

    Raises
    ------
    ElectrodeError
        Where a number is missing or the loading is not above zero.

    Examples
    --------
    >>> round(per_area(88.2, 0.5), 4)
    0.0441
    """
    return checks.number(value_per_g, "value") * (
        checks.above_zero(loading_mg_per_cm2, "loading", "mg/cm**2") / 1000
    )


def charge_for_amount(amount_mol: Any, electrons: Any, faradaic_efficiency_percent: Any = 100.0) -> Numeric:
    """The charge that has to flow for an amount of product, in C, a magnitude.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> round(charge_for_amount(1e-3, 8, 94.3), 1)
    818.5
    """
    amount = checks.within(amount_mol, "amount", 0, np.inf, unit="mol")
    share = checks.efficiency(faradaic_efficiency_percent, above=True) / 100
    return amount * checks.above_zero(electrons, "electrons per molecule") * units.faraday() / share


def amount_from_charge(charge_C: Any, electrons: Any, faradaic_efficiency_percent: Any = 100.0) -> Numeric:
    """The amount of product that a charge makes, in mol: a magnitude, whatever the sign of the charge.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> f"{amount_from_charge(818.5, 8, 94.3):.2e}"
    '1.00e-03'
    """
    charge = abs(checks.number(charge_C, "charge")) * (checks.efficiency(faradaic_efficiency_percent) / 100)
    return charge / (checks.above_zero(electrons, "electrons per molecule") * units.faraday())

"""Figures of merit of an electrode: potentials and their scales, Faraday's law, turnover, conversion.

Signs follow IUPAC: a cathodic current, that of a reduction, is negative. A yield, an overpotential and a
turnover frequency are magnitudes. Percentages are in percent, currents in mA/cm², potentials in V.
"""

# The arguments are written as the field writes the symbols and units: pH, _V, _C.
# ruff: noqa: N803

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import reactions, units
from reviewhelpers.chemistry.units import Numeric
from reviewhelpers.dataset import data

__all__ = [
    "Closure",
    "ElectrodeError",
    "amount_from_charge",
    "amount_produced",
    "charge_for_amount",
    "closure",
    "conversion",
    "convert_potential",
    "current_from_turnover_frequency",
    "current_from_yield",
    "equilibrium_potential",
    "faradaic_efficiency",
    "half_reaction",
    "ji2023_difference",
    "ji2023_equation_1",
    "overpotential_from_potential",
    "partial_current_density",
    "per_area",
    "per_mass",
    "potential_from_overpotential",
    "reference_potential",
    "scales",
    "selectivity",
    "sites_from_turnover_frequency",
    "total_current_density",
    "turnover_frequency",
    "yield_fraction",
    "yield_from_current",
]

SECONDS = {"s": 1.0, "h": 3600.0}


class ElectrodeError(ReviewHelpersError):
    """A number that an electrode cannot have, or one that is missing."""


def _number(value: Any, name: str) -> Numeric:
    return units.finite(value, name, ElectrodeError)


def _within(
    value: Any, name: str, low: float, high: float, *, unit: str = "", above: bool = False
) -> Numeric:
    """A finite number from `low` to `high`; with `above`, more than `low`."""
    number = _number(value, name)
    bad = np.asarray(number) <= low if above else np.asarray(number) < low
    bad |= np.asarray(number) > high
    if bad.any():
        least = f"above {rounding.general(low)}" if above else f"at least {rounding.general(low)}"
        most = f" and at most {rounding.general(high)}" if np.isfinite(high) else ""
        found = np.asarray(number)[bad].flat[0] if np.ndim(number) else number
        raise ElectrodeError(
            f"{name}: found {rounding.general(found)}, expected {least}{most} {unit}".rstrip()
        )
    return number


def _above_zero(value: Any, name: str, unit: str = "") -> Numeric:
    return _within(value, name, 0, np.inf, unit=unit, above=True)


def _efficiency(percent: Any, *, above: bool = False) -> Numeric:
    return _within(percent, "Faradaic efficiency", 0, 100, unit="percent", above=above)


def _share(part: Numeric, whole: Numeric, too_much: str) -> Numeric:
    """A part in percent of the whole; refused above 100 but for the last bit of the division."""
    share = 100 * (part / whole)
    if np.any(np.asarray(share) > 100 * (1 + 1e-12)):
        raise ElectrodeError(too_much)
    return np.minimum(share, 100.0) if np.ndim(share) else min(float(share), 100.0)


def _temperature(temperature_C: Any) -> float:
    if np.ndim(temperature_C):
        raise ElectrodeError(f"temperature: found {temperature_C}, expected one number")
    low = -units.constant("celsius-zero")
    return float(_within(temperature_C, "temperature", low, np.inf, unit="degC", above=True))


def _acidity(pH: Any, what: str) -> Numeric:
    if pH is None:
        raise ElectrodeError(f"{what}; pH not given")
    return _within(pH, "pH", -2, 16)


# Potentials and their scales ------------------------------------------------------------------------


@functools.cache
def _electrodes() -> pd.DataFrame:
    return data.table("reference_electrodes")


def scales() -> tuple[str, ...]:
    """Names of the potential scales that :func:`convert_potential` knows.

    Examples
    --------
    >>> scales()
    ('SHE', 'SCE', 'RHE', 'Ag/AgCl (sat. KCl)')
    """
    return tuple(dict.fromkeys(_electrodes()["electrode"]))


def reference_potential(scale: str, temperature_C: float = 25.0) -> float:
    """Potential of a reference electrode.

    At 25 °C it is the table's value without a liquid junction. At another temperature the change since 25 °C
    is added, from the only table found, whose values include the junction; between its rows it is
    interpolated linearly.

    Parameters
    ----------
    scale : str
        ``SHE``, ``SCE`` or ``Ag/AgCl (sat. KCl)``.
    temperature_C : float
        Temperature in °C.

    Returns
    -------
    float
        V against the standard hydrogen electrode at the same temperature.

    Raises
    ------
    ElectrodeError
        Where the scale is unknown or has no fixed potential, or the temperature lies outside the table.

    Notes
    -----
    The rows, with their sources, stand in ``data/reference_electrodes.csv``.

    Examples
    --------
    >>> reference_potential("SCE"), reference_potential("Ag/AgCl (sat. KCl)")
    (0.2412, 0.197)
    >>> round(reference_potential("SCE", 35), 4)
    0.2352
    >>> reference_potential("SCE", 80)
    Traceback (most recent call last):
    reviewhelpers.chemistry.electrode.ElectrodeError: temperature of the SCE: found 80, expected at least 10 \
and at most 40 degC
    """
    _known(scale)
    frame = _electrodes()
    frame = frame[(frame["electrode"] == scale) & (frame["quantity"] == "potential_vs_SHE")]
    if frame.empty:
        raise ElectrodeError(
            f"found scale {scale!r}, which moves with pH; expected one with a potential of its own"
        )
    at_room = float(frame.loc[frame["use"] == "default", "value"].iloc[0])
    temperature = _temperature(temperature_C)
    series = frame[frame["use"] == "temperature"].sort_values("temperature_C", kind="stable")
    if temperature == 25 or scale == "SHE":
        return at_room
    known = series["temperature_C"].to_numpy()
    if not len(known):
        raise ElectrodeError(
            f"the potential of {scale} is known at 25 degC only; found {rounding.general(temperature)} degC"
        )
    _within(temperature, f"temperature of the {scale}", known[0], known[-1], unit="degC")
    there, here = np.interp([temperature, 25.0], known, series["value"].to_numpy())
    return float(at_room + there - here)


def _known(scale: str) -> None:
    if scale not in scales():
        raise ElectrodeError(f"found scale {scale!r}, expected one of {', '.join(scales())}")


def convert_potential(
    value_V: Any, from_scale: str, to_scale: str, *, pH: Any = None, temperature_C: float = 25.0
) -> Numeric:
    """A potential on another scale.

    Parameters
    ----------
    value_V : float, array or Series
        Potential in V.
    from_scale, to_scale : str
        Two of ``SHE``, ``RHE``, ``SCE``, ``Ag/AgCl (sat. KCl)``.
    pH : float, array or Series, optional
        The pH; needed where one of the two is ``RHE``.
    temperature_C : float
        Temperature in °C.

    Returns
    -------
    float, array or Series
        Potential in V on `to_scale`.

    Raises
    ------
    ElectrodeError
        Where a scale is unknown (the message lists those known), the pH is missing, or a number makes no
        sense.

    Notes
    -----
    *E*\\ :sub:`RHE` = *E*\\ :sub:`SHE` + (*RT* ln 10 / *F*) pH, and *E*\\ :sub:`SHE` = *E* + the potential of
    the reference electrode.

    Examples
    --------
    >>> round(convert_potential(-1.0, "SCE", "RHE", pH=7.0), 3)
    -0.345
    >>> convert_potential(-1.0, "SCE", "RHE")
    Traceback (most recent call last):
    reviewhelpers.chemistry.electrode.ElectrodeError: converting between SCE and RHE needs the pH; pH not given
    """
    _known(from_scale)
    _known(to_scale)
    value, temperature = _number(value_V, "potential"), _temperature(temperature_C)
    if from_scale == to_scale:
        return value
    what = f"converting between {from_scale} and {to_scale} needs the pH"
    shifts = {
        scale: -reactions.nernst_slope(temperature) * _acidity(pH, what)
        if scale == "RHE"
        else reference_potential(scale, temperature)
        for scale in (from_scale, to_scale)
    }
    return value + shifts[from_scale] - shifts[to_scale]


def ji2023_equation_1(E_SCE: Any, pH: Any) -> Numeric:
    """The conversion from SCE to RHE as ji2023 prints it, with its own constants.

    Parameters
    ----------
    E_SCE : float, array or Series
        Potential in V against the saturated calomel electrode.
    pH : float, array or Series
        The pH.

    Returns
    -------
    float, array or Series
        Potential in V against the reversible hydrogen electrode.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Notes
    -----
    *E*\\ :sub:`RHE` = *E*\\ :sub:`SCE` + 0.241 V + 0.0591 × pH: Eq. 1 of ji2023. The two constants stand in
    ``data/reference_electrodes.csv``.

    Examples
    --------
    >>> round(ji2023_equation_1(-1.0, 7.0), 4)
    -0.3453
    """
    rows = _electrodes().set_index("id")["value"]
    acidity = _acidity(pH, "Eq. 1 of ji2023 needs the pH")
    return (
        _number(E_SCE, "potential") + float(rows["sce-25-ji2023"]) + float(rows["rhe-slope-ji2023"]) * acidity
    )


def ji2023_difference(pH: Any, temperature_C: float = 25.0) -> Numeric:
    """What Eq. 1 of ji2023 gives more than :func:`convert_potential`, in V; it depends on the pH alone.

    Raises
    ------
    ElectrodeError
        As :func:`convert_potential`.

    Examples
    --------
    >>> f"{1000 * ji2023_difference(7.0):.2f} mV"
    '-0.62 mV'
    """
    return ji2023_equation_1(0.0, pH) - convert_potential(
        0.0, "SCE", "RHE", pH=pH, temperature_C=temperature_C
    )


# Equilibrium and overpotential ----------------------------------------------------------------------


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
    reviewhelpers.chemistry.electrode.ElectrodeError: the potential of formate moves with pH on the RHE scale \
(1/2 H+ per electron); pH not given
    """
    equation = half_reaction(product)["equation"]
    ratio = reactions.proton_balance(equation)
    standard = float(reactions.standard_potential(equation))
    if ratio == 1:
        acidity: Numeric = 0.0 if pH is None else _acidity(pH, "")
        return standard + 0.0 * acidity
    what = f"the potential of {product} moves with pH on the RHE scale ({ratio} H+ per electron)"
    return standard + reactions.nernst_slope() * float(1 - ratio) * _acidity(pH, what)


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
    overpotential = _within(overpotential_V, "overpotential of a reduction", 0, np.inf, unit="V")
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
    overpotential = equilibrium - _number(potential_V, "potential")
    if np.any(np.asarray(overpotential) < 0):
        raise ElectrodeError(
            f"potential: found {potential_V} V vs RHE, expected one at or below the equilibrium of "
            f"{product}, {rounding.fixed(np.max(np.asarray(equilibrium)), 3)} V"
        )
    return overpotential


# Faraday's law --------------------------------------------------------------------------------------


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
    return _number(total_mA_per_cm2, "total current") * (_efficiency(faradaic_efficiency_percent) / 100)


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
    return _number(partial_mA_per_cm2, "partial current") / (
        _efficiency(faradaic_efficiency_percent, above=True) / 100
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
    partial, total = (
        _number(partial_mA_per_cm2, "partial current"),
        _number(total_mA_per_cm2, "total current"),
    )
    if np.any(np.asarray(total) == 0):
        raise ElectrodeError("total current: found 0, expected another number")
    if np.any(np.sign(np.asarray(partial)) * np.sign(np.asarray(total)) < 0):
        raise ElectrodeError("found a partial and a total current of different sign, expected one sign")
    return _share(
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
    rate = _within(rate_mol_s_cm2, "yield", 0, np.inf, unit="mol/s/cm**2")
    sign = -1000 if process == "reduction" else 1000
    return sign * rate * _above_zero(electrons, "electrons per molecule") * units.faraday()


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
    current = abs(_number(partial_mA_per_cm2, "partial current"))
    return current / 1000 / (_above_zero(electrons, "electrons per molecule") * units.faraday())


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
    return _number(value_per_cm2, "value") / (_above_zero(loading_mg_per_cm2, "loading", "mg/cm**2") / 1000)


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
    return _number(value_per_g, "value") * (_above_zero(loading_mg_per_cm2, "loading", "mg/cm**2") / 1000)


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
    amount = _within(amount_mol, "amount", 0, np.inf, unit="mol")
    share = _efficiency(faradaic_efficiency_percent, above=True) / 100
    return amount * _above_zero(electrons, "electrons per molecule") * units.faraday() / share


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
    charge = abs(_number(charge_C, "charge")) * (_efficiency(faradaic_efficiency_percent) / 100)
    return charge / (_above_zero(electrons, "electrons per molecule") * units.faraday())


# Turnover -------------------------------------------------------------------------------------------


def _seconds(per: str) -> float:
    if per not in SECONDS:
        raise ElectrodeError(f"found time {per!r}, expected one of {', '.join(SECONDS)}")
    return SECONDS[per]


def _sites(sites_mol_per_cm2: Any) -> Numeric:
    if sites_mol_per_cm2 is None:
        raise ElectrodeError("a turnover frequency needs the number of sites per area; sites not given")
    return _above_zero(sites_mol_per_cm2, "sites", "mol/cm**2")


def turnover_frequency(
    partial_mA_per_cm2: Any, electrons: Any, sites_mol_per_cm2: Any, *, per: str = "h"
) -> Numeric:
    """Molecules of product per site and time.

    Parameters
    ----------
    partial_mA_per_cm2 : float, array or Series
        Partial current density of the product; its sign does not matter.
    electrons : float
        Electrons per molecule of product.
    sites_mol_per_cm2 : float, array or Series
        Sites per electrode area, in mol/cm².
    per : {"h", "s"}
        Unit of time.

    Returns
    -------
    float, array or Series
        Turnover frequency in 1/h or 1/s.

    Raises
    ------
    ElectrodeError
        Where a number is missing (the message names it) or makes no sense.

    Notes
    -----
    TOF = \\|*j*\\| / (*n F* Γ), with Γ the sites per area.

    Examples
    --------
    >>> round(turnover_frequency(-10.0, 2, 1e-7), 1)
    1865.6
    >>> turnover_frequency(-10.0, 2, None)
    Traceback (most recent call last):
    reviewhelpers.chemistry.electrode.ElectrodeError: a turnover frequency needs the number of sites per area; sites \
not given
    """
    return yield_from_current(partial_mA_per_cm2, electrons) / _sites(sites_mol_per_cm2) * _seconds(per)


def current_from_turnover_frequency(
    turnover: Any, electrons: Any, sites_mol_per_cm2: Any, *, per: str = "h", process: str = "reduction"
) -> Numeric:
    """The partial current density behind a turnover frequency, in mA/cm², negative for a reduction.

    Raises
    ------
    ElectrodeError
        Where a number is missing (the message names it) or makes no sense.

    Examples
    --------
    >>> round(current_from_turnover_frequency(1865.6, 2, 1e-7), 2)
    -10.0
    """
    rate = _within(turnover, "turnover frequency", 0, np.inf) / _seconds(per) * _sites(sites_mol_per_cm2)
    return current_from_yield(rate, electrons, process=process)


def sites_from_turnover_frequency(
    turnover: Any, partial_mA_per_cm2: Any, electrons: Any, *, per: str = "h"
) -> Numeric:
    """The sites per area, in mol/cm², that a turnover frequency and a partial current together say.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> f"{sites_from_turnover_frequency(1865.6, -10.0, 2):.2e}"
    '1.00e-07'
    """
    frequency = _above_zero(turnover, "turnover frequency") / _seconds(per)
    return yield_from_current(partial_mA_per_cm2, electrons) / frequency


# Conversion and selectivity -------------------------------------------------------------------------


@dataclass(frozen=True)
class Closure:
    """Conversion, selectivity and yield that belong together.

    Parameters
    ----------
    conversion_percent : float
        Share of the reactant that reacted.
    selectivity_percent : float
        Share of what reacted that became the product.
    yield_percent : float
        Share of the reactant that became the product.
    """

    conversion_percent: Numeric
    selectivity_percent: Numeric
    yield_percent: Numeric


def _percent(value: Any, name: str, *, above: bool = False) -> Numeric:
    return _within(value, name, 0, 100, unit="percent", above=above)


def conversion(initial_amount: Any, final_amount: Any) -> Numeric:
    """The share of a reactant that reacted, in percent, from two amounts in one unit.

    Raises
    ------
    ElectrodeError
        Where more is left than there was, or a number is missing or makes no sense.

    Examples
    --------
    >>> conversion(50.0, 2.5)
    95.0
    """
    initial = _above_zero(initial_amount, "initial amount")
    final = _within(final_amount, "final amount", 0, np.inf)
    if np.any(np.asarray(final) > np.asarray(initial)):
        raise ElectrodeError(
            f"final amount: found {final_amount}, expected at most the initial {initial_amount}"
        )
    return 100 * ((initial - final) / initial)


def selectivity(product_amount: Any, reacted_amount: Any, *, per_reactant: float = 1.0) -> Numeric:
    """The share of what reacted that became the product, in percent, from amounts of substance in one unit.

    Parameters
    ----------
    product_amount, reacted_amount : float, array or Series
        Amounts of the product made and of the reactant used up.
    per_reactant : float
        Molecules of product that one molecule of reactant can make.

    Raises
    ------
    ElectrodeError
        Where more was made than can be, or a number is missing or makes no sense.

    Examples
    --------
    >>> round(selectivity(0.866, 1.0), 1)
    86.6
    """
    made = _within(product_amount, "amount of product", 0, np.inf)
    most = _above_zero(reacted_amount, "amount that reacted") * _above_zero(per_reactant, "per_reactant")
    return _share(made, most, f"amount of product: found {product_amount}, expected at most what reacted")


def yield_fraction(conversion_percent: Any, selectivity_percent: Any) -> Numeric:
    """The fraction of the reactant that became the product, from 0 to 1: conversion times selectivity.

    Raises
    ------
    ElectrodeError
        Where a number is missing or lies outside 0 to 100 percent.

    Examples
    --------
    >>> round(yield_fraction(95.0, 86.6), 4)
    0.8227
    """
    converted = _percent(conversion_percent, "conversion")
    return (converted / 100) * (_percent(selectivity_percent, "selectivity") / 100)


def closure(
    *,
    conversion_percent: Any = None,
    selectivity_percent: Any = None,
    yield_percent: Any = None,
    tolerance_percent: float = 0.1,
) -> Closure:
    """Conversion, selectivity and yield from any two of them; of three, whether they agree.

    Parameters
    ----------
    conversion_percent, selectivity_percent, yield_percent : float, array or Series, optional
        At least two of the three.
    tolerance_percent : float
        How far a third that is given may lie from the product of the other two, in percentage points.

    Returns
    -------
    Closure
        All three.

    Raises
    ------
    ElectrodeError
        Where fewer than two are given, three disagree, the yield exceeds what was converted, or a number
        makes no sense.

    Examples
    --------
    >>> round(closure(conversion_percent=95.0, selectivity_percent=86.6).yield_percent, 2)
    82.27
    >>> round(closure(conversion_percent=95.0, yield_percent=82.27).selectivity_percent, 1)
    86.6
    """
    given = {"conversion": conversion_percent, "selectivity": selectivity_percent, "yield": yield_percent}
    missing = [name for name, value in given.items() if value is None]
    if len(missing) > 1:
        raise ElectrodeError(
            f"found no {' and no '.join(missing)}, expected two of conversion, selectivity, yield"
        )
    known = {name: _percent(value, name) for name, value in given.items() if value is not None}
    if "yield" not in known:
        known["yield"] = 100 * yield_fraction(known["conversion"], known["selectivity"])
    for name, other in (("selectivity", "conversion"), ("conversion", "selectivity")):
        if name not in known:
            whole = _percent(known[other], other, above=True)
            known[name] = _share(known["yield"], whole, f"yield: found more than the {other}, expected less")
    gap = abs(100 * yield_fraction(known["conversion"], known["selectivity"]) - known["yield"])
    if rounding.exceeds(np.max(np.asarray(gap)), tolerance_percent):
        missed = rounding.general(np.max(np.asarray(gap)), 3)
        raise ElectrodeError(
            f"conversion times selectivity misses the yield by {missed} percentage points, expected at most "
            f"{rounding.general(tolerance_percent)}"
        )
    return Closure(known["conversion"], known["selectivity"], known["yield"])


def amount_produced(
    initial_amount: Any, conversion_percent: Any, selectivity_percent: Any, *, per_reactant: float = 1.0
) -> Numeric:
    """The amount of product, in the unit of the initial amount of reactant.

    Parameters
    ----------
    initial_amount : float, array or Series
        Amount of substance of the reactant at the start.
    conversion_percent, selectivity_percent : float, array or Series
        Conversion of the reactant and selectivity to the product.
    per_reactant : float
        Molecules of product that one molecule of reactant can make.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> round(amount_produced(1.0, 95.0, 86.6), 4)
    0.8227
    """
    start = _above_zero(initial_amount, "initial amount")
    ratio = _above_zero(per_reactant, "per_reactant")
    return start * yield_fraction(conversion_percent, selectivity_percent) * ratio

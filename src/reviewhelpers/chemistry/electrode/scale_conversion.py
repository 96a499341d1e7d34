"""Potential scales: reference electrodes, and the conversion from one scale to another."""

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


@data.cached
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
    reviewhelpers.chemistry.electrode.checks.ElectrodeError: temperature of the SCE: found 80, expected at least 10 \
and at most 40 degC
    """
    _check_scale(scale)
    frame = _electrodes()
    frame = frame[(frame["electrode"] == scale) & (frame["quantity"] == "potential_vs_SHE")]
    if frame.empty:
        raise ElectrodeError(
            f"found scale {scale!r}, which moves with pH; expected one with a potential of its own"
        )
    at_25 = float(frame.loc[frame["use"] == "default", "value"].iloc[0])
    temperature = checks.temperature(temperature_C)
    series = frame[frame["use"] == "temperature"].sort_values("temperature_C", kind="stable")
    if temperature == 25 or scale == "SHE":
        return at_25
    temperatures = series["temperature_C"].to_numpy()
    if not len(temperatures):
        raise ElectrodeError(
            f"the potential of {scale} is known at 25 degC only; found {rounding.general(temperature)} degC"
        )
    checks.within(temperature, f"temperature of the {scale}", temperatures[0], temperatures[-1], unit="degC")
    value, value_at_25 = np.interp([temperature, 25.0], temperatures, series["value"].to_numpy())
    return float(at_25 + value - value_at_25)


def _check_scale(scale: str) -> None:
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
    reviewhelpers.chemistry.electrode.checks.ElectrodeError: converting between SCE and RHE needs the pH; pH not given
    """
    _check_scale(from_scale)
    _check_scale(to_scale)
    value, temperature = checks.number(value_V, "potential"), checks.temperature(temperature_C)
    if from_scale == to_scale:
        return value
    reason = f"converting between {from_scale} and {to_scale} needs the pH"
    shifts = {
        scale: -reactions.nernst_slope(temperature) * checks.acidity(pH, reason)
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
    acidity = checks.acidity(pH, "Eq. 1 of ji2023 needs the pH")
    return (
        checks.number(E_SCE, "potential")
        + float(rows["sce-25-ji2023"])
        + float(rows["rhe-slope-ji2023"]) * acidity
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

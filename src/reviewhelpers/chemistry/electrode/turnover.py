"""Turnover frequencies, and the number of sites that they are counted over."""

# Names of arguments carry symbols and units as the field writes them: pH, _V, _C.
# ruff: noqa: N803

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from reviewhelpers.chemistry.electrode import checks
from reviewhelpers.chemistry.electrode.checks import ElectrodeError
from reviewhelpers.chemistry.electrode.faraday import current_from_yield, yield_from_current
from reviewhelpers.chemistry.units import Numeric

_SECONDS: Mapping[str, float] = {"s": 1.0, "h": 3600.0}


def _seconds(per: str) -> float:
    if per not in _SECONDS:
        raise ElectrodeError(f"found time {per!r}, expected one of {', '.join(_SECONDS)}")
    return _SECONDS[per]


def _sites(sites_mol_per_cm2: Any) -> Numeric:
    if sites_mol_per_cm2 is None:
        raise ElectrodeError("a turnover frequency needs the number of sites per area; sites not given")
    return checks.above_zero(sites_mol_per_cm2, "sites", "mol/cm**2")


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
    reviewhelpers.chemistry.electrode.checks.ElectrodeError: a turnover frequency needs the number of sites per \
area; sites not given
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
    rate = (
        checks.within(turnover, "turnover frequency", 0, np.inf) / _seconds(per) * _sites(sites_mol_per_cm2)
    )
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
    frequency = checks.above_zero(turnover, "turnover frequency") / _seconds(per)
    return yield_from_current(partial_mA_per_cm2, electrons) / frequency

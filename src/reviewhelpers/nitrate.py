"""A balance of nitrate: what yield, conversion and selectivity say together, and what "ppm" may count.

A yield gives the ammonia made, selectivity the nitrate used up for it, conversion the nitrate at the start.
Divided by a concentration that is the volume of electrolyte. Papers print a concentration in ppm and leave
out of what, and often the volume too; the functions here show what each reading would imply.
"""

# Litres are written with their symbol.
# ruff: noqa: N802, N815

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from reviewhelpers import electrode, reactions, units
from reviewhelpers.errors import ReviewHelpersError

MEANINGS: Mapping[str, str] = MappingProxyType(
    {"NaNO3": "mass of the salt", "NO3": "mass of the ion", "N": "mass of its nitrogen"}
)
"""What ppm of nitrate may count, by the formula whose mass it is."""


class NitrateError(ReviewHelpersError):
    """Numbers that make no balance."""


@dataclass(frozen=True)
class Balance:
    """Amounts of one test, per electrode, and the volume that they imply.

    Parameters
    ----------
    made_mmol : float
        Ammonia made.
    used_mmol : float
        Nitrate used up.
    start_mmol : float
        Nitrate at the start.
    concentration_mmol_per_L : float
        Nitrate at the start, per volume.
    volume_mL : float
        The volume of electrolyte in which amount and concentration agree.
    """

    made_mmol: float
    used_mmol: float
    start_mmol: float
    concentration_mmol_per_L: float
    volume_mL: float


def _positive(value: Any, name: str) -> float:
    number = units.finite(value, name, NitrateError)
    if np.ndim(number) or number <= 0:
        raise NitrateError(f"{name}: found {value}, expected one number above 0")
    return float(number)


def concentration_mmol_per_L(ppm: float, counted: str) -> float:
    """The concentration of nitrate behind a number of ppm, in mmol/L.

    Parameters
    ----------
    ppm : float
        Parts per million by mass in a dilute aqueous solution: 1 ppm is taken as 1 mg/L.
    counted : {"NaNO3", "NO3", "N"}
        What the mass is of: salt, ion, or nitrogen. All hold one nitrate per formula.

    Raises
    ------
    NitrateError
        Where `counted` is none of these, or the number is not above zero.

    Examples
    --------
    >>> round(concentration_mmol_per_L(50, "NaNO3"), 3)
    0.588
    """
    if counted not in MEANINGS:
        raise NitrateError(f"found {counted!r}, expected one of {', '.join(MEANINGS)}")
    return _positive(ppm, "ppm") / reactions.molar_mass(counted)


def balance(
    *,
    yield_mmol_per_h_cm2: float,
    area_cm2: float,
    duration_h: float,
    conversion_percent: float,
    selectivity_percent: float,
    ppm: float,
    counted: str,
) -> Balance:
    """The amounts of a test, and the volume of electrolyte that one reading of "ppm" implies.

    Parameters
    ----------
    yield_mmol_per_h_cm2 : float
        Ammonia made per time and electrode area, as a mean over the test.
    area_cm2, duration_h : float
        Area of the electrode and length of the test.
    conversion_percent : float
        Share of the nitrate at the start that was used up.
    selectivity_percent : float
        Share of the nitrate used up that became ammonia; one nitrate makes one ammonia.
    ppm : float
        Concentration at the start.
    counted : {"NaNO3", "NO3", "N"}
        What the ppm count.

    Returns
    -------
    Balance
        With the volume in mL.

    Raises
    ------
    NitrateError
        Where a number is not above zero or a share above 100 percent.

    Examples
    --------
    >>> found = balance(yield_mmol_per_h_cm2=0.0441, area_cm2=1, duration_h=2, conversion_percent=95.0,
    ...                 selectivity_percent=86.6, ppm=50, counted="N")
    >>> round(found.start_mmol, 4), round(found.volume_mL, 1)
    (0.1072, 30.0)
    """
    made = (
        _positive(yield_mmol_per_h_cm2, "yield")
        * _positive(area_cm2, "area")
        * _positive(duration_h, "duration")
    )
    shares = (_positive(conversion_percent, "conversion"), _positive(selectivity_percent, "selectivity"))
    for share, name in zip(shares, ("conversion", "selectivity"), strict=True):
        if share > 100:
            raise NitrateError(f"{name}: found {share:g} percent, expected at most 100")
    start = made / float(electrode.yield_fraction(*shares))
    concentration = concentration_mmol_per_L(ppm, counted)
    return Balance(made, start * shares[0] / 100, start, concentration, 1000 * start / concentration)

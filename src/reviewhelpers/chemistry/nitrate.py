"""A balance of nitrate: what yield, conversion and selectivity say together, and what "ppm" may count.

A yield gives the ammonia made, selectivity the nitrate used up for it, conversion the nitrate at the start.
Divided by a concentration that is the volume of electrolyte. Papers print a concentration in ppm and leave
out of what, and often the volume too; the functions here show what each reading would imply.
"""

# Names carry symbols and units as the field writes them: pH, _L.
# ruff: noqa: N802, N803, N815

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reviewhelpers._core import rounding
from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import electrode, reactions
from reviewhelpers.chemistry.units.values import positive
from reviewhelpers.dataset import data

__all__ = [
    "MEANINGS",
    "Balance",
    "NitrateError",
    "balance",
    "concentration_mmol_per_L",
    "hours_to_depletion",
    "pH_after",
    "printed_balance",
]

MEANINGS: Mapping[str, str] = {
    "NaNO3": "mass of the salt",
    "NO3": "mass of the ion",
    "N": "mass of its nitrogen",
}
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
    return positive(value, name, NitrateError)


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
    produced = (
        _positive(yield_mmol_per_h_cm2, "yield")
        * _positive(area_cm2, "area")
        * _positive(duration_h, "duration")
    )
    shares = (_positive(conversion_percent, "conversion"), _positive(selectivity_percent, "selectivity"))
    for share, name in zip(shares, ("conversion", "selectivity"), strict=True):
        if share > 100:
            raise NitrateError(f"{name}: found {rounding.general(share)} percent, expected at most 100")
    start = produced / float(electrode.yield_fraction(*shares))
    concentration = concentration_mmol_per_L(ppm, counted)
    return Balance(produced, start * shares[0] / 100, start, concentration, 1000 * start / concentration)


def printed_balance(counted: str) -> Balance:
    """The balance of the test on copper that ji2023 prints, by one reading of its ppm.

    The yield per area is taken from the yield per mass and the loading, which keeps a digit more.

    Parameters
    ----------
    counted : {"NaNO3", "NO3", "N"}
        What the ppm count.

    Raises
    ------
    NitrateError
        As :func:`balance`.

    Examples
    --------
    >>> round(printed_balance("NaNO3").volume_mL)
    182
    """
    number = data.number
    return balance(
        yield_mmol_per_h_cm2=float(
            electrode.per_area(number("ji2023-cu1-5-yield"), number("ji2023-loading"))
        ),
        area_cm2=number("ji2023-paper-side") ** 2,
        duration_h=number("ji2023-test-time"),
        conversion_percent=number("ji2023-cu1-5-conversion"),
        selectivity_percent=number("ji2023-cu1-5-selectivity"),
        ppm=number("ji2023-nano3"),
        counted=counted,
    )


_WATER = "2 H2O(l) + 2 e- -> H2(g) + 2 OH-(aq)"


def pH_after(made_mmol: float, volume_mL: float) -> float:
    """The pH of an unbuffered solution after nitrate became ammonia in it.

    Parameters
    ----------
    made_mmol : float
        Ammonia made.
    volume_mL : float
        Volume of the solution, neutral and without buffer at the start.

    Returns
    -------
    float
        The pH at 25 °C, if no acid comes from elsewhere and activities are concentrations.

    Raises
    ------
    NitrateError
        Where a number is not above zero.

    Notes
    -----
    NO₃⁻ + 6 H₂O + 8 e⁻ → NH₃ + 9 OH⁻: a hydroxide ion for each proton of the half-reaction. The ion product
    of water follows from the energies of formation, as the potential of hydrogen at unit activity of OH⁻.

    Examples
    --------
    >>> round(pH_after(1.0, 9000.0), 2)
    11.0
    """
    half = electrode.half_reaction("ammonia_from_nitrate")["equation"]
    hydroxide = float(reactions.proton_balance(half)) * reactions.electrons(half)
    molar = hydroxide * _positive(made_mmol, "ammonia made") / _positive(volume_mL, "volume")
    exponent = -float(reactions.standard_potential(_WATER)) / reactions.nernst_slope()
    return float(exponent + np.log10(molar))


def hours_to_depletion(start_mmol: float, made_mmol_per_h: float, selectivity_percent: float) -> float:
    """How long nitrate lasts if ammonia were made at one rate to the end.

    Parameters
    ----------
    start_mmol : float
        Nitrate at the start.
    made_mmol_per_h : float
        Ammonia made per hour.
    selectivity_percent : float
        Share of the nitrate used up that becomes ammonia.

    Returns
    -------
    float
        Hours; less than it takes in truth, for the rate falls as nitrate gets scarce.

    Raises
    ------
    NitrateError
        Where a number is not above zero, or the share above 100 percent.

    Examples
    --------
    >>> hours_to_depletion(1.0, 0.25, 50)
    2.0
    """
    share = _positive(selectivity_percent, "selectivity")
    if share > 100:
        raise NitrateError(f"selectivity: found {rounding.general(share)} percent, expected at most 100")
    return _positive(start_mmol, "nitrate at the start") / (
        _positive(made_mmol_per_h, "ammonia per hour") / (share / 100)
    )


if not TYPE_CHECKING:
    __getattr__ = deprecated_names(__name__, {"hours_to_use_up": "hours_to_depletion"})

"""Hand values of the exercises on NO reduction: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
DECADE = 8.314462618 * 298.15 * math.log(10) / F
"""Potential of one unit of pH at 25 °C, in V."""

# Gibbs energies of formation, in kJ/mol.
NO, N2O, AMMONIA, WATER = 87.6, 103.7, -16.4, -237.1

FROM_NO = AMMONIA + WATER - NO
"""NO + 5 H⁺ + 5 e⁻ → NH₃ + H₂O, per mole of ammonia."""
FROM_N2 = AMMONIA
"""½ N₂ + 3 H⁺ + 3 e⁻ → NH₃, per mole of ammonia."""

IRON = -288.2e-6 / 3600 * 5 * F * 1000
"""Current behind 288.2 µmol an hour and cm², five electrons each, in mA/cm²."""


def volts(gibbs_kJ: float, electrons: int) -> float:  # noqa: N803
    """The potential that goes with a Gibbs energy."""
    return -gibbs_kJ * 1000 / (electrons * F)


# In µmol an hour and cm²: from mol a second and cm², times 3600 s and a million.
VACANT, WHOLE = 27.51e-10 * 3600 * 1e6, 8.83e-10 * 3600 * 1e6

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Equation 2 has an H on the right alone, and a negative charge on the left alone: one H⁺ on the left.
    "ex-norr-proton": (1,),
    # Five electrons and, mended, five protons. As printed four: the potential moves by a fifth of a decade's.
    "ex-norr-sum": (5, 5, 1000 * DECADE * (1 - 4 / 5)),
    # −0.7 V, plus the zero of the reference and seven decades; then from the equilibrium of NO.
    "ex-norr-conditions": tuple(
        number
        for there in (-0.7, -0.7 + 7 * DECADE, -0.7 + 0.197 + 7 * DECADE)
        for number in (there, volts(FROM_NO, 5) - there)
    ),
    # The climbing electron step and the distance of its limit from equilibrium; then deeper by 0.30 eV.
    "ex-norr-ladder": (-0.30, volts(FROM_NO, 5) + 0.30, -0.60, volts(FROM_NO, 5) + 0.60),
    # 60 and 120 mV for one decade of current each; a decade, and twice that for a symmetry of one half.
    "ex-norr-tafel": (160 - 100, 310 - 190, 1000 * DECADE, 2000 * DECADE),
    # Nitrogen in ammonia is the charge over five; the rest over one or over two.
    "ex-norr-closure": tuple(
        100 * (charge / 5) / (charge / 5 + (100 - charge) / electrons)
        for charge in (82.8, 90.3)
        for electrons in (1, 2)
    ),
    "ex-norr-yield": (VACANT, 288.2 / VACANT, -27.51e-10 * 5 * F * 1000),
    # The partial current over its share of 82.5 %; that in ampere for 3600 s.
    "ex-norr-total": (IRON, IRON / 0.825, -IRON / 0.825 / 1000 * 3600),
    # Yields with over without, efficiencies likewise, and the one over the other.
    "ex-norr-factors": (
        *(27.51 / 8.83, 82.8 / 44.8, (27.51 / 8.83) / (82.8 / 44.8)),
        *(44.67 / 27.02, 53.62 / 36.68, (44.67 / 27.02) / (53.62 / 36.68)),
    ),
    # In all, over per area.
    "ex-norr-area": (78.6 / 94, 78.6 / 288.2),
    # N₂O: 2 NO + 2 H⁺ + 2 e⁻ → N₂O + H₂O; N₂: 2 NO + 4 H⁺ + 4 e⁻ → N₂ + 2 H₂O.
    "ex-norr-feasible": (
        *(volts(FROM_NO, 5), FROM_NO),
        *(volts(FROM_N2, 3), FROM_N2),
        volts(N2O + WATER - 2 * NO, 2),
        volts(2 * WATER - 2 * NO, 4),
    ),
    "ex-norr-redraw": (
        *(1.0, 288.2, 94, 78.6, 44.67, 27.02, VACANT, WHOLE),
        *(0.25, 78.6 / 0.25, 288.2, 94, 44.67, 27.02, VACANT, WHOLE),
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # From NO; from nitrate, with two more O and a charge of one; for each N of N₂.
    "check-norr-why-electrons": (5, 5 + 2 * 2 - 1, 3),
    # The ratio; what it is above one; its inverse.
    "check-norr-vacancies-ratio": (27.51 / 8.83, 27.51 / 8.83 - 1, 8.83 / 27.51),
    # Five electrons; eight; one; and divided by the efficiency.
    "check-norr-doping-current": (-IRON, -IRON / 5 * 8, -IRON / 5, -IRON / 0.825),
}

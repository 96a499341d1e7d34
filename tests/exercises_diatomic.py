"""Hand values of the exercises on diatomic sites: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

from math import exp, log, log10

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
THERMAL = 8.314462618 * 298.15 / F
"""*RT*/*F* at 25 °C, in V."""

# E° of CO₂ + 2 H⁺ + 2 e⁻ → CO + H₂O from energies of formation in kJ/mol: CO −137.2, H₂O −237.1, CO₂ −394.4.
CO = -((-137.2 - 237.1) - (-394.4)) * 1000 / (2 * F)

# −0.47 V, on the RHE scale if it was counted from SHE at pH 7.3, and from Ag/AgCl in saturated KCl, 0.197 V above it.
FROM_SHE = -0.47 + THERMAL * log(10) * 7.3
FROM_SILVER = FROM_SHE + 0.197

# Ten times the current of a first electron with a symmetry factor of one half, and the decades from 120 to 330.
TEXTBOOK = THERMAL * log(10) / 0.5
DECADES = log10(330 / 120)

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # An overpotential is how far the potential lies below the equilibrium of CO.
    "ex-diatomic-scale": (-0.47, CO + 0.47, FROM_SHE, CO - FROM_SHE, FROM_SILVER, CO - FROM_SILVER),
    # N exp(−2σ²k²) of both fits is equal where 2(σ²_B − σ²_A)k² = ln(4/3.1); then the heights at k = 3 and 11.
    "ex-diatomic-exafs": (
        (log(4 / 3.1) / 0.005) ** 0.5,
        *(3, 3.1 / 4 * exp(0.005 * 9)),
        *(11, 3.1 / 4 * exp(0.005 * 121)),
        0.9 / 0.6,
    ),
    # 0.29 V for the decades; what the textbook slope leaves of it, over 0.21 A on a square centimetre.
    "ex-diatomic-slope": (290 / DECADES, 1000 * TEXTBOOK, (0.29 - TEXTBOOK * DECADES) / 0.21),
    # From −0.47 to −0.97 V; the printed partial current over the bound of the window, cathodic.
    "ex-diatomic-total-current": (500, -34.7 / 0.90),
    # The last and the first current for 80 hours, 87 percent of it in CO, two electrons each. Of a hundred electrons
    # 43.5 CO, and 50 CO₂ that a hundred OH⁻ bind as carbonate.
    "ex-diatomic-amount": (
        0.1077 * 80 * 3600 * 0.87 / (2 * F),
        0.120 * 80 * 3600 * 0.87 / (2 * F),
        100 * 43.5 / 93.5,
    ),
    # The answer of this one is which rule speaks; its names hold no free-standing number.
    "ex-diatomic-compare": (),
    # A pair counted as one site holds two atoms, each of which turns over half as often.
    "ex-diatomic-counting": (255 / 104, 255 / 2 / 104, 1067 / 255),
    # No electron, so the energy stays; the misread limiting potential lies that far below E°.
    "ex-diatomic-desorption": (0.92, CO + 0.92),
    # CO over hydrogen is the share over what is left of it.
    "ex-diatomic-odds": (
        *(64.6 / 35.4, 84.7 / 15.3, (84.7 / 15.3) / (64.6 / 35.4)),
        *(84.7 / 15.3, 97.6 / 2.4, (97.6 / 2.4) / (84.7 / 15.3)),
        *(104, 255, 255 / 104),
        *(255, 1067, 1067 / 255),
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # More than 67 of a hundred of 150 groups are pairs, so fewer than 49.5 are not; the pairs themselves.
    "check-diatomic-structure-groups": (49, 101),
    # The printed turnovers; the wrong one starts from the single cobalt atom.
    "check-diatomic-performance-gain": (1067 / 255, 1067 / 104),
    # What is left of 120 at 107.7; the share that is lost.
    "check-diatomic-stability-left": (100 * 107.7 / 120, 100 * (1 - 107.7 / 120)),
    # The two onsets, −0.3 and −0.4 V.
    "check-diatomic-infrared-apart": (0.4 - 0.3,),
}

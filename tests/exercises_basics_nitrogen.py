"""Hand values of the exercises on nitrogen: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""

# NO at 0.1 bar: 1.9e-5 mol/m³/Pa times 10⁴ Pa; through 40 µm with 2.21e-9 m²/s and five electrons.
NO_HELD = 1.9e-5 * 1e4
NO_FLUX = 2.21e-9 * NO_HELD / 40e-6
"""In mol/m²/s."""

# k₂ is three times k₁: nitrite is highest after ln 3 / 0.04 minutes, with nitrate at 3^(-1/2).
LEFT = 3**-0.5
NITRITE = LEFT / 3
AMMONIA = 1 - LEFT - NITRITE

SLOPE = 0.0092
"""In L/µmol, of the addition."""

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # mA/cm² is a tenth of A/m²; an hour and cm² is 3600 s and 1e-4 m².
    "ex-basics-no-limit": (NO_HELD, -5 * F * NO_FLUX / 10, NO_FLUX * 3600 * 1e-4 * 1e6),
    "ex-basics-nitrite-peak": (
        *(math.log(3) / 0.04, 100 * NITRITE, 100 * AMMONIA),
        *(2 * NITRITE + 8 * AMMONIA, 100 * 8 * AMMONIA / (2 * NITRITE + 8 * AMMONIA)),
    ),
    "ex-basics-standard-addition": (SLOPE, 0.160 / SLOPE, 0.160 / 0.0116, 3 * 0.0022 / SLOPE),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Five electrons through 50 µm from 1.9 mol/m³, in mA/cm²; one electron; and in A/m².
    "check-basics-nitrogen-limit": (
        5 * F * 2.21e-9 * 1.9 / 50e-6 / 10,
        F * 2.21e-9 * 1.9 / 50e-6 / 10,
        5 * F * 2.21e-9 * 1.9 / 50e-6,
    ),
}

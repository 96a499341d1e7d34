"""Hand values of the exercises on the measurement: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
DECADE = 8.314462618 * 298.15 * math.log(10) / F
"""Potential of one unit of pH at 25 °C, in V."""
MOLAR = 8.314462618 * 298.15 / 1e5 * 1e6
"""Volume of a mole of gas at 25 °C and 1 bar, in mL."""

FLOW = 10.0 / 60 / MOLAR
"""Ten millilitres a minute in mol/s."""
BROUGHT = FLOW * 7200 * 73e-6

IN, OUT = 15.0 / 60 / MOLAR, 13.2 / 60 / MOLAR
CHARGE = 0.300 / (2 * F)
"""Electron pairs a second of 300 mA, in mol/s."""

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # −1.30 + 0.015 × 12 = −1.12; plus 0.197 and 6.8 decades. Filling: 222.39 − 197. A quarter of −180 mV.
    "ex-basics-measurement-scale": (-1.30 + 0.180 + 0.197 + 6.8 * DECADE, 222.39 - 197.0, -180 / 4),
    # 0.8 mol/s × 10⁻⁵ × 7200 s × 73 ppm; in 30 mL; three electrons each over two hours.
    "ex-basics-measurement-gas": (
        1e6 * BROUGHT,
        1e6 * BROUGHT / 0.030,
        -1e6 * BROUGHT * 3 * F / 7200,
    ),
    # Shares of the outlet over pairs of electrons; the same with the inlet; missing carbon; a pair binds one CO₂.
    "ex-basics-measurement-cell": (
        100 * 0.129 * OUT / CHARGE,
        100 * 0.042 * OUT / CHARGE,
        100 * 0.171 * OUT / CHARGE,
        100 * 0.171 * IN / CHARGE,
        1e6 * (IN - OUT * 0.958),
        1e6 * CHARGE,
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # The drop of 0.1 V comes off, filling and 6.8 decades come on; drop left in; its wrong sign; without the pH.
    "check-basics-measurement-scale": (
        -1.30 + 0.100 + 0.197 + 6.8 * DECADE,
        -1.30 + 0.197 + 6.8 * DECADE,
        -1.30 - 0.100 + 0.197 + 6.8 * DECADE,
        -1.30 + 0.100 + 0.197,
    ),
    # Three CO and four CO₂ lost; CO alone; no carbonate; half of the efficiency.
    "check-basics-measurement-crossing": (100 * 3 / 7, 100 / 2, 100 * 3 / 4, 100 * 3 / 8),
}

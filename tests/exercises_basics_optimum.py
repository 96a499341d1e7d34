"""Hand values of the exercises on the optimum: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

KT = 8.617333262e-5 * 298.15
"""At 25 °C, in eV."""
ATTEMPTS = KT / 4.135667696e-15
"""kT/h at 25 °C, in 1/s."""
ONE_A_SECOND = KT * math.log(ATTEMPTS)
"""The barrier of one turnover a second, in eV."""

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Steps -0.30, -0.15, -1.15, -0.50, -1.45: the second falls least; the mean is a fifth of -3.55.
    "ex-basics-optimum-ladder": (2, 0.15, 3.55 / 5, 3.55 / 5 - 0.15),
    # First step 4.92 - gap - oh, last step oh; the smaller one.
    "ex-basics-optimum-leg": (
        *(0.60, min(4.92 - 3.2 - 0.6, 0.6), min(4.92 - 2.9 - 0.6, 0.6)),
        *(1.20, min(4.92 - 3.2 - 1.2, 1.2), min(4.92 - 2.9 - 1.2, 1.2)),
    ),
    "ex-basics-optimum-barrier": (
        ONE_A_SECOND,
        math.exp(0.5 * 0.18 / KT),
        1,
        math.exp((0.92 - ONE_A_SECOND) / KT),
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # A quarter of 4.92 less 0.60; the least of the line; the first step instead; the limit itself.
    "check-basics-optimum-overpotential": (
        4.92 / 4 - 0.60,
        4.92 / 4 - (4.92 - 3.2) / 2,
        4.92 / 4 - (4.92 - 3.2 - 0.60),
        0.60,
    ),
    # exp(0.1/kT); with half of the energy; one decade.
    "check-basics-optimum-factor": (math.exp(0.1 / KT), math.exp(0.05 / KT), 10),
}

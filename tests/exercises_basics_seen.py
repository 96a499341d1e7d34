"""Hand values of the page on how a defect is seen: plain arithmetic, without the helpers and models that it teaches."""

from __future__ import annotations

import math

# Thirteen atoms: the middle one has twelve neighbours, each of the others five.
THIRTEEN = (12 + 12 * 5) / 13

OTHERS = math.pi * 0.3**2 * 2
"""Atoms within 0.3 nm of one, at two in each nm²."""

DEPTH = 5000 / (2 * math.pi * math.sqrt((3.4 * math.sqrt(3) / 2) ** 2 - 1.3**2))
"""Light of 2000 cm⁻¹ has 5 µm; the sine of 60° is half the root of three. In nm."""

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Of six oxygen atoms the fit finds 4.9; four times that; the count over its error.
    "ex-basics-seen-table": ((1 - 4.9 / 6) * 100, 4 * 4.9 / 6, 0.9 / 0.5),
    "ex-basics-seen-pairs": (OTHERS, 100 * (1 - math.exp(-OTHERS))),
    "ex-basics-seen-depth": (DEPTH, DEPTH / 0.3),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Sixty percent in clusters; all in clusters; forty percent in clusters.
    "check-basics-seen-mixture": (0.6 * THIRTEEN, THIRTEEN, 0.4 * THIRTEEN),
    # Half of the slope; the slope.
    "check-basics-seen-phase": (0.8 / 2, 0.8),
}

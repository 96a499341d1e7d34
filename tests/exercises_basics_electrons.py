"""Hand values of the exercises on the basics: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math


def centre(half: float, filling: float) -> float:
    """Centre of a half ellipse of this filling, found by summing it up: no formula of the model is used."""
    count = 200001
    step = 2 / (count - 1)
    total, below = math.pi / 2, 0.0
    for number in range(count):
        x = -1 + number * step
        below += math.sqrt(max(0.0, 1 - x * x)) * step
        if below >= filling * total:
            return -x * half
    raise AssertionError


SOLUTIONS: dict[str, tuple[float, ...]] = {
    # D³⁺ for M⁴⁺; nothing for O²⁻; two of the first balance one of the second; half a tenth; none.
    "ex-basics-dopant": (3 - 4, 0 + 2, 2, 0.1 / 2, 0),
    # One sublattice has two atoms more; as many of each.
    "ex-basics-holes": (2, 0),
    "ex-basics-step": (math.sqrt(7 / 9), centre(1.0, 0.9), centre(math.sqrt(7 / 9), 0.9)),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Two electrons for each tenth of an oxygen; one; over two places.
    "check-basics-electrons-share": (100 * 0.1 * 2, 100 * 0.1, 100 * 0.1 / 2),
    # The root of the ratio; the ratio.
    "check-basics-electrons-width": (math.sqrt(7 / 9), 7 / 9),
}

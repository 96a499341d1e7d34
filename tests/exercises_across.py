"""Hand values of the exercises across the parts: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

from statistics import median

# Efficiencies and turnovers of a defective material and its control, as the sources print them.
MNO2, COS, PAIR, COBALT, MANGANESE = 82.8 / 44.8, 53.62 / 36.68, 97.6 / 84.7, 84.7 / 64.6, 84.7 / 52.8
YIELDS = 27.51 / 8.83, 44.67 / 27.02

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Measured claims and all claims of each column, counted on the map; their ratio in percent.
    "ex-across-map": (
        *(5, 24, 100 * 5 / 24),
        *(3, 25, 100 * 3 / 25),
        *(0, 6, 0),
        *(1, 6, 100 * 1 / 6),
        *(3, 11, 100 * 3 / 11),
        *(1, 1, 100),
    ),
    # No electron; one for the water that leaves and the hydrogen that stays; two given for an oxygen.
    "ex-across-electrons": (0, 1, -2, 2, 2),
    # The answer is which rules speak; their sentences hold no number.
    "ex-across-compare": (),
    "ex-across-room": (
        *(MNO2, 100 * (82.8 - 44.8) / (100 - 44.8)),
        *(PAIR, 100 * (97.6 - 84.7) / (100 - 84.7)),
    ),
    # Pairs in a triangle, a tetrahedron, a pentagonal bipyramid and that with two caps: 3, 6, 16 and 23.
    "ex-across-overcount": (
        *(2.90, 3, 100 * (1 - 2 / 2.90)),
        *(4.12, 4, 100 * (1 - 3 / 4.12)),
        *(7.29, 7, 100 * (1 - 2 * 16 / 7 / 7.29)),
        *(8.85, 9, 100 * (1 - 2 * 23 / 9 / 8.85)),
    ),
    # All pairs and ratios in words: 2.8 of a yield and 1.8 of an efficiency; clean: no peak in either value.
    "ex-across-medians": (
        *(3, median([*YIELDS, 2.8]), 1, YIELDS[1]),
        *(6, median([MNO2, COS, PAIR, COBALT, MANGANESE, 1.8]), 2, median([COS, COBALT])),
        *(3, median([1067 / 255, 255 / 104, 255 / 51])) * 2,
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # From 44.8 percent to all; the gain that was reached.
    "check-across-effects-ceiling": (100 / 44.8, MNO2),
}

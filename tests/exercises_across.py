"""Hand values of the exercises across the parts: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

from math import log, log10
from statistics import median

# Efficiencies and turnovers of a defective material and its control, as the sources print them.
MNO2, COS, PAIR, COBALT, MANGANESE = 82.8 / 44.8, 53.62 / 36.68, 97.6 / 84.7, 84.7 / 64.6, 84.7 / 52.8
RIVALS_MNO2, RIVALS_PAIR = (82.8 / 17.2) / (44.8 / 55.2), (97.6 / 2.4) / (84.7 / 15.3)
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
    # Shares against the rest, 82.8 to 17.2 and so on; kT at 25 °C is 0.025693 eV.
    "ex-across-room": (
        *(MNO2, 100 * (82.8 - 44.8) / (100 - 44.8)),
        *(RIVALS_MNO2, 0.025693 * log(RIVALS_MNO2)),
        *(PAIR, 100 * (97.6 - 84.7) / (100 - 84.7)),
        *(RIVALS_PAIR, 0.025693 * log(RIVALS_PAIR)),
    ),
    # Pairs in a triangle, a tetrahedron, a pentagonal bipyramid and that with two caps: 3, 6, 16 and 23.
    "ex-across-overcount": (
        *(2.90, 3, 100 * (1 - 2 / 2.90), 100 * (1 - 3.90 / 4), 100 * (1 - 3.90 / 4) * 2.90 / 2),
        *(4.12, 4, 100 * (1 - 3 / 4.12), 100 * (1 - 3.87 / 4), 100 * (1 - 3.87 / 4) * 4.12 / 3),
        *(7.29, 7, 100 * (1 - 32 / 7 / 7.29), 100 * (1 - 3.58 / 4), 100 * (1 - 3.58 / 4) * 7.29 * 7 / 32),
        *(8.85, 9, 100 * (1 - 46 / 9 / 8.85), 100 * (1 - 0.59 / 4), 100 * (1 - 0.59 / 4) * 8.85 * 9 / 46),
        *(2.84 * 0.088, 8.8 * 2.84 / 2),
    ),
    # From -0.55 to -0.84 V and from 120 to 330 mA; 2.303 RT / 0.5 F at 25 °C; what is left, over 210 mA.
    "ex-across-slope": (
        *(0.29, log10(330 / 120), 290 / log10(330 / 120)),
        118.32,
        *((0.29 - 0.11832 * log10(330 / 120)) / 0.210, 1),
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

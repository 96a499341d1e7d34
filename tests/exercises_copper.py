"""Hand values of the exercises on copper: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
R = 8.314462618
"""Gas constant, in J/(mol K)."""
N, H, O, NA = 14.007, 1.008, 15.999, 22.990  # noqa: E741
"""Atomic weights, in g/mol."""

DECADE = R * 298.15 * math.log(10) / F
"""Potential of one unit of pH at 25 °C, in V."""

# H₂O → H⁺ + OH⁻ costs 237.1 − 157.2 kJ/mol, by the energies of formation; in units of pH.
ION_PRODUCT = (237.1 - 157.2) * 1000 / (R * 298.15 * math.log(10))

# 88.2 mmol a gram and hour, on half a milligram for two hours; of it 86.6 percent of 95 percent of the start.
MADE = 88.2 * 0.5e-3 * 2
START = MADE / 0.866 / 0.95
# 50 mg a litre of salt, ion or nitrogen; millimoles over millimoles a litre are litres.
VOLUMES = [1000 * START / (50 / mass) for mass in (NA + N + 3 * O, N + 3 * O, N)]


def alkaline(volume: float) -> tuple[float, float, float]:
    """Volume, the pH with nine hydroxide ions an ammonia in it, and where −0.75 V set at pH 7 has gone."""
    acidity = ION_PRODUCT + math.log10(9 * MADE / volume)
    return volume, acidity, -0.75 + DECADE * (acidity - 7)


def half_lost(counts: tuple[float, float, float], upper: float) -> tuple[float, float, float]:
    """The upper end, then E½ and the largest miss of the step of least squares, by search on finer grids."""

    def fitted(half: float, width: float) -> list[float]:
        return [upper / (1 + math.exp((half - E) / width)) for E in (-0.75, -0.85, -0.95)]

    def squares(place: tuple[float, float]) -> float:
        return sum((one - other) ** 2 for one, other in zip(fitted(*place), counts, strict=True))

    half, width = -0.85, 0.05
    for reach in (0.045, 0.02, 0.005, 0.001, 0.0002):
        around = [reach * step / 20 for step in range(-20, 21)]
        half, width = min(((half + 2 * a, width + b) for a in around for b in around), key=squares)
    misses = (abs(one - other) for one, other in zip(fitted(half, width), counts, strict=True))
    return upper, half, max(misses)


SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Differences of neighbours in the printed series.
    "ex-copper-neighbours": (
        *(3.87 - 3.90, 3.58 - 3.87, 0.59 - 3.58),
        *(4.12 - 2.90, 7.29 - 4.12, 8.85 - 7.29),
        *(2.89 - 3.58, 1.55 - 2.89, 0.41 - 1.55),
    ),
    # Millimoles a gram are micromoles a milligram; times the weight of a micromole in micrograms.
    "ex-copper-mass-yield": (88.2 * (N + 3 * H), 88.2 * N),
    # An oxygen that leaves as water takes two protons and two electrons, a hydrogen one of each; first of all
    # nitrate leaves an electron behind. A coefficient of one is not written.
    "ex-copper-eight-electrons": (
        *(-1, 2, 2, 2, 2, 2, 2),
        *(1, 1, 1, 1, 1),
        *(8, 9, 3),
    ),
    # One electron: the limiting potential is the energy with its sign turned, and −0.75 V takes 0.75 eV off.
    "ex-copper-step-at-potential": (-1.97, -0.03, 1.97 - 0.75, 0.03 - 0.75),
    # A site has four or five ligands and no copper, metal at most twelve coppers and no ligand: the shares
    # that the counts need. Then the counts for the metal over all copper, and four nitrogens for the rest.
    "ex-copper-mean-of-what": (
        *(4, 4.02 / 4 + 2.84 / 12, 5, 4.02 / 5 + 2.84 / 12),
        *(4, 3.61 / 4 + 7.41 / 12, 5, 3.61 / 5 + 7.41 / 12),
        *(4, 0.59 / 4 + 8.85 / 12, 5, 0.59 / 5 + 8.85 / 12),
        *(2.84 * 0.088, 4 * 0.912),
        *(7.41 * 0.240, 4 * 0.760),
    ),
    "ex-copper-half-lost": (
        *half_lost((3.87, 3.58, 0.59), 3.90),
        *half_lost((3.87, 3.58, 0.59), 4.0),
        *half_lost((2.89, 1.55, 0.41), 3.58),
        *half_lost((2.89, 1.55, 0.41), 4.0),
    ),
    "ex-copper-alkaline": tuple(number for volume in VOLUMES for number in alkaline(volume)),
    # Half a milligram, and 2.5 on each of two square centimetres; the nitrate over what goes in a minute.
    "ex-copper-xray-nitrate": (
        *(0.5, START / (88.2 * 0.5e-3 / 0.866) * 60),
        *(5.0, START / (88.2 * 5.0e-3 / 0.866) * 60),
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Copper contents as measured; by the rounded names.
    "check-copper-precursors-copper": (3.242 / 0.673, 3.2 / 0.7),
    # Charges weighted by their shares; the plain mean of the three charges.
    "check-copper-structure-charge": (2 * 0.711 + 1 * 0.049, 1.0),
    # Eight electrons for each ammonia; one; and all charge, of which 94.3 percent went into ammonia.
    "check-copper-performance-charge": (
        *(MADE * 1e-3 * 8 * F, MADE * 1e-3 * F),
        MADE * 1e-3 * 8 * F / 0.943,
    ),
    # Pairs of 7, 6, 5 and 4 spheres: 16, 12, 9 and 6, so 4.57, 4, 3.6 and 3 neighbours; printed are 4.12.
    "check-copper-operando-atoms": (7, 6, 5, 4),
    # From limit to limit; from step to step.
    "check-copper-mechanism-limit": (1.97 - 0.78, 1.97 - 0.03),
}

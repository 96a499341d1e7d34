"""Hand values of the exercises on CO₂ reduction: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
DECADE = 8.314462618 * 298.15 * math.log(10) / F
"""Potential of one unit of pH at 25 °C, in V."""

THERMAL = 8.314462618 * 298.15 / F
"""The energy kT at 25 °C, in eV."""
ATTEMPTS = 1.380649e-23 * 298.15 / 6.62607015e-34
"""kT/h at 25 °C, a second."""

# Gibbs energies of formation, in kJ/mol.
CO2, CO, WATER, METHANE, ETHYLENE, ETHANOL, FORMATE = -394.4, -137.2, -237.1, -50.5, 68.4, -174.8, -351.0


def volts(gibbs_kJ: float, electrons: int) -> float:  # noqa: N803
    """The potential that goes with a Gibbs energy."""
    return -gibbs_kJ * 1000 / (electrons * F)


OF_CO = CO + WATER - CO2
PLACES = (
    volts(OF_CO, 2),
    volts(METHANE + 2 * WATER - CO2, 8),
    volts(ETHYLENE + 4 * WATER - 2 * CO2, 12),
    volts(ETHANOL + 3 * WATER - 2 * CO2, 12),
    0.0,
)

SPACING = 0.2556e-7
"""Distance of neighbouring rows of copper atoms, in cm."""


def from_twins(rows: float) -> float:
    """Per cent of the methane from a share of rows whose atoms are a thousand times faster."""
    return 100 * 1000 * rows / (1000 * rows + 1 - rows)


def slope(few: float, many: float, limit: float = math.inf) -> float:
    """Tafel slope of two points 60 mV apart, each current without the part that transport takes."""
    return 60 / math.log10(many / (1 - many / limit) / (few / (1 - few / limit)))


SOLUTIONS: dict[str, tuple[float, ...]] = {
    # Counted in the figure: systems of a class with a number in an abstract alone, in nothing, in the review.
    "ex-co2rr-map": (
        *(0, 10, 2),
        *(0, 0, 2),
        *(2, 1, 0),
        *(1, 10, 2),
        *(0, 7, 3),
        *(0, 0, 4),
        *(0, 3, 0),
        *(1, 8, 5),
    ),
    # CO: one O leaves as water, 2 H⁺. Methane: two as water, 4 H⁺, and 4 H. Ethanol: three, 6 H⁺, and 6 H.
    "ex-co2rr-electrons": (2, 2, 4 + 4, 4 + 4, 2, 2, 6 + 6, 6 + 6, 3),
    # The largest climb with an electron, and from *CO to CO; kT/h and exp(−0.90 eV/kT); 0.90 less the barrier of 1/s.
    "ex-co2rr-ladder": (
        *(-0.60, 0.20 - 0.10),
        *(-0.40, 0.20 + 0.70),
        math.exp(0.90 / THERMAL) / ATTEMPTS / 60,
        0.90 - THERMAL * math.log(ATTEMPTS),
    ),
    # As printed; 6.8 units of pH up; as much and the zero of the silver electrode.
    "ex-co2rr-scales": (
        *(-0.993, PLACES[2] + 0.993),
        *(-0.993 + 6.8 * DECADE, PLACES[2] + 0.993 - 6.8 * DECADE),
        *(-0.993 + 0.197 + 6.8 * DECADE, PLACES[2] + 0.993 - 0.197 - 6.8 * DECADE),
    ),
    "ex-co2rr-tafel": (
        *(0.30, 0.36, slope(0.100, 0.962), slope(0.100, 0.962, 25)),
        *(0.36, 0.42, slope(0.962, 7.14), slope(0.962, 7.14, 25)),
        *(0.42, 0.48, slope(7.14, 20.0), slope(7.14, 20.0, 25)),
    ),
    # One boundary every 100 nm; its area; eight electrons a molecule, atoms in triangles.
    "ex-co2rr-twin": (
        *(1 / (1e5 * SPACING), from_twins(1e5 * SPACING)),
        *(1 / (1e4 * SPACING), from_twins(1e4 * SPACING)),
        1294 * 1e5 * SPACING,
        1.294 / (8 * 1.602176634e-19) * SPACING**2 * math.sqrt(3) / 2,
    ),
    "ex-co2rr-window": (1000 * (max(PLACES) - min(PLACES)), OF_CO),
    "ex-co2rr-pairs": (),
    "ex-co2rr-total": (-16.1 * 0.83, -16.1 / 0.83, 1 / 0.83),
    # The bound of 90 % of the last current, 600 mA/cm²; each pair of electrons binds one CO₂, nine of ten make a CO.
    "ex-co2rr-largest": (600 * 0.9, 1.9 * 0.6 / (2 * F) * 60 * 24790, 100 * 0.9 / 1.9),
    # As printed, but two 0.49 V below the equilibrium of CO, and one 0.67 V below that of formate at pH 7.
    "ex-co2rr-redraw": (
        *(-0.43, 93),
        *(volts(OF_CO, 2) - 0.49, 99.4),
        *(volts(OF_CO, 2) - 0.49, 80),
        *(volts(FORMATE - CO2, 2) + 0.5 * DECADE * 7 - 0.67, 84),
        *(-0.69, 95),
        *(-0.78, -1.18, 99.6),
        *(-1.1, 83),
        *(7, 15),
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Twelve in all, six for each carbon atom; two for CO.
    "check-co2rr-reaction-electrons": (12, 12 / 2, 2),
    # 0.34 V below the equilibrium of CO; the overpotential itself; 0.34 V above.
    "check-co2rr-single-atom-potential": (volts(OF_CO, 2) - 0.34, -0.34, volts(OF_CO, 2) + 0.34),
    "check-co2rr-vacancies-partial": (16.1 * 0.83, 16.1 / 0.83, 16.1 * 0.17),
    # 90 % of the last current; that current divided; 90 % of the first.
    "check-co2rr-compare-flow": (600 * 0.9, 600 / 0.9, 50 * 0.9),
}

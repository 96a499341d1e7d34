"""Hand values of the exercises on figures of merit: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

import math

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""
R = 8.314462618
"""Gas constant, in J/(mol K)."""

DECADE = R * 298.15 * math.log(10) / F
"""Potential of one unit of pH at 25 °C, in V."""

# Gibbs energy of CO₂ + H⁺ + 2 e⁻ → HCOO⁻ from energies of formation in kJ/mol: HCOO⁻ −351.0, CO₂ −394.4.
FORMATE = -(-351.0 + 394.4) * 1000 / (2 * F)

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # The partial current over its share is the total, the rest went elsewhere. Cathodic, so negative.
    "ex-use-remainder": (
        *(-245 / 0.94, -245 / 0.94 + 245),
        *(-24.8 / 0.994, -24.8 / 0.994 + 24.8),
    ),
    # 94 mA are 0.094 C a second, for an hour, over two or eight electrons a molecule; in micromoles.
    "ex-use-amount": (0.094 * 3600 / (2 * F) * 1e6, 0.094 * 3600 / (8 * F) * 1e6),
    # One proton for two electrons: on the RHE scale the equilibrium climbs by half a decade a unit of pH.
    "ex-use-formate": (
        *(0, FORMATE - 0.67),
        *(7, FORMATE + 0.5 * DECADE * 7 - 0.67),
        *(14, FORMATE + 0.5 * DECADE * 14 - 0.67),
    ),
    # 88.2 mmol a gram and hour on half a milligram; as charge per second, eight electrons each.
    "ex-use-loading": (88.2 * 0.5e-3, -88.2 * 0.5e-3 * 1e-3 * 8 * F / 3600 * 1000),
    # 5273 molecules a site and hour on 10 nmol of sites, two electrons each; then a tenth of the sites.
    "ex-use-turnover": (-5273 / 3600 * 10e-9 * 2 * F * 1000, 52730),
    "ex-use-unaccounted": (-16.1 * 0.83, -16.1 * 0.17),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Divided by the efficiency; multiplied by it by mistake.
    "check-use-merit-total": (30 / 0.86, 30 * 0.86),
    # Three units, one unit, and three units of RT/F without ln 10; in millivolts.
    "check-use-merit-shift": (3000 * DECADE, 1000 * DECADE, 3000 * R * 298.15 / F),
}

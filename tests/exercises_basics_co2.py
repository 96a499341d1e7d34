"""Hand values of the exercises on the basics, page on CO₂: plain arithmetic, without the helpers that they teach."""

from __future__ import annotations

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""

DIFFUSION, DISSOLVED = 1.91e-9, 33.0
"""Of CO₂ in water at 25 °C: in m²/s, and in mol/m³ under 1 bar."""

LIMIT = 2 * F * DIFFUSION * DISSOLVED / 50e-6 / 10
"""The limiting current density for CO through 50 µm, in mA/cm²."""

# CO at 60 % and hydrogen at 40 % of the charge: electrons, and OH⁻, for each CO.
HYDROXIDE = 2 / 0.6

SOLUTIONS: dict[str, tuple[float, ...]] = {
    # The layer in which 50 mA/cm² is the limit; the pressure at which 50 µm lets it through.
    "ex-basics-co2-limit": (50 * LIMIT / 50, 50 / LIMIT),
    # Two OH⁻ bind one CO₂: for each CO, and the share of the CO₂ that is then in CO.
    "ex-basics-co2-carbon": (HYDROXIDE, HYDROXIDE / 2, 100 / (1 + HYDROXIDE / 2)),
    # Site A: *COOH 0.5 + 0.5 (-0.2), *OCHO 0.4 + 0.5 × 0.4, *H 0.5 + 0.8 (-0.2); site B; site A with *H 0.2 eV higher.
    "ex-basics-co2-doors": (
        *(0.5 - 0.5 * 0.2, 0.4 + 0.5 * 0.4, 0.5 - 0.8 * 0.2),
        *(0.5 + 0.5 * 0.1, 0.4 - 0.5 * 0.3, 0.5 + 0.8 * 0.1),
        0.7 - 0.8 * 0.2,
    ),
}

CHECKS: dict[str, tuple[float, ...]] = {
    # Half of the limit of 50 µm; twice it; one electron for each CO₂.
    "check-basics-co2-limit": (LIMIT / 2, LIMIT * 2, LIMIT / 4),
    # Eight OH⁻ bind four CO₂; CO; eight CO₂ lost.
    "check-basics-co2-methane": (100 / (1 + 8 / 2), 100 / (1 + 2 / 2), 100 / (1 + 8)),
}

"""The columns of values, the two formulas of printed values, and the quantities behind them."""

from __future__ import annotations

from reviewhelpers.analysis import comparability

POTENTIAL = "potential / V vs RHE"
PARTIAL = "partial current density / mA cm⁻²"
EFFICIENCY = "Faradaic efficiency / %"
TURNOVER = "turnover frequency / h⁻¹"
YIELD = "yield per area / µmol h⁻¹ cm⁻²"
FIGURES_OF_MERIT = (POTENTIAL, PARTIAL, EFFICIENCY, TURNOVER, YIELD)
PRINTED = "printed"
SIGN = "printed; minus sign of a cathodic current set by convention"
QUANTITIES = (
    "partial_current_density",
    "current_density",
    "faradaic_efficiency",
    "turnover_frequency",
    *comparability.BASES,
)

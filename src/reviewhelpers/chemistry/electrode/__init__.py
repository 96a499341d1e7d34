"""Figures of merit of an electrode: potentials and their scales, Faraday's law, turnover, conversion.

Signs follow IUPAC: a cathodic current, that of a reduction, is negative. A yield, an overpotential and a
turnover frequency are magnitudes. Percentages are in percent, currents in mA/cm², potentials in V.
"""

from __future__ import annotations

from reviewhelpers.chemistry.electrode.checks import ElectrodeError
from reviewhelpers.chemistry.electrode.equilibrium import (
    equilibrium_potential,
    half_reaction,
    overpotential_from_potential,
    potential_from_overpotential,
)
from reviewhelpers.chemistry.electrode.faraday import (
    amount_from_charge,
    charge_for_amount,
    current_from_yield,
    faradaic_efficiency,
    partial_current_density,
    per_area,
    per_mass,
    total_current_density,
    yield_from_current,
)
from reviewhelpers.chemistry.electrode.mass_balance import (
    Closure,
    amount_produced,
    closure,
    conversion,
    selectivity,
    yield_fraction,
)
from reviewhelpers.chemistry.electrode.scale_conversion import (
    convert_potential,
    ji2023_difference,
    ji2023_equation_1,
    reference_potential,
    scales,
)
from reviewhelpers.chemistry.electrode.turnover import (
    current_from_turnover_frequency,
    sites_from_turnover_frequency,
    turnover_frequency,
)

__all__ = [
    "Closure",
    "ElectrodeError",
    "amount_from_charge",
    "amount_produced",
    "charge_for_amount",
    "closure",
    "conversion",
    "convert_potential",
    "current_from_turnover_frequency",
    "current_from_yield",
    "equilibrium_potential",
    "faradaic_efficiency",
    "half_reaction",
    "ji2023_difference",
    "ji2023_equation_1",
    "overpotential_from_potential",
    "partial_current_density",
    "per_area",
    "per_mass",
    "potential_from_overpotential",
    "reference_potential",
    "scales",
    "selectivity",
    "sites_from_turnover_frequency",
    "total_current_density",
    "turnover_frequency",
    "yield_fraction",
    "yield_from_current",
]

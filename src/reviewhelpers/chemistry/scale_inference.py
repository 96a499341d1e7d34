"""The scale of a potential by elimination: which reference electrode leaves the product a driving force.

A product of a reduction takes most of the charge only below its equilibrium potential. Where a work names no
reference electrode, each one can be tried: on most scales the potential at which the product is best would
lie above that equilibrium. Far above it the product is oxidised; next to it some can be made where it is
thinner than at 1 bar, with too little driving force for most of the charge. If one scale alone is left by a
potential, it is inferred, and the other potentials of the work are taken to be on the same scale: most of
them would fit more than one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data

Row: TypeAlias = Mapping[str, Any] | pd.Series

LEAST_EFFICIENCY = 50.0
"""A product that takes more of the charge than all others is the main product, in percent."""

_BICARBONATE = re.compile(r"CO2-saturated (?P<molar>\d+(?:\.\d+)?) M (?:K|Na)HCO3")
_CO2_BAR = 1.0


@dataclass(frozen=True)
class Elimination:
    """What is left when each scale is tried on a potential.

    Parameters
    ----------
    row : str
        Id of the row whose potential was tried.
    pH : float
        Acidity of its electrolyte, derived.
    equilibrium_V : float
        Equilibrium potential of its product, in V against the RHE.
    tried : mapping of str to float
        For each scale what the printed potential would be, in V against the RHE.
    """

    row: str
    pH: float  # noqa: N815
    equilibrium_V: float  # noqa: N815
    tried: Mapping[str, float]

    @property
    def possible(self) -> tuple[str, ...]:
        """The scales on which the potential lies below the equilibrium of the product."""
        return tuple(scale for scale, volts in self.tried.items() if volts < self.equilibrium_V)


def bicarbonate_pH(molar: float) -> float:  # noqa: N802
    """The pH of a bicarbonate solution under CO₂ at 1 bar.

    Parameters
    ----------
    molar : float
        Concentration of bicarbonate in mol/L, above 0.

    Returns
    -------
    float
        By the first acid exponent of carbonic acid and the solubility of CO₂, without activities, which lower
        it by some tenths.

    Raises
    ------
    UnitError
        Where the concentration is no number above zero.

    Notes
    -----
    pH = p\\ *K*:sub:`a` + log([HCO₃⁻] / [CO₂]), with [CO₂] = *H p*.

    Examples
    --------
    >>> round(bicarbonate_pH(0.5), 2)
    7.52
    """
    concentration = float(units.finite(molar, "concentration of bicarbonate"))
    if concentration <= 0:
        raise units.UnitError(f"concentration of bicarbonate: found {molar}, expected a number above 0")
    dissolved = 1e5 * _CO2_BAR * units.constant_in("carbon-dioxide-solubility", "mol/L/Pa")
    return units.constant("carbonic-acid-exponent") + math.log10(concentration / dissolved)


def eliminate(row: Row) -> Elimination | None:
    """Try each scale on the potential of a row.

    Parameters
    ----------
    row : mapping
        A row of ``performance``: an efficiency above :data:`LEAST_EFFICIENCY` for a product that can be had
        at equilibrium, at one potential in V, in a bicarbonate solution under CO₂.

    Returns
    -------
    Elimination or None
        None where the row does not say enough.

    Examples
    --------
    >>> found = eliminate(data.row("pei2024-l-comn-fe"))
    >>> found.possible, round(found.tried["SCE"], 2), round(found.tried["SHE"], 2)
    (('RHE',), 0.22, -0.03)
    """
    electrolyte = _BICARBONATE.search(str(row.get("electrolyte", "")))
    half = _half_reaction(str(row.get("product", "")), str(row.get("reaction", "")))
    main = row["quantity"] == "faradaic_efficiency" and row["value"] > LEAST_EFFICIENCY
    if not main or electrolyte is None or half is None or pd.isna(row["potential"]):
        return None
    acidity = bicarbonate_pH(float(electrolyte["molar"]))
    volts = float(units.convert(row["potential"], row["potential_unit"], "V"))
    tried = {
        scale: float(electrode.convert_potential(volts, scale, "RHE", pH=acidity))
        for scale in electrode.scales()
    }
    limit = float(electrode.equilibrium_potential(half, pH=acidity))
    return Elimination(str(row["id"]), acidity, limit, tried)


@data.cached
def _half_reaction(product: str, reaction: str) -> str | None:
    """The half-reaction that makes a product from CO₂."""
    frame = data.table("half_reactions")
    for _, half in frame[frame["reactant"] == "CO2"].iterrows():
        products = {
            species.formula + "+-"[species.charge < 0] * abs(species.charge)
            for species, _ in reactions.parse(half["equation"]).right
        }
        if reaction == "CO2RR" and product in products - {"H2O"}:
            return str(half["product"])
    return None


def infer_scale(cite: str) -> tuple[str, tuple[str, ...]] | None:
    """The scale of the potentials of a work by elimination, with the rows that leave it alone; None where
    none does.

    Parameters
    ----------
    cite : str
        Key of the work.

    Examples
    --------
    >>> infer_scale("pei2024low")[0], infer_scale("ye2017surface")
    ('RHE', None)
    """
    return _inferred_scales(data.table).get(cite)


@data.cached
def _inferred_scales(read: Callable[[str], pd.DataFrame]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each work with potentials without a scale, the only scale that all of them allow."""
    found: dict[str, list[Elimination]] = {}
    frame = read("performance")
    for _, row in frame[frame["potential_scale"] == "not stated"].iterrows():
        elimination = eliminate(row)
        if elimination is not None and row["cite"]:
            found.setdefault(row["cite"], []).append(elimination)
    result = {}
    for cite, eliminations in found.items():
        common = set.intersection(*(set(each.possible) for each in eliminations))
        if len(common) == 1:
            decisive = tuple(each.row for each in eliminations if len(each.possible) == 1)
            result[cite] = (common.pop(), decisive[:1])
    return result

"""The one registry of units, and the conversions between the ways in which the field prints a yield.

Units are written as pint reads them (``mA/cm**2``, ``umol/h/cm**2``) or as papers print them (``mA cm⁻²``).
A few signs of the field need more care than pint alone gives: ``ppm`` does not say of what, a percentage
point is a difference, and a yield per area, one per mass and a partial current are one thing only when the
electrons, the loading or the molar mass are known. Where a number is missing the message names it.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from reviewhelpers.chemistry.units import values
from reviewhelpers.chemistry.units.conversion import constant, constant_in, convert, faraday, gas_constant
from reviewhelpers.chemistry.units.harmonisation import harmonise
from reviewhelpers.chemistry.units.parsing import fits, parse, readable, registry, symbol
from reviewhelpers.chemistry.units.values import UnitError, finite

__all__ = [
    "Numeric",
    "UnitError",
    "constant",
    "constant_in",
    "convert",
    "faraday",
    "finite",
    "fits",
    "gas_constant",
    "harmonise",
    "parse",
    "readable",
    "registry",
    "symbol",
]

# The reference documents a constant only in the module that assigns it.
Numeric: TypeAlias = values.Numeric
"""One number, an array of numbers, or a column of a frame."""


def __getattr__(name: str) -> Any:
    # `ureg` is an attribute of the module, yet the registry is not built at import.
    if name == "ureg":
        return registry()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

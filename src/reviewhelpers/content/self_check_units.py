"""The units that a self-check offers beside the field for a number."""

from __future__ import annotations

from reviewhelpers.chemistry import units

UNITS = (
    *("A", "mA", "uA", "A/m**2", "A/cm**2", "mA/cm**2", "A/g", "mA/mg", "C", "mC", "V", "mV", "eV", "meV"),
    *("mol", "mmol", "umol", "mol/s/cm**2", "mol/h/cm**2", "mmol/h/cm**2", "umol/h/cm**2"),
    *("mol/h/g", "mmol/h/g", "umol/h/mg", "g/h/cm**2", "mg/h/cm**2", "ug/h/cm**2", "mg/h/mg", "ug/h/mg"),
    *("1/s", "1/min", "1/h", "s", "min", "h", "day", "percent", "g", "mg", "ug", "mol/L", "mmol/L"),
    *("m**2", "cm**2", "mm**2", "nm", "angstrom", "um", "kJ/mol", "C/mol"),
)
"""A question offers those of them that measure the same quantity as its answer."""


def choices(unit: str) -> list[tuple[str, float]]:
    """The units that a question offers, each with the factor that makes a number in it one in `unit`.

    Examples
    --------
    >>> choices("mV")
    [('V', 1000.0), ('mV', 1.0)]
    """
    if not unit:
        return []
    names = [name for name in UNITS if units.fits(name, unit)]
    if unit not in names:
        names.append(unit)
    return [(name, float(units.convert(1.0, name, unit))) for name in names]

"""The registry of units: reading a unit, comparing two, and writing one for a reader."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reviewhelpers._core import rounding
from reviewhelpers.chemistry.units.values import UnitError

if TYPE_CHECKING:
    import pint

_DEFINITIONS = (
    "percentage_point = 0.01",
    "wt_percent = 0.01",
    "at_percent = 0.01",
    "vol_percent = 0.01",
    "arbitrary_unit = 1",
    "standard_cubic_centimeter_per_minute = centimeter ** 3 / minute = sccm",
)

# Dimensionless to pint, yet no conversion between them is valid: each names its basis, or is a difference.
_INCOMPATIBLE: Mapping[str, str] = {
    "ppm": "ppm does not say whether parts by mass, volume or amount, or milligrams per litre, are meant",
    "percentage_point": "a percentage point is a difference between two percentages",
    "wt_percent": "wt_percent is a share of the mass and only that",
    "at_percent": "at_percent is a share of the atoms and only that",
    "vol_percent": "vol_percent is a share of the volume and only that",
    "arbitrary_unit": "an arbitrary unit has no size",
    "delta_degree_Celsius": "delta_degC is a difference, degC a temperature",
}

_PRINTED_FORMS: Mapping[str, str] = {
    "wt%": "wt_percent",
    "wt.%": "wt_percent",
    "at%": "at_percent",
    "at.%": "at_percent",
    "vol%": "vol_percent",
}
_SYMBOLS: Mapping[str, str] = {
    "delta_degree_Celsius": "°C",
    "wt_percent": "wt%",
    "at_percent": "at%",
    "vol_percent": "vol%",
    "percentage_point": "percentage points",
    "arbitrary_unit": "arb. unit",
    "degree": "°",
}
_FROM_SUPERSCRIPT = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_TO_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTER = "[A-Za-zµμΩΩÅÅ°%_]"


@functools.cache
def registry() -> pint.UnitRegistry[Any]:
    """The registry, built when it is first asked for; also to be had as ``units.ureg``.

    Examples
    --------
    >>> f"{registry().Quantity(1, 'sccm').to('mL/hour').magnitude:g} mL/hour"
    '60 mL/hour'
    """
    # pint takes long to import, and most commands convert nothing.
    import pint

    units: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for definition in _DEFINITIONS:
        units.define(definition)
    return units


def _pint_text(text: str) -> str:
    """The text of a unit in pint's own spelling: ``mol s⁻¹ cm⁻²`` becomes ``mol s**-1 cm**-2``."""
    for printed, name in _PRINTED_FORMS.items():
        text = text.replace(printed, name)
    text = re.sub("[·⋅×]", "*", text)
    text = re.sub("[−–]", "-", text)
    text = re.sub(
        r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁻⁺](?=\d)", lambda found: f"^{found[0].translate(_FROM_SUPERSCRIPT)}", text
    )
    # pint takes "h-1" for a difference, and "µmol h−1" even for a product of hours: make the power plain.
    text = re.sub(rf"(?<={_LETTER})-(?=\d)", "^-", text)
    return text.strip().replace("^", "**")


@functools.cache
def parse(unit_text: str) -> pint.Unit:
    """Read a unit.

    Parameters
    ----------
    unit_text : str
        As pint writes it or as papers print it.

    Returns
    -------
    pint.Unit
        The unit, in the registry of this module.

    Raises
    ------
    UnitError
        Where the text names no unit; the message quotes it.

    Examples
    --------
    >>> str(parse("mol s⁻¹ cm⁻²")) == str(parse("mol/s/cm**2"))
    True
    >>> parse("furlongs per")
    Traceback (most recent call last):
    reviewhelpers.chemistry.units.values.UnitError: found unit 'furlongs per', expected one such as mA/cm**2 or \
umol/h/cm**2
    """
    expected = "expected one such as mA/cm**2 or umol/h/cm**2"
    if not isinstance(unit_text, str):
        raise UnitError(f"found unit {unit_text!r}, {expected}")
    text = _pint_text(unit_text)
    if not text:
        raise UnitError(f"found an empty unit, {expected}; a bare number has the unit 'dimensionless'")
    # "a.u." would read as atomic mass unit times year, "9**9**9" would keep the machine busy for long.
    strange = re.search(r"[0-9]\s*\*\*|\*\*\s*[-+]?[0-9]{3}", text)
    if strange or len(text) > 100 or not re.fullmatch(rf"({_LETTER}|[0-9\s*/()+-])*", text):
        raise UnitError(f"found unit {unit_text!r}, {expected}; the unit of arbitrary size is arbitrary_unit")
    try:
        unit = registry().parse_units(text)
    except Exception as error:  # pint lets errors of Python's own tokenizer and arithmetic through.
        raise UnitError(f"found unit {unit_text!r}, {expected}") from error
    return unit


def readable(unit_text: str) -> bool:
    """Whether :func:`parse` can read the text.

    Examples
    --------
    >>> readable("mmol/h/g"), readable("mmol/h/gcata"), readable("")
    (True, False, False)
    """
    try:
        parse(unit_text)
    except UnitError:
        return False
    return True


def powers(unit: pint.Unit) -> dict[str, float]:
    """The names in a unit, each with its power."""
    return {str(name): float(str(power)) for name, power in (1 * unit).unit_items()}


def mismatch(source: pint.Unit, target: pint.Unit) -> str:
    """Why one unit cannot become the other; empty where it can."""
    source_powers, target_powers = powers(source), powers(target)
    for name, reason in _INCOMPATIBLE.items():
        if source_powers.get(name, 0) != target_powers.get(name, 0):
            # A difference of temperatures may be in kelvin: only degC itself is a level.
            if name == "delta_degree_Celsius" and "degree_Celsius" not in {*source_powers, *target_powers}:
                continue
            return reason
    if source.dimensionality != target.dimensionality:
        return f"one is a quantity of {source.dimensionality}, the other of {target.dimensionality}"
    return ""


def fits(unit_text: str, quantity_dimension: str) -> bool:
    """Whether a unit measures a quantity.

    Parameters
    ----------
    unit_text : str
        The unit in question.
    quantity_dimension : str
        The dimension (``[current] / [length] ** 2``), or any unit of the quantity (``mA/cm**2``).

    Raises
    ------
    UnitError
        Where one of the two cannot be read.

    Examples
    --------
    >>> fits("A/m**2", "mA/cm**2"), fits("A/m**2", "[current] / [length] ** 2"), fits("mA", "mA/cm**2")
    (True, True, False)
    >>> fits("ppm", "mol/L"), fits("wt_percent", "percent")
    (False, False)
    """
    unit = parse(unit_text)
    if "[" not in quantity_dimension:
        return not mismatch(unit, parse(quantity_dimension))
    try:
        return bool(registry().Quantity(1, unit).check(quantity_dimension))
    except Exception as error:  # As in parse.
        expected = "expected one such as [current] / [length] ** 2"
        raise UnitError(f"found dimension {quantity_dimension!r}, {expected}") from error


def symbol(unit_text: str) -> str:
    """A unit as a reader sees it, its parts in the order of the text.

    Examples
    --------
    >>> symbol("mol/s/cm**2"), symbol("percent"), symbol("1/h"), symbol("delta_degC/min"), symbol("hour")
    ('mol s⁻¹ cm⁻²', '%', 'h⁻¹', '°C min⁻¹', 'h')
    >>> symbol("dimensionless")
    ''
    """
    exponents = powers(parse(unit_text))
    positions: dict[str, int] = {}
    for found in re.finditer(rf"{_LETTER}({_LETTER}|[0-9])*", _pint_text(unit_text)):
        if readable(found[0]):
            positions.setdefault(next(iter(powers(parse(found[0]))), ""), found.start())
    parts = []
    for name in sorted(exponents, key=lambda each: positions.get(each, 0)):
        exponent = rounding.general(exponents[name])
        # pint writes the litre as "l", which reads as a one.
        sign = _SYMBOLS.get(name) or registry().get_symbol(name)
        sign = sign[:-1] + "L" if name.endswith("liter") else sign
        parts.append(sign + (exponent.translate(_TO_SUPERSCRIPT) if exponent != "1" else ""))
    return " ".join(parts)

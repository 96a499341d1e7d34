"""The one registry of units, and the conversions between the ways in which the field prints a yield.

Units are written as pint reads them (``mA/cm**2``, ``umol/h/cm**2``) or as papers print them (``mA cm⁻²``).
A few signs of the field need more care than pint alone gives: ``ppm`` does not say of what, a percentage
point is a difference, and a yield per area, one per mass and a partial current are one thing only when the
electrons, the loading or the molar mass are known. Where a number is missing the message names it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.dataset import data

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

if TYPE_CHECKING:
    import pint

Numeric: TypeAlias = float | NDArray[np.float64] | pd.Series
"""One number, an array of numbers, or a column of a frame."""


class UnitError(ReviewHelpersError):
    """A unit that cannot be read, or a conversion that cannot be made."""


# The registry ----------------------------------------------------------------------------------------

_DEFINITIONS = (
    "percentage_point = 0.01",
    "wt_percent = 0.01",
    "at_percent = 0.01",
    "vol_percent = 0.01",
    "arbitrary_unit = 1",
    "standard_cubic_centimeter_per_minute = centimeter ** 3 / minute = sccm",
)

# Dimensionless to pint, yet not to be mixed with one another: each says of what, or is a difference.
_KINDS = {
    "ppm": "ppm does not say whether parts by mass, volume or amount, or milligrams per litre, are meant",
    "percentage_point": "a percentage point is a difference between two percentages",
    "wt_percent": "wt_percent is a share of the mass and only that",
    "at_percent": "at_percent is a share of the atoms and only that",
    "vol_percent": "vol_percent is a share of the volume and only that",
    "arbitrary_unit": "an arbitrary unit has no size",
    "delta_degree_Celsius": "delta_degC is a difference, degC a temperature",
}

_PRINTED = {
    "wt%": "wt_percent",
    "wt.%": "wt_percent",
    "at%": "at_percent",
    "at.%": "at_percent",
    "vol%": "vol_percent",
}
_SHOWN = {
    "delta_degree_Celsius": "°C",
    "wt_percent": "wt%",
    "at_percent": "at%",
    "vol_percent": "vol%",
    "percentage_point": "percentage points",
    "arbitrary_unit": "arb. unit",
    "degree": "°",
}
_RAISED = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_LOWERED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTER = "[A-Za-zµμΩΩÅÅ°%_]"


@functools.cache
def registry() -> pint.UnitRegistry[Any]:
    """The registry, built when it is first asked for; also to be had as ``units.ureg``.

    Examples
    --------
    >>> f"{registry().Quantity(1, 'sccm').to('mL/hour').magnitude:g} mL/hour"
    '60 mL/hour'
    """
    # Most commands convert nothing.
    import pint

    built: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for definition in _DEFINITIONS:
        built.define(definition)
    return built


def __getattr__(name: str) -> Any:
    # `ureg` is a name of the module and still costs nothing at import.
    if name == "ureg":
        return registry()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _tidy(text: str) -> str:
    """The text of a unit in pint's own spelling: ``mol s⁻¹ cm⁻²`` becomes ``mol s**-1 cm**-2``."""
    for printed, ours in _PRINTED.items():
        text = text.replace(printed, ours)
    text = re.sub("[·⋅×]", "*", text)
    text = re.sub("[−–]", "-", text)
    text = re.sub(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁻⁺](?=\d)", lambda found: f"^{found[0].translate(_RAISED)}", text)
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
    reviewhelpers.chemistry.units.UnitError: found unit 'furlongs per', expected one such as mA/cm**2 or umol/h/cm**2
    """
    expected = "expected one such as mA/cm**2 or umol/h/cm**2"
    if not isinstance(unit_text, str):
        raise UnitError(f"found unit {unit_text!r}, {expected}")
    text = _tidy(unit_text)
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


def _powers(unit: pint.Unit) -> dict[str, float]:
    """The names in a unit, each with its power."""
    return {str(name): float(str(power)) for name, power in (1 * unit).unit_items()}


def _mismatch(source: pint.Unit, target: pint.Unit) -> str:
    """Why one unit cannot become the other; empty where it can."""
    have, want = _powers(source), _powers(target)
    for name, reason in _KINDS.items():
        if have.get(name, 0) != want.get(name, 0):
            # A difference of temperatures may be in kelvin: only degC itself is a level.
            if name == "delta_degree_Celsius" and "degree_Celsius" not in {*have, *want}:
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
        return not _mismatch(unit, parse(quantity_dimension))
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
    powers = _powers(parse(unit_text))
    where: dict[str, int] = {}
    for found in re.finditer(rf"{_LETTER}({_LETTER}|[0-9])*", _tidy(unit_text)):
        if readable(found[0]):
            where.setdefault(next(iter(_powers(parse(found[0]))), ""), found.start())
    shown = []
    for name in sorted(powers, key=lambda each: where.get(each, 0)):
        power = rounding.general(powers[name])
        # pint writes the litre as "l", which reads as a one.
        sign = _SHOWN.get(name) or registry().get_symbol(name)
        sign = sign[:-1] + "L" if name.endswith("liter") else sign
        shown.append(sign + (power.translate(_LOWERED) if power != "1" else ""))
    return " ".join(shown)


# Conversions -----------------------------------------------------------------------------------------


def finite(value: Any, name: str, error: type[ReviewHelpersError] = UnitError) -> Numeric:
    """A number, array or column as floats, refused where anything is missing, infinite or not a number.

    Raises
    ------
    ReviewHelpersError
        Of the class given; the message begins with `name`.

    Examples
    --------
    >>> finite(3, "pH")
    3.0
    >>> finite(None, "pH")
    Traceback (most recent call last):
    reviewhelpers.chemistry.units.UnitError: pH: not given, expected a number
    """
    if value is None:
        raise error(f"{name}: not given, expected a number")
    try:
        if isinstance(value, str | bool):
            raise TypeError
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise error(f"{name}: found {value!r}, expected a number") from fault
    if not np.isfinite(array).all():
        raise error(f"{name}: found {array[~np.isfinite(array)].flat[0]}, expected a finite number")
    return _like(value, array)


def _like(given: Any, array: NDArray[np.float64]) -> Numeric:
    """Numbers in the form in which they were given."""
    if isinstance(given, pd.Series):
        return pd.Series(array, index=given.index, name=given.name)
    return float(array) if array.ndim == 0 else array


def convert(value: Any, unit: str, to: str) -> Numeric:
    """A value in another unit of the same quantity.

    Parameters
    ----------
    value : float, array or Series
        Missing values stay missing.
    unit, to : str
        The unit it has and the unit wanted.

    Returns
    -------
    float, array or Series
        As `value` came.

    Raises
    ------
    UnitError
        Where a unit cannot be read, or the two do not measure the same thing.

    Examples
    --------
    >>> convert(670.0, "mV", "V"), convert(25.0, "degC", "K")
    (0.67, 298.15)
    >>> convert(50.0, "ppm", "mg/L")
    Traceback (most recent call last):
    reviewhelpers.chemistry.units.UnitError: cannot convert ppm to mg/L: ppm does not say whether parts by mass, \
volume or amount, or milligrams per litre, are meant
    """
    source, target = parse(unit), parse(to)
    reason = _mismatch(source, target)
    if reason:
        raise UnitError(f"cannot convert {unit} to {to}: {reason}")
    try:
        if isinstance(value, str | bool):
            raise TypeError
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise UnitError(f"cannot convert {value!r} from {unit} to {to}: expected a number") from fault
    converted = registry().Quantity(array, source).to(target).magnitude
    return _like(value, np.asarray(converted, dtype=np.float64))


@functools.cache
def constant(name: str) -> float:
    """A constant of nature, from ``data/constants.csv``, which names its source.

    Raises
    ------
    UnitError
        Where the table has none of that name; the message lists those it has.

    Examples
    --------
    >>> f"{constant('elementary-charge'):.9e} C"
    '1.602176634e-19 C'
    """
    return float(_constant(name)["value"])


def constant_in(name: str, unit: str) -> float:
    """A constant in a unit of one's choice; see :func:`constant`.

    Raises
    ------
    UnitError
        Where the table has none of that name, or the units do not fit.

    Examples
    --------
    >>> round(constant_in("celsius-zero", "mK"))
    273150
    """
    row = _constant(name)
    return float(convert(row["value"], row["unit"], unit))


def _constant(name: str) -> pd.Series:
    frame = data.table("constants").set_index("id", drop=False)
    if name not in frame.index:
        raise UnitError(f"found constant {name!r}, expected one of {', '.join(frame.index)}")
    return frame.loc[name]


def faraday() -> float:
    """The Faraday constant *F* = *e* *N*:sub:`A`, the charge of one mole of electrons, in C/mol.

    Examples
    --------
    >>> round(faraday(), 5)
    96485.33212
    """
    return constant("elementary-charge") * constant("avogadro-constant")


def gas_constant() -> float:
    """The gas constant *R* = *k* *N*:sub:`A` in J/(mol K).

    Examples
    --------
    >>> round(gas_constant(), 9)
    8.314462618
    """
    return constant("boltzmann-constant") * constant("avogadro-constant")


# Yields and partial currents -------------------------------------------------------------------------

# What flows, and over what it is counted, by the dimension of the unit; with the unit in which we compute.
_FORMS = {
    "[substance] / [time]": ("amount", "nothing", "mol/s"),
    "[substance] / [time] / [length] ** 2": ("amount", "area", "mol/s/cm**2"),
    "[substance] / [time] / [mass]": ("amount", "mass", "mol/s/g"),
    "[mass] / [time]": ("mass", "nothing", "g/s"),
    "[mass] / [time] / [length] ** 2": ("mass", "area", "g/s/cm**2"),
    "1 / [time]": ("mass", "mass", "g/s/g"),
    "[current]": ("current", "nothing", "A"),
    "[current] / [length] ** 2": ("current", "area", "A/cm**2"),
    "[current] / [mass]": ("current", "mass", "A/g"),
}
_NEEDED = {
    "electrons": "electrons per molecule",
    "molar mass": "the molar mass",
    "loading": "the catalyst loading",
    "area": "the electrode area",
}


def _form(unit_text: str) -> tuple[str, str, str]:
    """What flows, over what it is counted, and the unit to compute in."""
    unit = parse(unit_text)
    for dimension, form in _FORMS.items():
        if registry().Quantity(1, unit).check(dimension):
            per_mass = any(fits(name, "[mass]") for name in _powers(unit))
            if form[:2] == ("mass", "mass") and not per_mass:
                break  # A plain 1/h is a turnover frequency: no mass is named above or below.
            return form
    raise UnitError(
        f"found {unit_text}, expected a yield or a current, per area, per mass of catalyst or in all"
        + ("; a turnover frequency needs the number of sites" if fits(unit_text, "[frequency]") else "")
    )


def harmonise(
    value: Any,
    unit: str,
    to: str,
    *,
    electrons: float | None = None,
    loading_mg_per_cm2: Any = None,
    molar_mass_g_per_mol: float | None = None,
    area_cm2: Any = None,
    faradaic_efficiency_percent: Any = None,
    process: str = "reduction",
) -> Numeric:
    """A yield or a partial current in another of the forms in which the field prints it.

    Links amounts (mol s⁻¹ cm⁻², µmol h⁻¹ cm⁻², mmol h⁻¹ g⁻¹), masses (µg h⁻¹ mg⁻¹) and currents (mA cm⁻²,
    A g⁻¹) in every direction. A yield is a magnitude, whatever the sign of the current it comes from. A
    current made from a yield has the sign that IUPAC gives it: cathodic, so that of a reduction, negative.

    Parameters
    ----------
    value : float, array or Series
        The value printed.
    unit, to : str
        The unit it has and the unit wanted.
    electrons : float, optional
        Electrons per molecule of product; between yields and currents.
    loading_mg_per_cm2 : float or Series, optional
        Catalyst per electrode area; between "per area" and "per mass".
    molar_mass_g_per_mol : float, optional
        Molar mass of the product; between amounts and masses.
    area_cm2 : float or Series, optional
        Electrode area; for values of the whole electrode.
    faradaic_efficiency_percent : float or Series, optional
        Where given, the current is the total one, of which this share makes the product; else it is the
        partial current of the product.
    process : {"reduction", "oxidation"}
        Sets the sign of a current made from a yield.

    Returns
    -------
    float, array or Series
        As `value` came.

    Raises
    ------
    UnitError
        Where a unit is none of these, a number that is needed is missing (the message names it), or one
        makes no sense.

    Notes
    -----
    Faraday's law: *j* = *n F r*, with *n* electrons per molecule and the rate *r* of the product.

    Examples
    --------
    The yields of NH₃ that gan2024 prints, in one unit, and the partial current of the second:

    >>> round(harmonise(27.51e-10, "mol/s/cm**2", "umol/h/cm**2"), 2)
    9.9
    >>> round(harmonise(288.2, "umol/h/cm**2", "mA/cm**2", electrons=5), 1)
    -38.6

    The yield per mass that ji2023 prints, per area:

    >>> round(harmonise(88.2, "mmol/h/g", "mmol/h/cm**2", loading_mg_per_cm2=0.5), 4)
    0.0441
    >>> harmonise(88.2, "mmol/h/g", "mA/cm**2", electrons=8)
    Traceback (most recent call last):
    reviewhelpers.chemistry.units.UnitError: converting mmol/h/g to mA/cm**2 needs electrons per molecule and the \
catalyst loading; loading not given
    """
    (flow, basis, own), (flow_to, basis_to, own_to) = _form(unit), _form(to)
    if process not in ("reduction", "oxidation"):
        raise UnitError(f"found process {process!r}, expected 'reduction' or 'oxidation'")
    given = {
        "electrons": electrons,
        "molar mass": molar_mass_g_per_mol,
        "loading": loading_mg_per_cm2,
        "area": area_cm2,
    }
    needed = []
    if "current" in (flow, flow_to) and flow != flow_to:
        needed.append("electrons")
    if "mass" in (flow, flow_to) and flow != flow_to:
        needed.append("molar mass")
    if {"mass", "area"} == {basis, basis_to} or {"mass", "nothing"} == {basis, basis_to}:
        needed.append("loading")
    if "nothing" in (basis, basis_to) and basis != basis_to:
        needed.append("area")
    missing = [name for name in needed if given[name] is None]
    if missing:
        wanted = _listed([_NEEDED[name] for name in needed])
        raise UnitError(f"converting {unit} to {to} needs {wanted}; {_listed(missing)} not given")
    known = {name: _above_zero(given[name], name) for name in needed}
    share: Numeric = 1.0
    if faradaic_efficiency_percent is not None:
        if flow == flow_to == "current":
            raise UnitError(f"converting {unit} to {to} with a Faradaic efficiency: which is the total?")
        share = finite(faradaic_efficiency_percent, "Faradaic efficiency") / 100
        if np.any(np.asarray(share) <= 0) or np.any(np.asarray(share) > 1):
            found = f"found {faradaic_efficiency_percent} percent"
            raise UnitError(f"Faradaic efficiency: {found}, expected above 0 and at most 100")

    number = convert(finite(value, "value"), unit, own)
    if flow != "current" and np.any(np.asarray(number) < 0):
        raise UnitError(f"value: found {value} {unit}, expected a yield of at least 0")

    # What flows: over the amount of product, in mol/s.
    if flow != flow_to:
        if flow == "current":
            number = abs(number) * share / (known["electrons"] * faraday())
        elif flow == "mass":
            number = number / known["molar mass"]
        if flow_to == "current":
            sign = -1 if process == "reduction" else 1
            number = sign * number * known["electrons"] * faraday() / share
        elif flow_to == "mass":
            number = number * known["molar mass"]

    # Over what it is counted: over 1 cm² of electrode.
    if basis != basis_to:
        if basis == "mass":
            number = number * known["loading"] / 1000
        elif basis == "nothing":
            number = number / known["area"]
        if basis_to == "mass":
            number = number / (known["loading"] / 1000)
        elif basis_to == "nothing":
            number = number * known["area"]
    return convert(number, own_to, to)


def _listed(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " * (len(words) > 1) + words[-1]


def _above_zero(value: Any, name: str) -> Numeric:
    number = finite(value, name)
    if np.any(np.asarray(number) <= 0):
        raise UnitError(f"{name}: found {value}, expected more than 0")
    return number

"""Yields and partial currents, from any of the forms in which the field prints them to any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from reviewhelpers.chemistry.units.conversion import convert, faraday
from reviewhelpers.chemistry.units.parsing import fits, parse, powers, registry
from reviewhelpers.chemistry.units.values import Numeric, UnitError, finite

# By the dimension of a unit: what flows, per what it is counted, and the unit in which to compute.
_DIMENSIONS: Mapping[str, tuple[str, str, str]] = {
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
_DESCRIPTIONS: Mapping[str, str] = {
    "electrons": "electrons per molecule",
    "molar mass": "the molar mass",
    "loading": "the catalyst loading",
    "area": "the electrode area",
}


def _classify(unit_text: str) -> tuple[str, str, str]:
    """What flows, per what it is counted, and the unit to compute in."""
    unit = parse(unit_text)
    for dimension, form in _DIMENSIONS.items():
        if registry().Quantity(1, unit).check(dimension):
            per_mass = any(fits(name, "[mass]") for name in powers(unit))
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
    reviewhelpers.chemistry.units.values.UnitError: converting mmol/h/g to mA/cm**2 needs electrons per molecule and \
the catalyst loading; loading not given
    """
    (flow, basis, unit_from), (flow_to, basis_to, unit_to) = _classify(unit), _classify(to)
    if process not in ("reduction", "oxidation"):
        raise UnitError(f"found process {process!r}, expected 'reduction' or 'oxidation'")
    inputs = {
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
    missing = [name for name in needed if inputs[name] is None]
    if missing:
        needs = _join([_DESCRIPTIONS[name] for name in needed])
        raise UnitError(f"converting {unit} to {to} needs {needs}; {_join(missing)} not given")
    checked = {name: _above_zero(inputs[name], name) for name in needed}
    share: Numeric = 1.0
    if faradaic_efficiency_percent is not None:
        if flow == flow_to == "current":
            raise UnitError(f"converting {unit} to {to} with a Faradaic efficiency: which is the total?")
        share = finite(faradaic_efficiency_percent, "Faradaic efficiency") / 100
        if np.any(np.asarray(share) <= 0) or np.any(np.asarray(share) > 1):
            found = f"found {faradaic_efficiency_percent} percent"
            raise UnitError(f"Faradaic efficiency: {found}, expected above 0 and at most 100")

    number = convert(finite(value, "value"), unit, unit_from)
    if flow != "current" and np.any(np.asarray(number) < 0):
        raise UnitError(f"value: found {value} {unit}, expected a yield of at least 0")

    # What flows: by way of the amount of product, in mol/s.
    if flow != flow_to:
        if flow == "current":
            number = abs(number) * share / (checked["electrons"] * faraday())
        elif flow == "mass":
            number = number / checked["molar mass"]
        if flow_to == "current":
            sign = -1 if process == "reduction" else 1
            number = sign * number * checked["electrons"] * faraday() / share
        elif flow_to == "mass":
            number = number * checked["molar mass"]

    # Per what it is counted: by way of 1 cm² of electrode.
    if basis != basis_to:
        if basis == "mass":
            number = number * checked["loading"] / 1000
        elif basis == "nothing":
            number = number / checked["area"]
        if basis_to == "mass":
            number = number / (checked["loading"] / 1000)
        elif basis_to == "nothing":
            number = number * checked["area"]
    return convert(number, unit_to, to)


def _join(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " * (len(words) > 1) + words[-1]


def _above_zero(value: Any, name: str) -> Numeric:
    number = finite(value, name)
    if np.any(np.asarray(number) <= 0):
        raise UnitError(f"{name}: found {value}, expected more than 0")
    return number

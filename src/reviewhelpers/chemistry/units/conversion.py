"""Conversion of values between units, and the constants of nature."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers.chemistry.units.parsing import mismatch, parse, registry
from reviewhelpers.chemistry.units.values import Numeric, UnitError, like_input
from reviewhelpers.dataset import data


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
    reviewhelpers.chemistry.units.values.UnitError: cannot convert ppm to mg/L: ppm does not say whether parts by \
mass, volume or amount, or milligrams per litre, are meant
    """
    source, target = parse(unit), parse(to)
    reason = mismatch(source, target)
    if reason:
        raise UnitError(f"cannot convert {unit} to {to}: {reason}")
    try:
        if isinstance(value, str | bool):
            raise TypeError
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise UnitError(f"cannot convert {value!r} from {unit} to {to}: expected a number") from fault
    converted = registry().Quantity(array, source).to(target).magnitude
    return like_input(value, np.asarray(converted, dtype=np.float64))


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
    return float(_row(name)["value"])


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
    row = _row(name)
    return float(convert(row["value"], row["unit"], unit))


def _row(name: str) -> pd.Series:
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

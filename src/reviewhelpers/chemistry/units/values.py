"""Numbers, arrays and columns as floats, checked to be finite."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reviewhelpers._core.errors import ReviewHelpersError

Numeric: TypeAlias = float | NDArray[np.float64] | pd.Series
"""One number, an array of numbers, or a column of a frame."""


class UnitError(ReviewHelpersError):
    """A unit that cannot be read, or a conversion that cannot be made."""


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
    reviewhelpers.chemistry.units.values.UnitError: pH: not given, expected a number
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
    return like_input(value, array)


def like_input(value: Any, array: NDArray[np.float64]) -> Numeric:
    """Numbers in the form of an input: a column, an array or one number."""
    if isinstance(value, pd.Series):
        return pd.Series(array, index=value.index, name=value.name)
    return float(array) if array.ndim == 0 else array


def positive(value: Any, name: str, error: type[ReviewHelpersError] = UnitError) -> float:
    """One finite number above zero.

    Raises
    ------
    ReviewHelpersError
        Of the class given; the message begins with `name`.
    """
    number = finite(value, name, error)
    if np.ndim(number) or number <= 0:
        raise error(f"{name}: found {value}, expected one number above 0")
    return float(number)

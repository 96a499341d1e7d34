"""Rounding for print: the only way from a computed number to the digits that a reader sees.

Different processors or library versions may compute a number with different last bits. Where the exact number
is halfway between two printed ones, as -23.65 is for three figures, such a bit would decide the result. So a
number is first rounded to :data:`SETTLED` significant digits, on which all machines agree, and then half to
even, in decimal.

For the same reason, comparisons that decide on words use :func:`same`, :func:`exceeds`, :func:`at_most`,
:func:`floor` or :func:`ceil`, and sorting uses :func:`settled`.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import SupportsFloat

import numpy as np
from numpy.typing import ArrayLike, NDArray

SETTLED = 12
"""Significant digits that computed numbers are reduced to before rounding; further digits vary."""

TABULATED = 10
"""Significant digits of numbers in CSV files: more than any source prints."""

CLOSE = 1e-9
"""Relative tolerance: computed numbers that differ by less are equal."""

_CONTEXT = Context(prec=2 * SETTLED, rounding=ROUND_HALF_EVEN)


def settled(value: SupportsFloat) -> Decimal:
    """A finite number to :data:`SETTLED` significant digits, as a decimal.

    Examples
    --------
    >>> settled(-23.65000000000001), settled(0.1 + 0.2)
    (Decimal('-23.6500000000'), Decimal('0.300000000000'))
    """
    return Decimal(f"{float(value):.{SETTLED - 1}e}")


def round_for_print(
    value: SupportsFloat, *, figures: int | None = None, decimals: int | None = None
) -> float:
    """A number rounded half to even, to significant figures or to decimals, independent of its last bits.

    Parameters
    ----------
    value : float
        The number; infinity and NaN are returned unchanged.
    figures : int, optional
        Significant figures, 1 or more.
    decimals : int, optional
        Digits after the decimal point, instead of `figures`.

    Raises
    ------
    ValueError
        When not exactly one of the two is given, or `figures` is less than 1.

    Examples
    --------
    >>> round_for_print(-23.65000000000001, figures=3), round_for_print(-23.65, figures=3)
    (-23.6, -23.6)
    >>> round_for_print(0.125, decimals=2), round_for_print(2.675, decimals=2)
    (0.12, 2.68)
    """
    if (figures is None) == (decimals is None):
        raise ValueError("expected either figures or decimals")
    if figures is not None and figures < 1:
        raise ValueError(f"figures: found {figures}, expected 1 or more")
    number = float(value)
    if not math.isfinite(number) or not number:
        return number + 0.0
    digits = settled(number)
    last = _last_exponent(digits, figures or 0, decimals)
    if last > digits.adjusted() + 1:
        return 0.0
    if last > digits.adjusted() + 1 - SETTLED:
        digits = digits.quantize(Decimal(1).scaleb(last), context=_CONTEXT)
    # Adding zero turns -0.0 into 0.0: a reader would ask what the sign means.
    return float(digits) + 0.0


def _last_exponent(digits: Decimal, figures: int, decimals: int | None) -> int:
    """The exponent of ten of the last printed digit."""
    return -decimals if decimals is not None else digits.adjusted() + 1 - figures


def significant(value: SupportsFloat, figures: int = 3) -> str:
    """A number in significant figures, with trailing zeros.

    Examples
    --------
    >>> significant(2.0), significant(-34.8837), significant(1067.2), significant(99.96)
    ('2.00', '-34.9', '1.07e+03', '100')
    """
    return f"{round_for_print(value, figures=figures):#.{figures}g}".rstrip(".")


def fixed(value: SupportsFloat, decimals: int, *, sign: str = "") -> str:
    """A number with a fixed number of decimals.

    Parameters
    ----------
    value : float
        The number.
    decimals : int
        Digits after the decimal point.
    sign : {"", "+"}
        ``+``: positive numbers get a sign, too.

    Examples
    --------
    >>> fixed(97.65000000000001, 1), fixed(97.65, 1), fixed(0.5, 0), fixed(2, 1, sign="+")
    ('97.6', '97.6', '0', '+2.0')
    """
    return f"{round_for_print(value, decimals=decimals):{sign}.{decimals}f}"


def general(value: SupportsFloat, figures: int = 6) -> str:
    """A number in at most this many significant figures, without trailing zeros.

    Examples
    --------
    >>> general(7.0), general(0.1 + 0.2), general(1234567.0), general(8.83e-10)
    ('7', '0.3', '1.23457e+06', '8.83e-10')
    """
    return f"{round_for_print(value, figures=figures):.{figures}g}"


def settled_array(values: ArrayLike, decimals: int = 0) -> NDArray[np.float64]:
    """Numbers of an array to some decimals, so that they compare and sort alike on every machine; not for print.

    Examples
    --------
    >>> settled_array([0.30000000000000004, 1.4999], 3).tolist()
    [0.3, 1.5]
    """
    # Minus zero would be written unlike zero.
    return np.asarray(np.round(np.asarray(values, dtype=float), decimals) + 0.0)


def nearest(value: SupportsFloat) -> int:
    """The nearest integer; of two that are equally near, the even one.

    Examples
    --------
    >>> nearest(2.4999999999999996), nearest(2.5), nearest(2.5000000000000004), nearest(2.6)
    (2, 2, 2, 3)
    """
    return int(round_for_print(value, decimals=0))


def floor(value: SupportsFloat) -> int:
    """The floor of a number, independent of its last bits.

    Examples
    --------
    >>> floor(2.9999999999999996), floor(2.9), floor(-0.5)
    (3, 2, -1)
    """
    return math.floor(settled(value))


def ceil(value: SupportsFloat) -> int:
    """The ceiling of a number, independent of its last bits.

    Examples
    --------
    >>> ceil(3.0000000000000004), ceil(3.1)
    (3, 4)
    """
    return math.ceil(settled(value))


def enough_figures(*values: SupportsFloat, figures: int = 3) -> int:
    """Significant figures at which no number is a tie: `figures`, or as many more as necessary.

    With one more figure a tie is printed exactly, and no rule for ties decides what a reader sees.

    Examples
    --------
    >>> enough_figures(-3.6249), enough_figures(-3.625), enough_figures(3.625, 2.0), enough_figures(247.5)
    (3, 4, 4, 4)
    """
    while any(_is_tie(value, figures=figures) for value in values):
        figures += 1
    return figures


def enough_decimals(*values: SupportsFloat, decimals: int) -> int:
    """Decimals at which no number is a tie: `decimals`, or more; see :func:`enough_figures`.

    Examples
    --------
    >>> enough_decimals(0.975, decimals=2), enough_decimals(0.975, 0.9675, decimals=2)
    (3, 4)
    """
    while any(_is_tie(value, decimals=decimals) for value in values):
        decimals += 1
    return decimals


def _is_tie(value: SupportsFloat, *, figures: int = 0, decimals: int | None = None) -> bool:
    """Whether a number is halfway between two printed ones: its last digit is a 5 after the last printed one."""
    if not math.isfinite(float(value)) or not float(value):
        return False
    last = _last_exponent(settled(value), figures, decimals)
    _, digits, exponent = settled(value).normalize().as_tuple()
    return digits[-1] == 5 and exponent == last - 1


def same(one: SupportsFloat, other: SupportsFloat) -> bool:
    """Whether two numbers are equal, apart from their last bits.

    Examples
    --------
    >>> same(0.1 + 0.2, 0.3), same(0.3, 0.30001)
    (True, False)
    """
    return math.isclose(float(one), float(other), rel_tol=CLOSE, abs_tol=CLOSE * CLOSE)


def exceeds(one: SupportsFloat, other: SupportsFloat) -> bool:
    """Whether a number is greater than another, not only in its last bits.

    Examples
    --------
    >>> exceeds(0.1 + 0.2, 0.3), exceeds(0.30001, 0.3), exceeds(0.2, 0.3)
    (False, True, False)
    """
    return float(one) > float(other) and not same(one, other)


def at_most(one: SupportsFloat, other: SupportsFloat) -> bool:
    """Whether a number is at most another, apart from its last bits.

    Examples
    --------
    >>> at_most(0.1 + 0.2, 0.3), at_most(0.30001, 0.3)
    (True, False)
    """
    return float(one) <= float(other) or same(one, other)

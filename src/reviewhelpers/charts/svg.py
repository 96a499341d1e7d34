"""A canonical form of matplotlib's SVG, which otherwise differs with the last bits of the coordinates.

Matplotlib derives the ids of clip paths from all digits of their frame, and writes coordinates to six
decimals of a point. Letters are placed in fractions of a point that are powers of two, so that many
coordinates lie halfway between two such numbers and may round either way.
"""

from __future__ import annotations

import hashlib
import re
from decimal import ROUND_HALF_EVEN, Decimal

DECIMALS = 4
"""Decimals of a coordinate, in points: a ten-thousandth is far below what any screen or press shows."""

_UNIT = Decimal(1).scaleb(-DECIMALS)
# A scale factor multiplies the coordinates inside it, so it keeps all its digits.
_NUMBER = re.compile(rf"(?P<scale>scale\([^)]*\))|(?P<coordinate>-?\d+\.\d{{{DECIMALS + 1},}})")
_NAMED = re.compile(r'(?<=\bid=")[a-z][0-9a-f]{10}(?=")')


def canonical(svg: str, salt: str) -> str:
    """Matplotlib's SVG with shorter coordinates, and ids that depend on their order alone.

    Parameters
    ----------
    svg : str
        What matplotlib writes.
    salt : str
        Keeps the ids of one SVG apart from those of others on the same page.

    Examples
    --------
    >>> canonical('<path id="p1a6aec193a" d="M 195.876563 -0.000001 L 72 7.2"/>', "fig-a") == canonical(
    ...     '<path id="p3ae7f902d7" d="M 195.876562 0.000001 L 72 7.2"/>', "fig-a"
    ... )
    True
    """
    placed = _NUMBER.sub(lambda found: found["scale"] or _shorten(found["coordinate"]), svg)
    names = {name: _name(salt, number) for number, name in enumerate(dict.fromkeys(_NAMED.findall(placed)))}
    if not names:
        return placed
    return re.sub("|".join(names), lambda found: names[found[0]], placed)


def _shorten(number: str) -> str:
    # Matplotlib has rounded to six decimals: a number halfway at that rounding is not halfway at this one.
    rounded = Decimal(number).quantize(_UNIT, rounding=ROUND_HALF_EVEN)
    text = str(rounded).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _name(salt: str, number: int) -> str:
    # The form that matplotlib uses: a letter, then hexadecimal digits.
    return f"p{hashlib.sha256(f'{salt} {number}'.encode()).hexdigest()[:10]}"

"""One spelling of an SVG: matplotlib's hangs on the last bits of the places of what it draws.

It names what is cut off at a frame after all digits of the frame, and writes places to six decimals of a
point. Letters are laid out in fractions of a point that are powers of two, so that many places lie halfway
between two such numbers.
"""

from __future__ import annotations

import hashlib
import re
from decimal import ROUND_HALF_EVEN, Decimal

DECIMALS = 4
"""Of a place, in points: a ten-thousandth is far below what any screen or press shows."""

_UNIT = Decimal(1).scaleb(-DECIMALS)
# A scale multiplies what stands in it, so that it needs all its digits.
_NUMBER = re.compile(rf"(?P<scale>scale\([^)]*\))|(?P<place>-?\d+\.\d{{{DECIMALS + 1},}})")
_NAMED = re.compile(r'(?<=\bid=")[a-z][0-9a-f]{10}(?=")')


def canonical(svg: str, salt: str) -> str:
    """An SVG of matplotlib's with shorter places, and names that follow from their order alone.

    Parameters
    ----------
    svg : str
        What matplotlib writes.
    salt : str
        Keeps names of one SVG apart from those of others on the same page.

    Examples
    --------
    >>> canonical('<path id="p1a6aec193a" d="M 195.876563 -0.000001 L 72 7.2"/>', "fig-a") == canonical(
    ...     '<path id="p3ae7f902d7" d="M 195.876562 0.000001 L 72 7.2"/>', "fig-a"
    ... )
    True
    """
    placed = _NUMBER.sub(lambda found: found["scale"] or _shorter(found["place"]), svg)
    names = {name: _name(salt, number) for number, name in enumerate(dict.fromkeys(_NAMED.findall(placed)))}
    if not names:
        return placed
    return re.sub("|".join(names), lambda found: names[found[0]], placed)


def _shorter(number: str) -> str:
    # The six decimals are the first rounding, these the second: what lay halfway for the first does not here.
    rounded = Decimal(number).quantize(_UNIT, rounding=ROUND_HALF_EVEN)
    text = str(rounded).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _name(salt: str, number: int) -> str:
    # As matplotlib does: a letter first, then hexadecimal digits.
    return f"p{hashlib.sha256(f'{salt} {number}'.encode()).hexdigest()[:10]}"

"""What a formula says when it is read aloud, for the ``alttext`` of MathML."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

_SIGNS = {
    "=": "equals",
    "+": "plus",
    "−": "minus",
    "-": "minus",
    "±": "plus or minus",
    "×": "times",
    "·": "times",
    "⋅": "times",
    "/": "over",
    "≈": "is about",
    "≡": "is defined as",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "→": "goes to",
    "⟶": "goes to",
    "⇌": "is in equilibrium with",
    "∑": "sum",
    "∫": "integral",
    "∝": "goes as",
    "∞": "infinity",
    "∂": "partial",
    "√": "root",
    "•": "dot",
    "∙": "dot",
    "|": "bar",
}
"""Words of signs; others are left out or named by Unicode."""
_SILENT = frozenset("()[]{},;:.") | {"\u2061", "\u2062", "\u2063", "\u200b", ""}
"""Signs that a voice shows by a pause."""


def words(element: ET.Element) -> str:
    """The words of a formula, in the order in which they are spoken.

    Parameters
    ----------
    element : Element
        An element of MathML without a namespace prefix.

    Examples
    --------
    >>> words(ET.fromstring("<msub><mi>j</mi><mi>CO</mi></msub>"))
    'j sub CO'
    >>> words(ET.fromstring("<mfrac><mi>η</mi><mn>2</mn></mfrac>"))
    'eta over 2'
    """
    return " ".join(" ".join(_parts(element)).split())


def _parts(element: ET.Element) -> list[str]:
    tag = element.tag.rpartition("}")[2]
    inner = [words(child) for child in element]
    if tag in ("msub", "munder") and len(inner) == 2:
        return [inner[0], "sub", inner[1]]
    if tag in ("msup", "mover") and len(inner) == 2:
        return [inner[0], *_power(inner[1])]
    if tag in ("msubsup", "munderover") and len(inner) == 3:
        return [inner[0], "sub", inner[1], *_power(inner[2])]
    if tag == "mfrac" and len(inner) == 2:
        return [inner[0], "over", inner[1]]
    if tag == "msqrt":
        return ["square root of", *inner]
    return [_spoken(element.text or ""), *inner]


def _power(exponent: str) -> list[str]:
    return {"2": ["squared"], "3": ["cubed"], "minus": ["minus"], "plus": ["plus"]}.get(
        exponent, ["to the power", exponent]
    )


def _spoken(text: str) -> str:
    text = text.strip()
    if text in _SILENT:
        return ""
    if text in _SIGNS:
        return _SIGNS[text]
    if len(text) == 1 and not text.isascii():
        name = unicodedata.name(text, "")
        if name.startswith("GREEK "):
            return name.rpartition("LETTER ")[2].partition(" ")[0].lower()
    return text

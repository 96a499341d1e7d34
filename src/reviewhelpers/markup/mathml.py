"""Formulas of TeX as MathML, and what is no formula."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Literal

Display = Literal["inline", "block"]

_ENTITY = re.compile(r"&amp;(#x[0-9A-F]{5};)")
_PARTS = {
    **dict.fromkeys(("mfrac", "msub", "msup", "munder", "mover", "mroot"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""How many parts each of these elements has."""
_LEADING = ("href", "style", "class", "id", "src", "actiontype")
"""Attributes that lead elsewhere, or reach out of a formula."""


def mathml(tex: str, display: Display = "inline") -> str:
    """A formula of TeX as MathML.

    Raises
    ------
    ValueError
        When it is no formula: a brace that nothing closes, a command that is unknown or leads elsewhere.

    Examples
    --------
    >>> mathml("x^2")[:60]
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="in'
    >>> mathml(r"\\href{javascript:alert(1)}{x}")
    Traceback (most recent call last):
        ...
    ValueError: a command that sets 'href'
    """
    signs = re.findall(r"\\(?:[A-Za-z]+|.)|[{}]", tex, re.DOTALL)
    for begin, end in (("{", "}"), (r"\left", r"\right"), (r"\begin", r"\end")):
        # The library closes by itself what is left open.
        if signs.count(begin) != signs.count(end):
            raise ValueError(f"{signs.count(begin)} {begin} and {signs.count(end)} {end}")
    # Data and figures do without it.
    from latex2mathml.converter import Converter

    try:
        made = Converter(display=display).convert_to_element(tex)
    except Exception as error:  # Its classes of errors are many, and some inputs meet a fault of Python.
        raise ValueError(f"what is no formula ({type(error).__name__}: {error})") from error
    for element in made.iter():
        for name in element.attrib:
            if name in _LEADING or name.startswith("on"):
                raise ValueError(f"a command that sets {name!r}")
        if len(element) != _PARTS.get(element.tag, len(element)):
            raise ValueError(f"a command with {len(element)} of {_PARTS[element.tag]} parts")
        for text in (element.text or "", element.tail or ""):
            if text.startswith("\\") or text in ("{", "}", "$"):
                raise ValueError(f"the unknown command {text!r}" if text[1:] else f"a single {text!r}")
    # The library writes its signs as entities. Its own way to text takes back all other escapes too, so that
    # words in a formula would be markup.
    return _ENTITY.sub(r"&\1", ET.tostring(made, encoding="unicode"))

"""Converts formulas of TeX to MathML, and refuses what is not a formula."""

from __future__ import annotations

import copy
import html
import re
import xml.etree.ElementTree as ET
from typing import Literal

from reviewhelpers.markup import mathml_words

Display = Literal["inline", "block"]

_UPRIGHT = {"mathvariant": "normal"}
_ENTITY = re.compile(r"&amp;(#x[0-9A-F]{5};)")
_CHILD_COUNTS = {
    **dict.fromkeys(("mfrac", "msub", "msup", "munder", "mover", "mroot"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""The number of children that each of these elements must have."""
_FORBIDDEN_ATTRIBUTES = ("href", "style", "class", "id", "src", "actiontype")
"""Attributes that link elsewhere, or that affect more than the formula."""


def tex_to_mathml(tex: str, display: Display = "inline") -> str:
    """A formula of TeX as MathML.

    Parameters
    ----------
    tex : str
        The formula.
    display : str
        ``inline`` or ``block``.

    Raises
    ------
    ValueError
        When it is not a formula: a brace is not closed, or a command is unknown or links elsewhere.

    Examples
    --------
    >>> tex_to_mathml("x^2")[:60]
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="in'
    >>> tex_to_mathml(r"\\href{javascript:alert(1)}{x}")
    Traceback (most recent call last):
        ...
    ValueError: a command that sets 'href'
    """
    commands = re.findall(r"\\(?:[A-Za-z]+|.)|[{}]", tex, re.DOTALL)
    for begin, end in (("{", "}"), (r"\left", r"\right"), (r"\begin", r"\end")):
        # latex2mathml silently closes what the formula leaves open.
        if commands.count(begin) != commands.count(end):
            raise ValueError(f"{commands.count(begin)} {begin} and {commands.count(end)} {end}")
    # Imported here, because data and figures do not need it.
    from latex2mathml.converter import Converter

    try:
        tree = Converter(display=display).convert_to_element(tex)
    except (
        Exception
    ) as error:  # latex2mathml raises many classes, and some inputs make it fail with built-in ones.
        raise ValueError(f"what is no formula ({type(error).__name__}: {error})") from error
    for element in tree.iter():
        for name in element.attrib:
            if name in _FORBIDDEN_ATTRIBUTES or name.startswith("on"):
                raise ValueError(f"a command that sets {name!r}")
        if len(element) != _CHILD_COUNTS.get(element.tag, len(element)):
            raise ValueError(f"a command with {len(element)} of {_CHILD_COUNTS[element.tag]} parts")
        for text in (element.text or "", element.tail or ""):
            if text.startswith("\\") or text in ("{", "}", "$"):
                raise ValueError(f"the unknown command {text!r}" if text[1:] else f"a single {text!r}")
    _join_letters(tree)
    tree.set("alttext", html.unescape(mathml_words.words(_unescaped(tree))))
    # latex2mathml stores operators as entities, which ElementTree escapes again. Its own serializer unescapes
    # everything, so that text in a formula could become markup.
    return _ENTITY.sub(r"&\1", ET.tostring(tree, encoding="unicode"))


def _join_letters(tree: ET.Element) -> None:
    """Make upright letters side by side one word: ``FE`` is a quantity, not F times E."""
    for parent in list(tree.iter()):
        before: ET.Element | None = None
        for child in list(parent):
            upright = child.tag == "mi" and child.attrib == _UPRIGHT and (child.text or "").isalpha()
            if upright and before is not None and parent.tag in ("mrow", "math", "mstyle"):
                before.text = f"{before.text}{child.text}"
                parent.remove(child)
            else:
                before = child if upright else None


def _unescaped(tree: ET.Element) -> ET.Element:
    """A copy whose text is what is shown, without the entities of latex2mathml."""
    made = copy.deepcopy(tree)
    for element in made.iter():
        element.text = html.unescape(element.text or "")
    return made

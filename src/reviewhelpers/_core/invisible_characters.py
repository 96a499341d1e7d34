"""Characters that a reader does not see, and that change what the next program makes of a text.

They are those that Unicode has no picture for (controls, private use, surrogates, what is no character at
all) and those that it says a program may pass over in silence when it draws a text (its property
``Default_Ignorable_Code_Point``): marks of direction, of no width, tags, selectors of variants, fillers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from reviewhelpers._core.errors import Fault

SIGNS = (
    # Controls but tab and line feed, which a text file is made of; a carriage return is told apart.
    "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f"
    # Default_Ignorable_Code_Point of Unicode, and what parts lines or annotates them without a picture.
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e0fff"
    # A blank that is drawn as a letter, the sign for what could not be read, joiners of hieroglyphs.
    "\\u2800\\ufffd\\U00013430-\\U0001343f"
    # Private use, surrogates and what is no character.
    "\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff\\U000f0000-\\U0010ffff"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 15))
)
HIDDEN = re.compile(f"[{SIGNS}]")
"""One character that a reader does not see."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def first(text: str) -> str | None:
    r"""The first such character of a text; None where it has none.

    Examples
    --------
    >>> first("a\u202eb") == "\u202e", first("CO₂ → HCOO⁻")
    (True, None)
    """
    found = HIDDEN.search(text)
    return found[0] if found else None


def entities(text: str) -> Iterator[re.Match[str]]:
    """The entities of HTML in a text that stand for such a character.

    Examples
    --------
    >>> [found[0] for found in entities("a &amp; b&#8238;c&ZeroWidthSpace;d")]
    ['&#8238;', '&ZeroWidthSpace;']
    """
    return (found for found in _ENTITY.finditer(text) if first(html.unescape(found[0])))


def faults(text: str, name: str, column: Callable[[str], str | None] = lambda line: None) -> list[Fault]:
    r"""Faults of the lines of a text that hold such characters.

    Parameters
    ----------
    text, name : str
        The text and its file.
    column : callable
        The field that a line gives.

    Examples
    --------
    >>> [(fault.row, fault.found) for fault in faults("one\nt\x07wo", "a.txt")]
    [(2, "the character '\\x07'")]
    """
    return [
        Fault(name, number, column(line), f"the character {found[0]!a}", "characters that a reader sees")
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := HIDDEN.search(line))
    ]


def values(held: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The places of such characters in a value as JSON, YAML or TOML has it, where escapes may write them.

    Parameters
    ----------
    held : object
        Nested lists and mappings.
    path : tuple
        Where the value stands.

    Examples
    --------
    >>> list(values({"a": ["b", chr(0x200B)]}))
    [(('a', 1), '\\u200b')]
    """
    if isinstance(held, str):
        if sign := first(held):
            yield path, sign
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from values(key, (*path, key))
            yield from values(value, (*path, key))
    elif isinstance(held, list):
        for place, value in enumerate(held):
            yield from values(value, (*path, place))

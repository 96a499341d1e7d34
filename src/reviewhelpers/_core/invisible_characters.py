"""Invisible characters: a reader does not see them, but they change how programs process a text.

They are the code points without a glyph (controls, private use, surrogates, noncharacters) and those that
programs may skip when they display a text (property ``Default_Ignorable_Code_Point`` of Unicode): direction
marks, zero-width characters, tags, variation selectors, fillers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from reviewhelpers._core.errors import Fault

_RANGES = (
    # Controls, except tab and line feed, which text files contain; a carriage return is checked elsewhere.
    "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f"
    # Default_Ignorable_Code_Point of Unicode, line and paragraph separators, interlinear annotations.
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e0fff"
    # The blank braille pattern, the replacement character, format controls of Egyptian hieroglyphs.
    "\\u2800\\ufffd\\U00013430-\\U0001343f"
    # Private use, surrogates, noncharacters.
    "\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff\\U000f0000-\\U0010ffff"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 15))
)
HIDDEN = re.compile(f"[{_RANGES}]")
"""One invisible character."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def find_first(text: str) -> str | None:
    r"""The first invisible character of a text, or None.

    Examples
    --------
    >>> find_first("a\u202eb") == "\u202e", find_first("CO₂ → HCOO⁻")
    (True, None)
    """
    found = HIDDEN.search(text)
    return found[0] if found else None


def find_entities(text: str) -> Iterator[re.Match[str]]:
    """The HTML entities in a text that stand for an invisible character.

    Examples
    --------
    >>> [found[0] for found in find_entities("a &amp; b&#8238;c&ZeroWidthSpace;d")]
    ['&#8238;', '&ZeroWidthSpace;']
    """
    return (found for found in _ENTITY.finditer(text) if find_first(html.unescape(found[0])))


def faults(text: str, name: str, column: Callable[[str], str | None] = lambda line: None) -> list[Fault]:
    r"""A fault for each line of a text with an invisible character.

    Parameters
    ----------
    text, name : str
        The text and its file.
    column : callable
        The field of a line, for the message.

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


def find_in_values(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Invisible characters in a value read from JSON, YAML or TOML, which may write them as escapes.

    Parameters
    ----------
    value : object
        Nested lists and mappings.
    path : tuple
        Keys and indices that lead to the value.

    Yields
    ------
    tuple of tuple and str
        The path of a text, and its first invisible character.

    Examples
    --------
    >>> list(find_in_values({"a": ["b", chr(0x200B)]}))
    [(('a', 1), '\\u200b')]
    """
    if isinstance(value, str):
        if character := find_first(value):
            yield path, character
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from find_in_values(key, (*path, key))
            yield from find_in_values(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from find_in_values(item, (*path, index))

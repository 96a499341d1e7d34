"""Characters that a reader does not see, and that change what the next program makes of a text."""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewhelpers.errors import Fault

HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters but tab and line ends, those that turn the direction, and those of no width."""


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
        Fault(name, number, column(line), f"the character {found[0]!r}", "characters that a reader sees")
        for number, line in enumerate(text.split("\n"), start=1)
        if (found := HIDDEN.search(line))
    ]

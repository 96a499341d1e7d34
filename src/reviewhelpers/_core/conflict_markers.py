"""Conflict markers that an unfinished merge leaves in a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewhelpers._core.errors import Fault

_MARKER = re.compile(r"[ \t>]*(?:<{7}|>{7}|\|{7}|={7})(?: .*)?\s*")


def faults(text: str, name: str, column: Callable[[str], str | None] = lambda line: None) -> list[Fault]:
    """A fault for each conflict marker in a text.

    Parameters
    ----------
    text, name : str
        The text and its file.
    column : callable
        The field of a line, for the message.

    Examples
    --------
    >>> print(*faults("one\\n<<<<<<< HEAD\\ntwo", "a.txt"))
    a.txt:2:-: found the mark of a merge '<<<<<<< HEAD', expected one version, without the marks
    """
    return [
        Fault(
            *(name, number, column(line), f"the mark of a merge {line.strip()[:60]!r}"),
            "one version, without the marks",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if is_marker(line)
    ]


def is_marker(line: str) -> bool:
    """Whether a line is a conflict marker, also in a quotation or indented.

    Examples
    --------
    >>> is_marker("> ======="), is_marker("========"), is_marker("a <<<<<<< b")
    (True, False, False)
    """
    return _MARKER.fullmatch(line) is not None

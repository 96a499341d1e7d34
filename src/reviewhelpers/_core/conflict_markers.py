"""What a merge that nobody finished leaves in a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewhelpers._core.errors import Fault

_MARK = re.compile(r"[ \t>]*(?:<{7}|>{7}|\|{7}|={7})(?: .*)?\s*")


def faults(text: str, name: str, column: Callable[[str], str | None] = lambda line: None) -> list[Fault]:
    """Faults of the lines of a text that git wrote between two versions of it.

    Parameters
    ----------
    text, name : str
        The text and its file.
    column : callable
        The field that a line gives.

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
        if is_mark(line)
    ]


def is_mark(line: str) -> bool:
    """Whether a line is such a mark, also where it stands in a quotation or further in.

    Examples
    --------
    >>> is_mark("> ======="), is_mark("========"), is_mark("a <<<<<<< b")
    (True, False, False)
    """
    return _MARK.fullmatch(line) is not None

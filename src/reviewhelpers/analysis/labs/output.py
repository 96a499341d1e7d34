"""What the functions of the lab sheets return, and their error."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from reviewhelpers._core.errors import ReviewHelpersError

_WIDTH = 92


class LabError(ReviewHelpersError):
    """An entry of a sheet that cannot be used."""


@dataclass(frozen=True)
class PlainText:
    """Text that a cell shows as it is."""

    text: str

    def __repr__(self) -> str:
        return self.text


def lines(texts: Iterable[str]) -> PlainText:
    """Texts as lines of one output."""
    return PlainText("\n".join(texts))


def wrapped(head: str, text: str) -> str:
    """A text behind a head, broken into lines with an indent."""
    return textwrap.fill(text, _WIDTH, initial_indent=f"{head}  ", subsequent_indent="    ")

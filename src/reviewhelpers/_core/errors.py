"""Errors that a user may see; their messages can be shown as they are."""

from __future__ import annotations

from dataclasses import dataclass


class ReviewHelpersError(ValueError):
    """Invalid input; the message says what was found and what was expected."""


@dataclass(frozen=True)
class Fault:
    """A fault at one place of a file.

    Parameters
    ----------
    file : str
        Path of the file, relative to the project if it is inside.
    row : int or None
        Line of the file, from 1, the header included; None for a fault of the whole file.
    column : str or None
        Column or field; None for a fault of the whole row.
    found, expected : str
        What the file has there, and what it should have.

    Examples
    --------
    >>> print(Fault("data/performance.csv", 3, "value", "127 percent", "at most 100 percent"))
    data/performance.csv:3:value: found 127 percent, expected at most 100 percent
    """

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        row = "-" if self.row is None else str(self.row)
        return f"{self.file}:{row}:{self.column or '-'}: found {self.found}, expected {self.expected}"

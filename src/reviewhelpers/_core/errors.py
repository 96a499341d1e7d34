"""The errors that a user of the book's helpers may see, each with a message fit to show."""

from __future__ import annotations

from dataclasses import dataclass


class ReviewHelpersError(ValueError):
    """A fault in what the helpers were given; the message says what was found and what was expected."""


@dataclass(frozen=True)
class Fault:
    """One fault of one place in a file.

    Parameters
    ----------
    file : str
        Path of the file, relative to the project where it lies in it.
    row : int or None
        Line of the file, counted from 1 with the header; None where the fault is the whole file's.
    column : str or None
        Column or field; None where the fault is the whole row's.
    found, expected : str
        What stands there, and what should.

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

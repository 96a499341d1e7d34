"""What the lab sheets call: attempts with blanks, marks with reasons, an audit of one's own rows, a case.

A blank in a sheet is ``None``. Nothing here fails on a blank: a sheet runs from top to bottom before anyone
has filled in anything, and says what is still to do.
"""

from __future__ import annotations

import warnings

from reviewhelpers.analysis.labs.conversion import SLIPS, attempt, between, in_unit, marked, printed
from reviewhelpers.analysis.labs.evidence import SIDES, case, claims
from reviewhelpers.analysis.labs.output import LabError, PlainText
from reviewhelpers.analysis.labs.own_rows import MINE, TABLES, audit

__all__ = [
    "MINE",
    "SIDES",
    "SLIPS",
    "TABLES",
    "LabError",
    "PlainText",
    "attempt",
    "audit",
    "between",
    "case",
    "claims",
    "in_unit",
    "marked",
    "printed",
]


def __getattr__(name: str) -> type[PlainText]:
    if name == "Told":
        warnings.warn(f"{__name__}.{name} is now {__name__}.PlainText", DeprecationWarning, stacklevel=2)
        return PlainText
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Texts that a spreadsheet would take for a formula and run."""

from __future__ import annotations

import re

# A sign before a number begins a formula too where a call or another program's data follow.
_FORMULA = re.compile(r"\s*(?:=(?!$)|[@\t\r]|[+-](?![\s\d.]|$)|[+-].*[(|!])", re.DOTALL)


def runs(text: str) -> bool:
    """Whether a spreadsheet would run a text.

    Examples
    --------
    >>> runs("=1+1"), runs("+cmd|' /C calc'!A0"), runs("-0.43"), runs("-89 %")
    (True, True, False, False)
    """
    return _FORMULA.match(text) is not None


def inert(value: object) -> object:
    """A value for a cell of CSV: a text that would run gets an apostrophe in front, all else stays.

    Examples
    --------
    >>> inert("@SUM(A1)"), inert(-0.43)
    ("'@SUM(A1)", -0.43)
    """
    return f"'{value}" if isinstance(value, str) and runs(value) else value

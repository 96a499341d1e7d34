"""Texts that a spreadsheet would take for a formula and run."""

from __future__ import annotations

import re

# A sign before a number begins a formula too where a call or another program's data follow. Spreadsheets of
# East Asia take the wide signs for the narrow ones.
_BEGINS = r"[=＝](?!$)|[@＠]|[+\-＋－](?![\s\d.]|$)|[+\-＋－].*[(|!]"
_FORMULA = re.compile(rf"[\s\ufeff\u200b]*(?:[\t\r]|{_BEGINS})", re.DOTALL)
# Where the language of a machine parts lists by semicolons, a spreadsheet does so with the cells of a file.
_WITHIN = re.compile(r"(?<=[;\t\r\n])(?=[\s\"]*(?:[=＝@＠]|[+\-＋－][^\s\d.;][^;]*[(|!]))")


def runs(text: str) -> bool:
    """Whether a spreadsheet would run a text.

    Examples
    --------
    >>> runs("=1+1"), runs("+cmd|' /C calc'!A0"), runs("-0.43"), runs("-89 %")
    (True, True, False, False)
    >>> runs('one;=HYPERLINK("https://example.org")'), runs("one; two")
    (True, False)
    """
    return _FORMULA.match(text) is not None or _WITHIN.search(text) is not None


def inert(value: object) -> object:
    """A value for a cell of CSV: a text that would run gets an apostrophe in front, all else stays.

    Examples
    --------
    >>> inert("@SUM(A1)"), inert(-0.43), inert("one;=1+1")
    ("'@SUM(A1)", -0.43, "one;'=1+1")
    """
    if not isinstance(value, str) or not runs(value):
        return value
    text = _WITHIN.sub("'", value)
    return f"'{text}" if _FORMULA.match(text) else text

"""Texts that a spreadsheet would run as a formula."""

from __future__ import annotations

import re

from reviewhelpers._core import invisible_characters

# After a sign only a number is plain text, alone or before words: "-0.43", "-89 %", "-0.55 to -0.95 V". What
# follows the number without a space, or begins with an operator, continues a formula. East Asian versions of
# spreadsheets read full-width signs like ASCII ones.
_NUMBER = r"\s?(?:\d[\d.,]*|\.\d+)(?:[eE][+\-]?\d+)?(?:\s\d+)*(?:\s?[%‰°])?"
_WORDS = r"\s+(?:\+/-|[^\s+\-*/^&<>=:;,(|!])"
_FORMULA = re.compile(
    rf"\s*(?:[\t\r]|[=＝](?!$)|[@＠]|[+\-＋－](?!{_NUMBER}(?:{_WORDS}[^(|!]*)?$|$))", re.DOTALL
)
# In locales whose list separator is the semicolon, spreadsheets also split the cells of a CSV file there.
_FORMULA_INSIDE = re.compile(
    rf"(?<=[;\t\r\n])(?=[\s\"]*(?:[=＝@＠]|[+\-＋－](?!{_NUMBER}(?:{_WORDS}[^;|!]*)?(?:;|$)|\s*(?:;|$))))"
)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula.

    Invisible characters are ignored, since some programs drop them.

    Examples
    --------
    >>> is_formula("=1+1"), is_formula("+cmd|' /C calc'!A0"), is_formula("-5+A1")
    (True, True, True)
    >>> is_formula("-0.43"), is_formula("-89 %")
    (False, False)
    >>> is_formula('one;=HYPERLINK("https://example.org")'), is_formula("one; two"), is_formula("one;-0.5 V (RHE)")
    (True, False, False)
    """
    text = invisible_characters.HIDDEN.sub("", text)
    return _FORMULA.match(text) is not None or _FORMULA_INSIDE.search(text) is not None


def neutralize(value: object) -> object:
    """A value that is safe in a CSV cell: a formula gets an apostrophe in front, all else is unchanged.

    Examples
    --------
    >>> neutralize("@SUM(A1)"), neutralize(-0.43), neutralize("one;=1+1")
    ("'@SUM(A1)", -0.43, "one;'=1+1")
    """
    if not isinstance(value, str) or not is_formula(value):
        return value
    text = _FORMULA_INSIDE.sub("'", invisible_characters.HIDDEN.sub("", value))
    return f"'{text}" if _FORMULA.match(text) else text

"""A short alternative text for a figure whose whole description stands beside it."""

from __future__ import annotations

import re

LONGEST = 250
"""Characters that a reader hears in one go without losing the thread."""

# "ref. 23" and "et al. 2024" end no sentence.
_SENTENCE = re.compile(r"(?<=\.)(?<!\bref\.)(?<!\bal\.) ")
_PARTS = (re.compile(r"(?<=;) "), re.compile(r"(?<=,) "))


def finding(text: str) -> str:
    """The first sentences of a description, as many as one hears in one go, and at least one number.

    Where the first sentences bear no number, or the first is too long, the rest is cut between its parts.

    Examples
    --------
    >>> finding("Two of 3 lie above it.")
    'Two of 3 lie above it.'
    >>> finding("Yields, high to low: " + ", ".join(f"{n} mmol on sample {n}" for n in range(50)))[-22:]
    '10 mmol on sample 10 …'
    """
    if len(text) <= LONGEST:
        return text
    text_of_sentences = _fitting(text, _SENTENCE)
    if re.search(r"\d", text_of_sentences):
        return text_of_sentences
    cut = next(filter(None, (_fitting(text, between) for between in _PARTS)))
    return cut.rstrip(";,") + " …"


def _fitting(text: str, between: re.Pattern[str]) -> str:
    """As much of the start of a text as fits, up to the last place that may part it."""
    ends = [match.start() for match in between.finditer(text) if match.start() <= LONGEST - 2]
    return text[: ends[-1]] if ends else ""

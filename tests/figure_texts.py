"""What a text tells in whatever words: its numbers, its names, and which number stands with which name."""

from __future__ import annotations

import re
from collections import Counter

NUMBER = re.compile(r"(?<![\w.⁻₋/-])[−+]?\d+(?:\.\d+)?(?![\w⁻₋])")
"""A number as the book writes it; digits within a name, such as ``Cu1.5/NTC``, are none."""


def numbers(text: str) -> Counter[str]:
    """The numbers in a text, as written, and how often each."""
    return Counter(NUMBER.findall(text))


def masked(text: str) -> str:
    """The text without its numbers: it differs where a finding does, and not where numbers alone do."""
    return NUMBER.sub("#", text)


def lacking(text: str, *marks: str) -> list[str]:
    """Which of these names and numbers, with or without their unit, a text does not hold."""
    return [mark for mark in marks if not _places(text, mark)]


def unpaired(text: str, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """Which of these names, each with its number, stand in no sentence with it and no other name between.

    The number may come before or after its name, and of a list all pairs have to be asked for: where two
    numbers have changed places, one of them has only other names beside it.
    """
    spans = {name: _places(text, name) for name, _ in pairs}

    def beside(name: str, mark: str) -> bool:
        others = [place for other in spans.keys() - {name} for place, _ in spans[other]]
        between = [
            (min(ends, other_ends), max(start, other_start))
            for start, ends in spans[name]
            for other_start, other_ends in _places(text, mark)
        ]
        return any(
            not any(low <= place < high for place in others) and not re.search(r"[.;]\s", text[low:high])
            for low, high in between
        )

    return [pair for pair in pairs if not beside(*pair)]


def _places(text: str, mark: str) -> list[tuple[int, int]]:
    """Where a mark stands whole: neither ``MnO₂`` in ``MnO₂₋ₓ`` nor ``0.4`` in ``−0.4`` or ``0.43``."""
    unsigned = "" if mark[0] in "−+" else "(?<![−+])"
    whole = rf"{unsigned}(?<![\w&-])(?<!\d\.){re.escape(mark)}(?![\w*&₋⁻⁺/]|\.\d|-\w)"
    return [found.span() for found in re.finditer(whole, text)]

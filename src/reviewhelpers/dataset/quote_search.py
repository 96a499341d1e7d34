"""Find the characters that a row quotes in the text of its source.

Texts were extracted from PDF files: line breaks, hyphens, subscripts and mark-up differ from what a
reader sees on the page. Both sides are therefore reduced to the same plain form before they are compared.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata

from reviewhelpers._core import rounding

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣-"), "-")
_QUOTES = {ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"', ord("′"): "'"}
_MARKUP = re.compile(r"<[^>\n]*>|\\(?:text|mathrm|mathbf|rm|left|right|,|;|!)\b|[\\${}_^]|†")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@functools.lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """Text without mark-up and typographic variants; white space is kept.

    Examples
    --------
    >>> normalise("$j_{CO}$ = −24.8 mA cm⁻²")
    'jCO = -24.8 mA cm-2'
    """
    bare = unicodedata.normalize("NFKC", _MARKUP.sub("", text).translate(_DASHES))
    return bare.translate(_DASHES).translate(_QUOTES)


def numbers_in(quote: str) -> list[str]:
    """The numbers of a quote without sign and without commas between thousands, with all their digits.

    Examples
    --------
    >>> numbers_in("increases from 3.72 to 4.20"), numbers_in("5,273 h−1")
    (['3.72', '4.20'], ['5273', '1'])
    """
    return [token.replace(",", "") for token in _NUMBER.findall(normalise(quote))]


def last_digit(quote: str, value: float) -> float:
    """One unit of the last digit of a value in a quote; of its shortest form where the quote spells it out.

    Examples
    --------
    >>> last_digit("8.83 × 10⁻1⁰ mol", 8.83e-10), last_digit("more than double", 2.0)
    (1e-12, 1.0)
    """
    for digits in numbers_in(quote):
        if float(digits) and _digits(float(digits)) == _digits(value):
            power = rounding.nearest(math.log10(abs(value) / float(digits)))
            return float(f"1e{power - len(digits.partition('.')[2])}")
    return shortest_step(value)


def shortest_step(value: float) -> float:
    """One unit of the last digit of a value in its shortest form.

    Examples
    --------
    >>> shortest_step(8.83e-10), shortest_step(94.3), shortest_step(1067.0)
    (1e-12, 0.1, 1.0)
    """
    last = int(rounding.settled(value).normalize().as_tuple().exponent)
    return float(f"1e{min(last, 0)}")


def _digits(number: float) -> tuple[int, ...]:
    return rounding.settled(number).normalize().as_tuple().digits


def occurs_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, both in any typography and with white space anywhere.

    A number at either end of the quote must end there in the text too, so that ``5.2%`` is not found
    in ``95.2%``.

    Examples
    --------
    >>> occurs_in("95.2% for CO", "an efficiency of 95.2\\n% for CO")
    True
    >>> occurs_in("5.2%", "an efficiency of 95.2%")
    False
    """
    characters = "".join(normalise(quote).split())
    if not characters:
        return False
    before = r"(?<![\d.,])" if characters[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if characters[-1].isdigit() else ""
    # Extraction breaks words and numbers over lines, so white space may stand between any two characters.
    pattern = before + r"\s*".join(re.escape(character) for character in characters) + after
    return re.search(pattern, normalise(text)) is not None


def _caption(text: str, heading: str) -> str:
    """The caption that a text begins with."""
    # One extraction sets a caption in a single line; another gives its number a line of its own, and ends
    # it with a blank line or with a page break, which shows as a line that begins with a space.
    alone = text[len(heading) :].lstrip(" ").startswith("\n")
    end = re.compile(r"\n\s*\n|\n ").search(text, len(heading) + 2) if alone else re.search(r"\n|\Z", text)
    return text[: end.start()] if end else text


def sections(text: str, headings: list[tuple[str, str, str]]) -> dict[str, str]:
    """Cut a source text at its headings.

    Parameters
    ----------
    text : str
        The whole text.
    headings : list of (id, kind, heading)
        In the order of the text. ``kind`` is ``section`` or ``caption``; a section runs to the next
        section's heading, a caption to the end of its paragraph. An empty heading starts the text.

    Returns
    -------
    dict
        The text of each part by id; a heading that is not found has no entry.
    """
    starts: list[tuple[str, int]] = []
    parts: dict[str, str] = {}
    position = 0
    for name, kind, heading in headings:
        if kind == "caption":
            at = text.find(heading)
            if at >= 0:
                parts[name] = _caption(text[at:], heading)
            continue
        if not heading:
            starts.append((name, 0))
            continue
        # A heading is a line of its own; the words may stand in running text as well.
        found = re.compile(rf"^[\s#*]*{re.escape(heading)}\s*\**$", re.MULTILINE).search(text, position)
        if found:
            starts.append((name, found.start()))
            position = found.end()
    for index, (name, start) in enumerate(starts):
        end_at = starts[index + 1][1] if index + 1 < len(starts) else len(text)
        parts[name] = text[start:end_at]
    return parts

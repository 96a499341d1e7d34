"""Terminal output: in characters that the terminal can show, and without tracebacks where nobody reads it."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping

_HANDLER = "reviewhelpers.transliterate"
_DEFAULT_HANDLERS = {"strict", "surrogateescape", "backslashreplace"}
"""Default error handlers of Python; any other was chosen on purpose and stays."""
_ASCII_SPELLINGS: Mapping[str, str] = {
    letter: spelling
    for spelling, letters in {
        "-": "‐‑‒–—−",
        "'": "‘’‚′",
        '"': "“”„″«»",
        ".": "·",
        "*": "•∗",
        "x": "×",
        "/": "⁄÷",
        "+/-": "±",
        "sqrt ": "√",
        "sum ": "∑",
        "inf": "∞",
        "d": "∂ðđ",
        "+": "†",
        "++": "‡",
        "->": "→",
        "<-": "←",
        "<->": "↔",
        "<=>": "⇌⇄",
        "~": "≈∼",
        "=": "≡",
        "!=": "≠",
        "<=": "≤⩽",
        ">=": "≥⩾",
        "<<": "≪",
        ">>": "≫",
        "<": "⟨",
        ">": "⟩",
        "deg": "°",
        "u": "µμ",
        "Delta": "∆",
        "ss": "ß",
        "ae": "æ",
        "AE": "Æ",
        "oe": "œ",
        "OE": "Œ",
        "o": "ø",
        "O": "Ø",
        "D": "ÐĐ",
        "l": "ł",
        "L": "Ł",
        "th": "þ",
        "Th": "Þ",
        "i": "ı",
        "S.": "§",
        "EUR": "€",
        "(c)": "©",
        "(R)": "®",
        "": "\u200b\ufeff\u00ad\u2060",
    }.items()
    for letter in letters
}
"""ASCII spellings of characters that have no decomposition in Unicode."""


def transliterate(text: str) -> str:
    """Text in ASCII, as one would type it on a keyboard.

    Examples
    --------
    >>> transliterate("Müller: CO₂ → CO at −0.6 V, 25 °C, η = 0.3 V")
    'Muller: CO2 -> CO at -0.6 V, 25 degC, eta = 0.3 V'
    >>> transliterate("☃")
    '\\\\u2603'
    """
    return "".join(map(_transliterate_character, text))


def _transliterate_character(letter: str) -> str:
    if letter in _ASCII_SPELLINGS or letter.isascii():
        return _ASCII_SPELLINGS.get(letter, letter)
    decomposed = unicodedata.normalize("NFKD", letter)
    if decomposed != letter:
        return "".join(
            _transliterate_character(part) for part in decomposed if not unicodedata.combining(part)
        )
    kind, _, name = unicodedata.name(letter, "").partition(" ")
    if kind == "GREEK" and " LETTER " in f" {name} ":
        word = name.partition("LETTER ")[2].split()[0]
        return word.capitalize() if name.startswith("CAPITAL") else word.lower()
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return ""
    # Python decodes bytes of file names that are not UTF-8 to lone surrogates.
    byte = ord(letter) - 0xDC00
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else letter.encode("ascii", "backslashreplace").decode()


def escape_for_json(text: str) -> str:
    """JSON in ASCII escapes, if standard output cannot encode one of its characters.

    Examples
    --------
    >>> escape_for_json('{"a": "é"}') in ('{"a": "é"}', r'{"a": "\\u00e9"}')
    True
    """
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
        return text
    except UnicodeEncodeError:
        return "".join(letter if letter.isascii() else json.dumps(letter)[1:-1] for letter in text)


def _transliterate_error(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return transliterate(error.object[error.start : error.end]), error.end


def configure_streams() -> None:
    """Transliterate printed characters that standard output or standard error cannot encode."""
    codecs.register_error(_HANDLER, _transliterate_error)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in _DEFAULT_HANDLERS:
            stream.reconfigure(errors=_HANDLER)


def print_error(text: str) -> None:
    """Print a line on standard error, if it is open."""
    # With file=None, print would write to standard output.
    if sys.stderr is not None:
        try:
            print(text, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            discard_output()


def flush() -> None:
    """Flush standard output now, or Python prints a BrokenPipe traceback at exit.

    Raises
    ------
    OSError
        When standard output cannot be written. Errors of standard error are dropped.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    discard_output()


def discard_output() -> None:
    """Discard buffered output that cannot be written, so that Python does not retry at exit."""
    for stream in _open_streams():
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_streams() -> Iterator[io.TextIOWrapper]:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.closed:
            yield stream

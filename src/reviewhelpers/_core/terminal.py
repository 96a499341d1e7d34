"""What a command prints reaches its reader in letters that the terminal has, or ends in one clear line."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

_HANDLER = "reviewhelpers.readable"
_OF_PYTHON = {"strict", "surrogateescape", "backslashreplace"}
"""What Python does by itself with characters that an encoding lacks; another way was asked for on purpose."""
_SPELLED = MappingProxyType(
    {
        letter: ascii
        for ascii, letters in (
            *(
                ("-", "‐‑‒–—−"),
                ("'", "‘’‚′"),
                ('"', "“”„″«»"),
                (".", "·"),
                ("*", "•∗"),
                ("x", "×"),
                ("/", "⁄÷"),
            ),
            *(("+/-", "±"), ("sqrt ", "√"), ("sum ", "∑"), ("inf", "∞"), ("d", "∂"), ("+", "†"), ("++", "‡")),
            *(
                ("->", "→"),
                ("<-", "←"),
                ("<->", "↔"),
                ("<=>", "⇌⇄"),
                ("~", "≈∼"),
                ("=", "≡"),
                ("!=", "≠"),
                ("<=", "≤⩽"),
            ),
            *((">=", "≥⩾"), ("<<", "≪"), (">>", "≫"), ("<", "⟨"), (">", "⟩"), ("deg", "°"), ("u", "µμ")),
            *(("Delta", "∆"), ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("o", "ø")),
            *(
                ("O", "Ø"),
                ("d", "ðđ"),
                ("D", "ÐĐ"),
                ("l", "ł"),
                ("L", "Ł"),
                ("th", "þ"),
                ("Th", "Þ"),
                ("i", "ı"),
            ),
            *(("S.", "§"), ("EUR", "€"), ("(c)", "©"), ("(R)", "®"), ("", "\u200b\ufeff\u00ad\u2060")),
        )
        for letter in letters
    }
)
"""How characters are written in ASCII that Unicode does not take apart."""


def spelled(text: str) -> str:
    """Text in ASCII, as one would type it.

    Examples
    --------
    >>> spelled("Müller: CO₂ → CO at −0.6 V, 25 °C, η = 0.3 V")
    'Muller: CO2 -> CO at -0.6 V, 25 degC, eta = 0.3 V'
    >>> spelled("☃")
    '\\\\u2603'
    """
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in _SPELLED or letter.isascii():
        return _SPELLED.get(letter, letter)
    apart = unicodedata.normalize("NFKD", letter)
    if apart != letter:
        return "".join(_letter(part) for part in apart if not unicodedata.combining(part))
    kind, _, name = unicodedata.name(letter, "").partition(" ")
    if kind == "GREEK" and " LETTER " in f" {name} ":
        word = name.partition("LETTER ")[2].split()[0]
        return word.capitalize() if name.startswith("CAPITAL") else word.lower()
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return ""
    # A name of a file may hold bytes that are no text; Python keeps them so.
    byte = ord(letter) - 0xDC00
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else letter.encode("ascii", "backslashreplace").decode()


def in_json(text: str) -> str:
    """JSON with every character outside ASCII escaped, where standard output cannot hold one of them.

    Examples
    --------
    >>> in_json('{"a": "é"}') in ('{"a": "é"}', r'{"a": "\\u00e9"}')
    True
    """
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
        return text
    except UnicodeEncodeError:
        units = (letter.encode("utf-16-be", "surrogatepass") for letter in text)
        return "".join(
            chr(unit[1])
            if len(unit) == 2 and unit < b"\0\x80"
            else "".join(f"\\u{unit[at : at + 2].hex()}" for at in range(0, len(unit), 2))
            for unit in units
        )


def _readable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spelled(error.object[error.start : error.end]), error.end


def make_readable() -> None:
    """Have what is printed spelled in letters that standard output and standard error have."""
    codecs.register_error(_HANDLER, _readable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in _OF_PYTHON:
            stream.reconfigure(errors=_HANDLER)


def tell(text: str) -> None:
    """Print a line on standard error, where there is one that takes it."""
    # Without one, print would take standard output for it.
    if sys.stderr is not None:
        try:
            print(text, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            drop_unread()


def flush() -> None:
    """Have all that was printed arrive: Python would find at its exit that it does not, and say so at length.

    Raises
    ------
    OSError
        When standard output does not take it. What standard error does not take is dropped.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    drop_unread()


def drop_unread() -> None:
    """Drop what was printed and cannot arrive; Python must not try again when it exits."""
    for stream in _open():
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open() -> Iterator[io.TextIOWrapper]:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.closed:
            yield stream

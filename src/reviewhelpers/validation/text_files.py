"""Text files: decoding them, and what no text of the project may hold."""

from __future__ import annotations

import re
from pathlib import Path

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault

_DOUBLE_ENCODED = re.compile("(?!\u00c5[\u00b2\u00b3])[\u00c2-\u00f4][\u0080-\u00bf]")
"""A non-ASCII character whose UTF-8 was read as Latin-1 and encoded again. Square and cubic ångströms are none."""


def decode(raw: bytes, name: str) -> tuple[str | None, list[Fault]]:
    """Bytes as text, None where they are not UTF-8, and faults of encoding and line ends."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [Fault(name, 1, None, "UTF-16 text", "UTF-8 text")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return None, [Fault(name, 1, None, "a byte order mark", "UTF-8 text without one")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Fault(name, line, None, f"byte 0x{raw[error.start]:02x}", "UTF-8 text")]
    faults = []
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        faults.append(Fault(name, line, None, "a carriage return", "lines that end in LF alone"))
    return text, faults


def text(path: Path, name: str) -> tuple[str, list[Fault]]:
    """A file as text, empty where it cannot be read, and what keeps it from being UTF-8 with LF alone."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", [Fault(name, None, None, error.strerror or str(error), "a readable file")]
    read, faults = decode(raw, name)
    if read is None:
        return "", faults
    faults += invisible_characters.faults(read, name)
    faults += conflict_markers.faults(read, name)
    if twice := _DOUBLE_ENCODED.search(read):
        line = read[: twice.start()].count("\n") + 1
        faults.append(Fault(name, line, None, repr(twice[0]), "UTF-8 that was encoded once"))
    if not read.strip():
        faults.append(Fault(name, None, None, "an empty file", "its content"))
    elif not read.endswith("\n"):
        faults.append(
            Fault(name, read.count("\n") + 1, None, "an end of file inside the line", "a line feed")
        )
    return read, faults

"""Text and YAML files with the line of every fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault

_DOUBLE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
"""A non-ASCII character whose UTF-8 was read as Latin-1 and encoded again."""


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


def mapping(path: Path, name: str) -> tuple[dict[str, Any], dict[tuple[Any, ...], int], list[Fault]]:
    """A YAML file whose top is a mapping, the line of each of its values by path, and its faults."""
    read, faults = text(path, name)
    if faults:
        return {}, {}, faults
    try:
        node = yaml.compose(read, Loader=yaml.SafeLoader)
        value = yaml.safe_load(read)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if str(getattr(error, "context", "")).startswith("while scanning"):
            # An unclosed construct begins above the line where the parser stops.
            mark = getattr(error, "context_mark", None) or mark
        problem = getattr(error, "problem", None) or " ".join(str(error).split())
        return (
            {},
            {},
            [Fault(name, mark.line + 1 if mark else None, None, f"no YAML ({problem})", "valid YAML")],
        )
    lines: dict[tuple[Any, ...], int] = {}
    _walk(node, (), lines, faults, name)
    for place, sign in invisible_characters.find_in_values(value):
        # In YAML an escape may stand for any character.
        column = next((str(part) for part in reversed(place) if isinstance(part, str)), None)
        faults.append(
            Fault(
                name,
                lines.get(place),
                column,
                f"the character {sign!a}",
                "characters that a reader sees",
            )
        )
    if not isinstance(value, dict):
        return {}, {}, [*faults, Fault(name, 1, None, f"a {type(value).__name__}", "fields and their values")]
    return value, lines, faults


def _walk(
    node: Any, path: tuple[Any, ...], lines: dict[tuple[Any, ...], int], faults: list[Fault], name: str
) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                # YAML keeps the last of two equal keys without a message.
                faults.append(
                    Fault(name, key.start_mark.line + 1, key.value, "the key a second time", "the key once")
                )
            seen.add(key.value)
            _walk(value, (*path, key.value), lines, faults, name)
            lines[*path, key.value] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            _walk(item, (*path, position), lines, faults, name)

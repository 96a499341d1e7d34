"""Parse a BibTeX file, with the faults that keep it from being read."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault

# An entry that cannot be parsed is reported as a fault with its line; the log would repeat it.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def parse_file(path: Path) -> tuple[list[model.Entry], list[Fault]]:
    """The entries of a file, and the faults that keep it from being read completely."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [Fault(path.name, None, None, error.strerror or str(error), "a readable file")]
    return parse_bytes(raw, path.name)


# Cached by content: the time stamp may stay the same when a file changes twice within its resolution.
@functools.lru_cache(maxsize=4)
def parse_bytes(raw: bytes, name: str) -> tuple[list[model.Entry], list[Fault]]:
    """The entries of a file, and the faults that keep it from being read completely."""
    unreadable = encoding_fault(raw, name)
    if unreadable:
        return [], [unreadable]
    text = raw.decode("utf-8")
    library, lines = parse_string(text), text.split("\n")
    found = [fault for block in library.failed_blocks for fault in _block_faults(block, name)]
    for comment in library.comments:
        # Text between entries is a comment to BibTeX; unless marked as one it is the rest of a broken entry.
        for offset, line in enumerate(comment.comment.splitlines()):
            if isinstance(comment, model.ImplicitComment) and not (
                line.startswith("%") or conflict_markers.is_marker(line)
            ):
                row = line_of(comment) + offset
                column = field_of_line(lines[row - 1])
                found.append(
                    Fault(name, row, column, f"stray text {line!r}", "an entry, or a comment after %")
                )
    found += invisible_characters.faults(text, name, field_of_line)
    found += conflict_markers.faults(text, name, field_of_line)
    if not library.entries and not found:
        found.append(Fault(name, None, None, "no entry", "at least one"))
    return library.entries, found


def field_of_line(line: str) -> str | None:
    """The field that a line gives."""
    found = re.match(r"\s*(\w+)\s*=", line)
    return found[1] if found else None


def encoding_fault(raw: bytes, name: str) -> Fault | None:
    """What keeps a file from being plain UTF-8 text, if anything does."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(name, 1, None, "UTF-16 text", "UTF-8 text")
    if raw.startswith(b"\xef\xbb\xbf"):
        return Fault(name, 1, None, "a byte order mark", "UTF-8 text without one")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return Fault(name, row, None, f"byte 0x{raw[error.start]:02x}", "UTF-8 text")
    if b"\r" in raw:
        row = raw[: raw.index(b"\r")].count(b"\n") + 1
        return Fault(name, row, None, "a carriage return", "lines that end in LF alone")
    if b"\0" in raw:
        # UTF-16 without its mark is valid UTF-8 as long as the text is plain ASCII.
        row = raw[: raw.index(b"\0")].count(b"\n") + 1
        column = field_of_line(raw.decode("utf-8").split("\n")[row - 1])
        return Fault(name, row, column, "a NUL character", "UTF-8 text")
    return None


def line_of(block: model.Block | model.Field) -> int:
    """The line on which an entry or field begins, from 1."""
    return (block.start_line or 0) + 1


def _block_faults(block: model.ParsingFailedBlock, name: str) -> Iterator[Fault]:
    """Faults of a block that bibtexparser could not take into the library."""
    if isinstance(block, model.DuplicateBlockKeyBlock):
        again = f"key {block.key!r} of line {line_of(block.previous_block)} again"
        yield Fault(name, line_of(block), "key", again, "a key that stands once")
    elif isinstance(block, model.DuplicateFieldKeyBlock) and isinstance(
        block.ignore_error_block, model.Entry
    ):
        seen: set[str] = set()
        for field in block.ignore_error_block.fields:
            if field.key in seen:
                yield Fault(name, line_of(field), field.key, "the field a second time", "the field once")
            seen.add(field.key)
    else:
        lines = (block.raw or "").split("\n")
        # Where every field has a line to itself, the line whose braces do not match is the broken one.
        unbalanced = next(
            (at for at, line in enumerate(lines) if field_of_line(line) and not has_balanced_braces(line)), 0
        )
        yield Fault(
            *(name, line_of(block) + unbalanced, field_of_line(lines[unbalanced]) if unbalanced else None),
            "an entry that cannot be parsed",
            "braces, quotes and commas that match",
        )


def has_balanced_braces(value: str) -> bool:
    """Whether each closing brace of a value has an opening one before it."""
    depth = 0
    for brace in re.findall("[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0

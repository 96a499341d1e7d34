"""Where pybtex, which builds the book, reads a bibliography differently from bibtexparser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bibtexparser import model
from bibtexparser.middlewares.names import split_multiple_persons_names

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset.bibliography.entry_checks import LINK_FIELDS, NAME_FIELDS, text_faults
from reviewhelpers.dataset.bibliography.parsing import (
    encoding_fault,
    field_of_line,
    has_balanced_braces,
    line_of,
)
from reviewhelpers.dataset.bibliography.reading import plain_text


def has_pybtex() -> bool:
    """Whether pybtex is there, with which :func:`faults` reads the bibliography once more."""
    try:
        import pybtex
    except ModuleNotFoundError:
        return False
    return bool(pybtex)


def differences(path: Path, blocks: list[model.Entry], compare: bool) -> Iterator[Fault]:
    """Where pybtex, which builds the book, fails or sees other entries than bibtexparser."""
    # The data and figures work without pybtex, which comes with what builds the book.
    try:
        from pybtex import database, errors
        from pybtex.scanner import PybtexSyntaxError
    except ModuleNotFoundError:
        return

    if not path.is_file() or encoding_fault(raw := path.read_bytes(), path.name):
        return  # Reported already, with the line.
    with errors.capture() as reported:
        seen = database.parse_string(raw.decode("utf-8"), "bibtex").entries
    syntax = [error for error in reported if isinstance(error, PybtexSyntaxError)]
    lines = raw.decode("utf-8").split("\n")
    for error in syntax:
        column = (
            field_of_line(lines[error.lineno - 1]) if error.lineno and error.lineno <= len(lines) else None
        )
        yield Fault(path.name, error.lineno, column, f"what pybtex cannot read ({error})", "valid BibTeX")
    if syntax or not compare:
        return
    ours = {block.key: line_of(block) for block in blocks}
    for key in ours.keys() ^ set(seen):
        reader = "pybtex" if key in ours else "bibtexparser"
        yield Fault(
            path.name,
            ours.get(key),
            "key",
            f"{key!r}, not seen by {reader}",
            "an entry that both readers see",
        )
    for block in blocks:
        if block.key in seen:
            yield from _entry_differences(block, seen[block.key], path.name)


def _entry_differences(block: model.Entry, seen: Any, name: str) -> Iterator[Fault]:
    """Fields of an entry that the page would show differently from the citations."""
    from pybtex.richtext import Text

    for item in block.fields:
        value = " ".join(str(item.value).split())
        if (
            item.key in LINK_FIELDS
            or item.key == "month"
            or not has_balanced_braces(value)
            or any(text_faults(value))
        ):
            continue  # Not read as text, or reported already.
        if item.key in NAME_FIELDS:
            names = [" ".join(person.split()) for person in split_multiple_persons_names(value)]
            others = [str(person) for person in seen.persons.get(item.key, ())]
            if len(names) != len(others):
                found = f"{value!r}, {len(names)} names to bibtexparser and {len(others)} to pybtex"
                yield Fault(name, line_of(item), item.key, found, "names that both readers tell apart alike")
                continue
            source_text = value
        else:
            source_text = " ".join(seen.fields.get(item.key, value).split())
        shown = " ".join(str(Text.from_latex(source_text)).split())
        if shown != plain_text(value):
            found = f"{value!r}, which the page shows as {shown!r}"
            yield Fault(
                name, line_of(item), item.key, found, "a value in braces that both readers show alike"
            )

"""The style of the bibliography: order of entries, keys, journals, initials and pages."""

from __future__ import annotations

import csv
import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset import bibliography, journals
from reviewhelpers.dataset.bibliography import Entry

_PAGES = re.compile(r"e?[a-z]{0,4}\d+(--e?\d+)?")


def faults(path: Path, folder: Path) -> Iterator[Fault]:
    """Faults of style of a bibliography; nothing where it cannot be read, which another check reports.

    Parameters
    ----------
    path : Path
        The ``.bib`` file.
    folder : Path
        Folder of the data, whose tables cite its works.
    """
    try:
        entries = bibliography.read(path)
    except bibliography.BibliographyError:
        return
    for before, after in itertools.pairwise(entries):
        if before > after:
            yield Fault(
                path.name, None, "key", repr(after), f"entries in the order of their keys: before {before!r}"
            )
    cited = set(_cited(folder))
    yield from _journals(entries.values(), path.name, folder)
    for entry in entries.values():
        yield from _of_entry(entry, path.name)
        if cited and entry.key not in cited:
            yield Fault(path.name, None, "key", repr(entry.key), "a work that a row of the data cites")


def _cited(folder: Path) -> Iterator[str]:
    """The keys in the columns ``cite`` of all tables that can be read."""
    for path in sorted(folder.glob("*.csv")):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                yield from (row["cite"] for row in csv.DictReader(file) if row.get("cite"))
        except (OSError, ValueError, csv.Error):
            continue


def _journals(entries: Iterable[Entry], name: str, folder: Path) -> Iterator[Fault]:
    """Journals that the table of journals does not have; nothing where there is no table."""
    path = folder / journals.TABLE.name
    if not path.is_file():
        return
    try:
        known = journals.read(path)
    except journals.JournalsError as error:
        yield Fault(f"data/{path.name}", None, None, str(error), "a table of journals")
        return
    for entry in entries:
        journal = entry.fields.get("journal")
        if journal is None or journal in known or journals.PREPRINT.fullmatch(journal):
            continue
        near = difflib.get_close_matches(journal, known, n=1)
        hint = f", such as {near[0]!r}" if near else ""
        expected = f"a spelling of data/{path.name}{hint}"
        yield Fault(name, None, f"{entry.key} journal", repr(journal), expected)


def _of_entry(entry: Entry, name: str) -> Iterator[Fault]:
    author, pages = entry.fields.get("author", ""), entry.fields.get("pages", "1")
    place = f"{entry.key} "
    if not _PAGES.fullmatch(pages):
        yield Fault(name, None, f"{place}pages", repr(pages), "such as 281--289 or e123")
    if re.search("et al|;", author):
        yield Fault(
            name, None, f"{place}author", repr(author), "names joined by `and`, and `others` at the end"
        )
    if re.search(r"[A-Z]\.[A-Z]", author):
        # Without it the two parsers of the bibliography see one given name instead of two.
        yield Fault(name, None, f"{place}author", repr(author), "a space between initials")
    surname = re.split(",| and ", author)[0]
    ascii_name = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode().lower()
    begins = re.sub("[^a-z]", "", ascii_name) + entry.fields.get("year", "")
    if not entry.key.startswith(begins):
        yield Fault(name, None, f"{place}key", repr(entry.key), f"one that begins with {begins!r}")

"""Everything that is wrong in a bibliography, as one list of faults."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from reviewhelpers._core.errors import Fault
from reviewhelpers._core.paths import DATA
from reviewhelpers.dataset.bibliography import entry_checks
from reviewhelpers.dataset.bibliography.parsing import parse_file
from reviewhelpers.dataset.bibliography.pybtex_comparison import differences
from reviewhelpers.dataset.bibliography.reading import REFERENCES, plain_text

CITATIONS = DATA / "citations.csv"

SOURCE_WITHOUT_TITLES = "pei2024"
"""The source whose reference list gives authors, journal, year, volume and page, but never a title."""


def faults(path: Path = REFERENCES, citations: Path = CITATIONS) -> list[Fault]:
    """Everything that is wrong in a bibliography, not only the first thing.

    A title may be missing only where no source prints one: in works that the data cite through
    pei2024 alone. Any other entry without a title is one that somebody forgot to finish.

    Parameters
    ----------
    path : Path
        The ``.bib`` file.
    citations : Path
        The table that says which source cites which work.

    Returns
    -------
    list of Fault
        In the order of the file; ``row`` is the line, ``column`` the field, or ``key`` or ``type``.

    Examples
    --------
    >>> faults()
    []
    """
    blocks, broken = parse_file(path)
    found = list(broken)
    try:
        untitled = _works_without_title(citations)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        # Without the table every missing title would be reported, true or not: say the cause instead.
        table = f"{citations.parent.name}/{citations.name}"
        found.append(Fault(table, None, None, f"no readable table ({error})", "columns source and cite"))
        untitled = {block.key for block in blocks}
    for block in blocks:
        found += entry_checks.entry_faults(block, path.name, title_optional=block.key in untitled)
    found += entry_checks.repeated_values(blocks, path.name, "doi", str.casefold)
    found += entry_checks.repeated_values(blocks, path.name, "title", _normalised_title)
    found += differences(path, blocks, compare=not broken)
    return sorted(set(found), key=lambda fault: (fault.file, fault.row or 0, fault.column or ""))


def _normalised_title(title: str) -> str:
    """A title reduced to what two spellings of it share."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", plain_text(title)).casefold())


def _works_without_title(citations: Path) -> set[str]:
    """Keys of the works that only a list without titles cites."""
    with citations.open(encoding="utf-8", newline="") as file:
        cited = [(row["source"], row["cite"]) for row in csv.DictReader(file)]
    elsewhere = {key for source, key in cited if source != SOURCE_WITHOUT_TITLES}
    return {key for source, key in cited if source == SOURCE_WITHOUT_TITLES} - elsewhere

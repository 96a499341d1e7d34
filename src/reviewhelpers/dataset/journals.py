"""The journals of the bibliography: one name each, whatever a source's list prints.

The table ``data/journals.csv`` says where each name was seen. It is read without pandas, so that citing
a work stays quick.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import DATA

TABLE = DATA / "journals.csv"

PREPRINT = re.compile(r"arXiv:[\w./-]+", re.ASCII)
"""What stands in place of a journal for a work that was in none."""

_COLUMNS = ("name", "cassi", "iso4", "issn", "eissn", "single_number", "spellings")
_SEPARATOR = "; "


class JournalsError(ReviewHelpersError):
    """A table of journals that cannot be read."""


@dataclass(frozen=True)
class Journal:
    """One journal under all its names.

    Parameters
    ----------
    name, cassi, iso4 : str
        The full name, and the abbreviations of CASSI and by ISO 4; ``""`` where none was seen.
    issn : str
        The ISSN of the printed journal, else of the electronic one; ``""`` where none was seen.
    single_number : str
        What a single number stands for where pages would be: ``article``, ``page``, or ``""`` where its form
        decides.
    spellings : tuple of str
        How the bibliography spells it.
    """

    name: str
    cassi: str
    iso4: str
    issn: str
    single_number: str
    spellings: tuple[str, ...]

    @property
    def full(self) -> str:
        """The full name; where none was seen, the name that a source prints."""
        return self.name or self.spellings[0]

    @property
    def short(self) -> str:
        """The abbreviation of CASSI, else by ISO 4, else the name that a source prints."""
        return self.cassi or self.iso4 or self.spellings[0]


def read(path: Path = TABLE) -> Mapping[str, Journal]:
    """All journals by each of their spellings.

    Raises
    ------
    JournalsError
        When the table cannot be read, or two rows hold one spelling.

    Examples
    --------
    >>> found = read()
    >>> found["Adv. Mat."] is found["Adv. Mater."], found["Adv. Mat."].full, found["Adv. Mat."].short
    (True, 'Advanced Materials', 'Adv. Mater.')
    """
    try:
        return _read(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}")
    except (OSError, ValueError) as error:
        if isinstance(error, JournalsError):
            raise
        raise JournalsError(f"{path.parent.name}/{path.name}: found {error}, expected a table") from error


@functools.lru_cache(maxsize=4)
def _read(text: str, name: str) -> Mapping[str, Journal]:
    found: dict[str, Journal] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        missing = [column for column in _COLUMNS if row.get(column) is None]
        if missing:
            raise JournalsError(
                str(Fault(name, number, missing[0], "no such cell", "a row with all columns"))
            )
        spellings = tuple(filter(None, row["spellings"].split(_SEPARATOR)))
        if not spellings:
            raise JournalsError(str(Fault(name, number, "spellings", "none", "the names in references.bib")))
        issn = row["issn"] or row["eissn"]
        journal = Journal(row["name"], row["cassi"], row["iso4"], issn, row["single_number"], spellings)
        for spelling in spellings:
            if spelling in found:
                again = f"{spelling!r} of {found[spelling].full} again"
                raise JournalsError(str(Fault(name, number, "spellings", again, "one row a spelling")))
            found[spelling] = journal
    return found

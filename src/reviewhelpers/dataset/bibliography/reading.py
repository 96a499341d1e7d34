"""Works of the bibliography by key, and the labels and links made from them."""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.dataset.bibliography.parsing import line_of, parse_bytes, parse_file

REFERENCES = ROOT / "references.bib"


class BibliographyError(ReviewHelpersError):
    """A bibliography that cannot be read, or a key that it does not have."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Entry:
    """One work of the bibliography.

    Parameters
    ----------
    key : str
        What the book and the data cite it by.
    type : str
        BibTeX type, such as ``article``.
    fields : dict of str to str
        Values by name, as BibTeX has them; :func:`plain_text` takes the braces off.
    """

    key: str
    type: str
    fields: dict[str, str]


def read(path: Path = REFERENCES) -> dict[str, Entry]:
    """All works of a bibliography by key, in the order of the file.

    Raises
    ------
    BibliographyError
        Where the file cannot be read or parsed; the message has a line for each fault.

    Examples
    --------
    >>> read()["dong2020ammonia"].fields["journal"]
    'Adv. Mat.'
    """
    return {entry.key: replace(entry, fields=dict(entry.fields)) for entry in _entries(path).values()}


def short_label(key: str, path: Path = REFERENCES) -> str:
    """Authors and year of a work, short enough for the label of a point or a row.

    Works of one year whose first authors share a name have the same label; the key tells them apart.

    Examples
    --------
    >>> short_label("dong2020ammonia"), short_label("zou2021investigation")
    ('Dong et al. 2020', 'Zou and Wang 2021')
    """
    fields = _entry(key, path).fields
    names = [_surname(name) for name in split_multiple_persons_names(fields["author"])]
    if len(names) > 2 or names[-1] == "others":
        return f"{names[0]} et al. {fields['year']}"
    return f"{' and '.join(names)} {fields['year']}"


def doi(key: str, path: Path = REFERENCES) -> str | None:
    """DOI of a work without any address before it; None where none is known.

    Examples
    --------
    >>> doi("dong2020ammonia"), doi("chen2018chem")
    ('10.1002/adma.202001300', None)
    """
    return _entry(key, path).fields.get("doi")


def field_lines(path: Path = REFERENCES) -> dict[tuple[str, str], int]:
    """Line of each field of each entry, and of its key as the field ``key``.

    Examples
    --------
    >>> at = field_lines()
    >>> at["dong2020ammonia", "author"] - at["dong2020ammonia", "key"]
    1
    """
    blocks, _ = parse_file(path)
    found = {(block.key, "key"): line_of(block) for block in blocks}
    return found | {(block.key, field.key): line_of(field) for block in blocks for field in block.fields}


def plain_text(value: str) -> str:
    """The characters of a field that a reader sees, without braces and with en dashes.

    Examples
    --------
    >>> plain_text("Supercritical {CO₂}-constructed layers"), plain_text("13320--13327")
    ('Supercritical CO₂-constructed layers', '13320–13327')
    """
    return re.sub(r"[{}]", "", value).replace("--", "–")


def _entry(key: str, path: Path) -> Entry:
    entries = _entries(path)
    if key not in entries:
        near = difflib.get_close_matches(key, entries, n=1)
        hint = f", such as {near[0]!r}" if near else ""
        raise BibliographyError([Fault(path.name, None, "key", repr(key), f"a key of the file{hint}")])
    return entries[key]


def _surname(name: str) -> str:
    parts = parse_single_name_into_parts(name)
    return " ".join(parts.von + parts.last)


def _entries(path: Path) -> dict[str, Entry]:
    """What :func:`read` gives, the same entries each time; they must not be changed."""
    if found := parse_file(path)[1]:
        raise BibliographyError(found)
    return _by_key(path.read_bytes(), path.name)


@functools.lru_cache(maxsize=4)
def _by_key(raw: bytes, name: str) -> dict[str, Entry]:
    blocks, _ = parse_bytes(raw, name)
    return {
        block.key: Entry(block.key, block.entry_type, {field.key: field.value for field in block.fields})
        for block in blocks
    }

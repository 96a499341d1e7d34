"""The works of ``references.bib`` as CSL-JSON items.

Citation processors and reference managers share this format, and all others are made from it. Names of fields
and types are those of CSL 1.0.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from reviewhelpers.dataset import journals
from reviewhelpers.dataset.bibliography import REFERENCES, Entry, is_linkable, plain_text, read

Item = dict[str, Any]

TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "misc": "document",
    "phdthesis": "thesis",
    "techreport": "report",
}
"""CSL type of each BibTeX type that the bibliography may hold."""

FIELDS = {
    "title": "title",
    "journal": "container-title",
    "booktitle": "container-title",
    "howpublished": "container-title",
    "series": "collection-title",
    "volume": "volume",
    "edition": "edition",
    "chapter": "chapter-number",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "address": "publisher-place",
    "type": "genre",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "url": "URL",
    "note": "note",
}
"""CSL variable of each BibTeX field that is copied; the other fields need a conversion."""

CUT_NOTE = "The source ends its list of authors in et al."
"""A note for works with an incomplete list of authors; no style prints it."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PARTS = ("chapter", "figure", "graphic")
"""Types of items with a number in the work that contains them, such as Fig. 9.2."""

# The markup of CSL for words whose case no style may change.
NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')

# A word in braces, which may contain one nested pair of braces.
_BRACED = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")


def items(path: Path = REFERENCES) -> dict[str, Item]:
    """CSL-JSON item of each work of a bibliography, by key, in the order of the file.

    Words in braces become ``<span class="nocase">``, so that styles do not change formulas. A title that no
    source prints is missing. If a list of authors ends in *et al.*, the item has the authors that are known,
    and ``custom: {"authors-cut": true}`` marks that there are more. A journal has one name and one
    abbreviation, those of :mod:`reviewhelpers.dataset.journals`.

    Raises
    ------
    BibliographyError
        When the file cannot be read or parsed.
    JournalsError
        When the table of journals cannot be read.

    Examples
    --------
    >>> work = items()["ao2019markedly"]
    >>> work["author"][0], work["page"], work["custom"]
    ({'family': 'Ao', 'given': 'X.'}, '11853-11862', {'authors-cut': True})
    """
    known = journals.read()
    return {
        key: _item(entry, known.get(entry.fields.get("journal", ""))) for key, entry in read(path).items()
    }


def without_marks(text: str) -> str:
    """A title without the markup of protected words.

    Examples
    --------
    >>> without_marks('Reduction of <span class="nocase">CO₂</span>')
    'Reduction of CO₂'
    """
    return NOCASE.sub(r"\1", text)


def title_with_number(item: Item) -> str:
    """The title of a part of a book after its number, as it is cited.

    Examples
    --------
    >>> title_with_number({"type": "figure", "title": "Yield", "number": "Fig. 9.2"})
    'Fig. 9.2. Yield'
    """
    return ". ".join(filter(None, (str(item.get("number", "")), item.get("title"))))


def inverted_name(name: Mapping[str, str]) -> str:
    """A name with the family name first, its particle before it and its suffix last; a group by its name.

    Examples
    --------
    >>> inverted_name({"family": "Waals", "given": "J.", "non-dropping-particle": "van der", "suffix": "Jr."})
    'van der Waals, J., Jr.'
    """
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return name.get("literal") or ", ".join(filter(None, (family, name.get("given"), name.get("suffix"))))


def _item(entry: Entry, journal: journals.Journal | None) -> Item:
    fields = entry.fields
    item: Item = {"id": entry.key, "type": TYPES[entry.type], "language": "en"}
    for field, variable in FIELDS.items():
        if field in fields and is_linkable(field, fields[field]):
            item[variable] = fields[field] if field in ("doi", "url") else plain_text(fields[field])
    if journal is not None:
        item["container-title"] = journal.full
        item["container-title-short"] = journal.short
        if journal.issn:
            item.setdefault("ISSN", journal.issn)
    if "title" in fields:
        item["title"] = _BRACED.sub(_protect, fields["title"]).replace("--", "–")
    if "number" in fields:
        item["issue" if entry.type == "article" else "number"] = plain_text(fields["number"])
    if entry.type == "phdthesis":
        item.setdefault("genre", "PhD thesis")
    if "pages" in fields:
        item |= _location(fields["pages"], journal.single_number if journal else "")
    for role in ("author", "editor"):
        if role in fields:
            names = split_multiple_persons_names(fields[role])
            item[role] = [_name(name) for name in names if name != "others"]
            if role == "author" and names[-1] == "others":
                item["custom"] = {"authors-cut": True}
    if "year" in fields:
        item["issued"] = {"date-parts": [[int(fields["year"]), *_month(fields.get("month", ""))]]}
    return item


def _protect(braced: re.Match[str]) -> str:
    return f'<span class="nocase">{plain_text(braced[1])}</span>'


def _location(pages: str, single_number: str) -> Item:
    """Pages, or the number of an article that has no pages.

    A single number may be a first page or an article number. It is an article number if it cannot be a page,
    since it has a letter or at least six digits, or if the journal numbers its articles.
    """
    alone = re.fullmatch(r"\d+", pages) and single_number == "article"
    if alone or re.fullmatch(r"(?=.*[A-Za-z])\w+|\d{6,}", pages):
        return {"number": pages}
    return {"page": re.sub("-+|–", "-", pages)}


def _month(month: str) -> list[int]:
    """A month, from its name or its number, as a list of one number; empty for an unknown month."""
    if month.isdecimal():
        return [int(month)]
    return [MONTHS.index(month[:3].lower()) + 1] if month[:3].lower() in MONTHS else []


def _name(name: str) -> dict[str, str]:
    if _BRACED.fullmatch(name):
        # Braces around the full name mark an organisation, which has no family and no given name.
        return {"literal": plain_text(name)}
    parts = parse_single_name_into_parts(name)
    parts_of_name = {
        "family": parts.last,
        "given": parts.first,
        "non-dropping-particle": parts.von,
        "suffix": parts.jr,
    }
    return {part: plain_text(" ".join(words)) for part, words in parts_of_name.items() if words}

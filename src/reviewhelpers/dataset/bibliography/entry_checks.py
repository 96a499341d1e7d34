"""Faults of the entries of a bibliography: missing fields, malformed values, works that occur twice."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from bibtexparser import model
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from pylatexenc.latex2text import LatexNodes2Text

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset.bibliography.parsing import has_balanced_braces, line_of
from reviewhelpers.dataset.bibliography.reading import plain_text

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal", "year"),
    "book": ("author", "title", "publisher", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "misc": ("author", "title", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "techreport": ("author", "title", "institution", "year"),
}
"""The types an entry may have and the fields that each must have."""

# Keys become anchors of the book and parts of row ids, where capitals and punctuation would be lost.
KEY = re.compile(r"[a-z0-9]+")
# Characters that old DOIs have, such as angle brackets, but none that ends an attribute or begins a command.
DOI = re.compile(r"10\.\d{4,9}/(?!.*&\w+;)[-\w.;:()/\[\]<>+#@!*,=&%~]*[-\w)\]>+#@!*=&%~]", re.ASCII)
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
MONTH = re.compile(
    r"0?[1-9]|1[0-2]|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?",
    re.ASCII | re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(
    r"https?://[\w.-]+(?::\d+)?(?:[/?#][-\w.~:/?#\[\]@!$&()*+,;=%]*)?", re.ASCII | re.IGNORECASE
)
LINK_FIELDS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "url": (_WEB_ADDRESS, "an address that begins with http:// or https://"),
    "eprint": (
        re.compile(r"[\w.-]+(?:/\d+)?(?:v\d+)?", re.ASCII),
        "the number of a preprint, such as 2101.00001",
    ),
    "pubmed": (re.compile(r"\d+", re.ASCII), "a number of PubMed"),
    "doi": (DOI, "a DOI such as 10.1039/d4ta02261k, without address or spaces"),
}
"""Fields of which a link is made, with what each must be."""

# Commands, mathematics and ties of TeX: the programs that read a bibliography support different ones.
_LATEX = re.compile(r"[\\$~]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
NAME_FIELDS = ("author", "editor")
_NAME_FORM = (
    "names as Last, First or Last, Jr, First, joined by `and`; `and others` at the end of a list that is cut"
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]+|\d(?:st|nd|rd|th)", re.ASCII)
_BRACED_NAME = re.compile(r"\{.*\}")
_INHERITANCE_FIELDS = ("crossref", "xdata", "xref")
_MALFORMED_JOIN = re.compile(r"^\s*and\b|\band\s*$|\band\s+and\b|\bothers\s+and\b|\s(?!and\s)[Aa][Nn][Dd]\s")


def is_linkable(field: str, value: str) -> bool:
    """Whether a link may be made of a field: a scheme that is none of the web could run when it is followed.

    Examples
    --------
    >>> is_linkable("url", "https://example.org/a?b=c"), is_linkable("url", "javascript:alert(1)")
    (True, False)
    >>> is_linkable("year", "2020")
    True
    """
    return field not in LINK_FIELDS or LINK_FIELDS[field][0].fullmatch(value) is not None


def entry_faults(block: model.Entry, name: str, title_optional: bool) -> Iterator[Fault]:
    """Faults of one entry by itself."""
    if not KEY.fullmatch(block.key):
        yield Fault(name, line_of(block), "key", repr(block.key), "small letters a to z and digits")
    required = REQUIRED.get(block.entry_type)
    if required is None:
        yield Fault(name, line_of(block), "type", repr(block.entry_type), f"one of {', '.join(REQUIRED)}")
    for field in required or ():
        if field not in block.fields_dict and not (field == "title" and title_optional):
            yield Fault(name, line_of(block), field, "no such field", f"the {field} of {block.key}")
    for item in block.fields:
        for found, expected in _value_faults(item.key, str(item.value)):
            yield Fault(name, line_of(item), item.key, found, expected)


def _value_faults(field: str, value: str) -> Iterator[tuple[str, str]]:
    """What is wrong in one value, and what is expected instead."""
    if field != field.lower():
        yield f"field name {field!r}", f"field name {field.lower()!r}"
    if not plain_text(value).strip():
        yield "an empty value", "a value, or no field"
        return
    if not has_balanced_braces(value):
        yield f"unbalanced braces in {value!r}", "a closing brace for each opening one"
    elif field in NAME_FIELDS:
        if _MALFORMED_JOIN.search(value):
            yield repr(value), "names joined by a small `and` each, with `others` at the end alone"
        try:
            for found in _name_faults(split_multiple_persons_names(value)):
                yield found, _NAME_FORM
        except InvalidNameError as error:
            yield f"a name that cannot be read ({error})", _NAME_FORM
    if not is_linkable(field, value):
        yield repr(value), LINK_FIELDS[field][1]
    elif field in _INHERITANCE_FIELDS:
        yield f"fields taken from {value!r}", "the fields themselves, which every reader sees"
    elif field not in LINK_FIELDS:
        yield from text_faults(value)
    if field == "year" and not YEAR.fullmatch(value):
        yield repr(value), "a year of four digits"
    if field == "month" and not MONTH.fullmatch(value):
        yield repr(value), "a month such as may, or a number from 1 to 12"


def _name_faults(people: list[str]) -> Iterator[str]:
    """What in a list of names programs would misread."""
    for position, person in enumerate(people):
        name = plain_text(person).casefold().strip(" .")
        braced = _BRACED_NAME.fullmatch(person)
        if name in ("others", "et al") and (person != "others" or not position):
            yield f"the name {person!r}"
        elif not braced and re.search(r"[&;]|\bet al\b", person):
            yield f"more than a name in {person!r}"
        elif not braced and (parts := parse_single_name_into_parts(person)).jr:
            suffix = " ".join(parts.jr)
            if not _SUFFIX.fullmatch(suffix):
                yield f"{suffix!r} between commas of {person!r}, where Jr. or III stands"


def text_faults(value: str) -> Iterator[tuple[str, str]]:
    """What in a value is not plain text, with the text expected instead."""
    if _LATEX.search(value):
        decoded = LatexNodes2Text(keep_braced_groups=True, keep_braced_groups_minlen=1).latex_to_text(value)
        yield f"LaTeX in {value!r}", f"the characters themselves, such as {decoded!r}"
    if _HTML.search(value):
        decoded = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", value))
        yield f"HTML in {value!r}", f"the characters themselves, such as {decoded!r}"
    if not unicodedata.is_normalized("NFC", value):
        composed = unicodedata.normalize("NFC", value)
        yield f"letters and accents apart in {value!r}", f"letters with their accents, {composed!r}"


def repeated_values(
    blocks: list[model.Entry], name: str, field: str, normalise: Callable[[str], str]
) -> Iterator[Fault]:
    """Values of a field that two works share, though it identifies one work."""
    seen: dict[str, str] = {}
    for block in blocks:
        item = block.fields_dict.get(field)
        if item is None or not plain_text(str(item.value)).strip():
            continue
        first = seen.setdefault(normalise(str(item.value)), block.key)
        if first != block.key:
            yield Fault(name, line_of(item), field, f"the {field} of {first} again", "one entry a work")

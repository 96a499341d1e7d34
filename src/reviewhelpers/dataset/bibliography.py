"""Read ``references.bib`` and find what is wrong in it.

Two readers meet here on purpose. bibtexparser gives the entries and the line of every field; pybtex is
what the book is built with. Where the two read a file differently, the list that a reader sees would
differ from the one that the data are checked against, so that a disagreement is a fault as well.
"""

from __future__ import annotations

import csv
import difflib
import functools
import html
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from pylatexenc.latex2text import LatexNodes2Text

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import DATA, ROOT

__all__ = [
    "PRINTS_NO_TITLES",
    "REQUIRED",
    "BibliographyError",
    "Entry",
    "doi",
    "faults",
    "lines",
    "links",
    "plain",
    "read",
    "second_reader",
    "short",
]

# An entry that it cannot parse is reported as a fault, with its line; the log would say it a second time.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

REFERENCES = ROOT / "references.bib"
CITATIONS = DATA / "citations.csv"

REQUIRED = {
    "article": ("author", "title", "journal", "year"),
    "book": ("author", "title", "publisher", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "misc": ("author", "title", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "techreport": ("author", "title", "institution", "year"),
}
"""The types an entry may have and the fields that each must have."""

# Keys become anchors of the book and parts of row ids, where capitals and signs would not survive.
KEY = re.compile(r"[a-z0-9]+")
# Signs that old DOIs have, such as angle brackets, but none that ends an attribute or begins a command.
DOI = re.compile(r"10\.\d{4,9}/(?!.*&\w+;)[-\w.;:()/\[\]<>+#@!*,=&%~]*[-\w)\]>+#@!*=&%~]", re.ASCII)
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
MONTH = re.compile(
    r"0?[1-9]|1[0-2]|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?",
    re.ASCII | re.IGNORECASE,
)
_WEB = re.compile(
    r"https?://[\w.-]+(?::\d+)?(?:[/?#][-\w.~:/?#\[\]@!$&()*+,;=%]*)?", re.ASCII | re.IGNORECASE
)
_LINKING = {
    "url": (_WEB, "an address that begins with http:// or https://"),
    "eprint": (
        re.compile(r"[\w.-]+(?:/\d+)?(?:v\d+)?", re.ASCII),
        "the number of a preprint, such as 2101.00001",
    ),
    "pubmed": (re.compile(r"\d+", re.ASCII), "a number of PubMed"),
    "doi": (DOI, "a DOI such as 10.1039/d4ta02261k, without address or spaces"),
}
"""Fields of which a link is made, with what each must be."""

# Commands, mathematics and ties of TeX: each of the programs that read a bibliography takes others of them.
_LATEX = re.compile(r"[\\$~]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_PEOPLE = ("author", "editor")
_NAMES = (
    "names as Last, First or Last, Jr, First, joined by `and`; `and others` at the end of a list that is cut"
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]+|\d(?:st|nd|rd|th)", re.ASCII)
_BRACED_NAME = re.compile(r"\{.*\}")
_INHERITED = ("crossref", "xdata", "xref")
_JOINED = re.compile(r"^\s*and\b|\band\s*$|\band\s+and\b|\bothers\s+and\b|\s(?!and\s)[Aa][Nn][Dd]\s")

PRINTS_NO_TITLES = "pei2024"
"""The source whose reference list gives authors, journal, year, volume and page, but never a title."""


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
        Values by name, as BibTeX has them; :func:`plain` takes the braces off.
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


def short(key: str, path: Path = REFERENCES) -> str:
    """Authors and year of a work, short enough for the label of a point or a row.

    Works of one year whose first authors share a name have the same label; the key tells them apart.

    Examples
    --------
    >>> short("dong2020ammonia"), short("zou2021investigation")
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


def lines(path: Path = REFERENCES) -> dict[tuple[str, str], int]:
    """Line of each field of each entry, and of its key as the field ``key``.

    Examples
    --------
    >>> at = lines()
    >>> at["dong2020ammonia", "author"] - at["dong2020ammonia", "key"]
    1
    """
    blocks, _ = _parsed(path)
    found = {(block.key, "key"): _row(block) for block in blocks}
    return found | {(block.key, field.key): _row(field) for block in blocks for field in block.fields}


def links(field: str, value: str) -> bool:
    """Whether a link may be made of a field: a scheme that is none of the web could run when it is followed.

    Examples
    --------
    >>> links("url", "https://example.org/a?b=c"), links("url", "javascript:alert(1)"), links("year", "2020")
    (True, False, True)
    """
    return field not in _LINKING or _LINKING[field][0].fullmatch(value) is not None


def plain(value: str) -> str:
    """The characters of a field that a reader sees, without braces and with en dashes.

    Examples
    --------
    >>> plain("Supercritical {CO₂}-constructed layers"), plain("13320--13327")
    ('Supercritical CO₂-constructed layers', '13320–13327')
    """
    return re.sub(r"[{}]", "", value).replace("--", "–")


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
    blocks, broken = _parsed(path)
    found = list(broken)
    try:
        untitled = _untitled(citations)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        # Without the table every missing title would be reported, true or not: say the cause instead.
        table = f"{citations.parent.name}/{citations.name}"
        found.append(Fault(table, None, None, f"no readable table ({error})", "columns source and cite"))
        untitled = {block.key for block in blocks}
    for block in blocks:
        found += _of_entry(block, path.name, title_optional=block.key in untitled)
    found += _twice(blocks, path.name, "doi", str.casefold)
    found += _twice(blocks, path.name, "title", _letters)
    found += _differences(path, blocks, compare=not broken)
    return sorted(set(found), key=lambda fault: (fault.file, fault.row or 0, fault.column or ""))


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


def _letters(title: str) -> str:
    """A title reduced to what two spellings of it share."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", plain(title)).casefold())


def _untitled(citations: Path) -> set[str]:
    """Keys of the works that only a list without titles cites."""
    with citations.open(encoding="utf-8", newline="") as file:
        cited = [(row["source"], row["cite"]) for row in csv.DictReader(file)]
    elsewhere = {key for source, key in cited if source != PRINTS_NO_TITLES}
    return {key for source, key in cited if source == PRINTS_NO_TITLES} - elsewhere


def _entries(path: Path) -> dict[str, Entry]:
    """What :func:`read` gives, the same entries each time; they must not be changed."""
    if found := _parsed(path)[1]:
        raise BibliographyError(found)
    return _by_key(path.read_bytes(), path.name)


@functools.lru_cache(maxsize=4)
def _by_key(raw: bytes, name: str) -> dict[str, Entry]:
    blocks, _ = _parsed_bytes(raw, name)
    return {
        block.key: Entry(block.key, block.entry_type, {field.key: field.value for field in block.fields})
        for block in blocks
    }


def _parsed(path: Path) -> tuple[list[model.Entry], list[Fault]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [Fault(path.name, None, None, error.strerror or str(error), "a readable file")]
    return _parsed_bytes(raw, path.name)


# The key is the content itself: a time stamp may stay the same when a file is changed twice in a tick.
@functools.lru_cache(maxsize=4)
def _parsed_bytes(raw: bytes, name: str) -> tuple[list[model.Entry], list[Fault]]:
    """The entries of a file, and the faults that keep it from being read as a whole."""
    unreadable = _encoding(raw, name)
    if unreadable:
        return [], [unreadable]
    text = raw.decode("utf-8")
    library, lines = parse_string(text), text.split("\n")
    found = [fault for block in library.failed_blocks for fault in _of_failed(block, name)]
    for comment in library.comments:
        # Text between entries is a comment to BibTeX; unless marked as one it is the rest of a broken entry.
        for offset, line in enumerate(comment.comment.splitlines()):
            if isinstance(comment, model.ImplicitComment) and not (
                line.startswith("%") or conflict_markers.is_mark(line)
            ):
                row = _row(comment) + offset
                column = _field(lines[row - 1])
                found.append(
                    Fault(name, row, column, f"stray text {line!r}", "an entry, or a comment after %")
                )
    found += invisible_characters.faults(text, name, _field)
    found += conflict_markers.faults(text, name, _field)
    if not library.entries and not found:
        found.append(Fault(name, None, None, "no entry", "at least one"))
    return library.entries, found


def _field(line: str) -> str | None:
    """The field that a line gives."""
    found = re.match(r"\s*(\w+)\s*=", line)
    return found[1] if found else None


def _encoding(raw: bytes, name: str) -> Fault | None:
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
        column = _field(raw.decode("utf-8").split("\n")[row - 1])
        return Fault(name, row, column, "a NUL character", "UTF-8 text")
    return None


def _row(block: model.Block | model.Field) -> int:
    return (block.start_line or 0) + 1


def _of_failed(block: model.ParsingFailedBlock, name: str) -> Iterator[Fault]:
    """Faults of a block that bibtexparser could not take into the library."""
    if isinstance(block, model.DuplicateBlockKeyBlock):
        first = f"key {block.key!r} of line {_row(block.previous_block)} again"
        yield Fault(name, _row(block), "key", first, "a key that stands once")
    elif isinstance(block, model.DuplicateFieldKeyBlock) and isinstance(
        block.ignore_error_block, model.Entry
    ):
        seen: set[str] = set()
        for field in block.ignore_error_block.fields:
            if field.key in seen:
                yield Fault(name, _row(field), field.key, "the field a second time", "the field once")
            seen.add(field.key)
    else:
        lines = (block.raw or "").split("\n")
        # Where every field has a line to itself, the line whose braces do not match is the broken one.
        odd = next((at for at, line in enumerate(lines) if _field(line) and not _balanced(line)), 0)
        yield Fault(
            *(name, _row(block) + odd, _field(lines[odd]) if odd else None),
            "an entry that cannot be parsed",
            "braces, quotes and commas that match",
        )


def _of_entry(block: model.Entry, name: str, title_optional: bool) -> Iterator[Fault]:
    """Faults of one entry by itself."""
    if not KEY.fullmatch(block.key):
        yield Fault(name, _row(block), "key", repr(block.key), "small letters a to z and digits")
    required = REQUIRED.get(block.entry_type)
    if required is None:
        yield Fault(name, _row(block), "type", repr(block.entry_type), f"one of {', '.join(REQUIRED)}")
    for field in required or ():
        if field not in block.fields_dict and not (field == "title" and title_optional):
            yield Fault(name, _row(block), field, "no such field", f"the {field} of {block.key}")
    for item in block.fields:
        for found, expected in _of_field(item.key, str(item.value)):
            yield Fault(name, _row(item), item.key, found, expected)


def _of_field(field: str, value: str) -> Iterator[tuple[str, str]]:
    """What is wrong in one value, and what should stand there."""
    if field != field.lower():
        yield f"field name {field!r}", f"field name {field.lower()!r}"
    if not plain(value).strip():
        yield "an empty value", "a value, or no field"
        return
    if not _balanced(value):
        yield f"unbalanced braces in {value!r}", "a closing brace for each opening one"
    elif field in _PEOPLE:
        if _JOINED.search(value):
            yield repr(value), "names joined by a small `and` each, with `others` at the end alone"
        try:
            for found in _of_names(split_multiple_persons_names(value)):
                yield found, _NAMES
        except InvalidNameError as error:
            yield f"a name that cannot be read ({error})", _NAMES
    if not links(field, value):
        yield repr(value), _LINKING[field][1]
    elif field in _INHERITED:
        yield f"fields taken from {value!r}", "the fields themselves, which every reader sees"
    elif field not in _LINKING:
        yield from _of_text(value)
    if field == "year" and not YEAR.fullmatch(value):
        yield repr(value), "a year of four digits"
    if field == "month" and not MONTH.fullmatch(value):
        yield repr(value), "a month such as may, or a number from 1 to 12"


def _of_names(people: list[str]) -> Iterator[str]:
    """What in a list of names every program would read otherwise than it is meant."""
    for place, person in enumerate(people):
        said = plain(person).casefold().strip(" .")
        whole = _BRACED_NAME.fullmatch(person)
        if said in ("others", "et al") and (person != "others" or not place):
            yield f"the name {person!r}"
        elif not whole and re.search(r"[&;]|\bet al\b", person):
            yield f"more than a name in {person!r}"
        elif not whole and (parts := parse_single_name_into_parts(person)).jr:
            suffix = " ".join(parts.jr)
            if not _SUFFIX.fullmatch(suffix):
                yield f"{suffix!r} between commas of {person!r}, where Jr. or III stands"


def _of_text(value: str) -> Iterator[tuple[str, str]]:
    """What in a value is no text, with the text that should stand there."""
    if _LATEX.search(value):
        decoded = LatexNodes2Text(keep_braced_groups=True, keep_braced_groups_minlen=1).latex_to_text(value)
        yield f"LaTeX in {value!r}", f"the characters themselves, such as {decoded!r}"
    if _HTML.search(value):
        decoded = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", value))
        yield f"HTML in {value!r}", f"the characters themselves, such as {decoded!r}"
    if not unicodedata.is_normalized("NFC", value):
        composed = unicodedata.normalize("NFC", value)
        yield f"letters and accents apart in {value!r}", f"letters with their accents, {composed!r}"


def _balanced(value: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _twice(blocks: list[model.Entry], name: str, field: str, same: Callable[[str], str]) -> Iterator[Fault]:
    """Values of a field that two works share though each work has its own."""
    seen: dict[str, str] = {}
    for block in blocks:
        item = block.fields_dict.get(field)
        if item is None or not plain(str(item.value)).strip():
            continue
        first = seen.setdefault(same(str(item.value)), block.key)
        if first != block.key:
            yield Fault(name, _row(item), field, f"the {field} of {first} again", "one entry a work")


def second_reader() -> bool:
    """Whether pybtex is there, with which :func:`faults` reads the bibliography once more."""
    try:
        import pybtex
    except ModuleNotFoundError:
        return False
    return bool(pybtex)


def _differences(path: Path, blocks: list[model.Entry], compare: bool) -> Iterator[Fault]:
    """Where pybtex, which builds the book, stumbles or sees other entries than bibtexparser."""
    # The data and figures work without pybtex, which comes with what builds the book.
    try:
        from pybtex import database, errors
        from pybtex.scanner import PybtexSyntaxError
    except ModuleNotFoundError:
        return

    if not path.is_file() or _encoding(raw := path.read_bytes(), path.name):
        return  # Reported already, with the line.
    with errors.capture() as stumbled:
        seen = database.parse_string(raw.decode("utf-8"), "bibtex").entries
    syntax = [error for error in stumbled if isinstance(error, PybtexSyntaxError)]
    lines = raw.decode("utf-8").split("\n")
    for error in syntax:
        column = _field(lines[error.lineno - 1]) if error.lineno and error.lineno <= len(lines) else None
        yield Fault(path.name, error.lineno, column, f"what pybtex cannot read ({error})", "valid BibTeX")
    if syntax or not compare:
        return
    ours = {block.key: _row(block) for block in blocks}
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
            yield from _told_apart(block, seen[block.key], path.name)


def _told_apart(block: model.Entry, seen: Any, name: str) -> Iterator[Fault]:
    """Fields of an entry of which the page would show something else than the citations say."""
    from pybtex.richtext import Text

    for item in block.fields:
        value = " ".join(str(item.value).split())
        if item.key in _LINKING or item.key == "month" or not _balanced(value) or any(_of_text(value)):
            continue  # Not read as text, or reported already.
        if item.key in _PEOPLE:
            split = [" ".join(person.split()) for person in split_multiple_persons_names(value)]
            others = [str(person) for person in seen.persons.get(item.key, ())]
            if len(split) != len(others):
                found = f"{value!r}, {len(split)} names to bibtexparser and {len(others)} to pybtex"
                yield Fault(name, _row(item), item.key, found, "names that both readers tell apart alike")
                continue
            given = value
        else:
            given = " ".join(seen.fields.get(item.key, value).split())
        shown = " ".join(str(Text.from_latex(given)).split())
        if shown != plain(value):
            found = f"{value!r}, which the page shows as {shown!r}"
            yield Fault(name, _row(item), item.key, found, "a value in braces that both readers show alike")

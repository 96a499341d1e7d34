"""CSL-JSON items as BibTeX, RIS and CSL-JSON files."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

import rispy

from reviewhelpers.citing.works import (
    CUT_NOTE,
    MONTHS,
    NOCASE,
    PARTS,
    Item,
    inverted_name,
    title_with_number,
    without_marks,
)

BIBTEX_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
"""BibTeX type of a CSL type; any other is ``misc``."""

RIS_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "figure": "FIGURE",
    "graphic": "FIGURE",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""RIS type of a CSL type; any other is ``GEN``."""

MORE_AUTHORS = {"literal": "et al."}
"""The last author of a work whose source has an incomplete list: a literal name, which no program splits."""

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "–": "--",
    "—": "---",
    "−": "$-$",  # The only form that all readers of LaTeX know.
}

# BibTeX counts braces even after a backslash: unbalanced braces are written as commands.
_UNBALANCED_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}

_LEVELS = {"sub": "_", "super": "^"}

# TeX turns two of these in a row into one character, such as a dash or a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")

# A noncharacter of Unicode, which no text contains, to separate them.
_SEPARATOR = "\ufdd0"

# What is not percent-encoded in an address: all but braces, backslashes, spaces and non-ASCII characters.
_ADDRESS = "!\"#$%&'()*+,/:;<=>?@[]^`|~"


def to_portable(item: Item) -> Item:
    """An item in a form that reference managers and CSL processors import without loss.

    - A figure or table of a book becomes a chapter, the only type whose book is always imported, and its number
      goes before its title, since no field for the number is both imported and printed.
    - A book or chapter gets an edition in place of a version, which would make it software.
    - The number of an article goes in place of the pages, where every style prints it.
    - An incomplete list of authors ends in *et al.*, as the name of a group.
    - The abbreviation of a journal is also given under the name that Zotero reads.

    Examples
    --------
    >>> result = to_portable({"type": "figure", "title": "Yield", "number": "Fig. 9.2", "container-title": "B"})
    >>> result["type"], result["title"], "number" in result
    ('chapter', 'Fig. 9.2. Yield', False)
    """
    result = dict(item)
    if result["type"] in PARTS:
        if "container-title" in result:
            result["type"] = "chapter"
            result.pop("genre", None)
        if "number" in result:
            result["title"] = title_with_number(result)
            del result["number"]
    if result["type"] in ("book", "chapter") and "version" in result:
        version = result.pop("version")
        result.setdefault("edition", f"Version {version}")
    if result["type"] == "article-journal" and "number" in result:
        number = result.pop("number")
        result.setdefault("page", number)
    if "container-title-short" in result:
        result["journalAbbreviation"] = result["container-title-short"]
    if has_incomplete_authors(result):
        result["author"] = [*result["author"], MORE_AUTHORS]
    return result


def has_incomplete_authors(item: Item) -> bool:
    """Whether the source of a work gives only the first of its authors."""
    return bool(item.get("custom", {}).get("authors-cut"))


def bibtex(items: Sequence[Item]) -> str:
    r"""Items as a BibTeX file for BibTeX, biblatex and pandoc.

    Letters stay in UTF-8. Special characters of TeX are escaped; subscripts and superscripts are set in math
    mode, the only form that reference managers read; braces keep the capitals of formulas and names. ``url``
    and ``doi`` are not escaped: LaTeX packages and parsers read them verbatim, and a backslash before ``%``,
    ``_`` or ``#`` would become part of the address. Characters that could end the field are percent-encoded.
    The ACS styles for LaTeX print no address of a part of a book except in ``note``, which repeats it.
    ``journal`` is the abbreviation, as chemists' styles print it, and ``fjournal`` the full name, which
    Zotero reads.

    Examples
    --------
    >>> print(bibtex([{"id": "x", "type": "book", "title": "Reduction of CO₂ & more", "version": "1.0"}]))
    @book{x,
      title = {Reduction of {CO$_{2}$} \& more},
      note = {Version 1.0},
    }
    <BLANKLINE>
    """
    return "\n".join(map(_bibtex, items))


def ris(items: Sequence[Item]) -> str:
    r"""Items as a RIS file, with the line ends of its specification.

    Examples
    --------
    >>> ris([{"id": "x", "type": "book", "title": "Reduction of CO₂"}])
    'TY  - BOOK\r\nID  - x\r\nTI  - Reduction of CO₂\r\nER  - \r\n'
    """
    return str(rispy.dumps([_ris(item) for item in items], implementation=_RisWriter))


def csl_json(items: Sequence[Item]) -> str:
    """Items as a CSL-JSON file, in the form of :func:`to_portable`.

    Examples
    --------
    >>> print(csl_json([{"id": "x", "type": "book"}]), end="")
    [
     {
      "id": "x",
      "type": "book"
     }
    ]
    """
    return json.dumps([to_portable(item) for item in items], ensure_ascii=False, indent=1) + "\n"


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes no number before an entry, which rispy adds and the specification does not allow."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def _bibtex(original: Item) -> str:
    item = to_portable(original)
    kind = BIBTEX_TYPES.get(item["type"], "misc")
    container = item.get("container-title", "")
    short = item.get("container-title-short", container)
    date = _date(item, "issued")
    fields = {
        "author": _bibtex_names(original, "author"),
        "editor": _bibtex_names(original, "editor"),
        "title": _bibtex_title(item.get("title", "")),
        "journal": _tex(short) if kind == "article" else "",
        "fjournal": _tex(container) if kind == "article" and container != short else "",
        "booktitle": _bibtex_title(container) if kind in ("incollection", "inproceedings") else "",
        "howpublished": _tex(_how_published(item)) if kind == "misc" else "",
        "type": _tex(item.get("genre", "")) if kind in ("phdthesis", "techreport") else "",
        "edition": _tex(original.get("edition", "")),
        "series": _tex(item.get("collection-title", "")),
        "volume": _tex(item.get("volume", "")),
        "number": _tex(item.get("number", "") if kind == "techreport" else item.get("issue", "")),
        "chapter": _tex(item.get("chapter-number", "")),
        "pages": _tex(re.sub("-+", "–", str(item.get("page", "")))),
        "year": str(date[0]) if date else "",
        "date": "-".join(f"{part:02}" for part in date) if len(date) == 3 else "",
        "isbn": _tex(item.get("ISBN", "")),
        "issn": _tex(item.get("ISSN", "")),
        "doi": quote(item.get("DOI", ""), safe=_ADDRESS),
        "url": quote(item.get("URL", ""), safe=_ADDRESS),
        "urldate": "-".join(f"{part:02}" for part in _date(item, "accessed")),
        "note": "; ".join(_notes(original, kind)),
    }
    if kind != "misc":
        publisher = {"phdthesis": "school", "techreport": "institution"}.get(kind, "publisher")
        fields[publisher] = _tex(item.get("publisher", ""))
        fields["address"] = _tex(item.get("publisher-place", ""))
    lines = [f"  {field} = {{{value.strip()}}},\n" for field, value in fields.items() if value.strip()]
    if len(date) > 1:
        # The macro, because the standard BibTeX styles would print a number as it is.
        lines.append(f"  month = {MONTHS[date[1] - 1]},\n")
    key = re.sub(r"[^\w:./+-]", "-", str(item["id"]))
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _bibtex_names(item: Item, role: str) -> str:
    names = [_bibtex_name(name) for name in item.get(role, [])]
    if role == "author" and has_incomplete_authors(item):
        names.append("others")
    return " and ".join(names)


def _bibtex_name(name: dict[str, str]) -> str:
    if "given" not in name:
        full_name = name.get("literal") or name.get("family", "")
        # BibTeX would split several words into given and family name, unless they are in braces.
        alone = "literal" not in name and " " not in full_name
        return _name_part(full_name) if alone else f"{{{_tex(full_name)}}}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), _name_part(name["family"]))))
    return ", ".join(filter(None, (family, _name_part(name.get("suffix", "")), _name_part(name["given"]))))


def _name_part(part: str) -> str:
    """Part of a name, in braces if BibTeX would split it or take it for a particle."""
    apart = re.search(r",|\band\b", part, re.IGNORECASE) or part[:1].islower()
    return f"{{{_tex(part)}}}" if apart else _tex(part)


def _bibtex_title(title: str) -> str:
    """A title with braces around the words whose case must not change.

    These are the words marked as protected; in a title without such marks, all words with a capital, a
    subscript or a superscript, not counting the first letter of the title.
    """
    if NOCASE.search(title):
        pieces = NOCASE.split(title)
        return "".join(f"{{{_tex(each)}}}" if index % 2 else _tex(each) for index, each in enumerate(pieces))
    words = title.split()
    checked = [word if index else word[1:] for index, word in enumerate(words)]
    return " ".join(
        f"{{{_tex(word)}}}" if any(letter.isupper() or _level(letter) for letter in part) else _tex(word)
        for word, part in zip(words, checked, strict=True)
    )


def _how_published(item: Item) -> str:
    """How an item of BibTeX type ``misc`` was published."""
    kind = item.get("genre") or {"dataset": "Data set", "figure": "Figure", "graphic": "Figure"}.get(
        item["type"]
    )
    container = item.get("container-title")
    inside = f"{kind} in {container}" if kind and container else kind or container
    return ", ".join(filter(None, (inside, item.get("publisher"))))


def _notes(item: Item, kind: str) -> Iterator[str]:
    """What has no field in BibTeX, as TeX: the version, the item's own note, and the address of a part.

    The address comes last, for styles that print ``note`` and not ``url``.
    """
    if "version" in item:
        yield _tex(f"Version {item['version']}")
    if item.get("note"):
        yield _tex(item["note"])
    if kind in ("book", "incollection") and "version" in item and "URL" in item:
        # As plain text: the packages that typeset an address disagree about "#" in an argument.
        yield _tex(quote(item["URL"], safe=_ADDRESS))


@functools.cache
def _tex(value: str | int) -> str:
    r"""Text escaped for TeX, with balanced braces for a BibTeX field.

    Examples
    --------
    >>> print(_tex("TiO₂₋ₓ & 5 % of {a_b}"))
    TiO$_{2-x}$ \& 5 \% of \{a\_b\}
    """
    text = re.sub(r"\s+", " ", str(value))
    escapes = _TEX if _balanced(text) else _TEX | _UNBALANCED_BRACES
    pieces = []
    for level, run in groupby(_LIGATURE.sub(_SEPARATOR, text), _level):
        if level:
            # In math mode a minus is a hyphen; adjacent characters share one group, as two groups would be an error.
            bases = unicodedata.normalize("NFKC", "".join(run)).replace("−", "-")
            pieces.append(f"${_LEVELS[level]}{{{bases}}}$")
        else:
            pieces.append(
                "".join("{}" if letter == _SEPARATOR else escapes.get(letter, letter) for letter in run)
            )
    return "".join(pieces)


def _level(letter: str) -> str:
    """``sub`` for a subscript character, ``super`` for a superscript one; empty for any other."""
    kind, _, base = unicodedata.decomposition(letter).partition(" ")
    # A symbol of two letters such as ™ is a word of its own, and º is a letter.
    alone = " " in base or unicodedata.category(letter) == "Lo"
    return kind.strip("<>") if kind in ("<sub>", "<super>") and not alone else ""


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _ris(original: Item) -> dict[str, str | list[str]]:
    item = to_portable(original)
    pages = str(item.get("page", "")).split("-")
    date = _date(item, "issued")
    notes = [*filter(None, (item.get("note"), CUT_NOTE if has_incomplete_authors(item) else ""))]
    fields: dict[str, str | list[str]] = {
        "id": item["id"],
        "authors": [inverted_name(name) for name in item.get("author", [])],
        "secondary_authors": [inverted_name(name) for name in item.get("editor", [])],
        "title": item.get("title", ""),
        "secondary_title": item.get("container-title", ""),
        "tertiary_title": item.get("collection-title", ""),
        "alternate_title1": item.get("container-title-short", ""),
        "year": str(date[0]) if date else "",
        "date": _ris_date(date),
        "volume": item.get("volume", ""),
        "number": item.get("issue") or item.get("number", ""),
        "start_page": pages[0],
        "end_page": pages[-1] if len(pages) > 1 else "",
        # The bare number: programs add their own word before it.
        "edition": original.get("edition") or original.get("version", ""),
        "type_of_work": item.get("genre", ""),
        "publisher": item.get("publisher", ""),
        "place_published": item.get("publisher-place", ""),
        "issn": item.get("ISSN") or item.get("ISBN", ""),
        "doi": item.get("DOI", ""),
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": _ris_date(_date(item, "accessed")),
        "language": item.get("language", ""),
        "notes": notes,
    }
    lines = {name: _one_line(value) for name, value in fields.items() if value}
    return {"type_of_reference": RIS_TYPES.get(item["type"], "GEN"), **lines}


def _one_line(value: str | list[str] | int) -> str | list[str]:
    """Values without line breaks, after which the text could begin a new field."""
    if isinstance(value, list):
        return [" ".join(each.split()) for each in value]
    return " ".join(without_marks(str(value)).split())


def _ris_date(date: list[int]) -> str:
    """A date as ``YYYY/MM/DD``; empty for a year alone, which has its own field."""
    return "/".join(f"{part:02}" for part in date) + "/" * (3 - len(date)) if len(date) > 1 else ""


def _date(item: Item, variable: str) -> list[int]:
    parts = item.get(variable, {}).get("date-parts", [[]])
    return list(parts[0])

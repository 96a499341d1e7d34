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

from reviewhelpers.citing.works import CUT_NOTE, MONTHS, NOCASE, PARTS, Item, inverted, titled, without_marks

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
"""The last author of a work whose list of authors a source cuts short: a name that no program takes apart."""

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
    "−": "$-$",  # LaTeX has no other name for it that all of its readers know.
}

# BibTeX counts braces without regard to a backslash before them: a brace without a partner needs a name.
_LONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}

_LEVELS = {"sub": "_", "super": "^"}

# Two of these in a row are one sign to TeX, such as a dash or a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")

# A character that no text holds, to part them with.
_NOTHING = "\ufdd0"

# What stays as it is in an address: all but braces, backslashes, spaces and letters beyond ASCII.
_ADDRESS = "!\"#$%&'()*+,/:;<=>?@[]^`|~"


def carried(item: Item) -> Item:
    """An item in the form that arrives whole in reference managers and processors of CSL.

    - A figure or table of a book is a chapter of it, the only type whose book is kept everywhere, and the
      number of a part stands before its title, since no field of its own arrives and prints.
    - A book or chapter has an edition in place of a version, which would make it software.
    - The number of an article stands in place of the pages, where every style prints it.
    - A list of authors that a source cuts short ends in *et al.*, as the name of a group.
    - The abbreviation of a journal has the name that Zotero knows too.

    Examples
    --------
    >>> found = carried({"type": "figure", "title": "Yield", "number": "Fig. 9.2", "container-title": "B"})
    >>> found["type"], found["title"], "number" in found
    ('chapter', 'Fig. 9.2. Yield', False)
    """
    found = dict(item)
    if found["type"] in PARTS:
        if "container-title" in found:
            found["type"] = "chapter"
            found.pop("genre", None)
        if "number" in found:
            found["title"] = titled(found)
            del found["number"]
    if found["type"] in ("book", "chapter") and "version" in found:
        version = found.pop("version")
        found.setdefault("edition", f"Version {version}")
    if found["type"] == "article-journal" and "number" in found:
        number = found.pop("number")
        found.setdefault("page", number)
    if "container-title-short" in found:
        found["journalAbbreviation"] = found["container-title-short"]
    if cut(found):
        found["author"] = [*found["author"], MORE_AUTHORS]
    return found


def cut(item: Item) -> bool:
    """Whether a source ends the list of a work's authors before the last one."""
    return bool(item.get("custom", {}).get("authors-cut"))


def bibtex(items: Sequence[Item]) -> str:
    r"""Items as a BibTeX file for BibTeX, biblatex and pandoc.

    Letters stay in UTF-8. Signs of TeX are escaped, lowered and raised characters are set in mathematics,
    the one form of them that reference managers read, and braces keep the capitals of formulas and names.
    ``url`` and ``doi`` are not escaped: LaTeX packages and parsers read them word for word, and a
    backslash before ``%``, ``_`` or ``#`` would become part of the address. What could end the field there
    is percent-encoded. The styles of ACS for LaTeX print no address of a part of a book but in ``note``,
    which repeats it. ``journal`` is the abbreviation, as chemists' styles print it, and ``fjournal`` the
    whole name, which Zotero takes over.

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
    r"""Items as a RIS file, with the line ends that its specification asks for.

    Examples
    --------
    >>> ris([{"id": "x", "type": "book", "title": "Reduction of CO₂"}])
    'TY  - BOOK\r\nID  - x\r\nTI  - Reduction of CO₂\r\nER  - \r\n'
    """
    return str(rispy.dumps([_ris(item) for item in items], implementation=_RisWriter))


def csl_json(items: Sequence[Item]) -> str:
    """Items as a CSL-JSON file, in the form of :func:`carried`.

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
    return json.dumps([carried(item) for item in items], ensure_ascii=False, indent=1) + "\n"


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes no number before an entry, which rispy does and the specification does not know."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def _bibtex(given: Item) -> str:
    item = carried(given)
    kind = BIBTEX_TYPES.get(item["type"], "misc")
    container = item.get("container-title", "")
    short = item.get("container-title-short", container)
    date = _date(item, "issued")
    fields = {
        "author": _bibtex_names(given, "author"),
        "editor": _bibtex_names(given, "editor"),
        "title": _bibtex_title(item.get("title", "")),
        "journal": _tex(short) if kind == "article" else "",
        "fjournal": _tex(container) if kind == "article" and container != short else "",
        "booktitle": _bibtex_title(container) if kind in ("incollection", "inproceedings") else "",
        "howpublished": _tex(_published(item)) if kind == "misc" else "",
        "type": _tex(item.get("genre", "")) if kind in ("phdthesis", "techreport") else "",
        "edition": _tex(given.get("edition", "")),
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
        "note": "; ".join(_notes(given, kind)),
    }
    if kind != "misc":
        publisher = {"phdthesis": "school", "techreport": "institution"}.get(kind, "publisher")
        fields[publisher] = _tex(item.get("publisher", ""))
        fields["address"] = _tex(item.get("publisher-place", ""))
    lines = [f"  {field} = {{{value.strip()}}},\n" for field, value in fields.items() if value.strip()]
    if len(date) > 1:
        # The macro, not the number, which BibTeX's own styles would print as it is.
        lines.append(f"  month = {MONTHS[date[1] - 1]},\n")
    key = re.sub(r"[^\w:./+-]", "-", str(item["id"]))
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _bibtex_names(item: Item, role: str) -> str:
    names = [_bibtex_name(name) for name in item.get(role, [])]
    if role == "author" and cut(item):
        names.append("others")
    return " and ".join(names)


def _bibtex_name(name: dict[str, str]) -> str:
    if "given" not in name:
        whole = name.get("literal") or name.get("family", "")
        # Without a comma BibTeX would look for a given name in it, unless it is a single word.
        alone = "literal" not in name and " " not in whole
        return _part(whole) if alone else f"{{{_tex(whole)}}}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), _part(name["family"]))))
    return ", ".join(filter(None, (family, _part(name.get("suffix", "")), _part(name["given"]))))


def _part(part: str) -> str:
    """Part of a name, in braces where BibTeX would take it for several or for a particle."""
    apart = re.search(r",|\band\b", part, re.IGNORECASE) or part[:1].islower()
    return f"{{{_tex(part)}}}" if apart else _tex(part)


def _bibtex_title(title: str) -> str:
    """A title with braces around the words whose capitals are to stay.

    These are the marked ones; in a title without marks, all with a capital or a lowered or raised
    character, apart from a first letter that is the only capital of the first word.
    """
    if NOCASE.search(title):
        pieces = NOCASE.split(title)
        return "".join(f"{{{_tex(each)}}}" if index % 2 else _tex(each) for index, each in enumerate(pieces))
    words = title.split()
    kept = [word if index else word[1:] for index, word in enumerate(words)]
    return " ".join(
        f"{{{_tex(word)}}}" if any(letter.isupper() or _level(letter) for letter in part) else _tex(word)
        for word, part in zip(words, kept, strict=True)
    )


def _published(item: Item) -> str:
    """How something without a BibTeX type of its own was published."""
    kind = item.get("genre") or {"dataset": "Data set", "figure": "Figure", "graphic": "Figure"}.get(
        item["type"]
    )
    container = item.get("container-title")
    inside = f"{kind} in {container}" if kind and container else kind or container
    return ", ".join(filter(None, (inside, item.get("publisher"))))


def _notes(item: Item, kind: str) -> Iterator[str]:
    """What no field of BibTeX says, as TeX: the version, the item's own note, and the address of a part.

    An address ends the note: only a style that prints ``note`` and not ``url`` needs it there.
    """
    if "version" in item:
        yield _tex(f"Version {item['version']}")
    if item.get("note"):
        yield _tex(item["note"])
    if kind in ("book", "incollection") and "version" in item and "URL" in item:
        # As text: in an argument, the packages that set an address disagree about "#".
        yield _tex(quote(item["URL"], safe=_ADDRESS))


@functools.cache
def _tex(value: str | int) -> str:
    r"""Text as TeX prints it, and as a BibTeX field can hold it.

    Examples
    --------
    >>> print(_tex("TiO₂₋ₓ & 5 % of {a_b}"))
    TiO$_{2-x}$ \& 5 \% of \{a\_b\}
    """
    text = re.sub(r"\s+", " ", str(value))
    signs = _TEX if _balanced(text) else _TEX | _LONE
    pieces = []
    for level, run in groupby(_LIGATURE.sub(_NOTHING, text), _level):
        if level:
            # In mathematics a minus is a hyphen, and two groups of one level would be an error.
            bases = unicodedata.normalize("NFKC", "".join(run)).replace("−", "-")
            pieces.append(f"${_LEVELS[level]}{{{bases}}}$")
        else:
            pieces.append(
                "".join("{}" if letter == _NOTHING else signs.get(letter, letter) for letter in run)
            )
    return "".join(pieces)


def _level(letter: str) -> str:
    """Whether a character stands lowered (``sub``) or raised (``super``); empty for any other."""
    kind, _, base = unicodedata.decomposition(letter).partition(" ")
    # A sign of two letters such as ™ is a word of its own, and º is a letter of its language.
    alone = " " in base or unicodedata.category(letter) == "Lo"
    return kind.strip("<>") if kind in ("<sub>", "<super>") and not alone else ""


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _ris(given: Item) -> dict[str, str | list[str]]:
    item = carried(given)
    pages = str(item.get("page", "")).split("-")
    date = _date(item, "issued")
    notes = [*filter(None, (item.get("note"), CUT_NOTE if cut(item) else ""))]
    fields: dict[str, str | list[str]] = {
        "id": item["id"],
        "authors": [inverted(name) for name in item.get("author", [])],
        "secondary_authors": [inverted(name) for name in item.get("editor", [])],
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
        # The bare number: what reads it puts its own word before it.
        "edition": given.get("edition") or given.get("version", ""),
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
    """Values without line ends, after which any text could begin a new field."""
    if isinstance(value, list):
        return [" ".join(each.split()) for each in value]
    return " ".join(without_marks(str(value)).split())


def _ris_date(date: list[int]) -> str:
    """Year, month and day with a slash after each but the last; empty for a year, which has its own field."""
    return "/".join(f"{part:02}" for part in date) + "/" * (3 - len(date)) if len(date) > 1 else ""


def _date(item: Item, variable: str) -> list[int]:
    parts = item.get(variable, {}).get("date-parts", [[]])
    return list(parts[0])

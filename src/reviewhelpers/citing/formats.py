"""CSL-JSON items as BibTeX, RIS and CSL-JSON files."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

import rispy

from reviewhelpers.citing.works import MONTHS, NOCASE, Item, without_marks

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

# Two of these in a row are one sign to TeX, such as a dash or a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)")

# A character that no text holds, to part them with.
_NOTHING = "\ufdd0"

# What stays as it is in an address: all but braces, backslashes, spaces and letters beyond ASCII.
_ADDRESS = "!\"#$%&'()*+,/:;<=>?@[]^`|~"


def bibtex(items: Sequence[Item]) -> str:
    r"""Items as a BibTeX file for BibTeX, biblatex and pandoc.

    Letters stay in UTF-8. Signs of TeX are escaped, lowered and raised characters are set as such, and
    braces keep the capitals of formulas and names. ``url`` and ``doi`` are not escaped: LaTeX packages
    and parsers read them word for word, and a backslash before ``%``, ``_`` or ``#`` would become part
    of the address. What could end the field there is percent-encoded.

    Examples
    --------
    >>> print(bibtex([{"id": "x", "type": "book", "title": "Reduction of CO₂ & more", "version": "1.0"}]))
    @book{x,
      title = {Reduction of {CO{\textsubscript{2}}} \& more},
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
    """Items as a CSL-JSON file.

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
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes no number before an entry, which rispy does and the specification does not know."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def _bibtex(item: Item) -> str:
    kind = BIBTEX_TYPES.get(item["type"], "misc")
    container = item.get("container-title", "")
    date = _date(item, "issued")
    fields = {
        "author": _bibtex_names(item, "author"),
        "editor": _bibtex_names(item, "editor"),
        "title": _bibtex_title(item.get("title", "")),
        "journal": _tex(container) if kind == "article" else "",
        "booktitle": _bibtex_title(container) if kind in ("incollection", "inproceedings") else "",
        "howpublished": _tex(_published(item)) if kind == "misc" else "",
        "type": _tex(item.get("genre", "")) if kind in ("phdthesis", "techreport") else "",
        "edition": _tex(item.get("edition", "")),
        "series": _tex(item.get("collection-title", "")),
        "volume": _tex(item.get("volume", "")),
        "number": _tex(item.get("number", "") if kind == "techreport" else item.get("issue", "")),
        "chapter": _tex(item.get("chapter-number", "")),
        "pages": _bibtex_pages(item),
        "year": str(date[0]) if date else "",
        "date": "-".join(f"{part:02}" for part in date) if len(date) == 3 else "",
        "isbn": _tex(item.get("ISBN", "")),
        "issn": _tex(item.get("ISSN", "")),
        "doi": quote(item.get("DOI", ""), safe=_ADDRESS),
        "url": quote(item.get("URL", ""), safe=_ADDRESS),
        "urldate": "-".join(f"{part:02}" for part in _date(item, "accessed")),
        "note": _tex("; ".join(_notes(item))),
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
    if role == "author" and item.get("custom", {}).get("authors-cut"):
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


def _bibtex_pages(item: Item) -> str:
    if "page" in item:
        return _tex(re.sub("-+", "–", str(item["page"])))
    return _tex(item.get("number", "")) if item["type"] == "article-journal" else ""


def _published(item: Item) -> str:
    """How something without a BibTeX type of its own was published."""
    kind = item.get("genre") or {"dataset": "Data set", "figure": "Figure", "graphic": "Figure"}.get(
        item["type"]
    )
    container = item.get("container-title")
    inside = f"{kind} in {container}" if kind and container else kind or container
    return ", ".join(filter(None, (inside, item.get("publisher"))))


def _notes(item: Item) -> list[str]:
    """What no field of BibTeX says: the number of a part, the version, and the item's own note."""
    part = item["type"] not in ("article-journal", "report")
    version = f"Version {item['version']}" if "version" in item else ""
    return list(filter(None, (str(item.get("number", "")) if part else "", version, item.get("note"))))


@functools.cache
def _tex(value: str | int) -> str:
    r"""Text as TeX prints it, and as a BibTeX field can hold it.

    Examples
    --------
    >>> print(_tex("TiO₂₋ₓ & 5 % of {a_b}"))
    TiO{\textsubscript{2$-$x}} \& 5 \% of \{a\_b\}
    """
    text = re.sub(r"\s+", " ", str(value))
    signs = _TEX if _balanced(text) else _TEX | _LONE
    pieces = []
    for level, run in groupby(_LIGATURE.sub(_NOTHING, text), _level):
        if level:
            bases = (unicodedata.normalize("NFKC", letter) for letter in run)
            plain = "".join(signs.get(base, base) for base in bases)
            pieces.append(f"{{\\text{level}script{{{plain}}}}}")
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


def _ris(item: Item) -> dict[str, str | list[str]]:
    pages = str(item.get("page", "")).split("-")
    article = item["type"] == "article-journal"
    part = item["type"] in ("chapter", "figure", "graphic", "dataset")
    date = _date(item, "issued")
    fields: dict[str, str | list[str]] = {
        "id": item["id"],
        "authors": [_ris_name(name) for name in item.get("author", [])],
        "secondary_authors": [_ris_name(name) for name in item.get("editor", [])],
        "title": item.get("title", ""),
        "secondary_title": item.get("container-title", ""),
        "tertiary_title": item.get("collection-title", ""),
        "year": str(date[0]) if date else "",
        "date": _ris_date(date),
        "volume": item.get("volume", ""),
        "number": item.get("issue") or ("" if article or part else item.get("number", "")),
        "section": item.get("number", "") if part else "",
        # Reference managers read the number of an article where its first page would stand.
        "start_page": pages[0] or (item.get("number", "") if article else ""),
        "end_page": pages[-1] if len(pages) > 1 else "",
        "edition": item.get("edition") or (f"Version {item['version']}" if "version" in item else ""),
        "type_of_work": item.get("genre", ""),
        "publisher": item.get("publisher", ""),
        "place_published": item.get("publisher-place", ""),
        "issn": item.get("ISSN") or item.get("ISBN", ""),
        "doi": item.get("DOI", ""),
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": _ris_date(_date(item, "accessed")),
        "language": item.get("language", ""),
        "notes": [item["note"]] if "note" in item else [],
    }
    lines = {name: _one_line(value) for name, value in fields.items() if value}
    return {"type_of_reference": RIS_TYPES.get(item["type"], "GEN"), **lines}


def _one_line(value: str | list[str] | int) -> str | list[str]:
    """Values without line ends, after which any text could begin a new field."""
    if isinstance(value, list):
        return [" ".join(each.split()) for each in value]
    return " ".join(without_marks(str(value)).split())


def _ris_name(name: dict[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return name.get("literal") or ", ".join(filter(None, (family, name.get("given"), name.get("suffix"))))


def _ris_date(date: list[int]) -> str:
    """Year, month and day with a slash after each but the last; empty for a year, which has its own field."""
    return "/".join(f"{part:02}" for part in date) + "/" * (3 - len(date)) if len(date) > 1 else ""


def _date(item: Item, variable: str) -> list[int]:
    parts = item.get(variable, {}).get("date-parts", [[]])
    return list(parts[0])

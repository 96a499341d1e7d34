"""Items as ContextObjects of OpenURL in a page (COinS), which reference managers look for first.

The keys are those of the formats for journals and for books of ANSI/NISO Z39.88-2004.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from html import escape

from reviewhelpers.citing.formats import carried
from reviewhelpers.citing.works import Item, inverted, without_marks

GENRES = {
    "article-journal": "article",
    "chapter": "bookitem",
    "book": "book",
    "paper-conference": "proceeding",
}
"""Genre of each CSL type; any other is ``document``, as of a book."""


def coins(item: Item) -> str:
    """An item as a ContextObject of OpenURL 1.0, unescaped.

    Parameters
    ----------
    item : dict
        Item of CSL-JSON.

    Examples
    --------
    >>> item = {"type": "book", "title": "A & B", "author": [{"literal": "The Few"}]}
    >>> coins(item).partition("rft.genre=")[2]
    'book&rft.btitle=A+%26+B&rft.aucorp=The+Few'
    """
    return urllib.parse.urlencode(list(_pairs(carried(item), item.get("number"))))


def span(item: Item) -> str:
    """The empty element of a page that carries an item.

    Examples
    --------
    >>> span({"type": "book", "title": "A"}).endswith('rft.genre=book&amp;rft.btitle=A"></span>')
    True
    """
    return f'<span class="Z3988" title="{escape(coins(item))}"></span>'


def _pairs(item: Item, number: str | None) -> Iterator[tuple[str, str]]:
    """Keys and values of an item in the form that is carried, and of the number of its article."""
    genre = GENRES.get(item["type"], "document")
    kind = "journal" if genre == "article" else "book"
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kind}"
    yield "rft.genre", genre
    title, container = ("atitle", "jtitle") if kind == "journal" else ("atitle", "btitle")
    if "container-title" not in item and kind == "book":
        title = "btitle"
    if "title" in item:
        yield f"rft.{title}", without_marks(item["title"])
    if "container-title" in item:
        yield f"rft.{container}", without_marks(item["container-title"])
    names = {
        "container-title-short": "stitle",
        "volume": "volume",
        "issue": "issue",
        "page": "pages",
        "edition": "edition",
        "publisher": "pub",
        "publisher-place": "place",
        "ISSN": "issn",
        "ISBN": "isbn",
    }
    for variable, name in names.items():
        if variable in item and (name not in ("stitle", "issue") or kind == "journal"):
            yield f"rft.{name}", str(item[variable])
    if kind == "journal" and "page" in item:
        yield ("rft.artnum", number) if number else ("rft.spage", item["page"].partition("-")[0])
    if "issued" in item:
        yield "rft.date", "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0])
    yield from _names(item)
    if "DOI" in item:
        yield "rft_id", f"info:doi/{item['DOI']}"
    if "URL" in item:
        yield "rft_id", item["URL"]
    if "language" in item:
        yield "rft.language", item["language"]


def _names(item: Item) -> Iterator[tuple[str, str]]:
    """Authors: people in the order of family and given name, and groups, whose names nothing takes apart."""
    authors = item.get("author", [])
    for place, name in enumerate(authors):
        if "literal" in name:
            yield "rft.aucorp", name["literal"]
            continue
        family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family", ""))))
        if place == 0:
            first = {
                "rft.aulast": family,
                "rft.aufirst": name.get("given"),
                "rft.ausuffix": name.get("suffix"),
            }
            yield from ((key, said) for key, said in first.items() if said)
        yield "rft.au", inverted(name)

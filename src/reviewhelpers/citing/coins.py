"""Items as OpenURL ContextObjects in a page (COinS), which reference managers look for first.

The keys are those that ANSI/NISO Z39.88-2004 defines for journals and for books.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from html import escape

from reviewhelpers.citing.formats import to_portable
from reviewhelpers.citing.works import Item, inverted_name, without_marks

GENRES = {
    "article-journal": "article",
    "chapter": "bookitem",
    "book": "book",
    "paper-conference": "proceeding",
}
"""Genre of each CSL type; any other type is a ``document`` in the format for books."""


def coins(item: Item) -> str:
    """An item as an OpenURL 1.0 ContextObject, not yet escaped for HTML.

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
    return urllib.parse.urlencode(list(_pairs(to_portable(item), item.get("number"))))


def span(item: Item) -> str:
    """An item as an empty HTML element, which reference managers read.

    Examples
    --------
    >>> span({"type": "book", "title": "A"}).endswith('rft.genre=book&amp;rft.btitle=A"></span>')
    True
    """
    return f'<span class="Z3988" title="{escape(coins(item))}"></span>'


def _pairs(item: Item, number: str | None) -> Iterator[tuple[str, str]]:
    """Keys and values of an item in portable form, with the number of its article."""
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
    """Authors: people as family and given name, and groups, whose names are not split."""
    authors = item.get("author", [])
    for index, name in enumerate(authors):
        if "literal" in name:
            yield "rft.aucorp", name["literal"]
            continue
        family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family", ""))))
        if index == 0:
            first = {
                "rft.aulast": family,
                "rft.aufirst": name.get("given"),
                "rft.ausuffix": name.get("suffix"),
            }
            yield from ((key, value) for key, value in first.items() if value)
        yield "rft.au", inverted_name(name)

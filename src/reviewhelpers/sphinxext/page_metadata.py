"""Metadata in the head of a page, for reference managers, search engines and archives.

Highwire tags and Dublin Core for reference managers, which take a page for a chapter of a book; JSON-LD by
schema.org for search engines. Where the book has no address, the tags give none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from reviewhelpers.citing import usage, works
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.citing.outline import Part
from reviewhelpers.sphinxext import page_nodes

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LANGUAGE = "en"


def tags(
    citations: CitationIndex,
    part: Part,
    shown: Mapping[str, Mapping[str, Any]],
    descriptor: Mapping[str, Any],
) -> str:
    """The tags of one page, as HTML.

    Parameters
    ----------
    citations : CitationIndex
        Cites the parts of the book.
    part : Part
        The page.
    shown : dict of str to dict
        What its cells show, by id: the descriptions of figures and tables.
    descriptor : dict
        The descriptor of the data package.
    """
    meta = [
        f'<meta name="{escape(name)}" content="{escape(content)}">'
        for name, content in [*_highwire(citations, part), *_dublin_core(citations, part)]
    ]
    return "\n".join([*meta, _script(json_ld(citations, part, shown, descriptor))]) + "\n"


def _names(citations: CitationIndex) -> list[str]:
    """Authors as tags spell them: family name first, a group by its name."""
    return [works.inverted_name(name) for name in citations.book.authors]


def _is_book(citations: CitationIndex, part: Part) -> bool:
    """Whether a page is the first one, which stands for the book."""
    return part == citations.book.outline.pages()[0]


def _highwire(citations: CitationIndex, part: Part) -> Iterator[tuple[str, str]]:
    """Tags that reference managers and scholarly search engines read; a chapter of a book, not an article."""
    is_book = _is_book(citations, part)
    yield "citation_title", citations.book.title if is_book else part.title
    for name in _names(citations):
        yield "citation_author", name
    if not is_book:
        yield "citation_inbook_title", citations.book.title
        yield "citation_book_title", citations.book.title
    changed = citations.book.changed(part)
    if changed:
        yield "citation_publication_date", changed.strftime("%Y/%m/%d")
    yield "citation_language", LANGUAGE
    if citations.book.address:
        yield "citation_fulltext_html_url", citations.book.url(part.address)
    for word in citations.book.keywords:
        yield "citation_keywords", word


def _dublin_core(citations: CitationIndex, part: Part) -> Iterator[tuple[str, str]]:
    is_book = _is_book(citations, part)
    yield "DC.title", citations.book.title if is_book else part.title
    for name in _names(citations):
        yield "DC.creator", name
    changed = citations.book.changed(part)
    if changed:
        yield "DC.date", changed.isoformat()
    yield "DC.language", LANGUAGE
    if is_book:
        yield "DC.type", "Book"
    else:
        yield "DC.type", "Text"
    yield "DC.format", "text/html"
    yield "DC.rights", LICENCE
    if not is_book:
        yield "DCTERMS.isPartOf", citations.book.title
    yield "DCTERMS.hasVersion", citations.book.release.version
    if citations.book.address:
        yield "DC.identifier", citations.book.url(part.address)


def _script(found: object) -> str:
    # In a script element only "<" can end the text, or begin a comment; JSON may spell it otherwise.
    text = json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def json_ld(
    citations: CitationIndex,
    part: Part,
    shown: Mapping[str, Mapping[str, Any]],
    descriptor: Mapping[str, Any],
) -> dict[str, Any]:
    """A page in the vocabulary of schema.org: a chapter, and the data sets behind what it shows.

    Parameters
    ----------
    citations : CitationIndex
        Cites the parts of the book.
    part : Part
        The page.
    shown : dict of str to dict
        What its cells show, by id.
    descriptor : dict
        The descriptor of the data package.
    """
    book = _thing(citations, "Book", citations.book.title, "") | {"version": citations.book.release.version}
    is_book = _is_book(citations, part)
    chapter = book if is_book else _thing(citations, "Chapter", part.title, part.address) | {"isPartOf": book}
    chapter |= {
        "inLanguage": LANGUAGE,
        "keywords": list(citations.book.keywords),
        "citation": [
            _work(citations, key)
            for key in usage.works_behind(citations.book.outline, part.label, citations.sources)
        ],
    }
    if part.number:
        chapter["position"] = part.number
    changed = citations.book.changed(part)
    if changed:
        chapter["dateModified"] = changed.isoformat()
    sets = [_data_of(citations, content) for content in shown.values()]
    if part.label == "use-data":
        sets.insert(0, _package(citations, part, descriptor))
    return {"@context": "https://schema.org", "@graph": [chapter, *sets]}


def _thing(citations: CitationIndex, kind: str, name: str, path: str) -> dict[str, Any]:
    """What a chapter, a book and a data set have in common."""
    found: dict[str, Any] = {
        "@type": kind,
        "name": name,
        "author": [_author(name) for name in citations.book.authors],
        "license": LICENCE,
    }
    if citations.book.address:
        found["url"] = citations.book.url(path)
    return found


def _author(name: Mapping[str, str]) -> dict[str, str]:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    full_name = " ".join(filter(None, (name.get("given"), family, name.get("suffix"))))
    found = {"@type": "Person", "name": full_name, "familyName": family}
    aside = {"givenName": "given", "honorificSuffix": "suffix"}
    return found | {key: name[part] for key, part in aside.items() if part in name}


def _work(citations: CitationIndex, key: str) -> dict[str, str]:
    item = citations.works[key]
    found = {
        "@type": "ScholarlyArticle",
        "name": works.without_marks(item.get("title") or citations.describe(key)),
    }
    if "DOI" in item:
        found["sameAs"] = f"https://doi.org/{item['DOI']}"
    return found


def _data_of(citations: CitationIndex, content: Mapping[str, Any]) -> dict[str, Any]:
    """The data set behind a figure or table, with the file that holds its values."""
    part = citations.book.outline.get(content["id"])
    described = f"{part.number}. {content.get('alt') or part.title}"
    found = _thing(citations, "Dataset", part.title, part.address)
    return found | {
        "description": described,
        "distribution": [_file(citations, part, f"{content['kind']}s/{content['id']}.csv", "text/csv")],
    }


def _package(citations: CitationIndex, part: Part, descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The whole data package."""
    files = [_file(citations, part, "data/datapackage.json", "application/json")]
    files += [
        _file(citations, part, f"data/{resource['path']}", "text/csv") for resource in descriptor["resources"]
    ]
    found = _thing(citations, "Dataset", descriptor["title"], "data/datapackage.json")
    return found | {
        "description": descriptor["description"],
        "version": citations.book.release.version,
        "distribution": files,
    }


def _file(citations: CitationIndex, part: Part, path: str, form: str) -> dict[str, str]:
    # Without an address of the book, the path from the page still leads to the file.
    address = citations.book.url(path) or page_nodes.relative(part.page, path)
    return {"@type": "DataDownload", "encodingFormat": form, "contentUrl": address}

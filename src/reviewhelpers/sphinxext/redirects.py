"""The files that the site offers beside its pages: citations, and pages at old addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from reviewhelpers.citing import addresses, citation_index, usage
from reviewhelpers.citing.citation_index import WRITERS, CitationIndex
from reviewhelpers.citing.items import Item
from reviewhelpers.sphinxext import incremental_files, page_nodes

_Make = Callable[[], str]

CITE = "cite"
"""The folder of the citations: ``cite/<label>.bib`` and so on."""


def citation_files(citations: CitationIndex) -> Iterator[tuple[str, _Make]]:
    """The path of each citation file and what makes its text.

    Every part has ``cite/<label>.bib``, ``.ris``, ``.json`` and ``.txt``, and every work those of its key.
    Works behind a part stand in ``cite/<label>.works.bib`` and so on, once for all parts that have the
    same (see :func:`reviewhelpers.citing.usage.file_stems`). The whole book, its data and all its references have
    files as well.
    """
    for label in (*citations.parts, *citations.works):
        yield from _files(label, [citations.item(label)])
    for label, stem in usage.file_stems(citations.book.outline, citations.sources).items():
        if stem == f"{label}.works":
            yield from _files(
                stem,
                [
                    citations.works[key]
                    for key in usage.works_behind(citations.book.outline, label, citations.sources)
                ],
            )
    yield from _files(addresses.REFERENCES, list(citations.works.values()))


def _files(stem: str, items: Sequence[Item]) -> Iterator[tuple[str, _Make]]:
    for suffix, write in (WRITERS | {"txt": citation_index.format_text}).items():
        yield f"{CITE}/{stem}.{suffix}", lambda write=write: write(items)  # type: ignore[misc]


def add_moved(
    citations: CitationIndex, doctree: nodes.document, docname: str, listed: Mapping[str, str]
) -> None:
    """Keep the labels alive that were given up on a page which is still there.

    Where the new place is on the same page it gets the old anchor too; else a line at the end of the page
    leads there.
    """
    lines = nodes.bullet_list(classes=["moved"])
    for redirect in addresses.redirects(listed, citations.book.outline):
        if redirect.page != docname or redirect.target:
            continue
        for anchor, target in redirect.anchors.items():
            page, _, place = target.partition("#")
            found = [node for node in doctree.findall(nodes.Element) if place in node.get("ids", ())]
            if page == f"{docname}.html" and found:
                found[0]["ids"].append(anchor)
            else:
                link = nodes.reference("", "here", internal=True, refuri=page_nodes.relative(docname, target))
                paragraph = nodes.paragraph("", "", nodes.Text("What stood at this address is now "), link)
                lines += nodes.list_item("", paragraph, ids=[anchor])
    if len(lines):
        doctree += lines


def write(app: Sphinx, citations: CitationIndex, listed: Mapping[str, str], policy: str) -> None:
    """Write citations and the pages at old addresses into the site.

    Parameters
    ----------
    app : Sphinx
        The build.
    citations : CitationIndex
        Cites the parts of the book.
    listed : dict of str to str
        The registry of addresses, as :func:`reviewhelpers.citing.addresses.read` gives it.
    policy : str
        What a page may load.
    """
    files = dict(citation_files(citations))
    files |= _at_old_names(files, listed)
    incremental_files.update(app, CITE, {path: (None, make) for path, make in files.items()})
    for page in addresses.redirects(listed, citations.book.outline):
        if page.target:
            _write(Path(app.outdir) / f"{page.page}.html", elsewhere(citations, page, policy))


def _at_old_names(files: Mapping[str, _Make], listed: Mapping[str, str]) -> dict[str, _Make]:
    """The citation files whose labels were once others, by the paths that they had then."""
    names: dict[str, list[str]] = {}
    for address, label in listed.items():
        if old := address.partition("#")[2]:
            names.setdefault(label, []).append(old)
    found: dict[str, _Make] = {}
    for path, make in files.items():
        name, dot, suffix = path.removeprefix(f"{CITE}/").partition(".")
        found |= {f"{CITE}/{old}{dot}{suffix}": make for old in names.get(name, ())}
    return found


def elsewhere(citations: CitationIndex, moved: addresses.Redirect, policy: str) -> str:
    """A page at an old address. The script of the book goes on to the place that the fragment names."""
    target = escape(page_nodes.relative(moved.page, moved.target))
    places = {
        anchor: escape(page_nodes.relative(moved.page, place)) for anchor, place in moved.anchors.items()
    }
    lines = "".join(
        f'<li id="{escape(anchor)}"><a href="{place}">{escape(anchor)}</a></li>\n'
        for anchor, place in places.items()
    )
    canonical = f'<link rel="canonical" href="{escape(citations.book.url(moved.target))}">\n'
    return (
        f'<!DOCTYPE html>\n<html lang="en" data-moved="{target}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f"<title>Moved: {escape(citations.book.title)}</title>\n{canonical if citations.book.address else ''}"
        f'<script defer src="{escape(page_nodes.relative(moved.page, "_static/cite.js"))}"></script>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>\n</head>\n'
        f'<body>\n<p>This page is now <a href="{target}">here</a>.</p>\n'
        f'<ul class="moved">\n{lines}</ul>\n</body>\n</html>\n'
    )


def _write(path: Path, text: str) -> None:
    """Write a file unless it says this already: what did not change keeps its time."""
    new = text.encode()
    if not path.is_file() or path.read_bytes() != new:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new)

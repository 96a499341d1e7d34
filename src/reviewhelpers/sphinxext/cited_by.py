"""The index by work: under each entry of the bibliography, the parts and values of the book that use it.

Each entry also carries its work as a ContextObject (COinS), so that a reference manager takes all works of
the bibliography from the page at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.citing.coins import coins
from reviewhelpers.citing.items import number_label
from reviewhelpers.citing.outline import Part
from reviewhelpers.citing.usage import Uses
from reviewhelpers.sphinxext import page_nodes
from reviewhelpers.sphinxext.content import Content
from reviewhelpers.sphinxext.page_nodes import address

_PREFIX = "cite-"

MOST_VALUES = 30
"""So many values are listed one by one; more are counted by page."""

Links = list[tuple[str, str]]
"""Names and paths below the site's root."""


class UsedIn(nodes.General, nodes.Element):
    """What uses a work: ``uses``, links by kind, with ``counts``; ``coins``, the work as a ContextObject."""


def add(
    citations: CitationIndex,
    doctree: nodes.document,
    uses: Mapping[str, Uses],
    places: Mapping[str, str],
    content: Content,
) -> None:
    """Put under each entry of a bibliography what uses its work.

    Parameters
    ----------
    citations : CitationIndex
        Cites the parts of the book.
    doctree : document
        A page; without a bibliography it stays as it is.
    uses : dict of str to Uses
        What uses each work.
    places : dict of str to str
        Page of each row of the data that some page shows.
    content : Content
        Names the values of rows.
    """
    for citation in doctree.findall(nodes.citation):
        (id,) = (id for id in citation["ids"] if id.startswith(_PREFIX))
        key = id.removeprefix(_PREFIX)
        links, counts = _links(citations, uses.get(key, Uses()), places, content)
        citation += UsedIn(uses=links, counts=counts, coins=coins(citations.works[key]))


def _links(
    citations: CitationIndex, uses: Uses, places: Mapping[str, str], content: Content
) -> tuple[dict[str, Links], dict[str, int]]:
    """What uses a work, by kind, and how many of each kind there are."""
    rows = [row for row in uses.rows if row in places]
    found = {
        "Sections": [(part.title, part.address) for part in uses.sections],
        "Figures": [(_numbered(part), part.address) for part in uses.figures],
        "Tables": [(_numbered(part), part.address) for part in uses.tables],
        "Values": [(content.named_value(row), f"{places[row]}.html#row-{row}") for row in rows],
    }
    counts = {kind: len(links) for kind, links in found.items() if links}
    if len(rows) > MOST_VALUES:
        pages = Counter(places[row] for row in rows)
        found["Values"] = [
            (_of_page(citations, page, count), f"{page}.html") for page, count in pages.items()
        ]
    return {kind: found[kind] for kind in counts}, counts


def _of_page(citations: CitationIndex, page: str, count: int) -> str:
    return f"{count} on the page “{citations.book.outline.of_page(page)[0].title}”"


def _numbered(part: Part) -> str:
    return f"{number_label(part)}, {part.title}" if part.number else part.title


def visit_used_in(self: page_nodes.Translator, node: UsedIn) -> None:
    links: Mapping[str, Links] = node["uses"]
    self.body.append(f'<span class="Z3988" title="{escape(node["coins"])}"></span>\n')
    if not links:
        self.body.append('<p class="used">Used in: no page; it stands in a list of works of a source.</p>\n')
        raise nodes.SkipNode
    counts = ", ".join(_counted(kind, count) for kind, count in node["counts"].items())
    self.body.append(f'<details class="used"><summary>Used in {counts}</summary>\n<dl>\n')
    for kind, found in links.items():
        self.body.append(f"<div><dt>{kind}</dt><dd>{_listed(self, found)}</dd></div>\n")
    self.body.append("</dl></details>\n")
    raise nodes.SkipNode


def _counted(kind: str, count: int) -> str:
    return f"{count} {kind.lower() if count > 1 else kind.lower().removesuffix('s')}"


def _listed(self: page_nodes.Translator, links: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f'<a href="{address(self, path)}">{escape(name)}</a>' for name, path in links)


def setup(app: Sphinx) -> None:
    """Register the node."""
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (page_nodes.skip, None))
    app.add_node(UsedIn, html=(visit_used_in, None), **others)

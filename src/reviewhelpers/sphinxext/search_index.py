"""The index of the search page: a place for each section, figure, table, work and term, with its text.

Sphinx's own index knows pages and word stems; it can neither lead to a section nor quote it, and splits
formulas. Ours is one script, which loads from a folder as it does from a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from reviewhelpers.sphinxext import incremental_files, page_nodes

Entry = tuple[str, str, str]
"""Anchor, title and text of a place."""

INDEX = "searchindex.js"
ENTRIES_KEY = "search_places"
"""The key in the template context under which a page that is no chapter passes its own entries."""
ENTRY_NODES = (nodes.section, nodes.figure, page_nodes.TableFigure, nodes.citation, nodes.term)
TITLES = (nodes.title, nodes.caption)
LEFT_OUT = (
    *(*ENTRY_NODES, *TITLES, nodes.label, nodes.raw, nodes.math, nodes.math_block, nodes.comment),
    *(page_nodes.Prerequisites, addnodes.glossary),
)
CODE = "cell_input"
"""The class of a notebook's code."""
LONGEST_TITLE = 80


def entries(doctree: nodes.document) -> Iterator[Entry]:
    """The places of a page in reading order; the first is the page itself."""
    for node in doctree.findall(lambda node: isinstance(node, ENTRY_NODES)):
        # The last id is the label, where there is one, and lasts.
        anchor = node["ids"][-1] if node["ids"] else ""
        text = " ".join(" ".join(map(_text, node.children)).split())
        if isinstance(node, nodes.citation):
            cut = text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE].rpartition(" ")[0] + " …"
            yield anchor, cut, f"{text} [{anchor.removeprefix('cite-')}]"
        elif isinstance(node, nodes.term):
            yield anchor, node.astext(), " ".join(_text(node.parent[-1]).split())
        else:
            title = next(iter(node.findall(lambda found: isinstance(found, TITLES))), None)
            yield anchor, title.astext() if title else "", text


def _text(node: nodes.Node) -> str:
    """The text of a node, without what is a place of its own."""
    if isinstance(node, LEFT_OUT):
        return ""
    if isinstance(node, nodes.Text):
        return str(node)
    # Code cells would drown the text in hits.
    if isinstance(node, nodes.Element) and CODE in node["classes"]:
        return ""
    # Inline parts touch, blocks do not.
    return ("" if isinstance(node, nodes.TextElement) else " ").join(map(_text, node.children))


class Index:
    """Collects entries while pages are written, and reuses those of pages that are not written again."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, list[Entry]]] = {}

    def collect(
        self,
        app: Sphinx,
        docname: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Note title and places of a page."""
        if doctree is not None:
            self.found[docname] = app.builder.env.titles[docname].astext(), list(entries(doctree))
        elif ENTRIES_KEY in context:
            self.found[docname] = context["pagetitle"], context[ENTRIES_KEY]

    def write(self, app: Sphinx) -> None:
        """Write the index of all pages: first those of the chapters."""
        record = Path(app.doctreedir) / "reviewhelpers-search.json"
        pages_known = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
        pages_known |= self.found
        record.write_text(json.dumps(pages_known), encoding="utf-8")
        chapters = app.builder.env.all_docs
        # All others are made anew by every build.
        order = [*sorted(chapters.keys() & pages_known.keys()), *sorted(self.found.keys() - chapters.keys())]
        pages = [
            (pages_known[name][0], app.builder.get_target_uri(name), pages_known[name][1]) for name in order
        ]
        text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
        (Path(app.outdir) / INDEX).write_text(f"searchPlaces({text})\n", encoding="utf-8")


def disable_sphinx_search(app: Sphinx) -> None:
    """Do not write Sphinx's own index, which no page loads."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the index."""
    index = Index()
    app.connect("builder-inited", disable_sphinx_search)
    app.connect("html-page-context", index.collect)
    app.connect(incremental_files.EVENT, index.write)

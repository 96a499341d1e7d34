"""The gallery: every figure and table of the book on one page, part by part, in the order of the book.

The directive ``{gallery}`` keeps a place for a part while its page is read. What stands there is known only
when all pages have been read and numbered, so that it is filled when the page is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from reviewhelpers._core import notebook_output
from reviewhelpers.sphinxext import artifact_bar, notebook_renderer, page_nodes


class Part(nodes.General, nodes.Element):
    """Where the figures and tables of some pages will stand; ``pages`` holds the names of these pages."""


class Gallery(SphinxDirective):
    """The figures and tables of the pages of one part, named by its caption in the list of contents."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """A place to be filled, or an error where the book has no such part."""
        known = dict(parts(self.env))
        caption = self.arguments[0]
        if caption not in known:
            raise self.error(f"found {caption!r}, expected {', '.join(known)}")
        galleries(self.env).add(self.env.docname)
        return [Part(pages=known[caption])]


def galleries(env: BuildEnvironment) -> set[str]:
    """The pages that hold a gallery."""
    if not hasattr(env, "reviewhelpers_galleries"):
        env.reviewhelpers_galleries = set()  # type: ignore[attr-defined]
    found: set[str] = env.reviewhelpers_galleries  # type: ignore[attr-defined]
    return found


def parts(env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
    """Caption and pages of each part of the book, in its order."""
    toc = env.external_site_map  # type: ignore[attr-defined]

    def below(page: str) -> Iterator[str]:
        yield page
        for child in toc[page].child_files():
            yield from below(child)

    for tree in toc.root.subtrees:
        yield tree.caption or "", [page for child in tree.files() for page in below(child)]


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop a page that is read anew or gone."""
    galleries(env).discard(docname)


def outdated_pages(app: Sphinx, env: BuildEnvironment, *args: Any) -> Iterable[str]:
    """Pages to write again because figures and tables on other pages, which they show, changed."""
    titles = {page: title.astext() for page, title in env.titles.items()}
    content = [notebook_renderer.on_pages(env), titles, env.toc_fignumbers]
    shows = notebook_output.digest(json.dumps(content, sort_keys=True))
    before = getattr(env, "reviewhelpers_gallery_shows", "")
    env.reviewhelpers_gallery_shows = shows  # type: ignore[attr-defined]
    return sorted(galleries(env)) if shows != before else []


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the figures and tables where they belong."""
    for part in list(doctree.findall(Part)):
        items = [
            _item(app, docname, page, content)
            for page in part["pages"]
            for content in notebook_renderer.on_pages(app.env).get(page, {}).values()
        ]
        part.replace_self(nodes.bullet_list("", *items, classes=["gallery"]))


def _item(app: Sphinx, here: str, page: str, content: Mapping[str, Any]) -> nodes.list_item:
    """One figure or table: its picture or size, number, title, id, files, and the page it stands on."""
    id, kind = content["id"], content["kind"]
    address = app.builder.get_relative_uri(here, page)
    item = nodes.list_item("")
    if kind == "figure":
        item += page_nodes.Thumbnail(paths=notebook_renderer.pictures(id), alt=content["alt"])
    numbers = app.env.toc_fignumbers.get(page, {}).get(kind, {}).get(id, ())
    number = app.config.numfig_format[kind] % ".".join(map(str, numbers))
    title = nodes.strong("", f"{number} {content['heading']}")
    item += nodes.paragraph("", "", nodes.reference("", "", title, internal=True, refuri=f"{address}#{id}"))
    description = nodes.paragraph("", "", nodes.literal("", id), classes=["gallery-about"])
    if kind == "table":
        description += nodes.Text(f", {len(content['rows'])} rows × {len(content['header'])} columns")
    description += nodes.Text(", on ")
    description += nodes.reference("", app.env.titles[page].astext(), internal=True, refuri=address)
    item += description
    files = notebook_renderer.FIGURE_FILES if kind == "figure" else notebook_renderer.TABLE_FILES
    item += artifact_bar.Files(links=[(suffix.upper(), f"{kind}s/{id}.{suffix}") for suffix, _ in files])
    return item


def setup(app: Sphinx) -> None:
    """Register the directive and what fills it."""
    app.add_node(Part)
    app.add_directive("gallery", Gallery)
    app.connect("env-purge-doc", forget)
    # After Sphinx, which numbers figures and tables at the same event.
    app.connect("env-get-updated", outdated_pages, priority=900)
    app.connect("doctree-resolved", fill)

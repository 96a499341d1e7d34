"""A figure of one page shown again on another, where its argument is needed.

The directive ``{figure-again} fig-id`` puts the picture of a figure in its place, with its alternative text, and below
it its title with a link to the page where it is at home::

    :::{figure-again} fig-mountains-heights
    :::

There alone it has its number, its files and its description. The picture is known only when all pages have been read,
so that it is put in when the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from reviewhelpers.sphinxext import alternative_text, gallery, notebook_renderer, page_nodes

logger = logging.getLogger(__name__)


class FigureAgain(SphinxDirective):
    """The figure that the argument names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A place to be filled."""
        # Number and title are those of another page, as in a gallery.
        gallery.galleries(self.env).add(self.env.docname)
        again = page_nodes.FigureAgain(figure=self.arguments[0])
        self.set_source_info(again)
        return [again]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the pictures and their captions in, and warn of those that no other page shows."""
    for again in list(doctree.findall(page_nodes.FigureAgain)):
        id = again["figure"]
        page, content = next(_find(app.env, id), ("", {}))
        if content and page != docname:
            again += notebook_renderer.picture(content, alternative_text.finding(content["alt"]))
            again += _caption(app, docname, page, content)
            continue
        found = f"the figure {id!r} of this page" if content else f"{id!r}"
        told = "found %s, expected the id of a figure that another page shows; the gallery lists them"
        logger.warning(told, found, location=again)
        again.parent.remove(again)


def _find(env: BuildEnvironment, id: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The page that shows a figure, and its description."""
    for page, contents in notebook_renderer.on_pages(env).items():
        if id in contents and contents[id]["kind"] == "figure":
            yield page, contents[id]


def _caption(app: Sphinx, here: str, page: str, content: Mapping[str, Any]) -> page_nodes.Caption:
    """Number and page of a figure, both links, and its title."""
    id = content["id"]
    numbers = app.env.toc_fignumbers.get(page, {}).get("figure", {}).get(id, ())
    number = (app.config.numfig_format["figure"] % ".".join(map(str, numbers))).strip()
    address = app.builder.get_relative_uri(here, page)
    home = nodes.emphasis("", app.env.titles[page].astext())
    caption: page_nodes.Caption = page_nodes.Caption()
    caption += nodes.reference("", number, internal=True, refuri=f"{address}#{id}")
    caption += [nodes.Text(", from "), nodes.reference("", "", home, internal=True, refuri=address)]
    caption += nodes.Text(f": {content['heading']}")
    return caption


def setup(app: Sphinx) -> None:
    """Register the directive and what fills it."""
    app.add_directive("figure-again", FigureAgain)
    app.connect("doctree-resolved", fill)

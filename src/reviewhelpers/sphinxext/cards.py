"""Pictures of the first page, each a figure that stands elsewhere and leads there.

The directive ``{part-card} fig-id`` holds the text of a card: a part of the book beside a small picture. The directive
``{opening-picture} fig-id`` shows one figure large, above the line that it holds. The pictures are known only when all
pages have been read, so that they are put in when the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from reviewhelpers.sphinxext import notebook_renderer, page_nodes


class Card(nodes.General, nodes.Element):
    """A part of the book: a :class:`Picture` and text."""


class Picture(nodes.General, nodes.Element):
    """A small figure that leads to its place.

    ``figure`` is its id; ``place`` its address below the site's root, ``title`` its title and ``size`` its
    width and height in pixels are known when the page is written.
    """


class OpeningPicture(Picture):
    """A figure in its full size that leads to its place; ``alt`` and ``phone`` are those of its picture there."""


class PartCard(SphinxDirective):
    """Text beside the figure that the argument names."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The card."""
        text = nodes.container(classes=["part-text"])
        self.state.nested_parse(self.content, self.content_offset, text)
        card = Card("", Picture(figure=self.arguments[0]), text)
        self.set_source_info(card)
        return [card]


class Opening(SphinxDirective):
    """The figure that the argument names, large, above a line of text."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The picture and its text."""
        opening = nodes.container("", OpeningPicture(figure=self.arguments[0]), classes=["opening"])
        self.state.nested_parse(self.content, self.content_offset, opening)
        self.set_source_info(opening)
        return [opening]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Tell each picture of a page where its figure stands, what it is and how large.

    Raises
    ------
    ExtensionError
        When no page shows the figure.
    """
    for picture in doctree.findall(Picture):
        id = picture["figure"]
        match = next(_find(app.env, id), None)
        if match is None:
            raise ExtensionError(
                f"{docname}: found the figure {id!r} in a card, expected one that a page shows"
            )
        page, content, drawn = match
        picture["place"] = f"{app.builder.get_target_uri(page)}#{id}"
        picture["title"] = content["heading"]
        picture["size"], picture["alt"] = drawn["size"], drawn["alt"]
        picture["phone"] = drawn.get("phone")


def _find(
    env: BuildEnvironment, id: str
) -> Iterator[tuple[str, Mapping[str, Any], page_nodes.FigurePicture]]:
    """The page that shows a figure, its description and its picture."""
    for page, contents in notebook_renderer.on_pages(env).items():
        if id in contents:
            for drawn in env.get_doctree(page).findall(page_nodes.FigurePicture):
                if drawn["paths"]["light"] == f"figures/{id}.svg":
                    yield page, contents[id], drawn


def visit_card(self: page_nodes.Translator, node: Card) -> None:
    self.body.append(self.starttag(node, "div", CLASS="part-card"))


def depart_card(self: page_nodes.Translator, node: Card) -> None:
    self.body.append("</div>\n")


def visit_picture(self: page_nodes.Translator, node: Picture) -> None:
    width, height = node["size"]
    # The style sheet cuts the picture; the size keeps its place until it is loaded.
    shared = (
        f'alt="{escape(node["title"])}" width="{width}" height="{height}" loading="lazy" decoding="async"'
    )
    self.body.append(f'<a class="part-picture" href="{page_nodes.address(self, node["place"])}">')
    for mode, suffix in (("light", "svg"), ("dark", "dark.svg")):
        source = page_nodes.address(self, f"figures/{node['figure']}.{suffix}")
        self.body.append(f'<img class="in-{mode}" src="{source}" {shared}>')
    self.body.append("</a>\n")
    raise nodes.SkipNode


def visit_opening_picture(self: page_nodes.Translator, node: OpeningPicture) -> None:
    alt = f"{node['title']}. {node['alt']}"
    self.body.append(f'<a class="opening-picture" href="{page_nodes.address(self, node["place"])}">')
    paths = notebook_renderer.pictures(node["figure"])
    for mode, path in paths.items():
        self.body.append(f'<span class="in-{mode}">{page_nodes.image(self, mode, path, node, alt)}</span>')
    self.body.append("</a>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive, its nodes and what fills them."""
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (page_nodes.skip, None))
    app.add_node(Card, html=(visit_card, depart_card), **others)
    app.add_node(Picture, html=(visit_picture, None), **others)
    app.add_node(OpeningPicture, html=(visit_opening_picture, None), **others)
    app.add_directive("part-card", PartCard)
    app.add_directive("opening-picture", Opening)
    app.connect("doctree-resolved", fill)

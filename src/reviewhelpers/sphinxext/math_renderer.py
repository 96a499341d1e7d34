"""Equations as MathML, made while the book is built: no script and no other host is needed to show them."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from reviewhelpers.markup.mathml import Display, tex_to_mathml

logger = logging.getLogger(__name__)

NAME = "mathml"


def render(tex: str, display: Display = "inline", location: nodes.Node | None = None) -> str:
    """The markup of a formula; where it is none, its text, and with a location a warning."""
    try:
        return tex_to_mathml(tex, display)
    except ValueError as error:
        if location is not None:
            logger.warning("found %s in %r, expected a formula", error, tex, location=location)
        return f"<code>{escape(tex)}</code>"


def visit_inline(self: Any, node: nodes.math) -> None:
    """A formula in a line of text."""
    self.body.append(render(node.astext(), "inline", node))
    raise nodes.SkipNode


def visit_block(self: Any, node: nodes.math_block) -> None:
    """An equation of its own, with its number where it has a label."""
    number = ""
    if node["number"]:
        link = f'<a class="headerlink" href="#{escape(node["ids"][0])}" title="Link to this equation">#</a>'
        number = f'<span class="eqno">({get_node_equation_number(self, node)}){link}</span>'
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(render(node.astext(), "block", node) + number + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under :data:`NAME`."""
    app.add_html_math_renderer(NAME, (visit_inline, None), (visit_block, None))

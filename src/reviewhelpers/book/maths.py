"""Equations as MathML, made while the book is built: no script and no other host is needed to show them."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number

NAME = "mathml"


def visit_inline(self: Any, node: nodes.math) -> None:
    """A formula in a line of text."""
    self.body.append(convert(node.astext()))
    raise nodes.SkipNode


def visit_block(self: Any, node: nodes.math_block) -> None:
    """An equation of its own, with its number where it has a label."""
    number = ""
    if node["number"]:
        link = f'<a class="headerlink" href="#{escape(node["ids"][0])}" title="Link to this equation">#</a>'
        number = f'<span class="eqno">({get_node_equation_number(self, node)}){link}</span>'
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(convert(node.astext(), display="block") + number + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under :data:`NAME`."""
    app.add_html_math_renderer(NAME, (visit_inline, None), (visit_block, None))

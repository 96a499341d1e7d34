"""The parts of a page that Sphinx does not have, and how they are written as HTML.

Each derives from the docutils node nearest to it, so that other builders fall back on that.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

# A translator of Sphinx; its methods carry no types.
Translator = Any


class Enlarged(nodes.inline):
    """A picture that links to its own file, to be opened large; ``path`` is below the site's root."""


class Files(nodes.General, nodes.Element):
    """Links to files: ``links`` holds pairs of a label and a path below the site's root."""


class TableFigure(nodes.figure):
    """A table with its title, caption, note and files, numbered as a table."""


class TableTitle(nodes.caption):
    """The title of a :class:`TableFigure`, above it."""


class DataTable(nodes.table):
    """A table in a region that scrolls sideways by itself, so that the page never does.

    ``label`` names the region; ``width_needed``, in characters, is the least width its text reads well at.
    """


class HeadCell(nodes.entry):
    """A cell that heads its column or its row, as ``scope`` says."""


def address(translator: Translator, path: str) -> str:
    """The relative address of a path below the site's root, from the page being written."""
    builder = translator.builder
    return escape(relative_uri(builder.get_target_uri(builder.current_docname), path))


def visit_enlarged(self: Translator, node: Enlarged) -> None:
    self.body.append(f'<a class="enlarge" href="{address(self, node["path"])}">')


def depart_enlarged(self: Translator, node: Enlarged) -> None:
    self.body.append("</a>\n")


def visit_files(self: Translator, node: Files) -> None:
    links = " ".join(
        f'<a href="{address(self, path)}" download>{escape(label)}</a>' for label, path in node["links"]
    )
    self.body.append(f'<p class="files"><span>Download</span> {links}</p>\n')
    raise nodes.SkipNode


def skip(self: Translator, node: nodes.Element) -> None:
    """Leave a node out, for a builder that has no use for it."""
    raise nodes.SkipNode


def visit_table_figure(self: Translator, node: TableFigure) -> None:
    self.body.append(self.starttag(node, "figure", CLASS="table-figure"))


def depart_table_figure(self: Translator, node: TableFigure) -> None:
    self.body.append("</figure>\n")


def visit_table_title(self: Translator, node: TableTitle) -> None:
    self.body.append("<figcaption>" + self.starttag(node, "p", ""))
    self.add_fignumber(node.parent)
    self.body.append('<span class="caption-text">')


def depart_table_title(self: Translator, node: TableTitle) -> None:
    self.body.append("</span>")
    self.add_permalink_ref(node.parent, "Link to this table")
    self.body.append("</p></figcaption>\n")


def visit_data_table(self: Translator, node: DataTable) -> None:
    # Sphinx counts the rows of nested tables to colour every other one.
    self._table_row_indices.append(0)
    label = escape(node["label"])
    self.body.append(f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">\n')
    # A digit is the unit "ch"; the letters of a text are narrower on the whole.
    width = f"min-width: {node['width_needed'] * 0.8:.0f}ch"
    self.body.append(self.starttag(node, "table", CLASS="table", style=width))


def depart_data_table(self: Translator, node: DataTable) -> None:
    self._table_row_indices.pop()
    self.body.append("</table>\n</div>\n")


def visit_head_cell(self: Translator, node: HeadCell) -> None:
    node.parent.column += 1
    self.body.append(self.starttag(node, "th", "", CLASS="head", scope=node["scope"]))


def depart_head_cell(self: Translator, node: HeadCell) -> None:
    self.body.append("</th>\n")


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(Enlarged, html=(visit_enlarged, depart_enlarged))
    left_out = (skip, None)
    app.add_node(
        Files, html=(visit_files, None), latex=left_out, man=left_out, texinfo=left_out, text=left_out
    )
    app.add_enumerable_node(TableFigure, "table", html=(visit_table_figure, depart_table_figure))
    app.add_node(TableTitle, html=(visit_table_title, depart_table_title))
    app.add_node(DataTable, html=(visit_data_table, depart_data_table))
    app.add_node(HeadCell, html=(visit_head_cell, depart_head_cell))

"""Lines in bold that head a list, as headings: who listens goes from heading to heading.

They head no section: they have no number, no address and no place in the lists of contents.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class QuietHeading(nodes.paragraph):
    """A line that heads what follows it, such as **Key numbers**."""


def replace(line: nodes.paragraph) -> QuietHeading:
    """Put a heading in the place of a line; its full stop stays, as notebooks have it."""
    heading = QuietHeading(line.rawsource, "", *line.children, **line.attributes)
    heading.source, heading.line = line.source, line.line
    line.replace_self(heading)
    return heading


def _visit(self: Any, node: QuietHeading) -> None:
    self.body.append(self.starttag(node, "h2", "", CLASS="quiet-heading"))


def _depart(self: Any, node: QuietHeading) -> None:
    self.body.append("</h2>\n")


def setup(app: Sphinx) -> None:
    """Register the heading."""
    app.add_node(QuietHeading, html=(_visit, _depart))

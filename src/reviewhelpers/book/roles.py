"""Roles that put printed numbers into prose and link each to its row.

``{value}`li2022-ye2017-fe``` reads as the value of that row, ``{condition}`…``` as its conditions; both link
to the place where ``{row}`…``` shows the row with the characters of its source.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from reviewhelpers import data
from reviewhelpers.tables import words

logger = logging.getLogger(__name__)
KIND = "printed-row"


class OfRow(SphinxRole):
    """What one row of the data says, as a link to the place that shows the row.

    Parameters
    ----------
    said : callable
        Makes the text of the link from the row.
    """

    def __init__(self, said: Callable[[pd.Series], str]) -> None:
        super().__init__()
        self.said = said

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The link, or an error where no table holds the row."""
        try:
            row = data.row(self.text)
        except data.DataError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        said = self.said(row)
        link = addnodes.pending_xref(
            self.rawtext,
            nodes.inline(said, said),
            refdomain="",
            reftype=KIND,
            reftarget=self.text,
            refexplicit=True,
        )
        link["refdoc"] = self.env.docname
        return [link], []


def unbroken(row: pd.Series) -> str:
    """The value of a row on one line: a number parted from its unit is hard to read."""
    return words.value(row).replace(" ", "\N{NO-BREAK SPACE}")


class Row(SphinxRole):
    """The id of a row, as the place that its values link to."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        place = nodes.literal(self.rawtext, self.text, ids=[f"row-{self.text}"])
        places(self.env)[self.text] = self.env.docname
        return [place], []


def places(env: BuildEnvironment) -> dict[str, str]:
    """Page of each row that some page shows, by row id."""
    if not hasattr(env, "printed_rows"):
        env.printed_rows = {}  # type: ignore[attr-defined]
    found: dict[str, str] = env.printed_rows  # type: ignore[attr-defined]
    return found


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the rows of a page that is read anew."""
    for row_id, page in list(places(env).items()):
        if page == docname:
            del places(env)[row_id]


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> Node | None:
    """Turn a value of a row into a link to the place that shows it."""
    if node["reftype"] != KIND:
        return None
    page = places(env).get(node["reftarget"])
    if page is None:
        logger.warning("no page shows the row %r", node["reftarget"], location=node)
        return content
    uri = app.builder.get_relative_uri(node["refdoc"], page) + f"#row-{node['reftarget']}"
    title = f"printed as “{data.row(node['reftarget'])['as_printed']}”"
    return nodes.reference(
        "", "", content, internal=True, refuri=uri, reftitle=title, classes=["printed-value"]
    )


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("value", OfRow(unbroken))
    app.add_role("condition", OfRow(words.conditions))
    app.add_role("row", Row())
    app.connect("env-purge-doc", forget)
    app.connect("missing-reference", resolve)

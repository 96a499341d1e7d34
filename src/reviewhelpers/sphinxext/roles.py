"""Roles that put printed numbers into prose and link each to its row.

``{value}`li2022-ye2017-fe``` reads as the value of that row, ``{condition}`…``` as its conditions; both link
to the place where ``{row}`…``` shows the row with the characters of its source. That place links on to the
row on the page of its data table, and so does a value that no page shows. ``{data-table}`performance```
links to the page of a table, and ``{data-file}`datapackage.json``` to a file of the package.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.util.osutil import relative_uri

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.sphinxext.content import Content, content_of
from reviewhelpers.sphinxext.data_package import data_package

logger = logging.getLogger(__name__)
KIND = "printed-row"
DATA_PAGE = "data-page"


class OfRow(SphinxRole):
    """What one row of the data says, as a link to the place that shows the row.

    Parameters
    ----------
    format_row : callable
        Gives the text of the link, from the content of the book and the id of the row.
    """

    def __init__(self, format_row: Callable[[Content, str], str]) -> None:
        super().__init__()
        self.format_row = format_row

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The link, or an error where no table holds the row."""
        try:
            text = self.format_row(content_of(self.env.app), self.text)
        except ReviewHelpersError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        link = addnodes.pending_xref(
            self.rawtext,
            nodes.inline(text, text),
            refdomain="",
            reftype=KIND,
            reftarget=self.text,
            refexplicit=True,
        )
        link["refdoc"] = self.env.docname
        return [link], []


def unbroken_value(content: Content, row_id: str) -> str:
    """The value of a row on one line: a number separated from its unit is hard to read."""
    return content.value(row_id).replace(" ", "\N{NO-BREAK SPACE}")


def conditions(content: Content, row_id: str) -> str:
    """The conditions of a row."""
    return content.conditions(row_id)


class Row(SphinxRole):
    """The id of a row, as the place that its values link to."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        place = nodes.literal(self.rawtext, self.text, ids=[f"row-{self.text}"])
        pages_of_rows(self.env)[self.text] = self.env.docname
        package = data_package(self.env.app)
        if self.text not in package.table_of_row:
            logger.warning("no table of the data holds the row %r", self.text, location=self.get_location())
            return [place], []
        return [link_to_data(self.env, package.page(self.text), place)], []


class DataTable(SphinxRole):
    """The name of a table of the data, as a link to its page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The link, or an error where the data have no such table."""
        known = data_package(self.env.app).resources
        if self.text not in known:
            error = f"found table {self.text!r}, expected one of {', '.join(known)}"
            message = self.inliner.reporter.error(error, line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        label = nodes.literal(self.rawtext, self.text)
        return [link_to_data(self.env, f"data/{self.text}.html", label)], []


class DataFile(SphinxRole):
    """The name of a file among the data, as a link to it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The link; that the file is there is a matter of the checks of the site."""
        return [link_to_data(self.env, f"data/{self.text}", nodes.literal(self.rawtext, self.text))], []


def link_to_data(env: BuildEnvironment, path: str, label: nodes.TextElement) -> addnodes.pending_xref:
    """A link to a data page; which address it takes depends on the builder."""
    link = addnodes.pending_xref(
        label.rawsource, label, refdomain="", reftype=DATA_PAGE, reftarget=path, refexplicit=True
    )
    link["refdoc"] = env.docname
    return link


def pages_of_rows(env: BuildEnvironment) -> dict[str, str]:
    """Page of each row that some page shows, by row id."""
    if not hasattr(env, "printed_rows"):
        env.printed_rows = {}  # type: ignore[attr-defined]
    found: dict[str, str] = env.printed_rows  # type: ignore[attr-defined]
    return found


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the rows of a page that is read anew."""
    for row_id, page in list(pages_of_rows(env).items()):
        if page == docname:
            del pages_of_rows(env)[row_id]


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> Node | None:
    """Turn a value of a row into a link to the place that shows it, else to the row among the data."""

    def to_data(path: str) -> str:
        page, mark, fragment = path.partition("#")
        return relative_uri(app.builder.get_target_uri(node["refdoc"]), page) + mark + fragment

    if node["reftype"] == DATA_PAGE:
        return nodes.reference("", "", content, internal=True, refuri=to_data(node["reftarget"]))
    if node["reftype"] != KIND:
        return None
    page = pages_of_rows(env).get(node["reftarget"])
    if page is None:
        uri = to_data(data_package(app).page(node["reftarget"]))
    else:
        uri = app.builder.get_relative_uri(node["refdoc"], page) + f"#row-{node['reftarget']}"
    row = data_package(app).row(node["reftarget"])
    # A number behind a general statement was seen in a work, beside what the sources of the book print.
    title = f"printed as “{row['as_printed']}”" if "as_printed" in row else f"seen as “{row['as_seen']}”"
    return nodes.reference(
        "", "", content, internal=True, refuri=uri, reftitle=title, classes=["printed-value"]
    )


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("value", OfRow(unbroken_value))
    app.add_role("condition", OfRow(conditions))
    app.add_role("row", Row())
    app.add_role("data-table", DataTable())
    app.add_role("data-file", DataFile())
    app.connect("env-purge-doc", forget)
    app.connect("missing-reference", resolve)

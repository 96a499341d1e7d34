"""How a page opens: what to read before it and how long it takes, then what to take away from it.

A page names below its title, one a line, the labels of the pages and sections that it builds on::

    :::{before}
    use-merit
    norr-mechanism-step
    :::

The time is reckoned from the page itself. What to take away is a plain list, in which each item links to the
heading of the same page that carries it::

    **What to take away.**

    - In [three pairs](norr-vacancies-pairs) yield and efficiency rise together.
"""

from __future__ import annotations

import graphlib

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from reviewhelpers._core import rounding
from reviewhelpers.sphinxext import page_nodes, quiet_headings, self_check

logger = logging.getLogger(__name__)

TITLE = "What to take away"
ITEMS = range(2, 5)
"""So many items a reader keeps in mind."""
TITLE_CLASS = "take-away-title"

WORDS_A_MINUTE = 200
MINUTES_A_PICTURE = 0.5
"""For each figure and table, whose words and cells are not counted."""
_NOT_READ = (
    nodes.table,
    nodes.literal_block,
    nodes.raw,
    nodes.comment,
    page_nodes.Prerequisites,
    # What is told about an answer, once it is given.
    self_check.Choice,
    page_nodes.Dropdown,
)
_OUTPUT = "cell_output"
"""The class of what a cell shows: its figure or table, and the same as plain text, which nobody sees."""


# What to read before, and how long it takes


class PrerequisitesDirective(SphinxDirective):
    """The pages and sections to read first, as a line that ends on the time the page takes."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The line; the time is added once the page is read to its end."""
        line = page_nodes.Prerequisites()
        labels = " ".join(self.content).split()
        requested(self.env)[self.env.docname] = labels
        for label in labels:
            link = addnodes.pending_xref(
                "",
                nodes.inline(label, label),
                refdomain="std",
                reftype="ref",
                reftarget=label,
                refexplicit=False,
                refwarn=True,
            )
            link["refdoc"] = self.env.docname
            self.set_source_info(link)
            line += [nodes.Text("Read first: " if label == labels[0] else "; "), link]
        return [line]


def requested(env: BuildEnvironment) -> dict[str, list[str]]:
    """The labels that each page asks to be read first, by page."""
    if not hasattr(env, "reviewhelpers_asked"):
        env.reviewhelpers_asked = {}  # type: ignore[attr-defined]
    found: dict[str, list[str]] = env.reviewhelpers_asked  # type: ignore[attr-defined]
    return found


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what a page that is read anew asked for."""
    requested(env).pop(docname, None)


def minutes(doctree: nodes.document) -> int:
    """How long a page takes to read, at least a minute.

    Parameters
    ----------
    doctree : document
        The page; the words of its text count, and each figure and table as one.
    """
    words = len(_text(doctree).split())
    tables = [node for node in doctree.findall(nodes.table) if not _is_in_output(node.parent)]
    figures = [*doctree.findall(nodes.figure), *doctree.findall(page_nodes.FigureAgain)]
    pictures = len([*figures, *tables])
    return max(1, rounding.nearest(words / WORDS_A_MINUTE + pictures * MINUTES_A_PICTURE))


def _text(node: nodes.Node) -> str:
    if isinstance(node, _NOT_READ) or _is_in_output(node):
        return ""
    if isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
        return ""  # Names and years of works are passed over.
    if isinstance(node, nodes.Text):
        return str(node)
    # Inline parts touch, blocks do not.
    return ("" if isinstance(node, nodes.TextElement) else " ").join(map(_text, node.children))


def _is_in_output(node: nodes.Node | None) -> bool:
    """Whether a node is, or stands within, what a cell shows or a figure."""
    while isinstance(node, nodes.Element):
        if isinstance(node, nodes.figure) or _OUTPUT in node.get("classes", ()):
            return True
        node = node.parent
    return False


def add_reading_time(app: Sphinx, doctree: nodes.document) -> None:
    """Add the reading time to the line below the title."""
    for line in doctree.findall(page_nodes.Prerequisites):
        number = minutes(doctree)
        line += nodes.Text(
            f"{' · ' if line.children else ''}About {number} minute{'' if number == 1 else 's'}"
        )


def check_order(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of pages that ask for each other first: a cycle has no first page."""
    labels = env.get_domain("std").anonlabels  # type: ignore[attr-defined]
    graph = {
        page: {labels[label][0] for label in named if label in labels}
        for page, named in requested(env).items()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        logger.warning("found pages that ask for each other to be read first: %s", " → ".join(error.args[1]))


# What to take away


def takeaway_items(title: nodes.Node) -> list[nodes.list_item]:
    """The items below a line that says what to take away; none below any other paragraph."""
    below = title.next_node(descend=False, siblings=True)
    if not isinstance(title, nodes.paragraph) or TITLE_CLASS not in title["classes"]:
        return []
    return [item for item in below if isinstance(item, nodes.list_item)] if below else []


def mark(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the list of takeaways of a page, and warn where an item leads to no heading of the page."""
    sections = list(doctree.findall(nodes.section))
    # Skip the title of the page: it names the subject and supports no claim.
    headings = {name for section in sections[1:] for name in (*section["ids"], *section["names"])}
    for title in list(doctree.findall(nodes.paragraph)):
        parts = [child for child in title.children if child.astext()]
        if not parts or not isinstance(parts[0], nodes.strong) or not title.astext().startswith(TITLE):
            continue
        title = quiet_headings.replace(title)
        title["classes"].append(TITLE_CLASS)
        items = takeaway_items(title)
        if len(parts) > 1 or len(items) not in ITEMS:
            few, many = ITEMS[0], ITEMS[-1]
            logger.warning("found no list of %s to %s items to take away", few, many, location=title)
        for item in items:
            led = {link["reftarget"] for link in item.findall(addnodes.pending_xref)}
            if not led & headings:
                logger.warning(
                    "found no link to a heading of this page in %r", item.astext()[:60], location=title
                )


def setup(app: Sphinx) -> None:
    """Register the directive and what marks and checks the openings."""
    app.add_directive("before", PrerequisitesDirective)
    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", add_reading_time)
    app.connect("doctree-read", mark)
    app.connect("env-check-consistency", check_order)

"""Key numbers: the list below a line **Key numbers**, with the system and the kind of each value beside it.

A page writes a plain list whose items begin with a value of a row::

    **Key numbers.**

    - {value}`li2022-ye2017-fe` to CO at iron in carbon

So it reads the same in a notebook that is taken away; here the name of the system and whether the number was
measured, computed or set are added from the row.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

from reviewhelpers.sphinxext import quiet_headings, roles
from reviewhelpers.sphinxext.content import Content, content_of

logger = logging.getLogger(__name__)

TITLE = "Key numbers"


def add(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the lists of key numbers of a page, and say of each number what it belongs to."""
    for title in list(doctree.findall(nodes.paragraph)):
        # A strip is a line in bold alone, with a list below it.
        parts = [child for child in title.children if child.astext()]
        is_title = len(parts) == 1 and isinstance(parts[0], nodes.strong)
        if not is_title or not title.astext().startswith(TITLE):
            continue
        title = quiet_headings.replace(title)
        title["classes"].append("key-numbers-title")
        strip = title.next_node(descend=False, siblings=True)
        if not isinstance(strip, nodes.bullet_list):
            logger.warning("found no list below %r", title.astext(), location=title)
            continue
        strip["classes"].append("key-numbers")
        for item in strip:
            _add_subject(item, content_of(app))


def _add_subject(item: nodes.list_item, content: Content) -> None:
    """Put the system and the kind of its row behind a number; what is counted belongs to no row."""
    if any("count" in part["classes"] for part in item.findall(nodes.inline)):
        return
    values = [link for link in item.findall(addnodes.pending_xref) if link["reftype"] == roles.KIND]
    if not values:
        logger.warning("found a key number without a {value}: %r", item.astext(), location=item)
        return
    subject = content.subject(values[0]["reftarget"])
    item[0] += [nodes.Text(" "), nodes.inline("", subject, classes=["key-about"])]


def setup(app: Sphinx) -> None:
    """Register what marks the lists."""
    app.connect("doctree-read", add)

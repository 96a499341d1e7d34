"""How much the book holds: numbers that code counts, each a link to where the counted things stand.

``{count}`systems` `` reads as the number and the word. A number typed into a page would be wrong after the
next row of data.
"""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from reviewhelpers.sphinxext import roles
from reviewhelpers.sphinxext.content import content_of

KIND = "counted"


class CountRole(SphinxRole):
    """A number of things with the word for them, as a link to the things."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The link, or an error where nothing of that name is counted."""
        counts = content_of(self.env.app).counts
        if self.text not in counts:
            message = self.inliner.reporter.error(
                f"found {self.text!r}, expected one of {', '.join(counts)}", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        count, place = counts[self.text]
        number = nodes.strong("", str(count()))
        text = nodes.inline("", "", number, nodes.Text(f" {self.text}"), classes=["count"])
        if "/" in place:
            return [roles.link_to_data(self.env, place, text)], []
        link = addnodes.pending_xref(
            self.rawtext, text, refdomain="", reftype=KIND, reftarget=place, refexplicit=True
        )
        link["refdoc"] = self.env.docname
        return [link], []


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> Node | None:
    """Turn a count into a link to its label; Sphinx itself would keep its words and lose their form."""
    if node["reftype"] != KIND:
        return None
    labels = env.get_domain("std").anonlabels  # type: ignore[attr-defined]
    page, anchor = labels.get(node["reftarget"], ("", ""))
    if not page:
        return None
    uri = f"{app.builder.get_relative_uri(node['refdoc'], page)}#{anchor}"
    return nodes.reference("", "", content, internal=True, refuri=uri)


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("count", CountRole())
    app.connect("missing-reference", resolve)

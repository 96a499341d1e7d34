"""``{changes} 1.2.0``: what moved since the release before, each with old and new and a link to its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reviewhelpers._core.artifacts import is_figure
from reviewhelpers.dataset import bibliography
from reviewhelpers.release import change_notes, diff
from reviewhelpers.sphinxext import roles
from reviewhelpers.sphinxext.content import content_of, references
from reviewhelpers.sphinxext.data_package import data_package

MOST = 400
"""Changes of one kind that the page lists; the file holds all."""


class Changes(SphinxDirective):
    """The changes of a release here."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list a kind, or an error where the changes of this release were not recorded."""
        path = Path(self.env.srcdir) / change_notes.FOLDER / f"{self.arguments[0]}.json"
        try:
            recorded = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.error(f"{path.name}: found {error}, expected what 'make changes' writes") from error
        self.env.note_dependency(str(path))
        since = recorded["since"].removeprefix("v")
        if not recorded["changes"]:
            return [nodes.paragraph("", f"No value, work, point or finding moved since version {since}.")]
        result: list[nodes.Node] = [nodes.paragraph("", f"Compared with version {since}.")]
        for kind, heading in diff.KINDS.items():
            of_kind = [change for change in recorded["changes"] if change["kind"] == kind]
            if of_kind:
                title = nodes.strong("", f"{heading} ({len(of_kind)})")
                result.append(nodes.paragraph("", "", title))
                result.append(
                    nodes.bullet_list("", *(_item(self.env.app, change) for change in of_kind[:MOST]))
                )
            if len(of_kind) > MOST:
                left = f"{len(of_kind) - MOST} more stand in the file of changes in the repository."
                result.append(nodes.paragraph("", left))
        return result


def _item(app: Sphinx, change: Mapping[str, Any]) -> nodes.list_item:
    text = nodes.paragraph("", "", _link(app, change["kind"], change["name"]))
    if not change["field"]:
        text += nodes.Text(": new" if change["old"] is None else ": gone")
    else:
        text += nodes.Text(f", {change['field']}: ")
        text += [_value(change["old"]), nodes.Text(" → "), _value(change["new"])]
    return nodes.list_item("", text)


def _value(text: str | None) -> nodes.Node:
    return nodes.literal("", text) if text else nodes.emphasis("", "nothing")


def _link(app: Sphinx, kind: str, name: str) -> nodes.Node:
    """The name as a link, as long as there is a place: what is gone has none."""
    text = nodes.literal("", name)
    path = ""
    if kind == "data" and name in data_package(app).table_of_row:
        path = data_package(app).page(name)
    elif kind == "work" and name in bibliography.read(references(app)):
        path = f"chapters/references.html#cite-{name}"
    elif kind == "figure" and is_figure(name) and name in content_of(app).titles():
        path = f"figures/{name}.csv"
    return roles.link_to_data(app.env, path, text) if path else text


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("changes", Changes)

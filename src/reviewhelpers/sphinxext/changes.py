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
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.error(f"{path.name}: found {error}, expected what 'make changes' writes") from error
        self.env.note_dependency(str(path))
        since = kept["since"].removeprefix("v")
        if not kept["changes"]:
            return [nodes.paragraph("", f"No value, work, point or finding moved since version {since}.")]
        made: list[nodes.Node] = [nodes.paragraph("", f"Compared with version {since}.")]
        for kind, heading in diff.KINDS.items():
            found = [change for change in kept["changes"] if change["kind"] == kind]
            if found:
                title = nodes.strong("", f"{heading} ({len(found)})")
                made.append(nodes.paragraph("", "", title))
                made.append(nodes.bullet_list("", *(_item(self.env.app, change) for change in found[:MOST])))
            if len(found) > MOST:
                left = f"{len(found) - MOST} more stand in the file of changes in the repository."
                made.append(nodes.paragraph("", left))
        return made


def _item(app: Sphinx, change: Mapping[str, Any]) -> nodes.list_item:
    said = nodes.paragraph("", "", _place(app, change["kind"], change["name"]))
    if not change["field"]:
        said += nodes.Text(": new" if change["old"] is None else ": gone")
    else:
        said += nodes.Text(f", {change['field']}: ")
        said += [_value(change["old"]), nodes.Text(" → "), _value(change["new"])]
    return nodes.list_item("", said)


def _value(text: str | None) -> nodes.Node:
    return nodes.literal("", text) if text else nodes.emphasis("", "nothing")


def _place(app: Sphinx, kind: str, name: str) -> nodes.Node:
    """The name as a link, as long as there is a place: what is gone has none."""
    said = nodes.literal("", name)
    path = ""
    if kind == "data" and name in data_package(app).table_of_row:
        path = data_package(app).page(name)
    elif kind == "work" and name in bibliography.read(references(app)):
        path = f"chapters/references.html#cite-{name}"
    elif kind == "figure" and is_figure(name) and name in content_of(app).titles():
        path = f"figures/{name}.csv"
    return roles.link_to_data(app.env, path, said) if path else said


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("changes", Changes)

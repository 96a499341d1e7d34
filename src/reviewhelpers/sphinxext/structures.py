"""What readers can turn: every structure of a group on one page, with its picture, its places and its files.

The directive ``{structures} group`` keeps a place while its page is read. Which figures and tables of the book bring
structures, and which figures draw them, is known only when all pages have been read, so that the list is filled when
the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from reviewhelpers._core.artifacts import structure_path
from reviewhelpers.sphinxext import artifact_bar, gallery, notebook_renderer, page_nodes

STYLES = "_static/models.css"


class Group(nodes.General, nodes.Element):
    """Where the structures of a group will stand; ``group`` is its name."""


class Structures(SphinxDirective):
    """The structures of the group that the argument names."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """A place to be filled."""
        # What other pages show decides what stands here, as in a gallery.
        gallery.galleries(self.env).add(self.env.docname)
        return [Group(group=self.arguments[0])]


class _Place(NamedTuple):
    page: str
    figure: str


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the structures where they belong.

    Raises
    ------
    ExtensionError
        When nothing in the book belongs to a group.
    """
    for number, place in enumerate(list(doctree.findall(Group))):
        found, drawn = _described(app.env, place["group"])
        if not found:
            raise ExtensionError(
                f"{docname}: found no structure of {place['group']!r}, expected one at least"
            )
        items = [_item(app, docname, one, drawn[id]) for id, one in found.items()]
        shown: list[nodes.Node] = [nodes.bullet_list("", *items, classes=["gallery", "models"])]
        if not number:
            # Looks that this page alone needs: they would weigh on every other one.
            address = page_nodes.relative(docname, STYLES)
            shown.insert(0, nodes.raw("", f'<link rel="stylesheet" href="{address}">', format="html"))
        place.replace_self(shown)


def _described(
    env: BuildEnvironment, group: str
) -> tuple[dict[str, Mapping[str, Any]], dict[str, list[_Place]]]:
    """The structures of a group by id, in the order of the list that is longest, and the figures that draw each."""
    shown = [
        (page, content)
        for page, contents in notebook_renderer.on_pages(env).items()
        for content in contents.values()
        if "structures" in content
    ]
    found: dict[str, Mapping[str, Any]] = {}
    for _, content in sorted(shown, key=lambda pair: -len(pair[1]["structures"])):
        for one in content["structures"]:
            if one["group"] == group:
                found.setdefault(one["id"], one)
    order = {page: at for at, page in enumerate(_pages(env))}
    drawn: dict[str, list[_Place]] = {id: [] for id in found}
    for page, content in sorted(shown, key=lambda pair: order.get(pair[0], len(order))):
        if content["kind"] == "figure":
            for one in content["structures"]:
                if one["id"] in drawn:
                    drawn[one["id"]].append(_Place(page, content["id"]))
    return found, drawn


def _pages(env: BuildEnvironment) -> Iterator[str]:
    for _, pages in gallery.parts(env):
        yield from pages


def _item(app: Sphinx, here: str, one: Mapping[str, Any], drawn: list[_Place]) -> nodes.list_item:
    """One structure: its picture, title and note, the figures that draw it, and its files."""
    id = one["id"]
    path, name = structure_path(id, ""), f"{id}-name"
    item = nodes.list_item("", classes=["model"], ids=[id])
    paths = {"light": f"{path}svg", "dark": f"{path}dark.svg"}
    item += page_nodes.Turnable(paths=paths, alt=one["seen"], named=name)
    item += nodes.paragraph("", "", nodes.strong("", one["title"]), ids=[name])
    about = nodes.paragraph("", one["note"], classes=["gallery-about"])
    for page, figure in drawn:
        about += nodes.Text(", ")
        numbers = app.env.toc_fignumbers.get(page, {}).get("figure", {}).get(figure, ())
        text = app.config.numfig_format["figure"] % ".".join(map(str, numbers))
        address = f"{app.builder.get_relative_uri(here, page)}#{figure}"
        about += nodes.reference("", text, internal=True, refuri=address)
    item += about
    links = [(label, f"{path}{suffix}") for suffix, label in one["files"]]
    item += artifact_bar.Files(links=links, structure={"title": one["title"], "script": f"{path}js"})
    return item


def setup(app: Sphinx) -> None:
    """Register the directive and what fills it."""
    app.add_node(Group)
    app.add_directive("structures", Structures)
    app.connect("doctree-resolved", fill)

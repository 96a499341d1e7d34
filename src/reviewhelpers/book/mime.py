"""Typeset what a notebook cell shows: a numbered figure or table with its files to download.

A plugin of myst-nb (entry point group ``myst_nb.mime_renderers``). The picture is the stored, tested output
of the cell; title, caption and cells are parsed as MyST, so that citations and references in them resolve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from reviewhelpers import cells, rounding, shown
from reviewhelpers.book import described, elements
from reviewhelpers.checks.svg import SIZE

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer

logger = logging.getLogger(__name__)

FIGURE_FILES = (("svg", "SVG"), ("pdf", "PDF"), ("png", "PNG"), ("csv", "CSV of the plotted values"))
TABLE_FILES = (("csv", "CSV"), ("md", "Markdown"), ("tex", "LaTeX"))
FILES = {"figure": FIGURE_FILES, "table": TABLE_FILES}


def on_pages(env: BuildEnvironment) -> dict[str, dict[str, Mapping[str, Any]]]:
    """What each page shows: by page and id, the description that its cell returned."""
    if not hasattr(env, "reviewhelpers_shown"):
        env.reviewhelpers_shown = {}  # type: ignore[attr-defined]
    found: dict[str, dict[str, Mapping[str, Any]]] = env.reviewhelpers_shown  # type: ignore[attr-defined]
    return found


def pictures(id: str) -> dict[str, str]:
    """Paths of a figure's pictures below the site's root, by colour mode."""
    return {"light": f"figures/{id}.svg", "dark": f"figures/{id}.dark.svg"}


class Renderer:
    """Renders the MIME type of :mod:`reviewhelpers.shown` and leaves all others alone."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [("*", shown.MIME, 1)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Docutils nodes of a figure or table; ``None`` for any other MIME type."""
        if inline or data.mime_type != shown.MIME:
            return None
        content: dict[str, Any] = dict(data.content)
        env = renderer.renderer.sphinx_env
        _tell(content, data.cell_index, (env.docname, data.line) if env is not None else None)
        page = _Page(renderer, data)
        if content["kind"] == "figure":
            # A build that reads no figure needs no matplotlib.
            from reviewhelpers.figures import dark

            light = page.stored("image/svg+xml")
            drawn = {"svg": light, "dark.svg": dark.recolour(light, content["id"])}
            for suffix, svg in drawn.items():
                renderer.write_file([f"{content['id']}.{suffix}"], svg.encode(), overwrite=True)
            node = page.figure(content, _size(light))
            content["svg"] = shown.digest("".join(drawn.values()))
        else:
            node = page.table(content)
        # The title without markup, for lists of what the pages show.
        content["heading"] = next(node.findall(nodes.caption)).astext()
        node["names"].append(nodes.fully_normalize_name(content["id"]))
        renderer.renderer.document.note_explicit_target(node, node)
        if env is not None:
            on_pages(env).setdefault(env.docname, {})[content["id"]] = content
        return [node]


def _tell(content: Mapping[str, Any], cell: int | None, location: tuple[str, int | None] | None) -> None:
    """Warn of marks that were meant to be read and would stand in the published text as they are."""
    for problem in cells.left_over(content, f"cell {cell}"):
        said = f"{problem.place}: found {problem.found}, expected {problem.expected}"
        logger.warning("%s", said, location=location)


class _Page:
    """Makes nodes at the place of one output on a page."""

    def __init__(self, renderer: NbElementRenderer, data: MimeData):
        self.renderer = renderer.renderer
        self.data = data
        self.line = data.line or 0

    def stored(self, mime_type: str) -> str:
        """The stored output of the same cell in another form."""
        _, outputs = self.renderer.nb_client.code_cell_outputs(self.data.cell_index)
        return str(outputs[self.data.output_index]["data"][mime_type])

    def figure(self, content: Mapping[str, Any], size: tuple[int, int]) -> nodes.figure:
        """A numbered figure: picture, title, caption, files, whole description, lines that rebuild it."""
        picture = elements.Drawn(
            paths=pictures(content["id"]),
            size=size,
            alt=described.finding(content["alt"]),
            details="",
        )
        caption = nodes.caption("", "", *self.inline(content["title"]))
        legend = nodes.legend("", *self.blocks(content["caption"]), _files("figures", content, FIGURE_FILES))
        if picture["alt"] != content["alt"]:
            picture["details"] = f"{content['id']}-description"
            told = nodes.paragraph("", content["alt"])
            legend += elements.Description("", told, ids=[picture["details"]])
        legend += elements.Rebuild(kind="figure", id=content["id"])
        return nodes.figure("", picture, caption, legend, classes=["drawn"])

    def table(self, content: Mapping[str, Any]) -> elements.TableFigure:
        """A numbered table: title, caption, cells in a region that scrolls, note, files, lines to rebuild."""
        title = elements.TableTitle("", "", *self.inline(content["title"]))
        head = nodes.row("", *(self.cell(cell, scope="col") for cell in content["header"]))
        rows = [
            nodes.row("", self.cell(row[0], scope="row"), *(self.cell(cell) for cell in row[1:]))
            for row in content["rows"]
        ]
        width = sum(_needed(column) for column in zip(head, *rows, strict=True))
        body = elements.DataTable(
            label=title.astext(),
            width_needed=width,
            folded=content.get("folded", ""),
            classes=["colwidths-auto"],
        )
        group = nodes.tgroup(cols=len(head))
        group += [nodes.colspec(colwidth=1) for _ in head]
        group += [nodes.thead("", head), nodes.tbody("", *rows)]
        body += group
        node: elements.TableFigure = elements.TableFigure("", title)
        node += nodes.container("", *self.blocks(content["caption"]), classes=["table-caption"])
        node += body
        if content["note"]:
            node += nodes.container("", *self.blocks(content["note"]), classes=["table-note"])
        node += _files("tables", content, TABLE_FILES)
        node += elements.Rebuild(kind="table", id=content["id"])
        return node

    def cell(self, text: str, scope: str = "") -> nodes.entry:
        """A cell of a table; with a scope it heads its column or row."""
        said: nodes.TextElement = nodes.paragraph("", "", *self.inline(text))
        if len(said) == 1 and isinstance(said[0], nodes.abbreviation):
            # What an abbreviation stands for shows to those alone who point at it with a mouse.
            said = elements.How("", said[0].astext(), explanation=said[0]["explanation"])
        return elements.HeadCell("", said, scope=scope) if scope else nodes.entry("", said)

    def inline(self, text: str) -> list[nodes.Node]:
        """The nodes of inline MyST."""
        return self._parsed(text, nodes.paragraph(), inline=True)

    def blocks(self, text: str) -> list[nodes.Node]:
        """The nodes of MyST with paragraphs."""
        return self._parsed(text, nodes.Element(), inline=False)

    def _parsed(self, text: str, into: nodes.Element, inline: bool) -> list[nodes.Node]:
        with self.renderer.current_node_context(into):
            self.renderer.nested_render_text(text, self.line, inline=inline)
        children: list[nodes.Node] = into.children
        return children


def _size(svg: str) -> tuple[int, int]:
    """Width and height of a picture in whole pixels: a browser that knows them keeps its place free."""
    found = SIZE.search(svg)
    assert found, "no notebook is read whose pictures have no size"
    width, height = (rounding.nearest(float(points) * 4 / 3) for points in found.groups())
    return width, height


def _needed(column: Sequence[nodes.Element]) -> float:
    """Width in characters at which no word of a column breaks and a long text takes some eight lines."""
    texts = [cell.astext() for cell in column]
    word = max(len(word) for text in texts for word in (text.split() or [""]))
    text = max(map(len, texts))
    return max(word, min(text / 8, 30), min(text, 10)) + 2


def _files(folder: str, content: Mapping[str, Any], files: Sequence[tuple[str, str]]) -> elements.Files:
    links = [(label, f"{folder}/{content['id']}.{suffix}") for suffix, label in files]
    return elements.Files(links=links)

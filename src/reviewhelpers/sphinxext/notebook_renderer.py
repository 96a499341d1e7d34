"""Typeset what a notebook cell shows: a numbered figure or table with its files to download.

A plugin of myst-nb (entry point group ``myst_nb.mime_renderers``). A page stores one line, and the build
makes what the line names; title, caption and cells are parsed as MyST, so that citations and references in
them resolve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from reviewhelpers._core import notebook_output
from reviewhelpers._core.artifacts import GAP, structure_path
from reviewhelpers.dataset import bibliography
from reviewhelpers.markup import notebook_form
from reviewhelpers.sphinxext import (
    alternative_text,
    artifact_bar,
    artifact_files,
    executed_figures,
    incremental_files,
    page_nodes,
    theme_pages,
)
from reviewhelpers.sphinxext.content import references
from reviewhelpers.sphinxext.data_package import data_package
from reviewhelpers.validation import artifact_text

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer

logger = logging.getLogger(__name__)

FIGURE_FILES = (("csv", "CSV"), ("svg", "SVG"), ("pdf", "PDF"), ("png", "PNG"))
TABLE_FILES = (("csv", "CSV"), ("md", "Markdown"), ("tex", "LaTeX"))
ON_DEMAND = (
    ("points", "load-points.js", ("points.js", "points.css")),
    ("in_3d", "load-structures.js", ("structures.js", "structures-drawing.js", "structures.css")),
    ("frames", "load-frames.js", ("frames.js", "frames.css")),
)
"""What makes a figure answer: the attribute of its picture, the script that waits, and the files that it loads."""


def on_pages(env: BuildEnvironment) -> dict[str, dict[str, Mapping[str, Any]]]:
    """What each page shows: by page and id, the description of the figure or table."""
    if not hasattr(env, "reviewhelpers_shown"):
        env.reviewhelpers_shown = {}  # type: ignore[attr-defined]
    found: dict[str, dict[str, Mapping[str, Any]]] = env.reviewhelpers_shown  # type: ignore[attr-defined]
    return found


def drawn_on_pages(env: BuildEnvironment) -> dict[str, dict[int, list[str]]]:
    """The pictures that code of each page draws: by page and cell, the paths of their files."""
    if not hasattr(env, "reviewhelpers_drawn"):
        env.reviewhelpers_drawn = {}  # type: ignore[attr-defined]
    found: dict[str, dict[int, list[str]]] = env.reviewhelpers_drawn  # type: ignore[attr-defined]
    return found


def row_anchor(table: str, row: str) -> str:
    """The address, on its page, of a row of a table that is a row of the data.

    Examples
    --------
    >>> row_anchor("tab-a-b", "one")
    'tab-a-b-one'
    """
    return f"{table}-{row}"


def pictures(id: str, form: str = "") -> dict[str, str]:
    """Paths of a figure's pictures below the site's root, by colour mode.

    Examples
    --------
    >>> pictures("fig-a", "phone.")
    {'light': 'figures/fig-a.phone.svg', 'dark': 'figures/fig-a.phone.dark.svg'}
    """
    return {"light": f"figures/{id}.{form}svg", "dark": f"figures/{id}.{form}dark.svg"}


def picture(content: Mapping[str, Any], alt: str) -> page_nodes.FigurePicture:
    """The picture of a figure in its forms, from its description."""
    id = content["id"]
    image = page_nodes.FigurePicture(paths=pictures(id), size=content["size"], alt=alt, details="")
    if "phone_size" in content:
        image["phone"] = {"paths": pictures(id, "phone."), "size": content["phone_size"]}
    return image


class Renderer:
    """Renders the lines of :mod:`reviewhelpers._core.notebook_output` and leaves all other texts alone."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = []

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Docutils nodes of a figure, table or picture; ``None`` for anything else."""
        env = renderer.renderer.sphinx_env
        id = (
            notebook_output.parse_id(data.content)
            if data.mime_type == notebook_form.PLAIN and not inline
            else ""
        )
        # A build without the extension of the book shows the line itself.
        if env is None or not id or "reviewhelpers_inputs" not in env.config:
            return None
        page, at = _Page(renderer, data), data.cell_index or 0
        return [page.picture(env, at) if id == notebook_output.PICTURE else page.artifact_node(env, at, id)]


class _Page:
    """Makes nodes at the place of one output on a page."""

    def __init__(self, renderer: NbElementRenderer, data: MimeData):
        self.renderer = renderer.renderer
        self.data = data
        self.line = data.line or 0

    def artifact_node(self, env: BuildEnvironment, cell: int, id: str) -> nodes.Element:
        """The figure or table of a cell, noted as one that the page shows."""
        made = artifact_files.artifacts_of(env.app)
        content = made.content(id, f"{_file(env)}:-:cell {cell}")
        made.compare(_file(env), cell, str(self.data.content), made.line(id))
        for found, expected in artifact_text.faults(
            content, env.docname, bibliography.read(references(env.app))
        ):
            told = f"cell {cell}: {id}: found {found}, expected {expected}"
            logger.warning("%s", told, location=(env.docname, self.data.line))
        node = self.figure(content) if content["kind"] == "figure" else self.table(content)
        # The title without markup, for lists of what the pages show.
        content["heading"] = next(node.findall(nodes.caption)).astext()
        node["names"].append(nodes.fully_normalize_name(id))
        self.renderer.document.note_explicit_target(node, node)
        on_pages(env).setdefault(env.docname, {})[id] = content
        return node

    def picture(self, env: BuildEnvironment, cell: int) -> nodes.Element:
        """The picture that code of the page draws, with its caption; it has no number, as code has none."""
        picture = executed_figures.pictures_of(env.app).picture(env.app, env.docname, cell)
        artifact_files.artifacts_of(env.app).compare(_file(env), cell, str(self.data.content), picture.line)
        drawn_on_pages(env).setdefault(env.docname, {})[cell] = list(picture.paths.values())
        image = page_nodes.FigurePicture(
            paths=picture.paths, size=artifact_files.size(picture.svg), alt=picture.alt, details=""
        )
        return nodes.container("", image, *self.blocks(picture.caption), classes=["drawn"])

    def figure(self, content: Mapping[str, Any]) -> nodes.figure:
        """A numbered figure: picture, title, caption, files, whole description, lines that rebuild it."""
        id = content["id"]
        image = picture(content, alternative_text.finding(content["alt"]))
        if content["has_points"]:
            image["points"] = f"figures/{id}.points.js"
        if content.get("has_values"):
            image["values"] = f"figures/{id}.values.js"
        if content["has_frames"]:
            image["frames"] = f"figures/{id}.frames.js"
        structures = [_structure(one) for one in content.get("structures", ())]
        image["in_3d"] = bool(structures)
        caption = nodes.caption("", "", *self.inline(content["title"]))
        bar = artifact_bar.Bar("", _files("figures", content, FIGURE_FILES))
        legend = nodes.legend("", *self.blocks(content["caption"]), bar)
        if image["alt"] != content["alt"]:
            image["details"] = f"{id}-description"
            told = nodes.paragraph("", content["alt"])
            bar += artifact_bar.Disclosure("", told, title="Description", kind="description")
            bar[-1]["ids"] = [image["details"]]
        if content.get("method", "").strip():
            told = self.blocks(content["method"])
            bar += artifact_bar.Disclosure("", *told, title="How it was made", kind="method")
        if structures:
            bar += artifact_bar.Structures(structures=structures)
        bar += artifact_bar.Rebuild(id=id)
        return nodes.figure("", image, caption, legend, classes=["drawn"])

    def table(self, content: Mapping[str, Any]) -> page_nodes.TableFigure:
        """A numbered table: title, caption, cells in a region that scrolls, note, files, lines to rebuild."""
        title = page_nodes.TableTitle("", "", *self.inline(content["title"]))
        heads = [self.cell(cell, scope="col") for cell in content["header"]]
        labels = [head.astext() for head in heads]
        rows = [
            nodes.row("", self.cell(row[0], scope="row"), *map(self.body_cell, row[1:]))
            for row in content["rows"]
        ]
        width = sum(_needed(column) for column in zip(heads, *rows, strict=True))
        cards = width > page_nodes.PHONE
        if cards:
            for row in rows:
                for cell, label in zip(row[1:], labels[1:], strict=True):
                    # A card leaves out what is not there.
                    cell["label"] = "" if cell.astext() in ("", GAP) else label
        body = page_nodes.DataTable(
            label=title.astext(),
            width_needed=width,
            folded=content.get("folded", ""),
            cards=cards,
            classes=["colwidths-auto"],
        )
        self._lead_to_data(content, rows)
        for number in content.get("asides", ()):
            rows[number]["classes"].append("aside")
        for start, words in reversed(content.get("groups", ())):
            name = self.cell(words, scope="colgroup")
            name["span"] = len(heads)
            rows.insert(start, nodes.row("", name, classes=["group"]))
        group = nodes.tgroup(cols=len(heads))
        group += [nodes.colspec(colwidth=1) for _ in heads]
        head = nodes.row("", *heads)
        group += [nodes.thead("", head), nodes.tbody("", *rows)]
        body += group
        node: page_nodes.TableFigure = page_nodes.TableFigure("", title)
        node += nodes.container("", *self.blocks(content["caption"]), classes=["table-caption"])
        node += body
        if content["note"]:
            node += nodes.container("", *self.blocks(content["note"]), classes=["table-note"])
        node += artifact_bar.Bar(
            "", _files("tables", content, TABLE_FILES), artifact_bar.Rebuild(id=content["id"])
        )
        return node

    def _lead_to_data(self, content: Mapping[str, Any], rows: Sequence[nodes.row]) -> None:
        """Give each row that is one of the data an address, and its name a link to the row there."""
        package = data_package(self.renderer.sphinx_env.app)
        known: set[str] = set()
        for row, ids in zip(rows, content.get("row_ids", ()), strict=False):
            if ids and ids[0] in package.table_of_row and ids[0] not in known:
                known.add(ids[0])
                row["ids"].append(row_anchor(content["id"], ids[0]))
                row[0][0] += page_nodes.DataLink(path=package.page(ids[0]), name=row[0].astext())

    def cell(self, text: str, scope: str) -> page_nodes.HeadCell:
        """A cell of a table that heads its column, its row or a group of rows."""
        return page_nodes.HeadCell("", nodes.paragraph("", "", *self.inline(text)), scope=scope)

    def body_cell(self, text: str) -> page_nodes.BodyCell:
        """A cell of a table under a head; it is empty where there is no text."""
        if not text:
            return page_nodes.BodyCell()
        paragraph: nodes.TextElement = nodes.paragraph("", "", *self.inline(text))
        if len(paragraph) == 1 and isinstance(paragraph[0], nodes.abbreviation):
            # What an abbreviation stands for shows to those alone who point at it with a mouse.
            paragraph = page_nodes.RebuildNote(
                "", paragraph[0].astext(), explanation=paragraph[0]["explanation"]
            )
        return page_nodes.BodyCell("", paragraph)

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


def _file(env: BuildEnvironment) -> str:
    return Path(env.doc2path(env.docname)).relative_to(env.srcdir).as_posix()


def _needed(column: Sequence[nodes.Element]) -> float:
    """Width in characters at which no word of a column breaks and a long text takes some eight lines."""
    texts = [cell.astext() for cell in column]
    word = max(len(word) for text in texts for word in (text.split() or [""]))
    text = max(map(len, texts))
    return max(word, min(text / 8, 30), min(text, 10)) + 2


def _files(folder: str, content: Mapping[str, Any], files: Sequence[tuple[str, str]]) -> artifact_bar.Files:
    links = [(label, f"{folder}/{content['id']}.{suffix}") for suffix, label in files]
    return artifact_bar.Files(links=links)


def _structure(described: Mapping[str, Any]) -> dict[str, Any]:
    """What a page needs of a structure: its title, its script and the links to its files."""
    path = structure_path(described["id"], "")
    links = [(label, f"{path}{suffix}") for suffix, label in described["files"]]
    return {"title": described["title"], "script": f"{path}js", "links": links}


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    on_pages(env).pop(docname, None)
    drawn_on_pages(env).pop(docname, None)


def _complete(app: Sphinx, env: BuildEnvironment) -> None:
    """Make what pages show that were not read, where its files are missing."""
    out, made = Path(app.outdir), artifact_files.artifacts_of(app)
    if app.builder.format == "html":
        for page, id in ((page, id) for page, shows in on_pages(env).items() for id in shows):
            made.content(id, page)
        for docname, cells_drawn in drawn_on_pages(env).items():
            for cell, paths in cells_drawn.items():
                if not all((out / path).is_file() for path in paths):
                    executed_figures.pictures_of(app).picture(app, docname, cell)


def _load_on_demand(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have the pages whose figures answer load, once someone asks a figure, the script that does.

    One tells the points of a figure, one turns its structures, and one moves its frames.
    """
    answers = {attribute: False for attribute, *_ in ON_DEMAND}
    if doctree is not None:
        pictures = list(doctree.findall(page_nodes.FigurePicture))
        answers = {attribute: any(picture.get(attribute) for picture in pictures) for attribute in answers}
        answers["in_3d"] |= any(doctree.findall(page_nodes.Turnable))
    for attribute, name, files in ON_DEMAND:
        if answers[attribute]:
            held = b"".join((theme_pages.FOLDER / "static" / file).read_bytes() for file in files)
            address: dict[str, Any] = {"data-script": f"{files[0]}?v={hashlib.sha256(held).hexdigest()[:8]}"}
            app.add_js_file(name, loading_method="defer", **address)


def _record(app: Sphinx) -> None:
    pictures = (paths for page in drawn_on_pages(app.env).values() for paths in page.values())
    artifact_files.artifacts_of(app).record(_ids(app.env), [path for paths in pictures for path in paths])


def _ids(env: BuildEnvironment) -> list[str]:
    return [id for page in on_pages(env).values() for id in page]


def setup(app: Sphinx) -> None:
    """Register what follows from what pages show."""
    app.connect("env-purge-doc", _forget)
    app.connect("env-updated", _complete)
    app.connect("html-page-context", _load_on_demand)
    app.connect(incremental_files.EVENT, _record)

"""What a link leads to, in short: a script for each page with its places, loaded when a reader asks for one.

A preview adds nothing that the place does not say. The scripts stand at ``previews/<page>.js``, apart from
the pages, which stay light; a page from a folder may load scripts and may fetch nothing, as for the search.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from reviewhelpers.dataset import bibliography
from reviewhelpers.sphinxext import incremental_files, math_renderer, page_nodes, prerequisites
from reviewhelpers.sphinxext.content import Content, references
from reviewhelpers.sphinxext.data_package import DataPackage, data_package

Preview = dict[str, Any]
"""``title`` and ``text`` of a place as HTML, ``image`` as paths by mode, ``rows`` as pairs of texts."""

FOLDER = "previews"
TAGS = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.literal: "code",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
}


# What a place says


def inline(node: nodes.Node) -> str:
    """The text of a node as HTML, without its links: a preview leads nowhere."""
    if isinstance(node, nodes.Text):
        return escape(node.replace("\n", " "), quote=False)
    if isinstance(node, nodes.math):
        return math_renderer.render(node.astext())
    if isinstance(node, (nodes.raw, nodes.comment, nodes.footnote_reference)):
        return ""
    inner = "".join(map(inline, node.children))
    tag = TAGS.get(type(node))
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def places(env: BuildEnvironment, doctree: nodes.document, docname: str) -> Iterator[tuple[str, Preview]]:
    """The places of a page with their anchors; that of the page itself is empty.

    Parameters
    ----------
    env : BuildEnvironment
        Knows the numbers of figures, tables and equations.
    doctree : document
        The page.
    docname : str
        Its name.
    """
    numbers = env.toc_fignumbers.get(docname, {})
    package = data_package(env.app)
    top = True
    for node in doctree.findall(nodes.Element):
        found: Preview | None = None
        if isinstance(node, nodes.section):
            found = _section(node)
            if top:
                yield "", found
            top = False
        elif isinstance(node, nodes.citation):
            found = _work(node, references(env.app))
        elif isinstance(node, nodes.term):
            found = _term(node)
        elif isinstance(node, page_nodes.TableFigure):
            found = _table(node, _number(numbers, "table", node["ids"]))
        elif isinstance(node, nodes.figure):
            found = _figure(node, _number(numbers, "figure", node["ids"]))
        elif isinstance(node, nodes.math_block) and node["number"]:
            number = _number(numbers, "displaymath", node["ids"])
            found = {"title": f"Equation ({number})", "text": math_renderer.render(node.astext(), "block")}
        elif isinstance(node, nodes.literal):
            for id in node["ids"]:
                row_id = id.removeprefix("row-")
                if row_id in package.table_of_row:
                    yield id, of_row(package.content, row_id)
        if found:
            yield from ((id, found) for id in node["ids"])


def _number(numbers: Mapping[str, Mapping[str, tuple[int, ...]]], kind: str, ids: list[str]) -> str:
    """The number of the figure, table or equation under one of some ids."""
    numbers_of_kind = numbers.get(kind, {})
    return next((".".join(map(str, numbers_of_kind[id])) for id in ids if id in numbers_of_kind), "")


def _section(node: nodes.section) -> Preview:
    """The heading and the first paragraph; where there is none, the title of what stands there instead."""
    title = next(iter(node.findall(nodes.title)), nodes.title())
    own = [child for child in node.children if isinstance(child, nodes.paragraph) and child.astext().strip()]
    paragraphs = own or list(node.findall(nodes.caption)) or list(node.findall(nodes.paragraph))
    text = inline(paragraphs[0]) if paragraphs else ""
    after = paragraphs[0].next_node(descend=False, siblings=True) if paragraphs else None
    while isinstance(after, nodes.target):
        after = after.next_node(descend=False, siblings=True)
    if isinstance(after, nodes.math_block):
        # A definition often ends on its equation.
        text += math_renderer.render(after.astext(), "block")
    # On a page the first words only say that the rest is to be taken away.
    items = prerequisites.takeaway_items(paragraphs[0]) if paragraphs else []
    return {"title": inline(title), "text": " ".join(map(inline, items)) if items else text.strip()}


def _term(node: nodes.term) -> Preview:
    """A term of the glossary and its definition, without the way to where the book explains it."""
    (definition,) = (child for child in node.parent.children if isinstance(child, nodes.definition))
    texts = [inline(child).partition("More: ")[0].strip() for child in definition.children]
    return {"title": inline(node), "text": " ".join(filter(None, texts))}


def _work(node: nodes.citation, path: Path) -> Preview:
    key = next(id for id in node["ids"] if id.startswith("cite-")).removeprefix("cite-")
    paragraphs = [inline(child) for child in node.children if isinstance(child, nodes.paragraph)]
    return {"title": escape(bibliography.short_label(key, path), quote=False), "text": " ".join(paragraphs)}


def _figure(node: nodes.figure, number: str) -> Preview:
    caption = next(iter(node.findall(nodes.caption)))
    texts = [child for legend in node.findall(nodes.legend) for child in legend.children]
    text = next((inline(child) for child in texts if isinstance(child, nodes.paragraph)), "")
    found = {"title": f"Fig. {number} {inline(caption)}", "text": text}
    for drawn in node.findall(page_nodes.FigurePicture):
        found["image"] = drawn["paths"]
    return found


def _table(node: page_nodes.TableFigure, number: str) -> Preview:
    caption = next(iter(node.findall(page_nodes.TableTitle)))
    texts = [child for child in node.children if isinstance(child, nodes.container)]
    text = next((inline(paragraph) for part in texts for paragraph in part.findall(nodes.paragraph)), "")
    (body,) = node.findall(nodes.tbody)
    (head,) = node.findall(nodes.thead)
    size = f"{len(body.children)} rows × {len(head[0].children)} columns"
    return {"title": f"Table {number} {inline(caption)}", "text": text, "rows": [["Size", size]]}


def of_row(content: Content, row_id: str) -> Preview:
    """What a row of the data says, in short.

    Parameters
    ----------
    content : Content
        Knows the row.
    row_id : str
        Id of a row of any table.

    Examples
    --------
    >>> from reviewhelpers.content.book import Book
    >>> place = of_row(Book(), "li2022-ye2017-fe")
    >>> place["title"], dict(place["rows"])["System"]
    ('Faradaic efficiency, CO: up to 93 %', 'Fe-N-C from ZIF-8')
    """
    title, details = content.summary(row_id)
    rows = [[name, text] for name, text in details.items()]
    return {"title": escape(title, quote=False), "text": "", "rows": rows}


def of_table(package: DataPackage, name: str) -> dict[str, Preview]:
    """The places of the page of a table of the data: the table itself, and each row.

    Parameters
    ----------
    package : DataPackage
        Holds the table.
    name : str
        Name of the table.
    """
    resource = package.resources[name]
    text = escape(resource["description"], quote=False)
    table = {"": {"title": escape(resource["title"], quote=False), "text": text}}
    return table | {id: of_row(package.content, id) for id in package.rows(name)}


# The scripts


def collect(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the script of a page that is being written."""
    if doctree is not None:
        address = app.builder.get_target_uri(docname)
        path = Path(app.outdir) / _path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script(address, dict(places(app.env, doctree, docname))), encoding="utf-8")


def _path(address: str) -> str:
    return f"{FOLDER}/{address.replace('.html', '.js')}"


def write(app: Sphinx) -> None:
    """Write the scripts of the pages of the data, and take away those of pages that are gone."""

    package = data_package(app)

    def piece(name: str, address: str) -> incremental_files.Piece:
        return None, lambda: script(address, of_table(package, name))

    addresses = {name: f"data/{name}.html" for name in package.resources}
    pieces = {_path(address): piece(name, address) for name, address in addresses.items()}
    incremental_files.update(app, "previews", pieces)
    known = {*pieces, *(_path(app.builder.get_target_uri(name)) for name in app.env.all_docs)}
    out = Path(app.outdir)
    for path in (out / FOLDER).rglob("*.js"):
        if path.relative_to(out).as_posix() not in known:
            path.unlink()


def script(address: str, entries: Mapping[str, Preview]) -> str:
    """The script that tells the places of a page.

    Examples
    --------
    >>> script("chapters/a.html", {"": {"title": "A", "text": ""}})
    'previewPlaces("chapters/a.html",{"":{"title":"A","text":""}})\\n'
    """
    texts = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"previewPlaces({json.dumps(address)},{texts})\n"


def setup(app: Sphinx) -> None:
    """Register the scripts."""
    app.connect("html-page-context", collect)
    app.connect(incremental_files.EVENT, write)

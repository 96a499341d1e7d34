"""The bar under a figure or table: files, what it shows, how it was made, how to rebuild and how to cite it.

Each control is a ``details`` element of one name, so that opening one closes the others, also without a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from reviewhelpers.sphinxext.content import content_of
from reviewhelpers.sphinxext.page_nodes import TableFigure, Translator, address, skip


class Bar(nodes.General, nodes.Element):
    """The controls of a figure or table; its children are the controls."""


class Files(nodes.General, nodes.Element):
    """Links to files: ``links`` holds pairs of a label and a path below the site's root.

    Where they are those of a structure that the page can turn, ``structure`` holds its ``title`` and the path of its
    ``script``.
    """


class Structures(nodes.General, nodes.Element):
    """What a picture shows and a reader can turn, opened on demand, each with its files.

    ``structures`` holds for each its ``title``, the path of its ``script``, and ``links``: pairs of a label and a
    path, all paths below the site's root.
    """


class Disclosure(nodes.General, nodes.Element):
    """Text below a picture, opened on demand; its children are the text.

    ``title`` is what a reader clicks on; ``kind`` is ``description`` or ``method``, for the style sheet.
    """


class Rebuild(nodes.General, nodes.Element):
    """The lines that make the figure or table of this ``id`` again, opened on demand."""


def shown_name(translator: Translator, node: nodes.Element) -> str:
    """The number of the figure or table that a control belongs to, such as *Fig. 3.1*; empty outside of any."""
    place = node.parent
    while place is not None and not isinstance(place, nodes.figure):
        place = place.parent
    if place is None or not place["ids"]:
        return ""
    kind = "table" if isinstance(place, TableFigure) else "figure"
    number = translator.builder.fignumbers.get(kind, {}).get(place["ids"][0], ())
    shown: str = translator.config.numfig_format[kind] % ".".join(map(str, number)) if number else ""
    return shown.strip()


def open_details(
    translator: Translator, node: nodes.Element, kind: str, word: str, attributes: str = ""
) -> str:
    """The beginning of a control: who listens hears which figure or table it belongs to."""
    of = shown_name(translator, node)
    place = node.parent
    while place is not None and not isinstance(place, nodes.figure):
        place = place.parent
    group = f' name="{place["ids"][0]}-bar"' if place is not None and place["ids"] else ""
    said = f'<span class="only-read">, {escape(of)}</span>' if of else ""
    return f'<details class="{kind}"{group}{attributes}><summary>{escape(word)}{said}</summary>\n'


def visit_bar(self: Translator, node: Bar) -> None:
    self.body.append('<div class="bar">\n')


def depart_bar(self: Translator, node: Bar) -> None:
    self.body.append("</div>\n")


def visit_files(self: Translator, node: Files) -> None:
    of, whose = "", shown_name(self, node)
    if node.get("structure"):
        script, whose = address(self, node["structure"]["script"]), node["structure"]["title"]
        of = f' data-structure="{script}" data-title="{escape(whose)}"'
    links = _downloads(self, node["links"], whose)
    if isinstance(node.parent, Bar):
        self.body.append(open_details(self, node, "download", "Download"))
        self.body.append(f'<p class="files">{links}</p></details>\n')
    else:
        self.body.append(f'<p class="files"{of}><span>Download</span> {links}</p>\n')
    raise nodes.SkipNode


def _downloads(self: Translator, links: Iterable[tuple[str, str]], whose: str) -> str:
    """Links to files, each named for what it holds: there are many of one kind on a page."""
    said = f'<span class="only-read"> of {escape(whose)}</span>' if whose else ""
    return " ".join(
        f'<a href="{address(self, path)}" download>{escape(label)}{said}</a>' for label, path in links
    )


def visit_structures(self: Translator, node: Structures) -> None:
    self.body.append(open_details(self, node, "structures", "Structures"))
    for one in node["structures"]:
        title, script = escape(one["title"]), address(self, one["script"])
        self.body.append(f'<p class="files" data-structure="{script}" data-title="{title}">')
        self.body.append(f"<span>{title}</span> {_downloads(self, one['links'], one['title'])}</p>\n")
    self.body.append("</details>\n")
    raise nodes.SkipNode


def visit_disclosure(self: Translator, node: Disclosure) -> None:
    id = f' id="{node["ids"][0]}"' if node["ids"] else ""
    self.body.append(open_details(self, node, node["kind"], node["title"], id))


def depart_disclosure(self: Translator, node: Disclosure) -> None:
    self.body.append("</details>\n")


def visit_rebuild(self: Translator, node: Rebuild) -> None:
    ways = content_of(self.builder.app).rebuild(node["id"])
    if not ways:
        raise nodes.SkipNode
    self.body.append(open_details(self, node, "rebuild", "Rebuild") + "<div>")
    where = "After <code>make book</code> in a clone of this book, with its <code>.venv</code> active:"
    self.body.append(f"<p>{where}</p>\n")
    for name, lines in ways.items():
        # A long line scrolls in its own box, which a keyboard must reach.
        self.body.append(f'<pre tabindex="0" role="group" aria-label="{name}" data-copy="{name}">')
        self.body.append(f"<code>{escape(lines)}</code></pre>\n")
    self.body.append("</div></details>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    left_out = (skip, None)
    for node, visitors in (
        (Bar, (visit_bar, depart_bar)),
        (Files, (visit_files, None)),
        (Structures, (visit_structures, None)),
        (Disclosure, (visit_disclosure, depart_disclosure)),
        (Rebuild, (visit_rebuild, None)),
    ):
        app.add_node(node, html=visitors, latex=left_out, man=left_out, texinfo=left_out, text=left_out)

"""The parts of a page that Sphinx does not have, and how they are written as HTML.

Each derives from the docutils node nearest to it, so that other builders fall back on that.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

# A translator of Sphinx; its methods carry no types.
Translator = Any

WIDE = "(min-width: 900px), print"
"""Where the wide form of a figure shows, as a media query; elsewhere it is the one for phones."""

PHONE = 45
"""Characters that stand side by side in a table on a phone; where rows need more, each becomes a card."""

WIDTH_STEP = 20
WIDEST = 160
"""Widths of tables that the style sheet knows, in characters."""


class FigurePicture(nodes.General, nodes.Element):
    """A picture twice, for light and for dark pages; each links to its own file, to be opened large.

    ``paths`` holds the path below the site's root by mode, ``size`` width and height in pixels, ``alt`` what
    it shows in short, ``details`` the id of the whole description where there is more to tell, else nothing.
    Where narrow windows get another form, ``phone`` holds its ``paths`` and ``size``; ``points`` is the path of
    the script that tells the points of the picture, where there is one. ``in_3d`` is true where a script can
    turn the structures of the picture, which the :class:`Structures` of the same figure list; ``frames`` is the path of
    the script with the frames that a reader can move it through, ``values`` of the one with the plotted values.
    """


class FigureAgain(nodes.General, nodes.Element):
    """A figure that another page shows, by its id ``figure``, without a number or files of its own.

    It holds a :class:`FigurePicture` and a :class:`Caption` once all pages are read.
    """


class Caption(nodes.General, nodes.TextElement):
    """What a :class:`FigureAgain` shows and where it is at home."""


class Thumbnail(nodes.General, nodes.Element):
    """A small picture twice, for light and for dark pages, loaded when it comes into sight.

    ``paths`` holds the path below the site's root by mode, ``alt`` what it shows.
    """


class Turnable(nodes.General, nodes.Element):
    """A small picture of a structure in a list, with the button that turns it in the place of the picture.

    ``paths`` holds the path below the site's root by mode, ``alt`` what it shows, ``named`` the id of its title. The
    :class:`Files` beside it hold its script.
    """


class RebuildNote(nodes.General, nodes.TextElement):
    """What a cell says; ``explanation`` tells how it came about and is opened on demand."""


class Dropdown(nodes.General, nodes.Element):
    """A block that opens and closes: ``word`` is its label, ``of`` completes it for screen readers."""


class Prerequisites(nodes.General, nodes.TextElement):
    """A quiet line below the title of a page: what to read first, and how long the page takes."""


class TableFigure(nodes.figure):
    """A table with its title, caption, note and files, numbered as a table."""


class TableTitle(nodes.caption):
    """The title of a :class:`TableFigure`, above it."""


class DataTable(nodes.table):
    """A table in a region that scrolls by itself, so that the page never does sideways.

    ``label`` names the region; ``width_needed``, in characters, is the least width its text reads well at. Where
    ``cards`` is true, each row becomes a block on a phone, where each cell shows its label.
    """


class HeadCell(nodes.entry):
    """A cell that heads its column, its row, or as many columns as ``span`` says a group, as ``scope`` says."""


class DataLink(nodes.Inline, nodes.Element):
    """A sign behind the name of a row of a table that leads to the same row among the data.

    ``path`` is its place below the site's root, ``name`` what the row is called.
    """


class BodyCell(nodes.entry):
    """A cell under a head; where rows become cards it shows behind its ``label``, and not at all without one."""


def relative(page: str, path: str) -> str:
    """The relative address of a path below the site's root, with its fragment, from an address of a page.

    Examples
    --------
    >>> relative("chapters/norr/why.html", "chapters/index.html#home")
    '../index.html#home'
    """
    file, mark, fragment = path.partition("#")
    return relative_uri(page, file) + mark + fragment


def address(translator: Translator, path: str) -> str:
    """The relative address of a path below the site's root, from the page being written, as HTML has it."""
    builder = translator.builder
    return escape(relative(builder.get_target_uri(builder.current_docname), path))


def visit_drawn(self: Translator, node: FigurePicture) -> None:
    details = f' aria-details="{node["details"]}"' if node["details"] else ""
    points = f' data-points="{address(self, node["points"])}"' if node.get("points") else ""
    frames = f' data-frames="{address(self, node["frames"])}"' if node.get("frames") else ""
    values = f' data-values="{address(self, node["values"])}"' if node.get("values") else ""
    self.body.append(f'<div class="picture"{points}{frames}{values}>\n')
    for mode, path in node["paths"].items():
        shown = image(self, mode, path, node, node["alt"], details)
        self.body.append(f'<a class="enlarge in-{mode}" href="{address(self, path)}">{shown}</a>\n')
    self.body.append("</div>\n")
    if node.get("in_3d"):
        self.body.append(_button())
    if frames:
        self.body.append(_MOVE)
    raise nodes.SkipNode


def image(self: Translator, mode: str, path: str, node: nodes.Element, alt: str, attributes: str = "") -> str:
    """The picture of a figure in one mode, in the form that fits the window."""
    phone, uri = node.get("phone"), address(self, path)
    # Sizes hold the place, so that nothing moves while pictures load.
    size = _sized(phone["size"] if phone else node["size"])
    source = address(self, phone["paths"][mode]) if phone else uri
    shown = f'<img src="{source}" alt="{escape(alt)}" {size} loading="lazy"{attributes}>'
    if not phone:
        return shown
    return f'<picture><source media="{WIDE}" srcset="{uri}" {_sized(node["size"])}>{shown}</picture>'


def _sized(size: tuple[int, int]) -> str:
    width, height = size
    return f'width="{width}" height="{height}"'


def visit_again(self: Translator, node: FigureAgain) -> None:
    self.body.append(self.starttag(node, "figure", CLASS="again"))


def depart_again(self: Translator, node: FigureAgain) -> None:
    self.body.append("</figure>\n")


def visit_caption(self: Translator, node: Caption) -> None:
    self.body.append("<figcaption>")


def depart_caption(self: Translator, node: Caption) -> None:
    self.body.append("</figcaption>\n")


def visit_thumbnail(self: Translator, node: Thumbnail) -> None:
    alt = escape(node["alt"])
    # The size holds the place, so that nothing moves while pictures load.
    shared = f'alt="{alt}" width="240" height="180" loading="lazy"'
    pictures = [
        f'<img class="thumbnail in-{mode}" src="{address(self, path)}" {shared}>'
        for mode, path in node["paths"].items()
    ]
    self.body.append(f'<span class="drawn">{"".join(pictures)}</span>\n')
    raise nodes.SkipNode


def visit_turnable(self: Translator, node: Turnable) -> None:
    alt = escape(node["alt"])
    self.body.append('<div class="picture">')
    for mode, path in node["paths"].items():
        shared = f'alt="{alt}" width="240" height="180" loading="lazy"'
        self.body.append(f'<img class="in-{mode}" src="{address(self, path)}" {shared}>')
    self.body.append("</div>\n")
    self.body.append(_button(f' aria-describedby="{node["named"]}"'))
    raise nodes.SkipNode


# Where scripts and paper leave out the other button, they leave out this one, too.
_MOVE = '<p class="in-3d move"><button type="button" aria-expanded="false">Move it</button></p>\n'


def _button(attributes: str = "") -> str:
    button = f'<button type="button" aria-expanded="false"{attributes}>Turn in 3D</button>'
    return f'<p class="in-3d">{button}</p>\n'


def visit_how(self: Translator, node: RebuildNote) -> None:
    self.body.append('<details class="how"><summary>')


def depart_how(self: Translator, node: RebuildNote) -> None:
    self.body.append(f"</summary><p>{escape(node['explanation'])}</p></details>")


def visit_before(self: Translator, node: Prerequisites) -> None:
    self.body.append(self.starttag(node, "p", "", CLASS="before"))


def depart_before(self: Translator, node: Prerequisites) -> None:
    self.body.append("</p>\n")


def skip(self: Translator, node: nodes.Element) -> None:
    """Leave a node out, for a builder that has no use for it."""
    raise nodes.SkipNode


def visit_table_figure(self: Translator, node: TableFigure) -> None:
    self.body.append(self.starttag(node, "figure", CLASS="table-figure"))


def depart_table_figure(self: Translator, node: TableFigure) -> None:
    self.body.append("</figure>\n")


def visit_table_title(self: Translator, node: TableTitle) -> None:
    self.body.append("<figcaption>" + self.starttag(node, "p", ""))
    self.add_fignumber(node.parent)
    self.body.append('<span class="caption-text">')


def depart_table_title(self: Translator, node: TableTitle) -> None:
    self.body.append("</span>")
    self.add_permalink_ref(node.parent, "Link to this table")
    self.body.append("</p></figcaption>\n")


def width_class(needed: float) -> str:
    """The class that gives a table the least width it needs, in characters.

    The policy of the pages allows no style in an element; the style sheet knows widths in steps.
    """
    # A digit is the unit "ch"; the letters of a text are narrower on the whole.
    steps = math.ceil(needed * 0.8 / WIDTH_STEP)
    return f"needs-{min(steps * WIDTH_STEP, WIDEST)}"


def visit_data_table(self: Translator, node: DataTable) -> None:
    # Sphinx begins to count the rows of the table; its tag is left out for the one that follows.
    HTML5Translator.visit_table(self, node)
    self.body.pop()
    label = escape(node["label"])
    if node.get("folded"):
        self.body.append(f'<details class="folded"><summary>{escape(node["folded"])}</summary>\n')
    self.body.append(f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">\n')
    form = f"table {width_class(node['width_needed'])}{' cards' if node.get('cards') else ''}"
    self.body.append(self.starttag(node, "table", CLASS=form))


def depart_data_table(self: Translator, node: DataTable) -> None:
    HTML5Translator.depart_table(self, node)
    self.body.append("</div>\n")
    if node.get("folded"):
        self.body.append("</details>\n")


def visit_plain_table(self: Translator, node: nodes.table) -> None:
    """A table that a page writes scrolls in a box of its own: a phone has no room for its columns."""
    heads = next(iter(node.findall(nodes.thead)), None)
    told = ", ".join(cell.astext() for cell in heads.findall(nodes.entry)) if heads else ""
    # Names of regions differ, also where a page has two tables with the same heads or with none.
    number = list(self.document.findall(nodes.table)).index(node) + 1
    label = escape(f"Table {number} of this page" + (f": {told}" if told.strip(" ,") else ""))
    self.body.append(f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">\n')
    HTML5Translator.visit_table(self, node)


def depart_plain_table(self: Translator, node: nodes.table) -> None:
    HTML5Translator.depart_table(self, node)
    self.body.append("</div>\n")


def visit_head_cell(self: Translator, node: HeadCell) -> None:
    kept = {"colspan": node["span"]} if node.get("span") else {}
    self.body.append(self.starttag(node, "th", "", scope=node["scope"], **kept))


def depart_head_cell(self: Translator, node: HeadCell) -> None:
    self.body.append("</th>\n")


def visit_data_link(self: Translator, node: DataLink) -> None:
    # Its sign is drawn by the style sheet: it is no part of the name of the row.
    where, name = address(self, node["path"]), escape(node["name"])
    self.body.append(f'<a class="to-data" href="{where}" aria-label="{name} in the data"></a>')
    raise nodes.SkipNode


def visit_body_cell(self: Translator, node: BodyCell) -> None:
    label = {"data-label": node["label"]} if node.get("label") else {}
    self.body.append(self.starttag(node, "td", "", **label))


def depart_body_cell(self: Translator, node: BodyCell) -> None:
    self.body.append("</td>\n")


def visit_citation(self: Translator, node: nodes.citation) -> None:
    """An entry of a bibliography; the role that docutils gives it is deprecated."""
    HTML5Translator.visit_citation(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(nodes.citation, override=True, html=(visit_citation, HTML5Translator.depart_citation))
    left_out = (skip, None)
    for node, visitors in (
        (FigurePicture, (visit_drawn, None)),
        (FigureAgain, (visit_again, depart_again)),
        (Caption, (visit_caption, depart_caption)),
        (Thumbnail, (visit_thumbnail, None)),
        (DataLink, (visit_data_link, None)),
        (Turnable, (visit_turnable, None)),
        (RebuildNote, (visit_how, depart_how)),
        (Prerequisites, (visit_before, depart_before)),
    ):
        app.add_node(node, html=visitors, latex=left_out, man=left_out, texinfo=left_out, text=left_out)
    app.add_node(nodes.table, override=True, html=(visit_plain_table, depart_plain_table))
    app.add_enumerable_node(TableFigure, "table", html=(visit_table_figure, depart_table_figure))
    app.add_node(TableTitle, html=(visit_table_title, depart_table_title))
    app.add_node(DataTable, html=(visit_data_table, depart_data_table))
    app.add_node(HeadCell, html=(visit_head_cell, depart_head_cell))
    app.add_node(BodyCell, html=(visit_body_cell, depart_body_cell))

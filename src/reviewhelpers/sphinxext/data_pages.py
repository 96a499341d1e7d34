"""The data package in the site: its files, and a page for every table that gives each row an address.

``data/<table>.html#<row id>`` shows a row with all it holds and links it to the rows, works and places that
it names. These pages are made when all others are written, from the package and from what those show, so that
nobody writes a page for a table. What a cell says is text: nothing in it is taken for markup.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

from reviewhelpers._core import csv_injection
from reviewhelpers.dataset import bibliography
from reviewhelpers.sphinxext import (
    incremental_files,
    notebook_renderer,
    page_nodes,
    roles,
    search_index,
    search_places,
)
from reviewhelpers.sphinxext.content import Content, content_of, references
from reviewhelpers.sphinxext.data_package import Resource, Row, data_package
from reviewhelpers.sphinxext.search_places import Place

_FORMULA = re.compile(r"\$([^$]+)\$")
COLUMNS_WIDTH = 100
"""Characters that a line about a column needs."""


@dataclass(frozen=True)
class Book:
    """Where a data page may link to; addresses are relative to the folder of the data pages.

    Parameters
    ----------
    package : str
        Name of the archive of the package, without its suffix.
    row_lists : collection of str
        Columns that name rows of any table, separated by spaces, beside the foreign keys of the descriptor.
    tables : mapping
        Table of each row of the package, by row id.
    places : mapping
        Title and address of the place that shows a row among printed numbers, by row id.
    labels : mapping
        Address of each figure and table of the book, by id.
    works : mapping
        Address of each work, by cite key.
    cited : mapping
        Address of what cites a work, by cite key, for those that the bibliography lists.
    tables_with : mapping
        Title and address of the row in each table of the book that shows it, by row id.
    about : str, optional
        Address of the page that explains the data.
    """

    package: str
    row_lists: Collection[str]
    tables: Mapping[str, str]
    places: Mapping[str, tuple[str, str]]
    labels: Mapping[str, str]
    works: Mapping[str, str]
    cited: Mapping[str, str]
    tables_with: Mapping[str, Sequence[tuple[str, str]]]
    about: str | None = None


# What a page says


def body(resource: Resource, table: Sequence[Row], book: Book) -> Markup:
    """The page of one table as HTML."""
    name = resource["name"]
    fields = resource["schema"]["fields"]
    summary = Markup("<p>Table <code>{}</code> of {}: {} rows, {} columns.</p>\n").format(
        name, _link("the data", book.about), len(table), len(fields)
    )
    files = Markup(
        '<p class="files"><span>Download</span> <a href="{0}.csv" download>CSV</a>'
        ' <a href="datapackage.json" download>descriptor of all tables</a>'
        ' <a href="{1}.zip" download>all tables</a></p>\n'
    ).format(name, book.package)
    return Markup(
        "<section>\n<h1>{}</h1>\n<p>{}</p>\n{}{}"
        '<section id="columns">\n<h2>{}</h2>\n{}</section>\n<section id="rows">\n<h2>{}</h2>\n{}</section>\n'
        "</section>\n"
    ).format(
        resource["title"],
        resource["description"],
        summary,
        files,
        _heading("Columns", "columns"),
        _columns(fields),
        _heading("Rows", "rows"),
        Markup("").join(_row(row, resource, book) for row in table),
    )


def _heading(text: str, id: str) -> Markup:
    return Markup('{}<a class="headerlink" href="#{}" title="Link to this heading">#</a>').format(text, id)


def _columns(fields: Sequence[Mapping[str, Any]]) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(text) for text in ("Column", "Type", "Unit", "What it holds")
    )
    names = {field["name"] for field in fields}
    lines = Markup("").join(
        Markup('<tr><th scope="row"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td></tr>\n').format(
            field["name"], field["type"], unit_of(field, names), _meaning(field)
        )
        for field in fields
    )
    return Markup(
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Columns">\n'
        '<table class="table columns {}">\n<thead><tr>{}</tr></thead>\n'
        "<tbody>\n{}</tbody>\n</table>\n</div>\n"
    ).format(page_nodes.width_class(COLUMNS_WIDTH), head, lines)


def _meaning(field: Mapping[str, Any]) -> str:
    allowed = ", ".join(field.get("constraints", {}).get("enum", ()))
    meaning: str = field["description"]
    return f"{meaning}. Allowed: {allowed}" if allowed else meaning


def unit_of(field: Mapping[str, Any], names: set[str]) -> str:
    """Where the unit of a column stands; empty for text and for what is counted.

    Examples
    --------
    >>> unit_of({"name": "potential_max", "type": "number"}, {"potential_max", "potential_unit"})
    'in potential_unit'
    >>> unit_of({"name": "temperature_C", "type": "number"}, {"temperature_C", "unit"})
    '°C'
    """
    name = field["name"]
    if field["type"] != "number":
        return ""
    if name.endswith("_C"):
        return "°C"
    if name.endswith("_deg"):
        return "°"
    own = f"{name.removesuffix('_max')}_unit"
    return f"in {own if own in names else 'unit'}"


def _row(row: Row, resource: Resource, book: Book) -> Markup:
    """A row as a list of what it holds: thirty columns side by side would not be read on any screen."""
    cells = [(name, _cell(name, text, resource, book)) for name, text in row.items() if text and name != "id"]
    if row["id"] in book.places:
        title, address = book.places[row["id"]]
        cells.append(("in the book", Markup('<a href="{}">{}</a>').format(address, title)))
    if row["id"] in book.tables_with:
        links = (
            Markup('<a href="{}">{}</a>').format(address, title)
            for title, address in book.tables_with[row["id"]]
        )
        cells.append(("in tables", Markup("<br>").join(links)))
    items = Markup("").join(
        # On a phone a long name breaks between its words.
        Markup("<div><dt>{}</dt><dd>{}</dd></div>\n").format(Markup("_<wbr>").join(name.split("_")), shown)
        for name, shown in cells
    )
    return Markup(
        '<section class="data-row" id="{0}">\n<h3><code>{0}</code>'
        '<a class="headerlink" href="#{0}" title="Link to this row">#</a></h3>\n<dl>\n{1}</dl>\n</section>\n'
    ).format(row["id"], items)


def _cell(column: str, text: str, resource: Resource, book: Book) -> Markup:
    """What a cell says, linked to what it names."""
    keys = {key["fields"] for key in resource["schema"].get("foreignKeys", ())}

    def row_address(id: str) -> str | None:
        table = book.tables.get(id)
        own = "" if table == resource["name"] else f"{table}.html"
        return f"{own}#{id}" if table else None

    if column in keys:
        return _link(text, row_address(text))
    if column in book.row_lists:
        # Some cells tell in words what others name by id.
        return Markup(" ").join(_link(word, row_address(word)) for word in text.split(" "))
    if column == "cite":
        work = _link(text, book.works.get(text))
        if text not in book.cited:
            return work
        key = Markup('<span class="only-read"> {}</span>').format(text)
        return work + Markup(' <a class="cite-work" href="{}">Cite{}</a>').format(book.cited[text], key)
    if column in ("companion", "drawing", "figure"):
        return Markup(" ").join(_link(word, book.labels.get(word)) for word in text.split(" "))
    # An address in a column of addresses alone; any other scheme might run when it is followed.
    return _link(text, text if column == "url" and bibliography.is_linkable("url", text) else None)


def _link(text: str, address: str | None) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text) if address else Markup.escape(text)


# The pages among those of the book


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each table's page: its name, what the template of the theme needs, and that template."""
    if app.builder.format != "html":
        return
    book = _book(app)
    package = data_package(app)
    resources = list(package.resources.values())
    for number, resource in enumerate(resources):
        name = f"data/{resource['name']}"
        table = list(package.rows(resource["name"]).values())
        before, after = resources[:number][-1:], resources[number + 1 :][:1]
        context = {
            "title": Markup.escape(resource["title"]),
            "pagetitle": resource["title"],
            "part_name": "The data",
            "body": body(resource, table, book),
            "toc": '<ul><li><a href="#columns">Columns</a></li><li><a href="#rows">Rows</a></li></ul>',
            "prev": _neighbour(before),
            "next": _neighbour(after),
            search_index.PLACES_KEY: list(places(resource, table, package.content)),
        }
        yield name, context, "page.html"


def _neighbour(resource: Sequence[Resource]) -> dict[str, str] | None:
    if not resource:
        return None
    # The template sets titles of pages as markup, which Sphinx makes of those of the book.
    return {"link": f"{resource[0]['name']}.html", "title": str(Markup.escape(resource[0]["title"]))}


def _book(app: Sphinx) -> Book:
    """What the pages of the book show, with the addresses that lead there from a data page."""

    def to(page: str, id: str) -> str:
        return f"../{app.builder.get_target_uri(page)}#{id}"

    titles = app.env.titles
    labels = app.env.get_domain("std").labels  # type: ignore[attr-defined]
    listed = app.env.get_domain("cite").citations  # type: ignore[attr-defined]
    works = {citation.key: to(citation.bibliography_key.docname, citation.citation_id) for citation in listed}
    cited = {
        citation.key: to(citation.bibliography_key.docname, f"cited-{citation.key}") for citation in listed
    }
    # The bibliography lists what pages cite; other works of the data are known by their DOI.
    for key, entry in bibliography.read(references(app)).items():
        if "doi" in entry.fields and bibliography.is_linkable("doi", entry.fields["doi"]):
            works.setdefault(key, f"https://doi.org/{entry.fields['doi']}")
    content = content_of(app)
    return Book(
        package=archive_name(content.descriptor()),
        row_lists=content.row_lists,
        tables=data_package(app).table_of_row,
        places={
            id: (titles[page].astext(), to(page, f"row-{id}"))
            for id, page in roles.pages_of_rows(app.env).items()
        },
        labels={
            id: to(page, id) for page, shown in notebook_renderer.on_pages(app.env).items() for id in shown
        },
        works=works,
        cited=cited,
        tables_with=_tables_with(app, to),
        about=to(*labels["use-data"][:2]) if "use-data" in labels else None,
    )


def _tables_with(app: Sphinx, to: Callable[[str, str], str]) -> dict[str, list[tuple[str, str]]]:
    """Where tables of the book show rows of the data, by row id; the title stands without markup."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page, shown in notebook_renderer.on_pages(app.env).items():
        for id, content in shown.items():
            met: set[str] = set()
            for ids in content.get("row_ids", ()):
                # Only a row that is one of the data has an address; others name several.
                if ids and ids[0] not in met:
                    met.add(ids[0])
                    address = to(page, notebook_renderer.row_anchor(id, ids[0]))
                    found.setdefault(ids[0], []).append((content["heading"], address))
    return found


def places(resource: Resource, table: Sequence[Row], content: Content) -> Iterator[Place]:
    """What the search finds: the table by what it is about, and each row that prints something by what it tells."""
    yield Place("page", "", resource["title"], f"{resource['name']} {resource['description']}")
    for row in table:
        # Other rows list what stands on pages, where it is found.
        if row.get("as_printed") or row.get("value"):
            title, details = content.summary(row["id"])
            about = [text for text in list(details.values())[:1] if text != row.get("source")]
            name = resource["title"] if title == row["id"] else title
            yield Place("value", row["id"], name, " · ".join([*about, _said(row)]))


def _said(row: Row) -> str:
    """What a row prints; where it prints nothing, its value."""
    if printed := row.get("as_printed"):
        # Sources print some formulas as TeX.
        return f"“{_FORMULA.sub(lambda found: search_places.formula(found[1]), printed)}”"
    return f"{row['value']} {row.get('unit', '')}".strip()


# The files


def archive_name(descriptor: Mapping[str, Any]) -> str:
    """Name of the archive of a package, without its suffix."""
    return f"{descriptor['name']}-data"


def files(content: Content) -> dict[str, bytes]:
    """The files of the package by their path below the site's ``data/``."""
    descriptor = content.descriptor()
    names = ["datapackage.json", *(resource["path"] for resource in descriptor["resources"])]
    package = {name: _inert(name, (content.folder / name).read_bytes()) for name in names}
    further = {name: path.read_bytes() for name, path in content.archive_files.items()}
    name = archive_name(descriptor)
    return {**package, f"{name}.zip": archive(name, package | further)}


def _inert(name: str, raw: bytes) -> bytes:
    """A file as it is, but for cells that a spreadsheet would run; data that pass the check have none."""
    if not name.endswith(".csv"):
        return raw
    rows = list(csv.reader(io.StringIO(raw.decode())))
    if not any(csv_injection.is_formula(cell) for row in rows for cell in row):
        return raw
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([map(csv_injection.neutralize, row) for row in rows])
    return text.getvalue().encode()


def archive(folder: str, contents: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files in one folder of the given name, the same bytes wherever and whenever it is made."""
    packed = io.BytesIO()
    # Compressed bytes differ between versions of the library that compresses.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            # The earliest time there is: without one it would be that of the build.
            entry = zipfile.ZipInfo(f"{folder}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, so that the mode counts
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, contents[name])
    return packed.getvalue()


def write(app: Sphinx) -> None:
    """Write the files of the package into the site."""
    folder = Path(app.outdir) / "data"
    folder.mkdir(exist_ok=True)
    for name, content in files(content_of(app)).items():
        (folder / name).write_bytes(content)


def setup(app: Sphinx) -> None:
    """Register the pages and the files."""
    app.connect("html-collect-pages", collect)
    app.connect(incremental_files.EVENT, write)

"""Rules on ``data/arguments.csv`` and on the labels by which tables name sections of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewhelpers._core.errors import Fault
from reviewhelpers._core.registry import close_matches
from reviewhelpers.citing import outline
from reviewhelpers.dataset import data
from reviewhelpers.validation import package_tables
from reviewhelpers.validation.package_tables import RawTables, cells

TABLE = "arguments"
FILE = f"data/{TABLE}.csv"
LABELS: Mapping[str, str] = {TABLE: "labels", "coverage": "label"}
"""By table the column that names pages and sections of the book by their labels, with spaces between them."""


def faults(raw: RawTables) -> Iterator[Fault]:
    """Rows out of order, without an answer or with two, panels that are not there or left out.

    Parameters
    ----------
    raw : mapping
        The tables whose form is sound.
    """
    if TABLE not in raw:
        return
    rows = list(cells(raw, TABLE))
    last: dict[str, int] = {}
    for number, row in rows:
        if not row["id"].startswith(f"arg-{row['source']}-"):
            yield Fault(FILE, number, "id", repr(row["id"]), f"an id that begins with arg-{row['source']}-")
        wanted = last.get(row["source"], 0) + 1
        if row["order"] != str(wanted):
            expected = f"{wanted}, the next of {row['source']}, without gaps"
            yield Fault(FILE, number, "order", row["order"] or "nothing", expected)
        # A row that is missing is one fault, and not one more for each row behind it.
        last[row["source"]] = int(row["order"]) if row["order"].isdecimal() else wanted
        if bool(row["labels"].strip()) == bool(row["reason"].strip()):
            found = "labels and a reason" if row["labels"].strip() else "neither labels nor a reason"
            expected = "the labels of sections that treat it, or else the reason why none does"
            yield Fault(FILE, number, "labels", found, expected)
    yield from _of_panels(raw)
    held = {row["locator"] for _, row in rows} | _shown(raw)
    for number, source in cells(raw, "sources"):
        if source["text"] and source["id"] not in last:
            expected = f"rows of {FILE} that say where the book treats {source['id']}"
            yield Fault("data/sources.csv", number, "id", repr(source["id"]), expected)
    for number, section in cells(raw, "sections"):
        if section["source"] in last and section["id"] not in held:
            expected = f"a row of {FILE} with this locator"
            yield Fault("data/sections.csv", number, "id", f"{section['id']!r} in no argument", expected)


def _of_panels(raw: RawTables) -> Iterator[Fault]:
    """Panels named by no row, by two, or by a row of another source."""
    panels = {row["id"]: (number, row) for number, row in cells(raw, "panels")}
    seen: dict[str, str] = {}
    sources = set()
    for number, row in cells(raw, TABLE):
        sources.add(row["source"])
        for id in row["panels"].split():
            if "panels" in raw and id not in panels:
                near = ", ".join(close_matches(id, panels, 3))
                expected = f"the id of a panel{f', such as {near}' if near else ''}"
                yield Fault(FILE, number, "panels", repr(id), expected)
            elif id in panels and panels[id][1]["source"] != row["source"]:
                yield Fault(FILE, number, "panels", repr(id), f"a panel of {row['source']}")
            if seen.setdefault(id, row["id"]) != row["id"]:
                yield Fault(FILE, number, "panels", f"{id!r}, a panel of {seen[id]}", "each panel in one row")
    for id, (number, row) in panels.items():
        if row["source"] in sources and id not in seen:
            expected = f"a row of {FILE} that lists it under panels"
            yield Fault("data/panels.csv", number, "id", f"{id!r} in no argument", expected)


def _shown(raw: RawTables) -> set[str]:
    """Captions that rows speak of by their panels."""
    places = {row["id"]: row["locator"] for _, row in cells(raw, "panels")}
    return {places[id] for _, row in cells(raw, TABLE) for id in row["panels"].split() if id in places}


def label_faults(root: Path) -> Iterator[Fault]:
    """Labels in tables that no page of the book has, or that belong to no page or section.

    Parameters
    ----------
    root : Path
        Folder of the project, whose pages are sound.
    """
    try:
        book = outline.read(root)
        tables = {entry["name"] for entry in data.descriptor(root / "data")["resources"]}
    except (outline.OutlineError, data.DataError):
        return  # Reported with what cannot be read.
    # Headings of level 3 are no parts of their own: their labels begin with that of their page.
    kinds = {label: part.kind for label, part in book.parts.items()}
    pages = tuple(f"{page.label}-" for page in book.pages())
    kinds |= {label: "section" for label in book.anchors.keys() - kinds.keys() if label.startswith(pages)}
    known = [label for label, kind in kinds.items() if kind in ("page", "section")]
    for table, column in LABELS.items():
        if table not in tables:
            continue
        _, rows = package_tables.read(root / "data", data.resource(table, root / "data"))
        for number, row in cells({table: rows} if rows else {}, table):
            for label in row[column].split():
                if kinds.get(label) not in ("page", "section"):
                    near = ", ".join(close_matches(label, known, 3))
                    expected = f"the label of a page or a section{f', such as {near}' if near else ''}"
                    yield Fault(f"data/{table}.csv", number, column, repr(label), expected)

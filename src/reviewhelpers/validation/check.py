"""Check the project: the data package with its schema, rules and register, the bibliography, the pages.

Every fault is reported, not only the first, each as ``file:row:column: found …, expected …``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from reviewhelpers._core.errors import Fault
from reviewhelpers._core.paths import ROOT
from reviewhelpers.chemistry import units
from reviewhelpers.citing import book_metadata
from reviewhelpers.dataset import bibliography, data, quote_matching
from reviewhelpers.validation import (
    bibliography_form,
    book_config,
    page_style,
    pages,
    plausible_values,
    project_files,
    quote_agreement,
    register,
    row_keys,
    table_form,
    text_files,
)
from reviewhelpers.validation.table_form import QUOTE_COLUMNS, Rows

ROW_LISTS = {"claims": "rows", "panels": "printed_rows"}
REFERENCE_LISTS = ("citations",)
"""Tables whose quotes may stand in a reference list, outside the sections of the text."""

CONSTANTS = ("constants", "formation", "solution", "reference_electrodes")
"""Tables whose numbers come from handbooks; what these print stands beside them as a number."""

DESCRIPTOR = "data/datapackage.json"
REGISTER = f"data/{register.FILE}"


def project(root: Path = ROOT, sources: Path | None = None) -> list[Fault]:
    """All faults of the data, the bibliography, the order of the book, its configuration and its pages.

    Parameters
    ----------
    root : Path
        Folder of the project. One without pages, as a wheel carries it, is checked for its data alone.
    sources : Path, optional
        Folder with the texts of the sources.
    """
    folder, bib = root / "data", root / bibliography.REFERENCES.name
    try:
        faults = check(folder, bib, sources)
        tables = {entry["name"] for entry in data.descriptor(folder)["resources"]}
    except data.DataError as error:
        faults = [*_descriptor_text(folder, str(error)), *bibliography.faults(bib, folder / "citations.csv")]
        tables = set()
    if not (root / "chapters").is_dir() and not (root / book_config.CONFIG).exists():
        return faults
    names = pages.Names(_row_ids(folder, tables), _works(bib), tables)
    faults += book_config.toc_faults(root) + book_config.config_faults(root) + pages.faults(root, names)
    faults += [*bibliography_form.faults(bib, folder), *book_metadata.disagreements(root)]
    faults += project_files.faults(root) + project_files.texts(root)
    if not any(fault.file.startswith("chapters/") for fault in faults):
        faults += page_style.faults(root)
    return sorted(set(faults), key=_place)


def _place(fault: Fault) -> tuple[str, int, str]:
    return fault.file, fault.row or 0, fault.column or ""


def _descriptor_text(folder: Path, message: str) -> list[Fault]:
    """What is wrong with a descriptor that cannot be used, with its line where that is known."""
    _, faults = text_files.text(folder / "datapackage.json", DESCRIPTOR)
    line = re.search(r"line (\d+)", message)
    said = message.partition(": found ")[2].rpartition(", expected ")[0] or message
    return faults or [
        Fault(DESCRIPTOR, int(line[1]) if line else None, None, said, "the descriptor of the data package")
    ]


def _row_ids(folder: Path, tables: set[str]) -> set[str]:
    """Ids of all rows; empty where one of the tables that hold them cannot be read."""
    ids: set[str] = set()
    for name in (*data.NUMBER_TABLES, "claims", "systems", "reactions"):
        if name not in tables:
            return set()
        entry = data.resource(name, folder)
        found, rows = _form(folder / entry["path"], [field["name"] for field in entry["schema"]["fields"]])
        if found or rows is None:
            return set()
        ids |= {row[0] for row in rows[1:]}
    return ids


def _works(bib: Path) -> set[str]:
    try:
        return set(bibliography.read(bib))
    except bibliography.BibliographyError:
        return set()


def check(
    folder: Path = data.DATA,
    bib: Path = bibliography.REFERENCES,
    sources: Path | None = None,
    *,
    schema: bool = True,
    registered: bool = True,
) -> list[Fault]:
    """All faults of the data package and of the bibliography beside it.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    bib : Path
        The bibliography that the ``cite`` columns point into.
    sources : Path, optional
        Folder with the texts of the sources; where given, every quote is looked up in them.
    schema : bool
        Whether to have Frictionless compare the tables with the descriptor, which takes longest.
    registered : bool
        Whether to compare all rows with the register of ids.

    Returns
    -------
    list of Fault
        Empty where there is none; ordered by file and row.

    Raises
    ------
    DataError
        Where the descriptor itself cannot be read.
    """
    data.descriptor.cache_clear()
    faults = list(bibliography.faults(bib, folder / "citations.csv"))
    described = {entry["path"] for entry in data.descriptor(folder)["resources"]}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in described:
            faults.append(
                Fault(
                    _name(path),
                    None,
                    None,
                    "a file the descriptor does not know",
                    "an entry in datapackage.json",
                )
            )
    raw: dict[str, Rows] = {}
    for entry in data.descriptor(folder)["resources"]:
        found, rows = _form(folder / entry["path"], [field["name"] for field in entry["schema"]["fields"]])
        faults += found
        if rows is not None and not found:
            raw[entry["name"]] = rows
    whole = len(raw) == len(data.descriptor(folder)["resources"])
    if schema:
        faults += _schema(folder, set(raw))
    faults += _rules(folder, raw, bib)
    if registered:
        faults += _registered(folder, raw, bib)
    if sources is not None and whole:
        faults += _quotes(folder, raw, sources)
    return sorted(set(faults), key=_place)


def registered_text(folder: Path = data.DATA, bib: Path = bibliography.REFERENCES) -> str:
    """The register of what stands in the package and the bibliography now.

    Raises
    ------
    DataError
        Where a table cannot be read: its ids would count as given up.
    """
    raw: dict[str, Rows] = {}
    for entry in data.descriptor(folder)["resources"]:
        found, rows = _form(folder / entry["path"], [field["name"] for field in entry["schema"]["fields"]])
        if found or rows is None:
            raise data.DataError(str(found[0]))
        raw[entry["name"]] = rows
    bibliography.read(bib)
    known, _ = register.read(folder / register.FILE, REGISTER)
    return register.write(_register_tables(folder, raw, bib), known)


def _registered(folder: Path, raw: dict[str, Rows], bib: Path) -> list[Fault]:
    """Where the package and the bibliography are not what the register holds."""
    known, faults = register.read(folder / register.FILE, REGISTER)
    if faults and not known:
        return faults
    tables = _register_tables(folder, raw, bib)
    faults += register.faults(tables, known, REGISTER)
    described = {entry["name"] for entry in data.descriptor(folder)["resources"]}
    for name in known.keys() - described - tables.keys() - {"references"}:
        faults.append(Fault(DESCRIPTOR, None, name, "no such table", "the table that the register has"))
    if not faults:
        faults += register.unlike(folder / register.FILE, register.write(tables, known), REGISTER)
    return faults


def _register_tables(folder: Path, raw: dict[str, Rows], bib: Path) -> dict[str, register.Table]:
    tables = {}
    for name in raw:
        lines: dict[str, int] = {}
        rows: dict[str, dict[str, str]] = {}
        for number, cells in _cells(raw, name):
            # Of two rows with one id the schema reports the second.
            if cells["id"] not in rows:
                rows[cells["id"]], lines[cells["id"]] = cells, number

        def line(id: str, column: str, known: Mapping[str, int] = lines) -> int | None:
            return known[id] + (column == register.AFTER) if id in known else None

        tables[name] = register.Table(f"data/{name}.csv", rows, line)
    tables["datapackage"] = _register_descriptor(folder)
    try:
        works = bibliography.read(bib)
    except bibliography.BibliographyError:
        return tables  # Its own faults are in the list already.
    at = bibliography.lines(bib)
    # A brace and a blank line stand between the last field and the next work.
    ends = {key: line + 3 for (key, _), line in sorted(at.items(), key=lambda item: item[1])}
    tables["references"] = register.Table(
        bib.name,
        {key: {"type": work.type, **work.fields} for key, work in works.items()},
        lambda key, field: (
            ends[key] if field == register.AFTER else at.get((key, field), at.get((key, "key")))
        ),
    )
    return tables


def _register_descriptor(folder: Path) -> register.Table:
    """The descriptor as a table: a row for the package, for each of its tables and for each column."""
    package = data.descriptor(folder)
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    starts = {
        name: at.start()
        for name in (entry["name"] for entry in package["resources"])
        if (at := re.search(rf'^ *"name": {re.escape(json.dumps(name))}', text, re.MULTILINE))
    }

    def flat(held: Mapping[str, Any], *without: str) -> dict[str, str]:
        return {
            key: value if isinstance(value, str) else json.dumps(value, sort_keys=True)
            for key, value in held.items()
            if key not in without
        }

    rows = {"package": flat(package, "resources")}
    for entry in package["resources"]:
        rows[entry["name"]] = flat(entry, "schema") | flat(entry["schema"], "fields")
        for field in entry["schema"]["fields"]:
            rows[f"{entry['name']}.{field['name']}"] = flat(field)

    def line(id: str, column: str) -> int | None:
        name, _, field = id.partition(".")
        start = starts.get(name)
        if start is None:
            return 1 if id == "package" else None
        if field:
            found = re.compile(rf'"name": {re.escape(json.dumps(field))}').search(text, start)
            start = found.start() if found else start
        return text[:start].count("\n") + 1

    return register.Table(DESCRIPTOR, rows, line)


def _name(path: Path) -> str:
    return (
        f"{path.parent.name}/{path.name}"
        if path.suffix == ".csv" or path.name == "datapackage.json"
        else path.name
    )


def _form(path: Path, columns: list[str]) -> tuple[list[Fault], Rows | None]:
    """Faults of a file as a file, and its rows."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Fault(_name(path), None, None, error.strerror or str(error), "a readable file")], None
    return table_form.read(_name(path), raw, columns)


def _schema(folder: Path, sound: set[str]) -> list[Fault]:
    """Faults that Frictionless finds in the tables whose form is sound."""
    descriptor: dict[str, Any] = dict(data.descriptor(folder))
    # A key into a table that cannot be read would be reported for every row.
    descriptor["resources"] = [
        _with_keys_into(entry, sound) for entry in descriptor["resources"] if entry["name"] in sound
    ]
    if not descriptor["resources"]:
        return []
    # A build of the book asks this module for names alone.
    import frictionless

    try:
        package = frictionless.Package.from_descriptor(descriptor, basepath=str(folder))
    except frictionless.FrictionlessException as error:
        found = " ".join(str(error).split())
        return [Fault(DESCRIPTOR, None, None, found, "a valid Frictionless descriptor")]
    report = package.validate(limit_errors=100_000)
    faults = [
        Fault("data/datapackage.json", None, None, error.message, "a valid Frictionless descriptor")
        for error in report.errors
    ]
    for task in report.tasks:
        fields = {field["name"]: field for field in data.resource(task.name, folder)["schema"]["fields"]}
        faults += [_from_frictionless(f"data/{task.name}.csv", fields, fault) for fault in task.errors]
    return faults


def _with_keys_into(entry: dict[str, Any], sound: set[str]) -> dict[str, Any]:
    schema = dict(entry["schema"])
    schema["foreignKeys"] = [
        key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] in sound
    ]
    return {**entry, "schema": schema}


def _from_frictionless(file: str, fields: dict[str, Any], error: Any) -> Fault:
    row: int | None = getattr(error, "row_number", None)
    column: str = getattr(error, "field_name", "")
    cell = getattr(error, "cell", None)
    if error.type == "foreign-key":
        column = error.field_names[0]
        return Fault(file, row, column, repr(error.field_cells[0]), f"a key of {error.reference_name}")
    if error.type in ("unique-error", "primary-key"):
        return Fault(
            file, row, column or "id", f"{cell or error.cells[0]!r} a second time", "a value that stands once"
        )
    found = "nothing" if cell in (None, "") else repr(cell)
    if error.type == "type-error":
        return Fault(file, row, column, found, f"a {fields[column]['type']}")
    if error.type == "constraint-error":
        limits = fields[column].get("constraints", {})
        return Fault(file, row, column, *table_form.constraint(limits, cell))
    return Fault(file, row, column or None, error.note or error.title, "what the descriptor says")


def _cells(raw: dict[str, Rows], table: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column of each row of a table; none where its form is not sound."""
    rows = raw.get(table, [])
    for number, row in enumerate(rows[1:], start=2):
        yield number, dict(zip(rows[0], row, strict=True))


def _rules(folder: Path, raw: dict[str, Rows], bib: Path) -> list[Fault]:
    """Faults against the rules that a schema cannot hold."""
    faults: list[Fault] = []
    quantities = {cells["id"]: cells for _, cells in _cells(raw, "quantities")}
    for number, cells in _cells(raw, "quantities"):
        if not units.readable(cells["unit"]):
            faults.append(
                Fault("data/quantities.csv", number, "unit", repr(cells["unit"]), "a unit pint can read")
            )
            quantities.pop(cells["id"])
    for table in (*data.NUMBER_TABLES, "claims"):
        for number, cells in _cells(raw, table):
            file = f"data/{table}.csv"
            own = [*plausible_values.of_number(cells, quantities), *plausible_values.of_conditions(cells)]
            said = {column for column, *_ in own}
            # A cell that is no number or unit at all agrees with no quote either: one fault is enough.
            if plausible_values.as_float(cells["value"]) is not None:
                own += [rest for rest in quote_agreement.of_number(cells) if rest[0] not in said]
            own += [rest for rest in quote_agreement.of_conditions(cells) if rest[0] not in said]
            faults += [Fault(file, number, *rest) for rest in own]
    for table in CONSTANTS:
        for number, cells in _cells(raw, table):
            faults += [
                Fault(f"data/{table}.csv", number, *rest) for rest in quote_agreement.of_constant(cells)
            ]
    tables = {table: dict(_cells(raw, table)) for table in raw}
    for table, cells_of in tables.items():
        faults += [
            Fault(f"data/{table}.csv", number, "url", repr(cells["url"]), "an address of the web")
            for number, cells in cells_of.items()
            if cells.get("url") and not bibliography.links("url", cells["url"])
        ]
    faults += row_keys.faults(tables)
    faults += row_keys.of_equations(tables.get("half_reactions", {}), "half_reactions", "equation")
    faults += row_keys.of_equations(tables.get("reactions", {}), "reactions", "balanced")
    try:
        works = bibliography.read(bib)
    except bibliography.BibliographyError:
        works = {}  # Its own faults are in the list already.
    at = bibliography.lines(bib)
    faults += row_keys.of_works(works, lambda key, field: at.get((key, field)), bib.name)
    faults += row_keys.of_citations(tables.get("citations", {}), works)
    faults += _ids(raw)
    faults += _keys(raw, bib)
    return faults


def _ids(raw: dict[str, Rows]) -> list[Fault]:
    """Ids that stand in two tables, and lists of ids that name a row nobody has."""
    seen: dict[str, str] = {}
    faults = []
    for table in (*data.NUMBER_TABLES, "claims", "systems", "reactions"):
        for number, cells in _cells(raw, table):
            if seen.setdefault(cells["id"], table) != table:
                faults.append(
                    Fault(
                        f"data/{table}.csv",
                        number,
                        "id",
                        f"{cells['id']!r}, an id of {seen[cells['id']]}",
                        "an id that no other table has",
                    )
                )
    complete = all(table in raw for table in (*data.NUMBER_TABLES, "claims"))
    for table, column in ROW_LISTS.items():
        for number, cells in _cells(raw, table):
            for name in cells[column].split():
                if complete and name not in seen:
                    faults.append(
                        Fault(
                            f"data/{table}.csv", number, column, repr(name), "the id of a row of the package"
                        )
                    )
    return faults


def _keys(raw: dict[str, Rows], bib: Path) -> list[Fault]:
    """Cite keys that the bibliography does not have."""
    try:
        known = set(bibliography.read(bib))
    except bibliography.BibliographyError:
        return []  # Its own faults are in the list already; every key would be one more.
    faults = []
    for table, rows in raw.items():
        if "cite" not in rows[0]:
            continue
        for number, cells in _cells(raw, table):
            if cells["cite"] and cells["cite"] not in known:
                faults.append(
                    Fault(f"data/{table}.csv", number, "cite", repr(cells["cite"]), f"a key of {bib.name}")
                )
    return faults


def _quotes(folder: Path, raw: dict[str, Rows], sources: Path) -> list[Fault]:
    """Quotes that do not stand in the text of their source at their section."""
    faults: list[Fault] = []
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    listed = list(_cells(raw, "sections"))
    for number, cells in _cells(raw, "sources"):
        if not cells["text"]:
            continue
        try:
            whole[cells["id"]] = (sources / cells["text"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(
                Fault("data/sources.csv", number, "text", f"{cells['text']}: {error}", f"a text in {sources}")
            )
            continue
        headings = [
            (row["id"], row["kind"], row["heading"]) for _, row in listed if row["source"] == cells["id"]
        ]
        found = quote_matching.sections(whole[cells["id"]], headings)
        parts.update(found)
        for line, row in listed:
            if row["source"] == cells["id"] and row["id"] not in found:
                faults.append(
                    Fault(
                        "data/sections.csv",
                        line,
                        "heading",
                        repr(row["heading"]),
                        f"a heading of {cells['text']}",
                    )
                )
    for table, rows in raw.items():
        for column in (name for name in QUOTE_COLUMNS if name in rows[0]):
            for number, cells in _cells(raw, table):
                where = whole if table in REFERENCE_LISTS else parts
                place = "other_locator" if column == "other_as_printed" else "locator"
                key = cells.get("source" if table in REFERENCE_LISTS else place, "")
                if cells[column] and key in where and not quote_matching.stands_in(cells[column], where[key]):
                    faults.append(
                        Fault(
                            f"data/{table}.csv",
                            number,
                            column,
                            repr(cells[column]),
                            f"characters that stand in {key}",
                        )
                    )
    return faults


def counted(folder: Path = data.DATA) -> pd.Series:
    """Number of rows of each table, for the line that says what was checked."""
    names = [entry["name"] for entry in data.descriptor(folder)["resources"]]
    return pd.Series({name: len(data.table(name, folder)) for name in names})

"""Check the project: the data package with its schema, rules and register, the bibliography, the pages.

Every fault is reported, not only the first, each as ``file:row:column: found …, expected …``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd

from reviewhelpers import bibliography, data, hidden, printed, spreadsheet, units
from reviewhelpers.checks import agreement, config, files, pages, provenance, register
from reviewhelpers.errors import Fault
from reviewhelpers.paths import ROOT

ROW_LISTS = {"claims": "rows", "panels": "printed_rows"}
QUOTE_COLUMNS = (
    *("as_printed", "condition_as_printed", "credit_as_printed", "equation_as_printed"),
    "other_as_printed",
)
REFERENCE_LISTS = ("citations",)
"""Tables whose quotes may stand in a reference list, outside the sections of the text."""

CONSTANTS = ("constants", "formation", "reference_electrodes")
"""Tables whose numbers come from handbooks; what these print stands beside them as a number."""

DESCRIPTOR = "data/datapackage.json"
REGISTER = f"data/{register.FILE}"

Rows = list[list[str]]


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
    if not (root / "chapters").is_dir() and not (root / config.CONFIG).exists():
        return faults
    names = pages.Names(_row_ids(folder, tables), _works(bib), tables)
    faults += config.toc_faults(root) + config.config_faults(root) + pages.faults(root, names)
    return sorted(set(faults), key=_place)


def _place(fault: Fault) -> tuple[str, int, str]:
    return fault.file, fault.row or 0, fault.column or ""


def _descriptor_text(folder: Path, message: str) -> list[Fault]:
    """What is wrong with a descriptor that cannot be used, with its line where that is known."""
    _, faults = files.text(folder / "datapackage.json", DESCRIPTOR)
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
    if not known:
        return faults
    tables = _register_tables(folder, raw, bib)
    faults += register.faults(tables, known, REGISTER)
    described = {entry["name"] for entry in data.descriptor(folder)["resources"]}
    for name in known.keys() - described - tables.keys() - {"references"}:
        faults.append(Fault(DESCRIPTOR, None, name, "no such table", "the table that the register has"))
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


def _form(path: Path, header: list[str]) -> tuple[list[Fault], Rows | None]:
    """Faults of a file as a file: encoding, line ends, quotes, header, width of rows."""
    name = _name(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Fault(name, None, None, error.strerror or str(error), "a readable file")], None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [Fault(name, 1, None, "UTF-16 text", "UTF-8 text")], None
    if raw.startswith(b"\xef\xbb\xbf"):
        return [Fault(name, 1, None, "a byte order mark", "UTF-8 text without one")], None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [Fault(name, line, None, f"byte 0x{raw[error.start]:02x}", "UTF-8 text")], None
    faults = []
    if "\r" in text:
        faults.append(
            Fault(
                name,
                text[: text.index("\r")].count("\n") + 1,
                None,
                "a carriage return",
                "lines that end in LF alone",
            )
        )
    if "\0" in text.partition("\n")[0]:
        faults.append(Fault(name, 1, None, "a NUL character", "text"))
    if faults:
        return faults, None
    lines = text.count("\n")
    if not text.endswith("\n"):
        # A file cut in the middle of a row ends without the line feed every whole file has.
        faults.append(
            Fault(name, lines + 1, None, "an end of file inside the row", "a row that ends in a line feed")
        )
    rows: Rows = []
    reader = csv.reader(io.StringIO(text), strict=True)
    begun = 1
    try:
        for row in reader:
            rows.append(row)
            begun = reader.line_num + 1
    except csv.Error as error:
        # A quote that nothing closes goes on to the next one or the end: the fault is where its row begins.
        return [*faults, Fault(name, begun, None, f"broken quotes ({error})", "quotes in pairs")], None
    if not rows or rows[0] != header:
        faults += _header(name, rows[0] if rows else [], header)
        return faults, None
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            faults.append(Fault(name, number, None, f"{len(row)} cells", f"{len(header)} cells"))
        for column, cell in zip(header, row, strict=False):
            # A quote begins with the characters that the source prints, whatever a spreadsheet makes of them.
            if "\n" in cell:
                faults.append(Fault(name, number, column, "a line break in the cell", "one line"))
            elif column not in (*QUOTE_COLUMNS, "relation") and spreadsheet.runs(cell):
                faults.append(
                    Fault(
                        name,
                        number,
                        column,
                        repr(cell[:60]),
                        "a cell that no spreadsheet takes for a formula",
                    )
                )
            elif found := re.search("\t", cell) or hidden.HIDDEN.search(cell):
                faults.append(
                    Fault(
                        name, number, column, f"the character {found[0]!r}", "characters that a reader sees"
                    )
                )
            elif cell != cell.strip():
                faults.append(Fault(name, number, column, f"{cell!r}", "no white space at either end"))
    return faults, rows


def _header(name: str, found: list[str], expected: list[str]) -> list[Fault]:
    faults = [
        Fault(name, 1, column, "no such column", f"column {column}")
        for column in expected
        if column not in found
    ]
    faults += [
        Fault(name, 1, column or "-", f"column {column!r}", "a column the descriptor knows")
        for column in found
        if column not in expected
    ]
    doubled = sorted({column for column in found if found.count(column) > 1})
    faults += [Fault(name, 1, column, "the column twice", "the column once") for column in doubled]
    return faults or [Fault(name, 1, None, f"columns in the order {', '.join(found)}", ", ".join(expected))]


def _schema(folder: Path, sound: set[str]) -> list[Fault]:
    """Faults that Frictionless finds in the tables whose form is sound."""
    descriptor: dict[str, Any] = dict(data.descriptor(folder))
    # A key into a table that cannot be read would be reported for every row.
    descriptor["resources"] = [
        _with_keys_into(entry, sound) for entry in descriptor["resources"] if entry["name"] in sound
    ]
    if not descriptor["resources"]:
        return []
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
        if "enum" in limits and cell not in (None, ""):
            return Fault(file, row, column, found, f"one of {', '.join(limits['enum'])}")
        shown = (
            ", ".join(f"{name} {value}" for name, value in limits.items() if value is not True) or "a value"
        )
        return Fault(file, row, column, found, "a value" if cell in (None, "") else shown)
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
            own = [*_number(cells, quantities), *_conditions(cells)]
            said = {column for column, *_ in own}
            # A cell that is no number or unit at all agrees with no quote either: one fault is enough.
            if _float(cells["value"]) is not None:
                own += [rest for rest in agreement.of_number(cells) if rest[0] not in said]
            own += [rest for rest in agreement.of_conditions(cells) if rest[0] not in said]
            faults += [Fault(file, number, *rest) for rest in own]
    for table in CONSTANTS:
        for number, cells in _cells(raw, table):
            faults += [Fault(f"data/{table}.csv", number, *rest) for rest in agreement.of_constant(cells)]
    tables = {table: dict(_cells(raw, table)) for table in raw}
    faults += provenance.faults(tables)
    faults += provenance.of_equations(tables.get("half_reactions", {}), "half_reactions", "equation")
    faults += provenance.of_equations(tables.get("reactions", {}), "reactions", "balanced")
    try:
        works = bibliography.read(bib)
    except bibliography.BibliographyError:
        works = {}  # Its own faults are in the list already.
    at = bibliography.lines(bib)
    faults += provenance.of_works(works, lambda key, field: at.get((key, field)), bib.name)
    faults += provenance.of_citations(tables.get("citations", {}), works)
    faults += _ids(raw)
    faults += _keys(raw, bib)
    return faults


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _number(cells: dict[str, str], quantities: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Faults of one number: its unit, its limits, the order of its range, its scale."""
    value, value_max = _float(cells["value"]), _float(cells.get("value_max", ""))
    if value is None:
        return  # Frictionless says so where the column requires one.
    if value_max is not None and value_max <= value:
        yield "value_max", cells["value_max"], f"more than the value {cells['value']}"
    quantity = quantities.get(cells["quantity"])
    if quantity is None:
        return  # Frictionless reports the key; a unit it cannot compare with is reported once, there.
    if not units.readable(cells["unit"]):
        yield "unit", repr(cells["unit"]), "a unit pint can read"
        return
    if not units.fits(cells["unit"], quantity["unit"]):
        yield "unit", repr(cells["unit"]), f"a unit of {quantity['label']}, such as {quantity['unit']}"
        return
    for column, number in (("value", value), ("value_max", value_max)):
        if number is None:
            continue
        common = float(units.convert(number, cells["unit"], quantity["unit"]))
        least, most = _float(quantity["minimum"]), _float(quantity["maximum"])
        found, of = f"{cells[column]} {cells['unit']}", f"{quantity['unit']} for a {quantity['label']}"
        if least is not None and common < least:
            yield column, found, f"at least {least:g} {of}"
        elif most is not None and common > most:
            yield column, found, f"at most {most:g} {of}"
    if quantity["kind"] == "potential" and not cells.get("potential_scale", ""):
        yield "potential_scale", "nothing", "the scale of the potential, or 'not stated'"


def _conditions(cells: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Faults of the conditions beside a number."""
    potential, potential_max = _float(cells.get("potential", "")), _float(cells.get("potential_max", ""))
    if potential is not None:
        for column, meaning in (
            ("potential_unit", "the unit of the potential"),
            ("potential_scale", "the scale of the potential, or 'not stated'"),
        ):
            if not cells[column]:
                yield column, "nothing", meaning
        if cells["potential_scale"] == "overpotential" and potential < 0:
            yield "potential", cells["potential"], "an overpotential of at least 0"
        if not cells["condition_as_printed"]:
            yield "condition_as_printed", "nothing", "the characters that state the potential"
    if potential_max is not None and (potential is None or potential_max <= potential):
        yield (
            "potential_max",
            cells["potential_max"],
            f"more than the potential {cells['potential'] or '(empty)'}",
        )
    for column, kind in (("current_density", "mA/cm**2"), ("duration", "hour")):
        number, number_max = _float(cells.get(column, "")), _float(cells.get(f"{column}_max", ""))
        unit = cells.get(f"{column}_unit", "")
        if number is not None and not (units.readable(unit) and units.fits(unit, kind)):
            yield f"{column}_unit", repr(unit), f"a unit such as {kind}"
        if number_max is not None and (number is None or number_max <= number):
            yield f"{column}_max", cells[f"{column}_max"], f"more than {cells[column] or '(empty)'}"


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
        found = printed.sections(whole[cells["id"]], headings)
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
                if cells[column] and key in where and not printed.stands_in(cells[column], where[key]):
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

"""The data package and the bibliography against the register of ids."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.validation import id_register, package_tables
from reviewhelpers.validation.csv_format import Rows
from reviewhelpers.validation.package_tables import DESCRIPTOR, RawTables, cells

REGISTER = f"data/{id_register.FILE}"


def register_text(folder: Path = data.DATA, bib: Path = bibliography.REFERENCES) -> str:
    """The text of the register for the package and the bibliography as they are now.

    Raises
    ------
    DataError
        Where a table cannot be read, as its ids would count as given up.
    """
    raw: dict[str, Rows] = {}
    for entry in data.descriptor(folder)["resources"]:
        faulty, rows = package_tables.read(folder, entry)
        if faulty or rows is None:
            raise data.DataError(str(faulty[0]))
        raw[entry["name"]] = rows
    bibliography.read(bib)
    known, _ = id_register.read(folder / id_register.FILE, REGISTER)
    return id_register.write(_register_tables(folder, raw, bib), known)


def faults(folder: Path, raw: RawTables, bib: Path) -> list[Fault]:
    """Where the package and the bibliography differ from the register.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    raw : mapping
        The tables whose form is sound.
    bib : Path
        The bibliography.
    """
    known, found = id_register.read(folder / id_register.FILE, REGISTER)
    if found and not known:
        return found
    tables = _register_tables(folder, raw, bib)
    found += id_register.faults(tables, known, REGISTER)
    described = {entry["name"] for entry in data.descriptor(folder)["resources"]}
    for name in known.keys() - described - tables.keys() - {"references"}:
        found.append(Fault(DESCRIPTOR, None, name, "no such table", "the table that the register has"))
    if not found:
        found += id_register.unlike(folder / id_register.FILE, id_register.write(tables, known), REGISTER)
    return found


def _register_tables(folder: Path, raw: RawTables, bib: Path) -> dict[str, id_register.Table]:
    tables = {}
    for name in raw:
        lines: dict[str, int] = {}
        rows: dict[str, dict[str, str]] = {}
        for number, row in cells(raw, name):
            # Of two rows with one id the schema reports the second.
            if row["id"] not in rows:
                rows[row["id"]], lines[row["id"]] = row, number

        def line(id: str, column: str, known: Mapping[str, int] = lines) -> int | None:
            return known[id] + (column == id_register.AFTER) if id in known else None

        tables[name] = id_register.Table(f"data/{name}.csv", rows, line)
    tables["datapackage"] = _register_descriptor(folder)
    try:
        works = bibliography.read(bib)
    except bibliography.BibliographyError:
        return tables  # The check of the bibliography reports its faults.
    at = bibliography.field_lines(bib)
    # A closing brace and a blank line stand between the last field and the next entry.
    ends = {key: line + 3 for (key, _), line in sorted(at.items(), key=lambda item: item[1])}
    tables["references"] = id_register.Table(
        bib.name,
        {key: {"type": work.type, **work.fields} for key, work in works.items()},
        lambda key, field: (
            ends[key] if field == id_register.AFTER else at.get((key, field), at.get((key, "key")))
        ),
    )
    return tables


def _register_descriptor(folder: Path) -> id_register.Table:
    """The descriptor as a table: a row for the package, for each of its tables and for each column."""
    package = data.descriptor(folder)
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    starts = {
        name: at.start()
        for name in (entry["name"] for entry in package["resources"])
        if (at := re.search(rf'^ *"name": {re.escape(json.dumps(name))}', text, re.MULTILINE))
    }

    def flat(entry: Mapping[str, Any], *without: str) -> dict[str, str]:
        return {
            key: value if isinstance(value, str) else json.dumps(value, sort_keys=True)
            for key, value in entry.items()
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

    return id_register.Table(DESCRIPTOR, rows, line)

"""Reading the tables of the data package for the checks, which need line numbers and cells as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from reviewhelpers._core.errors import Fault
from reviewhelpers.validation import csv_format
from reviewhelpers.validation.csv_format import Rows

DESCRIPTOR = "data/datapackage.json"

RawTables: TypeAlias = Mapping[str, Rows]
"""Header and rows, all cells as text, of each table whose form is sound."""


def file_name(path: Path) -> str:
    """How faults call a file of the package."""
    return f"{path.parent.name}/{path.name}"


def read(folder: Path, resource: Mapping[str, Any]) -> tuple[list[Fault], Rows | None]:
    """Faults of a table as a file, and its rows.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    resource : mapping
        The entry of the descriptor for this table.
    """
    path = folder / resource["path"]
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Fault(file_name(path), None, None, error.strerror or str(error), "a readable file")], None
    return csv_format.read(file_name(path), raw, [field["name"] for field in resource["schema"]["fields"]])


def cells(raw: RawTables, table: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column of each row of a table; nothing where its form is not sound."""
    rows = raw.get(table, [])
    for number, row in enumerate(rows[1:], start=2):
        yield number, dict(zip(rows[0], row, strict=True))

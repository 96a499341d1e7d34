"""Rules on ``data/structures.csv`` and the files of coordinates in ``data/structures``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewhelpers._core import paths
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.registry import close_matches
from reviewhelpers.structures import extended_xyz
from reviewhelpers.structures.files import FORMATS
from reviewhelpers.validation.package_tables import RawTables, cells

TABLE = "structures"
FILE = f"data/{TABLE}.csv"
REMADE = "run reviewhelpers structures --write"


def faults(raw: RawTables, folder: Path, *, complete: bool) -> Iterator[Fault]:
    """Rows that name what is not there, and files of coordinates that are missing, faulty or of no row.

    Parameters
    ----------
    raw : mapping
        The tables whose form is sound.
    folder : Path
        The folder of coordinates.
    complete : bool
        Whether these are all tables of the package; else a row may stand in one that is missing.
    """
    if TABLE not in raw:
        return
    rows = {row["id"]: (number, row) for number, row in cells(raw, TABLE)}
    tables = {table: {row["id"] for _, row in cells(raw, table)} for table in raw}
    printed = {
        id for table, ids in tables.items() if table not in (TABLE, "lengths", "elements") for id in ids
    }
    named = {"pristine": set(rows), "lengths": tables.get("lengths", set()), "printed_rows": printed}
    for number, row in rows.values():
        for column, known in named.items():
            for id in row[column].split() if complete or column == "pristine" else ():
                if id not in known:
                    near = ", ".join(close_matches(id, sorted(known), 3))
                    yield Fault(
                        FILE,
                        number,
                        column,
                        repr(id),
                        f"the id of a row{f', such as {near}' if near else ''}",
                    )
        if row["pristine"] == row["id"]:
            yield Fault(FILE, number, "pristine", repr(row["id"]), "another model, or none")
    elements = {row["symbol"] for _, row in cells(raw, "elements")} if "elements" in raw else None
    yield from _of_files(rows, folder, elements)


def _of_files(
    rows: Mapping[str, tuple[int, Mapping[str, str]]], folder: Path, elements: set[str] | None
) -> Iterator[Fault]:
    # An installed package carries the coordinates that it reads, and no files for other programs.
    formats = FORMATS if paths.in_clone() or folder != paths.DATA / TABLE else ("xyz",)
    expected = {f"{id}.{ending}": number for id, (number, _) in rows.items() for ending in formats}
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for name, number in expected.items():
        if name not in there:
            yield Fault(
                FILE, number, "id", f"no file {folder.name}/{name}", f"the coordinates of the model; {REMADE}"
            )
    for name in sorted(there - expected.keys()):
        yield Fault(
            f"data/{folder.name}/{name}",
            None,
            None,
            "a file of no model",
            f"a row of {FILE}, or no such file",
        )
    for name in sorted(there & expected.keys()):
        if not name.endswith(".xyz"):
            continue
        file = f"data/{folder.name}/{name}"
        try:
            content = extended_xyz.parse((folder / name).read_text(encoding="utf-8"), file)
            extended_xyz.numbers(content.info.get("Lattice", ""), file, "Lattice", 9)
        except (OSError, ReviewHelpersError, UnicodeDecodeError) as error:
            yield Fault(file, None, None, str(error).removeprefix(f"{file}, "), f"a model; {REMADE}")
            continue
        if elements is not None and (unknown := sorted(set(content.elements) - elements)):
            yield Fault(file, None, None, ", ".join(unknown), "elements of data/elements.csv")

"""The form of a CSV table: encoding, quoting, header and width of rows, checked before its cells are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reviewhelpers._core import conflict_markers, csv_injection, invisible_characters
from reviewhelpers._core.errors import Fault
from reviewhelpers.validation import text_files

Rows = list[list[str]]
QUOTE_COLUMNS = (
    *("as_printed", "condition_as_printed", "credit_as_printed", "equation_as_printed"),
    "other_as_printed",
)


def read(name: str, raw: bytes, columns: Sequence[str]) -> tuple[list[Fault], Rows | None]:
    """Rows of a file, and its faults as a file: encoding, line ends, quotes, header, width of rows.

    Parameters
    ----------
    name : str
        How faults call the file.
    raw : bytes
        What it holds.
    columns : sequence of str
        The header it must have.
    """
    rows, faults = table(name, raw)
    if rows is None:
        return faults, None
    if not rows or rows[0] != list(columns):
        return [*faults, *header(name, rows[0] if rows else [], columns)], None
    return [*faults, *cells(name, rows)], rows


def table(name: str, raw: bytes) -> tuple[Rows | None, list[Fault]]:
    """The cells of a file, whatever its header; None where it is no CSV."""
    text, faults = text_files.decode(raw, name)
    if text is None:
        return None, faults
    if "\0" in text.partition("\n")[0]:
        faults.append(Fault(name, 1, None, "a NUL character", "text"))
    faults += conflict_markers.faults(text, name)
    if faults:
        return None, faults
    lines = text.count("\n")
    if not text.endswith("\n"):
        # A file that was cut off in the middle of a row lacks the final line feed.
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
        # An unclosed quote runs on to the next one or to the end: report the line on which its row begins.
        return None, [*faults, Fault(name, begun, None, f"broken quotes ({error})", "quotes in pairs")]
    return rows, faults


def cells(name: str, rows: Rows) -> list[Fault]:
    """Rows that are too short or too long, and cells with invisible characters or outer white space."""
    header, faults = rows[0], []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            faults.append(Fault(name, number, None, f"{len(row)} cells", f"{len(header)} cells"))
        for column, cell in zip(header, row, strict=False):
            if "\n" in cell:
                faults.append(Fault(name, number, column, "a line break in the cell", "one line"))
            elif csv_injection.is_formula(cell):
                mend = "; a quote may begin a word earlier" if column in QUOTE_COLUMNS else ""
                expected = f"a cell that no spreadsheet takes for a formula{mend}"
                faults.append(Fault(name, number, column, repr(cell[:60]), expected))
            elif found := re.search("\t", cell) or invisible_characters.HIDDEN.search(cell):
                faults.append(
                    Fault(
                        name,
                        number,
                        column,
                        f"the character {found[0]!a}",
                        "characters that a reader sees",
                    )
                )
            elif cell != cell.strip():
                faults.append(Fault(name, number, column, f"{cell!r}", "no white space at either end"))
    return faults


def header(name: str, found: Sequence[str], expected: Sequence[str]) -> list[Fault]:
    """Columns that a header lacks, has beyond those expected, or has twice."""
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


def constraint(limits: Mapping[str, Any], cell: object) -> tuple[str, str]:
    """What was found in a cell that breaks the constraints of its column, and what is expected."""
    if cell in (None, ""):
        return "nothing", "a value"
    if "enum" in limits:
        return repr(cell), f"one of {', '.join(limits['enum'])}"
    description = ", ".join(f"{name} {value}" for name, value in limits.items() if value is not True)
    return repr(cell), description or "a value"

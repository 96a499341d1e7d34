"""The register of ids: every id ever assigned, with a digest of its row.

A changed number that is still plausible, a deleted row or a shortened note look like any other data. ``data/ids.txt``
therefore lists every row with a digest of all its cells and a short one of each, so that a cell that changed
is found. Each row has one line, and no line says anything of several rows: branches that change different
rows merge. Whoever changes a row on purpose renews the register with ``reviewhelpers register`` and shows the
change to others in both files.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewhelpers._core.errors import Fault

FILE = "ids.txt"
RENEW = "run `reviewhelpers register` once it is right"
GIVEN_UP = "given-up"
AFTER = "what follows it"
"""A column name for :attr:`Table.line` that asks for the line after a row, where the next one begins."""

_HEAD = """\
# Every id ever given, one a line: table, id, digest of its row, two signs a cell; then the table's columns.
# An id lasts: one that is given up stays in the list. `reviewhelpers register` renews this file.
"""
_ROW = re.compile(
    r"(?P<table>[\w.]+) id (?P<name>\S+) "
    r"(?:given-up|(?P<digest>[0-9a-f]{8})(?: (?P<cells>(?:[\w-]{2}|\.\.)*))?)",
    re.ASCII,
)
_COLUMNS = re.compile(r"(?P<table>[\w.]+) columns(?P<columns>(?: \S+)*)")
_EMPTY = ".."
"""The digest of an empty cell."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of one table as they are now.

    Parameters
    ----------
    file : str
        Name of its file, for messages.
    rows : mapping
        Cells by column of each row, by id, in the order of the file.
    line : callable
        Line of the file that holds a row, or a column of it.
    """

    file: str
    rows: Mapping[str, Row]
    line: Callable[[str, str], int | None] = field(default=lambda id, column: None)


@dataclass
class Known:
    """The entries of the register for one table: digests of rows and cells by id, columns, retired ids, lines."""

    ids: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def place(self, id: str) -> str:
        """The register, with the line of an id where it has one."""
        line = self.lines.get(id)
        return f"the register has on line {line} of {FILE}" if line else f"the register has in {FILE}"

    def cell_digests(self, id: str) -> dict[str, str]:
        """The short digest of each cell of a row, by column."""
        cells = self.cells.get(id, "")
        return dict(zip(self.columns, map("".join, zip(cells[::2], cells[1::2], strict=True)), strict=False))


def read(path: Path, name: str) -> tuple[dict[str, Known], list[Fault]]:
    """The register by table, and what is wrong with its lines."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return {}, [
            Fault(name, None, None, error.strerror or str(error), f"the register of all ids; {RENEW}")
        ]
    except UnicodeDecodeError as error:
        return {}, [Fault(name, None, None, f"bytes that are no text ({error.reason})", "UTF-8 text")]
    return parse(text, name)


def parse(text: str, name: str = FILE) -> tuple[dict[str, Known], list[Fault]]:
    """The text of a register by table, and what is wrong with its lines."""
    known: dict[str, Known] = {}
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#") or not line:
            continue
        if columns := _COLUMNS.fullmatch(line):
            known.setdefault(columns["table"], Known()).columns = columns["columns"].split()
            continue
        found = _ROW.fullmatch(line)
        if not found:
            faults.append(Fault(name, number, None, repr(line), "table id name digest"))
            continue
        table = known.setdefault(found["table"], Known())
        if found["name"] in table.ids or found["name"] in table.given_up:
            faults.append(Fault(name, number, "id", f"{found['name']!r} again", "each id once"))
            continue
        table.lines[found["name"]] = number
        if found["digest"]:
            table.ids[found["name"]], table.cells[found["name"]] = found["digest"], found["cells"] or ""
        else:
            table.given_up.append(found["name"])
    return known, faults


def write(tables: Mapping[str, Table], known: Mapping[str, Known]) -> str:
    """The text of a register of the tables as they are; ids that only the older register has count as given up."""
    lines = []
    for name, table in tables.items():
        before = known.get(name, Known())
        columns = list(dict.fromkeys(column for row in table.rows.values() for column in row))
        for id, row in table.rows.items():
            cells = "".join(_cell_digest(id, column, row.get(column, "")) for column in columns)
            lines.append(f"{name} id {id} {_row_digest(id, row)} {cells}")
        gone = [id for id in (*before.given_up, *before.ids) if id not in table.rows]
        lines += [f"{name} id {id} {GIVEN_UP}" for id in gone]
        lines.append(" ".join([name, "columns", *columns]))
    return _HEAD + "\n".join(lines) + "\n"


def unlike(path: Path, text: str, name: str) -> Iterator[Fault]:
    """Where the file differs from what :func:`write` gives, though each of its rows agrees.

    Parameters
    ----------
    path : Path
        The register.
    text : str
        The text that :func:`write` gives for the tables as they are.
    name : str
        Name of the register's file.
    """
    lines = itertools.zip_longest(path.read_text(encoding="utf-8").split("\n"), text.split("\n"))
    for number, (found, expected) in enumerate(lines, start=1):
        if found != expected:
            yield Fault(name, number, None, repr((found or "")[:60]), f"{(expected or '')[:60]!r}; {RENEW}")
            return


def changes(before: Mapping[str, Known], after: Mapping[str, Known]) -> Iterator[str]:
    """The differences between a register and the one before it.

    A line for each row that changed, with the columns of its cells, and for each that came or went.

    Parameters
    ----------
    before, after : mapping
        The registers as read.

    Examples
    --------
    >>> old, _ = parse("claims id one 00000000 aabb\\nclaims id two 00000000 aabb\\nclaims columns id note")
    >>> new, _ = parse("claims id one 00000001 aacc\\nclaims id two given-up\\nclaims columns id note")
    >>> print(*changes(old, new), sep="\\n")
    claims: one: other cells (note)
    claims: two: given up
    """
    for table in dict.fromkeys((*before, *after)):
        old, new = before.get(table, Known()), after.get(table, Known())
        for id in dict.fromkeys((*old.ids, *new.ids)):
            if id not in old.ids:
                yield f"{table}: {id}: added"
            elif id not in new.ids:
                yield f"{table}: {id}: given up"
            elif old.ids[id] != new.ids[id]:
                one, other = old.cell_digests(id), new.cell_digests(id)
                columns = [name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name)]
                yield f"{table}: {id}: other cells" + (f" ({', '.join(columns)})" if columns else "")
        for column in dict.fromkeys((*old.columns, *new.columns)):
            if old.columns and (column in old.columns) != (column in new.columns):
                yield f"{table}: column {column}: {'added' if column in new.columns else 'gone'}"
        if list(old.ids) != list(new.ids) and old.ids.keys() == new.ids.keys():
            yield f"{table}: the rows in another order"


def faults(tables: Mapping[str, Table], known: Mapping[str, Known], name: str) -> Iterator[Fault]:
    """Where the tables differ from the register.

    Parameters
    ----------
    tables : mapping
        The tables that can be read.
    known : mapping
        The register as read.
    name : str
        Name of the register's file.
    """
    for title, table in tables.items():
        if title not in known:
            yield Fault(name, None, title, "no line of this table", f"its ids; {RENEW}")
            continue
        yield from _of_table(table, known[title])


def _of_table(table: Table, known: Known) -> Iterator[Fault]:
    near = None
    for id in known.ids:
        if id in table.rows:
            near = id
        else:
            row = table.line(near, AFTER) if near else 2
            yield Fault(
                table.file,
                row,
                "id",
                f"no {id!r}",
                f"the row that {known.place(id)}; if it is given up, {RENEW}",
            )
    new = {id: row for id, row in table.rows.items() if id not in known.ids}
    number = 2
    for id in table.rows:
        number = known.lines.get(id, number)
        if id not in new:
            continue
        if id in known.given_up:
            yield Fault(table.file, table.line(id, "id"), "id", repr(id), "another id: this one was given up")
        else:
            expected = f"an id that the register has, after line {number} of {FILE}; {RENEW}"
            yield Fault(table.file, table.line(id, "id"), "id", f"{id!r}, not in the register", expected)
    changed = [
        id for id, row in table.rows.items() if id in known.ids and _row_digest(id, row) != known.ids[id]
    ]
    for id in changed:
        current, cells = table.rows[id], known.cell_digests(id)
        columns = [
            column
            for column in dict.fromkeys((*current, *cells))
            if _cell_digest(id, column, current.get(column, "")) != cells.get(column, _EMPTY)
        ]
        # Where the short digests of two cells collide, only the row is known to have changed.
        for column in columns or [""]:
            text = current.get(column, "")
            yield Fault(
                *(table.file, table.line(id, column if column in current else "id"), column or None),
                f"{repr(text) if text else 'nothing'} in {id}" if column else f"other cells in {id}",
                f"what {known.place(id)}; {RENEW}",
            )
    now = {column for row in table.rows.values() for column in row}
    if not changed and not new and known.ids.keys() <= table.rows.keys():
        for column in sorted(now.symmetric_difference(known.columns)):
            found = "a column that the register lacks" if column in now else "no such column"
            yield Fault(table.file, None, column, found, f"those that the register has in {FILE}; {RENEW}")
    here = [id for id in table.rows if id in known.ids]
    there = [id for id in known.ids if id in table.rows]
    for id, right in zip(here, there, strict=True):
        if id != right:
            yield Fault(
                table.file,
                table.line(id, "id"),
                "id",
                repr(id),
                f"{right!r}: the order of the register; {RENEW}",
            )
            break


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()


def _row_digest(id: str, row: Row) -> str:
    return _digest(id, *(f"{column}\0{text}" for column, text in sorted(row.items()) if text)).hex()[:8]


def _cell_digest(id: str, column: str, text: str) -> str:
    return base64.urlsafe_b64encode(_digest(id, column, text))[:2].decode() if text else _EMPTY

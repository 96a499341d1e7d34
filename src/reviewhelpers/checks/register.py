"""The register of ids: every id ever given, with a digest of what stands under it.

A plausible other number, a row that is gone or a note that was cut look like any other data. ``data/ids.txt``
therefore lists every row with a digest of its cells, and every column with one of its rows, so that a cell
that changed is found where the two meet. Whoever changes a row on purpose renews the register with
``reviewhelpers register`` and shows the change to others in both files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewhelpers.errors import Fault

FILE = "ids.txt"
RENEW = "run `reviewhelpers register` once it is right"
GIVEN_UP = "given-up"
AFTER = "what follows it"
"""As a column: the line on which the row after it begins."""

_HEAD = """\
# Every id ever given, one a line: table, id, digest of its row; then the columns: table, column, digest.
# An id lasts: one that is given up stays in the list. `reviewhelpers register` renews this file.
"""
_LINE = re.compile(r"(?P<table>[\w.]+) (?P<kind>id|column) (?P<name>\S+) (?P<digest>[0-9a-f]{8}|given-up)")
_SIZE = 16**8

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """What the register knows of one table, or what stands in it now.

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
    """What the register says of one table: digests by id and by column, in order, ids given up, and where."""

    ids: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def at(self, kind: str, name: str) -> str:
        """The register, with the line of an id or column where it has one."""
        line = self.lines.get((kind, name))
        return f"the register has on line {line} of {FILE}" if line else f"the register has in {FILE}"


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
        found = _LINE.fullmatch(line)
        if not found:
            faults.append(Fault(name, number, None, repr(line), "table id name digest"))
            continue
        table = known.setdefault(found["table"], Known())
        of = table.ids if found["kind"] == "id" else table.columns
        if found["name"] in of or found["name"] in table.given_up:
            faults.append(Fault(name, number, "id", f"{found['name']!r} again", "each id once"))
            continue
        table.lines[found["kind"], found["name"]] = number
        if found["digest"] == GIVEN_UP:
            table.given_up.append(found["name"])
        else:
            of[found["name"]] = found["digest"]
    return known, faults


def write(tables: Mapping[str, Table], known: Mapping[str, Known]) -> str:
    """The text of a register of what stands now, which keeps the ids that an older one knows."""
    lines = []
    for name, table in tables.items():
        before = known.get(name, Known())
        for id, row in table.rows.items():
            lines.append(f"{name} id {id} {_of_row(id, row):08x}")
        gone = [id for id in (*before.given_up, *before.ids) if id not in table.rows]
        lines += [f"{name} id {id} {GIVEN_UP}" for id in gone]
        lines += [f"{name} column {column} {digest:08x}" for column, digest in _columns(table.rows).items()]
    return _HEAD + "\n".join(lines) + "\n"


def changes(before: Mapping[str, Known], after: Mapping[str, Known]) -> Iterator[str]:
    """What a new register says otherwise than the one before it.

    A line for each row that changed, came or went; where cells of rows that stay changed, one a column.

    Parameters
    ----------
    before, after : mapping
        The registers as read.

    Examples
    --------
    >>> old, _ = parse("claims id one 00000000\\nclaims id two 00000000\\nclaims column note 00000000")
    >>> new, _ = parse("claims id one 00000001\\nclaims id two given-up\\nclaims column note 00000001")
    >>> print(*changes(old, new), sep="\\n")
    claims: one: other cells
    claims: two: given up
    claims: column note: other cells
    """
    for table in dict.fromkeys((*before, *after)):
        old, new = before.get(table, Known()), after.get(table, Known())
        kept = old.ids.keys() & new.ids.keys()
        # A row that came or went changes every column, and says so itself.
        same = (
            old.columns.keys() & new.columns.keys()
            if all(old.ids[id] == new.ids[id] for id in kept)
            else set()
        )
        for kind, one, other in (("", old.ids, new.ids), ("column ", old.columns, new.columns)):
            gone = "given up" if not kind else "gone"
            for name in dict.fromkeys((*one, *other)):
                if one.get(name) != other.get(name) and not (kind and name in same):
                    what = "added" if name not in one else gone if name not in other else "other cells"
                    yield f"{table}: {kind}{name}: {what}"
        if list(old.ids) != list(new.ids) and old.ids.keys() == new.ids.keys():
            yield f"{table}: the rows in another order"


def faults(tables: Mapping[str, Table], known: Mapping[str, Known], name: str) -> Iterator[Fault]:
    """Where the tables are not what the register holds.

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
                f"the row that {known.at('id', id)}; if it is given up, {RENEW}",
            )
    new = {id: row for id, row in table.rows.items() if id not in known.ids}
    number = 2
    for id in table.rows:
        number = known.lines.get(("id", id), number)
        if id not in new:
            continue
        if id in known.given_up:
            yield Fault(table.file, table.line(id, "id"), "id", repr(id), "another id: this one was given up")
        else:
            expected = f"an id that the register has, after line {number} of {FILE}; {RENEW}"
            yield Fault(table.file, table.line(id, "id"), "id", f"{id!r}, not in the register", expected)
    changed = [
        id for id, row in table.rows.items() if id in known.ids and f"{_of_row(id, row):08x}" != known.ids[id]
    ]
    now = _columns({id: row for id, row in table.rows.items() if id not in new})
    whole = known.ids.keys() <= table.rows.keys()
    columns = [name for name in now if f"{now[name]:08x}" != known.columns.get(name)] if whole else []
    lost = [name for name in known.columns if name not in now]
    for id in changed:
        # Of a row that was taken away the register knows no cells: then it can name the row alone.
        for column in columns or [""]:
            text = table.rows[id].get(column, "")
            yield Fault(
                *(table.file, table.line(id, column or "id"), column or None),
                f"{repr(text) if text else 'nothing'} in {id}" if column else f"other cells in {id}",
                f"what {known.at('id', id)}; {RENEW}",
            )
        for column in lost:
            yield Fault(
                table.file,
                table.line(id, "id"),
                column,
                f"nothing in {id}",
                f"what {known.at('id', id)}; {RENEW}",
            )
    if not changed and whole and not new:
        for column in [*columns, *lost]:
            yield Fault(
                table.file, None, column, "other cells", f"what {known.at('column', column)}; {RENEW}"
            )
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


def _digest(*parts: str) -> int:
    return int(hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8], 16)


def _of_row(id: str, row: Row) -> int:
    return _digest(id, *(f"{column}\0{text}" for column, text in sorted(row.items()) if text))


def _columns(rows: Mapping[str, Row]) -> dict[str, int]:
    """A digest of each column that does not depend on the order of the rows."""
    totals: dict[str, int] = {}
    for id, row in rows.items():
        for column, text in row.items():
            if text:
                totals[column] = (totals.get(column, 0) + _digest(id, column, text)) % _SIZE
            else:
                totals.setdefault(column, 0)
    return totals

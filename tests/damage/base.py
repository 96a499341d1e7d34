"""Registered kinds of damage, and what all of them share."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

Rows = list[list[str]]

BIB = "references.bib"
TOC, CONFIG = "_toc.yml", "_config.yml"
DESCRIPTOR, REGISTER = "data/datapackage.json", "data/ids.txt"

NUMBERS = ("performance", "structure", "spectra", "energetics", "preparation", "solution")
LIKE_UNITS = {
    "mA/cm**2": "A/cm**2",
    "A/cm**2": "mA/cm**2",
    "V": "mV",
    "mV": "V",
    "percent": "dimensionless",
    "1/h": "1/s",
    "umol/h/cm**2": "mmol/h/cm**2",
    "mmol/h/g": "umol/h/g",
    "mol/s/cm**2": "mol/h/cm**2",
    "hour": "minute",
    "minute": "hour",
    "nm": "angstrom",
    "eV": "meV",
    "mg": "ug",
    "wt_percent": "percent",
    "degC": "K",
    "cm": "mm",
    "mL": "uL",
    "angstrom": "nm",
    "mmol": "mol",
    "mol/L": "mmol/L",
}


@dataclass(frozen=True)
class Damage:
    """One damaged file.

    Parameters
    ----------
    kind : str
        Name of the kind of damage.
    file : str
        The file, relative to the project.
    content : bytes or None
        The damaged content; None where the file is removed.
    what : str
        The damage in words.
    row : int or None
        The damaged line; None where it is not a single line.
    block : range
        For a removed line, which no report can name: the lines of the block that it belonged to.
    column : str or None
        The damaged column, field or cell.
    harmless : str
        Why the meaning is unchanged; empty where it is not.
    """

    kind: str
    file: str
    content: bytes | None
    what: str
    row: int | None = None
    column: str | None = None
    harmless: str = ""
    block: range = range(0)


class Original:
    """The undamaged project, with a random generator."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.tables = sorted(path.stem for path in (root / "data").glob("*.csv"))
        self.notebooks = sorted(
            path.relative_to(root).as_posix() for path in (root / "chapters").rglob("*.ipynb")
        )

    def text(self, file: str) -> str:
        return (self.root / file).read_bytes().decode("utf-8")

    def rows(self, table: str) -> Rows:
        return list(csv.reader(io.StringIO(self.text(f"data/{table}.csv"))))

    def table(self) -> str:
        return self.random.choice(self.tables)

    def cell(
        self, fits: Callable[[str, str], bool], tables: tuple[str, ...] = ()
    ) -> tuple[str, Rows, int, int]:
        """A random cell whose column and text satisfy a condition: table, rows, and its position."""
        while True:
            table = self.random.choice(tables or self.tables)
            rows = self.rows(table)
            row = self.random.randrange(1, len(rows))
            column = self.random.randrange(len(rows[0]))
            if fits(rows[0][column], rows[row][column]):
                return table, rows, row, column


KINDS: list[tuple[str, int, str, Callable[[Original], Iterator[Damage] | Damage]]] = []


def kind(name: str, times: int, harmless: str = "") -> Callable[[Callable[[Original], object]], None]:
    """Register a function that draws one damage, or several at once."""

    def register(function: Callable[[Original], object]) -> None:
        KINDS.append((name, times, harmless, function))  # type: ignore[arg-type]

    return register


def damages(root: Path, seed: int = 2026) -> list[Damage]:
    """All damages to the project in a folder."""
    found = []
    for name, times, harmless, function in KINDS:
        original = Original(root, seed)
        original.random = random.Random(f"{seed} {name}")
        for _ in range(times):
            result = function(original)
            for damage in [result] if isinstance(result, Damage) else result:
                found.append(replace(damage, kind=name, harmless=harmless))
    return found


def to_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def replace_cell(table: str, rows: Rows, row: int, column: int, text: str) -> Damage:
    """Damage a table by another text in one cell."""
    before = rows[row][column]
    rows[row][column] = text
    name = rows[0][column]
    return Damage(
        *("", f"data/{table}.csv", to_csv(rows), f"{rows[row][0]}: {name} {before!r} → {text!r}"[:150]),
        *(row + 1, name),
    )


def is_number(column: str, text: str) -> bool:
    return column in ("value", "value_max", "potential", "potential_max", "current_density") and bool(text)


def replace_line(
    of: Original, file: str, lines: list[str], at: int, new: list[str], column: str | None = None
) -> Damage:
    was, block = lines[at], range(0) if new else enclosing_block(lines, at)
    lines[at : at + 1] = new
    # Of two that are alike the second is one too many.
    row = at + (len(new) if len(new) > 1 and new[-1] == was else 1)
    what = f"{was!r} → {new!r}"[:150]
    return Damage("", file, "\n".join(lines).encode(), what, row, column, "", block)


def enclosing_block(lines: list[str], at: int) -> range:
    """The lines, counted from 1, of the list or mapping that a line is a part of, with its name."""

    def depth(line: str) -> int:
        return len(line) - len(line.lstrip())

    own = depth(lines[at])
    first = next((up for up in range(at, 0, -1) if lines[up].strip() and depth(lines[up]) < own), 0)
    last = next(
        (on for on in range(at, len(lines)) if lines[on].strip() and depth(lines[on]) < own), len(lines)
    )
    return range(first + 1, last + 1)

"""Damages to the files of the project, of many kinds, drawn with a seed: the same ones on every run.

A damage is one file with other bytes, and the place where a reader would look for it. A kind that leaves the
meaning as it is says so here, before any check has seen it, with the reason.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

Rows = list[list[str]]

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
    """One damage.

    Parameters
    ----------
    kind : str
        What kind of damage it is.
    file : str
        The file, relative to the project.
    content : bytes or None
        What the file holds now; None where it is gone.
    what : str
        The damage in words.
    row : int or None
        Line on which it stands, or None where it is not one line.
    block : range
        Lines of what it was a part of, where it is a line that is gone; no report can name that one.
    column : str or None
        Column, field or cell in which it stands.
    harmless : str
        Why the meaning is the same; empty where it is not.
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
    """The sound project that is damaged, with the hand that draws."""

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
        """A cell that fits, by column and text: table, rows, and its position."""
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
    drawn = []
    for name, times, harmless, function in KINDS:
        original = Original(root, seed)
        original.random = random.Random(f"{seed} {name}")
        for _ in range(times):
            made = function(original)
            for each in [made] if isinstance(made, Damage) else made:
                drawn.append(replace(each, kind=name, harmless=harmless))
    return drawn


def written(rows: Rows) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(rows)
    return held.getvalue().encode()


def put(table: str, rows: Rows, row: int, column: int, text: str) -> Damage:
    """A table with another text in one cell."""
    before = rows[row][column]
    rows[row][column] = text
    name = rows[0][column]
    return Damage(
        *("", f"data/{table}.csv", written(rows), f"{rows[row][0]}: {name} {before!r} → {text!r}"[:150]),
        *(row + 1, name),
    )


def number(column: str, text: str) -> bool:
    return column in ("value", "value_max", "potential", "potential_max", "current_density") and bool(text)


# Cells


@kind("cell emptied", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    return put(table, rows, row, column, "")


@kind("cells of two rows swapped", 15)
def _(of: Original) -> Damage:
    while True:
        table, rows, row, column = of.cell(lambda name, text: bool(text))
        others = [at for at in range(1, len(rows)) if rows[at][column] != rows[row][column]]
        if others:
            break
    other = of.random.choice(others)
    text = rows[other][column]
    rows[other][column] = rows[row][column]
    return put(table, rows, row, column, text)


@kind("cells of one row swapped", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    others = [at for at, text in enumerate(rows[row]) if text != rows[row][column]]
    other = of.random.choice(others)
    text = rows[row][other]
    rows[row][other] = rows[row][column]
    return put(table, rows, row, column, text)


@kind("cells shifted right by a column", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    rows[row] = [*rows[row][:column], "", *rows[row][column:-1]]
    return Damage("", f"data/{table}.csv", written(rows), f"from column {rows[0][column]}", row + 1, None)


@kind("cells shifted left by a column", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    rows[row] = [*rows[row][:column], *rows[row][column + 1 :], ""]
    return Damage("", f"data/{table}.csv", written(rows), f"from column {rows[0][column]}", row + 1, None)


@kind("row with a cell too many or too few", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: True)
    rows[row] = rows[row][:column] + ([""] if of.random.random() < 0.5 else []) + rows[row][column + 1 :]
    if len(rows[row]) == len(rows[0]):
        rows[row].append("")
    return Damage("", f"data/{table}.csv", written(rows), f"{len(rows[row])} cells", row + 1, None)


@kind("sign changed", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: number(name, text) and float(text) != 0, NUMBERS)
    text = rows[row][column]
    return put(table, rows, row, column, text[1:] if text.startswith("-") else f"-{text}")


@kind("decimal point moved", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: number(name, text) and float(text) != 0, NUMBERS)
    text = rows[row][column]
    moved = f"{float(text) * of.random.choice([0.1, 10, 100]):.10g}"
    return put(table, rows, row, column, moved)


@kind("digit changed", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: number(name, text) or (name == "uncertainty" and text)
    )
    text = rows[row][column]
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = of.random.choice(places)
    digit = of.random.choice([sign for sign in "123456789" if sign != text[at]])
    return put(table, rows, row, column, text[:at] + digit + text[at + 1 :])


@kind("two digits of a number swapped", 8)
def _(of: Original) -> Damage:
    def fits(name: str, text: str) -> bool:
        return number(name, text) and bool(re.search(r"(\d)(?!\1)\d", text))

    table, rows, row, column = of.cell(fits, NUMBERS)
    text = re.sub(r"(\d)(?!\1)(\d)", r"\2\1", rows[row][column], count=1)
    return put(table, rows, row, column, text)


@kind("unit of a like size", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: name.endswith("unit") and text in LIKE_UNITS, NUMBERS
    )
    return put(table, rows, row, column, LIKE_UNITS[rows[row][column]])


@kind("another potential scale", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: name == "potential_scale" and bool(text))
    others = [scale for scale in ("RHE", "SHE", "SCE", "not stated") if scale != rows[row][column]]
    return put(table, rows, row, column, of.random.choice(others))


@kind("another relation", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: name == "relation" and bool(text), NUMBERS)
    others = [sign for sign in ("=", "~", ">", "<", ">=") if sign != rows[row][column]]
    return put(table, rows, row, column, of.random.choice(others))


@kind("another allowed word", 12)
def _(of: Original) -> Damage:
    columns = ("status", "statistic", "reaction", "product", "defect_class", "role", "kind", "confidence")
    table, rows, row, column = of.cell(lambda name, text: name in columns and bool(text))
    others = sorted({each[column] for each in rows[1:]} - {rows[row][column]}) or ["other"]
    return put(table, rows, row, column, of.random.choice(others))


@kind("number and quote changed alike", 15)
def _(of: Original) -> Damage:
    def fits(name: str, text: str) -> bool:
        return name == "value" and re.fullmatch(r"-?\d\d+(\.\d+)?", text) is not None

    while True:
        table, rows, row, column = of.cell(fits, NUMBERS)
        printed = rows[0].index("as_printed")
        text = rows[row][column].lstrip("-")
        if text in rows[row][printed]:
            break
    # Within the limits of any quantity: what a person would take for another reading of the page.
    changed = text[0] + ("5" if text[1] != "5" else "4") + text[2:]
    rows[row][printed] = rows[row][printed].replace(text, changed)
    return put(table, rows, row, column, rows[row][column].replace(text, changed))


@kind("quote changed by a word", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: name.endswith("as_printed") and len(text.split()) > 3,
        ("claims", "systems", *NUMBERS),
    )
    words = rows[row][column].split(" ")
    at = of.random.randrange(len(words))
    return put(table, rows, row, column, " ".join([*words[:at], "other", *words[at + 1 :]]))


@kind("words of a note or statement changed", 12)
def _(of: Original) -> Damage:
    columns = ("note", "statement", "summary", "advice", "definition", "reading", "shows", "reason", "cell")
    table, rows, row, column = of.cell(lambda name, text: name in columns and len(text.split()) > 2)
    words = rows[row][column].split(" ")
    del words[of.random.randrange(len(words))]
    return put(table, rows, row, column, " ".join(words))


@kind("key misspelt", 15)
def _(of: Original) -> Damage:
    columns = ("id", "source", "locator", "panel", "cite", "system", "quantity", "rows", "printed_rows")
    table, rows, row, column = of.cell(lambda name, text: name in columns and len(text) > 3)
    text = rows[row][column]
    at = of.random.randrange(1, len(text) - 1)
    changed = of.random.choice([text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]])
    return put(table, rows, row, column, changed if changed != text else text + "x")


@kind("key of another row", 15)
def _(of: Original) -> Damage:
    columns = ("source", "locator", "panel", "cite", "system", "quantity")
    table, rows, row, column = of.cell(lambda name, text: name in columns and bool(text))
    others = sorted({each[column] for each in rows[1:] if each[column]} - {rows[row][column]}) or ["none"]
    return put(table, rows, row, column, of.random.choice(others))


@kind("number spelt otherwise", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(number, NUMBERS)
    text = rows[row][column]
    forms = [text.replace(".", ",") + ("" if "." in text else ",0"), "nan", "inf", "1e999", f"{text}%"]
    forms += [f"−{text}", text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}), "0x10"]
    return put(table, rows, row, column, of.random.choice(forms))


@kind("like letter of another alphabet", 10)
def _(of: Original) -> Damage:
    like = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}
    table, rows, row, column = of.cell(lambda name, text: any(sign in text for sign in like))
    text = rows[row][column]
    sign = next(sign for sign in text if sign in like)
    return put(table, rows, row, column, text.replace(sign, like[sign], 1))


@kind("white space or a line break in a cell", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: len(text) > 4)
    text = rows[row][column]
    return put(
        table, rows, row, column, of.random.choice([f" {text}", f"{text} ", f"{text[:3]}\n{text[3:]}"])
    )


@kind("sign that does not show in a cell", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: len(text) > 4)
    text = rows[row][column]
    sign = of.random.choice(["\u200b", "\u202e", "\u00ad", "\x07", "\ufeff", "\u2028"])
    return put(table, rows, row, column, text[:3] + sign + text[3:])


@kind("formula of a spreadsheet", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    begin = of.random.choice(
        ["=1+1", '=HYPERLINK("http://example.org")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"]
    )
    return put(table, rows, row, column, begin)


@kind("very long cell", 4)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    return put(
        table, rows, row, column, rows[row][column] + "x" * of.random.choice([20_000, 140_000, 1_000_000])
    )


# Rows and columns


@kind("row dropped", 20)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    gone = rows.pop(row)
    return Damage("", f"data/{table}.csv", written(rows), gone[0], row + 1, "id")


@kind("rows at the end dropped", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    left = of.random.randrange(1, len(rows))
    return Damage("", f"data/{table}.csv", written(rows[:left]), f"{left - 1} rows left", None, "id")


@kind("row doubled", 12)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    rows.insert(row, list(rows[row]))
    return Damage("", f"data/{table}.csv", written(rows), rows[row][0], row + 2, "id")


@kind("row doubled under another id", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    rows.insert(row + 1, [f"{rows[row][0]}-b", *rows[row][1:]])
    return Damage("", f"data/{table}.csv", written(rows), rows[row][0], row + 2, "id")


@kind("rows in another order", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows) - 1)
    rows[row], rows[row + 1] = rows[row + 1], rows[row]
    return Damage("", f"data/{table}.csv", written(rows), rows[row][0], row + 1, "id")


@kind("column dropped, doubled, renamed or moved", 12)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    column = of.random.randrange(1, len(rows[0]))
    name = rows[0][column]
    how = of.random.choice(["dropped", "doubled", "renamed", "moved", "names swapped"])
    for at, row in enumerate(rows):
        if how == "dropped":
            del row[column]
        elif how == "doubled":
            row.insert(column, row[column])
        elif how == "renamed" and at == 0:
            row[column] = f"{name}s"
        elif how == "moved":
            row.insert(0, row.pop(column))
        elif how == "names swapped" and at == 0:
            row[column], row[column - 1] = row[column - 1], row[column]
    return Damage("", f"data/{table}.csv", written(rows), f"{name} {how}", 1, None)


@kind("table gone, empty or not described", 6)
def _(of: Original) -> Damage:
    table = of.table()
    file = f"data/{table}.csv"
    header = of.text(file).split("\n")[0].encode() + b"\n"
    return of.random.choice(
        [
            Damage("", file, None, "gone"),
            Damage("", file, b"", "empty"),
            Damage("", file, header, "header alone"),
            Damage("", "data/more.csv", header, "a further table"),
        ]
    )


# Bytes, of all files

FILES = ("data/performance.csv", "data/systems.csv", "references.bib", "_toc.yml", "_config.yml")


def _bytes(name: str, change: Callable[[Original, bytes], tuple[bytes, int | None]], times: int = 8) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        file = of.random.choice([*FILES, of.random.choice(of.notebooks), f"data/{of.table()}.csv"])
        content, row = change(of, of.text(file).encode())
        return Damage("", file, content, file, row)


def _at(of: Original, raw: bytes, put: bytes) -> tuple[bytes, int]:
    at = of.random.randrange(len(raw) // 10, len(raw))
    while raw[at] & 0xC0 == 0x80:  # not inside a character
        at -= 1
    return raw[:at] + put + raw[at:], raw[:at].count(b"\n") + 1


_bytes("read as Latin-1", lambda of, raw: (raw.replace(b" ", "é".encode("latin-1"), 1), None), 7)
_bytes("UTF-16", lambda of, raw: (raw.decode().encode(of.random.choice(["utf-16", "utf-16-le"])), None), 7)
_bytes("byte order mark", lambda of, raw: (b"\xef\xbb\xbf" + raw, 1), 7)
_bytes("twice encoded", lambda of, raw: (_twice(raw), None), 7)
_bytes("invalid byte", lambda of, raw: _at(of, raw, of.random.choice([b"\xff", b"\xc3", b"\x80"])))
_bytes("NUL", lambda of, raw: _at(of, raw, b"\0"))
_bytes("lines that end in CR LF", lambda of, raw: (raw.replace(b"\n", b"\r\n"), 1), 7)
_bytes("lines that end in CR", lambda of, raw: (raw.replace(b"\n", b"\r"), 1), 7)
_bytes("line ends mixed", lambda of, raw: (_mixed(of, raw), None), 7)
_bytes("empty file", lambda of, raw: (b"", None), 5)


def _twice(raw: bytes) -> bytes:
    """UTF-8 that was taken for Windows-1252 and written again."""
    text = raw.decode()
    if text.isascii():
        text = text.replace(" ", "\u00a0", 1)
    return text.encode().decode("latin-1").encode()


def _mixed(of: Original, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = of.random.randrange(len(lines) - 1)
    lines[at] += b"\r"
    return b"\n".join(lines)


def _cut(name: str, file: Callable[[Original], str]) -> None:
    @kind(name, 1)
    def _(of: Original) -> Iterator[Damage]:
        path = file(of)
        raw = of.text(path).encode()
        for share in range(1, 100):
            at = len(raw) * share // 100
            row = raw[:at].rstrip(b"\n").count(b"\n") + 1
            left = raw[:at].decode("utf-8", "replace").split("\n")
            yield Damage("", path, raw[:at], f"{path} after {at} bytes", row, None, "", _block(left, row - 1))


_cut("table cut at every hundredth of its bytes", lambda of: "data/performance.csv")
_cut("bibliography cut at every hundredth of its bytes", lambda of: "references.bib")
_cut("notebook cut at every hundredth of its bytes", lambda of: of.random.choice(of.notebooks))
_cut("table of contents cut at every hundredth of its bytes", lambda of: "_toc.yml")
_cut("configuration cut at every hundredth of its bytes", lambda of: "_config.yml")


@kind("stray quote in a table", 10)
def _(of: Original) -> Damage:
    file = f"data/{of.table()}.csv"
    raw, row = _at(of, of.text(file).encode(), b'"')
    return Damage("", file, raw, file, row)


# The descriptor and the register

DESCRIPTOR, REGISTER = "data/datapackage.json", "data/ids.txt"


@kind("descriptor broken", 8)
def _(of: Original) -> Damage:
    text = of.text(DESCRIPTOR)
    at = of.random.choice([found.start() for found in re.finditer(r'[{}\[\]",:]', text)])
    return Damage("", DESCRIPTOR, (text[:at] + text[at + 1 :]).encode(), f"{text[at]!r} at {at} gone")


@kind("descriptor without a part", 12)
def _(of: Original) -> Damage:
    package = json.loads(of.text(DESCRIPTOR))
    entry = of.random.choice(package["resources"])
    field = of.random.choice(entry["schema"]["fields"][1:])
    how = of.random.choice(
        ["type", "constraints", "description", "keys", "table", "path", "resources", "field"]
    )
    if how == "type":
        field["type"] = "number" if field["type"] == "string" else "string"
    elif how in ("constraints", "description"):
        field[how] = {} if how == "constraints" and field.get(how) else None
    elif how == "keys":
        entry["schema"].pop("foreignKeys", None)
        entry["schema"].pop("primaryKey", None)
        entry["title"] = "Other"
    elif how == "table":
        package["resources"].remove(entry)
    elif how == "path":
        entry["path"] = f"../{entry['path']}"
    elif how == "resources":
        package["resources"] = {}
    else:
        entry["schema"]["fields"].remove(field)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return Damage("", DESCRIPTOR, text.encode(), f"{entry['name']}.{field['name']}: {how}")


@kind("register damaged", 12)
def _(of: Original) -> Damage:
    lines = of.text(REGISTER).split("\n")
    at = of.random.randrange(2, len(lines) - 1)
    how = of.random.choice(["dropped", "digest", "id", "doubled", "broken"])
    was = lines[at]
    words = was.split(" ")
    new = {
        "dropped": [],
        "digest": [" ".join([*words[:3], "0123abcd"])],
        "id": [" ".join([*words[:2], f"{words[2]}x", words[3]])],
        "doubled": [was, was],
        "broken": [was.replace(" ", "")],
    }[how]
    lines[at : at + 1] = new
    # Of a line that is gone the one before it can be named, of two that are alike the second.
    row = at + {"dropped": 0, "doubled": 2}.get(how, 1)
    return Damage("", REGISTER, "\n".join(lines).encode(), f"{was!r} {how}", row)


# The bibliography

BIB = "references.bib"


def _line(of: Original, pattern: str) -> tuple[list[str], int]:
    lines = of.text(BIB).split("\n")
    return lines, of.random.choice([at for at, line in enumerate(lines) if re.search(pattern, line)])


def _changed(
    of: Original, file: str, lines: list[str], at: int, new: list[str], column: str | None = None
) -> Damage:
    was, block = lines[at], range(0) if new else _block(lines, at)
    lines[at : at + 1] = new
    # Of two that are alike the second is one too many.
    row = at + (len(new) if len(new) > 1 and new[-1] == was else 1)
    what = f"{was!r} → {new!r}"[:150]
    return Damage("", file, "\n".join(lines).encode(), what, row, column, "", block)


def _block(lines: list[str], at: int) -> range:
    """The lines, counted from 1, of the list or mapping that a line is a part of, with its name."""

    def depth(line: str) -> int:
        return len(line) - len(line.lstrip())

    own = depth(lines[at])
    first = next((up for up in range(at, 0, -1) if lines[up].strip() and depth(lines[up]) < own), 0)
    last = next(
        (on for on in range(at, len(lines)) if lines[on].strip() and depth(lines[on]) < own), len(lines)
    )
    return range(first + 1, last + 1)


def _of_bib(name: str, times: int, pattern: str, change: Callable[[Original, str], list[str]]) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        lines, at = _line(of, pattern)
        field = re.match(r"\s*(\w+)\s*=", lines[at])
        return _changed(of, BIB, lines, at, change(of, lines[at]), field[1] if field else None)


_of_bib("field of a work emptied", 10, r"^  \w+ = ", lambda of, line: [re.sub(r"\{.*\}", "{}", line)])
_of_bib("field of a work dropped", 10, r"^  \w+ = ", lambda of, line: [])
_of_bib("field of a work doubled", 6, r"^  \w+ = ", lambda of, line: [line, line])
_of_bib(
    *("braces of a work unbalanced", 10, r"^  \w+ = "),
    lambda of, line: [
        of.random.choice([line.replace("}", "", 1), line.replace("{", "", 1), line.replace("{", "{{", 1)])
    ],
)
_of_bib(
    "key of a work doubled",
    5,
    r"^@",
    lambda of, line: [
        f"{line}",
        "  author = {X, Y}, title = {Z}, journal = {J}, year = {2020},",
        "}",
        "",
        line,
    ],
)
_of_bib(
    "key of a work misspelt",
    8,
    r"^@",
    lambda of, line: [line.replace(",", "x,") if of.random.random() < 0.5 else line[:-3] + line[-2:]],
)
_of_bib(
    "type of a work misspelt",
    5,
    r"^@",
    lambda of, line: [line.replace("@article", "@artcle").replace("@book", "@boook")],
)
_of_bib(
    "letters in a year",
    6,
    r"^  year",
    lambda of, line: [
        of.random.choice(
            [line.replace("20", "2O"), re.sub(r"(\d)\}", r"\1a}", line), line.replace("{20", "{")]
        )
    ],
)
_of_bib(
    "another year",
    6,
    r"^  year",
    lambda of, line: [re.sub(r"(\d)\}", lambda found: f"{(int(found[1]) + 1) % 10}}}", line)],
)
_of_bib(
    *("DOI malformed", 8, r"^  doi"),
    lambda of, line: [
        of.random.choice(
            [
                line.replace("{10.", "{https://doi.org/10."),
                line.replace("/", "", 1),
                line.replace("{10.", "{doi:10."),
                line.replace("/", " /", 1),
            ]
        )
    ],
)
_of_bib(
    "digit of a DOI, volume or page changed",
    12,
    r"^  (doi|volume|pages) .*\d",
    lambda of, line: [re.sub(r"(\d)(\D*)$", lambda found: f"{(int(found[1]) + 1) % 10}{found[2]}", line)],
)
_of_bib(
    "authors of a work in another order",
    5,
    r"^  author = .* and ",
    lambda of, line: [re.sub(r"\{(.*?) and (.*?)( and |\})", r"{\2 and \1\3", line, count=1)],
)
_of_bib(
    "word of a title changed",
    6,
    r"^  title = \{\w+ \w+ ",
    lambda of, line: [
        re.sub(r"(\w+) (\w+) ", r"\2 \1 ", line.replace("  title = ", "\0"), count=1).replace(
            "\0", "  title = "
        )
    ],
)


@kind("work dropped", 8)
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    gone = entries.pop(at)
    row = "\n\n".join(entries[:at]).count("\n") + 3
    return Damage(
        "", BIB, ("\n\n".join(entries).rstrip("\n") + "\n").encode(), gone.split("\n")[0], row, "id"
    )


@kind("work doubled under another key", 5)
def _(of: Original) -> Damage:
    entries = of.text(BIB).rstrip("\n").split("\n\n")
    at = of.random.randrange(1, len(entries))
    entries.insert(at + 1, re.sub(r"^(@\w+\{\w+),", r"\1zz,", entries[at]))
    return Damage("", BIB, ("\n\n".join(entries) + "\n").encode(), entries[at].split("\n")[0])


# The order of the book and its configuration


def _of_yaml(
    name: str, times: int, file: str, change: Callable[[Original, list[str]], tuple[int, list[str]]]
) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        lines = of.text(file).split("\n")
        at, new = change(of, lines)
        return _changed(of, file, lines, at, new)


def _one(of: Original, lines: list[str], pattern: str) -> int:
    return of.random.choice([at for at, line in enumerate(lines) if re.search(pattern, line)])


def _line_change(
    pattern: str, new: Callable[[Original, str], list[str]]
) -> Callable[[Original, list[str]], tuple[int, list[str]]]:
    def change(of: Original, lines: list[str]) -> tuple[int, list[str]]:
        at = _one(of, lines, pattern)
        return at, new(of, lines[at])

    return change


TOC, CONFIG = "_toc.yml", "_config.yml"
_of_yaml("page missing in the table of contents", 8, TOC, _line_change("- file:", lambda of, line: []))
_of_yaml(
    "page twice in the table of contents", 8, TOC, _line_change("- file:", lambda of, line: [line, line])
)
_of_yaml(
    "page misspelt in the table of contents",
    8,
    TOC,
    _line_change("- file:|root:", lambda of, line: [line[:-2] + line[-1]]),
)
_of_yaml(
    "key misspelt in the table of contents",
    8,
    TOC,
    _line_change(
        r"^\w|- file:|numbered|chapters:$",
        lambda of, line: [
            re.sub(r"(\w)(\w):", r"\2\1:" if not re.search(r"(\w)\1:", line) else r"\1:", line, count=1)
        ],
    ),
)
_of_yaml(
    "bad YAML in the table of contents",
    8,
    TOC,
    _line_change(
        ":",
        lambda of, line: [
            of.random.choice(
                [
                    line.replace(":", "", 1),
                    "\t" + line,
                    line + " [",
                    line + ' "x',
                    " " + line + ": :",
                    line.replace(": ", ":{", 1) + "{",
                ]
            )
        ],
    ),
)
_of_yaml(
    "numbers or caption of a part gone",
    8,
    TOC,
    _line_change(
        "numbered|caption",
        lambda of, line: [] if "numbered" in line else [re.sub("caption: .*", 'caption: ""', line)],
    ),
)
_of_yaml(
    "key misspelt in the configuration",
    10,
    CONFIG,
    _line_change(r"^\s*[a-z]\w+:", lambda of, line: [re.sub(r"(\w)(\w)(\w+):", r"\2\1\3:", line, count=1)]),
)
_of_yaml(
    "key dropped from the configuration", 10, CONFIG, _line_change(r"^\s*[a-z]\w+: \S", lambda of, line: [])
)
_of_yaml(
    "key twice in the configuration",
    6,
    CONFIG,
    _line_change(r"^\s*[a-z]\w+: [^>]", lambda of, line: [line, line]),
)
_of_yaml(
    "value changed in the configuration",
    12,
    CONFIG,
    _line_change(
        r"^\s*[a-z]\w+: [^>]|^ +- ",
        lambda of, line: [
            re.sub(
                r"(: |- ).*",
                lambda found: found[1] + of.random.choice(["x", "[]", "true", "null", "7"]),
                line,
            )
        ],
    ),
)
_of_yaml(
    "bad YAML in the configuration",
    8,
    CONFIG,
    _line_change(
        r"^\s*[a-z]\w+:",
        lambda of, line: [
            of.random.choice([line.replace(":", "", 1), "\t" + line, line + " [", line + ' "x', "   " + line])
        ],
    ),
)


# Notebooks


def _of_notebook(name: str, times: int, change: Callable[[Original, list[dict], dict], str | None]) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        while True:
            file = of.random.choice(of.notebooks)
            notebook = json.loads(of.text(file))
            what = change(of, notebook["cells"], notebook["metadata"])
            if what:
                # As a careful person would store it.
                text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
                return Damage("", file, text.encode(), f"{file}: {what}", None, what.partition(":")[0])


def _code(of: Original, cells: list[dict], mime: str = "") -> tuple[int, dict] | tuple[None, None]:
    fitting = [
        (at, cell)
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code"
        and any(mime in output.get("data", {"": 0}) or not mime for output in cell["outputs"])
    ]
    return of.random.choice(fitting) if fitting else (None, None)


def _stored_line(of: Original, cells: list[dict]) -> tuple[int, list[str]] | tuple[None, None]:
    at, cell = _code(of, cells, "text/plain")
    if cell is None or "show(" not in cell["source"][-1]:
        return None, None
    return at, cell["outputs"][0]["data"]["text/plain"]


def _picture(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    mime = of.random.choice(["image/svg+xml", "image/png", "text/markdown", "text/html"])
    cells[at]["outputs"][0]["data"][mime] = ["<svg/>"]
    return f"cell {at}: picture"


def _shown(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    what = of.random.choice(["id", "size", "digest"])
    old, new = {
        "id": (r"^(fig|tab)-", r"\1-x"),
        "size": (r"\d+ (points|rows)", r"\1"),
        "digest": (r".$", ""),
    }[what]
    line[0] = re.sub(old, new, line[0])
    return f"cell {at}: {what}"


def _plain(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    line[-1] = line[-1] + "0"
    return f"cell {at}: text"


def _no_output(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, cell = _code(of, cells)
    if cell is None:
        return None
    cell["outputs"] = []
    return f"cell {at}: outputs gone"


def _other_code(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    if line is None:
        return None
    cells[at]["source"][-1] = re.sub(r'show\("(fig|tab)-', r'show("\1-x', cells[at]["source"][-1])
    return f"cell {at}: code"


def _swap_outputs(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at, line = _stored_line(of, cells)
    others = [
        cell
        for cell in cells
        if cell["cell_type"] == "code" and cell["outputs"] != cells[at or 0].get("outputs")
    ]
    if line is None or not others:
        return None
    one, other = cells[at], of.random.choice(others)
    one["outputs"], other["outputs"] = other["outputs"], one["outputs"]
    return f"cell {at}: outputs of another"


def _further_metadata(of: Original, cells: list[dict], metadata: dict) -> str | None:
    key = of.random.choice(["reviewhelpers", "widgets", "myst"])
    metadata[key] = {"digest": "0" * 16}
    return f"metadata: {key}"


def _text(
    pattern: str, new: Callable[[Original, re.Match[str]], str], what: str
) -> Callable[..., str | None]:
    def change(of: Original, cells: list[dict], metadata: dict) -> str | None:
        fitting = [
            (at, line, found)
            for at, cell in enumerate(cells)
            if cell["cell_type"] == "markdown"
            for line, text in enumerate(cell["source"])
            for found in re.finditer(pattern, text)
        ]
        if not fitting:
            return None
        at, line, found = of.random.choice(fitting)
        text = cells[at]["source"][line]
        cells[at]["source"][line] = text[: found.start()] + new(of, found) + text[found.end() :]
        return f"cell {at}: {what}"

    return change


def _cell_gone(of: Original, cells: list[dict], metadata: dict) -> str | None:
    fitting = [
        at
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code" or re.search(r"^\([\w-]+\)=", "".join(cell["source"]), re.MULTILINE)
    ]
    at = of.random.choice(fitting)
    del cells[at]
    return f"cell {at}: gone"


def _cell_empty(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at = of.random.randrange(len(cells))
    cells[at]["source"] = []
    return f"cell {at}: emptied"


def _cell_twice(of: Original, cells: list[dict], metadata: dict) -> str | None:
    fitting = [
        at
        for at, cell in enumerate(cells)
        if cell["cell_type"] == "code" or re.search(r"^\([\w-]+\)=", "".join(cell["source"]), re.MULTILINE)
    ]
    at = of.random.choice(fitting)
    cells.insert(at, json.loads(json.dumps(cells[at])))
    return f"cell {at + 1}: twice"


def _form(of: Original, cells: list[dict], metadata: dict) -> str | None:
    at = of.random.randrange(len(cells))
    how = of.random.choice(["cell_type", "source", "metadata", "cell"])
    if how == "cell":
        cells[at] = "text"  # type: ignore[call-overload]
    else:
        cells[at][how] = {"cell_type": "other", "source": 7, "metadata": []}[how]
    return f"cell {at}: {how} of another form"


_of_notebook("picture in a notebook", 8, _picture)
_of_notebook("line of a figure or table changed by hand", 10, _shown)
_of_notebook("more in the line of a figure or table", 6, _plain)
_of_notebook("stored output gone", 5, _no_output)
_of_notebook("stored outputs swapped", 5, _swap_outputs)
_of_notebook("another figure or table in code", 6, _other_code)
_of_notebook("settings in a notebook", 6, _further_metadata)
_of_notebook("cell of a notebook gone", 6, _cell_gone)
_of_notebook("cell of a notebook emptied", 6, _cell_empty)
_of_notebook("cell of a notebook twice", 5, _cell_twice)
_of_notebook("notebook of another form", 8, _form)
_of_notebook("label missing", 8, _text(r"^\([\w-]+\)=\n?", lambda of, found: "", "label gone"))
_of_notebook(
    "label doubled",
    8,
    _text(
        r"^\([\w-]+\)=",
        lambda of, found: "(co2rr-compare)=" if of.random.random() < 0.5 else f"{found[0]}\n{found[0]}",
        "label twice",
    ),
)
_of_notebook(
    "label misspelt", 8, _text(r"^\(([\w-]+)\)=", lambda of, found: f"({found[1][:-1]})=", "label misspelt")
)
_of_notebook(
    "reference misspelt",
    8,
    _text(r"(\{ref\}`[^`]*?)(\w)(>?`)", lambda of, found: f"{found[1]}{found[3]}", "reference misspelt"),
)
_of_notebook(
    "citation misspelt",
    8,
    _text(r"(\{cite:\w\}`[^`]*?)(\w)`", lambda of, found: f"{found[1]}`", "citation misspelt"),
)
_of_notebook(
    "value of a row misspelt",
    8,
    _text(r"(\{value\}`[^`]*?)(\w)`", lambda of, found: f"{found[1]}`", "row misspelt"),
)
_of_notebook(
    "term misspelt",
    8,
    _text(r"(\{term\}`[^`]*?)(\w)(>?)`", lambda of, found: f"{found[1]}{found[3]}`", "term misspelt"),
)
_of_notebook(
    "role misspelt or not closed",
    8,
    _text(
        r"\{(value|ref|cite:t|term)\}`([^`]*)`",
        lambda of, found: of.random.choice([f"{{{found[1]}x}}`{found[2]}`", f"{{{found[1]}}}`{found[2]}"]),
        "role broken",
    ),
)


@kind("JSON of a notebook broken", 10)
def _(of: Original) -> Damage:
    file = of.random.choice(of.notebooks)
    text = of.text(file)
    while True:
        at = of.random.randrange(len(text))
        if text[at] in '{}[]":,' and text[at - 1] != "\\":
            broken = text[:at] + text[at + 1 :]
            try:
                json.loads(broken)
            except ValueError:
                return Damage(
                    "", file, broken.encode(), f"{file}: {text[at]!r} gone", text[:at].count("\n") + 1
                )


# What leaves the meaning as it is


@kind("fields of a work in another order", 4, harmless="a work is its fields, in whatever order")
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    first, *fields = entries[at].rstrip("\n").split("\n")[:-1]
    entries[at] = "\n".join([first, *reversed(fields), "}"])
    return Damage("", BIB, ("\n\n".join(entries).rstrip("\n") + "\n").encode(), first)


@kind("blank line between works", 3, harmless="between entries BibTeX reads nothing")
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    entries[at] = f"\n{entries[at]}"
    return Damage("", BIB, "\n\n".join(entries).encode(), f"before work {at}")


@kind("cell in quotes that needs none", 4, harmless="quotes belong to the form of CSV, not to the cell")
def _(of: Original) -> Damage:
    file = f"data/{of.table()}.csv"
    lines = of.text(file).split("\n")
    at = of.random.randrange(1, len(lines) - 1)
    first, comma, rest = lines[at].partition(",")
    return _changed(of, file, lines, at, [f'"{first}"{comma}{rest}'])


@kind("comment in YAML", 4, harmless="YAML passes over comments")
def _(of: Original) -> Damage:
    file = of.random.choice([TOC, CONFIG])
    lines = of.text(file).split("\n")
    return _changed(of, file, lines, 0, [lines[0], "# A comment."])


@kind(
    "pages of a part in another order", 3, harmless="the order is the editors' choice; every order is a book"
)
def _(of: Original) -> Damage:
    lines = of.text(TOC).split("\n")
    at = of.random.choice(
        [at for at in range(len(lines) - 1) if "- file" in lines[at] and "- file" in lines[at + 1]]
    )
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return Damage("", TOC, "\n".join(lines).encode(), lines[at])


@kind("number with a zero more at its end", 4, harmless="7.50 is 7.5; the register reports it all the same")
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: number(name, text) and "." in text and "e" not in text, NUMBERS
    )
    return put(table, rows, row, column, f"{rows[row][column]}0")

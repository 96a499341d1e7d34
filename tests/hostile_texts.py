"""Hostile texts, and the free-text fields of the data, found with the descriptor and the check."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import support

from reviewhelpers.dataset import data
from reviewhelpers.validation import check

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "<!-- a --> <?php b ?>",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&#60;/script&#62;",
    "[read](javascript:alert(1))",
    "[read](https://elsewhere.example/a)",
    "[read][it]",
    "![seen](https://elsewhere.example/a.png)",
    "![seen](../../../secret.png)",
    "<https://elsewhere.example/b>",
    "https://elsewhere.example/c",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{download}`taken <../../../secret.txt>`",
    "{ref}`use-data`",
    "{doc}`/chapters/index`",
    "{raw}`a`",
    "{math}`a`",
    "{term}`overpotential`",
    "{abbr}`a (b)`",
    "{cite:t}`nobody2020nothing`",
    "{value}`li2022-ye2017-fe`",
    "`code`",
    "`` {value}`a` ``",
    "```{include} ../../../secret.txt```",
    ":::{note}",
    "{{ substituted }}",
    "a[^1] [^1]: b",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\text{<script>alert(1)</script>}$",
    r"$\unheard{x}$",
    "$$x$$",
    "(label)=",
    "# heading",
    "- item",
    "> said",
    "1. first",
    "a | b | c",
    r"a\\b \* c",
    "~~gone~~ __wide__",
    "{{7*7}} {% raw %} ${7*7} <%= a %>",
)
COMMANDS = (
    r"\input{/etc/passwd}",
    r"\immediate\write18{id}",
    r"\def\a{b}\csname a\endcsname",
    "^^5cinput{/etc/passwd}",
    "% a # b & c ~ d _ e",
)
FORMULAS = (
    '=HYPERLINK("https://elsewhere.example")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\uff1d1+1",
    'a;=HYPERLINK("https://elsewhere.example")',
)
TEXTS = (*MARKUP, *COMMANDS, *FORMULAS)

READ = {
    "reactions": ("equation_as_printed",),
    "half_reactions": ("product", "reactant"),
    "reference_electrodes": ("electrode", "use", "quantity", "unit"),
    "constants": ("quantity", "source", "unit", "locator"),
    "formation": ("species", "source", "unit", "locator"),
    "solution": ("species", "from_species", "source", "locator"),
    "journals": ("spellings",),
    "sources": ("text", "url"),
    "structure": ("subject",),
    "preparation": ("subject",),
    "spectra": ("subject",),
    "systems": ("metal",),
    "coverage": ("term",),
}
"""Columns that code reads as equations, names, files or addresses though no rule of the check says so."""


def cells() -> Iterator[tuple[str, str, int, str]]:
    """Each cell of the data that holds free text, and a text for it: table, column, number of the row, text.

    A text is put in the place of what the cell says, all texts in turn, so that a column meets each of
    them as far as it has rows.
    """
    for offset, (table, column) in enumerate(sorted(free())):
        texts = itertools.islice(itertools.cycle(TEXTS), offset, None)
        for row, text in zip(range(len(data.table(table))), texts, strict=False):
            yield table, column, row, text


@functools.cache
def free() -> frozenset[tuple[str, str]]:
    """The columns that may say anything: those of text where no rule objects to other words.

    The descriptor names the columns, and the check tells which of them are names, numbers, units or choices.
    """
    texts: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder:
        root = support.copy_project(Path(folder), ("data", "references.bib")).root
        for resource in data.descriptor()["resources"]:
            keys = {"id", *(key["fields"] for key in resource["schema"].get("foreignKeys", ()))}
            own = {
                field["name"]
                for field in resource["schema"]["fields"]
                if field["type"] == "string"
                and field["name"] not in keys
                and not {"enum", "pattern"} & field.get("constraints", {}).keys()
                and field["name"] not in READ.get(resource["name"], ())
                # Units are read wherever they stand.
                and field["name"] != "unit"
            }
            texts |= {(resource["name"], name) for name in own}
            path = root / "data" / resource["path"]
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            for row in rows[1:]:
                for at, name in enumerate(rows[0]):
                    if name in own and row[at]:
                        row[at] += " and so on"
            write(path, rows)
        found = check.check(root / "data", root / "references.bib", registered=False)
    named = {(Path(fault.file).stem, fault.column or "") for fault in found}
    return frozenset(texts - named)


def write(path: Path, rows: list[list[str]]) -> None:
    """Write the rows of a table as the data have them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def put(root: Path) -> None:
    """Fill all free-text cells of the data of a project."""
    for table in {table for table, _ in free()}:
        path = root / "data" / f"{table}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for name, column, row, text in cells():
            if name == table:
                rows[row + 1][rows[0].index(column)] = text
        write(path, rows)


def frames(only_filled: bool = False) -> dict[str, pd.DataFrame]:
    """The tables with hostile texts in all free-text cells, or only in those that are not empty."""
    found: dict[str, pd.DataFrame] = {}
    for table, column, row, text in cells():
        frame = found.setdefault(table, data.table(table).copy())
        place = frame.columns.get_loc(column)
        if frame.iloc[row, place] or not only_filled:
            frame.iloc[row, place] = text
    return found


def works(text: str, key: str) -> str:
    """A bibliography with hostile texts in all fields that say anything; one work has further fields."""
    turn = itertools.cycle(BIBLIOGRAPHIC)

    def field(found: re.Match[str]) -> str:
        return f"  {found[1]} = {{{next(turn)}}}"

    filled = re.sub(r"^  (title|journal|volume|pages) = \{.*\}(?=,?$)", field, text, flags=re.MULTILINE)
    more = "".join(f"  {name} = {{{next(turn)}}},\n" for name in FURTHER)
    links = "".join(f"  {name} = {{javascript:alert(1)}},\n" for name in ("url", "eprint", "pubmed"))
    return filled.replace(f"{{{key},\n", f"{{{key},\n{more}{links}")


FURTHER = (
    "note",
    "publisher",
    "address",
    "series",
    "edition",
    "number",
    "howpublished",
    "abstract",
    "keywords",
    "isbn",
)
# Braces must match in a field, and a line ends it.
BIBLIOGRAPHIC = [
    text for text in TEXTS if text.count("{") == text.count("}") and "%" not in text and "\\" not in text
]


def described(package: dict[str, Any]) -> dict[str, Any]:
    """A descriptor whose titles and descriptions are hostile."""
    turn = itertools.cycle(TEXTS)

    def fill(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: fill(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [fill(item, key) for item in value]
        return next(turn) if key in ("title", "description", "keywords") and isinstance(value, str) else value

    filled: dict[str, Any] = fill(package)
    return filled

"""What pages say of a row of the data beside its value: its system, the kind of its number, its preview."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping

import pandas as pd

from reviewhelpers.citing.citation_index import short
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

STATUS: Mapping[str, str] = {
    "measured": "printed, measured",
    "computed": "printed, computed",
    "set": "printed",
}
"""How each kind of row is called; those of other kinds are printed as well."""

TITLE_COLUMNS = (
    *("name", "label", "title", "statement", "equation_as_printed", "equation", "quantity", "species"),
)
"""Columns that name a row that prints no number; the first that is filled does."""
MOST_CELLS = 5
"""So many cells tell what a row is about that prints no number."""


def named_value(row_id: str) -> str:
    """The value of a row, or the effect that it claims, with the name of its system.

    Examples
    --------
    >>> named_value("li2022-ye2017-fe")
    'Faradaic efficiency, CO: up to 93 % of Fe-N-C from ZIF-8'
    """
    row = data.row(row_id)
    if "effect" in row.index:
        return f"{row['effect']} of {_system(row) or 'no system'}"
    text = formatting.named_value(row)
    return f"{text} of {_system(row)}" if row.get("system", "") else text


def subject(row_id: str) -> str:
    """The system of a row and the kind of its number.

    Parameters
    ----------
    row_id : str
        Id of a row of printed numbers.

    Examples
    --------
    >>> subject("li2022-ye2017-fe")
    'Fe-N-C from ZIF-8; printed, measured'
    """
    row = data.row(row_id)
    if "basis" in row:
        return f"background; {row['basis']}"
    kind = STATUS.get(row["status"], "printed")
    return f"{_system(row)}; {kind}" if row["system"] else kind


def _system(row: pd.Series) -> str:
    name: str = data.table("systems").loc[row["system"], "name"] if row["system"] else ""
    return name


def summary(row_id: str) -> tuple[str, dict[str, str]]:
    """A title for a row of any table, and details by their names.

    Examples
    --------
    >>> title, details = summary("li2022-ye2017-fe")
    >>> title, details["System"]
    ('Faradaic efficiency, CO: up to 93 %', 'Fe-N-C from ZIF-8')
    """
    table = _tables()[row_id]
    return _of_number(row_id) if table in data.NUMBER_TABLES else _of_cells(table, row_id)


def _of_number(row_id: str) -> tuple[str, dict[str, str]]:
    row = data.row(row_id)
    details = {
        "System": data.table("systems")["name"].get(row["system"], ""),
        "Conditions": formatting.conditions(row),
        "Printed as": f"“{row['as_printed']}”",
        "Read as": row["reading"],
        "In": short(data.table("sources").loc[row["source"], "cite"]),
    }
    return formatting.named_value(row), {name: text for name, text in details.items() if text}


def _of_cells(table: str, row_id: str) -> tuple[str, dict[str, str]]:
    cells = {name: text for name, text in _cells(table)[row_id].items() if text and name != "id"}
    column = next((name for name in TITLE_COLUMNS if name in cells), "")
    title = cells.pop(column, row_id)
    return title, {name.replace("_", " "): text for name, text in list(cells.items())[:MOST_CELLS]}


@functools.cache
def _tables() -> dict[str, str]:
    names = [resource["name"] for resource in data.descriptor()["resources"]]
    return {id: name for name in names for id in data.table(name).index}


@functools.cache
def _cells(table: str) -> dict[str, dict[str, str]]:
    """The rows of a table with the characters of its file."""
    with (data.DATA / data.resource(table)["path"]).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}

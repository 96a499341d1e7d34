"""A reader's own measurements, added to the data of the literature so that figures plot both.

Such a file has columns of ``performance``, and three of ``systems`` for systems that the book does not know.
It is checked by the rules of the data package; columns on where a source prints a number may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.dataset import data, provenance
from reviewhelpers.validation import csv_format, plausible_values

KIND = "own"
"""The kind of the sources that own rows have in place of a document."""

NEEDED = ("system", "reaction", "product", "quantity", "value", "unit")
OF_SYSTEMS = ("defect_class", "host", "metal")
TEMPLATE = """\
system,defect_class,metal,reaction,product,quantity,value,unit,potential,potential_unit,potential_scale,cell,electrolyte
My catalyst,single-atom,Ni,CO2RR,CO,faradaic_efficiency,90,percent,-0.7,V,RHE,H-type cell,0.5 M KHCO3
My catalyst,single-atom,Ni,CO2RR,CO,partial_current_density,-20,mA/cm**2,-0.7,V,RHE,H-type cell,0.5 M KHCO3
"""
"""A file to start from; its numbers are invented."""

_PARTS: Mapping[str, str] = {
    "CO2RR": "co2rr",
    "NORR": "norr",
    "NITRR": "copper",
    "HER": "diatomic",
    "NRR": "norr",
}
"""The part of the book that is about each reaction."""
_DEFAULTS = {"relation": "=", "status": "measured"}
_LEFT_OUT = ("id", "source", "locator", "panel", "cite")
"""Columns of ``performance`` on where a document prints a number."""


def source(part: str) -> str:
    """The source that own rows of a part of the book have in place of a document.

    Examples
    --------
    >>> source("co2rr")
    'own-co2rr'
    """
    return f"{KIND}-{part}"


FIGURES = (
    *("fig-across-activity", "fig-co2rr-current", "fig-co2rr-efficiency", "fig-co2rr-potential"),
    *("fig-co2rr-turnover", "fig-norr-yields"),
)
"""The figures that plot rows of ``performance`` one by one; others read what one source says of another."""


class UserDataError(ReviewHelpersError):
    """What is wrong with a file of one's own, a line each.

    Parameters
    ----------
    faults : list of Fault
        All of it.
    """

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read(raw: bytes, name: str) -> dict[str, pd.DataFrame]:
    """The tables of the book with the rows of a file among theirs, by name.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    name : str
        How messages call it.

    Raises
    ------
    UserDataError
        With every fault of the file.

    Examples
    --------
    >>> list(read(TEMPLATE.encode(), "my.csv")["performance"].tail(2)["quantity"])
    ['faradaic_efficiency', 'partial_current_density']
    """
    fields = _fields()
    rows, faults = csv_format.table(name, raw)
    if rows is None:
        raise UserDataError(faults)
    if not rows:
        raise UserDataError([Fault(name, 1, None, "an empty file", f"columns such as {', '.join(NEEDED)}")])
    faults += _header(name, rows[0], fields) or csv_format.cells(name, rows)
    if not faults:
        faults = [fault for line, cells in _cells(rows) for fault in _of_row(name, line, cells, fields)]
    if not faults and len(rows) == 1:
        faults = [Fault(name, 2, None, "no row", "a row a measurement")]
    if faults:
        raise UserDataError(faults)
    return _among([cells for _, cells in _cells(rows)])


def _fields() -> dict[str, dict[str, Any]]:
    """What the descriptor says of each column that a file may have."""
    of = {name: data.resource(name)["schema"]["fields"] for name in ("performance", "systems")}
    found = {field["name"]: field for field in of["performance"] if field["name"] not in _LEFT_OUT}
    return found | {field["name"]: field for field in of["systems"] if field["name"] in OF_SYSTEMS}


def allowed() -> dict[str, list[str] | None]:
    """The columns that a file may have, each with the values that it allows where they are listed.

    Examples
    --------
    >>> allowed()["potential_unit"], allowed()["system"]
    (['V', 'mV'], None)
    """
    return {name: field.get("constraints", {}).get("enum") for name, field in _fields().items()}


def _header(name: str, found: list[str], fields: Mapping[str, Any]) -> list[Fault]:
    known = [*NEEDED, *(column for column in found if column in fields and column not in NEEDED)]
    # Columns may stand in any order, but not twice.
    if sorted(found) == sorted(set(known)):
        return []
    if of_documents := [column for column in found if column in _LEFT_OUT]:
        expected = f"a file without {', '.join(_LEFT_OUT)}, which name the document that prints a number"
        return [Fault(name, 1, column, f"column {column!r}", expected) for column in of_documents]
    return csv_format.header(name, found, list(dict.fromkeys(known)))


def _cells(rows: csv_format.Rows) -> Iterator[tuple[int, dict[str, str]]]:
    for line, row in enumerate(rows[1:], start=2):
        yield line, dict(zip(rows[0], row, strict=True))


def _of_row(
    name: str, line: int, cells: Mapping[str, str], fields: Mapping[str, dict[str, Any]]
) -> Iterator[Fault]:
    """Faults of one row, by the rules and with the messages of ``reviewhelpers check``."""
    faulty = set()
    for column, cell in cells.items():
        for found, expected in _of_cell(column, cell, fields[column]):
            faulty.add(column)
            yield Fault(name, line, column, found, expected)
    if "quantity" not in faulty and cells["quantity"] not in data.table("quantities").index:
        faulty.add("quantity")
        yield Fault(name, line, "quantity", repr(cells["quantity"]), "a key of quantities")
    if (
        cells["system"]
        and cells["system"] not in data.table("systems").index
        and not cells.get("defect_class")
    ):
        expected = "the class of defect of a system that the book does not know"
        yield Fault(name, line, "defect_class", "nothing", expected)
    quantities = data.table("quantities").astype(str).replace("nan", "").to_dict("index")
    complete = _complete_row(cells)
    for column, found, expected in (
        *plausible_values.of_number(complete, quantities),
        *plausible_values.of_conditions(complete),
    ):
        if column not in faulty:
            yield Fault(name, line, column, found, expected)


def _of_cell(column: str, cell: str, field: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    limits = dict(field.get("constraints", {}))
    if not cell:
        if column in NEEDED:
            yield csv_format.constraint(limits, cell)
        return
    number = plausible_values.as_float(cell)
    if field["type"] == "number":
        if number is None or abs(number) == float("inf") or number != number:
            yield repr(cell), "a number"
        elif number < limits.get("minimum", number):
            yield csv_format.constraint(limits, cell)
    elif cell not in limits.get("enum", [cell]):
        yield csv_format.constraint(limits, cell)


def _complete_row(cells: Mapping[str, str]) -> dict[str, str]:
    """A row with every column of ``performance``; columns that it leaves out are empty."""
    columns = [field["name"] for field in data.resource("performance")["schema"]["fields"]]
    row = dict.fromkeys(columns, "") | _DEFAULTS | {key: cell for key, cell in cells.items() if cell}
    row["as_printed"] = row["as_printed"] or f"{row['value']} {row['unit']}"
    if row["potential"] and not row["condition_as_printed"]:
        row["condition_as_printed"] = f"{row['potential']} {row['potential_unit']} {row['potential_scale']}"
    return row


def _among(rows: list[dict[str, str]]) -> dict[str, pd.DataFrame]:
    systems, sources = data.table("systems"), data.table("sources")
    parts = list(dict.fromkeys(_PARTS[row["reaction"]] for row in rows))
    new_sources = pd.DataFrame([{"id": source(part), "kind": KIND, "part": part} for part in parts])
    new_systems: dict[str, dict[str, str]] = {}
    measured = []
    for number, cells in enumerate(rows, start=1):
        part, name = _PARTS[cells["reaction"]], cells["system"]
        system = name
        if name not in systems.index:
            slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            system = f"{KIND}-system-{slug}"
            new_systems[system] = {column: cells.get(column, "") for column in OF_SYSTEMS} | {
                "id": system,
                "source": source(part),
                "part": part,
                "name": f"{name} (yours)",
                "name_ascii": name,
                "role": "catalyst",
            }
        row = _complete_row({column: cell for column, cell in cells.items() if column not in OF_SYSTEMS})
        measured.append(row | {"id": f"{KIND}-{number}", "source": source(part), "system": system})
    return {
        "performance": _joined(data.table("performance"), pd.DataFrame(measured)),
        "systems": _joined(systems, pd.DataFrame(new_systems.values())),
        "sources": _joined(sources, new_sources),
    }


def _joined(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table and further ones, each column of the kind it has."""
    if more.empty:
        return frame
    more = more.reindex(columns=frame.columns)
    for column, kind in frame.dtypes.items():
        if kind == "float64":
            more[column] = pd.to_numeric(more[column].replace("", None)).astype("float64")
        else:
            more[column] = more[column].fillna("").astype(kind)
    return pd.concat([frame, more.set_index("id", drop=False)])


@contextmanager
def with_user_rows(raw: bytes, name: str) -> Iterator[None]:
    """Have figures draw the rows of a file among those of the literature, inside a block.

    Raises
    ------
    UserDataError
        With every fault of the file.
    """
    with data.replaced_tables(**read(raw, name)):
        yield


def plotted(values: pd.DataFrame) -> list[str]:
    """Ids of own rows among the values that a figure plots."""
    return [row for row in provenance.row_ids_in(values[["rows"]]) if re.fullmatch(rf"{KIND}-\d+", row)]

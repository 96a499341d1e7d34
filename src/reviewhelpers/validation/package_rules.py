"""Rules on the data package that a schema cannot express."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewhelpers._core.errors import Fault
from reviewhelpers.chemistry import units
from reviewhelpers.citing import outline
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.validation import (
    arguments,
    cross_references,
    figure_rows,
    pathways,
    plausible_values,
    quote_agreement,
    structure_models,
)
from reviewhelpers.validation.package_tables import RawTables, cells

ROW_LISTS: Mapping[str, str] = {
    "claims": "rows",
    "panels": "printed_rows",
    "pathway_steps": "printed_rows",
}
"""By table the column that lists ids of rows with numbers or claims."""

CONSTANTS = ("constants", "formation", "solution", "reference_electrodes")
"""Tables whose numbers come from handbooks; the printed number stands beside each as text."""


def faults(raw: RawTables, bib: Path, *, complete: bool = True, folder: Path = data.DATA) -> Iterator[Fault]:
    """Faults against these rules.

    Parameters
    ----------
    raw : mapping
        The tables whose form is sound.
    bib : Path
        The bibliography that the ``cite`` columns point into; the book stands beside it.
    complete : bool
        Whether these are all tables of the package.
    folder : Path
        The folder of the package, where the coordinates of models stand.
    """
    yield from _numbers(raw)
    for table in CONSTANTS:
        for number, row in cells(raw, table):
            for fault in quote_agreement.of_constant(row):
                yield Fault(f"data/{table}.csv", number, *fault)
    tables = {table: dict(cells(raw, table)) for table in raw}
    for table, rows in tables.items():
        for number, row in rows.items():
            if row.get("url") and not bibliography.is_linkable("url", row["url"]):
                yield Fault(f"data/{table}.csv", number, "url", repr(row["url"]), "an address of the web")
    yield from cross_references.faults(tables)
    yield from cross_references.of_equations(tables.get("half_reactions", {}), "half_reactions", "equation")
    yield from cross_references.of_equations(tables.get("reactions", {}), "reactions", "balanced")
    yield from cross_references.of_equations(tables.get("pathway_steps", {}), "pathway_steps", "equation")
    yield from pathways.faults(tables.get("pathway_steps", {}), tables.get("half_reactions", {}))
    yield from _ids(raw)
    figures = [id for id in outline.titles(bib.parent) if id.startswith("fig-")]
    yield from figure_rows.faults(raw, figures, complete=complete)
    for number, row in cells(raw, "panels"):
        for column in ("companion", "drawing"):
            if row[column] and row[column] not in figures:
                yield Fault("data/panels.csv", number, column, repr(row[column]), "the id of a figure")
    yield from arguments.faults(raw)
    yield from structure_models.faults(raw, folder / "structures", complete=complete)
    try:
        works = bibliography.read(bib)
    except bibliography.BibliographyError:
        # The check of the bibliography reports it; here every key would be one more fault.
        return
    lines = bibliography.field_lines(bib)
    yield from cross_references.of_works(works, lambda key, field: lines.get((key, field)), bib.name)
    yield from cross_references.of_citations(tables.get("citations", {}), works)
    for table, raw_rows in raw.items():
        if "cite" not in raw_rows[0]:
            continue
        for number, row in cells(raw, table):
            if row["cite"] and row["cite"] not in works:
                yield Fault(f"data/{table}.csv", number, "cite", repr(row["cite"]), f"a key of {bib.name}")


def _numbers(raw: RawTables) -> Iterator[Fault]:
    """Units, values and conditions that cannot be, or that the quotes beside them do not print."""
    quantities = {}
    for number, row in cells(raw, "quantities"):
        if units.readable(row["unit"]):
            quantities[row["id"]] = row
        else:
            yield Fault("data/quantities.csv", number, "unit", repr(row["unit"]), "a unit pint can read")
    for table in (*data.NUMBER_TABLES, "claims"):
        for number, row in cells(raw, table):
            found = [*plausible_values.of_number(row, quantities), *plausible_values.of_conditions(row)]
            faulty = {column for column, *_ in found}
            # A cell that is no number or unit at all agrees with no quote either: one fault is enough.
            if plausible_values.as_float(row["value"]) is not None:
                found += [fault for fault in quote_agreement.of_number(row) if fault[0] not in faulty]
            found += [fault for fault in quote_agreement.of_conditions(row) if fault[0] not in faulty]
            for fault in found:
                yield Fault(f"data/{table}.csv", number, *fault)
    for number, row in cells(raw, "lengths"):
        found = [*plausible_values.of_number(row, quantities)] or [*quote_agreement.of_length(row)]
        for fault in found:
            yield Fault("data/lengths.csv", number, *fault)
    for number, row in cells(raw, "background_values"):
        if not units.readable(row["unit"]):
            yield Fault(
                "data/background_values.csv", number, "unit", repr(row["unit"]), "a unit pint can read"
            )
        for fault in quote_agreement.of_length(row):
            yield Fault("data/background_values.csv", number, *fault)


def _ids(raw: RawTables) -> Iterator[Fault]:
    """Ids that stand in two tables, and lists of ids that name a row which does not exist."""
    seen: dict[str, str] = {}
    for table in (*data.NUMBER_TABLES, "background_values", "claims", "systems", "reactions"):
        for number, row in cells(raw, table):
            if seen.setdefault(row["id"], table) != table:
                found = f"{row['id']!r}, an id of {seen[row['id']]}"
                yield Fault(f"data/{table}.csv", number, "id", found, "an id that no other table has")
    if not all(table in raw for table in (*data.NUMBER_TABLES, "claims")):
        return
    for table, column in ROW_LISTS.items():
        for number, row in cells(raw, table):
            for name in row[column].split():
                if name not in seen:
                    expected = "the id of a row of the package"
                    yield Fault(f"data/{table}.csv", number, column, repr(name), expected)

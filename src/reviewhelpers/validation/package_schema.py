"""What Frictionless finds when it compares the tables with the descriptor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset import data
from reviewhelpers.validation import csv_format
from reviewhelpers.validation.package_tables import DESCRIPTOR


def faults(folder: Path, sound: set[str]) -> list[Fault]:
    """Faults that Frictionless finds in some tables.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    sound : set of str
        Names of the tables to validate, those whose form is sound.
    """
    descriptor: dict[str, Any] = dict(data.descriptor(folder))
    # A foreign key into a table that cannot be read would be reported for every row.
    descriptor["resources"] = [
        _without_missing_keys(entry, sound) for entry in descriptor["resources"] if entry["name"] in sound
    ]
    if not descriptor["resources"]:
        return []
    # Imported here because it is slow: a build of the book imports this module and validates nothing.
    import frictionless

    try:
        package = frictionless.Package.from_descriptor(descriptor, basepath=str(folder))
    except frictionless.FrictionlessException as error:
        message = " ".join(str(error).split())
        return [Fault(DESCRIPTOR, None, None, message, "a valid Frictionless descriptor")]
    report = package.validate(limit_errors=100_000)
    found = [
        Fault(DESCRIPTOR, None, None, error.message, "a valid Frictionless descriptor")
        for error in report.errors
    ]
    for task in report.tasks:
        fields = {field["name"]: field for field in data.resource(task.name, folder)["schema"]["fields"]}
        found += [_from_frictionless(f"data/{task.name}.csv", fields, error) for error in task.errors]
    return found


def _without_missing_keys(entry: dict[str, Any], sound: set[str]) -> dict[str, Any]:
    schema = dict(entry["schema"])
    schema["foreignKeys"] = [
        key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] in sound
    ]
    return {**entry, "schema": schema}


def _from_frictionless(file: str, fields: dict[str, Any], error: Any) -> Fault:
    row: int | None = getattr(error, "row_number", None)
    column: str = getattr(error, "field_name", "")
    cell = getattr(error, "cell", None)
    if error.type == "foreign-key":
        column = error.field_names[0]
        return Fault(file, row, column, repr(error.field_cells[0]), f"a key of {error.reference_name}")
    if error.type in ("unique-error", "primary-key"):
        return Fault(
            file, row, column or "id", f"{cell or error.cells[0]!r} a second time", "a value that stands once"
        )
    found = "nothing" if cell in (None, "") else repr(cell)
    if error.type == "type-error":
        return Fault(file, row, column, found, f"a {fields[column]['type']}")
    if error.type == "constraint-error":
        limits = fields[column].get("constraints", {})
        return Fault(file, row, column, *csv_format.constraint(limits, cell))
    return Fault(file, row, column or None, error.note or error.title, "what the descriptor says")

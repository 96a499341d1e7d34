"""Read the data package in ``data/`` and give tidy frames.

Every table is described in ``data/datapackage.json``; ``reviewhelpers.check`` compares the two.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pandas as pd

from reviewhelpers.errors import ReviewHelpersError
from reviewhelpers.paths import DATA as DATA
from reviewhelpers.paths import ROOT as ROOT

NUMBER_TABLES = ("performance", "structure", "spectra", "energetics", "preparation")
"""The tables in which a row is one printed number."""


class DataError(ReviewHelpersError):
    """A table or row that the package does not have, or that cannot be read."""


@functools.cache
def descriptor(folder: Path = DATA) -> dict[str, Any]:
    """The package's descriptor, ``datapackage.json``, as a dictionary.

    Raises
    ------
    DataError
        Where the file is missing or is not JSON.
    """
    path = folder / "datapackage.json"
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: found {error}, expected the descriptor of the data package") from error
    if missing := _missing(loaded):
        raise DataError(f"{path}: found {missing}, expected the descriptor of the data package")
    return loaded


def _missing(loaded: Any) -> str:
    """What keeps a descriptor from describing tables; empty where nothing does."""
    if not isinstance(loaded, dict) or not isinstance(loaded.get("resources"), list):
        return "no list of resources"
    names = []
    for entry in loaded["resources"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            return "a resource without a name"
        schema, name = entry.get("schema"), entry["name"]
        if not isinstance(entry.get("path"), str) or Path(entry["path"]).name != entry["path"]:
            return f"resource {name} without a path beside the descriptor"
        if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
            return f"resource {name} without a list of fields"
        for field in schema["fields"]:
            if not isinstance(field, dict) or not all(
                isinstance(field.get(key), str) for key in ("name", "type")
            ):
                return f"a field of {name} without a name or type"
            if not isinstance(field.get("constraints", {}), dict):
                return f"constraints of {name}.{field['name']} that are no mapping"
        if not schema["fields"] or schema["fields"][0]["name"] != "id":
            return f"resource {name} whose first field is not id"
        if not _keys_whole(schema.get("foreignKeys", [])):
            return f"foreign keys of {name} that cannot be read"
        names.append(name)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        return f"resource {doubled[0]} twice"
    lacking = [name for name in (*NUMBER_TABLES, "claims", "systems", "reactions") if name not in names]
    return f"no resource {lacking[0]}" if lacking else ""


def _keys_whole(keys: Any) -> bool:
    return isinstance(keys, list) and all(
        isinstance(key, dict)
        and isinstance(key.get("fields"), str)
        and isinstance(key.get("reference"), dict)
        and {"resource", "fields"} <= key["reference"].keys()
        for key in keys
    )


def resource(name: str, folder: Path = DATA) -> dict[str, Any]:
    """The description of one table.

    Raises
    ------
    DataError
        Where the package has no such table; the message lists those it has.
    """
    by_name = {entry["name"]: entry for entry in descriptor(folder)["resources"]}
    if name not in by_name:
        raise DataError(f"found table {name!r}, expected one of {', '.join(by_name)}")
    found: dict[str, Any] = by_name[name]
    return found


@functools.cache
def _read(name: str, folder: Path) -> pd.DataFrame:
    fields = resource(name, folder)["schema"]["fields"]
    path = folder / resource(name, folder)["path"]
    types = {
        field["name"]: "float64" if field["type"] in ("number", "integer") else "str" for field in fields
    }
    text = {column for column, kind in types.items() if kind == "str"}
    try:
        # Empty text stays the empty string: it means that the source does not say.
        frame = pd.read_csv(
            path,
            dtype=types,
            encoding="utf-8",
            keep_default_na=False,
            # The fast parser loses the last bit of some numbers.
            float_precision="round_trip",
            na_values={column: [""] for column in types if column not in text},
        )
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: found {error}, expected what the descriptor says; run reviewhelpers check"
        ) from error
    return frame.set_index("id", drop=False)


def table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """One table of the package, a row a printed thing, indexed by ``id``.

    Parameters
    ----------
    name : str
        Name of the table in the descriptor, such as ``performance``.
    folder : Path
        Folder of the package.

    Returns
    -------
    DataFrame
        A copy; numbers as float with NaN where empty, text as ``str`` with ``""`` where empty.

    Raises
    ------
    DataError
        Where the package has no such table or its file cannot be read.

    Examples
    --------
    >>> printed = table("performance").loc["li2022-ye2017-fe"]
    >>> float(printed["value"]), printed["unit"], float(printed["potential"]), printed["potential_scale"]
    (93.0, 'percent', -0.43, 'RHE')
    """
    return _read(name, folder).copy()


def row(row_id: str, folder: Path = DATA) -> pd.Series:
    """One row of any table that holds printed numbers or claims, by its id.

    Raises
    ------
    DataError
        Where no table holds the id.

    Examples
    --------
    >>> row("li2022-zhao2017-tof")["as_printed"]
    '5,273 h−1'
    """
    for name in (*NUMBER_TABLES, "claims", "systems", "reactions"):
        frame = _read(name, folder)
        if row_id in frame.index:
            found: pd.Series = frame.loc[row_id].copy()
            return found
    raise DataError(f"found row id {row_id!r}, expected one that stands in the data package")

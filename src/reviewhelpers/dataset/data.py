"""Read the data package in ``data/`` and give tidy frames.

Every table is described in ``data/datapackage.json``; ``reviewhelpers.validation.check`` compares the two.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import DATA as DATA
from reviewhelpers._core.paths import ROOT as ROOT

__all__ = [
    "NUMBER_TABLES",
    "DataError",
    "added_rows",
    "cached",
    "descriptor",
    "is_replaced",
    "number",
    "on_change",
    "replaced_tables",
    "resource",
    "row",
    "rows_where",
    "table",
]

NUMBER_TABLES = ("performance", "structure", "spectra", "energetics", "preparation")
"""The tables in which a row is one printed number."""


_Function = TypeVar("_Function", bound=Callable[..., Any])
_REPLACEMENTS: dict[str, pd.DataFrame] = {}
_CACHE_CLEARERS: list[Callable[[], None]] = []


class DataError(ReviewHelpersError):
    """A table or row that the package does not have, or that cannot be read."""


def cached(function: _Function) -> _Function:
    """Cache what a function computes from the tables until their rows are replaced; see :func:`replaced_tables`."""
    wrapper: Any = functools.cache(function)
    _CACHE_CLEARERS.append(wrapper.cache_clear)
    return wrapper  # type: ignore[no-any-return]


def on_change(clear: Callable[[], None]) -> None:
    """Call a function, such as one that clears a cache, whenever rows of the tables are replaced."""
    _CACHE_CLEARERS.append(clear)


@contextlib.contextmanager
def replaced_tables(**frames: pd.DataFrame) -> Iterator[None]:
    """Have tables of the package hold other rows inside a block, such as a subset or more than before.

    Parameters
    ----------
    **frames : DataFrame
        The rows by the name of the table, with its columns.

    Examples
    --------
    >>> rows = table("performance")
    >>> with replaced_tables(performance=rows[rows["reaction"] == "CO2RR"]):
    ...     sorted(set(table("performance")["reaction"]))
    ['CO2RR']
    """
    before = dict(_REPLACEMENTS)
    for name, frame in frames.items():
        _REPLACEMENTS[resource(name)["name"]] = frame.set_index("id", drop=False)
    try:
        _clear_caches()
        yield
    finally:
        _REPLACEMENTS.clear()
        _REPLACEMENTS.update(before)
        _clear_caches()


def is_replaced() -> bool:
    """Whether tables hold other rows than the files, see :func:`replaced_tables`."""
    return bool(_REPLACEMENTS)


def _clear_caches() -> None:
    for clear in _CACHE_CLEARERS:
        clear()


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
    if fault := _descriptor_fault(loaded):
        raise DataError(f"{path}: found {fault}, expected the descriptor of the data package")
    return loaded


def _descriptor_fault(loaded: Any) -> str:
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
        if not _are_foreign_keys(schema.get("foreignKeys", [])):
            return f"foreign keys of {name} that cannot be read"
        names.append(name)
    duplicates = sorted({name for name in names if names.count(name) > 1})
    if duplicates:
        return f"resource {duplicates[0]} twice"
    missing = [name for name in (*NUMBER_TABLES, "claims", "systems", "reactions") if name not in names]
    return f"no resource {missing[0]}" if missing else ""


def _are_foreign_keys(keys: Any) -> bool:
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
    # A shallow copy is enough: pandas copies cells when they are written to.
    return _rows(name, folder).copy(deep=False)


def rows_where(name: str, column: str, cell: str) -> pd.DataFrame:
    """The rows of a table that have a text in a column, from an index of the column.

    Examples
    --------
    >>> len(rows_where("performance", "system", "no such system"))
    0
    >>> set(rows_where("preparation", "system", "ji2023-cux-ntc")["source"])
    {'ji2023'}
    """
    positions, frame = _positions(name, column, table)
    return frame.iloc[positions.get(cell, [])]


@cached
def _positions(
    name: str, column: str, read: Callable[[str], pd.DataFrame]
) -> tuple[dict[str, list[int]], pd.DataFrame]:
    """Positions of the rows with each text in a column; `read` is part of the key, since tests replace it."""
    frame = read(name)
    positions: dict[str, list[int]] = {}
    for position, cell in enumerate(frame[column]):
        positions.setdefault(cell, []).append(position)
    return positions, frame


def _rows(name: str, folder: Path) -> pd.DataFrame:
    return _REPLACEMENTS[name] if name in _REPLACEMENTS and folder == DATA else _read(name, folder)


@contextlib.contextmanager
def added_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]], *, alone: bool = False) -> Iterator[None]:
    """Have tables hold further rows, such as those of a paper that the package does not know, for a while.

    Nothing is written.

    Parameters
    ----------
    rows : mapping of str to sequence of mapping
        For each table its further rows, by column; what a row leaves out is empty.
    alone : bool
        Whether the tables named hold these rows and no others.

    Raises
    ------
    DataError
        Where the package has no such table, or a row has a column that its table lacks, or no id.

    Examples
    --------
    >>> with added_rows({"performance": [{"id": "mine-fe", "value": 90.0}]}):
    ...     float(table("performance").loc["mine-fe", "value"]), number("mine-fe")
    (90.0, 90.0)
    >>> "mine-fe" in table("performance").index
    False
    """
    changed = {}
    for name, extra in rows.items():
        frame = _rows(name, DATA)
        others = [] if alone else [frame]
        changed[name] = (
            pd.concat([*others, _as_frame(frame, name, extra)])
            if extra
            else frame.iloc[: 0 if alone else None]
        )
    with replaced_tables(**changed):
        yield


def _as_frame(frame: pd.DataFrame, name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with the columns and types of a table."""
    for number, row in enumerate(rows, start=1):
        if unknown := sorted(set(row) - set(frame.columns)):
            raise DataError(
                f"row {number} for {name}: found column {unknown[0]!r}, expected one of "
                f"{', '.join(frame.columns)}"
            )
        if not row.get("id"):
            raise DataError(f"row {number} for {name}: found no id, expected one")
    text = {column: "" for column, kind in frame.dtypes.items() if kind != "float64"}
    extra = pd.DataFrame([{**text, **row} for row in rows], columns=frame.columns)
    return extra.astype(frame.dtypes.to_dict()).set_index("id", drop=False)


def number(row_id: str) -> float:
    """The value that a row prints, as a plain number in the unit of the row.

    Raises
    ------
    DataError
        Where no table holds the id, or the row prints no number.

    Examples
    --------
    >>> number("li2022-ye2017-fe")
    93.0
    """
    found = row(row_id)
    if "value" not in found or pd.isna(found["value"]):
        raise DataError(f"row {row_id}: found no number, expected a row that prints one")
    return float(found["value"])


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
    for name in (*NUMBER_TABLES, "background_values", "claims", "systems", "reactions"):
        frame = _rows(name, folder)
        if row_id in frame.index:
            found: pd.Series = frame.loc[row_id].copy()
            return found
    raise DataError(f"found row id {row_id!r}, expected one that stands in the data package")


if not TYPE_CHECKING:
    __getattr__ = deprecated_names(
        __name__,
        {
            "added": "added_rows",
            "forgets": "on_change",
            "kept": "cached",
            "replaced": "replaced_tables",
            "rows_of": "rows_where",
        },
    )

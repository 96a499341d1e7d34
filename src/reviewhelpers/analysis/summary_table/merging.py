"""Rows that state one value of one thing, merged into one statement."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.summary_table.conditions import (
    CONDITIONS,
    agree,
    combined,
    fullness,
    states,
    values_equal,
    values_in,
)
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import data


def _one_value(one: pd.Series, other: pd.Series) -> bool:
    """Whether two rows state one value of one thing, perhaps in two units or one with a tilde."""
    if any(one[name] != other[name] for name in _IDENTITY):
        return False
    if one["relation"] != other["relation"] and {one["relation"], other["relation"]} != {"=", "~"}:
        return False
    unit = str(data.table("quantities").loc[one["quantity"], "unit"])
    return values_equal(one, other, ("value", "value_max"), "unit", unit) and agree(one, other)


_IDENTITY = ("system", "reaction", "product", "quantity")


def _near_keys(value: float) -> set[str]:
    """Roundings of a number; two numbers that are nearly equal share at least one."""
    if math.isnan(value):
        return {"none"}
    return {str(rounding.round_for_print(value * (1 + part), figures=8)) for part in (-2e-9, 0.0, 2e-9)}


def _value_keys(row: pd.Series) -> set[str]:
    unit = str(data.table("quantities").at[row["quantity"], "unit"])
    return _near_keys(values_in(row, ("value",), "unit", unit)[0])


def _potential_keys(row: pd.Series) -> set[str]:
    """Keys of a printed potential; none where none is printed."""
    if not states(row, CONDITIONS[0]):
        return set()
    return _near_keys(values_in(row, ("potential",), "potential_unit", "V")[0])


class PotentialIndex:
    """Numbers of entries, found by keys and by the printed potential: only entries that share them can be equal.

    An entry without a potential may equal one with any.
    """

    def __init__(self) -> None:
        self._all: dict[Hashable, set[int]] = {}
        self._at_potential: dict[Hashable, set[int]] = {}

    def add(self, keys: Iterable[Hashable], row: pd.Series, number: int) -> None:
        """Add an entry under its keys and the potential of its row."""
        potentials = _potential_keys(row) or {""}
        for key in keys:
            self._all.setdefault(key, set()).add(number)
            for volts in potentials:
                self._at_potential.setdefault((key, volts), set()).add(number)

    def candidates(self, keys: Iterable[Hashable], row: pd.Series) -> list[int]:
        """Numbers of entries under one of the keys whose potential may be that of a row, in order."""
        potentials = _potential_keys(row)
        if not potentials:
            return sorted(set().union(*(self._all.get(key, ()) for key in keys)))
        pairs = ((key, volts) for key in keys for volts in (*potentials, ""))
        return sorted(set().union(*(self._at_potential.get(key, ()) for key in pairs)))


def statements(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``performance`` with those merged that state one value of one thing.

    Parameters
    ----------
    rows : DataFrame
        Rows of ``performance``.

    Returns
    -------
    DataFrame
        The same columns; of the merged rows the one with the most conditions stands, filled up from the
        others. The column ``rows`` names the ids of all, separated by spaces, and ``potential_rows`` of
        those that state the potential, with its scale where any does. Where only another place of the same
        work states the scale, it is filled in and ``scale_told`` says from where.

    Examples
    --------
    >>> statements(data.table("performance")).loc["ji2023-cu1-5-yield", "potential_scale"]
    'RHE'
    """
    order = {str(id): number for number, id in enumerate(rows["id"])}
    groups: list[tuple[pd.Series, list[pd.Series]]] = []
    index = PotentialIndex()
    for _, row in sorted(rows.iterrows(), key=lambda each: -fullness(each[1])):
        keys = [(*(row[name] for name in _IDENTITY), key) for key in _value_keys(row)]
        same = next((at for at in index.candidates(keys, row) if _one_value(groups[at][0], row)), None)
        if same is None:
            groups.append((row.copy(), [row]))
            index.add(keys, row, len(groups) - 1)
        else:
            merged, parts = groups[same]
            parts.append(row)
            groups[same] = (combined(merged, row), parts)
            index.add(keys, groups[same][0], same)
    merged_rows = []
    for merged, parts in groups:
        ids = sorted((str(part["id"]) for part in parts), key=order.__getitem__)
        merged["rows"] = " ".join(ids)
        merged["statistic"] = next((part["statistic"] for part in parts if part["statistic"]), "")
        stating = [part for part in parts if states(part, CONDITIONS[0])]
        named = [part for part in stating if part["potential_scale"] != "not stated"]
        merged["potential_rows"] = " ".join(str(part["id"]) for part in named or stating)
        scale = printed_scales.scale_of(merged)
        merged["scale_told"] = printed_scales.NOTES.get(scale.how, "")
        if merged["scale_told"]:
            merged["potential_scale"] = scale.name
            merged["potential_rows"] = " ".join([*merged["potential_rows"].split(), *scale.rows])
        merged["note"] = " ".join(dict.fromkeys(f"{p['note'].rstrip('.')}." for p in parts if p["note"]))
        merged_rows.append((min(order[id] for id in ids), merged))
    merged_rows.sort(key=lambda each: each[0])
    return pd.DataFrame([row for _, row in merged_rows])

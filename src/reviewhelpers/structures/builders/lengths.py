"""Bond lengths and lattice parameters on which the models rest, from ``data/lengths.csv``."""

from __future__ import annotations

from reviewhelpers.dataset import data

__all__ = ["length"]


def length(id: str) -> float:
    """The value of a row, in ångström, in degrees for an angle, or without a unit.

    Raises
    ------
    DataError
        When there is no such row.
    """
    table = data.table("lengths")
    if id not in table.index:
        raise data.DataError(f"data/lengths.csv: found no row {id!r}, expected one for a model")
    return float(table.loc[id, "value"])

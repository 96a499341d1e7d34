"""Bond lengths and lattice parameters on which the models rest, from ``data/lengths.csv``."""

from __future__ import annotations

from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data

__all__ = ["length", "printed", "radii"]


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


def printed(id: str) -> float:
    """A distance that a source prints, in ångström.

    Parameters
    ----------
    id : str
        The id of a row of ``data/structure.csv`` with a length.
    """
    row = data.row(id)
    return float(units.convert(float(row["value"]), str(row["unit"]), "angstrom"))


def radii(first: str, second: str) -> float:
    """The sum of the covalent radii of two elements in ångström: a bond of which no length was measured."""
    table = data.table("elements").set_index("symbol")["covalent_radius"]
    return float(table[first] + table[second])

"""What the figures on copper share: the samples of ji2023, the places of their fits, and the rows of these.

The paper draws its fits and most of its spectra. The figures are rebuilt from printed numbers alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import pandas as pd

from reviewhelpers.charts.labels import in_unit, points, row_value, value_column
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.text import formatting

CITE = "ji2023identification"
LOW, MIDDLE, HIGH = "ji2023-cu0-7-ntc", "ji2023-cu1-5-ntc", "ji2023-cu3-2-ntc"

SAMPLES = (LOW, MIDDLE, HIGH)
"""The samples, from little copper to much."""

OPERANDO, CONCLUSIONS = "ji2023-operando", "ji2023-conclusions"
"""The sections that assign structures to the samples."""

CLUSTERS = ("Cu cluster beside CuN₄", "Cu cluster, alone")
"""What the rows of an assigned cluster are about."""


def shared_row(role: str) -> pd.Series:
    """The row that has a role in several figures on copper."""
    return figure_rows.one("fig-copper-*", role)


def shared_value(role: str) -> float:
    """The number of such a row, in the unit in which the book compares its quantity."""
    row = shared_row(role)
    return row_value(row, row["quantity"])


def yield_per_area() -> float:
    """The yield per area that follows from the yield per mass and the loading, in mmol h⁻¹ cm⁻²."""
    return float(electrode.per_area(shared_value("yield"), shared_value("loading")))


def series_scale() -> str:
    """The scale that the paper prints where it introduces the series of potentials."""
    return str(shared_row("series")["potential_scale"])


def potential_column() -> str:
    """The name of the column of potentials, with the scale of the series."""
    return f"{value_column('E', 'potential')} vs {series_scale()}"


def volts(row: pd.Series) -> float:
    """The potential at which a row holds, in the unit of the axis; missing at open circuit."""
    if pd.isna(row["potential"]):
        return math.nan
    return in_unit(row["potential"], row["potential_unit"], "potential")


def place_name(row: pd.Series) -> str:
    """Open circuit, or the potential at which a row holds."""
    if pd.isna(row["potential"]):
        return "open circuit"
    return formatting.span(row["potential"], math.nan, row["potential_unit"])


def cluster_name(row: pd.Series) -> str:
    """The formula of the cluster that a row of nuclearity assigns.

    Examples
    --------
    >>> cluster_name(data.row("ji2023-cu1-5-ntc-95-nuclearity"))
    'Cu₉'
    """
    return formatting.formula(f"Cu{formatting.exact(row)}")


def structure_name(row: pd.Series) -> str:
    """The structure that a row of nuclearity assigns, with the sites beside the cluster.

    Examples
    --------
    >>> structure_name(data.row("ji2023-cu1-5-ntc-75-nuclearity"))
    'CuN₄&Cu₄'
    """
    _, _, other_sites = row["subject"].partition("beside ")
    return f"{other_sites}&{cluster_name(row)}" if other_sites else cluster_name(row)


def rows_of(quantity: str, subjects: Collection[str], *, locator: str = OPERANDO) -> pd.DataFrame:
    """Rows of a quantity of the samples in a section, from little copper to much and from open circuit on.

    Columns ``E`` and ``place`` tell the potential; ``E`` is missing at open circuit.
    """
    rows = data.table("structure").reset_index(drop=True)
    rows = rows[rows["system"].isin(SAMPLES) & rows["subject"].isin(list(subjects))]
    rows = rows[(rows["quantity"] == quantity) & (rows["locator"] == locator)]
    rows = rows.assign(
        order=rows["system"].map(SAMPLES.index),
        E=[volts(row) for _, row in rows.iterrows()],
        place=[place_name(row) for _, row in rows.iterrows()],
    )
    return rows.sort_values(["order", "E"], ascending=[True, False], na_position="first", kind="stable")


def assigned_clusters(locator: str = OPERANDO) -> pd.DataFrame:
    """The clusters that a section assigns to the samples, with their names and the sites beside them."""
    rows = rows_of("nuclearity", CLUSTERS, locator=locator)
    return rows.assign(
        cluster=[cluster_name(row) for _, row in rows.iterrows()],
        structure=[structure_name(row) for _, row in rows.iterrows()],
    )


def neighbour_counts(kind: str) -> pd.DataFrame:
    """The printed counts of neighbours of one kind, as points over the potential."""
    rows = rows_of("coordination_number", [kind])
    counts = points(rows).rename(columns={"value": "y"})
    # The text prints every count to two decimals.
    text = [formatting.decimals(count, 2) for count in counts["y"]]
    own = rows[["system", "E", "place"]]
    return counts.assign(neighbour=kind, what="printed", how="", **own, text=text)


def with_clusters(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of copper neighbours with the cluster that is assigned to the sample at the same place."""
    clusters = assigned_clusters().rename(columns={"value": "atoms", "id": "cluster_row"})
    found = clusters[["system", "place", "cluster", "structure", "atoms", "cluster_row"]]
    return counts.merge(found, on=["system", "place"])

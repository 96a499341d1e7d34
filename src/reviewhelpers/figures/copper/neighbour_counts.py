"""The printed numbers of neighbours of copper, the step through them, and what assigned clusters allow."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.layout import (
    enumerated,
)
from reviewhelpers.chemistry import cluster_packing, clusters
from reviewhelpers.dataset import data
from reviewhelpers.figures.copper.common import (
    PLACES,
    cluster_name,
    count_text,
    volts,
)
from reviewhelpers.text import formatting


@dataclass(frozen=True)
class Counts:
    """The printed neighbours of one kind in one sample, from open circuit to the most negative potential."""

    system: str
    rows: tuple[pd.Series, ...]

    @property
    def values(self) -> list[float]:
        """The counts."""
        return [float(row["value"]) for row in self.rows]

    @property
    def under_potential(self) -> tuple[list[float], list[float]]:
        """Potentials and counts without open circuit."""
        return [volts(row) for row in self.rows[1:]], self.values[1:]

    @property
    def ids(self) -> str:
        """The rows under potential."""
        return " ".join(row["id"] for row in self.rows[1:])

    @property
    def text(self) -> str:
        """All counts in a sentence."""
        return enumerated(map(count_text, self.values))


def printed_counts(system: str, kind: str) -> Counts:
    """The printed counts of N (``n``) or of Cu (``cu``) around Cu in a sample."""
    return Counts(system, tuple(data.row(f"{system}-{place}-cn-{kind}") for place in PLACES))


@dataclass(frozen=True)
class Bound:
    """The most neighbours that an assigned cluster allows, beside the count it was read from."""

    count: pd.Series
    cluster: pd.Series

    @property
    def most(self) -> float:
        """The mean count in the most compact cluster of that size."""
        return cluster_packing.compact_mean(self.cluster["value"])

    @property
    def exceeded(self) -> bool:
        """Whether the printed count lies above it."""
        return bool(self.count["value"] > self.most)

    @property
    def text(self) -> str:
        """The count and its bound in a sentence."""
        most = f"{formatting.significant(self.most)} in {cluster_name(self.cluster)}"
        return f"{count_text(self.count['value'])} beside {most}"


def cluster_bounds(counts: Counts) -> list[Bound]:
    """The most neighbours that each cluster assigned to a sample allows."""
    rows = (data.row(f"{counts.system}-{place}-nuclearity") for place in PLACES)
    return [Bound(count, cluster) for count, cluster in zip(counts.rows, rows, strict=True)]


def nitrogen_step(counts: Counts) -> clusters.Logistic:
    """The step through the counts under potential, from the one at open circuit down to none."""
    return clusters.fit_logistic(*counts.under_potential, upper=counts.values[0])


def half_text(step: clusters.Logistic) -> str:
    """The potential at which half of the neighbours are lost."""
    return f"{formatting.decimals(step.half_V, 3)} V"

"""What the figures across all sources share: how sources are cited."""

from __future__ import annotations

from collections.abc import Iterable

from reviewhelpers.charts.labels import enumerated
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting


def sources_cited(sources: Iterable[str]) -> str:
    """The works of sources as one enumeration of citations, each once."""
    cites = data.table("sources").loc[list(dict.fromkeys(sources)), "cite"]
    return enumerated(dict.fromkeys(map(formatting.work, cites)))

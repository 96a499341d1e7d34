"""What the figures across all sources share: the classes of defect, and how sources are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

CLASSES: Mapping[str, str] = {key: name for key, name in NAMES.items() if key != "none"}
"""Names of the classes of defect of all four sources: in carbon, of metal sites, in crystals."""


def sources_cited(sources: Sequence[str]) -> str:
    """The works of sources as one enumeration of citations, each once."""
    cites = data.table("sources").loc[list(dict.fromkeys(sources)), "cite"]
    return enumerated(dict.fromkeys(map(formatting.work, cites)))

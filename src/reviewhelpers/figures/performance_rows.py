"""Rows of the performance table with the name and the class of defect of their systems."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from reviewhelpers.dataset import data


def performance_rows(sources: Iterable[str]) -> pd.DataFrame:
    """What some sources print of activity, with the name and the class of each system."""
    systems, frame = data.table("systems"), data.table("performance")
    frame = frame[frame["source"].isin(list(sources))]
    system = frame["system"]
    return frame.assign(name=system.map(systems["name"]), defect_class=system.map(systems["defect_class"]))

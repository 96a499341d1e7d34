"""The columns of the frames that charts draw."""

from __future__ import annotations

import pandas as pd

TEXTS = ("group", "note", "text", "label", "defect_class", "bound", "told", "rows", "kind")
FLAGS = ("derived", "inferred", "limit")
NUMBERS = ("low", "high", "share")


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with every column that charts may ask for: no text, no flag, no range."""
    found = frame.copy()
    for column in TEXTS:
        found[column] = found[column].fillna("") if column in found else ""
    for column in FLAGS:
        found[column] = (found[column].fillna(False) if column in found else False) == True  # noqa: E712
    for column in NUMBERS:
        found[column] = pd.to_numeric(found[column]) if column in found else float("nan")
    return found

"""The columns of the frames that charts draw; they mean the same in all charts."""

from __future__ import annotations

import pandas as pd

TEXTS = ("group", "note", "text", "label", "defect_class", "bound", "told", "rows", "kind")
FLAGS = ("derived", "inferred", "limit")
NUMBERS = ("low", "high", "share")


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with every column that charts may ask for: no text, no flag, no range.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row a mark. Each chart names the columns that it needs. Any chart draws the signs of ``defect_class``,
        ``derived``, ``inferred``, ``bound`` (the relation of a row), ``low`` and ``high``; a mark tells ``told`` on
        demand, and names the rows of the data behind it in ``rows``, with spaces between.
    """
    found = frame.copy()
    for column in TEXTS:
        found[column] = found[column].fillna("") if column in found else ""
    for column in FLAGS:
        found[column] = (found[column].fillna(False) if column in found else False) == True  # noqa: E712
    for column in NUMBERS:
        found[column] = pd.to_numeric(found[column]) if column in found else float("nan")
    return found

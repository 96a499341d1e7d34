"""What a report should state by the standards of its field, and which rows of the data state it."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.dataset import data

FIELDS = ("CO2", "ammonia")
"""The fields whose standards ``data/reporting_items.csv`` holds."""

_NOTHING = ("", "not stated")


def items(field: str) -> pd.DataFrame:
    """What reports of a field should state, in the order of the table.

    Parameters
    ----------
    field : str
        One of :data:`FIELDS`.

    Examples
    --------
    >>> list(items("ammonia")["item"])[:2]
    ['controls', 'origin of nitrogen']
    """
    frame = data.table("reporting_items")
    return frame[frame["field"] == field]


def answered(field: str) -> tuple[str, ...]:
    """The items of a field that a column of the data answers.

    Examples
    --------
    >>> answered("CO2")[:3]
    ('potential', 'its scale', 'current density')
    """
    frame = items(field)
    return tuple(frame.loc[frame["columns"] != "", "item"])


def stated(rows: pd.DataFrame, field: str, item: str) -> pd.Series:
    """Which rows of performance state an item: a column for it is filled, or the number itself is one.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of ``performance``.
    field, item : str
        As the table of items has them.

    Returns
    -------
    pandas.Series
        Whether each row states it.

    Examples
    --------
    >>> rows = data.table("performance").loc[["li2022-ye2017-fe"]]
    >>> list(stated(rows, "CO2", "potential")), list(stated(rows, "CO2", "error"))
    ([True], [False])
    """
    row = items(field).set_index("item").loc[item]
    found = rows["quantity"].isin(row["quantities"].split())
    for column in row["columns"].split():
        found = found | (rows[column].notna() & ~rows[column].isin(_NOTHING))
    return found

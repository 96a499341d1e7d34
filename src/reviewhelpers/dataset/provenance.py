"""Which works stand behind rows of the data, and so behind the figures and tables made from them.

Behind a row stand the work that its number is credited to and the document that prints it: a reader of a
review who cites a number owes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from reviewhelpers.dataset import data
from reviewhelpers.markup import myst

_SEPARATORS = re.compile(r"[\s;,]+")


@data.cached
def _by_row() -> dict[str, tuple[str, ...]]:
    """Keys of the works behind each row of the package that names a source or a work."""
    documents = data.table("sources")["cite"]
    found = {}
    for resource in data.descriptor()["resources"]:
        frame = data.table(resource["name"])
        if resource["name"] != "sources" and {"source", "cite"} & set(frame.columns):
            none = frame["id"].map(lambda _: "")
            printing, credited = (frame.get(column, none) for column in ("source", "cite"))
            for row, source, key in zip(frame.index, printing, credited, strict=True):
                works = (key, documents.get(source, ""))
                found[row] = tuple(dict.fromkeys(filter(None, works)))
    # A model of atoms rests on the lengths that its row names.
    for id, row in data.table("structures").iterrows():
        keys = [key for length in row["lengths"].split() for key in found.get(length, ())]
        found[str(id)] = tuple(dict.fromkeys(keys))
    return found


def works_of_rows(rows: Iterable[str]) -> list[str]:
    """Keys of the works behind rows of the data, sorted.

    Parameters
    ----------
    rows : iterable of str
        Ids of rows, of any table; others, such as those of physical constants, have no work behind them.

    Examples
    --------
    >>> works_of_rows(["li2022-ye2017-fe"])
    ['li2022defect', 'ye2017surface']
    """
    return sorted({key for row in rows for key in _by_row().get(row, ())})


def row_ids_in(frame: pd.DataFrame) -> list[str]:
    """Ids of rows of the data that the cells of a frame name, in order of appearance.

    Examples
    --------
    >>> row_ids_in(pd.DataFrame({"rows": ["li2022-ye2017-fe gan2024-none", ""], "value / %": [93.0, 1.0]}))
    ['li2022-ye2017-fe']
    """
    known = _by_row()
    words = (
        word
        for row in frame.itertuples(index=False, name=None)
        for cell in row
        if isinstance(cell, str)
        for word in _SEPARATORS.split(cell)
    )
    return list(dict.fromkeys(word for word in words if word in known))


def works_cited_in(texts: Iterable[str]) -> list[str]:
    """Keys of the works that cells of tables cite, each a line of MyST, sorted.

    Examples
    --------
    >>> works_cited_in(["as {cite:t}`ye2017surface` report {cite:p}`li2022defect,gu2019atomically`"])
    ['gu2019atomically', 'li2022defect', 'ye2017surface']
    """
    cited = (role for text in texts for role in myst.of_kind(myst.read_line(text), myst.Role))
    return sorted({work.key for role in cited for work in role.works})

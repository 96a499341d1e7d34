"""On which systems of a part a number is printed, and by whom."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.dataset import data
from reviewhelpers.validation import user_data


def documents(part: str, source: str, *, abstracts: bool = False) -> list[str]:
    """The sources whose numbers a part shows: the work that it is about with a reader's own rows, or abstracts."""
    if not abstracts:
        return [source, user_data.source(part)]
    sources = data.table("sources")
    return list(sources.index[(sources["kind"] == "abstract") & (sources["part"] == part)])


def systems_with_numbers(part: str, source: str) -> pd.DataFrame:
    """The systems of a part, with where a number on them is printed.

    Parameters
    ----------
    part : str
        The part of the book.
    source : str
        The review that the part is about.

    Returns
    -------
    pandas.DataFrame
        The columns of ``systems``, whose id is the column ``system``; ``numbers``, which is ``review``, ``abstract``
        (in the abstract of a work alone) or ``none``; and ``rows``, the ids of the system and of its numbers.
    """
    systems, performance = data.table("systems"), data.table("performance")
    systems = systems[systems["part"] == part].rename(columns={"id": "system"})
    printed = {
        where: performance[performance["source"].isin(documents(part, source, abstracts=where == "abstract"))]
        .groupby("system")["id"]
        .agg(" ".join)
        for where in ("review", "abstract")
    }
    numbers, rows = [], []
    for key in systems["system"]:
        found = [where for where, ids in printed.items() if key in ids.index]
        numbers.append(found[0] if found else "none")
        rows.append(" ".join([key, *(printed[where][key] for where in found)]))
    return systems.assign(numbers=numbers, rows=rows)

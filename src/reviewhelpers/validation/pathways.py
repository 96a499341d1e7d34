"""Rules on pathways: steps in order that lead from one to the next and add up to their half-reaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.chemistry import pathways, reactions
from reviewhelpers.validation.cross_references import Cells

TABLE = "pathway_steps"


def faults(rows: Mapping[int, Cells], half_reactions: Mapping[int, Cells]) -> Iterator[Fault]:
    """Steps that do not belong where they stand.

    Parameters
    ----------
    rows, half_reactions : mapping
        The rows of both tables by line, all cells as text.
    """
    if not rows:
        return
    frame = pd.DataFrame(rows.values(), index=[row["id"] for row in rows.values()])
    frame["line"] = list(rows)
    frame["order"] = pd.to_numeric(frame["order"], errors="coerce")
    if not frame.index.is_unique or frame["order"].isna().any():
        return  # The schema reports these.
    wanted = {row["id"]: row["equation"] for row in half_reactions.values()}
    for _, row in frame.iterrows():
        yield from _of_row(row, frame, _fault(row))
    for pathway in dict.fromkeys(frame["pathway"]):
        yield from _of_pathway(pathway, frame, wanted)


def _fault(row: pd.Series) -> Callable[[str, str], Fault]:
    def fault(column: str, expected: str) -> Fault:
        found = str(int(row[column])) if column == "order" else repr(row[column])
        return Fault(f"data/{TABLE}.csv", int(row["line"]), column, found, expected)

    return fault


def _of_row(row: pd.Series, frame: pd.DataFrame, fault: Callable[[str, str], Fault]) -> Iterator[Fault]:
    try:
        reaction = reactions.parse(row["equation"])
        for column, side in (("start", reaction.left), ("end", reaction.right)):
            if pathways.species(row[column]) not in dict(side):
                yield fault(column, f"a species on its side of {row['equation']}")
    except ReviewHelpersError:
        yield fault("equation", "an equation and species that can be read")
    if row["after"] and row["after"] not in frame.index:
        yield fault("after", "the id of a step")
    if (row["basis"] == "printed") != bool(row["printed_rows"]):
        yield fault("printed_rows", "rows exactly where the basis is printed")
    if (row["basis"] == "inferred") == bool(row["cite"]):
        yield fault("cite", "a work unless the basis is inferred")


def _of_pathway(pathway: str, frame: pd.DataFrame, wanted: Mapping[str, str]) -> Iterator[Fault]:
    own = pathways.steps(pathway, frame)
    first = own.iloc[0]
    ends = [frame["end"].get(first["after"], first["start"]), *own["end"]]
    for number, (_, row) in enumerate(own.iterrows(), start=1):
        fault = _fault(row)
        if row["order"] != number:
            yield fault("order", f"{number}, without gaps")
        if row["start"] != ends[number - 1]:
            yield fault("start", f"{ends[number - 1]!r}, the end of the step before")
        for column in ("after", "half_reaction"):
            if row[column] != first[column]:
                yield fault(column, f"{first[column]!r}, as in the first step")
    target = wanted.get(first["half_reaction"])
    if target is None:
        return  # The schema reports an unknown key.
    try:
        apart = pathways.difference(pathways.whole(pathway, frame), reactions.parse(target))
    except (ReviewHelpersError, KeyError, StopIteration, RecursionError):
        return  # Reported with the row that cannot be read.
    if apart:
        lacking = ", ".join(apart)
        yield _fault(first)("half_reaction", f"what the steps add up to; they differ in {lacking}")

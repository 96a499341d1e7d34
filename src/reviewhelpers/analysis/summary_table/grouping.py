"""Statements of one system at one condition, gathered for one row of the table."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from reviewhelpers.analysis.summary_table.columns import QUANTITIES
from reviewhelpers.analysis.summary_table.conditions import CONDITIONS, agree, combined, fullness, states
from reviewhelpers.analysis.summary_table.merging import PotentialIndex
from reviewhelpers.dataset import data


@dataclass
class Result:
    """Statements of one system at one condition.

    Parameters
    ----------
    row : Series
        The fullest statement, its conditions filled in from the others.
    leading : dict
        The statements that give a figure of merit, by quantity.
    others : list of Series
        All other statements.
    """

    row: pd.Series
    leading: dict[str, pd.Series] = field(default_factory=dict)
    others: list[pd.Series] = field(default_factory=list)

    @property
    def statements(self) -> list[pd.Series]:
        """All statements, the leading ones first."""
        return [*self.leading.values(), *self.others]


def group_by_condition(frame: pd.DataFrame) -> list[Result]:
    """Statements gathered by system and condition; those that state most conditions are placed first."""
    leading = frame["quantity"].isin(QUANTITIES)
    fullest = frame.assign(full=[fullness(row) for _, row in frame.iterrows()])
    fullest = fullest.sort_values("full", ascending=False, kind="stable").drop(columns="full")
    rows: list[Result] = []
    index, known = PotentialIndex(), set()
    for first in (True, False):
        for _, row in fullest[leading.reindex(fullest.index) == first].iterrows():
            keys = [(row["system"], row["reaction"], states(row, CONDITIONS[0]))]
            at = next((at for at in index.candidates(keys, row) if _belongs(row, rows[at])), None)
            if at is not None:
                result = rows[at]
                result.row = combined(result.row, row)
                result.row["product"] = result.row["product"] or row["product"]
            elif first or row["system"] not in known:
                at, result = len(rows), Result(row.copy())
                rows.append(result)
                known.add(row["system"])
            else:
                continue  # Such as an onset potential of a system that has rows of values already.
            index.add(keys, result.row, at)
            if first:
                result.leading[row["quantity"]] = row
            else:
                result.others.append(row)
    order = {id: number for number, id in enumerate(frame.index)}
    systems = {id: number for number, id in enumerate(data.table("systems").index)}
    rows.sort(
        key=lambda each: (systems[each.row["system"]], min(order[row["id"]] for row in each.statements))
    )
    return rows


def _belongs(row: pd.Series, result: Result) -> bool:
    other = result.row
    if row["quantity"] in result.leading:
        return False
    if (row["system"], row["reaction"]) != (other["system"], other["reaction"]):
        return False
    if row["product"] and other["product"] and row["product"] != other["product"]:
        return False
    # A value without a potential is not assumed to hold at the potential of another.
    stated = [tuple(states(each, group) for group in CONDITIONS[:2]) for each in (row, other)]
    return stated[0] == stated[1] and agree(row, other)

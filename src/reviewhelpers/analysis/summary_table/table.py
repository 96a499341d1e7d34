"""The rows of the summary table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from reviewhelpers.analysis import comparability
from reviewhelpers.analysis.summary_table.conditions import CONDITIONS
from reviewhelpers.analysis.summary_table.grouping import Result, group_by_condition
from reviewhelpers.analysis.summary_table.merging import statements
from reviewhelpers.analysis.summary_table.merits import FUNCTIONS, ids_of
from reviewhelpers.dataset import data


def build(rows: pd.DataFrame) -> pd.DataFrame:
    """The table of some rows of ``performance``; see :func:`reviewhelpers.summary_table.build`."""
    chosen = statements(rows[rows["reaction"].isin(comparability.REACTANTS)])
    return pd.DataFrame([_table_row(each) for each in group_by_condition(chosen)]).set_index("id", drop=False)


def _table_row(result: Result) -> dict[str, Any]:
    row, systems = result.row, data.table("systems")
    system = systems.loc[row["system"]]
    columns = ["reaction", "product", *(name for group in CONDITIONS for name in group)]
    columns.append("condition_as_printed")
    line: dict[str, Any] = {
        "id": row["id"],
        "system": row["system"],
        "name": system["name"],
        "defect class": system["defect_class"],
        **{name: row[name] for name in columns},
    }
    for name, compute in FUNCTIONS.items():
        merit = compute(result)
        line[name] = merit.value
        for suffix in ("uncertainty", "relation", "statistic", "formula", "missing"):
            line[f"{name} {suffix}"] = getattr(merit, suffix)
        line |= {f"{name} max": merit.upper, f"{name} from": " ".join(merit.rows)}
    line["flags"] = " ".join(_flags(result))
    line["rows"] = " ".join(ids_of(*result.statements))
    line["note"] = " ".join(dict.fromkeys(each["note"] for each in result.statements if each["note"]))
    return line


def _flags(result: Result) -> Iterable[str]:
    """Names of the rules that the row breaks by itself, in their order."""
    conditions = [name for group in CONDITIONS for name in group]
    broken = set()
    for row in result.statements:
        complete = row.copy()
        complete[conditions] = result.row[conditions]
        broken |= {flag.name for flag in comparability.flags_of(complete)}
    return [name for name in comparability.RULES if name in broken]

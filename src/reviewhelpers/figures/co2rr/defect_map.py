"""The systems of the CO2RR part, counted by class of defect and by where a number on them is printed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.analysis.coverage import systems_with_numbers
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.tally import draw_tally
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CITE, PART, SOURCE, in_class_order
from reviewhelpers.text import formatting

COLUMNS: Mapping[str, str] = {
    "review": "number in the review",
    "abstract": "in an abstract only",
    "none": "no number",
}
"""Heads of the columns, by where a number on a system is printed."""


@figure("fig-co2rr-map")
def defect_map() -> Drawing:
    """Every system of the part, under its class of defect and by where a number on it is printed."""
    systems = in_class_order(systems_with_numbers(PART, SOURCE))
    by_class = systems.groupby("defect_class", sort=False)
    frame = pd.DataFrame(
        {
            "name": systems["defect_class"].map(NAMES),
            "note": by_class["defect_type"].transform(_types),
            "column": systems["numbers"].map(COLUMNS),
            "defect_class": systems["defect_class"],
            "told": [_told(row) for _, row in systems.iterrows()],
            "rows": systems["rows"],
        }
    )
    sheet = Sheet(classes_named=True)
    draw_tally(sheet, sheet.panel(), frame, list(COLUMNS.values()), foot=f"All {len(systems)} systems")

    counts = systems["numbers"].value_counts()
    with_number = (systems["numbers"] == "review").groupby(systems["defect_class"], sort=False).sum()
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(systems)),
        "with_number": str(counts["review"]),
        "counted": enumerated(
            f"{NAMES[str(key)].lower()} {with_number[key]} of {len(rows)}" for key, rows in by_class
        ),
        "abstracts": enumerated(systems.loc[systems["numbers"] == "abstract", "name"]),
    }
    data = systems[["defect_class", "defect_type", "system", "name", "role", "numbers", "rows"]]
    return Drawing(sheet.finish(), data.assign(derived=""), fields)


def _types(kinds: pd.Series) -> str:
    """The types of defect of one class, each with how many systems have it."""
    # What stands in brackets or behind a comma tells a type more closely.
    general = kinds.str.replace(r" \(.*\)|,.*", "", regex=True)
    general = general.str.replace(
        r"^(.{,14})$", lambda short: short[0].replace(" ", "\N{NO-BREAK SPACE}"), regex=True
    )
    counts = general[kinds != "none"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return ", ".join(
        f"{kind}\N{NO-BREAK SPACE}{count}" if count > 1 else str(kind) for kind, count in counts.items()
    )


def _told(row: pd.Series) -> str:
    role = "" if row["role"] == "catalyst" else f", {row['role']}"
    kind = "" if row["defect_type"] == "none" else f": {row['defect_type']}"
    return f"{row['name']}{role}{kind}; {COLUMNS[row['numbers']]}"

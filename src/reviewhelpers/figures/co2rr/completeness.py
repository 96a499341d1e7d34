"""What the review states beside each number, and what it leaves out."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.analysis import reporting
from reviewhelpers.charts.labels import enumerated, point, point_text
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import printed_rows

FIELD = "CO2"
"""The field whose standards the columns are taken from."""


@figure("fig-co2rr-completeness")
def completeness() -> Drawing:
    """For each system with a printed number: what the review states with it and what not."""
    items = reporting.answered(FIELD)
    cells = _cells(items)
    found = cells.groupby(["system", "name"], sort=False)["mark"].sum()
    sheet = Sheet()
    heads = "wrapped" if sheet.wide else "upright"
    foot = f"stated, of {len(found)} systems"
    draw_matrix(sheet, sheet.panel(), cells, list(items), heads=heads, foot=foot)

    counts = cells.groupby("column", sort=False)["mark"].sum()
    fields = {
        "count": str(len(found)),
        "listed": enumerated(f"{item} for {count}" for item, count in counts.items()),
        "items": str(len(items)),
        "full": str((found == len(items)).sum() or "None"),
        "most": str(found.max()),
        "silent_count": str((found == 0).sum()),
        "silent": enumerated(found[found == 0].index.get_level_values("name")),
    }
    values = cells.assign(stated=cells["mark"].map({True: "yes", False: "no"}), derived="")
    columns = ["system", "name", "column", "stated", "rows", "derived"]
    return Drawing(sheet.finish(), values[columns].rename(columns={"column": "item"}), fields)


def _cells(items: tuple[str, ...]) -> pd.DataFrame:
    """A row a system and item, the systems with most items first."""
    cells = []
    for system, own in printed_rows().groupby("system", sort=False):
        for item in items:
            stating = own[reporting.stated(own, FIELD, item)]
            shown = own if stating.empty else stating
            first, rows = shown.iloc[0], " ".join(shown["id"])
            told = f"{first['name']}: no {item} with its numbers" if stating.empty else point_text(first)
            cells.append(
                point(first, system=system, column=item, mark=not stating.empty, rows=rows, told=told)
            )
    values = pd.DataFrame(cells).drop(columns="text")
    found = values.groupby("system")["mark"].transform("sum")
    return values.loc[found.sort_values(ascending=False, kind="stable").index]

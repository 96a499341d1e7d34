"""What the review states beside each number, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from reviewhelpers.charts.labels import enumerated, point, point_text
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CURRENTS, printed_rows

STATED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "potential": lambda frame: (
        frame["potential"].notna() | (frame["quantity"].map(data.table("quantities")["kind"]) == "potential")
    ),
    "its scale": lambda frame: ~frame["potential_scale"].isin(["", "not stated"]),
    "current density": lambda frame: frame["current_density"].notna() | frame["quantity"].isin(CURRENTS),
    "cell": lambda frame: frame["cell"] != "",
    "electrolyte": lambda frame: frame["electrolyte"] != "",
    "duration": lambda frame: frame["duration"].notna() | (frame["quantity"] == "test_duration"),
}
"""What a reader needs to judge a number, and the test for the rows that state it."""


@figure("fig-co2rr-completeness")
def completeness() -> Drawing:
    """For each system with a printed number: what the review states with it and what not."""
    cells = _cells()
    found = cells.groupby(["system", "name"], sort=False)["mark"].sum()
    sheet = Sheet()
    heads = "wrapped" if sheet.wide else "upright"
    foot = f"stated, of {len(found)} systems"
    draw_matrix(sheet, sheet.panel(), cells, list(STATED), heads=heads, foot=foot)

    counts = cells.groupby("column", sort=False)["mark"].sum()
    fields = {
        "count": str(len(found)),
        "listed": enumerated(f"{item} for {count}" for item, count in counts.items()),
        "items": str(len(STATED)),
        "full": str((found == len(STATED)).sum() or "None"),
        "most": str(found.max()),
        "silent_count": str((found == 0).sum()),
        "silent": enumerated(found[found == 0].index.get_level_values("name")),
    }
    values = cells.assign(stated=cells["mark"].map({True: "yes", False: "no"}), derived="")
    columns = ["system", "name", "column", "stated", "rows", "derived"]
    return Drawing(sheet.finish(), values[columns].rename(columns={"column": "item"}), fields)


def _cells() -> pd.DataFrame:
    """A row a system and item, the systems with most items first."""
    cells = []
    for system, own in printed_rows().groupby("system", sort=False):
        for item, test in STATED.items():
            stating = own[test(own)]
            shown = own if stating.empty else stating
            first, rows = shown.iloc[0], " ".join(shown["id"])
            told = f"{first['name']}: no {item} with its numbers" if stating.empty else point_text(first)
            cells.append(
                point(first, system=system, column=item, mark=not stating.empty, rows=rows, told=told)
            )
    values = pd.DataFrame(cells).drop(columns="text")
    found = values.groupby("system")["mark"].transform("sum")
    return values.loc[found.sort_values(ascending=False, kind="stable").index]

"""What the review states beside each number, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from reviewhelpers.charts.labels import enumerated, point_text, system_class, system_name
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CITE, CURRENTS, printed_rows
from reviewhelpers.text import formatting


def _has_potential(frame: pd.DataFrame) -> pd.Series:
    kinds = frame["quantity"].map(data.table("quantities")["kind"])
    return frame["potential"].notna() | (kinds == "potential")


STATED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "potential": _has_potential,
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
    values = _cells()
    stated = values[values["stated"] == "yes"]
    sheet = Sheet()
    frame = values.assign(
        column=values["item"],
        mark=values["stated"] == "yes",
        defect_class=values["system"].map(system_class),
    )
    systems = list(dict.fromkeys(values["system"]))
    heads = "wrapped" if sheet.wide else "upright"
    draw_matrix(
        sheet, sheet.panel(), frame, list(STATED), heads=heads, foot=f"stated, of {len(systems)} systems"
    )

    counts = stated["item"].value_counts().reindex(list(STATED), fill_value=0)
    silent = [system_name(system) for system in systems if system not in set(stated["system"])]
    full = stated["system"].value_counts().eq(len(STATED)).sum()
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(systems)),
        "listed": enumerated(f"{item} for {count}" for item, count in counts.items()),
        "items": str(len(STATED)),
        "full": str(full or "None"),
        "most": str(stated["system"].value_counts().max()),
        "silent_count": str(len(silent)),
        "silent": enumerated(silent),
    }
    return Drawing(sheet.finish(), values.drop(columns="told"), fields)


def _cells() -> pd.DataFrame:
    """A row a system and item, the systems with most items first."""
    cells = []
    for system, own in printed_rows().groupby("system", sort=False):
        for item, test in STATED.items():
            stating = own[test(own)]
            name = system_name(str(system))
            cells.append(
                {
                    "system": system,
                    "name": name,
                    "item": item,
                    "stated": "no" if stating.empty else "yes",
                    "rows": " ".join((own if stating.empty else stating)["id"]),
                    "derived": "",
                    "told": f"{name}: no {item} with its numbers"
                    if stating.empty
                    else point_text(stating.iloc[0]),
                }
            )
    values = pd.DataFrame(cells)
    found = (values["stated"] == "yes").groupby(values["system"]).transform("sum")
    return values.loc[found.sort_values(ascending=False, kind="stable").index]

"""Reference electrodes: how far the zero moves with filling, temperature and method."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-measurement-reference"
GROUPS = (
    ("Ag/AgCl, by filling", "filling", ("1 M KCl", "3.5 M KCl", "saturated KCl")),
    ("Ag/AgCl, saturated", "warming", ("25 °C", "40 °C")),
    ("Hg/HgO, 0.1 M NaOH", "base", ("measured", "computed")),
)
"""What each group varies, the role of its rows, and their names in the order of the file."""


@figure(ID)
def reference() -> Drawing:
    """One scale of potential; a group for each thing that moves the zero."""
    frame = pd.DataFrame([each for group in GROUPS for each in _group(*group)])
    spreads = {
        role: 1000 * float(frame.loc[frame["role"] == role, "value"].agg(lambda v: v.max() - v.min()))
        for _, role, _ in GROUPS
    }
    sheet = Sheet(key=False)
    panel = sheet.panel(right=2.0)
    set_quantity(panel, "x", "potential", symbol="E vs SHE", limits=(0.142, 0.238))
    draw_dots(sheet, panel, frame)
    fields = {
        "filling": formatting.rounded(spreads["filling"], 0),
        "warming": formatting.rounded(spreads["warming"], 0),
        "base": formatting.rounded(spreads["base"], 0),
        "every": "; ".join(f"{row['group']}, {row['name']}: {row['text']}" for _, row in frame.iterrows()),
        "list": formatting.work(data.row(frame["rows"].iloc[0])["cite"]),
        "book": formatting.work(data.row(frame["rows"].iloc[1])["cite"]),
    }
    columns = ["group", "name", "value", "rows"]
    return Drawing(sheet.finish(), frame[columns].rename(columns={"value": "E / V vs SHE"}), fields)


def _group(group: str, role: str, names: tuple[str, ...]) -> list[dict[str, object]]:
    rows = [data.row(id) for id in figure_rows.named(ID, role)]
    return [
        {
            "group": group,
            "role": role,
            "name": name,
            "value": float(row["value"]),
            "text": formatting.amount(row),
            "told": f"{row['subject']}: {formatting.amount(row)}",
            "rows": row["id"],
        }
        for name, row in zip(names, rows, strict=True)
    ]

"""Faradaic efficiencies by class of defect and product."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.dots import draw_dots_in_columns
from reviewhelpers.charts.labels import enumerated, point_text, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    CLASSES,
    EFFICIENCIES,
    amount_text,
    efficiency_text,
    in_class_order,
    printed_rows,
    remark,
)
from reviewhelpers.text import formatting

PLOTTED = ["system", "name", "defect_class", "product", "quantity", "relation", "value", "statistic", "cell"]


@figure("fig-co2rr-efficiency")
def efficiency() -> Drawing:
    """Every efficiency and selectivity that the review prints, one row each, by class of defect."""
    printed = in_class_order(printed_rows(*EFFICIENCIES).sort_values("value", ascending=False, kind="stable"))
    empty = [name.lower() for key, name in CLASSES.items() if key not in {*printed["defect_class"], "none"}]

    limits = padded(printed["value"])
    sheet = Sheet(columns=2, classes_named=True, least=34.0)
    draw_dots_in_columns(
        sheet,
        _frame(printed),
        lambda panel: set_quantity(panel, "x", *EFFICIENCIES, limits=limits),
        right=2.0,
        beside=True,
    )
    if empty:
        sheet.note(f"No efficiency is printed for {enumerated(empty)}.")

    charged = printed[printed["quantity"] == "faradaic_efficiency"]
    others = printed[printed["quantity"] == "selectivity"]
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(charged)),
        "lowest": efficiency_text(charged.loc[charged["value"].idxmin()]),
        "highest": efficiency_text(charged.loc[charged["value"].idxmax()]),
        "least_best": formatting.number(printed.groupby("defect_class")["value"].max().min()),
        "selectivities": enumerated(efficiency_text(row) for _, row in others.iterrows()),
        "readings": _readings(printed),
    }
    names = {"value": value_column("value", "faradaic_efficiency"), "id": "rows"}
    data = printed[[*PLOTTED, "electrolyte", "id"]].assign(derived="").rename(columns=names)
    return Drawing(sheet.finish(), data, fields)


def _frame(printed: pd.DataFrame) -> pd.DataFrame:
    """What the chart draws of each row."""
    return pd.DataFrame(
        {
            "group": printed["defect_class"].map(NAMES),
            "name": printed["name"],
            "note": [remark(row) for _, row in printed.iterrows()],
            "value": printed["value"],
            "text": [amount_text(row) for _, row in printed.iterrows()],
            "defect_class": printed["defect_class"],
            "bound": printed["relation"],
            "told": [point_text(row) for _, row in printed.iterrows()],
            "rows": printed["id"],
        }
    )


def _readings(printed: pd.DataFrame) -> str:
    """The rows whose printed text was interpreted, each with its characters."""
    read = printed[printed["reading"] != ""]
    return " ".join(
        f"For {row['name']} the source has “{row['as_printed']}”: {row['reading']}."
        for _, row in read.iterrows()
    )

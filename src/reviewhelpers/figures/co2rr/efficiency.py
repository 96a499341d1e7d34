"""Faradaic efficiencies by class of defect and product."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.dots import draw_dots_in_columns
from reviewhelpers.charts.labels import enumerated, point, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import (
    EFFICIENCIES,
    amount_text,
    efficiencies,
    efficiency_text,
    in_class_order,
    remark,
)
from reviewhelpers.text import formatting

PLOTTED = ["system", "name", "defect_class", "product", "quantity", "relation", "value", "statistic", "cell"]
ELSEWHERE = {"diatomic", "cluster", "general", "none"}
"""The classes of which the part has no systems, or that are no defects."""


@figure("fig-co2rr-efficiency")
def efficiency() -> Drawing:
    """Every efficiency and selectivity that the review prints, one row each, by class of defect."""
    printed = in_class_order(efficiencies())
    points = [
        point(row, group=NAMES[row["defect_class"]], note=remark(row), text=amount_text(row))
        for _, row in printed.iterrows()
    ]
    sheet = Sheet(columns=2, classes_named=True, least=34.0)
    limits = padded(printed["value"])
    draw_dots_in_columns(
        sheet,
        pd.DataFrame(points),
        lambda panel: set_quantity(panel, "x", *EFFICIENCIES, limits=limits),
        right=2.0,
        beside=True,
    )
    missing = [NAMES[key].lower() for key in NAMES if key not in {*printed["defect_class"], *ELSEWHERE}]
    if missing:
        sheet.note(f"No efficiency is printed for {enumerated(missing)}.")
    return Drawing(sheet.finish(), _data(printed), _fields(printed))


def _data(printed: pd.DataFrame) -> pd.DataFrame:
    names = {"value": value_column("value", "faradaic_efficiency"), "id": "rows"}
    return printed[[*PLOTTED, "electrolyte", "id"]].assign(derived="").rename(columns=names)


def _fields(printed: pd.DataFrame) -> dict[str, str]:
    charged = printed[printed["quantity"] == "faradaic_efficiency"]
    others = printed[printed["quantity"] == "selectivity"]
    # Where printed text was interpreted, its characters are given.
    readings = (
        f"For {row['name']} the source has “{row['as_printed']}”: {row['reading']}."
        for _, row in printed[printed["reading"] != ""].iterrows()
    )
    return {
        "count": str(len(charged)),
        "lowest": efficiency_text(charged.loc[charged["value"].idxmin()]),
        "highest": efficiency_text(charged.loc[charged["value"].idxmax()]),
        "least_best": formatting.number(printed.groupby("defect_class")["value"].max().min()),
        "selectivities": enumerated(efficiency_text(row) for _, row in others.iterrows()),
        "readings": " ".join(readings),
    }

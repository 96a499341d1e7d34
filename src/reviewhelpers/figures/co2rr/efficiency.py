"""Faradaic efficiencies by class of defect and product."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.layout import axis_label, enumerated, value_column
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import (
    CITE,
    CLASSES,
    EFFICIENCIES,
    LOWER_BOUNDS,
    amount_text,
    efficiency_text,
    fill,
    printed_rows,
    product_mark,
    remark,
)
from reviewhelpers.figures.co2rr.row_chart import Entry, draw_row_chart
from reviewhelpers.text import formatting


def _readings(frame: pd.DataFrame) -> str:
    """For a caption: the rows whose printed text was interpreted, each with its characters."""
    rows = frame[frame["reading"] != ""]
    return "".join(
        f" For {row['name']} the source has “{row['as_printed']}”: {row['reading']}."
        for _, row in rows.iterrows()
    )


@figure("fig-co2rr-efficiency", title="Faradaic efficiency by defect class and product")
def efficiency() -> Plot:
    """Every efficiency and selectivity that the review prints, one row each, by class of defect."""
    frame = printed_rows(*EFFICIENCIES).sort_values("value", ascending=False, kind="stable")
    by_class = {key: frame[frame["defect_class"] == key] for key in CLASSES}
    if by_class["none"].empty:
        del by_class["none"]
    groups = [
        (
            CLASSES[key],
            "none printed" if rows.empty else "",
            [_efficiency_entry(row) for _, row in rows.iterrows()],
        )
        for key, rows in by_class.items()
    ]
    plotted = pd.concat(by_class.values())
    columns = [
        "system",
        "name",
        "defect_class",
        "product",
        "quantity",
        "relation",
        "value",
        "statistic",
        "cell",
    ]
    values = plotted[[*columns, "electrolyte", "id"]].assign(derived="")
    charged = plotted[plotted["quantity"] == "faradaic_efficiency"]
    lowest, highest = charged.loc[charged["value"].idxmin()], charged.loc[charged["value"].idxmax()]
    others = plotted[plotted["quantity"] == "selectivity"]
    empty = [CLASSES[key].lower() for key, rows in by_class.items() if rows.empty]
    named = enumerated(efficiency_text(row) for _, row in others.iterrows())
    absent = f" None is printed for {enumerated(empty)}." if empty else ""
    alt = (
        f"{len(charged)} Faradaic efficiencies from {efficiency_text(lowest)} to {efficiency_text(highest)}, "
        f"and {len(others)} values called selectivity: {named}.{absent}"
    )
    caption = (
        f"Every efficiency that {formatting.work(CITE)} print, as printed; nothing is derived. Shape and "
        "colour tell the product, which stands behind its value in per cent. Hollow: called a selectivity, "
        "not a Faradaic efficiency. Arrow and >: a lower bound. ≈: about. Ringed: in a flow cell. Grey words "
        "after a name are what the source says of the value; conditions differ or are not stated: this is no "
        f"ranking.{_readings(plotted)}"
    )
    drawn = draw_row_chart(groups, axis_label(*EFFICIENCIES), range(0, 101, 20))
    return Plot(
        drawn,
        values.rename(columns={"value": value_column("value", "faradaic_efficiency"), "id": "rows"}),
        alt,
        caption,
    )


def _efficiency_entry(row: pd.Series) -> Entry:
    return Entry(
        row["name"],
        remark(row),
        row["value"],
        amount_text(row),
        product_mark(row),
        filled=fill(row),
        bound=row["relation"] in LOWER_BOUNDS,
        ringed=row["cell"] == "flow cell",
    )

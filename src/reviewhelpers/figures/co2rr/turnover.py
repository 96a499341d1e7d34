"""Turnover frequencies of the CO2RR part."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point, quantity_symbol, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import amount_text, printed_rows
from reviewhelpers.text import formatting

QUANTITY = "turnover_frequency"


@figure("fig-co2rr-turnover")
def turnover() -> Drawing:
    """Turnover frequencies that the review and the abstracts of its works print."""
    review = printed_rows(QUANTITY).assign(group="In the review")
    abstract = printed_rows(QUANTITY, abstracts=True).assign(group="Only in the abstract of the work")
    printed = pd.concat([review, abstract])
    points = pd.DataFrame(
        point(row, group=row["group"], note=_condition(row), text=amount_text(row))
        for _, row in printed.iterrows()
    )
    sheet = Sheet()
    panel = sheet.panel()
    limits = (0, 1.06 * points["value"].max())
    set_quantity(panel, "x", QUANTITY, symbol=quantity_symbol(QUANTITY), limits=limits)
    draw_dots(sheet, panel, points, beside=True)

    fields = {
        "review": enumerated(_sentence(row) for _, row in review.iterrows()),
        "abstract": enumerated(_sentence(row) for _, row in abstract.iterrows()),
        "works": enumerated(map(formatting.work, abstract["cite"].unique())),
        "stated": str(printed["potential"].notna().sum()),
        "count": str(len(printed)),
    }
    columns = ["source", "system", "name", "product", "value", "condition_as_printed", "id"]
    data = printed[columns].assign(value=points["value"].to_numpy(), derived="")
    return Drawing(
        sheet.finish(), data.rename(columns={"value": value_column("value", QUANTITY), "id": "rows"}), fields
    )


def _condition(row: pd.Series) -> str:
    return "no potential printed" if pd.isna(row["potential"]) else formatting.conditions(row)


def _sentence(row: pd.Series) -> str:
    value = f"{formatting.exact(row)} {units.symbol(row['unit'])}"
    return f"{value} for {formatting.formula(row['product'])} on {row['name']} ({_condition(row)})"

"""Turnover frequencies of the CO2RR part."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point_text, quantity_symbol, row_value, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CITE, amount_text, printed_rows
from reviewhelpers.text import formatting

GROUPS = ("In the review", "Only in the abstract of the work")


@figure("fig-co2rr-turnover")
def turnover() -> Drawing:
    """Turnover frequencies that the review and the abstracts of its works print."""
    review, abstract = (printed_rows("turnover_frequency", abstracts=flag) for flag in (False, True))
    printed = pd.concat([review, abstract])
    values = [row_value(row, "turnover_frequency") for _, row in printed.iterrows()]
    frame = pd.DataFrame(
        {
            "group": [GROUPS[0]] * len(review) + [GROUPS[1]] * len(abstract),
            "name": printed["name"],
            "note": [_condition(row) for _, row in printed.iterrows()],
            "value": values,
            "text": [amount_text(row) for _, row in printed.iterrows()],
            "defect_class": printed["defect_class"],
            "bound": printed["relation"],
            "told": [point_text(row) for _, row in printed.iterrows()],
            "rows": printed["id"],
        }
    )
    sheet = Sheet()
    panel = sheet.panel()
    symbol = quantity_symbol("turnover_frequency")
    set_quantity(panel, "x", "turnover_frequency", symbol=symbol, limits=(0, 1.06 * max(values)))
    draw_dots(sheet, panel, frame, beside=True)

    listed = [
        enumerated(
            f"{formatting.exact(row)} {units.symbol(row['unit'])} for {formatting.formula(row['product'])} "
            f"on {row['name']} ({_condition(row)})"
            for _, row in rows.iterrows()
        )
        for rows in (review, abstract)
    ]
    fields = {
        "work": formatting.work(CITE),
        "review": listed[0],
        "abstract": listed[1],
        "works": enumerated(dict.fromkeys(formatting.work(cite) for cite in abstract["cite"])),
        "stated": str(sum(printed["potential"].notna())),
        "count": str(len(printed)),
    }
    columns = ["source", "system", "name", "product", "value", "condition_as_printed", "id"]
    names = {"value": value_column("value", "turnover_frequency"), "id": "rows"}
    data = printed.assign(value=values)[columns].rename(columns=names).assign(derived="")
    return Drawing(sheet.finish(), data, fields)


def _condition(row: pd.Series) -> str:
    return "no potential printed" if pd.isna(row["potential"]) else formatting.conditions(row)

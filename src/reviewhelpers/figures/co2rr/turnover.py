"""Turnover frequencies of the CO2RR part."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.layout import axis_label, decades, enumerated, quantity_symbol, value_column
from reviewhelpers.chemistry import units
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import CITE, amount_text, printed_rows, product_mark
from reviewhelpers.figures.co2rr.row_chart import Entry, draw_row_chart
from reviewhelpers.text import formatting


@figure("fig-co2rr-turnover", title="Turnover frequencies")
def turnover() -> Plot:
    """Turnover frequencies that the review and the abstracts of its works print."""
    review, abstract = (printed_rows("turnover_frequency", abstracts=flag) for flag in (False, True))
    groups = [
        (title, "", [_turnover_entry(row, filled) for _, row in frame.iterrows()])
        for title, frame, filled in (
            ("Printed in the review", review, "full"),
            ("Only in the abstract of the work", abstract, "left"),
        )
    ]
    frame = pd.concat([review, abstract])
    label = axis_label("turnover_frequency", symbol=quantity_symbol("turnover_frequency"))
    drawn = draw_row_chart(groups, label, decades(frame["value"]), log=True)
    columns = ["source", "system", "name", "product", "value", "condition_as_printed", "id"]
    names = {"value": value_column("value", "turnover_frequency"), "id": "rows"}
    values = frame[columns].rename(columns=names).assign(derived="")
    listed = [
        enumerated(
            f"{formatting.exact(row)} {units.symbol(row['unit'])} for {formatting.formula(row['product'])} "
            f"on {row['name']} ({_turnover_condition(row)})"
            for _, row in rows.iterrows()
        )
        for rows in (review, abstract)
    ]
    alt = f"Turnover frequencies in the review: {listed[0]}. Only in the abstract of the work: {listed[1]}."
    caption = (
        f"Filled: turnover frequencies that {formatting.work(CITE)} print. Half filled: from the abstract of "
        f"the work, {enumerated(formatting.work(row['cite']) for _, row in abstract.iterrows())}, which the "
        "review cites without this number. Shape and colour tell the product. Nothing is derived. A turnover "
        "frequency depends on the potential: where none is printed, it cannot be compared."
    )
    return Plot(drawn, values, alt, caption)


def _turnover_condition(row: pd.Series) -> str:
    return "no potential printed" if pd.isna(row["potential"]) else formatting.conditions(row)


def _turnover_entry(row: pd.Series, filled: str) -> Entry:
    return Entry(
        row["name"],
        _turnover_condition(row),
        row["value"],
        amount_text(row),
        product_mark(row),
        filled=filled,
    )

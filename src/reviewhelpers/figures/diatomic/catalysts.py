"""Efficiency and turnover frequency of the four catalysts."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    enumerated,
    point_text,
    quantity_label,
    row_value,
    system_class,
    system_name,
    value_column,
)
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import (
    CITE,
    best_efficiencies,
    potential_texts,
    printed_value,
    scale_is_inferred,
    scale_statement,
    scale_suffix,
    turnover_frequencies,
    volts,
)
from reviewhelpers.text import formatting

ID = "fig-diatomic-catalysts"


@figure(ID)
def catalysts() -> Drawing:
    """The best efficiency of each catalyst at its own potential, and the turnover of all at one."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    at = potential_texts(turnover)
    sheet = Sheet(columns=2)
    panel = sheet.panel("Each at its own best", height=14)
    places = [volts(row) for _, row in best.iterrows()]
    set_quantity(panel, "x", "potential", symbol=f"E{scale_suffix(best)}", limits=padded(places, 0.35))
    set_quantity(panel, "y", "faradaic_efficiency", limits=padded(best["value"], 0.15))
    frame = _frame(best).assign(x=places, y=best["value"])
    frame["inferred"] = [scale_is_inferred(row) for _, row in best.iterrows()]
    frame["label"] = frame["name"] + "\n" + frame["text"] + " %"
    draw_scatter(panel, frame)

    together = f"All at {at[0]}" if len(at) == 1 else f"At {len(at)} potentials"
    panel = sheet.panel(together, right=2.5)
    limits = (0, 1.05 * turnover["value"].max())
    set_quantity(panel, "x", "turnover_frequency", symbol="TOF", limits=limits)
    draw_dots(sheet, panel, _frame(turnover))

    values = [_value(row) for frame in (best, turnover) for _, row in frame.iterrows()]
    fields = {
        "work": formatting.work(CITE),
        "leader": _leader(best, turnover),
        "count": str(len(potential_texts(best))),
        "peaks": enumerated(
            f"{system_name(row['system'])} {printed_value(row['value'], row['unit'])} at "
            f"{printed_value(row['potential'], row['potential_unit'])}"
            for _, row in best.iterrows()
        ),
        "at": enumerated(at),
        "turned": enumerated(
            f"{system_name(row['system'])} {formatting.value(row)}" for _, row in turnover.iterrows()
        ),
        "scale": scale_statement(best.iloc[0]),
        "repeats": formatting.number(figure_rows.one(ID, "repeats")["value"]),
    }
    return Drawing(sheet.finish(), pd.DataFrame(values), fields)


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    """What is drawn of each row."""
    return pd.DataFrame(
        {
            "name": rows["system"].map(system_name),
            "value": rows["value"],
            "text": [formatting.exact(row) for _, row in rows.iterrows()],
            "defect_class": rows["system"].map(system_class),
            "bound": rows["relation"],
            "told": [point_text(row) for _, row in rows.iterrows()],
            "rows": rows["id"],
        }
    )


def _value(row: pd.Series) -> dict[str, object]:
    """A row of the plotted values."""
    turnover = row["quantity"] == "turnover_frequency"
    return {
        "name": system_name(row["system"]),
        "compared": "at one potential" if turnover else "each at its best",
        value_column("potential", "potential"): volts(row),
        "potential scale": row["potential_scale"],
        value_column(quantity_label(row["quantity"]), row["quantity"]): row_value(row, row["quantity"]),
        "missing": "how the sites were counted" if turnover else "deviation of the repeats",
        "rows": row["id"],
        "derived": "",
    }


def _leader(best: pd.DataFrame, turnover: pd.DataFrame) -> str:
    """Which catalyst leads in each measure."""
    first, second = (system_name(rows["value"].idxmax()) for rows in (best, turnover))
    return (
        f"{first} leads in both" if first == second else f"{first} leads in efficiency, {second} in turnover"
    )

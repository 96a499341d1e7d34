"""Efficiency and turnover frequency of the four catalysts."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, quantity_label, value_column
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import (
    CITE,
    best_efficiencies,
    scale_statement,
    stated_potential,
    turnover_frequencies,
)
from reviewhelpers.text import formatting

ID = "fig-diatomic-catalysts"


@figure(ID)
def catalysts() -> Drawing:
    """The best efficiency of each catalyst at its own potential, and the turnover of all at one."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    at = list(turnover["at"].unique())
    sheet = Sheet(columns=2)
    panel = sheet.panel("Each at its own best", height=14)
    scale = " and".join(best["scale"].unique())
    set_quantity(panel, "x", "potential", symbol=f"E{scale}", limits=padded(best["volts"], 0.35))
    set_quantity(panel, "y", "faradaic_efficiency", limits=padded(best["value"], 0.15))
    labels = best["name"] + "\n" + best["printed"]
    inferred = best["scale"].str.endswith("(inferred)")
    draw_scatter(panel, best.assign(x=best["volts"], y=best["value"], label=labels, inferred=inferred))
    panel = sheet.panel(f"All at {at[0]}" if len(at) == 1 else f"At {len(at)} potentials", right=2.5)
    limits = (0, 1.05 * turnover["value"].max())
    set_quantity(panel, "x", "turnover_frequency", symbol="TOF", limits=limits)
    draw_dots(sheet, panel, turnover)

    leaders = [rows["name"][rows["value"].idxmax()] for rows in (best, turnover)]
    apart = f"{leaders[0]} leads in efficiency, {leaders[1]} in turnover"
    peaks = best["name"] + " " + best["printed"] + " at " + best.apply(stated_potential, axis="columns")
    fields = {
        "work": formatting.work(CITE),
        "leader": f"{leaders[0]} leads in both" if leaders[0] == leaders[1] else apart,
        "count": str(best["at"].nunique()),
        "peaks": enumerated(peaks),
        "at": enumerated(at),
        "turned": enumerated(turnover["name"] + " " + turnover["printed"]),
        "scale": scale_statement(best.iloc[0]),
        "repeats": formatting.number(figure_rows.one(ID, "repeats")["value"]),
    }
    best = best.assign(compared="each at its best", missing="deviation of the repeats")
    turnover = turnover.assign(compared="at one potential", missing="how the sites were counted")
    return Drawing(sheet.finish(), pd.concat([_values(best), _values(turnover)]), fields)


def _values(rows: pd.DataFrame) -> pd.DataFrame:
    """The plotted values of one quantity."""
    quantity = rows["quantity"].iloc[0]
    columns = {
        "name": "name",
        "compared": "compared",
        "volts": value_column("potential", "potential"),
        "potential_scale": "potential scale",
        "value": value_column(quantity_label(quantity), quantity),
        "missing": "missing",
        "rows": "rows",
    }
    return rows[list(columns)].rename(columns=columns).assign(derived="")

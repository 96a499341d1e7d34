"""EPR g values of vacancies beside that of the free electron."""

from __future__ import annotations

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point, quantity_label
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import CITE, SOURCE
from reviewhelpers.text import formatting

FREE_ELECTRON = "electron-g-factor"


def _signed(value: float) -> str:
    decimals = rounding.enough_decimals(value, decimals=4)
    return rounding.fixed(value, decimals, sign="+").replace("-", "−")


def _g_values(free: float) -> pd.DataFrame:
    """The printed g values in rising order, with their shift and what the digits leave open."""
    frame = data.table("spectra")
    frame = frame[(frame["source"] == SOURCE) & (frame["quantity"] == "g_value")]
    points = [point(row, system=row["system"], note=row["subject"]) for _, row in frame.iterrows()]
    values = pd.DataFrame(points).sort_values("value", kind="stable", ignore_index=True)
    # Half of the last digit that is printed.
    half = 0.5 * 10.0 ** -values["text"].str.partition(".")[2].str.len()
    shift = values["value"] - free
    signed = shift.map(_signed)
    return values.assign(
        half=half,
        shift=shift,
        low=values["value"] - half,
        high=values["value"] + half,
        text=values["text"] + ", Δg " + signed,
        told=values["told"] + "; Δg " + signed,
    )


def _three_decimals(value: float, _: float) -> str:
    return rounding.fixed(value, 3)


@figure("fig-norr-epr")
def epr() -> Drawing:
    """Printed g values of vacancies, beside that of the free electron."""
    # The sign of the constant is a convention.
    free = abs(units.constant(FREE_ELECTRON))
    values = _g_values(free)
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(quantity_label("g_value"))
    set_ticks(panel, "x", limits=padded([free, *values["low"], *values["high"]], 0.14))
    panel.xaxis.set_major_formatter(_three_decimals)
    reference_line(panel, free, "", "x")
    constant = pd.DataFrame({"name": ["Free electron"], "value": free, "text": rounding.fixed(free, 5)})
    draw_dots(sheet, panel, pd.concat([constant, values]))

    names = {"note": "assignment", "value": "g", "half": "half the last digit", "shift": "Δg"}
    shown = values[["system", "name", *names, "rows"]].rename(columns=names)
    inside = int(((values["low"] <= free) & (free <= values["high"])).sum())
    fields = {
        "work": formatting.work(CITE),
        "free": rounding.fixed(free, 5),
        "count": str(len(values)),
        "above": str(int((values["shift"] > 0).sum())),
        "farthest": _signed(values["shift"][values["shift"].abs().idxmax()]),
        "inside": str(inside or "none"),
        "listed": enumerated(values["text"] + " (" + values["name"] + ", " + values["note"] + ")"),
        "constant": FREE_ELECTRON,
    }
    derived = f"Δg = g − |g_e|, with the constant {FREE_ELECTRON}"
    return Drawing(sheet.finish(), shown.assign(derived=derived), fields)

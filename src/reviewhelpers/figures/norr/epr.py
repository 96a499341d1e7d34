"""EPR g values of vacancies beside that of the free electron."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point_text, quantity_label
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import CITE, SOURCE
from reviewhelpers.text import formatting

FREE_ELECTRON = "electron-g-factor"


def _free_electron() -> float:
    """The absolute g value of a free electron, whose sign is a convention."""
    return abs(units.constant(FREE_ELECTRON))


def _half_digit(row: pd.Series) -> float:
    """Half of the last digit that is printed."""
    numbers = re.findall(r"\d+\.\d+", row["as_printed"])
    text = next((each for each in numbers if float(each) == row["value"]), formatting.exact(row))
    decimals = len(text.partition(".")[2])
    return float(0.5 * 10.0**-decimals)


def _signed(value: float) -> str:
    decimals = rounding.enough_decimals(value, decimals=4)
    return rounding.fixed(value, decimals, sign="+").replace("-", "−")


def _g_values(free: float) -> pd.DataFrame:
    """The printed g values in rising order, with what the digits leave open."""
    frame, systems = data.table("spectra"), data.table("systems")
    frame = frame[(frame["source"] == SOURCE) & (frame["quantity"] == "g_value")]
    frame = frame.sort_values("value", kind="stable")
    half = pd.Series({row["id"]: _half_digit(row) for _, row in frame.iterrows()}, dtype=float)
    return frame.assign(
        name=frame["system"].map(systems["name"]),
        defect_class=frame["system"].map(systems["defect_class"]),
        note=frame["subject"],
        half=half,
        shift=frame["value"] - free,
        text=[f"{formatting.number(value)}, Δg {_signed(value - free)}" for value in frame["value"]],
        low=frame["value"] - half,
        high=frame["value"] + half,
        told=[f"{point_text(row)}; Δg {_signed(row['value'] - free)}" for _, row in frame.iterrows()],
        rows=frame["id"],
    )


@figure("fig-norr-epr")
def epr() -> Drawing:
    """Printed g values of vacancies, beside that of the free electron."""
    free = _free_electron()
    values = _g_values(free)
    constant = {"name": "Free electron", "value": free, "text": rounding.fixed(free, 5)}
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(quantity_label("g_value"))
    set_ticks(panel, "x", limits=padded([free, *values["low"], *values["high"]], 0.14))
    panel.xaxis.set_major_formatter("{x:.3f}")
    reference_line(panel, free, "", "x")
    draw_dots(sheet, panel, pd.concat([pd.DataFrame([constant]), values]))

    names = {"note": "assignment", "value": "g", "half": "half the last digit", "shift": "Δg", "id": "rows"}
    kept = values[["system", "name", "note", "value", "half", "shift", "id"]].rename(columns=names)
    inside = ((values["low"] <= free) & (free <= values["high"])).sum()
    fields = {
        "work": formatting.work(CITE),
        "free": rounding.fixed(free, 5),
        "count": str(len(values)),
        "above": str(int((values["shift"] > 0).sum())),
        "farthest": _signed(values["shift"][values["shift"].abs().idxmax()]),
        "apart": "none equals it within its digits" if not inside else f"{inside} within the digits",
        "listed": enumerated(f"{row['text']} ({row['name']}, {row['note']})" for _, row in values.iterrows()),
        "constant": FREE_ELECTRON,
    }
    derived = f"Δg = g − |g_e|, with the constant {FREE_ELECTRON}"
    return Drawing(sheet.finish(), kept.assign(derived=derived).reset_index(drop=True), fields)

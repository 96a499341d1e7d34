"""What an error in an energy does to a rate, with errors and corrections that works report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import che
from reviewhelpers.text import formatting

ID = "fig-basics-optimum-errors"
KT = che.DECADE / np.log(10)
NAMED = {
    "shift": "scaling line, corrected",
    "scatter": "scatter of a scaling line",
    "correction": "zero-point energy and entropy of *H",
    "vacancy": "vacancy in graphene, DFT too low",
}
"""What each number is, in the order of their size."""


def factor(energy: float) -> float:
    """By how much a rate changes where its barrier changes by an energy in eV, at 25 °C."""
    return float(np.exp(energy / KT))


def points() -> pd.DataFrame:
    """The reported energies with the factor that each is worth."""
    rows = [figure_rows.one(ID, role) for role in NAMED]
    frame = pd.DataFrame(
        {
            "name": list(NAMED.values()),
            "x": [float(row["value"]) for row in rows],
            "rows": [row["id"] for row in rows],
            "text": [formatting.amount(row) for row in rows],
        }
    )
    frame["y"] = frame["x"].map(factor)
    return frame.assign(told=frame["name"] + ": " + frame["text"], derived="exp(E/kT)")


@figure(ID)
def errors() -> Drawing:
    """A straight line of powers of ten, and four numbers on it."""
    frame = points()
    sheet = Sheet(key=False)
    panel = sheet.panel(height=25.0, right=1.5)
    set_ticks(panel, "x", limits=(0.0, 1.25), ticks=6)
    set_ticks(panel, "y", limits=(0.0, 20.0), ticks=8)
    panel.xaxis.set_label_text("Energy / eV")
    panel.yaxis.set_label_text("Powers of ten in a rate at 25 °C")
    along = np.linspace(0.0, 1.18, 2)
    panel.plot(along, along / che.DECADE, color=QUIET, linewidth=0.12 * type_size(), zorder=1.5)
    frame["power"] = frame["x"] / che.DECADE
    draw_scatter(panel, frame.assign(y=frame["power"], derived=True, label=""))
    for _, point in frame.iterrows():
        right = point["x"] < 0.6
        place = point["x"] + (0.035 if right else -0.035)
        look = {"ha": "left" if right else "right", "va": "center", "bbox": PLATE, "zorder": 4}
        write(panel, place, point["power"], point["name"], **look)
    fields = {
        "decade": formatting.significant(1000 * che.DECADE, 2),
        "smallest": frame["text"].iloc[0],
        "small_factor": formatting.significant(frame["y"].iloc[0], 1),
        "scatter": frame["text"].iloc[1],
        "scatter_factor": formatting.significant(frame["y"].iloc[1], 1),
        "correction": frame["text"].iloc[2],
        "largest": frame["text"].iloc[3],
        "powers": formatting.significant(frame["power"].iloc[3], 2),
    }
    values = frame[["name", "x", "y", "rows", "derived"]].rename(columns={"x": "energy / eV", "y": "factor"})
    return Drawing(sheet.finish(), values, fields)

"""The model of closure, drawn: efficiencies by two flows, and where the CO₂ goes, against the feed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reviewhelpers.charts.axes import set_quantity, set_ticks
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.scheme import ACCENT, THICK, THIN
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import closure
from reviewhelpers.text import formatting

ID = "fig-models-closure"
CURRENT = -0.2
"""In A."""

SHARES = np.array([0.8, 0.2])
ELECTRONS, CARBON, GAS = np.array([2.0, 2.0]), np.array([1.0, 0.0]), np.array([1.0, 1.0])
"""Of CO and hydrogen: efficiencies, electrons, carbon atoms, and that both are gases."""

VALUES = tuple(float(value) for value in np.linspace(3.0, 12.0, 19))
LABEL, UNIT = "Feed of CO₂", "mL/min"
SPAN = (2.5, 12.5)
FEEDS = np.linspace(2.8, 12.5, 98)
TYPICAL = 4.0
"""The feed at which the words of the figure compare, in mL/min."""

Values = NDArray[np.float64]


def balance(feed: float) -> dict[str, float]:
    """What the model gives for a feed in mL/min, in percent: sums of efficiencies, and shares of the CO₂."""
    enters = closure.molar_flow(feed)
    made = closure.made(CURRENT, SHARES, ELECTRONS)
    lost = closure.carbonate(CURRENT)
    flow, parts = closure.outlet(enters, made, CARBON, GAS, lost)
    sums = [
        100 * float(closure.efficiencies(parts, each, CURRENT, ELECTRONS).sum()) for each in (flow, enters)
    ]
    shares = [100 * float(part / enters) for part in (made[0], lost)]
    return {
        "by outlet": sums[0],
        "by inlet": sums[1],
        "to CO": shares[0],
        "to carbonate": shares[1],
        "left": 100 - sum(shares),
    }


@figure(ID)
def drawn() -> Drawing:
    """Both panels over all feeds."""
    frame = pd.DataFrame([{"feed / mL min⁻¹": feed, **balance(float(feed))} for feed in FEEDS])
    typical, largest = balance(TYPICAL), balance(float(FEEDS[0]))
    fields = {
        "current": formatting.number(-1000 * CURRENT),
        "share": formatting.number(100 * SHARES[0]),
        "feed": formatting.number(TYPICAL),
        "inlet": formatting.significant(typical["by inlet"]),
        "most": formatting.significant(largest["to CO"], 2),
    }
    return Drawing(_plot(frame), frame.assign(rows="", derived="our model"), fields)


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """Both panels with one feed marked, for a reader who moves it."""
    every = pd.DataFrame([{"feed / mL min⁻¹": feed, **balance(float(feed))} for feed in FEEDS])
    return _plot(every, value)


def _plot(every: pd.DataFrame, marked: float | None = None) -> Plot:
    sheet = Sheet(columns=2, key=False, least=22.0)
    charge = sheet.panel("Sum of the efficiencies", height=15.0, right=1.2)
    carbon = sheet.panel("Where the CO₂ goes", height=15.0, right=1.2)
    for panel, top in ((charge, 200.0), (carbon, 100.0)):
        set_quantity(panel, "x", "flow_rate", symbol="CO₂ in", limits=SPAN)
        set_ticks(panel, "y", limits=(0.0, top))
    charge.yaxis.set_label_text("Of the charge / %")
    carbon.yaxis.set_label_text("Of the CO₂ / %")
    places = {
        charge: {"by outlet": (8.0, 82.0), "by inlet": (5.0, 155.0)},
        carbon: {"to CO": (4.6, 12.0), "to carbonate": (3.4, 66.0), "left": (8.6, 84.0)},
    }
    looks = {
        "by outlet": (INK, "-"),
        "by inlet": (ACCENT, (0, (4, 2))),
        "to CO": (INK, "-"),
        "to carbonate": (ACCENT, (0, (4, 2))),
        "left": (QUIET, (0, (1, 1.2))),
    }
    names = {"by outlet": "flow of the outlet", "by inlet": "flow of the inlet", "left": "left in the gas"}
    for panel, texts in places.items():
        for name, (x, y) in texts.items():
            _draw_line(panel, every, name, looks[name])
            write(panel, x, y, names.get(name, name), va="center", bbox=PLATE)
        if marked is not None:
            _mark(panel, marked, texts)
    return sheet.finish()


def _draw_line(panel: Panel, every: pd.DataFrame, name: str, look: tuple[str, object]) -> None:
    """One curve, with values to read at whole feeds."""
    size = type_size()
    x = every["feed / mL min⁻¹"]
    panel.plot(x, every[name], color=look[0], linestyle=look[1], linewidth=1.3 * THICK * size, zorder=3)
    for feed in (3.0, 4.0, 6.0, 8.0, 10.0, 12.0):
        y = float(np.interp(feed, x, every[name]))
        tell(
            panel,
            feed,
            y,
            f"{name}: {formatting.significant(y)} % at {formatting.number(feed)} mL/min, model",
        )


def _mark(panel: Panel, feed: float, names: dict[str, tuple[float, float]]) -> None:
    """A line at one feed, and the values there."""
    size, found = type_size(), balance(feed)
    panel.axvline(feed, color=QUIET, linewidth=THIN * size, zorder=2)
    for name in names:
        panel.plot([feed], [found[name]], marker="o", color=INK, markersize=0.6 * size, zorder=5)
    text = ", ".join(f"{name.split()[-1]} {formatting.rounded(found[name], 0)} %" for name in names)
    write(panel, SPAN[1] - 0.2, 0.96 * panel.get_ylim()[1], text, ha="right", va="top", bbox=PLATE)

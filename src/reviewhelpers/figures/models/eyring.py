"""Barrier against turnover by Eyring's equation, and what a potential does to it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import eyring
from reviewhelpers.text import formatting

ID = "fig-models-eyring"
LABEL, UNIT = "Barrier", "eV"
VALUES = tuple(float(value) / 100 for value in range(40, 122, 3))
"""The barriers through which a reader moves, in eV."""

WARM, HOT = 298.15, 353.15
PACES = {"1 a second": 1.0, "1 an hour": 1 / 3600, "1 a day": 1 / 86400}
LOWEST, HIGHEST = 0.4, 1.2
SPAN = (-8.6, 6.0)
BETA = 0.5


def _power(rate: float) -> float:
    return float(np.log10(rate))


@figure(ID)
def barrier() -> Drawing:
    """Turnover against barrier at two temperatures, and against potential with and without an electron."""
    row = figure_rows.one(ID, "barrier")
    printed = float(row["value"])
    sheet = Sheet(columns=2, key=False, least=20.0)
    panel = sheet.panel("The barrier sets the pace", height=19.0, right=1.5)
    _curve(panel)
    rate = eyring.turnover(printed)
    told = f"{formatting.amount(row)}: {formatting.significant(rate, 2)} turnovers a second at 25 °C"
    panel.plot(
        [printed], [_power(rate)], marker="o", color=COLOURS["vermilion"], markersize=0.8 * type_size()
    )
    write(
        panel, printed - 0.025, _power(rate) - 0.35, formatting.amount(row), ha="right", va="top", bbox=PLATE
    )
    tell(panel, printed, _power(rate), told, row["id"])
    _potentials(
        sheet.panel("A potential helps a step with an electron", height=19.0, right=1.5), printed, row["id"]
    )
    values = pd.DataFrame(
        {
            "barrier / eV": [printed, printed, *VALUES],
            "temperature / K": [WARM, HOT, *[WARM] * len(VALUES)],
            "turnover / s⁻¹": [rate, eyring.turnover(printed, HOT), *map(eyring.turnover, VALUES)],
            "rows": [row["id"]] * 2 + [""] * len(VALUES),
            "derived": "Eyring",
        }
    )
    fields = {
        "work": formatting.work(row["cite"]),
        "barrier": formatting.amount(row),
        "rate": formatting.significant(rate, 2),
        "minutes": formatting.significant(1 / rate / 60, 2),
        "hot": formatting.significant(eyring.turnover(printed, HOT), 2),
        "celsius": formatting.number(HOT - 273.15),
        "decade": formatting.significant(1000 * np.log(10) * eyring.BOLTZMANN * WARM, 2),
        "second": formatting.decimals(eyring.barrier_for(1.0), 2),
        "slope": formatting.significant(1000 * eyring.tafel_slope(BETA), 3),
        "beta": formatting.number(BETA),
    }
    return Drawing(sheet.finish(), values, fields)


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The place of one barrier on the curve, with its turnover in the head."""
    sheet = Sheet(key=False)
    rate = eyring.turnover(value)
    head = f"{formatting.significant(rate, 2)} turnovers a second"
    panel = sheet.panel(head, height=19.0, right=1.5)
    _curve(panel)
    panel.plot([value], [_power(rate)], marker="o", color=COLOURS["vermilion"], markersize=0.9 * type_size())
    return sheet.finish()


def _curve(panel: Panel) -> None:
    set_ticks(panel, "x", limits=(LOWEST, HIGHEST), ticks=4)
    set_ticks(panel, "y", limits=SPAN, ticks=7)
    panel.xaxis.set_label_text("Barrier / eV")
    panel.yaxis.set_label_text("Turnovers in a second, as a power of ten")
    along, size = np.array([LOWEST, HIGHEST]), type_size()
    for kelvin, colour, style in ((WARM, INK, "-"), (HOT, COLOURS["orange"], (0, (5, 2)))):
        power = [_power(eyring.turnover(each, kelvin)) for each in along]
        panel.plot(along, power, color=colour, linewidth=0.2 * size, linestyle=style)
    write(panel, 0.56, _power(eyring.turnover(0.56)) - 0.3, "25 °C", ha="right", va="top", bbox=PLATE)
    write(
        panel,
        0.6,
        _power(eyring.turnover(0.6, HOT)) + 0.3,
        f"{formatting.number(HOT - 273.15)} °C",
        ha="left",
        va="bottom",
    )
    for name, pace in PACES.items():
        panel.axhline(_power(pace), color=QUIET, linewidth=0.08 * size, linestyle=(0, (1, 1.5)))
        write(panel, LOWEST + 0.01, _power(pace) - 0.08, name, ha="left", va="top", color=QUIET)


def _potentials(panel: Panel, printed: float, rows: str) -> None:
    set_ticks(panel, "x", limits=(-0.6, 0.0), ticks=4)
    set_ticks(panel, "y", limits=SPAN, ticks=7)
    panel.xaxis.set_label_text("Change of the potential / V")
    panel.yaxis.set_label_text("Turnovers in a second, as a power of ten")
    change, size = np.array([-0.6, 0.0]), type_size()
    for beta, colour in ((BETA, COLOURS["blue"]), (0.0, COLOURS["vermilion"])):
        power = [_power(eyring.turnover(eyring.at_potential(printed, each, beta))) for each in change]
        panel.plot(change, power, color=colour, linewidth=0.2 * size)
        tell(
            panel,
            change[0],
            power[0],
            f"beta {formatting.number(beta)}: {formatting.decimals(power[0], 1)}",
            rows,
        )
    write(panel, -0.57, 3.2, "takes one electron", ha="left", va="bottom", bbox=PLATE)
    write(panel, -0.57, -3.2, "takes none, as CO that leaves", ha="left", va="top", bbox=PLATE)

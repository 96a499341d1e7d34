"""The double layer: ions that store charge, and the current that their charging draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.scheme import ACCENT, LIQUID, THICK, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-measurement-double-layer"
WIDTH, HEIGHT = 24.0, 17.0
SPECIFIC = 20.0
"""Capacitance of an area of surface in the model, in µF/cm²: our choice."""

AREAS = {"smooth": 1.0, "rough": 5.0}
"""Real areas of two electrodes with one outline, in cm²."""

RATES = np.linspace(0.0, 100.0, 11)
"""Scan rates in mV/s."""


@figure(ID)
def double_layer() -> Drawing:
    """The interface from the side; beside or below it charging current against scan rate."""
    frame = pd.concat(
        pd.DataFrame(
            {
                "electrode": name,
                "scan rate / mV s⁻¹": RATES,
                "charging current / µA": SPECIFIC * area * RATES / 1000,
            }
        )
        for name, area in AREAS.items()
    )
    sheet = Sheet(columns=2, key=False, least=WIDTH)
    stage = Stage(sheet, sheet.panel("At a negative electrode", right=0.0), HEIGHT, WIDTH)
    _draw_interface(stage)
    panel = sheet.panel("Charging draws a current", height=13.5, right=1.5)
    set_ticks(panel, "x", limits=(0.0, 104.0), ticks=5)
    set_ticks(panel, "y", limits=(0.0, 11.0), ticks=5)
    panel.xaxis.set_label_text("Scan rate / mV s⁻¹")
    panel.yaxis.set_label_text("Charging current / µA")
    for (name, lines), colour in zip(frame.groupby("electrode", sort=False), (INK, ACCENT), strict=True):
        x, y = lines["scan rate / mV s⁻¹"], lines["charging current / µA"]
        panel.plot(x, y, color=colour, linewidth=1.3 * THICK * type_size(), marker="o", zorder=3)
        for each, value in zip(x, y, strict=True):
            tell(
                panel,
                each,
                value,
                f"{name}: {formatting.number(value)} µA at {formatting.number(each)} mV/s, model",
            )
    write(panel, 50, 7.4, f"rough: slope {formatting.number(SPECIFIC * AREAS['rough'])} µF", ha="right")
    write(panel, 102, 4.2, f"smooth: slope {formatting.number(SPECIFIC)} µF", ha="right")
    fields = {
        "specific": formatting.number(SPECIFIC),
        "times": formatting.number(AREAS["rough"] / AREAS["smooth"]),
    }
    return Drawing(sheet.finish(), frame.assign(rows="", derived="our model"), fields)


def _draw_interface(stage: Stage) -> None:
    """Metal with electrons, a layer of water, cations beside it, and the solution with its own resistance."""
    stage.block(0.4, 1.6, 5.4, 13.4, facecolor=faint(INK, 0.14), edgecolor=QUIET, zorder=1)
    stage.block(5.8, 1.6, 17.8, 13.4, facecolor=faint(LIQUID), edgecolor="none", zorder=1)
    for y in (3.4, 6.0, 8.6, 11.2, 13.6):
        stage.word(4.6, y, "−", weight="bold")
        stage.disc(9.4, y, 0.95, facecolor=BACKGROUND, edgecolor=INK, zorder=3)
        stage.word(9.4, y, "+")
        for x in (6.8, 7.8):
            stage.disc(x, y + 0.6 * (x > 7), 0.36, facecolor=faint(LIQUID, 0.6), edgecolor="none", zorder=2)
    for x, y, sign in ((13.6, 12.4, "−"), (15.4, 5.0, "+"), (19.0, 11.0, "+"), (20.6, 4.2, "−")):
        stage.disc(x, y, 0.95, facecolor=BACKGROUND, edgecolor=QUIET, zorder=3)
        stage.word(x, y, sign, color=QUIET)
    stage.line([(11.0, 1.6), (11.0, 15.0)], edgecolor=ACCENT, linestyle=(0, (3, 2)), zorder=2)
    stage.arrow((5.8, 15.6), (11.0, 15.6), both=True, colour=ACCENT)
    stage.word(8.4, 16.4, "double layer")
    stage.word(2.4, 8.6, "metal")
    stage.word(17.4, 8.2, "solution: R")
    stage.word(2.9, 0.7, "electrons", color=QUIET)
    stage.word(9.4, 0.7, "cations", color=QUIET)
    stage.tell(
        8.4, 8.6, "electrons in the metal and cations a water molecule away: a capacitor without a plate"
    )

"""The computational hydrogen electrode: a volcano, the ladders of three places on it, and a site off the line."""

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
from reviewhelpers.models import che
from reviewhelpers.text import formatting

ID = "fig-models-che"
LABEL, UNIT = "Free energy of *OH", "eV"
VALUES = tuple(float(value) / 100 for value in range(0, 185, 5))
"""The bindings through which a reader moves, in eV."""

STATES = ("O₂", "*OOH", "*O", "*OH", "H₂O")
STRONG, BEST, WEAK, OFF = 0.4, 0.86, 1.4, 2.9
"""Three bindings in eV, and the smaller gap of a site off the line."""


def _gap() -> float:
    return float(figure_rows.one(ID, "gap")["value"])


def _rows() -> str:
    return str(figure_rows.one(ID, "gap")["id"])


@figure(ID)
def volcano() -> Drawing:
    """The volcano with three places and the site off the line, and the ladder of each place."""
    sheet = Sheet(columns=3, key=False, least=13.0)
    panel = sheet.panel(
        "The volcano of the line, and that of a smaller gap", height=17.0, wide=True, right=1.5
    )
    _volcano(panel)
    names = {"a: too strong": STRONG, "b: the top": BEST, "c: too weak": WEAK}
    for name, oh in names.items():
        _mark(panel, oh, name[0])
    off = (4.92 - OFF) / 2
    _mark(panel, off, "off the line", OFF)
    for name, oh in names.items():
        _ladder(sheet.panel(name, height=13.0), che.oxygen(oh, _gap()))
    found = [(name, oh, _gap()) for name, oh in names.items()] + [("off the line", off, OFF)]
    values = pd.DataFrame(
        {
            "place": [name for name, *_ in found],
            "free energy of *OH / eV": [oh for _, oh, _ in found],
            "gap to *OOH / eV": [gap for *_, gap in found],
            "limiting potential / V vs RHE": [
                che.limiting_potential(che.oxygen(oh, gap)) for _, oh, gap in found
            ],
            "overpotential / V": [che.overpotential(che.oxygen(oh, gap)) for _, oh, gap in found],
            "rows": _rows(),
            "derived": "our model",
        }
    )
    best, strong, weak, beyond = (values["limiting potential / V vs RHE"][place] for place in (1, 0, 2, 3))
    fields = {
        "gap": formatting.amount(figure_rows.one(ID, "gap")),
        "off": formatting.number(OFF),
        "saved": formatting.decimals(_gap() - OFF, 1),
        "gained": formatting.decimals(beyond - best, 2),
        "best": formatting.decimals(best, 2),
        "strong": formatting.decimals(strong, 2),
        "weak": formatting.decimals(weak, 2),
        "eta": formatting.decimals(values["overpotential / V"][1], 2),
        "equilibrium": formatting.decimals(che.equilibrium(che.oxygen(BEST)), 2),
    }
    return Drawing(sheet.finish(), values, fields)


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The place of one binding on the volcano, and its ladder at the limiting potential."""
    sheet = Sheet(columns=2, key=False, least=20.0)
    panel = sheet.panel("On the volcano", height=17.0, right=1.5)
    _volcano(panel, named=False)
    reached = che.limiting_potential(che.oxygen(value, _gap()))
    panel.plot(
        [value], [reached], marker="o", color=COLOURS["vermilion"], markersize=0.9 * type_size(), zorder=6
    )
    _ladder(
        sheet.panel(f"Ladder at {formatting.decimals(reached, 2)} V", height=17.0),
        che.oxygen(value, _gap()),
    )
    return sheet.finish()


def _volcano(panel: Panel, named: bool = True) -> None:
    set_ticks(panel, "x", limits=(0.0, 2.0), ticks=5)
    set_ticks(panel, "y", limits=(-0.35, 1.45), ticks=5)
    panel.xaxis.set_label_text("Free energy of *OH / eV")
    panel.yaxis.set_label_text("Limiting potential / V vs RHE")
    oh, size = np.linspace(0.0, 2.0, 201), type_size()
    for gap, colour, style in ((_gap(), INK, "-"), (OFF, COLOURS["green"], (0, (5, 2)))):
        reached = [che.limiting_potential(che.oxygen(each, gap)) for each in oh]
        if named or gap != OFF:
            panel.plot(oh, reached, color=colour, linewidth=0.2 * size, linestyle=style)
    level = che.equilibrium(che.oxygen(BEST))
    panel.axhline(level, color=QUIET, linewidth=0.09 * size, linestyle=(0, (4, 3)))
    write(panel, 0.03, level + 0.03, "equilibrium", ha="left", va="bottom", color=QUIET)
    if not named:
        return
    look = {"bbox": PLATE, "zorder": 4, "va": "center"}
    write(panel, 0.18, 0.05, "*OH → H₂O limits", ha="left", **look)
    write(panel, 1.48, 0.05, "O₂ → *OOH limits", ha="right", **look)


def _mark(panel: Panel, oh: float, name: str, gap: float | None = None) -> None:
    reached = che.limiting_potential(che.oxygen(oh, gap or _gap()))
    colour = COLOURS["green"] if gap else INK
    panel.plot([oh], [reached], marker="o", color=colour, markersize=0.75 * type_size(), zorder=6)
    if gap:
        write(panel, oh + 0.06, reached + 0.02, name, ha="left", va="center", zorder=7)
    else:
        side = -1 if oh < BEST else 1
        place = (oh + 0.06 * side, reached + 0.07) if oh != BEST else (oh, reached - 0.1)
        write(panel, *place, name, ha="center", va="center" if oh != BEST else "top", weight="bold", zorder=7)
    tell(panel, oh, reached, f"{name}: {formatting.decimals(reached, 2)} V vs RHE", _rows())


def _ladder(panel: Panel, levels: np.ndarray) -> None:
    """Draw the ladder at its limiting potential: the step that limits is level."""
    reached = che.limiting_potential(levels)
    heights = che.shifted(levels, reached)
    climbs, size, half = che.steps(heights), type_size(), 0.26
    set_ticks(panel, "y", limits=(-5.9, 1.0), ticks=4)
    panel.yaxis.set_label_text("Free energy / eV")
    panel.set(xlim=(-0.6, 4.6), xticks=[])
    panel.grid(axis="x", visible=False)
    for number, height in enumerate(heights):
        panel.plot([number - half, number + half], [height] * 2, color=INK, linewidth=0.26 * size)
        told = f"{STATES[number]}: {formatting.decimals(height, 2)} eV"
        tell(panel, number, height, told, _rows())
        write(panel, number, height - 0.18, STATES[number], ha="center", va="top", zorder=5)
        if number:
            limits = climbs[number - 1] > climbs.max() - 1e-9
            colour, width = (COLOURS["vermilion"], 0.2) if limits else (QUIET, 0.09)
            ends = [number - 1 + half, number - half], [heights[number - 1], height]
            panel.plot(*ends, color=colour, linewidth=width * size, linestyle="-" if limits else ":")

"""One path whose potential-determining and rate-determining steps differ, at two potentials."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import eyring
from reviewhelpers.text import formatting

ID = "fig-basics-optimum-two-steps"
STATES = ("A", "*X", "*Y", "product")
RISES = (0.40, -0.30, -0.20)
"""Free-energy changes at 0 V against RHE, in eV: made up for practice."""

BARRIERS = (0.50, 0.75, 0.30)
ELECTRONS = (1, 0, 1)
LIMIT = -RISES[0]
"""The potential at which the first step is level, in V against RHE."""


def profile(potential: float) -> tuple[list[float], list[float]]:
    """Free energies of the states and of the tops between them, in eV."""
    states, tops = [0.0], []
    for rise, barrier, electrons in zip(RISES, BARRIERS, ELECTRONS, strict=True):
        tops.append(states[-1] + eyring.at_potential(barrier, potential, 0.5 * electrons))
        states.append(states[-1] + rise + electrons * potential)
    return states, tops


def span(potential: float) -> float:
    """The highest climb from a state to a later top, in eV: what sets the rate."""
    states, tops = profile(potential)
    return max(top - low for number, top in enumerate(tops) for low in states[: number + 1])


@figure(ID)
def two_steps() -> Drawing:
    """The path at 0 V and at its limiting potential."""
    sheet = Sheet(columns=2, key=False)
    found = []
    for potential in (0.0, LIMIT):
        states, tops = profile(potential)
        head = f"At {formatting.number(potential)} V vs RHE"
        panel = sheet.panel(head, height=17.0)
        set_quantity(panel, "y", "free_energy_change", limits=(-1.4, 1.6))
        panel.set(xlim=(-0.45, 3.45), xticks=[])
        panel.grid(axis="x", visible=False)
        _draw(panel, states, tops, potential)
        found += [
            {"potential / V vs RHE": potential, "state": name, "free energy / eV": value}
            for name, value in zip(STATES, states, strict=True)
        ]
        found += [
            {"potential / V vs RHE": potential, "state": f"top {number + 1}", "free energy / eV": top}
            for number, top in enumerate(tops)
        ]
    fields = {
        "rise": formatting.decimals(RISES[0], 2),
        "limit": formatting.number(LIMIT),
        "barrier": formatting.decimals(BARRIERS[1], 2),
        "before": formatting.decimals(span(0.0), 2),
        "after": formatting.decimals(span(LIMIT), 2),
        "slow": formatting.significant(eyring.turnover(span(0.0)), 1),
        "fast": formatting.significant(eyring.turnover(span(LIMIT)), 1),
    }
    return Drawing(sheet.finish(), pd.DataFrame(found).assign(rows="", derived="our example"), fields)


def _draw(panel: Panel, states: list[float], tops: list[float], potential: float) -> None:
    size, half = type_size(), 0.2
    for number, height in enumerate(states):
        panel.plot([number - half, number + half], [height] * 2, color=INK, linewidth=0.28 * size)
        write(panel, number, height - 0.07, STATES[number], ha="center", va="top", bbox=PLATE, zorder=5)
        tell(panel, number, height, f"{STATES[number]}: {formatting.decimals(height, 2)} eV")
    turn = np.linspace(0.0, np.pi, 25)
    for number, top in enumerate(tops):
        low, high = states[number], states[number + 1]
        middle = number + 0.5
        rising = low + (top - low) * (1 - np.cos(turn)) / 2
        falling = top + (high - top) * (1 - np.cos(turn)) / 2
        x = np.linspace(number + half, middle, 25), np.linspace(middle, number + 1 - half, 25)
        colour = COLOURS["vermilion"] if number == 1 else COLOURS["blue"] if number == 0 else QUIET
        panel.plot(np.concatenate(x), np.concatenate([rising, falling]), color=colour, linewidth=0.16 * size)
        tell(panel, middle, top, f"top of step {number + 1}: {formatting.decimals(top, 2)} eV")
    look = {"ha": "center", "va": "bottom", "bbox": PLATE, "zorder": 5}
    write(panel, 0.35, tops[0] + 0.1, "climbs most" if not potential else "level", **look)
    write(panel, 1.6, tops[1] + 0.08, "slowest: no electron", **look)

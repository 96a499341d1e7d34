"""Nitrate, nitrite and ammonia over time: two steps in series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.palette import COLOURS
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.basics.curves import spread
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-series"
RATIOS = (0.2, 2.0, 20.0)
"""How much faster nitrite reacts than nitrate."""

SPAN, STEPS = 4.0, 81
LOOK = {"nitrate": ("blue", "-"), "nitrite": ("vermilion", "--"), "ammonia": ("green", "-.")}


def shares(ratio: float) -> pd.DataFrame:
    """Percent of all nitrogen in each species, at times in units of 1/k₁."""
    time = np.linspace(0.0, SPAN, STEPS)
    nitrate = np.exp(-time)
    nitrite = (np.exp(-time) - np.exp(-ratio * time)) / (ratio - 1)
    ammonia = 1 - nitrate - nitrite
    columns = {"nitrate": 100 * nitrate, "nitrite": 100 * nitrite, "ammonia": 100 * ammonia}
    return pd.DataFrame({"ratio": ratio, "time": time, **columns})


def peak(ratio: float) -> tuple[float, float]:
    """When nitrite is highest, in units of 1/k₁, and its percent then."""
    time = float(np.log(ratio) / (ratio - 1))
    return time, float(100 * np.exp(-ratio * time))


@figure(ID)
def series() -> Drawing:
    """Three ratios of the two rate constants."""
    sheet = Sheet(3, key=False, least=17.0)
    frames = []
    for ratio in RATIOS:
        frame = shares(ratio)
        frames.append(frame)
        time, most = peak(ratio)
        note = f"nitrite up to {formatting.significant(most, 2)} %"
        panel = sheet.panel(f"k₂ = {formatting.number(ratio)} k₁", note, height=15.0, right=5.2)
        set_ticks(panel, "x", limits=(0.0, SPAN), ticks=4)
        set_ticks(panel, "y", limits=(0.0, 105.0), ticks=4)
        panel.set(xlabel="Time × k₁", ylabel="Share of the nitrogen / %")
        for name, (colour, style) in LOOK.items():
            line: dict[str, Any] = {"linestyle": style, "linewidth": 0.18 * type_size(), "zorder": 3}
            panel.plot(frame["time"], frame[name], color=COLOURS[colour], **line)
        ends = {name: float(frame[name].iloc[-1]) for name in LOOK}
        for name, place in spread(ends, panel, 105.0).items():
            write(panel, SPAN + 0.08, place, name, ha="left", va="center")
        tell(panel, time, most, f"nitrite is highest: {formatting.significant(most, 2)} %, model", "")
    fields = {
        "ratios": enumerated(formatting.number(each) for each in RATIOS),
        "peaks": enumerated(f"{formatting.significant(peak(each)[1], 2)} %" for each in RATIOS),
    }
    columns = {
        "ratio": "k₂/k₁",
        "time": "time × k₁",
        **{name: f"{name} / % of the nitrogen" for name in LOOK},
    }
    data = pd.concat(frames, ignore_index=True).rename(columns=columns).assign(derived="our model", rows="")
    return Drawing(sheet.finish(), data, fields)

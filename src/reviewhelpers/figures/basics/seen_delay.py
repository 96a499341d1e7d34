"""Why a signal of a mass spectrometer lags behind the current, and what its height needs before it is a rate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.sketch import arrow, curve, plain_axes, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-seen-delay"
Values = npt.NDArray[np.float64]

TIME: Values = np.arange(0, 1601) / 20.0
DELAY, SPREAD = 4.0, 5.0
"""Of the way to the detector, in s: the time until anything arrives, and the time over which it is smeared."""

STEPS = {"short": (10.0, 14.0), "long": (35.0, 65.0)}
"""When each step of the potential begins and ends, in s."""


def made() -> Values:
    """The rate at which product is made, as a share of its full value."""
    return np.asarray(sum(((start <= TIME) & (end > TIME)).astype(float) for start, end in STEPS.values()))


def signal() -> Values:
    """What the detector records of it: later by the delay, and smeared by the exchange of what lies between."""
    step = float(TIME[1] - TIME[0])
    rate = np.concatenate([np.zeros(int(DELAY / step)), made()])[: len(TIME)]
    found = np.zeros_like(rate)
    for at in range(1, len(rate)):
        found[at] = found[at - 1] + step / SPREAD * (rate[at] - found[at - 1])
    return found


@figure(ID)
def delay() -> Drawing:
    """Two steps of the potential, and the signal of the product."""
    rows = " ".join(figure_rows.named(ID, "background"))
    rate, seen = made(), signal()
    sheet = sheet_of(1)
    panel = sheet.panel("Made, and recorded", height=11.0, right=0.8)
    set_ticks(panel, "x", limits=(0.0, 80.0), ticks=5)
    panel.set(ylim=(-0.05, 1.55))
    panel.set_xlabel("Time / s")
    plain_axes(panel, "Rate and signal, each as a share of its full value")
    panel.fill_between(TIME, 0, rate, step="post", color=COLOURS["sky"], alpha=0.3, linewidth=0, zorder=1)
    curve(panel, TIME, seen, COLOURS["vermilion"], width=0.15)
    found = []
    for name, (start, end) in STEPS.items():
        inside = (start <= TIME) & (end + 20.0 > TIME)
        top = int(np.argmax(np.where(inside, seen, 0.0)))
        found.append({"step": name, "length / s": end - start, "highest signal": float(seen[top])})
        text = f"{rounding.fixed(100 * float(seen[top]), 0)} %"
        word(panel, float(TIME[top]) + (1.4 if name == "short" else -1.0), float(seen[top]) + 0.12, text)
        told = f"{name} step: the signal reaches {text} of its full value"
        tell(panel, float(TIME[top]), float(seen[top]), told, rows)
    word(panel, 12.0, 1.12, "made", color=INK)
    word(panel, 50.0, 0.3, "made")
    word(panel, 57.0, 0.76, "recorded")
    arrow(panel, (35.0, 1.25), (35.0 + DELAY, 1.25), QUIET, both=True)
    word(panel, 35.0 + DELAY / 2, 1.42, "delay", color=QUIET)
    values = pd.DataFrame(found).assign(rows=rows, derived="our model")
    fields = {
        "delay": rounding.fixed(DELAY, 0),
        "smear": rounding.fixed(SPREAD, 0),
        "short": rounding.fixed(100 * float(values["highest signal"].iloc[0]), 0),
        "length": rounding.fixed(float(values["length / s"].iloc[0]), 0),
    }
    return Drawing(sheet.finish(), values, fields)

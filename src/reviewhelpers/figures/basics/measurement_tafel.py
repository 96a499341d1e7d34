"""A Tafel slope along the current: what transport and an iR drop do to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reviewhelpers.charts.axes import set_quantity, set_ticks
from reviewhelpers.charts.palette import GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.scheme import ACCENT, THICK, THIN
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.chemistry import reactions
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-measurement-tafel"
TRANSFER = 0.5
EXCHANGE = 0.001
"""Exchange current density of the model in mA/cm²."""

LIMIT = 20.0
"""Limiting current density of the model in mA/cm², as a magnitude."""

RESISTANCE = 10.0
"""Resistance between tip and surface that is not taken off, in Ω cm²."""

SPAN = (0.002, 18.0)
LEAST, MOST = 0.0, 400.0
READ_AT = 5.0
"""Where the slopes of the three curves are compared, in mA/cm²."""

Values = NDArray[np.float64]


def slopes(current: Values) -> dict[str, Values]:
    """Local slopes in mV a decade of three curves at a current density in mA/cm², all as magnitudes.

    Notes
    -----
    The kinetics are those of one electron, *j* = *j*\\ :sub:`0` (exp(α*fη*) − exp(−(1−α)*fη*)) with *f* = *F*/*RT*.
    With a limit of transport the kinetic current is *j*/(1 − *j*/*j*\\ :sub:`lim`); a resistance adds *jR*.
    """
    return {
        "reaction alone": _local(current, current),
        "with transport": _local(current, current / (1 - current / LIMIT)),
        "with iR drop": _local(current, current, RESISTANCE),
    }


def overpotential(kinetic: Values) -> Values:
    """The overpotential in V that gives a kinetic current density, found on a fine grid of both exponentials."""
    per_volt = np.log(10) / float(reactions.nernst_slope())
    eta = np.linspace(1e-4, 1.2, 24001)
    branch = EXCHANGE * (np.exp(TRANSFER * per_volt * eta) - np.exp(-(1 - TRANSFER) * per_volt * eta))
    return np.interp(kinetic, branch, eta)


def _local(current: Values, kinetic: Values, resistance: float = 0.0) -> Values:
    eta = overpotential(kinetic) + current * resistance / 1000
    return np.asarray(1000 * np.gradient(eta, np.log10(current)), dtype=np.float64)


@figure(ID)
def tafel() -> Drawing:
    """The slope of each curve against the current at which it is read."""
    current = np.logspace(np.log10(SPAN[0]), np.log10(SPAN[1]), 161)
    found = slopes(current)
    straight = 1000 * float(reactions.nernst_slope()) / TRANSFER
    sheet = Sheet(key=False)
    panel = sheet.panel(height=20.0, right=1.5)
    set_quantity(panel, "x", "current_density", symbol="|j|", limits=SPAN, log=True)
    set_ticks(panel, "y", limits=(LEAST, MOST))
    panel.yaxis.set_label_text("Slope / mV per decade")
    _draw(panel, current, found, straight)
    at = {name: float(np.interp(READ_AT, current, values)) for name, values in found.items()}
    fields = {
        "straight": formatting.significant(straight),
        "transfer": formatting.number(TRANSFER),
        "exchange": formatting.number(EXCHANGE),
        "limit": formatting.number(LIMIT),
        "resistance": formatting.number(RESISTANCE),
        "read_at": formatting.number(READ_AT),
        "moved": formatting.significant(at["with transport"]),
        "dropped": formatting.significant(at["with iR drop"]),
    }
    frame = pd.concat(
        pd.DataFrame({"curve": name, "|j| / mA cm⁻²": current, "slope / mV per decade": values})
        for name, values in found.items()
    )
    return Drawing(sheet.finish(), frame.assign(rows="", derived="our model"), fields)


def _draw(panel: Panel, current: Values, found: dict[str, Values], straight: float) -> None:
    """The three curves, the slope of the textbook, and a name at each."""
    size = type_size()
    panel.axhline(straight, color=GRID, linewidth=THICK * size, zorder=1)
    looks: dict[str, dict[str, Any]] = {
        "reaction alone": {"color": INK, "linestyle": "-"},
        "with transport": {"color": ACCENT, "linestyle": (0, (4, 2))},
        "with iR drop": {"color": QUIET, "linestyle": (0, (1, 1.2))},
    }
    for name, values in found.items():
        panel.plot(current, values, linewidth=1.3 * THICK * size, zorder=3, **looks[name])
    write(panel, 0.012, straight + 8, f"{formatting.significant(straight)} mV per decade", va="bottom")
    write(panel, 0.0023, 42, "near equilibrium the\nback reaction counts", va="center", color=QUIET)
    write(panel, 1.9, 330, "with transport", ha="right", va="center")
    panel.plot([2.0, 13.2], [330, 330], color=QUIET, linewidth=THIN * size, zorder=2)
    write(panel, 1.0, 236, "with iR drop", ha="right", va="center")
    panel.plot([1.05, 5.2], [236, 236], color=QUIET, linewidth=THIN * size, zorder=2)
    write(panel, 17.0, 78, "reaction alone", ha="right", va="center")
    for name, values in found.items():
        y = float(np.interp(READ_AT, current, values))
        tell(panel, READ_AT, y, f"{name}: {formatting.significant(y)} mV per decade, model")

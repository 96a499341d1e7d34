"""One shell of EXAFS: where the peak of its transform lies, and how the count and the disorder trade."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sketch import arrow, curve, plain_axes, sheet_of, word
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import exafs_shell as model
from reviewhelpers.text import formatting

ID = "fig-models-exafs-shell"

LABEL = "Shift by the phase that scattering adds"
UNIT = "Å"
VALUES = tuple(step / 20 for step in range(-16, 5))
"""Of the slider."""

Values = npt.NDArray[np.float64]

K: Values = np.arange(120, 481) / 40.0
R: Values = np.arange(0, 801) / 200.0
LIMITS = (0.5, 3.0)
"""Of the distances that are drawn."""

COUNT, SPREAD = 4.0, 0.004
"""Neighbours and mean square spread (Å²) of the shell."""

SPREADS = tuple(step / 1000 for step in range(1, 9))
"""At which it is fitted."""

OTHER = 0.007
"""The spread of the fit that is drawn beside it."""


def bond() -> float:
    """The distance of the shell, in Å."""
    return units.constant("cobalt-nitrogen-bond")


def fits(phase: tuple[float, float]) -> pd.DataFrame:
    """The count that fits best at each spread, and what it leaves."""
    chi = model.oscillation(K, bond(), COUNT, SPREAD, phase)
    found = []
    for spread in SPREADS:
        count = model.fitted_count(K, chi, bond(), spread, phase)
        left = model.misfit(K, chi, model.oscillation(K, bond(), count, spread, phase))
        found.append({"spread": spread, "count": count, "misfit": left})
    return pd.DataFrame(found)


@figure(ID)
def one_shell() -> Drawing:
    """Three transforms by their phase, two shells that look alike, and the valley between count and disorder."""
    rows = " ".join(figure_rows.named(ID, "background"))
    shift = units.constant("exafs-shift")
    phase = (0.0, 2 * shift)
    sheet = sheet_of(3)
    peaks = _draw_transforms(sheet.panel("1  A phase moves the peak", height=14.0, right=0.8), shift, rows)
    found = fits(phase)
    other = found[found["spread"] == OTHER].iloc[0]
    panel = sheet.panel("2  Two counts, one signal", height=14.0, right=0.8)
    _draw_signals(panel, phase, float(other["count"]))
    _draw_valley(sheet.panel("3  Count and disorder trade", height=14.0, right=0.8), found, rows)
    values = pd.concat(
        [
            peaks.assign(drawn="transform"),
            found.assign(drawn="fit").rename(columns={"spread": "spread / Å²", "misfit": "misfit"}),
        ],
        ignore_index=True,
    ).assign(rows=rows, derived="our model")
    low, high = found.iloc[1], found.iloc[-1]
    fields = {
        "bond": rounding.fixed(bond(), 3),
        "shift": rounding.fixed(-shift, 1),
        "peak": rounding.fixed(float(peaks["peak / Å"].iloc[1]), 1),
        "half": rounding.fixed(float(peaks["peak / Å"].iloc[2]), 2),
        "count": rounding.fixed(COUNT, 0),
        "spread": rounding.fixed(SPREAD, 3),
        "other": rounding.fixed(float(other["count"]), 1),
        "misfit": rounding.fixed(100 * float(other["misfit"]), 0),
        "low": rounding.fixed(float(low["count"]), 1),
        "high": rounding.fixed(float(high["count"]), 1),
        "low_spread": rounding.fixed(float(low["spread"]), 3),
        "high_spread": rounding.fixed(float(high["spread"]), 3),
        "most": rounding.fixed(100 * float(found["misfit"].iloc[1:].max()), 0),
        "first_k": rounding.fixed(K[0], 0),
        "last_k": rounding.fixed(K[-1], 0),
    }
    return Drawing(sheet.finish(), values, fields)


def _draw_transforms(panel: Panel, shift: float, rows: str) -> pd.DataFrame:
    most, found = 0.0, []
    cases = (("corrected", 2 * shift, "green"), ("raw", 0.0, "blue"), ("half corrected", shift, "orange"))
    chi = model.oscillation(K, bond(), COUNT, SPREAD, (0.0, 2 * shift))
    for name, taken, colour in cases:
        size = model.transform(K, chi, R, (0.0, taken))
        most = max(most, float(size.max()))
        low, high = LIMITS
        shown = (low <= R) & (high >= R)
        curve(panel, R[shown], size[shown], COLOURS[colour], width=0.13)
        found.append({"phase taken off": name, "peak / Å": model.peak(R, size), "colour": colour})
    set_ticks(panel, "x", limits=LIMITS, ticks=4)
    panel.set(ylim=(0.0, 1.75 * most))
    panel.set_xlabel("Distance R / Å")
    plain_axes(panel, "Size of the transform")
    peaks = pd.DataFrame(found)
    words = {"corrected": "phase taken off", "raw": "raw", "half corrected": "half of it"}
    sides = {"raw": "right", "half corrected": "center", "corrected": "left"}
    for each in peaks.to_dict("records"):
        x, side = each["peak / Å"], sides[each["phase taken off"]]
        y, beside = (
            most * (1.34 if side == "center" else 1.1),
            {"right": -0.05, "center": 0.0, "left": 0.05}[side],
        )
        curve(panel, [x, x], [most, y], COLOURS[each["colour"]], width=0.08)
        above = 0.13 * most if side == "center" else 0.02 * most
        word(panel, x + beside, y + above, words[each["phase taken off"]], ha=side)
        tell(panel, x, most, f"{words[each['phase taken off']]}: peak at {rounding.fixed(x, 2)} Å", rows)
    return peaks.drop(columns="colour")


def _draw_signals(panel: Panel, phase: tuple[float, float], other: float) -> None:
    k = np.arange(200, 1201) / 100.0
    one = k**2 * model.oscillation(k, bond(), COUNT, SPREAD, phase)
    two = k**2 * model.oscillation(k, bond(), other, OTHER, phase)
    most = float(np.abs(two).max())
    set_ticks(panel, "x", limits=(2.0, 12.0), ticks=4)
    panel.set(ylim=(-1.2 * most, 2.0 * most))
    panel.set_xlabel("Wave vector k / Å⁻¹")
    plain_axes(panel, "k²χ(k)")
    curve(panel, k, one, COLOURS["blue"], width=0.15)
    curve(panel, k, two, COLOURS["vermilion"], width=0.13, linestyle=(0, (2.5, 1.8)))
    for y, colour, style, count, spread in (
        (1.72, "blue", "-", COUNT, SPREAD),
        (1.4, "vermilion", (0, (2.5, 1.8)), other, OTHER),
    ):
        curve(panel, [4.3, 5.4], [y * most] * 2, COLOURS[colour], width=0.14, linestyle=style)
        text = f"N = {rounding.fixed(count, 1)}, σ² = {rounding.fixed(spread, 3)} Å²"
        word(panel, 5.7, y * most, text, ha="left")


def _draw_valley(panel: Panel, found: pd.DataFrame, rows: str) -> None:
    set_ticks(panel, "x", limits=(0.0, 10.5), ticks=3)
    set_ticks(panel, "y", limits=(2.0, 6.4), ticks=5)
    panel.set_xlabel("Spread σ² / 10⁻³ Å²")
    panel.set_ylabel("Count N that fits best")
    curve(panel, 1000 * found["spread"], found["count"], QUIET, width=0.1)
    for _, each in found.iterrows():
        right, x = each["spread"] == SPREAD, 1000 * each["spread"]
        colour = COLOURS["blue"] if right else COLOURS["vermilion"]
        panel.plot([x], [each["count"]], "o", color=colour, zorder=4)
        left = f"{rounding.fixed(100 * each['misfit'], 1)} %"
        text = (
            f"σ² {rounding.fixed(each['spread'], 3)} Å²: N {rounding.fixed(each['count'], 1)}, misfit {left}"
        )
        tell(panel, x, each["count"], text, rows)
        if each["spread"] in (0.002, 0.006, 0.008):
            word(panel, x + 0.35, each["count"] - 0.32, left, ha="left")
        if right:
            word(panel, x + 0.35, each["count"] - 0.32, "true", ha="left", color=INK)
    word(panel, 0.5, 6.0, "beside a mark: misfit", ha="left", color=QUIET)


def _as_it_comes(shift: float) -> Values:
    """The size of the transform of the shell with its phase left in."""
    return model.transform(K, model.oscillation(K, bond(), COUNT, SPREAD, (0.0, 2 * shift)), R)


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The transform of the shell as it comes, for a phase that shifts its peak by `value`.

    Parameters
    ----------
    value : float
        The shift, in Å; the slope of the phase is twice as large.
    """
    size = _as_it_comes(value)
    place = model.peak(R, size)
    # A shift moves the peak and hardly changes it: the height without one is the scale of all frames.
    most = float(_as_it_comes(0.0).max())
    sheet = sheet_of(1)
    panel = sheet.panel(f"A shift of {formatting.decimals(value, 2)} Å", height=15.0, right=0.8)
    set_ticks(panel, "x", limits=(0.5, 3.5), ticks=6)
    panel.set(ylim=(0.0, 1.5 * most))
    panel.set_xlabel("Distance R / Å")
    plain_axes(panel, "Size of the transform")
    curve(panel, R[100:701], size[100:701], COLOURS["blue"], width=0.16)
    curve(panel, [bond()] * 2, [0.0, 1.3 * most], COLOURS["vermilion"], linestyle=(0, (3, 2)), width=0.1)
    word(panel, bond() + 0.06, 1.4 * most, f"bond {rounding.fixed(bond(), 2)} Å", ha="left")
    if rounding.exceeds(abs(place - bond()), 0.06):
        arrow(panel, (bond(), 1.2 * most), (place, 1.2 * most), INK)
    word(panel, 3.4, 0.9 * most, f"peak {rounding.fixed(place, 2)} Å", ha="right")
    return sheet.finish()

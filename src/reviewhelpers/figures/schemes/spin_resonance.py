"""Electron paramagnetic resonance: two levels of a spin, absorption, its derivative, and what a g value tells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated, point_text, system_name
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import arrow, curve, plain_axes, scene, sheet_of, word
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

__all__ = ["absorbed", "field_shift", "slope"]

SOURCE = "gan2024"
Values = npt.NDArray[np.float64]
WIDTH, HEIGHT = 23.0, 19.0
LINE_WIDTH = 0.45
"""Half width of the lines of the model, in thousandths of the field."""


def field_shift(g: float, free: float) -> float:
    """How far from the field of a free electron a centre absorbs, in thousandths of that field.

    Photons of one energy are absorbed where *g* times the field has one value, so that a larger *g* needs less
    field.
    """
    return 1000 * (free / g - 1)


def absorbed(field: Values, middle: float, half: float) -> Values:
    """A Lorentzian line of height 1."""
    return np.asarray(1 / (1 + ((field - middle) / half) ** 2))


def slope(field: Values, middle: float, half: float) -> Values:
    """Its derivative by the field, which is what is recorded."""
    away = (field - middle) / half
    return np.asarray(-2 * away / half / (1 + away**2) ** 2)


@figure("fig-schemes-epr")
def spin_resonance() -> Drawing:
    """Why a line is recorded as a derivative, and where centres with printed g values would absorb."""
    free = abs(units.constant("electron-g-factor"))
    frame = data.table("spectra")
    frame = frame[(frame["source"] == SOURCE) & (frame["quantity"] == "g_value")]
    rows = [row for _, row in frame.sort_values("value", kind="stable").iterrows()]
    shifts = [field_shift(row["value"], free) for row in rows]
    sheet = sheet_of(2)
    _draw_resonance(scene(sheet, "A field splits the levels of a spin", width=WIDTH, height=HEIGHT))
    panel = sheet.panel("A larger g comes at a lower field", height=HEIGHT - 2.6, right=0.5)
    set_ticks(panel, "x", limits=(-3.4, 3.4), ticks=6)
    panel.set_xlabel("Field against that of a free electron / ‰")
    panel.set_ylim(len(rows) * 2 - 0.4, -1.5)
    plain_axes(panel, "")
    panel.spines["left"].set_visible(False)
    curve(panel, [0, 0], [-0.9, len(rows) * 2 - 0.4], QUIET, width=0.08, linestyle=(0, (3, 2)), zorder=1)
    word(panel, 0, -1.2, "free electron", color=QUIET)
    field = np.linspace(-3.4, 3.4, 545)
    for number, (row, shift) in enumerate(zip(rows, shifts, strict=True)):
        middle = 2 * number + 0.55
        line = slope(field, shift, LINE_WIDTH)
        curve(panel, field, middle - 0.62 * line / np.abs(line).max(), COLOURS["blue"])
        curve(panel, [shift, shift], [middle - 0.3, middle + 0.3], COLOURS["vermilion"], width=0.2)
        name = f"{system_name(row['system'])}, {formatting.exact(row)}"
        word(panel, 3.4, middle - 0.42, name, ha="right")
        tell(panel, shift, middle, point_text(row, row["subject"]), row["id"])
    values = pd.DataFrame(
        {
            "system": [row["system"] for row in rows],
            "g": [row["value"] for row in rows],
            "field against that of a free electron / ‰": shifts,
            "rows": [row["id"] for row in rows],
        }
    ).assign(derived="field from g")
    listed = [
        f"{row['subject']} with g = {formatting.exact(row)} at {_signed(shift)} ‰"
        for row, shift in zip(rows, shifts, strict=True)
    ]
    fields = {
        "count": str(len(rows)),
        "free": rounding.fixed(free, 4),
        "listed": enumerated(listed),
        "farthest": rounding.fixed(max(map(abs, shifts)), 1),
        "work": formatting.work(data.table("sources").loc[SOURCE, "cite"]),
        "half": formatting.number(LINE_WIDTH),
    }
    return Drawing(sheet.finish(), values, fields)


def _signed(value: float) -> str:
    return rounding.fixed(value, 1, sign="+").replace("-", "−")


def _draw_resonance(panel: Panel) -> None:
    """Draw levels over the field, and below them what is absorbed and what is recorded."""
    left, right, middle = 1.0, 21.5, 13.0
    field = np.linspace(left, right, 400)
    blue = COLOURS["blue"]
    origin, spread = 14.2, 3.2 / (right - left)
    for sign in (-1, 1):
        curve(panel, [left, right], [origin, origin + sign * spread * (right - left)], INK, width=0.16)
    gap = spread * (middle - left)
    curve(panel, [middle, middle], [1.0, origin + gap], QUIET, width=0.07, linestyle=(0, (3, 2)), zorder=1)
    arrow(panel, (middle, origin - gap), (middle, origin + gap), COLOURS["vermilion"])
    word(panel, middle + 0.6, origin, "microwave", ha="left")
    word(panel, 6.4, origin + 2.5, "spin up", ha="center")
    word(panel, 6.4, origin - 2.5, "spin down", ha="center")
    absorption = absorbed(field, middle, 1.5)
    curve(panel, field, 6.9 + 2.6 * absorption, blue, width=0.16)
    line = slope(field, middle, 1.5)
    curve(panel, field, 3.4 + 1.7 * line / np.abs(line).max(), blue, width=0.16)
    word(panel, left, 8.2, "absorbed", ha="left")
    word(panel, left, 4.7, "recorded: its slope", ha="left")
    arrow(panel, (left, 0.9), (right + 1.0, 0.9), QUIET)
    word(panel, right + 1.0, 0.0, "field", ha="right", va="center", color=QUIET)

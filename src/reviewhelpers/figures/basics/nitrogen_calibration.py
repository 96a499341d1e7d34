"""Two calibration lines, a blank and a limit of detection, from invented readings."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-calibration"
STANDARDS = (0.0, 5.0, 10.0, 20.0, 40.0)
"""Ammonium of the standards, in µmol/L. All readings of this module are invented."""

WATER = (0.020, 0.078, 0.136, 0.250, 0.482)
ELECTROLYTE = (0.021, 0.066, 0.113, 0.204, 0.389)
BLANKS = (0.019, 0.023, 0.021, 0.020, 0.024, 0.018, 0.022)
SAMPLE = 0.250
TIMES = 3.0
"""How many standard deviations of the blank the limit of detection is."""


class Line(NamedTuple):
    """Slope in L/µmol and intercept of a calibration."""

    slope: float
    intercept: float

    def read(self, absorbance: float) -> float:
        """The concentration that belongs to an absorbance, in µmol/L."""
        return (absorbance - self.intercept) / self.slope


def fitted(readings: tuple[float, ...]) -> Line:
    """The straight line of least squares through the standards."""
    slope, intercept = np.polyfit(STANDARDS, readings, 1)
    return Line(float(slope), float(intercept))


def detection_limit(line: Line) -> float:
    """The concentration behind some standard deviations of the blank, in µmol/L."""
    return TIMES * float(np.std(BLANKS, ddof=1)) / line.slope


@figure(ID)
def calibration() -> Drawing:
    """The same absorbance read on two lines."""
    sheet = Sheet(key=False)
    panel = sheet.panel(height=19.0, right=9.5)
    set_ticks(panel, "x", limits=(0.0, 42.0))
    set_ticks(panel, "y", limits=(0.0, 0.52))
    panel.set(xlabel="Ammonium / µmol L⁻¹", ylabel="Absorbance at the colour of the dye")
    size, ends = type_size(), np.array([0.0, 42.0])
    lines = {
        "in water": (fitted(WATER), WATER, "blue", "s"),
        "in electrolyte": (fitted(ELECTROLYTE), ELECTROLYTE, "vermilion", "o"),
    }
    for name, (line, readings, colour, marker) in lines.items():
        look: dict[str, Any] = {"color": COLOURS[colour], "zorder": 3}
        panel.plot(ends, line.slope * ends + line.intercept, linewidth=0.14 * size, **look)
        panel.plot(STANDARDS, readings, marker, markersize=0.62 * size, **look)
        top = line.slope * 42.0 + line.intercept
        write(panel, 42.6, top, f"standards\n{name}", ha="left", va="center")
        for x, y in zip(STANDARDS, readings, strict=True):
            tell(panel, x, y, f"{formatting.number(x)} µmol/L {name}: {formatting.number(y)}, invented", "")
        found = line.read(SAMPLE)
        panel.plot(
            [found, found], [0.0, SAMPLE], color=QUIET, linewidth=0.09 * size, linestyle=(0, (3, 2)), zorder=2
        )
        aside, side = (-0.5, "right") if name == "in water" else (0.5, "left")
        write(panel, found + aside, 0.035, formatting.significant(found), ha=side, va="center")
    right = lines["in electrolyte"][0]
    panel.plot(
        [0.0, right.read(SAMPLE)], [SAMPLE] * 2, color=QUIET, linewidth=0.09 * size, linestyle=(0, (3, 2))
    )
    write(panel, 0.8, SAMPLE + 0.022, "the sample", ha="left", va="center")
    wrong = lines["in water"][0]
    fields = {
        "sample": formatting.decimals(SAMPLE, 3),
        "right": formatting.significant(right.read(SAMPLE)),
        "wrong": formatting.significant(wrong.read(SAMPLE)),
        "lost": formatting.significant(100 * (1 - wrong.read(SAMPLE) / right.read(SAMPLE)), 2),
        "limit": formatting.significant(detection_limit(right), 2),
        "times": formatting.number(TIMES),
    }
    data = pd.DataFrame(
        {
            "ammonium / µmol L⁻¹": STANDARDS * 2,
            "standards": ["in water"] * 5 + ["in electrolyte"] * 5,
            "absorbance": WATER + ELECTROLYTE,
            "rows": "",
            "derived": "invented",
        }
    )
    return Drawing(sheet.finish(), data, fields)

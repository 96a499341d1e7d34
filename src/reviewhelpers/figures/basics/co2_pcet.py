"""Electron first, proton first, or both at once: the square of a proton-coupled electron transfer."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.scheme import ACCENT
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import arrow, box, scene, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-co2-pcet"
WIDTH, HEIGHT = 32.0, 17.6
LEFT, RIGHT, TOP, FOOT = 5.0, 27.0, 14.4, 4.2
HALF, TALL = 4.9, 2.6
STEPS = (
    ("electron first", "CO₂ → CO₂⁻", "leaves a charge that no proton balances"),
    ("proton first", "CO₂ → HCO₂⁺", "puts a proton on a molecule that hardly takes one"),
    ("both at once", "CO₂ → *COOH", "makes no charge"),
)
"""The ways, the step with which each begins, and what is hard or easy about it."""


@figure(ID)
def square() -> Drawing:
    """Four states at the corners of a square, its sides and its diagonal."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(key=False)
    panel = scene(sheet, "", width=WIDTH, height=HEIGHT)
    for x, y, name, colour in (
        (LEFT, TOP, "*CO₂", GRID),
        (RIGHT, TOP, "*HCO₂⁺", COLOURS["orange"]),
        (LEFT, FOOT, "*CO₂⁻", COLOURS["orange"]),
        (RIGHT, FOOT, "*COOH", COLOURS["green"]),
    ):
        box(panel, x - HALF, y - TALL / 2, 2 * HALF, TALL, colour, alpha=0.5 if colour == GRID else 0.22)
        word(panel, x, y, name, weight="bold")
    word(panel, LEFT, FOOT - 2.4, "charge to balance", color=QUIET)
    word(panel, RIGHT, TOP + 2.2, "charge to balance", color=QUIET)
    gap = 0.5
    across = (LEFT + HALF + gap, RIGHT - HALF - gap)
    arrow(panel, (across[0], TOP), (across[1], TOP), QUIET)
    arrow(panel, (across[0], FOOT), (across[1], FOOT), QUIET)
    down = (TOP - TALL / 2 - gap, FOOT + TALL / 2 + gap)
    arrow(panel, (LEFT, down[0]), (LEFT, down[1]), QUIET)
    arrow(panel, (RIGHT, down[0]), (RIGHT, down[1]), QUIET)
    arrow(panel, (across[0], down[0]), (across[1], down[1]), ACCENT, linewidth=2.2)
    middle = ((LEFT + RIGHT) / 2, (TOP + FOOT) / 2)
    word(panel, middle[0] + 2.6, middle[1] + 1.7, "both at once", color=INK, weight="bold", ha="left")
    for y, at in ((TOP, 0.9), (FOOT, -0.9)):
        word(panel, middle[0], y + at, "+ H⁺", color=QUIET)
    word(panel, LEFT - 0.7, middle[1], "+ e⁻", color=QUIET, ha="right")
    word(panel, RIGHT + 0.7, middle[1], "+ e⁻", color=QUIET, ha="left")
    places = ((LEFT, middle[1]), (middle[0], TOP), middle)
    for (x, y), (name, step, reason) in zip(places, STEPS, strict=True):
        tell(panel, x, y, f"{name}: {step} {reason}", rows)
    frame = pd.DataFrame(STEPS, columns=["way", "first step", "reason"]).assign(derived="", rows=rows)
    return Drawing(sheet.finish(), frame, {})

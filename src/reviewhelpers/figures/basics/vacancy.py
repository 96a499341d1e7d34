"""Where the two electrons of a neutral oxygen vacancy go: three answers, each with a work behind it."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import ELEMENTS, atom, box, electron, level, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

__all__ = ["ANSWERS"]

ID = "fig-basics-electrons-vacancy"
DEFECT = COLOURS["vermilion"]

ANSWERS = {
    "hole": ("They stay at the hole", "charge of the hole: none", 2, 0, 0),
    "ions": ("Two metal ions take them", "charge of the hole: 2+", 0, 2, 0),
    "band": ("The empty band takes them", "charge of the hole: 2+", 0, 0, 2),
}
"""The head, the foot, and the electrons in the hole, on metal ions and in the empty band."""

WIDTH, HEIGHT, STEP = 15.0, 17.0, 2.9
VALENCE, CONDUCTION, GAP = 2.4, 6.9, 5.2
ROW = 13.4


@figure(ID)
def vacancy() -> Drawing:
    """One surface and its levels three times: electrons at the hole, on metal ions, in the empty band."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(3)
    for name, (head, foot, held, reduced, free) in ANSWERS.items():
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        _draw_lattice(panel, held, reduced)
        _draw_levels(panel, held, reduced, free)
        word(panel, WIDTH / 2, ROW - 3.85, foot, color=QUIET)
        told = f"{head}: {held} in the hole, {reduced} on metal ions, {free} in the empty band"
        tell(panel, WIDTH / 2, ROW, told, rows)
        assert name
    values = pd.DataFrame(
        [
            {"answer": head, "in the hole": held, "on metal ions": ions, "in the empty band": free}
            for head, _, held, ions, free in ANSWERS.values()
        ]
    ).assign(rows=rows, derived="")
    total = {held + ions + free for _, _, held, ions, free in ANSWERS.values()}
    fields = {"electrons": formatting.number(max(total)), "count": str(len(ANSWERS))}
    return Drawing(sheet.finish(), values, fields)


def _draw_lattice(panel: Panel, held: int, reduced: int) -> None:
    left = WIDTH / 2 - 2 * STEP
    for row, y in enumerate((ROW, ROW - 1.95)):
        for number in range(5):
            x = left + STEP * number
            if row == 0 and number == 2:
                atom(panel, x, y, 1.0, BACKGROUND, edgecolor=DEFECT, linestyle=(0, (2, 1.4)))
                continue
            metal = (number + row) % 2 == 1
            atom(panel, x, y, 0.85 if metal else 0.95, ELEMENTS["M" if metal else "O"], "M" if metal else "O")
    for number in range(held):
        electron(panel, WIDTH / 2 + (0.35 if number else -0.35), ROW, up=not number, colour=DEFECT)
    for side in (-1, 1) if reduced else ():
        electron(panel, WIDTH / 2 + side * STEP, ROW + 1.9, up=side < 0, colour=DEFECT)


def _draw_levels(panel: Panel, held: int, reduced: int, free: int) -> None:
    left, right = 1.4, WIDTH - 1.4
    box(panel, left, 0.3, right - left, VALENCE - 0.3, COLOURS["sky"], 0.42)
    box(panel, left, CONDUCTION, right - left, 0.9, QUIET, 0.14)
    level(panel, left, VALENCE, right - left, width=0.1)
    level(panel, left, CONDUCTION, right - left, width=0.1)
    word(panel, WIDTH / 2, 1.3, "filled band")
    if held:
        level(panel, WIDTH / 2 - 1.8, GAP - 0.6, 3.6, DEFECT)
        for side in (-0.6, 0.6):
            electron(panel, WIDTH / 2 + side, GAP - 0.6, up=side < 0)
    if reduced:
        for side in (-2.6, 2.6):
            level(panel, WIDTH / 2 + side - 1.3, GAP, 2.6, ELEMENTS["M"])
            electron(panel, WIDTH / 2 + side, GAP, up=side < 0)
    if free:
        for side in (-2.6, 2.6):
            electron(panel, WIDTH / 2 + side, CONDUCTION + 0.45, up=side < 0, colour=INK)

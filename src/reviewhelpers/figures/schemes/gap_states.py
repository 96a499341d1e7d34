"""The two electrons that a neutral oxygen vacancy leaves, and what CO₂ does with one of them."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import (
    ELEMENTS,
    atom,
    bond,
    box,
    curve,
    electron,
    level,
    scene,
    sheet_of,
    word,
)
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

__all__ = ["STATES"]

ID = "fig-schemes-gap-states"

STATES = {
    "perfect": ("Perfect oxide", 0, 0),
    "vacancy": ("Oxygen vacancy", 2, 0),
    "bent": ("CO₂ takes charge", 1, 1),
}
"""The head of each panel, the electrons in the state of the gap, and those on the molecule."""

WIDTH, HEIGHT = 15.0, 22.4
VALENCE, GAP, CONDUCTION = 2.6, 5.7, 8.6
"""Heights of the upper edge of the filled band, of the state, and of the lower edge of the empty band."""

SURFACE, STEP, MIDDLE = 14.3, 2.9, 5.5
BESIDE, DOWN = 15.5, 11.0
"""By how much the levels go to the side, and the surface down, where there is room for that."""
DEFECT = COLOURS["vermilion"]


@figure(ID)
def gap_states() -> Drawing:
    """The levels of an oxide without and with a vacancy, and with CO₂ that is charged by it."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(3)
    # Where panels stand below each other, the levels stand beside the surface, and not below it.
    narrow = sheet.columns == 1
    width, height = (WIDTH + BESIDE, HEIGHT - DOWN) if narrow else (WIDTH, HEIGHT)
    aside, down = (BESIDE, DOWN) if narrow else (0.0, 0.0)
    for name, (head, held, moved) in STATES.items():
        panel = scene(sheet, head, width=width, height=height)
        _draw_surface(panel, SURFACE - down, vacant=name != "perfect")
        _draw_molecule(panel, SURFACE - down, bent=bool(moved))
        _draw_levels(panel, 1.0 + aside, held, moved)
        told = f"{head}: {held} electrons in the gap, {moved} on CO₂"
        tell(panel, aside + MIDDLE, GAP, told, rows)
    values = pd.DataFrame(
        [
            {"state": head, "electrons in the gap": held, "electrons on CO₂": moved, "rows": rows}
            for head, held, moved in STATES.values()
        ]
    ).assign(derived="")
    fields = {
        "left": str(STATES["vacancy"][1]),
        "moved": str(STATES["bent"][2]),
        "kept": str(STATES["bent"][1]),
    }
    return Drawing(sheet.finish(), values, fields)


def _draw_surface(panel: Panel, low: float, *, vacant: bool) -> None:
    left = WIDTH / 2 - 2 * STEP
    for row, y in enumerate((low, low - 1.9)):
        for number in range(5):
            metal = (number + row) % 2 == 1
            x = left + STEP * number
            if vacant and row == 0 and number == 2:
                atom(panel, x, y, 0.95, BACKGROUND, edgecolor=DEFECT, linestyle=(0, (2, 1.4)))
            else:
                atom(
                    panel,
                    x,
                    y,
                    0.8 if metal else 0.95,
                    ELEMENTS["M" if metal else "O"],
                    "M" if metal else "O",
                )


def _draw_molecule(panel: Panel, low: float, *, bent: bool) -> None:
    """Draw CO₂ far above the surface, or bent and held at the vacancy."""
    x, y = WIDTH / 2, low + (2.7 if bent else 6.3)
    reach, drop = (2.1, math.radians(-30)) if bent else (2.3, 0.0)
    ends = [(x + side * reach * math.cos(drop), y - reach * math.sin(drop)) for side in (-1, 1)]
    for end in ends:
        bond(panel, (x, y), end, 2, INK)
        atom(panel, *end, 0.9, ELEMENTS["O"], "O")
    atom(panel, x, y, 0.9, ELEMENTS["C"], "C")
    if bent:
        curve(panel, [x, x], [low + 0.95, y - 0.9], QUIET, width=0.12, linestyle=(0, (1.2, 1.2)))
        word(panel, ends[1][0] + 1.2, ends[1][1] + 0.9, "−", weight="bold")


def _draw_levels(panel: Panel, left: float, held: int, moved: int) -> None:
    middle, right = left + MIDDLE - 1.0, left + 9.0
    box(panel, left, 0.4, right - left, VALENCE - 0.4, COLOURS["sky"], 0.42)
    box(panel, left, CONDUCTION, right - left, 1.1, QUIET, 0.14)
    level(panel, left, VALENCE, right - left, width=0.1)
    level(panel, left, CONDUCTION, right - left, width=0.1)
    word(panel, middle, 1.5, "filled band")
    word(panel, middle, CONDUCTION + 0.55, "empty band", color=QUIET)
    if not held:
        word(panel, middle, GAP, "gap", color=QUIET)
        return
    level(panel, middle - 2.0, GAP, 4.0, DEFECT)
    for number in range(held):
        apart = 0.0 if held == 1 else 0.7 if number else -0.7
        electron(panel, middle + apart, GAP, up=not number)
    if moved:
        level(panel, right + 1.2, GAP - 1.0, 3.0, ELEMENTS["C"])
        electron(panel, right + 2.7, GAP - 1.0, up=False)
        word(panel, right + 2.7, GAP - 2.6, "CO₂")

"""The double layer: why a cation near the surface helps CO₂ to take an electron."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, QUIET
from reviewhelpers.charts.scheme import ACCENT, LIQUID, THICK, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-co2-cations"
WIDTH, HEIGHT = 32.0, 19.0
FACE, PLANE = 5.0, 14.6
LOW, HIGH = 1.8, 16.4
IONS = ((PLANE, 13.4), (PLANE, 8.6), (PLANE, 3.8), (23.0, 12.0))
PARTS = (
    ("electrode", "negative: its electrons draw cations near", 2.5, 15.0),
    ("bound CO₂", "bent and partly negative, its oxygens outwards", 8.2, 8.6),
    ("cation", "with its water, as near as its size allows; it holds the negative oxygens", PLANE, 8.6),
)


@figure(ID)
def cations() -> Drawing:
    """Charges at the electrode, bound CO₂, a plane of cations and the solution behind it."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(key=False)
    stage = Stage(sheet, sheet.panel(right=0.0), HEIGHT, WIDTH)
    stage.block(0, LOW, FACE, HIGH - LOW, facecolor=faint(GRID, 0.8), edgecolor="none", zorder=1)
    stage.block(
        FACE,
        LOW,
        PLANE - FACE,
        HIGH - LOW,
        facecolor=faint(COLOURS["purple"], 0.12),
        edgecolor="none",
        zorder=1,
    )
    stage.block(
        PLANE, LOW, WIDTH - PLANE, HIGH - LOW, facecolor=faint(LIQUID, 0.14), edgecolor="none", zorder=1
    )
    stage.line([(FACE, LOW), (FACE, HIGH)], linewidth=0.2, zorder=2)
    stage.line([(PLANE, LOW), (PLANE, HIGH)], edgecolor=QUIET, linestyle=(0, (4, 3)), zorder=1.5)
    for y in (3.2, 5.6, 8.0, 10.4, 12.8, 15.2):
        stage.word(FACE - 0.9, y, "−", weight="bold")
    _draw_carbon_dioxide(stage)
    for x, y in IONS:
        _draw_ion(stage, x, y)
    stage.word(26.4, 7.0, "HCO₃⁻")
    stage.word(28.6, 4.0, "CO₂")
    stage.arrow((PLANE - 2.3, 9.3), (10.6, 10.4), colour=ACCENT, both=True)
    stage.arrow((PLANE - 2.3, 7.9), (10.6, 6.8), colour=ACCENT, both=True)
    stage.arrow((FACE + 0.4, 15.5), (PLANE - 2.4, 15.5), both=True, colour=QUIET)
    stage.word((FACE + PLANE - 2.2) / 2, 14.5, "field", color=QUIET)
    for x, name in (
        (FACE / 2, "electrode"),
        ((FACE + PLANE) / 2, "inner layer"),
        ((PLANE + WIDTH) / 2, "diffuse layer, solution"),
    ):
        stage.word(x, HIGH + 1.2, name, weight="bold")
    for name, text, x, y in PARTS:
        stage.tell(x, y, f"{name}: {text}", rows)
    frame = pd.DataFrame([part[:2] for part in PARTS], columns=["part", "what it does"])
    return Drawing(sheet.finish(), frame.assign(derived="", rows=rows), {})


def _draw_carbon_dioxide(stage: Stage) -> None:
    """CO₂ bent, held by its carbon, with both oxygens towards the solution."""
    carbon, oxygens = (7.2, 8.6), ((9.4, 10.6), (9.4, 6.6))
    stage.line([(FACE, 8.6), carbon], edgecolor=QUIET, linewidth=THICK, zorder=2.4)
    for end in oxygens:
        stage.line([carbon, end], edgecolor=QUIET, linewidth=THICK, zorder=2.4)
    for (x, y), name, colour in (
        (carbon, "C", QUIET),
        (oxygens[0], "O", COLOURS["vermilion"]),
        (oxygens[1], "O", COLOURS["vermilion"]),
    ):
        stage.disc(x, y, 1.0, facecolor=BACKGROUND, edgecolor="none", zorder=3)
        stage.disc(x, y, 1.0, facecolor=faint(colour, 0.25), edgecolor=colour, zorder=3.1)
        stage.word(x, y, name)
    stage.word(8.6, 12.3, "δ−")
    stage.word(8.6, 4.9, "δ−")


def _draw_ion(stage: Stage, x: float, y: float) -> None:
    """A cation with a shell of water."""
    stage.disc(x, y, 1.9, facecolor=faint(LIQUID, 0.3), edgecolor=LIQUID, zorder=2.2)
    stage.disc(x, y, 1.05, facecolor=BACKGROUND, edgecolor=COLOURS["purple"], zorder=3)
    stage.word(x, y, "K⁺")

"""The way of one CO₂ from the gas to a product, and what decides at each place."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.scheme import ACCENT, LIQUID, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-co2-map"
WIDTH, HEIGHT = 32.0, 21.0
FACE, PLANE, EDGE = 5.8, 12.9, 22.8
"""The face of the electrode, the end of the double layer, the end of the still layer."""

LOW, HIGH = 1.6, 18.2
PLACES = (
    ("1", "dissolves", "how much dissolves", 27.4, 10.9, "solubility"),
    ("2", "diffuses", "how fast it arrives", 17.6, 9.6, "transport"),
    ("3", "meets OH⁻", "how much is lost", 17.6, 4.2, "carbonate"),
    ("4", "is held", "by carbon or by oxygen", 9.3, 11.6, "doors"),
    ("5", "leaves as a product", "which product", 13.9, 15.0, "product"),
    ("6", "hydrogen competes", "how much charge is left", 7.6, 3.2, "hydrogen"),
)
"""Number, what happens, what it decides, where the number stands, and the role of the row behind it."""


@figure(ID)
def way() -> Drawing:
    """Electrode, double layer, still layer and solution, with six numbered places."""
    frame = pd.DataFrame(PLACES, columns=["place", "what happens", "what it decides", "x", "y", "role"])
    frame["rows"] = [" ".join(figure_rows.named(ID, role)) for role in frame["role"]]
    sheet = Sheet(key=False)
    stage = Stage(sheet, sheet.panel(right=0.0), HEIGHT, WIDTH)
    _draw_zones(stage)
    _draw_way(stage)
    for _, row in frame.iterrows():
        stage.disc(row["x"], row["y"], 0.8, facecolor=BACKGROUND, edgecolor=INK, zorder=5)
        stage.word(row["x"], row["y"], row["place"])
        stage.tell(
            row["x"], row["y"], f"{row['what happens']}: it decides {row['what it decides']}", row["rows"]
        )
    values = frame[["place", "what happens", "what it decides", "rows"]].assign(derived="")
    return Drawing(sheet.finish(), values, {})


def _draw_zones(stage: Stage) -> None:
    """What lies before the electrode, from left to right."""
    tall = HIGH - LOW
    stage.block(0, LOW, FACE, tall, facecolor=faint(GRID, 0.8), edgecolor="none", zorder=1)
    stage.block(
        FACE, LOW, PLANE - FACE, tall, facecolor=faint(COLOURS["purple"], 0.14), edgecolor="none", zorder=1
    )
    stage.block(PLANE, LOW, EDGE - PLANE, tall, facecolor=faint(LIQUID, 0.08), edgecolor="none", zorder=1)
    stage.block(EDGE, LOW, WIDTH - EDGE, tall, facecolor=faint(LIQUID, 0.22), edgecolor="none", zorder=1)
    stage.line([(FACE, LOW), (FACE, HIGH)], linewidth=0.2, zorder=2)
    for left, right, name in (
        (0.0, FACE - 0.5, "electrode"),
        (FACE + 0.4, PLANE, "double layer"),
        (PLANE, EDGE, "still layer"),
        (EDGE, WIDTH, "solution"),
    ):
        stage.word((left + right) / 2, HIGH + 1.1, name, weight="bold")


def _draw_way(stage: Stage) -> None:
    """Arrows of CO₂, of the product, of OH⁻ and of hydrogen."""
    stage.disc(29.0, 14.8, 2.1, facecolor=BACKGROUND, edgecolor=LIQUID, zorder=2.2)
    stage.word(29.0, 14.8, "CO₂")
    stage.arrow((29.0, 12.5), (29.0, 9.2))
    stage.word(29.0, 8.2, "CO₂")
    stage.arrow((27.2, 8.2), (PLANE + 0.3, 8.2))
    stage.word(9.3, 9.3, "*COOH\nor *OCHO")
    stage.arrow((FACE + 0.3, 13.6), (EDGE - 0.6, 13.6), colour=ACCENT)
    stage.word(18.6, 15.0, "CO, HCOO⁻, …")
    stage.arrow((FACE + 0.3, 6.0), (13.8, 6.0), colour=QUIET)
    stage.word(7.6, 6.9, "OH⁻", color=QUIET)
    stage.arrow((18.2, 7.8), (18.2, 6.8), colour=QUIET)
    stage.word(18.2, 5.9, "HCO₃⁻, CO₃²⁻", color=QUIET)
    stage.arrow((FACE + 0.3, 4.4), (11.6, 4.4), colour=QUIET)
    stage.word(9.2, 3.2, "H₂", color=QUIET)
    for y in (16.3,):
        stage.disc(8.6, y, 1.0, facecolor=BACKGROUND, edgecolor=COLOURS["purple"], zorder=2.2)
        stage.word(8.6, y, "K⁺")
    stage.word(2.4, 9.4, "e⁻")
    for y in (13.6, 6.0, 4.4):
        stage.line([(3.4, 9.4), (FACE, y)], edgecolor=QUIET, linewidth=0.05, zorder=1.5)

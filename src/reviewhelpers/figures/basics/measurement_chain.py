"""From what instruments read to what a report states: potential, current, product and error."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, GRID, QUIET
from reviewhelpers.charts.scheme import ACCENT, LIQUID, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure

WIDTH, STEP = 31.6, 6.2
LINES = (
    (
        "volts against\na reference",
        "− iR drop\n+ zero of reference\n+ shift with pH",
        "E vs RHE",
        "filling? bubbles? pH?",
    ),
    ("current", "÷ area", "j", "outline or real area?"),
    ("share in gas,\nsignal of liquid", "× flow or volume\n÷ charge", "FE", "flow of inlet or outlet?"),
    ("one electrode", "repeat, blank,\nlabel", "value\n± error", "chance? dirt?"),
)
"""What is read, what is done to it, what is reported, and what goes wrong in between."""

HEADS = ("what is read", "what is done", "what is reported")
LEFT, MIDDLE, RIGHT = 4.2, 16.0, 27.4
WIDE = (8.4, 11.2, 7.6)
TALL = 4.2


@figure("fig-basics-measurement-chain")
def chain() -> Drawing:
    """Four lines of three boxes, with the traps between them."""
    frame = pd.DataFrame(LINES, columns=["read", "done", "reported", "trap"])
    sheet = Sheet(key=False)
    height = STEP * len(LINES) + 1.6
    stage = Stage(sheet, sheet.panel(right=0.0), height, WIDTH)
    for x, head in zip((LEFT, MIDDLE, RIGHT), HEADS, strict=True):
        stage.word(x, height - 0.7, head, weight="bold")
    for number, (_, row) in enumerate(frame.iterrows()):
        y = height - 2.0 - TALL / 2 - STEP * number
        look = (
            (LEFT, WIDE[0], row["read"], faint(GRID, 0.7)),
            (MIDDLE, WIDE[1], row["done"], BACKGROUND),
            (RIGHT, WIDE[2], row["reported"], faint(LIQUID)),
        )
        for x, width, text, colour in look:
            stage.box(x - width / 2, y - TALL / 2, width, TALL, facecolor=colour, edgecolor=QUIET)
            stage.word(x, y, text)
        stage.arrow((LEFT + WIDE[0] / 2 + 0.2, y), (MIDDLE - WIDE[1] / 2 - 0.2, y))
        stage.arrow((MIDDLE + WIDE[1] / 2 + 0.2, y), (RIGHT - WIDE[2] / 2 - 0.2, y))
        stage.line(
            [(MIDDLE - WIDE[1] / 2, y - TALL / 2), (MIDDLE + WIDE[1] / 2, y - TALL / 2)], edgecolor=ACCENT
        )
        stage.word(MIDDLE, y - TALL / 2 - 0.8, row["trap"], color=QUIET)
        stage.tell(MIDDLE, y, " ".join(f"{row['read']}: {row['done']}".split()) + f"; trap: {row['trap']}")
    return Drawing(sheet.finish(), frame.replace("\n", " ", regex=True).assign(rows=""), {})

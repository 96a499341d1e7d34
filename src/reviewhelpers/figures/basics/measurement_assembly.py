"""An assembly of electrodes and membrane: why carbonate carries CO₂ to the anode."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, GRID, INK, QUIET
from reviewhelpers.charts.scheme import ACCENT, THICK, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-measurement-assembly"
WIDTH, HEIGHT = 32.4, 19.0
CHANNEL, CATHODE, MEMBRANE, ANODE, FAR = 0.4, 6.6, 13.6, 20.2, 26.4
"""Left edges of the layers: channel of the gas, porous cathode, membrane, porous anode, channel of the anode."""

LOW, HIGH = 3.0, 15.4
STEPS = (
    ("cathode", "CO₂ + H₂O + 2 e⁻ → CO + 2 OH⁻", "two electrons make one CO and two OH⁻"),
    ("cathode", "CO₂ + 2 OH⁻ → CO₃²⁻ + H₂O", "the two OH⁻ bind a second CO₂"),
    ("membrane", "CO₃²⁻", "the ion carries the two charges to the anode"),
    ("anode", "CO₃²⁻ → CO₂ + ½ O₂ + 2 e⁻", "there the second CO₂ is set free again"),
)
"""Where each step happens, its equation, and what it says."""


@figure(ID)
def assembly() -> Drawing:
    """The layers side by side, with what enters, crosses and leaves."""
    row = figure_rows.one(ID, "limit")
    frame = pd.DataFrame(STEPS, columns=["where", "equation", "text"]).assign(rows=["", "", "", row["id"]])
    sheet = Sheet(key=False)
    stage = Stage(sheet, sheet.panel(right=0.0), HEIGHT, WIDTH)
    tall = HIGH - LOW
    for x, width, colour in (
        (CHANNEL, CATHODE - CHANNEL, BACKGROUND),
        (CATHODE, MEMBRANE - CATHODE, faint(GRID, 0.9)),
        (ANODE, FAR - ANODE, faint(GRID, 0.9)),
        (FAR, WIDTH - 0.4 - FAR, BACKGROUND),
    ):
        stage.block(x, LOW, width, tall, facecolor=colour, edgecolor=QUIET, zorder=1)
    stage.block(
        MEMBRANE, LOW, ANODE - MEMBRANE, tall, facecolor=faint(ACCENT, 0.14), edgecolor=QUIET, zorder=1
    )
    for x in (MEMBRANE, ANODE):
        stage.line([(x, LOW), (x, HIGH)], edgecolor=INK, linewidth=THICK, zorder=2)
    middle = {
        "gas": (CHANNEL + CATHODE) / 2,
        "cathode": (CATHODE + MEMBRANE) / 2,
        "membrane": (MEMBRANE + ANODE) / 2,
        "anode": (ANODE + FAR) / 2,
        "channel": (FAR + WIDTH - 0.4) / 2,
    }
    for name, text in (("gas", "gas"), ("cathode", "cathode"), ("membrane", "membrane"), ("anode", "anode")):
        stage.word(middle[name], HIGH + 0.9, text, weight="bold")
    stage.word(middle["channel"], HIGH + 0.9, "water", weight="bold")
    # What enters and leaves.
    stage.arrow((middle["gas"] - 1.6, 0.4), (middle["gas"] - 1.6, LOW + 1.8), colour=ACCENT)
    stage.word(middle["gas"] - 1.0, 1.2, "2 CO₂", ha="left")
    stage.arrow((CATHODE + 1.0, 14.2), (middle["gas"] + 1.0, 14.2))
    stage.word(middle["gas"] - 0.2, 14.2, "CO")
    stage.arrow((middle["gas"] - 2.2, 13.4), (middle["gas"] - 2.2, HEIGHT - 0.6))
    stage.word(middle["gas"] - 1.6, HEIGHT - 1.0, "CO", ha="left")
    stage.arrow((middle["gas"] - 1.2, 11.4), (CATHODE + 0.9, 11.4), colour=ACCENT)
    stage.arrow((middle["gas"] - 1.2, 7.2), (CATHODE + 0.9, 7.2), colour=ACCENT)
    for y in (11.4, 7.2):
        stage.word(middle["gas"] + 0.4, y + 0.9, "CO₂")
    stage.word(middle["cathode"] + 0.2, 12.4, "+ 2 e⁻")
    stage.arrow((middle["cathode"] - 1.4, 10.8), (middle["cathode"] - 1.4, 8.0))
    stage.word(middle["cathode"] - 0.7, 9.5, "2 OH⁻", ha="left")
    stage.arrow((middle["cathode"] + 0.2, 7.2), (ANODE + 1.0, 7.2), colour=ACCENT)
    stage.word(middle["membrane"], 8.2, "CO₃²⁻")
    stage.word(middle["anode"] + 0.4, 8.4, "− 2 e⁻")
    stage.arrow((middle["anode"], 7.2), (FAR + 1.0, 7.2), colour=ACCENT)
    stage.word(middle["channel"] + 0.5, 7.2, "CO₂ +\n½ O₂")
    stage.arrow((middle["channel"], 5.6), (middle["channel"], 1.0), colour=ACCENT)
    stage.word(middle["channel"] - 0.6, 1.6, "lost", ha="right")
    places = (
        (middle["cathode"], 11.4),
        (middle["cathode"], 7.2),
        (middle["membrane"], 7.2),
        (middle["anode"], 7.2),
    )
    for (x, y), (_, step) in zip(places, frame.iterrows(), strict=True):
        stage.tell(x, y, f"{step['equation']}: {step['text']}", step["rows"])
    rows = [data.row(id) for id in figure_rows.named(ID, "outlet")]
    left, monoxide, hydrogen = (float(each["value"]) for each in rows)
    lost = monoxide + hydrogen
    fields = {
        "work": formatting.work(row["cite"]),
        "limit": formatting.amount(row),
        "left": formatting.amount(rows[0]),
        "monoxide": formatting.amount(rows[1]),
        "hydrogen": formatting.amount(rows[2]),
        "derived": formatting.significant(100 * monoxide / (left + monoxide + lost), 2),
    }
    return Drawing(sheet.finish(), frame, fields)

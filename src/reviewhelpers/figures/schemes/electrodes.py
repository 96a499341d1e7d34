"""Three electrodes: which pair carries the current, which one tells the potential, and the share of the solution."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, GRID, QUIET
from reviewhelpers.charts.scheme import ACCENT, THICK, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-electrodes"
WIDTH = 26.0
WORKING, TIP, REFERENCE, COUNTER = 4.6, 8.8, 12.2, 21.4
"""Places along the cell: the face of the working electrode, the tip before it, the reference, the counter electrode."""

METAL, AT_FACE, AT_COUNTER, FAR_METAL = 3.2, 7.4, 13.2, 15.9
"""Heights of the potential: in the working electrode, in the solution at both electrodes, in the counter electrode."""

AT_TIP = AT_FACE + (AT_COUNTER - AT_FACE) * (TIP - WORKING) / (COUNTER - WORKING)
PAIRS = (
    ("current", "working", "counter", "ammeter", "flows through the solution and both electrodes"),
    ("potential", "working", "reference", "voltmeter", "read without a current through the reference"),
    ("iR drop", "working", "tip of the reference", "voltmeter", "part of the reading, not of the interface"),
)
"""What is measured between which electrodes, by what, and what is to be known of it."""


@figure(ID)
def electrodes() -> Drawing:
    """The circuit, and below or beside it the potential from one electrode to the other."""
    cell, plates = figure_rows.one(ID, "cell"), figure_rows.one(ID, "counter_side")
    frame = pd.DataFrame(PAIRS, columns=["name", "from", "to", "by", "text"])
    frame["rows"] = [f"{cell['id']} {plates['id']}", cell["id"], cell["id"]]
    sheet = Sheet(columns=2, key=False, least=WIDTH)
    circuit = Stage(sheet, sheet.panel("Two circuits, one electrode in both", right=0.0), 18.4, WIDTH)
    _draw_circuit(circuit, frame)
    along = Stage(sheet, sheet.panel("The potential on the way through the cell", right=0.0), 18.4, WIDTH)
    _draw_profile(along, frame)
    fields = {
        "count": formatting.number(cell["value"]),
        "work": formatting.work(cell["cite"]),
        "side": formatting.amount(plates),
    }
    return Drawing(sheet.finish(), frame, fields)


def _draw_circuit(stage: Stage, frame: pd.DataFrame) -> None:
    """The cell with its three electrodes, and the wires of both circuits above it."""
    stage.vessel(1.0, 2.2, 24.0, 8.6, 7.4)
    stage.block(WORKING, 3.4, TIP - WORKING, 5.4, facecolor=BACKGROUND, edgecolor="none", zorder=1.4)
    stage.block(WORKING, 3.4, TIP - WORKING, 5.4, facecolor=faint(ACCENT, 0.16), edgecolor="none", zorder=1.5)
    stage.word((WORKING + TIP) / 2, 4.6, "iR drop")
    stage.plate(WORKING - 0.4, 3.4, 8.8, 17.0)
    stage.plate(COUNTER + 0.4, 3.4, 8.8, 17.0)
    # The capillary leads from the reference to its tip before the working electrode.
    bend = [(REFERENCE + 0.5, 8.6), (REFERENCE + 0.5, 6.4), (TIP, 6.7), (TIP, 7.1), (REFERENCE - 0.5, 7.5)]
    stage.shape([*bend, (REFERENCE - 0.5, 8.6)], facecolor=BACKGROUND, edgecolor=QUIET, zorder=2.9)
    stage.reference(REFERENCE, 8.2, 12.0)

    left, right = WORKING - 0.4, COUNTER + 0.4
    stage.line([(left, 17.0), (right, 17.0)])
    stage.line([(left, 14.0), (REFERENCE, 14.0), (REFERENCE, 12.6)], edgecolor=QUIET)
    stage.box(9.0, 15.9, 8.0, 2.2, facecolor=BACKGROUND, zorder=4)
    stage.word(13.0, 17.0, "potentiostat")
    for x, y, letter in ((19.4, 17.0, "A"), (8.3, 14.0, "V")):
        stage.disc(x, y, 1.1, facecolor=BACKGROUND, zorder=4)
        stage.word(x, y, letter, weight="bold")
    stage.arrow((left, 13.2), (left, 11.6))
    stage.word(left - 0.6, 12.4, "e⁻", ha="right")
    stage.word(19.4, 15.0, "current")
    stage.word(8.3, 12.1, "potential")
    stage.arrow((19.8, 5.0), (14.4, 5.0), colour=QUIET)
    stage.word(17.1, 5.8, "H⁺, cations", color=QUIET)
    for x, name in ((WORKING - 0.4, "working"), (REFERENCE, "reference"), (COUNTER + 0.4, "counter")):
        stage.word(x, 1.0, name, weight="bold")
    stage.leader((REFERENCE, 1.8), (REFERENCE, 6.2))
    for (x, y), (_, row) in zip(
        ((19.4, 17.0), (8.3, 14.0), ((WORKING + TIP) / 2, 5.0)), frame.iterrows(), strict=True
    ):
        stage.tell(
            x,
            y,
            f"{row['name']}: {row['by']} between {row['from']} and {row['to']}; {row['text']}",
            row["rows"],
        )


def _draw_profile(stage: Stage, frame: pd.DataFrame) -> None:
    """The potential in both metals and in the solution between them, as a line without a scale."""
    face, counter, band = WORKING, COUNTER, 3.6
    low, high = 2.2, 16.6
    for x in (face - band, counter):
        stage.block(x, low, band, high - low, facecolor=faint(GRID, 0.7), edgecolor="none", zorder=1)
    stage.block(face, low, TIP - face, high - low, facecolor=faint(ACCENT, 0.08), edgecolor="none", zorder=1)
    look = {"linewidth": THICK, "zorder": 4}
    stage.line(
        [
            (face - band, METAL),
            (face, METAL),
            (face + 0.25, AT_FACE),
            (counter - 0.25, AT_COUNTER),
            (counter, FAR_METAL),
            (counter + band, FAR_METAL),
        ],
        **look,
    )
    for start, y, end in ((face, METAL, TIP + 5.0), (face, AT_FACE, TIP + 0.6), (TIP, AT_TIP, TIP + 5.0)):
        stage.line([(start, y), (end, y)], edgecolor=QUIET, linestyle=(0, (1, 1.5)), zorder=2)
    middle = (face + TIP) / 2
    stage.arrow((middle, METAL), (middle, AT_FACE), both=True)
    stage.arrow((TIP, AT_FACE), (TIP, AT_TIP), both=True, colour=ACCENT)
    stage.arrow((TIP + 4.4, METAL), (TIP + 4.4, AT_TIP), both=True)
    stage.word(TIP + 5.2, (METAL + AT_TIP) / 2, "what V\nreads", ha="left")
    stage.word(TIP - 0.4, AT_TIP + 1.5, "iR drop", ha="right")
    stage.word(middle + 0.5, (METAL + AT_FACE) / 2, "at the\nsurface", ha="left")
    stage.word(15.6, 12.4, "solution", ha="right")
    stage.word(face - band / 2, METAL + 0.9, "metal")
    stage.word(counter + band / 2, FAR_METAL - 1.0, "metal")
    for x, name in ((face - band / 2, "working"), (TIP, "tip"), (counter + band / 2, "counter")):
        stage.word(x, 1.0, name, weight="bold")
    stage.arrow((0.2, 6.4), (0.2, 15.8), colour=QUIET)
    stage.word(0.0, 17.3, "potential", ha="left", color=QUIET)
    for (x, y), row in zip(((face, METAL), (TIP, AT_TIP)), (frame.iloc[1], frame.iloc[2]), strict=True):
        stage.tell(x, y, f"{row['name']}: {row['text']}", row["rows"])

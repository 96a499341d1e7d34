"""H-cell and flow cell: how the gas comes to the cathode, and which catalysts were tested in which."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts.labels import enumerated, in_unit, row_value, system_name
from reviewhelpers.charts.palette import BACKGROUND, GRID, INK, QUIET
from reviewhelpers.charts.scheme import ACCENT, LIQUID, THICK, Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-cells"
WIDTH, HEIGHT = 26.0, 32.4
H_CELL, FLOW_CELL = "H-type cell", "flow cell"
HEADS: Mapping[str, str] = {H_CELL: "H-cell", FLOW_CELL: "Flow cell"}
"""Names of the cells in the data, and the headings above them."""

CURRENTS = ("current_density", "partial_current_density")
FLOOR = 15.8
"""Where the drawing of a cell begins, above that of its cathode."""


def tested() -> pd.DataFrame:
    """Systems by cell, with the rows that name it and the largest current density that they print."""
    rows = data.table("performance")
    rows = rows[rows["cell"].isin(HEADS)]
    found = []
    for (cell, system), group in rows.groupby(["cell", "system"], sort=False):
        currents = [_current(row) for _, row in group.iterrows()]
        found.append(
            {
                "cell": cell,
                "name": system_name(system),
                "system": system,
                "current": max((each for each in currents if each == each), default=float("nan")),
                "rows": " ".join(group["id"]),
            }
        )
    return pd.DataFrame(found)


def _current(row: pd.Series) -> float:
    """The largest current density of a row in mA cm⁻², as a magnitude; a condition counts as well."""
    printed = [abs(row_value(row, row["quantity"]))] if row["quantity"] in CURRENTS else []
    ends = [row["current_density"], row["current_density_max"]]
    printed += [abs(in_unit(end, row["current_density_unit"], CURRENTS[0])) for end in ends if end == end]
    return max(printed, default=float("nan"))


def dissolved() -> float:
    """How much CO₂ water holds under 1 bar, in mmol/L."""
    return units.constant("carbon-dioxide-solubility") * float(units.convert(1.0, "bar", "Pa"))


@figure(ID)
def cells() -> Drawing:
    """Each cell from the side, and below it what happens at its cathode."""
    frame = tested()
    sheet = Sheet(columns=2, key=False, least=WIDTH)
    names = frame.groupby("cell")["name"].agg(list)
    most = frame.groupby("cell")["current"].max()
    for cell, draw in ((H_CELL, _draw_h_cell), (FLOW_CELL, _draw_flow_cell)):
        note = f"{len(names[cell])} catalysts, up to {formatting.number(most[cell])} mA cm⁻²"
        stage = Stage(sheet, sheet.panel(HEADS[cell], note, right=0.0), HEIGHT, WIDTH)
        draw(stage)
        for place, (_, row) in enumerate(frame[frame["cell"] == cell].iterrows()):
            largest = (
                f": up to {formatting.number(row['current'])} mA cm⁻²"
                if row["current"] == row["current"]
                else ""
            )
            stage.tell(1.0 + place, HEIGHT - 0.4, f"{row['name']}, {cell}{largest}", row["rows"])
    both = frame[frame["system"].duplicated(keep=False)]
    pairs = [
        f"{name} {' against '.join(formatting.number(each) for each in group['current'])}"
        for name, group in both.groupby("name", sort=False)
    ]
    fields = {
        "h_count": str(len(names[H_CELL])),
        "flow_count": str(len(names[FLOW_CELL])),
        "h_names": enumerated(names[H_CELL]),
        "flow_names": enumerated(names[FLOW_CELL]),
        "h_most": formatting.number(most[H_CELL]),
        "flow_most": formatting.number(most[FLOW_CELL]),
        "both": enumerated(pairs),
        "dissolved": formatting.significant(dissolved(), 2),
    }
    columns = {"current": "largest printed current density / mA cm⁻²"}
    return Drawing(sheet.finish(), frame.drop(columns="system").rename(columns=columns), fields)


def _draw_h_cell(stage: Stage) -> None:
    """Two vessels, a membrane between them, and gas that bubbles through the solution of the cathode."""
    low = FLOOR
    stage.block(10.0, low + 2.4, 6.4, 2.6, facecolor=faint(LIQUID), edgecolor="none", zorder=1)
    for x, width in ((0.4, 9.6), (16.4, 9.2)):
        stage.vessel(x, low, width, 11.6, 9.2)
    for x in (10.0, 16.4):
        stage.block(x - 0.14, low + 2.48, 0.28, 2.44, facecolor=BACKGROUND, edgecolor="none", zorder=3.5)
        stage.block(x - 0.14, low + 2.48, 0.28, 2.44, facecolor=faint(LIQUID), edgecolor="none", zorder=3.6)
    for y in (low + 2.4, low + 5.0):
        stage.line([(10.0, y), (16.4, y)], edgecolor=QUIET, linewidth=THICK, zorder=3)
    stage.membrane(13.2, low + 2.0, low + 5.4)
    stage.tube(2.2, low + 1.6, low + 12.4)
    places = [
        (2.2, 1.0, 0.28),
        (3.0, 2.2, 0.34),
        (1.4, 3.0, 0.26),
        (3.2, 4.3, 0.4),
        (1.3, 5.6, 0.36),
        (3.1, 6.8, 0.3),
    ]
    stage.bubbles((x, low + y, radius) for x, y, radius in places)
    stage.reference(5.2, low + 3.4, low + 11.4)
    stage.plate(8.0, low + 1.6, low + 7.2, low + 12.6)
    stage.plate(21.0, low + 1.6, low + 7.2, low + 12.6)
    stage.arrow((2.2, low + 14.9), (2.2, low + 12.7), colour=ACCENT)
    stage.word(3.0, low + 14.7, "CO₂", ha="left")
    stage.word(5.2, low + 12.8, "reference")
    stage.word(8.4, low + 13.6, "cathode", ha="left", weight="bold")
    stage.word(21.0, low + 13.4, "anode", weight="bold")
    stage.word(13.2, low + 6.4, "membrane")
    _frame(stage, (8.5, low + 4.2), 0.9)
    # The cathode, larger.
    stage.block(0.6, 1.0, 3.4, 11.6, facecolor=INK, edgecolor="none", zorder=2)
    for y in (2.2, 4.0, 5.9, 7.7, 9.6, 11.3):
        stage.disc(4.2, y, 0.5, facecolor=QUIET, edgecolor=BACKGROUND, zorder=2.5)
    stage.block(4.0, 1.0, 21.4, 11.6, facecolor=faint(LIQUID), edgecolor="none", zorder=1)
    stage.line([(14.6, 1.0), (14.6, 12.6)], edgecolor=LIQUID, linestyle=(0, (3, 2)), zorder=2)
    stage.line([(4.8, 3.4), (14.6, 9.2), (25.4, 9.2)], edgecolor=ACCENT, linewidth=THICK, zorder=3)
    stage.arrow((13.6, 4.0), (8.0, 4.0), colour=ACCENT)
    stage.word(9.6, 2.3, "diffusion layer", color=QUIET)
    stage.word(15.4, 10.9, "dissolved CO₂", ha="left")
    stage.word(15.4, 7.8, f"≤ {formatting.significant(dissolved(), 2)} mmol L⁻¹", ha="left")
    stage.word(20.0, 2.3, "stirred solution", color=QUIET)


def _draw_flow_cell(stage: Stage) -> None:
    """Channels side by side: gas behind a porous electrode, two solutions, a membrane between them."""
    low, high = FLOOR + 2.4, FLOOR + 12.0
    tall = high - low
    stage.block(4.2, low, 4.0, tall, facecolor=BACKGROUND, edgecolor="none", zorder=1)
    for x, width in ((10.4, 4.4), (15.6, 4.4)):
        stage.block(x, low, width, tall, facecolor=faint(LIQUID), edgecolor="none", zorder=1)
    stage.block(8.2, low, 1.6, tall, facecolor=GRID, edgecolor="none", zorder=2)
    stage.block(9.8, low, 0.6, tall, facecolor=INK, edgecolor="none", zorder=2)
    stage.block(20.0, low, 0.9, tall, facecolor=INK, edgecolor="none", zorder=2)
    stage.membrane(15.2, low, high)
    for y in (low, high):
        for start, end in ((3.4, 4.8), (7.6, 11.2), (14.2, 16.2), (19.4, 21.8)):
            stage.line([(start, y), (end, y)], edgecolor=QUIET, linewidth=THICK, zorder=3)
    for x in (3.8, 21.4):
        stage.block(x - 0.5, low, 1.0, tall, facecolor=GRID, edgecolor=QUIET, zorder=2.4)
    stage.reference(12.4, low + 5.6, high + 0.8, 0.9)
    stage.arrow((6.2, low - 1.8), (6.2, low + 0.8), colour=ACCENT)
    stage.arrow((6.2, high - 1.2), (6.2, high + 1.4), colour=ACCENT)
    stage.arrow((6.2, low + 4.2), (9.4, low + 4.2), colour=ACCENT, zorder=3)
    for x in (11.8, 18.0):
        stage.arrow((x, low - 1.1), (x, low + 0.9), colour=QUIET)
    stage.word(5.6, low - 1.6, "CO₂", ha="right")
    stage.word(5.4, high + 1.2, "to analysis", ha="right")
    stage.word(8.4, high + 2.8, "cathode", weight="bold")
    stage.leader((9.0, high + 2.1), (9.9, high + 0.2))
    stage.word(12.3, high + 1.6, "reference")
    stage.word(16.6, high + 2.8, "membrane")
    stage.leader((15.8, high + 2.1), (15.2, high + 0.2))
    stage.word(20.8, high + 1.6, "anode", weight="bold")
    for x, name in ((12.2, "catholyte"), (18.2, "anolyte")):
        stage.word(x, low - 1.9, name, color=QUIET)
    _frame(stage, (9.6, low + 4.2), 1.3)
    # The cathode, larger.
    stage.block(0.6, 1.0, 5.2, 11.6, facecolor=BACKGROUND, edgecolor="none", zorder=1)
    stage.block(15.6, 1.0, 9.8, 11.6, facecolor=faint(LIQUID), edgecolor="none", zorder=1)
    for number, (x, y) in enumerate(_pores()):
        stage.disc(
            x, y, 0.62 if number % 2 else 0.52, facecolor=faint(QUIET, 0.3), edgecolor="none", zorder=2
        )
    for number in range(14):
        y = 1.7 + 0.8 * number
        stage.disc(15.4 + 0.5 * (number % 2), y, 0.5, facecolor=INK, edgecolor=BACKGROUND, zorder=2.5)
    stage.line([(0.6, 9.2), (14.4, 8.6), (16.6, 7.4)], edgecolor=ACCENT, linewidth=THICK, zorder=3)
    stage.arrow((3.0, 4.0), (14.6, 4.0), colour=ACCENT)
    stage.word(1.0, 10.6, "CO₂", ha="left")
    stage.word(3.2, 2.3, "gas", color=QUIET)
    stage.word(10.6, 2.35, "pores", bbox=PLATE, color=QUIET)
    stage.word(21.0, 2.3, "catholyte", color=QUIET)
    stage.word(17.8, 6.2, "catalyst", ha="left")
    stage.leader((17.6, 6.2), (16.2, 6.2))


def _pores() -> list[tuple[float, float]]:
    """Places of the fibres of a porous layer, in rows that are set off against each other."""
    return [
        (6.6 + 1.7 * column + 0.85 * (row % 2), 1.7 + 1.15 * row) for row in range(10) for column in range(5)
    ]


def _frame(stage: Stage, middle: tuple[float, float], half: float) -> None:
    """A small frame on the cell, the large one below it, and what joins both."""
    x, y = middle
    stage.block(x - half, y - half, 2 * half, 2 * half, edgecolor=QUIET, zorder=4.5)
    stage.block(0.6, 1.0, 24.8, 11.6, edgecolor=QUIET, zorder=4.5)
    cone = [(x - half, y - half), (x + half, y - half), (25.4, 12.6), (0.6, 12.6)]
    stage.shape(cone, facecolor=faint(GRID, 0.45), edgecolor="none", zorder=0.5)

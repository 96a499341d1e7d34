"""A scaling line with its scatter, and four ways in which a defect can leave it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import ELEMENTS, arrow, atom, bond, curve, scene, word
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-optimum-scaling"
WAYS = {
    "pair": ("1. A second atom", "holds the other end"),
    "lone": ("2. Another geometry", "a lone atom: no hollow to sit in"),
    "bridge": ("3. A hydrogen bond", "a neighbour holds one of the two"),
    "charge": ("4. A charge beside it", "acts on the more polar one"),
}
WHOLE = 4.92
"""Free energy of two waters against oxygen and hydrogen, with the other sign, in eV."""

LOW, HIGH = 0.0, 2.0
WIDTH, HEIGHT = 16.0, 9.6
METAL, OTHER, GOOD = QUIET, COLOURS["purple"], COLOURS["green"]


@figure(ID)
def scaling() -> Drawing:
    """The line of two intermediates, the best gap, and a small drawing of each way off the line."""
    gap, scatter = figure_rows.one(ID, "gap"), figure_rows.one(ID, "scatter")
    sheet = Sheet(columns=2, key=False, least=18.0)
    _line(sheet, float(gap["value"]), float(scatter["value"]), f"{gap['id']} {scatter['id']}")
    for name, (head, note) in WAYS.items():
        panel = scene(sheet, head, note, width=WIDTH, height=HEIGHT)
        DRAWN[name](panel)
        tell(panel, WIDTH / 2, 2.0, f"{head[3:]}: {note}", figure_rows.one(ID, name)["id"])
    values = pd.DataFrame(
        [
            {"drawn": "gap of the line / eV", "value": gap["value"], "rows": gap["id"]},
            {"drawn": "scatter of the line / eV", "value": scatter["value"], "rows": scatter["id"]},
            {
                "drawn": "best gap / eV",
                "value": WHOLE / 2,
                "rows": "",
                "derived": "half of the whole reaction",
            },
            *(
                {"drawn": f"{head[3:]}: {note}", "rows": figure_rows.one(ID, name)["id"]}
                for name, (head, note) in WAYS.items()
            ),
        ]
    )
    fields = {
        "gap": formatting.amount(gap),
        "scatter": formatting.amount(scatter),
        "best": formatting.decimals(WHOLE / 2, 2),
        "cost": formatting.decimals((float(gap["value"]) - WHOLE / 2) / 2, 2),
    }
    return Drawing(sheet.finish(), values.fillna({"derived": ""}), fields)


def _line(sheet: Sheet, gap: float, scatter: float, rows: str) -> None:
    panel = sheet.panel(
        "Two bonds through one atom rise and fall together", height=15.0, wide=True, right=1.5
    )
    set_ticks(panel, "x", limits=(LOW, HIGH))
    set_ticks(panel, "y", limits=(2.0, 5.6))
    panel.xaxis.set_label_text("Free energy of *OH / eV")
    panel.yaxis.set_label_text("Free energy of *OOH / eV")
    x, size = np.array([LOW, HIGH]), type_size()
    panel.fill_between(x, x + gap - scatter, x + gap + scatter, color=COLOURS["sky"], alpha=0.25, linewidth=0)
    panel.plot(x, x + gap, color=INK, linewidth=0.22 * size)
    panel.plot(x, x + WHOLE / 2, color=GOOD, linewidth=0.18 * size, linestyle=(0, (5, 2)))
    look = {"zorder": 5, "bbox": PLATE}
    write(panel, 0.04, 4.8, "the line: what oxides do", ha="left", va="bottom", **look)
    write(panel, 1.0, 3.2, "best: all steps equal", ha="left", va="top", **look)
    at = 0.86
    style = {
        "arrowstyle": "-|>",
        "color": COLOURS["vermilion"],
        "linewidth": 0.14 * size,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    panel.annotate(
        "", (at, at + WHOLE / 2 + 0.06), (at, at + gap - 0.03), arrowprops={**style, "mutation_scale": size}
    )
    write(panel, at + 0.03, at + gap + 0.24, "off the line", ha="right", va="bottom", zorder=5)
    tell(panel, at, at + gap, f"top of the volcano: *OH at {formatting.decimals(at, 2)} eV", rows)


def _host(panel: Panel, colours: list[str], texts: str = "") -> list[float]:
    """A row of metal atoms, and where they stand."""
    places = [2.2 + 2.9 * number for number in range(5)]
    for number, (x, colour) in enumerate(zip(places, colours, strict=True)):
        atom(panel, x, 1.5, 1.3, colour, texts.split(",")[number] if texts else "")
    return places


def _carboxyl(panel: Panel, x: float, lean: float = 1.0) -> tuple[float, float]:
    """*COOH on an atom, and where the end of its oxygen is."""
    carbon, oxygen, hydroxyl = (x, 4.2), (x + 2.1 * lean, 5.2), (x - 1.5, 5.9)
    bond(panel, (x, 2.6), carbon, 1, INK)
    bond(panel, carbon, oxygen, 2, INK)
    bond(panel, carbon, hydroxyl, 1, INK)
    hydrogen = (hydroxyl[0] + 0.4, hydroxyl[1] + 1.9)
    bond(panel, hydroxyl, hydrogen, 1, INK)
    atom(panel, *carbon, 0.85, ELEMENTS["C"], "C")
    atom(panel, *oxygen, 0.85, ELEMENTS["O"], "O")
    atom(panel, *hydroxyl, 0.85, ELEMENTS["O"], "O")
    atom(panel, *hydrogen, 0.6, QUIET, "H")
    return oxygen


def _dotted(panel: Panel, start: tuple[float, float], end: tuple[float, float]) -> None:
    curve(panel, [start[0], end[0]], [start[1], end[1]], GOOD, width=0.2, linestyle=(0, (1.2, 1.2)))


def _pair(panel: Panel) -> None:
    places = _host(panel, [METAL, METAL, ELEMENTS["M"], COLOURS["orange"], METAL], ",,M,M′,")
    end = _carboxyl(panel, places[2])
    _dotted(panel, (end[0] + 0.3, end[1] - 0.85), (places[3], 2.85))


def _lone(panel: Panel) -> None:
    places = _host(panel, [METAL, METAL, ELEMENTS["M"], METAL, METAL], ",,M,,")
    bond(panel, (places[2], 2.8), (places[2], 4.3), 1, INK)
    bond(panel, (places[2], 4.3), (places[2], 6.6), 2, INK)
    atom(panel, places[2], 4.3, 0.85, ELEMENTS["C"], "C")
    atom(panel, places[2], 6.6, 0.85, ELEMENTS["O"], "O")
    hollow = (places[3] + places[4]) / 2
    atom(panel, hollow, 3.3, 0.85, METAL, linestyle=(0, (2, 1.4)))
    curve(panel, [hollow - 0.8, hollow + 0.8], [2.5, 4.1], COLOURS["vermilion"], width=0.2, zorder=6)
    curve(panel, [hollow - 0.8, hollow + 0.8], [4.1, 2.5], COLOURS["vermilion"], width=0.2, zorder=6)


def _bridge(panel: Panel) -> None:
    places = _host(panel, [METAL] * 5)
    end = _carboxyl(panel, places[2])
    oxygen, hydrogen = (places[4], 3.5), (places[4] - 0.4, 5.3)
    bond(panel, (places[4], 2.8), oxygen, 1, INK)
    bond(panel, oxygen, hydrogen, 1, INK)
    atom(panel, *oxygen, 0.85, ELEMENTS["O"], "O")
    atom(panel, *hydrogen, 0.6, QUIET, "H")
    _dotted(panel, (end[0] + 0.9, end[1]), (hydrogen[0] - 0.65, hydrogen[1]))


def _charge(panel: Panel) -> None:
    places = _host(panel, [METAL] * 5)
    end = _carboxyl(panel, places[2])
    atom(panel, places[4], 6.6, 1.1, OTHER, "K⁺")
    arrow(panel, (places[4] - 1.2, 6.2), (end[0] + 1.0, end[1] + 0.3), GOOD, both=True)
    word(panel, end[0] + 0.2, end[1] + 1.6, "δ−")


DRAWN: dict[str, Callable[[Panel], None]] = {
    "pair": _pair,
    "lone": _lone,
    "bridge": _bridge,
    "charge": _charge,
}
"""The drawing of each way."""

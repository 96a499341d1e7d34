"""One site and eight methods: which part of it each of them sees."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import ELEMENTS, arrow, atom, bond, curve, electron, scene, sheet_of, word
from reviewhelpers.charts.text import LINE
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-seen-methods"
WIDTH, HEIGHT, NET = 32.0, 21.5, 8.2
"""Of the scene, and the height of the carbon net in it."""

METHODS = (
    ("EPR", "an unpaired\nelectron", "all such electrons", 8.0, 18.8, (13.9, 11.2)),
    ("XPS", "inner\nelectrons", "the outermost layers", 8.0, 13.6, (11.4, 9.0)),
    ("Raman", "vibrations\nof the net", "where the laser shines", 8.0, 5.4, (10.8, 7.9)),
    ("DEMS", "what leaves", "all that evaporates", 23.8, 19.6, (21.7, 18.2)),
    ("ATR-SEIRAS", "bonds of what\nis held", "the layer at the metal", 23.8, 16.2, (16.5, 13.0)),
    ("XANES", "charge and\nempty states", "all atoms of the element", 23.8, 11.6, (17.2, 8.9)),
    ("EXAFS", "neighbours,\ndistances", "all atoms of the element", 23.8, 5.4, (18.3, 7.9)),
    ("STEM", "a column of atoms", "some places", 16.0, 1.9, (16.0, 6.6)),
)
"""Each method, what it sees, over what it averages, and where its words and the end of its line stand."""


@figure(ID)
def methods() -> Drawing:
    """A metal atom in carbon that holds a molecule, with a word at each part that a method sees."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(1)
    panel = scene(sheet, "Eight methods look at one site", width=WIDTH, height=HEIGHT)
    _draw_site(panel)
    for name, sees, over, x, y, end in METHODS:
        _draw_method(panel, name, sees, x, y, end)
        what = sees.replace("\n", " ")
        tell(panel, *end, f"{name} sees {what}, averaged over {over}", rows)
    values = pd.DataFrame(
        [(name, sees.replace("\n", " "), over, rows, "") for name, sees, over, *_ in METHODS],
        columns=["method", "sees", "averages over", "rows", "derived"],
    )
    listed = "; ".join(f"{name}: {sees}" for name, sees in zip(values["method"], values["sees"], strict=True))
    return Drawing(sheet.finish(), values, {"count": str(len(METHODS)), "listed": listed})


def _draw_site(panel: Panel) -> None:
    """Draw a metal between two nitrogen atoms of a net, the CO that it holds, and a CO that leaves."""
    places = {"C": (9.6, 22.4), "N": (12.2, 19.8)}
    curve(panel, [7.6, 24.4], [NET, NET], QUIET, width=0.16, zorder=2)
    for symbol, found in places.items():
        for x in found:
            atom(panel, x, NET, 0.95, ELEMENTS[symbol], symbol)
    bond(panel, (16.0, NET), (16.0, 11.6), 1, INK)
    bond(panel, (16.0, 11.6), (16.0, 14.2), 2, INK)
    atom(panel, 16.0, NET, 1.35, ELEMENTS["M"], "M")
    atom(panel, 16.0, 11.6, 0.95, ELEMENTS["C"], "C")
    atom(panel, 16.0, 14.2, 0.95, ELEMENTS["O"], "O")
    electron(panel, 14.3, 10.5, colour=COLOURS["vermilion"])
    bond(panel, (19.0, 17.6), (21.0, 18.2), 2, INK)
    atom(panel, 19.0, 17.6, 0.85, ELEMENTS["C"], "C")
    atom(panel, 21.0, 18.2, 0.85, ELEMENTS["O"], "O")
    arrow(panel, (17.2, 15.6), (18.4, 16.6), QUIET)


def _draw_method(panel: Panel, name: str, sees: str, x: float, y: float, end: tuple[float, float]) -> None:
    side = "right" if x < 10 else "left" if x > 20 else "center"
    lines = [name, *sees.split("\n")]
    for number, line in enumerate(lines):
        word(panel, x, y - number * LINE, line, ha=side, weight="bold" if number == 0 else "normal")
    if side == "center":
        arrow(panel, (x, y + 0.9), end, QUIET)
        return
    start = (x + (0.5 if side == "right" else -0.5), y)
    curve(panel, [start[0], end[0]], [start[1], end[1]], QUIET, width=0.06, zorder=5)

"""Why an image in transmission is a projection: two atoms at different heights look like a pair."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.palette import COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.sketch import ELEMENTS, arrow, atom, box, curve, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-seen-projection"
WIDTH, HEIGHT = 25.0, 17.0
FLOOR, CEILING, IMAGE = 4.6, 12.4, 2.2
"""Lower and upper face of the carbon, and the height of the image below it."""

PAIRS = {"a true pair": ((6.0, 8.5), (7.6, 8.5)), "two heights": ((16.2, 11.3), (17.8, 5.7))}
"""Places of the atoms of each, seen from the side."""


@figure(ID)
def projection() -> Drawing:
    """Carbon with four metal atoms from the side, and the image of all of them below."""
    row = figure_rows.one(ID, "height")
    sheet = sheet_of(1)
    panel = scene(sheet, "From the side, and as an image", width=WIDTH, height=HEIGHT)
    box(panel, 0.6, FLOOR, WIDTH - 5.6, CEILING - FLOOR, GRID, 0.55)
    word(panel, 1.1, CEILING - 0.9, "carbon", ha="left", color=QUIET)
    for x in (3.0, 11.5, 18.6):
        arrow(panel, (x, HEIGHT - 0.4), (x, CEILING + 0.5), QUIET)
    word(panel, 7.2, HEIGHT - 1.4, "electrons", color=QUIET)
    box(panel, 0.6, IMAGE - 0.9, WIDTH - 5.6, 1.8, INK, 0.82)
    for name, places in PAIRS.items():
        for x, y in places:
            curve(panel, [x, x], [y, IMAGE], QUIET, width=0.05, linestyle=(0, (2, 2)), zorder=2)
            atom(panel, x, y, 0.62, ELEMENTS["M"])
            atom(panel, x, IMAGE, 0.5, COLOURS["orange"])
        middle = (places[0][0] + places[1][0]) / 2
        word(panel, middle, 0.5, "a pair?")
        tell(
            panel,
            middle,
            IMAGE,
            f"{name}: in the image the two atoms lie as close as in the other",
            row["id"],
        )
    word(panel, 6.8, 10.1, "a true pair")
    word(panel, 15.4, 8.5, "two\nheights", ha="right")
    arrow(panel, (21.0, 5.7), (21.0, 11.3), INK, both=True)
    word(panel, 21.5, 8.5, "height", ha="left")
    word(panel, 20.6, IMAGE, "image", ha="left")
    values = pd.DataFrame(
        [
            (name, abs(one[0] - other[0]), abs(one[1] - other[1]), row["id"], "our drawing")
            for name, (one, other) in PAIRS.items()
        ],
        columns=["atoms", "apart in the image", "apart in height", "rows", "derived"],
    )
    return Drawing(sheet.finish(), values, {"height": formatting.value(row)})

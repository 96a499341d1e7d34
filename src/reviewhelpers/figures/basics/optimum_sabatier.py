"""Why a bond can be too weak and too strong: three surfaces, and the shares of sites that a rate needs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import arrow, atom, scene, sheet_of
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import che
from reviewhelpers.text import formatting

ID = "fig-basics-optimum-sabatier"
KT = che.DECADE / np.log(10)
CASES = {
    "Too weak": (0.2, "most sites are empty"),
    "Right": (0.0, "half of them"),
    "Too strong": (-0.2, "all taken"),
}
"""The free energy of adsorption of each drawn surface, in eV, and what the sites do."""

REACH = 0.3
WIDTH, HEIGHT = 15.0, 7.4
METAL, GUEST, STRONG = QUIET, COLOURS["blue"], COLOURS["vermilion"]
SITES, STEP, LEFT = 5, 2.6, 2.3
BOUND = {"Too weak": (), "Right": (1, 3), "Too strong": (0, 1, 2, 3, 4)}


def occupied(energy: float) -> float:
    """The share of sites that are taken, where the free energy of adsorption is `energy` eV."""
    return float(1 / (1 + np.exp(energy / KT)))


@figure(ID)
def sabatier() -> Drawing:
    """Three surfaces, and below them the shares of taken and of empty sites with their product."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(3)
    for name in CASES:
        _surface(scene(sheet, name, CASES[name][1], width=WIDTH, height=HEIGHT), name)
    _curves(sheet, rows)
    values = pd.DataFrame(
        [
            {
                "surface": name,
                "free energy of adsorption / eV": energy,
                "taken": occupied(energy),
                "empty": 1 - occupied(energy),
                "product": occupied(energy) * (1 - occupied(energy)),
                "rows": rows,
                "derived": "our model",
            }
            for name, (energy, _) in CASES.items()
        ]
    )
    edge = occupied(CASES["Too weak"][0])
    fields = {
        "far": formatting.number(CASES["Too weak"][0]),
        "loss": formatting.significant(0.25 / (edge * (1 - edge)), 2),
        "decade": formatting.significant(1000 * che.DECADE, 2),
    }
    return Drawing(sheet.finish(), values, fields)


def _surface(panel: Panel, name: str) -> None:
    places = [LEFT + STEP * number for number in range(SITES)]
    for x in places:
        atom(panel, x, 1.3, 1.15, METAL)
    for number in BOUND[name]:
        atom(panel, places[number], 3.2, 0.8, GUEST)
    if name == "Too weak":
        for x, y in ((places[0] + 0.8, 5.6), (places[2], 6.2), (places[3] + 1.2, 5.4)):
            atom(panel, x, y, 0.8, GUEST)
        arrow(panel, (places[2], 5.2), (places[2] - 1.6, 3.2), QUIET, bend=0.3)
        arrow(panel, (places[2] + 0.2, 3.2), (places[2] + 1.5, 5.2), QUIET, bend=0.3)
    elif name == "Right":
        atom(panel, places[0], 6.2, 0.8, GUEST)
        arrow(panel, (places[0], 5.2), (places[0], 2.8), INK)
        atom(panel, places[4], 6.2, 0.8, STRONG)
        arrow(panel, (places[3] + 0.7, 3.9), (places[4] - 0.3, 5.3), INK)
    else:
        atom(panel, places[2], 6.3, 0.8, GUEST)
        arrow(panel, (places[2] + 0.9, 5.8), (places[2] + 2.8, 6.9), QUIET, bend=-0.3)


def _curves(sheet: Sheet, rows: str) -> None:
    panel = sheet.panel("A rate needs a taken and an empty site", height=15.0, wide=True, right=1.5)
    set_ticks(panel, "x", limits=(-REACH, REACH), ticks=6)
    set_ticks(panel, "y", limits=(3e-6, 20.0), log=True)
    panel.xaxis.set_label_text("Free energy of adsorption / eV")
    panel.yaxis.set_label_text("Share of the sites")
    energy = np.linspace(-REACH, REACH, 121)
    taken = 1 / (1 + np.exp(energy / KT))
    size = type_size()
    panel.plot(energy, taken, color=GUEST, linewidth=0.16 * size)
    panel.plot(energy, 1 - taken, color=STRONG, linewidth=0.16 * size, linestyle=(0, (5, 2)))
    panel.plot(energy, taken * (1 - taken), color=INK, linewidth=0.26 * size)
    look = {"va": "bottom", "zorder": 5}
    write(panel, -0.97 * REACH, 1.6, "taken, θ", ha="left", **look)
    write(panel, 0.97 * REACH, 1.6, "empty, 1 − θ", ha="right", **look)
    write(panel, 0, 0.012, "both: θ(1 − θ)", ha="center", va="top", zorder=5, bbox=PLATE)
    for name, (place, _) in CASES.items():
        share = occupied(place)
        told = f"{name}: {formatting.significant(100 * share, 2)} % of the sites taken"
        panel.plot([place], [share * (1 - share)], marker="o", color=INK, markersize=0.6 * size)
        tell(panel, place, share * (1 - share), told, rows)

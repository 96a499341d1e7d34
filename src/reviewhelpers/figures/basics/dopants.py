"""Boron, carbon and nitrogen in the sheet: how many electrons go into bonds, and how many into the π system."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import ELEMENTS, atom, bond, box, electron, scene, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

__all__ = ["SITES"]

ID = "fig-basics-electrons-dopants"

SITES = {
    "boron": ("Boron", "B", 3, 3, 0),
    "carbon": ("Carbon", "C", 4, 3, 0),
    "graphitic": ("Graphitic nitrogen", "N", 5, 3, 0),
    "pyridinic": ("Pyridinic nitrogen", "N", 5, 2, 2),
}
"""The head, the symbol, the valence electrons, those in σ bonds, and those of a lone pair in the plane."""

COLOUR = {"B": COLOURS["green"], "C": QUIET, "N": ELEMENTS["N"]}
WIDTH, HEIGHT = 11.5, 15.0


def pi_electrons(name: str) -> int:
    """Electrons that a site brings to the π system: what bonds and lone pair leave."""
    _, _, valence, bonds, lone = SITES[name]
    return valence - bonds - lone


@figure(ID)
def dopants() -> Drawing:
    """Four sites with their electrons counted."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(4, key=False, least=WIDTH)
    found = []
    for name, (head, symbol, valence, bonds, lone) in SITES.items():
        held = pi_electrons(name)
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        _draw_site(panel, symbol, bonds, lone)
        _draw_orbital(panel, held)
        for line, text in enumerate(
            (f"{valence} valence e⁻", f"− {bonds} in σ bonds", f"− {lone} in a lone pair", f"= {held} for π")
        ):
            word(panel, 1.2, 4.8 - 1.35 * line, text, ha="left", weight="bold" if line == 3 else "normal")
        tell(panel, WIDTH / 2, 10.5, f"{head}: {held} π electrons, carbon {pi_electrons('carbon')}", rows)
        found.append(
            {
                "site": head,
                "valence electrons": valence,
                "in σ bonds": bonds,
                "in a lone pair": lone,
                "π electrons": held,
                "more than carbon": held - pi_electrons("carbon"),
                "rows": rows,
            }
        )
    fields = {name: str(pi_electrons(name)) for name in SITES}
    return Drawing(sheet.finish(), pd.DataFrame(found).assign(derived=""), fields)


def _draw_site(panel: Panel, symbol: str, bonds: int, lone: int) -> None:
    x, y = WIDTH / 2 - 1.6, 10.0
    angles = (90, 210, 330)[-bonds:]
    for angle in angles:
        end = (x + 2.9 * math.cos(math.radians(angle)), y + 2.9 * math.sin(math.radians(angle)))
        bond(panel, (x, y), end, 1, QUIET)
        atom(panel, *end, 0.7, QUIET, "C")
        near = (x + 1.55 * math.cos(math.radians(angle)), y + 1.55 * math.sin(math.radians(angle)))
        box(panel, near[0] - 0.2, near[1] - 0.2, 0.4, 0.4, INK, 1.0, zorder=5)
    for side in (-0.3, 0.3) if lone else ():
        box(panel, x + side - 0.2, y + 1.35, 0.4, 0.4, INK, 1.0, zorder=5)
    atom(panel, x, y, 1.0, COLOUR[symbol], symbol)


def _draw_orbital(panel: Panel, held: int) -> None:
    x, y = WIDTH - 1.7, 10.0
    box(panel, x - 1.0, y - 1.3, 2.0, 2.6, COLOURS["sky"], 0.22)
    word(panel, x, y - 2.2, "π")
    places = {0: (), 1: (0.0,), 2: (-0.4, 0.4)}[held]
    for place in places:
        electron(panel, x + place, y, up=place <= 0)

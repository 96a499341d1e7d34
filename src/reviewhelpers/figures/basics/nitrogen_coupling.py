"""Where two nitrogens can meet: on a crowded surface, at the liquid, and not at lone sites."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reviewhelpers.charts.molecules import Surface, draw_molecule, draw_surface, element_key
from reviewhelpers.charts.palette import COLOURS, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import arrow, scene, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-coupling"
WIDTH, HEIGHT = 15.0, 17.0
SURFACE, SCALE = 3.2, 1.0

SCENES = {
    "crowded": ("Two bound NO", "possible, not seen on Pt"),
    "dissolved": ("One bound, one dissolved", "N₂O on Pt"),
    "lone": ("Lone sites, no NO in solution", "NH₃ only on Pt"),
}
"""The head of each panel, and what can form."""


@figure(ID)
def coupling() -> Drawing:
    """Three situations of NO at a surface."""
    sheet = sheet_of(3)
    window = figure_rows.one(ID, "window")
    for name, (head, product) in SCENES.items():
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        surface = Surface(0.3, 14.3, SURFACE, SCALE)
        draw_surface(panel, surface)
        {"crowded": _crowded, "dissolved": _dissolved, "lone": _lone}[name](panel, surface)
        word(panel, WIDTH / 2, 0.8, product, weight="bold")
        if name == "crowded":
            element_key(panel, ["N", "O"])
        told = formatting.named_value(window) if name == "dissolved" else f"{head}: {product}"
        tell(panel, WIDTH / 2, 0.8, told, window["id"] if name == "dissolved" else "")
    data = pd.DataFrame(
        [(head, product) for head, product in SCENES.values()], columns=["situation", "product"]
    ).assign(rows=["", window["id"], ""], derived="")
    fields = {
        "window": formatting.amount(window),
        "vooys": "{cite:p}`devooys2001mechanistic`",
    }
    return Drawing(sheet.finish(), data, fields)


def _meet(panel: Panel, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
    arrow(panel, start, end, COLOURS["vermilion"], both=True, **look)


def _crowded(panel: Panel, surface: Surface) -> None:
    places = [
        draw_molecule(panel, "*NO", x, SURFACE, SCALE, surface=surface).at for x in (3.1, 5.9, 8.7, 11.5)
    ]
    _meet(panel, (places[1] + 0.5, SURFACE + 1.25), (places[2] - 0.5, SURFACE + 1.25))
    word(panel, 7.3, 9.6, "every site holds NO:\nneighbours can join", color=QUIET)


def _dissolved(panel: Panel, surface: Surface) -> None:
    *_, at = (draw_molecule(panel, "*NO", x, SURFACE, SCALE, surface=surface).at for x in (3.1, 8.7))
    draw_molecule(panel, "NO", 12.0, 8.4, SCALE)
    draw_molecule(panel, "NO", 3.0, 10.2, SCALE)
    _meet(panel, (at + 0.5, SURFACE + 1.5), (11.5, 7.3))
    word(panel, 7.3, 13.4, "NO in the solution\nkeeps coming", color=QUIET)


def _lone(panel: Panel, surface: Surface) -> None:
    for x in (3.1, 11.5):
        draw_molecule(panel, "*NO", x, SURFACE, SCALE, surface=surface)
    draw_molecule(panel, "NH3", 7.3, 10.0, SCALE)
    arrow(panel, (4.4, SURFACE + 3.2), (6.0, 9.0), QUIET)
    word(panel, 7.3, 13.4, "too far apart to join:\neach N leaves alone", color=QUIET)

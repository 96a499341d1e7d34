"""Where ammonia, NO and nitrate come from, and which way back a cathode offers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.scheme import Stage, faint
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.electrode import half_reaction
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-routes"
WIDTH, HEIGHT = 33.0, 27.5
BOX = (8.4, 4.4)
PLACES = {"N₂": (1.0, 20.6), "NH₃": (24.0, 20.6), "NO": (24.0, 10.4), "NO₃⁻": (24.0, 1.2)}
"""The lower left corners of the boxes."""

WASTE = (1.0, 4.4, 9.6, 7.4)
"""The box of what is thrown away: its corner, width and height."""


def bond(first: str, second: str, molecule: str | None) -> float:
    """Strength of the bond of two atoms in kJ/mol, from enthalpies of formation."""
    names = [figure_rows.one(ID, each)["value"] for each in (first, second)]
    whole = figure_rows.one(ID, molecule)["value"] if molecule else 0.0
    return float(sum(names) - whole) / 1000


def _electrons(product: str) -> int:
    return int(reactions.electrons(half_reaction(product)["equation"]))


@figure(ID)
def routes() -> Drawing:
    """The loop of nitrogen: made from air, used, thrown away, and made again."""
    strong, weak = bond("nitrogen", "nitrogen", None), bond("nitrogen", "oxygen", "nitric_oxide")
    sheet = Sheet(key=False)
    stage = Stage(sheet, sheet.panel(right=0.0), HEIGHT, WIDTH)
    steps = {
        "no": _electrons("ammonia_from_no"),
        "nitrate": _electrons("ammonia_from_nitrate"),
        "n2": _electrons("ammonia_from_nitrogen"),
    }
    _draw_made(stage, strong, weak)
    _draw_back(stage, steps)
    pressure, heat = figure_rows.one(ID, "pressure"), figure_rows.one(ID, "temperature")
    stage.word(16.7, 24.6, "Haber–Bosch, with H₂", weight="bold")
    stage.word(16.7, 20.9, f"{formatting.value(pressure)}\n{formatting.value(heat)}", color=QUIET)
    behind = " ".join(
        row["id"] for row in (figure_rows.one(ID, each) for each in ("nitrogen", "oxygen", "nitric_oxide"))
    )
    told = {
        "N≡N": f"N₂: {formatting.significant(strong)} kJ/mol, derived",
        "NO": f"NO: {formatting.significant(weak)} kJ/mol, derived",
    }
    tell(stage.panel, 5.2, 22.8, told["N≡N"], behind)
    tell(stage.panel, 28.2, 12.6, told["NO"], behind)
    data = pd.DataFrame(
        {
            "molecule": ["N₂", "NO"],
            "bond / kJ mol⁻¹": [strong, weak],
            "electrons for each NH₃": [steps["n2"] / 2, steps["no"]],
            "rows": behind,
            "derived": "from enthalpies of formation",
        }
    )
    fields = {
        "strong": formatting.significant(strong),
        "weak": formatting.significant(weak),
        "less": formatting.significant(100 * (1 - weak / strong), 2),
        "no": str(steps["no"]),
        "nitrate": str(steps["nitrate"]),
    }
    return Drawing(sheet.finish(), data, fields)


def _box(stage: Stage, name: str, below: str, colour: str) -> None:
    x, y = PLACES[name]
    width, height = BOX
    stage.box(x, y, width, height, facecolor=faint(colour, 0.18), edgecolor=colour, zorder=2)
    high = y + height * (0.67 if below else 0.5)
    stage.word(x + width / 2, high, name, weight="bold")
    if below:
        stage.word(x + width / 2, y + height * 0.3, below)


def _draw_made(stage: Stage, strong: float, weak: float) -> None:
    """The chain that industry runs: air to ammonia, and on to nitric acid."""
    _box(stage, "N₂", f"{formatting.significant(strong)} kJ/mol", COLOURS["blue"])
    _box(stage, "NH₃", "", COLOURS["green"])
    _box(stage, "NO", f"{formatting.significant(weak)} kJ/mol", COLOURS["blue"])
    _box(stage, "NO₃⁻", "", COLOURS["blue"])
    stage.arrow((9.9, 22.8), (23.6, 22.8))
    stage.arrow((29.9, 20.2), (29.9, 15.2))
    stage.word(30.4, 17.7, "burnt", ha="left", color=QUIET)
    stage.arrow((29.9, 10.0), (29.9, 6.0))
    stage.word(30.4, 8.0, "with\nair", ha="left", color=QUIET)


def _draw_back(stage: Stage, steps: dict[str, int]) -> None:
    """What is thrown away, and the way back over a cathode."""
    x, y, width, height = WASTE
    look: dict[str, Any] = {"linestyle": (0, (3, 2)), "edgecolor": QUIET, "facecolor": BACKGROUND}
    stage.box(x, y, width, height, zorder=2, **look)
    stage.word(x + width / 2, y + 5.6, "Waste", weight="bold")
    stage.word(x + width / 2, y + 2.6, "flames: NO\nwater: NO₃⁻")
    stage.arrow((23.6, 3.4), (x + width + 0.4, y + 2.4), colour=QUIET)
    stage.line(
        [(5.8, 12.2), (5.8, 17.0), (27.0, 17.0)], edgecolor=COLOURS["vermilion"], linewidth=0.2, zorder=3
    )
    stage.arrow((27.0, 17.0), (27.0, 20.2), colour=COLOURS["vermilion"], linewidth=0.2)
    stage.word(16.2, 18.2, "cathode", weight="bold", color=INK)
    stage.word(16.2, 15.6, f"{steps['no']} e⁻ from NO, {steps['nitrate']} e⁻ from NO₃⁻")

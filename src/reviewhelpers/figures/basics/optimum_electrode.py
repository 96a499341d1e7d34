"""The computational hydrogen electrode step by step: the zero, the potential, and pH on two scales."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.ladder import set_states
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import box, curve, scene, shape, word
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.chemistry.electrode import equilibrium_potential
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import che
from reviewhelpers.text import formatting

ID = "fig-basics-optimum-electrode"
STATES = ("CO₂", "*COOH", "*CO", "CO")
ELECTRONS = np.array([0, 1, 2, 2])
BOUND = (0.55, 0.05)
"""Free energies of *COOH and of *CO at 0 V against RHE, in eV: made up for practice."""

ACIDITY = 7.0
LOW = COLOURS["vermilion"]


def levels(potential: float, ph: float = 0.0) -> list[float]:
    """The four states at a potential against SHE; CO leaves without an electron."""
    at_zero = [0.0, *BOUND]
    moved = che.shifted(at_zero, potential, ph)
    free = -2 * float(equilibrium_potential("co"))
    return [*map(float, moved), float(free + moved[2] - at_zero[2])]


@figure(ID)
def electrode() -> Drawing:
    """The balance that sets the zero, and the ladder at two potentials and at two pH."""
    rows = " ".join(figure_rows.named(ID, "background"))
    limit = che.limiting_potential([0.0, *BOUND])
    sheet = Sheet(columns=2, key=False)
    _balance(scene(sheet, "1. Hydrogen sets the zero", width=24.0, height=6.4, whole=True))
    drawn = [
        (
            "2. A potential moves each electron",
            ("0 V", levels(0.0), INK),
            (_volts(limit), levels(limit), LOW),
        ),
        (
            f"3. pH {formatting.number(ACIDITY)} at {_volts(limit)}",
            ("vs RHE", levels(che.against_she(limit, ACIDITY), ACIDITY), LOW),
            ("vs SHE", levels(limit, ACIDITY), COLOURS["blue"]),
        ),
    ]
    found = []
    for head, *pair in drawn:
        panel = sheet.panel(head, height=17.0)
        set_quantity(panel, "y", "free_energy_change", limits=(-1.45, 1.0))
        set_states(panel, STATES)
        for name, heights, colour in pair:
            _ladder(
                panel, heights, colour, name, above=heights is pair[1 if head[0] == "3" else 0][1], rows=rows
            )
            found += [
                {"panel": head, "ladder": name, "state": state, "free energy / eV": height}
                for state, height in zip(STATES, heights, strict=True)
            ]
    fields = {
        "limit": _volts(limit),
        "first": formatting.number(BOUND[0]),
        "second": formatting.number(BOUND[1]),
        "free": formatting.decimals(levels(0.0)[3], 2),
        "decade": formatting.significant(1000 * che.DECADE, 3),
        "acidity": formatting.number(ACIDITY),
        "lift": formatting.decimals(che.DECADE * ACIDITY, 2),
    }
    return Drawing(sheet.finish(), pd.DataFrame(found).assign(rows=rows, derived="our example"), fields)


def _volts(potential: float) -> str:
    return f"{formatting.decimals(potential, 2)} V"


def _balance(panel: Panel) -> None:
    """A beam on a support, level: half a hydrogen molecule against a proton and an electron."""
    shape(panel, [(12.0, 1.5), (11.0, 0.2), (13.0, 0.2)], QUIET, 0.5)
    curve(panel, [3.0, 21.0], [1.6, 1.6], INK, width=0.2)
    for x, text in ((6.0, "½ H₂"), (18.0, "H⁺ + e⁻")):
        box(panel, x - 3.2, 1.7, 6.4, 2.3, COLOURS["sky"])
        word(panel, x, 2.85, text)
    word(panel, 12.0, 2.85, "=", weight="bold")
    word(panel, 12.0, 5.4, "0 V vs RHE, any pH; 1 bar of H₂", color=QUIET)


def _ladder(
    panel: Panel, heights: Sequence[float], colour: str, name: str, *, above: bool, rows: str
) -> None:
    size, half = type_size(), 0.3
    for number, height in enumerate(heights):
        panel.plot([number - half, number + half], [height] * 2, color=colour, linewidth=0.28 * size)
        told = f"{STATES[number]}, {name}: {formatting.decimals(height, 2)} eV"
        tell(panel, number, height, told, rows)
        if number:
            ends = [number - 1 + half, number - half], [heights[number - 1], height]
            panel.plot(*ends, color=colour, linewidth=0.09 * size, linestyle=":")
    side = 1 if above else -1
    look = {"ha": "center", "va": "bottom" if above else "top", "bbox": PLATE, "zorder": 5}
    write(panel, 2, heights[2] + 0.07 * side, name, **look)

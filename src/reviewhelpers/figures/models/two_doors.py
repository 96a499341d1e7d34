"""The model of the two doors: which product the least step makes, over the bindings of carbon and of oxygen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, GRID, INK
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import two_doors
from reviewhelpers.text import formatting

ID = "fig-models-two-doors"
LABEL, UNIT = "*H above its line", "eV"
VALUES = tuple(step / 50 for step in range(21))
"""Free energies by which hydrogen is held more weakly than the line of the model says, in eV."""

SHOWN = (0.0, 0.1, 0.2)
"""Those of the panels."""

CARBON, OXYGEN = (-1.6, 0.6), (-0.85, 0.6)
"""The bindings that are drawn, in eV."""

STEPS = 181
NAMES = {"CO": "CO", "formate": "formate", "hydrogen": "H₂", "onward": "*CO\nstays"}
COLOUR = {
    "CO": COLOURS["orange"],
    "formate": COLOURS["blue"],
    "hydrogen": GRID,
    "onward": COLOURS["vermilion"],
}

Values = npt.NDArray[np.float64]


def lines(shift: float) -> dict[str, tuple[float, float]]:
    """The lines of the model with that of *H shifted, in eV."""
    at_zero, slope = two_doors.LINES["H"]
    return {**two_doors.LINES, "H": (at_zero + shift, slope)}


def fields_of(shift: float) -> tuple[Values, Values, dict[str, Values]]:
    """Both bindings, and by how much each product is favoured over the best of the others, in eV.

    A product is favoured where its number is positive; the number is zero where two cost the same.
    """
    carbon, oxygen = np.meshgrid(np.linspace(*CARBON, STEPS), np.linspace(*OXYGEN, STEPS))
    cost = two_doors.costs(carbon, oxygen, lines(shift))
    margin = np.stack([np.min(np.delete(cost, place, axis=0), axis=0) - cost[place] for place in range(3)])
    leaves = carbon - two_doors.HELD
    return (
        carbon,
        oxygen,
        {
            "CO": np.minimum(margin[0], leaves),
            "formate": margin[1],
            "hydrogen": margin[2],
            "onward": np.minimum(margin[0], -leaves),
        },
    )


def shares(shift: float) -> dict[str, float]:
    """The share of the drawn square that each product has."""
    carbon, oxygen = np.meshgrid(np.linspace(*CARBON, STEPS), np.linspace(*OXYGEN, STEPS))
    found = two_doors.favoured(carbon, oxygen, lines(shift))
    return {name: float(np.mean(found == place)) for place, name in enumerate(two_doors.PRODUCTS)}


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """One square, with the line of *H shifted by `value` eV."""
    sheet = Sheet(key=False)
    _draw(_square(sheet, value), value)
    return sheet.finish()


def _square(sheet: Sheet, shift: float) -> Panel:
    sign = (
        "on its line"
        if shift == 0
        else f"{formatting.decimals(abs(shift), 2)} eV {'above' if shift > 0 else 'below'}"
    )
    panel = sheet.panel(f"*H {sign}", height=15.0, right=1.0)
    set_ticks(panel, "x", limits=CARBON, ticks=4)
    set_ticks(panel, "y", limits=OXYGEN, ticks=4)
    panel.set(xlabel="binding of carbon / eV", ylabel="binding of oxygen / eV")
    panel.grid(visible=False)
    return panel


def _draw(panel: Panel, shift: float) -> None:
    """The region of each product, tinted and named in its middle."""
    carbon, oxygen, margins = fields_of(shift)
    for name, margin in margins.items():
        inside = margin > 0
        if not inside.any():
            continue
        panel.contourf(
            carbon, oxygen, margin, levels=[0.0, 99.0], colors=[COLOUR[name]], alpha=0.22, zorder=1
        )
        panel.contour(
            carbon, oxygen, margin, levels=[0.0], colors=[INK], linewidths=0.09 * type_size(), zorder=2
        )
        _name(panel, name, carbon, oxygen, inside, shift)


def _name(
    panel: Panel, name: str, carbon: Values, oxygen: Values, inside: npt.NDArray[np.bool_], shift: float
) -> None:
    """The name of a region where it has the most room: as far as can be from its border."""
    room = np.where(inside, 1.0, 0.0)
    depth = np.zeros_like(room)
    while room.any():
        depth += room
        padded = np.pad(room, 1)
        room = room * padded[:-2, 1:-1] * padded[2:, 1:-1] * padded[1:-1, :-2] * padded[1:-1, 2:]
    place = np.unravel_index(int(np.argmax(depth)), depth.shape)
    x, y = float(carbon[place]), float(oxygen[place])
    tell(panel, x, y, f"{_plain(name)}: {formatting.number(100 * shares(shift)[name])} % of the square")
    if depth.max() > 9:
        write(panel, x, y, NAMES[name], ha="center", va="center", zorder=5)


def _plain(name: str) -> str:
    return NAMES[name].replace("\n", " ")


def _line(name: str) -> str:
    """One line of the model, in words."""
    at_zero, slope = two_doors.LINES[name]
    atom = "oxygen" if name == "OCHO" else "carbon"
    return f"*{name} {formatting.number(at_zero)} + {formatting.number(slope)} × binding of {atom}"


@figure(ID)
def doors() -> Drawing:
    """Three squares: *H on its line, and held more weakly twice."""
    sheet = Sheet(columns=3, key=False, least=16.0)
    for shift in SHOWN:
        _draw(_square(sheet, shift), shift)
    found = {shift: shares(shift) for shift in SHOWN}
    values = pd.DataFrame(
        {
            "*H above its line / eV": shift,
            "product": _plain(name),
            "share of the square": share,
            "derived": "our model",
            "rows": "",
        }
        for shift, each in found.items()
        for name, share in each.items()
    )
    percent = {
        shift: {name: formatting.rounded(100 * share, 0) for name, share in each.items()}
        for shift, each in found.items()
    }
    first, last = percent[SHOWN[0]], percent[SHOWN[-1]]
    fields = {
        "hydrogen": first["hydrogen"],
        "less": last["hydrogen"],
        "co": first["CO"],
        "more": last["CO"],
        "formate": first["formate"],
        "held": formatting.number(-two_doors.HELD),
        "shift": formatting.number(SHOWN[-1]),
        "lines": "; ".join(_line(name) for name in two_doors.LINES),
        "whole": formatting.number(two_doors.WHOLE),
    }
    return Drawing(sheet.finish(), values, fields)

"""Photoelectron spectra: a binding energy as a difference, and the kinds of nitrogen that have one each."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.labels import axis_label, enumerated, point_text
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import (
    ELEMENTS,
    TINT,
    arrow,
    atom,
    bond,
    box,
    curve,
    level,
    scene,
    sheet_of,
    wave,
    word,
)
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-xps"
KINDS = {
    "graphitic": "graphitic",
    "pyrrolic": "pyrrolic",
    "metallic": "N–Cu",
    "pyridinic": "pyridinic",
}
"""The kinds of nitrogen by the role of their row, with the words beside their sketch."""

WIDTH, HEIGHT = 23.0, 18.5
CORE, FERMI, VACUUM, FREE = 2.2, 9.4, 11.4, 16.6
"""Heights of the levels in the drawing, which is not to scale."""

SPAN = (403.2, 397.8)
"""The energies at the left and the right end of the scale, in eV."""

RADIUS, RING = 0.68, 1.35


@figure(ID)
def photoemission() -> Drawing:
    """What is measured and what is subtracted, beside four printed positions of nitrogen."""
    rows = {role: figure_rows.one(ID, role) for role in KINDS}
    sheet = sheet_of(2)
    _draw_levels(scene(sheet, "A binding energy is a difference", width=WIDTH, height=HEIGHT))
    panel = scene(sheet, "The neighbours of nitrogen shift it", width=WIDTH, height=HEIGHT)
    _draw_scale(panel)
    for role, row in rows.items():
        x = _place(row["value"])
        curve(panel, [x, x], [3.0, 7.4], COLOURS["blue"], width=0.34, solid_capstyle="butt")
        word(panel, x, 8.3, formatting.number(row["value"]), color=QUIET)
        _MOTIFS[role](panel, x, 13.4)
        word(panel, x, 10.1, KINDS[role], linespacing=1.1)
        tell(panel, x, 7.4, point_text(row, f"N 1s, {row['subject']}"), row["id"])
    values = pd.DataFrame(
        {
            "kind": list(rows),
            "named": [row["subject"] for row in rows.values()],
            axis_label("binding_energy"): [row["value"] for row in rows.values()],
            "rows": [row["id"] for row in rows.values()],
        }
    ).assign(derived="")
    energies = [row["value"] for row in rows.values()]
    fields = {
        "count": str(len(rows)),
        "low": formatting.number(min(energies)),
        "high": formatting.number(max(energies)),
        "listed": enumerated(f"{row['subject']} {formatting.number(row['value'])}" for row in rows.values()),
        "work": formatting.work(next(iter(rows.values()))["cite"]),
    }
    return Drawing(sheet.finish(), values, fields)


def _place(energy: float) -> float:
    """Where an energy stands on the scale, which rises to the left, as spectra of photoelectrons are drawn."""
    return WIDTH * (SPAN[0] - energy) / (SPAN[0] - SPAN[1])


def _draw_scale(panel: Panel) -> None:
    curve(panel, [0, WIDTH], [3.0, 3.0], QUIET, width=0.08)
    for energy in range(math.ceil(SPAN[1]), math.floor(SPAN[0]) + 1):
        x = _place(energy)
        curve(panel, [x, x], [2.65, 3.0], QUIET, width=0.08)
        word(panel, x, 1.9, str(energy))
    word(panel, WIDTH / 2, 0.5, axis_label("binding_energy"))


def _draw_levels(panel: Panel) -> None:
    left, length, light = 8.6, 5.6, COLOURS["orange"]
    box(panel, left, 6.9, length, FERMI - 6.9, COLOURS["sky"], TINT)
    level(panel, left, FERMI, length)
    level(panel, left, CORE, length, COLOURS["blue"])
    curve(panel, [left, left + length], [VACUUM] * 2, QUIET, linestyle=(0, (3, 2)))
    word(panel, left - 0.6, FERMI, "Fermi level", ha="right")
    word(panel, left - 0.6, CORE, "N 1s level", ha="right")
    word(panel, left - 0.6, VACUUM, "vacuum", ha="right", color=QUIET)
    wave(panel, (0.4, 6.0), (left + 1.5, CORE + 0.5), light, turns=6)
    word(panel, 0.4, 7.0, "X-ray photon", ha="left")
    x = left + 2.8
    atom(panel, x, CORE, 0.45, COLOURS["blue"])
    arrow(panel, (x, CORE + 0.6), (x, FREE - 0.5), COLOURS["blue"], linestyle=(0, (2, 1.5)))
    atom(panel, x, FREE, 0.45, COLOURS["blue"])
    word(panel, x - 0.9, FREE, "electron leaves", ha="right")
    right = left + length + 0.9
    for low, high, text, colour in (
        (VACUUM, FREE, "kinetic energy:\nmeasured", INK),
        (FERMI, VACUUM, "work function", QUIET),
        (CORE, FERMI, "binding energy:\nwhat is left of\nthe photon energy", INK),
    ):
        arrow(panel, (right, low + 0.1), (right, high - 0.1), colour, both=True)
        word(panel, right + 0.7, (low + high) / 2, text, ha="left", color=colour, linespacing=1.15)


def _ring(x: float, y: float, sides: int, turn: float) -> list[tuple[float, float]]:
    """Corners of a ring, the first one straight below its middle where the turn is 0."""
    turns = [2 * math.pi * number / sides + turn - math.pi / 2 for number in range(sides)]
    return [(x + RING * math.cos(angle), y + RING * math.sin(angle)) for angle in turns]


def _draw_ring(panel: Panel, corners: list[tuple[float, float]]) -> None:
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        bond(panel, start, end)


def _pyridinic(panel: Panel, x: float, y: float) -> None:
    """Nitrogen with two neighbours, in a ring of six at an edge."""
    corners = _ring(x, y + 0.4, 6, 0.0)
    _draw_ring(panel, corners)
    atom(panel, *corners[0], RADIUS, ELEMENTS["N"], "N")


def _metallic(panel: Panel, x: float, y: float) -> None:
    """Pyridinic nitrogen whose lone pair holds copper."""
    corners = _ring(x, y + 2.2, 6, 0.0)
    _draw_ring(panel, corners)
    metal = (x, corners[0][1] - 1.9)
    bond(panel, corners[0], metal, 1, COLOURS["orange"])
    atom(panel, *corners[0], RADIUS, ELEMENTS["N"], "N")
    atom(panel, *metal, 0.85, ELEMENTS["Cu"], "Cu")


def _pyrrolic(panel: Panel, x: float, y: float) -> None:
    """Nitrogen with hydrogen, in a ring of five."""
    corners = _ring(x, y + 1.3, 5, 0.0)
    _draw_ring(panel, corners)
    hydrogen = (x, corners[0][1] - 1.4)
    bond(panel, corners[0], hydrogen)
    atom(panel, *corners[0], RADIUS, ELEMENTS["N"], "N")
    atom(panel, *hydrogen, 0.55, QUIET, "H")


def _graphitic(panel: Panel, x: float, y: float) -> None:
    """Nitrogen in the place of carbon, with three neighbours."""
    middle = (x, y + 0.6)
    for number in range(3):
        angle = math.pi / 2 + 2 * math.pi * number / 3
        end = (x + RING * math.cos(angle), middle[1] + RING * math.sin(angle))
        bond(panel, middle, end)
        for side in (-1, 1):
            turned = angle + side * math.pi / 3
            bond(panel, end, (end[0] + 0.7 * math.cos(turned), end[1] + 0.7 * math.sin(turned)))
    atom(panel, *middle, RADIUS, ELEMENTS["N"], "N")


_MOTIFS = {"graphitic": _graphitic, "pyrrolic": _pyrrolic, "metallic": _metallic, "pyridinic": _pyridinic}

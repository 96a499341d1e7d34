"""What the Hückel model says of a piece of graphene: its edges, a hole, a closed hole, nitrogen and boron."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import atom, bond, curve, level, scene, word
from reviewhelpers.charts.text import PLATE
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import huckel

__all__ = ["CASES", "LABEL", "UNIT", "VALUES", "Case", "case", "frame"]

ID = "fig-models-huckel"
Values = npt.NDArray[np.float64]

COLUMNS, ROWS = 11, 8
"""Atoms of a zigzag line, and lines."""

ELEMENTS = {"N": (1.5, 1.0, 2.0), "B": (-1.0, 0.7, 0.0)}
"""Of each dopant: how much lower its electrons lie, how strong its bonds are, and its π electrons."""

CASES = {
    "whole": "Whole piece",
    "N": "N: π charges",
    "hole": "One atom out",
    "B": "B: π charges",
    "closed": "5–8–5",
}
"""The head of each panel."""

SHORT = {"whole": "whole", "hole": "hole", "closed": "5–8–5", "N": "N", "B": "B"}
SCALE, WIDTH, HEIGHT, LEFT = 1.5, 15.0, 19.2, 1.0
LARGEST = 0.62
"""The radius of the largest disc, in bond lengths."""

WINDOW = 1.15
"""How far from the Fermi level of pure carbon levels are drawn."""

LABEL, UNIT = "How much lower than in carbon an electron lies on one atom, h", ""
VALUES = tuple(float(value) for value in np.arange(-15, 16) / 10)


class Case(NamedTuple):
    """A piece: its places, its matrix, the π electrons that each atom brings, and the atoms that are special."""

    places: Values
    matrix: Values
    brought: Values
    marked: tuple[int, ...] = ()
    extra: tuple[tuple[int, int], ...] = ()


def middle() -> int:
    """An atom in the middle of the piece."""
    return (ROWS // 2) * COLUMNS + COLUMNS // 2


def case(name: str) -> Case:
    """One of the pieces that are drawn."""
    places = huckel.patch(COLUMNS, ROWS)
    matrix, one = huckel.matrix_of(places), middle()
    brought = np.ones(len(places))
    if name in ELEMENTS:
        h, k, electrons = ELEMENTS[name]
        brought[one] = electrons
        return Case(places, huckel.doped(matrix, one, h, k), brought, (one,))
    out = {"whole": (), "hole": (one,), "closed": (one - COLUMNS, one)}[name]
    pairs = []
    if name == "closed":
        for atom_out, partner in (out, out[::-1]):
            ends = [int(each) for each in np.flatnonzero(matrix[atom_out]) if each != partner]
            pairs.append((ends[0], ends[1]))
    closed = huckel.joined(matrix, *pairs)
    moved = tuple((_after(one, out), _after(other, out)) for one, other in pairs)
    left = np.delete(np.arange(len(places)), out)
    return Case(places[left], huckel.without(closed, *out), brought[left], (), moved)


def _after(atom_number: int, out: tuple[int, ...]) -> int:
    """The count of an atom once these are out."""
    return atom_number - sum(each < atom_number for each in out)


@figure(ID)
def huckel_figure() -> Drawing:
    """Five pieces, with the local density near the Fermi level or the charges, and their levels."""
    cases = {name: case(name) for name in CASES}
    shown = {
        name: huckel.charges(each.matrix, each.brought)
        if name in ELEMENTS
        else huckel.near_fermi(each.matrix)
        for name, each in cases.items()
    }
    most = max(float(shown[name].max()) for name in cases if name not in ELEMENTS)
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(3, key=False, least=WIDTH)
    for name, head in CASES.items():
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        if name in ELEMENTS:
            draw_charges(panel, cases[name], shown[name], name)
        else:
            _draw_density(panel, cases[name], shown[name] / most)
        told = _told(name, cases[name], shown[name])
        tell(panel, LEFT + SCALE * 4.5, 1.0 + SCALE * 6.0, told, rows)
    panel = scene(sheet, "Levels around E = 0", width=WIDTH, height=HEIGHT)
    draw_levels(panel, {name: cases[name] for name in SHORT})
    return Drawing(sheet.finish(), _values(cases, shown, rows), _fields(cases, shown))


def _place(places: Values) -> Values:
    return np.asarray(places * SCALE + [LEFT, 1.2])


def _draw_bonds(panel: Panel, piece: Case) -> None:
    places = _place(piece.places)
    for one, other in zip(*np.nonzero(np.triu(piece.matrix, 1)), strict=True):
        bond(panel, tuple(places[one]), tuple(places[other]), 1, QUIET)


def _draw_density(panel: Panel, piece: Case, share: Values) -> None:
    _draw_bonds(panel, piece)
    for (x, y), part in zip(_place(piece.places), np.clip(share, 0.0, None), strict=True):
        _disc(panel, x, y, LARGEST * SCALE * float(np.sqrt(part)), COLOURS["vermilion"])


def draw_charges(panel: Panel, piece: Case, charges: Values, name: str) -> None:
    """Draw charges as discs: hollow where positive, filled where negative; the special atom bears its own."""
    _draw_bonds(panel, piece)
    for number, ((x, y), charge) in enumerate(zip(_place(piece.places), charges, strict=True)):
        positive = rounding.exceeds(charge, 0.0)
        colour = COLOURS["vermilion"] if positive else COLOURS["blue"]
        radius = 1.1 * LARGEST * SCALE * float(np.sqrt(abs(charge) / 0.55))
        if number in piece.marked:
            atom(panel, x, y, 0.95, COLOURS["black"], name)
            word(panel, x + 1.3, y + 0.2, signed(charge), ha="left", weight="bold", bbox=PLATE)
        else:
            _disc(panel, x, y, radius, colour, hollow=positive)


def _disc(panel: Panel, x: float, y: float, radius: float, colour: str, *, hollow: bool = False) -> None:
    if radius < 0.1:
        return
    look: dict[str, Any] = {"facecolor": BACKGROUND if hollow else colour, "edgecolor": colour}
    angle = np.linspace(0.0, 2 * np.pi, 33)
    panel.fill(x + radius * np.cos(angle), y + radius * np.sin(angle), linewidth=1.0, zorder=3, **look)


def draw_levels(panel: Panel, cases: dict[str, Case]) -> None:
    """Draw the levels of each piece near zero: full, half filled or empty."""
    foot, top = 2.2, HEIGHT - 0.4
    centre, unit = (foot + top) / 2, (top - foot) / 2 / WINDOW
    step = WIDTH / len(cases)
    curve(panel, [0.0, WIDTH], [centre, centre], QUIET, width=0.07, linestyle=(0, (1.5, 1.5)), zorder=2)
    for number, (name, piece) in enumerate(cases.items()):
        energies = np.linalg.eigvalsh(piece.matrix)
        held = huckel.electrons_in(energies, float(piece.brought.sum()))
        left = step * number + 0.35
        for energy, electrons in zip(energies, held, strict=True):
            if rounding.at_most(abs(energy), WINDOW):
                full, empty = rounding.exceeds(electrons, 1.99), rounding.exceeds(0.01, electrons)
                colour = INK if full else QUIET if empty else COLOURS["vermilion"]
                height = centre + unit * float(energy)
                dashes = {"linestyle": (0, (0.8, 0.8))} if empty else {}
                level(panel, left, height, step - 0.7, colour, width=0.16 if full else 0.2, **dashes)
        word(panel, step * (number + 0.5), 0.9, SHORT.get(name, name))


def signed(value: float) -> str:
    """A charge with its sign and two decimals."""
    return rounding.fixed(value, 2, sign="+").replace("-", "−")


def _told(name: str, piece: Case, shown: Values) -> str:
    if name in ELEMENTS:
        return f"{name}: π charge {signed(float(shown[piece.marked[0]]))}"
    return f"{SHORT[name]}: {huckel.zero_modes(piece.matrix)} levels at E = 0"


def _values(cases: dict[str, Case], shown: dict[str, Values], rows: str) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "piece": SHORT[name],
                "x / bond lengths": rounding.settled_array(piece.places[:, 0], 6),
                "y / bond lengths": rounding.settled_array(piece.places[:, 1], 6),
                "shown": "π charge / e" if name in ELEMENTS else "local density near E = 0",
                "value": rounding.settled_array(shown[name], 6),
                "rows": rows,
            }
        )
        for name, piece in cases.items()
    ]
    return pd.concat(frames, ignore_index=True).assign(derived="our model")


def _fields(cases: dict[str, Case], shown: dict[str, Values]) -> dict[str, str]:
    whole = shown["whole"].reshape(ROWS, COLUMNS)
    zigzag = float(whole[0, 3 : COLUMNS - 3 : 2].mean())
    armchair = float(whole[2 : ROWS - 2, 0].mean())
    one = middle()
    beside = np.flatnonzero(huckel.matrix_of(huckel.patch(COLUMNS, ROWS))[one])
    return {
        "atoms": str(COLUMNS * ROWS),
        "times": rounding.significant(zigzag / armchair, 1),
        "modes": str(huckel.zero_modes(cases["hole"].matrix)),
        "nitrogen": signed(float(shown["N"][one])),
        "boron": signed(float(shown["B"][one])),
        "beside_nitrogen": signed(float(shown["N"][beside].mean())),
        "beside_boron": signed(float(shown["B"][beside].mean())),
        "h_nitrogen": rounding.general(ELEMENTS["N"][0]),
        "h_boron": rounding.general(ELEMENTS["B"][0]).replace("-", "−"),
        "k_boron": rounding.general(ELEMENTS["B"][1]),
        "window": "0.1",
    }


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """One atom of the sheet holds its electron more or less strongly; it brings one electron, as carbon does."""
    whole = case("whole")
    one = middle()
    piece = Case(whole.places, huckel.doped(whole.matrix, one, value), whole.brought, marked=(one,))
    charges = huckel.charges(piece.matrix, piece.brought)
    sheet = Sheet(2, key=False, least=WIDTH)
    panel = scene(
        sheet, f"π charges, h = {rounding.fixed(value, 1).replace('-', '−')}", width=WIDTH, height=HEIGHT
    )
    draw_charges(panel, piece, charges, "X")
    panel = scene(sheet, "Levels around E = 0", width=WIDTH, height=HEIGHT)
    draw_levels(panel, {"whole": whole, "X": piece})
    return sheet.finish()

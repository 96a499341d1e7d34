"""Why zigzag edges and holes have states at zero: two kinds of atoms, and their counts."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.patches import Circle

from reviewhelpers._core import rounding
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import atom, bond, scene, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import huckel

__all__ = ["HEADS", "piece"]

ID = "fig-basics-electrons-sublattices"
Values = npt.NDArray[np.float64]

HEADS = {
    "zigzag": "Zigzag edges only",
    "armchair": "Armchair edges only",
    "hole": "One atom out",
}
WIDTH, HEIGHT, SCALE = 15.0, 17.6, 1.62


def _rings(name: str) -> Values:
    """The middles of the rings of a piece, in bond lengths."""
    if name == "zigzag":
        return np.array(
            [(3**0.5 * (i + j / 2), 1.5 * j) for i, j in itertools.product(range(3), repeat=2) if i + j < 3]
        )
    near = [(3**0.5 * np.cos(a), 3**0.5 * np.sin(a)) for a in np.arange(6) * np.pi / 3]
    far = [(3 * np.cos(a), 3 * np.sin(a)) for a in np.pi / 6 + np.arange(6) * np.pi / 3]
    return np.array([(0.0, 0.0), *near, *far])


def piece(name: str) -> tuple[Values, npt.NDArray[np.bool_]]:
    """The places of the atoms of a piece, and which of them are of the first kind."""
    found: dict[tuple[int, int], tuple[float, float, bool]] = {}
    for x, y in _rings(name):
        for number in range(6):
            angle = np.pi / 2 + number * np.pi / 3
            place = (float(x + np.cos(angle)), float(y + np.sin(angle)))
            key = (rounding.nearest(1000 * place[0]), rounding.nearest(1000 * place[1]))
            found[key] = (*place, number % 2 == 0)
    atoms = [found[key] for key in sorted(found)]
    places = np.array([each[:2] for each in atoms])
    first = np.array([each[2] for each in atoms])
    if name == "hole":
        # An atom of the ring in the middle.
        out = int(np.argmin(np.hypot(places[:, 0], places[:, 1] + 1)))
        places, first = np.delete(places, out, axis=0), np.delete(first, out)
    return places, first


@figure(ID)
def sublattices() -> Drawing:
    """Three pieces, their atoms of two kinds, and how many states lie at zero."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = Sheet(3, key=False, least=WIDTH)
    found = []
    counted: list[tuple[int, int, int]] = []
    for name, head in HEADS.items():
        places, first = piece(name)
        modes = huckel.zero_modes(huckel.matrix_of(places))
        one, other = int(first.sum()), int((~first).sum())
        panel = scene(sheet, head, width=WIDTH, height=HEIGHT)
        _draw(panel, places, first)
        states = f"{modes} state{'' if modes == 1 else 's'} at E = 0" if modes else "no state at E = 0"
        word(panel, WIDTH / 2, 1.9, f"{max(one, other)} and {min(one, other)} atoms:")
        word(panel, WIDTH / 2, 0.6, states, weight="bold")
        tell(panel, WIDTH / 2, 9.5, f"{head}: {max(one, other)} − {min(one, other)} = {modes}", rows)
        counted.append((max(one, other), min(one, other), modes))
        found.append({"piece": head, "filled": one, "hollow": other, "states at E = 0": modes, "rows": rows})
    values = pd.DataFrame(found).assign(derived="our model")
    fields = {}
    for name, counts in zip(HEADS, counted, strict=True):
        fields[f"{name}_more"], fields[f"{name}_less"], fields[f"{name}_modes"] = map(str, counts)
    return Drawing(sheet.finish(), values, fields)


def _draw(panel: Panel, places: Values, first: npt.NDArray[np.bool_]) -> None:
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    shown = (places - middle) * SCALE + [WIDTH / 2, 10.3]
    for one, other in zip(*np.nonzero(np.triu(huckel.matrix_of(places), 1)), strict=True):
        bond(panel, tuple(shown[one]), tuple(shown[other]), 1, QUIET)
    for (x, y), kind in zip(shown, first, strict=True):
        if kind:
            panel.add_patch(Circle((x, y), 0.5, color=COLOURS["vermilion"], zorder=3))
        else:
            atom(panel, x, y, 0.5, BACKGROUND, edgecolor=INK)

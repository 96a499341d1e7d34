"""A drawing of six defects at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from reviewhelpers import structures
from reviewhelpers._core import rounding
from reviewhelpers.charts.atom_marks import draw_path
from reviewhelpers.charts.atoms import draw_structure, projected
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of, bond_text, coordination, ring_text
from reviewhelpers.figures.atoms.cropping import upper
from reviewhelpers.figures.atoms.crystals import fewer
from reviewhelpers.structures import Structure
from reviewhelpers.structures.layers import layers
from reviewhelpers.structures.measure import neighbours

OXIDE, TWIN = "str-mno2-oxygen-vacancy", "str-copper-twin"

WIDTH = 17.2
"""What a panel shows, in ångström: one scale for all."""

ABOVE, TILTED, BESIDE, EDGE_ON = (0.0, 38.0), (8.0, 58.0), (0.0, 58.0), (-90.0, 90.0)
"""Views: a sheet, the face of an oxide, a cluster on a sheet, and layers of a metal from their edge."""

RIM = 2.6
"""What balls at both sides of a panel take of its width, in ångström."""

LAYER = 2.0
"""How deep an oxide is drawn below its highest atoms, in ångström."""


class Shown(NamedTuple):
    """A panel: the name of a defect, what it changes, its model, its view, and what else its drawing asks for."""

    name: str
    change: str
    id: str
    view: tuple[float, float]
    look: Mapping[str, Any] = MappingProxyType({})


HEIGHTS = ((9.0, 11.4), (9.4, 10.6))
"""By rows, how much of a model is drawn and how high its panel is, in ångström."""

ROWS = (
    (
        Shown(
            "Missing atom",
            "rings of five and nine",
            "str-graphene-vacancy",
            ABOVE,
            {"ring_sizes": True, "sticks": True},
        ),
        Shown("Single metal", "held by four N atoms", "str-graphene-co-n4", ABOVE, {"sticks": True}),
        Shown("Metal pair", "nitrogen shared by two", "str-graphene-co-mn-n3", ABOVE, {"sticks": True}),
    ),
    (
        Shown("Oxygen vacancy", "a neighbour fewer", OXIDE, TILTED),
        Shown("Twin boundary", "one half mirrored", TWIN, EDGE_ON, {"fading": False}),
        Shown(
            "Metal cluster",
            "beside a single atom",
            "str-graphene-cu-n4-cu4",
            BESIDE,
            {"sticks": True, "swell": 1.2},
        ),
    ),
)
"""The panels by rows, where three stand side by side."""


def _within(model: Structure, view: tuple[float, float], high: float) -> list[int]:
    """The atoms within a rectangle around the middle of a model as it is seen, without those that hang by a bond."""
    seen = projected(model, model.positions, view)[:, :2]
    middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
    inside = (np.abs(seen - middle) <= np.array([WIDTH - RIM, high]) / 2).all(axis=1)
    kept = {int(atom) for atom in np.nonzero(inside)[0]}
    near = neighbours(model, across=False)
    while loose := {atom for atom in kept if len(kept & set(near[atom])) < 2 <= len(near[atom])}:
        kept -= loose
    return sorted(kept)


def bend(model: Structure, steps: int = 2) -> list[int]:
    """Atoms along a row that bends at a twin boundary: one in each of the layers below it, in it, and above it.

    Parameters
    ----------
    model : Structure
        The twin, its boundary lit, layers across z.
    steps : int
        How many layers on each side.
    """
    along = model.positions[:, 1]
    # A row leans by this much from one layer to the next, the same way on both sides of the mirror plane.
    lean = float(data.table("lengths").loc["len-cu-a", "value"]) / 24**0.5

    def nearest(atoms: tuple[int, ...], place: float) -> int:
        return atoms[int(np.argmin(rounding.settled_array(np.abs(along[list(atoms)] - place), 2)))]

    found = layers(model)
    start = next(number for number, layer in enumerate(found) if model.lit[layer.atoms[0]])
    first = nearest(found[start].atoms, float(along.mean()))
    sides = []
    for way in (-1, 1):
        side = [first]
        for number in range(1, steps + 1):
            side.append(nearest(found[start + way * number].atoms, float(along[side[-1]]) - lean))
        sides.append(side)
    below, above = sides
    return [*reversed(below), *above[1:]]


@figure("fig-atoms-overview")
def overview() -> Drawing:
    """Six defects side by side: what each changes in the crystal or the sheet that it stands in."""
    sheet = Sheet(columns=3, least=14.0)
    # Panels follow each other down the columns: where three stand side by side, the rows are those of the table.
    order = [(row, number) for number in range(3) for row in range(2)]
    order = order if sheet.columns == 3 else sorted(order)
    models: dict[str, Structure] = {}
    for row, number in order:
        each, (high, tall) = ROWS[row][number], HEIGHTS[row]
        model = models[each.id] = structures.read(each.id)
        atoms = upper(model, LAYER) if each.id == OXIDE else _within(model, each.view, high)
        bar = (row, number) == order[-1]
        look = {
            "view": each.view,
            "span": WIDTH,
            "tall": tall,
            "atoms": atoms,
            "scale_bar": bar,
            "letters": False,
            **each.look,
        }
        panel = sheet.panel(each.name, each.change)
        draw_structure(sheet, panel, model, **look)
        if each.id == TWIN:
            draw_path(panel, model, model.positions[bend(model)], view=each.view)
    # The values stand in one order, however the panels are set out.
    listed = [models[ROWS[row][number].id] for number in range(3) for row in range(2)]
    return Drawing(sheet.finish(), atoms_of(listed), _fields(models))


def _fields(models: Mapping[str, Structure]) -> dict[str, str]:
    vacancy, single, pair, oxide, _, cluster = (models[each.id] for row in ROWS for each in row)
    return {
        "rings": ring_text(vacancy),
        "single": str(coordination(single, "Co", "N")[0]),
        "pair": bond_text(pair, "Co", "Mn"),
        "oxide": fewer(oxide),
        "cluster": str(cluster.roles.count("cluster")),
        "copper": bond_text(cluster, "Cu", "Cu"),
    }

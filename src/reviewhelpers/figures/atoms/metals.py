"""Drawings of metals: boundaries, dislocations and steps."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from reviewhelpers import structures
from reviewhelpers._core import rounding
from reviewhelpers.charts.atom_marks import draw_path, draw_plane, draw_vector, name_layers
from reviewhelpers.charts.atoms import draw_structure, projected
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of
from reviewhelpers.structures import Structure
from reviewhelpers.structures.circuits import circuit, closing, rectangle
from reviewhelpers.structures.layers import layers
from reviewhelpers.structures.measure import neighbours

NARROW = 16.0
"""The least width of a column with one model."""

BESIDE = 2.2
"""Ångström between a crystal and the names of its layers."""

TALL = 22.8
"""The height in ångström of a panel with a crystal of copper."""

STEPS = (22.0, 14.6)
"""The width and the height in ångström of a panel with a face."""

LAYER = 1.0
"""Less than the distance of two layers or rows of copper, in ångström."""

SIDE, GAP = 4.5, 1.8
"""Ångström: how wide the side of a crystal is whose double layers are counted, and the least height between two."""


@figure("fig-atoms-boundaries")
def boundaries() -> Drawing:
    """Copper without a defect, with a twin boundary and with a stacking fault, its layers named."""
    shown = {
        "Perfect copper": ("ABC repeats", "str-copper"),
        "Twin boundary": ("mirror plane", "str-copper-twin"),
        "Stacking fault": ("no layer C", "str-copper-stacking-fault"),
    }
    models = [structures.read(id) for _, id in shown.values()]
    sheet = Sheet(columns=3, least=NARROW)
    orders = []
    for (heading, (note, _)), model in zip(shown.items(), models, strict=True):
        panel = sheet.panel(heading, note)
        look: dict[str, Any] = {
            "span": 26.0,
            "tall": TALL,
            "letters": False,
            "fading": False,
            "scale_bar": model is models[0],
        }
        draw_structure(sheet, panel, model, height=24.0, **look)
        found = layers(model)
        orders.append("".join(layer.letter for layer in found))
        seen = projected(model, model.positions, model.view)
        names = [
            (float(seen[layer.atoms[0], 1]), layer.letter, bool(model.lit[list(layer.atoms)].all()))
            for layer in found
        ]
        name_layers(panel, float(seen[:, 0].max()) + BESIDE, names)
        if heading == "Twin boundary":
            middle = next(layer.height for layer in found if model.lit[layer.atoms[0]])
            low, high = model.positions[:, 1].min() - 2 * BESIDE, model.positions[:, 1].max() + BESIDE / 2
            x = model.positions[:, 0].mean()
            draw_plane(panel, model, [(x, low, middle), (x, high, middle)])
    fields = dict(zip(("perfect", "twin", "fault"), orders, strict=True))
    fields |= {"layers": str(len(orders[0])), "fewer": str(len(orders[2]))}
    return Drawing(sheet.finish(), atoms_of(models), fields)


def _start(model: Structure, axes: tuple[int, int], place: tuple[float, float]) -> int:
    """The atom nearest to a place that is given in ångström from the middle of the model."""
    across = model.positions[:, list(axes)]
    middle = (across.min(axis=0) + across.max(axis=0)) / 2
    return int(
        np.argmin(rounding.settled_array(np.linalg.norm(across - middle - np.array(place), axis=1), 3))
    )


def _counted(model: Structure, *, left: bool) -> tuple[float, list[tuple[float, str, bool]]]:
    """Where numbers stand beside the double layers of bismuth, and the numbers, on one side."""
    seen = projected(model, model.positions, model.view)
    edge = float(seen[:, 0].min() if left else seen[:, 0].max())
    heights = sorted(float(y) for x, y, _ in seen if abs(x - edge) < SIDE)
    breaks = [0, *(n for n in range(1, len(heights)) if heights[n] - heights[n - 1] > GAP), len(heights)]
    middles = [float(np.mean(heights[start:end])) for start, end in itertools.pairwise(breaks)]
    names = [(height, str(number), False) for number, height in enumerate(middles, 1)]
    return edge + (-BESIDE if left else BESIDE), names


def copper_circuit(model: Structure) -> list[int]:
    """A circuit of five steps [110]/2 and three [001] around the middle of a crystal of copper."""
    a = float(data.table("lengths").loc["len-cu-a", "value"])
    steps = rectangle([(a / 2**0.5, 0.0)] * 5, [(0.0, a)] * 3)
    return circuit(model, _start(model, (0, 2), (-6.5, -5.5)), steps, across=(0, 2))


def bismuth_circuit(model: Structure) -> list[int]:
    """A circuit of four steps along the double layers of bismuth and three across them."""
    a, c = (float(data.table("lengths").loc[f"len-bi-{name}", "value"]) for name in "ac")
    third = c / 3
    up = [(-a / 12**0.5, third), (a / 3**0.5, third), (-a / 12**0.5, third)]
    steps = rectangle([(a * 3**0.5 / 2, 0.0)] * 4, up)
    return circuit(model, _start(model, (1, 2), (-11.0, -9.0)), steps, across=(1, 2))


@figure("fig-atoms-dislocation")
def dislocation() -> Drawing:
    """Edge dislocations in copper and in bismuth, with their circuits and Burgers vectors."""
    shown = {
        "Perfect copper": ("the circuit closes", "str-copper-rows", copper_circuit),
        "Edge dislocation in copper": ("b closes it", "str-copper-edge-dislocation", copper_circuit),
        "Edge dislocation in bismuth": (
            "a layer ends; other scale",
            "str-bismuth-dislocation",
            bismuth_circuit,
        ),
    }
    models = [structures.read(id) for _, id, _ in shown.values()]
    sheet = Sheet(columns=3, least=NARROW)
    sizes = []
    for (heading, (note, _, walk_of)), model in zip(shown.items(), models, strict=True):
        panel = sheet.panel(heading, note)
        span, tall = (39.0, None) if "bismuth" in model.id else (27.0, TALL)
        look: dict[str, Any] = {"letters": False, "fading": False, "scale_bar": model is not models[0]}
        draw_structure(sheet, panel, model, span=span, tall=tall, height=24.0, **look)
        walk = walk_of(model)
        if "bismuth" in model.id:
            name_layers(panel, *_counted(model, left=True))
            name_layers(panel, *_counted(model, left=False))
        elif walk[0] == walk[-1]:
            draw_path(panel, model, model.positions[walk])
        else:
            # The first step is the arrow: the line begins at its rear, where the circuit ends.
            draw_path(panel, model, model.positions[walk[1:]])
            ends = model.positions[[walk[-1], walk[0]]]
            seen = projected(model, np.vstack([ends, model.positions]), model.view)[:, 0]
            left = float(seen.min() - seen[:2].mean()) - BESIDE / 2
            draw_vector(panel, model, ends, "b", away=(left, 0.0))
        sizes.append(rounding.fixed(float(np.linalg.norm(closing(model, walk))), 1))
    a = float(data.table("lengths").loc["len-cu-a", "value"])
    ended = [str(len(_counted(models[2], left=side)[1])) for side in (True, False)]
    fields = {"copper": sizes[1], "bismuth": sizes[2], "vector": rounding.fixed(a / 2**0.5, 2)}
    rows = data.table("lengths")["value"]
    across = np.hypot(float(rows["len-bi-a"]) / 3**0.5, float(rows["len-bi-c"]) / 3)
    fields |= {"left": ended[0], "right": ended[1], "across": rounding.fixed(float(across), 2)}
    return Drawing(sheet.finish(), atoms_of(models), fields)


@figure("fig-atoms-steps")
def steps() -> Drawing:
    """A flat face of copper, and one with a step and kinks; each atom carries its number of neighbours."""
    shown = {"Flat face (111)": "str-copper-surface", "Step with two kinks": "str-copper-steps"}
    models = [structures.read(id) for id in shown.values()]
    sheet = Sheet(columns=2, least=NARROW)
    counts = [[len(each) for each in neighbours(model)] for model in models]
    lit = sorted({count for count, is_lit in zip(counts[1], models[1].lit, strict=True) if is_lit})
    names = ("kink", "edge", "corner")
    fields = {"terrace": str(min(counts[0])), **dict(zip(names, map(str, lit), strict=True))}
    notes = ("{terrace} on the terrace", "{kink} kink, {edge} edge, {corner} corner")
    for heading, note, model, around in zip(shown, notes, models, counts, strict=True):
        panel = sheet.panel(heading, note.format_map(fields))
        heights = model.positions[:, 2]
        kept = [atom for atom in range(len(model)) if heights[atom] > heights.min() + 0.5]
        inside = {atom: str(around[atom]) for atom in kept if _in_front(model, around, atom)}
        look: dict[str, Any] = {
            "span": STEPS[0],
            "tall": STEPS[1],
            "size": 1.9,
            "bonded": False,
            "letters": False,
        }
        draw_structure(sheet, panel, model, atoms=kept, inside=inside, scale_bar=model is models[-1], **look)
    return Drawing(sheet.finish(), atoms_of(models), fields)


def _in_front(model: Structure, counts: list[int], atom: int) -> bool:
    """Whether an atom is lit, or lies open and away from the step of the next cell, in front and at the back."""
    heights, depth = model.positions[:, 2], model.positions[:, 1]
    high = heights[atom] > heights.max() - LAYER
    open_ = counts[atom] == 9 if high else counts[atom] < 12 and depth[atom] > depth.min() + LAYER
    return bool(model.lit[atom]) or bool(open_ and depth[atom] >= 0)

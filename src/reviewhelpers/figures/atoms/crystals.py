"""Drawings of oxides and sulfides with an atom missing or replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reviewhelpers import structures
from reviewhelpers._core import rounding
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of
from reviewhelpers.figures.atoms.cropping import upper
from reviewhelpers.structures import Structure, facts, measure

COUNTS = ("no", "one", "two", "three", "four", "five", "six")

NARROW = 16.0
"""The least width of a column with one model."""

HALF = 14.5
"""The same where many models stand side by side, two on a telephone."""


HIGH = 30.0
"""The most that the face of an oxide may be high: enough that on a telephone too the width sets the scale."""

LAYER = {"zno": 1.5, "sno2": 2.0, "mno2": 2.0, "zns": 2.5, "cos": 1.8}
"""How deep a face is drawn below its highest atoms, in ångström: one layer of metal with what it holds."""


def _faces(models: Iterable[Structure]) -> dict[str, dict[str, Any]]:
    """Of each face of a crystal the atoms of its highest layer."""
    depths = {model: LAYER.get(model.id.split("-")[1]) for model in models}
    return {model.id: {"atoms": upper(model, depth)} for model, depth in depths.items() if depth}


def _side_by_side(
    panels: Sequence[tuple[str, str, Structure]],
    columns: int,
    span: float,
    tall: float,
    least: float = NARROW,
    looks: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    paired: bool = False,
    height: float = 20.0,
) -> Sheet:
    """Models in columns, row by row where they stand side by side: heading, note, model; the last tells the scale.

    `looks` holds what else the drawing of a model asks for, by its id. Of `paired` panels the second half shows the
    first with a defect: where two stand side by side, each stands beside its own.
    """
    sheet = Sheet(columns=columns, least=least)
    if paired and sheet.columns <= 2:
        half = len(panels) // 2
        panels = [panel for pair in zip(panels[:half], panels[half:], strict=True) for panel in pair]
    # A sheet fills one column after the other.
    order = [panel for start in range(sheet.columns) for panel in panels[start :: sheet.columns]]
    for number, (heading, note, model) in enumerate(order, 1):
        own: dict[str, Any] = {
            "span": span,
            "tall": tall,
            "height": height,
            "scale_bar": number == len(order),
        }
        draw_structure(sheet, sheet.panel(heading, note), model, **{**own, **looks.get(model.id, {})})
    return sheet


def _missing(symbol: str) -> str:
    return f"{symbol} missing"


def fewer(model: Structure) -> str:
    """Which atoms lost a neighbour, such as ``two Sn with 5 instead of 6 neighbours``, measured on both models."""
    pristine = structures.read(model.pristine)
    before = {_place(pristine, atom): len(around) for atom, around in enumerate(measure.neighbours(pristine))}
    changes: Counter[tuple[str, int, int]] = Counter()
    for atom, around in enumerate(measure.neighbours(model)):
        full = before[_place(model, atom)]
        if len(around) < full:
            changes[model.elements[atom], len(around), full] += 1
    return enumerated(
        f"{COUNTS[count]} {symbol} with {now} instead of {full} neighbours"
        for (symbol, now, full), count in sorted(changes.items())
    )


def _place(model: Structure, atom: int) -> tuple[float, ...]:
    return tuple(rounding.round_for_print(float(value), decimals=2) for value in model.positions[atom])


@figure("fig-atoms-oxides")
def oxides() -> Drawing:
    """Faces of three oxides, each with an oxygen missing."""
    names = {"zno": "ZnO (10-10)", "sno2": "SnO₂ (110)", "mno2": "MnO₂ (110)"}
    notes = {"zno": _missing("O"), "sno2": _missing("bridging O"), "mno2": _missing("bridging O")}
    models = {id: structures.read(f"str-{id}-oxygen-vacancy") for id in names}
    panels = [(names[id], notes[id], model) for id, model in models.items()]
    sheet = _side_by_side(panels, 3, 15.1, 9.6, looks=_faces(models.values()), height=HIGH)
    fields = {id: fewer(model) for id, model in models.items()}
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-zinc")
def zinc() -> Drawing:
    """Two sulfides, each with a zinc missing."""
    names = {"ZnS": "zns", "ZnIn₂S₄": "znin2s4"}
    models = [structures.read(f"str-{id}-zinc-vacancy") for id in names.values()]
    panels = [(name, _missing("Zn"), model) for name, model in zip(names, models, strict=True)]
    sheet = _side_by_side(panels, 2, 21.0, 10.0, looks=_faces(models))
    fields = {id: fewer(model) for id, model in zip(names.values(), models, strict=True)}
    return Drawing(sheet.finish(), atoms_of(models), fields)


@figure("fig-atoms-sulfides")
def sulfides() -> Drawing:
    """MoS₂, SnS₂ and CoS, each without a defect and with a sulfur missing."""
    names = {"MoS₂": "mos2", "SnS₂": "sns2", "CoS": "cos"}
    whole = [structures.read(f"str-{id}") for id in names.values()]
    open_ = [structures.read(f"str-{id}-sulfur-vacancy") for id in names.values()]
    panels = [(name, "no defect", model) for name, model in zip(names, whole, strict=True)]
    panels += [(name, _missing("S"), model) for name, model in zip(names, open_, strict=True)]
    sheet = _side_by_side(panels, 3, 15.5, 14.4, HALF, looks=_faces([*whole, *open_]), paired=True)
    fields = {id: fewer(model) for id, model in zip(names.values(), open_, strict=True)}
    return Drawing(sheet.finish(), atoms_of([*whole, *open_]), fields)


@figure("fig-atoms-iron")
def iron() -> Drawing:
    """A layer of MoS₂, the same with iron, and with iron and a sulfur missing."""
    shown = {
        "No defect": "str-mos2",
        "Fe in place of Mo": "str-mos2-iron",
        "and a sulfur missing": "str-mos2-iron-sulfur-vacancy",
    }
    models = [structures.read(id) for id in shown.values()]
    panels = [(heading, "", model) for heading, model in zip(shown, models, strict=True)]
    sheet = _side_by_side(panels, 3, 15.5, 8.0, HALF)
    lit = [facts.lit_neighbours(model).partition(";")[0] for model in models[1:]]
    return Drawing(
        sheet.finish(), atoms_of(models), {"whole": lit[0], "open": facts.lit_neighbours(models[2])}
    )

"""Drawings of sheets of carbon with nitrogen, boron, phosphorus and sulfur."""

from __future__ import annotations

from reviewhelpers import structures
from reviewhelpers._core import rounding
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of
from reviewhelpers.figures.atoms.cropping import around
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import neighbours

NITROGEN = {
    "str-graphene-pyridinic-nitrogen": "Pyridinic N",
    "str-graphene-graphitic-nitrogen": "Graphitic N",
    "str-graphene-pyrrolic-nitrogen": "Pyrrolic N",
    "str-graphene-nitrogen-oxide": "N-oxide",
}
"""Panels follow each other down the columns."""

DOPANTS = {
    "str-graphene-graphitic-nitrogen": "Nitrogen",
    "str-graphene-boron": "Boron",
    "str-graphene-phosphorus": "Phosphorus",
    "str-graphene-sulfur": "Sulfur",
}

SIDE = (180.0, 80.0)
"""The view along the sheet, a little from above, into the gap of a ring in front of the dopant."""


def partners(structure: Structure) -> list[str]:
    """The elements that the first nitrogen of a model is bonded to, sorted."""
    atom = structure.elements.index("N")
    return sorted(structure.elements[near] for near in neighbours(structure)[atom])


def height(structure: Structure) -> float:
    """How far the lit atom stands above the sheet, in ångström."""
    (atom,) = [number for number, lit in enumerate(structure.lit) if lit]
    sheet = [structure.positions[near, 2] for near in neighbours(structure)[atom]]
    return float(structure.positions[atom, 2] - sum(sheet) / len(sheet))


@figure("fig-atoms-nitrogen")
def nitrogen() -> Drawing:
    """Four places of nitrogen in carbon, told apart by what it is bonded to."""
    models = {id: structures.read(id) for id in NITROGEN}
    sheet = Sheet(columns=2, least=15.0)
    for id, model in models.items():
        found = partners(model)
        carbon, *others = [f"{found.count('C')} C", *(element for element in found if element != "C")]
        # An edge stands near the top of its panel; the atom within the sheet in the middle.
        inside = id == "str-graphene-graphitic-nitrogen"
        crop = around(model, 13.0, 9.0, shift=(0.0, 0.7 if inside else 1.0))
        look = {"atoms": crop, "span": 12.4, "tall": 9.6, "ring_sizes": True, "scale_bar": inside}
        draw_structure(sheet, sheet.panel(NITROGEN[id], f"with {enumerated([carbon, *others])}"), model, **look)
    return Drawing(sheet.finish(), atoms_of(models.values()), {})


@figure("fig-atoms-dopants")
def dopants() -> Drawing:
    """Which elements stay in the plane of the sheet, and which stand out of it."""
    models = {id: structures.read(id) for id in DOPANTS}
    sheet = Sheet(columns=4, least=10.8)
    for id, model in models.items():
        up = rounding.fixed(height(model), 1)
        note = "in the plane" if height(model) < 0.1 else f"{up} Å above the plane"
        look = {"span": 10.6, "letters": False, "scale_bar": False}
        top, side = around(model, 11.0, 9.4, shift=(0.0, 0.7)), around(model, 11.0, 6.6, shift=(0.0, -0.4))
        draw_structure(sheet, sheet.panel(DOPANTS[id]), model, view=(0.0, 0.0), atoms=top, **look)
        draw_structure(sheet, sheet.panel("", note), model, view=SIDE, atoms=side, tall=4.0, **look)
    return Drawing(sheet.finish(), atoms_of(models.values()), {})

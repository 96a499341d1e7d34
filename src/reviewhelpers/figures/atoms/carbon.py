"""Drawings of sheets of carbon: rings that are no hexagons, and edges."""

from __future__ import annotations

from typing import Any

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of, ring_text, works_of_lengths
from reviewhelpers.figures.atoms.cropping import atoms_near
from reviewhelpers.structures.measure import formula

LEAST = 14.5
"""The least width of a panel: two stand side by side on a phone too."""

RINGS = {
    "str-graphene": ("Graphene", ""),
    "str-graphene-stone-wales": ("Stone–Wales", "55–77"),
    "str-graphene-vacancy": ("Single vacancy", "5–9"),
    "str-graphene-divacancy": ("Double vacancy", "5–8–5"),
}
"""The models with their names, and how the rings beside a defect are named after their sizes.

Panels follow each other down the columns: nothing is missing at the left, atoms are missing at the right.
"""

EDGES = {
    "str-graphene-zigzag": "Zigzag edge",
    "str-graphene-armchair": "Armchair edge",
    "str-graphene-pyridinic-nitrogen": "Nitrogen at the edge",
    "str-graphene-edge-pentagon": "Pentagon at the edge",
}
"""The edges at the left; at the right a nitrogen that can leave one, and the ring that then closes."""


@figure("fig-atoms-vacancies")
def vacancies() -> Drawing:
    """What a turned bond and missing atoms do to the rings of graphene."""
    models = {id: structures.read(id) for id in RINGS}
    sheet = Sheet(columns=2, least=LEAST)
    for id, model in models.items():
        look: dict[str, Any] = {
            "atoms": atoms_near(model, 15.2, 11.7),
            "span": 16.4,
            "ring_sizes": True,
            "letters": False,
        }
        bar = id == "str-graphene-stone-wales"
        draw_structure(sheet, sheet.panel(*RINGS[id]), model, scale_bar=bar, **look)
    pristine, turned, single, double = models.values()
    fields = {
        "turned": ring_text(turned),
        "single": ring_text(single),
        "double": ring_text(double),
        "atoms": formula(pristine.elements),
        "works": works_of_lengths(models.values()),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-edges")
def edges() -> Drawing:
    """Which atoms form a zigzag edge and an armchair edge, and how a pentagon comes to stand at one."""
    models = {id: structures.read(id) for id in EDGES}
    sheet = Sheet(columns=2, least=LEAST)
    # Whole ribbons, whose ends show whole rings.
    drawn = {id: atoms_near(model, *model.cell.diagonal()[:2]) for id, model in models.items()}
    for id, model in models.items():
        look: dict[str, Any] = {"atoms": drawn[id], "span": 17.6, "ring_sizes": True}
        bar = id == "str-graphene-armchair"
        draw_structure(sheet, sheet.panel(EDGES[id]), model, scale_bar=bar, **look)
    zigzag, armchair, *_ = (str(int(model.lit[drawn[id]].sum())) for id, model in models.items())
    fields = {
        "zigzag": zigzag,
        "armchair": armchair,
        "rings": ring_text(models["str-graphene-edge-pentagon"]),
        "works": works_of_lengths(models.values()),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)

"""Drawings of metals amid nitrogen: single sites and pairs in carbon, and macrocycles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import (
    atoms_of,
    bond_text,
    coordination,
    in_a_row,
    printed,
    printed_rows,
)
from reviewhelpers.figures.atoms.cropping import atoms_near
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import formula
from reviewhelpers.text import formatting

CROP = (13.6, 9.8)
"""How much of a sheet is drawn where panels are narrow, in ångström."""

Heads = Mapping[str, tuple[str, str]]
"""What stands above the drawing of each model: its name, and what to see in it."""


def drawn(sheet: Sheet, models: Mapping[str, Structure], heads: Heads, **look: Any) -> None:
    """Draw models into panels of one scale, with a scale bar in the last panel."""
    last = list(models)[-1]
    for id, model in models.items():
        draw_structure(sheet, sheet.panel(*heads[id]), model, scale_bar=id == last, **look)


def _read(ids: Heads) -> dict[str, Structure]:
    return {id: structures.read(id) for id in ids}


@figure("fig-atoms-mn4")
def mn4() -> Drawing:
    """A metal amid four nitrogen atoms, and amid three."""
    heads = {
        "str-graphene-co-n4": ("CoN₄", "all four corners taken"),
        "str-graphene-co-n3": ("CoN₃", "one corner empty"),
    }
    models = _read(heads)
    four, three = models.values()
    sheet = Sheet(columns=2)
    drawn(sheet, models, heads, span=16.5, height=24.0)
    counts = printed_rows(three, "coordination_number")
    fields = {
        "length": bond_text(four, "Co", "N"),
        "three": str(coordination(three, "Co", "N")[0]),
        "printed": enumerated(formatting.number(row["value"]) for row in counts),
        "work": formatting.work(str(counts[0]["cite"])),
        "formula": formatting.formula(formula(four.elements)),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-cu-ni")
def copper_beside_nickel() -> Drawing:
    """Copper and nickel in one sheet, each amid four nitrogen atoms."""
    heads = {"str-graphene-cu-n4-ni-n4": ("CuN₄ beside NiN₄", "two sites, no nitrogen shared")}
    models = _read(heads)
    (model,) = models.values()
    sheet = Sheet()
    drawn(sheet, models, heads, height=27.0)
    places = [model.positions[model.elements.index(metal)] for metal in ("Cu", "Ni")]
    fields = {
        "copper": bond_text(model, "Cu", "N"),
        "nickel": bond_text(model, "Ni", "N"),
        "work": formatting.work(str(printed_rows(model, "coordination_number")[0]["cite"])),
        "apart": formatting.decimals(float(abs(places[1] - places[0]).max()) / 10, 2),
    }
    return Drawing(sheet.finish(), atoms_of([model]), fields)


@figure("fig-atoms-macrocycles")
def macrocycles() -> Drawing:
    """Porphyrin and phthalocyanine around copper and around cobalt."""
    metals = {"cu": "Copper", "co": "Cobalt"}
    ids = [f"str-{ring}-{metal}" for metal in metals for ring in ("porphyrin", "phthalocyanine")]
    models = {id: structures.read(id) for id in ids}
    heads = {
        id: (f"{metals[id[-2:]]} {id[4:-3]}", formatting.formula(formula(model.elements)))
        for id, model in models.items()
    }
    sheet = Sheet(columns=2)
    drawn(sheet, models, heads, span=17.2, tall=17.2, height=24.0)
    fields = {
        "porphyrin": heads[ids[0]][1],
        "phthalocyanine": heads[ids[1]][1],
        "copper": bond_text(models[ids[1]], "Cu", "N"),
        "cobalt": bond_text(models[ids[3]], "Co", "N"),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-pair")
def pairs() -> Drawing:
    """One metal alone, a pair with four nitrogen atoms at each metal, and a pair with three."""
    heads = {
        "str-graphene-co-n4": ("CoN₄", "single site"),
        "str-graphene-co-mn-n4": ("CoN₄–MnN₄", "two N shared"),
        "str-graphene-co-mn-n3": ("CoN₃–MnN₃", "two N gone"),
    }
    models = _read(heads)
    _, four, three = models.values()
    sheet = in_a_row(3)
    for id, model in models.items():
        look: dict[str, Any] = {
            "atoms": atoms_near(model, *CROP),
            "span": CROP[0] + 1.4,
            "tall": CROP[1] + 1.0,
            "scale_bar": model is three,
        }
        draw_structure(sheet, sheet.panel(*heads[id]), model, **look)
    fields = {
        "apart": bond_text(four, "Co", "Mn"),
        "printed": printed(three, "distance"),
        "work": formatting.work("pei2024low"),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-zif")
def framework_to_pair() -> Drawing:
    """From a node of ZIF-8 through the cavity that zinc leaves to a pair of other metals."""
    heads = {
        "str-zif8-node": ("1  Zn in ZIF-8", ""),
        "str-graphene-zn-vacancies": ("2  Zn and N leave", ""),
        "str-graphene-co-mn-n3": ("3  Co and Mn move in", ""),
    }
    models = _read(heads)
    node, cavity, _ = models.values()
    sheet = in_a_row(3)
    for id, model in models.items():
        sheet_of_carbon = id != "str-zif8-node"
        look: dict[str, Any] = {
            "atoms": atoms_near(model, *CROP) if sheet_of_carbon else None,
            "span": CROP[0] + 1.4,
            "tall": 12.6,
        }
        draw_structure(sheet, sheet.panel(*heads[id]), model, scale_bar=model is not cavity, **look)
    fields = {
        "zinc": bond_text(node, "Zn", "N"),
        "temperature": printed(cavity, "temperature"),
        "work": formatting.work("pei2024low"),
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)

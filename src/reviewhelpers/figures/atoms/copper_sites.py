"""Drawings of copper amid nitrogen: at the titanium cluster of a framework, and beside clusters of copper."""

from __future__ import annotations

from typing import Any

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure, projected
from reviewhelpers.charts.labels import enumerated, system_name
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
from reviewhelpers.structures import LATTICE, Structure
from reviewhelpers.structures.measure import angle, neighbours
from reviewhelpers.text import formatting

ALONE = "str-graphene-cu-n4"
BESIDE = {"cu3": "Cu₃", "cu4": "Cu₄", "cu7": "Cu₇", "cu9": "Cu₉", "particle": "a particle"}
"""The clusters beside CuN₄, as the ids of the models name them."""


@figure("fig-atoms-mil")
def phthalocyanine_at_titanium() -> Drawing:
    """Copper phthalocyanine at the amine of a linker on the ring of titanium."""
    model = structures.read("str-mil125-phthalocyanine")
    copper = model.elements.index("Cu")
    around = [other for other in neighbours(model)[copper] if model.elements[other] == "N"]
    amine = next(number for number in around if "H" in _bound(model, number))
    ring = [other for other in around if other != amine]
    sheet = Sheet()
    panel = sheet.panel("Copper phthalocyanine on a linker of NH₂-MIL-125", "schematic")
    # Without hydrogen the rings stay clear.
    shown = [number for number, element in enumerate(model.elements) if element != "H"]
    names = _named(model, copper, amine)
    draw_structure(sheet, panel, model, height=28.0, sticks=True, atoms=shown, labels=names)
    fields = {
        "axial": formatting.decimals(_length(model, copper, amine), 2),
        "ring": formatting.decimals(_length(model, copper, ring[0]), 2),
        "angle": formatting.rounded(angle(model, amine, copper, ring[0]), 0),
        "titanium_length": bond_text(model, "Ti", "O"),
        "printed": printed(structures.read("str-phthalocyanine-cu"), "coordination_number"),
        "printed_with": printed(model, "coordination_number"),
        "work": formatting.work("ji2023identification"),
    }
    return Drawing(sheet.finish(), atoms_of([model]), fields)


def _named(model: Structure, copper: int, amine: int) -> dict[int, str]:
    """The names of the parts, each beside one of its atoms that lies outermost as drawn."""
    right, up, _ = projected(model, model.positions, model.view).T
    oxygen = [number for number, element in enumerate(model.elements) if element == "O"]
    linker = [number for number in oxygen if model.roles[number] == LATTICE]
    ring = [number for number in oxygen if model.roles[number] != LATTICE]
    return {
        copper: "CuPc",
        amine: "amine N",
        max(linker, key=lambda number: right[number]): "linker",
        min(ring, key=lambda number: up[number]): "Ti₈ ring",
    }


def _bound(model: Structure, atom: int) -> list[str]:
    return [model.elements[other] for other in neighbours(model)[atom]]


def _length(model: Structure, first: int, second: int) -> float:
    return float(((model.positions[first] - model.positions[second]) ** 2).sum() ** 0.5)


@figure("fig-atoms-clusters")
def clusters() -> Drawing:
    """Copper amid nitrogen beside clusters of copper, with the neighbours that copper has in each."""
    alone = structures.read(ALONE)
    models = {name: structures.read(f"{ALONE}-{id}") for id, name in BESIDE.items()}
    rows = {name: printed_rows(model, "coordination_number")[0] for name, model in models.items()}
    means = {name: formatting.decimals(mean_neighbours(model), 2) for name, model in models.items()}
    text = {name: formatting.decimals(float(row["value"]), 2) for name, row in rows.items()}
    sheet = in_a_row(3)
    heads = {name: (f"CuN₄ and {name}", f"Cu–Cu {means[name]}; printed {text[name]}") for name in models}
    look: dict[str, Any] = {"span": 22.1, "height": 24.0, "sticks": True, "swell": 1.2, "letters": False}
    draw_structure(sheet, sheet.panel("CuN₄ alone", "no Cu beside it"), alone, scale_bar=False, **look)
    for name, model in models.items():
        last = model.id.endswith("particle")
        draw_structure(sheet, sheet.panel(*heads[name]), model, scale_bar=last, **look)
    fields = {
        "least": means["Cu₃"],
        "most": means["Cu₉"],
        "particle": means["a particle"],
        "printed_nine": text["Cu₉"],
        "atoms": str(models["a particle"].roles.count("cluster")),
        "means": enumerated(f"{means[name]} and {text[name]} for {name}" for name in models),
        "work": formatting.work(str(rows["Cu₃"]["cite"])),
        "sample": system_name(str(rows["Cu₃"]["system"])),
        "sample_particle": system_name(str(rows["a particle"]["system"])),
    }
    return Drawing(sheet.finish(), atoms_of([alone, *models.values()]), fields)


def mean_neighbours(model: Structure) -> float:
    """The mean number of copper neighbours of the copper atoms of a cluster."""
    counts = coordination(model, "Cu", "Cu", "cluster")
    return sum(counts) / len(counts)

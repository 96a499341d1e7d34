"""Drawings of sheets of carbon with nitrogen, boron, phosphorus and sulfur."""

from __future__ import annotations

from typing import Any

from reviewhelpers import structures
from reviewhelpers._core import rounding
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of, works_of_lengths
from reviewhelpers.figures.atoms.cropping import atoms_near
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import neighbours
from reviewhelpers.text import formatting

NITROGEN = {
    "str-graphene-pyridinic-nitrogen": ("pyridinic", "Pyridinic N"),
    "str-graphene-graphitic-nitrogen": ("graphitic", "Graphitic N"),
    "str-graphene-pyrrolic-nitrogen": ("pyrrolic", "Pyrrolic N"),
    "str-graphene-nitrogen-oxide": ("oxide", "N-oxide"),
}
"""The field of the words and the heading of each model; panels follow each other down the columns."""

N1S = {
    "pyridinic": "gan2024-ninc-n1s-pyridinic",
    "pyrrolic": "gan2024-ninc-n1s-pyrrolic",
    "graphitic": "gan2024-ninc-n1s-graphitic",
}
"""Rows of N 1s energies of one catalyst."""

DOPANTS = {
    "str-graphene-graphitic-nitrogen": "Nitrogen",
    "str-graphene-boron": "Boron",
    "str-graphene-phosphorus": "Phosphorus",
    "str-graphene-sulfur": "Sulfur",
}

BONDS = {
    "cc": "len-graphene-cc",
    "cn": "len-carbon-cn",
    "cb": "len-carbon-cb",
    "cp": "len-carbon-cp",
    "cs": "len-carbon-cs",
}

FLAT = 0.1
"""Ångström above the sheet up to which an atom lies in it."""

TOP, SIDE = (0.0, 0.0), (180.0, 80.0)
"""The view from above, and that along the sheet, a little from above, into the gap of a ring in front of the dopant."""


def partner_text(structure: Structure) -> str:
    """What the nitrogen of a model is bonded to, such as ``2 C and H``."""
    near = [structure.elements[atom] for atom in neighbours(structure)[structure.elements.index("N")]]
    others = sorted(element for element in near if element != "C")
    return enumerated([f"{near.count('C')} C", *others])


def height(structure: Structure) -> float:
    """How far the lit atom stands above the sheet, in ångström."""
    (atom,) = [number for number, lit in enumerate(structure.lit) if lit]
    sheet = [structure.positions[near, 2] for near in neighbours(structure)[atom]]
    return float(structure.positions[atom, 2] - sum(sheet) / len(sheet))


@figure("fig-atoms-nitrogen")
def nitrogen() -> Drawing:
    """Four configurations of nitrogen in carbon, distinguished by what it is bonded to."""
    models = {id: structures.read(id) for id in NITROGEN}
    sheet, fields = Sheet(columns=2, least=14.5), {"works": works_of_lengths(models.values())}
    for id, model in models.items():
        name, heading = NITROGEN[id]
        fields[f"with_{name}"] = partner_text(model)
        inside = name == "graphitic"
        crop = atoms_near(model, 13.0, 9.0 if inside else 7.6, shift=(0.0, 0.7 if inside else 2.1))
        panel = sheet.panel(heading, f"with {partner_text(model)}")
        look: dict[str, Any] = {"atoms": crop, "span": 14.0, "tall": 8.7, "ring_sizes": True}
        draw_structure(sheet, panel, model, scale_bar=inside, **look)
    fields |= {name: formatting.exact(data.table("spectra").loc[row]) for name, row in N1S.items()}
    fields["count"] = formatting.exact(data.table("structure").loc["li2022-n-configurations"])
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-dopants")
def dopants() -> Drawing:
    """Which elements stay in the plane of the sheet, and which stand out of it."""
    models = {id: structures.read(id) for id in DOPANTS}
    sheet = Sheet(columns=4, least=10.8)
    # The bar of the scale stands below the first column of panels.
    last = list(DOPANTS)[0 if sheet.columns == 4 else 1]
    for id, model in models.items():
        up = height(model)
        # Both name the unit: a line with Å is higher, and lines side by side stand at one height.
        note = f"{rounding.fixed(abs(up), 1)} Å{' above the plane' if up > FLAT else ', in the plane'}"
        look: dict[str, Any] = {"span": 11.8, "letters": False}
        top, side = (
            atoms_near(model, 11.0, 9.4, shift=(0.0, 0.7)),
            atoms_near(model, 11.0, 6.6, shift=(0.0, -0.4)),
        )
        # From above all atoms of the sheet are as near, whatever stands out of it.
        flat = {**look, "tall": 10.0, "fading": False}
        panel = sheet.panel(DOPANTS[id])
        draw_structure(sheet, panel, model, view=TOP, atoms=top, scale_bar=False, **flat)
        panel = sheet.panel("", note)
        draw_structure(sheet, panel, model, view=SIDE, atoms=side, tall=4.2, scale_bar=id == last, **look)
    _, _, phosphorus, sulfur = models.values()
    lengths = data.table("lengths")["value"]
    fields = {
        "works": works_of_lengths(models.values()),
        "p": rounding.fixed(height(phosphorus), 1),
        "s": rounding.fixed(height(sulfur), 1),
        **{name: rounding.fixed(float(lengths[id]), 2) for name, id in BONDS.items()},
    }
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)

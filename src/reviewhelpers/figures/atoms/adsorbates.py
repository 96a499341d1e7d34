"""Drawings of intermediates on their sites: of CO₂, of NO, and nitrate."""

from __future__ import annotations

from collections.abc import Mapping

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of
from reviewhelpers.figures.atoms.cropping import around

LEAST = 12.0

CO2 = {
    "str-co-mn-n3-co2": ("CO₂", "free: straight"),
    "str-co-mn-n3-co2-bent": ("*CO₂", "through C: bent"),
    "str-co-mn-n3-cooh": ("*COOH", "through C"),
    "str-co-mn-n3-co": ("*CO", "through C"),
    "str-co-mn-n3-cho": ("*CHO", "through C"),
}

NO = {
    "str-cu-n4-no": ("*NO", "N down"),
    "str-cu-n4-noh": ("*NOH", "H on O"),
    "str-cu-n4-hno": ("*HNO", "H on N"),
    "str-cu-n4-nh2oh": ("*NH₂OH", "through N"),
}

NITRATE = {
    "str-cu-n4-no3": ("*NO₃ on CuN₄", ""),
    "str-cu-n4-cu4-no3": ("*NO₃ on CuN₄ beside Cu₄", ""),
}


@figure("fig-atoms-co2-intermediates")
def carbon_dioxide() -> Drawing:
    """CO₂ and what it becomes."""
    models = {id: structures.read(id) for id in CO2}
    sheet = Sheet(columns=3, least=LEAST)
    for id, model in models.items():
        draw_structure(sheet, sheet.panel(*CO2[id]), model, span=9.5, sticks=True, scale_bar=False)
    return Drawing(sheet.finish(), atoms_of(models.values()), {})


@figure("fig-atoms-no-intermediates")
def nitric_oxide() -> Drawing:
    """NO and what it becomes."""
    models = {id: structures.read(id) for id in NO}
    sheet = Sheet(columns=4, least=10)
    for id, model in models.items():
        draw_structure(sheet, sheet.panel(*NO[id]), model, span=9.5, sticks=True, scale_bar=False)
    return Drawing(sheet.finish(), atoms_of(models.values()), {})


@figure("fig-atoms-nitrate-site")
def nitrate() -> Drawing:
    """Nitrate."""
    models = {id: structures.read(id) for id in NITRATE}
    sheet = Sheet(columns=2, least=LEAST)
    for id, model in models.items():
        draw_structure(sheet, sheet.panel(*NITRATE[id]), model, atoms=around(model, 18.0, 9.5), sticks=True, scale_bar=False)
    return Drawing(sheet.finish(), atoms_of(models.values()), {})

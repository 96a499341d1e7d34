"""Drawings of intermediates on their sites: of CO₂, of NO, and nitrate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import width_of, write
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of, bond_text
from reviewhelpers.figures.atoms.cropping import atoms_near
from reviewhelpers.structures import Structure
from reviewhelpers.structures.electrons import adsorbate, valence_electrons
from reviewhelpers.structures.measure import angle, bonds
from reviewhelpers.text import formatting

FREE, BENT, LAST = "str-co-mn-n3-co2", "str-co-mn-n3-co2-bent", "str-co-mn-n3-cho"

CO2 = {
    FREE: ("CO₂", "straight, {free}°"),
    BENT: ("*CO₂", "bent, {bent}°"),
    "str-co-mn-n3-cooh": ("*COOH", "held by C"),
    "str-sno2-ocho": ("*OCHO", "held by two O"),
    "str-co-mn-n3-co": ("*CO", "held by C"),
    LAST: ("*CHO", "held by C"),
}
"""The models with their formulas, and what holds them; panels follow each other down the columns."""

NO = {
    "str-cu-n4-no": ("*NO", "held by N"),
    "str-cu-n4-noh": ("*NOH", "H on O"),
    "str-cu-n4-hno": ("*HNO", "H on N"),
    "str-cu-n4-nh2oh": ("*NH₂OH", "H on both"),
}

NITRATE = {
    "str-cu-n4-no3": ("*NO₃ on CuN₄", ""),
    "str-cu-n4-cu4-no3": ("*NO₃ on CuN₄", "beside Cu₄"),
}

WIDTH, HEIGHT = 13.3, 6.5
"""What a panel shows of a site, in ångström."""

BEFORE, BEHIND = 2.0, 3.6
"""How far before and behind its site an oxide is drawn, in ångström."""

BETWEEN = 3.8
"""What the headings of two panels take that stand above each other, in ångström."""

HEIGHT_ALONE = (HEIGHT + BETWEEN) / 2
"""How far below the top of its panel the name of a model stands that is alone in its column, in ångström."""


def _angle(model: Structure) -> str:
    """The angle at the carbon of CO₂, in degrees."""
    carbon, first, second = adsorbate(model)
    return formatting.rounded(angle(model, first, carbon, second), 0)


def _beside(model: Structure) -> list[int]:
    """The atoms of the row that holds what is adsorbed, and of that behind it."""
    row = float(model.positions[adsorbate(model)[0], 1])
    return [atom for atom, place in enumerate(model.positions) if -BEFORE < place[1] - row < BEHIND]


def _held(model: Structure) -> str:
    """The length of the bond of a site to what is adsorbed."""
    own = set(adsorbate(model))
    (length,) = (bond.length for bond in bonds(model) if len(own & {bond.first, bond.second}) == 1)
    return f"{formatting.decimals(length, 2)} Å"


def _electrons(model: Structure, charge: int = 0) -> str:
    return str(valence_electrons((model.elements[atom] for atom in adsorbate(model)), charge))


def _read(ids: Iterable[str]) -> dict[str, Structure]:
    return {id: structures.read(id) for id in ids}


def _draw(sheet: Sheet, model: Structure, head: tuple[str, str], bar: bool, middle: bool = False) -> None:
    """Draw a site, its surface at the foot of the panel, or in the middle of the height of two."""
    look: dict[str, Any] = {
        "span": WIDTH,
        "tall": 2 * HEIGHT + BETWEEN if middle else HEIGHT,
        "level": True,
        "sticks": True,
        "scale_bar": bar,
        "height": 30.0,
    }
    if "Sn" in model.elements:
        # The oxide is more than its bonds: oxygen in rows. Those behind the site are enough.
        look |= {"sticks": False, "atoms": _beside(model)}
    panel = sheet.panel(*(("", "") if middle else head))
    draw_structure(sheet, panel, model, **look)
    if middle:
        low, high = panel.get_ylim()
        up = (HEIGHT + BETWEEN) / 2
        panel.set_ylim(low - up, high - up)
        _name(panel, *head, y=high - up - HEIGHT_ALONE)


def _name(panel: Panel, name: str, note: str, y: float) -> None:
    """Write the name of a model, and a note, above it within its panel."""
    left, right = panel.get_xlim()
    em = (right - left) / panel.room[0]
    write(panel, left, y, name, weight="bold", va="bottom", zorder=5)
    write(panel, left + (width_of(name, "bold") + 1) * em, y, note, color=QUIET, va="bottom", zorder=5)


@figure("fig-atoms-co2-intermediates")
def carbon_dioxide() -> Drawing:
    """CO₂ that is free and bound, and what one and more hydrogen atoms make of it."""
    models = _read(CO2)
    fields = {
        "free": _angle(models[FREE]),
        "bent": _angle(models[BENT]),
        "bond": _held(models[BENT]),
        "cooh": _electrons(models["str-co-mn-n3-cooh"]),
        "work": formatting.work("pei2024low"),
    }
    heads = {id: (name, note.format_map(fields)) for id, (name, note) in CO2.items()}
    sheet = Sheet(columns=3, least=14.0)
    for id, model in models.items():
        _draw(sheet, model, heads[id], id == LAST)
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-no-intermediates")
def nitric_oxide() -> Drawing:
    """NO on copper, and where its hydrogen atoms stand on the way to hydroxylamine."""
    models = _read(NO)
    first, _, on_nitrogen, last = models.values()
    fields = {
        "none": _electrons(first),
        "nitrogen": _electrons(on_nitrogen),
        "both": _electrons(last),
        "work": formatting.work("ji2023identification"),
        "bond": _held(on_nitrogen),
    }
    sheet = Sheet(columns=3, least=14.0)
    for id, model in models.items():
        # Where three stand side by side, the two ways of the first hydrogen stand above each other.
        alone = sheet.columns == len(NO) - 1 and model in (first, last)
        _draw(sheet, model, NO[id], model is last, alone)
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)


@figure("fig-atoms-nitrate-site")
def nitrate() -> Drawing:
    """Nitrate on copper amid nitrogen, alone and beside a cluster."""
    models = _read(NITRATE)
    alone = next(iter(models.values()))
    fields = {
        "bond": _held(alone),
        "length": bond_text(alone, "N", "O"),
        "electrons": _electrons(alone, charge=-1),
        "work": formatting.work("ji2023identification"),
    }
    sheet = Sheet(columns=2, least=18.0)
    for number, (id, model) in enumerate(models.items()):
        look: dict[str, Any] = {
            "span": 18.0,
            "tall": 7.5,
            "level": True,
            "sticks": True,
            "scale_bar": not number,
        }
        draw_structure(sheet, sheet.panel(*NITRATE[id]), model, atoms=atoms_near(model, 18.4, 9.5), **look)
    return Drawing(sheet.finish(), atoms_of(models.values()), fields)

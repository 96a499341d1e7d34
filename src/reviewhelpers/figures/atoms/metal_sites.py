"""Drawings of metals in carbon: single sites, pairs, clusters, and the frameworks they come from."""

from __future__ import annotations

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of


def _draw(ids, columns, **look):
    models = [structures.read(id) for id in ids]
    sheet = Sheet(columns=columns)
    for model in models:
        draw_structure(sheet, sheet.panel(model.title), model, **look)
    return Drawing(sheet.finish(), atoms_of(models), {})


@figure("fig-atoms-mn4")
def mn4() -> Drawing:
    return _draw(["str-graphene-co-n4", "str-graphene-co-n3"], 2)


@figure("fig-atoms-cu-ni")
def cu_ni() -> Drawing:
    return _draw(["str-graphene-cu-n4-ni-n4"], 1)


@figure("fig-atoms-macrocycles")
def macro() -> Drawing:
    return _draw(["str-porphyrin-cu", "str-phthalocyanine-cu", "str-porphyrin-co", "str-phthalocyanine-co"], 2)


@figure("fig-atoms-pair")
def pair() -> Drawing:
    return _draw(["str-graphene-co-n4", "str-graphene-co-mn-n4", "str-graphene-co-mn-n3"], 3)


@figure("fig-atoms-zif")
def zif() -> Drawing:
    return _draw(["str-zif8-node", "str-graphene-zn-vacancies", "str-graphene-co-mn-n3"], 3)


@figure("fig-atoms-mil")
def mil() -> Drawing:
    return _draw(["str-mil125-phthalocyanine"], 1)


@figure("fig-atoms-clusters")
def clusters() -> Drawing:
    return _draw(["str-graphene-cu-n4"] + ["str-graphene-cu-n4-" + x for x in ("cu3", "cu4", "cu7", "cu9", "particle")], 3)

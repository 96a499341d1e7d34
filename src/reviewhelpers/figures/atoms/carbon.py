"""Drawings of sheets of carbon."""

from __future__ import annotations

from reviewhelpers import structures
from reviewhelpers.charts.atoms import draw_structure
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.atoms.common import atoms_of, ring_text


@figure("fig-atoms-vacancies")
def vacancies() -> Drawing:
    """What a missing atom does to the rings of graphene."""
    pristine, vacancy = map(structures.read, ("str-graphene", "str-graphene-vacancy"))
    sheet = Sheet(columns=2)
    for model in (pristine, vacancy):
        panel = sheet.panel(model.title)
        draw_structure(sheet, panel, model, ring_sizes=True)
    return Drawing(sheet.finish(), atoms_of([pristine, vacancy]), {"rings": ring_text(vacancy)})

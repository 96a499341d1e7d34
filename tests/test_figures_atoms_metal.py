"""Drawings of metal sites: the atoms of their models, one scale, and words that agree with models and data."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers import figures, structures
from reviewhelpers.dataset import data
from reviewhelpers.figures.atoms import common, copper_sites
from reviewhelpers.structures import measure

MODELS = {
    "fig-atoms-mn4": ("str-graphene-co-n4", "str-graphene-co-n3"),
    "fig-atoms-cu-ni": ("str-graphene-cu-n4-ni-n4",),
    "fig-atoms-macrocycles": (
        "str-porphyrin-cu",
        "str-phthalocyanine-cu",
        "str-porphyrin-co",
        "str-phthalocyanine-co",
    ),
    "fig-atoms-pair": ("str-graphene-co-n4", "str-graphene-co-mn-n4", "str-graphene-co-mn-n3"),
    "fig-atoms-zif": ("str-zif8-node", "str-graphene-zn-vacancies", "str-graphene-co-mn-n3"),
    "fig-atoms-mil": ("str-mil125-phthalocyanine",),
    "fig-atoms-clusters": (
        copper_sites.ALONE,
        *(f"{copper_sites.ALONE}-{name}" for name in copper_sites.BESIDE),
    ),
}


@pytest.fixture(scope="module", params=sorted(MODELS))
def made(request: pytest.FixtureRequest) -> tuple[str, figures.Plot]:
    return request.param, figures.make(request.param)


def test_plotted_values_hold_each_atom_of_each_model(made: tuple[str, figures.Plot]) -> None:
    id, plot = made
    assert set(plot.data["rows"]) == set(MODELS[id])
    atoms = plot.data[plot.data["role"] != "vacancy"]
    for model in map(structures.read, MODELS[id]):
        own = atoms[atoms["rows"] == model.id]
        assert tuple(own["element"]) == model.elements
        assert np.abs(own[["x / Å", "y / Å", "z / Å"]].to_numpy() - model.positions).max() < 1e-3


def test_captions_are_short(made: tuple[str, figures.Plot]) -> None:
    assert len(made[1].caption.split()) <= 60


@pytest.mark.parametrize("width", ["page", "phone"])
@pytest.mark.parametrize("id", sorted(MODELS))
def test_panels_have_one_scale_which_the_last_one_tells(id: str, width: str) -> None:
    plot = figures.make(id, width=width)
    scales = [panel.get_position().width / np.ptp(panel.get_xlim()) for panel in plot.axes]
    sheets = scales[1:] if id == "fig-atoms-zif" else scales
    assert sheets == pytest.approx([sheets[-1]] * len(sheets), rel=0.02)


def test_what_is_told_of_a_bond_and_of_neighbours_is_that_of_the_model() -> None:
    pair = structures.read("str-graphene-co-mn-n3")
    (length,) = (
        bond.length
        for bond in measure.bonds(pair)
        if {pair.elements[end] for end in bond[:2]} == {"Co", "Mn"}
    )
    assert common.bond_text(pair, "Mn", "Co") == f"{length:.2f} Å"
    assert common.coordination(pair, "Co", "N") == common.coordination(pair, "Mn", "N") == [3]
    assert common.coordination(pair, "Co", "N", "cluster") == []


def test_a_printed_value_is_that_of_the_row_beside_the_model() -> None:
    model = structures.read("str-graphene-cu-n4-cu9")
    (row,) = common.printed_rows(model, "coordination_number")
    assert row["value"] == data.number("ji2023-cu1-5-ntc-95-cn-cu")
    assert common.printed(model, "nuclearity") == "9"
    assert common.printed_rows(model, "temperature") == []


def test_the_caption_of_clusters_orders_models_and_print() -> None:
    means = {
        name: copper_sites.mean_neighbours(structures.read(f"{copper_sites.ALONE}-{name}"))
        for name in copper_sites.BESIDE
    }
    assert list(means.values()) == sorted(means.values())
    # The caption says that the mean assigned to nine atoms exceeds that of the whole particle.
    assert data.number("ji2023-cu1-5-ntc-95-cn-cu") > means["particle"]

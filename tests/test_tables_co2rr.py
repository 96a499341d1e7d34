"""The tables of the CO2RR part hold what the data hold, and what follows from it."""

import pandas as pd
import pytest

from reviewhelpers import tables
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

pytestmark = pytest.mark.counted

SECTIONS = ("intrinsic", "heteroatom", "single-atom", "anion-vacancies", "cation-vacancies")
SECTIONS += ("grain-boundaries", "lattice")


def derived(system: str, formula: str) -> float:
    frame = tables.make("tab-co2rr-derived").frame
    found = frame[(frame["system"] == system) & (frame["formula"] == formula)]
    assert len(found) == 1
    return float(found["value"].iloc[0])


@pytest.mark.parametrize(
    ("system", "formula", "value"),
    [
        # −2.9 / 0.80 = −3.625
        ("daiyan2018-mesoporous-carbon", "j / FE", -3.625),
        # −24.8 / 0.994 = −24.9497; the efficiency of the flow cell is a bound of another experiment
        ("wang2022-con4-cnt", "j / FE", -24.9497),
        # 16.1 is called a current density, and printed without its sign: −16.1 × 0.83 = −13.363
        ("geng2018-zno", "j × FE", -13.363),
        # −245 / 0.94 = −260.638
        ("wang2021d-znin2s4", "j / FE", -260.638),
        # E°(CO₂/CO) = −20.1 kJ/mol / (2 × 96.485 kC/mol) = −0.10416 V; less 0.49 V
        ("daiyan2018-mesoporous-carbon", "E = E° − η", -0.59416),
        # 340 mV below −0.10416 V
        ("gu2019-fe3", "E = E° − η", -0.44416),
    ],
)
def test_derived_values_are_those_worked_by_hand(system: str, formula: str, value: float) -> None:
    assert derived(system, formula) == pytest.approx(value, rel=1e-4)


def test_derived_values_name_the_rows_they_come_from() -> None:
    for names in tables.make("tab-co2rr-derived").frame["rows"]:
        for name in names.split():
            data.row(name)


def test_formate_without_a_ph_is_not_placed() -> None:
    frame = tables.make("tab-co2rr-derived").frame
    assert "zhang2018-bi2s3-bi" not in set(frame["system"])


@pytest.mark.all_rows
def test_every_number_row_of_the_review_is_in_the_table_of_numbers() -> None:
    rows = pd.concat([data.table(name) for name in data.NUMBER_TABLES])
    shown = tables.make("tab-co2rr-numbers").frame["id"]
    assert sorted(shown) == sorted(rows.loc[rows["source"] == "li2022", "id"])


@pytest.mark.all_rows
def test_every_claim_about_a_system_stands_in_its_table() -> None:
    claims = data.table("claims")
    claims = claims[(claims["source"] == "li2022") & (claims["system"] != "")]
    rows = " ".join(" ".join(tables.make(f"tab-co2rr-{name}").frame["rows"]) for name in SECTIONS).split()
    assert set(claims["id"]) <= set(rows)


def test_controls_known_from_a_caption_stand_with_their_catalyst() -> None:
    assert {"zhang2019-cu-foam-bi", "zhang2019-bi-plate"} <= set(
        tables.make("tab-co2rr-lattice").frame["system"]
    )
    assert "pang2019-zns-perfect" in set(tables.make("tab-co2rr-cation-vacancies").frame["system"])


@pytest.mark.parametrize(
    ("cite", "verdicts"),
    [
        ("nakata2014high", ["same"]),
        ("gu2019atomically", ["same number under another name", "same"]),
        ("ye2017surface", ["not confirmed by the abstract"]),
        ("lu2021atomically", ["only in the abstract"]),
    ],
)
def test_abstracts_are_compared_row_by_row(cite: str, verdicts: list[str]) -> None:
    frame = tables.make("tab-co2rr-abstracts").frame
    assert list(frame.loc[frame["cite"] == cite, "compared"]) == verdicts


@pytest.mark.all_rows
def test_equilibria_move_with_ph_only_where_protons_and_electrons_differ() -> None:
    frame = tables.make("tab-co2rr-equilibria").frame.set_index("half-reaction")
    moved = (frame["E at pH 7 / V vs RHE"] - frame["E° / V vs SHE"]).round(6)
    assert set(moved[moved != 0].index) == {"formate", "acetate"}
    # One proton for two electrons: half the slope stays, 7 × 0.05916 / 2 V.
    assert moved["formate"] == pytest.approx(7 * 0.05916 / 2, abs=1e-4)


def test_a_product_stands_with_the_state_that_its_potential_is_for() -> None:
    made = tables.make("tab-co2rr-equilibria")
    names = dict(zip(made.frame["half-reaction"], (row[0] for row in made.cells), strict=True))
    assert names["formic-acid"].endswith(", dissolved")
    assert names["methanol"].endswith(", liquid")
    assert names["co"].endswith(", gas")
    assert set(made.frame["state"]) == {"gas", "liquid", "dissolved"}


@pytest.mark.all_rows
def test_every_panel_is_listed_and_its_companion_is_a_figure() -> None:
    from reviewhelpers import figures

    frame = tables.make("tab-co2rr-panels").frame
    assert list(frame["figure"] + frame["panel"]) == [f"{n}{letter}" for n in "12" for letter in "ABCDEFG"]
    assert set(frame.loc[frame["companion"] != "", "companion"]) <= set(figures.ids())


def test_a_row_that_names_no_conditions_says_so() -> None:
    assert formatting.conditions(data.row("li2022-dong2020-fe")) == "not reported"
    assert formatting.conditions(data.row("li2022-gu2019-onset")) == "scale of the potential not stated"
    assert formatting.value(data.row("abstract-choi2019-fe")) == "(52.43 ± 2.72) %"


def test_quantities_and_sources_count_what_is_there() -> None:
    assert set(tables.make("tab-use-quantities").frame["id"]) == set(data.table("performance")["quantity"])
    held = tables.make("tab-use-sources").frame.set_index("id")["rows"]
    assert held["li2022"] > 100
    names = (*data.NUMBER_TABLES, "systems", "claims", "panels", "outlook", "reactions")
    counted = sum((data.table(name)["source"] == "pei2024").sum() for name in names)
    assert held["pei2024"] == counted

"""Steps of pathways: balanced, in order, and together the half-reaction."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from reviewhelpers.chemistry import pathways, reactions
from reviewhelpers.chemistry.pathways import PathwayError
from reviewhelpers.dataset import data, provenance
from reviewhelpers.validation import pathways as rules

STEPS = data.table("pathway_steps")
HALF = {number: dict(row) for number, (_, row) in enumerate(data.table("half_reactions").iterrows(), start=2)}


def found(**changes: dict[str, str]) -> set[tuple[str, str | None]]:
    """The faults of the table with other cells in some rows: the id of the row and the column."""
    rows = {}
    for number, (id, row) in enumerate(STEPS.iterrows(), start=2):
        cells = {key: str(int(cell)) if isinstance(cell, float) else cell for key, cell in row.items()}
        rows[number] = {**cells, **changes.get(str(id).replace("-", "_"), {})}
    return {(rows[fault.row]["id"], fault.column) for fault in rules.faults(rows, HALF) if fault.row}


@pytest.mark.parametrize("id", STEPS.index)
def test_a_step_balances_and_begins_and_ends_as_it_says(id: str) -> None:
    row = STEPS.loc[id]
    reaction = reactions.parse(row["equation"])
    assert reactions.balance(reaction).balanced
    assert reactions.electrons(reaction) == row["electrons"]
    assert pathways.species(row["start"]) in dict(reaction.left)
    assert pathways.species(row["end"]) in dict(reaction.right)


@pytest.mark.parametrize("id", STEPS.index)
def test_protons_outnumber_electrons_by_the_charge_that_goes(id: str) -> None:
    reaction = reactions.parse(STEPS.loc[id, "equation"])
    proton = reactions.Species("H", 1)
    taken = -reaction.change.get(proton, Fraction(0))
    charge = {
        side: sum(number * each.charge for each, number in terms if each.formula not in ("e", "H"))
        for side, terms in (("left", reaction.left), ("right", reaction.right))
    }
    assert taken - reactions.electrons(reaction) == charge["right"] - charge["left"]
    if not any(each.charge for each in reaction.change if each.formula not in ("e", "H")):
        assert taken == reactions.electrons(reaction)


@pytest.mark.parametrize("pathway", pathways.names())
def test_a_pathway_is_a_chain_that_adds_up_to_its_half_reaction(pathway: str) -> None:
    own = pathways.steps(pathway)
    assert list(own["order"]) == list(range(1, len(own) + 1))
    assert list(own["start"][1:]) == list(own["end"][:-1])
    half = data.table("half_reactions").loc[own["half_reaction"].iloc[0]]
    total = pathways.whole(pathway)
    assert pathways.difference(total, reactions.parse(half["equation"])) == {}
    assert reactions.electrons(total) == half["electrons"]


def test_the_table_has_no_fault_and_a_change_of_any_kind_is_one() -> None:
    assert found() == set()
    assert ("co2-to-co-co", "order") in found(co2_to_co_co={"order": "4"})
    assert ("co2-to-co-co", "start") in found(co2_to_co_co={"start": "*CHO"})
    assert ("co2-to-co-co", "end") in found(co2_to_co_co={"end": "*CHO"})
    assert ("co-to-methane-cho", "after") in found(co_to_methane_cho={"after": "none"})
    assert ("co-to-methane-rest", "half_reaction") in found(co_to_methane_rest={"half_reaction": "co"})
    doubled = {"equation": "CO2 + 2 H+ + 2 e- -> *COOH + H+ + e-"}
    assert found(co2_to_co_cooh=doubled) == set()
    short = {"equation": "*COOH + 2 H+ + 2 e- -> *CO + H2O"}
    assert ("co2-to-co-cooh", "half_reaction") in found(co2_to_co_co=short)
    assert ("co2-to-co-cooh", "cite") in found(co2_to_co_cooh={"cite": ""})
    assert ("co2-to-co-desorption", "printed_rows") in found(co2_to_co_desorption={"printed_rows": ""})


def test_what_a_source_prints_is_the_same_step() -> None:
    for id, row in STEPS[STEPS["basis"] == "printed"].iterrows():
        for printed in row["printed_rows"].split():
            found = data.row(printed)
            assert row["cite"] in (found["cite"], data.table("sources").loc[found["source"], "cite"]), id
            if "balanced" in found:
                same = pathways.difference(
                    reactions.parse(row["equation"]), reactions.parse(found["balanced"].replace("(g)", ""))
                )
                assert same == {}, id


def test_every_work_behind_a_step_is_a_work_of_the_book() -> None:
    for id, row in STEPS.iterrows():
        assert provenance.works_of_rows([str(id)]) == [row["cite"]] * bool(row["cite"])


def test_oxidation_states_fall_by_the_electrons_taken_up() -> None:
    own = pathways.steps("nitrate-to-ammonia")
    states = [pathways.oxidation_state(each, "N") for each in [own["start"].iloc[0], *own["end"]]]
    assert list(map(int, (states[0], states[-1]))) == [5, -3]
    falls = [int(before - after) for before, after in pairwise(states)]
    assert falls == list(own["electrons"])
    with pytest.raises(PathwayError, match="alone"):
        pathways.oxidation_state("NaNO3", "N")


def test_a_pathway_that_is_not_there_is_named() -> None:
    with pytest.raises(PathwayError, match="co2-to-co"):
        pathways.steps("co2-to-gold")

"""The tables of the NORR part hold what the data hold."""

import pandas as pd
import pytest

from reviewhelpers import tables
from reviewhelpers.chemistry import reactions, units
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted


@pytest.mark.all_rows
def test_every_system_and_number_of_the_review_is_listed() -> None:
    systems = data.table("systems")
    assert sorted(tables.make("tab-norr-systems").frame["system"]) == sorted(
        systems.loc[systems["source"] == "gan2024", "id"]
    )
    rows = pd.concat([data.table(name) for name in data.NUMBER_TABLES])
    assert sorted(tables.make("tab-norr-numbers").frame["id"]) == sorted(
        rows.loc[rows["source"] == "gan2024", "id"]
    )


def test_equation_2_lacks_a_proton_and_the_table_says_so() -> None:
    frame = tables.make("tab-norr-equations").frame.set_index("id")
    # The print is kept: whoever mends it in place fails here.
    assert frame.loc["gan2024-equation-2", "equation_as_printed"] == "NO ads( ) + e- → NOH ads( )"
    assert frame["lacks"].to_dict() == {
        "gan2024-equation-1": "nothing",
        "gan2024-equation-2": "1 H+ on the left",
        "gan2024-equation-3": "nothing",
        "gan2024-equation-4": "nothing",
    }


def test_balanced_forms_balance_and_add_up_to_the_whole() -> None:
    frame = data.table("reactions")
    frame = frame[frame["source"] == "gan2024"]
    assert all(reactions.balance(step).balanced for step in frame["balanced"])
    assert [reactions.electrons(step) for step in frame["balanced"]] == list(frame["electrons"])
    assert reactions.electrons(reactions.add(list(frame["balanced"]))) == 5
    assert reactions.balance(reactions.add(list(frame["equation_as_printed"]))).missing == "1 H+ on the left"


@pytest.mark.parametrize(
    ("row_id", "value"),
    [
        # 27.51e-10 mol s⁻¹ cm⁻² × 3600 s/h × 1e6 µmol/mol = 9.9036
        ("gan2024-mno2-x-yield", 9.9036),
        # 8.83e-10 × 3.6e9 = 3.1788
        ("gan2024-mno2-yield", 3.1788),
        ("gan2024-fe-mos2-x-yield", 288.2),
    ],
)
def test_yields_in_one_unit_are_those_worked_by_hand(row_id: str, value: float) -> None:
    row = data.row(row_id)
    assert units.harmonise(row["value"], row["unit"], "umol/h/cm**2") == pytest.approx(value)


def test_the_largest_yield_as_a_current_is_the_one_worked_by_hand() -> None:
    row = data.row("gan2024-fe-mos2-x-yield")
    # 288.2e-6 mol/h/cm² / 3600 s/h × 5 × 96485 C/mol = 38.62 mA/cm², cathodic
    current = units.harmonise(row["value"], row["unit"], "mA/cm**2", electrons=5)
    assert current == pytest.approx(-38.62, abs=0.01)


def test_a_yield_without_an_area_is_not_converted() -> None:
    row = data.row("gan2024-sns2-x-yield")
    with pytest.raises(units.UnitError, match="area not given"):
        units.harmonise(row["value"], row["unit"], "umol/h/cm**2")


def test_the_abstract_adds_the_scale_that_the_review_leaves_out() -> None:
    frame = tables.make("tab-norr-abstracts").frame
    compared = frame.loc[frame["system"] == "CoS₁₋ₓ", "compared"]
    assert compared.str.contains("adds the scale, RHE").sum() == 2
    # A potential with no reference electrode stays without one.
    rows = data.table("performance")
    assert set(rows.loc[rows.index.str.startswith("gan2024-cos"), "potential_scale"]) == {"not stated"}


@pytest.mark.all_rows
def test_works_known_by_key_only_are_cited_through_the_review() -> None:
    cells = {row[0]: row[-1] for row in tables.make("tab-norr-systems").cells}
    assert cells["NiNC@CF"] == "Muthusamy et al., 2022, through {cite:t}`gan2024defects`"
    assert cells["CoS₁₋ₓ"] == "{cite:t}`zhang2022enhancing`"


@pytest.mark.all_rows
def test_what_is_not_stated_is_said_for_every_system_with_a_number() -> None:
    frame = tables.make("tab-norr-conditions").frame.set_index("system")
    rows = data.table("performance")
    assert set(frame.index) == set(rows.loc[rows["source"] == "gan2024", "system"])
    assert frame.loc["li2022-mno2-x", "not stated"] == "cell; scale of the potential"
    assert frame.loc["chen2023f-fe-mos2-x", "not stated"] == "electrolyte; cell; duration"
    # Driven by heat, as far as the text tells: no condition of a cell is there.
    stated = ("potential", "electrolyte", "cell", "duration", "scale of the potential")
    assert not frame.loc["jin2023-ce-co-cr-o", list(stated)].any()


def test_a_control_stands_with_the_catalyst_of_its_work() -> None:
    made = tables.make("tab-norr-systems")
    starts = dict(made.groups)
    head, names = "", {}
    for number, row in enumerate(made.cells):
        head = starts.get(number, head)
        names.setdefault(head, []).append(row[0])
    assert {"MnO₂₋ₓ", "MnO₂ (control)", "SnS₂ (control)"} <= set(names["Anion vacancies"])
    assert "Pt electrode (example)" in names["Without a defect, to compare"]

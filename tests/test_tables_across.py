"""The tables that read across the sources show what the rules and the data say."""

from __future__ import annotations

import itertools
import math

import baseline_rows
import pytest
from figure_texts import lacking

from reviewhelpers import tables
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

pytestmark = pytest.mark.counted

SYSTEMS = baseline_rows.Lazy(lambda: tables.make("tab-across-systems"))
FLAGS = baseline_rows.Lazy(lambda: tables.make("tab-across-flags"))
COMPARABLE = baseline_rows.Lazy(lambda: tables.make("tab-across-comparable"))


def cell(id: str, name: str) -> str:
    place = 3 + summary_table.FIGURES_OF_MERIT.index(name)
    return SYSTEMS.cells[list(SYSTEMS.frame["id"]).index(id)][place]


@pytest.mark.all_rows
def test_all_systems_with_numbers_stand_in_the_table() -> None:
    assert set(SYSTEMS.frame["system"]) == set(data.table("performance")["system"])
    assert len(SYSTEMS.cells) == len(summary_table.build())


def test_printed_derived_and_empty_cells_differ_to_the_eye() -> None:
    frame = SYSTEMS.frame
    for id, name in itertools.product(frame["id"], summary_table.FIGURES_OF_MERIT):
        row, text = frame.loc[id], cell(id, name)
        formula = row[f"{name} formula"]
        if math.isnan(row[name]):
            missing = row[f"{name} missing"]
            assert text == ("—" if missing == "not printed" else f"*{missing}*")
        elif formula.startswith("printed") and formula != summary_table.SIGN:
            assert not set("†‡*`(") & set(text)
        else:
            # Rows and formula stand behind the number, for whoever points at it.
            assert text.startswith("{abbr}`")
            assert ("†" in text) == (formula != summary_table.SIGN)
            assert ("‡" in text) == (formula == summary_table.SIGN)
            assert formula in text
            assert all(id in text for id in row[f"{name} from"].split())
            # The first bracket starts what is shown on pointing.
            assert text.index("(") > text.index("†" if "†" in text else "‡")


@pytest.mark.parametrize(
    ("id", "name", "text"),
    [
        ("li2022-hao2022-fe", summary_table.POTENTIAL, "−1.18 to −0.78"),
        ("li2022-chen2020b-fe", summary_table.EFFICIENCY, "about 89"),
        ("pei2024-l-comn-h-stability-fe", summary_table.EFFICIENCY, "> 85"),
        ("abstract-pei2024co-fe", summary_table.EFFICIENCY, "up to 98 ± 1.8"),
        ("abstract-choi2019-fe", summary_table.EFFICIENCY, "52.43 ± 2.72"),
        ("gan2024-mno2-x-yield", summary_table.YIELD, "up to 9.9036"),
        ("gan2024-mno2-x-yield", summary_table.POTENTIAL, "*scale not stated*"),
    ],
)
def test_bounds_and_ranges_are_read_as_printed(id: str, name: str, text: str) -> None:
    assert cell(id, name) == text


def test_derived_numbers_have_three_figures_and_the_file_all() -> None:
    # 288.2e-6 mol/h/cm² / 3600 s/h × 5 × 96485 C/mol = 38.621 mA/cm²
    id = "gan2024-fe-mos2-x-fe"
    assert cell(id, summary_table.PARTIAL).startswith("{abbr}`−38.6† (yield per area × 5 electrons")
    assert SYSTEMS.frame.loc[id, summary_table.PARTIAL] == pytest.approx(-38.621, abs=1e-3)
    assert cell("ji2023-cu1-5-yield", summary_table.TURNOVER).startswith("{abbr}`≥ 364†")


@pytest.mark.all_rows
def test_the_file_names_rows_and_formula_of_every_value() -> None:
    lines = tables.render("tab-across-systems", "csv").splitlines()
    head = lines[0]
    for name in summary_table.FIGURES_OF_MERIT:
        assert all(f"{name} {part}" in head for part in ("from", "formula", "missing"))


@pytest.mark.all_rows
def test_every_rule_is_listed_with_what_it_does() -> None:
    frame = FLAGS.frame.set_index("rule")
    assert list(frame.index) == list(comparability.RULES)
    assert frame.loc["other-cell", "does"] == "forbids"
    assert frame.loc["cell-unknown", "does"] == "warns"
    # A difference needs two values, so one alone is not counted.
    assert (
        frame["statements hit"]
        .isna()
        .equals(frame.index.to_series().map(lambda name: comparability.RULES[name].of_row is None))
    )


def test_the_counts_are_those_of_the_data() -> None:
    frame = FLAGS.frame.set_index("rule")
    merged = summary_table.statements(data.table("performance"))
    assert frame.loc["scale-unknown", "statements hit"] == (merged["potential_scale"] == "not stated").sum()
    # Two systems are driven, one by heat and one by light, with one statement each: each pairs with all
    # others, and the pair of the two is one.
    count = len(merged)
    assert frame.loc["not-electrochemical", "statements hit"] == 2
    assert frame.loc["not-electrochemical", "pairs hit"] == 2 * (count - 1) - 1
    # Pairs of statements less those on one system.
    systems = merged["system"].value_counts()
    pairs = count * (count - 1) // 2 - sum(number * (number - 1) // 2 for number in systems)
    assert lacking(FLAGS.caption, str(count), str(pairs)) == []
    reactions = merged["reaction"].value_counts()
    unlike = sum(a * b for a, b in itertools.combinations(reactions, 2))
    assert frame.loc["other-reaction", "pairs hit"] == unlike


@pytest.mark.all_rows
def test_within_a_set_no_rule_forbids_and_all_warnings_are_told() -> None:
    merged = summary_table.statements(data.table("performance"))
    for _, row in COMPARABLE.frame.iterrows():
        ids = [id for id in row["rows"].split() if id in merged.index]
        assert len({merged.loc[id, "system"] for id in ids}) > 1
        warned = set()
        for one, other in itertools.combinations(ids, 2):
            found = [flag.name for flag in comparability.flags(merged.loc[one], merged.loc[other])]
            assert not any(comparability.RULES[name].forbids for name in found)
            warned |= set(found)
        assert warned == set(row["warnings"].split())


def test_the_sets_hold_the_series_and_pairs_that_the_sources_set_side_by_side() -> None:
    held = [set(ids.split()) for ids in COMPARABLE.frame["systems"]]
    four = {"pei2024-l-co1mn1-nc", "pei2024-co1mn1-nc", "pei2024-co1-nc", "pei2024-mn1-nc"}
    assert held.count(four) == 1
    # Yield and efficiency of each defective material and its pristine one.
    assert held.count({"li2022-mno2-x", "li2022-mno2"}) == 2
    assert held.count({"zhang2022-cos1-x", "zhang2022-cos"}) == 2
    told = {row[0]: row for row in COMPARABLE.cells}
    assert "L-Co₁Mn₁-NC 1067 h⁻¹" in told["Turnover frequency, CO"][1]


def test_the_conditions_of_a_set_name_the_scale_where_a_row_does() -> None:
    rows = COMPARABLE.frame
    sulfides = rows[rows["systems"].str.contains("zhang2022-cos")]
    assert list(sulfides["conditions"]) == ["−0.4 V vs RHE; 0.2 M Na₂SO₄"] * 2
    assert formatting.conditions(data.row("gan2024-cos-fe")) not in set(rows["conditions"])

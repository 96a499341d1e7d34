"""The harmonised table: every value has its derivation, every empty cell its reason."""

from __future__ import annotations

import math
from typing import Any

import baseline_rows
import pandas as pd
import pytest

from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.analysis.summary_table import (
    EFFICIENCY,
    FIGURES_OF_MERIT,
    PARTIAL,
    POTENTIAL,
    TURNOVER,
    YIELD,
)
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ALL = baseline_rows.Lazy(summary_table.build)
TABLES = (*data.NUMBER_TABLES, "half_reactions")
KNOWN = {id for name in TABLES for id in data.table(name)["id"]}


def planted(*rows: tuple[str, dict[str, Any]]) -> pd.DataFrame:
    """The harmonised table of a few rows of the data, changed."""
    frame = data.table("performance").loc[[id for id, _ in rows]]
    for id, changes in rows:
        for column, value in changes.items():
            frame.loc[id, column] = value
    return summary_table.build(frame)


@pytest.mark.all_rows
@pytest.mark.parametrize("name", FIGURES_OF_MERIT)
def test_every_value_has_its_derivation_and_every_empty_cell_its_reason(name: str) -> None:
    empty = ALL[name].isna()
    assert 0 < empty.sum() < len(ALL)
    for part in ("from", "formula", "relation"):
        assert ((ALL[f"{name} {part}"] == "") == empty).all()
    assert ((ALL[f"{name} missing"] != "") == empty).all()
    assert {id for ids in ALL[f"{name} from"] for id in ids.split()} <= KNOWN


@pytest.mark.all_rows
def test_every_row_of_performance_with_a_figure_of_merit_stands_in_one_row_and_no_other() -> None:
    frame = data.table("performance")
    wanted = set(frame.loc[frame["quantity"].isin(summary_table.QUANTITIES), "id"])
    held = [id for ids in ALL["rows"] for id in ids.split()]
    assert len(held) == len(set(held))
    assert wanted <= set(held)
    assert set(ALL["system"]) == set(frame["system"])


def test_printed_values_are_those_of_their_rows() -> None:
    frame = data.table("performance")
    printed = ALL[ALL[f"{EFFICIENCY} formula"] == summary_table.PRINTED]
    assert len(printed) > 20
    for _, row in printed.iterrows():
        for id in row[f"{EFFICIENCY} from"].split():
            assert frame.loc[id, "value"] == row[EFFICIENCY]


@pytest.mark.parametrize(
    ("id", "name", "value", "rows"),
    [
        # Faraday: −5 × 96485 C/mol × 27.51e-10 mol/s/cm² = −1.32716e-3 A/cm²
        (
            "gan2024-mno2-x-yield",
            PARTIAL,
            -1.32716,
            "gan2024-mno2-x-yield abstract-mno2-x-yield ammonia-from-no",
        ),
        # 27.51e-10 mol/s/cm² × 3600 s/h × 1e6 µmol/mol = 9.9036
        ("gan2024-mno2-x-yield", YIELD, 9.9036, "gan2024-mno2-x-yield abstract-mno2-x-yield"),
        # −16.1 (printed as 16.1) × 0.83 = −13.363
        ("li2022-geng2018-fe", PARTIAL, -13.363, "li2022-geng2018-j li2022-geng2018-fe"),
        # 13.363e-3 A/cm² / (2 × 96485 C/mol) × 3600 s/h × 1e6 = 249.30
        ("li2022-geng2018-fe", YIELD, 249.30, "li2022-geng2018-j li2022-geng2018-fe co"),
        # −107.7 × 0.87 = −93.699; the current at the start, −120, belongs to no efficiency
        (
            "pei2024-l-comn-flow-j-end",
            PARTIAL,
            -93.699,
            "pei2024-l-comn-flow-j-end pei2024-l-comn-flow-stability-fe",
        ),
        # −20.1 kJ/mol / (2 × 96.485 kJ/mol/V) − 0.49 = −0.10416 − 0.49
        ("li2022-wang2022-fe", POTENTIAL, -0.59416, "li2022-wang2022-fe li2022-wang2022-j co"),
        # 88.2e-3 mol/h/g × 0.5e-3 g/cm² = 44.1e-6, printed as 0.044e-3 mol/h/cm²;
        # −8 × 96485 × 44.1e-6 mol/h/cm² / 3600 s/h = −9.4556e-3 A/cm²
        (
            "ji2023-cu1-5-yield",
            PARTIAL,
            -9.4556,
            "ji2023-cu1-5-yield ji2023-cu1-5-yield-introduction ji2023-cu1-5-yield-highlights "
            "ji2023-cu1-5-yield-abstract ji2023-cu1-5-yield-conclusions page-ji2023-yield "
            "ji2023-loading ammonia-from-nitrate",
        ),
        # 88.2e-3 mol/h/g / (0.0154 / 63.546 g/mol = 2.4234e-4 mol/g) = 363.95
        (
            "ji2023-cu1-5-yield",
            TURNOVER,
            363.95,
            "ji2023-cu1-5-yield ji2023-cu1-5-yield-introduction ji2023-cu1-5-yield-highlights "
            "ji2023-cu1-5-yield-abstract ji2023-cu1-5-yield-conclusions page-ji2023-yield "
            "ji2023-cu1-5-ntc-loading",
        ),
    ],
)
def test_derived_values_are_those_worked_by_hand(id: str, name: str, value: float, rows: str) -> None:
    row = ALL.loc[id]
    assert row[name] == pytest.approx(value, rel=2e-5)
    assert row[f"{name} from"] == rows


def test_a_turnover_per_metal_atom_is_told_as_a_lower_bound() -> None:
    row = ALL.loc["ji2023-cu1-5-yield"]
    assert row[f"{TURNOVER} relation"] == ">="
    assert "per metal atom: a lower bound" in row[f"{TURNOVER} formula"]


def test_currents_of_reductions_are_negative_and_say_where_the_sign_is_ours() -> None:
    assert (ALL[PARTIAL].dropna() < 0).all()
    signs = ALL.loc[ALL[f"{PARTIAL} formula"] == summary_table.SIGN, f"{PARTIAL} from"]
    frame = data.table("performance")
    assert {value > 0 for ids in signs for value in frame.loc[ids.split(), "value"]} == {True}
    assert ALL.loc["li2022-wang2022-fe", f"{PARTIAL} formula"] == summary_table.PRINTED
    # 1 A/cm² = 1000 mA/cm²
    pairs = ALL.loc["abstract-hao2022ni-j"]
    assert (pairs[PARTIAL], pairs[f"{PARTIAL} relation"]) == (-1000.0, "~")


def test_the_value_printed_in_many_places_is_one_row_with_the_fullest_conditions() -> None:
    row = ALL[ALL["system"] == "ji2023-cu1-5-ntc"]
    assert len(row) == 1
    assert list(row["potential_scale"]) == ["RHE"]
    assert list(row["cell"]) == ["H-type cell"]
    # The scale is that of the places that print it, and of no other.
    assert list(row[f"{POTENTIAL} from"]) == [
        "ji2023-cu1-5-yield-introduction ji2023-cu1-5-fe-introduction ji2023-cu1-5-yield-area"
    ]
    # Of two electrolytes, one within the other, the longer says more.
    assert ALL.loc["li2022-nakata2014-fe", "electrolyte"] == "methanol, aqueous NaCl or seawater"
    frame = data.table("performance")
    printed = frame.loc[(frame["value"] == 88.2) & (frame["quantity"] == "yield_per_mass"), "id"]
    assert len(printed) == 6
    assert set(printed) <= set(row["rows"].iloc[0].split())


def test_equal_values_under_two_conditions_stay_two() -> None:
    merged = summary_table.statements(data.table("performance"))
    windows = ["pei2024-l-comn-fe-window", "pei2024-l-comn-flow-fe-window"]
    assert set(windows) <= set(merged.index)
    assert list(merged.loc[windows, "rows"]) == windows
    twice = data.table("performance").loc[["li2022-ye2017-fe"] * 2].reset_index(drop=True)
    twice["id"] = ["one", "two"]
    twice = twice.set_index("id", drop=False)
    assert list(summary_table.statements(twice)["rows"]) == ["one two"]
    for column, value in (("potential", -0.5), ("value", 92.0), ("relation", ">")):
        other = twice.copy()
        other.loc["two", column] = value
        assert len(summary_table.statements(other)) == 2, column


def test_a_potential_without_a_scale_is_left_empty() -> None:
    row = ALL.loc["gan2024-mno2-x-yield"]
    assert math.isnan(row[POTENTIAL])
    assert row[f"{POTENTIAL} missing"] == "scale not stated"
    # One that is inferred stands with that word.
    assert ALL.loc["pei2024-l-comn-fe", POTENTIAL] == -0.47
    assert ALL.loc["pei2024-l-comn-fe", f"{POTENTIAL} formula"].endswith("scale inferred")
    assert ALL.loc["li2022-zhang2018-fe", f"{POTENTIAL} missing"] == "overpotential; pH not printed"
    # The abstract adds the scale beside the defective sulfide; both were held at one potential.
    assert ALL.loc["gan2024-cos1-x-yield", POTENTIAL] == -0.4
    assert ALL.loc["gan2024-cos-yield", POTENTIAL] == -0.4
    assert ALL.loc["gan2024-cos-yield", f"{POTENTIAL} formula"].endswith("by the abstract")
    assert "abstract-cos1-x-yield" in ALL.loc["gan2024-cos-yield", f"{POTENTIAL} from"].split()


def test_what_heat_drives_stands_in_the_table_with_its_reasons() -> None:
    row = ALL.loc["gan2024-ce-conversion"]
    assert row[list(FIGURES_OF_MERIT)].isna().all()
    assert row[f"{POTENTIAL} missing"] == "driven by heat, no potential"
    assert row[f"{PARTIAL} missing"] == row[f"{YIELD} missing"] == "driven by heat, no current"
    assert row[f"{EFFICIENCY} missing"] == "a conversion printed, not an efficiency"
    assert "not-electrochemical" in row["flags"].split()


def test_yields_that_lack_area_or_loading_are_not_converted() -> None:
    reason = "yield printed with neither area nor mass"
    row = ALL.loc["gan2024-sns2-x-yield"]
    assert row[f"{YIELD} missing"] == row[f"{PARTIAL} missing"] == reason
    battery = ALL.loc["abstract-cos1-x-battery-yield"]
    assert battery[f"{YIELD} missing"] == "yield per mass, and the loading not printed"


def test_a_yield_per_mass_becomes_one_per_area_by_the_loading() -> None:
    row = planted(("ji2023-cu1-5-yield", {})).iloc[0]
    # 88.2 mmol/h/g × 0.5e-3 g/cm² = 0.0441 mmol/h/cm² = 44.1 µmol/h/cm²
    assert row[YIELD] == pytest.approx(44.1)
    assert row[f"{YIELD} from"] == "ji2023-cu1-5-yield ji2023-loading"
    # −8 × 96485 × 44.1e-6 / 3600 = −9.4556e-3 A/cm²
    assert row[PARTIAL] == pytest.approx(-9.4556, rel=1e-4)
    # 1492.41 µg/h/mg of NH3 (17.031 g/mol) is 87.629 mmol/h/g, and with 0.5 mg/cm² 43.815 µmol/h/cm².
    by_mass = {"system": "ji2023-cu1-5-ntc", "reaction": "NITRR"}
    row = planted(("abstract-cos1-x-battery-yield", by_mass)).iloc[0]
    assert row[YIELD] == pytest.approx(43.815, rel=1e-4)


def test_an_efficiency_follows_from_partial_and_total_current() -> None:
    row = planted(
        ("li2022-wang2022-j", {}),
        # 24.8 / 31 = 80 %
        ("li2022-geng2018-j", {"system": "wang2022-con4-cnt", "value": 31.0, "potential": 0.49}
         | {"potential_scale": "overpotential", "cell": "H-type cell"}),
    )  # fmt: skip
    assert len(row) == 1
    assert row.iloc[0][EFFICIENCY] == pytest.approx(80.0)
    assert row.iloc[0][f"{EFFICIENCY} from"] == "li2022-wang2022-j li2022-geng2018-j"


def test_a_total_current_that_was_held_gives_a_partial_one_only_with_a_single_value() -> None:
    at = {"current_density": 100.0, "current_density_max": math.nan, "relation": "="}
    # 100 mA/cm² × 90 %
    assert planted(("li2022-wang2022-fe-flow", at)).iloc[0][PARTIAL] == pytest.approx(-90.0)
    for change in ({"relation": ">"}, {"current_density_max": 600.0}):
        row = planted(("li2022-wang2022-fe-flow", at | change)).iloc[0]
        assert row[f"{PARTIAL} missing"] == "total current or efficiency only a range or a bound"


def test_bounds_ranges_and_uncertainties_stay_as_printed() -> None:
    row = ALL.loc["li2022-hao2022-fe"]
    assert (row[POTENTIAL], row[f"{POTENTIAL} max"]) == (-1.18, -0.78)
    assert ALL.loc["abstract-liu2021-fe", f"{EFFICIENCY} relation"] == ">"
    assert ALL.loc["abstract-pei2024co-fe", f"{EFFICIENCY} uncertainty"] == 1.8
    assert ALL.loc["gan2024-mno2-x-yield", f"{YIELD} statistic"] == "maximum"
    bound = planted(("li2022-li2020-j", {"relation": ">"})).iloc[0]
    assert bound[f"{YIELD} missing"] == "current only a bound"


def test_a_value_of_a_part_is_not_derived_from() -> None:
    row = ALL.loc["abstract-tang2020-j"]
    assert row[PARTIAL] == -1294.0
    assert row[f"{YIELD} missing"] == "current of a part, not of the electrode"


def test_values_without_a_potential_do_not_borrow_one() -> None:
    rows = ALL[ALL["system"] == "hao2022-cuni"]
    assert len(rows) == 2
    assert rows[TURNOVER].notna().sum() == rows[EFFICIENCY].notna().sum() == 1
    assert math.isnan(rows.loc["li2022-hao2022-tof", POTENTIAL])


def test_the_flags_are_names_of_rules() -> None:
    assert {name for names in ALL["flags"] for name in names.split()} <= set(comparability.RULES)
    assert ALL.loc["ji2023-cu1-5-yield", "flags"] == ""


def test_the_table_is_given_as_a_copy() -> None:
    first = summary_table.build()
    first[EFFICIENCY] = 0.0
    assert not (summary_table.build()[EFFICIENCY] == 0.0).any()


def test_the_old_name_still_works_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match=r"summary_table\.build"):
        old = getattr(summary_table, "harmonised")  # noqa: B009
    assert old is summary_table.build
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summary_table.nothing

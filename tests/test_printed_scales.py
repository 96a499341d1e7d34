"""One potential has one scale wherever it is shown, and a scale read in another place is told as such."""

import math

import pytest
from support import change

from reviewhelpers import tables
from reviewhelpers.analysis import comparability, labs, summary_table
from reviewhelpers.chemistry import printed_scales, scale_inference
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

PAIR = ("gan2024-cos1-x-yield", "gan2024-cos1-x-fe", "gan2024-cos-yield", "gan2024-cos-fe")


@pytest.mark.parametrize("row", PAIR)
def test_what_one_sentence_prints_has_one_scale_everywhere(row: str) -> None:
    printed = data.row(row)
    # The review names no electrode; the abstract of the work does.
    assert printed["potential_scale"] == "not stated"
    assert printed_scales.scale_of(printed).name == "RHE"
    assert printed_scales.scale_of(printed).how == printed_scales.ABSTRACT
    assert comparability.potential_vs_rhe(printed).low == -0.4
    assert not comparability.potential_vs_rhe(printed).missing
    told = formatting.conditions(printed)
    assert "−0.4 V vs RHE" in told
    assert "abstract" in told
    assert "not stated" not in told


def test_tables_agree_on_the_scale_of_the_pair() -> None:
    shown = {
        *(row[1] for row in tables.make("tab-norr-conditions").cells if row[0].startswith("CoS")),
        *(
            row[2]
            for row in tables.make("tab-across-systems").cells
            if row[0] in ("CoS", "CoS₁₋ₓ")
            if "V" in row[2]
        ),
    }
    assert shown
    assert all("−0.4 V vs RHE" in each for each in shown)
    merged = summary_table.build()
    merged = merged[
        merged["system"].isin(["zhang2022-cos", "zhang2022-cos1-x"]) & merged["potential"].notna()
    ]
    assert set(merged["potential_scale"]) == {"RHE"}


def test_the_lab_finds_nothing_unstated_in_the_pair(capsys: pytest.CaptureFixture[str]) -> None:
    assert "reference electrode" not in str(labs.between("gan2024-cos1-x-yield", "gan2024-cos-yield"))


def test_an_own_conversion_gives_all_potentials_of_a_work_their_scale() -> None:
    for name in ("performance", "structure", "spectra", "preparation"):
        for _, row in data.table(name).iterrows():
            if row["cite"] == "ji2023identification" and row["potential_scale"] == "not stated":
                assert printed_scales.scale_of(row).known or row["status"] == "computed", row["id"]


def test_a_scale_that_no_place_states_stays_unknown() -> None:
    assert not printed_scales.scale_of(data.row("gan2024-mno2-x-fe")).known
    assert comparability.potential_vs_rhe(data.row("gan2024-mno2-x-fe")).missing == "scale not stated"


def test_two_scales_beside_one_potential_settle_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "abstract-cos1-x-fe", "potential_scale", "SCE")
    assert not printed_scales.scale_of(data.row("gan2024-cos-fe")).known


def test_zeros_that_end_a_print_are_kept() -> None:
    for row, told in (
        ("ji2023-amil-cupc-2-cn", "4.20"),
        ("ji2023-cu1-5-ntc-ocp-cn-cu", "2.90"),
        ("ji2023-cu1-5-conversion", "95.0 %"),
        ("ji2023-cu1-5-ntc-loading", "1.540 wt%"),
    ):
        assert formatting.value(data.row(row)) == told
    # No zero is added that is not printed, and the rounded form in brackets has none.
    assert formatting.value(data.row("ji2023-cu1-5-ntc-loading-rounded")) == "about 1.5 wt%"
    assert formatting.exact(data.row("li2022-hao2022-fe")) == "99.6"


def test_no_number_of_the_data_loses_a_zero() -> None:
    from reviewhelpers.dataset import quote_search

    for name in data.NUMBER_TABLES:
        for _, row in data.table(name).iterrows():
            for value in (row["value"], row["value_max"]):
                ending = [
                    each
                    for each in quote_search.numbers_in(row["as_printed"])
                    if "." in each and each[-1] == "0"
                ]
                if any(float(each) == abs(value) for each in ending):
                    assert next(e for e in ending if float(e) == abs(value)) in formatting.value(row), row[
                        "id"
                    ]


def test_a_current_derived_from_one_yield_is_one_number() -> None:
    row = summary_table.build()
    row = row[row["system"] == "ji2023-cu1-5-ntc"].iloc[0]
    # 88.2 mmol/h/g × 0.5 mg/cm² = 44.1 µmol/h/cm², which is printed as 0.044 mmol; × 8 × 96485.33 / 3600
    assert row[summary_table.PARTIAL] == pytest.approx(-44.1e-6 * 8 * 96485.33212 / 3600 * 1000, rel=1e-9)
    # The yield itself stays as it is printed.
    assert row[summary_table.YIELD] == pytest.approx(44.0)


def test_a_yield_that_is_no_rounding_of_the_other_is_used_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", 0.060)
    row = summary_table.build(data.table("performance"))
    row = row[row["system"] == "ji2023-cu1-5-ntc"].iloc[0]
    assert math.isclose(row[summary_table.PARTIAL], -60e-6 * 8 * 96485.33212 / 3600 * 1000, rel_tol=1e-6)


# By elimination ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("molar", "by_hand"), [(0.5, 6.35 + math.log10(0.5 / 0.034)), (0.1, 6.35 + math.log10(0.1 / 0.034))]
)
def test_the_ph_of_bicarbonate_by_hand(molar: float, by_hand: float) -> None:
    assert scale_inference.bicarbonate_pH(molar) == pytest.approx(by_hand, abs=1e-6)


def test_one_scale_alone_leaves_co_a_driving_force() -> None:
    found = scale_inference.eliminate(data.row("pei2024-l-comn-fe"))
    assert found is not None
    # −0.47 + 0.241 + 0.0592 × 7.52 = +0.216 V; −0.47 + 0.445 = −0.025 V: both above −0.104 V
    assert found.tried["SCE"] == pytest.approx(0.216, abs=2e-3)
    assert found.tried["SHE"] == pytest.approx(-0.025, abs=2e-3)
    assert found.possible == ("RHE",)
    # Some tenths of pH, by activities, change nothing.
    assert -0.47 + 0.0592 * (found.pH - 0.5) > found.equilibrium_V


def test_an_inferred_scale_is_told_as_such_and_holds_for_the_tests_of_the_work() -> None:
    for id in ("pei2024-l-comn-fe", "pei2024-co-tof", "pei2024-l-comn-j"):
        found = printed_scales.scale_of(data.row(id))
        assert (found.name, found.how, found.known, found.stated) == ("RHE", "inferred", True, False)
        assert found.rows == ("pei2024-l-comn-fe",)
        assert "scale inferred" in formatting.conditions(data.row(id))
    # The infrared spectra are another experiment.
    assert not printed_scales.scale_of(data.row("pei2024-ir-cooh")).known


@pytest.mark.parametrize(
    ("column", "value"),
    # So far down SHE is possible as well; another solution; no main product; no number at all.
    [("potential", -1.2), ("electrolyte", "0.5 M KCl"), ("value", 40.0), ("potential", math.nan)],
)
def test_without_elimination_the_scale_stays_open(
    monkeypatch: pytest.MonkeyPatch, column: str, value: object
) -> None:
    for id in (
        data.table("performance").query("cite == 'pei2024low' and quantity == 'faradaic_efficiency'").index
    ):
        change(monkeypatch, "performance", id, column, value)
    assert not printed_scales.scale_of(data.row("pei2024-l-comn-tof")).known

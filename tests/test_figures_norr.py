"""The figures of the NORR part: every row drawn once, with the values of the data, and legible."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, numbers, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

IDS = (
    "fig-norr-mechanism",
    "fig-norr-pairs",
    "fig-norr-yields",
    "fig-norr-epr",
    "fig-norr-n1s",
)
YIELD = "yield / µmol h⁻¹ cm⁻²"
EFFICIENCY = "Faradaic efficiency / %"


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def by_rows(id: str) -> pd.DataFrame:
    return cached_plot(id).data.set_index("rows")


def printed() -> pd.DataFrame:
    frame = data.table("performance")
    return frame[frame["source"] == "gan2024"]


def drawn_texts(id: str) -> list[str]:
    return [text.get_text() for text in texts(cached_plot(id))]


# Legible -------------------------------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS[1:])
def test_every_system_is_named_in_full(id: str) -> None:
    plot = cached_plot(id)
    drawn = " ".join(drawn_texts(id))
    names = data.table("systems").loc[plot.data["system"], "name"]
    assert [name for name in names if name not in drawn] == []
    assert list(plot.data["name"]) == list(names)


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_review_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "reactions")
    known = {row for name in tables for row in data.table(name)["id"]}
    assert set(" ".join(cached_plot(id).data["rows"]).split()) <= known
    assert "{cite:t}`gan2024defects`" in cached_plot(id).caption
    assert "derived" in cached_plot(id).data.columns


# The mechanism -------------------------------------------------------------------------------------------


@pytest.mark.all_rows
def test_mechanism_has_every_printed_equation_once() -> None:
    drawn = by_rows("fig-norr-mechanism")
    wanted = data.table("reactions")
    wanted = wanted[wanted["source"] == "gan2024"]
    steps = drawn.loc[wanted["id"]]
    assert list(drawn.index[: len(wanted)]) == list(wanted["id"])
    assert steps["electrons"].tolist() == [0, 1, 1, 3]
    assert steps["electrons"].tolist() == wanted["electrons"].tolist()
    assert steps["protons"].tolist() == [0, 0, 1, 3]


def test_mechanism_finds_the_proton_that_is_missing() -> None:
    drawn = by_rows("fig-norr-mechanism")
    faulty = drawn[drawn["balanced"] == "no"]
    equations = [f"gan2024-equation-{number}" for number in range(1, 5)]
    assert list(faulty.index) == ["gan2024-equation-2", " ".join(equations)]
    assert set(faulty["lacks"]) == {"1 H⁺ on the left"}
    total = drawn.loc[" ".join(equations)]
    assert total["equation"] == "NO(g) + 5 e⁻ + 4 H⁺ → NH₃ + H₂O"
    assert total["lacks of NO + 5 H⁺ + 5 e⁻ → NH₃ + H₂O"] == "1 H⁺ on the left"
    assert total["derived"] != ""
    lines = drawn_texts("fig-norr-mechanism")
    assert lines.count("✓ balances") == 4
    assert lines.count("✗ lacks 1 H⁺ on the left") == 2
    assert "Compared with it, the sum lacks 1 H⁺ on the left." in lines


def test_mechanism_draws_its_stations_and_the_whole_reaction() -> None:
    lines = drawn_texts("fig-norr-mechanism")
    for wanted in ("NO(g)", "NO(ads)", "NOH(ads)", "NH₂O(ads)", "NH₃ + H₂O", "NO + 5 H⁺ + 5 e⁻ → NH₃ + H₂O"):
        assert lines.count(wanted) == 1
    for wanted in ("(1)  no electron, no proton", "(2)  + e⁻", "(3)  + e⁻ + H⁺", "(4)  + 3 e⁻ + 3 H⁺"):
        assert lines.count(wanted) == 1


def test_a_corrected_equation_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    corrected = "NO ads( ) + e- +H +→ NOH ads( )"
    change(monkeypatch, "reactions", "gan2024-equation-2", "equation_as_printed", corrected)
    plot = figures.make("fig-norr-mechanism")
    assert set(plot.data["balanced"]) == {"yes"}
    assert set(plot.data["lacks"]) == {""}
    # The fifth proton is there, and nothing lacks it.
    before = cached_plot("fig-norr-mechanism").alt
    assert numbers(plot.alt)["5"] == numbers(before)["5"] + 1
    assert lacking(plot.alt, "1 H⁺") != lacking(before, "1 H⁺") == []


# The pairs -----------------------------------------------------------------------------------------------


def test_pairs_draw_every_value_once() -> None:
    systems = {"li2022-mno2-x", "li2022-mno2", "zhang2022-cos1-x", "zhang2022-cos", "li2023b-sns2-x"}
    wanted = printed()
    wanted = wanted[wanted["system"].isin(systems)]
    drawn = cached_plot("fig-norr-pairs").data
    plain = drawn[~drawn["derived"].str.contains("ratio")]
    assert sorted(plain["rows"]) == sorted(wanted["id"])
    shares = wanted[wanted["quantity"] == "faradaic_efficiency"]
    by_row = plain.set_index("rows")
    assert by_row.loc[shares["id"], EFFICIENCY].to_dict() == shares["value"].to_dict()


def test_pairs_convert_the_yields() -> None:
    drawn = by_rows("fig-norr-pairs")
    # 27.51e-10 and 8.83e-10 mol/s/cm², times 3600 s/h and 1e6 µmol/mol.
    assert drawn.loc["gan2024-mno2-x-yield", YIELD] == pytest.approx(9.9036)
    assert drawn.loc["gan2024-mno2-yield", YIELD] == pytest.approx(3.1788)
    assert drawn.loc["gan2024-cos1-x-yield", YIELD] == 44.67
    assert drawn.loc["gan2024-cos-yield", YIELD] == 27.02
    assert drawn.loc["gan2024-mno2-yield", "derived"] == "converted from mol s⁻¹ cm⁻²"
    assert drawn.loc["gan2024-cos-yield", "derived"] == ""


@pytest.mark.parametrize(
    ("row", "ratio", "said"),
    [
        ("gan2024-mno2-x-yield", 3.1155, "> 2"),
        ("gan2024-mno2-x-fe", 1.8482, "≈ 2"),
        ("gan2024-cos1-x-yield", 1.6532, "higher, no number"),
        ("gan2024-cos1-x-fe", 1.4618, "higher, no number"),
        ("gan2024-sns2-x-yield", 2.8, "2.8"),
        ("gan2024-sns2-x-fe", 1.8, "1.8"),
    ],
)
def test_ratios_stand_beside_what_is_printed(row: str, ratio: float, said: str) -> None:
    drawn = by_rows("fig-norr-pairs").loc[row]
    assert drawn["ratio"] == pytest.approx(ratio, abs=1e-4)
    assert drawn["printed ratio"] == said


def test_pristine_sns2_follows_from_the_printed_ratio() -> None:
    drawn = by_rows("fig-norr-pairs")
    amount = drawn.loc["gan2024-sns2-x-yield gan2024-sns2-x-yield-gain"]
    assert amount["yield / µmol h⁻¹"] == pytest.approx(78.6 / 2.8)
    assert pd.isna(amount[YIELD])
    share = drawn.loc["gan2024-sns2-x-fe gan2024-sns2-x-fe-gain"]
    assert share[EFFICIENCY] == pytest.approx(90.3 / 1.8)
    lines = drawn_texts("fig-norr-pairs")
    assert lines.count("28.1") == lines.count("50.2") == 1
    assert lines.count("needs the electrode area; area not given") == 1


# The yields ----------------------------------------------------------------------------------------------


def test_yields_draw_every_row_once() -> None:
    rows = " ".join(cached_plot("fig-norr-yields").data["rows"]).split()
    assert sorted(rows) == sorted(printed()["id"])


def test_yields_equal_the_data_or_the_hand_calculation() -> None:
    drawn = by_rows("fig-norr-yields")
    best = drawn.loc["gan2024-fe-mos2-x-yield gan2024-fe-mos2-x-fe"]
    assert (best[YIELD], best[EFFICIENCY]) == (288.2, 82.5)
    # 288.2e-6 mol/h/cm² × 5 × 96485.332 C/mol / 3600 s/h = 38.62 mA/cm²; over 0.825, 46.81.
    assert best["−j partial / mA cm⁻²"] == pytest.approx(38.62, abs=0.005)
    assert best["−j total / mA cm⁻²"] == pytest.approx(46.81, abs=0.005)
    converted = drawn.loc["gan2024-mno2-yield gan2024-mno2-fe"]
    assert converted[YIELD] == pytest.approx(3.1788)
    assert converted["derived"].startswith("yield converted from mol s⁻¹ cm⁻²")


def test_what_is_not_on_the_scale_says_why() -> None:
    drawn = by_rows("fig-norr-yields")
    apart = drawn[drawn[YIELD].isna()]
    assert list(apart["system"]) == ["li2023b-sns2-x", "jin2023-ce-co-cr-o"]
    reasons = list(apart["not on the scale because"])
    assert reasons[0] == "needs the electrode area; area not given"
    assert "heat drives" in reasons[1]
    assert (drawn.loc[drawn[YIELD].notna(), "not on the scale because"] == "").all()
    lines = drawn_texts("fig-norr-yields")
    assert lines.count("78.6 µmol h⁻¹ at 90.3 %") == lines.count("> 90 % conversion") == 1


def test_potentials_tell_whether_their_scale_is_stated() -> None:
    lines = drawn_texts("fig-norr-yields")
    assert lines.count("−0.6 V vs RHE") == lines.count("−0.5 V vs RHE") == 1
    # The abstract of the work states it, once for both electrodes of the pair.
    assert lines.count("−0.4 V vs RHE") == 2
    assert lines.count("−0.7 V, scale not stated") == 3


def test_the_two_axes_of_the_yields_agree() -> None:
    axes = [ax for ax in cached_plot("fig-norr-yields").figure.axes if ax.get_xscale() == "log"]
    (above,) = axes[0].child_axes
    cached_plot("fig-norr-yields").figure.draw_without_rendering()
    drawn = by_rows("fig-norr-yields").loc["gan2024-fe-mos2-x-yield gan2024-fe-mos2-x-fe"]
    per_yield = drawn["−j partial / mA cm⁻²"] / drawn[YIELD]
    assert [end * per_yield for end in above.get_xlim()] == pytest.approx(list(axes[0].get_xlim()))


# EPR and N 1s --------------------------------------------------------------------------------------------


def test_g_values_equal_the_data() -> None:
    by_row = by_rows("fig-norr-epr")
    wanted = data.table("spectra")
    wanted = wanted[(wanted["quantity"] == "g_value") & (wanted["source"] == "gan2024")]
    assert by_row["g"].to_dict() == wanted["value"].to_dict()
    assert by_row["assignment"].to_dict() == wanted["subject"].to_dict()
    assert by_row["half the last digit"].tolist() == pytest.approx([0.0005] * len(wanted))


def test_g_values_are_set_against_the_free_electron() -> None:
    drawn = cached_plot("fig-norr-epr").data.set_index("system")["Δg"]
    assert drawn["li2022-mno2-x"] == pytest.approx(0.00068, abs=5e-6)
    assert drawn["zhang2022-cos1-x"] == pytest.approx(0.00368, abs=5e-6)
    assert drawn["li2023b-sns2-x"] == pytest.approx(-0.00132, abs=5e-6)
    lines = drawn_texts("fig-norr-epr")
    for wanted in ("free electron 2.00232", "2.001, Δg −0.0013", "2.003, Δg +0.0007", "2.006, Δg +0.0037"):
        assert lines.count(wanted) == 1


def test_n1s_lines_equal_the_data() -> None:
    drawn = by_rows("fig-norr-n1s")
    wanted = data.table("spectra")
    wanted = wanted[wanted["id"].str.contains("-n1s-")]
    assert sorted(drawn.index) == sorted(wanted["id"])
    assert drawn["binding energy / eV"].to_dict() == wanted["value"].to_dict()
    assert drawn["assignment"].to_dict() == wanted["subject"].to_dict()
    assert list(drawn["source"].unique()) == ["gan2024", "pei2024", "ji2023"]


def test_n1s_marks_the_energy_that_bears_two_names() -> None:
    drawn = by_rows("fig-norr-n1s")
    assert sorted(drawn.index[drawn["named otherwise elsewhere"] == "yes"]) == [
        "ji2023-cux-ntc-n1s-pyridine-cu",
        "pei2024-l-co1mn1-nc-n1s-metallic",
    ]
    for text in (cached_plot("fig-norr-n1s").alt, cached_plot("fig-norr-n1s").caption):
        assert unpaired(text, ("metallic N", "399.5 eV"), ("graphitic N", "402.5 eV")) == []
        assert unpaired(text, ("Gan et al. 2024", "402.5 eV"), ("Pei et al. 2024", "401.2 eV")) == []
        assert unpaired(text, ("Pei et al. 2024", "metallic N"), ("Ji et al. 2023", "pyridine N–Cu")) == []


def test_n1s_has_no_dashed_line_where_the_names_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "spectra", "pei2024-l-co1mn1-nc-n1s-metallic", "subject", "pyridine N–Cu")
    plot = figures.make("fig-norr-n1s")
    assert set(plot.data["named otherwise elsewhere"]) == {"no"}
    for text in (plot.alt, plot.caption):
        assert lacking(text, "399.5 eV", "402.5 eV", "401.2 eV") == ["399.5 eV"]
    dashed = [
        [line.get_xdata()[0] for ax in each.figure.axes for line in ax.lines if line.get_linestyle() == "--"]
        for each in (cached_plot("fig-norr-n1s"), plot)
    ]
    assert dashed == [[399.5], []]


# Words, and a changed value ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "counts", "pairs"),
    [
        ("fig-norr-mechanism", ["4", "5"], {"(2)": ["1 H⁺"]}),
        (
            "fig-norr-pairs",
            ["1.46", "3.12", "≈ 2"],
            {
                "MnO₂₋ₓ": ["3.18", "9.90", "> 2"],
                "CoS₁₋ₓ": ["27.02", "44.67", "1.65"],
                "SnS₂₋ₓ": ["28.1", "78.6", "2.8", "50.2", "90.3 %", "1.8"],
            },
        ),
        (
            "fig-norr-yields",
            ["6", "> 90 %"],
            {
                "MnO₂": ["3.18 µmol h⁻¹ cm⁻²", "0.426"],
                "MnO₂₋ₓ": ["9.90 µmol h⁻¹ cm⁻²", "1.33"],
                "CoS": ["27.02 µmol h⁻¹ cm⁻²", "3.62"],
                "CoS₁₋ₓ": ["44.67 µmol h⁻¹ cm⁻²", "5.99"],
                "Fe₁/MoS₂₋ₓ": ["288.2 µmol h⁻¹ cm⁻²", "38.6", "46.8"],
                "NiNC@CF": ["12.6", "14.5"],
            },
        ),
        (
            "fig-norr-epr",
            ["2.00232", "2", "3"],
            {"SnS₂₋ₓ": ["−0.0013"], "MnO₂₋ₓ": ["+0.0007"], "CoS₁₋ₓ": ["+0.0037"]},
        ),
        ("fig-norr-n1s", ["15", "6", "398.2", "402.5 eV", "3"], {}),
    ],
)
def test_alternative_text_tells_the_numbers(id: str, counts: list[str], pairs: dict[str, list[str]]) -> None:
    assert lacking(cached_plot(id).alt, *counts) == []
    assert (
        unpaired(cached_plot(id).alt, *((name, mark) for name, marks in pairs.items() for mark in marks))
        == []
    )


@pytest.mark.parametrize(
    ("id", "table", "row", "column", "value"),
    [
        ("fig-norr-mechanism", "reactions", "gan2024-equation-4", "equation_as_printed", "NH2O ads( ) → NH3"),
        ("fig-norr-pairs", "performance", "gan2024-cos-fe", "value", 36.7),
        ("fig-norr-pairs", "claims", "gan2024-sns2-x-fe-gain", "value", 1.9),
        ("fig-norr-yields", "performance", "gan2024-ninc-yield", "value", 95.0),
        ("fig-norr-yields", "performance", "gan2024-ninc-yield", "potential_scale", "not stated"),
        ("fig-norr-epr", "spectra", "gan2024-mno2-x-g", "value", 2.004),
        ("fig-norr-n1s", "spectra", "ji2023-cupc-n1s-double", "value", 398.3),
    ],
)
def test_a_changed_value_changes_the_digest(
    monkeypatch: pytest.MonkeyPatch, id: str, table: str, row: str, column: str, value: object
) -> None:
    before = figures.data_csv(cached_plot(id).data)
    change(monkeypatch, table, row, column, value)
    assert figures.data_csv(figures.make(id).data) != before

"""The figures of the NORR part: every row plotted, each derived value by its formula, words by the data."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

pytestmark = pytest.mark.counted

MECHANISM, PAIRS, YIELDS = "fig-norr-mechanism", "fig-norr-pairs", "fig-norr-yields"
EPR, N1S = "fig-norr-epr", "fig-norr-n1s"
IDS = (MECHANISM, PAIRS, YIELDS, EPR, N1S)
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


def spectra(quantity: str, source: str = "gan2024") -> pd.DataFrame:
    frame = data.table("spectra")
    return frame[(frame["quantity"] == quantity) & (frame["source"] == source)]


def drawn_texts(plot: figures.Plot) -> list[str]:
    return [text.get_text() for text in texts(plot)]


def added(table: str, like: str, **values: object) -> dict[str, list[dict[str, object]]]:
    """A further row that differs from one of the data."""
    return {table: [{**data.table(table).loc[like].to_dict(), "id": f"{like}-again", **values}]}


# All figures ---------------------------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS[1:])
def test_every_system_is_named_in_full(id: str) -> None:
    plot = cached_plot(id)
    drawn = " ".join(drawn_texts(plot))
    names = data.table("systems").loc[plot.data["system"], "name"]
    assert [name for name in names if name not in drawn] == []
    assert list(plot.data["name"]) == list(names)


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_review_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "reactions")
    known = {row for name in tables for row in data.table(name)["id"]}
    plot = cached_plot(id)
    assert set(" ".join(plot.data["rows"]).split()) <= known
    assert {row for point in plot.points for row in point.rows} <= known
    assert "{cite:t}`gan2024defects`" in plot.caption
    assert "derived" in plot.data.columns


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_plotted_row_has_a_point_that_tells_its_value(id: str) -> None:
    plot = cached_plot(id)
    on_demand = {row for point in plot.points for row in point.rows}
    shown = plot.data
    if id == YIELDS:
        shown = shown[shown[YIELD].notna()]
    assert set(" ".join(shown["rows"]).split()) == on_demand
    assert len(plot.point_places()) == len(plot.points)
    if id != MECHANISM:
        values = {row: formatting.named_value(data.row(row)) for row in shown["rows"].str.split(" ").str[0]}
        told = {row: [point.text for point in plot.points if point.rows[0] == row] for row in values}
        assert [row for row in values if not any(values[row] in text for text in told[row])] == []


@pytest.mark.parametrize(
    ("id", "table", "like", "values"),
    [
        (PAIRS, "performance", "gan2024-mno2-x-fe", {}),
        (YIELDS, "performance", "gan2024-ninc-yield", {"value": 50.0}),
        (EPR, "spectra", "gan2024-mno2-x-g", {"value": 2.004}),
        (N1S, "spectra", "gan2024-ninc-n1s-graphitic", {"value": 401.0, "subject": "N–O"}),
        (MECHANISM, "reactions", "gan2024-equation-4", {}),
    ],
)
def test_a_further_row_is_a_further_point(id: str, table: str, like: str, values: dict[str, object]) -> None:
    before = cached_plot(id)
    rows = added(table, like, **values)
    if id == PAIRS:
        claim = data.table("claims").loc["gan2024-mno2-x-fe-gain"]
        named = f"{claim['rows']} {like}-again"
        rows |= added("claims", claim["id"], rows=named)
    with data.added_rows(rows):
        plot = figures.make(id)
    assert len(plot.data) > len(before.data)
    assert len(plot.points) > len(before.points)
    assert any(f"{like}-again" in point.rows for point in plot.points)
    assert plot.alt != before.alt


# The mechanism -------------------------------------------------------------------------------------------


@pytest.mark.all_rows
def test_mechanism_counts_what_every_printed_equation_takes_up() -> None:
    drawn = by_rows(MECHANISM)
    wanted = data.table("reactions")
    wanted = wanted[wanted["source"] == "gan2024"]
    steps = drawn.iloc[: len(wanted)]
    assert list(steps.index) == list(wanted["id"])
    assert steps["electrons"].tolist() == wanted["electrons"].tolist() == [0, 1, 1, 3]
    assert steps["protons"].tolist() == [0, 0, 1, 3]
    assert steps["electrons in all"].tolist() == [0, 1, 2, 5]
    assert steps["protons in all"].tolist() == [0, 0, 1, 4]
    levels = {(point.rows[0], point.y) for point in cached_plot(MECHANISM).points}
    counts = zip(steps.index, steps["electrons in all"], steps["protons in all"], strict=True)
    assert levels == {(row, count) for row, *both in counts for count in both}


def test_mechanism_finds_the_proton_that_is_missing() -> None:
    drawn = by_rows(MECHANISM)
    faulty = drawn[drawn["lacks"] != ""]
    equations = " ".join(f"gan2024-equation-{number}" for number in range(1, 5))
    assert list(faulty.index) == ["gan2024-equation-2", equations]
    assert set(faulty["lacks"]) == {"1 H⁺ on the left"}
    total = drawn.loc[equations]
    assert total["equation"] == "NO(g) + 5 e⁻ + 4 H⁺ → NH₃ + H₂O"
    assert total["lacks of the whole"] == "1 H⁺ on the left"
    assert total["derived"] != ""
    plot = cached_plot(MECHANISM)
    assert drawn_texts(plot).count("(2) lacks 1 H⁺") == 1
    assert unpaired(plot.caption, ("equation (2)", "1 H⁺")) == []
    assert lacking(plot.alt, "5 electrons", "4 protons", "1 H⁺", total["equation"].split(" → ")[1]) == []
    stations = [label.get_text().replace("\n", " ") for label in plot.axes[0].get_xticklabels()]
    assert stations == ["NO(g)", "(1) NO(ads)", "(2) NOH(ads)", "(3) NH₂O(ads)", "(4) NH₃ + H₂O"]


def test_a_corrected_equation_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    corrected = "NO ads( ) + e- +H +→ NOH ads( )"
    change(monkeypatch, "reactions", "gan2024-equation-2", "equation_as_printed", corrected)
    plot = figures.make(MECHANISM)
    assert set(plot.data["lacks"]) == {""}
    assert list(plot.data["electrons in all"]) == list(plot.data["protons in all"])
    assert lacking(plot.alt, "5 protons", "nothing") == []
    assert [text for text in drawn_texts(plot) if "lacks" in text] == []


# The pairs -----------------------------------------------------------------------------------------------


def test_pairs_draw_every_value_once() -> None:
    systems = {"li2022-mno2-x", "li2022-mno2", "zhang2022-cos1-x", "zhang2022-cos", "li2023b-sns2-x"}
    wanted = printed()
    wanted = wanted[wanted["system"].isin(systems)]
    drawn = cached_plot(PAIRS).data
    plain = drawn[~drawn["derived"].str.contains("ratio")]
    assert sorted(plain["rows"]) == sorted(wanted["id"])
    shares = wanted[wanted["quantity"] == "faradaic_efficiency"]
    by_row = plain.set_index("rows")
    assert by_row.loc[shares["id"], EFFICIENCY].to_dict() == shares["value"].to_dict()


@pytest.mark.parametrize(
    ("rows", "column", "value"),
    [
        # 27.51e-10 and 8.83e-10 mol/s/cm², times 3600 s/h and 1e6 µmol/mol.
        ("gan2024-mno2-x-yield", YIELD, 9.9036),
        ("gan2024-mno2-yield", YIELD, 3.1788),
        ("gan2024-cos1-x-yield", YIELD, 44.67),
        ("gan2024-cos-yield", YIELD, 27.02),
        ("gan2024-sns2-x-yield gan2024-sns2-x-yield-gain", "yield / µmol h⁻¹", 78.6 / 2.8),
        ("gan2024-sns2-x-fe gan2024-sns2-x-fe-gain", EFFICIENCY, 90.3 / 1.8),
    ],
)
def test_pairs_convert_yields_and_derive_what_is_not_printed(rows: str, column: str, value: float) -> None:
    drawn = by_rows(PAIRS).loc[rows]
    assert drawn[column] == pytest.approx(value)
    assert drawn[[YIELD, "yield / µmol h⁻¹", EFFICIENCY]].notna().sum() == 1
    assert (drawn["derived"] == "") == ("cos" in rows)


@pytest.mark.parametrize(
    ("row", "ratio", "said"),
    [
        ("gan2024-mno2-x-yield", 3.1155, "> 2"),
        ("gan2024-mno2-x-fe", 1.8482, "≈ 2"),
        ("gan2024-cos1-x-yield", 1.6532, "higher"),
        ("gan2024-cos1-x-fe", 1.4618, "higher"),
        ("gan2024-sns2-x-yield", 2.8, "2.8"),
        ("gan2024-sns2-x-fe", 1.8, "1.8"),
    ],
)
def test_ratios_stand_beside_what_is_printed(row: str, ratio: float, said: str) -> None:
    drawn = by_rows(PAIRS).loc[row]
    assert drawn["ratio"] == pytest.approx(ratio, abs=1e-4)
    assert drawn["printed ratio"] == said


def test_pairs_mark_what_is_derived_and_tell_the_classes() -> None:
    plot = cached_plot(PAIRS)
    assert {"printed", "derived", "class:anion-vacancy", "class:none"} <= plot.signs.keys()
    hollow = [
        line.get_xdata()[0]
        for axes in plot.axes
        for line in axes.lines
        if line.get_marker() not in ("None", None) and line.get_markerfacecolor() != line.get_color()
    ]
    derived = plot.data[plot.data["derived"] != ""]
    values = derived[[YIELD, "yield / µmol h⁻¹", EFFICIENCY]].bfill(axis=1).iloc[:, 0]
    assert sorted(hollow) == pytest.approx(sorted(values))


def test_words_of_the_pairs_tell_whether_all_rise(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = cached_plot(PAIRS)
    assert lacking(plot.caption, "every pair", "3 materials") == []
    assert lacking(plot.alt, "1.46", "3.12", "28.1 to 78.6", "50.2 to 90.3 %", "3.18 to 9.90") == []
    change(monkeypatch, "performance", "gan2024-cos-fe", "value", 60.0)
    assert lacking(figures.make(PAIRS).caption, "2 of the pairs") == []


# The yields ----------------------------------------------------------------------------------------------


def test_yields_hold_every_row_once() -> None:
    rows = " ".join(cached_plot(YIELDS).data["rows"]).split()
    assert sorted(rows) == sorted(printed()["id"])


def test_yields_equal_the_data_or_the_hand_calculation() -> None:
    drawn = by_rows(YIELDS)
    best = drawn.loc["gan2024-fe-mos2-x-yield gan2024-fe-mos2-x-fe"]
    assert (best[YIELD], best[EFFICIENCY]) == (288.2, 82.5)
    # 288.2e-6 mol/h/cm² × 5 × 96485.332 C/mol / 3600 s/h = 38.62 mA/cm²; over 0.825, 46.81.
    assert best["−j partial / mA cm⁻²"] == pytest.approx(38.62, abs=0.005)
    assert best["−j total / mA cm⁻²"] == pytest.approx(46.81, abs=0.005)
    converted = drawn.loc["gan2024-mno2-yield gan2024-mno2-fe"]
    assert converted[YIELD] == pytest.approx(3.1788)
    assert converted["derived"].startswith("yield converted from mol s⁻¹ cm⁻²")


def test_the_two_scales_of_the_yields_agree() -> None:
    plot = cached_plot(YIELDS)
    (panel,) = plot.axes
    (below,) = panel.child_axes
    plot.draw_without_rendering()
    best = by_rows(YIELDS).loc["gan2024-fe-mos2-x-yield gan2024-fe-mos2-x-fe"]
    per_yield = best["−j partial / mA cm⁻²"] / best[YIELD]
    assert list(below.get_xlim()) == pytest.approx([end * per_yield for end in panel.get_xlim()])
    # The mark of the total current stands at that current on the lower scale.
    yields, totals = plot.points[0], plot.points[1]
    assert yields.x == best[YIELD]
    assert totals.x * per_yield == pytest.approx(best["−j total / mA cm⁻²"])


def test_what_is_not_on_the_scale_says_why() -> None:
    plot, drawn = cached_plot(YIELDS), by_rows(YIELDS)
    apart = drawn[drawn[YIELD].isna()]
    assert list(apart["system"]) == ["li2023b-sns2-x", "jin2023-ce-co-cr-o"]
    reasons = list(apart["not on the scale because"])
    assert reasons[0] == "needs the electrode area; area not given"
    assert "heat drives" in reasons[1]
    assert (drawn.loc[drawn[YIELD].notna(), "not on the scale because"] == "").all()
    (note,) = (text for text in drawn_texts(plot) if text.startswith("Not on this scale"))
    noted = note.replace("\n", " ")
    assert unpaired(noted, ("SnS₂₋ₓ", "78.6"), ("SnS₂₋ₓ", "90.3 %"), ("Ce₀.₅/Co–Cr–O", "> 90 %")) == []


def test_potentials_tell_whether_their_scale_is_stated() -> None:
    notes = " | ".join(drawn_texts(cached_plot(YIELDS))).replace("\n", " ")
    # The abstract of the work on CoS states it, once for both electrodes of the pair.
    counts = {"−0.6 V vs RHE": 1, "−0.5 V vs RHE": 1, "−0.4 V vs RHE": 2, "−0.7 V, scale not stated": 2}
    assert {text: notes.count(text) for text in counts} == counts


def test_words_of_the_yields_name_two_of_like_efficiency(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = cached_plot(YIELDS)
    for text in (plot.caption, plot.alt):
        assert lacking(text, "29.1", "82.5 and 82.8 %") == []
    assert lacking(plot.alt, "6", "90.7", "38.6 of 46.8", "0.426 of 0.951", "> 90 %") == []
    change(monkeypatch, "performance", "gan2024-ninc-fe", "value", 82.6)
    assert lacking(figures.make(YIELDS).caption, "3.07", "82.5 and 82.6 %") == []


# EPR and N 1s --------------------------------------------------------------------------------------------


def test_g_values_equal_the_data_and_are_set_against_the_free_electron() -> None:
    drawn, wanted = by_rows(EPR), spectra("g_value")
    assert drawn["g"].to_dict() == wanted["value"].to_dict()
    assert drawn["assignment"].to_dict() == wanted["subject"].to_dict()
    assert drawn["half the last digit"].tolist() == pytest.approx([0.0005] * len(wanted))
    free = abs(data.table("constants").loc["electron-g-factor", "value"])
    assert (drawn["g"] - drawn["Δg"]).tolist() == pytest.approx([free] * len(wanted))
    plot = cached_plot(EPR)
    shifts = [("SnS₂₋ₓ", "−0.0013"), ("MnO₂₋ₓ", "+0.0007"), ("CoS₁₋ₓ", "+0.0037")]
    assert unpaired(plot.alt, *shifts) == []
    assert lacking(plot.alt, "2.00232", "2 of 3") == lacking(plot.caption, "+0.0037", "none") == []
    bars = [line.get_xdata() for line in plot.axes[0].lines if len(line.get_xdata()) == 2]
    for g in drawn["g"]:
        assert any(list(bar) == pytest.approx([g - 0.0005, g + 0.0005]) for bar in bars)


def test_a_g_value_that_rounding_cannot_tell_from_the_free_electron(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "spectra", "gan2024-mno2-x-g", "value", 2.002)
    plot = figures.make(EPR)
    assert lacking(plot.caption, "none") == ["none"]
    assert lacking(plot.alt, "1 of 3") == []


def test_n1s_lines_equal_the_data() -> None:
    drawn, wanted = by_rows(N1S), data.table("spectra")
    wanted = wanted[wanted["id"].str.contains("-n1s-")]
    assert sorted(drawn.index) == sorted(wanted["id"])
    assert drawn["binding energy / eV"].to_dict() == wanted["value"].to_dict()
    assert drawn["assignment"].to_dict() == wanted["subject"].to_dict()
    assert list(drawn["source"].unique()) == ["gan2024", "pei2024", "ji2023"]
    assert lacking(cached_plot(N1S).alt, "15", "6", "398.2", "402.5 eV", "3") == []


def test_n1s_marks_the_energy_that_bears_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = ["ji2023-cux-ntc-n1s-pyridine-cu", "pei2024-l-co1mn1-nc-n1s-metallic"]
    drawn, plot = by_rows(N1S), cached_plot(N1S)
    assert sorted(drawn.index[drawn["named otherwise elsewhere"] == "yes"]) == twice
    places = ("Gan et al. 2024", "402.5 eV"), ("Pei et al. 2024", "401.2 eV")
    assert unpaired(plot.alt, *places) == unpaired(plot.caption, *places) == []
    assert unpaired(plot.alt, ("Pei et al. 2024", "metallic N"), ("Ji et al. 2023", "pyridine N–Cu")) == []
    change(monkeypatch, "spectra", twice[1], "subject", "pyridine N–Cu")
    alike = figures.make(N1S)
    assert set(alike.data["named otherwise elsewhere"]) == {"no"}
    assert lacking(alike.alt, "399.5 eV", "402.5 eV", "401.2 eV") == ["399.5 eV"]
    dashed = [
        [line.get_xdata()[0] for line in each.axes[0].lines if line.is_dashed()] for each in (plot, alike)
    ]
    assert dashed == [[399.5], []]

"""The figures of the NORR part: every row plotted, each derived value by its formula, words by the data."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import change, lines

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

pytestmark = pytest.mark.counted

MECHANISM, PAIRS, YIELDS = "fig-norr-mechanism", "fig-norr-pairs", "fig-norr-yields"
EPR, N1S = "fig-norr-epr", "fig-norr-n1s"
IDS = (MECHANISM, PAIRS, YIELDS, EPR, N1S)
YIELD, RATE, EFFICIENCY = "yield / µmol h⁻¹ cm⁻²", "yield / µmol h⁻¹", "Faradaic efficiency / %"
BEST = "gan2024-fe-mos2-x-yield gan2024-fe-mos2-x-fe"


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def by_rows(id: str) -> pd.DataFrame:
    return cached_plot(id).data.set_index("rows")


def printed(table: str = "performance", **values: str) -> pd.DataFrame:
    frame = data.table(table)
    for column, value in {"source": "gan2024", **values}.items():
        frame = frame[frame[column] == value]
    return frame


def drawn_texts(plot: figures.Plot) -> list[str]:
    return [text.replace("\n", " ") for text in lines(plot)]


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_plotted_row_is_known_and_has_a_point_that_tells_its_value(id: str) -> None:
    plot = cached_plot(id)
    shown = plot.data[plot.data[YIELD].notna()] if id == YIELDS else plot.data
    on_demand = {row for point in plot.points for row in point.rows}
    known = {row for name in (*data.NUMBER_TABLES, "claims", "reactions") for row in data.table(name)["id"]}
    assert set(" ".join(shown["rows"]).split()) == on_demand <= known
    assert set(" ".join(plot.data["rows"]).split()) <= known
    assert len(plot.point_places()) == len(plot.points)
    assert "{cite:t}`gan2024defects`" in plot.caption
    assert "derived" in plot.data.columns
    if id == MECHANISM:
        return
    for row in shown["rows"].str.split(" ").str[0]:
        told = [point.text for point in plot.points if point.rows[0] == row]
        assert any(formatting.named_value(data.row(row)) in text for text in told), row
    names = data.table("systems").loc[plot.data["system"], "name"]
    assert list(plot.data["name"]) == list(names)
    drawn = " ".join(lines(plot))
    assert [name for name in names if name not in drawn] == []


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
    before, again = cached_plot(id), f"{like}-again"
    rows = {table: [{**data.row(like).to_dict(), "id": again, **values}]}
    if id == PAIRS:
        claim = data.row("gan2024-mno2-x-fe-gain").to_dict()
        rows["claims"] = [{**claim, "id": "again", "rows": f"{claim['rows']} {again}"}]
    with data.added_rows(rows):
        plot = figures.make(id)
    assert len(plot.data) > len(before.data)
    assert len(plot.points) > len(before.points)
    assert any(again in point.rows for point in plot.points)
    assert plot.alt != before.alt


@pytest.mark.all_rows
def test_mechanism_counts_what_every_printed_equation_takes_up() -> None:
    wanted = printed("reactions")
    steps = by_rows(MECHANISM).iloc[: len(wanted)]
    assert list(steps.index) == list(wanted["id"])
    assert steps["electrons"].tolist() == wanted["electrons"].tolist() == [0, 1, 1, 3]
    assert steps["protons"].tolist() == [0, 0, 1, 3]
    assert steps["electrons in all"].tolist() == [0, 1, 2, 5]
    assert steps["protons in all"].tolist() == [0, 0, 1, 4]
    levels = {(point.rows[0], point.y) for point in cached_plot(MECHANISM).points}
    in_all = steps[["electrons in all", "protons in all"]].stack()
    assert levels == {(row, count) for (row, _), count in in_all.items()}


def test_mechanism_finds_the_proton_that_is_missing() -> None:
    drawn, plot = by_rows(MECHANISM), cached_plot(MECHANISM)
    equations = " ".join(f"gan2024-equation-{number}" for number in range(1, 5))
    missing = {"gan2024-equation-2": "1 H⁺ on the left", equations: "1 H⁺ on the left"}
    assert drawn.loc[drawn["lacks"] != "", "lacks"].to_dict() == missing
    total = drawn.loc[equations]
    assert total["equation"] == "NO(g) + 5 e⁻ + 4 H⁺ → NH₃ + H₂O"
    assert total["lacks of the whole"] == "1 H⁺ on the left"
    assert total["derived"] != ""
    assert drawn_texts(plot).count("(2) lacks 1 H⁺") == 1
    assert unpaired(plot.caption, ("equation (2)", "1 H⁺")) == []
    assert lacking(plot.alt, "5 electrons", "4 protons", "1 H⁺", "NH₃ + H₂O") == []
    stations = [label.get_text().replace("\n", " ") for label in plot.axes[0].get_xticklabels()]
    assert stations == ["NO(g)", "(1) NO(ads)", "(2) NOH(ads)", "(3) NH₂O(ads)", "(4) NH₃ + H₂O"]


def test_a_corrected_equation_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    corrected = "NO ads( ) + e- +H +→ NOH ads( )"
    change(monkeypatch, "reactions", "gan2024-equation-2", "equation_as_printed", corrected)
    plot = figures.make(MECHANISM)
    assert set(plot.data["lacks"]) == {""}
    assert list(plot.data["electrons in all"]) == list(plot.data["protons in all"])
    assert lacking(plot.alt, "5 protons", "every equation balances", "nothing") == []
    assert [text for text in drawn_texts(plot) if "lacks" in text] == []


def test_pairs_draw_every_value_once_and_mark_what_is_derived() -> None:
    plot, drawn = cached_plot(PAIRS), cached_plot(PAIRS).data
    systems = {"li2022-mno2-x", "li2022-mno2", "zhang2022-cos1-x", "zhang2022-cos", "li2023b-sns2-x"}
    wanted = printed()[printed()["system"].isin(systems)]
    plain = drawn[~drawn["derived"].str.contains("ratio")].set_index("rows")
    assert sorted(plain.index) == sorted(wanted["id"])
    shares = wanted[wanted["quantity"] == "faradaic_efficiency"]
    assert plain.loc[shares["id"], EFFICIENCY].to_dict() == shares["value"].to_dict()
    assert {"printed", "derived", "class:anion-vacancy", "class:none"} <= plot.signs.keys()
    marks = [line for axes in plot.axes for line in axes.lines if line.get_marker() not in ("None", None)]
    hollow = [mark.get_xdata()[0] for mark in marks if mark.get_markerfacecolor() != mark.get_color()]
    values = drawn.loc[drawn["derived"] != "", [YIELD, RATE, EFFICIENCY]].max(axis=1)
    assert sorted(hollow) == pytest.approx(sorted(values))


@pytest.mark.parametrize(
    ("rows", "column", "value", "ratio", "said"),
    [
        # 27.51e-10 and 8.83e-10 mol/s/cm², times 3600 s/h and 1e6 µmol/mol.
        ("gan2024-mno2-x-yield", YIELD, 9.9036, 3.1155, "> 2"),
        ("gan2024-mno2-yield", YIELD, 3.1788, 3.1155, "> 2"),
        ("gan2024-mno2-x-fe", EFFICIENCY, 82.8, 1.8482, "≈ 2"),
        ("gan2024-cos1-x-yield", YIELD, 44.67, 1.6532, "higher"),
        ("gan2024-cos-yield", YIELD, 27.02, 1.6532, "higher"),
        ("gan2024-cos1-x-fe", EFFICIENCY, 53.62, 1.4618, "higher"),
        ("gan2024-sns2-x-yield gan2024-sns2-x-yield-gain", RATE, 78.6 / 2.8, 2.8, "2.8"),
        ("gan2024-sns2-x-fe gan2024-sns2-x-fe-gain", EFFICIENCY, 90.3 / 1.8, 1.8, "1.8"),
    ],
)
def test_pairs_convert_yields_and_set_ratios_beside_what_is_printed(
    rows: str, column: str, value: float, ratio: float, said: str
) -> None:
    drawn = by_rows(PAIRS).loc[rows]
    assert drawn[column] == pytest.approx(value)
    assert drawn[[YIELD, RATE, EFFICIENCY]].notna().sum() == 1
    assert (drawn["derived"] != "") == ("gain" in rows or ("mno2" in rows and column == YIELD))
    assert drawn["ratio"] == pytest.approx(ratio, abs=1e-4)
    assert drawn["printed ratio"] == said


def test_words_of_the_pairs_tell_whether_all_rise(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = cached_plot(PAIRS)
    assert lacking(plot.caption, "every pair", "3 materials") == []
    assert lacking(plot.alt, "1.46", "3.12", "28.1 to 78.6", "50.2 to 90.3 %", "3.18 to 9.90") == []
    change(monkeypatch, "performance", "gan2024-cos-fe", "value", 60.0)
    assert lacking(figures.make(PAIRS).caption, "2 of the pairs") == []


def test_yields_and_currents_equal_the_data_or_the_hand_calculation() -> None:
    drawn = by_rows(YIELDS)
    assert sorted(" ".join(drawn.index).split()) == sorted(printed()["id"])
    best, converted = drawn.loc[BEST], drawn.loc["gan2024-mno2-yield gan2024-mno2-fe"]
    assert (best[YIELD], best[EFFICIENCY]) == (pytest.approx(288.2), 82.5)
    # 288.2e-6 mol/h/cm² × 5 × 96485.332 C/mol / 3600 s/h = 38.62 mA/cm²; over 0.825, 46.81.
    assert best["−j partial / mA cm⁻²"] == pytest.approx(38.62, abs=0.005)
    assert best["−j total / mA cm⁻²"] == pytest.approx(46.81, abs=0.005)
    assert converted[YIELD] == pytest.approx(3.1788)
    assert converted["derived"].startswith("yield converted from mol s⁻¹ cm⁻²")
    # Both scales agree, and the mark of the total current stands at that current on the lower one.
    plot = cached_plot(YIELDS)
    (panel,) = plot.axes
    (below,) = panel.child_axes
    plot.draw_without_rendering()
    per_yield = best["−j partial / mA cm⁻²"] / best[YIELD]
    assert list(below.get_xlim()) == pytest.approx([end * per_yield for end in panel.get_xlim()])
    yields, totals = plot.points[:2]
    assert yields.x == best[YIELD]
    assert totals.x * per_yield == pytest.approx(best["−j total / mA cm⁻²"])


def test_what_is_not_on_the_scale_says_why() -> None:
    drawn = by_rows(YIELDS)
    apart = drawn[drawn[YIELD].isna()]
    assert list(apart["system"]) == ["li2023b-sns2-x", "jin2023-ce-co-cr-o"]
    area, heat = apart["not on the scale because"]
    assert area == "needs the electrode area; area not given"
    assert "heat drives" in heat
    assert (drawn.loc[drawn[YIELD].notna(), "not on the scale because"] == "").all()
    (note,) = (text for text in drawn_texts(cached_plot(YIELDS)) if text.startswith("Not on this scale"))
    assert unpaired(note, ("SnS₂₋ₓ", "78.6"), ("SnS₂₋ₓ", "90.3 %"), ("Ce₀.₅/Co–Cr–O", "> 90 %")) == []


def test_words_of_the_yields_name_scales_and_two_of_like_efficiency(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = cached_plot(YIELDS)
    notes = " | ".join(drawn_texts(plot))
    # The abstract of the work on CoS states the scale, once for both electrodes of the pair.
    counts = {"−0.6 V vs RHE": 1, "−0.5 V vs RHE": 1, "−0.4 V vs RHE": 2, "−0.7 V, scale not stated": 2}
    assert {text: notes.count(text) for text in counts} == counts
    for text in (plot.caption, plot.alt):
        assert lacking(text, "29.1", "82.5 and 82.8 %") == []
    assert lacking(plot.alt, "6", "90.7", "38.6 of 46.8", "0.426 of 0.951", "> 90 %") == []
    change(monkeypatch, "performance", "gan2024-ninc-fe", "value", 82.6)
    assert lacking(figures.make(YIELDS).caption, "3.07", "82.5 and 82.6 %") == []


def test_g_values_are_set_against_the_free_electron(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, wanted, plot = by_rows(EPR), printed("spectra", quantity="g_value"), cached_plot(EPR)
    assert drawn["g"].to_dict() == wanted["value"].to_dict()
    assert drawn["assignment"].to_dict() == wanted["subject"].to_dict()
    assert drawn["half the last digit"].tolist() == pytest.approx([0.0005] * len(wanted))
    free = abs(data.table("constants").loc["electron-g-factor", "value"])
    assert (drawn["g"] - drawn["Δg"]).tolist() == pytest.approx([free] * len(wanted))
    shifts = [("SnS₂₋ₓ", "−0.0013"), ("MnO₂₋ₓ", "+0.0007"), ("CoS₁₋ₓ", "+0.0037")]
    assert unpaired(plot.alt, *shifts) == []
    assert lacking(plot.alt, "2.00232", "2 of 3") == lacking(plot.caption, "+0.0037", "none") == []
    bars = [line.get_xdata() for line in plot.axes[0].lines if len(line.get_xdata()) == 2]
    for g in drawn["g"]:
        assert any(list(bar) == pytest.approx([g - 0.0005, g + 0.0005]) for bar in bars)
    # One that rounding cannot tell from the free electron.
    change(monkeypatch, "spectra", "gan2024-mno2-x-g", "value", 2.002)
    alike = figures.make(EPR)
    assert lacking(alike.caption, "none", "1") == ["none"]
    assert lacking(alike.alt, "1 of 3") == []


def test_n1s_lines_equal_the_data_and_mark_the_energy_of_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, wanted, plot = by_rows(N1S), data.table("spectra"), cached_plot(N1S)
    wanted = wanted[wanted["id"].str.contains("-n1s-")]
    assert drawn["binding energy / eV"].to_dict() == wanted["value"].to_dict()
    assert drawn["assignment"].to_dict() == wanted["subject"].to_dict()
    assert list(drawn["source"].unique()) == ["gan2024", "pei2024", "ji2023"]
    assert lacking(plot.alt, "15", "6", "398.2", "402.5 eV", "3") == []
    twice = ["ji2023-cux-ntc-n1s-pyridine-cu", "pei2024-l-co1mn1-nc-n1s-metallic"]
    assert sorted(drawn.index[drawn["named otherwise elsewhere"] == "yes"]) == twice
    places = ("Gan et al. 2024", "402.5 eV"), ("Pei et al. 2024", "401.2 eV")
    assert unpaired(plot.alt, *places) == unpaired(plot.caption, *places) == []
    assert unpaired(plot.alt, ("Pei et al. 2024", "metallic N"), ("Ji et al. 2023", "pyridine N–Cu")) == []
    change(monkeypatch, "spectra", twice[1], "subject", "pyridine N–Cu")
    alike = figures.make(N1S)
    assert set(alike.data["named otherwise elsewhere"]) == {"no"}
    assert lacking(alike.alt, "399.5 eV", "402.5 eV", "401.2 eV") == ["399.5 eV"]
    dashed = [[line.get_xdata()[0] for line in p.axes[0].lines if line.is_dashed()] for p in (plot, alike)]
    assert dashed == [[399.5], []]

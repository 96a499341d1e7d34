"""Efficiency against partial current: each current by hand, strips for what lacks one, what is refused."""

from __future__ import annotations

import functools
import math

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ID = "fig-across-activity"
CURRENT, OTHER = "−j partial / mA cm⁻²", "−j partial, other end / mA cm⁻²"
EFFICIENCY = "Faradaic efficiency / %"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def drawn_texts() -> list[str]:
    return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in texts(cached_plot())]


def one(system: str, row: str) -> pd.Series:
    drawn = cached_plot().data
    (found,) = [
        each for _, each in drawn.iterrows() if each["system"] == system and row in each["rows"].split()
    ]
    return found


@pytest.mark.parametrize(
    ("system", "row", "low", "high", "efficiency", "derived"),
    [
        ("daiyan2018-mesoporous-carbon", "li2022-daiyan2018-j", 2.9, 2.9, 80, False),
        ("wang2021d-znin2s4", "li2022-wang2021d-j", 245, 245, 94, False),
        # 16.1 × 0.83.
        ("geng2018-zno", "li2022-geng2018-j", 13.363, 13.363, 83, True),
        # 107.7 × 0.87.
        ("pei2024-l-co1mn1-nc", "pei2024-l-comn-flow-j-end", 93.699, 93.699, 87, True),
        # 50 × 0.9 and 600 × 0.9; 25 × 0.9 and 275 × 0.9.
        ("wang2022-con4-cnt", "li2022-wang2022-fe-flow", 45, 540, 90, True),
        ("pei2024-l-co1mn1-nc", "pei2024-l-comn-flow-fe-window", 22.5, 247.5, 90, True),
        # 288.2e-6 mol h⁻¹ cm⁻² / 3600 s h⁻¹ × 5 × 96485.33 C mol⁻¹ = 38.621e-3 A cm⁻².
        ("chen2023f-fe-mos2-x", "gan2024-fe-mos2-x-yield", 38.6209, 38.6209, 82.5, True),
        # 27.51e-10 mol s⁻¹ cm⁻² × 5 × 96485.33 C mol⁻¹.
        ("li2022-mno2-x", "gan2024-mno2-x-yield", 1.32716, 1.32716, 82.8, True),
        # 0.044e-3 mol h⁻¹ cm⁻² / 3600 s h⁻¹ × 8 × 96485.33 C mol⁻¹.
        ("ji2023-cu1-5-ntc", "ji2023-cu1-5-yield", 9.45556, 9.45556, 94.3, True),
    ],
)
def test_points(system: str, row: str, low: float, high: float, efficiency: float, derived: bool) -> None:
    found = one(system, row)
    assert found[[CURRENT, OTHER, EFFICIENCY]].tolist() == pytest.approx([low, high, efficiency], rel=1e-5)
    assert (found["derived"] != "") == derived
    assert (found["drawn"], found["missing"]) == ("point", "")


@pytest.mark.all_rows
def test_every_condition_of_the_harmonised_table_stands_once() -> None:
    table = summary_table.build()
    assert len(cached_plot().data) == len(table)
    assert sorted(cached_plot().data["system"]) == sorted(table["system"])
    known = {id for name in (*data.NUMBER_TABLES, "half_reactions") for id in data.table(name)["id"]}
    assert {row for rows in cached_plot().data["rows"] for row in rows.split()} <= known
    assert (cached_plot().data["rows"] != "").all()


def test_panels_part_reactions_and_products() -> None:
    drawn = cached_plot().data
    points = drawn[drawn["drawn"] == "point"]
    assert points.groupby("panel", sort=False).size().to_dict() == {
        "CO₂RR to CO": 7,
        "CO₂RR to HCOO⁻": 2,
        "NORR to NH₃": 6,
        "NITRR to NH₃": 1,
    }
    assert set(drawn.loc[drawn["panel"] == "CO₂RR to other products", "product"]) == {
        *("HCHO", "CH4", "C2H4", "C2H5OH"),
    }


def test_what_lacks_one_of_the_two_stands_on_a_strip_and_says_why() -> None:
    drawn = cached_plot().data
    strips = drawn[drawn["drawn"] == "strip"]
    assert (strips[EFFICIENCY].isna() != strips[CURRENT].isna()).all()
    assert strips["missing"].str.contains("not printed|no current|neither area").all()
    assert one("gu2019-fe3", "li2022-gu2019-j")["missing"] == "Faradaic efficiency: not printed"
    assert one("li2023b-sns2-x", "gan2024-sns2-x-fe")["missing"] == (
        "partial current density: yield printed with neither area nor mass"
    )
    (axes,) = [
        ax for ax in cached_plot().figure.axes if [t.get_text() for t in ax.get_yticklabels()][:1] == ["none"]
    ]
    foot = axes.get_yticks()[0]
    on_strip = [line.get_xdata()[0] for line in axes.lines if line.get_ydata()[0] == foot]
    assert on_strip == [94.0, 34.7]


def test_a_current_of_a_part_of_the_electrode_is_refused() -> None:
    found = one("tang2020-cu-twin", "abstract-tang2020-j")
    assert found["drawn"] == "no"
    assert comparability.RULES["part-of-electrode"].title in found["missing"]
    xs = [float(x) for ax in cached_plot().figure.axes[1:] for line in ax.lines for x in line.get_xdata()]
    assert 1294.0 not in xs
    assert any("Not drawn: Cu twin boundaries 92 %, 1294 mA cm⁻²" in line for line in drawn_texts())


def test_what_heat_or_light_drives_is_not_drawn() -> None:
    drawn = cached_plot().data
    driven = drawn[drawn["flags"].str.contains("not-electrochemical")]
    assert set(driven["system"]) == {"pang2019-vzn-zns", "jin2023-ce-co-cr-o"}
    assert set(driven["drawn"]) == {"no"}


def test_an_efficiency_that_light_drives_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    summary_table._all.cache_clear()
    change(monkeypatch, "performance", "li2022-pang2019-selectivity", "quantity", "faradaic_efficiency")
    try:
        plot = figures.make(ID)
    finally:
        summary_table._all.cache_clear()
    found = plot.data.set_index("system").loc["pang2019-vzn-zns"]
    assert (found[EFFICIENCY], found["drawn"]) == (85, "no")
    assert comparability.RULES["not-electrochemical"].title in found["missing"]


def test_derived_currents_are_hollow_and_printed_ones_filled() -> None:
    hollow = {
        round(float(line.get_xdata()[0]), 1)
        for ax in cached_plot().figure.axes[1:]
        for line in ax.lines
        if line.get_marker() != "None" and line.get_markerfacecolor() == "#ffffff"
    }
    assert hollow == {13.4, 45.0, 540.0, 22.5, 247.5, 93.7, 1.3, 0.4, 6.0, 3.6, 38.6, 12.6, 9.5}


def test_letters_name_the_rules_that_a_value_breaks() -> None:
    lines = drawn_texts()
    key = " ".join(lines[lines.index("Letters in brackets") + 1 : lines.index("Neither printed")])
    letters = dict(part.split(" ", 1) for part in key.rstrip(".").split("; "))
    by_title = {rule.title: name for name, rule in comparability.RULES.items()}
    found = next(line for line in lines if line.startswith("CoS₁₋ₓ ("))
    names = {by_title[letters[letter]] for letter in found.partition("(")[2].rstrip(")")}
    assert names == set(one("zhang2022-cos1-x", "gan2024-cos1-x-yield")["flags"].split())
    assert names == {"cell-unknown", "loading-unknown"}


def efficiencies(plot: figures.Plot) -> list[tuple[str, str]]:
    """Each system with the efficiency at its point."""
    points = plot.data[plot.data["drawn"] == "point"]
    return [(str(row["name"]), f"{row[EFFICIENCY]:g} %") for _, row in points.iterrows()]


def test_a_printed_number_is_not_rounded() -> None:
    assert unpaired(cached_plot().alt, *efficiencies(cached_plot())) == []
    assert ("CoS₁₋ₓ", "53.62 %") in efficiencies(cached_plot())
    currents = ("CoS₁₋ₓ", "5.99 mA cm⁻²"), ("CoS", "3.62 mA cm⁻²"), ("Ni dual-atom sites", "≈ 1000 mA cm⁻²")
    assert unpaired(cached_plot().alt, *currents) == []
    assert any("52.43 %" in line for line in drawn_texts())


def test_no_ranking_is_suggested() -> None:
    assert "rank" in cached_plot().caption
    for cite in ("li2022defect", "gan2024defects", "pei2024low", "ji2023identification"):
        assert f"{{cite:t}}`{cite}`" in cached_plot().caption


def test_a_changed_value_moves_its_point(monkeypatch: pytest.MonkeyPatch) -> None:
    summary_table._all.cache_clear()
    change(monkeypatch, "performance", "li2022-geng2018-j", "value", 20.0)
    try:
        plot = figures.make(ID)
    finally:
        summary_table._all.cache_clear()
    # 20 × 0.83.
    found = plot.data.set_index("system").loc["geng2018-zno", CURRENT]
    assert found == pytest.approx(16.6)
    moved = ("ZnO nanosheets rich in O vacancies", "16.6 mA cm⁻²")
    assert unpaired(plot.alt, *efficiencies(plot), moved) == []
    assert lacking(plot.alt, "13.4 mA cm⁻²") == ["13.4 mA cm⁻²"]
    assert not math.isclose(found, one("geng2018-zno", "li2022-geng2018-j")[CURRENT])


@pytest.mark.all_rows
def test_two_renderings_are_the_same() -> None:
    assert figures.render(ID, "svg") == figures.render(ID, "svg")

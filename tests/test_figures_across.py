"""The figures across all sources: every value by hand, every row once, signs and words from the data."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from math import nan

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import add_row, change, texts

from reviewhelpers import figures
from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.dataset import data
from reviewhelpers.figures.across import evidence, gain_values, measured_claims

pytestmark = pytest.mark.counted

ACTIVITY, EVIDENCE, GAINS = "fig-across-activity", "fig-across-evidence", "fig-across-gains"
CURRENT, OTHER = "−j partial / mA cm⁻²", "−j partial, other end / mA cm⁻²"
EFFICIENCY = "Faradaic efficiency / %"
COUNTS = ["claims measured", "claims measured and computed", "claims computed", "claims stated only"]


@functools.cache
def plot(id: str) -> figures.Plot:
    return figures.make(id)


def told(id: str, rows: str) -> list[figures.Point]:
    return [point for point in plot(id).points if point.rows == tuple(rows.split())]


def shown(id: str) -> list[str]:
    return [" ".join(text.get_text().split()) for text in texts(plot(id))]


@pytest.fixture
def fresh_summary() -> Iterator[None]:
    """The summary table is kept between figures; here it is built anew, before and after."""
    summary_table._all.cache_clear()
    yield
    summary_table._all.cache_clear()


@pytest.mark.all_rows
@pytest.mark.parametrize("id", [ACTIVITY, EVIDENCE, GAINS])
def test_every_source_is_cited_and_no_rendering_differs(id: str) -> None:
    words = f"{plot(id).caption} {plot(id).method}"
    known = {row for name in (*data.NUMBER_TABLES, "claims") for row in data.table(name).index}
    drawn = {row for point in plot(id).points for row in point.rows} & known
    cites = {data.table("sources").loc[data.row(row)["source"], "cite"] for row in drawn}
    assert [cite for cite in sorted(cites) if f"{{cite:t}}`{cite}`" not in words] == []
    assert figures.render(id, "svg") == figures.render(id, "svg")


# Efficiency and current ----------------------------------------------------------------------------------


def condition(row: str) -> pd.Series:
    (found,) = [each for _, each in plot(ACTIVITY).data.iterrows() if row in each["rows"].split()]
    return found


@pytest.mark.parametrize(
    ("row", "low", "high", "efficiency", "derived"),
    [
        ("li2022-daiyan2018-j", 2.9, 2.9, 80, False),
        ("li2022-wang2021d-j", 245, 245, 94, False),
        # 16.1 × 0.83 and 107.7 × 0.87.
        ("li2022-geng2018-j", 13.363, 13.363, 83, True),
        ("pei2024-l-comn-flow-j-end", 93.699, 93.699, 87, True),
        # 50 × 0.9 and 600 × 0.9; 25 × 0.9 and 275 × 0.9.
        ("li2022-wang2022-fe-flow", 45, 540, 90, True),
        ("pei2024-l-comn-flow-fe-window", 22.5, 247.5, 90, True),
        # 288.2e-6 mol h⁻¹ cm⁻² / 3600 s h⁻¹ × 5 × 96485.33 C mol⁻¹ = 38.621e-3 A cm⁻².
        ("gan2024-fe-mos2-x-yield", 38.6209, 38.6209, 82.5, True),
        # 27.51e-10 mol s⁻¹ cm⁻² × 5 × 96485.33 C mol⁻¹.
        ("gan2024-mno2-x-yield", 1.32716, 1.32716, 82.8, True),
        # 0.044e-3 mol h⁻¹ cm⁻² / 3600 s h⁻¹ × 8 × 96485.33 C mol⁻¹.
        ("ji2023-cu1-5-yield", 9.45556, 9.45556, 94.3, True),
    ],
)
def test_points(row: str, low: float, high: float, efficiency: float, derived: bool) -> None:
    found = condition(row)
    assert found[[CURRENT, OTHER, EFFICIENCY]].tolist() == pytest.approx([low, high, efficiency], rel=1e-5)
    assert (found["derived"] != "", found["drawn"], found["missing"]) == (derived, "point", "")
    places = told(ACTIVITY, found["rows"])
    assert {point.y for point in places} == {efficiency}
    assert sorted({point.x for point in places}) == pytest.approx(sorted({low, high}), rel=1e-5)


@pytest.mark.all_rows
def test_every_condition_of_the_summary_table_stands_once() -> None:
    drawn = plot(ACTIVITY).data
    assert sorted(drawn["system"]) == sorted(summary_table.build()["system"])
    known = {id for name in (*data.NUMBER_TABLES, "half_reactions") for id in data.table(name)["id"]}
    assert {row for rows in drawn["rows"] for row in rows.split()} <= known
    # All that has a number and a panel tells its values, and nothing else does.
    points = drawn[drawn["drawn"] == "point"]
    on_panels = drawn[(drawn["drawn"] != "no") & drawn["panel"].isin(points["panel"])]
    assert {point.rows for point in plot(ACTIVITY).points} == {
        tuple(rows.split()) for rows in on_panels["rows"]
    }
    assert set(points["name"]) <= set(shown(ACTIVITY))


def test_panels_part_reactions_and_products() -> None:
    points = plot(ACTIVITY).data.query("drawn == 'point'").groupby("panel").size()
    assert points.to_dict() == {"CO₂RR to CO": 7, "CO₂RR to HCOO⁻": 2, "NORR to NH₃": 6, "NITRR to NH₃": 1}


def test_what_lacks_one_of_the_two_stands_on_a_strip_and_says_why() -> None:
    strips = plot(ACTIVITY).data.query("drawn == 'strip'")
    assert (strips[EFFICIENCY].isna() != strips[CURRENT].isna()).all()
    found = condition("li2022-gu2019-j")
    assert found["missing"] == "Faradaic efficiency: not printed"
    reason = "partial current density: yield printed with neither area nor mass"
    assert condition("gan2024-sns2-x-fe")["missing"] == reason
    (point,) = told(ACTIVITY, found["rows"])
    ticks = {tick.get_text(): tick.get_position()[1] for tick in point.axes.get_yticklabels()}
    assert (point.x, point.y) == (94.0, ticks["none"])
    assert "not printed" in point.text


@pytest.mark.parametrize(
    ("rule", "systems"),
    [
        ("part-of-electrode", {"tang2020-cu-twin"}),
        ("not-electrochemical", {"pang2019-vzn-zns", "jin2023-ce-co-cr-o"}),
    ],
)
def test_what_is_of_no_electrode_is_not_drawn(rule: str, systems: set[str]) -> None:
    found = plot(ACTIVITY).data[plot(ACTIVITY).data["flags"].str.contains(rule)]
    assert (set(found["system"]), set(found["drawn"])) == (systems, {"no"})
    assert found["missing"].str.contains(comparability.RULES[rule].title).all()


@pytest.mark.usefixtures("fresh_summary")
def test_signs_are_drawn_and_rows_add_points(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"printed", "derived", "bound", "range"} <= set(plot(ACTIVITY).signs)
    lines = [line.get_xydata().tolist() for axes in plot(ACTIVITY).axes for line in axes.lines]
    assert [[22.5, 90], [247.5, 90]] in lines
    like = "li2022-wang2021d-j"
    add_row(monkeypatch, "performance", like, "row-new-j", system="ye2017-fe-n-c", value=-300.0)
    change(monkeypatch, "performance", like, "value", -100.0)
    changed = figures.make(ACTIVITY)
    assert len(changed.data) > len(plot(ACTIVITY).data)
    assert any("row-new-j" in point.rows for point in changed.points)
    # The changed current is in the words: 94 % at 100 in the place of 245.
    assert lacking(changed.alt, "100 mA cm⁻²", "245 mA cm⁻²") == ["245 mA cm⁻²"]


def test_the_words_count_what_is_drawn() -> None:
    drawn, words = plot(ACTIVITY).data, plot(ACTIVITY)
    no_share, no_current = drawn[EFFICIENCY].isna(), drawn[CURRENT].isna()
    shares = (no_current & ~no_share & (drawn["drawn"] == "strip")).sum()
    assert lacking(words.caption, str((drawn["drawn"] == "point").sum()), str(shares)) == []
    assert lacking(words.alt, str(shares), str((no_current & no_share).sum())) == []
    assert unpaired(words.alt, ("NiNC@CF", "87 %"), ("NiNC@CF", "12.6 mA cm⁻²"), ("CoS", "36.68 %")) == []


# What defects are claimed to do --------------------------------------------------------------------------


@pytest.mark.all_rows
def test_every_claim_is_counted_once() -> None:
    drawn = plot(EVIDENCE).data
    assert Counter(" ".join(drawn["rows"]).split()) == Counter(data.table("claims")["id"])
    assert drawn[COUNTS].sum(axis=1).tolist() == [len(row.split()) for row in drawn["rows"]]


@pytest.mark.all_rows
def test_every_class_and_effect_of_the_data_has_its_place() -> None:
    enums = {
        field["name"]: set(field.get("constraints", {}).get("enum", ()))
        for table in ("systems", "claims")
        for field in data.resource(table)["schema"]["fields"]
    }
    assert set(evidence.CLASSES) == enums["defect_class"] - {"none"} | {evidence.GENERAL}
    assert set(evidence.EFFECTS) < enums["effect"]
    assert set(evidence.EVIDENCE) == enums["status"]


@pytest.mark.parametrize(
    ("defect_class", "effect", "counts", "systems"),
    [
        # pei2024-headline, -dft-desorption and -limiting-step; -ir-desorption and -open-surface: one system.
        ("Diatomic sites", "desorption", [0, 0, 3, 2], 1),
        # pei2024-dft-selectivity, -like-pairs-her and -like-pairs-selectivity: two systems.
        ("Diatomic sites", "hydrogen suppression", [0, 0, 3, 0], 2),
        # li2022-zhang2020-coupling.
        ("Lattice defects", "coupling", [0, 1, 0, 0], 1),
        # li2022-geng2018-activation; li2022-li2020-adsorption and gan2024-tio2-adsorption.
        ("Anion vacancies", "adsorption", [0, 0, 1, 2], 3),
        # li2022-oxygen-vacancy-activation and -vacancy-adsorption, which name no system.
        ("Defects in general", "adsorption", [0, 0, 0, 2], 0),
    ],
)
def test_fields_are_counted(defect_class: str, effect: str, counts: list[int], systems: int) -> None:
    found = plot(EVIDENCE).data.set_index(["name", "effect"]).loc[(defect_class, effect)]
    assert (found[COUNTS].tolist(), found["systems"]) == (counts, systems)
    assert (found["missing"] == "no measurement") == (sum(counts[:2]) == 0)
    (point, *_) = told(EVIDENCE, found["rows"])
    assert lacking(point.text, defect_class, effect, *(str(count) for count in counts if count)) == []


def test_fields_show_measured_of_all_claims() -> None:
    # Of adsorption 5 of 24; electron transfer 3 of 25; of desorption none; and so on; 13 of 73 in all.
    wanted = {"adsorption": (5, 24), "electron transfer": (3, 25), "desorption": (0, 6)}
    wanted |= {"hydrogen suppression": (1, 6), "barrier": (3, 11), "coupling": (1, 1)}
    assert measured_claims() == wanted
    assert {f"{measured}/{claims}" for measured, claims in (*wanted.values(), (13, 73))} <= set(
        shown(EVIDENCE)
    )
    # 5 of the 13 are computed too, 30 computed alone and 30 only said; 21 of 28 fields hold no measurement.
    assert (
        lacking(plot(EVIDENCE).alt, "73", "13", "5", "30", "21", "28", "5 of 24", "intrinsic defects") == []
    )


def test_claims_change_their_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "claims", "li2022-chen2020b-site", "status", "measured")
    changed = figures.make(EVIDENCE)
    assert changed.data.loc[0, "missing"] == ""
    assert lacking(changed.alt, "14", "29", "20", "13", "21") == ["13", "21"]
    assert lacking(changed.alt, "intrinsic defects") == ["intrinsic defects"]
    add_row(monkeypatch, "claims", "li2022-zhang2020-coupling", "row-new", status="stated")
    grown = figures.make(EVIDENCE)
    assert lacking(grown.alt, "74", "1 of 2") == []
    assert {"1/2", "14/74"} <= {text.get_text() for text in texts(grown)}


def test_claims_off_the_map_are_counted_below() -> None:
    apart = plot(EVIDENCE).data.query("part != 'map'").set_index("effect")
    # li2022-lei2022-count and five more are measured, gan2024's and pei2024's notes on defects are said.
    assert apart.loc["surface area", COUNTS].tolist() == [2, 0, 0, 3]
    assert apart.loc["materials without a defect", "rows"] == "ji2023-precursor-cu2p"
    total, measured = apart[COUNTS].sum().sum(), apart[COUNTS[:2]].sum().sum()
    assert lacking(" ".join(shown(EVIDENCE)), f"{total} claims", f"{measured} of them measured") == []


# Gains ---------------------------------------------------------------------------------------------------


def pairs(*, drawn: bool = True) -> pd.DataFrame:
    return plot(GAINS).data[plot(GAINS).data["conditions"].notna() == drawn].set_index("rows")


@pytest.mark.parametrize(
    ("rows", "ratio", "printed", "ceiling"),
    [
        # 27.51 / 8.83 and 82.8 / 44.8, of at most 100 / 44.8.
        ("gan2024-mno2-x-yield gan2024-mno2-yield gan2024-mno2-x-yield-gain", 3.11552, 2, nan),
        ("gan2024-mno2-x-fe gan2024-mno2-fe gan2024-mno2-x-fe-gain", 1.84821, 2, 2.23214),
        # 44.67 / 27.02 and 53.62 / 36.68, of at most 100 / 36.68.
        ("gan2024-cos1-x-yield gan2024-cos-yield", 1.65322, nan, nan),
        ("gan2024-cos1-x-fe gan2024-cos-fe", 1.46183, nan, 2.72628),
        # The ratio alone is printed; 90.3 / 1.8 = 50.1667 for the control, and 100 / 50.1667.
        ("gan2024-sns2-x-yield gan2024-sns2-x-yield-gain", nan, 2.8, nan),
        ("gan2024-sns2-x-fe gan2024-sns2-x-fe-gain", nan, 1.8, 1.99336),
        # 97.6 / 84.7, 84.7 / 64.6 and 84.7 / 52.8; 100 over each control.
        ("pei2024-l-comn-fe pei2024-comn-fe", 1.15230, nan, 1.18064),
        ("pei2024-comn-fe pei2024-co-fe", 1.31115, nan, 1.54799),
        ("pei2024-comn-fe pei2024-mn-fe", 1.60417, nan, 1.89394),
        # 1067 / 255, 255 / 104 and 255 / 51.
        ("pei2024-l-comn-tof pei2024-comn-tof", 4.18431, nan, nan),
        ("pei2024-comn-tof pei2024-co-tof", 2.45192, nan, nan),
        ("pei2024-comn-tof pei2024-mn-tof", 5.0, nan, nan),
        # Three orders of magnitude are 1000.
        ("abstract-tang2020-tof", nan, 1000, nan),
        ("abstract-zhang2019-her", nan, 50, nan),
    ],
)
def test_each_ratio(rows: str, ratio: float, printed: float, ceiling: float) -> None:
    values = pairs().loc[rows, ["ratio of the values", "printed ratio", "ceiling"]].tolist()
    assert values == pytest.approx([ratio, printed, ceiling], abs=1e-5, nan_ok=True)
    marks = sorted(point.x for point in told(GAINS, rows))
    assert marks == pytest.approx(sorted(pd.Series(values).dropna()), abs=1e-5)
    assert len(pairs()) == 14


def test_a_control_is_found_by_the_claims_and_by_the_metals() -> None:
    found, roles = gain_values.counterparts(), data.table("systems")["role"]
    wanted = {("li2022-mno2-x", "li2022-mno2"), ("pei2024-co1mn1-nc", "pei2024-mn1-nc")}
    assert wanted | {("pei2024-l-co1mn1-nc", "pei2024-mn1-nc")} <= set(found)
    assert {roles[control] for _, control in found} == {"control"}
    assert ("pei2024-co1-nc", "pei2024-co1mn1-nc") not in found
    # What two steps make up is left out.
    assert "pei2024-l-comn-tof pei2024-co-tof" not in set(plot(GAINS).data["rows"])


def test_pairs_that_a_rule_forbids_are_refused_with_the_reason() -> None:
    refused = pairs(drawn=False)
    cell = refused.loc["pei2024-l-comn-flow-stability-fe pei2024-comn-fe", "missing"]
    assert cell == "Cell: flow cell for L-Co₁Mn₁-NC, H-type cell for Co₁Mn₁-NC."
    assert refused["ratio of the values"].isna().all()
    assert (refused["missing"] != "").all()
    assert lacking(plot(GAINS).alt, str(len(refused))) == []
    two = pairs()[pairs()["flags"].str.contains("other-potential")]
    assert list(two.index) == ["pei2024-l-comn-fe pei2024-comn-fe", "pei2024-comn-fe pei2024-mn-fe"]
    assert [text.count("vs RHE") for text in two["conditions"]] == [2, 2]


def test_median_and_span_are_told() -> None:
    # Of 1.65, 2.8 and 3.12; of 1.15, 1.31, 1.46, 1.60, 1.80 and 1.85, (1.46183 + 1.60417) / 2 = 1.533.
    spreads = {
        "Yield": ("3", "2.80", "1.65", "3.12"),
        "Faradaic efficiency": ("6", "1.53", "1.15", "1.85"),
        "Turnover frequency": ("3", "4.18", "2.45", "5.00"),
    }
    ceilings = {"MnO₂₋ₓ": ("1.85", "2.23"), "CoS₁₋ₓ": ("1.46", "2.73"), "SnS₂₋ₓ": ("1.80", "1.99")}
    for group in (spreads, ceilings):
        named = [(name, number) for name, numbers in group.items() for number in numbers]
        assert unpaired(plot(GAINS).alt, *named) == []
    medians = [point for point in plot(GAINS).points if point.text.startswith("Median")]
    assert sorted(point.x for point in medians) == pytest.approx([1.533, 2.8, 4.18431], abs=1e-4)
    assert {"printed", "derived", "bound", "range"} <= set(plot(GAINS).signs)


def test_changed_and_new_values_change_the_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    # 255 / 127.5 = 2 in the place of 2.45.
    change(monkeypatch, "performance", "pei2024-co-tof", "value", 127.5)
    change(monkeypatch, "performance", "gan2024-cos-fe", "electrolyte", "0.1 M KOH")
    # A bound does not count: of 1.65 and 3.12 the median is 2.384.
    change(monkeypatch, "claims", "gan2024-sns2-x-yield-gain", "relation", ">")
    changed = figures.make(GAINS)
    assert unpaired(changed.alt, ("Yield", "2"), ("Yield", "2.38")) == []
    found = changed.data.set_index("rows")
    assert found.loc["pei2024-comn-tof pei2024-co-tof", "ratio of the values"] == 2
    assert lacking(changed.alt, "4.18", "2.00", "5.00", "2.45") == ["2.45"]
    refused = found.loc["gan2024-cos1-x-fe gan2024-cos-fe"]
    assert "other-electrolyte" in refused["flags"]
    assert pd.isna(refused["ratio of the values"])

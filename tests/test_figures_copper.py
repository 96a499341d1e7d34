"""The figures on copper itself: every row once, each derivation by hand, and words that follow the values."""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd
import pytest
from figure_texts import lacking, masked, numbers, unpaired
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation
from support import change, lines

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

NEIGHBOURS, STRUCTURES, VALENCE = "fig-copper-neighbours", "fig-copper-structures", "fig-copper-valence"
CYCLE, SIZES, PERFORMANCE = "fig-copper-cycle", "fig-copper-sizes", "fig-copper-performance"
IDS = (NEIGHBOURS, STRUCTURES, VALENCE, CYCLE, SIZES, PERFORMANCE)
E, ATOMS = "E / V vs RHE", "atoms in the assigned cluster"
SIGNS = {
    NEIGHBOURS: (6, "derived cluster"),
    SIZES: (24, "derived bound range cluster"),
    STRUCTURES: (0, "inferred single-atom cluster"),
    VALENCE: (2, "derived bound single-atom cluster"),
    PERFORMANCE: (4, "derived bound range heteroatom single-atom cluster"),
}
"""How many marks of a figure are hollow, and its signs and classes."""

LATER = {"potential": -1.05, "panel": "ji2023-6E"}


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def part(id: str, column: str, value: str) -> pd.DataFrame:
    """The plotted points of which a column holds a value."""
    frame = cached_plot(id).data
    return frame[frame[column] == value]


def with_row(table: str, known: str, **changed: Any) -> Any:
    """Have a table hold one more row, like one that it knows."""
    frame = data.table(table)
    row = {**frame.loc[known].to_dict(), "id": f"{known}-new", **changed}
    return data.replaced_tables(**{table: pd.concat([frame, pd.DataFrame([row])])})


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "systems", "half_reactions")
    known = {row for name in tables for row in data.table(name)["id"]}
    plot = cached_plot(id)
    printed = plot.data[plot.data["derived"] == ""]
    assert (printed["rows"] != "").all()
    assert set(" ".join(plot.data["rows"]).split()) <= known
    assert {row for point in plot.points for row in point.rows} <= known
    assert "{cite:t}`ji2023identification`" in plot.caption


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_printed_point_tells_its_rows(id: str) -> None:
    plot = cached_plot(id)
    told = {row for point in plot.points for row in point.rows}
    printed = plot.data[plot.data["derived"] == ""]
    # The way back of the cycle is an arrow; particles without a size have no place.
    placed = ~printed["rows"].str.startswith("ji2023-air-not") & printed.get(ATOMS, printed["rows"]).notna()
    plotted = printed[placed]
    assert {row for rows in plotted["rows"] for row in rows.split()} <= told
    assert len(plot.point_places()) == len(plot.points)


@pytest.mark.parametrize("id", SIGNS)
def test_signs_tell_what_is_derived_inferred_or_a_bound(id: str) -> None:
    plot, (hollow, signs) = cached_plot(id), SIGNS[id]
    assert {sign.removeprefix("class:") for sign in plot.signs} == {"printed", *signs.split()}
    marks = [line for axes in plot.axes for line in axes.lines if line.get_marker() in list("o*^")]
    assert sum(mark.get_markerfacecolor() == "#ffffff" for mark in marks) == hollow


def test_the_counts_are_those_of_the_rows() -> None:
    printed = part(NEIGHBOURS, "what", "printed")
    counts = printed.groupby(["neighbour", "name"], sort=False)["count"].apply(list).to_dict()
    assert counts == {
        ("Cu–N", "Cu1.5/NTC"): [3.90, 3.87, 3.58, 0.59],
        ("Cu–N", "Cu3.2/NTC"): [3.58, 2.89, 1.55, 0.41],
        ("Cu–Cu", "Cu1.5/NTC"): [2.90, 4.12, 7.29, 8.85],
    }
    assert printed[E].fillna(0).tolist() == 3 * [0, -0.75, -0.85, -0.95]


def test_half_of_the_nitrogen_is_lost_where_worked_by_hand() -> None:
    fits = cached_plot(NEIGHBOURS).data.dropna(subset=["w / V"]).set_index("name")
    # Least sum of squares, searched on a grid of 0.1 mV: u / (1 + exp(−(E − E½) / w)) with u = 3.90 gives 3.8944,
    # 3.5791, 0.5903 beside 3.87, 3.58, 0.59; with u = 3.58 it gives 2.8984, 1.5394, 0.4225 beside 2.89, 1.55, 0.41.
    assert fits[E].to_dict() == pytest.approx({"Cu1.5/NTC": -0.9083, "Cu3.2/NTC": -0.8337}, abs=1e-4)
    assert fits["w / V"].to_dict() == pytest.approx({"Cu1.5/NTC": 0.02418, "Cu3.2/NTC": 0.05782}, abs=1e-5)
    assert fits["largest miss"].to_dict() == pytest.approx(
        {"Cu1.5/NTC": 0.0244, "Cu3.2/NTC": 0.0125}, abs=1e-3
    )
    assert fits["count"].to_dict() == {"Cu1.5/NTC": 1.95, "Cu3.2/NTC": 1.79}


def test_the_line_through_the_copper_is_that_worked_by_hand() -> None:
    (line,) = (row for _, row in cached_plot(NEIGHBOURS).data.dropna(subset=["b / V⁻¹"]).iterrows())
    # (8.85 − 4.12) / −0.2 per volt; mean 6.7533 at −0.85; at 0 V 6.7533 − 23.65 × 0.85.
    assert (line["b / V⁻¹"], line["a"]) == pytest.approx((-23.65, -13.3492), abs=1e-4)
    assert line["largest miss"] == pytest.approx(7.29 - 6.7533, abs=1e-4)
    assert "ocp" not in line["rows"]


def test_every_count_of_copper_lies_above_what_the_cluster_allows() -> None:
    bounds = cached_plot(NEIGHBOURS).data.query("what.str.startswith('most in')")
    # A triangle, a tetrahedron, a pentagonal bipyramid with 16 pairs, and nine atoms with 23.
    assert bounds["count"].tolist() == pytest.approx([2, 3, 2 * 16 / 7, 2 * 23 / 9])
    assert bounds["what"].tolist() == ["most in Cu₃", "most in Cu₄", "most in Cu₇", "most in Cu₉"]
    pairs = [
        ("Cu₃", "2.90"),
        ("Cu₃", "2"),
        ("Cu₄", "4.12"),
        ("Cu₇", "4.57"),
        ("Cu₉", "8.85"),
        ("Cu₉", "5.11"),
    ]
    assert unpaired(cached_plot(NEIGHBOURS).alt, *pairs) == []


def test_the_words_on_neighbours_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached_plot(NEIGHBOURS)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    change(monkeypatch, "structure", "ji2023-cu3-2-ntc-75-cn-n", "value", 3.1)
    change(monkeypatch, "preparation", "ji2023-xas-75", "potential_scale", "SCE")
    after = figures.make(NEIGHBOURS)
    assert lines(after).count("Potential E vs SCE / V") == 2
    assert lacking(before.alt, "all 4") == []
    assert lacking(after.alt, "3 of 4") == []
    # Least squares on a grid of 0.1 mV: −0.8388 V.
    counts = [("Cu3.2/NTC", number) for number in ("3.58", "3.10", "1.55", "0.41", "−0.839 V")]
    assert unpaired(after.alt, *counts, ("Cu1.5/NTC", "3.87"), ("Cu1.5/NTC", "−0.908 V")) == []
    assert lacking(after.method, "−0.839 V", "−0.834 V") == ["−0.834 V"]


@pytest.mark.parametrize(
    ("id", "known", "value"),
    [
        (NEIGHBOURS, "ji2023-cu1-5-ntc-95-cn-n", 0.2),
        (NEIGHBOURS, "ji2023-cu1-5-ntc-95-cn-cu", 9.4),
        (STRUCTURES, "ji2023-cu1-5-ntc-95-nuclearity", 12),
        (VALENCE, "ji2023-cu3-2-ntc-valence", 1.2),
    ],
)
def test_a_row_more_is_a_point_more(id: str, known: str, value: float) -> None:
    later = LATER if id in (NEIGHBOURS, STRUCTURES) else {}
    with with_row("structure", known, value=value, **later):
        plot = figures.make(id)
    assert f"{known}-new" in {row for point in plot.points for row in point.rows}
    assert f"{known}-new" in " ".join(plot.data["rows"]).split()


def test_the_printed_means_stand_at_the_sizes_assigned() -> None:
    printed = part(SIZES, "what is drawn", "printed")
    assert list(zip(printed["atoms"], printed["mean neighbours"], strict=True)) == [
        *((3, 2.90), (4, 4.12), (7, 7.29), (9, 8.85))
    ]
    needed = part(SIZES, "what is drawn", "sizes with such a mean")
    assert needed["mean neighbours"].tolist() == printed["mean neighbours"].tolist()
    assert list(zip(needed["atoms"], needed["up to"], strict=True)) == [(4, 4), (7, 7), (22, 36), (76, 129)]


def test_the_models_are_those_of_the_packing() -> None:
    # 20 m³ + 15 m² + 7 m and 20 m³ + 12 m² + 4 m pairs for m shells.
    for name, edge, linear in (("icosahedra", 15, 7), ("cuboctahedra", 12, 4)):
        sizes = (13, 55, 147, 309)
        by_hand = [2 * (20 * m**3 + edge * m**2 + linear * m) / size for m, size in enumerate(sizes, start=1)]
        assert part(SIZES, "what is drawn", name)["mean neighbours"].tolist() == pytest.approx(by_hand)


def test_the_finding_on_sizes_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached_plot(SIZES).alt
    same = [
        ("Cu₃", "2.90"),
        ("Cu₃", "4"),
        ("Cu₄", "4.12"),
        ("Cu₄", "7"),
        ("Cu₇", "7.29"),
        ("Cu₇", "22"),
        ("Cu₇", "36"),
    ]
    changed = ("8.85", "76", "129")
    assert unpaired(before, *same, *(("Cu₉", number) for number in changed)) == []
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    after = figures.make(SIZES)
    assert unpaired(after.alt, *same, *(("Cu₁₄₇", number) for number in changed)) == []
    # Four of four lie above the most compact cluster, and then three of four.
    assert numbers(before) - numbers(after.alt) == {"4": 1}
    assert numbers(after.alt) - numbers(before) == {"3": 1}
    assert any("Cu₁₄₇ 8.85" in text for text in lines(after))


# Structures ----------------------------------------------------------------------------------------------

ASSIGNED = {
    "Cu0.7/NTC": ["mainly CuN₄", "mainly CuN₄", "CuN₄&Cu₂", "CuN₄&Cu₆"],
    "Cu1.5/NTC": ["CuN₄&Cu₃", "CuN₄&Cu₄", "CuN₄&Cu₇", "Cu₉"],
    "Cu3.2/NTC": ["mainly CuN₄", "mainly CuN₄", "nanoparticles", "nanoparticles"],
}


def test_the_fits_assign_what_the_rows_say() -> None:
    said = cached_plot(STRUCTURES).data
    fits = said[said["said in"].str.contains("fits")]
    assert fits.groupby("name")["structure"].apply(list).to_dict() == ASSIGNED
    assert fits.groupby("name")[ATOMS].apply(lambda atoms: atoms.fillna(-1).tolist()).to_dict() == {
        "Cu0.7/NTC": [0, 0, 2, 6],
        "Cu1.5/NTC": [3, 4, 7, 9],
        "Cu3.2/NTC": [0, 0, -1, -1],
    }


def test_three_cells_hold_statements_that_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = cached_plot(STRUCTURES).data.query("conflict")
    cells = dict.fromkeys(inside["name"] + " " + inside["place"])
    assert list(cells) == ["Cu0.7/NTC −0.85 V", "Cu0.7/NTC −0.95 V", "Cu3.2/NTC −0.75 V"]
    ten = inside[inside["name"] == "Cu3.2/NTC"]
    assert dict(zip(ten["said in"], ten[ATOMS], strict=True)) == {"fits": 0, "conclusions": 10}
    alt = cached_plot(STRUCTURES).alt
    assert lacking(alt, "3 of 12") == []
    assert unpaired(alt, *zip(inside["name"], inside["structure"], strict=True)) == []
    change(monkeypatch, "structure", "ji2023-conclusions-cu1-5-nuclearity", "value", 5)
    alt = figures.make(STRUCTURES).alt
    assert lacking(alt, "4 of 12") == []
    assert unpaired(alt, ("fits", "CuN₄&Cu₄"), ("conclusions", "CuN₄&Cu₅")) == []


def test_shares_are_the_printed_ones_and_bars_as_long() -> None:
    shares = cached_plot(VALENCE).data.dropna(subset=["share / %"])
    wanted = {"Cu1.5/NTC": [87.9, 3.3, 8.8], "Cu3.2/NTC": [71.1, 4.9, 24.0]}
    assert shares.groupby("name")["share / %"].apply(list).to_dict() == wanted
    assert shares["charge"].tolist() == 2 * ["Cu²⁺", "Cu⁺", "Cu⁰"]
    bars = [bar.get_width() for bar in cached_plot(VALENCE).axes[0].patches if isinstance(bar, Rectangle)]
    assert bars == pytest.approx(shares["share / %"].tolist())


def test_means_are_those_worked_by_hand_and_bounds_the_printed_ones() -> None:
    means = cached_plot(VALENCE).data.dropna(subset=["mean charge"])
    derived = means[means["derived"] != ""].set_index("name")["mean charge"]
    # 2 × 0.879 + 1 × 0.033 and 2 × 0.711 + 1 × 0.049.
    assert derived.to_dict() == pytest.approx({"Cu1.5/NTC": 1.791, "Cu3.2/NTC": 1.471})
    bounds = means.loc[means["derived"] == "", ["name", "relation", "mean charge"]]
    assert bounds.to_numpy().tolist() == [["Cu0.7/NTC", "<=", 2], ["Cu3.2/NTC", ">", 1]]
    alt = cached_plot(VALENCE).alt
    assert "2 ≥ Cu0.7 > Cu1.5 > Cu3.2 > 1" in alt
    pairs = [("Cu1.5/NTC", "1.79"), ("Cu1.5/NTC", "87.9 %"), ("Cu3.2/NTC", "1.47"), ("Cu3.2/NTC", "71.1 %")]
    assert unpaired(alt, *pairs) == []


@pytest.mark.parametrize(
    ("changes", "breaks"),
    [
        # 2 × 0.820 + 1 × 0.092 = 1.732, above 1.471 as before; 2 × 0.479 + 1 × 0.433 = 1.391, below it.
        ({"ji2023-cu1-5-ntc-share-cu2": 82.0, "ji2023-cu1-5-ntc-share-cu1": 9.2}, False),
        ({"ji2023-cu1-5-ntc-share-cu2": 47.9, "ji2023-cu1-5-ntc-share-cu1": 43.3}, True),
        ({"ji2023-cu3-2-ntc-valence": 1.5}, True),
    ],
)
def test_means_that_break_the_order_are_told(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, float], breaks: bool
) -> None:
    for row, value in changes.items():
        change(monkeypatch, "structure", row, "value", value)
    after = figures.make(VALENCE).alt
    assert (masked(after) != masked(cached_plot(VALENCE).alt)) is breaks


def test_states_stand_in_their_order_with_their_numbers() -> None:
    states = cached_plot(CYCLE).data
    assert states["state"].tolist()[:4] == ASSIGNED["Cu1.5/NTC"]
    assert states["Cu–N"].tolist()[:4] == [3.90, 3.87, 3.58, 0.59]
    assert states["Cu–Cu"].tolist()[:4] == [2.90, 4.12, 7.29, 8.85]
    air = states.dropna(subset=["time in air / h"])
    assert dict(zip(air["time in air / h"], air["nearest bond / Å"], strict=True)) == {5: 1.96, 48: 1.94}
    assert states["state"].iloc[-1] == "Cu₉ back toward CuN₄&Cu₃"
    assert part(CYCLE, "known", "only said")["state"].tolist() == ["[Cu(OH)₄]²⁻", "held again by N sites"]


def test_a_measured_hydroxide_is_no_longer_only_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def dotted(plot: figures.Plot) -> int:
        (axes,) = plot.axes
        arrows = [
            text.arrow_patch for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch
        ]
        return sum(arrow.get_linestyle() != "-" for arrow in arrows)

    assert (len(cached_plot(CYCLE).points), dotted(cached_plot(CYCLE))) == (8, 3)
    change(monkeypatch, "claims", "ji2023-air-hydroxide", "status", "measured")
    plot = figures.make(CYCLE)
    assert dotted(plot) == 2
    both = "held again by N sites", "[Cu(OH)₄]²⁻"
    assert (unpaired(cached_plot(CYCLE).alt, both), unpaired(plot.alt, both)) == ([], [both])


def test_the_words_on_the_cycle_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(
        "−0.95 V (text) ≠ −0.75 V (caption)" in text.replace("\n", " ") for text in lines(cached_plot(CYCLE))
    )
    assert unpaired(cached_plot(CYCLE).alt, ("text", "−0.95 V"), ("caption", "−0.75 V")) == []
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-air-48h-bond", "value", 1.9)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-85-nuclearity", "value", 8)
    change(monkeypatch, "preparation", "ji2023-caption-air-potential", "value", -0.95)
    plot = figures.make(CYCLE)
    assert unpaired(plot.alt, ("5 h", "1.96 Å"), ("48 h", "1.9 Å"), ("CuN₄&Cu₈", "7.29")) == []
    assert lacking(plot.alt, "CuN₄&Cu₇", "1.94 Å") == ["CuN₄&Cu₇", "1.94 Å"]
    assert not any("≠" in text for text in lines(plot))


def test_one_sample_has_a_yield_and_the_others_lie_below_it() -> None:
    drawn = part(PERFORMANCE, "quantity", "yield per mass").set_index("name")
    assert drawn["relation"].to_dict() == {"NTC": "<", "Cu0.7/NTC": "<", "Cu1.5/NTC": "", "Cu3.2/NTC": "<"}
    assert set(drawn["value"]) == {88.2}
    assert [("ji2023-yield-best" in rows) for rows in drawn["rows"]] == [True, True, False, True]
    shares = cached_plot(PERFORMANCE).data.set_index("quantity")["value"]
    assert shares[["Faradaic efficiency", "conversion", "selectivity"]].tolist() == [94.3, 95.0, 86.6]


def test_each_basis_follows_from_the_printed_numbers() -> None:
    values = cached_plot(PERFORMANCE).data.set_index("quantity")["value"]
    # 88.2 mmol h⁻¹ g⁻¹ × 0.0005 g cm⁻² = 44.1 µmol h⁻¹ cm⁻²; / 3600 s h⁻¹ × 8 × 96485.332 C mol⁻¹ = 9.4556 mA cm⁻².
    assert values["yield per area"].tolist() == pytest.approx([44.0, 44.1])
    assert values["current into NH₃"] == pytest.approx(-9.4556, rel=1e-5)
    assert values["current in all"] == pytest.approx(-9.4556 / 0.943, rel=1e-5)
    # 0.0882 mol h⁻¹ g⁻¹ / (0.0154 / 63.546 g mol⁻¹).
    assert values["rate per Cu atom"] == pytest.approx(363.945, rel=1e-5)
    assert lacking(cached_plot(PERFORMANCE).alt, "−9.46", "−10.0", "364", "44.1", "94.3", "88.2") == []


def test_a_yield_per_area_that_does_not_agree_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # 0.0441 stands for 0.04405 to 0.04415 and 0.043 for 0.0425 to 0.0435, below 0.0441.
    change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", 0.0441)
    assert masked(figures.make(PERFORMANCE).alt) == masked(cached_plot(PERFORMANCE).alt)
    change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", 0.043)
    other = figures.make(PERFORMANCE)
    assert masked(other.alt) != masked(cached_plot(PERFORMANCE).alt)
    assert "the two do not agree" in lines(other)

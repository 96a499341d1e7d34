"""The figures on copper itself: every row once, each derivation by hand, and words that follow the values."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, masked, numbers, unpaired
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation
from support import add_row, change, lines

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

NEIGHBOURS, STRUCTURES, VALENCE = "fig-copper-neighbours", "fig-copper-structures", "fig-copper-valence"
CYCLE, SIZES, PERFORMANCE = "fig-copper-cycle", "fig-copper-sizes", "fig-copper-performance"
IDS = (NEIGHBOURS, STRUCTURES, VALENCE, CYCLE, SIZES, PERFORMANCE)
LOW, MIDDLE, HIGH = "Cu0.7/NTC", "Cu1.5/NTC", "Cu3.2/NTC"
E, ATOMS = "E / V vs RHE", "atoms in the assigned cluster"
NITROGEN, COPPER = [3.90, 3.87, 3.58, 0.59], [2.90, 4.12, 7.29, 8.85]
"""Mean neighbours in the middle sample at open circuit and at three potentials."""

ASSIGNED = {
    LOW: ["mainly CuN₄", "mainly CuN₄", "CuN₄&Cu₂", "CuN₄&Cu₆"],
    MIDDLE: ["CuN₄&Cu₃", "CuN₄&Cu₄", "CuN₄&Cu₇", "Cu₉"],
    HIGH: ["mainly CuN₄", "mainly CuN₄", "nanoparticles", "nanoparticles"],
}


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def plotted(id: str, query: str = "rows == rows") -> pd.DataFrame:
    return cached_plot(id).data.query(query)


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_printed_point_tells_its_rows_and_the_paper_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "systems", "half_reactions")
    known = {row for name in tables for row in data.table(name)["id"]}
    plot, printed = cached_plot(id), plotted(id, "derived == ''")
    told = {row for point in plot.points for row in point.rows}
    assert (printed["rows"] != "").all()
    assert set(" ".join(plot.data["rows"]).split()) | told <= known
    # The way back of the cycle is an arrow; particles without a size have no place.
    placed = ~printed["rows"].str.startswith("ji2023-air-not") & printed.get(ATOMS, printed["rows"]).notna()
    assert set(" ".join(printed["rows"][placed]).split()) <= told
    assert len(plot.point_places()) == len(plot.points)
    assert "{cite:t}`ji2023identification`" in plot.caption


@pytest.mark.parametrize(
    ("id", "hollow", "signs"),
    [
        (NEIGHBOURS, 6, "derived cluster"),
        (SIZES, 24, "derived bound range cluster"),
        (STRUCTURES, 0, "inferred single-atom cluster"),
        (VALENCE, 2, "derived bound single-atom cluster"),
        (PERFORMANCE, 4, "derived bound range heteroatom single-atom cluster"),
    ],
)
def test_signs_tell_what_is_derived_inferred_or_a_bound(id: str, hollow: int, signs: str) -> None:
    plot = cached_plot(id)
    assert {sign.removeprefix("class:") for sign in plot.signs} == {"printed", *signs.split()}
    marks = [line for axes in plot.axes for line in axes.lines if line.get_marker() in list("o*^")]
    assert sum(mark.get_markerfacecolor() == "#ffffff" for mark in marks) == hollow


@pytest.mark.parametrize(
    ("id", "known", "value"),
    [
        (NEIGHBOURS, "ji2023-cu1-5-ntc-95-cn-n", 0.2),
        (NEIGHBOURS, "ji2023-cu1-5-ntc-95-cn-cu", 9.4),
        (STRUCTURES, "ji2023-cu1-5-ntc-95-nuclearity", 12),
        (VALENCE, "ji2023-cu3-2-ntc-valence", 1.2),
    ],
)
def test_a_row_more_is_a_point_more(
    monkeypatch: pytest.MonkeyPatch, id: str, known: str, value: float
) -> None:
    later = {} if id == VALENCE else {"potential": -1.05, "panel": "ji2023-6E"}
    add_row(monkeypatch, "structure", known, "row-new", value=value, **later)
    plot = figures.make(id)
    assert "row-new" in {row for point in plot.points for row in point.rows}
    assert "row-new" in " ".join(plot.data["rows"]).split()


# Neighbours and sizes ------------------------------------------------------------------------------------


def test_the_counts_are_those_of_the_rows() -> None:
    printed = plotted(NEIGHBOURS, "what == 'printed'")
    assert printed.groupby(["neighbour", "name"], sort=False)["count"].apply(list).to_dict() == {
        ("Cu–N", MIDDLE): NITROGEN,
        ("Cu–N", HIGH): [3.58, 2.89, 1.55, 0.41],
        ("Cu–Cu", MIDDLE): COPPER,
    }
    assert printed[E].fillna(0).tolist() == 3 * [0, -0.75, -0.85, -0.95]


def test_fits_and_bounds_are_those_worked_by_hand() -> None:
    fits = cached_plot(NEIGHBOURS).data.dropna(subset=["w / V"]).set_index("name")
    # Least sum of squares, searched on a grid of 0.1 mV: u / (1 + exp(−(E − E½) / w)) with u = 3.90 gives 3.8944,
    # 3.5791, 0.5903 beside 3.87, 3.58, 0.59; with u = 3.58 it gives 2.8984, 1.5394, 0.4225 beside 2.89, 1.55, 0.41.
    assert fits[E].to_dict() == pytest.approx({MIDDLE: -0.9083, HIGH: -0.8337}, abs=1e-4)
    assert fits["w / V"].to_dict() == pytest.approx({MIDDLE: 0.02418, HIGH: 0.05782}, abs=1e-5)
    assert fits["largest miss"].to_dict() == pytest.approx({MIDDLE: 0.0244, HIGH: 0.0125}, abs=1e-3)
    assert fits["count"].to_dict() == {MIDDLE: 1.95, HIGH: 1.79}
    line = cached_plot(NEIGHBOURS).data.dropna(subset=["b / V⁻¹"]).squeeze()
    # (8.85 − 4.12) / −0.2 per volt; mean 6.7533 at −0.85; at 0 V 6.7533 − 23.65 × 0.85; 7.29 − 6.7533.
    wanted = pytest.approx([-23.65, -13.3492, 0.5367], abs=1e-4)
    assert line[["b / V⁻¹", "a", "largest miss"]].tolist() == wanted
    assert "ocp" not in line["rows"]
    # A triangle, a tetrahedron, a pentagonal bipyramid with 16 pairs, and nine atoms with 23.
    bounds = plotted(NEIGHBOURS, "what.str.startswith('most in')").set_index("what")["count"].to_dict()
    most = {"most in Cu₃": 2, "most in Cu₄": 3, "most in Cu₇": 2 * 16 / 7, "most in Cu₉": 2 * 23 / 9}
    assert bounds == pytest.approx(most)
    beside = {"Cu₃": ("2.90", "2"), "Cu₄": ("4.12",), "Cu₇": ("4.57",), "Cu₉": ("8.85", "5.11")}
    pairs = [(name, number) for name, found in beside.items() for number in found]
    assert unpaired(cached_plot(NEIGHBOURS).alt, *pairs) == []
    # −0.834 V comes before −0.908 V.
    assert "nitrogen goes earlier" in cached_plot(NEIGHBOURS).caption


def test_the_words_on_neighbours_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    change(monkeypatch, "structure", "ji2023-cu3-2-ntc-75-cn-n", "value", 3.1)
    change(monkeypatch, "preparation", "ji2023-xas-75", "potential_scale", "SCE")
    after = figures.make(NEIGHBOURS)
    assert lines(after).count("Potential E vs SCE / V") == 2
    assert lacking(cached_plot(NEIGHBOURS).alt, "all 4") == lacking(after.alt, "3 of 4") == []
    # Least squares on a grid of 0.1 mV: −0.8388 V.
    counts = [(HIGH, number) for number in ("3.58", "3.10", "1.55", "0.41", "−0.839 V")]
    assert unpaired(after.alt, *counts, (MIDDLE, "3.87"), (MIDDLE, "−0.908 V")) == []
    assert lacking(after.method, "−0.839 V", "−0.834 V") == ["−0.834 V"]


def test_means_stand_at_the_sizes_assigned_beside_models_of_the_packing() -> None:
    sizes = plotted(SIZES).set_index("what is drawn")
    printed, needed = sizes.loc["printed"], sizes.loc["sizes with such a mean"]
    assert printed["atoms"].tolist() == [3, 4, 7, 9]
    assert printed["mean neighbours"].tolist() == needed["mean neighbours"].tolist() == COPPER
    assert needed[["atoms", "up to"]].to_numpy().tolist() == [[4, 4], [7, 7], [22, 36], [76, 129]]
    # 20 m³ + 15 m² + 7 m and 20 m³ + 12 m² + 4 m pairs for m shells.
    for name, edge, linear in (("icosahedra", 15, 7), ("cuboctahedra", 12, 4)):
        pairs = [20 * m**3 + edge * m**2 + linear * m for m in (1, 2, 3, 4)]
        by_hand = [2 * count / size for count, size in zip(pairs, (13, 55, 147, 309), strict=True)]
        assert sizes.loc[name, "mean neighbours"].tolist() == pytest.approx(by_hand)


def test_the_finding_on_sizes_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached_plot(SIZES).alt
    of = {
        "Cu₃": ("2.90", "4"),
        "Cu₄": ("4.12", "7"),
        "Cu₇": ("7.29", "22", "36"),
        "Cu₉": ("8.85", "76", "129"),
    }
    assert unpaired(before, *((name, number) for name, found in of.items() for number in found)) == []
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    after = figures.make(SIZES)
    of["Cu₁₄₇"] = of.pop("Cu₉")
    assert unpaired(after.alt, *((name, number) for name, found in of.items() for number in found)) == []
    # Four of four lie above the most compact cluster, and then three of four.
    assert numbers(before) - numbers(after.alt) == {"4": 1}
    assert numbers(after.alt) - numbers(before) == {"3": 1}
    assert any("Cu₁₄₇ 8.85" in text for text in lines(after))


# Structures, charges, the cycle --------------------------------------------------------------------------


def test_the_fits_assign_what_the_rows_say() -> None:
    fits = plotted(STRUCTURES, "`said in`.str.contains('fits')").fillna({ATOMS: -1}).groupby("name")
    assert fits["structure"].apply(list).to_dict() == ASSIGNED
    atoms = {LOW: [0, 0, 2, 6], MIDDLE: [3, 4, 7, 9], HIGH: [0, 0, -1, -1]}
    assert fits[ATOMS].apply(list).to_dict() == atoms


def test_three_cells_hold_statements_that_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, alt = plotted(STRUCTURES, "conflict"), cached_plot(STRUCTURES).alt
    cells = dict.fromkeys(inside["name"] + " " + inside["place"])
    assert list(cells) == [f"{LOW} −0.85 V", f"{LOW} −0.95 V", f"{HIGH} −0.75 V"]
    ten = inside[inside["name"] == HIGH]
    assert dict(zip(ten["said in"], ten[ATOMS], strict=True)) == {"fits": 0, "conclusions": 10}
    assert lacking(alt, "3 of 12") == []
    assert unpaired(alt, *zip(inside["name"], inside["structure"], strict=True)) == []
    change(monkeypatch, "structure", "ji2023-conclusions-cu1-5-nuclearity", "value", 5)
    alt = figures.make(STRUCTURES).alt
    assert lacking(alt, "4 of 12") == []
    assert unpaired(alt, ("fits", "CuN₄&Cu₄"), ("conclusions", "CuN₄&Cu₅")) == []


def test_shares_and_bounds_are_the_printed_ones_and_means_those_worked_by_hand() -> None:
    shares = cached_plot(VALENCE).data.dropna(subset=["share / %"])
    wanted = {MIDDLE: [87.9, 3.3, 8.8], HIGH: [71.1, 4.9, 24.0]}
    assert shares.groupby("name")["share / %"].apply(list).to_dict() == wanted
    assert shares["charge"].tolist() == 2 * ["Cu²⁺", "Cu⁺", "Cu⁰"]
    bars = [bar.get_width() for bar in cached_plot(VALENCE).axes[0].patches if isinstance(bar, Rectangle)]
    assert bars == pytest.approx(shares["share / %"].tolist())
    means = plotted(VALENCE, "charge == 'mean'").set_index("name")
    derived, bounds = means[means["derived"] != ""], means[means["derived"] == ""]
    # 2 × 0.879 + 1 × 0.033 and 2 × 0.711 + 1 × 0.049.
    assert derived["mean charge"].to_dict() == pytest.approx({MIDDLE: 1.791, HIGH: 1.471})
    assert bounds["mean charge"].to_dict() == {LOW: 2, HIGH: 1}
    assert bounds["relation"].to_dict() == {LOW: "<=", HIGH: ">"}
    alt = cached_plot(VALENCE).alt
    assert "2 ≥ Cu0.7 > Cu1.5 > Cu3.2 > 1" in alt
    pairs = [(MIDDLE, "1.79"), (MIDDLE, "87.9 %"), (HIGH, "1.47"), (HIGH, "71.1 %")]
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
    assert (masked(figures.make(VALENCE).alt) != masked(cached_plot(VALENCE).alt)) is breaks


def test_states_stand_in_their_order_with_their_numbers() -> None:
    states = plotted(CYCLE)
    assert states[["state", "Cu–N", "Cu–Cu"]][:4].to_dict("list") == {
        "state": ASSIGNED[MIDDLE],
        "Cu–N": NITROGEN,
        "Cu–Cu": COPPER,
    }
    air = states.dropna(subset=["time in air / h"])
    assert dict(zip(air["time in air / h"], air["nearest bond / Å"], strict=True)) == {5: 1.96, 48: 1.94}
    assert states["state"].iloc[-1] == "Cu₉ back toward CuN₄&Cu₃"
    said = plotted(CYCLE, "known == 'only said'")["state"].tolist()
    assert said == ["[Cu(OH)₄]²⁻", "held again by N sites"]


def test_a_measured_hydroxide_is_no_longer_only_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def dotted(plot: figures.Plot) -> int:
        arrows = [text.arrow_patch for text in plot.axes[0].texts if isinstance(text, Annotation)]
        return sum(arrow is not None and arrow.get_linestyle() != "-" for arrow in arrows)

    before = cached_plot(CYCLE)
    assert (len(before.points), dotted(before)) == (8, 3)
    change(monkeypatch, "claims", "ji2023-air-hydroxide", "status", "measured")
    plot = figures.make(CYCLE)
    assert dotted(plot) == 2
    both = "held again by N sites", "[Cu(OH)₄]²⁻"
    assert (unpaired(before.alt, both), unpaired(plot.alt, both)) == ([], [both])


def test_the_words_on_the_cycle_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = " ".join(lines(cached_plot(CYCLE))).replace("\n", " ")
    assert "−0.95 V (text) ≠ −0.75 V (caption)" in shown
    assert unpaired(cached_plot(CYCLE).alt, ("text", "−0.95 V"), ("caption", "−0.75 V")) == []
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-air-48h-bond", "value", 1.9)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-85-nuclearity", "value", 8)
    change(monkeypatch, "preparation", "ji2023-caption-air-potential", "value", -0.95)
    plot = figures.make(CYCLE)
    assert unpaired(plot.alt, ("5 h", "1.96 Å"), ("48 h", "1.9 Å"), ("CuN₄&Cu₈", "7.29")) == []
    assert lacking(plot.alt, "CuN₄&Cu₇", "1.94 Å") == ["CuN₄&Cu₇", "1.94 Å"]
    assert not any("≠" in text for text in lines(plot))


# Performance ---------------------------------------------------------------------------------------------


def test_one_sample_has_a_yield_and_the_others_lie_below_it() -> None:
    drawn = plotted(PERFORMANCE, "quantity == 'yield per mass'").set_index("name")
    assert drawn["relation"].to_dict() == {"NTC": "<", LOW: "<", MIDDLE: "", HIGH: "<"}
    assert set(drawn["value"]) == {88.2}
    assert [("ji2023-yield-best" in rows) for rows in drawn["rows"]] == [True, True, False, True]
    shares = plotted(PERFORMANCE).set_index("quantity")["value"]
    assert shares[["Faradaic efficiency", "conversion", "selectivity"]].tolist() == [94.3, 95.0, 86.6]


def test_each_basis_follows_from_the_printed_numbers() -> None:
    values = plotted(PERFORMANCE).set_index("quantity")["value"]
    # 88.2 mmol h⁻¹ g⁻¹ × 0.0005 g cm⁻² = 44.1 µmol h⁻¹ cm⁻²; / 3600 s h⁻¹ × 8 × 96485.332 C mol⁻¹ = 9.4556 mA cm⁻².
    assert values["yield per area"].tolist() == pytest.approx([44.0, 44.1])
    assert values["current into NH₃"] == pytest.approx(-9.4556, rel=1e-5)
    assert values["current in all"] == pytest.approx(-9.4556 / 0.943, rel=1e-5)
    # 0.0882 mol h⁻¹ g⁻¹ / (0.0154 / 63.546 g mol⁻¹).
    assert values["rate per Cu atom"] == pytest.approx(363.945, rel=1e-5)
    assert lacking(cached_plot(PERFORMANCE).alt, "−9.46", "−10.0", "364", "44.1", "94.3", "88.2") == []


def test_a_yield_per_area_that_does_not_agree_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # 0.0441 stands for 0.04405 to 0.04415 and 0.043 for 0.0425 to 0.0435, below 0.0441.
    for value, agrees in ((0.0441, True), (0.043, False)):
        change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", value)
        plot = figures.make(PERFORMANCE)
        assert (masked(plot.alt) == masked(cached_plot(PERFORMANCE).alt)) is agrees
        assert ("the two do not agree" in lines(plot)) is not agrees

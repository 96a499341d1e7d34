"""The figure of the neighbours of copper against potential, and what holds of all on the copper itself."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
from figure_texts import lacking, numbers, unpaired
from matplotlib.patches import Rectangle
from reviewhelpers.figures.copper.common import HIGH, MIDDLE, SAMPLES
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

ID = "fig-copper-neighbours"
IDS = (ID, "fig-copper-structures", "fig-copper-valence", "fig-copper-cycle")
E = "E / V vs RHE"
WHAT = "what is drawn"
PAIRED = [("Cu₃", "2.90"), ("Cu₃", "2"), ("Cu₄", "4.12"), ("Cu₄", "3"), ("Cu₇", "7.29"), ("Cu₇", "4.57")]
"""Clusters with the mean printed for them and the most that they allow."""


@functools.cache
def cached_plot(id: str = ID) -> figures.Plot:
    return figures.make(id)


def drawn() -> list[str]:
    return [text.get_text() for text in texts(cached_plot())]


def kind(what: str, neighbour: str = "Cu–Cu") -> pd.DataFrame:
    """The plotted points of one kind."""
    frame = cached_plot().data
    return frame[(frame[WHAT] == what) & (frame["neighbour"] == neighbour)]


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    known = {row for name in (*data.NUMBER_TABLES, "claims", "systems") for row in data.table(name)["id"]}
    plot = cached_plot(id)
    assert (plot.data["rows"] != "").all()
    assert set(" ".join(plot.data["rows"]).split()) <= known
    assert "{cite:t}`ji2023identification`" in plot.caption
    assert {"name", "rows", "derived", "missing"} <= set(plot.data.columns)
    assert (plot.data["missing"] != "").all()


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


def test_the_printed_counts_stand_as_printed() -> None:
    nitrogen, copper = kind("printed count", "Cu–N"), kind("printed count")
    assert nitrogen.groupby("name")["count"].apply(list).to_dict() == {
        "Cu1.5/NTC": [3.90, 3.87, 3.58, 0.59],
        "Cu3.2/NTC": [3.58, 2.89, 1.55, 0.41],
    }
    assert copper["count"].tolist() == [2.90, 4.12, 7.29, 8.85]
    assert set(copper["name"]) == {"Cu1.5/NTC"}
    for frame in (nitrogen.iloc[:4], nitrogen.iloc[4:], copper):
        assert frame["place"].tolist() == ["open circuit", "−0.75 V", "−0.85 V", "−0.95 V"]
        assert frame[E].tolist()[1:] == [-0.75, -0.85, -0.95]
        assert np.isnan(frame[E].iloc[0])
        assert set(frame["derived"]) == {""}


def test_the_scale_comes_from_the_row_of_the_series() -> None:
    under = kind("printed count").iloc[1:]
    for row in under["rows"]:
        _, series = row.split()
        assert data.row(series)["potential_scale"] == "RHE"
    counts = [data.row(row.split()[0]) for row in under["rows"]]
    assert {row["potential_scale"] for row in counts} == {"not stated"}


def test_another_scale_of_the_series_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-xas-75", "potential_scale", "SCE")
    plot = figures.make(ID)
    assert "E / V vs SCE" in plot.data.columns
    assert [text.get_text() for text in texts(plot)].count("Potential E / V vs SCE") == 2


def test_half_of_the_nitrogen_is_lost_where_worked_by_hand() -> None:
    fits = kind("fit", "Cu–N").set_index("name")
    # Least sum of squares, searched on a grid of 0.1 mV. Cu1.5/NTC, u = 3.90:
    # 3.90 / (1 + exp(−(E + 0.9083) / 0.02418)) = 3.8944, 3.5791, 0.5903 beside 3.87, 3.58, 0.59.
    assert fits.loc["Cu1.5/NTC", E] == pytest.approx(-0.9083, abs=1e-4)
    assert fits.loc["Cu1.5/NTC", "w / V"] == pytest.approx(0.02418, abs=1e-5)
    # Cu3.2, u = 3.58: 3.58 / (1 + exp(−(E + 0.8337) / 0.05782)) = 2.8984, 1.5394, 0.4225 beside 2.89, 1.55,
    # 0.41.
    assert fits.loc["Cu3.2/NTC", E] == pytest.approx(-0.8337, abs=1e-4)
    assert fits.loc["Cu3.2/NTC", "w / V"] == pytest.approx(0.05782, abs=1e-5)
    # 3.8944 − 3.87 and 0.4225 − 0.41.
    assert fits.loc["Cu1.5/NTC", "largest miss"] == pytest.approx(0.0244, abs=1e-3)
    assert fits.loc["Cu3.2/NTC", "largest miss"] == pytest.approx(0.0125, abs=1e-3)
    # Half of 3.90 and of 3.58.
    assert fits["count"].to_dict() == {"Cu1.5/NTC": 1.95, "Cu3.2/NTC": 1.79}
    assert set(fits["points"]) == {3}
    assert set(fits["fitted numbers"]) == {2}


def test_the_line_through_the_copper_is_that_worked_by_hand() -> None:
    (line,) = [row for _, row in kind("fit").iterrows()]
    # (8.85 − 4.12) / −0.2 = −23.65 per volt; mean 6.7533 at −0.85; at 0 V 6.7533 − 23.65 × 0.85 = −13.3492.
    assert line["b / V⁻¹"] == pytest.approx(-23.65)
    assert line["a"] == pytest.approx(-13.3492, abs=1e-4)
    # 7.29 − 6.7533
    assert line["largest miss"] == pytest.approx(0.5367, abs=1e-4)
    assert line["points"] == 3
    assert "ocp" not in line["rows"]


def test_every_count_of_copper_lies_above_what_the_cluster_allows() -> None:
    frame = cached_plot().data
    bounds = frame[frame[WHAT].str.startswith("most in")]
    # A triangle, a tetrahedron, a pentagonal bipyramid with 16 pairs, and nine atoms with 23.
    most = [2, 3, 2 * 16 / 7, 2 * 23 / 9]
    assert bounds["count"].tolist() == pytest.approx(most)
    assert bounds[WHAT].tolist() == ["most in Cu₃", "most in Cu₄", "most in Cu₇", "most in Cu₉"]
    assert set(bounds["the printed count lies"]) == {"above"}
    assert unpaired(cached_plot().alt, *PAIRED, ("Cu₉", "8.85"), ("Cu₉", "5.11")) == []
    heights = [
        patch.get_height()
        for ax in cached_plot().figure.axes
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_height() > 1
    ]
    assert sorted(heights) == pytest.approx(most)


def test_what_is_not_printed_is_open() -> None:
    frame = cached_plot().data
    open_ = frame[frame[WHAT] == "open"]
    assert open_["count"].isna().all()
    assert open_[open_["neighbour"] == "Cu–N"]["name"].tolist() == ["Cu0.7/NTC"] * 4
    assert open_[open_["neighbour"] == "Cu–Cu"]["name"].tolist() == ["Cu0.7/NTC", "Cu0.7/NTC", "Cu3.2/NTC"]
    for wanted in (
        "Cu0.7/NTC: mainly Cu–N₄, number not printed",
        "Cu0.7/NTC: Cu₂ and Cu₆ named, counts not printed",
        "Cu3.2/NTC: counts under potential not printed",
    ):
        assert drawn().count(wanted) == 1


def test_the_picture_tells_counts_fits_and_bounds() -> None:
    for wanted in ("half at −0.908 V", "half at −0.834 V", "Cu₃\n≤ 2", "Cu₉\n≤ 5.11", "8.85", "2.89", "0.59"):
        assert drawn().count(wanted) == 1
    # Once around Cu1.5/NTC and once around Cu3.2/NTC.
    assert drawn().count("3.58") == 2


def test_derived_is_dashed_or_hollow_and_printed_is_filled() -> None:
    lines = [line for ax in cached_plot().figure.axes for line in ax.lines]
    curves = [line for line in lines if len(line.get_xdata()) > 100]
    assert len(curves) == 3
    assert {line.get_linestyle() for line in curves} == {"--"}
    # At −0.85 V: the steps of least squares, 3.579 and 1.539, and the mean 6.753 of Cu.
    at = [float(np.interp(0.85, -line.get_xdata(), line.get_ydata())) for line in curves]
    assert at == pytest.approx([3.579, 1.539, 6.753], abs=2e-3)
    colours = [SAMPLES[sample].colour for sample in (MIDDLE, HIGH, MIDDLE)]
    assert [line.get_color() for line in curves] == colours
    points = [line for line in lines if line.get_marker() in ("D", "s")]
    hollow = [line for line in points if line.get_markerfacecolor() == "#ffffff"]
    assert sorted(float(line.get_xdata()[0]) for line in hollow) == pytest.approx(
        [-0.9083, -0.8337], abs=1e-4
    )
    assert len(points) - len(hollow) == 12


def test_the_words_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-95-nuclearity", "value", 147)
    change(monkeypatch, "structure", "ji2023-cu3-2-ntc-75-cn-n", "value", 3.1)
    plot = figures.make(ID)
    assert unpaired(plot.alt, *PAIRED, ("Cu₁₄₇", "8.85"), ("Cu₁₄₇", "9.47")) == []
    # Three of the four counts lie above now.
    assert numbers(plot.alt)["3"] == numbers(cached_plot().alt)["3"] + 1
    # Least squares on a grid of 0.1 mV: −0.8388 V, 50.2 mV wide.
    counts = [("Cu3.2/NTC", number) for number in ("3.58", "3.10", "1.55", "0.41", "−0.839 V")]
    assert unpaired(plot.alt, *counts, ("Cu1.5/NTC", "3.87"), ("Cu1.5/NTC", "−0.908 V")) == []
    assert lacking(plot.caption, "−0.839 V") == []
    for text in (plot.alt, plot.caption):
        assert lacking(text, "−0.834 V", "2.89") == ["−0.834 V", "2.89"]

"""The figure of copper that gathers under potential and spreads again in air."""

from __future__ import annotations

import functools

import pytest
from figure_texts import lacking, unpaired
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Annotation
from support import change, lines

from reviewhelpers import figures

pytestmark = pytest.mark.counted

ID = "fig-copper-cycle"
E = "E / V vs RHE"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def boxes(plot: figures.Plot) -> list[FancyBboxPatch]:
    return [patch for ax in plot.figure.axes for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def arrows(plot: figures.Plot) -> list[FancyArrowPatch]:
    """The shafts of the arrows, without their heads."""
    found = [note.arrow_patch for note in plot.figure.findobj(Annotation) if note.arrow_patch is not None]
    return [arrow for arrow in found if type(arrow.get_arrowstyle()).__name__ == "Curve"]


def test_the_way_down_has_the_printed_counts() -> None:
    down = cached_plot().data.iloc[:4]
    assert down["state"].tolist() == ["CuN₄&Cu₃", "CuN₄&Cu₄", "CuN₄&Cu₇", "Cu₉"]
    assert down["Cu–N"].tolist() == [3.90, 3.87, 3.58, 0.59]
    assert down["Cu–Cu"].tolist() == [2.90, 4.12, 7.29, 8.85]
    assert down[E].tolist()[1:] == [-0.75, -0.85, -0.95]
    for wanted in ("open circuit", "−0.75 V", "−0.85 V", "−0.95 V", "Cu–N 0.59, Cu–Cu 8.85"):
        assert lines(cached_plot()).count(wanted) == 1


def test_the_way_back_keeps_what_is_said_apart() -> None:
    up = cached_plot().data.iloc[4:8].set_index("state")
    assert up["line"].to_dict() == {
        "5 h in air": "solid: measured",
        "[Cu(OH)₄]²⁻": "dashed: only said",
        "held again by N sites": "dashed: only said",
        "48 h in air": "solid: measured",
    }
    assert up.loc["5 h in air", ["time in air / h", "nearest bond / Å"]].tolist() == [5, 1.96]
    assert up.loc["48 h in air", ["time in air / h", "nearest bond / Å"]].tolist() == [48, 1.94]
    assert "thought, not detected" in lines(cached_plot())
    assert lines(cached_plot())[:2] == ["Cu1.5/NTC", "solid: measured; dashed: only said"]


def test_two_boxes_and_three_arrows_are_dashed() -> None:
    assert [box.get_linestyle() for box in boxes(cached_plot())].count("-") == 6
    assert len(boxes(cached_plot())) == 8
    # To the hydroxide, to the sites and on to the second time; four down, one across and one back are solid.
    solid = [arrow.get_linestyle() in ("-", "solid") for arrow in arrows(cached_plot())]
    assert (solid.count(True), solid.count(False)) == (6, 3)


def test_the_arrow_back_stops_short() -> None:
    ends = [note.xy[0] for note in cached_plot().figure.findobj(Annotation) if note.arrow_patch is not None]
    first = boxes(cached_plot())[0]
    right = first.get_x() + first.get_width()
    # The arrow down ends within the width of the first box, the one back beyond its edge.
    assert min(end for end in ends if end > right) == pytest.approx(right + 0.22)
    assert "not in full" in lines(cached_plot())
    last = cached_plot().data.iloc[-1]
    assert (last["state"], last["missing"]) == ("Cu₉ back toward CuN₄&Cu₃", "how far it comes back")


def test_the_potential_before_air_is_told_twice_over() -> None:
    assert "Held before air: −0.95 V (text) ≠ −0.75 V (caption)" in lines(cached_plot())


def test_a_measured_hydroxide_would_be_solid(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "claims", "ji2023-air-hydroxide", "status", "measured")
    plot = figures.make(ID)
    assert [box.get_linestyle() for box in boxes(plot)].count("-") == 7
    # It no longer stands beside what is only said.
    both = "held again by N sites", "[Cu(OH)₄]²⁻"
    assert (unpaired(cached_plot().alt, both), unpaired(plot.alt, both)) == ([], [both])


def test_the_words_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-air-48h-bond", "value", 1.9)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-85-cn-cu", "value", 6.5)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-85-nuclearity", "value", 8)
    plot = figures.make(ID)
    assert unpaired(plot.alt, ("5 h", "1.96 Å"), ("48 h", "1.9 Å")) == []
    counts = [("CuN₄&Cu₈", number) for number in ("−0.85 V", "3.58", "6.50")]
    assert unpaired(plot.alt, ("CuN₄&Cu₄", "4.12"), *counts, ("Cu₉", "8.85")) == []
    assert lacking(plot.alt, "CuN₄&Cu₇", "7.29", "1.94 Å") == ["CuN₄&Cu₇", "7.29", "1.94 Å"]
    said = plot.data.loc[plot.data["line"] == "dashed: only said", "state"]
    assert lacking(plot.alt, *said) == []

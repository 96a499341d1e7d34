"""The figure of the charges of copper before the reaction."""

from __future__ import annotations

import functools

import pytest
from figure_texts import lacking, masked, unpaired
from matplotlib.patches import Rectangle
from support import change, lines

from reviewhelpers import figures

pytestmark = pytest.mark.counted

ID = "fig-copper-valence"
SHARE, MEAN = "share / %", "mean charge"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def test_shares_are_the_printed_ones() -> None:
    frame = cached_plot().data
    shares = frame[frame[SHARE].notna()]
    found = shares.groupby("name").apply(lambda rows: dict(zip(rows["charge"], rows[SHARE], strict=True)))
    assert found.to_dict() == {
        "Cu1.5/NTC": {"Cu²⁺": 87.9, "Cu⁺": 3.3, "Cu⁰": 8.8},
        "Cu3.2/NTC": {"Cu²⁺": 71.1, "Cu⁺": 4.9, "Cu⁰": 24.0},
    }
    assert set(shares["derived"]) == {""}
    bars = [
        patch.get_width()
        for ax in cached_plot().figure.axes
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_hatch() is not None
    ]
    # Six parts, whose widths are the shares.
    assert bars == pytest.approx([87.9, 3.3, 8.8, 71.1, 4.9, 24.0])


def test_each_share_is_written_over_its_bar() -> None:
    for wanted in ("Cu²⁺ 87.9 %", "Cu⁺ 3.3 %", "Cu⁰ 8.8 %", "Cu²⁺ 71.1 %", "Cu⁺ 4.9 %", "Cu⁰ 24.0 %"):
        assert lines(cached_plot()).count(wanted) == 1


def test_means_are_those_worked_by_hand_and_hollow() -> None:
    frame = cached_plot().data
    means = frame[frame["derived"] != ""].set_index("name")[MEAN]
    # 2 × 0.879 + 1 × 0.033 = 1.791; 2 × 0.711 + 1 × 0.049 = 1.471
    assert means.to_dict() == pytest.approx({"Cu1.5/NTC": 1.791, "Cu3.2/NTC": 1.471})
    hollow = [
        float(line.get_xdata()[0])
        for ax in cached_plot().figure.axes
        for line in ax.lines
        if line.get_marker() in ("D", "s") and line.get_markerfacecolor() == "#ffffff"
    ]
    assert hollow == pytest.approx([1.791, 1.471])


def test_the_printed_bounds_are_marked_as_bounds() -> None:
    bounds = cached_plot().data[cached_plot().data["relation"].notna()].set_index("name")
    assert bounds["relation"].to_dict() == {"Cu0.7/NTC": "<=", "Cu3.2/NTC": ">"}
    assert bounds[MEAN].to_dict() == {"Cu0.7/NTC": 2, "Cu3.2/NTC": 1}
    strokes = [line for ax in cached_plot().figure.axes for line in ax.lines if line.get_marker() == "|"]
    assert sorted(float(line.get_xdata()[0]) for line in strokes) == [1, 2]


def test_the_sample_without_shares_is_open() -> None:
    (row,) = [row for _, row in cached_plot().data.iterrows() if row["missing"] == "shares not printed"][:1]
    assert row["name"] == "Cu0.7/NTC"
    assert lines(cached_plot()).count("not printed") == 1
    # Between the derived mean of the next sample and the printed bound, dashed.
    dashed = [line for ax in cached_plot().figure.axes for line in ax.lines if line.get_linestyle() == "--"]
    assert [1.791, 2.0] in [pytest.approx([float(x) for x in line.get_xdata()]) for line in dashed]


def test_the_means_stand_in_the_printed_order() -> None:
    assert "Printed order: 2 ≥ Cu0.7 > Cu1.5 > Cu3.2 > 1" in lines(cached_plot())
    assert "✓ the means stand in it" in lines(cached_plot())
    pairs = [("Cu1.5/NTC", "1.79"), ("Cu1.5/NTC", "87.9 %"), ("Cu3.2/NTC", "1.47"), ("Cu3.2/NTC", "71.1 %")]
    assert unpaired(cached_plot().alt, *pairs) == []


def test_the_other_reading_of_the_surface_is_told() -> None:
    assert "XPS of Cu3.2/NTC, at its surface: Cu⁰ or Cu⁺" in lines(cached_plot())
    assert (
        lacking(cached_plot().caption, "Cu⁰", "Cu⁺")
        == unpaired(cached_plot().caption, ("Cu²⁺", "71.1 %"))
        == []
    )
    (row,) = [row for _, row in cached_plot().data.iterrows() if "surface" in row["charge"]]
    assert row["rows"].split() == ["ji2023-cu3-2-ntc-cu2p-three-half", "ji2023-cu2p-ions"]


def test_shares_that_break_the_order_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    # Cu1.5/NTC: 2 × 0.820 + 1 × 0.092 = 1.732, above the 1.471 of Cu3.2/NTC as before.
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-share-cu2", "value", 82.0)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-share-cu1", "value", 9.2)
    assert masked(figures.make(ID).alt) == masked(cached_plot().alt)
    # Cu1.5/NTC: 2 × 0.479 + 1 × 0.433 = 1.391, below it.
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-share-cu2", "value", 47.9)
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-share-cu1", "value", 43.3)
    plot = figures.make(ID)
    assert "✗ the means break it" in lines(plot)
    assert masked(plot.alt) != masked(cached_plot().alt)
    pairs = [("Cu1.5/NTC", "1.39"), ("Cu1.5/NTC", "47.9 %"), ("Cu3.2/NTC", "1.47"), ("Cu3.2/NTC", "71.1 %")]
    assert unpaired(plot.alt, *pairs) == []
    assert lacking(plot.alt, "1.79", "87.9 %") == ["1.79", "87.9 %"]


def test_a_mean_beyond_a_bound_breaks_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "structure", "ji2023-cu3-2-ntc-valence", "value", 1.5)
    plot = figures.make(ID)
    assert "✗ the means break it" in lines(plot)
    assert masked(plot.alt) != masked(cached_plot().alt)

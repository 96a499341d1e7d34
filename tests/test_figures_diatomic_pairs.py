"""The diatomic figures on turnover and distances: rows complete, values by their formulas, words by the data."""

from __future__ import annotations

import functools
import math

import pandas as pd
import pytest
from figure_texts import lacking, masked, numbers, unpaired
from support import change, lines

from reviewhelpers import figures
from reviewhelpers.charts.defect_classes import MARKS
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

TURNOVER, DISTANCES = "fig-diatomic-turnover", "fig-diatomic-distances"
TOF = "value / h⁻¹"
STANDS = ["distance that the peak stands for / Å", "distance that the peak stands for, other end / Å"]


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def by_rows(id: str) -> pd.DataFrame:
    return cached_plot(id).data.set_index("rows")


def drawn(plot: figures.Plot) -> str:
    return " | ".join(lines(plot)).replace("\n", " ")


def hollow(plot: figures.Plot) -> dict[float, bool]:
    """Whether the mark at each place is hollow."""
    marks = (line for line in plot.axes[0].lines if len(line.get_xdata()) == 1 and line.get_marker() == "d")
    return {round(float(m.get_xdata()[0]), 3): m.get_markerfacecolor() != m.get_color() for m in marks}


@pytest.mark.all_rows
def test_turnover_draws_every_row_of_every_source_once() -> None:
    wanted = data.table("performance")
    wanted = wanted[wanted["quantity"] == "turnover_frequency"]
    assert len(wanted) >= 9
    assert by_rows(TURNOVER)[TOF].sort_index().to_dict() == wanted["value"].sort_index().to_dict()
    points = {point.rows[0]: point.x for point in cached_plot(TURNOVER).points}
    assert points == wanted["value"].to_dict()
    names = data.table("systems").loc[wanted["system"], "name"]
    assert [name for name in names if name not in drawn(cached_plot(TURNOVER))] == []


def test_a_further_turnover_frequency_is_a_further_point() -> None:
    like = data.table("performance").loc["abstract-hao2022ni-tof"].to_dict()
    with data.added_rows({"performance": [{**like, "id": "mine-tof", "value": 99000.0}]}):
        plot = figures.make(TURNOVER)
    assert {"mine-tof"} == {point.rows[0] for point in plot.points} - set(by_rows(TURNOVER).index)
    assert lacking(plot.alt, "10 turnover frequencies", "99000 h⁻¹") == []


def test_only_the_four_of_the_paper_are_compared_and_with_the_best() -> None:
    shown = cached_plot(TURNOVER).data
    free = shown[shown["forbids a comparison"] == ""]
    assert list(free["name"]) == ["L-Co₁Mn₁-NC", "Co₁Mn₁-NC", "Co₁-NC", "Mn₁-NC"]
    assert list(free[TOF]) == [1067, 255, 104, 51]
    assert set(free["potential"]) == {"−0.47 V vs RHE (inferred)"}
    assert "These 4 share their conditions" in drawn(cached_plot(TURNOVER))
    assert set(shown["missing"]) == {"how the sites were counted"}
    ratios = shown["ratio"].dropna()
    # 1067 / 255 = 4.184, 1067 / 104 = 10.260, 1067 / 51 = 20.922; none across the conditions.
    assert list(ratios) == pytest.approx([4.184, 10.260, 20.922], abs=5e-4)
    for text in ("1067 / 255 = 4.18", "1067 / 104 = 10.3", "1067 / 51 = 20.9"):
        assert drawn(cached_plot(TURNOVER)).count(text) == 1
    alt = cached_plot(TURNOVER).alt
    assert unpaired(alt, ("Co₁Mn₁-NC", "4.18"), ("Co₁-NC", "10.3"), ("Mn₁-NC", "20.9")) == []
    assert lacking(alt, "9", "5", "4", "51 h⁻¹", "77500 h⁻¹", "1067 h⁻¹") == []


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        ("li2022-zhao2017-tof", "no potential printed; cell and electrolyte not stated"),
        ("abstract-hao2022ni-tof", "no potential printed; cell and electrolyte not stated"),
        ("abstract-pei2024co-tof", "at overpotential 410 mV"),
        ("abstract-lu2021-tof", "HCOO⁻, not CO; at −0.99 V vs RHE; cell and electrolyte not stated"),
    ],
)
def test_what_forbids_a_comparison_is_told(row: str, reasons: str) -> None:
    assert by_rows(TURNOVER).loc[row, "forbids a comparison"] == reasons
    assert reasons in drawn(cached_plot(TURNOVER))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("product", "HCOO-", "HCOO⁻, not CO"),
        ("potential", math.nan, "no potential printed"),
        ("potential", -0.57, "at −0.57 V vs RHE (inferred)"),
        ("potential_scale", "RHE", "at −0.47 V vs RHE"),
        ("cell", "", "cell not stated"),
        ("cell", "flow cell", "another cell"),
        ("electrolyte", "0.1 M KHCO3", "another electrolyte"),
    ],
)
def test_a_row_under_another_condition_leaves_the_group(
    monkeypatch: pytest.MonkeyPatch, column: str, value: object, reason: str
) -> None:
    change(monkeypatch, "performance", "pei2024-mn-tof", column, value)
    plot = figures.make(TURNOVER)
    found = plot.data.set_index("rows").loc["pei2024-mn-tof"]
    assert found["forbids a comparison"] == reason
    assert math.isnan(found["ratio"])
    assert lacking(plot.caption, "3", "6") == []


def test_one_scale_for_all_still_needs_one_potential(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("l-comn", "comn", "co", "mn"):
        change(monkeypatch, "performance", f"pei2024-{name}-tof", "potential_scale", "RHE")
    found = figures.make(TURNOVER).data.set_index("rows")["forbids a comparison"]
    assert found["pei2024-mn-tof"] == ""
    assert found["abstract-lu2021-tof"] == "HCOO⁻, not CO; at −0.99 V vs RHE; cell and electrolyte not stated"
    assert found["abstract-pei2024co-tof"] == "at overpotential 410 mV"


def test_distances_are_converted_and_peaks_stand_for_others_by_the_shift_of_the_known_bond() -> None:
    shown = by_rows(DISTANCES)
    one, most = shown.loc["pei2024-pair-distance"], shown.loc["pei2024-pair-distances"]
    # 0.25 nm × 10 Å/nm; 0.24 and 0.26 nm likewise.
    assert one["distance / Å"] == pytest.approx(2.5)
    assert (most["distance / Å"], most["distance, other end / Å"]) == pytest.approx((2.4, 2.6))
    assert one["derived"] == most["derived"] == "converted from nm"
    for row, peak in (("pei2024-exafs-co-n", 1.4), ("pei2024-exafs-co-mn", 2.5)):
        assert shown.loc[row, "peak position / Å"] == peak
        assert pd.isna(shown.loc[row, "distance / Å"])
    # The bond of cobalt phthalocyanine is 1.908 Å, so Co–N is shifted by 1.908 − 1.4 = 0.508 Å.
    assert tuple(shown.loc["pei2024-exafs-co-n", STANDS]) == pytest.approx((1.908, 1.908))
    # 2.5 + 0.254 and 2.5 + 0.508
    assert tuple(shown.loc["pei2024-exafs-co-mn", STANDS]) == pytest.approx((2.754, 3.008))
    assert "pei2024-exafs-co-n" in shown.loc["pei2024-exafs-co-mn", "derived"]
    assert shown.loc["pei2024-pair-distance", STANDS].isna().all()
    assert lacking(cached_plot(DISTANCES).alt, "1.91 Å", "2.75", "3.01 Å") == []


def test_distances_stand_as_printed_and_what_a_peak_stands_for_is_marked() -> None:
    plot = cached_plot(DISTANCES)
    printed, derived = (1.4, 2.4, 2.5, 2.6), (1.908, 2.754, 3.008)
    assert hollow(plot) == {**dict.fromkeys(printed, False), **dict.fromkeys(derived, True)}
    assert {"printed", "derived", "inferred", "range"} <= plot.signs.keys()
    bars = [
        list(line.get_xdata()) for line in plot.axes[0].lines if line.get_color() == MARKS["diatomic"].colour
    ]
    for bar in ([2.4, 2.6], [2.754, 3.008]):
        assert any(found == pytest.approx(bar) for found in bars if len(found) == 2)
    # Two marks stand for the position of the peak and of the marked pair at 2.5 Å, two for the range.
    assert sorted(round(point.x, 3) for point in plot.points) == sorted([*printed, 2.5, *derived])
    for wanted in ("0.25 nm", "0.24 to 0.26 nm", "1.4 Å", "2.5 Å", "1.91 Å", "2.75 to 3.01 Å", "not printed"):
        assert drawn(plot).count(wanted) == 1
    theory = by_rows(DISTANCES).loc["pei2024-pair-longer"]
    assert theory["missing"].startswith("not printed")
    assert theory[["distance / Å", "peak position / Å"]].isna().all()


def test_distances_no_longer_alike_are_not_called_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached_plot(DISTANCES)
    for text in (before.alt, before.caption):
        assert lacking(text, "2.5 Å", "0.25 nm") == []
    change(monkeypatch, "spectra", "pei2024-exafs-co-mn", "value", 2.6)
    change(monkeypatch, "structure", "pei2024-pair-distance", "value", 0.26)
    assert masked(figures.make(DISTANCES).alt) == masked(before.alt)
    change(monkeypatch, "spectra", "pei2024-exafs-co-mn", "value", 2.3)
    after = figures.make(DISTANCES)
    assert masked(after.alt) != masked(before.alt)
    assert unpaired(after.alt, ("Co–N", "1.4 Å"), ("Co–Mn", "2.3 Å")) == []
    assert lacking(after.alt + after.caption, "2.5 Å", "2.6 Å") == ["2.5 Å", "2.6 Å"]


@pytest.mark.parametrize(
    ("id", "table", "row", "value", "said"),
    [
        # 1067 / 97 = 11.0.
        (TURNOVER, "performance", "pei2024-mn-tof", 97.0, "11.0"),
        (TURNOVER, "performance", "abstract-hao2022ni-tof", 88000.0, "88000"),
        (DISTANCES, "structure", "pei2024-pair-distance", 0.27, "0.27"),
    ],
)
def test_a_changed_value_changes_the_plotted_values_and_the_words(
    monkeypatch: pytest.MonkeyPatch, id: str, table: str, row: str, value: float, said: str
) -> None:
    before = cached_plot(id)
    change(monkeypatch, table, row, "value", value)
    after = figures.make(id)
    assert figures.data_csv(after.data) != figures.data_csv(before.data)
    assert numbers(after.alt)[said] > numbers(before.alt)[said] == 0

"""The figures of the diatomic part on synthesis, structure, activity and endurance."""

from __future__ import annotations

import functools

import pandas as pd
import pytest
from figure_texts import lacking, masked, numbers, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

SYNTHESIS, DISTANCES = "fig-diatomic-synthesis", "fig-diatomic-distances"
CATALYSTS, STEPS, STABILITY = "fig-diatomic-catalysts", "fig-diatomic-steps", "fig-diatomic-stability"
IDS = (SYNTHESIS, DISTANCES, CATALYSTS, STEPS, STABILITY)
SHARE, LOWER, UPPER = "share left / %", "−j, lower end / mA cm⁻²", "−j, upper end / mA cm⁻²"


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def drawn(plot: figures.Plot) -> list[str]:
    return [text.get_text() for text in texts(plot)]


def lines(id: str) -> list[str]:
    """The lines that a figure shows, of texts with several lines each for itself."""
    return [line for text in drawn(cached_plot(id)) for line in text.split("\n")]


def point(id: str, rows: str) -> pd.Series:
    """The one plotted point of these rows."""
    frame = cached_plot(id).data
    (found,) = [row for _, row in frame[frame["rows"] == rows].iterrows()]
    return found


# All -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "systems")
    known = {row for name in tables for row in data.table(name)["id"]}
    origins = cached_plot(id).data["rows"]
    assert (origins != "").all()
    assert set(" ".join(origins).split()) <= known
    assert "{cite:t}`pei2024low`" in cached_plot(id).caption
    assert {"name", "rows", "derived", "missing"} <= set(cached_plot(id).data.columns)


@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


# Synthesis -----------------------------------------------------------------------------------------------


def test_synthesis_keeps_the_order_of_the_text_and_leaves_three_steps_open() -> None:
    numbered = [line for line in lines(SYNTHESIS) if line[:3] in ("1  ", "2  ", "3  ", "4  ")]
    assert numbered == [
        "1  ZIF-8 grown as nanorods",
        "2  a coat of SiO₂",
        "3  first calcination, which breaks up Zn–N sites",
        "4  second pyrolysis, Co and Mn take the place of Zn",
    ]
    assert lines(SYNTHESIS).count("temperature not in the text") == 3
    frame = cached_plot(SYNTHESIS).data
    unheated = frame[frame["temperature / °C"].isna()]
    assert list(unheated["missing"]) == ["temperature not in the text"] * 3
    assert list(unheated["rows"]) == ["pei2024-zif8", "pei2024-silica", "pei2024-first-heating"]


def test_synthesis_branches_as_printed() -> None:
    frame = cached_plot(SYNTHESIS).data
    heated = frame[frame["temperature / °C"].notna()]
    own = heated[heated["part"] == "this paper"].set_index("name")
    assert own["temperature / °C"].to_dict() == {
        "Co₁Mn₁-NC": 900,
        "Co₁-NC": 900,
        "Mn₁-NC": 900,
        "L-Co₁Mn₁-NC": 1000,
    }
    assert own["N around each metal"].to_dict() == {
        "Co₁Mn₁-NC": 4,
        "Co₁-NC": 4,
        "Mn₁-NC": 4,
        "L-Co₁Mn₁-NC": 3,
    }
    other = heated[heated["part"] == "ref. 23"]
    assert dict(zip(other["temperature / °C"], other["N around each metal"], strict=True)) == {
        800: 4,
        900: 3,
        1000: 2,
    }
    assert set(frame["derived"]) == {""}
    for wanted in (
        "900 °C",
        "1000 °C",
        "Co₁Mn₁-NC, Co₁-NC, Mn₁-NC: 4 N around each metal",
        "L-Co₁Mn₁-NC: 3 N around each metal",
        "this paper",
        "Co single atoms, ref. 23",
    ):
        assert lines(SYNTHESIS).count(wanted) == 1


def dotted(plot: figures.Plot) -> list[tuple[list[float], list[float]]]:
    """The dotted lines of a figure."""
    found = [line for ax in plot.figure.axes for line in ax.lines if line.get_linestyle() == ":"]
    return [([float(x) for x in line.get_xdata()], [float(y) for y in line.get_ydata()]) for line in found]


def test_synthesis_ties_together_what_one_temperature_gives() -> None:
    assert sorted(dotted(cached_plot(SYNTHESIS))) == [([900, 900], [4, 3]), ([1000, 1000], [3, 2])]


def test_both_parts_of_the_synthesis_share_their_scale_of_temperature() -> None:
    scales = [ax.get_xlim() for ax in cached_plot(SYNTHESIS).figure.axes if ax.get_xlabel()]
    # A quarter of 1000 - 800 on either side.
    assert scales == [(750, 1050), (750, 1050)]


def test_synthesis_says_where_the_two_series_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = numbers(cached_plot(SYNTHESIS).alt)
    change(monkeypatch, "structure", "pei2024-ref23-cn-3", "value", 4)
    one = numbers(figures.make(SYNTHESIS).alt)
    assert one["900"] < counts["900"]
    assert one["1000"] == counts["1000"]
    change(monkeypatch, "structure", "pei2024-ref23-cn-2", "value", 3)
    plot = figures.make(SYNTHESIS)
    assert numbers(plot.alt)["1000"] < counts["1000"]
    assert masked(plot.alt) != masked(cached_plot(SYNTHESIS).alt)
    assert dotted(plot) == []


# Distances -----------------------------------------------------------------------------------------------


def test_distances_are_converted_and_peaks_stand_apart() -> None:
    one = point(DISTANCES, "pei2024-pair-distance")
    # 0.25 nm × 10 Å/nm; 0.24 and 0.26 nm likewise.
    assert one["distance / Å"] == pytest.approx(2.5)
    most = point(DISTANCES, "pei2024-pair-distances")
    assert (most["distance / Å"], most["distance, other end / Å"]) == pytest.approx((2.4, 2.6))
    assert one["derived"] == most["derived"] == "converted from nm"
    for row, peak in (("pei2024-exafs-co-n", 1.4), ("pei2024-exafs-co-mn", 2.5)):
        found = point(DISTANCES, row)
        assert found["peak position / Å"] == peak
        assert pd.isna(found["distance / Å"])


def test_a_peak_stands_for_a_distance_by_the_shift_of_the_known_bond() -> None:
    stands = ("distance that the peak stands for / Å", "distance that the peak stands for, other end / Å")
    # The bond of cobalt phthalocyanine is 1.908 Å, so Co–N is shifted by 1.908 − 1.4 = 0.508 Å.
    known, pair = (point(DISTANCES, row) for row in ("pei2024-exafs-co-n", "pei2024-exafs-co-mn"))
    assert tuple(known[list(stands)]) == pytest.approx((1.908, 1.908))
    # 2.5 + 0.254 and 2.5 + 0.508
    assert tuple(pair[list(stands)]) == pytest.approx((2.754, 3.008))
    assert "pei2024-exafs-co-n" in pair["derived"]
    assert point(DISTANCES, "pei2024-pair-distance")[list(stands)].isna().all()
    assert lacking(cached_plot(DISTANCES).alt, "1.91 Å", "2.75", "3.01 Å") == []
    strokes = [
        round(float(line.get_xdata()[0]), 3)
        for ax in cached_plot(DISTANCES).figure.axes
        for line in ax.lines
        if line.get_marker() == "|"
    ]
    assert strokes == [1.908, 2.754, 3.008]


def hollow(plot: figures.Plot, among: list[float]) -> dict[float, bool]:
    """Whether the markers at some places of the axes are hollow."""
    found = {}
    for ax in plot.figure.axes:
        for line in ax.lines:
            places = [float(x) for x in line.get_xdata()]
            if ax.get_xlabel() and len(places) == 1 and round(places[0], 6) in among:
                found[round(places[0], 6)] = line.get_markerfacecolor() != line.get_color()
    return found


def test_only_peaks_are_hollow() -> None:
    assert hollow(cached_plot(DISTANCES), [1.4, 2.4, 2.6]) == {1.4: True, 2.4: False, 2.6: False}


def test_distances_stand_as_printed_and_the_theoretical_one_is_open() -> None:
    for wanted in (
        "0.25 nm",
        "0.24 to 0.26 nm",
        "1.4 Å",
        "2.5 Å",
        "not printed",
        "Theoretical Co–Mn spacing",
    ):
        assert lines(DISTANCES).count(wanted) == 1
    theory = point(DISTANCES, "pei2024-pair-longer")
    assert theory["missing"].startswith("not printed")
    assert theory[["distance / Å", "peak position / Å"]].isna().all()


def test_distances_no_longer_alike_are_not_called_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "spectra", "pei2024-exafs-co-mn", "value", 2.6)
    change(monkeypatch, "structure", "pei2024-pair-distance", "value", 0.26)
    assert masked(figures.make(DISTANCES).alt) == masked(cached_plot(DISTANCES).alt)
    change(monkeypatch, "spectra", "pei2024-exafs-co-mn", "value", 2.3)
    alt = figures.make(DISTANCES).alt
    assert masked(alt) != masked(cached_plot(DISTANCES).alt)
    assert unpaired(alt, ("Co–N", "1.4 Å"), ("Co–Mn", "2.3 Å")) == []
    assert lacking(alt, "2.5 Å", "2.6 Å") == ["2.5 Å", "2.6 Å"]


# Catalysts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "volts", "column", "value"),
    [
        ("pei2024-l-comn-fe", -0.47, "Faradaic efficiency / %", 97.6),
        ("pei2024-comn-fe", -0.57, "Faradaic efficiency / %", 84.7),
        ("pei2024-co-fe", -0.57, "Faradaic efficiency / %", 64.6),
        ("pei2024-mn-fe", -0.67, "Faradaic efficiency / %", 52.8),
        ("pei2024-l-comn-tof", -0.47, "turnover frequency / h⁻¹", 1067),
        ("pei2024-comn-tof", -0.47, "turnover frequency / h⁻¹", 255),
        ("pei2024-co-tof", -0.47, "turnover frequency / h⁻¹", 104),
        ("pei2024-mn-tof", -0.47, "turnover frequency / h⁻¹", 51),
    ],
)
def test_catalysts_equal_the_print(row: str, volts: float, column: str, value: float) -> None:
    found = point(CATALYSTS, row)
    assert (found["potential / V"], found[column]) == (volts, value)
    assert (found["potential scale"], found["derived"]) == ("not stated", "")


def test_catalysts_say_what_each_half_compares() -> None:
    assert len(cached_plot(CATALYSTS).data) == 8
    for wanted in (
        "Efficiency: each at its own best",
        "peaks at 3 potentials vs RHE (inferred)",
        "Turnover: all four at one potential",
        "−0.47 V vs RHE (inferred)",
        "L-Co₁Mn₁-NC 97.6",
        "Mn₁-NC 52.8",
        "1067",
        "51",
    ):
        assert lines(CATALYSTS).count(wanted) == 1


def test_the_scale_is_said_to_rest_on_the_one_potential_that_decides() -> None:
    caption = cached_plot(CATALYSTS).caption
    # −0.47 V against SCE would be +0.22 V, against SHE −0.03 V; the equilibrium of CO lies at −0.10 V.
    assert unpaired(caption, ("RHE", "−0.47 V"), ("RHE", "L-Co₁Mn₁-NC"), ("RHE", "inferred")) == []
    # Those far above it stand together, apart from the one next to it.
    assert unpaired(caption, ("SCE", "Ag/AgCl"), ("SHE", "CO")) == []


def test_the_most_negative_potential_stands_at_the_left() -> None:
    (ax,) = [ax for ax in cached_plot(CATALYSTS).figure.axes if ax.get_xlabel().startswith("Potential")]
    assert ax.get_xlabel() == "Potential E / V vs RHE (inferred)"
    assert list(ax.get_xticks()) == [-0.67, -0.57, -0.47]
    assert ax.get_xlim()[0] < -0.67 < -0.47 < ax.get_xlim()[1]


def test_catalysts_count_their_potentials(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "pei2024-mn-tof", "potential", -0.57)
    change(monkeypatch, "performance", "pei2024-mn-fe", "potential", -0.57)
    plot = figures.make(CATALYSTS)
    assert "Turnover: all four at one potential" not in drawn(plot)
    assert lacking(plot.alt, "2", "3", "−0.67 V") == ["3", "−0.67 V"]
    scaled = "−0.47 V vs RHE (inferred)", "−0.57 V vs RHE (inferred)"
    assert lacking(plot.alt, *scaled) == []
    assert lacking(cached_plot(CATALYSTS).alt, *scaled) == [scaled[1]]


# Two steps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "column", "gain"),
    [
        # 84.7 - 64.6 = 20.1; 84.7 - 52.8 = 31.9
        ("pei2024-co-fe pei2024-comn-fe", "gain / percentage points", 20.1),
        ("pei2024-mn-fe pei2024-comn-fe", "gain / percentage points", 31.9),
        # 255 / 104 = 2.4519; 255 / 51 = 5
        ("pei2024-co-tof pei2024-comn-tof", "gain / dimensionless ratio", 2.4519),
        ("pei2024-mn-tof pei2024-comn-tof", "gain / dimensionless ratio", 5.0),
    ],
)
def test_the_first_step_is_that_worked_by_hand(rows: str, column: str, gain: float) -> None:
    assert point(STEPS, rows)[column] == pytest.approx(gain, abs=5e-5)


@pytest.mark.parametrize(
    ("rows", "column", "gain"),
    [
        # 97.6 - 84.7 = 12.9; 1067 / 255 = 4.1843
        ("pei2024-comn-fe pei2024-l-comn-fe", "gain / percentage points", 12.9),
        ("pei2024-comn-tof pei2024-l-comn-tof", "gain / dimensionless ratio", 4.1843),
    ],
)
def test_the_second_step_is_one_in_both_chains(rows: str, column: str, gain: float) -> None:
    frame = cached_plot(STEPS).data
    assert frame[frame["rows"] == rows][column].tolist() == pytest.approx([gain, gain], abs=5e-5)


def test_steps_mark_where_the_peaks_stand_at_several_potentials() -> None:
    frame = cached_plot(STEPS).data
    apart = frame[frame["missing"] != ""]
    assert list(apart["rows"]) == [
        "pei2024-comn-fe pei2024-l-comn-fe",
        "pei2024-mn-fe pei2024-comn-fe",
        "pei2024-comn-fe pei2024-l-comn-fe",
    ]
    for wanted in (
        "at −0.67, −0.57 and −0.47 V vs RHE (inferred); larger step: pair",
        "at −0.57 and −0.47 V vs RHE (inferred); larger step: pair",
        "at −0.47 V vs RHE (inferred); larger step: fewer N",
        "at −0.47 V vs RHE (inferred); larger step: pair",
        "peaks at 3 potentials",
        "at one potential",
        "pair +20.1",
        "pair +31.9",
        "pair × 2.45",
        "pair × 5.00",
    ):
        assert lines(STEPS).count(wanted) == 1
    assert lines(STEPS).count("fewer N +12.9") == lines(STEPS).count("fewer N × 4.18") == 2
    assert lacking(cached_plot(STEPS).caption, "900 °C", "1000 °C") == []


def description_of(plot: figures.Plot, name: str) -> str:
    """What the alternative text says of the steps from a single atom, without its name and the numbers."""
    (found,) = [each for each in plot.alt.split(". ") if not lacking(each, name)]
    return masked(found).replace(name, "")


def test_the_two_measures_rank_the_steps_of_cobalt_otherwise() -> None:
    assert description_of(cached_plot(STEPS), "Co₁-NC") != description_of(cached_plot(STEPS), "Mn₁-NC")
    gains = ("Co₁-NC", "+20.1"), ("Co₁-NC", "2.45"), ("Mn₁-NC", "+31.9"), ("Mn₁-NC", "5.00")
    assert unpaired(cached_plot(STEPS).alt, *gains) == []


def test_the_ranking_follows_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    # 255 / 50 = 5.1 is more than 1067 / 255 = 4.18.
    change(monkeypatch, "performance", "pei2024-co-tof", "value", 50)
    plot = figures.make(STEPS)
    assert unpaired(plot.alt, ("Co₁-NC", "+20.1"), ("Co₁-NC", "5.10"), ("Mn₁-NC", "5.00")) == []
    assert (
        description_of(plot, "Co₁-NC")
        == description_of(plot, "Mn₁-NC")
        == description_of(cached_plot(STEPS), "Mn₁-NC")
    )
    assert "at −0.47 V vs RHE (inferred); larger step: fewer N" not in drawn(plot)


def test_a_loss_has_a_minus(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "pei2024-l-comn-fe", "value", 80.0)
    # 80.0 - 84.7 = -4.7
    assert "fewer N −4.70" in drawn(figures.make(STEPS))


# Stability -----------------------------------------------------------------------------------------------


def test_stability_has_start_and_end_of_both_tests() -> None:
    frame = cached_plot(STABILITY).data
    shares = frame[frame[SHARE].notna()]
    found = list(zip(shares["cell"], shares["time / h"], shares[SHARE], strict=True))
    # -107.7 / -120 = 0.8975
    assert found == [
        ("H-type cell", 0, 100),
        ("H-type cell", 30, 86),
        ("flow cell", 0, 100),
        ("flow cell", 80, pytest.approx(89.75)),
        ("flow cell", 80, 89),
    ]
    assert list(shares["derived"] != "") == [True, False, True, True, False]
    assert set(shares["missing"]) == {"course between start and end"}
    for wanted in (
        "course not printed",
        "≈ 86 % after 30 h",
        "−0.8 V vs RHE (inferred)",
        "flow cell, −0.55 V vs RHE",
        "89 % printed, 89.75 derived",
        "> 85 % over 30 h at −0.8 V vs RHE (inferred); its current density",
    ):
        assert lines(STABILITY).count(wanted) == 1


def test_no_course_of_a_test_is_drawn() -> None:
    (ax,) = [ax for ax in cached_plot(STABILITY).figure.axes if ax.get_xlabel().startswith("Duration")]
    assert len(ax.lines) == 4
    assert {len(line.get_xdata()) for line in ax.lines} == {1}


def test_stability_shows_two_efficiencies_for_one_current() -> None:
    window = point(STABILITY, "pei2024-l-comn-flow-fe-window")
    assert (window["relation"], window["Faradaic efficiency / %"]) == (">", 90)
    assert (window[LOWER], window[UPPER]) == (25, 275)
    test = point(
        STABILITY,
        "pei2024-l-comn-flow-stability-fe pei2024-l-comn-flow-j-start pei2024-l-comn-flow-j-end",
    )
    assert (test["relation"], test["Faradaic efficiency / %"]) == ("=", 87)
    assert (test[LOWER], test[UPPER]) == (107.7, 120)
    assert lines(STABILITY).count("> 90 % from 25 to 275") == 1
    below = lines(STABILITY).index("87 % at 107.7 to 120,")
    # 90 - 87 = 3
    assert lacking(lines(STABILITY)[below + 1], "3") == []


def test_the_verdict_follows_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def alt(row: str, column: str, value: float) -> str:
        with monkeypatch.context() as held:
            change(held, "performance", f"pei2024-l-comn-flow-{row}", column, value)
            return figures.make(STABILITY).alt

    below = [cached_plot(STABILITY).alt, alt("stability-fe", "value", 87.3)]
    # Of > 90 %.
    for text, share, points in zip(below, ("87 %", "87.3 %"), ("3", "2.7"), strict=True):
        assert lacking(text, share, points) == []
    in_line = [alt("stability-fe", "value", value) for value in (91.0, 92.5)]
    # Of 107.7 to 120 and 25 to 275 mA cm⁻².
    outside = [alt("j-start", "value", -280.0), alt("fe-window", "current_density_max", -110.0)]
    verdicts = [{masked(text) for text in group} for group in (below, in_line, outside)]
    assert [len(each) for each in verdicts] == [1, 1, 1]
    assert len(set.union(*verdicts)) == 3


# Words, and a changed value ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "marks"),
    [
        (SYNTHESIS, ["3", "4 N", "3 N", "2 N", "900 °C", "1000 °C"]),
        (DISTANCES, ["0.25 nm", "0.24", "0.26 nm", "1.4 Å", "2.5 Å"]),
        (CATALYSTS, ["3"]),
        (STEPS, ["+20.1", "2.45", "+31.9", "5.00", "+12.9", "4.18", "3"]),
        (STABILITY, ["≈ 86 %", "89.75 %", "89 %", "25", "275 mA cm⁻²", "107.7", "120", "87 %"]),
    ],
)
def test_alternative_text_tells_the_numbers(id: str, marks: list[str]) -> None:
    assert lacking(cached_plot(id).alt, *marks) == []


@pytest.mark.parametrize(
    ("id", "pairs"),
    [
        (SYNTHESIS, {"Co₁Mn₁-NC": ("4", "900"), "Mn₁-NC": ("4", "900"), "L-Co₁Mn₁-NC": ("3", "1000")}),
        (DISTANCES, {"Co–N": ("1.4 Å",), "Co–Mn": ("2.5 Å",)}),
        (
            CATALYSTS,
            {
                "L-Co₁Mn₁-NC": ("97.6 %", "−0.47 V", "1067 h⁻¹"),
                "Co₁Mn₁-NC": ("84.7 %", "−0.57 V", "255 h⁻¹"),
                "Co₁-NC": ("64.6 %", "−0.57 V", "104 h⁻¹"),
                "Mn₁-NC": ("52.8 %", "−0.67 V", "51 h⁻¹"),
            },
        ),
    ],
)
def test_alternative_text_tells_each_number_with_its_name(id: str, pairs: dict[str, tuple[str, ...]]) -> None:
    assert (
        unpaired(cached_plot(id).alt, *((name, mark) for name, marks in pairs.items() for mark in marks))
        == []
    )


@pytest.mark.parametrize(
    ("id", "table", "row", "value", "expected"),
    [
        (SYNTHESIS, "preparation", "pei2024-pyrolysis-low-n", 950, "950"),
        (SYNTHESIS, "structure", "pei2024-single-cn", 2, "2"),
        (DISTANCES, "structure", "pei2024-pair-distance", 0.27, "0.27"),
        (CATALYSTS, "performance", "pei2024-co-fe", 65.6, "65.6"),
        (CATALYSTS, "performance", "pei2024-comn-tof", 300, "300"),
        (STEPS, "performance", "pei2024-mn-fe", 50.8, "+33.9"),
        # 90 / 120.
        (STABILITY, "performance", "pei2024-l-comn-flow-j-end", -90, "75"),
        (STABILITY, "performance", "pei2024-l-comn-h-retention", 84, "84"),
    ],
)
def test_a_changed_value_changes_the_points_and_the_words(
    monkeypatch: pytest.MonkeyPatch, id: str, table: str, row: str, value: float, expected: str
) -> None:
    before = cached_plot(id)
    change(monkeypatch, table, row, "value", value)
    plot = figures.make(id)
    assert figures.data_csv(plot.data) != figures.data_csv(before.data)
    assert numbers(plot.alt)[expected] > numbers(before.alt)[expected]

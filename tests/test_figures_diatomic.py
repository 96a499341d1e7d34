"""The figures of the diatomic part: every value drawn, what follows from it, and words that agree with both."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

import pytest
from figure_texts import lacking, masked, numbers, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.charts.plot import Panel, Plot
from reviewhelpers.chemistry import energetics, ratios
from reviewhelpers.dataset import data, figure_rows, provenance
from reviewhelpers.figures.diatomic import energies, infrared, steps, synthesis
from reviewhelpers.text import formatting

pytestmark = pytest.mark.counted

NAMES = ("catalysts", "steps", "energies", "infrared", "stability", "synthesis")
IDS = CATALYSTS, STEPS, ENERGIES, INFRARED, STABILITY, SYNTHESIS = tuple(f"fig-diatomic-{id}" for id in NAMES)
SHARE, LOWER, UPPER = "share left / %", "−j, lower end / mA cm⁻²", "−j, upper end / mA cm⁻²"
TEMPERATURE, NITROGENS = synthesis.TEMPERATURE, synthesis.NITROGENS
FOUR = ("l-comn", "comn", "co", "mn")
cached_plot = functools.cache(figures.make)
Change = Callable[[str, str, str, object], None]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Change:
    return functools.partial(change, monkeypatch)


def panel(plot: Plot, axis: str, quantity: str) -> Panel:
    """The panel with a quantity on one of its axes."""
    (found,) = [ax for ax in plot.axes if isinstance(ax, Panel) and ax.quantities.get(axis) == quantity]
    return found


def marks(ax: Panel) -> list[tuple[float, float, bool]]:
    """The marks of values in a panel: their places, and whether they are hollow."""
    lines = [
        line for line in ax.lines if isinstance(line.get_marker(), str) and line.get_linestyle() == "None"
    ]
    return [
        (
            *(round(float(each), 9) for each in line.get_xydata()[0]),
            line.get_markerfacecolor() != line.get_color(),
        )
        for line in lines
    ]


def bounds(ax: Panel) -> list[tuple[float, float]]:
    """Where arrows begin that lead from bounds."""
    return [each.xy for each in ax.texts if getattr(each, "arrow_patch", None) and not each.get_text()]


def drawn(plot: Plot) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in texts(plot))


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_every_row_can_be_asked_for(id: str) -> None:
    plot = cached_plot(id)
    known = {row for name in (*data.NUMBER_TABLES, "claims", "systems") for row in data.table(name)["id"]}
    told, origins = {row for each in plot.points for row in each.rows}, plot.data[["rows"]]
    assert (plot.data["rows"] != "").all()
    assert told <= set(provenance.row_ids_in(origins)) <= known
    values = plot.data[[column for column in plot.data if " / " in column and not column.startswith("−j")]]
    silent = {"pei2024-l-comn-h-stability-fe"}  # Its current density is not printed: a note holds it.
    assert set(provenance.row_ids_in(origins[values.notna().any(axis=1)])) - silent <= told
    assert "{cite:t}`pei2024low`" in plot.caption


@pytest.mark.all_rows
@pytest.mark.parametrize("id", [CATALYSTS, STEPS, INFRARED])
def test_every_system_is_named_in_full(id: str) -> None:
    shown = drawn(cached_plot(id))
    assert all(name in shown for text in cached_plot(id).data["name"] for name in text.split(" → "))


@pytest.mark.parametrize(
    ("id", "table", "row", "column", "value", "said"),
    [
        (CATALYSTS, "performance", "pei2024-co-fe", "value", 65.6, "65.6"),
        # 255 / 100 = 2.55.
        (STEPS, "performance", "pei2024-co-tof", "value", 100.0, "2.55"),
        (ENERGIES, "energetics", "pei2024-l-comn-co-desorption", "value", 0.5, "0.5"),
        (ENERGIES, "energetics", "pei2024-l-co2-overpotential", "value", 1.2, "1.2"),
        (INFRARED, "spectra", "pei2024-ir-cooh", "potential", -0.6, "−0.6"),
        # 96 / 120 = 80 %.
        (STABILITY, "performance", "pei2024-l-comn-flow-j-end", "value", -96.0, "80"),
        (SYNTHESIS, "preparation", "pei2024-pyrolysis-low-n", "value", 1010.0, "1010"),
    ],
)
def test_a_changed_value_is_drawn_and_said(
    changed: Change, id: str, table: str, row: str, column: str, value: float, said: str
) -> None:
    before = cached_plot(id)
    changed(table, row, column, value)
    after = figures.make(id)
    assert figures.data_csv(after.data) != figures.data_csv(before.data)
    assert numbers(after.alt)[said] > numbers(before.alt)[said]
    places = [{(round(each.x, 9), round(each.y, 9)) for each in plot.points} for plot in (before, after)]
    assert places[0] != places[1]


@pytest.mark.all_rows
def test_catalysts_draw_the_best_of_each_and_its_turnover() -> None:
    plot = cached_plot(CATALYSTS)
    best, turned = ([data.row(f"pei2024-{name}-{kind}") for name in FOUR] for kind in ("fe", "tof"))
    places = [(x, y) for x, y, _ in marks(panel(plot, "y", "faradaic_efficiency"))]
    assert places == [(row["potential"], row["value"]) for row in best]
    assert [x for x, *_ in marks(panel(plot, "x", "turnover_frequency"))] == [row["value"] for row in turned]
    assert unpaired(plot.alt, ("L-Co₁Mn₁-NC", "97.6 %"), ("Co₁-NC", "64.6 %"), ("Mn₁-NC", "52.8 %")) == []


def test_an_inferred_scale_is_ringed_and_a_stated_one_is_not(changed: Change) -> None:
    assert "inferred" in cached_plot(CATALYSTS).signs
    # −0.47 V against SCE would be +0.22 V, against SHE −0.03 V; the equilibrium of CO lies at −0.10 V.
    method = cached_plot(CATALYSTS).method
    assert unpaired(method, ("RHE", "−0.47 V"), ("SCE", "Ag/AgCl"), ("SHE", "CO")) == []
    for name in FOUR:
        changed("performance", f"pei2024-{name}-fe", "potential_scale", "RHE")
    assert "inferred" not in figures.make(CATALYSTS).signs


def test_catalysts_count_their_potentials_and_name_the_leader(changed: Change) -> None:
    assert lacking(cached_plot(CATALYSTS).alt, "3", "L-Co₁Mn₁-NC leads in both") == []
    changed("performance", "pei2024-mn-fe", "potential", -0.57)
    changed("performance", "pei2024-mn-tof", "value", 2000.0)
    alt = figures.make(CATALYSTS).alt
    assert lacking(alt, "2", "L-Co₁Mn₁-NC leads in efficiency, Mn₁-NC in turnover") == []


@pytest.mark.parametrize(("before", "after"), [("co", "comn"), ("mn", "comn"), ("comn", "l-comn")])
def test_gains_are_those_of_the_rows(before: str, after: str) -> None:
    frame = cached_plot(STEPS).data.set_index("rows")
    for kind, column in (("fe", steps.POINTS), ("tof", steps.RATIO)):
        one, two = (data.number(f"pei2024-{name}-{kind}") for name in (before, after))
        found = frame.loc[[f"pei2024-{before}-{kind} pei2024-{after}-{kind}"], column].tolist()
        # The second step is one in both chains.
        times = 2 if before == "comn" else 1
        assert found == pytest.approx([two - one if kind == "fe" else ratios.ratio(two, one)] * times)
    assert lacking(cached_plot(STEPS).alt, "+20.1", "+31.9", "+12.9", "2.45", "5.00", "4.18") == []


def test_steps_name_the_larger_one_in_each_measure(changed: Change) -> None:
    larger = cached_plot(STEPS).data["larger step of the chain"]
    assert list(larger.iloc[::2]) == ["pair", "pair", "fewer N", "pair"]
    # 1000 / 104 = 9.6 and 1067 / 1000 = 1.07: now the pair is the larger step in both measures.
    changed("performance", "pei2024-comn-tof", "value", 1000.0)
    both = [plot.alt.count("in both measures") for plot in (cached_plot(STEPS), figures.make(STEPS))]
    assert both == [1, 2]


def test_steps_say_where_peaks_stand_at_several_potentials() -> None:
    frame = cached_plot(STEPS).data
    ends = [{data.row(row)["potential"] for row in each.split()} for each in frame["rows"]]
    assert list(frame["missing"] != "") == [len(each) > 1 for each in ends]
    assert lacking(cached_plot(STEPS).method, "900 °C", "1000 °C") == []


def test_no_level_is_made_up() -> None:
    """Levels are drawn at CO*, from which the axis counts, and the printed rise above it, and nowhere else."""
    plot, rise = cached_plot(ENERGIES), data.number("pei2024-l-comn-co-desorption")
    levels = [line for line in panel(plot, "y", "free_energy_change").lines if line.get_linestyle() == "-"]
    assert [list(line.get_ydata()) for line in levels] == [[0, 0], [rise, rise]]
    assert [sum(line.get_xdata()) / 2 for line in levels] == pytest.approx([2, 3])
    # CO₂ + 2 H⁺ + 2 e⁻ → CO + H₂O: 1 + 1 + 0 = 2 electrons.
    assert list(plot.data["electrons"].iloc[:3]) == [1, 1, 0]
    assert list(plot.data["missing"].iloc[:3]) == ["not printed", "not printed", ""]


def test_no_step_is_named_that_sets_the_potential_until_one_with_electrons_is_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(energetics.EnergeticsError) as error:
        energetics.potential_determining_step(energies.profile(), known_only=True)
    assert set(cached_plot(ENERGIES).data["what sets the potential"].iloc[:3]) == {str(error.value)}
    monkeypatch.setattr(energies, "STEPS", {**energies.STEPS, "CO2 + H+ + e- -> COOH*": "desorption"})
    found = figures.make(ENERGIES).data["what sets the potential"].iloc[0]
    assert found.startswith("of the printed steps CO₂ → COOH*")


def test_the_pair_is_bounded_by_the_least_of_the_like_pairs(changed: Change) -> None:
    def check(plot: Plot, *printed: float) -> None:
        ax, least = panel(plot, "x", "overpotential"), printed[0]
        assert [x for x, _ in bounds(ax)] == [least]
        assert [(x, hollow) for x, _, hollow in marks(ax)] == [(least, True), *((x, False) for x in printed)]

    claim = figure_rows.one(ENERGIES, "like_pairs")
    check(cached_plot(ENERGIES), *sorted(map(data.number, claim["rows"].split())))
    assert unpaired(cached_plot(ENERGIES).alt, ("L-Co₂-NC", "1.08 V"), ("L-Mn₂-NC", "1.54 V")) == []
    changed("energetics", "pei2024-l-mn2-overpotential", "value", 0.9)
    check(figures.make(ENERGIES), 0.9, 1.08)


def test_bands_stand_in_the_order_of_the_mechanism_at_their_printed_onsets() -> None:
    plot = cached_plot(INFRARED)
    own = plot.data[plot.data["place in the mechanism"].notna() & plot.data["E below / V"].isna()]
    assert list(own["what"]) == list(infrared.BANDS)
    onsets = [data.row(f"pei2024-ir-{name}")["potential"] for name in ("co2", "cooh")]
    onsets.append(data.number("pei2024-ir-co-onset"))
    assert list(own["E / V"]) == pytest.approx([*onsets, math.nan], nan_ok=True)
    places = {each.rows: each.y for each in plot.points}
    heights = [places[(row,)] for row in own["rows"][:3]]
    assert heights == sorted(heights)
    pairs = zip(infrared.BANDS, map(formatting.number, onsets), strict=False)
    assert unpaired(plot.alt, *((state, f"{onset} V") for state, onset in pairs)) == []
    used, row = plot.data.set_index("rows").loc["pei2024-ir-depletion"], data.row("pei2024-ir-depletion")
    assert (used["E / V"], used["E, other end / V"]) == (row["value"], row["value_max"])
    assert "range" in plot.signs


def test_only_a_band_ahead_of_its_place_is_dashed_and_told(changed: Change) -> None:
    def dashed(plot: Plot) -> int:
        return sum(line.get_linestyle() == "--" for line in panel(plot, "x", "potential").lines)

    ahead = cached_plot(INFRARED).data.set_index("rows")["seen ahead of"]
    assert ahead[ahead != ""].to_dict() == {"pei2024-ir-co-onset": "adsorbed CO₂ and COOH*"}
    changed("preparation", "pei2024-ir-co-onset", "value", -0.5)
    plot = figures.make(INFRARED)
    assert set(plot.data["seen ahead of"]) == {""}
    assert [dashed(cached_plot(INFRARED)), dashed(plot)] == [1, 0]
    assert "less cathodic" not in plot.alt + plot.caption + drawn(plot)


def test_the_control_stays_open_with_a_bound(changed: Change) -> None:
    plot = cached_plot(INFRARED)
    control, ax = plot.data[plot.data["E below / V"].notna()], panel(plot, "x", "potential")
    assert list(control["what"]) == ["COOH*", "CO*"]
    assert control["E / V"].isna().all()
    limits = sorted(control["E below / V"])
    assert sorted(x for x, _ in bounds(ax)) == sorted(x for x, _, hollow in marks(ax) if hollow) == limits
    changed("claims", "pei2024-ir-order", "statement", "Bands of CO* appear")
    changed("preparation", "pei2024-ir-range", "potential_scale", "RHE")
    after = figures.make(INFRARED)
    assert list(after.data["E below / V"].dropna()) == [data.number("pei2024-ir-co-onset")]
    assert ["E vs RHE / V" in drawn(each) for each in (plot, after)] == [False, True]


def test_what_is_left_is_printed_or_follows_from_the_currents() -> None:
    shares = cached_plot(STABILITY).data.dropna(subset=SHARE)
    # -107.7 / -120 = 0.8975
    wanted = [
        (0, 100, True),
        (30, 86, False),
        (0, 100, True),
        (80, pytest.approx(89.75), True),
        (80, 89, False),
    ]
    assert list(zip(shares["time / h"], shares[SHARE], shares["derived"] != "", strict=True)) == wanted
    ax = panel(cached_plot(STABILITY), "y", "retention")
    assert sorted(marks(ax)) == [(0, 100, True), (30, 86, False), (80, 89, False), (80, 89.75, True)]
    assert all(len(line.get_xdata()) == 1 for line in ax.lines)  # The course of a test is not printed.


def test_the_bound_of_the_window_and_the_test_stand_at_their_currents() -> None:
    plot, row = cached_plot(STABILITY), data.row("pei2024-l-comn-flow-fe-window")
    shown, ax = plot.data.set_index("rows")[[LOWER, UPPER]], panel(plot, "y", "faradaic_efficiency")
    ends = sorted(abs(row[f"current_density{end}"]) for end in ("", "_max"))
    assert list(shown.loc[row["id"]]) == ends
    assert sorted(bounds(ax)) == [(end, 90) for end in ends]
    assert all(each.xyann[0] == 0 < each.xyann[1] for each in ax.texts if each.arrow_patch)  # Arrows rise.
    currents = sorted(abs(data.number(f"pei2024-l-comn-flow-j-{end}")) for end in ("start", "end"))
    assert list(shown[shown.index.str.startswith("pei2024-l-comn-flow-stability-fe")].iloc[0]) == currents
    assert {(x, y) for x, y, _ in marks(ax)} >= {(current, 87) for current in currents}
    assert "85 %" in drawn(plot)


def test_the_verdict_follows_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def alt(row: str, column: str, value: float) -> str:
        with monkeypatch.context() as held:
            change(held, "performance", f"pei2024-l-comn-flow-{row}", column, value)
            return figures.make(STABILITY).alt

    below = [cached_plot(STABILITY).alt, alt("stability-fe", "value", 87.3)]
    # Of > 90 %.
    assert [lacking(below[0], "87 %", "3"), lacking(below[1], "87.3 %", "2.7")] == [[], []]
    in_line = [alt("stability-fe", "value", value) for value in (91.0, 92.5)]
    # Of 107.7 to 120 and 25 to 275 mA cm⁻².
    outside = [alt("j-start", "value", -280.0), alt("fe-window", "current_density_max", -110.0)]
    verdicts = [{masked(text) for text in group} for group in (below, in_line, outside)]
    assert [len(each) for each in verdicts] == [1, 1, 1]
    assert len(set.union(*verdicts)) == 3


def test_synthesis_keeps_the_steps_and_their_branches() -> None:
    plot = cached_plot(SYNTHESIS)
    assert list(plot.data["step"][plot.data[TEMPERATURE].isna()]) == list(synthesis.STEPS.values())
    heated = plot.data[plot.data["part"] == "this paper"].dropna(subset=TEMPERATURE)
    branches = dict(
        zip(heated["name"], zip(heated[TEMPERATURE], heated[NITROGENS], strict=True), strict=True)
    )
    own = {"Co₁Mn₁-NC": (900, 4), "Co₁-NC": (900, 4), "Mn₁-NC": (900, 4), "L-Co₁Mn₁-NC": (1000, 3)}
    assert branches == own
    assert all(name in drawn(plot) for name in [*own, *synthesis.STEPS.values(), "900 °C", "1000 °C"])
    pairs = [(name, f"{place[1]} N") for name, place in own.items() if name != "Co₁-NC"]
    assert unpaired(plot.alt, *pairs) == []


def test_synthesis_draws_both_series_and_rings_what_is_read_into_the_pairs() -> None:
    ax = panel(cached_plot(SYNTHESIS), "x", "temperature")
    frame = cached_plot(SYNTHESIS).data.dropna(subset=[TEMPERATURE])
    assert {(x, y) for x, y, _ in marks(ax)} == set(zip(frame[TEMPERATURE], frame[NITROGENS], strict=True))
    rings = [line for line in ax.lines if not isinstance(line.get_marker(), str)]
    assert sorted(tuple(line.get_xydata()[0]) for line in rings) == [(900, 4), (1000, 3)]


def test_synthesis_says_where_the_two_series_agree(changed: Change) -> None:
    before = cached_plot(SYNTHESIS)
    changed("structure", "pei2024-ref23-cn-3", "value", 4)
    one = figures.make(SYNTHESIS)
    changed("structure", "pei2024-ref23-cn-2", "value", 3)
    both = figures.make(SYNTHESIS)
    first, second, third = (numbers(plot.alt) for plot in (before, one, both))
    assert (second["900"] < first["900"], second["1000"]) == (True, first["1000"])
    assert third["1000"] < first["1000"]
    assert [plot.caption.count("agree") for plot in (before, both)] == [0, 1]

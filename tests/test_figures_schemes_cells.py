"""Schemes of cells, electrochemistry and syntheses: numbers by hand, geometry, and words that follow the data."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from figure_texts import lacking
from matplotlib.patches import FancyArrowPatch
from support import change, texts

from reviewhelpers import data, electrode, figures, reactions
from reviewhelpers.charts import scheme
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.style import style
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures.schemes import (
    cells,
    efficiencies,
    electrodes,
    icons,
    polarisation,
    potentials,
    syntheses,
)

CELLS, ELECTRODES, POTENTIALS = cells.ID, electrodes.ID, potentials.ID
POLARISATION, EFFICIENCIES, SYNTHESES = polarisation.ID, efficiencies.ID, syntheses.ID
IDS = (CELLS, ELECTRODES, POTENTIALS, POLARISATION, EFFICIENCIES, SYNTHESES)


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def shown(id: str) -> str:
    return " ".join(" ".join(text.get_text().split()) for text in texts(cached_plot(id)))


# The stage -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", ["phone", "page", "column"])
def test_a_stage_has_one_unit_of_length_both_ways(width: str) -> None:
    with style(width=width), style.applied():
        sheet = Sheet(key=False)
        stage = scheme.Stage(sheet, sheet.panel(right=0.0), 12.0, 20.0)
        stage.vessel(2.0, 1.0, 8.0, 9.0, 6.0)
        figure = sheet.finish()
        transform = stage.panel.transData.transform
        origin, aside, above = transform([(0, 0), (1, 0), (0, 1)])
        unit = sheet.em * figure.dpi
        assert aside[0] - origin[0] == pytest.approx(unit)
        assert above[1] - origin[1] == pytest.approx(unit)
        low, high = stage.panel.get_xlim()
        assert low + high == pytest.approx(20.0)


@pytest.mark.parametrize("name", icons.ICONS)
def test_a_picture_stays_in_its_place(name: str) -> None:
    with style.applied():
        sheet = Sheet(key=False)
        stage = scheme.Stage(sheet, sheet.panel(right=0.0), 12.0, 20.0)
        icons.ICONS[name](stage, 10.0, 3.0)
        sheet.finish()
        drawn = [patch for patch in stage.panel.patches if not isinstance(patch, FancyArrowPatch)]
        assert drawn
        corners = np.vstack([patch.get_transform().transform(patch.get_path().vertices) for patch in drawn])
        places = stage.panel.transData.inverted().transform(corners)
    assert places[:, 0].min() >= 10.0 - 3.4
    assert places[:, 0].max() <= 10.0 + 3.4
    assert places[:, 1].min() >= 3.0 - 0.3
    assert places[:, 1].max() <= 3.0 + icons.HEIGHT


# All -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_drawings_say_that_they_are_ours_or_computed(id: str) -> None:
    plot = cached_plot(id)
    words = f"{plot.caption} {plot.method}".lower()
    assert any(each in words for each in ("our drawing", "a model of ours", "computed", "derived"))
    assert figures.render(id, "svg") == figures.render(id, "svg")


# Cells ---------------------------------------------------------------------------------------------------


def test_every_catalyst_whose_cell_is_named_is_counted_once_a_cell() -> None:
    rows = data.table("performance")
    for cell, head in cells.HEADS.items():
        wanted = rows.loc[rows["cell"] == cell, "system"].nunique()
        drawn = cached_plot(CELLS).data
        assert (drawn["cell"] == cell).sum() == wanted
        assert f"{head} {wanted} catalysts" in shown(CELLS)


@pytest.mark.counted
def test_currents_are_the_largest_of_their_rows() -> None:
    drawn = cached_plot(CELLS).data.set_index(["cell", "name"])["largest printed current density / mA cm⁻²"]
    # −24.8 is printed as a result, 600 as a condition; −330 is a total, 34.7 a partial current density.
    assert drawn["H-type cell", "CoN₄-CNT"] == 24.8
    assert drawn["flow cell", "CoN₄-CNT"] == 600
    assert drawn["H-type cell", "L-Co₁Mn₁-NC"] == 34.7
    assert drawn["flow cell", "L-Co₁Mn₁-NC"] == 330


@pytest.mark.counted
def test_the_counts_and_currents_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "pei2024-l-comn-j", "value", 51.5)
    change(monkeypatch, "performance", "li2022-wang2021d-j", "cell", "")
    change(monkeypatch, "performance", "li2022-wang2021d-fe", "cell", "")
    plot = figures.make(CELLS)
    assert lacking(plot.caption, "51.5", "34.7") == ["34.7"]
    assert (plot.data["cell"] == "flow cell").sum() == (
        cached_plot(CELLS).data["cell"] == "flow cell"
    ).sum() - 1


def test_water_holds_what_henry_says() -> None:
    # 3.4e-4 mol m⁻³ Pa⁻¹ × 1e5 Pa = 34 mol m⁻³.
    assert cells.dissolved() == pytest.approx(34)
    assert lacking(shown(CELLS), "≤ 34 mmol L⁻¹") == []


# Electrodes ----------------------------------------------------------------------------------------------


def test_both_circuits_share_the_working_electrode() -> None:
    frame = cached_plot(ELECTRODES).data.set_index("name")
    assert set(frame["from"]) == {"working"}
    assert frame.loc["current", "to"] == "counter"
    assert "reference" in frame.loc["potential", "to"]


def test_the_reading_is_the_surface_and_the_drop() -> None:
    surface, reading = electrodes.AT_FACE - electrodes.METAL, electrodes.AT_TIP - electrodes.METAL
    drop = electrodes.AT_TIP - electrodes.AT_FACE
    assert reading == pytest.approx(surface + drop)
    whole = electrodes.AT_COUNTER - electrodes.AT_FACE
    # Ohm's law: the drop is to the whole as the way to the tip is to the way through the cell.
    way = (electrodes.TIP - electrodes.WORKING) / (electrodes.COUNTER - electrodes.WORKING)
    assert drop / whole == pytest.approx(way)
    assert electrodes.METAL < electrodes.AT_FACE < electrodes.AT_COUNTER < electrodes.FAR_METAL


# Potentials ----------------------------------------------------------------------------------------------


def test_every_scale_reads_the_same_potential() -> None:
    frame = cached_plot(POTENTIALS).data.set_index("name")
    zero, reading = frame["zero of the scale / V vs SHE"], frame["the potential on the scale / V"]
    assert set(frame.index) == set(electrode.scales())
    assert (zero + reading).tolist() == pytest.approx([zero["RHE"] + reading["RHE"]] * len(frame))
    # −0.75 V − 7 × 0.05916 V = −1.164 V; less 0.2412 and 0.197 V.
    assert reading.to_dict() == pytest.approx(
        {"RHE": -0.75, "SHE": -1.1641, "Ag/AgCl (sat. KCl)": -1.3611, "SCE": -1.4053}, abs=1e-4
    )
    assert frame.index[frame["derived"] == ""].tolist() == ["RHE"]


def test_the_line_of_rhe_falls_by_the_slope_and_the_others_stay() -> None:
    axes = cached_plot(POTENTIALS).axes[0]
    lines = [line for line in axes.lines if list(line.get_xdata()) == list(potentials.LIMITS)]
    falls = sorted(float(np.diff(line.get_ydata())[0]) for line in lines)
    slope = float(reactions.nernst_slope())
    assert falls[0] == pytest.approx(-14 * slope)
    # The other zeros, and the level of the potential.
    assert falls[1:] == [0.0] * len(electrode.scales())


def test_the_reading_follows_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-xas-75", "value", -0.85)
    assert lacking(figures.make(POTENTIALS).alt, "−0.85 V vs RHE", "−1.51 V vs SCE", "−0.75 V") == ["−0.75 V"]


# Polarisation --------------------------------------------------------------------------------------------


def test_the_curve_passes_through_the_printed_point_and_the_equilibrium() -> None:
    frame = cached_plot(POLARISATION).data
    point, curve = frame[frame["kind"] == "printed"].iloc[0], frame[frame["kind"] == "model"]
    equilibrium = float(electrode.equilibrium_potential("co"))
    assert equilibrium - point["E / V vs RHE"] == pytest.approx(0.49)
    assert point["j / mA cm⁻²"] == -24.8
    at = np.interp(point["E / V vs RHE"], curve["E / V vs RHE"], curve["j / mA cm⁻²"])
    assert at == pytest.approx(-24.8, rel=0.01)
    below = curve["E / V vs RHE"] < equilibrium
    assert (curve.loc[below, "j / mA cm⁻²"] < 0).all()
    assert (curve.loc[~below, "j / mA cm⁻²"] > 0).all()


def test_the_model_has_its_tafel_slope_and_its_limit() -> None:
    slope = float(reactions.nernst_slope()) / polarisation.TRANSFER
    far = np.array([-0.5, -0.5 - slope])
    one, ten = polarisation.current(far, 0.0, 1e-3, -np.inf)
    assert ten / one == pytest.approx(10, rel=1e-3)
    assert polarisation.current(np.array([-3.0]), 0.0, 1e-3)[0] == pytest.approx(polarisation.LIMIT)
    assert polarisation.current(np.array([0.0]), 0.0, 1e-3)[0] == 0
    assert np.all(np.diff(polarisation.current(np.linspace(-1, 0.1, 50), 0.0, 1e-3)) > 0)


def test_a_limit_lowers_the_current_everywhere() -> None:
    curve = cached_plot(POLARISATION).data.query("kind == 'model'")
    free = curve["j without a limit of transport / mA cm⁻²"]
    assert (curve["j / mA cm⁻²"].abs() <= free.abs() + 1e-12).all()


# Efficiencies --------------------------------------------------------------------------------------------


def test_the_parts_of_every_bar_sum_to_the_whole() -> None:
    sums = cached_plot(EFFICIENCIES).data.groupby(["balance", "name"])["share / %"].sum()
    assert sums.tolist() == pytest.approx([100.0] * len(sums))
    assert (cached_plot(EFFICIENCIES).data["share / %"] >= 0).all()


def test_what_is_printed_equals_the_rows_and_rests_are_derived() -> None:
    frame = cached_plot(EFFICIENCIES).data
    printed = frame[frame["derived"] == ""].set_index("rows")["share / %"]
    assert printed.to_dict() == {
        row: data.row(row)["value"]
        for role in ("series", "test")
        for row in figure_rows.named(EFFICIENCIES, role)
    }
    rests = frame[frame["part"] == efficiencies.REST].set_index("rows")["share / %"]
    assert rests.to_dict() == pytest.approx((100 - printed).to_dict())
    # 0.95 × 86.6, 95 − 82.27 and 100 − 95.
    atoms = frame.loc[frame["balance"] == "nitrogen", "share / %"]
    assert atoms.tolist() == pytest.approx([82.27, 12.73, 5.0])


def test_both_balances_of_the_nitrate_test_can_hold() -> None:
    # 8 × 82.27 of 8 × 82.27 + 2 × 12.73.
    most = efficiencies.charge_if_nitrite(82.27, 12.73)
    assert most == pytest.approx(96.28, abs=0.01)
    assert figure_rows.one(EFFICIENCIES, "test")["value"] <= most
    equations = {
        name: electrode.half_reaction(f"{name}_from_nitrate")["equation"] for name in ("ammonia", "nitrite")
    }
    assert all(reactions.balance(equation).balanced for equation in equations.values())


# Syntheses -----------------------------------------------------------------------------------------------


def test_every_printed_temperature_and_time_stands_in_its_strip() -> None:
    frame = cached_plot(SYNTHESES).data
    for _, step in frame.iterrows():
        words = f"{step['step']} {step['detail']}"
        for row in step["rows"].split():
            if row in data.table("preparation").index and data.row(row)["quantity"] in (
                "temperature",
                "time",
            ):
                assert str(int(data.row(row)["value"])) in words
    assert lacking(shown(SYNTHESES), "900 °C", "1000 °C", "150 °C, 72 h", "800 °C, 3 h", "120 °C") == []


def test_the_class_of_each_route_is_that_of_its_system() -> None:
    frame = cached_plot(SYNTHESES).data
    known = data.table("systems")["defect_class"]
    for _, step in frame[frame["rows"].isin(known.index)].iterrows():
        assert step["defect_class"] in ("", known[step["rows"]])
    marked = {f"class:{each}" for each in frame["defect_class"] if each}
    assert marked == {sign for sign in cached_plot(SYNTHESES).signs if sign.startswith("class:")}


def test_the_strips_follow_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "pei2024-pyrolysis-low-n", "value", 1050.0)
    alt = figures.make(SYNTHESES).alt
    assert lacking(alt, "1050 °C: 3", "1000 °C") == ["1000 °C"]

"""The figures of the CO2RR part: every row drawn once, with the values of the data, and legible."""

from __future__ import annotations

import functools
import itertools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from support import texts

from reviewhelpers import figures
from reviewhelpers.charts import style
from reviewhelpers.dataset import data
from reviewhelpers.figures.co2rr import common, completeness

pytestmark = pytest.mark.counted

IDS = (
    "fig-co2rr-efficiency",
    "fig-co2rr-potential",
    "fig-co2rr-current",
    "fig-co2rr-turnover",
    "fig-co2rr-map",
    "fig-co2rr-completeness",
)


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def printed(*quantities: str, source: str = "li2022") -> pd.DataFrame:
    frame = data.table("performance")
    return frame[(frame["source"] == source) & frame["quantity"].isin(quantities)]


def by_rows(id: str) -> pd.DataFrame:
    return cached_plot(id).data.set_index("rows")


# Legible -------------------------------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_system_is_named_in_full(id: str) -> None:
    plot = cached_plot(id)
    drawn = " ".join(text.get_text().replace("\n", " ") for text in texts(plot))
    names = data.table("systems").loc[plot.data["system"], "name"]
    assert [name for name in names if name not in drawn] == []
    assert list(plot.data["name"]) == list(names)


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


@pytest.mark.all_rows
def test_axes_are_named_by_the_vocabulary() -> None:
    quantities = data.table("quantities")
    for id, quantity, unit in (
        ("fig-co2rr-efficiency", "faradaic_efficiency", "%"),
        ("fig-co2rr-potential", "potential", "vs RHE / V"),
        ("fig-co2rr-current", "partial_current_density", "−j / mA cm⁻²"),
        ("fig-co2rr-turnover", "turnover_frequency", "h⁻¹"),
    ):
        labels = [ax.get_xlabel() for ax in cached_plot(id).figure.axes]
        label = quantities.loc[quantity, "label"].capitalize()
        assert any(text.startswith(label) and text.endswith(unit) for text in labels), labels


# Complete, and equal to the data -------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", ["fig-co2rr-efficiency", "fig-co2rr-potential"])
def test_every_efficiency_is_drawn_once_with_its_value(id: str) -> None:
    wanted = printed("faradaic_efficiency", "selectivity")
    drawn = by_rows(id)
    assert sorted(drawn.index) == sorted(wanted["id"])
    assert drawn["value / %"].to_dict() == wanted["value"].to_dict()
    assert drawn["relation"].to_dict() == wanted["relation"].to_dict()


def test_efficiencies_are_told_with_product_and_relation() -> None:
    drawn = [text.get_text() for text in texts(cached_plot("fig-co2rr-efficiency"))]
    for wanted in ("95.2 CO", "> 85 HCOO⁻", "> 90 CO", "≈ 89 CO", "74 HCHO", "72.3 C₂H₅OH"):
        assert drawn.count(wanted) == 1
    assert drawn.count("selectivity") == 2
    assert drawn.count("flow cell") == 2
    assert drawn.count("none printed") == 1


@pytest.mark.parametrize("id", ["fig-co2rr-efficiency", "fig-co2rr-potential"])
def test_selectivities_are_hollow_and_printed_efficiencies_filled(id: str) -> None:
    """Each mark that stands at the height of a value: hollow for a selectivity, or where derived."""
    drawn = by_rows(id)
    marks = [
        line
        for line in cached_plot(id).figure.findobj(Line2D)
        if line.get_marker() not in ("", "None", None) and line.get_markersize() < 10
    ]
    hollow = sum(to_hex(line.get_markerfacecolor()) == style.BACKGROUND for line in marks)
    wanted = 0
    for _, row in drawn.iterrows():
        ends = {row.get("potential vs RHE / V"), row.get("potential vs RHE, other end / V")}
        ends = {end for end in ends if end == end and end is not None}
        if row["quantity"] == "selectivity" or row["derived"]:
            wanted += max(len(ends), 1)
    assert hollow == wanted >= 2


def test_printed_potentials_are_taken_over() -> None:
    wanted = printed("faradaic_efficiency", "selectivity")
    wanted = wanted[wanted["potential_scale"] == "RHE"]
    drawn = by_rows("fig-co2rr-potential").loc[wanted["id"]]
    assert (drawn["derived"] == "").all()
    assert drawn["potential vs RHE / V"].to_dict() == wanted["potential"].to_dict()
    ends = wanted["potential_max"].fillna(wanted["potential"])
    assert drawn["potential vs RHE, other end / V"].to_dict() == ends.to_dict()


def test_overpotentials_are_converted() -> None:
    drawn = by_rows("fig-co2rr-potential")
    low, high = drawn["potential vs RHE / V"], drawn["potential vs RHE, other end / V"]
    # CO2 + 2 H+ + 2 e- -> CO + H2O: 20.06 kJ/mol over 2 F is 0.104 V, the same against RHE at every pH.
    for row in ("li2022-daiyan2018-fe", "li2022-wang2022-fe"):
        assert low[row] == high[row] == pytest.approx(-0.104 - 0.49, abs=1e-3)
    # CO2 + H+ + 2 e- -> HCOO-: 43.36 kJ/mol over 2 F is 0.225 V; half of 59.16 mV a pH unit against RHE.
    # Below pH 3.75, the exponent of the acid, the acid forms: −0.225 + 3.75 × 0.02958 = −0.114 V.
    assert low["li2022-zhang2018-fe"] == pytest.approx(-0.114 - 0.67, abs=2e-3)
    assert high["li2022-zhang2018-fe"] == pytest.approx(-0.225 + 14 * 0.02958 - 0.67, abs=2e-3)
    assert sorted(drawn.index[drawn["derived"] != ""]) == [
        "li2022-daiyan2018-fe",
        "li2022-wang2022-fe",
        "li2022-zhang2018-fe",
    ]


def test_what_has_no_potential_gets_none() -> None:
    wanted = printed("faradaic_efficiency", "selectivity")
    drawn = by_rows("fig-co2rr-potential")
    missing = drawn.index[drawn["potential vs RHE / V"].isna()]
    assert sorted(missing) == sorted(wanted.loc[wanted["potential"].isna(), "id"])
    assert len(missing) == 9


@pytest.mark.all_rows
def test_every_current_is_drawn_once() -> None:
    drawn = cached_plot("fig-co2rr-current").data
    rows = " ".join(drawn["rows"]).split()
    assert len(rows) == len(set(rows))
    wanted = set(printed("partial_current_density", "current_density")["id"]) | {"li2022-wang2022-fe-flow"}
    assert wanted <= set(rows)
    efficiencies = printed("faradaic_efficiency")
    assert set(rows) - wanted <= set(efficiencies["id"])


def test_currents_equal_the_data_or_the_hand_calculation() -> None:
    drawn = by_rows("fig-co2rr-current")
    low, high = drawn["−j partial / mA cm⁻²"], drawn["−j partial, other end / mA cm⁻²"]
    share = drawn["Faradaic efficiency / %"]
    for rows, current, efficiency in (
        ("li2022-daiyan2018-j li2022-daiyan2018-fe", 2.9, 80),
        ("li2022-wang2022-j li2022-wang2022-fe", 24.8, 99.4),
        ("li2022-li2020-j li2022-li2020-fe", 30, 86),
        ("li2022-wang2021d-j li2022-wang2021d-fe", 245, 94),
    ):
        assert (low[rows], high[rows], share[rows]) == (current, current, efficiency)
        assert drawn.loc[rows, "derived"] == ""
    total = "li2022-geng2018-j li2022-geng2018-fe"
    assert low[total] == high[total] == pytest.approx(16.1 * 0.83)
    assert drawn.loc[total, "derived"] == "j(total) × FE"
    flow = "li2022-wang2022-fe-flow"
    assert (low[flow], high[flow]) == (pytest.approx(45), pytest.approx(540))
    assert drawn.loc[flow, "derived"].endswith("lower bound")
    assert low["li2022-gu2019-j"] == 94
    assert pd.isna(share["li2022-gu2019-j"])


def test_turnover_frequencies_equal_the_data() -> None:
    drawn = by_rows("fig-co2rr-turnover")
    wanted = data.table("performance")
    parts = wanted["source"].map(data.table("sources")["part"])
    wanted = wanted[(wanted["quantity"] == "turnover_frequency") & (parts == "co2rr")]
    assert drawn["value / h⁻¹"].to_dict() == wanted["value"].to_dict()
    labels = [text.get_text() for text in texts(cached_plot("fig-co2rr-turnover"))]
    assert labels.count("no potential printed") == 2
    assert labels.count("−0.99 V vs RHE") == 1


@pytest.mark.all_rows
def test_map_holds_every_system_once_under_its_class() -> None:
    drawn = cached_plot("fig-co2rr-map").data.set_index("system")
    systems = data.table("systems")
    systems = systems[systems["part"] == "co2rr"]
    assert sorted(drawn.index) == sorted(systems["id"])
    assert drawn["defect_class"].to_dict() == systems["defect_class"].to_dict()
    assert set(systems["defect_class"]) <= set(common.CLASSES)


def test_map_tells_numbers_of_the_review_from_those_of_abstracts() -> None:
    drawn = cached_plot("fig-co2rr-map").data.set_index("system")["numbers"]
    performance = data.table("performance")
    review = set(performance.loc[performance["source"] == "li2022", "system"])
    assert set(drawn.index[drawn == "review"]) == review
    assert sorted(drawn.index[drawn == "abstract"]) == [
        "choi2019-sd-cu",
        "lu2021-in-n-c",
        "tang2020-cu-twin",
        "wu2015-ncnt",
    ]


def test_map_counts_each_class() -> None:
    drawn = cached_plot("fig-co2rr-map").data
    labels = [text.get_text() for text in texts(cached_plot("fig-co2rr-map"))]
    for _, members in drawn.groupby("defect_class"):
        assert f"{(members['numbers'] == 'review').sum()} of {len(members)}" in labels


def test_completeness_has_a_cell_for_each_system_and_item() -> None:
    drawn = cached_plot("fig-co2rr-completeness").data
    performance = data.table("performance")
    systems = performance.loc[performance["source"] == "li2022", "system"].unique()
    assert sorted(zip(drawn["system"], drawn["item"], strict=True)) == sorted(
        itertools.product(systems, completeness.STATED)
    )


@pytest.mark.parametrize(
    ("system", "stated"),
    [
        ("wang2022-con4-cnt", {"potential", "its scale", "cell", "current density"}),
        ("gu2019-fe3", {"potential", "its scale", "current density"}),
        ("chen2020b-silk-carbon", {"duration"}),
        ("nakata2014-bdd", {"electrolyte"}),
        ("wang2021d-znin2s4", {"cell", "current density"}),
        ("dong2020-porous-carbon", set()),
    ],
)
def test_completeness_follows_the_print(system: str, stated: set[str]) -> None:
    drawn = cached_plot("fig-co2rr-completeness").data
    own = drawn[drawn["system"] == system]
    assert set(own.loc[own["stated"] == "yes", "item"]) == stated


def test_completeness_counts_its_columns() -> None:
    drawn = cached_plot("fig-co2rr-completeness").data
    labels = [text.get_text() for text in texts(cached_plot("fig-co2rr-completeness"))]
    counts = (drawn["stated"] == "yes").groupby(drawn["item"], sort=False).sum()
    assert labels[-len(counts) :] == [str(count) for count in counts]


# Words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "numbers"),
    [
        ("fig-co2rr-efficiency", ["15", "2", "72.3 %", "99.6 %", "> 85 %", "92 %", "grain boundaries"]),
        ("fig-co2rr-potential", ["17", "5", "3", "9", "−0.43 V", "−1.18", "−0.78 V", "−0.59 V", "−0.48 V"]),
        ("fig-co2rr-current", ["24.8 mA cm⁻²", "245 mA cm⁻²", "13.4 mA cm⁻²", "45", "540", "94 mA cm⁻²"]),
        ("fig-co2rr-turnover", ["5273 h⁻¹", "2870 h⁻¹", "26771 h⁻¹", "−0.99 V"]),
        ("fig-co2rr-map", ["61", "18"]),
        ("fig-co2rr-completeness", ["18", "5", "6"]),
    ],
)
def test_alternative_text_tells_the_numbers(id: str, numbers: list[str]) -> None:
    assert lacking(cached_plot(id).alt, *numbers) == []


def test_alternative_texts_tell_the_counts_of_each_class_and_item() -> None:
    drawn = cached_plot("fig-co2rr-completeness").data
    # The scale of a potential stands after the potential.
    counts = (drawn["stated"] == "yes").groupby(drawn["item"]).sum().drop("its scale")
    assert (counts["potential"], counts["duration"]) == (9, 1)
    pairs = [(str(item), str(count)) for item, count in counts.items()]
    assert unpaired(cached_plot("fig-co2rr-completeness").alt, *pairs) == []
    drawn = cached_plot("fig-co2rr-map").data
    pairs = []
    for key, members in drawn.groupby("defect_class"):
        counts = len(members), (members["numbers"] == "review").sum()
        pairs += [(common.CLASSES[str(key)].lower(), str(count)) for count in counts]
    assert unpaired(cached_plot("fig-co2rr-map").alt, *pairs) == []


def test_captions_quote_what_was_read_otherwise() -> None:
    row = data.row("li2022-chen2020b-fe")
    assert row["as_printed"] in cached_plot("fig-co2rr-efficiency").caption


# A changed value shows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "row", "column", "value"),
    [
        ("fig-co2rr-efficiency", "li2022-dong2020-fe", "value", 95.1),
        ("fig-co2rr-potential", "li2022-ye2017-fe", "potential", -0.44),
        ("fig-co2rr-potential", "li2022-zhang2018-fe", "potential", 660.0),
        ("fig-co2rr-current", "li2022-gu2019-j", "value", 95.0),
        ("fig-co2rr-current", "li2022-wang2022-fe-flow", "current_density_max", 500.0),
        ("fig-co2rr-turnover", "abstract-lu2021-tof", "value", 26770.0),
        ("fig-co2rr-map", "li2022-dong2020-fe", "system", "wang2019-carbons"),
        ("fig-co2rr-completeness", "li2022-dong2020-fe", "cell", "H-type cell"),
    ],
)
def test_a_changed_value_changes_the_digest(
    monkeypatch: pytest.MonkeyPatch, id: str, row: str, column: str, value: object
) -> None:
    before = figures.data_csv(cached_plot(id).data)
    original = data.table

    def changed(name: str) -> pd.DataFrame:
        frame = original(name)
        if name == "performance":
            frame.loc[row, column] = value
        return frame

    monkeypatch.setattr(data, "table", changed)
    assert figures.data_csv(figures.make(id).data) != before

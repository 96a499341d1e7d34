"""The figures of the CO2RR part: complete, true to the data, with their signs, and words that agree with the values."""

from __future__ import annotations

import functools
import itertools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import texts

from reviewhelpers import figures, tables
from reviewhelpers.analysis import coverage, reporting
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.labels import system_name
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.figures.co2rr import defect_map
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data

pytestmark = pytest.mark.counted

EFFICIENCY, POTENTIAL, CURRENT = "fig-co2rr-efficiency", "fig-co2rr-potential", "fig-co2rr-current"
TURNOVER, MAP, COMPLETENESS = "fig-co2rr-turnover", "fig-co2rr-map", "fig-co2rr-completeness"
LOW, HIGH = "potential vs RHE / V", "potential vs RHE, other end / V"
CURRENTS = ["−j partial / mA cm⁻²", "−j partial, other end / mA cm⁻²"]

made = functools.cache(figures.make)


def printed(*quantities: str, source: str = "li2022") -> pd.DataFrame:
    frame = data.table("performance")
    return frame[frame["source"].str.startswith(source) & frame["quantity"].isin(quantities)]


def efficiencies() -> pd.DataFrame:
    return printed("faradaic_efficiency", "selectivity")


def told_rows(id: str) -> set[str]:
    return {row for point in made(id).points for row in point.rows}


# Complete and true to the data ---------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", [EFFICIENCY, POTENTIAL])
def test_every_efficiency_is_plotted_with_its_value(id: str) -> None:
    wanted, drawn = efficiencies(), made(id).data.set_index("rows")
    assert drawn["value / %"].to_dict() == wanted["value"].to_dict()
    assert drawn["relation"].to_dict() == wanted["relation"].to_dict()
    assert told_rows(id) == set(drawn.index if id == EFFICIENCY else drawn.index[drawn[LOW].notna()])
    assert len(drawn) == len(wanted)


@pytest.mark.all_rows
def test_every_current_is_plotted_once() -> None:
    rows, shares = " ".join(made(CURRENT).data["rows"]).split(), printed("faradaic_efficiency")
    within = shares.loc[shares["current_density"].notna(), "id"]
    wanted = {*printed("partial_current_density", "current_density")["id"], *within}
    assert wanted <= set(rows) <= wanted | set(shares["id"])
    assert sorted(told_rows(CURRENT)) == sorted(rows)


@pytest.mark.all_rows
def test_every_turnover_frequency_of_the_part_is_plotted_and_told() -> None:
    wanted = printed("turnover_frequency", source="")
    wanted = wanted[wanted["source"].map(data.table("sources")["part"]) == "co2rr"]
    assert made(TURNOVER).data.set_index("rows")["value / h⁻¹"].to_dict() == wanted["value"].to_dict()
    assert told_rows(TURNOVER) == set(wanted["id"])
    pairs = [(system_name(row["system"]), formatting.exact(row)) for _, row in wanted.iterrows()]
    assert unpaired(made(TURNOVER).alt, *pairs) == []


@pytest.mark.all_rows
def test_every_system_has_a_mark_under_its_class_and_a_row_in_the_table_beside() -> None:
    systems = data.table("systems")
    systems = systems[systems["part"] == "co2rr"]
    drawn = made(MAP).data.set_index("system")
    assert drawn["defect_class"].to_dict() == systems["defect_class"].to_dict()
    points = {point.rows[0]: point for point in made(MAP).points}
    assert set(points) == set(systems["id"])
    assert all(point.text.startswith(systems.loc[key, "name"]) for key, point in points.items())
    heights = pd.Series({key: point.y for key, point in points.items()}).groupby(systems["defect_class"])
    spans = heights.agg(["min", "max"]).sort_values("min")
    assert (spans["max"].iloc[:-1].to_numpy() < spans["min"].iloc[1:].to_numpy()).all()
    assert {NAMES[key] for key in spans.index} <= {text.get_text() for text in texts(made(MAP))}
    table = tables.make("tab-co2rr-systems")
    assert table.frame.set_index("system")["numbers"].to_dict() == drawn["numbers"].to_dict()
    for name, cells in zip(table.frame["name"], table.cells, strict=True):
        assert cells[0].startswith(name.split("[")[0])


def test_completeness_has_a_cell_for_each_system_and_item_and_follows_the_print() -> None:
    drawn, performance = made(COMPLETENESS).data, data.table("performance")
    systems = performance.loc[performance["source"] == "li2022", "system"].unique()
    wanted = sorted(itertools.product(systems, reporting.answered("CO2")))
    assert sorted(zip(drawn["system"], drawn["item"], strict=True)) == wanted
    assert len(made(COMPLETENESS).points) == len(wanted)
    stated = drawn[drawn["stated"] == "yes"].groupby("system")["item"].agg(set)
    assert stated["wang2022-con4-cnt"] == {"potential", "its scale", "cell", "current density"}
    assert stated["gu2019-fe3"] == {"potential", "its scale", "current density"}
    assert stated["chen2020b-silk-carbon"] == {"duration"}
    assert stated["nakata2014-bdd"] == {"electrolyte"}
    assert "dong2020-porous-carbon" not in stated


def test_potentials_are_taken_over_and_overpotentials_converted() -> None:
    every, drawn = efficiencies(), made(POTENTIAL).data.set_index("rows")
    direct = every[every["potential_scale"] == "RHE"]
    assert drawn.loc[direct["id"], LOW].to_dict() == direct["potential"].to_dict()
    ends = direct["potential_max"].fillna(direct["potential"])
    assert drawn.loc[direct["id"], HIGH].to_dict() == ends.to_dict()
    # CO2 + 2 H+ + 2 e- -> CO + H2O: 20.06 kJ/mol over 2 F is 0.104 V, the same against RHE at every pH.
    for row in ("li2022-daiyan2018-fe", "li2022-wang2022-fe"):
        assert drawn.loc[row, LOW] == drawn.loc[row, HIGH] == pytest.approx(-0.104 - 0.49, abs=1e-3)
    # CO2 + H+ + 2 e- -> HCOO-: 43.36 kJ/mol over 2 F is 0.225 V; half of 59.16 mV a pH unit against RHE.
    # Below pH 3.75, the exponent of the acid, the acid forms: −0.225 + 3.75 × 0.02958 = −0.114 V.
    formate = drawn.loc["li2022-zhang2018-fe"]
    assert formate[LOW] == pytest.approx(-0.114 - 0.67, abs=2e-3)
    assert formate[HIGH] == pytest.approx(-0.225 + 14 * 0.02958 - 0.67, abs=2e-3)
    over = every["potential_scale"] == "overpotential"
    assert set(drawn.index[drawn["derived"] != ""]) == set(every.index[over])
    assert set(drawn.index[drawn[LOW].isna()]) == set(every.index[every["potential"].isna()])


def test_currents_equal_the_print_or_the_product_with_the_efficiency() -> None:
    for _, drawn in made(CURRENT).data.iterrows():
        rows = [data.row(row) for row in drawn["rows"].split()]
        first, share = rows[0], rows[-1]
        if first["quantity"] == "partial_current_density":
            assert {*drawn[CURRENTS]} == {abs(first["value"])}
            assert drawn["derived"] == ""
            assert first["cell"] == share["cell"]
            continue
        ends = ["value", "value"] if len(rows) > 1 else ["current_density", "current_density_max"]
        totals = [-abs(float(total)) for total in first[ends]]
        wanted = [-float(electrode.partial_current_density(total, share["value"])) for total in totals]
        assert list(drawn[CURRENTS]) == pytest.approx(wanted)
        assert drawn["derived"].startswith("j(total) × FE")
        assert drawn["relation"] == share["relation"]
    # By hand: 16.1 × 0.83, and 50 and 600 × 0.90 for the lower bound.
    assert {13.363, 45.0, 540.0} <= {*made(CURRENT).data[CURRENTS].round(3).to_numpy().ravel()}
    share = made(CURRENT).data.set_index("rows")["Faradaic efficiency / %"]
    assert share["li2022-wang2022-j li2022-wang2022-fe"] == 99.4
    assert pd.isna(share["li2022-gu2019-j"])


def test_the_map_tells_numbers_of_the_review_from_those_of_abstracts() -> None:
    drawn, performance = made(MAP).data.set_index("system")["numbers"], data.table("performance")
    review = set(performance.loc[performance["source"] == "li2022", "system"])
    assert set(drawn.index[drawn == "review"]) == review
    abstracts = coverage.documents("co2rr", "li2022", abstracts=True)
    only = set(performance.loc[performance["source"].isin(abstracts), "system"]) - review
    assert set(drawn.index[drawn == "abstract"]) == only & set(drawn.index) != set()


def test_sums_below_the_columns_are_those_of_the_values() -> None:
    counts = made(MAP).data["numbers"].value_counts()[list(defect_map.COLUMNS)]
    found = made(COMPLETENESS).data.query("stated == 'yes'")["item"].value_counts()
    stated = found.reindex(reporting.answered("CO2"), fill_value=0)
    for id, wanted in ((MAP, counts), (COMPLETENESS, stated)):
        bold = [text.get_text() for text in made(id).axes[0].texts if text.get_fontweight() == "bold"]
        assert bold[-len(wanted) :] == [str(count) for count in wanted]


# Signs and points ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [EFFICIENCY, POTENTIAL, CURRENT, TURNOVER, MAP, COMPLETENESS])
def test_signs_are_those_of_the_values(id: str) -> None:
    signs, drawn = set(made(id).signs), made(id).data
    shown = drawn[drawn[LOW].notna()] if id == POTENTIAL else drawn
    if id in (EFFICIENCY, POTENTIAL, CURRENT):
        assert ("bound" in signs) == bool(shown["relation"].str.match("[<>]").any())
    assert ("derived" in signs) == bool((drawn["derived"] != "").any())
    if id in (POTENTIAL, CURRENT):
        first, end = CURRENTS if id == CURRENT else (LOW, HIGH)
        assert ("range" in signs) == bool((drawn[end] - drawn[first] > 0).any())
    if id == COMPLETENESS:
        shown = drawn[drawn["stated"] == "yes"]
    classes = data.table("systems").loc[shown["system"].unique(), "defect_class"]
    assert {sign.removeprefix("class:") for sign in signs if sign.startswith("class:")} == set(classes)


@pytest.mark.parametrize("id", [EFFICIENCY, POTENTIAL, CURRENT, TURNOVER])
def test_points_tell_the_value_and_its_conditions(id: str) -> None:
    for point in made(id).points:
        row = data.row(point.rows[0])
        stated = formatting.conditions(row).removeprefix("not reported")
        values = [formatting.named_value(data.row(row)) for row in point.rows]
        wanted = [system_name(row["system"]), *values, stated]
        assert [text for text in wanted if text not in point.text] == []


# Words ---------------------------------------------------------------------------------------------------


def test_words_on_efficiencies_hold_the_extremes() -> None:
    plot = made(EFFICIENCY)
    charged = plot.data.loc[plot.data["quantity"] == "faradaic_efficiency", "value / %"]
    assert lacking(plot.alt, str(len(charged)), *map(formatting.number, (charged.min(), charged.max()))) == []
    best = plot.data.groupby("defect_class")["value / %"].max().min()
    assert lacking(plot.caption, formatting.number(best)) == []
    assert data.row("li2022-chen2020b-fe")["as_printed"] in plot.method
    note = " ".join(text.get_text() for text in texts(plot) if "No efficiency" in text.get_text())
    assert ("grain boundaries" in note) == ("grain-boundary" not in set(plot.data["defect_class"]))


def test_words_on_potentials_hold_each_value() -> None:
    drawn = made(POTENTIAL).data
    placed = drawn[drawn[LOW].notna()]
    potentials = [formatting.rounded(end, 2) for column in (LOW, HIGH) for end in placed[column]]
    values = [formatting.number(value) for value in placed["value / %"]]
    counts = [len(drawn), len(drawn) - len(placed), (placed["derived"] != "").sum()]
    assert lacking(made(POTENTIAL).alt, *potentials, *values, *map(str, counts)) == []
    high = placed[placed["value / %"] >= 90]
    ends = [formatting.rounded(end, 2) for end in (high[LOW].min(), high[HIGH].max())]
    assert lacking(made(POTENTIAL).caption, str(len(placed)), *ends) == []


def test_words_on_currents_hold_each_value() -> None:
    plot = made(CURRENT)
    ends = sorted(plot.data[CURRENTS].to_numpy().ravel())
    assert lacking(plot.alt, *(formatting.rounded(end, 1) for end in ends)) == []
    assert lacking(plot.caption, *(formatting.rounded(end, 1) for end in (ends[0], ends[-1]))) == []
    signed = plot.data[plot.data["derived"] == ""]
    minus = [data.row(rows.split()[0])["value"] < 0 for rows in signed["rows"]]
    before, after = plot.method.split(" left out for ")
    assert all(name in before and name not in after.partition(".")[0] for name in signed.loc[minus, "name"])


def test_words_on_the_map_count_each_class() -> None:
    drawn = made(MAP).data
    with_number = (drawn["numbers"] == "review").groupby(drawn["defect_class"])
    counts = with_number.agg(["size", "sum"]).rename(index=lambda key: NAMES[key].lower()).stack()
    assert unpaired(made(MAP).alt, *((name, str(count)) for (name, _), count in counts.items())) == []
    assert lacking(made(MAP).caption, str(len(drawn)), str((drawn["numbers"] == "review").sum())) == []


def test_words_on_completeness_count_each_item() -> None:
    drawn, plot = made(COMPLETENESS).data, made(COMPLETENESS)
    stated = drawn["stated"] == "yes"
    # The scale of a potential stands after the potential.
    counts = stated.groupby(drawn["item"]).sum().drop("its scale")
    assert unpaired(plot.alt, *((str(item), str(count)) for item, count in counts.items())) == []
    found = stated.groupby(drawn["system"]).sum()
    assert lacking(plot.caption, *map(str, (found.max(), (found == 0).sum(), len(found)))) == []


# A changed row shows -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "row", "column", "value"),
    [
        (EFFICIENCY, "li2022-hao2022-fe", "value", 99.7),
        (POTENTIAL, "li2022-ye2017-fe", "potential", -0.44),
        (CURRENT, "li2022-gu2019-j", "value", 95.0),
        (CURRENT, "li2022-wang2022-fe-flow", "current_density_max", 500.0),
        (TURNOVER, "abstract-lu2021-tof", "value", 26770.0),
        (MAP, "li2022-dong2020-fe", "system", "zhao2017-ni-sas"),
        (COMPLETENESS, "li2022-dong2020-fe", "cell", "H-type cell"),
    ],
)
def test_a_changed_row_changes_values_and_words(id: str, row: str, column: str, value: object) -> None:
    before, performance = made(id), data.table("performance")
    performance.loc[row, column] = value
    with data.replaced_tables(performance=performance):
        after = figures.make(id)
    assert figures.data_csv(after.data) != figures.data_csv(before.data)
    assert after.alt != before.alt


@pytest.mark.parametrize("id", [EFFICIENCY, POTENTIAL, CURRENT, MAP])
def test_an_added_row_adds_a_point(id: str) -> None:
    before = made(id)
    with user_data.with_user_rows(user_data.TEMPLATE.encode(), "my.csv"):
        after = figures.make(id)
    assert len(after.data) == len(before.data) + 1
    assert len(after.point_places()) == len(after.points) == len(before.points) + 1
    assert "My catalyst" in " ".join(point.text for point in after.points)

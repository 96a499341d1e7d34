"""The figures of the CO2RR part: complete, true to the data, with their signs, and words that agree with the values."""

from __future__ import annotations

import functools
import itertools

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import texts

from reviewhelpers import figures, tables
from reviewhelpers.analysis import coverage
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.labels import system_name
from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.figures.co2rr import completeness, defect_map
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data

pytestmark = pytest.mark.counted

EFFICIENCY, POTENTIAL, CURRENT = "fig-co2rr-efficiency", "fig-co2rr-potential", "fig-co2rr-current"
TURNOVER, MAP, COMPLETENESS = "fig-co2rr-turnover", "fig-co2rr-map", "fig-co2rr-completeness"
IDS = (EFFICIENCY, POTENTIAL, CURRENT, TURNOVER, MAP, COMPLETENESS)
COLUMNS = {MAP: len(defect_map.COLUMNS), COMPLETENESS: len(completeness.STATED)}
LOW, HIGH = "potential vs RHE / V", "potential vs RHE, other end / V"


@functools.cache
def made(id: str) -> figures.Plot:
    return figures.make(id)


def by_rows(id: str) -> pd.DataFrame:
    return made(id).data.set_index("rows")


def printed(*quantities: str) -> pd.DataFrame:
    frame = data.table("performance")
    return frame[(frame["source"] == "li2022") & frame["quantity"].isin(quantities)]


def told_rows(id: str) -> set[str]:
    return {row for point in made(id).points for row in point.rows}


# Complete ------------------------------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", [EFFICIENCY, POTENTIAL])
def test_every_efficiency_is_plotted_with_its_value(id: str) -> None:
    wanted = printed("faradaic_efficiency", "selectivity")
    drawn = by_rows(id)
    assert sorted(drawn.index) == sorted(wanted["id"])
    assert drawn["value / %"].to_dict() == wanted["value"].to_dict()
    assert drawn["relation"].to_dict() == wanted["relation"].to_dict()
    placed = drawn.index if id == EFFICIENCY else drawn.index[drawn[LOW].notna()]
    assert told_rows(id) == set(placed)


@pytest.mark.all_rows
def test_every_current_is_plotted_once() -> None:
    rows = " ".join(made(CURRENT).data["rows"]).split()
    shares = printed("faradaic_efficiency")
    wanted = {
        *printed("partial_current_density", "current_density")["id"],
        *shares.loc[shares["current_density"].notna(), "id"],
    }
    assert wanted <= set(rows) <= wanted | set(shares["id"])
    assert sorted(told_rows(CURRENT)) == sorted(rows)


@pytest.mark.all_rows
def test_every_turnover_frequency_of_the_part_is_plotted_and_told() -> None:
    wanted = data.table("performance")
    parts = wanted["source"].map(data.table("sources")["part"])
    wanted = wanted[(wanted["quantity"] == "turnover_frequency") & (parts == "co2rr")]
    assert by_rows(TURNOVER)["value / h⁻¹"].to_dict() == wanted["value"].to_dict()
    assert told_rows(TURNOVER) == set(wanted["id"])
    pairs = [(system_name(row["system"]), formatting.exact(row)) for _, row in wanted.iterrows()]
    assert unpaired(made(TURNOVER).alt, *pairs) == []


@pytest.mark.all_rows
def test_every_system_has_a_mark_under_its_class() -> None:
    systems = data.table("systems")
    systems = systems[systems["part"] == "co2rr"]
    drawn = made(MAP).data.set_index("system")
    assert drawn["defect_class"].to_dict() == systems["defect_class"].to_dict()
    points = {point.rows[0]: point for point in made(MAP).points}
    assert set(points) == set(systems["id"])
    heights: dict[str, list[float]] = {}
    for key, point in points.items():
        assert point.text.startswith(systems.loc[key, "name"])
        heights.setdefault(systems.loc[key, "defect_class"], []).append(point.y)
    spans = sorted((min(ys), max(ys)) for ys in heights.values())
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(spans))
    assert {NAMES[key] for key in heights} <= {text.get_text() for text in texts(made(MAP))}


@pytest.mark.all_rows
def test_the_table_beside_the_map_names_every_system() -> None:
    table = tables.make("tab-co2rr-systems")
    drawn = made(MAP).data.set_index("system")
    assert table.frame.set_index("system")["numbers"].to_dict() == drawn["numbers"].to_dict()
    for name, cells in zip(table.frame["name"], table.cells, strict=True):
        assert cells[0].startswith(name.split("[")[0])


def test_completeness_has_a_cell_for_each_system_and_item() -> None:
    drawn = made(COMPLETENESS).data
    performance = data.table("performance")
    systems = performance.loc[performance["source"] == "li2022", "system"].unique()
    wanted = sorted(itertools.product(systems, completeness.STATED))
    assert sorted(zip(drawn["system"], drawn["item"], strict=True)) == wanted
    assert len(made(COMPLETENESS).points) == len(wanted)


# Values --------------------------------------------------------------------------------------------------


def test_printed_potentials_are_taken_over() -> None:
    wanted = printed("faradaic_efficiency", "selectivity")
    wanted = wanted[wanted["potential_scale"] == "RHE"]
    drawn = by_rows(POTENTIAL).loc[wanted["id"]]
    assert (drawn["derived"] == "").all()
    assert drawn[LOW].to_dict() == wanted["potential"].to_dict()
    assert drawn[HIGH].to_dict() == wanted["potential_max"].fillna(wanted["potential"]).to_dict()


def test_overpotentials_are_converted() -> None:
    drawn = by_rows(POTENTIAL)
    # CO2 + 2 H+ + 2 e- -> CO + H2O: 20.06 kJ/mol over 2 F is 0.104 V, the same against RHE at every pH.
    for row in ("li2022-daiyan2018-fe", "li2022-wang2022-fe"):
        assert drawn.loc[row, LOW] == drawn.loc[row, HIGH] == pytest.approx(-0.104 - 0.49, abs=1e-3)
    # CO2 + H+ + 2 e- -> HCOO-: 43.36 kJ/mol over 2 F is 0.225 V; half of 59.16 mV a pH unit against RHE.
    # Below pH 3.75, the exponent of the acid, the acid forms: −0.225 + 3.75 × 0.02958 = −0.114 V.
    formate = drawn.loc["li2022-zhang2018-fe"]
    assert formate[LOW] == pytest.approx(-0.114 - 0.67, abs=2e-3)
    assert formate[HIGH] == pytest.approx(-0.225 + 14 * 0.02958 - 0.67, abs=2e-3)
    every = printed("faradaic_efficiency", "selectivity")
    over = every["potential_scale"] == "overpotential"
    assert set(drawn.index[drawn["derived"] != ""]) == set(every.index[over])
    assert set(drawn.index[drawn[LOW].isna()]) == set(every.index[every["potential"].isna()])


def test_currents_equal_the_print_or_the_product_with_the_efficiency() -> None:
    performance, drawn = data.table("performance"), made(CURRENT).data
    low, high = drawn["−j partial / mA cm⁻²"], drawn["−j partial, other end / mA cm⁻²"]
    for number, rows in drawn["rows"].str.split().items():
        first = performance.loc[rows[0]]
        if first["quantity"] == "partial_current_density":
            assert low[number] == high[number] == abs(first["value"])
            assert drawn["derived"][number] == ""
            continue
        share = performance.loc[rows[-1], "value"]
        span = (
            first[["value", "value"]] if len(rows) > 1 else first[["current_density", "current_density_max"]]
        )
        totals = [-abs(float(total)) for total in span]
        wanted = [-float(electrode.partial_current_density(total, share)) for total in totals]
        assert [low[number], high[number]] == pytest.approx(wanted)
        assert drawn["derived"][number].startswith("j(total) × FE")
    # By hand: 16.1 × 0.83, and 50 and 600 × 0.90 for the lower bound.
    assert {13.363, 45.0, 540.0} <= {*low.round(3), *high.round(3)}


def test_a_current_belongs_to_the_efficiency_of_the_same_conditions() -> None:
    drawn = by_rows(CURRENT)
    share = drawn["Faradaic efficiency / %"]
    assert share["li2022-wang2022-j li2022-wang2022-fe"] == 99.4
    assert pd.isna(share["li2022-gu2019-j"])
    for rows in drawn.index[drawn["derived"] == ""]:
        own = [data.row(row) for row in rows.split()]
        assert len({row["cell"] for row in own}) == 1


def test_the_map_tells_numbers_of_the_review_from_those_of_abstracts() -> None:
    drawn = made(MAP).data.set_index("system")["numbers"]
    performance = data.table("performance")
    review = set(performance.loc[performance["source"] == "li2022", "system"])
    assert set(drawn.index[drawn == "review"]) == review
    abstracts = set(coverage.documents("co2rr", "li2022", abstracts=True))
    only = set(performance.loc[performance["source"].isin(abstracts), "system"]) - review
    assert set(drawn.index[drawn == "abstract"]) == only & set(drawn.index) != set()


def foot(id: str) -> list[str]:
    """The sums below the columns."""
    return [text.get_text() for text in made(id).axes[0].texts if text.get_fontweight() == "bold"][
        -COLUMNS[id] :
    ]


def test_sums_below_the_columns_are_those_of_the_values() -> None:
    counts = made(MAP).data["numbers"].value_counts()
    assert foot(MAP) == [str(counts[where]) for where in defect_map.COLUMNS]
    drawn = made(COMPLETENESS).data
    counts = (drawn["stated"] == "yes").groupby(drawn["item"]).sum()
    assert foot(COMPLETENESS) == [str(counts[item]) for item in completeness.STATED]


def test_completeness_follows_the_print() -> None:
    drawn = made(COMPLETENESS).data
    stated = drawn[drawn["stated"] == "yes"].groupby("system")["item"].agg(set)
    assert stated["wang2022-con4-cnt"] == {"potential", "its scale", "cell", "current density"}
    assert stated["gu2019-fe3"] == {"potential", "its scale", "current density"}
    assert stated["chen2020b-silk-carbon"] == {"duration"}
    assert stated["nakata2014-bdd"] == {"electrolyte"}
    assert "dong2020-porous-carbon" not in stated


# Signs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_signs_are_those_of_the_values(id: str) -> None:
    signs, drawn = set(made(id).signs), made(id).data
    performance = data.table("performance")
    if "value / %" in drawn or id == CURRENT:
        shown = drawn[drawn[LOW].notna()] if LOW in drawn else drawn
        assert ("bound" in signs) == bool(shown["relation"].str.match("[<>]").any())
    assert ("derived" in signs) == bool((drawn["derived"] != "").any())
    ends = [column for column in drawn if "other end" in column]
    if ends:
        first = ends[0].replace(", other end", "")
        assert ("range" in signs) == bool((drawn[ends[0]] - drawn[first] > 0).any())
    marked = drawn if id != COMPLETENESS else drawn[drawn["stated"] == "yes"]
    if id == POTENTIAL:
        marked = marked.dropna(subset=[LOW])
    rows = " ".join(marked["rows"]).split()
    keys = {*marked.get("system", ()), *performance.loc[performance.index.intersection(rows), "system"]}
    classes = data.table("systems").loc[sorted(keys), "defect_class"]
    assert {sign.removeprefix("class:") for sign in signs if sign.startswith("class:")} == set(classes)


def test_points_tell_the_value_and_its_conditions() -> None:
    for id in (EFFICIENCY, POTENTIAL, CURRENT, TURNOVER):
        for point in made(id).points:
            row = data.row(point.rows[0])
            stated = formatting.conditions(row)
            wanted = [
                system_name(row["system"]),
                formatting.named_value(row),
                "" if stated == "none printed" else stated,
            ]
            assert [text for text in wanted if text not in point.text] == []


# Words ---------------------------------------------------------------------------------------------------


def test_words_on_efficiencies_hold_the_extremes() -> None:
    drawn = made(EFFICIENCY).data
    charged = drawn[drawn["quantity"] == "faradaic_efficiency"]
    ends = [formatting.number(value) for value in (charged["value / %"].min(), charged["value / %"].max())]
    assert lacking(made(EFFICIENCY).alt, str(len(charged)), *ends) == []
    best = drawn.groupby("defect_class")["value / %"].max().min()
    assert lacking(made(EFFICIENCY).caption, formatting.number(best)) == []
    assert data.row("li2022-chen2020b-fe")["as_printed"] in made(EFFICIENCY).method
    note = " ".join(text.get_text() for text in texts(made(EFFICIENCY)) if "No efficiency" in text.get_text())
    assert ("grain boundaries" in note) == ("grain-boundary" not in set(drawn["defect_class"]))


def test_words_on_potentials_hold_each_value() -> None:
    drawn = made(POTENTIAL).data
    placed = drawn[drawn[LOW].notna()]
    potentials = [formatting.rounded(end, 2) for column in (LOW, HIGH) for end in placed[column]]
    values = [formatting.number(value) for value in placed["value / %"]]
    counts = [str(len(drawn)), str(len(drawn) - len(placed)), str((placed["derived"] != "").sum())]
    assert lacking(made(POTENTIAL).alt, *potentials, *values, *counts) == []
    high = placed[placed["value / %"] >= 90]
    ends = [formatting.rounded(end, 2) for end in (high[LOW].min(), high[HIGH].max())]
    assert lacking(made(POTENTIAL).caption, str(len(placed)), *ends) == []


def test_words_on_currents_hold_each_value() -> None:
    drawn = made(CURRENT).data
    low, high = drawn["−j partial / mA cm⁻²"], drawn["−j partial, other end / mA cm⁻²"]
    ends = [formatting.rounded(end, 1) for end in [*low, *high]]
    assert lacking(made(CURRENT).alt, *ends) == []
    assert (
        lacking(made(CURRENT).caption, *(formatting.rounded(end, 1) for end in (low.min(), high.max()))) == []
    )
    signed = drawn[drawn["derived"] == ""]
    minus = [row["name"] for _, row in signed.iterrows() if data.row(row["rows"].split()[0])["value"] < 0]
    before, after = made(CURRENT).method.split(" left out for ")
    assert [name for name in minus if name not in before or name in after.partition(".")[0]] == []


def test_words_on_the_map_count_each_class() -> None:
    drawn = made(MAP).data
    pairs = [
        (NAMES[str(key)].lower(), str(count))
        for key, members in drawn.groupby("defect_class")
        for count in (len(members), (members["numbers"] == "review").sum())
    ]
    assert unpaired(made(MAP).alt, *pairs) == []
    assert lacking(made(MAP).caption, str(len(drawn)), str((drawn["numbers"] == "review").sum())) == []


def test_words_on_completeness_count_each_item() -> None:
    drawn = made(COMPLETENESS).data
    # The scale of a potential stands after the potential.
    counts = (drawn["stated"] == "yes").groupby(drawn["item"]).sum().drop("its scale")
    assert (
        unpaired(made(COMPLETENESS).alt, *((str(item), str(count)) for item, count in counts.items())) == []
    )
    found = (drawn["stated"] == "yes").groupby(drawn["system"]).sum()
    assert (
        lacking(made(COMPLETENESS).caption, str(found.max()), str((found == 0).sum()), str(len(found))) == []
    )


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

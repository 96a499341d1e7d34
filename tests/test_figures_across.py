"""The evidence map: every claim once, counted by hand, and what is not measured seen as such."""

from __future__ import annotations

import functools
import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from figure_texts import lacking
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from support import change, texts
from test_figures import VISION, lab, linear

from reviewhelpers import figures
from reviewhelpers.charts import style
from reviewhelpers.dataset import data
from reviewhelpers.figures.across import evidence

pytestmark = pytest.mark.counted

ID = "fig-across-evidence"
COUNTS = ["claims measured", "claims measured and computed", "claims computed", "claims stated only"]


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def field(defect_class: str, effect: str) -> pd.Series:
    drawn = cached_plot().data
    (found,) = [row for _, row in drawn.iterrows() if (row["name"], row["effect"]) == (defect_class, effect)]
    return found


@pytest.mark.all_rows
def test_every_claim_is_counted_once() -> None:
    rows = " ".join(cached_plot().data["rows"]).split()
    assert Counter(rows) == Counter(data.table("claims")["id"])
    assert cached_plot().data[COUNTS].sum(axis=1).tolist() == [
        len(row.split()) for row in cached_plot().data["rows"]
    ]


@pytest.mark.all_rows
def test_every_class_and_effect_of_the_data_has_its_place() -> None:
    fields = {entry["name"]: entry for entry in data.resource("systems")["schema"]["fields"]}
    classes = set(fields["defect_class"]["constraints"]["enum"])
    assert set(evidence.CLASSES) == classes - {"none"} | {evidence.GENERAL}
    fields = {entry["name"]: entry for entry in data.resource("claims")["schema"]["fields"]}
    assert set(evidence.EFFECTS) < set(fields["effect"]["constraints"]["enum"])
    assert set(evidence.EVIDENCE) == set(fields["status"]["constraints"]["enum"])


@pytest.mark.parametrize(
    ("defect_class", "effect", "counts", "systems", "missing"),
    [
        # pei2024-headline, -dft-desorption and -limiting-step; -ir-desorption and -open-surface: one system.
        ("Diatomic sites", "desorption", [0, 0, 3, 2], 1, "no measurement"),
        # pei2024-dft-selectivity, -like-pairs-her and -like-pairs-selectivity: two systems.
        ("Diatomic sites", "hydrogen suppression", [0, 0, 3, 0], 2, "no measurement"),
        # li2022-zhang2020-coupling.
        ("Lattice defects", "coupling", [0, 1, 0, 0], 1, ""),
        # li2022-geng2018-activation; li2022-li2020-adsorption and gan2024-tio2-adsorption.
        ("Anion vacancies", "adsorption", [0, 0, 1, 2], 3, "no measurement"),
        # li2022-oxygen-vacancy-activation and -vacancy-adsorption, which name no system.
        ("Defects in general", "adsorption", [0, 0, 0, 2], 0, "no measurement"),
    ],
)
def test_fields_are_counted(
    defect_class: str, effect: str, counts: list[int], systems: int, missing: str
) -> None:
    found = field(defect_class, effect)
    assert found[COUNTS].tolist() == counts
    assert (found["systems"], found["missing"]) == (systems, missing)


def test_claims_off_the_map_are_set_apart() -> None:
    apart = cached_plot().data[cached_plot().data["part"] != "map"].set_index("effect")
    assert list(apart.index) == [
        *("active site", "defect density", "performance", "structure", "surface area"),
        "materials without a defect",
    ]
    # li2022-lei2022-count and five more are measured, gan2024's and pei2024's notes on defects are said.
    assert apart.loc["surface area", COUNTS].tolist() == [2, 0, 0, 3]
    assert apart.loc["materials without a defect", "rows"] == "ji2023-precursor-cu2p"


def test_a_field_without_a_measurement_is_dashed_and_one_with_it_grey() -> None:
    drawn = cached_plot().data
    shown = drawn[drawn["part"] == "map"]
    patches = [each for each in cached_plot().figure.findobj(Rectangle) if each.get_linewidth() == 0.8]
    # The key shows one of each.
    grounds = Counter(to_hex(each.get_facecolor()) for each in patches if each.get_linestyle() != "None")
    grounds = Counter({colour: grounds[colour] for colour in (style.GRID, style.BACKGROUND)})
    measured = int((shown["missing"] == "").sum())
    assert grounds == {style.GRID: measured + 1, style.BACKGROUND: len(shown) - measured + 1}


def test_marks_are_filled_by_how_a_claim_is_shown() -> None:
    lines = [line for line in cached_plot().figure.axes[0].lines if line.get_marker() == "o"]
    small = [line for line in lines if line.get_markersize() == 6.5]
    hollow = sum(to_hex(line.get_markerfacecolor()) == style.BACKGROUND for line in small)
    half = sum(line.get_fillstyle() == "left" for line in small)
    # A mark for each count above zero, and one more in the key.
    marks = (cached_plot().data[COUNTS] > 0).sum() + 1
    assert hollow == marks["claims stated only"]
    assert half == marks["claims computed"]
    assert len(small) - hollow - half == marks["claims measured"] + marks["claims measured and computed"]
    rings = [line for line in lines if line.get_markersize() == 12]
    assert len(rings) == marks["claims measured and computed"]


def test_the_foot_tells_how_much_of_each_effect_is_measured() -> None:
    lines = [text.get_text() for text in texts(cached_plot())]
    # Of adsorption 5 diatomic of 24; electron transfer 3 of 25; of desorption none; and so on.
    for text in ("5/24", "3/25", "0/6", "1/6", "3/11", "1/1"):
        assert lines.count(text) == 1
    assert "27 on 3 systems" in lines


def unmeasured(plot: figures.Plot) -> set[str]:
    """The classes in whose fields nothing is measured."""
    shown = plot.data[plot.data["part"] == "map"]
    return set(shown["name"]) - set(shown.loc[shown["missing"] == "", "name"])


def named(plot: figures.Plot) -> set[str]:
    """The classes that the alternative text names."""
    return {name for name in plot.data["name"] if name and not lacking(plot.alt.lower(), name.lower())}


def test_the_alternative_text_tells_the_totals() -> None:
    # 5 + 3 + 0 + 1 + 3 + 1 = 13 of 24 + 25 + 6 + 6 + 11 + 1 = 73.
    # 5 of the 13 are computed too, 30 computed alone and 30 only said; 21 of 28 fields hold no measurement.
    assert lacking(cached_plot().alt, "73", "13", "5", "30", "21", "28") == []
    assert named(cached_plot()) == unmeasured(cached_plot())


def test_a_claim_that_gets_a_measurement_changes_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "claims", "li2022-chen2020b-site", "status", "measured")
    plot = figures.make(ID)
    assert plot.data.loc[0, "missing"] == ""
    assert lacking(plot.alt, "14", "29", "30", "20") == []
    assert lacking(plot.alt, "13", "21") == ["13", "21"]
    assert named(plot) == unmeasured(plot) == unmeasured(cached_plot()) - {"Intrinsic defects"}


@pytest.mark.all_rows
def test_every_source_is_cited() -> None:
    for cite in ("li2022defect", "gan2024defects", "pei2024low", "ji2023identification"):
        assert f"{{cite:t}}`{cite}`" in cached_plot().caption


@pytest.mark.all_rows
def test_marks_of_classes_differ_in_shape_and_in_colour_for_every_eye() -> None:
    marks = evidence.MARKS
    assert {key: marks[key] for key in style.DEFECTS} == dict(style.DEFECTS)
    known = [mark for key, mark in marks.items() if key != evidence.GENERAL]
    assert len({mark.marker for mark in known}) == len({mark.colour for mark in known}) == len(known)
    for matrix, (one, other) in itertools.product(VISION.values(), itertools.combinations(known, 2)):
        seen = [lab(matrix @ linear(mark.colour)) for mark in (one, other)]
        assert np.linalg.norm(seen[0] - seen[1]) > 10, (one, other)
    assert 1.05 / (linear(marks["cluster"].colour) @ [0.2126, 0.7152, 0.0722] + 0.05) >= 3


@pytest.mark.all_rows
def test_two_renderings_are_the_same() -> None:
    assert figures.render(ID, "svg") == figures.render(ID, "svg")


def test_a_claim_on_leaving_or_a_barrier_is_measured_only_by_what_has_to_do_with_it() -> None:
    """What is concluded from bands of what gathers, or from X-rays of another atom, is not a measurement."""
    claims, spectra = data.table("claims"), data.table("spectra")
    rates = {"turnover_frequency", "yield_per_area", "yield_per_mass", "partial_current_density"}
    rates.add("temperature")
    tables = map(data.table, data.NUMBER_TABLES)
    quantities = {id: row["quantity"] for table in tables for id, row in table.iterrows()}
    for id, claim in claims[claims["effect"] == "desorption"].iterrows():
        if claim["status"] in evidence.MEASURED:
            assert rates & {quantities.get(row) for row in claim["rows"].split()}, id
    infrared = set(spectra.loc[spectra["technique"] == "IR", "panel"]) - {""}
    shown = claims[claims["panel"].isin(infrared) & claims["status"].isin(evidence.MEASURED)]
    assert set(shown["effect"]) <= {"adsorption", "structure"}

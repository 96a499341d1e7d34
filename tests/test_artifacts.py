"""Figures and tables as they are published: each made once, with its line, its description and its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reviewhelpers import figures, tables
from reviewhelpers._core import registry, svg_safety
from reviewhelpers._core.artifacts import paths
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.charts import dark_mode
from reviewhelpers.content import artifacts, figure_points
from reviewhelpers.dataset import bibliography
from reviewhelpers.validation import artifact_text

FIGURE, TABLE = "fig-co2rr-efficiency", "tab-co2rr-numbers"


def test_a_figure_comes_with_all_its_files() -> None:
    made = artifacts.make(FIGURE)
    assert made.line == repr(figures.show(FIGURE))
    assert made.files["svg"] == figures.render(FIGURE, "svg")
    assert (made.files["pdf"][:4], made.files["png"][:4]) == (b"%PDF", b"\x89PNG")
    assert made.files["csv"].decode().count("\n") == made.content["points"] + 1
    assert made.files["phone.svg"] == figures.save(FIGURE, figures.make(FIGURE, width="phone"), "svg")
    assert made.files["phone.svg"] != made.files["svg"]
    for form in ("", "phone."):
        assert svg_safety.faults(made.files[f"{form}dark.svg"].decode()) == ()
        light = made.files[f"{form}svg"].decode()
        assert made.files[f"{form}dark.svg"].decode() == dark_mode.recolour(light, FIGURE)
    assert {Path(path).name for path in paths(FIGURE)} == {
        # It has no frames to move.
        *(f"{FIGURE}.{end}" for end in (*made.files, "frames.js")),
    }
    assert paths(FIGURE, ["csv", "svg"]) == [f"figures/{FIGURE}.svg", f"figures/{FIGURE}.csv"]


def test_the_points_of_a_figure_stand_in_both_of_its_forms() -> None:
    call = artifacts.make(FIGURE).files["points.js"].decode()
    arguments = call.removeprefix("figurePoints(").removesuffix(")\n")
    assert call == f"figurePoints({arguments})\n"
    texts, forms = json.loads(f"[{arguments}]")
    plot = figures.make(FIGURE)
    places = plot.point_places()
    assert len(places) == len(forms["page"]) == len(forms["phone"]) > 10
    for place, (number, x, y) in zip(places, forms["page"], strict=True):
        text, rows = texts[number]
        assert (text, [row.partition("#")[2] for row in rows]) == (place["text"], place["rows"])
        assert (x, y) == pytest.approx((place["x"], place["y"]), abs=1e-4)
    assert forms["page"] != forms["phone"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rows": ["nobody"]}, "fig-a: found the row 'nobody' of a point, expected one"),
        ({"x": 1.2}, "fig-a: found x = 1.2 of the point '3 V', expected 0 to 1"),
        ({"y": -0.01}, "fig-a: found y = -0.01 of the point '3 V', expected 0 to 1"),
    ],
)
def test_a_point_without_a_place_or_a_row_is_refused(change: dict[str, object], message: str) -> None:
    point = {"x": 0.5, "y": 0.5, "text": "3 V", "rows": ["li2022-ye2017-fe"]}
    figure_points.script("fig-a", {"page": [point]})
    with pytest.raises(ReviewHelpersError, match=re.escape(message)):
        figure_points.script("fig-a", {"page": [point | change]})


def test_a_table_comes_in_all_its_formats() -> None:
    made = artifacts.make(TABLE)
    assert made.line == repr(tables.show(TABLE))
    assert made.files == {suffix: tables.render(TABLE, suffix).encode() for suffix in tables.FORMATS}


def test_titles_and_works_are_known_by_id() -> None:
    package = Path(registry.__file__).parents[1]
    made = {id: kind.entry(id).title for kind in (figures, tables) for id in kind.ids()}
    assert registry.read_titles(package) == made
    assert artifacts.works(TABLE) == tuple(tables.works(tables.make(TABLE)))
    with pytest.raises(UnknownId, match="near ones: fig-co2rr-efficiency"):
        artifacts.describe("fig-co2rr-eficiency")


def test_what_a_figure_or_table_says_is_fit_for_a_page() -> None:
    works = bibliography.read()
    described = {id: artifacts.describe(id) for id in (*figures.ids(), *tables.ids())}
    found = {
        id: list(artifact_text.faults(content, "chapters/co2rr/a", works))
        for id, content in described.items()
    }
    assert {id: faults for id, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("caption", "an open $x", "'$' in the caption of a table"),
        ("note", "{value}ji2023-ms-46`", "in the note of a table"),
        ("method", "an open $x", "'$' in the method of a table"),
        ("header", ["{rol}`x", "b"], "in a table"),
        ("rows", [["[a](javascript:alert)", "b"]], "javascript:alert"),
        ("rows", [["![a](https://example.org/a.png)", "b"]], "https://example.org/a.png"),
        ("works", ["nobody"], "works 'nobody' of a table"),
    ],
)
def test_what_is_not_fit_is_told(part: str, text: object, found: str) -> None:
    content = artifacts.describe(TABLE) | {part: text}
    told = [fault for fault, _ in artifact_text.faults(content, "chapters/co2rr/a", bibliography.read())]
    assert any(found in fault for fault in told), told

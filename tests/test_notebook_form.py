"""Stored outputs: the line of what a cell shows, once, and nothing beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import support
from test_notebooks import cell, code, notebook

from reviewhelpers._core import notebook_output
from reviewhelpers.markup import notebook_form, notebooks
from reviewhelpers.validation import check

SHOW = 'from reviewhelpers import figures\n\nfigures.show("fig-norr-epr")'
DRAW = "from reviewhelpers import figures\n\nfigures.picture(drawn, alt='It rises.')"
LINES = {SHOW: "fig-norr-epr: 4 points, sha256 000000000000", DRAW: "picture: 4 points, sha256 000000000000"}


def result(text: str, kind: str = "execute_result") -> dict[str, Any]:
    return {"output_type": kind, "data": {"text/plain": text}, "metadata": {}}


def told(source: str, *outputs: dict[str, Any]) -> list[str]:
    text = json.dumps(notebook(code(source, outputs=list(outputs), execution_count=1)))
    return [problem.found for problem in notebook_form.read(text)[1]]


@pytest.mark.parametrize("source", LINES, ids=["show", "picture"])
def test_the_line_of_a_cell_is_wanted_and_no_other(source: str) -> None:
    line = LINES[source]
    assert told(source, result(line)) == []
    for other in (
        "Anything at all",
        f"{line} ",
        f"{line}\n99 %",
        *(LINES[each] for each in LINES if each != source),
    ):
        assert told(source, result(other)), other
    assert told(source, result(line), result(line))


def test_nothing_stands_beside_the_line_of_a_cell_that_only_shows() -> None:
    line = result(LINES[SHOW])
    assert told(SHOW, line, result("99 %", "display_data")) == ["2 outputs"]
    assert told(SHOW, {"output_type": "stream", "name": "stdout", "text": "99 %"}, line) == ["2 outputs"]
    # What code of a page prints stands there.
    assert told(f"print(99)\n{SHOW}", {"output_type": "stream", "name": "stdout", "text": "99"}, line) == []


def test_a_figure_that_nobody_hands_over_is_told() -> None:
    assert told("figure", result("<Figure size 640x480 with 1 Axes>"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (SHOW, ("fig-norr-epr", True)),
        ('figures.show("fig-norr-epr")', ("fig-norr-epr", False)),
        (f"import pandas\n{SHOW}", ("fig-norr-epr", False)),
        ('from reviewhelpers import figures\nfigures.show("tab-norr-doping")', ("", False)),
        ('from reviewhelpers import tables\ntables.show("tab-norr-doping")', ("tab-norr-doping", True)),
        ('figures.show(id="fig-norr-epr")', ("", False)),
        ('display(figures.show("fig-norr-epr"))', ("", False)),
        (DRAW, (notebook_output.PICTURE, False)),
        ("figures.show(", ("", False)),
    ],
)
def test_what_a_cell_shows_is_read_from_its_code(source: str, found: tuple[str, bool]) -> None:
    assert notebook_output.parse_show_call(source) == found


def test_ids_that_a_merge_doubled_are_written_anew() -> None:
    held = notebook(cell("markdown", "(a)=\n# A"), cell("markdown", "Text."))
    text = json.dumps(held)
    (problem,) = notebook_form.read(text)[1]
    assert "refresh" in problem.expected
    read, problems = notebook_form.read(text, outputs=False)
    assert problems == []
    assert notebook_form.read(notebooks.serialize(read))[1] == []


# The register


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(support.data.DATA, tmp_path / "data")
    shutil.copy(support.data.ROOT / "references.bib", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: "".join(line for line in text.splitlines(True) if line.startswith("#")),
        lambda text: text.replace("performance columns id", "performance columns di"),
        lambda text: "".join(
            line[:-3] + ("..\n" if line[-3:-1] != ".." else "aa\n") if line.startswith("claims id ") else line
            for line in text.splitlines(True)
        ),
    ],
    ids=["empty", "comments", "a column", "signs of cells"],
)
def test_a_register_that_says_other_things_is_told(package: Path, change: Any) -> None:
    path = package / "data" / "ids.txt"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = check.check(package / "data", package / "references.bib")
    assert any("ids.txt" in str(fault) for fault in found), found[:3]

"""The browser's Python under Node: figures and tables equal the published ones byte for byte, and cells show."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import live_cells
import pytest

from reviewhelpers import figures, tables

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("live_node.mjs")
PLACE = re.compile(
    r'<div class="live" data-id="([a-z0-9-]+)" data-kind="(?:figure|table)"[^>]*? data-lines="([^"]*)"'
)


def run(
    runtime: Path, todo: dict[str, str], out: Path, narrow: Sequence[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """The outputs of code in the Python of a folder, by id; some figures in their narrow form too."""
    (out / "todo").write_text(json.dumps(todo), encoding="utf-8")
    command = ["node", str(SCRIPT), str(runtime), str(out / "todo"), str(out), ",".join(narrow)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stderr[-3000:]
    size = sum(path.stat().st_size for path in runtime.iterdir())
    print(f"under Node: {', '.join(done.stdout.splitlines())}; {size / 1e6:.1f} MB")
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))["outputs"] for path in out.glob("*.json")}


def narrow() -> set[str]:
    """One figure of each part of the book, which is also compared in its narrow form: only the width differs."""
    return set({id.split("-")[1]: id for id in figures.ids()}.values())


@pytest.fixture(scope="module")
def made(live: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the lines of each editor of the site give, by figure or table: one output."""
    pages = [path.read_text(encoding="utf-8") for path in live.rglob("*.html")]
    todo = {id: html.unescape(code) for page in pages for id, code in PLACE.findall(page)}
    found = run(live / "live", todo, tmp_path_factory.mktemp("made"), sorted(narrow()))
    assert {id: outputs for id, outputs in found.items() if len(outputs) != 1} == {}
    return {id: outputs[0] for id, outputs in found.items()}


@pytest.fixture(scope="module")
def cells(small_live: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The outputs of the cells of the tests, by group and kind."""
    groups = {
        "cell": {kind: code for kind, (code, _) in live_cells.CELLS.items()},
        "drawing": {kind: code for kind, (code, _) in live_cells.DRAWINGS.items()},
        "hostile": live_cells.HOSTILE,
    }
    todo = {f"{group}-{kind}": code for group, codes in groups.items() for kind, code in codes.items()}
    return run(small_live / "live", todo, tmp_path_factory.mktemp("cells"))


def test_every_figure_and_table_has_lines_that_run(made: dict[str, dict[str, Any]]) -> None:
    assert set(made) == {*figures.ids(), *(f"phone-{id}" for id in narrow()), *tables.ids()}
    assert {id: result for id, result in made.items() if result["kind"] not in ("figure", "table")} == {}


def test_every_figure_is_the_published_one(live: Path, made: dict[str, dict[str, Any]]) -> None:
    for form, mark, ids in (("", "", figures.ids()), ("phone.", "phone-", narrow())):
        for suffix, file in (("svg", f"{form}svg"), ("dark", f"{form}dark.svg"), ("csv", "csv")):
            published = {id: (live / "figures" / f"{id}.{file}").read_bytes() for id in ids}
            differing = [id for id in published if made[f"{mark}{id}"][suffix].encode() != published[id]]
            assert differing == [], file


def test_every_table_is_the_published_one(live: Path, made: dict[str, dict[str, Any]]) -> None:
    published = {id: (live / "tables" / f"{id}.csv").read_bytes() for id in tables.ids()}
    assert [id for id in published if made[id]["csv"].encode() != published[id]] == []


@pytest.mark.parametrize("kind", live_cells.CELLS)
def test_a_cell_shows_in_the_browser_as_in_a_notebook(
    cells: dict[str, list[dict[str, Any]]], kind: str
) -> None:
    assert cells[f"cell-{kind}"] == live_cells.CELLS[kind][1]


@pytest.mark.parametrize("kind", live_cells.DRAWINGS)
def test_figures_and_tables_show_in_their_order(cells: dict[str, list[dict[str, Any]]], kind: str) -> None:
    assert [output["kind"] for output in cells[f"drawing-{kind}"]] == live_cells.DRAWINGS[kind][1]


@pytest.mark.parametrize("kind", live_cells.HOSTILE)
def test_markup_in_outputs_stays_text(cells: dict[str, list[dict[str, Any]]], kind: str) -> None:
    found = cells[f"hostile-{kind}"]
    assert "<script>" in json.dumps(found)
    assert {output["kind"] for output in found} <= {"stream", "value", "table", "figure", "error"}
    assert [output for output in found if "<script>" in output.get("svg", "")] == []

"""Every figure and table from the browser's Python, under Node, equals the published one byte for byte."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reviewhelpers import figures, tables

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("live_node.mjs")
PLACE = re.compile(
    r'<div class="live" data-id="([a-z0-9-]+)" data-kind="(?:figure|table)"[^>]*? data-lines="([^"]*)"'
)


@pytest.fixture(scope="module")
def made(live: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the lines of each editor of the site give, by figure or table."""
    out = tmp_path_factory.mktemp("made")
    pages = [path.read_text(encoding="utf-8") for path in live.rglob("*.html")]
    todo = {id: html.unescape(code) for page in pages for id, code in PLACE.findall(page)}
    (out / "todo").write_text(json.dumps(todo), encoding="utf-8")
    command = ["node", str(SCRIPT), str(live / "live"), str(out / "todo"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == 0, done.stderr[-3000:]
    size = sum(path.stat().st_size for path in (live / "live").iterdir())
    print(f"under Node: {', '.join(done.stdout.splitlines())}; {size / 1e6:.1f} MB")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json")}


def test_every_figure_and_table_has_lines_that_run(made: dict[str, dict[str, Any]]) -> None:
    assert set(made) == {*figures.ids(), *(f"phone-{id}" for id in figures.ids()), *tables.ids()}
    assert {id: result["error"] for id, result in made.items() if "error" in result} == {}


def test_every_figure_is_the_published_one_in_both_forms(live: Path, made: dict[str, dict[str, Any]]) -> None:
    for form, mark in (("", ""), ("phone.", "phone-")):
        for suffix, file in (("svg", f"{form}svg"), ("dark", f"{form}dark.svg"), ("csv", "csv")):
            published = {id: (live / "figures" / f"{id}.{file}").read_bytes() for id in figures.ids()}
            differing = [id for id in published if made[f"{mark}{id}"][suffix].encode() != published[id]]
            assert differing == [], file


def test_every_table_is_the_published_one(live: Path, made: dict[str, dict[str, Any]]) -> None:
    published = {id: (live / "tables" / f"{id}.csv").read_bytes() for id in tables.ids()}
    assert [id for id in published if made[id]["csv"].encode() != published[id]] == []

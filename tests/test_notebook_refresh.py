"""Running notebooks: what is run, what is stored, and what a failing cell leaves."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from test_notebooks import FIGURE, cell, code, merged, notebook, stored

from reviewhelpers import figures, tables
from reviewhelpers._core import svg_safety
from reviewhelpers.content import notebook_refresh
from reviewhelpers.markup import notebook_execution, notebook_form, notebooks
from reviewhelpers.markup.notebooks import NotebookError
from reviewhelpers.sphinxext import executed_figures as drawn_pages


@pytest.fixture(autouse=True)
def own_record(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of what was run that is not the project's."""
    record = tmp_path_factory.mktemp("record") / "_build" / "notebooks-run.json"
    monkeypatch.setattr(notebook_refresh, "RECORD", record)
    return record


def write(path: Path, held: dict[str, Any]) -> None:
    path.write_text(notebooks.serialize(held), encoding="utf-8")


def shows(id: str) -> dict[str, Any]:
    return code(source_of(id))


def source_of(id: str) -> str:
    kind = "figures" if id.startswith("fig-") else "tables"
    return f"from reviewhelpers import {kind}\n\n{kind}.show({id!r})"


def test_refresh_runs_with_this_interpreter_and_leaves_nothing_stale(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    write(path, notebook(code("import sys; sys.executable"), code("1 + 1", execution_count=9)))
    assert notebook_refresh.stale([path]) == [path]
    lines: list[str] = []
    notebook_refresh.refresh([path], say=lines.append)
    assert lines == [f"stored   {path} (1 of 1)"]
    assert notebook_refresh.stale([path]) == []
    outputs = [part["outputs"][0]["data"]["text/plain"] for part in notebooks.read(path)["cells"]]
    assert outputs == [[repr(sys.executable)], ["2"]]
    first = path.read_bytes()
    notebook_refresh.refresh([path], say=lines.append)
    assert path.read_bytes() == first


def test_failing_cell_is_named_and_its_file_left_alone(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    write(bad, notebook(cell("markdown", "text"), code("1"), code("1 / 0")))
    write(good, notebook(code("1")))
    before = bad.read_bytes()
    with pytest.raises(NotebookError, match=r"bad\.ipynb: cell 2: ZeroDivisionError: division by zero"):
        notebook_refresh.refresh([bad, good], say=lambda line: None)
    assert bad.read_bytes() == before
    assert notebook_refresh.stale([bad, good]) == [bad]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.ipynb", "good.ipynb"]


def test_a_page_that_only_shows_needs_no_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_execution, "execute_async", None)
    path = tmp_path / "a.ipynb"
    write(path, notebook(shows(FIGURE), shows("tab-co2rr-numbers")))
    assert notebook_refresh.refresh([path], say=lambda line: None) == [path]
    lines = [line for part in notebooks.read(path)["cells"] for line in notebook_form.stored_texts(part)]
    assert lines == [repr(figures.show(FIGURE)), repr(tables.show("tab-co2rr-numbers"))]


def test_a_figure_that_fails_is_told_with_its_cell(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    write(bad, notebook(cell("markdown", "text"), shows("fig-nobody")))
    write(good, notebook(shows(FIGURE)))
    before = bad.read_bytes()
    with pytest.raises(NotebookError, match=r"bad\.ipynb: cell 1: UnknownId: no figure 'fig-nobody'"):
        notebook_refresh.refresh([bad, good], say=lambda line: None)
    assert bad.read_bytes() == before
    assert notebook_refresh.stale([bad, good]) == [bad]


def test_what_gives_the_same_is_not_written(tmp_path: Path) -> None:
    path, lines = tmp_path / "a.ipynb", list[str]()
    write(path, notebook(shows(FIGURE)))
    notebook_refresh.refresh([path], say=lines.append)
    path.chmod(0o444)
    when = path.stat().st_mtime_ns
    assert notebook_refresh.refresh([path], say=lines.append) == []
    assert path.stat().st_mtime_ns == when
    assert [line.split()[0] for line in lines] == ["stored", "same"]


def test_comparing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    write(path, notebook(shows(FIGURE), code("1 + 1")))
    before = path.read_bytes()
    assert notebook_refresh.refresh([path], say=lambda line: None, store=False) == [path]
    assert path.read_bytes() == before
    assert notebook_refresh.stale([path]) == [path]


def test_a_conflict_in_stored_lines_repairs_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    line = FIGURE + ": 4 points, sha256 {}"
    sides = (stored(line.format(digit * 12), source_of(FIGURE)) for digit in "01")
    path.write_text(merged(*sides), encoding="utf-8")
    assert notebook_refresh.refresh([path], say=lambda line: None) == [path]
    (held,) = notebooks.read(path)["cells"]
    assert list(notebook_form.stored_texts(held)) == [repr(figures.show(FIGURE))]


def test_a_run_gives_pictures_that_are_not_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    drawn = """
        from reviewhelpers import figures
        with figures.style.applied():
            figure = figures.style.new_figure(4, 3)
            figure.subplots().plot([1, 2], [3, 4])
        figures.picture(figure, alt="It rises from 3 to 4.", caption="A line.")
    """
    write(path, notebook(code(textwrap.dedent(drawn).strip())))
    pictures = drawn_pages.run(path)
    assert (pictures[0].alt, pictures[0].caption) == ("It rises from 3 to 4.", "A line.")
    assert svg_safety.faults(pictures[0].svg) == ()
    notebook_refresh.refresh([path], say=lambda line: None)
    assert "<svg" not in path.read_text(encoding="utf-8")
    assert list(notebook_form.stored_texts(notebooks.read(path)["cells"][0])) == [pictures[0].line]
    assert drawn_pages.draws(notebooks.read(path))

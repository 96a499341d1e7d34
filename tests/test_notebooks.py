"""Stored outputs: canonical, fresh, and compared so that a changed value shows."""

from __future__ import annotations

import csv
import json
import platform
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers import data, figures, notebooks, shown
from reviewhelpers.notebooks import NotebookError

ALL = notebooks.paths()
FIGURE = "fig-co2rr-turnover"


def cell(kind: str, source: str, **further: Any) -> dict[str, Any]:
    return {"cell_type": kind, "id": "any", "metadata": {}, "source": source, **further}


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def code(source: str, **further: Any) -> dict[str, Any]:
    return cell("code", source, **({"execution_count": None, "outputs": []} | further))


# The notebooks of the book


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_notebook_is_canonical(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == notebooks.canonical(notebooks.read(path))


def test_no_notebook_is_stale() -> None:
    assert notebooks.stale(ALL) == []


def test_every_code_cell_has_run_and_returns_something() -> None:
    for path in ALL:
        for part in notebooks.read(path)["cells"]:
            if part["cell_type"] == "code":
                assert part["execution_count"], path
                assert part["outputs"], path


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="pictures are compared byte for byte on the platform that they were stored from",
)
def test_stored_pictures_are_what_the_code_draws() -> None:
    stored = {
        output["data"][shown.MIME]["id"]: "".join(output["data"]["image/svg+xml"]).encode()
        for path in ALL
        for part in notebooks.read(path)["cells"]
        for output in part.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    }
    assert sorted(stored) == list(figures.ids())
    assert [id for id, svg in stored.items() if svg != figures.render(id, "svg")] == []


# The canonical form


def test_canonical_form_leaves_out_what_differs_between_runs() -> None:
    result = {"output_type": "execute_result", "data": {"text/plain": "a\nb"}, "metadata": {}}
    stream = {"output_type": "stream", "name": "stdout", "text": "x\n"}
    one = notebook(
        cell("markdown", "# Title\n\ntext"),
        code("1", execution_count=7, outputs=[result | {"execution_count": 7}, stream]),
        code("2"),
        language_info={"name": "python", "version": "3.11.2"},
    )
    other = json.loads(json.dumps(one))
    other["cells"][0] |= {"id": "other", "source": ["# Title\n", "\n", "text"]}
    other["cells"][1] |= {
        "execution_count": 1,
        "metadata": {"execution": {"iopub.status.busy": "2026"}, "tags": []},
    }
    other["cells"][1]["outputs"][0]["execution_count"] = 3
    other["metadata"] = {"kernelspec": {"name": "mine"}, "widgets": {}, "signature": "x"}
    text = notebooks.canonical(one)
    assert notebooks.canonical(other) == text
    assert notebooks.canonical(json.loads(text)) == text
    assert text.endswith("}\n")
    made = json.loads(text)
    assert [part["id"] for part in made["cells"]] == ["cell-0", "cell-1", "cell-2"]
    assert [part.get("execution_count") for part in made["cells"]] == [None, 1, None]
    assert made["cells"][1]["outputs"][0]["data"]["text/plain"] == ["a\n", "b"]
    assert made["metadata"]["kernelspec"]["name"] == "python3"


def test_canonical_form_keeps_tags_and_the_digest() -> None:
    tagged = code("1") | {"metadata": {"tags": ["remove-input"], "collapsed": True}}
    made = json.loads(notebooks.canonical(notebook(tagged, reviewhelpers={"digest": "ab"})))
    assert made["cells"][0]["metadata"] == {"tags": ["remove-input"]}
    assert made["metadata"]["reviewhelpers"] == {"digest": "ab"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3}', "\ufeff{}"])
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotebookError, match=r"a\.ipynb"):
        notebooks.read(path)


# Staleness


def test_digest_sees_code_and_inputs_and_not_prose() -> None:
    digest = notebooks.digest(notebook(cell("markdown", "a"), code("1")), "inputs")
    assert notebooks.digest(notebook(cell("markdown", "b"), code("1")), "inputs") == digest
    assert notebooks.digest(notebook(cell("markdown", "a"), code("2")), "inputs") != digest
    assert notebooks.digest(notebook(cell("markdown", "a"), code("1")), "others") != digest
    assert notebooks.digest(notebook(code("1"), code("")), "inputs") != digest


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("data/performance.csv", True),
        ("data/new.csv", True),
        ("references.bib", True),
        ("src/reviewhelpers/units.py", True),
        ("src/reviewhelpers/figures/co2rr.py", True),
        ("src/reviewhelpers/__main__.py", False),
        ("src/reviewhelpers/notebooks.py", False),
        ("src/reviewhelpers/book/roles.py", False),
        ("data/.hidden", False),
    ],
)
def test_inputs_digest(
    project: support.Project, monkeypatch: pytest.MonkeyPatch, path: str, counts: bool
) -> None:
    monkeypatch.setattr(data, "ROOT", project.root)
    before = notebooks.inputs_digest()
    with (project.root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert (notebooks.inputs_digest() != before) is counts


def test_renaming_a_table_counts(project: support.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "ROOT", project.root)
    before = notebooks.inputs_digest()
    (project.root / "data" / "claims.csv").rename(project.root / "data" / "claims2.csv")
    assert notebooks.inputs_digest() != before


# Running


def test_refresh_runs_with_this_interpreter_and_leaves_nothing_stale(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    notebooks.write(path, notebook(code("import sys; sys.executable"), code("1 + 1", execution_count=9)))
    assert notebooks.stale([path]) == [path]
    lines: list[str] = []
    notebooks.refresh([path], say=lines.append)
    assert lines == [f"refresh {path} (1 of 1)"]
    assert notebooks.stale([path]) == []
    outputs = [part["outputs"][0]["data"]["text/plain"] for part in notebooks.read(path)["cells"]]
    assert outputs == [[repr(sys.executable)], ["2"]]
    first = path.read_bytes()
    notebooks.refresh([path], say=lines.append)
    assert path.read_bytes() == first


def test_failing_cell_is_named_and_its_file_left_alone(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    notebooks.write(bad, notebook(cell("markdown", "text"), code("1"), code("1 / 0")))
    notebooks.write(good, notebook(code("1")))
    before = bad.read_bytes()
    with pytest.raises(NotebookError, match=r"bad\.ipynb: cell 2: ZeroDivisionError: division by zero"):
        notebooks.refresh([bad, good], say=lambda line: None)
    assert bad.read_bytes() == before
    assert notebooks.stale([bad, good]) == [bad]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.ipynb", "good.ipynb"]


# nbval bites


@pytest.fixture
def one_figure(project: support.Project) -> support.Project:
    """A copy of the project whose only notebook shows one figure, freshly run."""
    for path in (project.root / "chapters").rglob("*.ipynb"):
        path.unlink()
    source = f"from reviewhelpers import figures\n\nfigures.show({FIGURE!r})"
    notebooks.write(project.root / "chapters" / "one.ipynb", notebook(code(source)))
    ran = project.python("-m", "reviewhelpers", "refresh")
    assert ran.returncode == 0, ran.stderr
    return project


def compared(project: support.Project) -> tuple[bool, str]:
    """Whether nbval finds the stored outputs of the copy to be what its code makes, called as make does."""
    makefile = (data.ROOT / "Makefile").read_text(encoding="utf-8")
    flags = re.search(r"^NBVAL = (.*)$", makefile, re.MULTILINE)
    assert flags
    options = flags[1].replace("tests/", f"{data.ROOT}/tests/").split()
    path = ("-o", f"pythonpath={data.ROOT}/tests")
    ran = project.python("-m", "pytest", "-q", "-p", "no:cacheprovider", *path, *options, "chapters")
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.returncode == 0, ran.stdout


def edit(project: support.Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nbval_passes_what_is_unchanged(one_figure: support.Project) -> None:
    passed, output = compared(one_figure)
    assert passed, output
    assert "1 passed" in output


def test_nbval_fails_when_a_value_of_the_data_changes(one_figure: support.Project) -> None:
    row = str(figures.make(FIGURE).data["rows"].iloc[0]).split()[0]
    path = one_figure.root / "data" / "performance.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    (changed,) = [cells for cells in rows if cells[0] == row]
    changed[header.index("value")] = str(float(changed[header.index("value")]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    passed, output = compared(one_figure)
    assert not passed
    assert "Cell outputs differ" in output


def test_nbval_fails_when_a_plotted_point_changes(one_figure: support.Project) -> None:
    edit(
        one_figure,
        "src/reviewhelpers/figures/__init__.py",
        "        plot = drawn.function()\n",
        "        plot = drawn.function()\n        plot.data.iloc[0, 0] = plot.data.iloc[1, 0]\n"
        "        plot.data.drop(index=plot.data.index[-1], inplace=True)\n",
    )
    passed, output = compared(one_figure)
    assert not passed
    assert "Cell outputs differ" in output


@pytest.mark.parametrize("part", ["digest", "caption", "alt", "title"])
def test_nbval_fails_when_a_stored_part_was_changed(one_figure: support.Project, part: str) -> None:
    path = one_figure.root / "chapters" / "one.ipynb"
    stored = notebooks.read(path)
    content = stored["cells"][0]["outputs"][0]["data"][shown.MIME]
    content[part] = content[part][:-1] + "?"
    notebooks.write(path, stored)
    passed, output = compared(one_figure)
    assert not passed
    assert shown.MIME in output


def test_nbval_fails_when_outputs_were_stripped(one_figure: support.Project) -> None:
    path = one_figure.root / "chapters" / "one.ipynb"
    stored = notebooks.read(path)
    stored["cells"][0]["outputs"] = []
    notebooks.write(path, stored)
    assert not compared(one_figure)[0]

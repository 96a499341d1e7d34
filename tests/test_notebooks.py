"""Stored outputs: canonical, fresh, and compared so that a changed value shows."""

from __future__ import annotations

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers import figures, tables
from reviewhelpers._core import notebook_output
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebook_form, notebooks
from reviewhelpers.markup.notebooks import NotebookError

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
    assert path.read_text(encoding="utf-8") == notebooks.serialize(notebooks.read(path))


def test_every_code_cell_has_run_and_returns_something() -> None:
    for path in ALL:
        for part in notebooks.read(path)["cells"]:
            if part["cell_type"] == "code":
                assert part["execution_count"], path
                assert part["outputs"], path


def test_notebooks_hold_text_alone() -> None:
    outputs = [
        output
        for path in ALL
        for part in notebooks.read(path)["cells"]
        for output in part.get("outputs", [])
        if "data" in output
    ]
    assert {mime for output in outputs for mime in output["data"]} == {"text/plain"}
    # A page of words stays far below what one picture weighs.
    assert max(path.stat().st_size for path in ALL) < 100_000


def test_lines_are_those_of_what_the_cells_show() -> None:
    shows = [
        (
            notebook_output.parse_show_call(notebook_form.source(part))[0],
            list(notebook_form.stored_texts(part)),
        )
        for path in ALL
        for part in notebooks.read(path)["cells"]
        if part["cell_type"] == "code"
    ]
    lines = {id: line for id, (line,) in ((id, stored) for id, stored in shows if id)}
    # What the code of a page draws itself is no figure of the book.
    lines.pop(notebook_output.PICTURE, None)
    assert set(lines) == {*figures.ids(), *tables.ids()}
    assert {id: notebook_output.parse_id(line) for id, line in lines.items()} == {id: id for id in lines}


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
    text = notebooks.serialize(one)
    assert notebooks.serialize(other) == text
    assert notebooks.serialize(json.loads(text)) == text
    assert text.endswith("}\n")
    made = json.loads(text)
    assert [part["id"] for part in made["cells"]] == ["cell-0", "cell-1", "cell-2"]
    assert [part.get("execution_count") for part in made["cells"]] == [None, 1, None]
    assert made["cells"][1]["outputs"][0]["data"]["text/plain"] == ["a\n", "b"]
    assert made["metadata"]["kernelspec"]["name"] == "python3"


def test_canonical_form_keeps_tags_and_no_digest() -> None:
    tagged = code("1") | {"metadata": {"tags": ["remove-input"], "collapsed": True}}
    made = json.loads(notebooks.serialize(notebook(tagged, reviewhelpers={"digest": "ab"})))
    assert made["cells"][0]["metadata"] == {"tags": ["remove-input"]}
    assert made["metadata"].keys() == {"kernelspec", "language_info"}


def test_canonical_form_holds_the_text_of_an_output_alone() -> None:
    both = {"text/plain": "a line", "image/svg+xml": "<svg/>"}
    result = {"output_type": "execute_result", "data": both, "metadata": {"image/svg+xml": {"alt": "a"}}}
    held = notebook(code("1", outputs=[result]))
    (output,) = json.loads(notebooks.serialize(held))["cells"][0]["outputs"]
    assert (output["data"], output["metadata"]) == ({"text/plain": ["a line"]}, {})
    (output,) = json.loads(notebooks.serialize(held, views=True))["cells"][0]["outputs"]
    assert output["data"] == {"text/plain": ["a line"], "image/svg+xml": ["<svg/>"]}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3}', "\ufeff{}"])
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotebookError, match=r"a\.ipynb"):
        notebooks.read(path)


# Conflicts of git

LINE = "fig-norr-epr: 4 points, sha256 {}"


def merged(ours: str, theirs: str) -> str:
    """What git leaves of two branches of a notebook."""
    lines = []
    for one, other in itertools.zip_longest(ours.splitlines(True), theirs.splitlines(True), fillvalue=""):
        lines.append(one if one == other else f"<<<<<<< HEAD\n{one}=======\n{other}>>>>>>> other\n")
    return "".join(lines)


def stored(line: str, source: str = 'figures.show("fig-norr-epr")') -> str:
    result = {"output_type": "execute_result", "data": {"text/plain": line}, "metadata": {}}
    return notebooks.serialize(notebook(code(source, outputs=[result])))


def test_a_conflict_in_stored_lines_alone_is_settled(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    ours, theirs = stored(LINE.format("0" * 12)), stored(LINE.format("1" * 12))
    path.write_text(merged(ours, theirs), encoding="utf-8")
    with pytest.raises(NotebookError, match=r"a\.ipynb"):
        notebooks.read(path)
    (held,) = notebooks.read(path, outputs=False)["cells"]
    assert (notebook_form.source(held), held["outputs"]) == ('figures.show("fig-norr-epr")', [])


def test_a_conflict_in_code_or_text_is_left_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    text = merged(stored("1"), stored("2", 'figures.show("fig-norr-gap")'))
    path.write_text(text, encoding="utf-8")
    assert notebooks.resolve_output_conflicts(text) == text
    with pytest.raises(NotebookError, match=r"a\.ipynb:\d+:.* marks of a merge .*refresh"):
        notebooks.read(path, outputs=False)


# What outputs depend on


def test_digests_see_code_and_inputs_and_not_prose() -> None:
    for digest in (notebooks.run_digest, notebooks.code_digest):
        before = digest(notebook(cell("markdown", "a"), code("1")), "inputs")
        assert digest(notebook(cell("markdown", "b"), code("1")), "inputs") == before
        assert digest(notebook(cell("markdown", "a"), code("2")), "inputs") != before
        assert digest(notebook(cell("markdown", "a"), code("1")), "others") != before
        assert digest(notebook(code("1"), code("")), "inputs") != before


def test_a_changed_output_counts() -> None:
    before, after = (json.loads(stored(line)) for line in ("1", "2"))
    assert notebooks.run_digest(before, "inputs") != notebooks.run_digest(after, "inputs")
    assert notebooks.code_digest(before, "inputs") == notebooks.code_digest(after, "inputs")


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("data/performance.csv", True),
        ("data/new.csv", True),
        ("references.bib", True),
        ("src/reviewhelpers/chemistry/units/parsing.py", True),
        ("src/reviewhelpers/figures/co2rr/efficiency.py", True),
        ("src/reviewhelpers/__main__.py", False),
        ("src/reviewhelpers/markup/notebooks.py", False),
        ("src/reviewhelpers/sphinxext/roles.py", False),
        ("data/.hidden", False),
    ],
)
def test_inputs_digest(
    project: support.Project, monkeypatch: pytest.MonkeyPatch, path: str, counts: bool
) -> None:
    monkeypatch.setattr(notebooks, "ROOT", project.root)
    before = notebooks.inputs_digest()
    with (project.root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert (notebooks.inputs_digest() != before) is counts


def test_renaming_a_table_counts(project: support.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "ROOT", project.root)
    before = notebooks.inputs_digest()
    (project.root / "data" / "claims.csv").rename(project.root / "data" / "claims2.csv")
    assert notebooks.inputs_digest() != before


# nbval bites


@pytest.fixture
def one_figure(project: support.Project) -> support.Project:
    """A copy of the project whose only notebook shows one figure, freshly run."""
    for path in (project.root / "chapters").rglob("*.ipynb"):
        path.unlink()
    source = f"from reviewhelpers import figures\n\nfigures.show({FIGURE!r})"
    page = project.root / "chapters" / "one.ipynb"
    page.write_text(notebooks.serialize(notebook(code(source))), encoding="utf-8")
    ran = project.python("-m", "reviewhelpers", "refresh")
    assert ran.returncode == 0, ran.stderr
    return project


def compared(project: support.Project) -> tuple[bool, str]:
    """Whether nbval finds the stored outputs of the copy to be what its code makes, called as make does."""
    makefile = (data.ROOT / "Makefile").read_text(encoding="utf-8")
    flags = re.search(r"^NBVAL = (.*)$", makefile, re.MULTILINE)
    assert flags
    path = ("-o", f"pythonpath={data.ROOT}/tests")
    ran = project.python("-m", "pytest", "-q", "-p", "no:cacheprovider", *path, *flags[1].split(), "chapters")
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.returncode == 0, ran.stdout


def edit(project: support.Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
def test_nbval_passes_what_is_unchanged(one_figure: support.Project) -> None:
    passed, output = compared(one_figure)
    assert passed, output
    assert "1 passed" in output


@pytest.mark.slow
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


@pytest.mark.slow
def test_nbval_fails_when_a_plotted_point_changes(one_figure: support.Project) -> None:
    edit(
        one_figure,
        "src/reviewhelpers/figures/__init__.py",
        "    figure, values, fields = _draw(found, chosen)\n",
        "    figure, values, fields = _draw(found, chosen)\n    values.iloc[0, 0] = values.iloc[1, 0]\n"
        "    values = values.drop(index=values.index[-1])\n",
    )
    passed, output = compared(one_figure)
    assert not passed
    assert "Cell outputs differ" in output


@pytest.mark.slow
@pytest.mark.parametrize("part", ["caption", "alt", "title"])
def test_nbval_fails_when_words_of_a_figure_change(one_figure: support.Project, part: str) -> None:
    code = {
        "title": ("told = entry(id).title, ", "told = entry(id).title + '?', "),
        "caption": ('words.filled("caption", fields)', 'words.filled("caption", fields) + "?"'),
        "alt": ('words.filled("alt", fields)', 'words.filled("alt", fields) + "?"'),
    }
    edit(one_figure, "src/reviewhelpers/figures/__init__.py", *code[part])
    passed, output = compared(one_figure)
    assert not passed
    assert "Cell outputs differ" in output


@pytest.mark.slow
@pytest.mark.parametrize("part", ["points", "sha256"])
def test_nbval_fails_when_a_stored_line_was_changed(one_figure: support.Project, part: str) -> None:
    edit(one_figure, "chapters/one.ipynb", part, f"{part}0")
    passed, output = compared(one_figure)
    assert not passed
    assert "Cell outputs differ" in output


@pytest.mark.slow
def test_nbval_fails_when_outputs_were_stripped(one_figure: support.Project) -> None:
    path = one_figure.root / "chapters" / "one.ipynb"
    held = notebooks.read(path)
    held["cells"][0]["outputs"] = []
    path.write_text(notebooks.serialize(held), encoding="utf-8")
    assert not compared(one_figure)[0]

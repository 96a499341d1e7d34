"""Models of the why: few lines that run alone, shown as they are on one page each."""

from __future__ import annotations

import ast
import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from test_notebooks import cell, code, notebook

from reviewhelpers import models
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.content import notebook_refresh
from reviewhelpers.markup import model_cells, notebook_form, notebooks
from reviewhelpers.markup.notebooks import NotebookError
from reviewhelpers.validation import model_cells as models_shown
from reviewhelpers.validation import page_style

TINY = '''"""A model of a test."""

from __future__ import annotations

import numpy as np

__all__ = ["doubled"]

STEP = 2.0
"""How far, in m."""


def doubled(values: np.ndarray) -> np.ndarray:
    r"""Each value times two.

    Parameters
    ----------
    values : ndarray
        In m.
    """
    # One line says it.
    return STEP * values
'''
SHOWN = '''import numpy as np


STEP = 2.0
"""How far, in m."""


def doubled(values: np.ndarray) -> np.ndarray:
    r"""Each value times two."""
    # One line says it.
    return STEP * values'''
CODE_LINES = range(10, 41)
OWN_LINES = range(2, 7)
"""How many lines a page adds to a model, to be changed by a reader."""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of models of a project with one model and no page."""
    folder = tmp_path / "src" / "reviewhelpers" / "models"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "tiny.py").write_text(TINY, encoding="utf-8")
    (tmp_path / "chapters").mkdir()
    return folder


@pytest.fixture
def only_tiny(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny model in the place of all those of the book."""
    of_book = models.code
    monkeypatch.setattr(models, "code", lambda name: of_book(name, tiny))
    return tiny


def faults(folder: Path, *sources: str) -> list[tuple[str, str, str]]:
    """The faults of pages, of which each has one code cell."""
    pages = {f"chapters/{at}.ipynb": [code(source)] for at, source in enumerate(sources)}
    found = models_shown.faults(folder.parents[2], pages)
    return [(fault.file, fault.found, fault.expected) for fault in found]


def test_code_is_what_runs_with_short_docstrings(tiny: Path) -> None:
    assert models.ids(tiny) == ["tiny"]
    assert models.code("tiny", tiny) == SHOWN
    with pytest.raises(UnknownId, match="no model 'tinny'; near ones: tiny"):
        models.code("tinny", tiny)


# Models of the book


def code_lines(source: str) -> int:
    """Lines of code without docstrings, comments and blanks."""
    module = ast.parse(source)
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            node.body = [part for part in node.body if not is_text(part)] or [ast.Pass()]
    told = {at for node in ast.walk(module) for at in lines_of(node)}
    return len(told)


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def lines_of(node: ast.AST) -> range:
    if not isinstance(node, ast.stmt | ast.expr | ast.arg):
        return range(0)
    # A block spans comments and its docstring; the statements in it are counted by themselves.
    last = node.lineno if hasattr(node, "body") else node.end_lineno or node.lineno
    return range(node.lineno, last + 1)


def test_lines_of_code_are_counted_without_words() -> None:
    assert code_lines(TINY) == 6
    assert code_lines(SHOWN) == 4


@pytest.mark.parametrize("name", models.ids())
def test_a_model_is_short_and_runs_alone(name: str) -> None:
    shown = models.code(name)
    assert code_lines(shown) in CODE_LINES
    known: dict[str, Any] = {"__name__": "page"}

    def numpy_alone(module: str, *args: Any, **kwargs: Any) -> Any:
        assert module.partition(".")[0] == "numpy", module
        return of_python(module, *args, **kwargs)

    of_python = builtins.__import__
    imports = [node for node in ast.walk(ast.parse(shown)) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in imports:
        names = (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [part.name for part in node.names]
        )
        for module in names:
            numpy_alone(module)
    exec(compile(shown, name, "exec"), known)
    functions = [node.name for node in ast.parse(shown).body if isinstance(node, ast.FunctionDef)]
    assert functions
    assert all(callable(known[function]) for function in functions)


def shown_on_pages() -> dict[str, list[tuple[Path, model_cells.ModelCell]]]:
    found: dict[str, list[tuple[Path, model_cells.ModelCell]]] = {}
    for path in notebooks.paths():
        for part in notebooks.read(path)["cells"]:
            if part["cell_type"] == "code" and (model := model_cells.read(notebook_form.source(part))):
                found.setdefault(model.name, []).append((path, model))
    return found


def test_every_model_is_shown_on_one_page_as_it_is() -> None:
    found = shown_on_pages()
    assert sorted(found) == models.ids()
    for name, places in found.items():
        ((_, model),) = places
        assert model.code == models.code(name)
        assert model.own is not None
        assert sum(bool(line.strip()) for line in model.own.splitlines()) in OWN_LINES, name


# Cells


def test_refresh_writes_the_code_and_keeps_what_follows(only_tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    own = "print(doubled(np.ones(2)))\n# ---\nprint(1)"
    cells = [cell("markdown", "text"), code("1"), code(f"# model: tiny\n# ---\n{own}")]
    path.write_text(notebooks.serialize(notebook(*cells)), encoding="utf-8")
    before = path.read_bytes()
    assert notebook_refresh.write_models([path], store=False) == [path]
    assert path.read_bytes() == before
    assert notebook_refresh.write_models([path]) == [path]
    held = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert "".join(held[1]["source"]) == "1"
    assert "".join(held[2]["source"]) == f"# model: tiny\n{SHOWN}\n\n\n# ---\n{own}"
    assert path.read_text(encoding="utf-8") == notebooks.serialize(notebook(*held))
    assert notebook_refresh.write_models([path]) == []
    notebook_refresh.RECORD.parent.mkdir(exist_ok=True)
    notebook_refresh.refresh([path], say=lambda line: None)
    assert "[2. 2.]" in path.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def own_record(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path_factory.mktemp("record") / "_build" / "notebooks-run.json"
    monkeypatch.setattr(notebook_refresh, "RECORD", record)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# model: tiny\nx = 1", "cell 0: found no line `# ---`, expected one below the model"),
        ("# model: tinny\n# ---\n", "cell 0: no model 'tinny'; near ones: tiny"),
    ],
)
def test_refresh_tells_a_cell_that_it_cannot_write(
    only_tiny: Path, tmp_path: Path, source: str, message: str
) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebooks.serialize(notebook(code(source))), encoding="utf-8")
    with pytest.raises(NotebookError, match=message):
        notebook_refresh.write_models([path])


def test_check_tells_where_a_cell_differs(tiny: Path) -> None:
    page, other = "chapters/0.ipynb", "chapters/1.ipynb"
    right = f"# model: tiny\n{SHOWN}\n\n\n# ---\nprint(doubled(np.ones(2)))"
    assert faults(tiny, right) == []
    assert faults(tiny, right.replace("2.0", "3.0")) == [
        (page, "`STEP = 3.0`", "`STEP = 2.0` of models/tiny.py; `reviewhelpers refresh` writes it")
    ]
    assert faults(tiny, "# model: tiny\n# ---\n")[0][1] == "an empty line"
    short = faults(tiny, right.replace("\n    return STEP * values", ""))
    assert short[0][1:] == (
        "its end",
        "`return STEP * values` of models/tiny.py; `reviewhelpers refresh` writes it",
    )
    long = faults(tiny, right.replace("STEP * values", "STEP * values\n\n\nx = 1"))
    assert long[0][1] == "an empty line"
    assert "the end of the model" in long[0][2]
    assert faults(tiny, right.replace("# ---", "#"))[0] == (
        page,
        "no line `# ---`",
        "one below the code of the model",
    )
    assert faults(tiny, right, right) == [(other, f"'tiny', which {page} shows too", "each model once")]
    file = "src/reviewhelpers/models/tiny.py"
    nowhere = (file, "it on no page", "a page with a cell `# model: tiny`")
    assert faults(tiny, "# model: tinny\n# ---\n") == [
        (page, "the model 'tinny'", "one of tiny"),
        nowhere,
    ]
    assert faults(tiny, "print(1)") == [nowhere]
    # Pages alone, without the code of the project, may be some of many.
    assert faults(Path("/nowhere/src/reviewhelpers/models"), "print(1)") == []


def test_the_check_of_pages_looks_at_models(tiny: Path) -> None:
    root = tiny.parents[2]
    # A page shows the whole model; only what stands below it is limited.
    right = f"# model: tiny\n{SHOWN}\n\n\n# ---\n" + "print(1)\n" * 38
    for own, expected in (
        (right, []),
        (right.replace("2.0", "3.0"), ["cell 0"]),
        (right * 2, ["cell 0"]),
    ):
        path = root / "chapters" / "a.ipynb"
        path.write_text(notebooks.serialize(notebook(code(own))), encoding="utf-8")
        assert [fault.column for fault in page_style.faults(root)] == expected

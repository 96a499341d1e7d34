"""What libraries do not promise is taken in one module, while it is needed, for versions looked at."""

from __future__ import annotations

import ast
import importlib.metadata
import inspect
import json
import re
import site
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.textpath import TextToPath
from packaging.version import Version

from reviewhelpers._core import compat
from reviewhelpers._core.paths import ROOT
from reviewhelpers.charts.style import style

SRC = ROOT / "src" / "reviewhelpers"

OWN = {
    "os._exit": "documented, whatever its name looks like",
    "_typeshed": "documented, and there for checkers of types alone",
    "getattr _base_executable": "the Python behind an environment, asked for with a fallback: "
    "what makes the environment runs before there is any",
}
"""What only looks private, or costs nothing where it is gone."""


def test_each_part_holds_for_the_version_that_is_installed() -> None:
    public = {name for name, one in vars(compat).items() if inspect.isfunction(one)}
    taken = {name for name in public if vars(compat)[name].__module__ == compat.__name__}
    assert taken == compat.TESTED_VERSIONS.keys()
    for name, (library, first, last) in compat.TESTED_VERSIONS.items():
        found = importlib.metadata.version(library)
        assert Version(first) <= Version(found) <= Version(last), (
            f"{library} {found}: see whether compat.{name} still holds and is needed, then note it in TESTED_VERSIONS"
        )
        assert "This can go " in " ".join((vars(compat)[name].__doc__ or "").split()), name


# Jupyter Book tells errors before it hands them on


class Ours(Exception):
    """An error that this project would tell."""


def ended(folder: Path, capfd: pytest.CaptureFixture[str], how: AbstractContextManager[None]) -> str:
    """What Jupyter Book prints of a build that an error of ours ends."""
    from jupyter_book.cli import main

    (folder / "index.md").write_text("# One\n", encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    settings = {"execute": {"execute_notebooks": "off"}, "sphinx": {"extra_extensions": [__name__]}}
    (folder / "_config.yml").write_text(json.dumps(settings), encoding="utf-8")
    with how, pytest.raises(RuntimeError) as raised:
        main.main(["build", str(folder)], prog_name="jupyter-book")
    assert ours(raised.value), raised.value
    return capfd.readouterr().err


def setup(app: Any) -> None:
    """An extension of Sphinx that ends a build."""

    def end(*told: Any) -> None:
        raise Ours("of ours")

    app.connect("builder-inited", end)


def ours(error: BaseException | None) -> bool:
    return error is not None and (isinstance(error, Ours) or ours(error.__cause__ or error.__context__))


@pytest.mark.filterwarnings("ignore")
def test_untold_may_go_once_jupyter_book_hands_an_error_on_without_telling_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "of ours" in ended(tmp_path, capfd, nullcontext()), "Jupyter Book tells none: untold may go"


@pytest.mark.filterwarnings("ignore")
def test_an_error_of_our_own_is_untold_and_no_other(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "of ours" not in ended(tmp_path, capfd, compat.silence_error_report(ours))
    assert "of ours" in ended(tmp_path, capfd, compat.silence_error_report(lambda error: False))
    # Nothing of it stays.
    assert "of ours" in ended(tmp_path, capfd, nullcontext())


# matplotlib rounds the outlines of letters


def off(how: AbstractContextManager[None]) -> float:
    """How far the outlines of some letters lie from those of the typeface, in its units."""
    prop = FontProperties(family="DejaVu Sans")
    font = TTFont(findfont(prop))
    names, glyphs = font.getBestCmap(), font["glyf"]
    furthest = 0.0
    with how:
        scale = font["head"].unitsPerEm / TextToPath.FONT_SCALE
        for letter in "aegosABC24µ→αéÄ":
            drawn, _ = TextToPath().get_text_path(prop, letter)
            points, _, on = glyphs[names[ord(letter)]].getCoordinates(glyphs)
            for (x, y), corner in zip(points, on, strict=True):
                if corner:
                    furthest = max(furthest, min(abs(a * scale - x) + abs(b * scale - y) for a, b in drawn))
    return furthest


def test_outlines_may_go_once_matplotlib_draws_the_letters_of_the_typeface() -> None:
    assert off(nullcontext()) > 1, "matplotlib's outlines are those of the typeface: _compat.outlines may go"


def test_outlines_are_those_of_the_typeface() -> None:
    assert off(style.applied()) < 1e-6
    assert off(compat.exact_outlines(style.UNITS_PER_EM)) < 1e-6
    # Nothing of it stays.
    assert off(nullcontext()) > 1


# Nothing else takes what is not promised


def private(code: str) -> Iterator[str]:
    """Where code reaches for private parts of others, or changes a module or class that it imported."""
    return (found for found in _private(code) if found not in OWN)


def _private(code: str) -> Iterator[str]:
    tree = ast.parse(code)
    imported = {
        (alias.asname or alias.name).partition(".")[0]: (
            node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    of_others = {name for name, module in imported.items() if module.partition(".")[0] not in STANDARD}
    defined = set(_defined(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            parts = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            # The layer below all others has an underscore for users of the package, not for its own modules.
            others = [path for path in parts if not f"{path}.".startswith("reviewhelpers._core.")]
            if node_module(node) == "reviewhelpers":
                others = [path for path in others if path != "_core"]
            yield from (part for path in others for part in path.split(".") if _hidden(part))
        elif isinstance(node, ast.Attribute) and _hidden(node.attr):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if not (own and node.attr in defined):
                yield ast.unparse(node)
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            if _root(node.value) in of_others:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            told = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if node.func.id in ("setattr", "delattr") and _root(node.args[0]) in of_others:
                yield ast.unparse(node)
            elif node.func.id in ("setattr", "delattr", "getattr", "hasattr"):
                yield from (f"{node.func.id} {name}" for name in told if _hidden(str(name)))


STANDARD = sys.stdlib_module_names
"""What Python lets be set, such as ``threading.excepthook``, it says so."""


def _hidden(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def node_module(node: ast.Import | ast.ImportFrom) -> str:
    return node.module or "" if isinstance(node, ast.ImportFrom) else ""


def _root(node: ast.expr) -> str:
    """The name that an expression begins with, if it only goes from there to parts."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _defined(tree: ast.Module) -> Iterator[str]:
    """The attributes that a module itself gives its classes and their instances."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.FunctionDef):
                    yield line.name
                elif isinstance(line, ast.Assign | ast.AnnAssign):
                    targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                    yield from (one.id for one in targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_only_one_module_takes_private_parts() -> None:
    found = {
        path.relative_to(SRC).as_posix(): sorted(set(private(path.read_text(encoding="utf-8"))))
        for path in sorted(SRC.rglob("*.py"))
    }
    assert len(found) > 100
    taken = {name: parts for name, parts in found.items() if parts}
    assert taken == {"_core/compat.py": ["TextToPath.FONT_SCALE", "sphinx.handle_exception"]}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x._y", ["x._y"]),
        ("import pypdf\npypdf.x()._objects", ["pypdf.x()._objects"]),
        ("from a._b import c", ["_b"]),
        ("import a._b", ["_b"]),
        ("from a import _c", ["_c"]),
        ("from reviewhelpers._core.x import _c", ["_c"]),
        ("from a import _core\nimport a._core.b", ["_core", "_core"]),
        ("import a\na.b = 1", ["a.b"]),
        ("from a.b import C\nC.get = lambda: 1", ["C.get"]),
        ("import a.b as c\nc.D.e['f'].g += 1", ["c.D.e['f'].g"]),
        ("import a\ndel a.b", ["a.b"]),
        ("import a\nsetattr(a.b, name, 1)", ["setattr(a.b, name, 1)"]),
        ("getattr(x, '_y')", ["getattr _y"]),
        ("import a\nclass B(a.C):\n    def d(self):\n        return self._e", ["self._e"]),
        ("class B:\n    def __init__(self):\n        self._e = 1\n    def f(self):\n        self._e", []),
        ("class B:\n    _e: int\n    def f(self):\n        self._e()", []),
        ("import os, threading\nos._exit(1)\nthreading.excepthook = f\nx.__class__", []),
        (
            "import a\nb = a.C()\nb.d = 1\nfrom reviewhelpers._core import compat\ncompat.e()",
            [],
        ),
    ],
)
def test_a_private_part_would_be_seen(code: str, found: list[str]) -> None:
    assert list(private(code)) == found


def test_the_module_imports_no_library_before_it_is_used() -> None:
    tree = ast.parse((SRC / "_core/compat.py").read_text(encoding="utf-8"))
    modules = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node_module(node) for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in modules} <= STANDARD


# What is offered to libraries


def applied(patch: str) -> list[str]:
    """Files of installed libraries that a patch does not fit."""
    unfit = []
    for part in re.split(r"^--- ", patch, flags=re.MULTILINE)[1:]:
        name = part.partition("\n")[0].removeprefix("a/").removeprefix("src/")
        (package,) = (root for root in site.getsitepackages() if (Path(root) / name).is_file())
        code = (Path(package) / name).read_text(encoding="utf-8").splitlines()
        for hunk in re.split(r"^@@ ", part, flags=re.MULTILINE)[1:]:
            place, *lines = hunk.splitlines()
            start = int(re.match(r"-(\d+)", place)[1]) - 1
            before = [line[1:] for line in lines if line[:1] in (" ", "-", "")]
            if code[start : start + len(before)] != before:
                unfit.append(f"{name} {place}")
    return unfit


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "upstream").glob("*.md")), ids=lambda path: path.stem
)
def test_a_patch_that_is_offered_fits_what_is_installed(path: Path) -> None:
    (patch,) = re.findall(r"^```diff\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert applied(patch) == [], (
        "the library has changed: see whether it took the patch, and whether it is due"
    )
    assert applied(patch.replace("\n-", "\n-x", 3).replace("---x", "---")) != []


def test_two_texts_are_offered() -> None:
    names = {path.name for path in (ROOT / "docs" / "upstream").glob("*.md")}
    assert names == {"sphinx.md", "sphinxcontrib-bibtex.md"}

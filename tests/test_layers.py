"""The layers of the package point one way, and the check that says so can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewhelpers._core.paths import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
PLANTED = (
    ("_core/errors.py", "from reviewhelpers.chemistry import units"),
    ("chemistry/nitrate.py", "def later() -> None:\n    from reviewhelpers import figures"),
    ("figures/__init__.py", "import reviewhelpers.sphinxext.roles"),
)
"""An import from below upward: at the top of a module, inside a function, by its full name."""


def lint(src: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contracts of this project on a copy of its code."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=src,
        env=os.environ | {"PYTHONPATH": str(src)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src" / "reviewhelpers",
        tmp_path / "reviewhelpers",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return tmp_path


def test_all_imports_point_down(copy: Path) -> None:
    linted = lint(copy)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("module", "code"), PLANTED)
def test_an_import_that_points_up_fails(copy: Path, module: str, code: str) -> None:
    path = copy / "reviewhelpers" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{code}\n", encoding="utf-8")
    linted = lint(copy)
    assert linted.returncode == 1
    assert "0 broken" not in linted.stdout
    planted = "reviewhelpers." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"{planted} -> reviewhelpers." in linted.stdout


def test_a_folder_that_no_layer_names_fails(copy: Path) -> None:
    (copy / "reviewhelpers" / "elsewhere").mkdir()
    (copy / "reviewhelpers" / "elsewhere" / "__init__.py").touch()
    linted = lint(copy)
    assert linted.returncode == 1
    assert "elsewhere" in linted.stdout

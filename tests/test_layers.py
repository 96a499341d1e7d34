"""The layers of the package point one way, and the check that says so can fail."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import reviewhelpers
from reviewhelpers._core.paths import ROOT
from reviewhelpers.live import runtime

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
PLANTED = (
    ("_core/errors.py", "from reviewhelpers.chemistry import units"),
    ("chemistry/nitrate.py", "def later() -> None:\n    from reviewhelpers import figures"),
    ("figures/__init__.py", "import reviewhelpers.sphinxext.roles"),
    ("_core/errors.py", "from reviewhelpers import units"),
)
"""An import from below upward: at the top of a module, inside a function, by its full or public name."""


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
    assert f"{planted} -> reviewhelpers" in linted.stdout


ALIASES = {f"reviewhelpers.{name}" for name in (*reviewhelpers.PUBLIC, *reviewhelpers.DEPRECATED)}


def imported_by_alias(source: str) -> list[str]:
    """Modules that Python imports under a public or an old name, which import-linter does not follow."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in found if any(f"{name}.".startswith(f"{alias}.") for alias in ALIASES)]


def test_the_package_imports_its_modules_where_they_stand() -> None:
    modules = sorted((ROOT / "src" / "reviewhelpers").rglob("*.py"))
    found = {path.name: imported_by_alias(path.read_text(encoding="utf-8")) for path in modules}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "code",
    [
        "from reviewhelpers import units",
        "import reviewhelpers.summary_table",
        "def f():\n    from reviewhelpers.electrode import convert_potential",
        "from reviewhelpers import gains as g",
    ],
)
def test_an_import_by_alias_is_seen(code: str) -> None:
    assert imported_by_alias(code) != []
    assert (
        imported_by_alias("from reviewhelpers.chemistry import units\nfrom reviewhelpers import figures")
        == []
    )


def test_a_folder_that_no_layer_names_fails(copy: Path) -> None:
    (copy / "reviewhelpers" / "elsewhere").mkdir()
    (copy / "reviewhelpers" / "elsewhere" / "__init__.py").touch()
    linted = lint(copy)
    assert linted.returncode == 1
    assert "elsewhere" in linted.stdout


IMPORTS_IN_THE_BROWSER = """
import sys
from importlib.metadata import packages_distributions

fetched = set(sys.argv[1].split())
missing = {
    module
    for module, owners in packages_distributions().items()
    if module != "reviewhelpers" and not {owner.lower().replace("_", "-") for owner in owners} & fetched
}

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from reviewhelpers import figures, tables
from reviewhelpers.live import execution

figures.load()
tables.load()
"""


def test_what_the_browser_imports_is_fetched() -> None:
    """Without a browser: nothing that it runs needs a library that the live site does not carry."""
    listed = tomllib.loads(runtime.SOURCES.read_text(encoding="utf-8"))
    names = {package["name"] for package in listed["package"]}
    pending = [*listed["wheels"]["roots"]]
    while pending:
        name = pending.pop()
        if name in names:
            continue
        names.add(name)
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                pending.append(requirement.name.lower())
    command = [sys.executable, "-c", IMPORTS_IN_THE_BROWSER, " ".join(sorted(names))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr

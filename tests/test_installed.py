"""The installed package, outside a clone and without what only the book or its tests need."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import support
from packaging.requirements import Requirement

from reviewhelpers.cli import group
from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((data.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REFUSING = """
import json, pathlib, sys

class Refusing:
    names = set(json.loads(pathlib.Path(__file__).with_name("refused.json").read_text()))

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refusing())
"""

WORKS: dict[str, Sequence[str]] = {
    "check": ("check",),
    "figures": ("figures", "fig-co2rr-turnover", "--out", "OUT"),
    "tables": ("tables", "tab-use-tables", "--out", "OUT"),
    "structures": ("structures", "str-graphene", "--out", "OUT"),
    "audit": ("audit", "--source", "gan2024"),
    "cite": ("cite", "li2022defect"),
    "publish": ("publish", "MADE", "OUT/place"),
    "verify": ("verify", "MADE/SHA256SUMS", "MADE"),
}
CLONE: dict[str, Sequence[str]] = {
    "export": ("export",),
    "book": ("book",),
    "build": ("build", "OUT"),
    "changes": ("changes",),
    "live": ("live",),
    "new-part": ("new-part", "oxygen", "--title", "Oxygen", "--source", "gan2024"),
    "refresh": ("refresh",),
    "register": ("register",),
    "stamp": ("stamp", "2026-03-01"),
    "checksums": ("checksums",),
    "wheel": ("wheel",),
}


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def _needed(requirements: Iterable[str]) -> set[str]:
    """Names of distributions that some requirements bring, with what these need."""
    left_out = set(PROJECT["tool"]["uv"]["exclude-dependencies"])
    found: set[str] = set()
    todo = list(requirements)
    while todo:
        requirement = Requirement(todo.pop())
        name = _name(str(requirement))
        marked = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if name in found | left_out or not marked:
            continue
        found.add(name)
        todo += importlib.metadata.requires(name) or []
    return found


def refused() -> list[str]:
    """What can be imported here and is not there where only the package itself was asked for."""
    required = _needed(PROJECT["project"]["dependencies"])
    return [
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if module != "reviewhelpers" and not {_name(owner) for owner in owners} & required
    ]


@pytest.fixture(scope="module")
def installed(a_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as a wheel has it, and a hook that refuses what is not a dependency."""
    base = tmp_path_factory.mktemp("installed")
    target = base / "Fremde Größe" / "site"
    pip = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", "--target")
    subprocess.run([sys.executable, *pip, target, a_wheel], check=True, capture_output=True)
    (target / "refused.json").write_text(json.dumps(refused()))
    (target / "sitecustomize.py").write_text(REFUSING)
    return target


def run(installed: Path, words: Sequence[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command where nobody has a home."""
    build = folder / "made"
    build.mkdir()
    (build / "SHA256SUMS").write_text(f"# commit {'1' * 40}\n{'0' * 64}  a\n")
    words = [word.replace("OUT", str(folder / "out")).replace("MADE", str(build)) for word in words]
    environment = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    environment |= {
        "PYTHONPATH": str(installed),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/nonexistent",
        **more,
    }
    (folder / "out").mkdir()
    return subprocess.run(
        [sys.executable, "-m", "reviewhelpers", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_is_decided() -> None:
    listed = [name for commands in group.SECTIONS.values() for name in commands]
    assert sorted(listed) == sorted([*WORKS, *CLONE])
    assert set(CLONE) == group.NEED_CLONE


def test_what_is_refused_is_what_the_extras_bring() -> None:
    assert {"pybtex", "docutils", "sphinx", "pytest", "jupyter_client", "nbformat"} <= {*refused()}
    assert not {"pandas", "matplotlib", "bibtexparser", "frictionless", "yaml"} & {*refused()}


@pytest.mark.parametrize("name", WORKS)
def test_what_needs_no_clone_works(installed: Path, name: str, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in installed.rglob("*")}
    ran = run(installed, WORKS[name], tmp_path)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    assert {path: path.stat().st_mtime_ns for path in installed.rglob("*")} == before
    if name == "check":
        assert "carries" in ran.stdout
        assert "without pybtex" in ran.stdout
    elif name in ("figures", "tables"):
        assert len([*(tmp_path / "out").iterdir()]) == 3
    elif name == "structures":
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["str-graphene.xyz"]


@pytest.mark.parametrize("name", CLONE)
def test_what_needs_a_clone_says_so_in_one_line(installed: Path, name: str, tmp_path: Path) -> None:
    ran = run(installed, CLONE[name], tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith(f"reviewhelpers: {name} needs a clone of the book")
    assert [*(tmp_path / "out").iterdir()] == []


@pytest.mark.parametrize("label", ["fig-co2rr-efficiency", "li2022defekt"])
def test_a_part_of_the_book_is_cited_in_a_clone(installed: Path, label: str, tmp_path: Path) -> None:
    ran = run(installed, ("cite", label), tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    assert f"no work {label!r}" in line
    assert "citing a part of the book needs a clone" in line


def test_in_a_clone_the_installed_package_says_where_to_go_on(installed: Path, tmp_path: Path) -> None:
    for mark in ("_toc.yml", "data/datapackage.json", "src/reviewhelpers/_core/paths.py"):
        (tmp_path / mark).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / mark).touch()
    below = tmp_path / "data" / "below"
    below.mkdir()
    ran = run(installed, ("build", "OUT"), below)
    assert ran.returncode == 2
    assert f"run .venv/bin/reviewhelpers in {tmp_path}, after `make book`" in ran.stderr
    (tmp_path / "other").mkdir()
    ran = run(installed, ("check",), tmp_path / "other")
    assert f"not those of {tmp_path}" in ran.stdout


@pytest.mark.parametrize(
    ("words", "missing_package"),
    [(("build", "OUT"), "docutils"), (("refresh", "--all"), "nbclient")],
)
def test_a_clone_without_the_extras_names_what_is_missing(
    installed: Path, words: Sequence[str], missing_package: str, small: support.Project, tmp_path: Path
) -> None:
    hook = tmp_path / "hook"
    hook.mkdir()
    for name in ("sitecustomize.py", "refused.json"):
        shutil.copy(installed / name, hook / name)
    (small.root / "chapters" / "a.ipynb").write_text(
        '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {}, "source": "1"}]}'
    )
    (tmp_path / "here").mkdir()
    ran = run(hook, words, tmp_path / "here", PYTHONPATH=f"{hook}:{small.root / 'src'}")
    assert ran.returncode == 2, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert line.startswith(f"reviewhelpers: {words[0]} needs {missing_package}, which is not installed")

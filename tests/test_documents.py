"""The documents beside the book say what there is: links, files, commands, dependencies."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import reviewhelpers
from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli import group

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", ".github/**/*.md")
    for path in ROOT.glob(pattern)
)
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
FOLDERS = ("chapters", "data", "docs", "src", "tests", ".github", "bench")
"""Folders that a path in a document begins with; other paths are below the package."""
_LAYERS = tuple(path.parent.name for path in (ROOT / "src" / "reviewhelpers").glob("*/__init__.py"))


def read(name: str) -> str:
    """The text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    """What ``make`` can be asked for."""
    return {
        name
        for line in re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
        for name in line.split()
    }


def project() -> dict[str, object]:
    """The package as ``pyproject.toml`` declares it."""
    declared: dict[str, object] = tomllib.loads(read("pyproject.toml"))["project"]
    return declared


def anchors(text: str) -> set[str]:
    """The addresses of the headings of a document."""
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


def written_paths(text: str) -> list[str]:
    """Paths in code spans that are said to be files of the project; pages of the built site are none."""
    spans = re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", text)
    return [
        span for span in spans if span.split("/")[0] in (*FOLDERS, *_LAYERS) and not span.endswith(".html")
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "CHANGELOG.md"])
def test_files_that_are_named_exist(name: str) -> None:
    lost = [
        path
        for path in written_paths(read(name))
        if not (ROOT / path).exists() and not (ROOT / "src" / "reviewhelpers" / path).exists()
    ]
    assert lost == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_that_are_named_exist(name: str) -> None:
    assert set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)", read(name))) <= targets()


def test_every_command_of_make_is_explained() -> None:
    explained = set(re.findall(r"^\| `make ([a-z-]+)", read("docs/development.md"), re.MULTILINE))
    assert explained == targets() - {"help"}


def test_every_dependency_has_its_reason() -> None:
    section = read("docs/dependencies.md").partition("## Why each dependency")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    named = {entry.split()[0].lower() for cell in cells for entry in cell.split(", ")}
    declared = tomllib.loads(read("pyproject.toml"))["project"]
    asked = itertools.chain(declared["dependencies"], *declared["optional-dependencies"].values())
    assert {re.split(r"[=<>~! ;\[]", line)[0].lower() for line in asked} - named == set()


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= 90


def test_the_newest_version_has_its_changes() -> None:
    versions = re.findall(r"^## \[?([\w.]+)\]?", read("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert project()["version"] in versions


def test_deprecated_names_are_listed_with_what_replaces_them() -> None:
    changes = read("CHANGELOG.md")
    replaced = {place: name for name, place in reviewhelpers.PUBLIC.items()}
    for old, place in reviewhelpers.DEPRECATED.items():
        assert f"`reviewhelpers.{old}` → `reviewhelpers.{replaced[place]}`" in changes
    for old, new in group.DEPRECATED.items():
        assert f"command `{old}` → `{new}`" in changes


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_asks_for_what_it_names(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.name == "config.yml":
        return
    assert {"name", "description", "body"} <= set(form)
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0


def test_hooks_run_what_make_test_runs() -> None:
    (local,) = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    entries = [hook["entry"] for hook in local["hooks"]]
    assert local["repo"] == "local"
    assert all(entry.startswith(".venv/bin/") for entry in entries)
    for needed in ("ruff check", "ruff format", "mypy", "lint-imports", "reviewhelpers check"):
        assert any(needed in entry for entry in entries), needed


def test_the_container_builds_the_book() -> None:
    described = json.loads(read(".devcontainer/devcontainer.json"))
    assert "make book" in described["postCreateCommand"]
    assert re.search(r"python:.*3\.1[1-9]", described["image"])

"""The workflows: what others wrote is fixed to a commit, and no job may do or last more than it needs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewhelpers.dataset import data

FOLDER = data.ROOT / ".github" / "workflows"
PATHS = sorted([*FOLDER.glob("*.yml"), *FOLDER.glob("*.yaml")])
USES = re.compile(r"^\s*(?:- )?uses:\s*(?P<action>\S+?)(?:\s+(?P<comment>#.*))?$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
VERSION = re.compile(r"# v\d+\.\d+\.\d+")
LONGEST = 180
"""Minutes: a job that hangs shall not use up the hours of the project."""

Workflow = dict[str, Any]


def read(text: str) -> Workflow:
    """A workflow. YAML takes its key ``on`` for a truth."""
    loaded = yaml.safe_load(text)
    return {"on" if key is True else key: value for key, value in loaded.items()}


def permissions(workflow: Workflow) -> Iterator[dict[str, str]]:
    """What each job may do."""
    for job in workflow["jobs"].values():
        yield job.get("permissions", workflow.get("permissions"))


def faults(text: str) -> list[str]:
    """What is wrong with a workflow."""
    found = []
    for match in USES.finditer(text):
        if not PINNED.fullmatch(match["action"]) or not VERSION.fullmatch(match["comment"] or ""):
            found.append(f"{match['action']}: expected a commit, with its version behind it")
    workflow = read(text)
    if workflow.get("permissions") != {"contents": "read"}:
        found.append("permissions: expected to read the contents, and more for single jobs alone")
    if "concurrency" not in workflow:
        found.append("concurrency: expected a group")
    if {"pull_request_target", "workflow_run"} & set(workflow["on"]):
        found.append("on: a change from a fork would run with the rights of the project")
    steps = []
    for name, job in workflow["jobs"].items():
        minutes = job.get("timeout-minutes")
        if not isinstance(minutes, int) or not 0 < minutes <= LONGEST:
            found.append(f"{name}: expected a limit of {LONGEST} minutes at most")
        allowed = job.get("permissions", workflow.get("permissions"))
        writes = not isinstance(allowed, dict) or "write" in allowed.values()
        steps += job["steps"]
        for step in job["steps"]:
            action = step.get("uses", "").partition("@")[0]
            if action == "actions/checkout":
                if step.get("with", {}).get("persist-credentials") is not False:
                    found.append(f"{name}: the token stays where the code of the project runs")
                if writes:
                    found.append(f"{name}: runs the code of the project where something may be written")
            if "${{" in step.get("run", ""):
                found.append(f"{name}: a shell runs what stands in a name; hand it over by env")
    if sum("uses" in step for step in steps) != len(USES.findall(text)):
        found.append("a step uses what was not looked at")
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_actions_are_pinned_and_jobs_may_do_no_more_than_they_need(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"@[0-9a-f]{40}", "@v4"),
        (r"@[0-9a-f]{40}", "@" + "0" * 39),
        (r" # v[\d.]+", ""),
        (r" # v[\d.]+", " # v4"),
        (r"permissions:\n  contents: read\n", ""),
        (r"permissions:\n  contents: read\n", "permissions: write-all\n"),
        (r"permissions:\n  contents: read\n", "permissions:\n  contents: read\n  issues: write\n"),
        (r"concurrency:\n.*\n.*\n", ""),
        (r"    timeout-minutes: \d+\n", ""),
        (r"timeout-minutes: \d+", "timeout-minutes: 360"),
        (r"          persist-credentials: false\n", ""),
        (r"    runs-on: ubuntu-24.04\n", "    runs-on: ubuntu-24.04\n    permissions: {contents: write}\n"),
        (r"bash \.ci/run", "echo ${{ github.head_ref }}"),
        (r"  pull_request:\n", "  pull_request_target:\n"),
        (r"- uses: actions", "- 'uses': actions"),
    ],
)
def test_each_of_these_would_be_seen(old: str, new: str) -> None:
    text = (FOLDER / "checks.yml").read_text(encoding="utf-8")
    changed, count = re.subn(old, new.replace("\\", r"\\"), text, count=1)
    assert count == 1
    assert faults(changed) != []


def test_one_action_has_one_commit() -> None:
    used: dict[str, set[str]] = {}
    for path in PATHS:
        for match in USES.finditer(path.read_text(encoding="utf-8")):
            name, _, commit = match["action"].partition("@")
            used.setdefault(name, set()).add(f"{commit} {match['comment']}")
    assert used
    assert {name: commits for name, commits in used.items() if len(commits) > 1} == {}


def test_a_change_is_tested_on_linux_and_macos() -> None:
    workflow = read((FOLDER / "checks.yml").read_text(encoding="utf-8"))
    assert "pull_request" in workflow["on"]
    jobs = workflow["jobs"].values()
    assert {job["runs-on"].partition("-")[0] for job in jobs} == {"ubuntu", "macos"}
    for job in jobs:
        said = " ".join(step.get("run", "") for step in job["steps"])
        # The second ends on the first.
        assert "make test-all" in said or "bash .ci/run" in said
        assert any(step.get("with", {}).get("cache") == "pip" for step in job["steps"])
        assert all(
            step.get("with", {}).get("fetch-depth") == 0 for step in job["steps"] if "checkout" in str(step)
        )
    assert (data.ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("\nmake test-all")


def test_what_is_published_is_built_without_a_cache() -> None:
    for path in PATHS:
        workflow = read(path.read_text(encoding="utf-8"))
        publishes = any("write" in allowed.values() for allowed in permissions(workflow))
        cached = re.search(r"actions/cache@|^\s+cache: ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert not (publishes and cached), path.name


def test_a_tag_alone_publishes_a_release_once_all_was_tested() -> None:
    workflow = read((FOLDER / "release.yml").read_text(encoding="utf-8"))
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    steps = {name: [step.get("run", "") for step in job["steps"]] for name, job in workflow["jobs"].items()}
    (publishing,) = [name for name, runs in steps.items() if any("gh release create" in run for run in runs)]
    (built,) = [name for name, runs in steps.items() if "bash .ci/run" in runs]
    assert workflow["jobs"][publishing]["needs"] == built
    assert steps[built].index("bash .ci/run") < steps[built].index("make checksums")


def test_two_commands_run_every_test_between_them() -> None:
    text = (data.ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = {
        name: (needed, re.findall(r"-m pytest (.*)", recipe))
        for name, needed, recipe in re.findall(r"^(test(?:-all)?): (.*)\n((?:\t.*\n)+)", text, re.MULTILINE)
    }
    needed, (quick, notebooks) = recipes["test"]
    assert (needed, quick) == ("$(READY)", '-q $(SHARED) -m "not slow"')
    assert notebooks.endswith("$(NBVAL) chapters")
    assert recipes["test-all"] == ("test", ["-q $(SHARED) -m slow"])
    settings = tomllib.loads((data.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert "--strict-markers" in settings["ini_options"]["addopts"]
    assert " -m" not in settings["ini_options"]["addopts"]

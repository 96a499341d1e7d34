"""What changed since a release: a value, a work, a plotted value and a finding, each with old and new."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import support
import yaml

from reviewhelpers._core import atomic_writes
from reviewhelpers.release import change_notes, diff
from reviewhelpers.release.diff import Change

pytestmark = pytest.mark.slow

ROW = "li2022-dong2020-fe"
FIGURE = "fig-co2rr-efficiency"


def release(project: support.Project, version: str) -> None:
    """Set the version, commit all and tag it, as docs/releasing.md says."""
    path = project.root / "pyproject.toml"
    text = re.sub(r'^version = ".*"', f'version = "{version}"', path.read_text(), count=1, flags=re.MULTILINE)
    path.write_text(text)
    if (project.root / ".git").exists():
        author = ("-c", "user.name=A Test", "-c", "user.email=test@example.org")
        for command in (("add", "--all"), ("commit", "--quiet", "--message", version)):
            done = project.run("git", *author, *command)
            assert done.returncode == 0, done.stderr
    else:
        project.commit()
    assert project.run("git", "tag", f"v{version}").returncode == 0


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> support.Project:
    """A project with a release, and with values that moved after it."""
    project = support.copy_project(tmp_path_factory.mktemp("two") / "project")
    release(project, "0.1.0")
    table = project.root / "data" / "performance.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert next(row for row in rows if row["id"] == ROW)["value"] == "95.2"
    replace(table, ",95.2,,,percent,95.2% for CO production", ",59.2,,,percent,95.2% for CO production")
    replace(project.root / "references.bib", "10.1002/adma.202001300", "10.1002/adma.202001301")
    version = project.root / "pyproject.toml"
    version.write_text(version.read_text().replace('version = "0.1.0"', 'version = "0.2.0"'))
    assert change_notes.add(project.root, figures=[FIGURE])
    return project


@pytest.fixture(scope="module")
def found(two: support.Project) -> list[Change]:
    record = json.loads((two.root / change_notes.FOLDER / "0.2.0.json").read_text(encoding="utf-8"))
    assert record["since"] == "v0.1.0"
    return [Change(**change) for change in record["changes"]]


def of(found: list[Change], kind: str) -> list[Change]:
    return [change for change in found if change.kind == kind]


def test_a_value_shows_old_and_new(found: list[Change]) -> None:
    assert of(found, "data") == [Change("data", ROW, "value", "95.2", "59.2")]


def test_a_work_shows_old_and_new(found: list[Change]) -> None:
    (work,) = of(found, "work")
    assert (work.field, work.old, work.new) == ("doi", "10.1002/adma.202001300", "10.1002/adma.202001301")


def test_a_plotted_value_shows_old_and_new(found: list[Change]) -> None:
    plotted = of(found, "figure")
    assert {change.name for change in plotted} == {FIGURE}
    assert any("95.2" in (change.old or "") for change in plotted)
    assert any("59.2" in (change.new or "") for change in plotted)


def test_a_finding_shows_old_and_new(found: list[Change]) -> None:
    assert any(
        "95.2" in f"{change.old}{change.name}" or "202001300" in f"{change.old}"
        for change in of(found, "finding")
    )
    assert all(change.old != change.new for change in of(found, "finding") if change.field)


def test_the_page_shows_each_with_a_link(two: support.Project, found: list[Change]) -> None:
    toc = two.root / "_toc.yml"
    whole = yaml.safe_load(toc.read_text(encoding="utf-8"))
    for path in (two.root / "chapters").rglob("*.*"):
        if path.suffix in {".md", ".ipynb"} and path.name not in {"changes.md", "references.md"}:
            path.unlink()
    (two.root / "chapters" / "addresses.txt").unlink()
    home = "(home)=\n# Home\n\n:::{glossary}\naudit\n  Rules.\n:::\n"
    (two.root / "chapters" / "index.md").write_text(home, encoding="utf-8")
    whole["parts"] = [
        {
            "caption": "All",
            "chapters": [{"file": "chapters/use/changes"}, {"file": "chapters/references"}],
        }
    ]
    toc.write_text(yaml.safe_dump(whole), encoding="utf-8")
    built = two.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    text = (two.root / "_build/html/chapters/use/changes.html").read_text(encoding="utf-8")
    assert "Version 0.2.0" in text
    assert "Compared with version 0.1.0" in text
    assert change_notes.NONE_YET.strip() not in text
    assert f'href="../../data/performance.html#{ROW}"' in text
    plain = re.sub(r"<[^>]+>", "", text)
    assert f"{ROW}, value: 95.2 → 59.2" in plain
    for change in found:
        if change.field and change.kind != "finding":
            assert f", {change.field}: " in plain


def test_the_address_of_the_section_is_listed_once(tmp_path: Path) -> None:
    (tmp_path / "chapters" / "use").mkdir(parents=True)
    page, listed = tmp_path / f"{change_notes.PAGE}.md", tmp_path / "chapters" / "addresses.txt"
    page.write_text(f"(use-changes)=\n# Title\n\nText.\n\n{change_notes.NONE_YET}")
    listed.write_text("# Comment\nchapters/z\n")
    for version in ("1.0.0", "1.1.0", "1.1.0"):
        atomic_writes.write_all(change_notes._section(tmp_path, version))
    lines = [line for line in page.read_text().splitlines() if line]
    assert lines[:3] == ["(use-changes)=", "# Title", "Text."]
    assert [line for line in lines if line.startswith("## ")] == ["## Version 1.1.0", "## Version 1.0.0"]
    assert change_notes.NONE_YET not in page.read_text()
    assert listed.read_text().splitlines() == [
        "# Comment",
        "chapters/use/changes#use-changes-1-0-0",
        "chapters/use/changes#use-changes-1-1-0",
        "chapters/z",
    ]


def test_without_a_release_nothing_is_compared(project: support.Project) -> None:
    before = (project.root / f"{change_notes.PAGE}.md").read_text(encoding="utf-8")
    assert change_notes.NONE_YET in before
    project.commit()
    ran = project.python("-m", "reviewhelpers", "changes")
    assert (ran.returncode, ran.stdout) == (0, "no release yet: nothing to compare\n")
    assert (project.root / f"{change_notes.PAGE}.md").read_text(encoding="utf-8") == before


def test_an_unknown_tag_is_told(project: support.Project) -> None:
    project.commit()
    ran = project.python("-m", "reviewhelpers", "changes", "v9.9.9")
    assert ran.returncode == 1
    assert ran.stderr.startswith("reviewhelpers: v9.9.9: ")
    assert ran.stderr.count("\n") == 1


def test_the_version_must_be_a_later_one(project: support.Project) -> None:
    release(project, "0.3.0")
    ran = project.python("-m", "reviewhelpers", "changes")
    assert (ran.returncode, ran.stderr) == (
        1,
        "reviewhelpers: pyproject.toml: found version 0.3.0, expected one later than v0.3.0\n",
    )


def test_what_is_new_or_gone_is_told() -> None:
    none: diff.State = {kind: {} for kind in diff.KINDS}
    some: diff.State = none | {"data": {"a": {"value": "1"}}}
    assert diff.compare(none, some) == [Change("data", "a", "", None, "")]
    assert diff.compare(some, none) == [Change("data", "a", "", "", None)]
    assert diff.compare(some, some) == []


def test_points_that_came_and_went_are_told() -> None:
    def plot(*lines: str) -> diff.State:
        none: diff.State = {kind: {} for kind in diff.KINDS}
        return none | {"figure": {"fig-a": {"": "\n".join(lines) + "\n"}}}

    old, new = plot("E,rows", "1,a", "2,b", "3,c"), plot("E,rows", "1,a", "4,b", "3,c", "5,d")
    assert diff.compare(old, new) == [
        Change("figure", "fig-a", "E", "2", "4"),
        Change("figure", "fig-a", "point", None, "5, d"),
    ]

"""The version of pyproject.toml, the day and the address of a release, put where others look for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import support
import yaml

from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing import book_metadata
from reviewhelpers.release import version_stamp
from reviewhelpers.release.version_stamp import StampError

FILES = ("CITATION.cff", "pyproject.toml", "data/datapackage.json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The files that name the version, of which the first names the next one."""
    (tmp_path / "data").mkdir()
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    project = tmp_path / "pyproject.toml"
    number = book_metadata.version_number(ROOT)
    project.write_text(
        project.read_text("utf-8").replace(f'version = "{number}"', 'version = "97.0.0"'), "utf-8"
    )
    return tmp_path


def citation(root: Path) -> dict[str, object]:
    return dict(yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8")))


def test_the_version_is_taken_from_its_one_place(root: Path) -> None:
    assert [fault.column for fault in book_metadata.disagreements(root)] == ["version", "version"]
    before = citation(root)
    messages = version_stamp.write(root, "2026-03-01", "git@example.org:defects/book.git")
    assert book_metadata.disagreements(root) == []
    fields = {"version": "97.0.0", "repository-code": "https://example.org/defects/book"}
    after = citation(root)
    assert str(after.pop("date-released")) == "2026-03-01"
    assert after == before | fields
    assert json.loads((root / "data/datapackage.json").read_text("utf-8"))["version"] == "97.0.0"
    assert "register" in messages[-1]
    # A second time nothing is left to write.
    held = {name: (root / name).read_bytes() for name in FILES}
    version_stamp.write(root, "2026-03-01", "https://example.org/defects/book/")
    assert {name: (root / name).read_bytes() for name in FILES} == held


def test_the_rest_of_the_files_stays_to_the_letter(root: Path) -> None:
    for name in FILES:
        (root / name).write_bytes((ROOT / name).read_bytes())
    held = {name: (root / name).read_text("utf-8").splitlines() for name in FILES}
    version_stamp.write(root, "2026-03-01", "https://example.org/defects/book")
    for name in FILES:
        added = set((root / name).read_text("utf-8").splitlines()) - set(held[name])
        assert {line.partition(":")[0] for line in added} <= {"date-released", "repository-code"}, name


def test_without_a_public_remote_no_address_is_made_up(root: Path) -> None:
    stated = citation(root).get("repository-code")
    messages = version_stamp.write(root, "2026-03-01")
    assert citation(root).get("repository-code") == stated
    assert "no repository-code" in messages[0]


def test_the_remote_of_the_clone_gives_the_address(root: Path) -> None:
    project = support.Project(root)
    for words in (("init", "--quiet"), ("remote", "add", "origin", "https://me:secret@example.org/a/b.git")):
        assert project.run("git", *words).returncode == 0
    version_stamp.write(root, "2026-03-01")
    assert citation(root)["repository-code"] == "https://example.org/a/b"
    assert "secret" not in (root / "CITATION.cff").read_text("utf-8")


@pytest.mark.parametrize(
    ("day", "repository"),
    [
        ("soon", None),
        ("2026-02-30", None),
        ("", None),
        ("2026-03-01", "/srv/book.git"),
        ("2026-03-01", "file:///srv/book.git"),
        ("2026-03-01", "localhost:book"),
        ("2026-03-01", "https://example.org/a b"),
        ("2026-03-01", "https://example.org/\nversion: 2"),
        ("2026-03-01", "javascript://example.org/a"),
    ],
)
def test_a_wrong_day_or_address_leaves_all_as_it_was(root: Path, day: str, repository: str | None) -> None:
    held = {name: (root / name).read_bytes() for name in FILES}
    with pytest.raises(StampError, match=r"found .*, expected one such as "):
        version_stamp.write(root, day, repository)
    assert {name: (root / name).read_bytes() for name in FILES} == held


def test_a_package_without_a_version_is_told(root: Path) -> None:
    package = root / "data" / "datapackage.json"
    package.write_text("{}\n", encoding="utf-8")
    with pytest.raises(StampError, match=r"^data/datapackage\.json:-:version: found no such field"):
        version_stamp.write(root, "2026-03-01")


def test_the_check_says_when_files_name_another_version(project: support.Project) -> None:
    path = project.root / "pyproject.toml"
    number = book_metadata.version_number(ROOT)
    path.write_text(path.read_text("utf-8").replace(f'version = "{number}"', 'version = "97.0.0"'), "utf-8")
    ran = project.python("-m", "reviewhelpers", "check")
    assert ran.returncode == 1
    for name in ("CITATION.cff", "data/datapackage.json"):
        expected = f"{name}:-:version: found {number}, expected 97.0.0 as pyproject.toml has it; run"
        assert expected in ran.stdout


def test_make_asks_for_the_day(project: support.Project) -> None:
    ran = project.make("stamp")
    assert ran.returncode != 0
    assert "make stamp DAY=2026-03-01" in ran.stderr

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing import book_metadata
from reviewhelpers.citing.book_metadata import IncompleteHistoryError, Release, ReleaseError

CFF = "cff-version: 1.2.0\ntitle: A title\nauthors:\n  - name: The authors\nkeywords: [defects]\n"
PROJECT = '[project]\nversion = "1.2.0"\n'


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings of the machine."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


class Repository:
    """A small repository whose commits are made on days that a test names."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.page = root / "chapters" / "one.ipynb"
        self.page.parent.mkdir(parents=True)
        (root / "CITATION.cff").write_text(CFF, encoding="utf-8")
        (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, when: str = "2026-01-01T12:00:00Z") -> str:
        identity = {
            f"GIT_{role}_{field}": value
            for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", when))
        }
        command = ["git", "-C", str(self.root), *words]
        done = subprocess.run(
            command, env=os.environ | identity, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, day: str) -> str:
        """Commit all there is; on noon of a day, or at a moment."""
        self.git("add", "--all")
        moment = day if "T" in day else f"{day}T12:00:00Z"
        self.git("commit", "--quiet", "--allow-empty", "--message", day, when=moment)
        return self.git("rev-parse", "HEAD")

    def write(self, text: str = "Text.", **changes: Any) -> None:
        """Write the page: its text, its code and what that gave."""
        output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
        output["data"] = {"text/plain": [changes.get("output", "out")], "application/json": {"a": 1}}
        cells = [
            {"cell_type": "markdown", "id": "cell-0", "metadata": {}, "source": [text]},
            {"cell_type": "code", "source": [changes.get("code", "1")], "outputs": [output]},
        ]
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        self.page.write_text(json.dumps(notebook, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def date(self) -> date | None:
        return book_metadata.page_dates(self.root, [self.page])[self.page]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a page, first committed on 1 March."""
    made = Repository(tmp_path / "repository")
    made.write()
    made.commit("2026-03-01")
    return made


# Version and date of the book


def test_the_tag_of_its_number_on_the_commit_makes_a_release(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    expected = Release("1.2.0", False, date(2026, 3, 1), commit)
    assert (book_metadata.read(repository.root), expected.version) == (expected, "1.2, changed 1 Mar 2026")
    repository.git("tag", "v1.2.0")
    expected = Release("1.2.0", True, date(2026, 3, 1), commit)
    assert (book_metadata.read(repository.root), expected.version) == (expected, "1.2")


@pytest.mark.parametrize(
    "tag", ["1.2.0", "other-1.2.0", "v1.2", "v1.2.0rc1", "v1.2.0-1", "v01.2.0", "V1.2.0", "vé"]
)
def test_a_tag_that_is_no_version_makes_no_release(repository: Repository, tag: str) -> None:
    repository.git("tag", tag)
    assert book_metadata.read(repository.root).version == "1.2, changed 1 Mar 2026"


def test_the_tag_of_another_number_makes_no_release(repository: Repository) -> None:
    repository.git("tag", "v1.1.0")
    assert not book_metadata.read(repository.root).released


def test_a_tag_with_a_message_tells_the_day_of_the_commit(repository: Repository) -> None:
    repository.git("tag", "--annotate", "v1.2.0", "--message", "Release", when="2026-05-05T12:00:00Z")
    found = book_metadata.read(repository.root)
    assert (found.version, found.date) == ("1.2", date(2026, 3, 1))


def test_between_releases_the_day_of_the_commit_is_named(repository: Repository) -> None:
    repository.git("tag", "v1.2.0")
    repository.write("More.")
    commit = repository.commit("2026-11-21")
    found = book_metadata.read(repository.root)
    assert found == Release("1.2.0", False, date(2026, 11, 21), commit)
    assert found.version == "1.2, changed 21 Nov 2026"


def test_a_detached_head_knows_its_version(repository: Repository) -> None:
    repository.git("tag", "v1.2.0")
    repository.write("More.")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "--detach", "v1.2.0")
    found = book_metadata.read(repository.root)
    assert (found.version, found.problem, repository.date()) == ("1.2", "", date(2026, 3, 1))


@pytest.mark.parametrize("month", range(1, 13))
def test_days_are_spelled_alike_in_every_language(month: int) -> None:
    assert book_metadata.format_date(date(2026, month, 7)) == date(2026, month, 7).strftime("7 %b 2026")


@pytest.mark.parametrize(
    ("project", "found"),
    [
        (None, "No such file or directory"),
        ("version = ", "no version of a project"),
        ("[tool]\n", "no version of a project"),
        ("project = 1\n", "no version of a project"),
        ("[project]\nversion = 1.2\n", "1.2"),
        ('[project]\nversion = "1.2"\n', "'1.2'"),
        ('[project]\nversion = "1.2.0rc1"\n', "'1.2.0rc1'"),
        ('[project]\nversion = "01.2.0"\n', "'01.2.0'"),
    ],
)
def test_a_project_without_a_version_is_told(tmp_path: Path, project: str | None, found: str) -> None:
    if project is not None:
        (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    with pytest.raises(
        ReleaseError, match=rf"^pyproject\.toml:-:version: found {re.escape(found)}, expected "
    ):
        book_metadata.read(tmp_path)


def test_a_change_that_is_not_committed_makes_another_book(repository: Repository) -> None:
    repository.git("tag", "v1.2.0")
    repository.write("More.")
    found = book_metadata.read(repository.root)
    assert found == Release("1.2.0", edited=True)
    assert found.version == "1.2, with local changes"


def test_another_version_that_is_not_committed_is_a_local_change(repository: Repository) -> None:
    project = repository.root / "pyproject.toml"
    project.write_text(PROJECT.replace("1.2.0", "1.3.0"), encoding="utf-8")
    assert book_metadata.read(repository.root).version == "1.3, with local changes"


def test_a_file_that_the_book_is_not_made_from_may_change(repository: Repository) -> None:
    readme = repository.root / "README.md"
    readme.write_text("One", encoding="utf-8")
    repository.commit("2026-03-01")
    repository.git("tag", "v1.2.0")
    readme.write_text("Two", encoding="utf-8")
    (repository.root / "chapters" / "draft.ipynb").write_text("{}", encoding="utf-8")
    assert book_metadata.read(repository.root).version == "1.2"


def test_a_new_time_or_mode_of_a_file_is_no_change(repository: Repository) -> None:
    os.utime(repository.page, (1, 1))
    repository.page.chmod(0o755)
    assert book_metadata.read(repository.root).commit != ""


def test_days_are_those_of_utc(repository: Repository) -> None:
    repository.write("More.")
    repository.commit("2026-03-02T23:30:00-05:00")
    assert book_metadata.read(repository.root).date == date(2026, 3, 3)
    assert repository.date() == date(2026, 3, 3)


def test_time_zone_and_language_of_the_machine_do_not_matter(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book_metadata.read(repository.root)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert book_metadata.read(repository.root) == before
    assert repository.date() == date(2026, 3, 1)


# Where git cannot tell


def trouble(root: Path, page: Path) -> str:
    """The one line on why git tells nothing here."""
    with pytest.raises(IncompleteHistoryError, match="no whole history"):
        book_metadata.faults(root)
    found = book_metadata.read(root)
    assert found == Release("1.2.0", problem=found.problem)
    assert (found.version, book_metadata.page_dates(root, [page])) == ("1.2, date not known", {page: None})
    return found.problem


def test_without_git_nothing_is_known(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert trouble(repository.root, repository.page).endswith("found no program git; install git")


def test_without_a_repository_nothing_is_known(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    assert "no history of its own" in trouble(repository.root, repository.page)
    assert "git clone" in trouble(repository.root, repository.page)


def test_without_a_commit_nothing_is_known(tmp_path: Path) -> None:
    fresh = Repository(tmp_path / "fresh")
    fresh.write()
    assert "no commit yet; commit its files" in trouble(fresh.root, fresh.page)


def test_a_repository_above_the_project_is_not_its_own(repository: Repository) -> None:
    inner = repository.root / "inner"
    (inner / "chapters").mkdir(parents=True)
    page = shutil.copy(repository.page, inner / "chapters")
    repository.commit("2026-03-01")
    (inner / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    assert "no history of its own" in trouble(inner, Path(page))


OWNED = """fatal: detected dubious ownership in repository at '/a b'
To add an exception for this directory, call:

\tgit config --global --add safe.directory '/a b'
"""
"""What git 2.43 says of a folder that belongs to another user."""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            OWNED,
            "belongs to another user, so that git does not read its history; run: git config --global --add"
            " safe.directory '/a b'",
        ),
        (
            "fatal: detected dubious ownership\n",
            "another user, so that git does not read its history; run: git"
            " config --global --add safe.directory ROOT",
        ),
        ("fatal: bad config line 3 in file .git/config\n", "(fatal: bad config line 3 in file .git/config)"),
        ("", "(it gives no reason)"),
    ],
)
def test_a_refusal_of_git_is_no_error_and_comes_with_its_remedy(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, said: str, told: str
) -> None:
    refusing = repository.root.parent / "bin"
    refusing.mkdir()
    (refusing / "said").write_text(said, encoding="utf-8")
    # Without a path, the shell alone has to print it.
    printing = f"while IFS= read -r line; do printf '%s\\n' \"$line\"; done < '{refusing}/said' >&2"
    script = f"#!/bin/sh\n{printing}\nexit 128\n"
    (refusing / "git").write_text(script, "utf-8")
    (refusing / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(refusing))
    found = trouble(repository.root, repository.page)
    assert told.replace("ROOT", shlex.quote(str(repository.root))) in found
    assert "\n" not in found


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_the_remedy_for_a_clone_of_another_user_helps(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = book_metadata.read(repository.root)
    for path in (repository.root, *repository.root.rglob("*")):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    found = trouble(repository.root, repository.page)
    command = found.partition("; run: ")[2]
    subprocess.run(shlex.split(command), check=True)
    assert book_metadata.read(repository.root) == before
    assert repository.date() == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["gitdir: /gone/away\n", "gitdir: .git\n", "nonsense\n", ""])
def test_a_file_git_that_leads_nowhere_is_told(repository: Repository, text: str) -> None:
    shutil.rmtree(repository.root / ".git")
    (repository.root / ".git").write_text(text, encoding="utf-8")
    found = trouble(repository.root, repository.page)
    assert f"the file {repository.root / '.git'} leads to no repository" in found
    assert "git worktree repair" in found


def test_a_configuration_that_git_cannot_read_is_no_fault_of_a_worktree(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.git("worktree", "add", str(tmp_path / "tree"))
    (tmp_path / "config").write_text("[bad", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    found = trouble(tmp_path / "tree", repository.page)
    assert "bad config" in found
    assert "worktree repair" not in found


def test_a_bare_repository_is_told(repository: Repository) -> None:
    repository.git("config", "core.bare", "true")
    assert "must be run in a work tree" in trouble(repository.root, repository.page)


def test_a_submodule_knows_its_history(repository: Repository, tmp_path: Path) -> None:
    above = Repository(tmp_path / "above")
    above.commit("2026-01-01")
    allowed = ("-c", "protocol.file.allow=always")
    above.git(*allowed, "submodule", "--quiet", "add", str(repository.root), "book")
    inside = above.root / "book"
    assert (inside / ".git").is_file()
    assert book_metadata.read(inside) == book_metadata.read(repository.root)
    page = inside / "chapters" / "one.ipynb"
    assert book_metadata.page_dates(inside, [page]) == {page: date(2026, 3, 1)}


def test_variables_of_a_hook_do_not_lead_to_another_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.write("Other.")
    other.commit("2020-01-01")
    before = book_metadata.read(repository.root)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repository.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert book_metadata.read(repository.root) == before
    assert repository.date() == date(2026, 3, 1)


def test_without_history_the_moment_of_the_sources_may_be_given(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert book_metadata.read(repository.root).date == date(2026, 3, 1)
    repository.write("More.")
    assert book_metadata.read(repository.root).date is None
    shutil.rmtree(repository.root / ".git")
    found = book_metadata.read(repository.root)
    assert found == Release("1.2.0", False, date(2026, 1, 1), problem=found.problem)
    assert found.version == "1.2, changed 1 Jan 2026"


@pytest.mark.parametrize("given", ["yesterday", "9" * 30, "1.5"])
def test_a_moment_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    with pytest.raises(ReleaseError, match=f"SOURCE_DATE_EPOCH: found '{given}', expected seconds"):
        book_metadata.read(tmp_path)


def test_a_commit_that_a_user_replaced_counts_as_it_was_made(repository: Repository) -> None:
    repository.write("More.")
    repository.commit("2026-03-02")
    before = book_metadata.read(repository.root)
    repository.git("replace", "HEAD", "HEAD~1")
    assert book_metadata.read(repository.root) == before
    assert repository.date() == date(2026, 3, 2)


def test_a_worktree_knows_its_history(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"))
    page = tmp_path / "tree" / "chapters" / "one.ipynb"
    assert book_metadata.read(tmp_path / "tree") == book_metadata.read(repository.root)
    assert book_metadata.page_dates(tmp_path / "tree", [page]) == {page: date(2026, 3, 1)}


# Dates of pages


@pytest.mark.parametrize("change", ["text", "code", "output"])
def test_a_change_of_words_code_or_outputs_dates_a_page(repository: Repository, change: str) -> None:
    repository.write(**{change: "2"})
    repository.commit("2026-03-02")
    repository.commit("2026-03-03")
    assert repository.date() == date(2026, 3, 2)


def test_words_that_came_back_are_dated_by_their_return(repository: Repository) -> None:
    repository.write("Other.")
    repository.commit("2026-03-02")
    repository.write()
    repository.commit("2026-03-03")
    assert repository.date() == date(2026, 3, 3)


def test_pages_are_dated_apart(repository: Repository) -> None:
    other = repository.root / "chapters" / "two ü.md"
    other.write_text("# Two\n", encoding="utf-8")
    repository.commit("2026-03-02")
    repository.write("More.")
    repository.commit("2026-03-03")
    pages = {repository.page: date(2026, 3, 3), other: date(2026, 3, 2)}
    assert book_metadata.page_dates(repository.root, pages) == pages


def test_a_page_that_is_new_or_changed_has_no_date(repository: Repository) -> None:
    new = repository.root / "chapters" / "new.md"
    new.write_text("# New\n", encoding="utf-8")
    away = repository.root / "chapters" / "away.md"
    outside = repository.root.parent / "outside.md"
    pages = [repository.page, new, away, outside]
    assert list(book_metadata.page_dates(repository.root, pages).values()) == [
        date(2026, 3, 1),
        None,
        None,
        None,
    ]
    repository.write("More.")
    assert repository.date() is None


def test_other_ends_of_lines_are_no_change(repository: Repository) -> None:
    page = repository.root / "chapters" / "two.md"
    page.write_bytes(b"# Two\n\nText.\n")
    repository.commit("2026-03-02")
    page.write_bytes(b"# Two\r\n\r\nText.\r\n")
    assert book_metadata.page_dates(repository.root, [page]) == {page: date(2026, 3, 2)}


def test_a_page_merged_is_dated_by_the_commit_that_brought_its_words(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.write("More.")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "main")
    (repository.root / "chapters" / "two.md").write_text("# Two\n", encoding="utf-8")
    repository.commit("2026-03-03")
    repository.git("merge", "--quiet", "--no-edit", "branch", when="2026-03-04T12:00:00Z")
    assert repository.date() == date(2026, 3, 2)


def test_the_date_of_a_page_does_not_depend_on_the_pages_beside_it(repository: Repository) -> None:
    other = repository.root / "chapters" / "two.md"
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.write("More.")
    other.write_text("# Two\n", encoding="utf-8")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "main")
    repository.write("More.")
    repository.commit("2026-03-03")
    repository.git("merge", "--quiet", "--no-edit", "branch", when="2026-03-04T12:00:00Z")
    both = book_metadata.page_dates(repository.root, [repository.page, other])
    assert both == {repository.page: date(2026, 3, 3), other: date(2026, 3, 2)}
    assert repository.date() == both[repository.page]


def test_words_that_a_merge_itself_wrote_are_dated_by_it(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.write("One.")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "main")
    repository.write("Two.")
    repository.commit("2026-03-03")
    repository.git("merge", "--quiet", "--no-commit", "--strategy=ours", "branch")
    repository.write("One and two.")
    repository.commit("2026-03-04")
    assert repository.date() == date(2026, 3, 4)


def test_a_page_that_moved_is_new_at_its_address(repository: Repository) -> None:
    moved = repository.page.with_name("moved.ipynb")
    repository.git("mv", str(repository.page), str(moved))
    repository.commit("2026-03-02")
    assert book_metadata.page_dates(repository.root, [moved]) == {moved: date(2026, 3, 2)}


def test_a_line_of_history_that_a_merge_left_out_does_not_date_a_page(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.write("Never taken.")
    repository.commit("2026-03-05")
    repository.git("checkout", "--quiet", "main")
    repository.write("More.")
    repository.commit("2026-03-02")
    repository.git("merge", "--quiet", "--no-edit", "--strategy=ours", "branch", when="2026-03-06T12:00:00Z")
    assert repository.date() == date(2026, 3, 2)


def test_settings_of_a_user_do_not_change_dates(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[log]\nfollow = true\nshowSignature = true\n[diff]\nexternal = false\nnoprefix = true\n"
        "[color]\nui = always\n[core]\nquotePath = true\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    moved = repository.page.with_name("two ü*.ipynb")
    repository.git("mv", str(repository.page), str(moved))
    repository.commit("2026-03-02")
    repository.page.with_name("two ü 2.ipynb").write_text("{}", encoding="utf-8")
    repository.commit("2026-03-03")
    assert book_metadata.page_dates(repository.root, [moved]) == {moved: date(2026, 3, 2)}


def test_a_page_that_the_commit_lacks_or_that_is_gone_has_no_date(repository: Repository) -> None:
    kept = repository.page.read_bytes()
    repository.page.unlink()
    assert repository.date() is None
    repository.commit("2026-03-02")
    repository.page.write_bytes(kept)
    assert repository.date() is None
    repository.git("add", "--all")
    assert repository.date() is None


def test_a_new_time_or_mode_does_not_undate_a_page(repository: Repository) -> None:
    os.utime(repository.page, (1, 1))
    repository.page.chmod(0o755)
    assert repository.date() == date(2026, 3, 1)


def test_a_shallow_clone_dates_only_what_changed_after_its_end(
    repository: Repository, tmp_path: Path
) -> None:
    other = repository.root / "chapters" / "two.md"
    for day in ("2026-03-02", "2026-03-03"):
        other.write_text(day, encoding="utf-8")
        repository.commit(day)
    for depth, expected in (("1", None), ("2", date(2026, 3, 3))):
        clone = tmp_path / depth
        repository.git("clone", "--quiet", "--depth", depth, f"file://{repository.root}", str(clone))
        pages = [clone / "chapters" / name for name in ("one.ipynb", "two.md")]
        assert list(book_metadata.page_dates(clone, pages).values()) == [None, expected]
        found = book_metadata.read(clone)
        assert replace(found, problem="") == book_metadata.read(repository.root)
        assert "run: git fetch --unshallow --tags" in found.problem
        with pytest.raises(IncompleteHistoryError):
            book_metadata.faults(clone)


def test_a_clone_without_old_contents_dates_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.root}", str(clone))
    page = clone / "chapters" / "one.ipynb"
    assert book_metadata.page_dates(clone, [page]) == {page: None}
    assert "clone it again without --filter" in book_metadata.read(clone).problem


def test_the_remedy_for_a_shallow_clone_helps(repository: Repository, tmp_path: Path) -> None:
    repository.git("tag", "v1.2.0")
    repository.commit("2026-03-02")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(clone))
    remedy = book_metadata.read(clone).problem.partition("run: ")[2]
    subprocess.run(shlex.split(remedy), cwd=clone, check=True, capture_output=True)
    page = clone / "chapters" / "one.ipynb"
    assert book_metadata.page_dates(clone, [page]) == {page: date(2026, 3, 1)}
    assert book_metadata.read(clone) == book_metadata.read(repository.root)


def test_no_pages_have_no_dates(repository: Repository) -> None:
    assert book_metadata.page_dates(repository.root, []) == {}


# What CITATION.cff says


def test_citation_agrees_with_the_newest_release() -> None:
    try:
        assert book_metadata.faults() == []
    except IncompleteHistoryError as error:
        pytest.skip(str(error))


RIGHT = "license: MIT\nversion: 1.2.0\n"


def state(repository: Repository, citation: str, version: str = "1.2.0") -> list[str]:
    """The faults once CITATION.cff and pyproject.toml say something."""
    (repository.root / "CITATION.cff").write_text(CFF + citation, encoding="utf-8")
    project = PROJECT.replace("1.2.0", version)
    (repository.root / "pyproject.toml").write_text(project, encoding="utf-8")
    return [f"{fault.file} {fault.column}" for fault in book_metadata.faults(repository.root)]


def test_the_version_is_that_of_the_project(repository: Repository) -> None:
    assert state(repository, RIGHT) == []
    assert state(repository, RIGHT + "date-released: 2026-03-01\n") == []
    assert state(repository, "license: MIT\n") == ["CITATION.cff version"]
    assert state(repository, RIGHT, "1.2.1") == ["CITATION.cff version"]
    (repository.root / "data").mkdir()
    package = repository.root / "data" / "datapackage.json"
    for text, found in (
        ('{"version": "1.2.0"}', []),
        ('{"version": "1.1.0"}', ["data/datapackage.json version"]),
        ("{}", ["data/datapackage.json version"]),
        ("{", []),
    ):
        package.write_text(text, encoding="utf-8")
        assert state(repository, RIGHT) == found


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("license", ["", "[MIT, CC-BY-4.0]", "MIT and CC-BY-4.0", "{a: b}"]),
        ("date-released", ["soon", "2026", "20260301"]),
        (
            "repository-code",
            ["book", "/srv/book", "file:///srv/book", "git@example.org:a/b", "https://me:pw@example.org"],
        ),
    ],
)
def test_what_an_archive_would_refuse_is_told(repository: Repository, field: str, values: list[str]) -> None:
    right = {"license": "MIT", "version": "1.2.0", "repository-code": "https://example.org/a/b"}
    for value in values:
        stated = "".join(f"{name}: {one}\n" for name, one in (right | {field: value}).items())
        assert state(repository, stated) == [f"CITATION.cff {field}"], value


def test_after_a_release_its_day_is_stated(repository: Repository) -> None:
    repository.git("tag", "v1.9.0")
    state(repository, RIGHT.replace("1.2.0", "1.10.0"), "1.10.0")
    repository.commit("2026-03-02")
    repository.git("tag", "--annotate", "v1.10.0", "--message", "Release", when="2026-05-05T12:00:00Z")
    repository.write("Still more.")
    repository.commit("2026-03-03")
    right = RIGHT.replace("1.2.0", "1.10.0")
    assert state(repository, right + "date-released: 2026-03-02\n", "1.10.0") == []
    assert state(repository, right + "date-released: '2026-03-02'\n", "1.10.0") == []
    for wrong in ("date-released: 2026-03-03\n", ""):
        assert state(repository, right + wrong, "1.10.0") == ["CITATION.cff date-released"]
    # The next one is prepared: its day is not before that of the last.
    following = RIGHT.replace("1.2.0", "1.11.0")
    assert state(repository, following + "date-released: 2026-03-02\n", "1.11.0") == []
    assert state(repository, following + "date-released: 2026-03-01\n", "1.11.0") == [
        "CITATION.cff date-released"
    ]
    before = RIGHT.replace("1.2.0", "1.9.9")
    assert "pyproject.toml version" in state(repository, before, "1.9.9")


def test_a_tag_is_that_of_the_version_committed(repository: Repository) -> None:
    state(repository, RIGHT + "date-released: 2026-03-02\n")
    repository.commit("2026-03-02")
    repository.git("tag", "v1.1.0")
    (fault,) = book_metadata.faults(repository.root)
    assert str(fault) == "pyproject.toml:-:version: found 1.2.0, expected 1.1.0, the tag of this commit"
    repository.git("tag", "v1.2.0")
    assert book_metadata.faults(repository.root) == []


def test_a_release_of_another_line_does_not_count(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.commit("2026-03-02")
    repository.git("tag", "v2.0.0")
    repository.git("checkout", "--quiet", "main")
    assert state(repository, RIGHT) == []


def cite(root: Path, text: str) -> Path:
    (root / "CITATION.cff").write_text(text, encoding="utf-8")
    return root


def test_authors_are_names_of_csl(tmp_path: Path) -> None:
    text = """\
authors:
  - name: The authors
  - family-names: Gogh
    given-names: Vincent
    name-particle: van
    name-suffix: Jr
    orcid: https://orcid.org/0000-0000-0000-0000
"""
    person = {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van", "suffix": "Jr"}
    assert book_metadata.authors(cite(tmp_path, text)) == [{"literal": "The authors"}, person]


def test_title_and_keywords_are_those_of_the_file(tmp_path: Path) -> None:
    assert book_metadata.title(cite(tmp_path, CFF)) == "A title"
    assert book_metadata.keywords(tmp_path) == ["defects"]


@pytest.mark.parametrize("field", ["title", "authors", "keywords"])
@pytest.mark.parametrize(
    "text", ["cff-version: 1.2.0\n", "{field}: ''\n", "{field}:\n", "{field}: {{a: b}}\n"]
)
def test_missing_field_is_named(tmp_path: Path, field: str, text: str) -> None:
    with pytest.raises(ReleaseError, match=rf"^CITATION\.cff:-:{field}: found .*, expected the {field}"):
        getattr(book_metadata, field)(cite(tmp_path, text.format(field=field)))


@pytest.mark.parametrize("author", ["given-names: A", "alias: A", "A"])
def test_an_author_has_a_name(tmp_path: Path, author: str) -> None:
    with pytest.raises(ReleaseError, match=r"^CITATION\.cff:-:authors: .*expected name, or family-names"):
        book_metadata.authors(cite(tmp_path, f"authors:\n  - {author}\n"))


@pytest.mark.parametrize(("text", "message"), [("a: [", "no YAML"), ("- a", "no fields"), ("", "no fields")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReleaseError, match=rf"^CITATION\.cff:-:-: found .*{message}"):
        book_metadata.title(cite(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"^CITATION\.cff.*expected a readable file"):
        book_metadata.title(tmp_path)


def test_the_four_sources_are_referenced_as_the_bibliography_has_them() -> None:
    from reviewhelpers.dataset import bibliography

    dois = [work["doi"] for work in book_metadata._citation(ROOT)["references"]]
    keys = ("li2022defect", "gan2024defects", "pei2024low", "ji2023identification")
    assert dois == [bibliography.doi(key) for key in keys]

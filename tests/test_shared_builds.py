"""The site that tests look at is built once, and anew where anything that it is made from changed."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
import shared_builds
import support


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where something was built, in place of the site."""
    places: list[Path] = []

    def build(place: Path, made_from: str) -> str:
        places.append(place)
        (place / "log.txt").write_text("built", encoding="utf-8")
        (place / "key").write_text(made_from, encoding="utf-8")
        return "built"

    monkeypatch.setattr(shared_builds, "build", build)
    return places


def test_it_is_built_anew_only_where_its_inputs_changed(
    built: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    for state in ("one", "one", "other", "other"):
        monkeypatch.setattr(shared_builds, "key", lambda state=state: state)
        with ExitStack() as stack:
            assert shared_builds.site(tmp_path, stack, place) == (place / "project", "built")
    assert built == [place, place]


def test_what_another_run_looks_at_stays(
    built: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, scratch = tmp_path / "place", tmp_path / "scratch"
    scratch.mkdir()
    with ExitStack() as other, ExitStack() as stack:
        monkeypatch.setattr(shared_builds, "key", lambda: "one")
        shared_builds.site(scratch, other, place)
        # A second run may look at the same.
        assert shared_builds.site(scratch, stack, place)[0] == place / "project"
        monkeypatch.setattr(shared_builds, "key", lambda: "other")
        assert shared_builds.site(scratch, stack, place)[0] == scratch / "project"
        with (place / "lock").open() as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert built == [place, scratch]


@pytest.mark.parametrize("changed", ["chapters/index.md", "src/a.py", "Makefile", "data/b.csv"])
def test_every_input_counts(tmp_path: Path, changed: str) -> None:
    for name in ("chapters/index.md", "src/a.py", "Makefile", "data/b.csv", "tests/a.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    before = shared_builds.key(tmp_path)
    (tmp_path / "tests/a.py").write_text("other")
    assert shared_builds.key(tmp_path) == before
    (tmp_path / changed).write_text("other")
    assert shared_builds.key(tmp_path) != before


def test_a_build_that_failed_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("one")
    failed = subprocess.CompletedProcess([], 2, "a warning", "")
    project = SimpleNamespace(commit=lambda: None, make=lambda target, address: failed)
    monkeypatch.setattr(support, "copy_project", lambda root: project)
    with pytest.raises(AssertionError, match="a warning"):
        shared_builds.build(tmp_path, "one")
    assert not (tmp_path / "key").exists()


@pytest.fixture(scope="session")
def ask(request: pytest.FixtureRequest) -> Callable[[str, Callable[[Path], str]], tuple[Path, str]]:
    return lambda name, make: shared_builds.once(request, name, make)


def test_what_one_process_made_is_there_for_all(
    ask: Callable[[str, Callable[[Path], str]], tuple[Path, str]],
) -> None:
    folders: list[Path] = []

    def make(folder: Path) -> str:
        folders.append(folder)
        return "told"

    assert ask("kept-sound", make) == ask("kept-sound", make) == (folders[0], "told")
    assert len(folders) == 1


def test_a_fault_of_the_one_is_told_to_all(
    ask: Callable[[str, Callable[[Path], str]], tuple[Path, str]],
) -> None:
    def make(folder: Path) -> str:
        raise ValueError("no such thing")

    for _ in range(2):
        with pytest.raises(AssertionError, match="no such thing"):
            ask("kept-fault", make)

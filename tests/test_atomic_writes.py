"""Files and folders are the old or the new, and a full disk is told in one line."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewhelpers._core import atomic_writes
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks

NOBODY = 2**22 - 1
"""The number of a process that does not run."""
FULL = Path("/dev/full")
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from reviewhelpers.__main__ import main
sys.exit(main({words!r}))
"""
"""A command that may write that many bytes to a file, as on a disk that is about to be full."""


def limited(limit: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    script = LIMITED.format(limit=limit, words=[str(word) for word in words])
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=data.ROOT
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# Files


def test_a_file_is_replaced(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        atomic_writes.write(tmp_path / "a.csv", content)
        assert tree(tmp_path) == {"a.csv": content}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EROFS, "Read-only file system"),
        (errno.EACCES, "Permission denied"),
    ],
)
@pytest.mark.parametrize("fails", ["write_bytes", "replace"])
def test_a_refusal_names_the_file_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, fails: str
) -> None:
    path = tmp_path / "a.csv"
    atomic_writes.write(path, b"old")

    def refuse(part: Path, *given: object) -> None:
        Path.touch(part)  # what a full disk leaves: a file without all of its bytes
        raise OSError(number, os.strerror(number), str(part))

    monkeypatch.setattr(Path, fails, refuse)
    with pytest.raises(atomic_writes.WriteError) as raised:
        atomic_writes.write(path, b"new")
    assert str(raised.value) == f"{path}: cannot be written: {said}"
    assert tree(tmp_path) == {"a.csv": b"old"}


def test_what_killed_processes_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    parent = os.getppid()
    for name in (f".a.csv.{NOBODY}.part", f".a.csv.{parent}.part", f".b.csv.{NOBODY}.part", ".a.csv.x.part"):
        (tmp_path / name).touch()
    atomic_writes.write(tmp_path / "a.csv", b"new")
    assert set(tree(tmp_path)) == {
        "a.csv",
        f".a.csv.{parent}.part",
        f".b.csv.{NOBODY}.part",
        ".a.csv.x.part",
    }


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    path.chmod(mode)
    atomic_writes.write(path, b"new")
    assert path.stat().st_mode & 0o777 == mode


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "a.csv", tmp_path / "b.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    atomic_writes.write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert set(tree(tmp_path)) == {"far/a.csv", "b.csv"}


# Folders


def test_everyone_may_read_a_folder_that_is_published(tmp_path: Path) -> None:
    source, place = tmp_path / "work", tmp_path / "html"
    (source / "a").mkdir(parents=True, mode=0o700)
    (source / "a" / "index.html").touch(mode=0o600)
    atomic_writes.publish(source, place)
    assert [path.stat().st_mode & 0o777 for path in (place, place / "a", place / "a" / "index.html")] == [
        *(0o755, 0o755, 0o644)
    ]


def test_a_folder_is_replaced_and_no_copy_is_left(tmp_path: Path) -> None:
    source, place = tmp_path / "work", tmp_path / "html"
    (source / "a").mkdir(parents=True)
    for content in (b"one", b"two", b"three"):
        (source / "a" / "index.html").write_bytes(content)
        atomic_writes.publish(source, place)
        assert tree(place) == {"a/index.html": content}
        assert place.is_symlink()
        assert len(list(tmp_path.iterdir())) == 3
    # The next build writes into its own files; the site stays as it was.
    (source / "a" / "index.html").write_bytes(b"half")
    assert tree(place) == {"a/index.html": b"three"}


def test_the_link_moves_with_the_folder_around_it(tmp_path: Path) -> None:
    (tmp_path / "one" / "work").mkdir(parents=True)
    (tmp_path / "one" / "work" / "a").touch()
    atomic_writes.publish(tmp_path / "one" / "work", tmp_path / "one" / "html")
    (tmp_path / "one").rename(tmp_path / "two")
    assert (tmp_path / "two" / "html" / "a").is_file()


def test_a_folder_of_an_earlier_version_gives_way(tmp_path: Path) -> None:
    source, place = tmp_path / "work", tmp_path / "html"
    for folder, content in ((source, "new"), (place, "old")):
        folder.mkdir()
        (folder / content).touch()
    atomic_writes.publish(source, place)
    assert set(tree(place)) == {"new"}
    assert len(list(tmp_path.iterdir())) == 3


def test_a_publication_that_fails_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, place = tmp_path / "work", tmp_path / "html"
    source.mkdir()
    (source / "a").write_text("old")
    atomic_writes.publish(source, place)
    (source / "a").write_text("new")

    def refuse(*given: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(atomic_writes.WriteError, match="html: cannot be written: No space left on device"):
        atomic_writes.publish(source, place)
    assert tree(place) == {"a": b"old"}
    assert len(list(tmp_path.iterdir())) == 3


# Commands


def test_a_command_without_room_says_one_line(tmp_path: Path) -> None:
    old = tmp_path / "tab-use-tables.csv"
    old.write_bytes(b"old")
    ran = limited(512, "tables", "tab-use-tables", "--format", "csv", "--out", tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "[1/1] tab-use-tables: csv",
        f"reviewhelpers: {old}: cannot be written: File too large",
    ]
    assert tree(tmp_path) == {"tab-use-tables.csv": b"old"}


def test_a_notebook_without_room_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    old = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    path.write_bytes(old)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        with pytest.raises(atomic_writes.WriteError) as raised:
            atomic_writes.write(path, notebooks.serialize(notebooks.read(path)).encode())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert str(raised.value) == f"{path}: cannot be written: File too large"
    assert tree(tmp_path) == {"a.ipynb": old}


def test_a_site_without_room_is_the_old_one(tmp_path: Path) -> None:
    source, place = tmp_path / "work", tmp_path / "html"
    source.mkdir()
    (source / "a").write_text("old")
    atomic_writes.publish(source, place)
    (source / "a").write_text("new" * 1000)
    ran = limited(512, "publish", source, place)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith(f"reviewhelpers: {place}: cannot be written: ")
    assert "File too large" in ran.stderr
    assert tree(place) == {"a": b"old"}


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_output_that_goes_nowhere_is_told_in_one_line() -> None:
    with FULL.open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "reviewhelpers", "audit", "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=data.ROOT,
        )
    assert ran.returncode == 1
    assert ran.stderr == "reviewhelpers: standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    with pytest.raises(atomic_writes.WriteError, match=r"a\.csv: cannot be written: Permission denied"):
        atomic_writes.write(folder / "a.csv", b"")

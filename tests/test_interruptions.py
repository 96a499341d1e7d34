"""Commands killed at random moments leave the old or the new state, and the next run is whole.

``KILLS`` says how many kills are shared among the commands; ``make interruptions`` asks for many.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewhelpers import data, notebooks, whole

KILLS = int(os.environ.get("KILLS", "24"))
SEED = int(os.environ.get("SEED", "1"))
"""A fault comes again, as far as the machine allows, with the same seed."""

State = dict[str, bytes]

WRITER = """
import sys
from pathlib import Path
from reviewhelpers import whole
out = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10**6):
    for name in ("a", "b"):
        whole.write(out / f"{name}.csv", str(turn % 7).encode() * 3_000_000)
"""
PUBLISHER = """
import sys
from pathlib import Path
from reviewhelpers import whole
one, other, place = map(Path, sys.argv[1:])
print("ready", flush=True)
for turn in range(10**6):
    whole.publish((one, other)[turn % 2], place)
"""


def state(folder: Path) -> State:
    """The files of a folder by path, without those that say of themselves that they are not whole."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(whole.PART)
    }


def killed(command: list[str], wait: float, first_line: bool = False) -> bool:
    """Run a command and kill it, with all that it started, after some seconds; whether it still ran.

    With ``first_line`` the seconds count from the first line that it prints.
    """
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE if first_line else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=data.ROOT,
    )
    if process.stdout:
        process.stdout.readline()
    try:
        process.wait(wait)
        met = False
    except subprocess.TimeoutExpired:
        met = True
    # The kernels of notebooks have groups of their own and end with the process that asked for them.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
    return met


def share(part: float) -> range:
    return range(max(1, round(KILLS * part)))


def run(command: list[str]) -> float:
    """Run a command to its end; how many seconds it took."""
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data.ROOT)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - start


def reviewhelpers(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "reviewhelpers", *map(str, words)]


def test_files_written_over_and_over_are_whole(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole_ones = {str(turn).encode() * 3_000_000 for turn in range(7)}
    for _ in share(0.4):
        assert killed([sys.executable, "-c", WRITER, str(tmp_path)], chance.uniform(0, 0.3), first_line=True)
        assert state(tmp_path).keys() <= {"a.csv", "b.csv"}
        assert set(state(tmp_path).values()) <= whole_ones
    # The next to write takes away what was left.
    for name in ("a", "b"):
        whole.write(tmp_path / f"{name}.csv", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_a_site_is_one_or_the_other(tmp_path: Path) -> None:
    chance = random.Random(SEED + 1)
    sites = []
    for name in ("one", "other"):
        for number in range(200):
            path = tmp_path / name / str(number % 5) / f"{name if number > 150 else 'page'}-{number}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name * 500)
        sites.append(tmp_path / name)
    place = tmp_path / "build" / "html"
    place.parent.mkdir()
    whole.publish(sites[0], place)
    command = [sys.executable, "-c", PUBLISHER, *map(str, sites), str(place)]
    allowed = [state(site) for site in sites]
    for _ in share(0.4):
        assert killed(command, chance.uniform(0, 0.5), first_line=True)
        assert state(place) in allowed
    run(reviewhelpers("publish", sites[1], place))
    assert state(place) == allowed[1]
    assert len(list(place.parent.iterdir())) == 2


def test_tables_are_old_or_new(tmp_path: Path) -> None:
    chance = random.Random(SEED + 2)
    command = reviewhelpers("tables", "tab-use-tables", "tab-use-quantities", "--out", tmp_path)
    took = run(command)
    new = state(tmp_path)
    for _ in share(0.1):
        for path in tmp_path.iterdir():
            path.write_bytes(b"old") if path.suffix != whole.PART else None
        killed(command, chance.uniform(took / 2, took))
        left = state(tmp_path)
        assert left.keys() == new.keys()
        assert [name for name in left if left[name] not in (b"old", new[name])] == []
    run(command)
    assert state(tmp_path) == new


def test_notebooks_are_old_or_new(tmp_path: Path) -> None:
    chance = random.Random(SEED + 3)
    paths = [tmp_path / f"{name}.ipynb" for name in "ab"]

    def cell(source: str) -> dict[str, Any]:
        return {
            "cell_type": "code",
            "id": "a",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }

    book = {"cells": [cell("print('x' * 100_000)")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    command = reviewhelpers("refresh", *paths)
    for path in paths:
        path.write_text(json.dumps(book), encoding="utf-8")
    old = state(tmp_path)
    took = run(command)
    new = state(tmp_path)
    assert [name for name in new if new[name] == old[name]] == []
    for _ in share(0.1):
        for name, content in old.items():
            (tmp_path / name).write_bytes(content)
        killed(command, chance.uniform(took / 3, took))
        left = state(tmp_path)
        assert left.keys() == new.keys()
        assert [name for name in left if left[name] not in (old[name], new[name])] == []
    run(command)
    assert state(tmp_path) == new
    assert notebooks.stale(paths) == []


def half_written(path: Path, content: bytes) -> None:
    path.write_bytes(content[: len(content) // 2])


def half_published(made: Path, place: Path) -> None:
    shutil.copytree(made, place, dirs_exist_ok=True)


@pytest.mark.parametrize("name", ["write", "publish"])
def test_a_half_state_would_be_seen(name: str, tmp_path: Path) -> None:
    half: dict[str, Callable[..., None]] = {"write": half_written, "publish": half_published}
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "b").write_bytes(b"new")
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "a").write_bytes(b"old")
    if name == "write":
        half[name](tmp_path / "place" / "a", b"new")
    else:
        half[name](tmp_path / "new", tmp_path / "place")
    assert state(tmp_path / "place") not in ({"a": b"old"}, {"a": b"new"}, state(tmp_path / "new"))

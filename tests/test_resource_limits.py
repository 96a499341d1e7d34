"""Limits of the shell are told before a build begins, and what runs out in it ends it with one line."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
import threading

import pytest

from reviewhelpers.workspace import resource_limits


def chained(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "ulimit -u"),
        (RuntimeError("can't start new thread"), "ulimit -u"),
        (chained(RuntimeError("building your book"), MemoryError()), "memory"),
    ],
)
def test_what_ran_out_is_told(error: Exception, word: str) -> None:
    assert word in (resource_limits.exhausted_resource(error) or "")


@pytest.mark.parametrize(
    "error", [ValueError("x"), FileNotFoundError(errno.ENOENT, "x"), RuntimeError("x"), None]
)
def test_other_faults_are_not_taken_for_it(error: Exception | None) -> None:
    assert resource_limits.exhausted_resource(error) is None


def test_a_ring_of_errors_ends() -> None:
    one, two = ValueError("one"), ValueError("two")
    one.__context__, two.__context__ = two, one
    assert resource_limits.exhausted_resource(one) is None


@pytest.mark.parametrize(
    "where", ["raise MemoryError", "threading.Thread(target=fails).start(); time.sleep(60)"]
)
def test_a_command_that_runs_out_says_one_line_and_ends(where: str) -> None:
    """Also where it is a thread that does, for which the rest would wait for ever."""
    script = (
        "import sys, threading, time\nfrom reviewhelpers.cli import main, refresh\n"
        'def fails(): raise RuntimeError("can\'t start new thread")\n'
        f"def run(**options): {where}\n"
        "refresh.command.callback = run\nsys.argv[1:] = ['refresh']\nsys.exit(main.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("reviewhelpers: stopped: too ")
    assert done.stderr.count("\n") == 1


def limited(monkeypatch: pytest.MonkeyPatch, kind: int, soft: int, hard: int) -> list[object]:
    """Have the system tell a limit; what it is asked to set instead."""
    asked, changed = resource.getrlimit, list[object]()
    monkeypatch.setattr(resource, "getrlimit", lambda of: (soft, hard) if of == kind else asked(of))
    monkeypatch.setattr(resource, "setrlimit", lambda of, to: changed.append((of, to)))
    return changed


def test_a_limit_that_may_be_raised_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = limited(monkeypatch, resource.RLIMIT_NOFILE, 64, 4096)
    resource_limits.check()
    assert changed == [(resource.RLIMIT_NOFILE, (resource_limits.FILES, 4096))]


def test_room_for_processes_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, resource.RLIMIT_NPROC, 200, 200)
    resource_limits.check()
    before, started = threading.active_count(), threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if threading.active_count() >= before + 17:
            raise RuntimeError("can't start new thread")
        started(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(resource_limits.LimitTooLow, match="room for 17 more"):
        resource_limits.check()
    assert threading.active_count() == before


def test_little_is_done_at_a_time_where_the_shell_sets_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, resource.RLIMIT_AS, resource_limits.MEMORY * 1024, resource_limits.MEMORY * 1024)
    assert resource_limits.worker_count(70) == resource_limits.LIMITED_WORKERS
    assert resource_limits.memory_saving_environment().keys() <= {"OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"}
    assert resource_limits.memory_saving_environment()

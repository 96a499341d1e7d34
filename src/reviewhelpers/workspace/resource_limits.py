"""Resource limits: checked before a build starts; errors of exhausted resources are explained."""

from __future__ import annotations

import errno
import os
import sys
import threading

from reviewhelpers._core.errors import ReviewHelpersError

if sys.platform != "win32":
    import resource

MEMORY = 1_500_000
"""Kilobytes of address space that a process of a build may need."""
FILES = 256
"""Open files that it may need: a kernel, which `refresh` starts, needs a dozen sockets."""
THREADS = 100
"""Threads and processes that it may need together."""
LIMITED_WORKERS = 2
"""How many workers run at a time where memory, processes or open files are limited."""

_UNLIMITED_PROCESSES = 4096
_MESSAGES = {
    errno.ENOMEM: "too little memory",
    errno.EAGAIN: "too few processes allowed (ulimit -u), or too little memory",
    errno.EMFILE: "too few open files allowed (ulimit -n)",
    errno.ENFILE: "too few open files allowed on this machine",
}


class LimitTooLow(ReviewHelpersError):
    """A resource limit that is too low to build the book."""


def check() -> None:
    """Check that the resource limits suffice for a build; soft limits are raised where that is allowed.

    Raises
    ------
    LimitTooLow
        The message names the limit, its value and how to raise it.
    """
    if sys.platform == "win32":
        return
    for kind, option in ((resource.RLIMIT_AS, "v"), (resource.RLIMIT_DATA, "d")):
        allowed = _raise_limit(kind, MEMORY * 1024) // 1024
        if allowed < MEMORY:
            raise LimitTooLow(
                f"memory: found a limit of {allowed} kB (ulimit -{option}), "
                f"expected {MEMORY} kB or more; raise it, or ask for more memory"
            )
    if (allowed := _raise_limit(resource.RLIMIT_NOFILE, FILES)) < FILES:
        raise LimitTooLow(
            f"open files: found a limit of {allowed} (ulimit -n), expected {FILES} or more; raise it"
        )
    if (
        _soft_limit(resource.RLIMIT_NPROC) < _UNLIMITED_PROCESSES
        and (startable := _startable_threads(THREADS)) < THREADS
    ):
        raise LimitTooLow(
            f"processes: found room for {startable} more (ulimit -u), expected room for {THREADS}; raise it, "
            "or end other work"
        )


def worker_count(requested: int) -> int:
    """How many workers may run at a time: as requested, or few where resources are limited."""
    return min(requested, LIMITED_WORKERS) if _is_limited() else requested


def memory_saving_environment() -> dict[str, str]:
    """Variables that make processes use less address space, where resources are limited."""
    return {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"} if _is_limited() else {}


def exhausted_resource(error: BaseException | None) -> str | None:
    """The resource whose exhaustion caused an error; None where something else did.

    Examples
    --------
    >>> exhausted_resource(MemoryError()), exhausted_resource(ValueError("x"))
    ('too little memory', None)
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError):
            return _MESSAGES[errno.ENOMEM]
        if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
            return _MESSAGES[errno.EAGAIN]
        if isinstance(error, OSError) and error.errno in _MESSAGES:
            return _MESSAGES[error.errno]
        error = error.__cause__ or error.__context__
    return None


def stop(reason: str) -> None:
    """Print what ran out and exit at once: a normal exit would wait forever for threads that did not start."""
    print(f"reviewhelpers: stopped: {reason}", file=sys.stderr, flush=True)
    os._exit(1)


def install_thread_hook() -> None:
    """End the process when a thread runs out of a resource; otherwise it would wait for the thread."""
    original = threading.excepthook

    def hook(args: threading.ExceptHookArgs) -> None:
        if exhausted := exhausted_resource(args.exc_value):
            stop(exhausted)
        original(args)

    threading.excepthook = hook


def _soft_limit(kind: int) -> float:
    soft = resource.getrlimit(kind)[0]
    return float("inf") if soft == resource.RLIM_INFINITY else soft


def _raise_limit(kind: int, requested: int) -> int:
    """The soft limit, after raising it to the requested value where the hard limit allows that."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft >= requested:
        return requested
    if hard != resource.RLIM_INFINITY and hard < requested:
        return soft
    resource.setrlimit(kind, (requested, hard))
    return requested


def _is_limited() -> bool:
    if sys.platform == "win32":
        return False
    memory = min(_soft_limit(resource.RLIMIT_AS), _soft_limit(resource.RLIMIT_DATA))
    files, processes = _soft_limit(resource.RLIMIT_NOFILE), _soft_limit(resource.RLIMIT_NPROC)
    return memory < float("inf") or files < 2 * FILES or processes < _UNLIMITED_PROCESSES


def _startable_threads(requested: int) -> int:
    """How many threads can be started, at most the requested number; all are stopped again."""
    size = threading.stack_size(256 * 1024)
    end = threading.Event()
    threads = [threading.Thread(target=end.wait, daemon=True) for _ in range(requested)]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    except RuntimeError:
        pass
    finally:
        end.set()
        for thread in started:
            thread.join()
        threading.stack_size(size)
    return len(started)

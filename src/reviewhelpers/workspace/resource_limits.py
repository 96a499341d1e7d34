"""Limits of the shell that are too low for a build, told before it begins; what running out looks like."""

from __future__ import annotations

import errno
import os
import sys
import threading

from reviewhelpers._core.errors import ReviewHelpersError

if sys.platform != "win32":
    import resource

MEMORY = 1_500_000
"""Kilobytes of address space that each process of a build may need."""
FILES = 256
"""Open files that it may need: a kernel, which `refresh` starts, is talked to by a dozen."""
THREADS = 100
"""Threads that it may need, counting each of its processes too."""
FEW = 2
"""How many notebooks run at a time where memory, processes or open files are limited."""

_MANY = 4096
_OUT = {
    errno.ENOMEM: "too little memory",
    errno.EAGAIN: "too few processes allowed (ulimit -u), or too little memory",
    errno.EMFILE: "too few open files allowed (ulimit -n)",
    errno.ENFILE: "too few open files allowed on this machine",
}


class TooLow(ReviewHelpersError):
    """A limit of the shell under which the book cannot be built."""


def check() -> None:
    """See that this process may use what a build needs; a limit that it may raise itself it raises.

    Raises
    ------
    TooLow
        Naming the limit, what was found and how to raise it.
    """
    if sys.platform == "win32":
        return
    for kind, option in ((resource.RLIMIT_AS, "v"), (resource.RLIMIT_DATA, "d")):
        allowed = _raised(kind, MEMORY * 1024) // 1024
        if allowed < MEMORY:
            raise TooLow(
                f"memory: found a limit of {allowed} kB (ulimit -{option}), "
                f"expected {MEMORY} kB or more; raise it, or ask for more memory"
            )
    if (allowed := _raised(resource.RLIMIT_NOFILE, FILES)) < FILES:
        raise TooLow(
            f"open files: found a limit of {allowed} (ulimit -n), expected {FILES} or more; raise it"
        )
    if _allowed(resource.RLIMIT_NPROC) < _MANY and (started := _started(THREADS)) < THREADS:
        raise TooLow(
            f"processes: found room for {started} more (ulimit -u), expected room for {THREADS}; raise it, "
            "or end other work"
        )


def at_a_time(wanted: int) -> int:
    """How many pieces of work run at a time: as many as are wanted, or few where the shell sets limits."""
    return min(wanted, FEW) if _narrow() else wanted


def frugal() -> dict[str, str]:
    """Settings by which processes need less address space, where the shell limits it."""
    return {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"} if _narrow() else {}


def ran_out(error: BaseException | None) -> str | None:
    """What ran out, where an error comes from that; None where it comes from something else.

    Examples
    --------
    >>> ran_out(MemoryError()), ran_out(ValueError("x"))
    ('too little memory', None)
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError):
            return _OUT[errno.ENOMEM]
        if isinstance(error, RuntimeError) and "can't start new thread" in str(error):
            return _OUT[errno.EAGAIN]
        if isinstance(error, OSError) and error.errno in _OUT:
            return _OUT[error.errno]
        error = error.__cause__ or error.__context__
    return None


def stop(lacking: str) -> None:
    """Say what ran out and end this process: what waits for a thread that did not start does so for ever."""
    print(f"reviewhelpers: stopped: {lacking}", file=sys.stderr, flush=True)
    os._exit(1)


def watch() -> None:
    """Have a thread that ends for want of something end the process, which would wait for it."""
    tell = threading.excepthook

    def told(met: threading.ExceptHookArgs) -> None:
        if lacking := ran_out(met.exc_value):
            stop(lacking)
        tell(met)

    threading.excepthook = told


def _allowed(kind: int) -> float:
    soft = resource.getrlimit(kind)[0]
    return float("inf") if soft == resource.RLIM_INFINITY else soft


def _raised(kind: int, wanted: int) -> int:
    """What is allowed, after raising it to what is wanted where this process may."""
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    if hard != resource.RLIM_INFINITY and hard < wanted:
        return soft
    resource.setrlimit(kind, (wanted, hard))
    return wanted


def _narrow() -> bool:
    if sys.platform == "win32":
        return False
    memory = min(_allowed(resource.RLIMIT_AS), _allowed(resource.RLIMIT_DATA))
    files, processes = _allowed(resource.RLIMIT_NOFILE), _allowed(resource.RLIMIT_NPROC)
    return memory < float("inf") or files < 2 * FILES or processes < _MANY


def _started(wanted: int) -> int:
    """How many threads can be started, at most those that are wanted; all have ended then."""
    size = threading.stack_size(256 * 1024)
    end = threading.Event()
    threads = [threading.Thread(target=end.wait, daemon=True) for _ in range(wanted)]
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

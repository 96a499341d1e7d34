"""Work for several processes: figures, tables and citations are made on all cores.

A process is forked, so that it has at once all that was imported and read before. Where there is no fork,
or one core, the work is done one piece after the other, with the same results.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from reviewhelpers._core.errors import ReviewHelpersError

T = TypeVar("T")
R = TypeVar("R")

POLITE = 5
"""By how much they give way to the process that asked, which reads and writes pages one after the other."""
MOST = 8
"""More processes would each make too little to be worth their start."""


class WorkerError(ReviewHelpersError):
    """A process that the system killed while it worked."""


def cores() -> int:
    """How many processes may run at a time: the cores that this one may use, at most :data:`MOST`."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(len(allowed), MOST)


def each(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
    """What some work makes of each piece, in the order of the pieces.

    The work begins at once, while the caller does other things; who takes its results waits for them.

    Parameters
    ----------
    work : callable
        A function of a module, perhaps with some arguments given; what it makes must be fit to be pickled.
    pieces : sequence
        What it is given one by one.

    Raises
    ------
    Exception
        What the work raises, in its turn; pieces behind it may be done or not.
    WorkerError
        When the system killed a process.
    """
    processes = min(cores(), len(pieces))
    if processes < 2 or not can_fork():
        return map(work, pieces)
    pool = _pool(processes)
    return _taken(pool, [pool.submit(work, piece) for piece in pieces])


def can_fork() -> bool:
    """Whether processes can be forked here; a forked process may not use the libraries of macOS."""
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return False
    try:
        # Some containers have no shared memory, by which processes wait for each other.
        multiprocessing.get_context("fork").Lock()
    except (OSError, ImportError):
        return False
    return True


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin)


def _begin() -> None:
    """Give way, and end without a word at Ctrl-C or when the process that asked is gone."""
    os.nice(POLITE)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What it is forked from may have the signal shut out.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # Else it would wait for pieces for ever when the other was killed.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _taken(pool: ProcessPoolExecutor, made: Sequence[Future[R]]) -> Iterator[R]:
    try:
        yield from map(_result, made)
    finally:
        pool.shutdown(cancel_futures=True)


def _result(made: Future[R]) -> R:
    try:
        return made.result()
    except (BrokenProcessPool, EOFError, ConnectionError):
        raise WorkerError("a process was killed; perhaps there was too little memory") from None


class Beside:
    """Work that other processes do while this one reads pages; without them it is done when it is asked for.

    Parameters
    ----------
    begin : callable
        Called once before the first piece of work is given: it loads what the work needs, so that all
        processes have it.
    """

    def __init__(self, begin: Callable[[], None] = lambda: None) -> None:
        self._begin = begin
        self._pool: ProcessPoolExecutor | None = None

    def give(self, work: Callable[[T], R], piece: T) -> Callable[[], R]:
        """Have a piece of work done.

        Parameters
        ----------
        work : callable
            A function of a module; what it makes must be fit to be pickled.
        piece : object
            What it is given.

        Returns
        -------
        callable
            Gives the result, waiting for it where that is needed. It raises what the work raises, and
            :class:`WorkerError` when the system killed a process.
        """
        if cores() < 2 or not can_fork():
            return functools.cache(functools.partial(work, piece))
        if self._pool is None:
            self._begin()
            self._pool = _pool(cores())
        return functools.partial(_result, self._pool.submit(work, piece))

    def end(self) -> None:
        """End the processes; work that was not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

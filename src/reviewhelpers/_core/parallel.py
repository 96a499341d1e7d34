"""Work in several processes: figures, tables and citations are made on all cores.

Workers are forked, so that they start with all modules and data that are already loaded. Without fork, or on
one core, the items are processed one after the other in this process, with the same results.
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

NICENESS = 5
"""Niceness of workers: the main process, which reads and writes pages one by one, goes first."""
MAX_WORKERS = 8
"""More workers would each do too little to be worth their start."""


class WorkerError(ReviewHelpersError):
    """A worker that the system killed."""


def worker_count() -> int:
    """How many workers may run at a time: the cores that this process may use, at most :data:`MAX_WORKERS`."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(len(allowed), MAX_WORKERS)


def map_parallel(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """The results of a function for each item, in the order of the items.

    Workers start at once; taking a result waits for it.

    Parameters
    ----------
    function : callable
        A function of a module, or a partial of one, with results that can be pickled.
    items : sequence
        Its arguments, one for each call.

    Raises
    ------
    Exception
        An error of the function, at the place of its result; later items may be processed or not.
    WorkerError
        When the system killed a worker.
    """
    workers = min(worker_count(), len(items))
    if workers < 2 or not can_fork():
        return map(function, items)
    pool = _start_pool(workers)
    return _collect(pool, [pool.submit(function, item) for item in items])


def can_fork() -> bool:
    """Whether workers can be forked here; libraries of macOS do not work in forked processes."""
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return False
    try:
        # Some containers lack the shared memory that locks between processes need.
        multiprocessing.get_context("fork").Lock()
    except (OSError, ImportError):
        return False
    return True


def _start_pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _initialize_worker)


def _initialize_worker() -> None:
    """Lower the priority, and exit silently at Ctrl-C or when the parent is gone."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # The parent may have blocked the signal.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    # A worker whose parent was killed would wait for work forever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _collect(pool: ProcessPoolExecutor, futures: Sequence[Future[R]]) -> Iterator[R]:
    try:
        yield from map(_result, futures)
    finally:
        pool.shutdown(cancel_futures=True)


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except (BrokenProcessPool, EOFError, ConnectionError):
        raise WorkerError("a process was killed; perhaps there was too little memory") from None


class BackgroundPool:
    """Workers in the background; where there are none, each call runs when its result is requested.

    Parameters
    ----------
    prepare : callable
        Called once before workers start: it loads what their work needs, so that all of them have it.
    """

    def __init__(self, prepare: Callable[[], None] = lambda: None) -> None:
        self._prepare = prepare
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[[T], R], item: T) -> Callable[[], R]:
        """Schedule a call of a function.

        Parameters
        ----------
        function : callable
            A function of a module, with a result that can be pickled.
        item : object
            Its argument.

        Returns
        -------
        callable
            Waits for the result and returns it. It raises the errors of the function, and
            :class:`WorkerError` when the system killed a worker.
        """
        if worker_count() < 2 or not can_fork():
            return functools.cache(functools.partial(function, item))
        if self._pool is None:
            self._prepare()
            self._pool = _start_pool(worker_count())
        return functools.partial(_result, self._pool.submit(function, item))

    def close(self) -> None:
        """Stop the workers; calls that have not started are dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

"""Work for several processes: the files of a build are made on all cores.

A process is forked, so that it has at once all that was imported and read before. Where there is no fork,
or one core, the work is done one piece after the other, with the same results.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from sphinx.errors import ExtensionError

from reviewhelpers import forking

T = TypeVar("T")
R = TypeVar("R")

POLITE = 5
"""By how much they give way to the process that asked, which reads and writes pages one after the other."""
MOST = 8
"""More processes would each make too little to be worth their start."""


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
    ExtensionError
        When the system killed a process.
    """
    processes = min(cores(), len(pieces))
    if processes < 2 or not forking.can_fork():
        return map(work, pieces)
    pool = _pool("fork", processes)
    return _taken(pool, [pool.submit(work, piece) for piece in pieces])


def _pool(start: str, processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context(start), _begin)


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
        raise ExtensionError(
            "a process of the build was killed; perhaps there was too little memory"
        ) from None


class Ahead(Generic[T, R]):
    """Work whose pieces come one after the other, by processes that have all helpers loaded.

    Parameters
    ----------
    work : callable
        As for :func:`each`.
    most : int
        No more processes than this are of use.
    """

    def __init__(self, work: Callable[[T], R], most: int = MOST) -> None:
        self._work = work
        self._most = most
        self._given: list[T] = []
        self._pieces: queue.SimpleQueue[tuple[T] | None] = queue.SimpleQueue()
        self._made: queue.SimpleQueue[Future[R]] = queue.SimpleQueue()
        self._server: threading.Thread | None = None

    def begin(self) -> None:
        """Start the processes, unless they run or can be of no use; the caller need not wait for them."""
        if self._server is None and cores() > 1 and forking.can_fork():
            forking.begin(forking.SHARED)
            # They come only when all is loaded, which a thread can wait for.
            self._server = threading.Thread(target=self._serve, daemon=True)
            self._server.start()

    def _serve(self) -> None:
        processes = min(cores(), self._most)
        # Python ends only when all is done that a pool was given, and a build that failed would go on and on.
        free = threading.Semaphore(2 * processes)
        try:
            with _pool("forkserver", processes) as pool:
                for piece in self._taken():
                    free.acquire()
                    made = pool.submit(self._work, piece)
                    made.add_done_callback(lambda done: free.release())
                    self._made.put(made)
        except Exception as error:
            failed: Future[R] = Future()
            failed.set_exception(error)
            self._made.put(failed)

    def _taken(self) -> Iterator[T]:
        # A piece comes in a tuple, since it may itself be None, which ends them.
        for (piece,) in iter(self._pieces.get, None):
            yield piece

    def give(self, piece: T) -> None:
        """Have a piece done."""
        self._given.append(piece)
        self._pieces.put((piece,))

    def made(self) -> Iterator[R]:
        """What was made of each piece, in the order in which they were given; no more are taken then.

        Raises
        ------
        Exception
            What the work raises, in its turn.
        ExtensionError
            When the system killed a process.
        """
        self._pieces.put(None)
        for piece in self._given:
            yield self._work(piece) if self._server is None else _result(self._made.get())

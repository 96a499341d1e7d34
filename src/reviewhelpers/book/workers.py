"""Work for several processes: the files of a build are made on all cores.

A process is forked, so that it has at once all that was imported and read before. Where there is no fork,
or one core, the work is done one piece after the other, with the same results.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.pool import Pool
from typing import Generic, TypeVar

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
    """
    processes = min(cores(), len(pieces))
    if processes < 2 or not forking.can_fork():
        return map(work, pieces)
    pool = multiprocessing.get_context("fork").Pool(processes, os.nice, (POLITE,))
    return _taken(pool, pool.imap(work, pieces))


def _taken(pool: Pool, made: Iterator[R]) -> Iterator[R]:
    with pool:
        yield from made


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
        self._made: queue.SimpleQueue[R | Exception] = queue.SimpleQueue()
        self._server: threading.Thread | None = None

    def begin(self) -> None:
        """Start the processes, unless they run or can be of no use; the caller need not wait for them."""
        if self._server is None and cores() > 1 and forking.can_fork():
            forking.begin(forking.SHARED)
            # They come only when all is loaded, which a thread can wait for.
            self._server = threading.Thread(target=self._serve, daemon=True)
            self._server.start()

    def _serve(self) -> None:
        try:
            processes = min(cores(), self._most)
            with multiprocessing.get_context("forkserver").Pool(processes, os.nice, (POLITE,)) as pool:
                for made in pool.imap(self._work, self._taken()):
                    self._made.put(made)
        except Exception as error:
            self._made.put(error)

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
        """
        self._pieces.put(None)
        for piece in self._given:
            if self._server is None:
                yield self._work(piece)
            else:
                made = self._made.get()
                if isinstance(made, Exception):
                    raise made
                yield made

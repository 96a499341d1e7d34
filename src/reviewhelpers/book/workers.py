"""Work for several processes: the files of a build are made on all cores.

A process is forked, so that it has at once all that was imported and read. Where there is no fork, or one
core, the work is done one piece after the other, with the same results.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.pool import Pool
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 8
"""More processes would each make too little to be worth their start."""


def cores() -> int:
    """How many processes may run at a time: the cores that this one may use, at most :data:`MOST`."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(len(allowed), MOST)


def can_fork() -> bool:
    """Whether a forked process is safe: libraries of macOS may not be used after a fork."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


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
    if processes < 2 or not can_fork():
        return map(work, pieces)
    pool = multiprocessing.get_context("fork").Pool(processes)
    return _taken(pool, pool.imap(work, pieces))


def _taken(pool: Pool, made: Iterator[R]) -> Iterator[R]:
    with pool:
        yield from made

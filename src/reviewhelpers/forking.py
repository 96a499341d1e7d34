"""The process that others are forked from, with all libraries loaded and what they share worked out.

To start Python with pandas and matplotlib takes longer than most notebooks of the book take to run, and most
figures to draw. Where there is no safe fork, processes start as ever.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Sequence
from multiprocessing import forkserver, resource_tracker

SHARED = ("reviewhelpers.forked_from",)
"""What leaves all helpers loaded, and what figures and tables share worked out."""


def can_fork() -> bool:
    """Whether processes can be forked here; a forked process may not use the libraries of macOS."""
    return "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def begin(preloaded: Sequence[str]) -> None:
    """Start the process, unless it runs; it loads while the caller goes on, and ends with it.

    Parameters
    ----------
    preloaded : sequence of str
        The modules that it imports.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(preloaded))
    # It gets every Ctrl-C too, and while it imports it would print where it was. The tracker comes first: its
    # start lets the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

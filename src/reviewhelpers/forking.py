"""The process that others are forked from, with all libraries loaded and what they share worked out.

To start Python with pandas and matplotlib takes longer than most notebooks of the book take to run, and most
figures to draw. Where there is no safe fork, processes start as ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing import forkserver, process, resource_tracker
from typing import Any

from reviewhelpers.clone import scratch

SHARED = ("reviewhelpers.forked_from",)
"""What leaves all helpers loaded, and what figures and tables share worked out."""


def can_fork() -> bool:
    """Whether processes can be forked here; a forked process may not use the libraries of macOS."""
    if "forkserver" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return False
    return scratch.sockets() is not None and _semaphores()


def _semaphores() -> bool:
    """Whether processes can wait for each other; some containers have no shared memory for that."""
    try:
        multiprocessing.get_context("fork").Lock()
    except (OSError, ImportError):
        return False
    return True


def begin(preloaded: Sequence[str]) -> None:
    """Start the process, unless it runs; it loads while the caller goes on, and ends with it.

    Parameters
    ----------
    preloaded : sequence of str
        The modules that it imports.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(preloaded))
    # It is talked to by a socket that is a file, which Python would put below a name that may be too long.
    current: Any = process.current_process()
    if (folder := scratch.sockets()) is not None:
        current._config.setdefault("tempdir", os.fspath(folder))
    # It gets every Ctrl-C too, and while it imports it would print where it was. The tracker comes first: its
    # start lets the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

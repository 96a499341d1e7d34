"""What the process of :mod:`reviewhelpers.forking` imports, for what that leaves in memory."""

from __future__ import annotations

import contextlib
import gc
import sys
from types import TracebackType


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # Whoever asked for a process may have ended before it runs, and has said why; what it needs is gone.
    if not issubclass(kind, EOFError | OSError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _told
# A fault in the data or the code is told by the notebook that meets it, with the cell.
with contextlib.suppress(Exception):
    from reviewhelpers import warm

    warm.share()
# What is here stays: else each process that is forked would copy it to look for what has gone.
gc.freeze()

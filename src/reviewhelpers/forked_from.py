"""What the process of :mod:`reviewhelpers.forking` imports, for what that leaves in memory."""

import contextlib
import gc

# A fault in the data or the code is told by the notebook that meets it, with the cell.
with contextlib.suppress(Exception):
    from reviewhelpers import warm

    warm.share()
# What is here stays: else each process that is forked would copy it to look for what has gone.
gc.freeze()

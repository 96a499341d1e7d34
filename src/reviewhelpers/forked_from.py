"""What the process imports from which :mod:`reviewhelpers.kernels` forks, for what that leaves in memory."""

import contextlib

# A fault in the data or the code is told by the notebook that meets it, with the cell.
with contextlib.suppress(Exception):
    from reviewhelpers import warm

    warm.kernel()
    warm.share()

"""What is ready before a fork: all helpers loaded, and what figures and tables share worked out."""

from __future__ import annotations

import importlib
import io
import os

from reviewhelpers import audit, figures, harmonised, origins, tables
from reviewhelpers.figures import style

STARTING = ("IPython.core.completerlib", "ipykernel.debugger", "psutil", "tornado.platform.asyncio")
"""What each kernel would else import while it starts."""


def kernel() -> None:
    """Import what a kernel needs before it can run a cell."""
    # Else the debugger, which nobody uses here, warns of how this process was started.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    for module in STARTING:
        importlib.import_module(module)


def share() -> None:
    """Load all figures and tables, and work out what several of them ask for."""
    figures.load()
    tables.load()
    harmonised.harmonised()
    origins.of_rows(())
    audit.run()
    # Fonts and their outlines are read when a text is first drawn.
    with style.applied():
        figure = style.new_figure()
        figure.text(0, 0, "$x$")
        figure.savefig(io.BytesIO(), format="svg")

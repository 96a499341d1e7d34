"""Backend of matplotlib for live cells: ``plt.show()`` puts the open figures into the outputs of the cell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

__all__ = ["NAME", "FigureCanvas", "FigureManager", "capturing", "close", "flush", "show"]

NAME = f"module://{__name__}"
"""The name by which matplotlib finds it."""

FigureCanvas = FigureCanvasAgg
FigureManager = FigureManagerBase

_TAKES: list[Callable[[Figure], None]] = []


@contextmanager
def capturing(take: Callable[[Figure], None]) -> Iterator[None]:
    """Have shown figures go to a function; figures of earlier cells are closed before."""
    matplotlib.use(NAME)
    close()
    _TAKES.append(take)
    try:
        yield
    finally:
        _TAKES.pop()
        close()


def show(*args: object, **kwargs: object) -> None:
    """What ``plt.show()`` calls."""
    flush()


def flush() -> None:
    """Show the open figures in the order in which they were made, and close them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not _TAKES:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        # A figure that pyplot still knows cannot be copied without another window for the copy.
        pyplot.close(figure)
        _TAKES[-1](figure)


def close(figure: Figure | str = "all") -> None:
    """Close a figure, or all, if pyplot was imported."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)

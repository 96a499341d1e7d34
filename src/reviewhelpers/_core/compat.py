"""What this project takes from libraries that they do not promise, and nothing else takes anywhere.

Each function is tied to the versions of a library for which it was seen to hold, :data:`SEEN`. A test fails
where another version is installed, and another one where the library no longer needs it: then it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SEEN = {
    "untold": ("jupyter-book", "1.0.0", "1.0.4.post1"),
    "outlines": ("matplotlib", "3.10.0", "3.10.8"),
}
"""By function: the library, and the first and the last of its versions for which it was seen to hold."""


@contextmanager
def untold(own: Callable[[BaseException], bool]) -> Iterator[None]:
    """Have Jupyter Book not tell the errors that this project tells itself.

    Jupyter Book prints a traceback of whatever ends a build, and names a file that holds more of it, before
    it hands the error on; its command line has no option against that. It does so by a function that it
    took from Sphinx into a module of its own, which is replaced here. This can go with Jupyter Book 1, or
    when that raises an error without telling it.

    Parameters
    ----------
    own : callable
        Whether an error is one of those.
    """
    # A browser that runs the code builds no book.
    from jupyter_book import sphinx

    tell = sphinx.handle_exception

    def handled(app: Any, told: Any, error: BaseException, stderr: Any) -> None:
        if not own(error):
            tell(app, told, error, stderr)

    sphinx.handle_exception = handled
    try:
        yield
    finally:
        sphinx.handle_exception = tell


@contextmanager
def outlines(size: float) -> Iterator[None]:
    """Have matplotlib take the outlines of letters at a size, in pixels to an em, and scale them from there.

    At its own 100 pixels, FreeType rounds parts of a letter to pixels in some of its versions, so that the
    same figure has other bytes where another FreeType is. The size is an attribute of a class, which
    renderers use by instances that they make themselves; no setting has it. This can go when an outline at
    matplotlib's own size is that of the typeface.

    Parameters
    ----------
    size : float
        As many pixels as the typeface has units: then nothing is rounded.
    """
    from matplotlib.textpath import TextToPath

    own = TextToPath.FONT_SCALE
    TextToPath.FONT_SCALE = size
    try:
        yield
    finally:
        TextToPath.FONT_SCALE = own

"""Uses of undocumented parts of libraries: all of them are here.

Each function works with the versions of a library that :data:`TESTED_VERSIONS` names. One test fails where
another version is installed, another where the library no longer needs the function, which can then go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def silence_error_report(own: Callable[[BaseException], bool]) -> Iterator[None]:
    """Keep Jupyter Book from printing errors that this project reports itself.

    Jupyter Book prints a traceback of whatever ends a build, and the name of a file with more of it, before
    it raises the error again; its command line has no option against that. It calls a function of Sphinx
    that it imports into a module of its own, where it is replaced here. This can go with Jupyter Book 1, or
    when that raises errors without printing them.

    Parameters
    ----------
    own : callable
        Whether an error is one of those.
    """
    # Imported here: the live site imports this module in a browser, without Jupyter Book.
    from jupyter_book import sphinx

    original = sphinx.handle_exception

    def filtered(app: Any, args: Any, error: BaseException, stderr: Any) -> None:
        if not own(error):
            original(app, args, error, stderr)

    sphinx.handle_exception = filtered
    try:
        yield
    finally:
        sphinx.handle_exception = original


@contextmanager
def exact_outlines(size: float) -> Iterator[None]:
    """Have matplotlib read the outlines of letters at a size, in pixels to an em, and scale them from there.

    At matplotlib's 100 pixels, some versions of FreeType round parts of a letter to pixels, so that the same
    figure has other bytes with another FreeType. The size is an attribute of a class of which renderers make
    their own instances; no setting changes it. This can go when outlines at matplotlib's own size are those
    of the typeface.

    Parameters
    ----------
    size : float
        The units per em of the typeface: then nothing is rounded.
    """
    from matplotlib.textpath import TextToPath

    original = TextToPath.FONT_SCALE
    TextToPath.FONT_SCALE = size
    try:
        yield
    finally:
        TextToPath.FONT_SCALE = original


TESTED_VERSIONS = {
    silence_error_report.__name__: ("jupyter-book", "1.0.0", "1.0.4.post1"),
    exact_outlines.__name__: ("matplotlib", "3.10.0", "3.10.8"),
}
"""By function: the library, and the first and last of its versions with which it was tested."""

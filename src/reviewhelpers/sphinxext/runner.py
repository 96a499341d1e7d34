"""Jupyter Book's build, with a one-line message where a file cannot be written.

Sphinx reports a full disk as an internal error with a traceback, or as a warning for each page.
"""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from typing import Any

from reviewhelpers._core import compat
from reviewhelpers._core.atomic_writes import WriteError
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.workspace import resource_limits

REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
"""Error numbers of the system for a file that cannot be written."""


class BuildError(ReviewHelpersError):
    """A file of the project from which no book can be built."""


def build(work: Path) -> int:
    """Build the book of this folder, strictly.

    Parameters
    ----------
    work : Path
        Folder to build in.

    Returns
    -------
    int
        The status of Jupyter Book.

    Raises
    ------
    WriteError
        When the system refuses to write.
    BuildError
        When a file of the project is not what it must be; the message names it.
    """
    from jupyter_book.cli import main

    # Sphinx would take the year of the copyright from it.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    arguments = ["build", "-W", "-n", "--keep-going", "--path-output", str(work), "."]
    try:
        with compat.silence_error_report(_is_reported_here):
            main.main(arguments, prog_name="jupyter-book")
    except SystemExit as status:
        if resource_limits.exhausted_resource(status):
            raise
        refused = refusal(status)
        code = status.code
    except Exception as error:
        refused = refusal(error)
        if refused is None and (own := own_error(error)):
            raise BuildError(str(own)) from error
        if refused is None:
            raise
        code = 1
    if refused:
        raise WriteError(f"{refused.filename or work}: cannot be written: {refused.strerror}") from refused
    if isinstance(code, KeyboardInterrupt):
        raise code
    return code if isinstance(code, int) else int(bool(code))


def _is_reported_here(error: BaseException) -> bool:
    """Whether this project reports an error itself, so that Jupyter Book need not."""
    return (
        refusal(error) is not None
        or resource_limits.exhausted_resource(error) is not None
        or own_error(error) is not None
    )


def own_error(error: BaseException | None) -> ReviewHelpersError | None:
    """The error of this project that another error came from, if any; it needs no traceback."""
    while error is not None:
        if isinstance(error, ReviewHelpersError):
            return error
        error = error.__cause__ or error.__context__
    return None


def refusal(error: BaseException | None) -> OSError | None:
    """The error of the system that another error came from, if any."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in REFUSALS:
            return error
        error = error.__cause__ or error.__context__
    return None


class Refused(logging.Handler):
    """Raises an error where Sphinx only warns, once a page, that a file cannot be written."""

    def emit(self, record: logging.LogRecord) -> None:
        """Raise the error of the system that a log record holds, if any."""
        for argument in record.args if isinstance(record.args, tuple) else ():
            if isinstance(argument, OSError) and argument.errno in REFUSALS:
                raise argument


def setup(app: Any) -> None:
    """Have Sphinx stop at the first file that cannot be written."""
    logging.getLogger("sphinx").handlers.insert(0, Refused(logging.WARNING))

"""Errors of usage."""

from __future__ import annotations

from pathlib import Path

from reviewhelpers._core import paths
from reviewhelpers._core.errors import ReviewHelpersError


class UsageError(ReviewHelpersError):
    """An invalid argument or option; the exit status is 2, as for a mistyped option."""


def needs_clone() -> str:
    """The message of commands that do not work in an installed package; it says where they do."""
    clone = paths.enclosing_clone(Path.cwd())
    where = f"run .venv/bin/reviewhelpers in {clone}, after `make book`" if clone else "run it in one"
    return f"needs a clone of the book, and this is the installed package; {where}"

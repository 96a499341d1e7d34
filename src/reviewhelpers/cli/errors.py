"""Requests that cannot be met as they were put."""

from __future__ import annotations

from pathlib import Path

from reviewhelpers._core import paths
from reviewhelpers._core.errors import ReviewHelpersError


class UsageError(ReviewHelpersError):
    """A request that cannot be met as it was put; the status is 2, as for a mistyped option."""


def needs_clone() -> str:
    """Why a command cannot run from an installed package, and where it can."""
    clone = paths.enclosing_clone(Path.cwd())
    where = f"run .venv/bin/reviewhelpers in {clone}, after `make book`" if clone else "run it in one"
    return f"needs a clone of the book, and this is the installed package; {where}"

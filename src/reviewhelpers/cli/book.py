"""The command behind ``make book``."""

from __future__ import annotations

import argparse
import os

from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.release import Add


def add(command: Add) -> None:
    """Add the command to a command line.

    Parameters
    ----------
    command : callable
        Adds one, by its name, what it calls and what it is for.
    """
    command("book", _book, "Build the site of this clone, unless it is what its inputs make.", in_clone=True)


def _book(chosen: argparse.Namespace) -> int:
    from reviewhelpers.workspace import site_build

    return site_build.book(ROOT, os.environ.get("BOOK_URL", ""))

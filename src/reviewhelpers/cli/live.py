"""The command that makes the live site, which the Makefile calls."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from reviewhelpers._core import rounding
from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.release import BUILD, Add
from reviewhelpers.workspace.exclusive_command import working

CACHE = BUILD / "live-cache"


def add(command: Add) -> None:
    """Add the command to a command line.

    Parameters
    ----------
    command : callable
        Adds one.
    """
    live = command(
        "live",
        _live,
        "Make a copy of the built site whose figures and tables a reader can change.",
        in_clone=True,
    )
    for name, default, what in (
        ("--site", BUILD / "html", "the built site"),
        ("--out", BUILD / "live", "where the live site shall be seen"),
        ("--cache", CACHE, "folder of what was fetched before"),
    ):
        live.add_argument(
            name, type=Path, default=default, metavar="DIR", help=f"{what} (default: %(default)s)"
        )


def _live(chosen: argparse.Namespace) -> int:
    from reviewhelpers.live import runtime, site
    from reviewhelpers.release import wheel

    with working(chosen.site, chosen.out, chosen.cache):
        fetched = runtime.fetch(chosen.cache)
        with tempfile.TemporaryDirectory() as folder:
            files = runtime.with_package(fetched, wheel.make(ROOT, Path(folder)))
        site.build(chosen.site, chosen.out, files)
    size = sum(map(len, files.values())) / 1e6
    print(
        f"live: {len(files)} files, {rounding.fixed(size, 1)} MB, loaded when a reader first changes a figure"
    )
    return 0

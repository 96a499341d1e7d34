"""The commands of a release, which the Makefile calls."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from reviewhelpers._core.paths import ROOT
from reviewhelpers.workspace import resource_limits
from reviewhelpers.workspace.exclusive_command import working

Command = Callable[[argparse.Namespace], int]


class Add(Protocol):
    """Adds a command to a command line."""

    def __call__(
        self, name: str, command: Command, help: str, in_clone: bool = False
    ) -> argparse.ArgumentParser:
        """Add one, by its name, what it calls and what it is for.

        `in_clone` tells that it needs the pages of a clone.
        """


BUILD = Path("_build")


def add(command: Add) -> None:
    """Add the commands to a command line.

    Parameters
    ----------
    command : callable
        Adds one.
    """
    build = command(
        "build", _build, "Build the pages with Jupyter Book; warnings count as faults.", in_clone=True
    )
    build.add_argument("work", type=Path, metavar="DIR", help="folder to build in")
    publish = command("publish", _publish, "Put a finished build in the place of the last one, in one step.")
    publish.add_argument("made", type=Path, metavar="DIR", help="the finished build")
    publish.add_argument("place", type=Path, metavar="PLACE", help="where it shall be seen")
    wheel = command("wheel", _wheel, "Make the wheel of this project.", in_clone=True)
    wheel.add_argument(
        "--out",
        type=Path,
        default=BUILD,
        metavar="DIR",
        help="folder to write to (default: %(default)s)",
    )
    stamp = command(
        "stamp",
        _stamp,
        "Write version, day and address of a release into the files that name them.",
        in_clone=True,
    )
    stamp.add_argument("day", metavar="DAY", help="day of the release in UTC, such as 2026-03-01")
    stamp.add_argument(
        "--repository", metavar="URL", help="address of the code (default: that of the remote origin)"
    )
    changes = command(
        "changes",
        _changes,
        "Write into the page on changes what moved since the last release.",
        in_clone=True,
    )
    changes.add_argument("since", nargs="?", default="", metavar="TAG", help="default: the newest release")
    sums = command("sums", _sums, "Write the sums of all that a release publishes.", in_clone=True)
    verify = command("verify", _verify, "Compare a build with the sums of a release; name what differs.")
    verify.add_argument("sums", type=Path, metavar="SUMS", help="the file SHA256SUMS of the release")
    verify.add_argument(
        "--anew",
        action="store_true",
        help="build the commit that is checked out first, in a folder of its own",
    )
    for of_build in (sums, verify):
        of_build.add_argument(
            "build",
            nargs="?",
            type=Path,
            default=BUILD,
            metavar="DIR",
            help="folder of the build (default: %(default)s)",
        )


def _build(chosen: argparse.Namespace) -> int:
    from reviewhelpers.sphinxext import runner

    with working(chosen.work):
        resource_limits.check()
        return runner.build(chosen.work)


def _publish(chosen: argparse.Namespace) -> int:
    from reviewhelpers._core import atomic_writes

    with working(chosen.made, chosen.place):
        atomic_writes.publish(chosen.made, chosen.place)
    return 0


def _stamp(chosen: argparse.Namespace) -> int:
    from reviewhelpers.release import version_stamp

    print(*version_stamp.write(ROOT, chosen.day, chosen.repository), sep="\n")
    return 0


def _changes(chosen: argparse.Namespace) -> int:
    from reviewhelpers.release import change_notes

    with working(ROOT):
        path = change_notes.add(ROOT, chosen.since)
    print(path or "no release yet: nothing to compare")
    return 0


def _sums(chosen: argparse.Namespace) -> int:
    from reviewhelpers.citing import items
    from reviewhelpers.release import checksums

    book = items.book(ROOT)
    with working(chosen.build):
        path = checksums.make(chosen.build, book.release.commit, book.address)
    print(path.read_text(encoding="utf-8"), end="")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    from reviewhelpers.release import checksums, verification

    found = checksums.differences(
        chosen.sums, verification.build(ROOT, chosen.sums) if chosen.anew else chosen.build
    )
    for line in found:
        print(line)
    if not found:
        print(f"nothing differs: {len(checksums.read(chosen.sums))} sums")
    return 1 if found else 0


def _wheel(chosen: argparse.Namespace) -> int:
    from reviewhelpers._core.git import Git
    from reviewhelpers.release import wheel

    print(wheel.make(ROOT, chosen.out))
    trouble = Git(ROOT).trouble
    if trouble:
        print(f"reviewhelpers: {trouble}", file=sys.stderr)
    return 0

"""``reviewhelpers stamp``: the version and day of a release, where others look for them."""

from __future__ import annotations

import click

from reviewhelpers._core.paths import ROOT


@click.command("stamp")
@click.argument("day")
@click.option(
    "--repository", metavar="URL", help="Address of the code; by default that of the remote origin."
)
def command(day: str, repository: str | None) -> int:
    """Write version, day and address of a release into the files that name them.

    DAY is in UTC, such as 2026-03-01.
    """
    from reviewhelpers.release import version_stamp

    print(*version_stamp.write(ROOT, day, repository), sep="\n")
    return 0

"""``reviewhelpers publish``: put a finished build in its place."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers._core import atomic_writes
from reviewhelpers.cli.options import folder_type
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("publish")
@click.argument("build", type=folder_type, metavar="DIR")
@click.argument("place", type=folder_type)
def command(build: Path, place: Path) -> int:
    """Put the finished build DIR in the place of the last one, in one step."""
    with exclusive_access(build, place):
        atomic_writes.publish(build, place)
    return 0

"""``reviewhelpers changes``: what moved since the last release."""

from __future__ import annotations

import click

from reviewhelpers._core.paths import ROOT
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("changes")
@click.argument("since", default="", metavar="[TAG]")
def command(since: str) -> int:
    """Write into the page on changes what moved since the release TAG, by default the newest."""
    from reviewhelpers.release import change_notes

    with exclusive_access(ROOT):
        path = change_notes.add(ROOT, since)
    print(path or "no release yet: nothing to compare")
    return 0

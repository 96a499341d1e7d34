"""``reviewhelpers verify``: compare a build with a release."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.options import BUILD, folder_type


@click.command("verify")
@click.argument("sums", type=folder_type)
@click.argument("build", type=folder_type, default=BUILD, metavar="[DIR]")
@click.option(
    "--anew", is_flag=True, help="Build the commit that is checked out first, in a folder of its own."
)
def command(sums: Path, build: Path, anew: bool) -> int:
    """Compare the build in DIR with the checksums of a release; name what differs.

    SUMS is the file SHA256SUMS of the release.
    """
    from reviewhelpers.release import checksums, rebuild

    differences = checksums.differences(sums, rebuild.build(ROOT, sums) if anew else build)
    for line in differences:
        print(line)
    if not differences:
        print(f"nothing differs: {len(checksums.read(sums))} sums")
    return 1 if differences else 0

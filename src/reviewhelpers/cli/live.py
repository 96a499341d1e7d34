"""``reviewhelpers live``: a copy of the site whose figures readers can change."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from reviewhelpers._core import rounding
from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.options import BUILD, folder_type
from reviewhelpers.workspace.exclusive_command import exclusive_access

CACHE = BUILD / "live-cache"
"""Folder of downloaded files."""


@click.command("live")
@click.option(
    "--site",
    type=folder_type,
    default=BUILD / "html",
    show_default=True,
    metavar="DIR",
    help="The built site.",
)
@click.option(
    "--out",
    type=folder_type,
    default=BUILD / "live",
    show_default=True,
    metavar="DIR",
    help="Where the live site shall be seen.",
)
@click.option(
    "--cache",
    type=folder_type,
    default=CACHE,
    show_default=True,
    metavar="DIR",
    help="Folder of what was fetched before.",
)
def command(site: Path, out: Path, cache: Path) -> int:
    """Make a copy of the built site whose figures and tables a reader can change."""
    from reviewhelpers.live import runtime
    from reviewhelpers.live import site as live_site
    from reviewhelpers.release import wheel

    with exclusive_access(site, out, cache):
        fetched = runtime.fetch(cache)
        with tempfile.TemporaryDirectory() as folder:
            files = runtime.add_package(fetched, wheel.build(ROOT, Path(folder)))
        live_site.build(site, out, files)
    size = sum(map(len, files.values())) / 1e6
    print(
        f"live: {len(files)} files, {rounding.fixed(size, 1)} MB, loaded when a reader first changes a figure"
    )
    return 0

"""``reviewhelpers book``: what ``make book`` runs."""

from __future__ import annotations

import os

import click

from reviewhelpers._core.paths import ROOT


@click.command("book")
def command() -> int:
    """Build the site of this clone, unless it is up to date."""
    from reviewhelpers.workspace import site_build

    return site_build.build(ROOT, os.environ.get("BOOK_URL", ""))

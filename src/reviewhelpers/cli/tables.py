"""``reviewhelpers tables``: rebuild tables."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers.cli import artifact_files


@click.command("tables")
@artifact_files.arguments("tables", "csv,md,tex")
def command(ids: tuple[str, ...], format: str, out: Path) -> int:
    """Rebuild tables, all or those named.

    ID may be a pattern in quotes, such as 'tab-co2rr-*'.
    """
    from reviewhelpers import tables

    formats = artifact_files.parse_formats(tables, format)

    def render(id: str) -> dict[str, bytes]:
        table = tables.make(id)
        return {name: tables.save(id, table, name).encode() for name in formats}

    return artifact_files.write(artifact_files.matching(tables, ids), render, out)

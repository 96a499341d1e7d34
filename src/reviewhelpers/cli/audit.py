"""``reviewhelpers audit``: test the sources against each other and against physics."""

from __future__ import annotations

import click

from reviewhelpers._core import terminal
from reviewhelpers.cli.errors import UsageError


@click.command("audit")
@click.option("--format", default="md", show_default=True, metavar="FORMAT", help="md, csv or json.")
@click.option("--source", metavar="ID", help="Only what concerns this review or paper.")
def command(format: str, source: str | None) -> int:
    """Test the sources' numbers against each other and against physics."""
    from reviewhelpers.analysis import audit
    from reviewhelpers.analysis.audit import report

    if format not in report.FORMATS:
        raise UsageError(f"format {format}: expected {', '.join(report.FORMATS)}")
    text = report.render(audit.run(source), format)
    print(terminal.escape_for_json(text) if format == "json" else text, end="")
    return 0

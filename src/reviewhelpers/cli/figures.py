"""``reviewhelpers figures``: rebuild figures, also with a reader's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reviewhelpers._core import atomic_writes, terminal
from reviewhelpers.cli import artifact_files
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type


@click.command("figures")
@artifact_files.arguments("figures", "svg,pdf,png")
@click.option(
    "--with",
    "own",
    type=folder_type,
    metavar="FILE",
    help="Draw your rows among the literature; by default in the figures that plot them.",
)
def command(ids: tuple[str, ...], format: str, out: Path, own: Path | None) -> int:
    """Rebuild figures, all or those named."""
    from reviewhelpers import figures
    from reviewhelpers.validation import user_data

    if own:
        with user_data.with_user_rows(own.read_bytes(), own.name):
            return _with_own_rows(ids, format, out, own)

    def render(id: str, formats: Sequence[str]) -> dict[str, bytes]:
        return figures.files(id, figures.make(id), formats)

    return artifact_files.write(figures, render, ids, format, out)


def _with_own_rows(ids: Sequence[str], format: str, out: Path, own: Path) -> int:
    """Write figures with a reader's own rows; figures that plot none of them are refused."""
    from reviewhelpers import figures
    from reviewhelpers.validation import user_data

    formats = artifact_files.parse_formats(figures, format)
    plots = {id: figures.make(id) for id in list(dict.fromkeys(ids)) or user_data.FIGURES}
    plotting = {id: plot for id, plot in plots.items() if user_data.plotted(plot.data)}
    if without := [id for id in ids if id not in plotting]:
        raise UsageError(f"{without[0]} plots none of the rows of {own}; left out, those that do are made")
    if not plotting:
        raise UsageError(f"{own}: no figure plots any of its rows")
    atomic_writes.make_folder(out)
    for number, (id, plot) in enumerate(plotting.items(), start=1):
        for name, content in figures.files(id, plot, formats).items():
            atomic_writes.write(out / f"{id}.{name}", content)
        terminal.print_error(f"[{number}/{len(plotting)}] {id}: {', '.join(formats)}")
    return 0

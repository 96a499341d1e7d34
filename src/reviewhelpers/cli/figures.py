"""``reviewhelpers figures``: rebuild figures in any width, style and format, also with a reader's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewhelpers._core import rounding, terminal
from reviewhelpers.cli import artifact_files
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type

if TYPE_CHECKING:
    from reviewhelpers.figures import Plot

PIXEL_FORMATS = ("png", "tiff", "webp")
LEAST_DPI, MOST_DPI = 50, 2400


@click.command("figures")
@artifact_files.arguments("figures", "svg,pdf,png")
@click.option(
    "--width", metavar="NAME|INCHES", help="phone, page, column or talk, or inches; by default page."
)
@click.option(
    "--style", metavar="NAME|FILE", help="light, dark, a style of matplotlib, or a file FILE.mplstyle."
)
@click.option("--dpi", metavar="N", help="Pixels to the inch of png, tiff and webp.")
@click.option(
    "--with",
    "own",
    type=folder_type,
    metavar="FILE",
    help="Draw your rows among the literature; by default in the figures that plot them.",
)
@click.option(
    "--list", "listing", is_flag=True, help="List figures, their parts and the widths; write nothing."
)
def command(
    ids: tuple[str, ...],
    format: str,
    out: Path,
    width: str | None,
    style: str | None,
    dpi: str | None,
    own: Path | None,
    listing: bool,
) -> int:
    """Rebuild figures, all or those named.

    ID may be a pattern in quotes, such as 'fig-co2rr-*'. Formats: svg, pdf, png, eps, tiff, webp.
    """
    from reviewhelpers import figures
    from reviewhelpers.validation import user_data

    if listing:
        return _list(artifact_files.matching(figures, ids))
    formats = artifact_files.parse_formats(figures, format)
    pixels = _parse_dpi(dpi, formats)

    def make(id: str) -> Plot:
        return figures.make(id, width=width, style=style)

    def save(id: str, plot: Plot) -> dict[str, bytes]:
        return {name: figures.save(id, plot, name, dpi=pixels) for name in formats}

    if own is None:
        requested = artifact_files.matching(figures, ids)
        return artifact_files.write(requested, lambda id: save(id, make(id)), out)
    with user_data.with_user_rows(own.read_bytes(), own.name):
        candidates = artifact_files.matching(figures, ids) if ids else user_data.FIGURES
        plots = {id: make(id) for id in candidates}
        plotting = {id: plot for id, plot in plots.items() if user_data.plotted(plot.data)}
        if without := [id for id in ids if id in plots and id not in plotting]:
            raise UsageError(
                f"{without[0]} plots none of the rows of {own}; left out, those that do are made"
            )
        if not plotting:
            raise UsageError(f"{own}: no figure plots any of its rows")
        return artifact_files.write(list(plotting), lambda id: save(id, plotting[id]), out)


def _list(ids: Sequence[str]) -> int:
    """Print the id, the part and the title of figures, a line each, and the widths apart from them."""
    from reviewhelpers import figures
    from reviewhelpers.citing.parts import plain

    entries = [figures.entry(id) for id in ids]
    first, second = (max(map(len, column)) for column in (ids, [entry.part for entry in entries]))
    for entry in entries:
        print(f"{entry.id:{first}}  {entry.part:{second}}  {plain(entry.title)}")
    sizes = (
        f"{name} ({rounding.general(width.inches)}{f' × {rounding.general(width.height)}' if width.height else ''} in)"
        for name, width in figures.WIDTHS.items()
    )
    terminal.print_error(f"widths of each: {', '.join(sizes)}, or inches as a number")
    return 0


def _parse_dpi(text: str | None, formats: Sequence[str]) -> int | None:
    """Parse pixels to the inch.

    Raises
    ------
    UsageError
        When it is no number in range, or no format asked for has pixels.
    """
    if text is None:
        return None
    if not text.isdecimal() or not LEAST_DPI <= int(text) <= MOST_DPI:
        raise UsageError(f"dpi {text}: expected pixels to the inch, from {LEAST_DPI} to {MOST_DPI}")
    if not set(formats) & set(PIXEL_FORMATS):
        raise UsageError(
            f"dpi {text}: {', '.join(formats)} has no pixels; leave --dpi out, or ask for {', '.join(PIXEL_FORMATS)}"
        )
    return int(text)

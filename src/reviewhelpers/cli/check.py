"""``reviewhelpers check``: validate data, bibliography and pages."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers._core import paths
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type


@click.command("check")
@click.option(
    "--sources", type=folder_type, metavar="DIR", help="Also look up every quote in the texts of the sources."
)
@click.option("--figures", is_flag=True, help="Also look whether a phone can show the figures.")
@click.argument("ids", nargs=-1, metavar="[FIGURE]...")
def command(sources: Path | None, figures: bool, ids: tuple[str, ...]) -> int:
    """Validate data, bibliography and pages; list every fault.

    FIGURE names figures to draw for --figures; by default all.
    """
    from reviewhelpers.dataset import bibliography
    from reviewhelpers.validation import check

    if ids and not figures:
        raise UsageError(f"{ids[0]}: check takes names of figures only after --figures")
    if sources is not None and not sources.is_dir():
        raise UsageError(f"no folder {sources}")
    faults = check.project(sources=sources)
    if figures:
        from reviewhelpers.figures import legibility

        faults += legibility.all_faults(list(ids))
    for fault in faults:
        print(fault)
    if faults:
        return 1
    rows = check.row_counts()
    quotes = f", every quote of these texts found in {sources}" if sources else ""
    scope = f"{rows.sum()} rows of {len(rows)} tables"
    if paths.in_clone():
        scope += ", the bibliography and the pages"
    else:
        clone = paths.enclosing_clone(Path.cwd())
        scope += " and the bibliography that this package carries"
        scope += f", not those of {clone}" if clone else ""
    one_reader = "" if bibliography.has_pybtex() else "; the bibliography read once, without pybtex"
    print(f"no fault in {scope}{quotes}{one_reader}")
    return 0

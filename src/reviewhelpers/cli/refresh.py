"""``reviewhelpers refresh``: store the outputs of notebooks that changed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reviewhelpers.cli.options import folder_type
from reviewhelpers.workspace import resource_limits
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("refresh")
@click.argument("paths", nargs=-1, type=folder_type, metavar="[NOTEBOOK]...")
@click.option("--all", "every", is_flag=True, help="Also those of which nothing changed.")
@click.option("--check", is_flag=True, help="Run all and write none; status 1 where outputs differ.")
def command(paths: tuple[Path, ...], every: bool, check: bool) -> int:
    """Run the notebooks whose code, data or helpers changed, and store the outputs that differ."""
    from reviewhelpers.content import notebook_refresh
    from reviewhelpers.dataset import data
    from reviewhelpers.markup import notebooks

    requested = [path.resolve() for path in paths] or notebooks.paths()
    with exclusive_access(*requested):
        models_differ = notebook_refresh.write_models(requested, store=not check)
        pending = requested if every or check else notebook_refresh.stale(requested)
        print(f"{len(pending)} of {len(requested)} notebooks to run", flush=True)
        if not pending:
            return 0
        resource_limits.check()
        # A table that cannot be read at all is reported once, not by every notebook.
        for resource in data.descriptor()["resources"]:
            data.table(resource["name"])
        jobs = resource_limits.worker_count(os.cpu_count() or 1)
        changed = notebook_refresh.refresh(
            pending, jobs=jobs, say=lambda line: print(line, flush=True), store=not check
        )
    return 1 if check and (changed or models_differ) else 0

"""``reviewhelpers structures``: the models of atoms, as files; and built again."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from pathlib import Path

import click

from reviewhelpers._core import atomic_writes, paths, terminal
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.cli.artifact_files import parse_formats
from reviewhelpers.cli.errors import UsageError, needs_clone
from reviewhelpers.cli.options import folder_type


@click.command("structures")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--format", default="xyz", show_default=True, metavar="LIST", help="Separated by commas.")
@click.option(
    "--out",
    type=folder_type,
    default=Path("structures"),
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
@click.option("--list", "listing", is_flag=True, help="List models with formula and title; write no file.")
@click.option("--write", is_flag=True, help="Build models again and store those that differ; needs ASE.")
@click.option(
    "--check", is_flag=True, help="Build models again; status 1 where stored ones differ; needs ASE."
)
def command(ids: tuple[str, ...], format: str, out: Path, listing: bool, write: bool, check: bool) -> int:
    """Write the files of models of atoms, all or those named.

    ID may be a pattern in quotes, such as 'str-graphene-*'. Formats: xyz, cif, vasp (POSCAR).
    """
    from reviewhelpers import structures
    from reviewhelpers.structures import files, measure

    if write or check:
        return _build(ids, store=write)
    found = _matching(ids, structures.ids())
    if listing:
        models = [structures.read(id) for id in found]
        formulas = [measure.formula(model.elements) for model in models]
        first, second = (max(map(len, column)) for column in (found, formulas))
        for model, formula in zip(models, formulas, strict=True):
            print(f"{model.id:{first}}  {formula:{second}}  {model.title}")
        return 0
    formats = parse_formats(files, format)
    atomic_writes.make_folder(out)
    names = [files.path(id, ending) for id in found for ending in formats]
    if missing := [path.name for path in names if not path.is_file()]:
        raise UsageError(
            f"{missing[0]}: an installed package carries xyz alone; run this in a clone, or ask for xyz"
        )
    atomic_writes.write_all({out / path.name: path.read_bytes() for path in names})
    terminal.print_error(f"{len(names)} files in {out}")
    return 0


def _build(ids: Sequence[str], *, store: bool) -> int:
    """Build models again; store them, or print where stored ones differ."""
    from reviewhelpers.structures import builders

    if not paths.in_clone():
        raise UsageError(f"structures {'--write' if store else '--check'} {needs_clone()}")
    found = _matching(ids, builders.ids())
    # Imported once ASE is known to be there.
    from reviewhelpers.structures.builders import writing

    if store:
        written = [id for id in found if writing.write(id)]
        terminal.print_error(f"{len(written)} of {len(found)} models written")
        return 0
    faults = [fault for id in found for fault in writing.differences(id)]
    for fault in faults:
        print(fault)
    terminal.print_error(f"{len(found)} models built again, {len(faults)} files differ")
    return 1 if faults else 0


def _matching(words: Sequence[str], known: Sequence[str]) -> list[str]:
    """The ids that words and patterns name, each once; all if there are none."""
    found: list[str] = []
    for word in words:
        matched = fnmatch.filter(known, word)
        if not matched:
            raise UnknownId("structure", word, known)
        found += matched
    return list(dict.fromkeys(found)) if words else list(known)

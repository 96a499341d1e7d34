"""The command line: check the data, rebuild figures and tables, keep notebooks fresh, pack the book."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewhelpers._core import atomic_writes, paths, terminal
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli import book as clone
from reviewhelpers.cli import live
from reviewhelpers.cli import release as releasing
from reviewhelpers.workspace import process_environment, resource_limits
from reviewhelpers.workspace.exclusive_command import working

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class UsageError(ReviewHelpersError):
    """A request that cannot be met as it was put; the status is 2, as for a mistyped option."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the name of the command; by default, that of this process.

    Returns
    -------
    int
        0 when all is well, 1 when faults were found or something failed, 2 when the request was wrong, 130
        after Ctrl-C.
    """
    terminal.make_readable()
    if arguments is None:
        process_environment.settle(ROOT)
        resource_limits.watch()
    try:
        status = _run(arguments)
        terminal.flush()
        return status
    except KeyboardInterrupt:
        terminal.tell("reviewhelpers: interrupted")
        # Libraries would wait for kernels whose start was cut off; these end when this process does, a little
        # later. They may look for their sockets till then: the next command sweeps them.
        os._exit(130)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        terminal.drop_unread()
        return 1
    except Exception as error:
        if lacking := resource_limits.ran_out(error):
            resource_limits.stop(lacking)
        if not isinstance(error, ReviewHelpersError | OSError):
            raise
        terminal.tell(f"reviewhelpers: {_told(error)}")
        terminal.drop_unread()
        # Imported here for the same reason as in the commands: a mistyped option must not wait for pandas.
        from reviewhelpers._core.registry import UnknownId

        return 2 if isinstance(error, (UsageError, UnknownId)) else 1


def _run(arguments: Sequence[str] | None) -> int:
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit:
        # argparse has printed its help, or what is wrong, and does not look whether it arrives.
        terminal.flush()
        raise
    if chosen.in_clone and not paths.cloned():
        raise UsageError(f"{chosen.name} {_needs_clone()}")
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except ModuleNotFoundError as error:
        lacking = (error.name or "").partition(".")[0]
        if lacking in ("", "reviewhelpers"):
            raise
        raise UsageError(
            f"{chosen.name} needs {lacking}, which is not installed; in a clone `make book` installs it, or "
            "`pip install '.[book]'`"
        ) from error


def _needs_clone() -> str:
    """Why a command cannot run from an installed package, and where it can."""
    here = paths.clone_around(Path.cwd())
    where = f"run .venv/bin/reviewhelpers in {here}, after `make book`" if here else "run it in one"
    return f"needs a clone of the book, and this is the installed package; {where}"


def _told(error: Exception) -> str:
    """What an error says, in the one order: the place first."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if isinstance(error.filename, str | bytes):
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    # Files are written by `whole`, which names them: without a name it is what was printed.
    return f"standard output: cannot be written: {error.strerror}"


class _Parser(argparse.ArgumentParser):
    """A parser whose help arrives or is told not to: argparse passes over what cannot be written."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print it on standard output, or into a file."""
        print(self.format_help(), end="", file=file)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="reviewhelpers", description="Data, figures and tables of the book Defects at Work."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, command: Callable[[argparse.Namespace], int], help: str, in_clone: bool = False
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=command, name=name, in_clone=in_clone)
        return added

    check = add("check", _check, "Validate data, bibliography and pages; list every fault.")
    check.add_argument(
        "--sources", type=Path, metavar="DIR", help="also look up every quote in the texts of the sources"
    )
    check.add_argument(
        "--figures",
        nargs="*",
        metavar="ID",
        help="also draw figures, all or those named, and look whether a phone can show them",
    )
    add(
        "register",
        _register,
        "Renew data/ids.txt, which holds every id with a digest, after rows were changed on purpose.",
        in_clone=True,
    )
    for name, command, formats in (("figures", _figures, "svg,pdf,png"), ("tables", _tables, "csv,md,tex")):
        rebuild = add(name, command, f"Rebuild {name}, all or those named.")
        rebuild.add_argument("ids", nargs="*", metavar="ID", help="default: all")
        rebuild.add_argument(
            "--format", default=formats, metavar="LIST", help="separated by commas (default: %(default)s)"
        )
        rebuild.add_argument(
            "--out",
            type=Path,
            default=Path(name),
            metavar="DIR",
            help="folder to write to (default: %(default)s)",
        )
        if name == "figures":
            rebuild.add_argument(
                "--with",
                dest="own",
                type=Path,
                metavar="FILE",
                help="draw your rows among the literature; default: figures that plot them",
            )
    audit = add("audit", _audit, "Test the sources' numbers against each other and against physics.")
    audit.add_argument(
        "--format", default="md", metavar="FORMAT", help="md, csv or json (default: %(default)s)"
    )
    audit.add_argument("--source", metavar="ID", help="only what concerns this review or paper")
    cite = add("cite", _cite, "Print the citation of a page, section, figure, table or work.")
    cite.add_argument("label", metavar="LABEL", help="a label of the book, or the key of a work")
    cite.add_argument(
        "--style",
        default="acs",
        metavar="STYLE",
        help="acs, apa, mla, vancouver, bibtex, ris or csl (default: %(default)s)",
    )
    along = add(
        "along", _along, "Make the built book one file: a ZIP archive, a PDF, an EPUB, slides.", in_clone=True
    )
    along.add_argument("forms", nargs="*", metavar="FORM", help="offline, pdf, epub or slides (default: all)")
    along.add_argument(
        "--site",
        type=Path,
        default=Path("_build/html"),
        metavar="DIR",
        help="the built site, which carries the files too (default: %(default)s)",
    )
    along.add_argument(
        "--out",
        type=Path,
        default=Path("_build"),
        metavar="DIR",
        help="folder to write to (default: %(default)s)",
    )
    along.add_argument(
        "--missing", action="store_true", help="only what is not there; a build takes all out of the site"
    )
    refresh = add(
        "refresh",
        _refresh,
        "Run the notebooks whose code, data or helpers changed, and store the outputs that differ.",
        in_clone=True,
    )
    refresh.add_argument(
        "notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="default: those of the book"
    )
    refresh.add_argument("--all", action="store_true", help="also those of which nothing changed")
    refresh.add_argument(
        "--check", action="store_true", help="run all and write none; status 1 where outputs differ"
    )
    new_part = add(
        "new-part",
        _new_part,
        "Make the skeleton of a new part: page, figure, tests, rows to fill.",
        in_clone=True,
    )
    new_part.add_argument("part", metavar="NAME", help="one word, such as oxygen")
    new_part.add_argument("--title", required=True, metavar="TITLE", help="its name in the contents")
    new_part.add_argument(
        "--source", required=True, metavar="ID", help="the document it reads: an id of data/sources.csv"
    )
    releasing.add(add)
    live.add(add)
    clone.add(add)
    return parser


# Each command imports what it needs itself, so that none waits for the libraries of another.


def _check(chosen: argparse.Namespace) -> int:
    from reviewhelpers.dataset import bibliography
    from reviewhelpers.validation import check

    if chosen.sources is not None and not chosen.sources.is_dir():
        raise UsageError(f"no folder {chosen.sources}")
    faults = check.project(sources=chosen.sources)
    if chosen.figures is not None:
        from reviewhelpers.figures import legibility

        faults += legibility.every(chosen.figures)
    for fault in faults:
        print(fault)
    if faults:
        return 1
    rows = check.counted()
    quotes = f", every quote of these texts found in {chosen.sources}" if chosen.sources else ""
    looked_at = f"{rows.sum()} rows of {len(rows)} tables"
    if paths.cloned():
        looked_at += ", the bibliography and the pages"
    else:
        here = paths.clone_around(Path.cwd())
        looked_at += " and the bibliography that this package carries"
        looked_at += f", not those of {here}" if here else ""
    alone = "" if bibliography.second_reader() else "; the bibliography read once, without pybtex"
    print(f"no fault in {looked_at}{quotes}{alone}")
    return 0


def _register(chosen: argparse.Namespace) -> int:
    from reviewhelpers.dataset import data
    from reviewhelpers.validation import check, register

    path = data.DATA / register.FILE
    text = check.registered_text()
    before, after = register.read(path, path.name)[0], register.parse(text)[0]
    with working(path):
        atomic_writes.write(path, text.encode())
    # Whoever renews it seals whatever stands there now: each row is named, to be looked at once more.
    changed = list(register.changes(before, after))
    print(*changed, f"{path.name}: {len(changed)} changes", sep="\n")
    return 0


def _audit(chosen: argparse.Namespace) -> int:
    from reviewhelpers.analysis import audit
    from reviewhelpers.analysis.audit import report

    if chosen.format not in report.FORMATS:
        raise UsageError(f"format {chosen.format}: expected {', '.join(report.FORMATS)}")
    text = report.render(audit.run(chosen.source), chosen.format)
    print(terminal.in_json(text) if chosen.format == "json" else text, end="")
    return 0


def _cite(chosen: argparse.Namespace) -> int:
    from reviewhelpers._core.registry import UnknownId
    from reviewhelpers.citing import STYLES

    if chosen.style not in STYLES:
        raise UsageError(f"style {chosen.style}: expected {', '.join(STYLES)}")
    from reviewhelpers.citing.citation_index import Desk, cited_work

    if paths.cloned():
        desk = Desk()
        text = desk.cited(chosen.label, chosen.style)
        # A work is cited alike with and without the history of the book.
        if desk.book.release.trouble and chosen.label not in desk.works:
            terminal.tell(f"reviewhelpers: {desk.book.release.trouble}")
    else:
        try:
            text = cited_work(chosen.label, chosen.style)
        except UnknownId as error:
            raise UsageError(f"{error}; citing a part of the book {_needs_clone()}") from error
    print(terminal.in_json(text) if chosen.style == "csl" else text)
    return 0


def _along(chosen: argparse.Namespace) -> int:
    from reviewhelpers import export
    from reviewhelpers.citing.citation_index import Desk
    from reviewhelpers.content.book import Book
    from reviewhelpers.export import download_links

    forms = list(dict.fromkeys(chosen.forms)) or list(export.MAKERS)
    unknown = [form for form in forms if form not in export.MAKERS]
    if unknown:
        raise UsageError(f"form {', '.join(unknown)}: expected {', '.join(export.MAKERS)}")
    with working(chosen.site, chosen.out):
        here = [form for form in forms if chosen.missing and export.is_here(form, chosen.site, chosen.out)]
        if todo := [form for form in forms if form not in here]:
            export.make(todo, chosen.site, chosen.out, Desk(sources=Book()))
        for form in forms:
            print(chosen.out / download_links.FILES[form])
    return 0


def _figures(chosen: argparse.Namespace) -> int:
    from reviewhelpers import figures
    from reviewhelpers.validation import user_data

    if chosen.own:
        with user_data.drawn(chosen.own.read_bytes(), chosen.own.name):
            return _with_own(chosen)

    def made(id: str, formats: Sequence[str]) -> dict[str, bytes]:
        return figures.files(id, figures.make(id), formats)

    return _rebuild(figures, made, chosen)


def _with_own(chosen: argparse.Namespace) -> int:
    """Write figures with a reader's own rows; those that plot none of them are not asked for."""
    from reviewhelpers import figures
    from reviewhelpers.validation import user_data

    formats = _formats(figures, chosen)
    drawn = {id: figures.make(id) for id in list(dict.fromkeys(chosen.ids)) or user_data.FIGURES}
    plotting = {id: plot for id, plot in drawn.items() if user_data.plotted(plot.data)}
    if lost := [id for id in chosen.ids if id not in plotting]:
        raise UsageError(
            f"{lost[0]} plots none of the rows of {chosen.own}; left out, those that do are made"
        )
    if not plotting:
        raise UsageError(f"{chosen.own}: no figure plots any of its rows")
    atomic_writes.folder(chosen.out)
    for number, (id, plot) in enumerate(plotting.items(), start=1):
        for format, content in figures.files(id, plot, formats).items():
            atomic_writes.write(chosen.out / f"{id}.{format}", content)
        terminal.tell(f"[{number}/{len(plotting)}] {id}: {', '.join(formats)}")
    return 0


def _tables(chosen: argparse.Namespace) -> int:
    from reviewhelpers import tables

    def made(id: str, formats: Sequence[str]) -> dict[str, bytes]:
        table = tables.make(id)
        return {format: tables.save(id, table, format).encode() for format in formats}

    return _rebuild(tables, made, chosen)


def _rebuild(
    registry: Any, made: Callable[[str, Sequence[str]], dict[str, bytes]], chosen: argparse.Namespace
) -> int:
    formats = _formats(registry, chosen)
    ids = list(dict.fromkeys(chosen.ids)) or registry.ids()
    # All names first: a mistyped one must not leave half of the files behind.
    for id in ids:
        registry.entry(id)
    atomic_writes.folder(chosen.out)
    contents: dict[Path, bytes] = {}
    for number, id in enumerate(ids, start=1):
        files = made(id, formats)
        contents |= {chosen.out / f"{id}.{format}": content for format, content in files.items()}
        terminal.tell(f"[{number}/{len(ids)}] {id}: {', '.join(files)}")
    atomic_writes.write_all(contents)
    return 0


def _formats(registry: Any, chosen: argparse.Namespace) -> list[str]:
    formats = list(dict.fromkeys(filter(None, (part.strip() for part in chosen.format.split(",")))))
    unknown = [format for format in formats if format not in registry.FORMATS]
    if unknown or not formats:
        raise UsageError(f"format {', '.join(unknown) or 'missing'}: expected {', '.join(registry.FORMATS)}")
    return formats


def _refresh(chosen: argparse.Namespace) -> int:
    from reviewhelpers.content import notebook_refresh
    from reviewhelpers.dataset import data
    from reviewhelpers.markup import notebooks

    chosen_paths = [path.resolve() for path in chosen.notebooks] or notebooks.paths()
    with working(*chosen_paths):
        todo = chosen_paths if chosen.all or chosen.check else notebook_refresh.stale(chosen_paths)
        print(f"{len(todo)} of {len(chosen_paths)} notebooks to run", flush=True)
        if not todo:
            return 0
        resource_limits.check()
        # A table that cannot be read at all is told once, not by every notebook.
        for resource in data.descriptor()["resources"]:
            data.table(resource["name"])
        jobs = resource_limits.at_a_time(os.cpu_count() or 1)
        changed = notebook_refresh.refresh(
            todo, jobs=jobs, say=lambda line: print(line, flush=True), store=not chosen.check
        )
    return 1 if chosen.check and changed else 0


def _new_part(chosen: argparse.Namespace) -> int:
    from reviewhelpers.content import new_part

    try:
        with working(ROOT):
            written = new_part.make(
                chosen.part, chosen.title, chosen.source, say=lambda line: print(line, flush=True)
            )
    except new_part.Refused as error:
        raise UsageError(str(error)) from error
    print("\n".join(f"  {path}" for path in written))
    print(new_part.NEXT.substitute(name=chosen.part), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

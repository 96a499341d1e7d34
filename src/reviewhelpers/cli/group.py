"""The group of commands: each is imported when it runs; the help lists them in sections."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from reviewhelpers._core import paths
from reviewhelpers._core.registry import close_matches
from reviewhelpers.cli.errors import UsageError, needs_clone

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Read and rebuild": {
        "figures": "Rebuild figures, all or those named.",
        "tables": "Rebuild tables, all or those named.",
        "structures": "Write the models of atoms as files; build them again.",
        "cite": "Print the citation of a page, section, figure, table or work.",
        "audit": "Test the sources' numbers against each other and against physics.",
    },
    "Write": {
        "check": "Validate data, bibliography and pages; list every fault.",
        "register": "Renew data/ids.txt after rows were changed on purpose.",
        "refresh": "Run changed notebooks and store the outputs that differ.",
        "new-part": "Make the skeleton of a new part: page, figure, tests, rows to fill.",
    },
    "Build and release": {
        "book": "Build the site of this clone, unless it is up to date.",
        "build": "Build the pages with Jupyter Book; warnings count as faults.",
        "publish": "Put a finished build in the place of the last one, in one step.",
        "export": "Make the built book one file: a ZIP archive, a PDF, an EPUB, slides.",
        "live": "Make a copy of the built site whose figures and tables a reader can change.",
        "wheel": "Make the wheel of this project.",
        "stamp": "Write version, day and address of a release into the files that name them.",
        "changes": "Write into the page on changes what moved since the last release.",
        "checksums": "Write the checksums of all that a release publishes.",
        "verify": "Compare a build with the checksums of a release; name what differs.",
    },
}
"""Commands with their short help, by section of the help; listing them imports no command."""

DEPRECATED: Mapping[str, str] = {"along": "export", "sums": "checksums"}
"""Names of the last release, with the current ones."""

NEED_CLONE = frozenset(
    {
        *("register", "refresh", "new-part", "book", "build", "export", "live", "wheel", "stamp"),
        *("changes", "checksums"),
    }
)
"""Commands that need the pages of the book, which an installed package lacks."""


class CommandGroup(click.Group):
    """Commands in modules of :mod:`reviewhelpers.cli` with the same names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the help."""
        return [name for commands in SECTIONS.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is no command of this name."""
        name = DEPRECATED.get(cmd_name, cmd_name)
        if name not in self.list_commands(ctx):
            return None
        if name != cmd_name:
            click.echo(f"reviewhelpers: {cmd_name} is now {name}", err=True)
        module = importlib.import_module(f"reviewhelpers.cli.{name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, in sections."""
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl(list(commands.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name, refused where it needs a clone and there is none."""
        known = [*self.list_commands(ctx), *DEPRECATED]
        if args[0] not in known and (near := close_matches(args[0], known, 3)):
            ctx.fail(f"No such command {args[0]!r}; near ones: {', '.join(near)}.")
        word, command, rest = super().resolve_command(ctx, args)
        name = DEPRECATED.get(word or "", word)
        if name in NEED_CLONE and not paths.in_clone() and not {"-h", "--help"} & {*rest}:
            raise UsageError(f"{name} {needs_clone()}")
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, or say which library it lacks that only builders of the book install."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            library = (error.name or "").partition(".")[0]
            if library in ("", "reviewhelpers"):
                raise
            raise UsageError(
                f"{ctx.invoked_subcommand} needs {library}, which is not installed; in a clone `make book` "
                "installs it, or `pip install '.[book]'`"
            ) from error

"""Entry point of ``reviewhelpers``: prepares the process, runs a command and reports its errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from reviewhelpers._core import paths, terminal
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.group import CommandGroup
from reviewhelpers.workspace import process_environment, resource_limits

NAME = "reviewhelpers"
COMPLETION = "_REVIEWHELPERS_COMPLETE"
"""The variable by which a shell requests completions, as click documents it."""


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"{NAME} {version(NAME)}")
        ctx.exit()


@click.group(NAME, cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def cli() -> None:
    """Data, figures and tables of the book Defects at Work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command-line arguments; by default those of this process.

    Returns
    -------
    int
        0 on success, 1 when faults were found or something failed, 2 for errors of usage, 130 after Ctrl-C.
    """
    terminal.configure_streams()
    if arguments is None:
        if COMPLETION in os.environ:
            return shell_complete(cli, {}, NAME, COMPLETION, os.environ[COMPLETION])
        process_environment.normalize(paths.ROOT)
        resource_limits.install_thread_hook()
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        terminal.flush()
        return status
    except KeyboardInterrupt:
        terminal.print_error(f"{NAME}: interrupted")
        # A normal exit would wait for kernels whose start was interrupted; they end by themselves shortly after
        # this process. They may use their sockets until then: the next command removes them.
        os._exit(130)
    except BrokenPipeError:
        # The reader of the output, such as head, has closed the pipe.
        terminal.discard_output()
        return 1
    except Exception as error:
        return _report(error)


def _run(arguments: Sequence[str]) -> int:
    # Not `cli.main`, which converts Ctrl-C and a closed pipe to other errors.
    try:
        with cli.make_context(NAME, list(arguments)) as context:
            return int(cli.invoke(context) or 0)
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.ClickException as error:
        # Click would write UTF-8 into a terminal that it takes for wrongly set up.
        error.show(file=sys.stderr)
        return error.exit_code


def _report(error: Exception) -> int:
    """Print an error on one line and return the exit status; raise an unexpected error again."""
    if exhausted := resource_limits.exhausted_resource(error):
        resource_limits.stop(exhausted)
    if not isinstance(error, ReviewHelpersError | OSError):
        raise error
    terminal.print_error(f"{NAME}: {_message(error)}")
    terminal.discard_output()
    # Imported here, so that errors of usage are reported quickly.
    from reviewhelpers._core.registry import UnknownId

    return 2 if isinstance(error, UsageError | UnknownId) else 1


def _message(error: Exception) -> str:
    """The message of an error, with the file first."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if isinstance(error.filename, str | bytes):
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    # Errors of `atomic_writes` have a file name: without one, the error is of standard output.
    return f"standard output: cannot be written: {error.strerror}"

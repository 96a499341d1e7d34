"""Runs commands and kills them: a process that has imported the libraries forks one for each kill.

It reads requests and writes responses, one line of JSON each. A request says what to run, where, and when to
kill it: some seconds after the start, or some seconds after a number of file changes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PRELOADED = (
    *(
        "reviewhelpers.validation.check",
        "reviewhelpers.figures",
        "reviewhelpers.tables",
        "reviewhelpers.export",
    ),
    *("reviewhelpers.export.epub", "reviewhelpers.export.pdf", "reviewhelpers.citing.citation_index"),
    *(
        "reviewhelpers.markup.notebooks",
        "reviewhelpers.release.change_notes",
        "reviewhelpers.release.checksums",
    ),
    *("reviewhelpers.release.wheel", "nbclient", "nbformat", "matplotlib.backends.backend_svg"),
)
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod", "os.truncate"}
"""Audit events of Python that change the file system; opening a file for writing is one too."""


@dataclass(frozen=True)
class Outcome:
    """The end of a command.

    Parameters
    ----------
    seconds : float
        Duration.
    changes : int
        Number of files below its folder that it had begun to write, move or remove.
    status : int or None
        Its exit status; None where it was killed.
    output : str
        Its standard output and error.
    """

    seconds: float
    changes: int
    status: int | None
    output: str


class Killer:
    """A client of the process that forks.

    Parameters
    ----------
    log : Path
        File for the output of the commands.
    """

    def __init__(self, log: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, script: str, folder: Path, after: float | None = None, change: int | None = None
    ) -> Outcome:
        """Run a script and perhaps kill it.

        Parameters
        ----------
        script : str
            Python.
        folder : Path
            Where it runs, and where file changes are counted.
        after : float, optional
            Seconds until it is killed; by default never.
        change : int, optional
            The file change, counted from 1, after which the seconds start; by default they start at once.
        """
        assert self._process.stdin
        assert self._process.stdout
        request = {"script": script, "folder": str(folder), "after": after, "change": change}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _serve(log: Path) -> None:
    import importlib

    for name in PRELOADED:
        importlib.import_module(name)
    for registry in ("figures", "tables"):
        importlib.import_module(f"reviewhelpers.{registry}").ids()
    requests = sys.stdin
    for line in iter(requests.readline, ""):
        request = json.loads(line)
        start = time.monotonic()
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _run_command(
                request["script"], request["folder"], request["after"], request["change"], write, log
            )
        os.close(write)
        if request["after"] is not None and request["change"] is None:
            _wait(child, request["after"])
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        changes = 0
        while data := os.read(read, 65536):
            changes += len(data)
        os.close(read)
        killed = os.WIFSIGNALED(status)
        ended = Outcome(
            time.monotonic() - start,
            changes,
            None if killed else os.WEXITSTATUS(status),
            log.read_text(encoding="utf-8", errors="replace"),
        )
        print(json.dumps(asdict(ended)), flush=True)


def _wait(child: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.002)


def _run_command(
    script: str, folder: str, after: float | None, change: int | None, pipe: int, log: Path
) -> None:
    """Run the command in the forked process; never returns."""
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdin = io.TextIOWrapper(io.FileIO(0))
    os.chdir(folder)
    status = 1
    sys.addaudithook(_auditor(folder, after or 0.0, change, pipe))
    try:
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _auditor(folder: str, after: float, change: int | None, pipe: int):  # type: ignore[no-untyped-def]
    count = 0

    def audit(event: str, arguments: Sequence[object]) -> None:
        nonlocal count
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR):
                return
        elif event not in CHANGES:
            return
        path = arguments[0]
        if not isinstance(path, str | bytes) or not os.path.abspath(os.fsdecode(path)).startswith(folder):
            return
        count += 1
        os.write(pipe, b".")
        if count == change:
            # This signal has no handler, so that the system kills the process wherever it is.
            if after <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            signal.setitimer(signal.ITIMER_REAL, after)

    return audit


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))

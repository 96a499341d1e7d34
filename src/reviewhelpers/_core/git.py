"""What git tells of the folder of the project; where it tells nothing, why, and what to do about it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

Numbers = tuple[int, int, int]

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_SAFE = re.compile(r"git config --global --add safe\.directory \S.*")

_NOWHERE = "no dates in citations"
_SOME = "some pages have no date"


def numbers(version: str) -> Numbers | None:
    """The three numbers of a version.

    Examples
    --------
    >>> numbers("1.10.0")
    (1, 10, 0)
    >>> numbers("1.10"), numbers("1.2.0rc1")
    (None, None)
    """
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def day(seconds: str) -> date:
    """The day, in UTC, of a moment in seconds since the start of 1970."""
    return datetime.fromtimestamp(int(seconds), UTC).date()


def environment() -> dict[str, str]:
    """The environment for a git that shall look at the folder it is told, and speak English.

    A hook sets variables that point git at another repository; a user's may change what names mean.
    """
    kept = ("GIT_CONFIG", "GIT_EXEC_PATH")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(kept)
    } | {
        "LC_ALL": "C",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


class Git:
    """Asks git about one folder; without git, or without history there, every answer is None.

    Parameters
    ----------
    root : Path
        Folder of the project, which must be the top of a working copy.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._environment: Mapping[str, str] = environment()
        self._complaint = ""
        self.commit = ""
        """The whole name of the commit; ``""`` where there is none."""
        self._refused = ""
        top = self.run("rev-parse", "--show-toplevel")
        if top is None:
            self._refused = self._explained()
        # The folder may lie in a repository that is not its own, such as one that holds its builds.
        elif Path(os.fsdecode(top).removesuffix("\n")).resolve() != root.resolve():
            self._refused = self._no_history()
        else:
            self.commit = (
                (self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or b"").decode().strip()
            )
            if not self.commit:
                self._refused = f"{_NOWHERE}: {root} has no commit yet; commit its files"

    @property
    def trouble(self) -> str:
        """One line on what cannot be told here and what to do about it; ``""`` where all can."""
        if self._refused:
            return self._refused
        if self.shallow:
            return (
                f"{_SOME}: the history of {self.root} is cut off (a shallow clone); "
                "run: git fetch --unshallow --tags"
            )
        if self.partial:
            return (
                f"{_SOME}: the clone {self.root} lacks old contents (a partial clone); "
                "clone it again without --filter"
            )
        return ""

    def _no_history(self) -> str:
        return (
            f"{_NOWHERE}: {self.root} has no history of its own, as a ZIP of its files has none; "
            "get the project with git clone"
        )

    def _explained(self) -> str:
        """What git's refusal means, with its own remedy where it names one."""
        said = self._complaint
        root = shlex.quote(str(self.root))
        if not said:
            return f"{_NOWHERE}: found no program git; install git"
        if "dubious ownership" in said:
            remedy = _SAFE.search(said)
            command = remedy[0].strip() if remedy else f"git config --global --add safe.directory {root}"
            return (
                f"{_NOWHERE}: {self.root} belongs to another user, so that git does not read its history; "
                f"run: {command}"
            )
        first = " ".join(said.splitlines()[0].split())
        if re.search("not a git repository|gitfile", said) and (self.root / ".git").is_file():
            return (
                f"{_NOWHERE}: the file {self.root / '.git'} leads to no repository ({first}); "
                "in a worktree run: git worktree repair; else get the project with git clone"
            )
        if "not a git repository" in said:
            return self._no_history()
        return f"{_NOWHERE}: git does not read the history of {self.root} ({first}); see: git status"

    @cached_property
    def partial(self) -> bool:
        """Whether old contents may be missing here, which looks as if there had been none."""
        return bool(self.run("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))

    @cached_property
    def shallow(self) -> frozenset[str]:
        """The commits at which a shallow clone ends; their changes cannot be told."""
        path = os.fsdecode(self.run("rev-parse", "--git-path", "shallow") or b"").strip()
        try:
            return frozenset((self.root / path).read_text(encoding="ascii").split())
        except FileNotFoundError:
            return frozenset()

    def run(self, *words: str, given: bytes = b"") -> bytes | None:
        """What git prints; None where it fails."""
        try:
            done = subprocess.run(
                self._command(words), input=given, env=self._environment, capture_output=True, check=False
            )
        except OSError:
            self._complaint = ""
            return None
        self._complaint = done.stderr.decode(errors="replace").strip() or "it gives no reason"
        return done.stdout if done.returncode == 0 else None

    def seconds(self, commit: str) -> str:
        """When a commit was made, in seconds since the start of 1970; ``""`` where that cannot be told."""
        told = self.run("rev-list", "--max-count=1", "--timestamp", commit, "--") if commit else None
        return told.split()[0].decode() if told else ""

    def day(self, commit: str) -> date | None:
        """The day on which a commit was made, in UTC."""
        seconds = self.seconds(commit)
        return day(seconds) if seconds else None

    def as_committed(self, names: Sequence[str]) -> list[str]:
        """Those of some files that the commit has, and that are here as it has them but for ends of lines."""
        files = [f":(literal){name}" for name in names]
        held = self.run("ls-tree", "-r", "-z", "--name-only", self.commit, "--", *files)
        differing = self.run(
            *("diff-index", "--numstat", "-z", "--no-ext-diff", "--ignore-cr-at-eol"),
            *(self.commit, "--", *files),
        )
        # What could not be compared is no proof that nothing has changed.
        if held is None or differing is None:
            return []
        counts = [line.split("\t", 2) for line in os.fsdecode(differing).split("\0") if line]
        changed = {name for added, deleted, name in counts if (added, deleted) != ("0", "0")}
        return [name for name in os.fsdecode(held).split("\0") if name and name not in changed]

    def last_change(self, name: str) -> date | None:
        """The day, in UTC, of the last commit that changed a file; None where a shallow clone ends before."""
        # As `git log -1` has it, whatever a user set for that.
        told = self.run("rev-list", "--max-count=1", "--timestamp", self.commit, "--", f":(literal){name}")
        seconds, _, commit = (told or b"").decode().strip().partition(" ")
        return day(seconds) if seconds and commit not in self.shallow else None

    def releases(self) -> dict[Numbers, str]:
        """The commits of the releases that led to this state, by version."""
        told = self.run(
            "for-each-ref",
            "--merged=HEAD",
            "--format=%(refname:strip=2) %(objectname) %(*objectname)",
            "refs/tags",
        )
        found = {}
        for line in (told or b"").decode(errors="replace").splitlines():
            # The last name is that of the commit: a tag with a message is an object of its own.
            tag, *objects = line.split()
            version = numbers(tag.removeprefix("v")) if tag.startswith("v") else None
            if version:
                found[version] = objects[-1]
        return found

    def _command(self, words: Sequence[str]) -> list[str]:
        # Some file systems give every file the mode of a program; that is no change. Nor does asking for the
        # state of a folder need the programs that a folder may name to watch it.
        settings = ("-c", "core.fileMode=false", "-c", "core.fsmonitor=false")
        return ["git", "-C", str(self.root), *settings, *words]

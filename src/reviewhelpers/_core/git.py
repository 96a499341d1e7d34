"""The git history of the project; where it cannot be read, the reason and a remedy."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

Version = tuple[int, int, int]

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_SAFE = re.compile(r"git config --global --add safe\.directory \S.*")

_NO_DATES = "no dates in citations"
_SOME_DATES_MISSING = "some pages have no date"


def parse_version(version: str) -> Version | None:
    """The three numbers of a version; None for any other text.

    Examples
    --------
    >>> parse_version("1.10.0")
    (1, 10, 0)
    >>> parse_version("1.10"), parse_version("1.2.0rc1")
    (None, None)
    """
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def day(seconds: str) -> date:
    """The date, in UTC, of a Unix timestamp."""
    return datetime.fromtimestamp(int(seconds), UTC).date()


def clean_environment() -> dict[str, str]:
    """An environment in which git reads the folder that it is given, and answers in English.

    Hooks set variables that point git to another repository; variables of a user may change how git reads
    paths.
    """
    inherited = ("GIT_CONFIG", "GIT_EXEC_PATH")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(inherited)
    } | {
        "LC_ALL": "C",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


class Git:
    """The history of one folder; without git, or without history there, every answer is None.

    Parameters
    ----------
    root : Path
        Folder of the project, which must be the root of a working tree.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._environment: Mapping[str, str] = clean_environment()
        self._stderr = ""
        self.commit = ""
        """The full hash of the commit; ``""`` where there is none."""
        self._failure = ""
        top = self.run("rev-parse", "--show-toplevel")
        if top is None:
            self._failure = self._explain_failure()
        # The folder may be inside another repository, such as one for its builds.
        elif Path(os.fsdecode(top).removesuffix("\n")).resolve() != root.resolve():
            self._failure = self._explain_missing_history()
        else:
            self.commit = (
                (self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or b"").decode().strip()
            )
            if not self.commit:
                self._failure = f"{_NO_DATES}: {root} has no commit yet; commit its files"

    @property
    def problem(self) -> str:
        """One line on what cannot be read here and the remedy; ``""`` where all can."""
        if self._failure:
            return self._failure
        if self.shallow:
            return (
                f"{_SOME_DATES_MISSING}: the history of {self.root} is cut off (a shallow clone); "
                "run: git fetch --unshallow --tags"
            )
        if self.partial:
            return (
                f"{_SOME_DATES_MISSING}: the clone {self.root} lacks old contents (a partial clone); "
                "clone it again without --filter"
            )
        return ""

    def _explain_missing_history(self) -> str:
        return (
            f"{_NO_DATES}: {self.root} has no history of its own, as a ZIP of its files has none; "
            "get the project with git clone"
        )

    def _explain_failure(self) -> str:
        """What the error message of git means, with its own remedy where it names one."""
        message = self._stderr
        root = shlex.quote(str(self.root))
        if not message:
            return f"{_NO_DATES}: found no program git; install git"
        if "dubious ownership" in message:
            remedy = _SAFE.search(message)
            command = remedy[0].strip() if remedy else f"git config --global --add safe.directory {root}"
            return (
                f"{_NO_DATES}: {self.root} belongs to another user, so that git does not read its history; "
                f"run: {command}"
            )
        first = " ".join(message.splitlines()[0].split())
        if re.search("not a git repository|gitfile", message) and (self.root / ".git").is_file():
            return (
                f"{_NO_DATES}: the file {self.root / '.git'} leads to no repository ({first}); "
                "in a worktree run: git worktree repair; else get the project with git clone"
            )
        if "not a git repository" in message:
            return self._explain_missing_history()
        return f"{_NO_DATES}: git does not read the history of {self.root} ({first}); see: git status"

    @cached_property
    def partial(self) -> bool:
        """Whether the clone may lack old contents; git then answers as if there had been none."""
        return bool(self.run("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))

    @cached_property
    def shallow(self) -> frozenset[str]:
        """The commits at which a shallow clone ends; their changes are unknown."""
        path = os.fsdecode(self.run("rev-parse", "--git-path", "shallow") or b"").strip()
        try:
            return frozenset((self.root / path).read_text(encoding="ascii").split())
        except FileNotFoundError:
            return frozenset()

    def run(self, *words: str, stdin: bytes = b"") -> bytes | None:
        """Standard output of a git command; None where it fails."""
        try:
            result = subprocess.run(
                self._command(words), input=stdin, env=self._environment, capture_output=True, check=False
            )
        except OSError:
            self._stderr = ""
            return None
        self._stderr = result.stderr.decode(errors="replace").strip() or "it gives no reason"
        return result.stdout if result.returncode == 0 else None

    def seconds(self, commit: str) -> str:
        """The Unix timestamp of a commit; ``""`` where it is unknown."""
        output = self.run("rev-list", "--max-count=1", "--timestamp", commit, "--") if commit else None
        return output.split()[0].decode() if output else ""

    def day(self, commit: str) -> date | None:
        """The date of a commit, in UTC."""
        seconds = self.seconds(commit)
        return day(seconds) if seconds else None

    def as_committed(self, names: Sequence[str]) -> list[str]:
        """Those of some files that are unchanged since the commit, apart from line ends."""
        files = [f":(literal){name}" for name in names]
        committed = self.run("ls-tree", "-r", "-z", "--name-only", self.commit, "--", *files)
        differing = self.run(
            *("diff-index", "--numstat", "-z", "--no-ext-diff", "--ignore-cr-at-eol"),
            *(self.commit, "--", *files),
        )
        # A failed comparison does not prove that nothing has changed.
        if committed is None or differing is None:
            return []
        counts = [line.split("\t", 2) for line in os.fsdecode(differing).split("\0") if line]
        changed = {name for added, deleted, name in counts if (added, deleted) != ("0", "0")}
        return [name for name in os.fsdecode(committed).split("\0") if name and name not in changed]

    def last_change_date(self, name: str) -> date | None:
        """The date, in UTC, of the last commit that changed a file; None where a shallow clone ends before."""
        # The result of `git log -1`, but independent of the log settings of a user.
        output = self.run("rev-list", "--max-count=1", "--timestamp", self.commit, "--", f":(literal){name}")
        seconds, _, commit = (output or b"").decode().strip().partition(" ")
        return day(seconds) if seconds and commit not in self.shallow else None

    def releases(self) -> dict[Version, str]:
        """The commits of the releases before this state, by version."""
        output = self.run(
            "for-each-ref",
            "--merged=HEAD",
            "--format=%(refname:strip=2) %(objectname) %(*objectname)",
            "refs/tags",
        )
        found = {}
        for line in (output or b"").decode(errors="replace").splitlines():
            # The last hash is that of the commit: an annotated tag is an object of its own.
            tag, *objects = line.split()
            version = parse_version(tag.removeprefix("v")) if tag.startswith("v") else None
            if version:
                found[version] = objects[-1]
        return found

    def _command(self, words: Sequence[str]) -> list[str]:
        # On some file systems all files are executable, which is no change. Reading the state of a folder must
        # not start the file system monitor that its configuration may name.
        settings = ("-c", "core.fileMode=false", "-c", "core.fsmonitor=false")
        return ["git", "-C", str(self.root), *settings, *words]

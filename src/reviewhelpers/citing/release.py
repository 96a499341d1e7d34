"""What the book is called, who made it, and which version this is: from ``CITATION.cff`` and from git.

All follows from the commit, so that two builds of it cite alike. Where git cannot tell, no date is given: a
missing date is seen, a wrong one is believed.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import yaml

from reviewhelpers import whole
from reviewhelpers.errors import Fault, ReviewHelpersError
from reviewhelpers.paths import ROOT

CITATION = "CITATION.cff"

BUILT_FROM = (
    *("chapters", "data", "src", "references.bib", "_config.yml", "_toc.yml"),
    CITATION,
)
"""What makes the book: a change in it that is not committed makes another book than the commit's."""

UNRELEASED = "unreleased"

_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")
_CELLS_END = b'\n "metadata": {'
_NAMES = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non-dropping-particle",
    "name-suffix": "suffix",
}
"""The parts of a person's name in ``CITATION.cff``, and what CSL-JSON calls them."""

Numbers = tuple[int, int, int]


class ReleaseError(ReviewHelpersError):
    """A file or a setting that does not say what the book is."""


class NotDecided(ReleaseError):
    """A question that this copy of the project cannot answer, for it lacks the history."""


@dataclass(frozen=True)
class Release:
    """The state of the book.

    Parameters
    ----------
    version : str
        Such as ``1.2.0``; ``unreleased, commit e25f090`` between releases, and ``unreleased`` where there is
        no history or the book differs from its commit.
    date : date or None
        Day of the commit in UTC; None where ``version`` names none.
    commit : str
        The whole name of the commit, or ``""``.
    """

    version: str
    date: date | None
    commit: str


def read(root: Path = ROOT) -> Release:
    """The state of the book in a folder.

    Without history, ``SOURCE_DATE_EPOCH`` gives the day: who packs sources sets it to the time of the commit.

    Raises
    ------
    ReleaseError
        When ``SOURCE_DATE_EPOCH`` is needed and is no number of seconds.
    """
    git = _Git(root)
    if not git.commit:
        return Release(UNRELEASED, _epoch(), "")
    # A status that could not be made is no proof that nothing has changed.
    if git.run("status", "--porcelain", "--untracked-files=no", "--", *BUILT_FROM) != b"":
        return Release(UNRELEASED, None, "")
    here = [name for name, commit in git.releases().items() if commit == git.commit]
    version = _dotted(max(here)) if here else f"{UNRELEASED}, commit {git.commit[:7]}"
    return Release(version, git.day(git.commit), git.commit)


def page_dates(root: Path, paths: Iterable[Path], kept: Path | None = None) -> dict[Path, date | None]:
    """The day, in UTC, of the last commit that changed what each page says.

    A page says its text and the sources and outputs of its cells. What else a notebook records, such as the
    digest of the code or the count of runs, changes without a word of it changing. Where lines of history
    met, the one that brought the words is followed, as git does. A page that moved counts as written anew at
    its address, since that is what is cited.

    Parameters
    ----------
    root : Path
        Folder of the project.
    paths : iterable of Path
        Files of pages, below it.
    kept : Path, optional
        A file that keeps the dates found for a commit: a page that is still as in this commit has the same.

    Returns
    -------
    dict of Path to date or None
        None where no date is sure: without history, for a file that is new or says something else than its
        commit, and where a shallow clone ends before the change.
    """
    names = {path: Path(os.path.relpath(path, root)).as_posix() for path in paths}
    inside = {path: name for path, name in names.items() if not name.startswith("../")}
    dates: dict[Path, date | None] = dict.fromkeys(names)
    git = _Git(root)
    known = _kept_dates(kept, git, sorted(inside.values()))
    dates |= {path: known[name] for path, name in inside.items() if name in known}
    inside = {path: name for path, name in inside.items() if name not in known}
    if inside and git.commit and not git.partial:
        files = sorted(set(inside.values()))
        listed = git.run(
            *("rev-list", "--full-history", "--parents", "--topo-order", "--timestamp", git.commit, "--"),
            *files,
        )
        if listed:
            history = _History(git, listed.decode().splitlines())
            with (
                git.asked("--batch-check=%(objectname) %(objecttype)") as places,
                git.asked("--batch") as told,
            ):
                contents = _Contents(places, told)
                for path, name in inside.items():
                    dates[path] = history.last_change(path, name, contents)
        if kept:
            whole.folder(kept.parent)
            found = {names[path]: day.isoformat() for path, day in dates.items() if day}
            whole.write(kept, json.dumps({"commit": git.commit, "dates": found}).encode())
    return dates


def _kept_dates(kept: Path | None, git: _Git, names: Sequence[str]) -> dict[str, date]:
    """The dates of those files that are as in the commit for which a file keeps dates."""
    try:
        found = json.loads(kept.read_text(encoding="utf-8")) if kept else {}
        known = {name: date.fromisoformat(day) for name, day in found["dates"].items()} if found else {}
        if not known or found["commit"] != git.commit:
            return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    changed = git.run("diff", "--name-only", "-z", "HEAD", "--", *names)
    # What could not be compared is no proof that nothing has changed.
    if changed is None:
        return {}
    same = set(names) - set(os.fsdecode(changed).split("\0"))
    return {name: day for name, day in known.items() if name in same}


def faults(root: Path = ROOT) -> list[Fault]:
    """Where ``CITATION.cff`` and ``pyproject.toml`` do not agree with the newest release before this commit.

    Raises
    ------
    NotDecided
        Without the whole history, where a release may be missed.
    ReleaseError
        When ``CITATION.cff`` cannot be read.
    """
    git = _Git(root)
    if not git.commit or git.shallow:
        raise NotDecided(f"{root}: found no whole history, expected a clone of it to compare {CITATION} with")
    stated = _citation(root)
    releases = git.releases()
    if not releases:
        return [
            Fault(CITATION, None, name, str(stated[name]), "no such field before the first release")
            for name in ("version", "date-released")
            if name in stated
        ]
    newest = max(releases)
    right = {"version": _dotted(newest), "date-released": str(git.day(releases[newest]))}
    found = [
        Fault(
            CITATION, None, name, str(stated.get(name, "no such field")), f"{value} as of the newest release"
        )
        for name, value in right.items()
        if str(stated.get(name)) != value
    ]
    package = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if (_numbers(package) or (0, 0, 0)) < newest:
        found.append(Fault("pyproject.toml", None, "version", package, f"{_dotted(newest)} or later"))
    return found


def newest(root: Path = ROOT) -> str:
    """Tag of the newest release that led to this state, or ``""``."""
    git = _Git(root)
    releases = git.releases() if git.commit else {}
    return f"v{_dotted(max(releases))}" if releases else ""


def title(root: Path = ROOT) -> str:
    """Title of the book.

    Raises
    ------
    ReleaseError
        When ``CITATION.cff`` has none.

    Examples
    --------
    >>> title()
    'Defects at Work: a companion to four papers on defect electrocatalysis'
    """
    return str(_field(root, "title", str))


def keywords(root: Path = ROOT) -> list[str]:
    """What the book is about.

    Raises
    ------
    ReleaseError
        When ``CITATION.cff`` does not say.
    """
    return [str(word) for word in _field(root, "keywords", list)]


def authors(root: Path = ROOT) -> list[dict[str, str]]:
    """Names of the authors, in the form of CSL-JSON.

    Raises
    ------
    ReleaseError
        When ``CITATION.cff`` names none, or one without a name.

    Examples
    --------
    >>> authors()
    [{'literal': 'The Defects at Work contributors'}]
    """
    return [_author(author) for author in _field(root, "authors", list)]


def _author(author: Any) -> dict[str, str]:
    fields = author if isinstance(author, dict) else {}
    if fields.get("name"):
        return {"literal": str(fields["name"])}
    found = {csl: str(fields[cff]) for cff, csl in _NAMES.items() if fields.get(cff)}
    if "family" not in found:
        _fail("authors", f"{author!r}", "name, or family-names and given-names")
    return found


def _field(root: Path, name: str, kind: type) -> Any:
    value = _citation(root).get(name)
    if not value or not isinstance(value, kind):
        _fail(name, "no such field" if value is None else repr(value), f"the {name} of the book")
    return value


def _citation(root: Path) -> dict[str, Any]:
    try:
        loaded = _parsed((root / CITATION).read_text(encoding="utf-8"))
    except OSError as error:
        _fail(None, error.strerror or str(error), "a readable file")
    except (ValueError, yaml.YAMLError) as error:
        _fail(None, f"what is no YAML ({' '.join(str(error).split())})", "a file in the Citation File Format")
    if not isinstance(loaded, dict):
        _fail(None, "no fields", "a file in the Citation File Format")
    return loaded


@functools.lru_cache(maxsize=1)
def _parsed(text: str) -> Any:
    return yaml.safe_load(text)


def _fail(column: str | None, found: str, expected: str) -> NoReturn:
    raise ReleaseError(str(Fault(CITATION, None, column, found, expected)))


def _numbers(version: str) -> Numbers | None:
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _dotted(numbers: Numbers) -> str:
    return ".".join(map(str, numbers))


def _day(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds), UTC).date()


def _epoch() -> date | None:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return _day(given) if given else None
    except (ValueError, OverflowError, OSError):
        raise ReleaseError(
            f"SOURCE_DATE_EPOCH: found {given!r}, expected seconds since the start of 1970"
        ) from None


class _Git:
    """Asks git about one folder; without git, or without history there, every answer is None.

    Parameters
    ----------
    root : Path
        Folder of the project, which must be the top of a working copy.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        # A hook sets variables that point git at another repository; a user's may change what names mean.
        kept = ("GIT_CONFIG", "GIT_EXEC_PATH")
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GIT_") or name.startswith(kept)
        } | {
            "LC_ALL": "C",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
        }
        self.commit = ""
        top = self.run("rev-parse", "--show-toplevel")
        # The folder may lie in a repository that is not its own, such as one that holds its builds.
        if top and Path(os.fsdecode(top).removesuffix("\n")).resolve() == root.resolve():
            self.commit = (
                (self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or b"").decode().strip()
            )

    @property
    def partial(self) -> bool:
        """Whether old contents may be missing here, which looks as if there had been none."""
        return bool(self.run("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))

    @property
    def shallow(self) -> frozenset[str]:
        """The commits at which a shallow clone ends; their changes cannot be told."""
        path = os.fsdecode(self.run("rev-parse", "--git-path", "shallow") or b"").strip()
        try:
            return frozenset((self._root / path).read_text(encoding="ascii").split())
        except FileNotFoundError:
            return frozenset()

    def run(self, *words: str, given: bytes = b"") -> bytes | None:
        """What git prints; None where it fails."""
        try:
            done = subprocess.run(
                self._command(words), input=given, env=self._environment, capture_output=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout

    def day(self, commit: str) -> date | None:
        """The day on which a commit was made, in UTC."""
        told = self.run("rev-list", "--max-count=1", "--timestamp", commit, "--")
        return _day(told.split()[0].decode()) if told else None

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
            if tag.startswith("v") and (numbers := _numbers(tag)):
                found[numbers] = objects[-1]
        return found

    @contextmanager
    def asked(self, form: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process that tells of many objects, one after the other."""
        with subprocess.Popen(
            self._command(("cat-file", form)),
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            yield process

    def _command(self, words: Sequence[str]) -> list[str]:
        # Some file systems give every file the mode of a program; that is no change. Nor does asking for the
        # state of a folder need the programs that a folder may name to watch it.
        settings = ("-c", "core.fileMode=false", "-c", "core.fsmonitor=false")
        return ["git", "-C", str(self._root), *settings, *words]


class _History:
    """The commits that touched any of some files.

    Parameters
    ----------
    git : _Git
        The repository.
    lines : sequence of str
        Time, name and parents of each commit, the last one first.
    """

    def __init__(self, git: _Git, lines: Sequence[str]) -> None:
        commits = [line.split() for line in lines]
        self._last = commits[0][1]
        self._seconds = {commit: seconds for seconds, commit, *_ in commits}
        self._parents = {commit: parents for _, commit, *parents in commits}
        self._ends = git.shallow

    def last_change(self, path: Path, name: str, contents: _Contents) -> date | None:
        """The day of the last commit that changed what a file says; None where that is not sure."""
        notebook = path.suffix == ".ipynb"

        def blob(commit: str) -> str:
            return contents.blob(name, commit)

        def said(commit: str) -> bytes:
            return contents.said(blob(commit), notebook) if blob(commit) else b""

        commit = self._last
        try:
            if not blob(commit) or said(commit) != _said(path.read_bytes(), notebook):
                return None
            while True:
                same = (
                    parent
                    for parent in self._parents[commit]
                    if blob(parent) == blob(commit) or said(parent) == said(commit)
                )
                before = next(same, None)
                if before is None:
                    return None if commit in self._ends else _day(self._seconds[commit])
                commit = before
        except (OSError, KeyError):
            # The file, or an object that the history names, cannot be read.
            return None


class _Contents:
    """What objects say, read through two processes.

    Parameters
    ----------
    places : Popen
        ``git cat-file --batch-check``, which tells the name and the kind of an object.
    contents : Popen
        ``git cat-file --batch``, which tells all of it.
    """

    def __init__(self, places: subprocess.Popen[bytes], contents: subprocess.Popen[bytes]) -> None:
        self._places = places
        self._process = contents
        self._of_place: dict[tuple[str, str], str] = {}
        self._of_object: dict[tuple[str, bool], bytes] = {}
        self._of_cells: dict[bytes, bytes] = {}

    def blob(self, file: str, commit: str) -> str:
        """The object that a file was in a commit; "" where it was not there.

        Raises
        ------
        KeyError
            When git does not tell, which must not look like a file that was not there.
        """
        if (file, commit) not in self._of_place:
            told = _answer(self._places, f"{commit}:{file}")
            if not told.endswith(b"\n"):
                raise KeyError(file)
            name, _, kind = told.decode(errors="replace").rstrip().rpartition(" ")
            self._of_place[file, commit] = name if kind == "blob" else ""
        return self._of_place[file, commit]

    def said(self, name: str, notebook: bool) -> bytes:
        """A digest of what an object says.

        Raises
        ------
        KeyError
            When there is no such object.
        """
        if (name, notebook) not in self._of_object:
            content = self._read(name)
            # Most commits change a notebook in the digest of its code alone, which stands behind the cells;
            # to compare what is before it spares reading the same cells again and again.
            end = content.rfind(_CELLS_END)
            known = notebook and end >= 0 and b'"cells"' not in content[end:]
            cells = hashlib.sha256(content[:end] if known else content).digest()
            if cells not in self._of_cells:
                self._of_cells[cells] = _said(content, notebook)
            self._of_object[name, notebook] = self._of_cells[cells]
        return self._of_object[name, notebook]

    def _read(self, name: str) -> bytes:
        head = _answer(self._process, name).split()
        told = self._process.stdout
        assert told
        if len(head) != 3:
            raise KeyError(name)
        content = told.read(int(head[2]))
        told.read(1)
        return content


def _answer(process: subprocess.Popen[bytes], question: str) -> bytes:
    """The first line that a process answers."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{question}\n".encode())
    process.stdin.flush()
    return process.stdout.readline()


def _said(content: bytes, notebook: bool) -> bytes:
    """A digest of what a file says; of all of it where it is no notebook that can be read."""
    if notebook:
        try:
            cells = [_cell(cell) for cell in json.loads(content)["cells"]]
            content = json.dumps(cells, sort_keys=True).encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
    # Git may write other ends of lines into files than it keeps.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).digest()


def _cell(cell: dict[str, Any]) -> list[Any]:
    outputs = [
        {
            name: _text(name, value)
            for name, value in output.items()
            if name not in ("execution_count", "metadata")
        }
        for output in cell.get("outputs", [])
    ]
    return [cell["cell_type"], "".join(cell["source"]), cell.get("attachments"), outputs]


def _text(name: str, value: Any) -> Any:
    """A part of an output; text may be stored whole or in lines."""
    if name == "data":
        return {mime: part if mime.endswith("json") else "".join(part) for mime, part in value.items()}
    return "".join(value) if name == "text" else value

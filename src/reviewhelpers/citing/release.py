"""What the book is called, who made it, and which version this is.

``CITATION.cff`` names title and authors, ``pyproject.toml`` the number of the version, and git tells the day.
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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

from reviewhelpers import whole
from reviewhelpers.citing import git as history
from reviewhelpers.citing.git import Git
from reviewhelpers.errors import Fault, ReviewHelpersError
from reviewhelpers.paths import ROOT

CITATION = "CITATION.cff"

PROJECT = "pyproject.toml"
"""The one place of the number of the version; ``reviewhelpers stamp`` copies it into :data:`CITATION`."""

DESCRIPTOR = "data/datapackage.json"

BUILT_FROM = (
    *("chapters", "data", "src", "references.bib", "_config.yml", "_toc.yml"),
    CITATION,
    PROJECT,
)
"""What makes the book: a change in it that is not committed makes another book than the commit's."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
_WEB = re.compile(r"https?://[^\s@]+")
_CELLS_END = b'\n "metadata": {'
_NAMES = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non-dropping-particle",
    "name-suffix": "suffix",
}
"""The parts of a person's name in ``CITATION.cff``, and what CSL-JSON calls them."""


class ReleaseError(ReviewHelpersError):
    """A file or a setting that does not say what the book is.

    Parameters
    ----------
    told : str or Fault
        What it says instead.
    """

    def __init__(self, told: str | Fault) -> None:
        super().__init__(str(told))
        self.told = told


class NotDecided(ReleaseError):
    """A question that this copy of the project cannot answer, for it lacks the history."""


@dataclass(frozen=True)
class Release:
    """The state of the book.

    Parameters
    ----------
    number : str
        Such as ``1.2.0``.
    released : bool
        Whether this is the release of that number, to the letter.
    date : date or None
        Day of the commit in UTC; None where it is not known, or where files differ from the commit.
    commit : str
        The whole name of the commit; ``""`` where it is not known, or where files differ from it.
    edited : bool
        Whether files of the book differ from the commit.
    trouble : str
        One line on what cannot be told here and what to do about it, or ``""``.
    """

    number: str
    released: bool = False
    date: date | None = None
    commit: str = ""
    edited: bool = False
    trouble: str = ""

    @property
    def version(self) -> str:
        """The version as pages and citations name it.

        Examples
        --------
        >>> Release("1.0.0", released=True).version, Release("1.0.2", released=True).version
        ('1.0', '1.0.2')
        >>> Release("1.0.0", date=date(2026, 11, 21)).version
        '1.0, changed 21 Nov 2026'
        >>> Release("1.0.0", edited=True).version, Release("1.0.0").version
        ('1.0, with local changes', '1.0, date not known')
        """
        name = self.number.removesuffix(".0")
        if self.released:
            return name
        if self.edited:
            return f"{name}, with local changes"
        return f"{name}, changed {spelled(self.date)}" if self.date else f"{name}, date not known"


def spelled(day: date) -> str:
    """A day as people write it, whatever language the machine speaks.

    Examples
    --------
    >>> spelled(date(2026, 3, 1))
    '1 Mar 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read(root: Path = ROOT) -> Release:
    """The state of the book in a folder.

    Its number is that of ``pyproject.toml``. It is the release of that number where the commit bears its tag
    and no file differs; else it is the version that was changed on the day of the commit. Without history,
    ``SOURCE_DATE_EPOCH`` gives the day: who packs sources sets it to the time of the commit.

    Raises
    ------
    ReleaseError
        When ``pyproject.toml`` names no version, or ``SOURCE_DATE_EPOCH`` is needed and is no number of
        seconds.
    """
    git = Git(root)
    number = version_number(root)
    if not git.commit:
        return Release(number, date=_epoch(), trouble=git.trouble)
    # A status that could not be made is no proof that nothing has changed.
    if git.run("status", "--porcelain", "--untracked-files=no", "--", *BUILT_FROM) != b"":
        return Release(number, edited=True, trouble=git.trouble)
    released = git.releases().get(_numbers(number)) == git.commit
    return Release(number, released, git.day(git.commit), git.commit, trouble=git.trouble)


def version_number(root: Path = ROOT) -> str:
    """The number of the version, from its one place.

    Raises
    ------
    ReleaseError
        When ``pyproject.toml`` cannot be read or names no version of three numbers.

    Examples
    --------
    >>> version_number().count(".")
    2
    """
    try:
        found = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))["project"]["version"]
    except OSError as error:
        _fail("version", error.strerror or str(error), "a readable file", PROJECT)
    except (ValueError, KeyError, TypeError):
        _fail("version", "no version of a project", "a version such as 1.2.0", PROJECT)
    if not isinstance(found, str) or history.numbers(found) is None:
        _fail("version", repr(found), "three numbers such as 1.2.0", PROJECT)
    return found


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
    git = Git(root)
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


def _kept_dates(kept: Path | None, git: Git, names: Sequence[str]) -> dict[str, date]:
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


def disagreements(root: Path = ROOT) -> list[Fault]:
    """Where ``CITATION.cff`` or the data package differ from ``pyproject.toml``, or archives would refuse.

    A folder without ``pyproject.toml`` is no project, and has no version that others could differ from.
    """
    if not (root / PROJECT).exists():
        return []
    try:
        stated, number = _citation(root), version_number(root)
    except ReleaseError as error:
        return [error.told] if isinstance(error.told, Fault) else []
    found = []
    expected = f"{number} as {PROJECT} has it; run `reviewhelpers stamp`"
    if str(stated.get("version")) != number:
        found.append(_differs("version", stated.get("version"), expected))
    packed = _packed_version(root)
    if packed is not None and packed != number:
        found.append(Fault(DESCRIPTOR, None, "version", packed or "no such field", expected))
    licence = stated.get("license")
    if not isinstance(licence, str) or not _SPDX.fullmatch(licence):
        found.append(_differs("license", licence, "one name of the SPDX list: archives refuse more"))
    released = stated.get("date-released")
    if released is not None and not _is_day(str(released)):
        found.append(_differs("date-released", released, "a day such as 2026-03-01"))
    repository = stated.get("repository-code")
    if repository is not None and not _WEB.fullmatch(str(repository)):
        found.append(_differs("repository-code", repository, "an address such as https://example.org/book"))
    return found


def faults(root: Path = ROOT) -> list[Fault]:
    """Where ``CITATION.cff``, ``pyproject.toml`` and the tags of releases before this commit do not agree.

    Raises
    ------
    NotDecided
        Without the whole history, where a release may be missed.
    ReleaseError
        When ``CITATION.cff`` or ``pyproject.toml`` cannot be read.
    """
    git = Git(root)
    if not git.commit or git.shallow:
        raise NotDecided(f"{root}: found no whole history, expected a clone of it to compare {CITATION} with")
    found = disagreements(root)
    number = version_number(root)
    here = _numbers(number)
    releases = git.releases()
    tagged = [version for version, commit in releases.items() if commit == git.commit]
    as_committed = git.run("diff", "--quiet", "HEAD", "--", PROJECT) is not None
    if tagged and here not in tagged and as_committed:
        expected = f"{_dotted(max(tagged))}, the tag of this commit"
        found.append(Fault(PROJECT, None, "version", number, expected))
    elif releases and here < max(releases):
        found.append(Fault(PROJECT, None, "version", number, f"{_dotted(max(releases))} or later"))
    stated = _citation(root).get("date-released")
    if here in releases:
        day = git.day(releases[here])
        if str(stated) != str(day):
            found.append(_differs("date-released", stated, f"{day}, the day of the commit tagged v{number}"))
    elif stated is not None and releases:
        before = git.day(releases[max(releases)])
        if str(stated) < str(before):
            expected = f"{before}, the day of the last release, or later"
            found.append(_differs("date-released", stated, expected))
    return found


def _packed_version(root: Path) -> str | None:
    """The version of the data package; None where it cannot be read, which the check of the data tells."""
    try:
        return str(json.loads((root / DESCRIPTOR).read_text(encoding="utf-8")).get("version", ""))
    except (OSError, ValueError, AttributeError):
        return None


def _differs(field: str, found: Any, expected: str) -> Fault:
    return Fault(CITATION, None, field, "no such field" if found is None else str(found), expected)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def newest(root: Path = ROOT) -> str:
    """Tag of the newest release that led to this state, or ``""``."""
    git = Git(root)
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


def _fail(column: str | None, found: str, expected: str, file: str = CITATION) -> NoReturn:
    raise ReleaseError(Fault(file, None, column, found, expected))


def _numbers(version: str) -> history.Numbers:
    found = history.numbers(version)
    assert found
    return found


def _dotted(numbers: history.Numbers) -> str:
    return ".".join(map(str, numbers))


def _epoch() -> date | None:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return history.day(given) if given else None
    except (ValueError, OverflowError, OSError):
        raise ReleaseError(
            f"SOURCE_DATE_EPOCH: found {given!r}, expected seconds since the start of 1970"
        ) from None


class _History:
    """The commits that touched any of some files.

    Parameters
    ----------
    git : Git
        The repository.
    lines : sequence of str
        Time, name and parents of each commit, the last one first.
    """

    def __init__(self, git: Git, lines: Sequence[str]) -> None:
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
                    return None if commit in self._ends else history.day(self._seconds[commit])
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

"""Title, authors and version of the book.

Title and authors come from ``CITATION.cff``, the version number from ``pyproject.toml``, and the date from git.
All of it depends only on the commit, so that two builds of it have the same citations. Where git does not know
the date, none is given: readers notice a missing date, but believe a wrong one.
"""

from __future__ import annotations

import functools
import json
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

from reviewhelpers._core import git as history
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.git import Git
from reviewhelpers._core.paths import ROOT

CITATION = "CITATION.cff"

PROJECT = "pyproject.toml"
"""The file that defines the version number; ``reviewhelpers stamp`` copies it into :data:`CITATION`."""

DESCRIPTOR = "data/datapackage.json"

BUILT_FROM = ("chapters", "data", "src", "references.bib", "_config.yml", "_toc.yml", CITATION, PROJECT)
"""The sources of the book: with uncommitted changes in them, the book is not that of the commit."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
_WEB = re.compile(r"https?://[^\s@]+")
_NAMES = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non-dropping-particle",
    "name-suffix": "suffix",
}
"""The parts of a person's name in ``CITATION.cff``, and their names in CSL-JSON."""


class ReleaseError(ReviewHelpersError):
    """A file or a setting from which the metadata of the book cannot be read.

    Parameters
    ----------
    problem : str or Fault
        What is wrong with it.
    """

    def __init__(self, problem: str | Fault) -> None:
        super().__init__(str(problem))
        self.problem = problem


class IncompleteHistoryError(ReleaseError):
    """A check that needs the history, of which this copy of the project has not enough."""


@dataclass(frozen=True)
class Release:
    """The state of the book.

    Parameters
    ----------
    number : str
        Such as ``1.2.0``.
    released : bool
        Whether this is exactly the release of that number.
    date : date or None
        Day of the commit in UTC; None if it is not known, or if files differ from the commit.
    commit : str
        The full hash of the commit; ``""`` if it is not known, or if files differ from it.
    edited : bool
        Whether files of the book differ from the commit.
    problem : str
        One line on what cannot be determined and what to do about it, or ``""``.
    """

    number: str
    released: bool = False
    date: date | None = None
    commit: str = ""
    edited: bool = False
    problem: str = ""

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
        return f"{name}, changed {format_date(self.date)}" if self.date else f"{name}, date not known"


def format_date(day: date) -> str:
    """A date in English, whatever the locale.

    Examples
    --------
    >>> format_date(date(2026, 3, 1))
    '1 Mar 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read(root: Path = ROOT) -> Release:
    """The state of the book in a folder.

    Its number is that of ``pyproject.toml``. It is the release of that number if the commit has its tag and
    no file differs; otherwise it is that version, changed on the day of the commit. Without history, the day
    is that of ``SOURCE_DATE_EPOCH``, which packagers set to the time of the commit.

    Raises
    ------
    ReleaseError
        When ``pyproject.toml`` names no version, or ``SOURCE_DATE_EPOCH`` is needed and is no number of
        seconds.
    """
    git = Git(root)
    number = version_number(root)
    if not git.commit:
        return Release(number, date=_source_date(), problem=git.problem)
    # If git status fails, the sources may have been changed.
    if git.run("status", "--porcelain", "--untracked-files=no", "--", *BUILT_FROM) != b"":
        return Release(number, edited=True, problem=git.problem)
    released = git.releases().get(_numbers(number)) == git.commit
    return Release(number, released, git.day(git.commit), git.commit, problem=git.problem)


def version_number(root: Path = ROOT) -> str:
    """The version number, from ``pyproject.toml``.

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
        version = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))["project"]["version"]
    except OSError as error:
        _fail("version", error.strerror or str(error), "a readable file", PROJECT)
    except (ValueError, KeyError, TypeError):
        _fail("version", "no version of a project", "a version such as 1.2.0", PROJECT)
    if not isinstance(version, str) or history.parse_version(version) is None:
        _fail("version", repr(version), "three numbers such as 1.2.0", PROJECT)
    return version


def page_dates(root: Path, paths: Iterable[Path]) -> dict[Path, date | None]:
    """The day, in UTC, of the last commit that changed the file of each page.

    It is that of ``git log -1 -- FILE``: at a merge, git follows the parent that has the same file. A page that
    was moved counts as new at its address, since the address is what is cited.

    Parameters
    ----------
    root : Path
        Folder of the project.
    paths : iterable of Path
        Files of pages, below it.

    Returns
    -------
    dict of Path to date or None
        None if the date is uncertain: without history, for a file that is new or differs from its commit, and
        if a shallow clone does not contain the change.
    """
    names = {path: Path(os.path.relpath(path, root)).as_posix() for path in paths}
    inside = sorted(name for name in set(names.values()) if not name.startswith("../"))
    git = Git(root)
    dates = {}
    if inside and git.commit and not git.partial:
        dates = {name: git.last_change_date(name) for name in git.as_committed(inside)}
    return {path: dates.get(name) for path, name in names.items()}


def disagreements(root: Path = ROOT) -> list[Fault]:
    """Where ``CITATION.cff`` or the data package differ from ``pyproject.toml``, or archives would reject them.

    A folder without ``pyproject.toml`` is not a project, and has no version to compare with.
    """
    if not (root / PROJECT).exists():
        return []
    try:
        citation, number = _citation(root), version_number(root)
    except ReleaseError as error:
        return [error.problem] if isinstance(error.problem, Fault) else []
    found = []
    expected = f"{number} as {PROJECT} has it; run `reviewhelpers stamp`"
    if str(citation.get("version")) != number:
        found.append(_cff_fault("version", citation.get("version"), expected))
    packaged = _data_package_version(root)
    if packaged is not None and packaged != number:
        found.append(Fault(DESCRIPTOR, None, "version", packaged or "no such field", expected))
    licence = citation.get("license")
    if not isinstance(licence, str) or not _SPDX.fullmatch(licence):
        found.append(_cff_fault("license", licence, "one name of the SPDX list: archives refuse more"))
    released = citation.get("date-released")
    if released is not None and not _is_day(str(released)):
        found.append(_cff_fault("date-released", released, "a day such as 2026-03-01"))
    repository = citation.get("repository-code")
    if repository is not None and not _WEB.fullmatch(str(repository)):
        found.append(_cff_fault("repository-code", repository, "an address such as https://example.org/book"))
    return found


def faults(root: Path = ROOT) -> list[Fault]:
    """Where ``CITATION.cff``, ``pyproject.toml`` and the tags of releases before this commit do not agree.

    Raises
    ------
    IncompleteHistoryError
        Without the full history, where a release might be missed.
    ReleaseError
        When ``CITATION.cff`` or ``pyproject.toml`` cannot be read.
    """
    git = Git(root)
    if not git.commit or git.shallow:
        raise IncompleteHistoryError(
            f"{root}: found no whole history, expected a clone of it to compare {CITATION} with"
        )
    found = disagreements(root)
    number = version_number(root)
    current = _numbers(number)
    releases = git.releases()
    tagged = [version for version, commit in releases.items() if commit == git.commit]
    as_committed = git.run("diff", "--quiet", "HEAD", "--", PROJECT) is not None
    if tagged and current not in tagged and as_committed:
        expected = f"{_dotted(max(tagged))}, the tag of this commit"
        found.append(Fault(PROJECT, None, "version", number, expected))
    elif releases and current < max(releases):
        found.append(Fault(PROJECT, None, "version", number, f"{_dotted(max(releases))} or later"))
    released = _citation(root).get("date-released")
    if current in releases:
        day = git.day(releases[current])
        if str(released) != str(day):
            found.append(
                _cff_fault("date-released", released, f"{day}, the day of the commit tagged v{number}")
            )
    elif released is not None and releases:
        before = git.day(releases[max(releases)])
        if str(released) < str(before):
            expected = f"{before}, the day of the last release, or later"
            found.append(_cff_fault("date-released", released, expected))
    return found


def _data_package_version(root: Path) -> str | None:
    """The version of the data package; None if it cannot be read, which the check of the data reports."""
    try:
        return str(json.loads((root / DESCRIPTOR).read_text(encoding="utf-8")).get("version", ""))
    except (OSError, ValueError, AttributeError):
        return None


def _cff_fault(field: str, found: Any, expected: str) -> Fault:
    return Fault(CITATION, None, field, "no such field" if found is None else str(found), expected)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def latest_tag(root: Path = ROOT) -> str:
    """Tag of the latest release in the history of this state, or ``""``."""
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


def repository(root: Path = ROOT) -> str:
    """The address of the code, as ``CITATION.cff`` has it; empty where it names none."""
    return str(_citation(root).get("repository-code") or "")


def keywords(root: Path = ROOT) -> list[str]:
    """Keywords of the book.

    Raises
    ------
    ReleaseError
        When ``CITATION.cff`` has none.
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
    names = {csl: str(fields[cff]) for cff, csl in _NAMES.items() if fields.get(cff)}
    if "family" not in names:
        _fail("authors", f"{author!r}", "name, or family-names and given-names")
    return names


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


def _numbers(version: str) -> history.Version:
    numbers = history.parse_version(version)
    assert numbers
    return numbers


def _dotted(numbers: history.Version) -> str:
    return ".".join(map(str, numbers))


def _source_date() -> date | None:
    value = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return history.day(value) if value else None
    except (ValueError, OverflowError, OSError):
        raise ReleaseError(
            f"SOURCE_DATE_EPOCH: found {value!r}, expected seconds since the start of 1970"
        ) from None

"""What the book is called, who made it, and which version this is.

``CITATION.cff`` names title and authors, ``pyproject.toml`` the number of the version, and git tells the day.
All follows from the commit, so that two builds of it cite alike. Where git cannot tell, no date is given: a
missing date is seen, a wrong one is believed.
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


def page_dates(root: Path, paths: Iterable[Path]) -> dict[Path, date | None]:
    """The day, in UTC, of the last commit that changed the file of each page.

    It is that of ``git log -1 -- FILE``: where lines of history met, git follows the one that brought the
    file as it is. A page that moved counts as written anew at its address, since that is what is cited.

    Parameters
    ----------
    root : Path
        Folder of the project.
    paths : iterable of Path
        Files of pages, below it.

    Returns
    -------
    dict of Path to date or None
        None where no date is sure: without history, for a file that is new or differs from its commit, and
        where a shallow clone ends before the change.
    """
    names = {path: Path(os.path.relpath(path, root)).as_posix() for path in paths}
    inside = sorted(name for name in set(names.values()) if not name.startswith("../"))
    git = Git(root)
    dates = {}
    if inside and git.commit and not git.partial:
        dates = {name: git.last_change(name) for name in git.as_committed(inside)}
    return {path: dates.get(name) for path, name in names.items()}


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

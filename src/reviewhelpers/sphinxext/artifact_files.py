"""Figures and tables of the pages, each made once: their descriptions for pages, their files for readers.

The files stand at addresses that last: ``figures/<id>.svg``, ``tables/<id>.csv``. Beside each
``figures/<id>.svg`` stands ``figures/<id>.dark.svg``, the same picture for dark pages, and where the book
draws one, ``figures/<id>.phone.svg``, the form for narrow windows. The structures that figures draw have files of
their own, ``structures/<id>.js`` and others, which several figures share. What the last build made from the same
data and code is reused.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from reviewhelpers._core import parallel, rounding
from reviewhelpers._core.artifacts import OPTIONAL_FILES, Artifact, paths, suffixes
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.svg_safety import SIZE
from reviewhelpers.sphinxext.content import content_of

T = TypeVar("T")
R = TypeVar("R")

RECORD = "reviewhelpers-made.json"
"""The record of the last build, in the folder of Sphinx's doctrees."""


class ArtifactError(ReviewHelpersError):
    """A figure or table that cannot be made, or differs from the line that its page stores."""


class BuiltArtifacts:
    """The figures and tables of a build, made by other processes while this one reads pages.

    Parameters
    ----------
    app : Sphinx
        The build.
    """

    def __init__(self, app: Sphinx) -> None:
        self._out, self._record = Path(app.outdir), Path(app.doctreedir) / RECORD
        self._inputs = app.config.reviewhelpers_inputs
        self._writes = app.builder.format == "html"
        previous = _read(self._record)
        self._built: dict[str, dict[str, Any]] = (
            previous["made"] if previous.get("inputs") == self._inputs else {}
        )
        self._before: list[str] = previous.get("files", [])
        self._pending: dict[str, Callable[[], Artifact]] = {}
        self._content = content_of(app)
        self._pool = parallel.BackgroundPool(self._content.warm_up)
        self._differing: list[Fault] = []

    def submit(self, work: Callable[[T], R], piece: T) -> Callable[[], R]:
        """Have another process do a piece of work; see :meth:`reviewhelpers._core.parallel.BackgroundPool.give`."""
        return self._pool.submit(work, piece)

    def start(self, ids: Sequence[str]) -> None:
        """Start making those that are not up to date, in the order in which pages need them."""
        self._pending = {id: self.submit(self._content.make, id) for id in ids if not self._is_current(id)}

    def _is_current(self, id: str) -> bool:
        if id not in self._built:
            return False
        return not self._writes or all((self._out / path).is_file() for path in self.paths(id))

    def paths(self, id: str) -> list[str]:
        """Paths of the files, below the site's root, of what :meth:`content` gave."""
        return [*paths(id, self._built[id]["files"]), *self._built[id]["shared"]]

    def content(self, id: str, place: str) -> dict[str, Any]:
        """The description of a figure or table; its files are written when it is first asked for.

        Parameters
        ----------
        id : str
            Of the figure or table.
        place : str
            Page and cell that ask for it, for messages.

        Raises
        ------
        ArtifactError
            When it cannot be made.
        """
        if not self._is_current(id):
            try:
                artifact = self._pending.pop(id, lambda: self._content.make(id))()
            except Exception as error:
                message = (
                    str(error)
                    if isinstance(error, ReviewHelpersError)
                    else f"{type(error).__name__}: {error}"
                )
                raise ArtifactError(f"{place}: {id}: {message}") from error
            if lacking := sorted({*suffixes(id)} - OPTIONAL_FILES - artifact.files.keys()):
                raise ArtifactError(f"{place}: {id}: found no file {lacking[0]!r}, expected one")
            content = dict(artifact.content)
            if content["kind"] == "figure":
                content |= _forms(artifact.files)
            self._built[id] = {
                "line": artifact.line,
                "content": content,
                "files": sorted(artifact.files),
                "shared": sorted(artifact.shared),
            }
            if self._writes:
                for path in paths(id, artifact.files):
                    self.write(path, artifact.files[Path(path).name.removeprefix(f"{id}.")])
                for path, held in artifact.shared.items():
                    self.write(path, held)
        self._content.note(self._built[id]["content"])
        return dict(self._built[id]["content"])

    def line(self, id: str) -> str:
        """The line that a page stores of what :meth:`content` gave."""
        return str(self._built[id]["line"])

    def write(self, path: str, content: bytes) -> None:
        """Write a file below the site's root."""
        (self._out / path).parent.mkdir(parents=True, exist_ok=True)
        (self._out / path).write_bytes(content)

    def compare(self, page: str, cell: int, stored: str, now: str) -> None:
        """Record where a page stores another line than the code gives; :meth:`finish` reports all of them."""
        if stored != now:
            fault = Fault(
                page, None, f"cell {cell}", repr(stored), f"{now!r}; `reviewhelpers refresh` accepts it"
            )
            self._differing.append(fault)

    def finish(self) -> None:
        """Check, when all pages are read, that stored lines were right.

        Raises
        ------
        ExtensionError
            When pages store other lines than the code gives.
        """
        if self._differing:
            error = ArtifactError("\n".join(map(str, self._differing)))
            raise ExtensionError(str(error)) from error

    def end(self) -> None:
        """End the processes, also after a build that failed."""
        self._pool.close()

    def record(self, ids_shown: Sequence[str], further: Sequence[str]) -> None:
        """Record what was made, and remove the files of what no page shows any more.

        Parameters
        ----------
        ids_shown : sequence of str
            Ids of the figures and tables of the pages.
        further : sequence of str
            Paths of other files that :meth:`write` wrote.
        """
        files = sorted({*(path for id in ids_shown for path in self.paths(id)), *further})
        for path in {*self._before} - {*files}:
            (self._out / path).unlink(missing_ok=True)
        built = {id: self._built[id] for id in sorted({*ids_shown})}
        record = {"inputs": self._inputs, "made": built, "files": files}
        self._record.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")


def _forms(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Sizes of the pictures of a figure, and which scripts it has: values, points and frames."""
    forms: dict[str, Any] = {"size": size(files["svg"].decode()), "has_points": "points.js" in files}
    forms["has_frames"] = "frames.js" in files
    forms["has_values"] = "values.js" in files
    # A narrow form for light pages alone would leave dark ones without.
    if {"phone.svg", "phone.dark.svg"} <= files.keys():
        forms["phone_size"] = size(files["phone.svg"].decode())
    return forms


def size(svg: str) -> list[int]:
    """Width and height of a picture in whole pixels, with which a browser reserves its place."""
    found = SIZE.search(svg)
    if not found:
        raise ArtifactError("found a picture without its size in points, expected one that matplotlib saved")
    return [rounding.nearest(float(points) * 4 / 3) for points in found.groups()]


def _read(record: Path) -> Mapping[str, Any]:
    try:
        previous = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return previous if isinstance(previous, dict) and {"inputs", "made", "files"} <= previous.keys() else {}


_ARTIFACTS: weakref.WeakKeyDictionary[Sphinx, BuiltArtifacts] = weakref.WeakKeyDictionary()


def artifacts_of(app: Sphinx) -> BuiltArtifacts:
    """The figures and tables of a build."""
    if app not in _ARTIFACTS:
        _ARTIFACTS[app] = BuiltArtifacts(app)
    return _ARTIFACTS[app]


def _finish(app: Sphinx, env: BuildEnvironment) -> None:
    artifacts_of(app).finish()


def _end(app: Sphinx, error: Exception | None) -> None:
    if app in _ARTIFACTS:
        _ARTIFACTS.pop(app).end()


def setup(app: Sphinx) -> None:
    """Register the end of the work."""
    app.connect("env-updated", _finish)
    app.connect("build-finished", _end, priority=999)

"""The files beside the pages: made by every build that writes a page, left by one that writes none.

What they are made from makes Sphinx write pages: it reads all of them again where data, references or code
changed, writes all where a citation did, and else those that were edited. So where it writes none, the files
of the last build hold, if that build came to its end.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from reviewhelpers import shown

EVENT = "files-beside-pages"
"""Sent to what writes such files, when all pages are written."""

DONE = "reviewhelpers-done"
"""The mark of a build that came to its end; it stands beside what Sphinx keeps."""


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir) / DONE


def due(app: Sphinx, *told: Any) -> None:
    """Have the files made by this build: a page is read, gone or written, or a file is missing."""
    _mark(app).unlink(missing_ok=True)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Have the files made, unless no page was read or written since they were."""
    if exception is None and app.builder.format == "html" and not _mark(app).is_file():
        app.emit(EVENT)
        _mark(app).write_text("", encoding="utf-8")


def keep(app: Sphinx, path: Path, made_from: object, make: Callable[[], str]) -> None:
    """Write a file that takes long to make, unless it is there and was made from the same.

    Parameters
    ----------
    app : Sphinx
        The build.
    path : Path
        The file.
    made_from : object
        What it is made from beside data, code and citations, as JSON can hold it.
    make : callable
        Gives its text.
    """
    inputs = [app.config.reviewhelpers_inputs, app.config.reviewhelpers_citing, made_from]
    now = shown.digest(json.dumps(inputs, sort_keys=True))
    kept = Path(app.doctreedir) / f"reviewhelpers-{path.name}.digest"
    if path.is_file() and kept.is_file() and kept.read_text(encoding="utf-8") == now:
        return
    kept.unlink(missing_ok=True)
    path.write_text(make(), encoding="utf-8")
    kept.write_text(now, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the event and what sends it."""
    app.add_event(EVENT)
    app.connect("env-purge-doc", due)
    app.connect("html-page-context", due)
    app.connect("build-finished", write)

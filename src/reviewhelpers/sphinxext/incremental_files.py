"""Files that are not pages: updated by every build that writes a page, left alone by one that writes none.

Whatever changes such a file makes Sphinx write pages too: it reads all of them again where data, references
or code changed, writes all where a citation did, and else those that were edited. So where it writes none,
the files of the last build are up to date, provided that build was completed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from reviewhelpers._core import notebook_output

Piece = tuple[object, Callable[[], str | bytes]]
"""The inputs of a file, and the function that gives its text or bytes."""

EVENT = "files-beside-pages"
"""Emitted when all pages are written; functions connected to it write such files."""

COMPLETE = "reviewhelpers-done"
"""The mark of a completed build, in the folder of Sphinx's doctrees."""


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir) / COMPLETE


def mark_stale(app: Sphinx, *args: Any) -> None:
    """Note that this build must update the files: a page was read, removed or written."""
    _mark(app).unlink(missing_ok=True)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Update the files, unless no page was read or written since the last time."""
    if exception is None and app.builder.format == "html" and not _mark(app).is_file():
        app.emit(EVENT)
        _mark(app).write_text("", encoding="utf-8")


def update(app: Sphinx, name: str, pieces: Mapping[str, Piece]) -> None:
    """Write the files of a kind that are missing or have other inputs; remove those no longer wanted.

    Parameters
    ----------
    app : Sphinx
        The build.
    name : str
        Of the kind, for the record of what they were made from.
    pieces : mapping
        For each path below the site's root, the inputs of the file other than data, code and citations, as
        JSON can hold them, and the function that gives its text or bytes.
    """
    out, record = Path(app.outdir), Path(app.doctreedir) / f"reviewhelpers-{name}.json"
    recorded: dict[str, str] = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    inputs = [app.config.reviewhelpers_inputs, app.config.reviewhelpers_citing]
    now = {
        path: notebook_output.digest(json.dumps([*inputs, made_from], sort_keys=True))
        for path, (made_from, _) in pieces.items()
    }
    outdated = [path for path in now if recorded.get(path) != now[path] or not (out / path).is_file()]
    if not outdated and recorded.keys() == now.keys():
        return
    # Write the record without them first: an interrupted build must not leave a record of unfinished files.
    unchanged = {path: now[path] for path in sorted(now.keys() - set(outdated))}
    record.write_text(json.dumps(unchanged), encoding="utf-8")
    for path in recorded.keys() - now.keys():
        (out / path).unlink(missing_ok=True)
    for path in outdated:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        content = pieces[path][1]()
        (out / path).write_bytes(content.encode() if isinstance(content, str) else content)
    record.write_text(json.dumps(now), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the event and what sends it."""
    app.add_event(EVENT)
    app.connect("env-purge-doc", mark_stale)
    app.connect("html-page-context", mark_stale)
    app.connect("build-finished", write)

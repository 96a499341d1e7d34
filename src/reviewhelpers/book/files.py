"""The files under figures and tables, at addresses that last: ``figures/<id>.svg``, ``tables/<id>.csv``.

Beside each ``figures/<id>.svg`` stands ``figures/<id>.dark.svg``, the same picture for dark pages.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.display import status_iterator

from reviewhelpers import offered, shown
from reviewhelpers.book import beside, mime, workers

FEW = 10
"""So many are made sooner by this process than others have loaded what makes them."""
INPUTS = "inputs"
"""What all files were made from, in the record of what each was made from."""


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what a page showed, when it is read anew or gone."""
    mime.on_pages(env).pop(docname, None)


class Files:
    """Makes the files of what is shown while pages are read and written; those made from the same stay."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        self.todo: list[tuple[Mapping[str, Any], list[str]]] = []

    def prepare(self, app: Sphinx) -> None:
        """Begin to load what makes the files, where all will be made."""
        stored = Path(app.outdir).parent / OUTPUT_FOLDER
        self.written = _read(_record(app))
        self.making = workers.Ahead(functools.partial(offered.made, stored))
        if app.builder.format == "html" and self.written.get(INPUTS) != app.config.reviewhelpers_inputs:
            self.making.begin()

    def take(self, app: Sphinx, doctree: nodes.document) -> None:
        """Begin to make what a page shows that was just read."""
        if app.builder.format == "html":
            self._take(app, app.env.docname)

    def _take(self, app: Sphinx, docname: str) -> None:
        out = Path(app.outdir)
        for content in mime.on_pages(app.env).get(docname, {}).values():
            suffixes = ["dark.svg"] if content["kind"] == "figure" else []
            suffixes += [suffix for suffix, _ in mime.FILES[content["kind"]]]
            paths = [f"{content['kind']}s/{content['id']}.{suffix}" for suffix in suffixes]
            mark = shown.digest(json.dumps(content, sort_keys=True))
            taken = paths[0] in self.now
            self.now |= dict.fromkeys(paths, mark)
            # Where code or data changed, what is stored may no longer be what they make.
            made = self.written.get(INPUTS) == app.config.reviewhelpers_inputs and all(
                self.written.get(path) == mark and (out / path).is_file() for path in paths
            )
            if not taken and not made:
                self.todo.append((content, paths))
                self.making.give(content)

    def begin(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Begin to make what else is not there, once all pages are read."""
        if app.builder.format != "html":
            return
        for docname in mime.on_pages(env):
            self._take(app, docname)
        if self.todo:
            beside.due(app)
        if len(self.todo) > FEW:
            self.making.begin()

    def write(self, app: Sphinx) -> None:
        """Write what was made.

        Raises
        ------
        ExtensionError
            When a stored output is not what the code makes now: the notebook has to be run again.
        """
        out, record = Path(app.outdir), _record(app)
        for (content, paths), made in status_iterator(
            zip(self.todo, self._made(), strict=True),
            *("writing figures and tables... ", "brown", len(self.todo), app.verbosity),
            lambda item: item[0][0]["id"],
        ):
            for path in paths:
                (out / path).parent.mkdir(exist_ok=True)
                (out / path).write_bytes(made[Path(path).name.removeprefix(f"{content['id']}.")])
        for path in self.written.keys() - self.now.keys() - {INPUTS}:
            (out / path).unlink(missing_ok=True)
        self.now[INPUTS] = app.config.reviewhelpers_inputs
        record.write_text(json.dumps(self.now, indent=1, sort_keys=True), encoding="utf-8")

    def _made(self) -> Iterator[Mapping[str, bytes]]:
        try:
            yield from self.making.made()
        except offered.OtherOutput as error:
            raise ExtensionError(str(error)) from error


def _record(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "reviewhelpers-files.json"


def _read(record: Path) -> dict[str, str]:
    try:
        written: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written


def setup(app: Sphinx) -> None:
    """Register the making of files."""
    files = Files()
    app.connect("env-purge-doc", forget)
    app.connect("builder-inited", files.prepare)
    # Last, when the page is as it will be.
    app.connect("doctree-read", files.take, priority=999)
    app.connect("env-updated", files.begin)
    app.connect(beside.EVENT, files.write)

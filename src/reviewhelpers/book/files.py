"""The files under figures and tables, at addresses that last: ``figures/<id>.svg``, ``tables/<id>.csv``.

Beside each ``figures/<id>.svg`` stands ``figures/<id>.dark.svg``, the same picture for dark pages.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.display import status_iterator

from reviewhelpers import figures, tables
from reviewhelpers.book import mime, workers


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what a page showed, when it is read anew or gone."""
    mime.on_pages(env).pop(docname, None)


def write(app: Sphinx) -> None:
    """Write the files of all that is shown; those already written from the same content stay.

    Raises
    ------
    ExtensionError
        When a stored output is not what the code makes now: the notebook has to be run again.
    """
    out = Path(app.outdir)
    record = Path(app.doctreedir) / "reviewhelpers-files.json"
    written = _read(record)
    now: dict[str, str] = {}
    todo = []
    for contents in mime.on_pages(app.env).values():
        for content in contents.values():
            suffixes = ["dark.svg"] if content["kind"] == "figure" else []
            suffixes += [suffix for suffix, _ in mime.FILES[content["kind"]]]
            paths = [f"{content['kind']}s/{content['id']}.{suffix}" for suffix in suffixes]
            mark = content.get("svg", "") + content["digest"]
            now |= dict.fromkeys(paths, mark)
            if any(written.get(path) != mark or not (out / path).is_file() for path in paths):
                todo.append((content, paths))
    # The stored picture is the tested one; drawn on another platform it may differ in the last digits.
    stored = out.parent / OUTPUT_FOLDER
    # All modules first, so that each process has them.
    figures.load()
    tables.load()
    all_made = workers.each(functools.partial(_made, stored), [content for content, _ in todo])
    for (content, paths), made in status_iterator(
        zip(todo, all_made, strict=True),
        *("writing figures and tables... ", "brown", len(todo), app.verbosity),
        lambda item: item[0][0]["id"],
    ):
        for path in paths:
            (out / path).parent.mkdir(exist_ok=True)
            (out / path).write_bytes(made[Path(path).name.removeprefix(f"{content['id']}.")])
    for path in written.keys() - now.keys():
        (out / path).unlink(missing_ok=True)
    record.write_text(json.dumps(now, indent=1, sort_keys=True), encoding="utf-8")


def _read(record: Path) -> dict[str, str]:
    try:
        written: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written


def _made(stored: Path, content: Mapping[str, Any]) -> dict[str, bytes]:
    return _figure(stored, content) if content["kind"] == "figure" else _table(content)


def _figure(stored: Path, content: Mapping[str, Any]) -> dict[str, bytes]:
    id = content["id"]
    plot = figures.make(id)
    _compare(content, figures.digest(plot.data))
    return {
        **{suffix: (stored / f"{id}.{suffix}").read_bytes() for suffix in ("svg", "dark.svg")},
        "pdf": figures.save(id, plot, "pdf"),
        "png": figures.save(id, plot, "png"),
        "csv": figures.data_csv(plot.data).encode(),
    }


def _table(content: Mapping[str, Any]) -> dict[str, bytes]:
    id = content["id"]
    table = tables.make(id)
    _compare(content, tables.told(id, table).content["digest"])
    return {suffix: tables.save(id, table, suffix).encode() for suffix in tables.FORMATS}


def _compare(content: Mapping[str, Any], digest: str) -> None:
    if content["digest"] != digest:
        raise ExtensionError(
            f"{content['id']}: the stored output is not what the code makes now; run 'make refresh'"
        )

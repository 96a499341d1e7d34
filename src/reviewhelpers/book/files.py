"""The files under figures and tables, at addresses that last: ``figures/<id>.svg``, ``tables/<id>.csv``.

Beside each ``figures/<id>.svg`` stands ``figures/<id>.dark.svg``, the same picture for dark pages.
"""

from __future__ import annotations

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
from reviewhelpers.book import mime


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what a page showed, when it is read anew or gone."""
    mime.on_pages(env).pop(docname, None)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of all that is shown; those already written from the same content stay.

    Raises
    ------
    ExtensionError
        When a stored output is not what the code makes now: the notebook has to be run again.
    """
    if exception is not None or app.builder.format != "html":
        return
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
    for content, paths in status_iterator(
        todo, "writing figures and tables... ", "brown", len(todo), app.verbosity, lambda item: item[0]["id"]
    ):
        made = _figure(app, content) if content["kind"] == "figure" else _table(content)
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


def _figure(app: Sphinx, content: Mapping[str, Any]) -> dict[str, bytes]:
    id = content["id"]
    plot = figures.make(id)
    _compare(content, figures.digest(plot.data))
    # The stored picture is the tested one; drawn on another platform it may differ in the last digits.
    stored = Path(app.outdir).parent / OUTPUT_FOLDER
    return {
        **{suffix: (stored / f"{id}.{suffix}").read_bytes() for suffix in ("svg", "dark.svg")},
        "pdf": figures.save(id, plot, "pdf"),
        "png": figures.save(id, plot, "png"),
        "csv": figures.data_csv(plot.data).encode(),
    }


def _table(content: Mapping[str, Any]) -> dict[str, bytes]:
    id = content["id"]
    _compare(content, tables.show(id).content["digest"])
    return {suffix: tables.render(id, suffix).encode() for suffix in tables.FORMATS}


def _compare(content: Mapping[str, Any], digest: str) -> None:
    if content["digest"] != digest:
        raise ExtensionError(
            f"{content['id']}: the stored output is not what the code makes now; run 'make refresh'"
        )

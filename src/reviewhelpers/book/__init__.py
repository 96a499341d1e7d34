"""Sphinx extension of the book: figures and tables from notebook cells, and values of the data in prose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from reviewhelpers import data, notebooks
from reviewhelpers.book import bibstyle, elements, explorer, files, maths, roles


def _note_inputs(app: Sphinx, config: Config) -> None:
    # Pages quote the data and are set by this extension, while Sphinx watches only pages: where the digest is
    # new, it makes all of them again. Nor does it copy a changed style sheet while all pages are up to date.
    here = [*Path(__file__).parent.rglob("*.py"), *(data.ROOT / "_static").rglob("*.*")]
    config.reviewhelpers_inputs = notebooks.inputs_digest() + notebooks.files_digest(here)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles and the writing of files."""
    app.add_config_value("reviewhelpers_inputs", "", "env", (str,))
    app.connect("config-inited", _note_inputs)
    app.connect("env-purge-doc", files.forget)
    app.connect("build-finished", files.write)
    bibstyle.register()
    elements.setup(app)
    explorer.setup(app)
    maths.setup(app)
    roles.setup(app)
    # What pages show and quote is collected while reading, in one process.
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}

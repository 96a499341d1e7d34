"""The directive ``{take-along}``: the place on the first page where the whole book is offered as files.

The files are made from the built site, thus after the page; :mod:`reviewhelpers.export` fills the place in.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reviewhelpers.export.download_links import PAGE, page_with_links, render_links
from reviewhelpers.export.formats import FOLDER


class BookDownloads(nodes.General, nodes.Element):
    """The place of the links."""


class BookDownloadsDirective(SphinxDirective):
    """``{take-along}``: offer the files here."""

    def run(self) -> list[nodes.Node]:
        """The place, which is the same whether there are files or not."""
        return [BookDownloads()]


def forget(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files of an earlier build, which are out of date now."""
    out = Path(app.outdir)
    if app.builder.format != "html" or not (out / FOLDER).is_dir():
        return
    shutil.rmtree(out / FOLDER)
    if (out / PAGE).is_file():
        (out / PAGE).write_bytes(page_with_links(out, {}))


def setup(app: Sphinx) -> None:
    """Register the directive."""

    def visit(translator: Any, node: BookDownloads) -> None:
        translator.body.append(render_links({}) + "\n")
        raise nodes.SkipNode

    def skip(translator: Any, node: BookDownloads) -> None:
        raise nodes.SkipNode

    left_out = (skip, None)
    app.add_node(
        BookDownloads, html=(visit, None), latex=left_out, man=left_out, texinfo=left_out, text=left_out
    )
    app.add_directive("take-along", BookDownloadsDirective)
    app.connect("build-finished", forget)

"""Sphinx extension of the book: figures and tables, values of the data in prose, citations of every part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from reviewhelpers import notebooks, shown
from reviewhelpers.book import (
    bibdomain,
    bibstyle,
    cards,
    changes,
    cite,
    counts,
    datapages,
    downloads,
    elements,
    explorer,
    files,
    gallery,
    heads,
    icons,
    keynumbers,
    maths,
    mime,
    pages,
    previews,
    published,
    reference,
    roles,
    search,
    shipped,
    used,
)
from reviewhelpers.book.along import listed
from reviewhelpers.citing import addresses, uses
from reviewhelpers.citing.desk import Desk
from reviewhelpers.errors import ReviewHelpersError


class Citing:
    """Cites the book while it is built: one desk for all pages and files of a build."""

    desk: Desk

    def begin(self, app: Sphinx, config: Config) -> None:
        """Read what is cited. Where a citation changed, Sphinx writes all pages anew."""
        try:
            self.desk = Desk(Path(app.srcdir))
            self.listed = addresses.read(Path(app.srcdir) / "chapters" / "addresses.txt")
        except ReviewHelpersError as error:
            raise ExtensionError(str(error)) from error
        outline = self.desk.book.outline
        self.uses = uses.by_work(outline)
        config.html_baseurl = self.desk.book.address
        state = [
            self.desk.parts,
            self.listed,
            {label: uses.behind(outline, label) for label in outline.parts},
        ]
        config.reviewhelpers_citing = shown.digest(json.dumps(state, sort_keys=True))

    def page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Put controls into the parts of a page, and uses under the works of the bibliography."""
        cite.add(self.desk, doctree, docname)
        used.add(self.desk, doctree, self.uses, roles.places(app.env))
        published.add_moved(self.desk, doctree, docname, self.listed)

    def head(
        self, app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document
    ) -> None:
        """Fill the head of a page."""
        parts = self.desk.book.outline.of_page(docname)
        context["edition"] = self.desk.changed(parts[0]) if parts else self.desk.version
        if parts:
            described = mime.on_pages(app.env).get(docname, {})
            context["metatags"] = context.get("metatags", "") + heads.tags(self.desk, parts[0], described)

    def files(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files of citations."""
        if exception is None and app.builder.format == "html":
            builder: Any = app.builder
            policy = builder.globalcontext["theme_policy"]
            published.write(self.desk, Path(app.outdir), self.listed, policy)


def _note_inputs(app: Sphinx, config: Config) -> None:
    # Pages quote the data and are set by this extension, while Sphinx watches only pages: where the digest is
    # new, it makes all of them again. Nor does it copy a changed style sheet while all pages are up to date.
    code = Path(__file__).parents[1]
    here = [
        path for part in ("book", "citing") for path in (code / part).rglob("*.*") if path.suffix != ".pyc"
    ]
    config.reviewhelpers_inputs = notebooks.inputs_digest() + notebooks.files_digest(here)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles and the writing of files."""
    citing = Citing()
    app.add_config_value("reviewhelpers_inputs", "", "env", (str,))
    app.add_config_value("reviewhelpers_citing", "", "html", (str,))
    app.connect("config-inited", _note_inputs)
    app.connect("config-inited", citing.begin)
    app.connect("env-purge-doc", files.forget)
    app.connect("doctree-resolved", citing.page)
    app.connect("html-page-context", citing.head)
    app.connect("build-finished", files.write)
    app.connect("build-finished", citing.files)
    bibstyle.register()
    parts = (
        bibdomain,
        cards,
        changes,
        cite,
        counts,
        datapages,
        downloads,
        elements,
        explorer,
        gallery,
        icons,
        keynumbers,
        listed,
        maths,
        pages,
        previews,
        reference,
        roles,
        search,
        shipped,
        used,
    )
    for part in parts:
        part.setup(app)
    # What pages show, quote and say is collected while reading and writing, in one process.
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": False}

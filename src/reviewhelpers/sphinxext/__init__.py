"""Sphinx extension of the book: figures and tables, values of the data in prose, citations of every part."""

from __future__ import annotations

import atexit
import gc
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing import addresses, coins, usage
from reviewhelpers.citing import outline as outlines
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.markup import notebooks
from reviewhelpers.sphinxext import (
    answers,
    api_reference,
    artifact_bar,
    artifact_files,
    bibliography_style,
    book_downloads,
    cards,
    changes,
    citation_cache,
    cite,
    cited_by,
    content,
    counts,
    data_pages,
    executed_figures,
    exercises,
    explorer,
    favicons,
    figures_again,
    gallery,
    incremental_files,
    key_numbers,
    link_previews,
    math_renderer,
    notebook_export,
    notebook_renderer,
    page_metadata,
    page_nodes,
    prerequisites,
    quiet_headings,
    redirects,
    roles,
    runner,
    search_index,
    self_check,
    source_digests,
    source_guard,
    structures,
    theme_pages,
    third_party,
)


class Citing:
    """Citations of the book that is built: one citations for all pages and files."""

    citations: CitationIndex
    wait_for_citations: Callable[[], None]

    def read_book(self, app: Sphinx, config: Config) -> None:
        """Read the book; where a citation changed, Sphinx writes all pages again."""
        try:
            self.citations = CitationIndex(Path(app.srcdir), content.content_of(app))
            self.listed = addresses.read(Path(app.srcdir) / "chapters" / "addresses.txt")
        except ReviewHelpersError as error:
            raise ExtensionError(str(error)) from error
        outline = self.citations.book.outline
        config.html_baseurl = self.citations.book.address
        state = [
            self.citations.parts,
            self.listed,
            {label: [part.cites, part.rows, part.shows] for label, part in outline.parts.items()},
        ]
        config.reviewhelpers_citing = notebook_output.digest(json.dumps(state, sort_keys=True))

    @cached_property
    def uses(self) -> dict[str, usage.Uses]:
        """What uses each work; known when the figures and tables of all pages are made."""
        return usage.by_work(self.citations.book.outline, self.citations.sources)

    @cached_property
    def stems(self) -> dict[str, str]:
        """The names of the files of works."""
        return usage.file_stems(self.citations.book.outline, self.citations.sources)

    def page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Put controls into the parts of a page, and uses under the works of the bibliography."""
        cite.add(self.citations, doctree, docname, self.stems)
        cite.add_works(self.citations, doctree)
        cited_by.add(
            self.citations, doctree, self.uses, roles.pages_of_rows(app.env), content.content_of(app)
        )
        redirects.add_moved(self.citations, doctree, docname, self.listed)

    def head(
        self, app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document
    ) -> None:
        """Fill the head of a page."""
        parts = self.citations.book.outline.of_page(docname)
        context["edition"] = self.citations.version_line(parts[0]) if parts else self.citations.version
        context["colophon"] = self.citations.colophon
        if parts:
            described = notebook_renderer.on_pages(app.env).get(docname, {})
            descriptor = content.content_of(app).descriptor()
            context["metatags"] = context.get("metatags", "") + page_metadata.tags(
                self.citations, parts[0], described, descriptor
            )
            # Reference managers take a group in a tag for a person of two names, and prefer this to the tags.
            item = self.citations.item(parts[0].label)
            context["body"] = context.get("body", "") + coins.span(item)

    def start_artifacts(self, app: Sphinx) -> None:
        """Start making figures and tables, in the order in which Sphinx reads the pages."""
        outline = self.citations.book.outline
        pages = sorted(outline.pages(), key=lambda page: page.page)
        artifact_files.artifacts_of(app).start([id for page in pages for id in page.shows])
        sources = {page.page: outlines.file_of(Path(app.srcdir), page.page) for page in pages}
        executed_figures.pictures_of(app).start(
            app, {page: path for page, path in sources.items() if path.suffix == ".ipynb"}
        )

    def start_citations(self, app: Sphinx) -> None:
        """Start formatting the citations that the last build did not; pages need them once all are read."""
        if app.builder.format == "html":
            items = [*self.citations.parts.values(), *self.citations.works.values()]
            self.wait_for_citations = citation_cache.prepare(items, Path(app.doctreedir))

    def set_citations(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Wait until all citations are formatted."""
        if app.builder.format == "html":
            self.wait_for_citations()

    def report_trouble(self, app: Sphinx, error: Exception | None) -> None:
        """Log once, at the end, what git could not answer and how to fix it; no page is at fault."""
        if error is None and self.citations.book.release.problem:
            logging.getLogger(__name__).info(self.citations.book.release.problem, color="yellow")

    def files(self, app: Sphinx) -> None:
        """Write the files of citations."""
        builder: Any = app.builder
        redirects.write(app, self.citations, self.listed, builder.globalcontext["theme_policy"])


def _note_inputs(app: Sphinx, config: Config) -> None:
    # Sphinx watches pages only, but they also depend on data and on this extension: a new digest makes Sphinx
    # read all pages again, and copy a changed style sheet, which it does not while all pages are up to date.
    package = Path(__file__).parents[1]
    files = [path for path in package.rglob("*.*") if path.suffix != ".pyc"]
    own = notebooks.files_digest(files, package)
    config.reviewhelpers_inputs = content.content_of(app).inputs_digest() + own


def _show_markup_as_text(app: Sphinx, config: Config) -> None:
    """Have HTML in a text or an output shown, not run: pages are Markdown, figures and tables alone."""
    config.myst_disable_syntax = [*config.myst_disable_syntax, "html_inline", "html_block"]
    # A Markdown output is read by a parser of its own, which takes HTML.
    running = ("text/html", "text/markdown", "application/javascript", "image/svg+xml")
    config.nb_mime_priority_overrides = [
        *config.nb_mime_priority_overrides,
        *(("*", form, None) for form in running),
    ]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles and the writing of files."""
    citing = Citing()
    content.setup(app)
    app.add_config_value("reviewhelpers_inputs", "", "env", (str,))
    app.add_config_value("reviewhelpers_citing", "", "html", (str,))
    app.connect("config-inited", _note_inputs)
    app.connect("config-inited", _show_markup_as_text)
    app.connect("config-inited", citing.read_book)
    # Document trees are millions of small objects that live until the end. Collecting garbage among them again
    # and again takes a sixth of a build, and at exit a third of a build that has nothing to do.
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)
    app.connect("builder-inited", citing.start_artifacts)
    app.connect("builder-inited", citing.start_citations)
    app.connect("env-updated", citing.set_citations)
    app.connect("doctree-resolved", citing.page)
    app.connect("html-page-context", citing.head)
    app.connect("build-finished", citing.report_trouble)
    incremental_files.setup(app)
    app.connect(incremental_files.EVENT, citing.files)
    bibliography_style.register()
    parts = (
        runner,
        cards,
        changes,
        cite,
        source_digests,
        counts,
        data_pages,
        notebook_export,
        page_nodes,
        artifact_bar,
        exercises,
        answers,
        explorer,
        artifact_files,
        gallery,
        figures_again,
        favicons,
        source_guard,
        key_numbers,
        book_downloads,
        math_renderer,
        notebook_renderer,
        prerequisites,
        quiet_headings,
        structures,
        theme_pages,
        link_previews,
        api_reference,
        roles,
        search_index,
        self_check,
        third_party,
        cited_by,
    )
    for part in parts:
        part.setup(app)
    # Not safe in parallel: reading and writing share state that is kept in this process.
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": False}

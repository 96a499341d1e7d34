"""Nothing from outside the project enters the site: no file by a link or a role, no picture of another host.

The checks report these by file and line before a build; here they are refused again, whichever page, output
or cell they come from and however they are written.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from reviewhelpers.validation import project_files

logger = logging.getLogger(__name__)

_BLANK = re.compile(r"[\x00-\x20]")
"""Characters that browsers ignore in an address."""
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_FOLLOWED = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
"""Addresses of other hosts that a link may lead to."""


def refuse(app: Sphinx, config: Config) -> None:
    """Stop before anything is read where a file of the project is a link that leads out of it, or no file.

    Raises
    ------
    ExtensionError
        With a line for each.
    """
    try:
        project_files.refuse(Path(app.srcdir))
    except project_files.TreeError as error:
        raise ExtensionError(str(error)) from error


def close(app: Sphinx) -> None:
    """Let no directive of reStructuredText put a file or markup into a page."""
    app.env.settings.update(file_insertion_enabled=False, raw_enabled=False)


def refuse_external_files(app: Sphinx, doctree: nodes.document) -> None:
    """Take out of a page what comes from outside the project, and links that a browser would run."""
    # No page of the book speaks for itself in its head, or above and below its text.
    for node in list(doctree.findall(_is_of_frame)):
        found = f"{node.tagname} {node.get('http-equiv') or node.get('name') or ''}".strip()
        logger.warning("found %r, expected text of the page", found, location=node)
        node.parent.remove(node)
        if isinstance(node, nodes.decoration):
            doctree.decoration = None
    for node in [*doctree.findall(nodes.image), *doctree.findall(addnodes.download_reference)]:
        target = node.get("uri") or node.get("reftarget") or ""
        if not _within(app, target):
            _drop(node, target, "a file of the project")
    for node in list(doctree.findall(nodes.reference)):
        address = node.get("refuri", "")
        bare = _BLANK.sub("", address)
        if _SCHEME.match(bare) and not _FOLLOWED.fullmatch(address):
            _drop(node, address, "an address that begins with http:// or https://")


def _is_of_frame(node: nodes.Node) -> bool:
    return isinstance(node, nodes.meta | nodes.decoration | nodes.pending)


def refuse_raw_markup(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take markup out of a page as it will be written: what a cell offers in other forms is gone by now."""
    for node in list(doctree.findall(nodes.raw)):
        _drop(node, node.astext()[:60], "Markdown")


def _within(app: Sphinx, target: str) -> bool:
    """Whether a path, as a page gives it, is that of a file of the project or of one that the build made."""
    if not target or _SCHEME.match(target) or "\0" in target:
        return False
    root = Path(app.srcdir).resolve()
    path = Path(app.env.relfn2path(target)[1]).resolve()
    made = Path(app.outdir).resolve().parent
    return any(
        path.is_relative_to(folder) and not project_files.private(path.relative_to(folder))
        for folder in (root, made)
    )


def _drop(node: nodes.Element, found: str, expected: str) -> None:
    logger.warning("found %r, expected %s", found, expected, location=node)
    text = node.astext() or node.get("alt", "") or found
    node.replace_self(nodes.inline(text, text))


def setup(app: Sphinx) -> None:
    """Register the refusals."""
    # Before anything is read.
    app.connect("config-inited", refuse, priority=1)
    app.connect("builder-inited", close)
    # Before pictures and downloads are collected, which comes at the usual time.
    app.connect("doctree-read", refuse_external_files, priority=10)
    app.connect("doctree-resolved", refuse_raw_markup, priority=10)

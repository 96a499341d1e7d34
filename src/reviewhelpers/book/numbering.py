"""The numbers of sections, figures, tables and more, found without loading all pages.

Every build numbers all pages, as one of them may have got another figure. Sphinx loads each page from
the disk for that, which takes longer than all else when one was edited. Here it gets only what is numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

TITLES = (nodes.caption, nodes.title)
Skeletons = dict[str, nodes.Element]
Assign = Callable[[BuildEnvironment], list[str]]


def skeletons(env: BuildEnvironment) -> Skeletons:
    """What bears a number on each page, by its name."""
    if not hasattr(env, "reviewhelpers_skeletons"):
        env.reviewhelpers_skeletons = {}  # type: ignore[attr-defined]
    found: Skeletons = env.reviewhelpers_skeletons  # type: ignore[attr-defined]
    return found


def _bare(env: BuildEnvironment, node: nodes.Element) -> Iterator[nodes.Element]:
    """The sections, lists of pages and numbered things below a node, each with those below it."""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        numbered = any(domain.get_enumerable_node_type(child) for domain in env.domains.values())
        if numbered or isinstance(child, addnodes.toctree):
            copy = child.copy()
            # Sphinx numbers only what has a title.
            copy += [part.deepcopy() for part in child.children if isinstance(part, TITLES)]
            copy += list(_bare(env, child))
            yield copy
        else:
            yield from _bare(env, child)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what bears a number on a page that was read."""
    bare = nodes.Element("", *_bare(app.env, doctree))
    for node in bare.findall():
        # Else each would keep the whole page.
        node.document = None
    skeletons(app.env)[app.env.docname] = bare


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop a page that is read anew or gone."""
    skeletons(env).pop(docname, None)


def _from_skeletons(assign: Assign) -> Assign:
    def assigned(env: BuildEnvironment) -> list[str]:
        kept: Any = env
        kept.get_doctree = skeletons(env).__getitem__
        try:
            return assign(env)
        finally:
            del kept.get_doctree

    return assigned


def begin(app: Sphinx) -> None:
    """Have Sphinx and its extension number what is kept of the pages."""
    for listener in app.events.listeners["env-get-updated"]:
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            for name in ("assign_section_numbers", "assign_figure_numbers"):
                setattr(collector, name, _from_skeletons(getattr(collector, name)))


def setup(app: Sphinx) -> None:
    """Register the keeping and its use."""
    app.connect("builder-inited", begin)
    app.connect("env-purge-doc", forget)
    # Last, when other extensions have made of the page what they number.
    app.connect("doctree-read", note, priority=999)

"""The "Cite" control of pages, sections, figures, tables and exercises, and the works behind each of them.

A control is a ``details`` element with text and links, so that it opens without any script; the script of the
book adds buttons that copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_enumerable_node

from reviewhelpers.book import elements
from reviewhelpers.book.elements import address
from reviewhelpers.citing import STYLE_NAMES, TEXT_FORMATS, desk, parts, uses
from reviewhelpers.citing.desk import WRITERS, Desk
from reviewhelpers.citing.outline import Part

KINDS = {kind: f"this {kind}" for kind in ("page", "section", "figure", "table", "exercise")}
"""How a control calls the part that it cites."""

FILES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON", "txt": "Text"}
"""The files of each part and of the works behind it, by suffix."""


WHOLE = (parts.BOOK, parts.DATA, desk.REFERENCES)
"""The files that are of no part: see :class:`CiteFiles`."""


class CiteControl(nodes.General, nodes.Element):
    """How to cite one part.

    ``part`` is the part, ``styled`` its citations as HTML by style, ``texts`` those for reference managers by
    suffix, ``behind`` the works behind it as pairs of a name and a path below the site's root.
    """


class Changed(nodes.General, nodes.Element):
    """A line, ``text``, on when a page last changed."""


def add(at: Desk, doctree: nodes.document, docname: str) -> None:
    """Put a control into every part of a page."""
    cited = {part.label: part for part in at.book.outline.of_page(docname)}
    controls = dict(zip(cited, _controls(at, list(cited.values())), strict=True))
    for node in list(doctree.findall(nodes.Element)):
        for label in [id for id in node.get("ids", ()) if id in cited]:
            if isinstance(node, nodes.section):
                node.insert(1, controls[label])
                if cited[label].kind == "page":
                    node.insert(1, Changed(text=at.changed(cited[label])))
            elif isinstance(node, (elements.TableFigure, exercise_enumerable_node)):
                node += controls[label]
            elif isinstance(node, nodes.figure):
                next(node.findall(nodes.legend)).append(controls[label])


def _controls(at: Desk, cited: Sequence[Part]) -> list[CiteControl]:
    """A control for each part, all set at once in each style."""
    items = [at.item(part.label) for part in cited]
    styled = {style: at.styled(items, style) for style in STYLE_NAMES}
    found = []
    for number, part in enumerate(cited):
        behind = uses.behind(at.book.outline, part.label)
        found.append(
            CiteControl(
                part=part,
                styled={style: lines[number] for style, lines in styled.items()},
                texts={suffix: write([items[number]]) for suffix, write in WRITERS.items()},
                behind=[(at.named(key), at.entry(key)) for key in behind],
            )
        )
    return found


def visit_control(self: elements.Translator, node: CiteControl) -> None:
    part: Part = node["part"]
    kind = KINDS[part.kind]
    add = self.body.append
    add(f'<details class="cite"><summary>Cite<span class="only-read"> {kind}: {escape(part.title)}</span>')
    add('</summary>\n<div class="cite-body">\n<dl>\n')
    for style, name in STYLE_NAMES.items():
        add(f'<div><dt>{name}</dt><dd data-copy="{name}">{node["styled"][style]}</dd></div>\n')
    add("</dl>\n" + _files(self, f"cite/{part.label}"))
    add("<details><summary>BibTeX, RIS and CSL-JSON as text</summary>\n")
    for suffix, name in TEXT_FORMATS.items():
        text = escape(node["texts"][suffix], quote=False)
        add(f'<pre tabindex="0" role="group" aria-label="{name}" data-copy="{name}">{text}</pre>\n')
    add("</details>\n")
    if node["behind"]:
        add(_works(self, part, node["behind"]))
    add("</div></details>\n")
    raise nodes.SkipNode


def _works(self: elements.Translator, part: Part, behind: Sequence[tuple[str, str]]) -> str:
    """The works behind a part, each a link to its entry in the bibliography."""
    count = f"{len(behind)} works" if len(behind) > 1 else "1 work"
    links = [f'<li><a href="{address(self, path)}">{escape(name)}</a></li>\n' for name, path in behind]
    return (
        f"<details><summary>Works behind {KINDS[part.kind]} ({count})</summary>\n"
        f"<ul>\n{''.join(links)}</ul>\n{_files(self, f'cite/{part.label}.works')}</details>\n"
    )


def _files(self: elements.Translator, stem: str) -> str:
    links = " ".join(
        f'<a href="{address(self, f"{stem}.{suffix}")}" download>{name}</a>' for suffix, name in FILES.items()
    )
    return f'<p class="files"><span>Download</span> {links}</p>\n'


class CiteFiles(SphinxDirective):
    """Links to the citation files of the whole book, its data or all its references."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The links, or an error where there are no such files."""
        stem = self.arguments[0]
        if stem not in WHOLE:
            raise self.error(f"found {stem!r}, expected {', '.join(WHOLE)}")
        return [elements.Files(links=[(name, f"cite/{stem}.{suffix}") for suffix, name in FILES.items()])]


def visit_changed(self: elements.Translator, node: Changed) -> None:
    self.body.append(f'<p class="changed">{escape(node["text"])}</p>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (elements.skip, None))
    app.add_directive("cite-files", CiteFiles)
    app.add_node(CiteControl, html=(visit_control, None), **others)
    app.add_node(Changed, html=(visit_changed, None), **others)

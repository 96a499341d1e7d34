"""The "Cite" control of all parts of the book and of all works, and the works behind each part.

A control is a ``details`` element with text and links, so that it opens without any script; the script of the
book adds buttons that copy, and the day on which a page was read. It says each citation once: what only a
reference manager reads stands in files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_enumerable_node

from reviewhelpers.citing import STYLE_NAMES, addresses, items, usage
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.citing.outline import Part
from reviewhelpers.sphinxext import artifact_bar, page_nodes
from reviewhelpers.sphinxext.page_nodes import address

KINDS = {kind: f"this {kind}" for kind in ("page", "section", "figure", "table", "exercise")}
"""How a control calls the part that it cites."""

DRAWN = ("figure", "table")
"""Kinds of parts that show the works behind them at once."""

FILES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON", "txt": "Text"}
"""The files of each part and of the works behind it, by suffix."""


WHOLE_BOOK = (items.BOOK, items.DATA, addresses.REFERENCES)
"""The files that are of no part: see :class:`CiteFiles`."""


class CiteControl(nodes.General, nodes.Element):
    """How to cite one part of the book, or one work.

    ``cited`` says what it is in words, such as *this figure*, and ``title`` how it is called; ``stem`` names
    its files. ``styled`` holds its citations as HTML by style. ``behind`` holds the works behind a part as
    pairs of what they are called and a path below the site's root, ``works`` the name of their files,
    ``listing`` the part that lists them. ``cut`` counts the works whose authors are not all known.
    ``address`` tells whether a part has one.
    """


class LastChanged(nodes.General, nodes.Element):
    """A line, ``text``, on when a page last changed."""


def add(citations: CitationIndex, doctree: nodes.document, docname: str, stems: Mapping[str, str]) -> None:
    """Put a control into every part of a page.

    Parameters
    ----------
    citations : CitationIndex
        Cites the parts of the book.
    doctree : document
        The page.
    docname : str
        Its name.
    stems : dict of str to str
        What the files with the works behind each part are named by.
    """
    cited = {part.label: part for part in citations.book.outline.of_page(docname)}
    controls = dict(zip(cited, _controls(citations, list(cited.values()), stems), strict=True))
    for node in list(doctree.findall(nodes.Element)):
        for label in [id for id in node.get("ids", ()) if id in cited]:
            if isinstance(node, nodes.section):
                node.insert(1, controls[label])
                if cited[label].kind == "page":
                    node.insert(1, LastChanged(text=citations.version_line(cited[label])))
            elif isinstance(node, exercise_enumerable_node):
                node += controls[label]
            elif isinstance(node, nodes.figure):
                next(node.findall(artifact_bar.Bar)).append(controls[label])


def add_works(citations: CitationIndex, doctree: nodes.document) -> None:
    """Put a control under every work of a bibliography; a page without one stays as it is."""
    keys = {
        id.removeprefix("cite-"): citation
        for citation in doctree.findall(nodes.citation)
        for id in citation["ids"]
        if id.startswith("cite-")
    }
    for (key, citation), styled in zip(keys.items(), _styled(citations, list(keys)), strict=True):
        citation += CiteControl(
            cited="this work",
            title=citations.describe(key),
            stem=key,
            styled=styled,
            cut=citations.count_incomplete([key]),
            behind=[],
            address=True,
        )


def _controls(citations: CitationIndex, cited: Sequence[Part], stems: Mapping[str, str]) -> list[CiteControl]:
    """A control for each part, all set at once in each style."""
    controls = []
    behind = {
        part.label: usage.works_behind(citations.book.outline, part.label, citations.sources)
        for part in cited
    }
    listing = _listing(cited, behind)
    for part, styled in zip(cited, _styled(citations, [part.label for part in cited]), strict=True):
        controls.append(
            CiteControl(
                cited=KINDS[part.kind],
                title=part.title,
                stem=part.label,
                styled=styled,
                behind=[
                    (_description(citations, key), citations.control_address(key))
                    for key in behind[part.label]
                ],
                works=stems.get(part.label, ""),
                listing=listing[part.label],
                cut=citations.count_incomplete(behind[part.label]),
                address=bool(citations.book.address),
            )
        )
    return controls


def _listing(cited: Sequence[Part], behind: Mapping[str, Sequence[str]]) -> dict[str, Part]:
    """The part of a page under which the works behind each part are listed.

    Figures and tables list theirs, also where another one lists the same: a reader looks for them there. A
    section or page has none of its own where the same works are listed elsewhere on the page.
    """
    first: dict[tuple[str, ...], Part] = {}
    for part in sorted(cited, key=lambda part: part.kind not in DRAWN):
        first.setdefault(tuple(behind[part.label]), part)
    return {part.label: part if part.kind in DRAWN else first[tuple(behind[part.label])] for part in cited}


def _styled(citations: CitationIndex, labels: Sequence[str]) -> list[dict[str, str]]:
    """The citations of parts or works as HTML by style, with the place for the day on which one was read."""
    items = [citations.item(label) for label in labels]
    styled = {style: citations.format_html(items, style) for style in STYLE_NAMES}
    return [
        {
            style: _with_day_field(*citations.split_at_access_day(item, style, lines[number]))
            for style, lines in styled.items()
        }
        for number, item in enumerate(items)
    ]


def _with_day_field(before: str, form: str, behind: str) -> str:
    return f'{before}<span data-day="{form}"></span>{behind}' if form else before


def _description(citations: CitationIndex, key: str) -> str:
    """Authors, year, journal and title of a work."""
    return ". ".join(filter(None, (citations.describe(key).rstrip("."), citations.title(key))))


def visit_control(self: page_nodes.Translator, node: CiteControl) -> None:
    add = self.body.append
    cited = node["cited"]
    title = escape(node["title"])
    group = f' name="{node["stem"]}-bar"' if isinstance(node.parent, artifact_bar.Bar) else ""
    add(f'<details class="cite"{group}><summary>Cite<span class="only-read"> {cited}: {title}</span>')
    # Where a link leads to a place in what is folded, the browser unfolds it.
    id = f' id="cited-{node["stem"]}"' if cited == "this work" else ""
    add(f'</summary>\n<div class="cite-body"{id}>\n<dl>\n')
    for style, name in STYLE_NAMES.items():
        add(f'<div><dt>{name}</dt><dd data-copy="{name}">{node["styled"][style]}</dd></div>\n')
    add("</dl>\n")
    dated = [name for style, name in STYLE_NAMES.items() if "data-day" in node["styled"][style]]
    if dated:
        add(f'<p class="day">{" and ".join(dated)} also want the day on which you read it.</p>\n')
    if not node["address"]:
        add("<p>This copy of the book has no public address, so the citations give none.</p>\n")
    add(_files(self, node["stem"]))
    if node["cut"] and not node["behind"]:
        add("<p>The source ends its list of authors in <i>et al.</i>; the last ones are missing.</p>\n")
    if node["behind"]:
        add(_works(self, node))
    add("</div></details>\n")
    raise nodes.SkipNode


def _works(self: page_nodes.Translator, node: CiteControl) -> str:
    """The works behind a part, each a link to what cites it, or where on the page they are listed.

    They stand open under a figure or table, where a reader looks for them, and folded under pages and
    sections, which draw on many.
    """
    behind: Sequence[tuple[str, str]] = node["behind"]
    listing: Part = node["listing"]
    count = f"{len(behind)} works" if len(behind) > 1 else "1 work"
    heading = f"Works behind {node['cited']} ({count})"
    if listing.label != node["stem"]:
        name = escape(items.number_label(listing) or listing.title)
        return f'<p>{heading}: those of <a href="#works-{listing.label}">{name}</a></p>\n'
    links = [f'<li><a href="{address(self, path)}">{escape(label)}</a></li>\n' for label, path in behind]
    # A single work has its files where its link leads.
    files = _files(self, node["works"]) if len(behind) > 1 else ""
    if node["cut"] and files:
        files += f"<p>Of {node['cut']} of these, the source ends its list of authors in <i>et al.</i></p>\n"
    return (
        f"<details{' open' if listing.kind in DRAWN else ''}><summary>{heading}</summary>\n"
        f'<ul class="behind" id="works-{listing.label}">\n{"".join(links)}</ul>\n{files}</details>\n'
    )


def _files(self: page_nodes.Translator, stem: str) -> str:
    links = " ".join(
        f'<a href="{address(self, f"cite/{stem}.{suffix}")}" download>{name}</a>'
        for suffix, name in FILES.items()
    )
    return f'<p class="files"><span>Download</span> {links}</p>\n'


class CiteFiles(SphinxDirective):
    """Links to the citation files of the whole book, its data or all its references."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The links, or an error where there are no such files."""
        stem = self.arguments[0]
        if stem not in WHOLE_BOOK:
            raise self.error(f"found {stem!r}, expected {', '.join(WHOLE_BOOK)}")
        return [artifact_bar.Files(links=[(name, f"cite/{stem}.{suffix}") for suffix, name in FILES.items()])]


def visit_changed(self: page_nodes.Translator, node: LastChanged) -> None:
    self.body.append(f'<p class="changed">{escape(node["text"])}</p>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (page_nodes.skip, None))
    app.add_directive("cite-files", CiteFiles)
    app.add_node(CiteControl, html=(visit_control, None), **others)
    app.add_node(LastChanged, html=(visit_changed, None), **others)

"""What the search finds on a page: sections, figures, tables, exercises, terms, works and functions, with their text.

A place holds what tells it from others: words that run through many places, such as the labels of buttons, are left
out, and what a table of the data repeats stands with its rows, which are places of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from reviewhelpers.dataset import bibliography
from reviewhelpers.sphinxext import artifact_bar, cited_by, exercises, math_renderer, page_nodes, self_check

Numbers = Mapping[str, Mapping[str, tuple[int, ...]]]
"""The numbers of the figures, tables and exercises of a page, by kind and label."""

PLACE_NODES = (
    *(nodes.section, nodes.figure, page_nodes.TableFigure, exercises.Exercise),
    *(nodes.citation, addnodes.glossary, addnodes.desc),
)
TITLES = (nodes.title, nodes.caption, exercises.Title)
LEFT_OUT = (
    *(*PLACE_NODES, *TITLES, nodes.label, nodes.raw, nodes.math_block, nodes.comment),
    *(page_nodes.Prerequisites, page_nodes.FigureAgain, page_nodes.DataTable, artifact_bar.Disclosure),
    # Answers: who searches for a question is not told them in the same line.
    *(page_nodes.Dropdown, self_check.Choice, self_check.Case),
)
CODE = "cell_input"
"""The class of a notebook's code, which would drown the text in hits."""
NOT_SEARCHED = ("gallery", "exercise-index", "exercise-facts")
"""Classes of lists that repeat what stands elsewhere."""
MOST_AUTHORS = 3


@dataclass(frozen=True)
class Place:
    """Where a search may lead to.

    Parameters
    ----------
    kind : str
        ``page``, ``section``, ``figure``, ``table``, ``exercise``, ``term``, ``work``, ``function`` or ``value``.
    anchor : str
        Its id on the page; empty for the page itself.
    title : str
        As a reader sees it.
    text : str, optional
        What it says.
    number : str, optional
        Of a figure, a table, an exercise or a page, such as ``11.2``; of a work, how often the book uses it.
    names : tuple of str, optional
        Other names: those of a term, the authors of a work.
    """

    kind: str
    anchor: str
    title: str
    text: str = ""
    number: str = ""
    names: tuple[str, ...] = ()


def places(doctree: nodes.document, numbers: Numbers, page_number: str, works: Path) -> Iterator[Place]:
    """The places of a page in reading order; the first is the page itself.

    Parameters
    ----------
    doctree : document
        The page, with all references resolved.
    numbers : mapping
        The numbers of what it shows.
    page_number : str
        Its own number; empty where it has none.
    works : Path
        The bibliography.
    """
    top = True
    for node in doctree.findall(lambda node: isinstance(node, PLACE_NODES)):
        if isinstance(node, nodes.section):
            # The last id is the label, where there is one, and lasts.
            anchor = "" if top or not node["ids"] else node["ids"][-1]
            if top or anchor:
                number = page_number if top else ""
                yield Place("page" if top else "section", anchor, _title(node), text_of(node), number)
            top = False
        elif isinstance(node, nodes.citation):
            yield _work(node, works)
        elif isinstance(node, addnodes.glossary):
            yield from _terms(node)
        elif isinstance(node, addnodes.desc):
            yield from _function(node)
        elif node["ids"]:
            yield _numbered(node, numbers)


def _title(node: nodes.Element) -> str:
    title = next((child for child in node.children if isinstance(child, TITLES)), None)
    return " ".join(title.astext().split()) if title else ""


def _numbered(node: nodes.Element, numbers: Numbers) -> Place:
    """A figure, a table or an exercise."""
    kind = {page_nodes.TableFigure: "table", exercises.Exercise: "exercise"}.get(type(node), "figure")
    of_kind = numbers.get(kind, {})
    anchor = next((id for id in node["ids"] if id in of_kind), node["ids"][-1])
    text = text_of(node)
    if kind == "table":
        text = " ".join([text, *_cells(node)])
    return Place(kind, anchor, _title(node), text, ".".join(map(str, of_kind.get(anchor, ()))))


def _cells(node: nodes.Element) -> Iterable[str]:
    """The words that head the columns and the rows of a table, each once; what its cells say stands with the data."""
    heads = (
        head for table in node.findall(page_nodes.DataTable) for head in table.findall(page_nodes.HeadCell)
    )
    return dict.fromkeys(word for head in heads for word in _text(head).split())


def _work(node: nodes.citation, works: Path) -> Place:
    anchor = next(id for id in node["ids"] if id.startswith("cite-"))
    key = anchor.removeprefix("cite-")
    fields = bibliography.read(works)[key].fields
    names = re.split(r"\s+and\s+", bibliography.plain_text(fields.get("author", "")))
    said = (fields[name] for name in ("title", "journal", "booktitle", "publisher") if fields.get(name))
    uses = sum(sum(used["counts"].values()) for used in node.findall(cited_by.UsedIn))
    return Place(
        *("work", anchor, bibliography.plain_text(bibliography.short_label(key, works))),
        bibliography.plain_text(". ".join(said)),
        str(uses),
        (*_some(name.partition(",")[0] for name in names if name not in ("", "others")), key),
    )


def _some(authors: Iterable[str]) -> list[str]:
    """The first authors and the last one, by which a work is called."""
    *before, last = [*authors] or [""]
    return [*before[:MOST_AUTHORS], last] if last else []


def _terms(glossary: nodes.Element) -> Iterator[Place]:
    """The entries of a glossary, each with its other names, which searches take for the same."""
    for item in glossary.findall(nodes.definition_list_item):
        first, *others = [child for child in item.children if isinstance(child, nodes.term)]
        said = [
            _text(child).partition(" More: ")[0]
            for child in item.children
            if isinstance(child, nodes.definition)
        ]
        yield Place(
            *("term", first["ids"][-1] if first["ids"] else "", first.astext(), _flat(said)),
            names=tuple(other.astext() for other in others),
        )


def _function(node: addnodes.desc) -> Iterator[Place]:
    """A helper by its name and the first paragraph about it; its parameters are found on its page."""
    for signature in node.findall(addnodes.desc_signature):
        if signature.parent is node and signature["ids"]:
            said = [child for child in node[-1].children if isinstance(child, nodes.paragraph)][:1]
            anchor = signature["ids"][0]
            yield Place("function", anchor, anchor.partition(".")[2], _flat(map(_text, said)))


def formula(tex: str) -> str:
    """A formula as its letters and signs in a line.

    Examples
    --------
    >>> formula(r"\\mathrm{CO_2}")
    'CO2'
    """
    return unescape(re.sub(r"<[^>]*>", "", math_renderer.render(tex)))


def text_of(node: nodes.Element) -> str:
    """The text of a place in one line, without what is a place of its own."""
    return _flat(map(_text, node.children))


def _flat(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def _text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.math):
        return formula(node.astext())
    if isinstance(node, LEFT_OUT):
        return ""
    if isinstance(node, nodes.Element):
        classes: list[Any] = node.get("classes", [])
        if CODE in classes or any(name in classes for name in NOT_SEARCHED):
            return ""
    # Inline parts touch, blocks do not.
    between = "" if isinstance(node, nodes.TextElement) else " "
    return between.join(_text(child) for child in node.children)

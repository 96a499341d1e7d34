"""The notebooks of the book to take away: ``notebooks/<part>-<page>.ipynb``, readable in any Jupyter.

Outputs stay, so that a reader sees them without running anything. What only the book understands gives way to
what it says: roles to their text, citations to author and year, labels to nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from reviewhelpers._core import notebook_output
from reviewhelpers._core.artifacts import is_figure
from reviewhelpers.citing import book_metadata
from reviewhelpers.dataset import bibliography
from reviewhelpers.markup import myst, notebook_form, notebooks
from reviewhelpers.sphinxext import artifact_bar, incremental_files, notebook_renderer, roles
from reviewhelpers.sphinxext.content import Content, content_of, references

_WEB = ("http:", "https:")
_NOTES = (
    *("admonition", "note", "tip", "important", "warning", "caution", "attention", "seealso"),
    *("dropdown", "topic"),
)
"""Boxes that become quotations."""


def name(docname: str) -> str:
    """Path of the notebook of a page below the site's root.

    Examples
    --------
    >>> name("chapters/co2rr/compare")
    'notebooks/co2rr-compare.ipynb'
    """
    return f"notebooks/{'-'.join(PurePosixPath(docname).parts[1:])}.ipynb"


@dataclass(frozen=True)
class Context:
    """What the text of a page refers to.

    Parameters
    ----------
    content : Content
        Knows the rows of the data.
    references : Path
        The bibliography.
    titles : mapping
        What each label of the book stands for, by label.
    """

    content: Content
    references: Path
    titles: Mapping[str, str]


def portable(
    notebook: notebooks.Notebook,
    opening: str,
    context: Context,
    views: Callable[[int], Mapping[str, str]] = lambda cell: {},
) -> str:
    """A notebook for readers without this book, opened by how to install what it calls.

    Parameters
    ----------
    notebook : dict
        The notebook as the book holds it.
    opening : str
        The text of its first cell, which says where it comes from.
    context : Context
        What its text refers to.
    views : callable
        By the place of a cell, the picture or table that it shows, by MIME type; the notebook stores none.
    """
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": opening}]
    for at, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            source = plain("".join(cell["source"]), context)
            # A cell that held nothing but the end of a solution says nothing here.
            cells += [{**cell, "source": source}] if source.strip() else []
        else:
            outputs = [_output(output, views(at)) for output in cell["outputs"]]
            # The tags tell the book to hide the call; here it is what a reader runs.
            cells.append({**cell, "metadata": {}, "outputs": outputs})
    exported = {"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    return notebooks.serialize(exported, views=True)


def _output(output: Mapping[str, Any], views: Mapping[str, str]) -> dict[str, Any]:
    """An output with the picture or table that its line stands for."""
    return {**output, "data": {**output["data"], **views}} if "data" in output else dict(output)


def plain(text: str, context: Context) -> str:
    """MyST markdown as markdown that any Jupyter shows; fenced code stays as it is.

    Examples
    --------
    >>> from reviewhelpers.content.book import Book
    >>> context = Context(Book(), Path("references.bib"), {"b": "Two"})
    >>> plain("(lab)=\\n# One\\n\\n{value}`li2022-ye2017-fe`, see {ref}`b` and [there](b).", context)
    '# One\\n\\nup\\xa0to\\xa093\\xa0%, see *Two* and there.'
    """
    return _plain(text, context)


def _plain(text: str, context: Context, folds: bool = False) -> str:
    """What a text says, with the definitions folded where it is a question."""
    edits: list[tuple[int, int, str]] = []
    consumed = 0
    for mark in myst.read(text):
        if mark.start < consumed:
            continue
        match mark:
            case myst.Link() if mark.opens < mark.closes and not mark.address.startswith(_WEB):
                edits += [(mark.start, mark.opens, ""), (mark.closes, mark.end, "")]
            case myst.Label() | myst.Comment():
                edits.append((mark.start, mark.end + text.startswith("\n", mark.end), ""))
            case myst.Formula() if mark.label:
                edits.append((text.rindex("$$", 0, mark.end) + 2, mark.end, ""))
            case myst.Role():
                edits.append((mark.start, mark.end, _role_text(mark, context)))
            case myst.Directive() if mark.name == "before":
                end = len(text) - len(text[mark.end :].lstrip("\n"))
                edits.append((mark.start, end, _read_first(mark.body.split(), context.titles)))
            case myst.Directive() if mark.name == "figure-again":
                title = context.titles.get(mark.argument.strip(), mark.argument.strip())
                edits.append((mark.start, mark.end, f"See the figure *{title}*."))
            case myst.Directive() if mark.name not in myst.VERBATIM_DIRECTIVES:
                edits.append((mark.start, mark.end, _indented(_boxed(mark, context), text, mark.start)))
                consumed = mark.end
            case myst.Directive():
                consumed = mark.end
            case myst.Definition() if folds:
                folded = _folded(_plain(mark.term, context), _plain(mark.told, context))
                edits.append((mark.start, mark.end, folded))
                consumed = mark.end
    return myst.apply_edits(text, edits)


def _indented(said: str, text: str, place: int) -> str:
    """What stands at a place of a text, each line behind what the list or quotation there asks for."""
    before = re.sub(r"[^>\s]", " ", text[text.rfind("\n", 0, place) + 1 : place])
    return f"\n{before}".join(said.split("\n"))


def _read_first(labels: Sequence[str], titles: Mapping[str, str]) -> str:
    named = "; ".join(f"*{titles.get(label, label)}*" for label in labels)
    return f"Read first: {named}.\n\n" if labels else ""


def _boxed(box: myst.Directive, context: Context) -> str:
    """A box, an exercise, what belongs to it, or a question, as markdown whose answers fold out."""
    title = _plain(box.argument, context)
    text = _plain(box.body.strip(), context, folds=box.name == "check")
    match box.name:
        case "exercise":
            return f"## Exercise: {title}\n\n{text}"
        case "hint":
            return _folded("Hint", text)
        case "solution":
            return _folded("Solution", text)
        case "answer":
            return _folded(f"Answer to question {title}", text)
        case "solution-start":
            return "**Solution**"
        case "solution-end":
            return ""
        case "check":
            return f"**{title}**\n\n{text}"
        case name if name in _NOTES:
            # Most have a name of their own, and their first line may be text.
            own = name in ("admonition", "dropdown", "topic")
            lines = [f"**{title if own else name.capitalize()}**", ""]
            lines += [title] if title and not own else []
            return "\n".join(f"> {line}".rstrip() for line in [*lines, *text.splitlines()])
        case "rubric" | "table" | "list-table":
            return "\n\n".join(filter(None, (f"**{title}**" if title else "", text)))
    # The argument of any other is no text.
    return text


def _folded(said: str, text: str) -> str:
    return f"<details><summary>{said}</summary>\n\n{text}\n\n</details>"


def _role_text(role: myst.Role, context: Context) -> str:
    """What a role says, as markdown."""
    target, titles, content = role.target, context.titles, context.content
    if role.is_citation:
        works = "; ".join(work.with_words(_work(work.key, context)) for work in role.works)
        return f"({works})" if role.name == "cite:p" else works
    if role.name in ("ref", "eq", "numref", "term"):
        return (
            role.title if role.title != target or role.name == "term" else f"*{titles.get(target, target)}*"
        )
    if role.name == "row":
        return f"`{target}`"
    of_row: dict[str, Callable[[Content, str], str]] = {
        "value": roles.unbroken_value,
        "condition": roles.conditions,
    }
    # What data say is no markup here either.
    return content.to_markdown(of_row[role.name](content, target)) if role.name in of_row else role.content


def _work(key: str, context: Context) -> str:
    doi = bibliography.doi(key, context.references) or ""
    text = context.content.to_markdown(bibliography.short_label(key, context.references))
    return (
        f"[{text}](https://doi.org/{quote(doi, safe='/;:')})"
        if doi and bibliography.is_linkable("doi", doi)
        else text
    )


def titles(env: BuildEnvironment) -> dict[str, str]:
    """What each label of the book stands for."""
    std = env.get_domain("std")
    # Some titles are Sphinx's own, and text only once they are asked for.
    found = {label: str(title) for label, (_, _, title) in std.labels.items()}  # type: ignore[attr-defined]
    equations = env.get_domain("math").equations  # type: ignore[attr-defined]
    for label, (page, _) in equations.items():
        number = env.toc_fignumbers.get(page, {}).get("displaymath", {}).get(f"equation-{label}", ())
        found[label] = f"equation ({'.'.join(map(str, number))})"
    return found


def is_notebook(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is made from a notebook."""
    return env.doc2path(docname).endswith(".ipynb")


def add_notebook_link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """End a page that is a notebook with a link to it."""
    sections = [node for node in doctree.children if isinstance(node, nodes.section)]
    if is_notebook(app.env, docname) and sections:
        sections[-1] += artifact_bar.Files(links=[("this page as a notebook", name(docname))])


def write(app: Sphinx) -> None:
    """Write the notebooks into the site."""
    labels = titles(app.env)
    context = Context(content_of(app), references(app), labels)
    version = book_metadata.read(Path(app.srcdir)).version
    known = notebook_output.digest(json.dumps([labels, version], sort_keys=True))

    def piece(docname: str) -> incremental_files.Piece:
        path, page = Path(app.env.doc2path(docname)), docname.removeprefix("chapters/")
        from_ = [known, hashlib.sha256(path.read_bytes()).hexdigest()]

        def text() -> str:
            notebook = notebooks.read(path)
            opening = context.content.notebook_opening(page, version)
            return portable(notebook, opening, context, lambda cell: _views(app, docname, notebook, cell))

        return from_, text

    incremental_files.update(
        app,
        "notebooks",
        {name(docname): piece(docname) for docname in app.env.found_docs if is_notebook(app.env, docname)},
    )


def _views(app: Sphinx, docname: str, notebook: notebooks.Notebook, cell: int) -> dict[str, str]:
    """The picture or table of a cell, from the files that the build wrote."""
    drawn = notebook_renderer.drawn_on_pages(app.env).get(docname, {}).get(cell)
    id = notebook_output.parse_show_call(notebook_form.source(notebook["cells"][cell]))[0]
    if drawn or is_figure(id):
        path, kind = (drawn[0] if drawn else f"figures/{id}.svg"), "image/svg+xml"
    elif id:
        path, kind = f"tables/{id}.md", "text/markdown"
    else:
        return {}
    return {kind: (Path(app.outdir) / path).read_text(encoding="utf-8")}


def setup(app: Sphinx) -> None:
    """Register the link and the writing."""
    app.connect("doctree-resolved", add_notebook_link)
    app.connect(incremental_files.EVENT, write)

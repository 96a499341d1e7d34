"""The notebooks of the book to take away: ``notebooks/<part>-<page>.ipynb``, readable in any Jupyter.

Outputs stay, so that a reader sees them without running anything. What only the book understands gives way to
what it says: roles to their text, citations to author and year, labels to nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from reviewhelpers import artifacts, bibliography, cells, data, markup, notebooks, shown
from reviewhelpers.book import beside, elements, mime, roles
from reviewhelpers.citing import release
from reviewhelpers.citing.desk import short
from reviewhelpers.tables import words

_FENCED = re.compile(r"^(```+).*?^\1\s*?$", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"^\([^()\s]+\)=\n", re.MULTILINE)
_EQUATION_LABEL = re.compile(r"^(\$\$) ?\([a-z0-9-]+\)[ \t]*$", re.MULTILINE)
_ADMONITION = re.compile(
    r"^:::\{admonition\} (?P<title>[^\n]+)\n(?P<text>.*?)^:::\s*?$", re.MULTILINE | re.DOTALL
)
_BEFORE = re.compile(r"^:::\{before\}\n(?P<labels>.*?)^:::\n+", re.MULTILINE | re.DOTALL)
_TAUGHT = re.compile(
    r"^:::\{(?P<kind>exercise|hint|solution|solution-start|solution-end|check)\} ?(?P<title>[^\n]*)\n"
    r"(?P<options>(?::[a-z]+:[^\n]*\n)*)(?P<text>.*?)^:::[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_DEFINITION = re.compile(r"^(?P<term>[^\s:][^\n]*)\n: (?P<told>[^\n]*(?:\n+  [^\n]+)*)", re.MULTILINE)
_ROLE = re.compile(r"\{(?P<role>[a-z:-]+)\}`(?P<target>[^`]+)`")
_EXPLICIT = re.compile(r"(?P<text>.+?)\s*<[^<>]+>", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?!https?:)[^)\s]*\)")


def name(docname: str) -> str:
    """Path of the notebook of a page below the site's root.

    Examples
    --------
    >>> name("chapters/co2rr/compare")
    'notebooks/co2rr-compare.ipynb'
    """
    return f"notebooks/{'-'.join(PurePosixPath(docname).parts[1:])}.ipynb"


def portable(
    notebook: notebooks.Notebook,
    page: str,
    titles: Mapping[str, str],
    version: str,
    views: Callable[[int], Mapping[str, str]] = lambda cell: {},
) -> str:
    """A notebook for readers without this book, opened by how to install what it calls.

    Parameters
    ----------
    notebook : dict
        The notebook as the book holds it.
    page : str
        Name of the page, for the reader to find it again.
    titles : mapping
        What each label of the book stands for, by label.
    version : str
        Version of the book.
    views : callable
        By the place of a cell, the picture or table that it shows, by MIME type; the notebook stores none.
    """
    kept: list[dict[str, Any]] = [
        {"cell_type": "markdown", "metadata": {}, "source": _opening(page, version)}
    ]
    for at, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            source = plain("".join(cell["source"]), titles)
            # A cell that held nothing but the end of a solution says nothing here.
            kept += [{**cell, "source": source}] if source.strip() else []
        else:
            outputs = [_output(output, views(at)) for output in cell["outputs"]]
            # The tags tell the book to hide the call; here it is what a reader runs.
            kept.append({**cell, "metadata": {}, "outputs": outputs})
    whole = {"cells": kept, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    return notebooks.canonical(whole, views=True)


def _opening(page: str, version: str) -> str:
    return (
        f"*From the book Defects at Work (version {version}), page `{page}`. "
        "Text, figures and data: CC BY 4.0; code: BSD 3-Clause.*\n\n"
        "The outputs below are those of the book. To run the cells, install the package `reviewhelpers` from "
        "a clone of the book's repository: `make book` there makes an environment in `.venv`, and "
        "`pip install .` puts the package, with the data, into an environment of yours."
    )


def _output(output: Mapping[str, Any], views: Mapping[str, str]) -> dict[str, Any]:
    """An output with the picture or table that its line stands for."""
    return {**output, "data": {**output["data"], **views}} if "data" in output else dict(output)


def plain(text: str, titles: Mapping[str, str]) -> str:
    """MyST markdown as markdown that any Jupyter shows; fenced code stays as it is.

    Examples
    --------
    >>> plain("(lab)=\\n# One\\n\\n{value}`li2022-ye2017-fe`, see {ref}`b` and [there](b).", {"b": "Two"})
    '# One\\n\\nup\\xa0to\\xa093\\xa0%, see *Two* and there.'
    """
    parts, position = [], 0
    for code in _FENCED.finditer(text):
        parts += [_prose(text[position : code.start()], titles), code[0]]
        position = code.end()
    return "".join([*parts, _prose(text[position:], titles)])


def _prose(text: str, titles: Mapping[str, str]) -> str:
    text = _EQUATION_LABEL.sub(r"\1", _LABEL.sub("", text))
    text = _BEFORE.sub(lambda match: _read_first(match["labels"].split(), titles), text)
    text = _TAUGHT.sub(_asked, _ADMONITION.sub(_quoted, text))
    return _ROLE.sub(lambda match: _said(match, titles), _LINK.sub(r"\g<text>", text))


def _read_first(labels: Sequence[str], titles: Mapping[str, str]) -> str:
    named = "; ".join(f"*{titles.get(label, label)}*" for label in labels)
    return f"Read first: {named}.\n\n" if labels else ""


def _quoted(match: re.Match[str]) -> str:
    lines = [f"**{match['title']}**", "", *match["text"].strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _asked(match: re.Match[str]) -> str:
    """An exercise, what belongs to it, or a question, as markdown whose answers fold out."""
    text, title = match["text"].strip(), match["title"]
    match match["kind"]:
        case "exercise":
            return f"## Exercise: {title}\n\n{text}"
        case "hint":
            return _folded("Hint", text)
        case "solution":
            return _folded("Solution", text)
        case "solution-start":
            return "**Solution**"
        case "check":
            folded = _DEFINITION.sub(lambda told: _folded(told["term"], _dedented(told["told"])), text)
            return f"**{title}**\n\n{folded}"
    return ""


def _folded(said: str, text: str) -> str:
    return f"<details><summary>{said}</summary>\n\n{text}\n\n</details>"


def _dedented(text: str) -> str:
    return re.sub(r"^  ", "", text, flags=re.MULTILINE)


def _said(match: re.Match[str], titles: Mapping[str, str]) -> str:
    """What a role says, as markdown."""
    role, target = match["role"], match["target"]
    if role.startswith("cite"):
        works = "; ".join(_work(key.strip()) for key in target.split(","))
        return f"({works})" if role == "cite:p" else works
    if role in ("ref", "eq", "numref", "term"):
        explicit = _EXPLICIT.fullmatch(target)
        if explicit or role == "term":
            return explicit["text"] if explicit else target
        return f"*{titles.get(target, target)}*"
    if role == "row":
        return f"`{target}`"
    of_row: dict[str, Callable[[Any], str]] = {"value": roles.unbroken, "condition": words.conditions}
    # What data say is no markup here either.
    return markup.quoted(of_row[role](data.row(target))) if role in of_row else target


def _work(key: str) -> str:
    doi, said = bibliography.doi(key) or "", markup.text(short(key))
    return (
        f"[{said}](https://doi.org/{quote(doi, safe='/;:')})"
        if doi and bibliography.links("doi", doi)
        else said
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


def offer(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """End a page that is a notebook with a link to it."""
    sections = [node for node in doctree.children if isinstance(node, nodes.section)]
    if is_notebook(app.env, docname) and sections:
        sections[-1] += elements.Files(links=[("this page as a notebook", name(docname))])


def write(app: Sphinx) -> None:
    """Write the notebooks into the site."""
    labels = titles(app.env)
    version = release.read(Path(app.srcdir)).version
    known = shown.digest(json.dumps([labels, version], sort_keys=True))

    def piece(docname: str) -> beside.Piece:
        path, page = Path(app.env.doc2path(docname)), docname.removeprefix("chapters/")
        from_ = [known, hashlib.sha256(path.read_bytes()).hexdigest()]

        def text() -> str:
            notebook = notebooks.read(path)
            return portable(
                notebook, page, labels, version, lambda cell: _views(app, docname, notebook, cell)
            )

        return from_, text

    beside.keep(
        app,
        "notebooks",
        {name(docname): piece(docname) for docname in app.env.found_docs if is_notebook(app.env, docname)},
    )


def _views(app: Sphinx, docname: str, notebook: notebooks.Notebook, cell: int) -> dict[str, str]:
    """The picture or table of a cell, from the files that the build wrote."""
    drawn = mime.drawn_on_pages(app.env).get(docname, {}).get(cell)
    id = shown.called(cells.source(notebook["cells"][cell]))[0]
    if drawn or artifacts.is_figure(id):
        path, kind = (drawn[0] if drawn else f"figures/{id}.svg"), "image/svg+xml"
    elif id:
        path, kind = f"tables/{id}.md", "text/markdown"
    else:
        return {}
    return {kind: (Path(app.outdir) / path).read_text(encoding="utf-8")}


def setup(app: Sphinx) -> None:
    """Register the link and the writing."""
    app.connect("doctree-resolved", offer)
    app.connect(beside.EVENT, write)

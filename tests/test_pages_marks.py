"""What a page was meant to say and does not, and notebooks that are none, are named by file and line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import support
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewhelpers import bibliography, cells, data, notebooks, shown
from reviewhelpers.checks import markdown, pages
from reviewhelpers.citing import outline
from reviewhelpers.errors import Fault

NONE = pages.Names((), (), ())
PAGE = "chapters/use/extend.md"
NOTEBOOK = "chapters/norr/why.ipynb"

BROKEN = (
    # Roles
    "A {value}ji2023-ms-46` here.",
    "A {value}`ji2023-ms-46 here.",
    "A {value}`ji2023-ms-46``here.",
    "A {value} `ji2023-ms-46` here.",
    "A {value`ji2023-ms-46` here.",
    "A value}`ji2023-ms-46` here.",
    "A {value}'ji2023-ms-46' here.",
    "A {Value}`ji2023-ms-46` here.",
    "A {valu}`ji2023-ms-46` here.",
    "A {value:}`ji2023-ms-46` here.",
    "A {vаlue}`ji2023-ms-46` here.",
    "A {}`ji2023-ms-46` here.",
    "A {cite:t}(ji2023) here.",
    "A `{value}`ji2023-ms-46` here.",
    # Formulas
    "Here $x^2 stands.",
    "Here x^2$ stands.",
    "Here $x^{2$ stands.",
    "Here $x^$ stands.",
    "Here $x_1_2$ stands.",
    r"Here $\frac{1}$ stands.",
    r"Here $\unknowncommand x$ stands.",
    r"Here $\left( x$ stands.",
    r"Here $\href{javascript:alert(1)}{x}$ stands.",
    r"Here {math}`\frac{1}` stands.",
    "$$\nx^{2\n$$",
    "```{math}\n\\frac{1}\n```",
    # Boxes
    "```{hint\ntext\n```",
    "```hint}\ntext\n```",
    ":::hint\ntext\n:::",
    ":::{hint}\ntext\n",
    ":::{hint}\ntext\n::",
    "::: hint\ntext\n:::",
    "```{unheard-of}\ntext\n```",
    ":::{raw} html\n<b>x</b>\n:::",
    ":::{include} ../../../etc/passwd\n:::",
    "```{literalinclude} /etc/passwd\n```",
    "```{eval-rst}\n.. include:: /etc/passwd\n```",
    "```{eval-rst}\n.. raw:: html\n\n   <script>a</script>\n```",
    "```{eval-rst}\n`a <javascript:alert(1)>`_\n```",
    "```{eval-rst}\n* .. meta::\n     :http-equiv=refresh: 0;url=https://example.org\n```",
    "```{eval-rst}\n.. meta ::\n   :http-equiv=set-cookie: a\n```",
    "```{eval-rst}\n.. automodule:: reviewhelpers.data .. raw:: html\n```",
    "```{eval-rst}\n.. |a| image:: /etc/passwd\n```",
    "```{eval-rst}\n:download:`file <../../../secret.txt>`\n```",
    "```{eval-rst}\n__ javascript:alert(1)\n```",
    "```{eval-rst}\n`a\n<javascript:alert(1)>`_\n```",
    "```{eval-rst} .. raw:: html\n```",
    "```{rst-class} one\nA {value}ji2023-ms-46` inside.\n```",
    ":::{hint}\nA {value}ji2023-ms-46` inside.\n:::",
    "::::{hint}\n:::{note}\n$x^\n:::\n::::",
    # Links, pictures, files
    "A [link](there and further.",
    "A [link][nowhere] here.",
    "A note[^1] here.",
    "A [link](javascript:alert(1)) here.",
    "A [link](vbscript:a) here.",
    "A [link](data:text/html,a) here.",
    "A [link](file:///etc/passwd) here.",
    "A [link](../../../../etc/passwd) here.",
    "A <javascript:alert(1)> here.",
    "![A picture](https://example.org/a.png)",
    "![A picture](//example.org/a.png)",
    "![A picture](../../../secret.png)",
    "![A picture](../../.git/config)",
    "```{image} https://example.org/a.png\n```",
    "```{figure} ../../../secret.png\n\nText.\n```",
    "A {download}`file <../../../secret.txt>` here.",
    "A {download}`/../secret.txt` here.",
    "A {download}`https://example.org/a.txt` here.",
    "[A link](%2e%2e/%2e%2e/%2e%2e/secret.txt)",
    "[A link](%252e%252e/%2e%2e/%2e%2e/secret.txt)",
    "[A link](java%73cript:alert(1))",
    *(f"{mark}[A link]({cut}/../../../../secret.txt)" for mark in ("", "!") for cut in "?#"),
    *(f"A {{download}}`file <{cut}/../../../../secret.txt>` here." for cut in "?#"),
    *(
        f":::{{{name}}} A {named}\nText.\n:::"
        for name in ("admonition", "table", "list-table", "rubric", "exercise")
        for named in (
            "![picture](https://example.org/a.png)",
            "{download}`file <../../../secret.txt>`",
            "[link](ftp://example.org)",
            "[link](tel:123)",
            "[link](FILE:///etc/passwd)",
        )
    ),
    ":::{admonition} % ![A comment](https://example.org/a.png)\nText.\n:::",
    '```{code-block} python\n:caption: "A {download}`file <../../../secret.txt>`"\n\nx\n```',
    '```{code-block} python\n---\ncaption: "![A](https://example.org/a.png)"\n---\nx\n```',
    '```{code-block} python\n:caption: "A {value}ji2023-ms-46`"\n\nx\n```',
    *(
        f"```{{{name}}} ../../docs/page.png\n{options}\n```"
        for name in ("image", "figure")
        for options in (
            "---\ntarget: javascript:alert(1)\n---",
            "---\ntarget: >\n  javascript:alert(1)\n---",
            ":target: javascript:alert(1)",
            r':target: "\x6aavascript:alert(1)"',
            r':target: "java\tscript:alert(1)"',
            ':"target": javascript:alert(1)',
        )
    ),
    "```{image} ../../docs/page.png\n:alt: 'a\n```",
    ":::{hint}\n![a]\n:::\n\n[a]: https://example.org/a.png",
    # HTML
    "A <b>bold</b> word.",
    "<script>alert(1)</script>",
    "<!-- a comment -->",
    "An entity &#8238; here.",
    "An entity &ZeroWidthSpace; here.",
    "An entity &shy; here.",
    # Marks of a merge
    "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> branch",
    "||||||| base",
    "=======",
    "- one\n  <<<<<<< HEAD",
    # Headings, tables, settings
    "##No blank",
    "| a | b |",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of three pages."""
    root = tmp_path_factory.mktemp("pages")
    for name in (PAGE, NOTEBOOK):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data.ROOT / name, root / name)
    (root / "chapters" / "index.md").write_text("(index)=\n# Title\n\nText.\n", encoding="utf-8")
    listed = "".join(f"  - file: {name.rpartition('.')[0]}\n" for name in (PAGE, NOTEBOOK))
    (root / "_toc.yml").write_text(
        f"format: jb-book\nroot: chapters/index\nchapters:\n{listed}", encoding="utf-8"
    )
    (root / "chapters" / "addresses.txt").touch()
    return root


def of_page(project: Path, text: str, to: str = PAGE) -> tuple[list[Fault], int]:
    """The faults after a text was put into the middle of a page, and the line before it."""
    path = project / to
    held = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".md":
            line = held[: held.index("\n## ")].count("\n") + 1
            lines = held.split("\n")
            lines[line:line] = ["", *text.split("\n"), ""]
            path.write_text("\n".join(lines), encoding="utf-8")
            line += 1
        else:
            notebook = json.loads(held)
            cell = next(cell for cell in notebook["cells"][1:] if cell["cell_type"] == "markdown")
            cell["source"] = f"One line.\n\n{text}\n"
            path.write_text(notebooks.canonical(notebook), encoding="utf-8")
            line = path.read_text(encoding="utf-8").split("\n").index('    "One line.\\n",') + 2
        return pages.faults(project, NONE), line
    finally:
        path.write_text(held, encoding="utf-8")


@pytest.mark.parametrize("to", [PAGE, NOTEBOOK])
@pytest.mark.parametrize("text", BROKEN)
def test_what_is_left_over_is_named_by_line(project: Path, text: str, to: str) -> None:
    found, line = of_page(project, text, to)
    told = [fault for fault in found if fault.file == to]
    assert told, text
    assert all(fault.found and fault.expected for fault in told)
    # What nothing closes may be told where the page or the cell ends.
    assert any(fault.row and line < fault.row <= line + text.count("\n") + 1 for fault in told) or (
        text.startswith(":::{hint}") and "closes" in told[0].found
    ), told


SOUND = (
    r"A dollar \$5, a brace \{a\}, a star \*COOH, brackets [Bi2O2]2+, code `{value}`.",
    "```python\nx = {'a': '$b`'}  # <b>\n```",
    "Here $x^2_1$ stands.\n\n$$\nE = mc^2\n$$",
    ":::{hint}\nText, {value}`ji2023-ms-46`.\n:::",
    "A [link](https://example.org) and [another](../index.md).",
    "A [link](https://example.org/a%2Fb?c=d/../..#e) and [another](../index.md#index).",
    ":::{admonition} A [link](https://example.org)\n:class: tip\n\nText.\n:::",
    "```{code-block} python\n:caption: A caption\n\nx = 1\n```",
    "```{eval-rst}\n.. currentmodule:: reviewhelpers.data\n\n"
    ".. autosummary::\n   :nosignatures:\n\n   load\n```",
    "AT&T, 3 < 4, a &amp; b, 50 % of 3*4.",
)


@pytest.mark.parametrize("to", [PAGE, NOTEBOOK])
@pytest.mark.parametrize("text", SOUND)
def test_what_is_meant_as_it_stands_is_no_fault(project: Path, text: str, to: str) -> None:
    found, _ = of_page(project, text, to)
    places = ("a label of the book", "a term of the glossary")
    assert [fault for fault in found if fault.file == to and fault.expected not in places] == []


MARKED = st.text(st.sampled_from("`{}$:<>[]()*_#|!\\ \naé1&;-~=^"), max_size=60)


@given(MARKED)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_stops_the_check(text: str) -> None:
    for line, *_ in markdown.faults(text):
        assert 1 <= line <= text.count("\n") + 1
    list(markdown.named(text))


# Notebooks


def damaged() -> list[tuple[str, Any]]:
    """A notebook damaged in every place of its structure: each key gone, and each value of another kind."""
    whole = json.loads((data.ROOT / NOTEBOOK).read_text(encoding="utf-8"))
    code = next(at for at, cell in enumerate(whole["cells"]) if cell["cell_type"] == "code")
    whole["cells"] = [whole["cells"][0], whole["cells"][code]]
    content = whole["cells"][1]["outputs"][0]["data"]
    for mime in [mime for mime in content if "svg" in mime]:
        content[mime] = ['<svg width="72pt" height="36pt" xmlns="http://www.w3.org/2000/svg"/>']
    found: list[tuple[str, Any]] = []

    def walk(held: Any, path: tuple[Any, ...]) -> None:
        for key, value in list(held.items() if isinstance(held, dict) else enumerate(held)):
            where = (*path, key)
            for other in (None, 0, 1.5, True, "", "\ud800", [], {}, [None], {"": ""}, [[]], -1, "x"):
                if other != value or type(other) is not type(value):
                    found.append((f"{where} = {other!r}", put(whole, where, other)))
            if isinstance(held, dict):
                found.append((f"{where} gone", put(whole, where, GONE)))
            if isinstance(value, dict | list) and len(where) < 8:
                walk(value, where)

    walk(whole, ())
    return found


GONE = object()


def put(whole: Any, where: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(whole))
    held = copy
    for key in where[:-1]:
        held = held[key]
    if value is GONE:
        del held[where[-1]]
    else:
        held[where[-1]] = value
    return copy


def test_no_damage_to_the_structure_of_a_notebook_gives_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebooks, "inputs_digest", lambda: "")
    path = tmp_path / "chapters" / "a.ipynb"
    path.parent.mkdir()
    cases = damaged()
    assert len(cases) > 500
    readers: dict[str, Callable[[], object]] = {
        "check": lambda: pages.of_file(path, "chapters/a.ipynb"),
        "stale": lambda: notebooks.stale([path]),
        "refresh": lambda: notebooks.canonical(notebooks.read(path, outputs=False)),
        "build": lambda: notebooks.canonical(notebooks.read(path)),
        "outline": lambda: outline._cells(tmp_path, "chapters/a"),
    }
    unseen, unnamed = [], []
    for name, notebook in cases:
        path.write_text(json.dumps(notebook), encoding="utf-8")
        for reader, read in readers.items():
            told, said = None, ""
            try:
                told = read()
            except (notebooks.NotebookError, outline.OutlineError) as error:
                said = str(error)
            if reader == "check" and not told:
                unseen.append(name)
            if said and not re.search(r"a\.ipynb:.*found .*, expected ", said):
                unnamed.append((name, said))
            if said and "'cells', " in name and "cell" not in said:
                unnamed.append((name, said))
    assert unseen == []
    assert unnamed == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"cells": [}',
        b"[" * 100_000,
        b'{"nbformat": 4, "nbformat": 4}',
        b"NaN",
    ],
)
def test_what_is_no_notebook_is_told(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(raw)
    with pytest.raises(notebooks.NotebookError, match=r"a\.ipynb:.*found .*expected"):
        notebooks.read(path)
    assert pages.of_file(path, "a.ipynb")


def test_cells_with_one_id_are_told() -> None:
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "Text."}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell, cell]})
    (problem,) = cells.read(text)[1]
    assert (problem.place, problem.found) == ("cell 1", "the id 'a' of cell 0")


FIGURES = "chapters/copper/structure.ipynb"
SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def stored_figure() -> tuple[dict[str, Any], int, dict[str, Any]]:
    """A notebook, the place of a cell that shows a figure, and its output."""
    notebook = json.loads((data.ROOT / FIGURES).read_text(encoding="utf-8"))
    for at, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", ()):
            if "image/svg+xml" in output.get("data", ()):
                return notebook, at, output
    raise AssertionError(FIGURES)


def in_svg(held: str) -> Callable[[dict[str, Any]], object]:
    """Put something into the picture of an output, before its end."""

    def put(output: dict[str, Any]) -> None:
        drawn = "".join(output["data"]["image/svg+xml"])
        output["data"]["image/svg+xml"] = drawn.replace("</svg>", f"{held}</svg>")

    return put


def as_svg(drawn: str) -> Callable[[dict[str, Any]], object]:
    """Put another picture in the place of that of an output."""
    return lambda output: output["data"].update({"image/svg+xml": drawn})


def said(**words: Any) -> Callable[[dict[str, Any]], object]:
    """Let a figure say something else of itself."""
    return lambda output: output["data"][shown.MIME].update(words)


SOUND_SVG = f'<svg width="72pt" height="36pt" {SPACE}><path d="M 0 0"/></svg>'
OUTPUTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a work that nobody wrote": said(works=["nobody2020"]),
    "a formula without end": said(title="T $x"),
    "a role without end": said(caption="A {value}ji2023-ms-46` here."),
    "a picture of another host": said(caption="A ![picture](https://example.org/a.png) here."),
    "a file from outside": said(caption="A {download}`file <../../../secret.txt>` here."),
    "a digest that is none": said(digest="zz"),
    "a digest of capitals": said(digest="0123456789AB"),
    "an id that leads out": said(id="fig-../../a"),
    "an id of a table": said(id="tab-a"),
    "words of its own": said(html="<b>a</b>"),
    "points that are text": said(points="<b>a</b>"),
    **{
        f"another form, {mime}": lambda output, mime=mime: output["data"].update({mime: "a"})  # type: ignore[misc]
        for mime in (
            *("text/html", "text/markdown", "text/latex", "application/javascript", "application/json"),
            *("image/png", "application/vnd.jupyter.widget-view+json", "Image/svg+xml"),
        )
    },
    "settings of an output": lambda output: output.update(metadata={"image/svg+xml": {"width": 1}}),
    "more beside its data": lambda output: output.update(transient={}),
    "no end": as_svg("<svg></sv"),
    "no size": as_svg(f"<svg {SPACE}/>"),
    "another size": as_svg(f'<svg width="100%" height="36pt" {SPACE}/>'),
    "no picture": as_svg(f'<html width="72pt" height="36pt" {SPACE}/>'),
    "no namespace": as_svg('<svg width="72pt" height="36pt"/>'),
    "a type of its own": as_svg(f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SOUND_SVG}"),
    "a type from elsewhere": as_svg(f"<!DOCTYPE svg SYSTEM 'https://example.org/a.dtd'>{SOUND_SVG}"),
    "a style sheet": as_svg(f"<?xml-stylesheet href='https://example.org/a.css'?>{SOUND_SVG}"),
    **{
        held: in_svg(held)
        for held in (
            "<script>alert(1)</script>",
            "<SCRIPT>alert(1)</SCRIPT>",
            '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
            "<foreignObject/>",
            '<path onload="alert(1)"/>',
            '<path OnLoad="alert(1)"/>',
            '<use xlink:href="https://example.org/a.svg#a"/>',
            '<use href="data:image/svg+xml,a"/>',
            '<a href="#a"><path d="M 0 0"/></a>',
            '<image xlink:href="#a"/>',
            '<set attributeName="href" to="javascript:alert(1)"/>',
            '<path style="fill: url(https://example.org/a)"/>',
            '<path style="fill: u\\72l(https://example.org/a)"/>',
            "<style>@import 'https://example.org/a.css';</style>",
            "<style>path { fill: url( 'https://example.org/a' ) }</style>",
            "<title><![CDATA[<b>]]></title>",
            '<g xml:base="https://example.org/"/>',
        )
    },
}
SETTINGS: dict[str, tuple[str, Callable[[dict[str, Any], dict[str, Any]], object]]] = {
    "the head of its page": (
        "metadata",
        lambda book, _: book["metadata"].update(myst={"html_meta": {"a": "b"}}),
    ),
    "another kernel": ("metadata", lambda book, _: book["metadata"].update(kernelspec={"name": "<b>"})),
    "another language": ("metadata", lambda book, _: book["metadata"].update(language_info={"name": "r"})),
    "settings of a cell": ("cell", lambda _, cell: cell["metadata"].update(mystnb={"image": {"alt": "a"}})),
    "another key of a cell": ("cell", lambda _, cell: cell["metadata"].update(render={"image": {}})),
    "another tag of a cell": ("cell", lambda _, cell: cell["metadata"].update(tags=["raises-exception"])),
}


def renewed(notebook: dict[str, Any]) -> str:
    """A notebook as if running it had stored what stands in it."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    notebook["metadata"]["reviewhelpers"]["outputs"] = [notebooks.cell_digest(cell) for cell in code]
    return f"{json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)}\n"


@pytest.mark.parametrize("change", OUTPUTS)
def test_an_output_that_no_cell_of_the_book_stores_is_told(tmp_path: Path, change: str) -> None:
    notebook, at, output = stored_figure()
    OUTPUTS[change](output)
    path = tmp_path / "a.ipynb"
    path.write_text(renewed(notebook), encoding="utf-8")
    told = pages.of_file(path, FIGURES, set(bibliography.read()))
    assert any(fault.column == f"cell {at}" and "canonical" not in fault.expected for fault in told), told
    # What stands in its texts a build tells as it sets them.
    if change not in (
        *("a formula without end", "a role without end", "a picture of another host", "a file from outside"),
    ):
        with pytest.raises(outline.OutlineError, match=rf"a\.ipynb:-:cell {at}: found .*expected"):
            outline._cells(tmp_path, "a", set(bibliography.read()))


@pytest.mark.parametrize("change", SETTINGS)
def test_settings_that_no_notebook_of_the_book_has_are_told(tmp_path: Path, change: str) -> None:
    notebook, at, _ = stored_figure()
    where, put = SETTINGS[change]
    put(notebook, notebook["cells"][at])
    path = tmp_path / "a.ipynb"
    path.write_text(renewed(notebook), encoding="utf-8")
    place = f"cell {at}" if where == "cell" else "metadata"
    told = pages.of_file(path, FIGURES)
    assert any(fault.column == place and "canonical" not in fault.expected for fault in told), told
    with pytest.raises(outline.OutlineError, match=rf"a\.ipynb:-:{place}: found .*expected"):
        outline._cells(tmp_path, "a")
    # Whoever runs it may have it from any program that writes notebooks.
    assert notebooks.read(path, outputs=False)["cells"]


def test_a_build_warns_of_a_mark_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from reviewhelpers.book import mime

    told: list[tuple[str, object]] = []
    monkeypatch.setattr(mime.logger, "warning", lambda form, said, location: told.append((said, location)))
    monkeypatch.setattr(mime, "_Page", lambda renderer, data: None)
    content = {"kind": "table", "title": "T $x", "caption": "A caption.", "note": ""}
    data = SimpleNamespace(mime_type=shown.MIME, content=content, cell_index=3, line=9)
    frame: Any = SimpleNamespace(renderer=SimpleNamespace(sphinx_env=SimpleNamespace(docname="a")))
    with pytest.raises(AttributeError):  # There is no page to set it on.
        mime.Renderer.handle_mime(frame, data, inline=False)  # type: ignore[arg-type]
    ((said, location),) = told
    assert said.startswith("cell 3: found '$' in the title of a table, expected")
    assert location == ("a", 9)


def test_a_mark_without_end_in_a_table_is_told(tmp_path: Path) -> None:
    name = "chapters/norr/vacancies.ipynb"
    notebook = json.loads((data.ROOT / name).read_text(encoding="utf-8"))
    found = [
        (at, output["data"][shown.MIME])
        for at, cell in enumerate(notebook["cells"])
        for output in cell.get("outputs", ())
        if "rows" in output.get("data", {}).get(shown.MIME, ())
    ]
    at, content = found[0]
    content["rows"][0][-1] = "A {value}ji2023-ms-46` and ![it](https://example.org/a.png)"
    path = tmp_path / "a.ipynb"
    path.write_text(renewed(notebook), encoding="utf-8")
    told = [fault.found for fault in pages.of_file(path, name) if fault.column == f"cell {at}"]
    assert "'{value}' in a table" in told
    assert "'https://example.org/a.png'" in told


@pytest.mark.parametrize("command", ["refresh", "check", "build"])
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda cell: cell.update(cell_type="raw"), "cell_type 'raw'"),
        (lambda cell: cell.update(cell_type=""), "cell_type ''"),
        (lambda cell: cell.update(cell_type="markdown"), "outputs of a cell of Markdown"),
        (lambda cell: cell.pop("source"), "source nothing"),
        (lambda cell: cell.update(metadata=None), "metadata nothing"),
    ],
)
def test_commands_name_the_file_and_the_cell(
    tmp_path: Path, command: str, change: Callable[[dict[str, Any]], object], found: str
) -> None:
    project = support.copy_project(tmp_path)
    path = tmp_path / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    at = next(at for at, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code")
    change(notebook["cells"][at])
    path.write_text(f"{json.dumps(notebook)}\n", encoding="utf-8")
    words = {"refresh": ["refresh", NOTEBOOK], "build": ["build", str(tmp_path / "_build" / "work")]}
    done = project.python("-m", "reviewhelpers", *words.get(command, [command]), timeout=300)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert f"{NOTEBOOK}:-:cell {at}: found {found}, expected" in said
    assert "Traceback" not in said

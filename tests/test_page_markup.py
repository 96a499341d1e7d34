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

from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import Fault
from reviewhelpers.citing import outline
from reviewhelpers.content import notebook_refresh
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebook_form, notebooks
from reviewhelpers.validation import page_markup, pages

NONE = pages.Names((), (), ())
PAGE = "chapters/use/extend.md"
NOTEBOOK = "chapters/norr/why.ipynb"

HOME, SHOWN = "chapters/norr/doping.ipynb", "fig-norr-n1s"
"""A figure and the notebook that shows it."""

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
    "```{eval-rst}\n.. automodule:: reviewhelpers.dataset.data .. raw:: html\n```",
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
    """A book of four pages."""
    root = tmp_path_factory.mktemp("pages")
    for name in (PAGE, NOTEBOOK, HOME):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data.ROOT / name, root / name)
    (root / "chapters" / "index.md").write_text("(index)=\n# Title\n\nText.\n", encoding="utf-8")
    listed = "".join(f"  - file: {name.rpartition('.')[0]}\n" for name in (PAGE, NOTEBOOK, HOME))
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
            path.write_text(notebooks.serialize(notebook), encoding="utf-8")
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
    "```{eval-rst}\n.. currentmodule:: reviewhelpers.dataset.data\n\n"
    ".. autosummary::\n   :nosignatures:\n\n   load\n```",
    "AT&T, 3 < 4, a &amp; b, 50 % of 3*4.",
)


@pytest.mark.parametrize("to", [PAGE, NOTEBOOK])
@pytest.mark.parametrize("text", SOUND)
def test_what_is_meant_as_it_stands_is_no_fault(project: Path, text: str, to: str) -> None:
    found, _ = of_page(project, text, to)
    places = ("a label of the book", "a term of the glossary")
    assert [fault for fault in found if fault.file == to and fault.expected not in places] == []


AGAIN = ":::{{figure-again}} {}\n:::"


@pytest.mark.parametrize(
    ("id", "to", "expected"),
    [
        ("fig-none", PAGE, "the id of a figure that a page shows"),
        ("norr-why", PAGE, "the id of a figure that a page shows"),
        (SHOWN, HOME, "a figure of another page"),
        (SHOWN, PAGE, ""),
    ],
)
def test_a_figure_shows_again_where_it_is_not_at_home(project: Path, id: str, to: str, expected: str) -> None:
    found, _ = of_page(project, AGAIN.format(id), to)
    told = [fault.expected for fault in found if repr(id) in str(fault.found)]
    assert told == ([expected] if expected else [])


MARKED = st.text(st.sampled_from("`{}$:<>[]()*_#|!\\ \naé1&;-~=^"), max_size=60)


@given(MARKED)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_stops_the_check(text: str) -> None:
    for line, *_ in page_markup.faults(text):
        assert 1 <= line <= text.count("\n") + 1
    list(page_markup.named(text))


# Notebooks


def damaged() -> list[tuple[str, Any]]:
    """A notebook damaged in every place of its structure: each key gone, and each value of another kind."""
    whole = json.loads((data.ROOT / NOTEBOOK).read_text(encoding="utf-8"))
    code = next(at for at, cell in enumerate(whole["cells"]) if cell["cell_type"] == "code")
    whole["cells"] = [whole["cells"][0], whole["cells"][code]]
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
    assert len(cases) > 300
    readers: dict[str, Callable[[], object]] = {
        "check": lambda: pages.of_file(path, "chapters/a.ipynb"),
        "stale": lambda: notebook_refresh.stale([path]),
        "refresh": lambda: notebooks.serialize(notebooks.read(path, outputs=False)),
        "build": lambda: notebooks.serialize(notebooks.read(path)),
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
    (problem,) = notebook_form.read(text)[1]
    assert (problem.place, problem.found) == ("cell 1", "the id 'a' of cell 0")


FIGURES = "chapters/copper/structure.ipynb"


def stored_figure() -> tuple[dict[str, Any], int, dict[str, Any]]:
    """A notebook, the place of a cell that shows a figure, and its output."""
    notebook = json.loads((data.ROOT / FIGURES).read_text(encoding="utf-8"))
    for at, cell in enumerate(notebook["cells"]):
        if notebook_output.parse_show_call(notebook_form.source(cell))[0].startswith("fig-"):
            return notebook, at, cell["outputs"][0]
    raise AssertionError(FIGURES)


def line(old: str, new: str) -> Callable[[dict[str, Any]], object]:
    """Let the line of an output be another."""

    def put(output: dict[str, Any]) -> None:
        text = "".join(output["data"]["text/plain"])
        assert re.search(old, text), text
        output["data"]["text/plain"] = [re.sub(old, new, text)]

    return put


OUTPUTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a digest that is none": line("sha256 .*", "sha256 zz"),
    "a digest of capitals": line("sha256 .*", "sha256 0123456789AB"),
    "an id that leads out": line("^fig-", "fig-../../"),
    "another figure": line("^fig-.*?:", "fig-norr-epr:"),
    "a table": line("^.*?:", "tab-norr-doping:"),
    "a picture of other code": line("^.*?:", "picture:"),
    "more than a line": line("$", "\n<b>a</b>"),
    "no line": lambda output: output.update(data={}),
    **{
        f"another form, {mime}": lambda output, mime=mime: output["data"].update({mime: "a"})  # type: ignore[misc]
        for mime in (
            *("text/html", "text/markdown", "text/latex", "application/javascript", "application/json"),
            *("image/png", "image/svg+xml", "application/vnd.jupyter.widget-view+json", "Text/plain"),
        )
    },
    "settings of an output": lambda output: output.update(metadata={"text/plain": {"width": 1}}),
    "more beside its data": lambda output: output.update(transient={}),
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


def spelled(notebook: dict[str, Any]) -> str:
    """A notebook in the spelling of those that are stored."""
    return f"{json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)}\n"


@pytest.mark.parametrize("change", OUTPUTS)
def test_an_output_that_no_cell_of_the_book_stores_is_told(tmp_path: Path, change: str) -> None:
    notebook, at, output = stored_figure()
    OUTPUTS[change](output)
    path = tmp_path / "a.ipynb"
    path.write_text(spelled(notebook), encoding="utf-8")
    told = pages.of_file(path, FIGURES)
    assert any(fault.column == f"cell {at}" and "canonical" not in fault.expected for fault in told), told
    with pytest.raises(outline.OutlineError, match=rf"a\.ipynb:-:cell {at}: found .*expected"):
        outline._cells(tmp_path, "a")


def test_the_line_of_a_figure_in_another_cell_is_told(tmp_path: Path) -> None:
    notebook, at, _ = stored_figure()
    notebook["cells"][at]["source"] = ["print(1)"]
    path = tmp_path / "a.ipynb"
    path.write_text(spelled(notebook), encoding="utf-8")
    (told,) = pages.of_file(path, FIGURES)
    assert (told.column, "the line of fig-" in told.found) == (f"cell {at}", True)


@pytest.mark.parametrize("change", SETTINGS)
def test_settings_that_no_notebook_of_the_book_has_are_told(tmp_path: Path, change: str) -> None:
    notebook, at, _ = stored_figure()
    where, put = SETTINGS[change]
    put(notebook, notebook["cells"][at])
    path = tmp_path / "a.ipynb"
    path.write_text(spelled(notebook), encoding="utf-8")
    place = f"cell {at}" if where == "cell" else "metadata"
    told = pages.of_file(path, FIGURES)
    assert any(fault.column == place and "canonical" not in fault.expected for fault in told), told
    with pytest.raises(outline.OutlineError, match=rf"a\.ipynb:-:{place}: found .*expected"):
        outline._cells(tmp_path, "a")
    # Whoever runs it may have it from any program that writes notebooks.
    assert notebooks.read(path, outputs=False)["cells"]


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

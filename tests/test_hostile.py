"""No free text of the data runs, leads away or brings anything in, in whatever table or figure it stands."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import unescape

import hostile_texts
import pytest
from lxml import etree

from reviewhelpers import figures, tables
from reviewhelpers._core import csv_injection
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.content import explorer
from reviewhelpers.dataset import data
from reviewhelpers.markup import myst
from reviewhelpers.markup.mathml import tex_to_mathml
from reviewhelpers.sphinxext.explorer import script
from reviewhelpers.text import markdown

pytestmark = pytest.mark.slow

ROLES = {"cite:t", "cite:p", "row", "ref", "abbr", "data-table", "term", "value", "condition", "sub", "sup"}
TOKENS = {
    "text",
    "text_special",
    "softbreak",
    "myst_role",
    "em_open",
    "em_close",
    "strong_open",
    "strong_close",
}
TOKENS |= {"math_inline", "code_inline"}
COMMANDS = {
    *(r"\begin", r"\end", r"\caption", r"\label", r"\toprule", r"\midrule", r"\endfirsthead", r"\endhead"),
    *(
        r"\bottomrule",
        r"\multicolumn",
        r"\linewidth",
        r"\raggedright",
        r"\arraybackslash",
        r"\dimexpr",
        r"\relax",
    ),
    *(r"\tabcolsep", r"\cite", r"\texttt", r"\textbf", r"\emph", r"\textsubscript", r"\textsuperscript"),
    *(r"\textbackslash", r"\textasciicircum", r"\textless", r"\textgreater", r"\textbar", r"\textdegree"),
    *(r"\sim", r"\approx", r"\pm", r"\times", r"\cdot", r"\ldots", r"\geq", r"\leq", r"\rightarrow"),
    *(r"\rightleftharpoons", r"\infty", r"\bullet", r"\circ", r"\surd", r"\AA", r"\mu", r"\alpha", r"\beta"),
    *(
        r"\gamma",
        r"\delta",
        r"\varepsilon",
        r"\eta",
        r"\theta",
        r"\lambda",
        r"\pi",
        r"\sigma",
        r"\tau",
        r"\omega",
    ),
    *(r"\Gamma", r"\Delta", r"\Sigma", r"\Omega"),
}
"""What the tables themselves write in LaTeX."""


@pytest.fixture(scope="module")
def filled() -> Iterator[None]:
    """The data with all free text hostile."""
    with data.replaced_tables(**hostile_texts.frames()):
        yield


@pytest.fixture(scope="module")
def made(filled: None) -> dict[str, tables.Table]:
    """All tables of these data; without conditions in common there are no sets to compare."""
    found = {}
    for id in tables.ids():
        with contextlib.suppress(ReviewHelpersError):
            found[id] = tables.make(id)
    assert len(found) > len(tables.ids()) - 3
    return found


def inline(text: str) -> list[Any]:
    """What the book reads in a line of MyST."""
    (token,) = myst.parser().parseInline(text) or [None]
    return list(token.children or ()) if token else []


def seen(text: str) -> str:
    """What of a line a reader sees."""
    return "".join(token.content for token in inline(text))


def texts_of(table: tables.Table) -> list[str]:
    return [*table.header, *(cell for row in table.cells for cell in row)]


def test_every_column_of_text_is_tried_or_known_to_be_read() -> None:
    """A column that comes anew is tried by itself; the data have many that say anything."""
    assert len(hostile_texts.free()) > 60
    named = {(table, column) for table, columns in hostile_texts.READ.items() for column in columns}
    assert not named & hostile_texts.free()
    tried = {text for *_, text in hostile_texts.cells()}
    assert tried == set(hostile_texts.TEXTS)


def test_a_cell_is_text_with_the_few_marks_that_data_need(made: dict[str, tables.Table]) -> None:
    for id, table in made.items():
        for cell in texts_of(table):
            for token in inline(cell):
                assert token.type in TOKENS, (id, cell)
                assert token.type != "myst_role" or token.meta["name"] in ROLES, (id, cell)
        for block in (table.caption, table.note):
            kinds = {token.type for token in myst.parser().parse(block)}
            assert kinds <= {"paragraph_open", "inline", "paragraph_close"}, (id, block)


def test_a_reader_sees_what_the_cell_says(made: dict[str, tables.Table]) -> None:
    shown = "\n".join(seen(cell) for table in made.values() for cell in texts_of(table))
    # What a source prints may bear its own escape of a star.
    lost = [text for text in hostile_texts.TEXTS if text not in shown and text != r"a\\b \* c"]
    assert lost == []


@pytest.mark.parametrize("text", hostile_texts.TEXTS)
def test_each_text_alone_is_shown_as_it_is(text: str) -> None:
    assert seen(markdown.text(text)) == text
    for token in inline(markdown.quoted(text)):
        assert token.type in {"text", "text_special"}, token


def test_no_cell_of_latex_is_a_command(made: dict[str, tables.Table]) -> None:
    for id, table in made.items():
        text = tables.save(id, table, "tex")
        found = set(re.findall(r"\\[A-Za-z]+", text)) | ({"^^"} if "^^" in text else set())
        assert found <= COMMANDS, id
        # A sign that TeX reads has a stroke before it, but where the table itself sets columns and maths.
        body = text.partition(r"\endhead")[2]
        assert not re.search(r"(?<!\\)[#%]", body), id
        assert body.replace(r"\{", "").replace(r"\}", "").count("{") == body.replace(r"\{", "").replace(
            r"\}", ""
        ).count("}"), id


def test_no_cell_of_csv_runs(made: dict[str, tables.Table]) -> None:
    for id, table in made.items():
        rows = list(csv.reader(io.StringIO(tables.save(id, table, "csv"))))
        assert [cell for row in rows for cell in row if csv_injection.is_formula(cell)] == [], id


def test_no_cell_of_markdown_is_markup(made: dict[str, tables.Table]) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("gfm-like", {"linkify": False})
    for id, table in made.items():
        text = tables.save(id, table, "md")
        assert text.count("\n") == len(table.cells) + len(table.groups) + 2, id
        for token in reader.parse(text):
            assert token.type.startswith(("table", "thead", "tbody", "tr", "th", "td", "inline")), (id, token)
            for inner in token.children or ():
                assert inner.type != "image", (id, inner)
                assert inner.type != "html_inline" or re.fullmatch(r"</?su[bp]>", inner.content), (id, inner)
                assert inner.type != "link_open" or inner.attrGet("href").startswith(("#", "http")), (
                    id,
                    inner,
                )
                assert "elsewhere" not in str(inner.attrs), (id, inner)


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, figures.Plot]]:
    """Figures of such data: those that can be drawn whatever the words are."""
    found = {}
    with data.replaced_tables(**hostile_texts.frames(only_filled=True)), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for id in figures.ids():
            # Some look for a word of the data, or have no room for one so long.
            with contextlib.suppress(ReviewHelpersError, ValueError, LookupError):
                found[id] = figures.make(id)
        assert len(found) > len(figures.ids()) * 2 / 3
        yield found


def test_figures_show_it_as_text(drawn: dict[str, figures.Plot]) -> None:
    for id, plot in drawn.items():
        for token in myst.parser().parse(plot.caption):
            for inner in token.children or ():
                assert inner.type in TOKENS, (id, plot.caption)
                assert inner.type != "myst_role" or inner.meta["name"] in ROLES, (id, plot.caption)
        rows = list(csv.reader(io.StringIO(figures.data_csv(plot.data))))
        assert [cell for row in rows for cell in row if csv_injection.is_formula(cell)] == [], id
        root = etree.fromstring(figures.save(id, plot, "svg"))
        for element in root.iter(etree.Element):
            assert etree.QName(element).localname not in ("script", "foreignObject", "image", "a"), id
            assert not [name for name in element.attrib if name.startswith("on")], id


def test_the_explorer_holds_it_as_json(filled: None) -> None:
    text = script({}, explorer.everything())
    values = json.loads(text.removeprefix("window.explorer = ").removesuffix(";\n"))
    assert any(part in json.dumps(values, ensure_ascii=False) for part in hostile_texts.MARKUP)


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(https://elsewhere.example)}{x}",
        r"\class{a}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\mbox{<img src=x onerror=alert(1)>}",
        r"\text{&lt;b&gt;&#x0003C;b&#x0003E;}",
        "<script>alert(1)</script>",
        r"\color{red\"onload=\"a}{x}",
        r"\textcolor{a}{<b>}",
    ],
)
def test_no_formula_is_markup(tex: str) -> None:
    try:
        made = tex_to_mathml(tex)
    except ValueError:
        return
    root = etree.fromstring(made.encode())
    for element in root.iter():
        assert etree.QName(element).namespace == "http://www.w3.org/1998/Math/MathML"
        assert re.fullmatch(r"m[a-z]+", etree.QName(element).localname)
        assert not [name for name in element.attrib if name in ("href", "style", "class") or name[:2] == "on"]
    assert "<script" in unescape("".join(root.itertext())) or "<" not in made.replace("<m", "").replace(
        "</m", ""
    )

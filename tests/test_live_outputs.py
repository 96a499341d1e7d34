"""Cells of the live site: their outputs as in a notebook, and results that are none."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from typing import Any

import live_cells
import pytest

from reviewhelpers import figures, tables
from reviewhelpers.live import editor_code, execution, outputs, site


def shown(code: str, **given: Any) -> list[dict[str, Any]]:
    """The outputs of a cell."""
    found: list[dict[str, Any]] = execution.run("cell-1", code, **given)["outputs"]
    return found


def checked(answers: list[Any]) -> list[dict[str, Any]]:
    """What the page makes of answers of Python."""
    if not shutil.which("node"):
        pytest.skip("no Node is installed")
    source = (site.ASSETS / "inert.js").read_text(encoding="utf-8")
    script = (
        f"globalThis.live = {{}};{source};"
        f"console.log(JSON.stringify({json.dumps(answers)}.map((answer) => live.checkResult(answer))))"
    )
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    output: list[dict[str, Any]] = json.loads(done.stdout)
    return output


@pytest.mark.parametrize("kind", live_cells.CELLS)
def test_a_cell_shows_as_in_a_notebook(kind: str) -> None:
    code, expected = live_cells.CELLS[kind]
    assert shown(code) == expected


@pytest.mark.parametrize("kind", live_cells.DRAWINGS)
def test_figures_and_tables_show_in_their_order(kind: str) -> None:
    code, kinds = live_cells.DRAWINGS[kind]
    assert [output["kind"] for output in shown(code)] == kinds


def test_a_figure_of_pyplot_follows_the_page() -> None:
    code, _ = live_cells.DRAWINGS["open at the end"]
    (wide,) = shown(code)
    assert wide["alt"] == f"{outputs.OWN_FIGURE}. Written in it: time / s"
    # Its colours are those of the book, which have counterparts on dark pages.
    assert wide["dark"] != wide["svg"]
    assert "csv" not in wide
    (narrow,) = shown(code, width="phone")
    assert narrow["svg"] != wide["svg"]
    assert shown(code) == [wide]


def test_figures_of_one_cell_do_not_show_in_the_next() -> None:
    kept = "import matplotlib.pyplot as plt\nkept = plt.figure()\nkept.add_subplot()\nplt.show = None\n"
    assert [output["kind"] for output in shown(kept)] == ["figure"]
    assert shown("1") == [{"kind": "value", "text": "1"}]


def test_what_show_gives_is_what_the_book_publishes() -> None:
    (figure,) = shown(live_cells.DRAWINGS["figure of the book"][0])
    plot = figures.make("fig-schemes-co2-doors")
    assert figure["alt"] == plot.alt
    assert figure["csv"] == figures.data_csv(plot.data)
    (table,) = shown(live_cells.DRAWINGS["table of the book"][0])
    assert table["csv"] == tables.render("tab-use-sources", "csv")
    (picture,) = shown(live_cells.DRAWINGS["picture of a page"][0])
    assert picture["alt"] == "It grows."


@pytest.mark.parametrize("id", ["tab-across-conflicts", "tab-use-sources"])
def test_the_editor_of_a_table_gives_its_published_file(id: str) -> None:
    (table,) = execution.run(id, editor_code.table_code(id))["outputs"]
    assert table["csv"] == tables.render(id, "csv")


def test_a_long_table_is_cut_and_says_so() -> None:
    (table,) = shown("import pandas as pd\npd.DataFrame({'n': range(1000)})")
    assert len(table["rows"]) == outputs.ROWS + 1
    assert table["rows"][outputs.ROWS // 2] == ["...", "..."]
    assert table["note"] == "1000 rows × 1 columns; the first and the last are shown."
    assert table["csv"].count("\n") == 1001
    (cell,) = shown("import pandas as pd\npd.DataFrame({'n': ['x' * 9000]})")
    assert cell["rows"][0][1].endswith(" … cut: 7000 more characters")


def test_heads_of_several_levels_stand_above_and_beside() -> None:
    (table,) = shown(
        "import pandas as pd\n"
        "pairs = pd.MultiIndex.from_tuples([('a', 1), ('a', 2)])\n"
        "pd.DataFrame([[1, 2], [3, 4]], index=pairs, columns=pairs)"
    )
    assert table["header"] == [["", "", "a", "a"], ["", "", "1", "2"]]
    assert table["rows"] == [["a", "1", "1", "2"], ["a", "2", "3", "4"]]
    assert table["heads"] == 2


def test_long_values_messages_and_many_values_are_cut() -> None:
    (value,) = shown("'x' * 1_000_000")
    assert value["text"].endswith(" … cut: 980002 more characters")
    (error,) = shown("raise ValueError('x' * 1_000_000)")
    assert len(error["text"]) < len(error["traceback"]) + 100 < 25_000
    many = shown("for number in range(100):\n    display(number)")
    assert len(many) == outputs.OUTPUTS + 1
    assert many[-1] == {"kind": "notice", "text": "Cut here: 40 more values, tables or figures."}
    one_line, notice = shown("for number in range(100_000):\n    print('x', end='')")
    assert len(one_line["text"]) == outputs.CHARACTERS
    assert notice["text"] == "Cut here: more was printed."


@pytest.mark.parametrize("kind", live_cells.HOSTILE)
def test_markup_in_outputs_stays_text(kind: str) -> None:
    found = shown(live_cells.HOSTILE[kind])
    assert "html" not in {output["kind"] for output in found}
    told = json.dumps(found, ensure_ascii=False)
    assert "<script>" in told
    for output in found:
        assert "<script>" not in output.get("svg", "")


def test_a_figure_of_a_foreign_class_gives_no_page() -> None:
    found = shown(live_cells.FOREIGN)
    # What it writes is no SVG: the book's own form of an SVG cannot be made of it, or the page refuses it.
    assert found[0]["kind"] == "error" or "<script>" in found[0]["svg"]


def test_a_value_that_cannot_be_shown_is_an_error_of_its_line() -> None:
    (error,) = shown("class Bad:\n    def __repr__(self):\n        raise KeyError('x')\nBad()")
    assert (error["text"], error["line"]) == ("KeyError: 'x'", 3)
    (error,) = shown("print('\\ud800')")
    assert error["text"] == "\\ud800\n"


@pytest.mark.parametrize("kind", live_cells.CLAIMS)
def test_a_result_that_is_none_is_refused(kind: str) -> None:
    (answer,) = checked([eval(live_cells.CLAIMS[kind])])
    assert answer["refused"].startswith("The result is not shown, for it holds "), answer


def test_other_answers_are_refused_and_say_why() -> None:
    none, number, failed = checked([None, 7, {"error": "out of memory"}])
    assert none == number == {"refused": "The lines gave no result"}
    assert failed == {"refused": "out of memory"}


def test_an_error_without_a_line_is_shown() -> None:
    error = {"kind": "error", "text": "my.csv:2: no number", "traceback": ""}
    # The page gets no field for None of Python.
    assert checked([{"outputs": [error]}]) == [{"outputs": [{**error, "line": None}]}]


def test_outputs_are_taken_as_they_are_and_nothing_beside() -> None:
    given = [output for _, found in live_cells.CELLS.values() for output in found]
    (answer,) = checked([{"outputs": [{**output, "html": "<b>"} for output in given], "own": "<b>"}])
    assert answer == {"outputs": given}
    assert checked([{"outputs": [], "own": 2}]) == [{"outputs": [], "own": 2}]


def test_signs_that_move_others_are_named() -> None:
    texts = ["a\u202eb", "\x1b[31mred", "1 %\r2 %\r\n3 %", "a\tb"]
    (answer,) = checked([{"outputs": [{"kind": "value", "text": text} for text in texts]}])
    assert [output["text"] for output in answer["outputs"]] == [
        *("a[U+202E]b", "[U+001B][31mred", "1 %\n2 %\n3 %", "a\tb")
    ]


CELL = (
    '<div class="cell {classes}docutils container">\n<div class="cell_input docutils container">\n{code}</div>\n'
    "{out}</div>\n"
)
CODE = '<div class="highlight-python notranslate"><div class="highlight"><pre><span></span>{}\n</pre></div>\n</div>\n'
LINKED = '<div class="highlight docutils container">\n<pre class="linked literal-block">{}</pre>\n</div>\n'
OUT = '<div class="cell_output docutils container">\n<div class="output">3</div></div>\n'


def cell(code: str, classes: str = "", form: str = CODE) -> str:
    """A cell as the build writes it."""
    return CELL.format(classes=classes, code=form.format(code), out=OUT)


def test_cells_of_models_and_tagged_ones_get_an_editor_and_no_others() -> None:
    page = "".join(
        [
            cell("print(1)"),
            cell("# model: H\u00fcckel chain\n<span>x</span> = 1 &lt; 2"),
            cell('<a href="#x">print</a>(&quot;a&quot;)', "tag_live ", LINKED),
            cell("x = 1  # model: none", "tag_hide-output "),
            cell("# model: H\u00fcckel chain\ny"),
            '<div class="cell tag_live docutils container">\n<div>no code</div></div>',
        ]
    )
    found = site.live_cells(page)
    assert {id: code for id, (_, code) in found.items()} == {
        "model-h-ckel-chain": "# model: H\u00fcckel chain\nx = 1 < 2",
        "cell-3": 'print("a")',
        "cell-5": "# model: H\u00fcckel chain\ny",
    }
    made = site.insert_editors(f"<head></head>{page}", "a/b.html", {}, "5a")
    assert made.count('class="live"') == 3
    assert 'data-kind="cell" data-lines="print(&quot;a&quot;)" hidden></div>\n</div>' in made
    # An editor stands below what the page shows of the cell, and within it.
    for output in made.split('class="output"')[1:]:
        assert "cell_input" not in output.partition('class="live"')[0] or 'class="live"' not in output
    assert made.count("live/live.js") == 1


def test_the_cells_of_the_tests_are_code() -> None:
    for code, _ in (*live_cells.CELLS.values(), *live_cells.DRAWINGS.values()):
        ast.parse(code)

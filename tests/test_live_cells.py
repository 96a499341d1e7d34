"""Cells of code that a reader runs on the live site, in three engines: each kind of output, and hostile ones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_cells
import pytest
from engines import Engine, Session, engine
from recording_servers import OtherOrigin, Server, other_origin, serving
from test_live_sealed import ASKING, MACHINE, Editor, link

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE = "chapters/two.html"
MODEL, TAGGED = "model-two-levels", "cell-2"


@pytest.fixture(scope="module")
def server(small_live: Path) -> Iterator[Server]:
    with serving(small_live) as started:
        yield started


@pytest.fixture(scope="module")
def shown(engine: Engine, server: Server) -> Iterator[Session]:
    """A page whose Python runs."""
    with engine.open(MACHINE, width=1280) as found:
        found.goto(f"{server.base}/{PAGE}")
        editor = Editor(found, MODEL)
        editor.open()
        assert editor.run().startswith("Done")
        yield found


@pytest.fixture
def editor(shown: Session) -> Editor:
    """The editor of the model, as published."""
    found = Editor(shown, MODEL)
    found.press("Reset")
    return found


def elements(editor: Editor) -> list[list[str]]:
    """Name, class and text of what stands below an editor, but tables and downloads."""
    found: list[list[str]] = editor.ask(
        "place => [...place.querySelector('.live-result').children]"
        ".filter(e => !['files', 'table-scroll'].includes(e.className))"
        ".map(e => [e.localName, e.className, e.textContent])"
    )
    return found


def rows(editor: Editor) -> list[list[list[str]]]:
    """Name and text of the cells of the rows of a table."""
    found: list[list[list[str]]] = editor.ask(
        "place => [...place.querySelectorAll('.live-result tr')]"
        ".map(row => [...row.cells].map(cell => [cell.localName, cell.textContent]))"
    )
    return found


def expected(output: dict[str, Any]) -> list[list[str]]:
    """The elements of an output."""
    match output["kind"]:
        case "stream":
            return [["pre", f"live-text live-{output['name']}", output["text"]]]
        case "value":
            return [["pre", "live-text live-value", output["text"]]]
        case "error":
            return [["pre", "live-text live-traceback", output["traceback"]]]
        case "notice":
            return [["p", "live-help", output["text"]]]
    return [["p", "live-help", output["note"]]]


def test_a_model_opens_as_it_stands_and_runs(shown: Session, editor: Editor) -> None:
    assert editor.text(".live-open") == "Run it yourself"
    assert editor.lines() == live_cells.MODEL
    assert editor.run().startswith("Done")
    assert editor.text(".live-status").endswith("Below: printed text.")
    assert elements(editor) == [["pre", "live-text live-stdout", live_cells.MODEL_PRINTS]]
    changed = live_cells.MODEL.replace("(-1.0, -2.5)", "(-4.0,)")
    assert editor.run(changed).startswith("Done")
    assert editor.text(".live-result") == "-4.0 eV: -4.00 and 4.00 eV\n"
    assert shown.faults() == []


def test_a_tagged_cell_has_an_editor_too_and_others_have_none(shown: Session) -> None:
    ids = shown.evaluate("() => [...document.querySelectorAll('.live')].map(e => e.dataset.id)")
    assert ids == [MODEL, TAGGED]
    editor = Editor(shown, TAGGED)
    editor.open()
    assert editor.lines() == live_cells.TAGGED
    assert editor.run().startswith("Done")
    assert editor.text(".live-result") == "True &amp;\n"


@pytest.mark.parametrize("kind", live_cells.CELLS)
def test_a_cell_shows_as_in_a_notebook(editor: Editor, kind: str) -> None:
    code, outputs = live_cells.CELLS[kind]
    said = editor.run(code)
    assert elements(editor) == [element for output in outputs for element in expected(output)]
    errors = [output for output in outputs if output["kind"] == "error"]
    if errors:
        assert said == f"Line {errors[0]['line']}: {errors[0]['text']}"
    else:
        assert said.startswith("Done")
        assert outputs or said.endswith("The lines show nothing.")


def test_a_data_frame_is_a_table_with_heads(editor: Editor) -> None:
    assert editor.run(live_cells.CELLS["table"][0]).startswith("Done")
    assert rows(editor) == [
        [["td", ""], ["th", "E / V"], ["th", "product"]],
        [["th", "run"], ["td", ""], ["td", ""]],
        [["th", "a"], ["td", "0.3"], ["td", "CO"]],
        [["th", "b"], ["td", "-0.5"], ["td", "H₂"]],
    ]
    scopes = editor.ask("place => [...place.querySelectorAll('.live-result th')].map(e => e.scope)")
    assert scopes == ["col", "col", "col", "row", "row"]
    assert editor.ask("place => [...place.querySelectorAll('.live-result a')].map(e => e.download)") == [
        f"{MODEL}-changed.csv"
    ]


@pytest.mark.parametrize("kind", live_cells.DRAWINGS)
def test_figures_and_tables_show_in_their_order(editor: Editor, kind: str) -> None:
    code, kinds = live_cells.DRAWINGS[kind]
    editor.run(code)
    found = editor.ask(
        """async place => {
          const named = {"live-text live-value": "value", "live-text live-stdout": "stream", "table-scroll": "table"};
          const pictures = [...place.querySelectorAll(".live-result img")];
          await Promise.all(pictures.map(picture => picture.decode()));
          return {
            kinds: [...place.querySelector(".live-result").children].flatMap(e =>
              e.className === "live-text live-traceback" ? ["error"]
              : e.className === "drawn" ? ["figure"] : named[e.className] ?? []),
            widths: pictures.map(picture => picture.naturalWidth),
            alts: pictures.map(picture => picture.alt),
          };
        }"""
    )
    assert found["kinds"] == kinds
    assert len(found["widths"]) == 2 * kinds.count("figure")
    assert all(found["widths"])
    assert all(found["alts"])


@pytest.mark.parametrize("kind", live_cells.HOSTILE)
def test_markup_in_outputs_stays_text(shown: Session, editor: Editor, kind: str) -> None:
    said = editor.run(live_cells.HOSTILE[kind])
    held = editor.ask(
        "place => [...place.querySelectorAll('.live-result *, .live-error *')]"
        ".filter(e => !e.closest('.files') && !(e.localName === 'img' && e.src.startsWith('data:image/svg+xml,')))"
        ".map(e => e.localName)"
    )
    assert set(held) <= {"pre", "p", "div", "span", "table", "thead", "tbody", "tr", "th", "td"}
    alts = editor.ask("place => [...place.querySelectorAll('.live-result img')].map(e => e.alt).join()")
    assert "<script>" in f"{said}{editor.text('.live-result')}{alts}"
    time.sleep(0.3)
    assert shown.evaluate("() => document.title") != "1"
    assert shown.faults() == []


def test_a_figure_of_a_foreign_class_is_not_shown(editor: Editor) -> None:
    said = editor.run(live_cells.FOREIGN)
    assert not said.startswith("Done")
    assert editor.ask("place => place.querySelectorAll('.live-result img').length") == 0


def test_results_that_are_none_are_refused(shown: Session, editor: Editor) -> None:
    answering = (
        "from reviewhelpers.live import execution\nexecution.run = lambda id, code, **given: eval(code)"
    )
    assert editor.run(answering).startswith("Done")
    try:
        for kind, answer in live_cells.CLAIMS.items():
            said = editor.run(answer)
            assert said.startswith("The result is not shown, for it holds "), kind
            assert editor.text(".live-result") == "", kind
        assert "toJs" in editor.run("None")
        assert editor.run("{'error': '<b>x</b>'}") == "<b>x</b>"
        markup = {"kind": "value", "text": live_cells.MARKUP, "html": live_cells.MARKUP}
        assert editor.run(repr({"outputs": [markup]})).startswith("Done")
        assert elements(editor) == [["pre", "live-text live-value", live_cells.MARKUP]]
    finally:
        shown.evaluate("() => live.python.end()")
    assert editor.run("1").startswith("Done")
    assert elements(editor) == [["pre", "live-text live-value", "1"]]


def test_a_text_that_scrolls_is_reached_by_the_keyboard_and_others_are_no_stop(editor: Editor) -> None:
    assert editor.run("for number in range(400):\n    print(number)\n7").startswith("Done")
    found = editor.ask(
        "place => [...place.querySelectorAll('.live-text')].map(e => "
        "[e.tabIndex, e.getAttribute('role'), e.getAttribute('aria-label'), e.getAttribute('aria-live')])"
    )
    assert found == [[0, "group", "Printed text", "off"], [-1, "group", "Value of the lines", None]]
    order = editor.ask(
        "place => [...place.querySelectorAll('textarea, button, input, .live-result [tabindex]')]"
        ".filter(e => e.checkVisibility() && !e.disabled).map(e => e.textContent.slice(0, 5) || e.localName)"
    )
    assert order == ["Run it"[:5], "textarea", "Run", "Reset", "Copy ", "0\n1\n2"]
    assert editor.ask("place => place.querySelector('.live-result').getAttribute('aria-live')") == "polite"


def test_the_field_keeps_the_focus_while_its_lines_run(shown: Session, editor: Editor) -> None:
    editor.write("'typed'")
    editor.ask("place => { place.querySelector('.live-status').textContent = '';"
               " place.querySelector('textarea').focus(); }")  # fmt: skip
    editor.ask(
        "place => place.querySelector('textarea').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true}))"
    )
    assert editor.settled().startswith("Done")
    assert editor.ask("place => document.activeElement === place.querySelector('textarea')")


@pytest.mark.parametrize("width", [390, 1280])
def test_wide_outputs_scroll_within_the_page(shown: Session, editor: Editor, width: int) -> None:
    shown.resize(width)
    wide = "import pandas as pd\nprint('x' * 900)\ndisplay(pd.DataFrame([range(40)]))\n1 / 0"
    assert editor.run(wide).startswith("Line 4")
    assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    shown.resize(1280)


@ASKING
def test_lines_of_a_link_to_a_cell_wait_for_the_reader(engine: Engine, server: Server) -> None:
    with engine.open(MACHINE, width=390) as shown:
        shown.goto(f"{server.base}/{PAGE}{link('print(7)', MODEL)}")
        editor = Editor(shown, MODEL)
        assert editor.lines() == "print(7)"
        assert not editor.may_run()
        editor.tick("seen")
        assert editor.run().startswith("Done")
        assert editor.text(".live-result") == "7\n"


def test_a_cell_reaches_no_host_while_it_prints(shown: Session, server: Server, editor: Editor) -> None:
    there: OtherOrigin
    with other_origin() as there:
        there.heard.clear()
        server.requests.clear()
        lines = f"import js\njs.eval(\"fetch('{there.address}/leak')\")\nprint('asked')"
        editor.run(lines)
        time.sleep(2)
        assert there.heard == []
        assert [path for path in server.requests if "leak" in path] == []
    shown.faults()

"""Long tables in three engines: chosen columns, a file and a link of what is shown, rows that lead to the data."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import support
from engines import Engine, Session, engine, serve

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE = "chapters/co2rr/compare.html"
LONG = "figure.table-figure:has(.filter-rows)"
ROWS = "s => [...document.querySelectorAll(`${s} tbody tr:not(.group)`)].filter(r => !r.hidden).map(r => r.innerText)"
CSV = "s => tableTools.csv(document.querySelector(`${s} table`))"


def opened(shown: Session, page: str = PAGE) -> str:
    """Open a page and the tools of its first long table; gives the selector of that table."""
    shown.goto(page)
    figure = "#" + shown.evaluate("s => document.querySelector(s).id", LONG)
    shown.click(f"{figure} p.filter-rows button")
    shown.wait_for("s => document.querySelector(`${s} .choose-columns`)", figure)
    return figure


@pytest.mark.parametrize(("origin", "width"), [("file", 1280), ("http", 390)])
def test_what_is_shown_can_be_chosen_saved_and_linked(
    engine: Engine, site: support.Site, origin: str, width: int
) -> None:
    with serve(site.html) as address:
        base = site.html.as_uri() if origin == "file" else address
        with engine.open(base, width=width) as shown:
            figure = opened(shown)
            whole = list(csv.reader(io.StringIO(shown.evaluate(CSV, figure))))
            shown.click(f"{figure} .choose-columns input")
            shown.click(f"{figure} thead button.sort")
            word = shown.text(f"{figure} tbody tr:not(.group) > *").split()[0]
            shown.type(f"{figure} [type=search]", word)
            left = list(csv.reader(io.StringIO(shown.evaluate(CSV, figure))))
            assert left[0] == [whole[0][0], *whole[0][2:]]
            assert 1 < len(left) <= len(whole)
            assert {len(row) for row in left} == {len(left[0])}
            seen = shown.evaluate(ROWS, figure)
            link = shown.evaluate("s => tableTools.hash(document.querySelector(`${s} table`))", figure)
            shown.goto("chapters/index.html")
            shown.goto(f"{PAGE}{link}")
            shown.wait_for(
                f"(s, n) => ({ROWS})(s).length === n && document.querySelector(`${{s}} [aria-sort]`)",
                figure,
                len(seen),
            )
            assert shown.evaluate(ROWS, figure) == seen
            assert list(csv.reader(io.StringIO(shown.evaluate(CSV, figure)))) == left
            assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
            assert shown.faults() == []


def test_a_row_leads_to_the_data_and_back(engine: Engine, site: support.Site) -> None:
    with engine.open(site.html.as_uri()) as shown:
        shown.goto(PAGE)
        row = shown.evaluate("() => document.querySelector('tr[id]:has(a.to-data)').id")
        shown.click(f"#{row} a.to-data")
        shown.wait_for("() => document.querySelector('.data-row:target')")
        back = shown.evaluate(
            "row => [...document.querySelectorAll('.data-row:target a')].findIndex(a => a.hash === `#${row}`)",
            row,
        )
        assert back >= 0
        shown.click(".data-row:target a", back)
        shown.wait_for("row => document.querySelector('tr:target')?.id === row", row)
        assert shown.faults() == []


def test_a_spreadsheet_runs_no_cell_of_the_file(engine: Engine, site: support.Site) -> None:
    with engine.open(site.html.as_uri()) as shown:
        figure = opened(shown)
        shown.evaluate("s => { document.querySelector(`${s} tbody td`).textContent = '=1+1'; }", figure)
        assert "'=1+1" in shown.evaluate(CSV, figure)


def test_the_tools_are_loaded_by_no_page(site: support.Site) -> None:
    text = Path(site.html / PAGE).read_text(encoding="utf-8")
    assert 'src="../../_static/table-tools.js' not in text
    assert "data-tools" in text

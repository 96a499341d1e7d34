"""Figures and tables that a reader changes, in a browser that reaches no other host."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import support
from recording_servers import Server, serving
from test_browser import MODES, WIDTHS, Tab, browser, tab, violations

from reviewhelpers.live.site import PAGE_ASSETS
from reviewhelpers.validation import user_data

pytestmark = pytest.mark.slow

__all__ = ["browser"]

PAGE = "chapters/co2rr/compare.html"
FIGURE, OTHER, TABLE = "fig-co2rr-efficiency", "fig-co2rr-current", "tab-co2rr-highlights"
DROPPED = "rows = rows.drop(index="
PATIENCE = 240_000
"""Milliseconds within which Python starts, also on a machine with other work."""


@pytest.fixture(scope="module")
def server(live: Path) -> Iterator[Server]:
    with serving(live) as started:
        yield started


class Editor:
    """The editor of a figure or table on a page."""

    def __init__(self, shown: Tab, id: str):
        self.shown = shown
        self.place = shown.locator(f".live[data-id={id}]")
        self.field = self.place.locator("textarea")
        self.status = self.place.locator(".live-status")
        self.fault = self.place.locator(".live-error")

    def open(self) -> None:
        """Press the button that opens it."""
        self.place.locator(".live-open").click()

    def press(self, name: str) -> None:
        """Press one of its buttons."""
        self.place.get_by_role("button", name=name, exact=True).click()

    def settled(self) -> str:
        """What it says once the lines have run: the status, or the fault."""
        script = (
            "place => place.querySelector('.live-error').textContent"
            " || /^Done/.test(place.querySelector('.live-status').textContent)"
        )
        handle = self.place.element_handle()
        self.shown.wait_for_function(script, arg=handle, timeout=PATIENCE)
        return str(self.fault.inner_text() or self.status.inner_text())

    def run(self, lines: str | None = None) -> str:
        """Run lines, or those that stand there, and say how that ended."""
        if lines is not None:
            self.field.fill(lines)
        self.press("Run")
        return self.settled()

    def svg(self, mode: str = "light") -> str:
        """The picture of the result for pages of a mode."""
        address = self.place.locator(f".live-result img.in-{mode}").get_attribute("src")
        return unquote(address.removeprefix("data:image/svg+xml,"))

    def csv(self) -> str:
        """The values of the result, as a reader downloads them."""
        link = self.place.locator(".live-result a").last
        return str(link.evaluate("a => fetch(a.href).then(answer => answer.text())"))


@pytest.fixture(scope="module")
def shown(browser: Any, server: Server) -> Iterator[Tab]:
    """A page whose Python runs: the tests below that share it load it once."""
    # The test reads downloads by their address, which the policy of the page refuses to scripts.
    found = tab(browser, server.base, bypass_csp=True)
    found.open(PAGE)
    yield found
    found.context.close()


def test_nothing_is_loaded_before_the_click_then_the_first_figure_is_the_published_one(
    server: Server, shown: Tab, live: Path
) -> None:
    assert sorted(set(server.loaded())) == sorted(PAGE_ASSETS)
    editor = Editor(shown, FIGURE)
    assert not editor.field.is_visible()
    began = time.monotonic()
    editor.open()
    assert editor.run().startswith("Done")
    taken = time.monotonic() - began
    size = sum((live / "live" / name).stat().st_size for name in set(server.loaded()))
    print(f"first figure after {taken:.1f} s and {size / 1e6:.1f} MB")
    assert editor.svg() == (live / "figures" / f"{FIGURE}.svg").read_text(encoding="utf-8")
    assert editor.svg("dark") == (live / "figures" / f"{FIGURE}.dark.svg").read_text(encoding="utf-8")
    assert editor.csv() == (live / "figures" / f"{FIGURE}.csv").read_text(encoding="utf-8")
    assert shown.faults() == []


def test_a_result_follows_the_mode_of_the_page(shown: Tab) -> None:
    pictures = Editor(shown, FIGURE).place.locator(".live-result img")
    seen = []
    for mode in ("light", "dark", "light"):
        shown.evaluate("mode => { document.documentElement.dataset.theme = mode; }", mode)
        seen.append(pictures.evaluate_all("all => all.map(e => e.checkVisibility())"))
    assert seen == [[True, False], [False, True], [True, False]]


def test_an_edit_changes_the_figure(shown: Tab, live: Path) -> None:
    editor = Editor(shown, FIGURE)
    lines = editor.field.input_value()
    assert f"# {DROPPED}" in lines
    dropped = lines.partition(f'{DROPPED}"')[2].partition('"')[0]
    assert dropped in (live / "figures" / f"{FIGURE}.csv").read_text(encoding="utf-8")
    began = time.monotonic()
    assert editor.run(lines.replace(f"# {DROPPED}", DROPPED)).startswith("Done")
    print(f"an edit shows after {time.monotonic() - began:.1f} s")
    assert dropped not in editor.csv()
    assert editor.svg() != (live / "figures" / f"{FIGURE}.svg").read_text(encoding="utf-8")


def test_an_error_shows_its_line_and_the_next_run_works(shown: Tab) -> None:
    editor = Editor(shown, FIGURE)
    assert editor.run("x = 1\n1 / 0") == "Line 2: ZeroDivisionError: division by zero"
    assert editor.field.get_attribute("aria-invalid") == "true"
    assert editor.run("x = (1").startswith("Line 1: SyntaxError")
    assert editor.run("1").startswith("Done")
    assert editor.place.locator(".live-result").inner_text() == "1"
    editor.press("Reset")
    assert editor.place.locator(".live-result *").count() == 0
    assert editor.fault.inner_text() == ""
    assert editor.run().startswith("Done")
    assert shown.faults() == []


def test_a_second_figure_and_a_table_load_nothing_more(server: Server, shown: Tab, live: Path) -> None:
    server.requests.clear()
    editor = Editor(shown, OTHER)
    editor.open()
    assert editor.run().startswith("Done")
    assert editor.csv() == (live / "figures" / f"{OTHER}.csv").read_text(encoding="utf-8")
    id = shown.locator(".live[data-kind=table]").first.get_attribute("data-id")
    table = Editor(shown, id)
    table.open()
    assert table.run().startswith("Done")
    assert table.csv() == (live / "tables" / f"{id}.csv").read_text(encoding="utf-8")
    whole = table.place.locator("tbody tr").count()
    lines = table.field.input_value()
    assert table.run(lines.replace("# table = table.head(3)", "table = table.head(1)")).startswith("Done")
    assert whole > table.place.locator("tbody tr").count() == 1
    assert server.loaded() == []


def test_own_rows_are_checked_and_drawn_and_stay_here(server: Server, shown: Tab) -> None:
    server.requests.clear()
    editor = Editor(shown, FIGURE)
    editor.press("Reset")
    choose = editor.place.locator("input[type=file]")

    def given(text: str) -> str:
        # What the last run left must not be taken for the answer.
        editor.press("Reset")
        choose.set_input_files({"name": "my.csv", "mimeType": "text/csv", "buffer": text.encode()})
        return editor.settled()

    assert given(user_data.TEMPLATE).endswith("Rows of yours that this figure plots: 1.")
    assert "own-1" in editor.csv()
    bad = user_data.TEMPLATE.replace(",90,percent", ",127,percent")
    assert given(bad) == (
        "my.csv:2:value: found 127 percent, expected at most 100 percent for a Faradaic efficiency"
    )
    assert "my.csv:1:unit: found no such column, expected column unit" in given("system,value\nx,1\n")
    editor.press("Reset")
    editor.press("Without your data")
    assert editor.settled().startswith("Done")
    assert "own-1" not in editor.csv()
    assert server.requests == []
    assert shown.faults() == []


def test_an_endless_loop_is_stopped_and_python_starts_from_the_cache(server: Server, shown: Tab) -> None:
    server.requests.clear()
    editor = Editor(shown, FIGURE)
    editor.press("Reset")
    editor.field.fill("while True:\n    pass")
    editor.field.press("Control+Enter")
    stop = editor.place.get_by_role("button", name="Stop", exact=True)
    assert stop.is_enabled()
    shown.wait_for_timeout(500)
    assert not editor.fault.inner_text()
    editor.press("Stop")
    assert editor.status.inner_text().startswith("Stopped.")
    began = time.monotonic()
    editor.press("Reset")
    assert editor.run().startswith("Done")
    print(f"after a stop, the figure after {time.monotonic() - began:.1f} s")
    fetched = [name for name in server.loaded() if name.endswith((".whl", ".wasm", ".zip"))]
    assert fetched == []


def test_a_second_visit_starts_from_the_cache(server: Server, shown: Tab) -> None:
    server.requests.clear()
    shown.open(PAGE.replace("compare", "intrinsic"))
    editor = Editor(shown, str(shown.locator(".live").first.get_attribute("data-id")))
    began = time.monotonic()
    editor.open()
    assert editor.run().startswith("Done")
    print(f"second visit: result after {time.monotonic() - began:.1f} s")
    assert [name for name in server.loaded() if name.endswith((".whl", ".wasm", ".zip"))] == []
    assert editor.place.locator("progress").get_attribute("data-fetched") == "0"


def test_a_link_brings_lines_and_does_not_run_them(browser: Any, server: Server) -> None:
    shown = tab(browser, server.base)
    shown.open(PAGE)
    editor = Editor(shown, FIGURE)
    editor.open()
    editor.field.fill('"ö" + 1')
    editor.press("Copy a link to this edit")
    address = shown.url
    assert "#live=" in address
    shown.open("chapters/index.html")
    server.requests.clear()
    shown.goto(address)
    again = Editor(shown, FIGURE)
    assert again.field.input_value() == '"ö" + 1'
    assert "press Run" in again.status.inner_text()
    again.place.get_by_role("button", name="Run", exact=True).click(force=True)
    again.field.press("Control+Enter")
    shown.wait_for_timeout(300)
    assert "worker.js" not in server.loaded()
    again.field.press("Escape")
    assert again.place.get_by_role("checkbox").first.evaluate("e => e === document.activeElement")
    assert violations(shown) == []
    assert shown.faults() == []
    shown.context.close()


def test_the_keyboard_is_not_trapped(browser: Any, server: Server) -> None:
    shown = tab(browser, server.base)
    shown.open(PAGE)
    editor = Editor(shown, FIGURE)
    opener = editor.place.locator(".live-open")
    opener.focus()
    shown.keyboard.press("Enter")
    focused = "e => e === document.activeElement"
    assert editor.field.evaluate(focused)
    shown.keyboard.press("Escape")
    assert editor.place.get_by_role("button", name="Run", exact=True).evaluate(focused)
    editor.field.focus()
    shown.keyboard.press("Tab")
    assert not editor.field.evaluate(focused)
    assert opener.get_attribute("aria-expanded") == "true"
    shown.context.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_editor_is_accessible_and_fits(browser: Any, server: Server, width: int, mode: str) -> None:
    shown = tab(browser, server.base, width=width, mode=mode)
    shown.open(PAGE)
    for id in (FIGURE, OTHER):
        Editor(shown, id).open()
    assert shown.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert violations(shown) == []
    assert shown.faults() == []
    shown.context.close()


EVERY_KIND = """\
import sys
import matplotlib.pyplot as plt
import pandas as pd

for number in range(600):
    print(number)
print("careful", file=sys.stderr)
display(pd.DataFrame({"a": range(300)}))
plt.plot([1, 2])
plt.show()
display("x" * 900)
1 / 0"""


@pytest.mark.parametrize("width", [390, 1280])
def test_outputs_of_every_kind_are_accessible_and_fit(browser: Any, small_live: Path, width: int) -> None:
    with serving(small_live) as started:
        shown = tab(browser, started.base, width=width)
        shown.open("chapters/two.html")
        editor = Editor(shown, "model-two-levels")
        editor.open()
        assert editor.run(EVERY_KIND).startswith("Line 12: ZeroDivisionError")
        result = editor.place.locator(".live-result")
        assert [result.locator(part).count() for part in (".live-text", "table", "img", ".files")] == [
            4,
            1,
            2,
            2,
        ]
        for mode in MODES:
            shown.evaluate("mode => { document.documentElement.dataset.theme = mode; }", mode)
            assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert shown.faults() == []
        shown.context.close()


def test_a_page_from_a_folder_says_that_it_cannot(browser: Any, live: Path) -> None:
    shown = tab(browser, live.as_uri())
    shown.open(PAGE)
    editor = Editor(shown, FIGURE)
    editor.open()
    assert "cannot run Python" in editor.fault.inner_text()
    assert shown.faults() == []
    shown.context.close()


def test_a_file_that_is_not_the_published_one_is_refused(browser: Any, live: Path, tmp_path: Path) -> None:
    for path in live.iterdir():
        if path.name != "live":
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "live").mkdir()
    for path in (live / "live").iterdir():
        (tmp_path / "live" / path.name).symlink_to(path)
    wheel = next((tmp_path / "live").glob("six-*.whl"))
    content = wheel.read_bytes()
    wheel.unlink()
    wheel.write_bytes(content[:-1])
    with serving(tmp_path) as started:
        shown = tab(browser, started.base)
        shown.open(PAGE)
        editor = Editor(shown, FIGURE)
        editor.open()
        assert editor.run() == f"Python could not be loaded: {wheel.name}: not the file that was published."
        shown.context.close()


def test_the_book_without_it_shows_no_button(site: support.Site) -> None:
    assert not (site.html / "live").exists()
    assert [page for page in site.pages() if 'class="live"' in page.read_text(encoding="utf-8")] == []

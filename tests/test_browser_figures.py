"""Figures and tables in a browser: two colour modes, lines to copy, rows to sort and filter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
import test_browser

from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.style import style
from reviewhelpers.sphinxext import theme_pages

pytestmark = pytest.mark.slow

browser = test_browser.browser
TABLES = theme_pages.FOLDER / "static" / "tables.js"


def opened(browser: Any, page: Path, width: int, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page as the browser shows it, and the errors it met. Requests to any host are cut off."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.route("http*://**", lambda route: route.abort())
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    # A resource that fails to load is an error of ours only where it is a file of ours.
    tab.on("console", lambda message: _note(errors, message))
    tab.goto(page.as_uri(), wait_until="load")
    tab.wait_for_timeout(200)
    return tab, errors


def _note(errors: list[str], message: Any) -> None:
    if message.type == "error" and not message.location.get("url", "").startswith("http"):
        errors.append(message.text)


def showing(tab: Any) -> list[str]:
    """The modes of the first figure that show, and that a screen reader meets."""
    modes = []
    for mode in ("light", "dark"):
        link = tab.locator(f"figure.drawn .in-{mode}").first
        if link.is_visible():
            modes.append(mode)
            assert link.evaluate("e => getComputedStyle(e.firstChild).filter") == "none"
    met = tab.locator("figure.drawn").first.aria_snapshot()
    assert len(re.findall(r"\bimg \"", met)) == len(modes)
    return modes


def with_figure(site: support.Site) -> Path:
    return next(page for page in site.pages() if 'class="drawn' in page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_figures_follow_the_mode_of_the_page_and_load_once(
    browser: Any, site: support.Site, scheme: str, other: str
) -> None:
    tab, _ = opened(browser, with_figure(site), 1280, scheme)
    tab.locator("figure.drawn").first.scroll_into_view_if_needed()
    tab.wait_for_timeout(300)
    for mode in (scheme, other):
        image = tab.locator(f"figure.drawn .in-{mode} img").first
        assert bool(image.evaluate("e => e.naturalWidth")) == (mode == scheme)
    assert showing(tab) == [scheme]
    tab.evaluate(f"document.documentElement.dataset.theme = '{other}'")
    assert showing(tab) == [other]
    tab.emulate_media(media="print")
    assert showing(tab) == ["light"]
    tab.context.close()


def test_a_dark_figure_has_the_ground_of_its_page(browser: Any, site: support.Site) -> None:
    tab, _ = opened(browser, with_figure(site), 1280, "dark")
    ground = dark_mode.DARK[style.BACKGROUND]
    rgb = ", ".join(str(int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == f"rgb({rgb})"
    image = tab.locator("figure.drawn .in-dark img").first
    assert image.evaluate("e => getComputedStyle(e).padding") == "0px"
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_figures_follow_the_system(browser: Any, site: support.Site, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(with_figure(site).as_uri())
    assert showing(tab) == [scheme]
    rebuild = tab.locator("figure.drawn details.rebuild").first
    rebuild.locator("summary").click()
    assert "figures.make(" in rebuild.locator("pre").first.inner_text()
    context.close()


def test_lines_to_rebuild_can_be_copied(browser: Any, site: support.Site) -> None:
    tab, errors = opened(browser, with_figure(site), 390)
    rebuild = tab.locator("figure.drawn details.rebuild").first
    rebuild.locator("summary").press("Enter")
    button = rebuild.get_by_role("button", name="Copy Command line")
    button.wait_for()
    assert rebuild.locator("button").count() == 2
    button.press("Enter")
    tab.wait_for_function("() => document.querySelector('.rebuild .copy-status').textContent")
    assert rebuild.get_by_role("status").inner_text() == "Command line copied"
    for _ in range(2):
        rebuild.locator("summary").click()
    assert rebuild.locator("button").count() == 2
    assert errors == []
    tab.context.close()


# Tables that sort and filter


ROWS = ["about 12", "> 9", "−3.5 V", "none", "2 to 30", "4 × 10⁻³", "", "1 × 10⁴", "CO₂", "3D cobalt"]
PLAIN = """<!doctype html><meta charset="utf-8"><title>t</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file:; style-src file:">
<script src="{script}"></script><a href="#row-x">to x</a>
<figure class="table-figure"><div class="table-scroll"><table>
<thead><tr><th scope="col"><p>Value</p></th><th scope="col"><p>Same</p></th></tr></thead>
<tbody>{rows}</tbody></table></div></figure>"""


@pytest.fixture
def table(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A page with one table and the script that makes it sort and filter, under a strict policy."""
    cells = "".join(f"<tr><td><p>{said}</p></td><td><p>same é</p></td></tr>" for said in ROWS)
    cells = cells.replace("<p>none", '<p id="row-x">none')
    script = TABLES.as_uri()
    page = tmp_path / "table.html"
    page.write_text(PLAIN.format(script=script, rows=cells), encoding="utf-8")
    tab, errors = opened(browser, page, 390)
    yield tab
    assert errors == []
    tab.context.close()


def column(tab: Any) -> list[str]:
    cells: list[str] = tab.evaluate(
        "[...document.querySelectorAll('tbody tr:not([hidden])')].map(r => r.cells[0].textContent)"
    )
    return cells


def test_a_column_sorts_up_down_and_back(table: Any) -> None:
    head, button = table.locator("th").first, table.get_by_role("button", name="Value")
    numbers = ["−3.5 V", "4 × 10⁻³", "2 to 30", "> 9", "about 12", "1 × 10⁴"]
    texts = ["3D cobalt", "CO₂", "none"]
    for order, expected in (
        ("ascending", [*numbers, *texts, ""]),
        ("descending", [*numbers[::-1], *texts[::-1], ""]),
        (None, ROWS),
    ):
        button.press("Enter")
        assert head.get_attribute("aria-sort") == order
        assert column(table) == expected


def test_a_column_of_equals_keeps_its_order(table: Any) -> None:
    for order in ("ascending", "descending"):
        table.get_by_role("button", name="Same").click()
        assert table.locator("th").last.get_attribute("aria-sort") == order
        assert column(table) == ROWS
    table.get_by_role("button", name="Value").click()
    assert table.locator("[aria-sort]").count() == 1


def test_rows_are_filtered_and_counted(table: Any) -> None:
    field, status = table.get_by_label("Filter rows"), table.get_by_role("status")
    assert status.inner_text() == "10 of 10 rows"
    for typed, left in (
        ("co2", ["CO₂"]),
        ("-3.5", ["−3.5 V"]),
        ("E SAME 9", ["> 9"]),
        ("10-3", ["4 × 10⁻³"]),
    ):
        field.fill(typed)
        assert column(table) == left
        assert status.inner_text() == "1 of 10 rows"
    field.fill("nothing like it")
    assert status.inner_text() == "0 of 10 rows"
    field.fill("")
    assert column(table) == ROWS


GROUPS = (
    '<tr class="group"><th colspan="2">A</th></tr>{}<tr class="group"><th colspan="2">B</th></tr>{}'.format(
        "".join(
            f"<tr{aside}><td>a{n}</td><td>1</td></tr>" for n, aside in enumerate(["", ' class="aside"'] * 2)
        ),
        "".join(f'<tr class="aside"><td>b{n}</td><td>2</td></tr>' for n in range(4)),
    )
)


def test_heads_of_groups_show_with_their_rows_and_conditions_step_aside(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "groups.html"
    page.write_text(PLAIN.format(script=TABLES.as_uri(), rows=GROUPS), encoding="utf-8")
    tab, errors = opened(browser, page, 1280)
    whole = ["A", "a0", "a1", "a2", "a3", "B", "b0", "b1", "b2", "b3"]
    status = tab.get_by_role("status")
    assert (column(tab), status.inner_text()) == (whole, "8 of 8 rows")
    tab.get_by_label("Filter rows").fill("b1")
    assert column(tab) == ["B", "b1"]
    tab.get_by_label("Filter rows").fill("")
    only = tab.get_by_label("Findings only")
    only.check()
    assert (column(tab), status.inner_text()) == (["A", "a0", "a2"], "2 of 8 rows")
    only.uncheck()
    for _ in range(2):
        tab.get_by_role("button", name="Value").click()
        # In another order no group is together.
        assert not {"A", "B"} & set(column(tab))
    tab.get_by_role("button", name="Value").click()
    assert column(tab) == whole
    assert errors == []
    tab.context.close()


def test_an_address_of_a_hidden_row_clears_the_filter(table: Any) -> None:
    field = table.get_by_label("Filter rows")
    for way in ("location.hash = '#row-x'", "document.querySelector('a').click()"):
        field.fill("cobalt")
        assert column(table) == ["3D cobalt"]
        table.evaluate(way)
        table.wait_for_timeout(100)
        assert column(table) == ROWS
        assert field.input_value() == ""


def test_few_rows_get_no_controls(browser: Any, tmp_path: Path) -> None:
    cells = "<tr><td>1</td><td>2</td></tr>" * 6
    page = tmp_path / "few.html"
    script = TABLES.as_uri()
    page.write_text(PLAIN.format(script=script, rows=cells), encoding="utf-8")
    tab, _ = opened(browser, page, 1280)
    assert tab.locator("button, input").count() == 0
    tab.context.close()


def test_long_tables_of_the_book_sort_and_filter(browser: Any, site: support.Site) -> None:
    tab, errors = opened(browser, site.html / "chapters" / "across" / "compare.html", 390)
    systems = tab.locator("#tab-across-systems")
    rows = systems.locator("tbody tr:not(.group)").count()
    tab.evaluate("document.querySelector('#tab-across-systems tbody tr:has(details) details').open = true")
    systems.get_by_label("Filter rows").fill("CO2 flow")
    assert 0 < systems.locator("tbody tr:not(.group):visible").count() < rows
    systems.get_by_role("button", name="Faradaic efficiency").click()
    # What stands first is the least of the column, not the first by its letters.
    values = systems.locator("tbody tr:visible td:nth-child(6)").all_inner_texts()
    numbers = [float(value.split()[-1]) for value in values if value.split()[-1].replace(".", "").isdigit()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 1
    assert errors == []
    tab.context.close()


def test_opening_a_derivation_widens_no_column(browser: Any, site: support.Site) -> None:
    tab, _ = opened(browser, site.html / "chapters" / "across" / "compare.html", 390)
    widths = "[...document.querySelectorAll('#tab-across-systems thead th')].map(e => e.offsetWidth)"
    before = tab.evaluate(widths)
    how = tab.locator("#tab-across-systems details.how").first
    how.locator("summary").press("Enter")
    assert how.locator("p").is_visible()
    assert tab.evaluate(widths) == before
    tab.context.close()

"""The explorer in a browser: from a folder and from a strict host, with a pointer and by keyboard alone."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import support
import test_browser
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from reviewhelpers.analysis import comparability, summary_table
from reviewhelpers.content import explorer

pytestmark = pytest.mark.slow

browser = test_browser.browser

PAGE = "chapters/across/explore.html"
BARE = "chapters/across/explorer-alone.html"
POLICY = "default-src 'self'; img-src 'self' data:"
RECORDS = explorer.records()
STATE = "reaction=NORR&x=current&sort=name&point=gan2024-fe-mos2-x-fe&defect=heteroatom,anion-vacancy"


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves the site under a strict policy, and the explorer on a page without the scripts of the theme."""

    def do_GET(self) -> None:
        """Send a file, or the explorer alone: the theme's own scripts stand in its pages, and are refused."""
        if self.path != f"/{BARE}":
            super().do_GET()
            return
        built = BeautifulSoup((Path(self.directory) / PAGE).read_text(encoding="utf-8"), "html.parser")
        styles = "".join(str(each) for each in built.select("head link[rel=stylesheet]"))
        body = f"<main><h1>Explorer</h1><h2>View</h2>{built.select_one('.explorer')}</main>"
        head = f"<head><title>Explorer</title>{styles}</head>"
        text = f'<!doctype html><html lang="en">{head}<body>{body}</body></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def end_headers(self) -> None:
        """Send the policy with every file."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture(scope="module")
def host(site: support.Site) -> Iterator[str]:
    handler = functools.partial(Strict, directory=str(site.html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class View:
    """The explorer as a reader meets it, with every error and every request to another host."""

    def __init__(self, browser: Any, address: str, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.context.route("http*://**", self._gate)
        self.tab = self.context.new_page()
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.tab.goto(address)
        self.tab.wait_for_selector(".explorer-view:not([hidden])")

    def _gate(self, route: Any) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
            return
        self.elsewhere.append(route.request.url)
        route.abort()

    def choose(self, **values: str) -> None:
        for name, value in values.items():
            self.tab.select_option(f".explorer [name={name}]", value)

    def ids(self, selector: str) -> list[str]:
        return [each.get_attribute("data-id") for each in self.tab.locator(selector).all()]

    def points(self) -> list[str]:
        return self.ids(".explorer-point")

    def rows(self) -> list[str]:
        return self.ids(".explorer-table tbody tr")

    def text(self, selector: str) -> str:
        return str(self.tab.locator(selector).inner_text())


@pytest.fixture(params=["folder", "host", "alone"])
def view(request: pytest.FixtureRequest, browser: Any, site: support.Site, host: str) -> Iterator[View]:
    """The page from a folder, from a strict host, and there by itself."""
    addresses = {"folder": (site.html / PAGE).as_uri(), "host": f"{host}/{PAGE}", "alone": f"{host}/{BARE}"}
    made = View(browser, addresses[request.param])
    yield made
    if request.param == "alone":
        assert made.errors == []
        assert made.elsewhere == []
    else:
        assert [error for error in made.errors if "explorer" in error] == []
    made.context.close()


def expected(x: str, y: str, **wanted: str) -> list[str]:
    """The records that a view of two axes holds."""

    def fits(record: dict[str, Any]) -> bool:
        fields = {"metal": "metals", "source": "sources"}
        held = {name: record[fields.get(name, name)] for name in wanted}
        return all(value == held[name] or value in held[name] for name, value in wanted.items())

    return [
        each["id"]
        for each in RECORDS
        if fits(each) and "value" in each["merits"][x] and "value" in each["merits"][y]
    ]


def test_points_and_rows_are_those_of_the_selection(view: View) -> None:
    everything = expected("potential", "efficiency")
    assert sorted(view.points()) == sorted(view.rows()) == sorted(everything)
    for wanted in ({"reaction": "NORR"}, {"reaction": "CO2RR", "metal": "Ni"}, {"source": "pei2024"}):
        view.tab.get_by_role("button", name="Show all systems").click()
        view.choose(**wanted)
        found = expected("potential", "efficiency", **wanted)
        assert 0 < len(found) < len(everything)
        assert sorted(view.points()) == sorted(view.rows()) == sorted(found)
    view.choose(product="HCHO")
    assert view.points() == view.rows() == []
    assert "No point" in view.text(".explorer-count")


def test_a_class_of_defect_can_be_left_out(view: View) -> None:
    view.tab.get_by_label("Anion vacancies").uncheck()
    classes = {each["id"]: each["defect"] for each in RECORDS}
    found = [id for id in expected("potential", "efficiency") if classes[id] != "anion-vacancy"]
    assert sorted(view.points()) == sorted(view.rows()) == sorted(found)


def mark_of(view: View, id: str) -> float:
    """Where the mark of a point stands, from the left."""
    box = view.tab.locator(f".explorer-point[data-id='{id}'] .explorer-ring").bounding_box()
    return float(box["x"])


def test_axes_change_and_one_quantity_never_stands_on_both(view: View) -> None:
    view.choose(x="turnover")
    assert sorted(view.points()) == sorted(expected("turnover", "efficiency"))
    assert "Turnover frequency / h⁻¹" in view.text(".explorer-chart")
    view.choose(y="turnover")
    assert view.tab.input_value("[name=x]") == "efficiency"
    view.choose(x="current", y="efficiency")
    assert "−j / mA cm⁻²" in view.text(".explorer-chart")
    # The chart counts −j, so that more current stands further right.
    found = {each["id"]: each["merits"] for each in RECORDS}
    boxes = {id: mark_of(view, id) for id in view.points()}
    order = sorted(boxes, key=lambda id: -found[id]["current"]["value"])
    assert [boxes[id] for id in order] == sorted(boxes.values())
    assert len(set(boxes.values())) > 10
    # The table gives j with the sign of a reduction.
    assert "−1000" in view.tab.locator(".explorer-table tbody").inner_text()


def test_printed_marks_are_filled_and_derived_ones_hollow(view: View) -> None:
    view.choose(x="current")
    found = {each["id"]: each["merits"] for each in RECORDS}
    kinds = set()
    for point in view.tab.locator(".explorer-point").all():
        merits = found[point.get_attribute("data-id")]
        derived = merits["current"]["derived"] or merits["efficiency"]["derived"]
        assert (point.locator(".explorer-mark").get_attribute("fill") == "#fff") is derived
        kinds.add(derived)
    assert kinds == {True, False}


def test_the_line_above_the_chart_counts_as_the_rules_do(view: View) -> None:
    view.choose(x="current")
    frame = summary_table.build().loc[expected("current", "efficiency")]
    pairs = forbidden = 0
    for one, other in combinations([row for _, row in frame.iterrows()], 2):
        if one["system"] != other["system"]:
            pairs += 1
            forbidden += not all(
                comparability.comparable(*(explorer.statement(row, name) for row in (one, other)))
                for name in (summary_table.PARTIAL, summary_table.EFFICIENCY)
            )
    assert f"{forbidden} of {pairs} pairs of points may not be compared" in view.text(".explorer-warning")


def test_what_is_not_shown_is_counted_with_its_reasons(view: View) -> None:
    lost = len(RECORDS) - len(expected("potential", "efficiency"))
    assert view.text(".explorer-missing > p").startswith(f"{lost} of {len(RECORDS)} rows")
    view.tab.locator(".explorer-missing summary").click()
    count = sum(each["merits"]["potential"].get("missing") == "scale not stated" for each in RECORDS)
    assert f"Potential: scale not stated ({count})" in view.text(".explorer-missing")


def test_an_address_restores_the_view(view: View) -> None:
    address = view.tab.url.partition("#")[0] + "#" + STATE
    view.tab.goto("about:blank")
    view.tab.goto(address)
    view.tab.wait_for_selector(".explorer-details:not([hidden])")
    values = [view.tab.input_value(f".explorer [name={name}]") for name in ("reaction", "x", "y")]
    assert values == ["NORR", "current", "efficiency"]
    assert view.tab.locator("[name=defect]:checked").count() == 2
    assert view.tab.locator("th[aria-sort=ascending]").inner_text().startswith("System")
    assert view.text(".explorer-details h3") == "Fe₁/MoS₂₋ₓ"
    # What a reader then changes stands in the address, and the link holds it too.
    view.choose(metal="Fe")
    assert "metal=Fe" in view.tab.url
    assert view.tab.get_attribute(".explorer-address", "href") == "#" + view.tab.url.partition("#")[2]
    view.tab.reload()
    view.tab.wait_for_selector(".explorer-view:not([hidden])")
    assert view.tab.input_value("[name=metal]") == "Fe"
    assert view.points() == ["gan2024-fe-mos2-x-fe"]


def test_a_broken_address_shows_the_first_view(view: View) -> None:
    view.tab.goto(view.tab.url.partition("#")[0] + "#x=nothing&metal=%3Cb%3E&point=gone&sort=x'&defect=")
    view.tab.wait_for_timeout(100)
    assert view.tab.input_value("[name=x]") == "potential"
    assert view.points() == []
    view.tab.get_by_role("button", name="Show all systems").click()
    assert sorted(view.points()) == sorted(expected("potential", "efficiency"))


def press(view: View, *keys: str) -> None:
    for key in keys:
        view.tab.keyboard.press(key)


def tab_to(view: View, selector: str) -> None:
    for _ in range(200):
        press(view, "Tab")
        if view.tab.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the tabulator does not reach {selector}")


def test_keys_alone_filter_and_open_a_point(view: View) -> None:
    tab_to(view, ".explorer [name=reaction]")
    view.tab.keyboard.type("NORR")
    assert view.tab.input_value("[name=reaction]") == "NORR"
    assert sorted(view.points()) == sorted(expected("potential", "efficiency", reaction="NORR"))
    tab_to(view, ".explorer-point")
    first = view.tab.locator(".explorer-point:focus").get_attribute("data-id")
    press(view, "ArrowRight")
    second = view.tab.locator(".explorer-point:focus").get_attribute("data-id")
    assert first != second
    # Its row is marked along with it, and its values stand beside it.
    assert view.ids("tr.explorer-near") == [second]
    assert view.tab.locator(".explorer-tip tspan").count() == 3
    press(view, "Enter")
    assert view.tab.locator(".explorer-details h3:focus").count() == 1
    assert view.ids("tr.explorer-chosen") == view.ids(".explorer-point.explorer-chosen") == [second]
    tab_to(view, ".explorer-details > button")
    press(view, "Enter")
    assert view.tab.locator(".explorer-point:focus").get_attribute("data-id") == second
    assert view.tab.locator(".explorer-details").is_hidden()


def test_a_row_is_the_equal_of_its_point(view: View) -> None:
    tab_to(view, ".explorer-table tbody button")
    row = view.rows()[0]
    assert view.ids(".explorer-point.explorer-near") == [row]
    press(view, "Enter")
    assert view.ids(".explorer-point.explorer-chosen") == [row]
    tab_to(view, ".explorer-details > button")
    press(view, "Enter")
    assert view.tab.locator(f"tr[data-id='{row}'] button:focus").count() == 1


def test_details_hold_print_conditions_flags_and_links(view: View) -> None:
    view.choose(x="current")
    record = next(each for each in RECORDS if each["id"] == "gan2024-fe-mos2-x-fe")
    view.tab.locator(f"tr[data-id='{record['id']}'] button").click()
    shown = view.text(".explorer-details")
    for row in record["prints"]:
        assert row["print"] in shown
    assert record["conditions"] in shown
    assert record["merits"]["current"]["formula"] in shown
    for flag in record["flags"]:
        assert comparability.RULES[flag].title in shown
    links = [each.get_attribute("href") for each in view.tab.locator(".explorer-details a").all()]
    assert any(link.endswith(f"#cite-{record['work']['key']}") for link in links)
    assert sum("#row-" in link for link in links) == len([row for row in record["prints"] if row["print"]])
    view.tab.locator(".explorer-details a").first.click()
    view.tab.wait_for_selector(":target")


def test_the_table_is_sorted_by_its_heads(view: View) -> None:
    values = {
        each["id"]: each["merits"]["potential"]["value"]
        for each in RECORDS
        if "value" in each["merits"]["potential"]
    }
    head = view.tab.locator("[data-sort=x]")
    head.click()
    assert view.tab.locator("th[aria-sort=ascending] [data-sort=x]").count() == 1
    # A printed range counts by its middle, so only single values are asked here.
    single = [id for id in view.rows() if " to " not in view.tab.locator(f"tr[data-id='{id}']").inner_text()]
    assert [values[id] for id in single] == sorted(values[id] for id in single)
    head.click()
    assert view.tab.locator("th[aria-sort=descending] [data-sort=x]").count() == 1
    assert view.tab.locator("[data-sort=x]:focus").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", test_browser.WIDTHS)
def test_axe_finds_nothing_in_the_explorer(browser: Any, site: support.Site, width: int, scheme: str) -> None:
    view = View(browser, (site.html / PAGE).as_uri() + "#" + STATE, width, scheme)
    for summary in view.tab.locator(".explorer summary").all():
        summary.click()
    found = Axe().run(view.tab, context={"include": [[".explorer"]]})
    assert found.violations_count == 0, found.generate_report()
    assert view.tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    chart = view.tab.locator(".explorer-chart svg").bounding_box()
    assert chart["x"] >= 0
    assert chart["x"] + chart["width"] <= width
    view.tab.evaluate(
        "document.querySelector('[name=metal]').parentElement.replaceWith(document.querySelector('[name=metal]'))"
    )
    assert Axe().run(view.tab, context={"include": [[".explorer"]]}).violations_count > 0
    view.context.close()


def test_names_in_the_chart_stay_in_it_and_off_each_other(browser: Any, site: support.Site) -> None:
    for width in test_browser.WIDTHS:
        view = View(browser, (site.html / PAGE).as_uri() + "#x=current&y=yield", width)
        boxes = [each.bounding_box() for each in view.tab.locator(".explorer-names text").all()]
        chart = view.tab.locator(".explorer-chart svg").bounding_box()
        assert len(boxes) > 4
        assert all(
            chart["x"] <= box["x"] and box["x"] + box["width"] <= chart["x"] + chart["width"] for box in boxes
        )
        for one, other in combinations(boxes, 2):
            apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert apart or abs(one["y"] - other["y"]) >= 0.6 * one["height"]
        view.context.close()


def test_without_scripts_a_reader_is_led_to_the_table(browser: Any, site: support.Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site.html / PAGE).as_uri())
    assert tab.locator(".explorer form").is_hidden()
    tab.locator(".explorer noscript a").click()
    tab.wait_for_selector("#tab-across-systems")
    context.close()

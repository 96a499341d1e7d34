"""The explorer in a browser: from a folder and from a strict host, with a pointer and by keyboard alone."""

from __future__ import annotations

import csv
import functools
import http.server
import io
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
from reviewhelpers.dataset import data
from reviewhelpers.validation import user_data

pytestmark = pytest.mark.slow

browser = test_browser.browser

PAGE = "chapters/across/explore.html"
BARE = "chapters/across/explorer-alone.html"
POLICY = "default-src 'self'; img-src 'self' data:"
RECORDS = explorer.records()
STATE = "reaction=NORR&y=yield&sort=name&point=gan2024-fe-mos2-x-fe&defect=heteroatom,anion-vacancy"


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

    def full(self) -> list[str]:
        """The points that have a value on both axes."""
        return self.ids(".explorer-full")

    def rows(self) -> list[str]:
        return self.ids(".explorer-table tbody tr")

    def text(self, selector: str) -> str:
        return str(self.tab.locator(selector).inner_text())


ONCE = pytest.mark.parametrize("view", ["folder"], indirect=True)
"""What does not depend on where the page stands is looked at in a folder alone."""


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


def expected(*axes: str, **wanted: str) -> list[str]:
    """The records of a selection that have a value on each of these axes."""

    def fits(record: dict[str, Any]) -> bool:
        fields = {"metal": "metals", "source": "sources"}
        held = {name: record[fields.get(name, name)] for name in wanted}
        return all(value == held[name] or value in held[name] for name, value in wanted.items())

    return [
        each["id"] for each in RECORDS if fits(each) and all("value" in each["merits"][axis] for axis in axes)
    ]


@ONCE
def test_points_and_rows_are_those_of_the_selection(view: View) -> None:
    everything = expected()
    assert sorted(view.points()) == sorted(view.rows()) == sorted(everything)
    assert sorted(view.full()) == sorted(expected("current", "efficiency"))
    for wanted in ({"reaction": "NORR"}, {"reaction": "CO2RR", "metal": "Ni"}, {"source": "pei2024"}):
        view.tab.get_by_role("button", name="Show all systems").click()
        view.choose(**wanted)
        found = expected(**wanted)
        assert 0 < len(found) < len(everything)
        assert sorted(view.points()) == sorted(view.rows()) == sorted(found)
        assert sorted(view.full()) == sorted(expected("current", "efficiency", **wanted))
        assert view.text(".explorer-count").startswith(f"{len(found)} point")
    view.choose(reaction="NITRR")
    assert view.points() == view.rows() == []
    assert "No point" in view.text(".explorer-count")


@ONCE
def test_each_source_alone_shows_all_its_rows(view: View) -> None:
    for source in explorer.choices()["source"]:
        view.choose(source=source)
        assert sorted(view.points()) == sorted(expected(source=source)) != []
        # Axes on which more stands are a click away.
        offers = view.tab.locator(".explorer-offers button")
        if offers.count():
            before = len(view.full())
            offers.first.click()
            assert len(view.full()) > before
        view.choose(x="efficiency", y="current")


@ONCE
def test_systems_stand_on_an_axis(view: View) -> None:
    view.choose(y="system")
    assert sorted(view.full()) == sorted(expected("efficiency"))
    assert sorted(view.points()) == sorted(expected())
    shown = view.tab.locator(".explorer-chart").text_content()
    assert all(name in shown for name in ("MnO₂₋ₓ", "CoS₁₋ₓ", "Co₁Mn₁-NC", "BDD"))
    heights = {
        each["id"]: round(
            float(
                view.tab.locator(f".explorer-point[data-id='{each['id']}'] .explorer-ring").bounding_box()[
                    "y"
                ]
            )
        )
        for each in RECORDS
    }
    by_system: dict[str, set[int]] = {}
    for each in RECORDS:
        by_system.setdefault(each["system"], set()).add(heights[each["id"]])
    assert all(max(levels) - min(levels) <= 1 for levels in by_system.values())
    assert len({min(levels) for levels in by_system.values()}) == len(by_system)


@ONCE
def test_every_point_is_named_in_the_chart_or_in_the_list(view: View) -> None:
    listed = view.ids(".explorer-numbers li")
    named = view.tab.locator(".explorer-name").count()
    assert len(listed) + named == len(RECORDS)
    assert named > 4
    view.tab.locator(".explorer-numbers li button").first.click()
    assert view.ids(".explorer-point.explorer-chosen") == listed[:1]


@ONCE
def test_a_defect_and_its_control_are_joined(view: View) -> None:
    both = {one["system"] for one in RECORDS if one["id"] in view.full()}
    pairs = [pair for pair in explorer.counterparts() if both.issuperset(pair)]
    assert view.tab.locator(".explorer-join").count() == len(pairs) > 0


@ONCE
def test_counts_stand_at_every_filter(view: View) -> None:
    view.choose(reaction="NORR")
    text = "() => Object.fromEntries([...document.querySelector('[name=source]').options].map(o => [o.value, o.text]))"
    for source, said in view.tab.evaluate(text).items():
        wanted = {"reaction": "NORR"} | ({"source": source} if source else {})
        assert said.endswith(f"({len(expected(**wanted))})")
    counts = view.tab.locator(".explorer-n").all_inner_texts()
    classes = [each["defect"] for each in RECORDS if each["reaction"] == "NORR"]
    boxes = [box.get_attribute("value") for box in view.tab.locator("[name=defect]").all()]
    assert counts == [f"({classes.count(box)})" for box in boxes]
    view.tab.locator(".explorer-only[value=anion-vacancy]").click()
    assert view.tab.locator("[name=defect]:checked").count() == 1
    assert sorted(view.points()) == sorted(expected(reaction="NORR", defect="anion-vacancy"))


@ONCE
def test_inferred_scales_count_unless_a_reader_says_no(view: View) -> None:
    view.choose(x="potential", y="efficiency", source="pei2024")
    counted = view.full()
    ringed = view.tab.locator(".explorer-point:has(.explorer-inferred)").count()
    assert ringed == len(expected(source="pei2024", scale="inferred")) > 0
    view.tab.get_by_label("Count inferred scales").uncheck()
    scales = {each["id"]: each["scale"] for each in RECORDS}
    assert view.full() == [id for id in counted if scales[id] == "stated"] != counted
    assert "inferred=no" in view.tab.url
    assert "scale inferred, not counted" in view.tab.locator(".explorer-missing").text_content()


def verdicts(one: str, other: str) -> dict[str, set[str]]:
    """Titles of the rules between two records, by column of the quantity."""
    frame = summary_table.build()
    rows = (frame.loc[one], frame.loc[other])
    shared = [
        axis.column
        for key, axis in explorer.AXES.items()
        if key != "potential" and not any(row[f"{axis.column} missing"] for row in rows)
    ]
    return {
        name: {flag.title for flag in comparability.flags(*(explorer.statement(row, name) for row in rows))}
        for name in shared
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gan2024-cos1-x-yield", "gan2024-cos-yield"),
        ("gan2024-fe-mos2-x-fe", "gan2024-ninc-yield"),
        ("pei2024-comn-tof", "pei2024-co-tof"),
        ("li2022-ye2017-fe", "li2022-zhao2017-tof"),
    ],
)
def test_two_points_get_a_verdict_with_reasons(
    browser: Any, site: support.Site, one: str, other: str
) -> None:
    view = View(browser, (site.html / PAGE).as_uri())
    for id in (one, other):
        view.tab.locator(f"tr[data-id='{id}'] button").click()
    found = verdicts(one, other)
    told = view.text(".explorer-verdict")
    for title in set().union(*found.values()):
        assert title in told
    forbidding = {rule.title for rule in comparability.RULES.values() if rule.forbids}
    free = [name for name, titles in found.items() if not titles & forbidding]
    head = view.text(".explorer-verdict h3")
    expected_words = (
        "nothing to compare" if not found else "may be compared" if free else "may not be compared"
    )
    assert expected_words in head
    assert f"with={other}" in view.tab.url
    view.context.close()


@ONCE
def test_what_may_be_compared_with_a_point_is_lit(view: View) -> None:
    one = "gan2024-cos1-x-yield"
    view.tab.locator(f"tr[data-id='{one}'] button").click()
    lit = view.ids(".explorer-partner")
    frame = summary_table.build()
    partners = []
    for each in RECORDS:
        names = [
            name
            for name in (summary_table.PARTIAL, summary_table.EFFICIENCY)
            if not any(frame.loc[id, f"{name} missing"] for id in (one, each["id"]))
        ]
        statements = ([explorer.statement(frame.loc[id], name) for id in (one, each["id"])] for name in names)
        if each["system"] != frame.loc[one, "system"] and names:
            partners += [each["id"]] * all(comparability.comparable(*pair) for pair in statements)
    assert sorted(lit) == sorted(partners) != []
    assert view.tab.locator(".explorer-partners button").count() == len(partners)


@pytest.mark.parametrize("view", ["folder", "alone"], indirect=True)
def test_chart_and_points_are_taken_along(view: View) -> None:
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"id,system,")):
        with view.tab.expect_download() as met:
            view.tab.locator(f".explorer-files [value={kind}]").click()
        held = Path(met.value.path()).read_bytes()
        assert held.startswith(start)
        assert met.value.suggested_filename == f"explorer.{kind}"
        if kind == "csv":
            rows = list(csv.DictReader(io.StringIO(held.decode())))
            assert [row["id"] for row in rows] == view.rows()
            values = {each["id"]: each["merits"]["efficiency"].get("value") for each in RECORDS}
            heads = explorer.everything()["axes"]["efficiency"]["head"]
            assert all(float(row[heads] or -1) == (values[row["id"]] or -1) for row in rows)
        if kind == "svg":
            assert b"class=" not in held
            assert b"MnO\xe2\x82\x82" in held


@pytest.mark.parametrize("view", ["folder", "alone"], indirect=True)
def test_rows_of_a_readers_own_stand_among_the_others(view: View) -> None:
    before = len(view.points())
    view.tab.locator(".explorer-own-rows summary").click()
    field = view.tab.locator("[name=own]")

    def give(text: str) -> None:
        field.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": text.encode()})

    give(user_data.TEMPLATE.replace(",90,", ",190,"))
    view.tab.wait_for_selector(".explorer-own-said li")
    assert "found 190" in view.text(".explorer-own-said")
    assert len(view.points()) == before
    give(user_data.TEMPLATE)
    view.tab.wait_for_selector("[data-id=own-1]")
    assert len(view.points()) == before + 1
    assert "own-1" in view.full()
    # The rules judge them as they judge the others.
    text = user_data.TEMPLATE.encode()
    for other in ("li2022-wang2022-fe", "pei2024-l-comn-fe", "gan2024-cos-yield"):
        frame = summary_table.build()
        with user_data.with_user_rows(text, "mine.csv"):
            own = data.row("own-1")
            flags = comparability.flags(own, explorer.statement(frame.loc[other], summary_table.EFFICIENCY))
        view.tab.evaluate("id => { location.hash = `point=own-1&with=${id}`; }", other)
        view.tab.wait_for_function(
            "id => document.querySelector('.explorer-verdict') && location.hash.includes(id)", arg=other
        )
        part = view.tab.locator(".explorer-verdict > p", has_text="Faradaic efficiency").first
        told = set(part.locator("xpath=following-sibling::ul[1]").locator("strong").all_inner_texts())
        assert told == {flag.title for flag in flags}
    view.tab.get_by_role("button", name="Take them away").click()
    assert len(view.points()) == before


@ONCE
def test_a_class_of_defect_can_be_left_out(view: View) -> None:
    view.tab.get_by_label("Anion vacancies").uncheck()
    classes = {each["id"]: each["defect"] for each in RECORDS}
    found = [id for id in expected() if classes[id] != "anion-vacancy"]
    assert sorted(view.points()) == sorted(view.rows()) == sorted(found)


def mark_of(view: View, id: str) -> float:
    """Where the mark of a point stands, from the left."""
    box = view.tab.locator(f".explorer-point[data-id='{id}'] .explorer-ring").bounding_box()
    return float(box["x"])


@ONCE
def test_axes_change_and_one_quantity_never_stands_on_both(view: View) -> None:
    view.choose(x="turnover", y="efficiency")
    assert sorted(view.full()) == sorted(expected("turnover", "efficiency"))
    assert "Turnover frequency / h⁻¹" in view.text(".explorer-chart")
    view.choose(y="turnover")
    assert view.tab.input_value("[name=x]") == "efficiency"
    view.choose(x="current", y="efficiency")
    assert "−j / mA cm⁻²" in view.text(".explorer-chart")
    # The chart counts −j, so that more current stands further right.
    found = {each["id"]: each["merits"] for each in RECORDS}
    boxes = {id: mark_of(view, id) for id in view.full()}
    order = sorted(boxes, key=lambda id: -found[id]["current"]["value"])
    assert [boxes[id] for id in order] == sorted(boxes.values())
    assert len(set(boxes.values())) > 10
    # The table gives j with the sign of a reduction.
    assert "−1000" in view.tab.locator(".explorer-table tbody").inner_text()


@ONCE
def test_printed_marks_are_filled_and_derived_ones_hollow(view: View) -> None:
    found = {each["id"]: each["merits"] for each in RECORDS}
    kinds = set()
    for point in view.tab.locator(".explorer-full").all():
        merits = found[point.get_attribute("data-id")]
        derived = merits["current"]["derived"] or merits["efficiency"]["derived"]
        assert (point.locator(".explorer-mark").get_attribute("fill") == "#fff") is derived
        kinds.add(derived)
    assert kinds == {True, False}


@ONCE
def test_the_line_above_the_chart_counts_as_the_rules_do(view: View) -> None:
    pairs = forbidden = 0
    for one, other in combinations([row for _, row in summary_table.build().iterrows()], 2):
        shared = [
            name
            for name in (summary_table.PARTIAL, summary_table.EFFICIENCY)
            if not (one[f"{name} missing"] or other[f"{name} missing"])
        ]
        if one["system"] != other["system"] and shared:
            pairs += 1
            forbidden += not all(
                comparability.comparable(*(explorer.statement(row, name) for row in (one, other)))
                for name in shared
            )
    assert f"{forbidden} of {pairs} pairs of points may not be compared" in view.text(".explorer-warning")


@ONCE
def test_what_is_not_shown_is_counted_with_its_reasons(view: View) -> None:
    view.choose(x="potential", y="efficiency")
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
    assert values == ["NORR", "efficiency", "yield"]
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


@ONCE
def test_a_broken_address_shows_the_first_view(view: View) -> None:
    view.tab.goto(view.tab.url.partition("#")[0] + "#x=nothing&metal=%3Cb%3E&point=gone&sort=x'&defect=")
    view.tab.wait_for_timeout(100)
    assert view.tab.input_value("[name=x]") == "efficiency"
    assert view.points() == []
    view.tab.get_by_role("button", name="Show all systems").click()
    assert sorted(view.points()) == sorted(expected())


def press(view: View, *keys: str) -> None:
    for key in keys:
        view.tab.keyboard.press(key)


def tab_to(view: View, selector: str) -> None:
    for _ in range(200):
        press(view, "Tab")
        if view.tab.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the tabulator does not reach {selector}")


@pytest.mark.parametrize("view", ["folder", "alone"], indirect=True)
def test_keys_alone_filter_and_open_a_point(view: View) -> None:
    tab_to(view, ".explorer [name=reaction]")
    view.tab.keyboard.type("NORR")
    assert view.tab.input_value("[name=reaction]") == "NORR"
    assert sorted(view.points()) == sorted(expected(reaction="NORR"))
    tab_to(view, ".explorer-point")
    press(view, "End")
    last = view.tab.locator(".explorer-point:focus").get_attribute("data-id")
    press(view, "Home")
    assert view.tab.locator(".explorer-point:focus").get_attribute("data-id") != last
    first = view.tab.locator(".explorer-point:focus").get_attribute("data-id")
    press(view, "ArrowRight")
    second = view.tab.locator(".explorer-point:focus").get_attribute("data-id")
    assert first != second
    # Its row is marked along with it, and its values stand beside it.
    press(view, "End")
    assert view.tab.locator(".explorer-point:focus").get_attribute("data-id") == last
    press(view, "Home", "ArrowRight")
    assert view.ids("tr.explorer-near") == [second]
    assert view.tab.locator(".explorer-tip tspan").count() == 3
    press(view, "Enter")
    assert view.tab.locator(".explorer-details h3:focus").count() == 1
    assert view.ids("tr.explorer-chosen") == view.ids(".explorer-point.explorer-chosen") == [second]
    tab_to(view, ".explorer-one > button")
    press(view, "Enter")
    assert view.tab.locator(".explorer-point:focus").get_attribute("data-id") == second
    assert view.tab.locator(".explorer-details").is_hidden()


@ONCE
def test_a_row_is_the_equal_of_its_point(view: View) -> None:
    tab_to(view, ".explorer-table tbody button")
    row = view.rows()[0]
    assert view.ids(".explorer-point.explorer-near") == [row]
    press(view, "Enter")
    assert view.ids(".explorer-point.explorer-chosen") == [row]
    tab_to(view, ".explorer-one > button")
    press(view, "Enter")
    assert view.tab.locator(f"tr[data-id='{row}'] button:focus").count() == 1


def test_details_hold_print_conditions_flags_and_links(view: View) -> None:
    record = next(each for each in RECORDS if each["id"] == "gan2024-fe-mos2-x-fe")
    view.tab.locator(f"tr[data-id='{record['id']}'] button").click()
    shown = view.text(".explorer-details")
    for row in record["prints"]:
        assert all((part if isinstance(part, str) else part[1]).strip() in shown for part in row["print"])
    assert record["conditions"] in shown
    assert record["merits"]["current"]["formula"] in shown
    for flag in record["flags"]:
        assert comparability.RULES[flag].title in shown
    links = [each.get_attribute("href") for each in view.tab.locator(".explorer-details a").all()]
    assert any(link.endswith(f"#cite-{record['work']['key']}") for link in links)
    assert sum("#row-" in link for link in links) == len([row for row in record["prints"] if row["print"]])
    view.tab.locator(".explorer-details a").first.click()
    view.tab.wait_for_selector(":target")


@ONCE
def test_the_table_is_sorted_by_its_heads(view: View) -> None:
    view.choose(x="potential", y="efficiency")
    values = {
        each["id"]: each["merits"]["potential"]["value"]
        for each in RECORDS
        if "value" in each["merits"]["potential"]
    }
    head = view.tab.locator("[data-sort=x]")
    head.click()
    assert view.tab.locator("th[aria-sort=ascending] [data-sort=x]").count() == 1
    # A printed range counts by its middle, so only single values are asked here.
    texts = {id: view.tab.locator(f"tr[data-id='{id}']").inner_text() for id in view.rows()}
    single = [id for id, text in texts.items() if " to " not in text and id in values]
    # Those without the value stand last.
    assert set(list(texts)[: len(values)]) == set(values)
    assert [values[id] for id in single] == sorted(values[id] for id in single)
    head.click()
    assert view.tab.locator("th[aria-sort=descending] [data-sort=x]").count() == 1
    assert view.tab.locator("[data-sort=x]:focus").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", test_browser.WIDTHS)
def test_axe_finds_nothing_in_the_explorer(browser: Any, site: support.Site, width: int, scheme: str) -> None:
    view = View(browser, (site.html / PAGE).as_uri() + "#" + STATE, width, scheme)
    view.tab.evaluate("document.querySelectorAll('.explorer details').forEach(one => { one.open = true; })")
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

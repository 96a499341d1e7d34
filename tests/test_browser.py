"""The built pages in a browser: on a wide screen and on a phone, light and dark, served and from a folder."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import support
from engines.session import LOAD_PICTURES
from lxml import html

from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.base")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WIDTHS = (1280, 390)
MODES = ("light", "dark")
ORIGINS = ("http", "file")
# A page of hundreds of rows is taller than what a browser draws into one picture.
TALLEST = 16_000
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: the pages are not looked at")
        pytest.skip("no Chromium is installed (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


class Silent(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, also below the path at which the book is published, and says nothing of it."""

    def translate_path(self, path: str) -> str:
        """The file at an address."""
        return super().translate_path("/" + path.removeprefix(urlsplit(support.ADDRESS).path).lstrip("/"))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def bases(site: support.Site) -> Iterator[dict[str, str]]:
    """The address of the site by origin: as served on this machine, and as a folder."""
    handler = functools.partial(Silent, directory=site.html)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}{urlsplit(support.ADDRESS).path}"
        yield {"http": root.rstrip("/"), "file": site.html.as_uri()}
        server.shutdown()


@dataclass
class Tab:
    """A tab of the browser, and what went wrong in it since it was last asked."""

    page: Any
    base: str
    met: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Open an address below the base."""
        self.page.goto(f"{self.base}/{address}", wait_until="load")

    def faults(self) -> list[str]:
        """What went wrong; it is told once."""
        met = list(self.met)
        self.met.clear()
        return met

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)


def tab(browser: Any, base: str, width: int = 1280, mode: str = "light", **options: Any) -> Tab:
    """A tab in a context of its own. Requests to any other host are cut off, and are faults."""
    viewport = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, color_scheme=mode, **options)
    found = Tab(context.new_page(), base)
    note = found.met.append

    def cut_off(route: Any) -> None:
        note(f"request to another host: {route.request.url}")
        route.abort()

    context.route(lambda url: url.startswith(("http:", "https:")) and not url.startswith(base), cut_off)
    context.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
    )
    found.page.on("pageerror", lambda error: note(str(error)))
    # The browser gives up what is still loading when the next page is opened.
    found.page.on(
        "requestfailed",
        lambda request: request.failure == "net::ERR_ABORTED" or note(f"failed: {request.url}"),
    )
    found.page.on("response", lambda answer: answer.status < 400 or note(f"{answer.status}: {answer.url}"))
    found.page.on("console", lambda said: said.type != "error" or note(said.text))
    return found


def names(site: support.Site, origin: str = "http") -> list[str]:
    """The addresses of all pages, but for the one that leads to the first.

    A folder has no page for addresses that are not found.
    """
    found = [page.relative_to(site.html).as_posix() for page in site.pages()]
    assert len(found) > 3
    left_out = {"http": ("index.html",), "file": ("index.html", "404.html")}[origin]
    return [name for name in found if name not in left_out]


@functools.cache
def varied(root: Path, names: tuple[str, ...]) -> list[str]:
    """Pages that together hold every kind of element: what another page holds stands on one of these, too.

    A kind is an element with its classes, its roles, what it stands in, and whether it is empty.
    """
    kinds = {name: _kinds(html.parse(root / name)) for name in names}
    chosen: list[str] = []
    left = set[Any]().union(*kinds.values())
    while left:
        best = max(kinds, key=lambda name: len(kinds[name] & left))
        chosen.append(best)
        left -= kinds[best]
    return chosen


def _kinds(page: Any) -> set[tuple[Any, ...]]:
    return {
        (
            *(element.tag, element.get("class"), element.get("role"), element.get("scope")),
            *(parent.tag, parent.get("role")),
            not (len(element) or (element.text or "").strip()),
            tuple(sorted(name for name in element.attrib if name.startswith(("aria-", "tabindex")))),
        )
        for element in page.iter()
        if isinstance(element.tag, str) and (parent := element.getparent()) is not None
    }


LOOK = """
() => ({
  over: document.documentElement.scrollWidth - window.innerWidth,
  theme: document.documentElement.dataset.theme,
  ground: getComputedStyle(document.body).backgroundColor,
  pictures: [...document.images].map(i => [i.getAttribute('src'), i.getAttribute('alt'),
    i.naturalWidth || !i.checkVisibility()]),
})
"""
CUT_OFF = """
() => [...document.querySelectorAll('article :is(p, li, h1, h2, h3, figcaption)')]
  .filter(e => !e.closest('.table-scroll, pre') && e.clientWidth)
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth + 1)
  .map(e => e.textContent.slice(0, 60))
"""


@pytest.mark.parametrize(("origin", "mode"), list(zip(ORIGINS, MODES, strict=True)))
def test_every_page_shows_whole(
    browser: Any, site: support.Site, bases: dict[str, str], origin: str, mode: str
) -> None:
    """Each origin in one mode: what is loaded depends on the one alone, and colours on the other.

    All pages are looked at once; in the other origin and mode those that hold what all others do.
    """
    pictures = data.ROOT / "_build" / "screenshots"
    pictures.mkdir(parents=True, exist_ok=True)
    faults = []
    shown = tab(browser, bases[origin], mode=mode)
    for name in (
        names(site, origin) if origin == ORIGINS[0] else varied(site.html, tuple(names(site, origin)))
    ):
        shown.set_viewport_size({"width": WIDTHS[0], "height": 900})
        shown.open(name)
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 900})
            # Another width may show another form of a picture.
            shown.evaluate(LOAD_PICTURES)
            seen = shown.evaluate(LOOK)
            if seen["over"] > 0:
                faults.append(f"{name}: {seen['over']} px wider than a screen of {width} px")
            if seen["theme"] != mode or (seen["ground"] == "rgb(255, 255, 255)") != (mode == "light"):
                faults.append(f"{name}: {seen['theme']} on {seen['ground']} instead of {mode}")
            # Text that runs out of its own box, outside of what is meant to scroll.
            faults += [f"{name}: cut off: {text}" for text in shown.evaluate(CUT_OFF)]
            for source, alt, loaded in seen["pictures"]:
                if not alt:
                    faults.append(f"{name}: no alternative text: {source}")
                if not loaded:
                    faults.append(f"{name}: not loaded: {source}")
            if mode == "light" and "SCREENSHOTS" in os.environ:
                picture = f"{name.removesuffix('.html').replace('/', '-')}-{width}.png"
                height = min(shown.evaluate("document.documentElement.scrollHeight"), TALLEST)
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                shown.screenshot(path=pictures / picture, full_page=True, clip=clip)
        faults += [f"{name}: {fault}" for fault in shown.faults()]
    shown.context.close()
    assert faults == []


SHOWN = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")
"""The rules that depend on colours and on the width of the window."""


def violations(shown: Tab, only: Sequence[str] = ()) -> list[str]:
    """What axe finds against its rules, all or some, on the page shown: rule, target and why."""
    if not shown.evaluate("typeof axe === 'object'"):
        shown.evaluate(axe.AXE_SCRIPT)
    # The rows of a table are alike; looking at hundreds of them takes minutes.
    shown.evaluate("() => document.querySelectorAll('tr:nth-child(n+9)').forEach(e => e.remove())")
    rules: dict[str, Any] = RULES | ({"runOnly": {"type": "rule", "values": [*only]}} if only else {})
    found = shown.evaluate(f"() => axe.run(document, {json.dumps(rules)})")
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_page_is_accessible(
    browser: Any, site: support.Site, bases: dict[str, str], mode: str
) -> None:
    """All rules on all kinds of elements in one mode and width; in the other those to which these make a difference."""
    faults = []
    shown = tab(browser, bases["http"], width=WIDTHS[MODES.index(mode)], mode=mode)
    only = () if mode == MODES[0] else SHOWN
    for name in varied(site.html, tuple(names(site))):
        shown.open(name)
        faults += [f"{name}: {violation}" for violation in violations(shown, only)]
    shown.context.close()
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_open_panels_are_accessible(browser: Any, bases: dict[str, str], width: int, mode: str) -> None:
    shown = tab(browser, bases["http"], width=width, mode=mode)
    for name in ("chapters/co2rr/compare.html", "search.html?q=CO2", "chapters/use/data.html"):
        shown.open(name)
        shown.evaluate("() => document.querySelectorAll('details').forEach(e => { e.open = true; })")
        assert violations(shown) == [], name
    shown.context.close()


# By keyboard


@pytest.mark.parametrize("origin", ORIGINS)
def test_skip_link_leads_to_the_text(browser: Any, bases: dict[str, str], origin: str) -> None:
    shown = tab(browser, bases[origin])
    for name in ("chapters/co2rr/compare.html", "chapters/index.html" if origin == "file" else "404.html"):
        shown.open(name)
        shown.keyboard.press("Tab")
        link = shown.locator("a.skip")
        assert link.evaluate("e => e === document.activeElement")
        shown.wait_for_function("() => document.querySelector('a.skip').getBoundingClientRect().top >= 0")
        assert link.evaluate("e => getComputedStyle(e).outlineWidth") == "2px"
        shown.keyboard.press("Enter")
        shown.wait_for_function("() => document.activeElement.id === 'main'")
    assert shown.faults() == []
    shown.context.close()


@pytest.mark.parametrize("origin", ORIGINS)
def test_mode_is_switched_by_keyboard_and_kept(browser: Any, bases: dict[str, str], origin: str) -> None:
    shown = tab(browser, bases[origin])
    shown.open("chapters/index.html")
    theme = "document.documentElement.dataset.theme"
    while not shown.evaluate("document.activeElement.id === 'mode'"):
        shown.keyboard.press("Tab")
        assert not shown.evaluate("document.activeElement.closest('main')"), "the switch has no focus"
    for mode, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 24, 28)")):
        shown.keyboard.press("ArrowDown")
        assert shown.evaluate(theme) == mode
        assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    shown.open("chapters/co2rr/compare.html")
    assert shown.evaluate(theme) == "dark"
    assert shown.input_value("#mode") == "dark"
    shown.select_option("#mode", "system")
    assert shown.evaluate(theme) == "light"
    shown.emulate_media(color_scheme="dark")
    shown.wait_for_function(f"() => {theme} === 'dark'")
    assert shown.faults() == []
    shown.context.close()


def test_wide_tables_scroll_by_keyboard_where_they_do_not_fit(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["file"], width=640)
    shown.open("chapters/co2rr/single-atom.html")
    region = shown.locator(".table-scroll").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("() => document.querySelector('.table-scroll').scrollLeft > 0")
    shown.context.close()


HIGHEST = 800
"""Pixels that a row of a table may take on a phone."""
CARDS = ("copper/active-site", "diatomic/design", "norr/doping", "across/audit", "copper/printed")


@pytest.mark.parametrize("name", CARDS)
def test_on_a_phone_each_row_of_a_wide_table_is_a_card(
    browser: Any, bases: dict[str, str], name: str
) -> None:
    shown = tab(browser, bases["file"], width=390)
    shown.open(f"chapters/{name}.html")
    shown.evaluate("document.querySelectorAll('details.folded').forEach(e => { e.open = true; })")
    tables = shown.locator("figure.table-figure table.cards")
    assert tables.count() > 0
    heights = tables.evaluate_all("all => all.flatMap(t => [...t.tBodies[0].rows].map(r => r.offsetHeight))")
    assert max(heights) <= HIGHEST
    assert tables.evaluate_all("all => all.filter(t => t.scrollWidth > t.parentElement.clientWidth)") == []
    # Each cell stands behind the words of its column, and is still a cell to those who listen.
    first = tables.first
    labels = first.locator("tbody tr:not(.group) td[data-label]")
    heads = [head.replace("↕", "").strip() for head in first.locator("thead th").all_text_contents()]
    assert {label.get_attribute("data-label") for label in labels.all()} <= set(heads[1:])
    told = first.evaluate("t => getComputedStyle(t.querySelector('td[data-label]'), '::before').content")
    assert labels.first.get_attribute("data-label") in told
    assert first.get_by_role("rowheader").count() >= first.get_by_role("row").count() - 1 > 1
    assert first.get_by_role("columnheader").count() == len(heads)
    shown.context.close()


def test_the_head_of_a_long_table_stays_in_sight(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["file"], width=1280)
    shown.open("chapters/across/compare.html")
    place = "document.querySelector('#tab-across-systems .table-scroll')"
    # Rows out of sight are laid out when they come into sight.
    shown.evaluate(f"{place}.scrollIntoView()")
    shown.wait_for_function(f"() => {place}.scrollHeight > {place}.clientHeight")
    shown.evaluate(f"{place}.scrollTop = 900")
    gap = (
        f"{place}.querySelector('thead th').getBoundingClientRect().top - {place}.getBoundingClientRect().top"
    )
    assert 0 <= shown.evaluate(gap) < 5
    shown.emulate_media(media="print")
    assert shown.evaluate(f"{place}.scrollHeight - {place}.clientHeight") <= 1
    shown.context.close()


# Without scripts


@pytest.mark.parametrize("width", WIDTHS)
def test_contents_open_without_scripts(browser: Any, bases: dict[str, str], width: int) -> None:
    shown = tab(browser, bases["file"], width=width, mode="dark", java_script_enabled=False)
    shown.open("chapters/co2rr/compare.html")
    link = shown.locator("nav.contents [aria-current=page]")
    summary = shown.locator("nav.contents > details > summary")
    assert link.is_visible() == (width > 1000)
    assert summary.is_visible() == (width < 1000)
    if width < 1000:
        summary.click()
    assert link.is_visible()
    assert not shown.locator("#mode").is_visible()
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    shown.open("search.html")
    assert "needs JavaScript" in shown.locator("main").inner_text()
    shown.context.close()


# Figures, and paper


@pytest.mark.parametrize("width", WIDTHS)
def test_text_does_not_jump(browser: Any, bases: dict[str, str], width: int) -> None:
    shown = tab(browser, bases["http"], width=width)
    shown.add_init_script(
        "window.jumps = 0;"
        " new PerformanceObserver(list => list.getEntries().forEach(e => { jumps += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for name in ("chapters/co2rr/compare.html", "chapters/copper/mechanism.html"):
        shown.open(name)
        shown.evaluate(LOAD_PICTURES)
        shown.wait_for_timeout(100)
        assert shown.evaluate("jumps") < 0.01, name
    shown.context.close()


def test_paper_is_black_on_white_without_the_frame(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["file"], mode="dark")
    shown.open("chapters/co2rr/compare.html")
    shown.emulate_media(media="print")
    style = "s => getComputedStyle(document.querySelector(s))"
    assert shown.evaluate(f"({style})('body').backgroundColor") == "rgb(255, 255, 255)"
    assert shown.evaluate(f"({style})('article p').color") == "rgb(0, 0, 0)"
    for frame in (".top", ".contents", ".here", ".turn"):
        assert not shown.locator(frame).first.is_visible(), frame
    assert shown.evaluate(f"({style})('.table-scroll').overflowX") == "visible"
    shown.context.close()


# Searching


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize(
    ("query", "address", "marked"),
    [
        ("vacancies", "/vacancies.html", "vacanc"),
        ("CO2", "chapters/co2rr/", "CO₂"),
        ("Faradaic efficiency", "figures-of-merit.html#use-merit-efficiency", "Faradaic"),
        ("ji2023", "references.html#cite-ji2023identification", "ji2023"),
        ("Co-Mn", "chapters/diatomic/", "Co–Mn"),
    ],
)
def test_search_finds(
    browser: Any, bases: dict[str, str], origin: str, query: str, address: str, marked: str
) -> None:
    shown = tab(browser, bases[origin])
    shown.open("chapters/index.html")
    shown.fill(".find input", query)
    shown.keyboard.press("Enter")
    shown.wait_for_selector("#search-results li a", timeout=10_000)
    found = shown.locator("#search-results li a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert any(address in link for link in found[:5]), found[:5]
    assert "found" in shown.locator("#search-status[role=status]").inner_text()
    marks = shown.locator("mark").all_inner_texts()
    assert any(mark.startswith(marked) for mark in marks), marks
    shown.locator(f"#search-results a[href*='{address}']").first.click()
    shown.wait_for_selector("nav.contents [aria-current=page]", state="attached")
    anchor = shown.evaluate("location.hash.slice(1)")
    assert not anchor or shown.evaluate(f"document.getElementById({anchor!r}) !== null")
    assert shown.faults() == []
    shown.context.close()


def test_search_says_when_it_finds_nothing(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["file"])
    shown.open("search.html")
    assert shown.evaluate("document.activeElement.id") == "find"
    shown.keyboard.type("qwertzuiop")
    shown.wait_for_function("() => document.querySelector('#search-status').textContent === 'Nothing found.'")
    assert shown.locator("#search-results li").count() == 0
    shown.context.close()


# That the checks bite


def test_a_fault_would_be_seen(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    wide = "<article><p style='width: 2000px'>wide</p><img src='gone.png'></article>"
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'unsafe-inline\'">'
    elsewhere = "<script src='http://example.org/a.js'></script><img src='http://example.org/a.png'>"
    page.write_text(f"{policy}{wide}<script>lost()</script>{elsewhere}", encoding="utf-8")
    shown = tab(browser, tmp_path.as_uri(), width=390)
    shown.open("bad.html")
    assert shown.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert shown.evaluate(CUT_OFF) == ["wide"]
    met = shown.faults()
    for sign in (
        "lost is not defined",
        "ERR_FILE_NOT_FOUND",
        "policy: script-src",
        "request to another host",
    ):
        assert any(sign in fault for fault in met), sign
    assert any(violation.startswith("image-alt") for violation in violations(shown))
    shown.context.close()

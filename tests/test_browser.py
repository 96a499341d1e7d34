"""The built pages in a browser, on a wide screen and on a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers import data

sync_api = pytest.importorskip("playwright.sync_api")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WIDTHS = (1280, 390)
# A page of hundreds of rows is taller than what a browser draws into one picture.
TALLEST = 16_000
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


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


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_shows_whole(browser: Any, site: support.Site, width: int) -> None:
    pictures = data.ROOT / "_build" / "screenshots"
    faults = []
    pages = [page for page in site.pages() if "http-equiv" not in page.read_text(encoding="utf-8")[:300]]
    assert len(pages) > 2
    for page in pages:
        name = page.relative_to(site.html).with_suffix("").as_posix()
        tab, errors = opened(browser, page, width)
        faults += [f"{name}: {error}" for error in errors]
        # A picture that waits to be scrolled to is looked at as well.
        tab.evaluate(LOAD_ALL)
        over = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            faults.append(f"{name}: {over} px wider than the screen")
        # Text that runs out of its own box, outside of what is meant to scroll.
        faults += [f"{name}: cut off: {text}" for text in tab.evaluate(CUT_OFF)]
        images = (
            "[...document.images].map(i => [i.getAttribute('src'), i.getAttribute('alt'), i.naturalWidth])"
        )
        for source, alt, loaded in tab.evaluate(images):
            if not alt:
                faults.append(f"{name}: no alternative text: {source}")
            if not loaded:
                faults.append(f"{name}: not loaded: {source}")
        target = pictures / f"{name.replace('/', '-')}-{width}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        height = min(tab.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        tab.screenshot(path=target, full_page=True, clip=clip)
        tab.context.close()
    assert faults == []


LOAD_ALL = """
() => Promise.all([...document.images].map(i => { i.loading = "eager"; return i.decode().catch(() => {}) }))
"""

CUT_OFF = """
() => [...document.querySelectorAll('article :is(p, li, h1, h2, h3, figcaption)')]
  .filter(e => !e.closest('.table-scroll, .pst-scrollable-table-container, pre') && e.clientWidth)
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth + 1)
  .map(e => e.textContent.slice(0, 60))
"""


def test_wide_tables_scroll_by_keyboard_on_a_phone(browser: Any, site: support.Site) -> None:
    page = next(page for page in site.pages() if "table-scroll" in page.read_text(encoding="utf-8"))
    tab, _ = opened(browser, page, 390)
    region = tab.locator(".table-scroll").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_timeout(400)
    assert region.evaluate("e => e.scrollLeft") > 0
    tab.context.close()


def test_pictures_keep_a_white_ground_on_a_dark_page(browser: Any, site: support.Site) -> None:
    page = next(page for page in site.pages() if 'class="drawn' in page.read_text(encoding="utf-8"))
    tab, _ = opened(browser, page, 1280, scheme="dark")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    image = tab.locator("figure.drawn img").first
    assert image.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert image.evaluate("e => getComputedStyle(e).filter") == "none"
    tab.context.close()


def test_search_finds_a_page(browser: Any, site: support.Site) -> None:
    tab, errors = opened(browser, site.html / "search.html", 1280)
    tab.goto((site.html / "search.html").as_uri() + "?q=vacancies")
    tab.wait_for_selector("#search-results li a", timeout=10_000)
    assert "vacancies" in tab.locator("#search-results li a").first.get_attribute("href")
    # From a folder, a browser lets no page fetch another, so that hits come without their first lines.
    assert [error for error in errors if "fetch" not in error and "ERR_FAILED" not in error] == []
    tab.context.close()


def test_a_fault_would_be_seen(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    wide = "<article><p style='width: 2000px'>wide</p><img src='gone.png'></article>"
    page.write_text(wide + "<script>lost()</script>", encoding="utf-8")
    tab, errors = opened(browser, page, 390)
    assert tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert tab.evaluate(CUT_OFF) == ["wide"]
    assert any("lost is not defined" in error for error in errors)
    assert any("ERR_FILE_NOT_FOUND" in error for error in errors)
    tab.context.close()

"""Previews of links in a browser: by pointer and by keyboard, served and from a folder."""

from __future__ import annotations

from typing import Any

import pytest
import support
from test_browser import MODES, ORIGINS, WIDTHS, Tab, bases, browser, tab, violations

pytestmark = pytest.mark.slow

__all__ = ["bases", "browser"]

BOX = "#preview:not([hidden])"
CASES = {
    # A page, a link on it, and what its preview says.
    "work": ("chapters/norr/vacancies.html", "p a[href*='#cite-li2022mno2']", "MnO"),
    "figure": ("chapters/co2rr/reaction.html", "a[href='#fig-co2rr-map']", "Map of defect classes"),
    "table": ("chapters/co2rr/reaction.html", "a[href='#tab-co2rr-equilibria']", "Gibbs energies"),
    "term": ("chapters/across/compare.html", "a[href*='#use-merit-efficiency']", "All charge"),
    "entry": ("chapters/norr/vacancies.html", "a[href$='#term-vacancy']", "without its atom"),
    "page": ("chapters/co2rr/reaction.html", "article a[href^='intrinsic.html']", "Intrinsic defects"),
    "value": ("chapters/co2rr/single-atom.html", "a[href$='#row-li2022-ye2017-fe']", "a CO FE of up to 93%"),
    "row": (
        "chapters/co2rr/printed.html",
        "a[href$='performance.html#li2022-ye2017-fe']",
        "Fe-N-C from ZIF-8",
    ),
    "system": ("data/performance.html", "a[href='systems.html#ye2017-fe-n-c']", "defect class"),
}
OVERLAP = """
() => {
  const box = document.getElementById('preview').getBoundingClientRect();
  const link = document.querySelector('[aria-describedby=preview]').getBoundingClientRect();
  return box.top < link.bottom && box.bottom > link.top && box.left < link.right && box.right > link.left;
}
"""
OUT = """
() => {
  const box = document.getElementById('preview').getBoundingClientRect();
  return box.left < 0 || box.right > document.documentElement.clientWidth ||
    document.documentElement.scrollWidth > document.documentElement.clientWidth;
}
"""


def focus(shown: Tab, link: Any) -> None:
    """Give a link the focus as the keyboard does."""
    link.scroll_into_view_if_needed()
    # A script's focus counts as that of the keyboard when the keyboard was used last.
    shown.keyboard.press("Shift")
    link.focus()


def opened(shown: Tab, kind: str) -> Any:
    """A link of the cases, on its page."""
    page, selector, _ = CASES[kind]
    shown.open(page)
    return shown.locator(f"article {selector.removeprefix('article ')}").first


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("kind", CASES)
def test_focus_shows_what_a_link_leads_to(
    browser: Any, bases: dict[str, str], origin: str, kind: str
) -> None:
    shown = tab(browser, bases[origin])
    link = opened(shown, kind)
    focus(shown, link)
    box = shown.locator(BOX)
    box.wait_for(timeout=5000)
    assert CASES[kind][2] in box.inner_text()
    assert box.get_attribute("role") == "tooltip"
    assert link.get_attribute("aria-describedby") == "preview"
    assert not shown.evaluate(OVERLAP)
    assert not shown.evaluate(OUT)
    if kind == "figure":
        shown.wait_for_function("() => document.querySelector('#preview img').naturalWidth > 0")
    shown.keyboard.press("Escape")
    assert not box.is_visible()
    assert link.get_attribute("aria-describedby") is None
    assert link.evaluate("e => e === document.activeElement")
    assert shown.faults() == []
    shown.context.close()


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_preview_stays_while_the_pointer_is_on_it(browser: Any, bases: dict[str, str], origin: str) -> None:
    shown = tab(browser, bases[origin])
    link = opened(shown, "value")
    title = link.get_attribute("title")
    link.scroll_into_view_if_needed()
    link.hover()
    box = shown.locator(BOX)
    box.wait_for(timeout=5000)
    assert link.get_attribute("title") is None
    box.hover()
    shown.wait_for_timeout(700)
    assert box.is_visible()
    shown.mouse.move(2, 2)
    box.wait_for(state="hidden", timeout=5000)
    assert link.get_attribute("title") == title
    link.hover()
    box.wait_for(timeout=5000)
    shown.keyboard.press("Escape")
    assert not box.is_visible()
    assert shown.faults() == []
    shown.context.close()


def test_the_next_link_takes_the_preview(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["http"])
    focus(shown, opened(shown, "figure"))
    box = shown.locator(BOX)
    box.wait_for(timeout=5000)
    shown.locator("article a[href='#tab-co2rr-equilibria']").first.focus()
    shown.wait_for_function("() => document.getElementById('preview').textContent.startsWith('Table')")
    assert shown.locator("[aria-describedby=preview]").count() == 1
    shown.locator("#find").focus()
    box.wait_for(state="hidden")
    shown.context.close()


def test_nothing_is_loaded_before_it_is_wanted(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["http"])
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    link = opened(shown, "value")
    assert not [url for url in asked if "/previews/" in url]
    focus(shown, link)
    shown.locator(BOX).wait_for(timeout=5000)
    assert [url for url in asked if "/previews/" in url] == [
        f"{bases['http']}/previews/chapters/co2rr/printed.js"
    ]
    shown.context.close()


def test_a_finger_follows_the_link(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["http"], width=390, has_touch=True, is_mobile=True)
    link = opened(shown, "figure")
    link.tap()
    shown.wait_for_function("() => location.hash === '#fig-co2rr-map'")
    shown.wait_for_timeout(700)
    assert shown.locator(BOX).count() == 0
    shown.context.close()


def test_a_preview_moves_nothing(browser: Any, bases: dict[str, str]) -> None:
    shown = tab(browser, bases["http"])
    link = opened(shown, "figure")
    link.scroll_into_view_if_needed()
    shown.wait_for_timeout(300)
    shown.evaluate(
        "() => { window.jumps = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "e => { jumps += e.value; })).observe({type: 'layout-shift'}); }"
    )
    before = shown.evaluate("scrollY")
    link.hover()
    shown.locator(BOX).wait_for(timeout=5000)
    shown.wait_for_timeout(300)
    assert shown.evaluate("[jumps, scrollY]") == [0, before]
    shown.context.close()


def test_quiet_readers_get_it_without_motion(browser: Any, bases: dict[str, str]) -> None:
    for wish, name in (("reduce", "none"), ("no-preference", "preview")):
        shown = tab(browser, bases["http"], reduced_motion=wish)
        focus(shown, opened(shown, "figure"))
        box = shown.locator(BOX)
        box.wait_for(timeout=5000)
        assert box.evaluate("e => getComputedStyle(e).animationName") == name
        shown.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_with_a_preview_open(
    browser: Any, bases: dict[str, str], width: int, mode: str
) -> None:
    shown = tab(browser, bases["http"], width=width, mode=mode)
    for kind in ("figure", "value", "term", "entry"):
        focus(shown, opened(shown, kind))
        shown.locator(BOX).wait_for(timeout=5000)
        # While it fades in, its text has less contrast.
        shown.wait_for_timeout(200)
        assert not shown.evaluate(OUT), kind
        assert shown.locator(BOX).count() == 1
        assert violations(shown) == [], kind
    shown.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_the_first_page_shows_whole(browser: Any, bases: dict[str, str], width: int, mode: str) -> None:
    shown = tab(browser, bases["http"], width=width, mode=mode)
    shown.open("chapters/index.html")
    assert not shown.evaluate("document.documentElement.scrollWidth > innerWidth")
    seen = shown.locator(f".part-picture .in-{mode}")
    hidden = shown.locator(f".part-picture .in-{'dark' if mode == 'light' else 'light'}")
    assert all(image.is_visible() for image in seen.all())
    assert not any(image.is_visible() for image in hidden.all())
    assert violations(shown) == []
    assert shown.faults() == []
    shown.context.close()


def test_previews_are_there_for_every_page(site: support.Site) -> None:
    folder = site.html / "previews"
    made = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.js")}
    pages = {page.relative_to(site.html).with_suffix("").as_posix() for page in site.pages()}
    assert {page for page in pages if page.startswith(("chapters/", "data/"))} == made

"""Citing in a browser: by keyboard, without scripts, and for those who listen to a page."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
import test_browser
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow

browser = test_browser.browser

PAGE = "chapters/norr/vacancies.html"
PLACE = "[...document.querySelectorAll('details.cite')].indexOf(document.activeElement.parentElement)"


@pytest.fixture(scope="module")
def served(site: support.Site) -> Iterator[str]:
    """The address of a server of the site: from a folder, a browser shows files instead of saving them."""
    handler = functools.partial(test_browser.Silent, directory=str(site.html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=["scripts", "no scripts"])
def tab(request: pytest.FixtureRequest, browser: Any, served: str) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=request.param == "scripts")
    page = context.new_page()
    page.goto(f"{served}/{PAGE}")
    yield page
    context.close()


def by_keyboard(tab: Any, name: str) -> Any:
    """The first control of a kind, reached with the tabulator alone and opened with Enter."""
    for _ in range(400):
        tab.keyboard.press("Tab")
        focused = tab.locator("summary:focus")
        if focused.count() and f"Cite {name}" in focused.inner_text().replace("\n", " "):
            tab.keyboard.press("Enter")
            # Found by its place: the focus moves on.
            return tab.locator("details.cite").nth(tab.evaluate(PLACE))
    raise AssertionError(f"no control that cites {name} is reached by keyboard")


@pytest.mark.parametrize("name", ["this section", "this figure"])
def test_a_part_is_cited_by_keyboard_alone(tab: Any, name: str) -> None:
    control = by_keyboard(tab, name)
    assert control.locator("dd").first.is_visible()
    assert "The Defects at Work contributors" in control.locator("dd").first.inner_text()
    for _ in range(12):
        tab.keyboard.press("Tab")
        focused = tab.locator("a:focus")
        if focused.count() and focused.inner_text() == "BibTeX":
            break
    with tab.expect_download() as downloading:
        tab.keyboard.press("Enter")
    text = Path(downloading.value.path()).read_text(encoding="utf-8")
    assert text.startswith("@")
    assert "The Defects at Work contributors" in text


def test_a_citation_is_copied_by_keyboard(browser: Any, site: support.Site) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site.html / PAGE).as_uri())
    control = by_keyboard(page, "this figure")
    control.locator("button").first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator("button:focus").get_attribute("aria-label") == "Copy ACS"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.copy-status:not(:empty)')")
    assert control.locator(".copy-status").inner_text() == "ACS copied"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == control.locator("dd").first.evaluate("e => e.textContent")
    assert page.locator("button:focus").get_attribute("aria-label") == "Copy ACS"
    context.close()


def open_control(page: Any, address: str, selector: str) -> Any:
    """A control on a page, opened by the pointer, with its buttons."""
    page.goto(address)
    control = page.locator(selector).first
    control.locator("> summary").click()
    control.locator("button.copy").first.wait_for()
    return control


READ = """
async () => {
  const [item] = await navigator.clipboard.read();
  const texts = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
  return Object.fromEntries(await Promise.all(texts));
}
"""
WITHOUT = {
    "a clipboard of several kinds": "",
    "no clipboard of several kinds": "delete window.ClipboardItem",
    "no right to write": "navigator.clipboard.write = () => Promise.reject(new Error('no'))",
}


@pytest.mark.parametrize("lacking", WITHOUT)
def test_a_copy_carries_italics(browser: Any, site: support.Site, lacking: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    # What the test itself reads stays.
    page.add_init_script(f"{WITHOUT[lacking]};")
    control = open_control(page, (site.html / PAGE).as_uri(), "figure.drawn details.cite")
    source = control.locator("dd").first
    source.locator("button").click()
    page.wait_for_function("() => document.querySelector('.copy-status:not(:empty)')")
    assert control.locator(".copy-status").inner_text() == "ACS copied"
    copied = page.evaluate(READ)
    assert copied["text/plain"] == source.evaluate("e => e.textContent")
    assert "<i>Defects at Work: A Companion" in copied["text/html"]
    assert "button" not in copied["text/html"]
    context.close()


def test_the_word_of_the_button_is_not_selected(browser: Any, site: support.Site) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    control = open_control(page, (site.html / PAGE).as_uri(), "figure.drawn details.cite")
    source = control.locator("dd").first
    assert source.locator("button").bounding_box()["width"] > 30
    source.evaluate("e => getSelection().selectAllChildren(e)")
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == source.evaluate("e => e.textContent")
    assert "Copy" not in copied
    context.close()


def test_the_day_of_reading_is_the_readers(browser: Any, site: support.Site) -> None:
    context = browser.new_context(timezone_id="Pacific/Auckland")
    page = context.new_page()
    page.clock.set_fixed_time("2026-03-31T20:00:00Z")
    control = open_control(page, (site.html / PAGE).as_uri(), "figure.drawn details.cite")
    plain = control.locator("dd").all_text_contents()
    control.get_by_label("Add it").check()
    assert control.locator("dd").nth(0).text_content().endswith(" (accessed 2026-04-01).")
    assert " [cited 2026 Apr 1]. Available from: " in control.locator("dd").nth(3).text_content()
    assert control.locator("dd").all_text_contents()[1:3] == plain[1:3]
    control.get_by_label("Day of reading").fill("2025-12-24")
    assert control.locator("dd").nth(0).text_content().endswith(" (accessed 2025-12-24).")
    assert " [cited 2025 Dec 24]. Available from: " in control.locator("dd").nth(3).text_content()
    control.get_by_label("Add it").uncheck()
    assert control.locator("dd").all_text_contents() == plain
    context.close()


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, site: support.Site, served: str) -> str:
    return site.html.as_uri() if request.param == "file" else served


OPENED = """
() => {
  const panel = document.querySelector(":target");
  const box = panel && panel.closest("details.cite").open && panel.getBoundingClientRect();
  return box && box.height > 0 && box.top > 0 && box.top < innerHeight / 2;
}
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("kind", ["figure.drawn", "figure:not(.drawn)"])
def test_a_work_is_cited_two_clicks_from_a_figure_or_table(
    browser: Any, base: str, kind: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{base}/chapters/co2rr/compare.html")
    control = page.locator(f"{kind} details.cite").first
    control.locator("> summary").click()
    link = control.locator("ul.behind a").first
    title = link.inner_text().rpartition(". ")[2]
    link.click()
    page.wait_for_url("**/references.html#cited-*")
    page.wait_for_function(OPENED)
    panel = page.locator(f"[id='{page.url.rpartition('#')[2]}']")
    assert title.lower()[-20:] in panel.locator("dd").nth(1).inner_text().lower()
    assert panel.locator("a[href$='.bib']").is_visible()
    assert panel.locator("button.copy").count() == (4 if scripts else 0)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_work_is_cited_on_a_phone(browser: Any, base: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{base}/{PAGE}")
    control = page.locator("figure.drawn details.cite").first
    control.locator("> summary").tap()
    control.locator("ul.behind a").first.tap()
    page.wait_for_url("**/references.html#cited-*")
    page.wait_for_function(OPENED)
    panel = page.locator(f"[id='{page.url.rpartition('#')[2]}']")
    panel.locator("button.copy").first.tap()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_a_work_is_cited_by_keyboard_where_it_is_listed(browser: Any, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/chapters/references.html")
    summary = page.locator("#cite-ye2017surface details.cite > summary")
    assert summary.inner_text().replace("\n", " ").startswith("Cite this work: Ye et al. 2017")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("#cited-ye2017surface button.copy").first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator("button:focus").get_attribute("aria-label") == "Copy ACS"
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.locator("a:focus").get_attribute("href") == "../cite/ye2017surface.bib"
    context.close()


def test_works_that_are_listed_elsewhere_on_a_page_are_found_there(browser: Any, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/{PAGE}")
    link = page.locator("section > details.cite a[href^='#works-']").first
    link.evaluate("e => { e.closest('details').open = true; }")
    link.click()
    shown = page.locator(f"[id='{page.url.rpartition('#')[2]}'] a").first
    shown.wait_for()
    assert "#cited-" in shown.get_attribute("href")
    context.close()


def test_a_preview_leads_to_what_cites_its_work(browser: Any, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/{PAGE}")
    page.locator("article p a[href*='#cite-li2022mno2']").first.hover()
    page.locator("#preview a").click()
    page.wait_for_url("**/references.html#cited-li2022mno2")
    page.wait_for_function(OPENED)
    # A link to what cites a work is previewed as the work.
    page.go_back()
    work = "ul.behind a[href*='gan2024defects']"
    control = page.locator(f"figure.drawn details.cite:has({work})").first
    control.locator("> summary").click()
    control.locator(work).first.hover()
    page.locator("#preview:not([hidden])").wait_for()
    assert "From defects to catalysis" in page.locator("#preview").inner_text()
    assert page.locator("#preview a").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_controls(browser: Any, site: support.Site, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    for name in (PAGE, "chapters/references.html", "chapters/use/citing.html"):
        page.goto((site.html / name).as_uri())
        # Works are alike; looking at hundreds of them takes minutes.
        page.evaluate("document.querySelectorAll('div.citation:nth-of-type(n+25)').forEach(e => e.remove())")
        page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
        page.wait_for_timeout(200)
        found = Axe().run(page, context={"include": [["article"]]})
        assert found.violations_count == 0, found.generate_report()
    context.close()


def test_axe_would_find_a_fault(browser: Any, site: support.Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site.html / PAGE).as_uri())
    page.evaluate("document.querySelector('details.cite summary').style.color = '#eee'")
    page.evaluate("document.querySelector('details.cite dl').setAttribute('role', 'nonsense')")
    assert Axe().run(page, context={"include": [["article"]]}).violations_count > 0
    context.close()


def test_an_old_page_leads_to_the_place_that_the_fragment_names(
    browser: Any, site: support.Site, tmp_path: Path
) -> None:
    from reviewhelpers.citing.addresses import Redirect
    from reviewhelpers.citing.citation_index import CitationIndex
    from reviewhelpers.sphinxext import redirects

    moved = Redirect(
        "chapters/norr/gone", "chapters/norr/why.html", {"was": "chapters/norr/vacancies.html#fig-norr-epr"}
    )
    # A folder of its own: other processes look at every page of the shared site.
    (tmp_path / "_static").symlink_to(site.html / "_static")
    old = tmp_path / "chapters" / "norr" / "gone.html"
    old.parent.mkdir(parents=True)
    for name in ("why.html", "vacancies.html"):
        old.with_name(name).write_text("<!DOCTYPE html><title>page</title>", encoding="utf-8")
    old.write_text(redirects.elsewhere(CitationIndex(), moved, "default-src 'self'"), encoding="utf-8")
    for scripts, fragment, end in (
        (True, "#was", "chapters/norr/vacancies.html#fig-norr-epr"),
        (True, "", "chapters/norr/why.html"),
        (False, "", "chapters/norr/why.html"),
    ):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(old.as_uri() + fragment)
        page.wait_for_url(f"**/{end}", timeout=5000)
        context.close()

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
    assert copied + " Copy" == control.locator("dd").first.evaluate("e => e.textContent")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_controls(browser: Any, site: support.Site, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    for name in (PAGE, "chapters/references.html", "chapters/use/citing.html"):
        page.goto((site.html / name).as_uri())
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


def test_an_old_page_leads_to_the_place_that_the_fragment_names(browser: Any, site: support.Site) -> None:
    from reviewhelpers.book import published
    from reviewhelpers.citing.addresses import Redirect
    from reviewhelpers.citing.desk import Desk

    moved = Redirect(
        "chapters/norr/gone", "chapters/norr/why.html", {"was": "chapters/norr/vacancies.html#fig-norr-epr"}
    )
    old = site.html / "chapters" / "norr" / "gone.html"
    old.write_text(published.elsewhere(Desk(), moved, "default-src 'self'"), encoding="utf-8")
    try:
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
    finally:
        old.unlink()

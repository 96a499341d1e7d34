"""Points of a figure in a browser: under fingers, to screen readers, without scripts, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import test_browser
import test_engines_points
from test_engines_points import IMAGE, NEAR, PAGE, POINTS, ROWS

pytestmark = pytest.mark.slow

browser = test_browser.browser
folder = test_engines_points.folder


def test_fingers_reach_points(browser: Any, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(f"{folder.as_uri()}/{PAGE}")
    box = tab.locator(IMAGE).bounding_box()
    tab.touchscreen.tap(box["x"] + 0.5 * box["width"] + 15, box["y"] + 0.5 * box["height"])
    tab.locator(".point-told").wait_for()
    assert NEAR in tab.locator(".point-told").inner_text()
    sizes = tab.locator(".point").evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
    assert sizes == [[24, 24]] * len(POINTS)
    # The second tap is on the point, which leads to its row.
    tab.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    tab.wait_for_url(f"**/data/performance.html#{ROWS[0]}")
    context.close()


def test_screen_readers_meet_a_group_of_named_links(browser: Any, folder: Path) -> None:
    tab = browser.new_page()
    tab.goto(f"{folder.as_uri()}/{PAGE}")
    tab.locator(".enlarge.in-light").focus()
    tab.locator(".point").first.wait_for(state="attached")
    met = tab.locator("figure").aria_snapshot()
    assert 'group "Points of this figure' in met
    assert all(f'{"link" if one["rows"] else "img"} "{one["text"]}"' in met for one in POINTS)
    tab.close()


def test_without_the_script_of_points_the_picture_stays(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{folder.as_uri()}/{PAGE}")
    assert tab.locator(IMAGE).evaluate("e => e.currentSrc").endswith("/fig-a.svg")
    tab.locator(IMAGE).click()
    tab.wait_for_url("**/figures/fig-a.svg")
    context.close()


def test_on_paper_the_wide_form_shows(browser: Any, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(f"{folder.as_uri()}/{PAGE}")
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    tab.emulate_media(media="print")
    tab.wait_for_function("s => document.querySelector(s).currentSrc.endsWith('/fig-a.svg')", arg=IMAGE)
    assert tab.locator(IMAGE).is_visible()
    context.close()

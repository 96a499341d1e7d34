"""A figure that moves in a browser: to axe and screen readers, without scripts, on paper."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from test_browser import RULES, axe, browser
from test_engines_frames import BUTTON, COUNT, DRAWING, PAGE, STATIC, folder

pytestmark = pytest.mark.slow

__all__ = ["browser", "folder"]


@pytest.fixture
def tab(browser: Any, folder: Any) -> Iterator[Any]:
    """The page, from a folder."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    shown.goto(f"{folder.as_uri()}/{PAGE}")
    yield shown
    context.close()


def start(tab: Any) -> None:
    tab.click(BUTTON)
    tab.wait_for_selector(f"{DRAWING} svg")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_open_figure(tab: Any, mode: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.evaluate("mode => { document.documentElement.dataset.theme = mode; }", mode)
    start(tab)
    tab.keyboard.press("ArrowRight")
    tab.evaluate(axe.AXE_SCRIPT)
    found = tab.evaluate(f"() => axe.run(document, {json.dumps(RULES)})")
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]] == []


def test_screen_readers_meet_a_slider_and_a_picture_that_says_its_value(tab: Any) -> None:
    start(tab)
    tab.keyboard.press("ArrowRight")
    met = tab.locator(".moved").aria_snapshot()
    assert 'group "Figure that moves"' in met
    assert 'img "Length of the bar: 2 m."' in met
    assert 'slider "Length of the bar"' in met
    assert "status: 2 m" in met


def test_a_pointer_drags_it_through_all_values(tab: Any) -> None:
    start(tab)
    slider = tab.locator(".moved input")
    box = slider.bounding_box()
    seen = set()
    tab.mouse.move(box["x"] + 9, box["y"] + box["height"] / 2)
    tab.mouse.down()
    for step in range(101):
        tab.mouse.move(box["x"] + 9 + step * (box["width"] - 18) / 100, box["y"] + box["height"] / 2)
        seen.add(tab.locator(".moved-value").inner_text())
    tab.mouse.up()
    assert seen == {f"{at + 1} m" for at in range(COUNT)}


def test_without_scripts_the_picture_stands_alone(browser: Any, folder: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    text = (folder / PAGE).read_text(encoding="utf-8").replace(' data-theme="light"', "")
    (folder / "chapters" / "plain.html").write_text(text, encoding="utf-8")
    shown.goto(f"{folder.as_uri()}/chapters/plain.html")
    assert shown.locator(".picture .in-light img").is_visible()
    assert not shown.locator(BUTTON).is_visible()
    context.close()


def test_paper_has_the_frame_and_its_value_alone(tab: Any) -> None:
    start(tab)
    tab.emulate_media(media="print")
    assert tab.locator(f"{DRAWING} svg").is_visible()
    assert tab.locator(".moved-value").is_visible()
    assert not tab.locator(".moved input").is_visible()
    assert not tab.locator(BUTTON).is_visible()


def test_what_moves_weighs_next_to_nothing() -> None:
    assert len(gzip.compress((STATIC / "load-frames.js").read_bytes())) < 450
    assert (
        sum(len(gzip.compress((STATIC / part).read_bytes())) for part in ("frames.js", "frames.css")) < 4_000
    )

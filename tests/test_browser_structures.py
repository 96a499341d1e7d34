"""Structures turned in a browser: to axe and screen readers, on a phone, without scripts, still, on paper."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
import test_browser
import test_engines_structures
from test_browser import RULES, axe
from test_engines_structures import BUTTON, CANVAS, PAGE, SAID, STATIC, STILL, TITLES

pytestmark = pytest.mark.slow

browser = test_browser.browser
folder = test_engines_structures.folder
READY = "s => document.querySelector(s)?.getAttribute('aria-label')?.includes('atoms')"


@pytest.fixture
def tab(browser: Any, folder: Path) -> Iterator[Any]:
    """The page, in which motion is reduced."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    shown = context.new_page()
    shown.goto(f"{folder.as_uri()}/{PAGE}")
    yield shown
    context.close()


def start(tab: Any) -> str:
    tab.click(BUTTON)
    tab.wait_for_function(READY, arg=CANVAS)
    return str(tab.evaluate(STILL, CANVAS))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_open_viewer(tab: Any, mode: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.evaluate("mode => { document.documentElement.dataset.theme = mode; }", mode)
    tab.locator("details.structures").evaluate("e => { e.open = true; }")
    start(tab)
    tab.keyboard.press("n")
    tab.keyboard.press("Enter")
    tab.evaluate(axe.AXE_SCRIPT)
    found = tab.evaluate(f"() => axe.run(document, {json.dumps(RULES)})")
    # The page of the test has no frame around its text.
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]] == []


def test_screen_readers_meet_a_named_picture_that_takes_keys(tab: Any) -> None:
    start(tab)
    met = tab.locator(".structure").aria_snapshot()
    assert 'group "In 3D"' in met
    assert 'button "Graphene" [pressed]' in met
    assert 'application "Graphene, C' in met
    assert "status" in met
    assert 'button "Zoom in"' in met
    assert 'button "Close"' in met
    described = tab.locator(CANVAS).get_attribute("aria-describedby")
    assert "Escape closes" in tab.locator(f"#{described}").inner_text()


def test_motion_is_reduced_for_who_asks(tab: Any) -> None:
    tab.click(BUTTON)
    tab.wait_for_function(READY, arg=CANVAS)
    frames = """
      async ([s, enough, tries]) => {
        const seen = new Set();
        // A machine with much to do draws a frame now and then.
        for (let left = tries; left && seen.size < enough; left -= 1) {
          await new Promise(done => setTimeout(done, 40));
          seen.add(document.querySelector(s).toDataURL());
        }
        return seen.size;
      }"""
    tab.evaluate("() => new Promise(done => setTimeout(done, 100))")
    assert tab.evaluate(frames, [CANVAS, 2, 12]) == 1
    tab.emulate_media(reduced_motion="no-preference")
    tab.click(".structure-tools button:nth-child(4)")
    assert tab.evaluate(frames, [CANVAS, 3, 400]) > 2


def test_the_page_scrolls_past_a_viewer_without_focus(tab: Any) -> None:
    first = start(tab)
    tab.locator("#before").focus()
    without = tab.evaluate(STILL, CANVAS)
    tab.locator(CANVAS).hover(position={"x": 5, "y": 5})
    tab.mouse.wheel(0, 120)
    tab.wait_for_function("() => scrollY > 60")
    assert tab.evaluate(STILL, CANVAS) == without
    tab.locator(CANVAS).focus()
    assert tab.evaluate(STILL, CANVAS) == first
    tab.locator(CANVAS).hover(position={"x": 5, "y": 5})
    before = tab.evaluate("() => scrollY")
    tab.mouse.wheel(0, -120)
    assert tab.evaluate(STILL, CANVAS) != first
    assert tab.evaluate("() => scrollY") == before


def test_a_finger_that_goes_down_scrolls_and_one_that_goes_aside_turns(browser: Any, folder: Path) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    shown = context.new_page()
    shown.goto(f"{folder.as_uri()}/{PAGE}")
    shown.locator(BUTTON).tap()
    shown.wait_for_function(READY, arg=CANVAS)
    first = shown.evaluate(STILL, CANVAS)
    box = shown.locator(CANVAS).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touches = context.new_cdp_session(shown)

    def swipe(across: float, down: float) -> None:
        for kind, share in (("Start", 0), *(("Move", at / 10) for at in range(1, 11)), ("End", 1)):
            at = [{"x": x + share * across, "y": y + share * down}] if kind != "End" else []
            touches.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": at})

    swipe(100, 0)
    turned = shown.evaluate(STILL, CANVAS)
    assert turned != first
    assert shown.evaluate("() => scrollY") == 0
    swipe(0, -150)
    shown.wait_for_function("() => scrollY > 50")
    assert shown.evaluate(STILL, CANVAS) == turned
    context.close()


def test_two_fingers_zoom(tab: Any) -> None:
    first = start(tab)
    tab.evaluate(
        """s => {
          const canvas = document.querySelector(s);
          canvas.setPointerCapture = () => {};
          const send = (kind, pointerId, clientX) => canvas.dispatchEvent(
            new PointerEvent("pointer" + kind, { pointerId, pointerType: "touch", clientX, clientY: 300 }));
          send("down", 1, 300); send("down", 2, 400); send("move", 2, 500); send("up", 1, 300); send("up", 2, 500);
        }""",
        CANVAS,
    )
    assert tab.evaluate(STILL, CANVAS) != first
    assert "distance" in tab.locator(SAID).inner_text()


def test_without_scripts_there_are_only_files(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(f"{folder.as_uri()}/{PAGE}")
    # Where scripts run, one of them says which mode the page is in.
    (folder / "chapters" / "plain.html").write_text(
        (folder / PAGE).read_text(encoding="utf-8").replace(' data-theme="light"', ""), encoding="utf-8"
    )
    shown.goto(f"{folder.as_uri()}/chapters/plain.html")
    assert not shown.locator(BUTTON).is_visible()
    shown.locator("details.structures summary").click()
    links = shown.locator("details.structures a[download]")
    assert links.count() == 2 * len(TITLES)
    assert all(links.nth(at).is_visible() for at in range(links.count()))
    context.close()


def test_a_structure_that_is_not_there_is_told_and_the_next_one_works(browser: Any, folder: Path) -> None:
    broken = folder / "chapters" / "broken.html"
    broken.write_text(
        (folder / PAGE).read_text(encoding="utf-8").replace("structures/str-sheet.js", "structures/none.js"),
        "utf-8",
    )
    shown = browser.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.goto(broken.as_uri())
    shown.click(BUTTON)
    shown.wait_for_function("s => /not be loaded/.test(document.querySelector(s)?.textContent)", arg=SAID)
    shown.keyboard.press("ArrowLeft")
    for at in range(5):
        shown.click(f".structure-tools button:nth-child({at + 1})")
    shown.click(".structure-choice button:nth-child(2)")
    shown.wait_for_function(READY, arg=CANVAS)
    shown.click(".structure-tools button:last-child")
    assert not shown.locator(CANVAS).count()
    assert faults == []
    shown.close()


def test_many_structures_are_a_list(browser: Any, folder: Path) -> None:
    many = folder / "chapters" / "many.html"
    many.write_text(test_engines_structures.page((*TITLES, *TITLES)), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(many.as_uri())
    start(shown)
    assert shown.locator(".structure-choice option").count() == 2 * len(TITLES)
    shown.get_by_role("combobox", name="Structure", exact=True).select_option("1")
    shown.wait_for_function(
        "([s, t]) => document.querySelector(s).getAttribute('aria-label').startsWith(t)",
        arg=[CANVAS, TITLES["str-vacancy"]],
    )
    shown.close()


def test_in_a_list_each_opens_its_own_and_leads_to_the_others(browser: Any, folder: Path) -> None:
    items = "".join(
        f'<li class="model" id="{id}"><div class="picture"><img class="in-light" src="a.svg" alt="A sheet"></div>'
        f'<p class="in-3d"><button type="button" aria-expanded="false">Turn in 3D</button></p><p>{title}</p>'
        f'<p class="files" data-structure="../structures/{id}.js" data-title="{title}"><span>Download</span></p></li>'
        for id, title in TITLES.items()
    )
    start_tag, end_tag = '<figure class="drawn">', "</figure>"
    text = test_engines_structures.page()
    before, after = text.split(start_tag)[0], text.split(end_tag)[1]
    listed = folder / "chapters" / "listed.html"
    looks = '<link rel="stylesheet" href="../_static/models.css">'
    listed.write_text(f'{before}{looks}<ul class="gallery models">{items}</ul>{after}', encoding="utf-8")
    shown = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    shown.goto(listed.as_uri())
    names = "([s, t]) => document.querySelector(s)?.getAttribute('aria-label')?.startsWith(t)"
    for id in ("str-vacancy", "str-nitrogen"):
        shown.click(f"#{id} {BUTTON}")
        shown.wait_for_function(names, arg=[f"#{id} {CANVAS}", TITLES[id]])
        # Each closes the one before, whose picture is back.
        assert shown.locator(CANVAS).count() == 1
        assert shown.locator(".picture:visible").count() == len(TITLES) - 1
        assert shown.locator(".structure-choice [aria-pressed=true]").inner_text() == TITLES[id]
        box = shown.locator(".structure").bounding_box()
        assert box["width"] > 600
        assert box["y"] > -1
    shown.click(".structure-choice button:first-child")
    shown.wait_for_function(names, arg=[CANVAS, TITLES["str-sheet"]])
    shown.keyboard.press("Escape")
    assert not shown.locator(CANVAS).count()
    assert shown.evaluate("() => document.activeElement.closest('li').id") == "str-nitrogen"
    shown.close()


def test_paper_shows_it_as_it_was_turned_on_white(tab: Any, tmp_path: Path) -> None:
    tab.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    start(tab)
    tab.evaluate(
        """s => addEventListener("beforeprint", () => {
          window.corner = [...document.querySelector(s).getContext("2d").getImageData(2, 2, 1, 1).data];
        })""",
        CANVAS,
    )
    tab.pdf(path=tmp_path / "a.pdf", print_background=False)
    assert tab.evaluate("() => window.corner.slice(0, 3)") == [255, 255, 255]
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "no result of a source" in text
    assert "Back to the drawing" not in text
    assert "Zoom" not in text


def test_high_contrast_fades_nothing(tab: Any) -> None:
    start(tab)
    faded = tab.evaluate(STILL, CANVAS)
    tab.emulate_media(contrast="more")
    plain = tab.evaluate(STILL, CANVAS)
    assert plain != faded
    tab.emulate_media(forced_colors="active")
    assert tab.evaluate(STILL, CANVAS) != faded


def test_the_loader_weighs_next_to_nothing() -> None:
    assert len(gzip.compress((STATIC / "load-structures.js").read_bytes())) < 600
    parts = ("structures.js", "structures-drawing.js", "structures.css")
    assert sum(len(gzip.compress((STATIC / part).read_bytes())) for part in parts) < 14_000

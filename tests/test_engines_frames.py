"""A figure that moves in the place of its picture: in Chromium, Firefox and WebKit, from both origins."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from engines import Engine, Session, engine, serve

from reviewhelpers.content import frames as packing
from reviewhelpers.sphinxext import page_nodes, theme_pages

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE, STATIC = "chapters/page.html", theme_pages.FOLDER / "static"
BUTTON, SLIDER, DRAWING, SAID = ".move button", ".moved input", ".moved-drawing", ".moved-value"
LIGHT, DARK = "#00568f", "#3a8bcf"
GROUND = {"#ffffff": "#15181c", LIGHT: DARK, "#000000": "#e8ebef"}
COUNT = 21
OPENS = 1.0
"""Seconds from the press to the first frame."""
BAR = "() => document.querySelector('.moved-drawing svg > path:last-of-type').getBoundingClientRect().width"
FILL = "() => getComputedStyle(document.querySelector('.moved-drawing svg > path:last-of-type')).fill"
FOCUSED = "s => document.activeElement === document.querySelector(s)"


def frame(at: int) -> list[str]:
    """A bar that gets longer, on a ground, with a letter."""
    return [
        "<defs>",
        '<clipPath id="p1"><rect x="0" y="0" width="340" height="200"/></clipPath>',
        '<path id="letter" d="M0 0L4 0L4 8z"/>',
        "</defs>",
        '<path d="M0 0L340 0L340 200L0 200z" fill="#ffffff"/>',
        '<use href="#letter" x="10" y="10"/>',
        f'<path d="M20 80L{20 + 15 * at} 80L{20 + 15 * at} 120L20 120z" fill="{LIGHT}" clip-path="url(#p1)"/>',
    ]


def script() -> str:
    """The frames of the figure, packed as those of the book."""
    table, runs = packing.packed([frame(at + 1) for at in range(COUNT)])
    held = {
        "id": "fig-a",
        "label": "Length of the bar",
        "texts": [f"{at + 1} m" for at in range(COUNT)],
        "told": ["It is short.", *[""] * (COUNT - 1)],
        "size": [340.0, 200.0],
        "dark": GROUND,
        "table": "\n".join(table),
        "frames": runs,
    }
    return f"figureFrames({json.dumps(held)})\n"


def page() -> str:
    """A page of the book with one figure, under the policy of the book."""
    builder = SimpleNamespace(current_docname="chapters/page", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    picture = page_nodes.FigurePicture(
        paths={"light": "figures/fig-a.svg", "dark": "figures/fig-a.dark.svg"},
        size=(691, 400),
        alt="Three bars",
        details="",
        frames="figures/fig-a.frames.js",
    )
    with pytest.raises(nodes.SkipNode):
        page_nodes.visit_drawn(translator, picture)
    theme = tomllib.loads((theme_pages.FOLDER / "theme.toml").read_text(encoding="utf-8"))
    return (
        '<!doctype html><html lang="en" data-content_root="../" data-theme="light"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Figure</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(theme["options"]["policy"])}">'
        '<link rel="stylesheet" href="../_static/style.css">'
        '<script defer src="../_static/load-structures.js" data-script="structures.js?v=1"></script>'
        '<script defer src="../_static/load-frames.js" data-script="frames.js?v=1"></script>'
        '<main id="main"><article><h1>Figure</h1><p><button id="before">Before</button></p>'
        f'<figure class="drawn">{"".join(translator.body)}<figcaption><p>Fig. 1</p></figcaption></figure>'
        '<p><button id="after">After</button></p></article></main></html>'
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of this page."""
    root = tmp_path_factory.mktemp("frames")
    shutil.copytree(STATIC, root / "_static")
    for name in ("chapters", "figures"):
        (root / name).mkdir()
    (root / PAGE).write_text(page(), encoding="utf-8")
    for mode, colour in (("", "#ddd"), ("dark.", "#333")):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="691" height="400">'
            f'<rect width="691" height="400" fill="{colour}"/></svg>'
        )
        (root / "figures" / f"fig-a.{mode}svg").write_text(svg, encoding="utf-8")
    (root / "figures" / "fig-a.frames.js").write_text(script(), encoding="utf-8")
    return root


@pytest.fixture(params=["http", "file"])
def shown(request: pytest.FixtureRequest, engine: Engine, folder: Path) -> Iterator[Session]:
    """The page in a wide window; what went wrong is looked at when the test is done."""
    with serve(folder) as served:
        base = served if request.param == "http" else folder.as_uri()
        with engine.open(base) as session:
            session.goto(PAGE)
            session.wait_for("() => document.readyState === 'complete'")
            yield session
            faults = session.faults()
    assert faults == []


def start(session: Session) -> None:
    session.click(BUTTON)
    session.wait_for("s => document.querySelector(s)", f"{DRAWING} svg")


def text(session: Session, selector: str) -> str:
    return str(session.evaluate("s => document.querySelector(s).textContent", selector))


def attribute(session: Session, selector: str, name: str) -> str:
    return str(session.evaluate("(s, name) => document.querySelector(s).getAttribute(name)", selector, name))


def test_nothing_is_loaded_before_the_press_and_it_opens_at_once(shown: Session) -> None:
    loaded = "script[src*='/frames.js'], script[src*='.frames.js'], link[href*='frames.css']"
    assert shown.count(loaded) == 0
    assert shown.evaluate("() => document.querySelector('.picture').checkVisibility()")
    before = shown.evaluate(
        "button => { window.pressed = 0; new MutationObserver((_, own) => {"
        " if (document.querySelector('.moved-drawing svg')) {"
        " window.pressed = performance.now() - window.began; own.disconnect(); } })"
        ".observe(document.body, {childList: true, subtree: true});"
        " addEventListener('click', () => { window.began ??= performance.now(); }, true);"
        " return document.querySelector(button).textContent; }",
        BUTTON,
    )
    assert before == "Move it"
    start(shown)
    shown.wait_for("() => window.pressed")
    assert shown.evaluate("() => window.pressed") < 1000 * OPENS
    assert shown.count(loaded) == 3
    assert not shown.evaluate("() => document.querySelector('.picture').checkVisibility()")
    shown.click(BUTTON)
    shown.wait_for("() => !document.querySelector('.moved')")
    assert shown.evaluate("() => document.querySelector('.picture').checkVisibility()")
    assert (text(shown, BUTTON), attribute(shown, BUTTON, "aria-expanded")) == (before, "false")
    start(shown)
    # A second press loads nothing again.
    assert shown.count(loaded) == 3


def test_keys_move_it_and_all_says_the_value(shown: Session) -> None:
    start(shown)
    shown.wait_for(FOCUSED, SLIDER)
    widths = [shown.evaluate(BAR)]
    assert attribute(shown, DRAWING, "aria-label") == "Length of the bar: 1 m. It is short."
    for key, at in (
        ("ArrowRight", 2),
        ("ArrowRight", 3),
        ("End", COUNT),
        ("ArrowLeft", COUNT - 1),
        ("Home", 1),
    ):
        shown.press(key)
        shown.wait_for("(s, said) => document.querySelector(s).textContent === said", SAID, f"{at} m")
        assert attribute(shown, SLIDER, "aria-valuetext") == f"{at} m"
        label = attribute(shown, DRAWING, "aria-label")
        assert label == f"Length of the bar: {at} m.{' It is short.' if at == 1 else ''}"
        widths.append(shown.evaluate(BAR))
    assert widths[0] == widths[-1]
    lengths = [width / widths[0] for width in widths]
    assert lengths == pytest.approx([1, 2, 3, COUNT, COUNT - 1, 1], rel=0.01)
    assert (
        shown.evaluate("s => document.querySelector(s).labels[0].textContent", SLIDER) == "Length of the bar"
    )
    shown.press("Escape")
    shown.wait_for("() => !document.querySelector('.moved')")
    shown.wait_for(FOCUSED, BUTTON)


def test_it_follows_the_mode_and_is_light_on_paper(shown: Session) -> None:
    start(shown)
    light, dark = "rgb(0, 86, 143)", "rgb(58, 139, 207)"
    assert shown.evaluate(FILL) == light
    shown.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    shown.wait_for(f"() => ({FILL})() === '{dark}'")
    shown.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    shown.wait_for(f"() => ({FILL})() === '{light}'")
    shown.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    shown.wait_for(f"() => ({FILL})() === '{dark}'")


def test_it_fits_a_phone_and_keeps_its_height(shown: Session) -> None:
    start(shown)
    for width in (1280, 390):
        shown.resize(width)
        heights = []
        for key in ("Home", "End"):
            shown.evaluate("s => document.querySelector(s).focus()", SLIDER)
            shown.press(key)
            box = shown.evaluate(
                "() => { const b = document.querySelector('.moved').getBoundingClientRect();"
                " return [b.left, innerWidth - b.right, b.height]; }"
            )
            assert min(box[:2]) >= 0
            heights.append(box[2])
        assert heights[0] == pytest.approx(heights[1], abs=1)
        assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_parts_of_a_frame_find_each_other_and_no_part_of_the_page(shown: Session) -> None:
    start(shown)
    found = shown.evaluate(
        "() => [...document.querySelectorAll('.moved [id], .moved use')]"
        ".map(e => e.id || e.getAttribute('href'))"
    )
    assert found == ["fig-a-p1", "fig-a-letter", "#fig-a-letter", "fig-a-moved-value"]
    assert shown.evaluate("() => document.querySelector('.moved use').getBoundingClientRect().width") > 1

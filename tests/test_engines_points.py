"""The two forms of a figure, and the values of its points, in Chromium, Firefox and WebKit, from both origins."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from engines import Engine, Session, engine, serve

from reviewhelpers.content import figure_points
from reviewhelpers.sphinxext import page_nodes, theme_pages

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE, STATIC = "chapters/page.html", theme_pages.FOLDER / "static"
SIZES = {"page": (691, 400), "phone": (461, 500)}
ROWS = ("li2022-ye2017-fe", "li2022-zhao2017-tof", "li2022-daiyan2018-j")
NEAR, FAR, BOTH, BARE = "93 % at −0.7 V", "5273 per hour", "0.7 mA, from two rows", "12 inside the metal"
POINTS = [
    {"text": NEAR, "rows": ROWS[:1], "page": (0.5, 0.5), "phone": (0.5, 0.5)},
    {"text": FAR, "rows": ROWS[1:2], "page": (0.9, 0.1), "phone": (0.1, 0.9)},
    {"text": BOTH, "rows": ROWS[1:], "page": (0.02, 0.02), "phone": (0.98, 0.98)},
    # What is computed from no row leads nowhere, and is told all the same.
    {"text": BARE, "rows": (), "page": (0.5, 0.36), "phone": (0.3, 0.2)},
]
IMAGE = ".picture .in-light img"
TOLD = "() => document.querySelector('.point-told')?.innerText ?? ''"
FOCUS = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.className"
TELLS = "text => document.querySelector('.point-told')?.innerText.includes(text)"
SILENT = "() => !document.querySelector('.point-told')"
PAUSE = "time => new Promise(done => setTimeout(done, time))"
# A mouse that moves a little on the middle of an element.
MOVE = """
selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const at = {clientX: box.left + box.width / 2 + 2, clientY: box.top + box.height / 2};
  const target = document.elementFromPoint(at.clientX, at.clientY);
  target.dispatchEvent(new PointerEvent("pointermove", {pointerType: "mouse", bubbles: true, ...at}));
}
"""


def page() -> str:
    """A page of the book with one figure, under the policy of the book."""
    builder = SimpleNamespace(current_docname="chapters/page", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    picture = page_nodes.FigurePicture(
        paths={"light": "figures/fig-a.svg", "dark": "figures/fig-a.dark.svg"},
        size=SIZES["page"],
        alt="Three points",
        details="",
        phone={
            "paths": {"light": "figures/fig-a.phone.svg", "dark": "figures/fig-a.phone.dark.svg"},
            "size": SIZES["phone"],
        },
        points="figures/fig-a.points.js",
    )
    with pytest.raises(nodes.SkipNode):
        page_nodes.visit_drawn(translator, picture)
    theme = tomllib.loads((theme_pages.FOLDER / "theme.toml").read_text(encoding="utf-8"))
    scripts = (
        '<script defer src="../_static/previews.js"></script>'
        '<script defer src="../_static/load-points.js" data-script="points.js"></script>'
    )
    return (
        '<!doctype html><html lang="en" data-content_root="../" data-theme="light"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Figure</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(theme["options"]["policy"])}">'
        f'<link rel="stylesheet" href="../_static/style.css">{scripts}'
        '<main id="main"><article><h1>Figure</h1><p><button id="before">Before</button></p>'
        f'<figure class="drawn">{"".join(translator.body)}</figure>'
        '<p><button id="after">After</button></p></article></main></html>'
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of this page and one of a table."""
    root = tmp_path_factory.mktemp("points")
    shutil.copytree(STATIC, root / "_static")
    for name in ("chapters", "figures", "data", "previews/data"):
        (root / name).mkdir(parents=True)
    (root / PAGE).write_text(page(), encoding="utf-8")
    for form, (width, height) in SIZES.items():
        for mode, colour in (("", "#ddd"), ("dark.", "#333")):
            name = f"fig-a.{'phone.' if form == 'phone' else ''}{mode}svg"
            svg = (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
                f'<rect width="{width}" height="{height}" fill="{colour}"/></svg>'
            )
            (root / "figures" / name).write_text(svg, encoding="utf-8")
    forms = {
        form: [
            {"x": one[form][0], "y": one[form][1], "text": one["text"], "rows": one["rows"]} for one in POINTS
        ]
        for form in SIZES
    }
    (root / "figures" / "fig-a.points.js").write_text(figure_points.script("fig-a", forms), encoding="utf-8")
    places = "".join(f'<p id="{row}">{row}</p>' for row in ROWS)
    (root / "data" / "performance.html").write_text(f"<!doctype html><title>T</title>{places}", "utf-8")
    previews = ",".join(f'"{row}":{{"title":"{row}","text":""}}' for row in ROWS)
    (root / "previews" / "data" / "performance.js").write_text(
        f'previewPlaces("data/performance.html",{{{previews}}})\n', encoding="utf-8"
    )
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


def place(session: Session, selector: str) -> tuple[float, float]:
    """The middle of an element as a fraction of the picture."""
    middle = session.evaluate(
        "(selector, image) => {"
        " const [a, b] = [selector, image].map(s => document.querySelector(s).getBoundingClientRect());"
        " return [(a.left + a.width / 2 - b.left) / b.width, (a.top + a.height / 2 - b.top) / b.height]; }",
        selector,
        IMAGE,
    )
    return tuple(middle)


def hover(session: Session) -> None:
    """Move the pointer onto the middle of the picture and stay there.

    WebKit on a screen that nobody sees now and then puts the pointer elsewhere a moment later.
    """
    for left in reversed(range(5)):
        session.point("h1")
        session.point(".picture")
        try:
            session.wait_for(TELLS, NEAR, timeout=4)
            session.evaluate(PAUSE, 600)
            assert session.evaluate(TELLS, NEAR)
            break
        except (AssertionError, TimeoutError):
            if not left:
                raise


def test_the_form_that_fits_the_window_shows_and_holds_its_place(shown: Session) -> None:
    for width, form, name in ((1280, "page", "fig-a"), (899, "phone", "fig-a.phone"), (900, "page", "fig-a")):
        shown.resize(width)
        for mode, end in (("light", "svg"), ("dark", "dark.svg")):
            shown.evaluate("mode => { document.documentElement.dataset.theme = mode; }", mode)
            image = f".picture .in-{mode} img"
            shown.wait_for(
                "(s, end) => document.querySelector(s).currentSrc.endsWith(end)"
                " && document.querySelector(s).complete",
                image,
                f"/{name}.{end}",
            )
            visible = shown.evaluate("() => [...document.images].map(i => i.checkVisibility())")
            assert visible == [mode == "light", mode == "dark"]
            held, wide, high = shown.evaluate(
                "s => { const i = document.querySelector(s);"
                " return [getComputedStyle(i).aspectRatio, i.offsetWidth, i.offsetHeight]; }",
                image,
            )
            across, down = SIZES[form]
            assert held == f"auto {across} / {down}"
            assert high == pytest.approx(wide * down / across, abs=1)
            if form == "page":
                assert wide == 691


def test_nothing_is_loaded_before_a_reader_points(shown: Session) -> None:
    scripts, teller = "script[src$='fig-a.points.js']", "script[src$='/points.js']"
    assert (shown.count(scripts), shown.count(teller), shown.count(".point")) == (0, 0, 0)
    shown.point(".picture")
    shown.wait_for("() => document.querySelector('.point')")
    shown.point("h1")
    shown.point(".picture")
    assert (shown.count(scripts), shown.count(teller)) == (1, 1)


def test_a_pointer_is_told_a_point_and_led_to_its_row(shown: Session) -> None:
    hover(shown)
    assert ROWS[0] in shown.evaluate(TOLD)
    assert shown.count(".point-row") == 1
    # A link to a row of the data has no preview here, which would say the same again.
    assert shown.count("#preview:not([hidden])") == 0
    shown.press("Escape")
    shown.wait_for(SILENT)
    shown.evaluate(MOVE, IMAGE)
    shown.evaluate(PAUSE, 100)
    assert shown.evaluate(SILENT)
    hover(shown)
    shown.click(".point.told")
    shown.wait_for("row => location.href.endsWith(`/data/performance.html#${row}`)", ROWS[0])


def test_what_is_told_goes_with_the_pointer(shown: Session) -> None:
    # A pointer may move onto what is told, to mark its text or follow its link, and tells what lies below no more.
    for left in reversed(range(3)):
        hover(shown)
        try:
            shown.point(".point-told p")
            shown.evaluate(PAUSE, 500)
            assert NEAR in shown.evaluate(TOLD)
            break
        except (AssertionError, RuntimeError, TimeoutError):
            # As in `hover`: the pointer of WebKit may be put elsewhere on its way.
            if not left:
                raise
    shown.point("h1")
    shown.wait_for(SILENT)


def test_keys_go_from_point_to_point(shown: Session) -> None:
    shown.evaluate("() => document.querySelector('#before').focus()")
    shown.press("Tab")
    shown.wait_for("() => document.activeElement.matches('.enlarge.in-light')")
    shown.wait_for("() => document.querySelector('.point')")
    shown.press("Tab")
    told = []
    for key in ("", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp"):
        if key:
            shown.press(key)
        told.append(shown.evaluate(FOCUS))
        shown.wait_for(TELLS, told[-1])
        assert shown.count(".point[tabindex='0']") == 1
        # Also where the point is in the corner of the picture.
        box = shown.evaluate(
            "() => { const b = document.querySelector('.point-told').getBoundingClientRect();"
            " return [b.left, b.top, innerWidth - b.right]; }"
        )
        assert min(box) >= 0
    assert told == [NEAR, FAR, BOTH, BARE, NEAR, BARE, BOTH, FAR]
    shown.press("Escape")
    shown.wait_for(SILENT)
    assert shown.evaluate(FOCUS) == FAR
    shown.press("ArrowLeft")
    shown.wait_for(TELLS, NEAR)
    # The point itself leads to its row.
    shown.press("Tab")
    shown.wait_for("() => document.activeElement.id === 'after'")
    shown.evaluate("text => document.querySelector(`.point[aria-label='${text}']`).focus()", FAR)
    shown.evaluate("() => document.querySelector('.point[tabindex=\"0\"]').focus()")
    shown.press("Enter")
    shown.wait_for("row => location.href.endsWith(`/data/performance.html#${row}`)", ROWS[1])


def test_every_row_of_a_point_is_reached_by_keys(shown: Session) -> None:
    shown.evaluate("() => document.querySelector('.enlarge').focus()")
    shown.wait_for("() => document.querySelector('.point')")
    shown.evaluate("text => document.querySelector(`.point[aria-label='${text}']`).focus()", BOTH)
    shown.wait_for(TELLS, BOTH)
    shown.press("Tab")
    shown.wait_for("row => document.activeElement.textContent === row", ROWS[2])
    assert BOTH in shown.evaluate(TOLD)
    shown.press("Escape")
    shown.wait_for(SILENT)
    assert shown.evaluate(FOCUS) == BOTH


def test_points_move_with_the_form(shown: Session) -> None:
    shown.evaluate("() => document.querySelector('.enlarge').focus()")
    shown.wait_for("() => document.querySelector('.point')")
    shown.press("Tab", "ArrowRight")
    assert shown.evaluate(FOCUS) == FAR
    for width, form in ((1280, "page"), (390, "phone"), (1000, "page")):
        shown.resize(width)
        for one in POINTS:
            selector = f".point[aria-label='{one['text']}']"
            shown.wait_for("s => document.querySelector(s)", selector)
            # A pixel or so, for the window is not a whole number of steps wide.
            shown.wait_for(
                "(s, image, x, y) => {"
                " const [a, b] = [s, image].map(e => document.querySelector(e).getBoundingClientRect());"
                " return Math.hypot(a.left + a.width / 2 - b.left - x * b.width,"
                " a.top + a.height / 2 - b.top - y * b.height) < 1; }",
                selector,
                IMAGE,
                *one[form],
            )
        assert shown.evaluate(FOCUS) == FAR
        assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


TAP = """
(selector, x, y) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const at = {clientX: box.left + x * box.width, clientY: box.top + y * box.height};
  const target = document.elementFromPoint(at.clientX, at.clientY);
  const all = {bubbles: true, cancelable: true, ...at};
  for (const name of ["over", "down", "up"])
    target.dispatchEvent(new PointerEvent(`pointer${name}`, {pointerType: "touch", ...all}));
  target.dispatchEvent(new MouseEvent("click", {detail: 1, ...all}));
}
"""


def test_a_tap_tells_the_nearest_point_and_leads_nowhere(shown: Session) -> None:
    shown.resize(390)
    # The other form has another height.
    shown.wait_for("s => /phone.svg$/.test(document.querySelector(s).currentSrc)", IMAGE)
    shown.wait_for("s => document.querySelector(s).complete", IMAGE)
    shown.evaluate(
        "() => document.querySelector('.picture').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    # The layout of the new width has to stand, or what was below the finger moves away while the points load.
    shown.evaluate(PAUSE, 300)
    # The first tap comes before the points are loaded; a finger hits beside the point.
    shown.evaluate(TAP, IMAGE, 0.54, 0.5)
    shown.wait_for(TELLS, NEAR)
    shown.evaluate(TAP, IMAGE, 0.1, 0.94)
    shown.wait_for(TELLS, FAR)
    assert shown.url.endswith(PAGE)
    # Away from all points a tap sends away what is told, and only the next one opens the picture.
    shown.evaluate(TAP, IMAGE, 0.5, 0.2)
    shown.wait_for(SILENT)
    assert shown.url.endswith(PAGE)
    shown.evaluate(TAP, IMAGE, 0.1, 0.9)
    shown.wait_for(TELLS, FAR)
    shown.evaluate(TAP, ".point-row", 0.5, 0.5)
    shown.wait_for("row => location.href.endsWith(`/data/performance.html#${row}`)", ROWS[1])

"""Structures of a figure, turned in its place: in Chromium, Firefox and WebKit, from both origins."""

from __future__ import annotations

import itertools
import json
import math
import shutil
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from engines import Engine, Session, engine, serve

from reviewhelpers.sphinxext import artifact_bar, page_nodes, theme_pages

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE, STATIC = "chapters/page.html", theme_pages.FOLDER / "static"
BUTTON, CANVAS, SAID = ".in-3d button", ".structure canvas", ".structure-said"
TITLES = {
    "str-sheet": "Graphene",
    "str-vacancy": "Graphene with one vacancy",
    "str-nitrogen": "Pyridinic nitrogen",
}
LENGTH = 1.42
KINDS = {
    "C": {"colour": "#5f6368", "dark": "#a3abb5", "radius": 0.365},
    "N": {"colour": "#00568f", "dark": "#3a8bcf", "radius": 0.355},
}


def sheet(id: str, reach: float = 9.0) -> dict[str, Any]:
    """A round patch of graphene, whole, without its middle atom, or with nitrogen around the gap."""
    a, b = (LENGTH * math.sqrt(3), 0.0), (LENGTH * math.sqrt(3) / 2, LENGTH * 1.5)
    places = []
    for i, j, atom in itertools.product(range(-8, 9), range(-8, 9), (0, 1)):
        x, y = i * a[0] + j * b[0], i * a[1] + j * b[1] + atom * LENGTH
        if math.hypot(x, y) < reach:
            places.append([x, y, 0.0])
    places.sort(key=lambda place: math.hypot(*place))
    gap = places.pop(0) if id != "str-sheet" else None
    bonds = [
        [one, other]
        for one, other in itertools.combinations(range(len(places)), 2)
        if math.dist(places[one], places[other]) < 1.1 * LENGTH
    ]
    nitrogen = id == "str-nitrogen"
    around = 3 if gap else 0
    elements = ["N" if nitrogen and at < around else "C" for at in range(len(places))]
    carbon = elements.count("C")
    return {
        "id": id,
        "title": TITLES[id],
        "see": "A gap in a sheet." if gap else "A whole sheet.",
        "statement": "Our model, no result of a source. By rule alone.",
        "formula": f"C{carbon}N3" if nitrogen else f"C{carbon}",
        "elements": elements,
        "positions": [[at + 0.0 for at in place] for place in places],
        "roles": ["defect" if at < around else "" for at in range(len(places))],
        "bonds": bonds,
        "vacancies": [["C", *gap]] if gap else [],
        "frame": [],
        "view": [0, 35],
        "measured": [["C–C away from the gap", "1.42 Å"], ["Atoms around the gap", "3"]] if gap else [],
        "kinds": KINDS,
    }


def page(ids: tuple[str, ...] = tuple(TITLES)) -> str:
    """A page of the book with one figure that shows these structures, under the policy of the book."""
    builder = SimpleNamespace(current_docname="chapters/page", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    picture = page_nodes.FigurePicture(
        paths={"light": "figures/fig-a.svg", "dark": "figures/fig-a.dark.svg"},
        size=(691, 400),
        alt="A gap in a sheet",
        details="",
        in_3d=True,
    )
    listed = artifact_bar.Structures(
        structures=[
            {
                "title": TITLES[id],
                "script": f"structures/{id}.js",
                "links": [("XYZ", f"structures/{id}.xyz"), ("CIF", f"structures/{id}.cif")],
            }
            for id in ids
        ]
    )
    parts = []
    for visit, node in ((page_nodes.visit_drawn, picture), (artifact_bar.visit_structures, listed)):
        with pytest.raises(nodes.SkipNode):
            visit(translator, node)
        parts.append("".join(translator.body))
        translator.body.clear()
    theme = tomllib.loads((theme_pages.FOLDER / "theme.toml").read_text(encoding="utf-8"))
    text = "<p>Text above and below the figure, so that the page scrolls.</p>" * 12
    return (
        '<!doctype html><html lang="en" data-content_root="../" data-theme="light"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Figure</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(theme["options"]["policy"])}">'
        '<link rel="stylesheet" href="../_static/style.css">'
        '<script defer src="../_static/load-structures.js" data-script="structures.js?v=1"></script>'
        '<main id="main"><article><h1>Figure</h1><p><button id="before">Before</button></p>'
        f'<figure class="drawn">{parts[0]}<figcaption><p>Fig. 1 A gap</p>{parts[1]}</figcaption></figure>'
        f'<p><button id="after">After</button></p>{text}</article></main></html>'
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of this page."""
    root = tmp_path_factory.mktemp("structures")
    write(root)
    return root


def write(root: Path) -> None:
    """Write the site."""
    shutil.copytree(STATIC, root / "_static")
    for name in ("chapters", "figures", "structures"):
        (root / name).mkdir()
    (root / PAGE).write_text(page(), encoding="utf-8")
    for mode, colour in (("", "#ddd"), ("dark.", "#333")):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="691" height="400">'
            f'<rect width="691" height="400" fill="{colour}"/></svg>'
        )
        (root / "figures" / f"fig-a.{mode}svg").write_text(svg, encoding="utf-8")
    for id in TITLES:
        script = f"figureStructure({json.dumps(sheet(id))})\n"
        (root / "structures" / f"{id}.js").write_text(script, encoding="utf-8")
        for suffix in ("xyz", "cif"):
            (root / "structures" / f"{id}.{suffix}").write_text("1\n", encoding="utf-8")


BOTH = pytest.mark.parametrize("shown", ["http", "file"], indirect=True)
"""Where a page comes from decides what it can load; what it then does is the same."""


@pytest.fixture(params=["file"])
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


# The picture as a text, once it stands still.
STILL = """
async selector => {
  const canvas = document.querySelector(selector);
  let before, now = "";
  for (let left = 40; left && (!now || now !== before); left -= 1) {
    before = now;
    await new Promise(done => setTimeout(done, 150));
    now = canvas.toDataURL();
  }
  return now;
}
"""
TINTS = """
selector => {
  const canvas = document.querySelector(selector);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const tints = new Set();
  for (let at = 0; at < data.length; at += 4) tints.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return tints.size;
}
"""
FOCUS = "s => document.activeElement === document.querySelector(s)"
PRESSED = "() => document.querySelector('.structure-choice [aria-pressed=true]').textContent"


def start(session: Session) -> str:
    """Open the viewer; the first picture, when it stands still."""
    session.click(BUTTON)
    session.wait_for("s => document.querySelector(s)?.getAttribute('aria-label')?.includes('atoms')", CANVAS)
    return picture(session)


def picture(session: Session) -> str:
    """What the canvas shows."""
    return str(session.evaluate(STILL, CANVAS))


def choose(session: Session, nth: int) -> str:
    """Choose another structure; its picture."""
    session.click(".structure-choice button", nth)
    title = list(TITLES.values())[nth]
    session.wait_for(
        "(s, t) => document.querySelector(s).getAttribute('aria-label').startsWith(t + ',')", CANVAS, title
    )
    session.evaluate("s => document.querySelector(s).focus()", CANVAS)
    return picture(session)


def said(session: Session) -> str:
    """What is announced."""
    return session.text(SAID)


@BOTH
def test_nothing_is_loaded_before_a_reader_asks(shown: Session) -> None:
    loaded = "script[src*='structures/'], script[src*='structures'], link[href*='structures.css']"
    assert shown.count(loaded) == shown.count("script[src*='load-structures.js']") == 1
    start(shown)
    shown.click(BUTTON)
    shown.wait_for("s => !document.querySelector(s)", CANVAS)
    start(shown)
    # The viewer, what draws, the styles and the one structure that shows; each once.
    for part in (
        "structures.js?v=1",
        "structures-drawing.js?v=1",
        "structures.css?v=1",
        "structures/str-sheet.js",
    ):
        assert shown.count(f"script[src$='/{part}'], link[href$='/{part}']") == 1, part
    assert shown.count("script[src*='/structures/']") == 1


@BOTH
def test_it_opens_in_place_and_escape_leads_back(shown: Session) -> None:
    visible = "() => document.querySelector('.picture').checkVisibility()"
    assert shown.evaluate(visible)
    start(shown)
    assert not shown.evaluate(visible)
    assert shown.evaluate(FOCUS, CANVAS)
    assert shown.evaluate("s => document.querySelector(s).getAttribute('aria-expanded')", BUTTON) == "true"
    assert shown.evaluate("s => document.querySelector(s).closest('figure') !== null", CANVAS)
    assert shown.evaluate(TINTS, CANVAS) > 200
    assert "no result of a source" in shown.text(".structure-about")
    assert shown.count(".structure-about a[download]") == 2
    shown.press("Escape")
    shown.wait_for("s => !document.querySelector(s)", CANVAS)
    assert shown.evaluate(visible)
    assert shown.evaluate(FOCUS, BUTTON)
    assert shown.evaluate("s => document.querySelector(s).getAttribute('aria-expanded')", BUTTON) == "false"


def test_keys_turn_and_zoom_and_home_leads_back(shown: Session) -> None:
    first = start(shown)
    seen = {first}
    for key in ("ArrowRight", "ArrowUp", "+", "-", "ArrowLeft", "ArrowDown"):
        before = picture(shown)
        shown.press(key)
        assert picture(shown) != before, key
        seen.add(picture(shown))
    assert len(seen) >= 5
    shown.press("Home")
    assert picture(shown) == first
    for name in ("Top", "Side", "Reset"):
        at = ["Top", "Side", "Reset"].index(name) + 2
        before = picture(shown)
        shown.click(".structure-tools button", at)
        assert picture(shown) != before, name


def test_another_structure_keeps_the_view(shown: Session) -> None:
    start(shown)
    plain = choose(shown, 1)
    sheet = choose(shown, 0)
    assert plain != sheet
    shown.press("ArrowRight", "ArrowRight", "ArrowUp", "+")
    turned = picture(shown)
    assert turned != sheet
    assert choose(shown, 1) not in (plain, turned)
    assert shown.evaluate(PRESSED) == TITLES["str-vacancy"]
    assert choose(shown, 0) == turned


def test_keys_go_through_atoms_and_measure(shown: Session) -> None:
    start(shown)
    choose(shown, 2)
    model = sheet("str-nitrogen")
    a, b, c = model["positions"][:3]
    shown.press("n")
    assert said(shown) == "N 1, defect, two neighbours"
    shown.press("Enter", "n", "Space")
    assert said(shown) == f"Distance N 1 – N 2: {math.dist(a, b):.2f} Å"
    shown.press("n", "Enter")
    one, other = ([x - y for x, y in zip(end, b, strict=True)] for end in (a, c))
    cosine = sum(x * y for x, y in zip(one, other, strict=True)) / math.hypot(*one) / math.hypot(*other)
    assert said(shown) == f"Angle N 1 – N 2 – N 3: {math.degrees(math.acos(cosine)):.1f}°"
    # Then the place where an atom is missing, and the rest.
    shown.press("n")
    assert said(shown) == "missing C"
    shown.press("n")
    assert said(shown).startswith("C 4, ")
    shown.press("p", "p", "p", "p", "p")
    assert said(shown).startswith(f"C {len(model['elements'])}, ")
    # The fourth mark begins anew, and a mark is taken back.
    shown.press("Enter")
    assert said(shown).startswith("Marked: C ")
    shown.press("Enter")
    assert "distance" in said(shown)


def test_a_click_marks_the_atom_below_it(shown: Session) -> None:
    start(shown)
    choose(shown, 2)
    shown.click(".structure-tools button", 2)
    picture(shown)
    # From above, what is missing lies in the middle of the picture, which leaves room for its key at the foot.
    shown.evaluate(TAP, CANVAS, 0, -17)
    assert said(shown) == "Marked: missing C"
    shown.evaluate(TAP, CANVAS, 0, -17)
    assert "distance" in said(shown)
    shown.evaluate(DRAG, CANVAS, 60, 0)
    assert "distance" in said(shown)


TAP = """
(selector, x, y) => {
  const canvas = document.querySelector(selector);
  const box = canvas.getBoundingClientRect();
  const at = {clientX: box.left + box.width / 2 + x, clientY: box.top + box.height / 2 + y};
  canvas.setPointerCapture = () => {};
  for (const kind of ["down", "up"])
    canvas.dispatchEvent(new PointerEvent(`pointer${kind}`, {pointerId: 7, pointerType: "touch", ...at}));
}
"""
DRAG = """
(selector, x, y) => {
  const canvas = document.querySelector(selector);
  const box = canvas.getBoundingClientRect();
  const [left, top] = [box.left + box.width / 2, box.top + box.height / 2 - 17];
  canvas.setPointerCapture = () => {};
  for (const [kind, share] of [["down", 0], ["move", 0.5], ["move", 1], ["up", 1]]) {
    const at = {clientX: left + share * x, clientY: top + share * y};
    canvas.dispatchEvent(new PointerEvent(`pointer${kind}`, {pointerId: 7, pointerType: "mouse", ...at}));
  }
}
"""


def test_a_drag_turns(shown: Session) -> None:
    first = start(shown)
    shown.evaluate(DRAG, CANVAS, 80, 20)
    turned = picture(shown)
    assert turned != first
    # A hand that trembles on a press does not.
    shown.evaluate(DRAG, CANVAS, 3, 0)
    shown.press("Home")
    assert picture(shown) == first


def test_it_follows_the_mode_of_the_page(shown: Session) -> None:
    light = start(shown)
    shown.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    corner = "s => [...document.querySelector(s).getContext('2d').getImageData(2, 2, 1, 1).data].slice(0, 3)"
    shown.wait_for(f"s => ({corner})(s)[0] < 60", CANVAS)
    dark = picture(shown)
    assert shown.evaluate(corner, CANVAS) == [21, 24, 28]
    shown.evaluate("() => { document.documentElement.dataset.theme = 'light'; }")
    shown.wait_for(f"s => ({corner})(s)[0] > 200", CANVAS)
    assert picture(shown) == light != dark


def test_a_narrow_window_holds_it(shown: Session) -> None:
    shown.resize(390)
    start(shown)
    assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    sizes = shown.evaluate(
        "() => [...document.querySelectorAll('.in-3d button, .structure button')].map(e => e.getBoundingClientRect())"
        ".map(box => Math.min(box.width, box.height))"
    )
    assert len(sizes) == 10
    assert min(sizes) >= 44
    width, height = shown.evaluate(
        "s => { const e = document.querySelector(s); return [e.offsetWidth, e.offsetHeight]; }", CANVAS
    )
    assert width == pytest.approx(height, abs=1)

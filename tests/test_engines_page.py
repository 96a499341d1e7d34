"""The frame of a page and the bar under its figures, in three engines: contents, keys, dialogs, enlarged figures."""

from __future__ import annotations

from typing import Any

import pytest
import support
from engines import Engine, Session, engine, serve

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE, CODE = "chapters/across/compare.html", "chapters/use/data.html"
FIGURE = "figure.drawn"
OPEN = "s => [...document.querySelectorAll(`${s} .bar > details[open]`)].map(e => e.classList[0])"
FOCUSED = "() => document.activeElement.textContent"


def beside(shown: Session, one: str, other: str) -> bool:
    """Whether the second element stands to the right of the first, at the same height."""
    return bool(
        shown.evaluate(
            "(one, other) => { const [a, b] = [one, other].map(s => document.querySelector(s).getBoundingClientRect());"
            " return b.left >= a.right - 1 && b.top < a.bottom && a.top < b.bottom; }",
            one,
            other,
        )
    )


def centre(shown: Session, selector: str) -> None:
    """Bring an element into the middle of the window at once."""
    shown.evaluate(
        "s => document.querySelector(s).scrollIntoView({block: 'center', behavior: 'instant'})", selector
    )


@pytest.mark.parametrize(("origin", "width"), [("file", 1280), ("file", 1100), ("http", 390)])
def test_the_frame_is_at_hand(engine: Engine, site: support.Site, origin: str, width: int) -> None:
    with serve(site.html) as address:
        base = site.html.as_uri() if origin == "file" else address
        with engine.open(base, width=width) as shown:
            shown.goto(PAGE)
            frame_and_keys(shown, width)
            dialogs(shown)
            assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
            assert shown.faults() == []


def frame_and_keys(shown: Session, width: int) -> None:
    """The contents of the page beside the text, what is in view, parts that fold, keys that turn pages."""
    if width > 1000:
        assert beside(shown, "article h1", ".here .list")
        assert beside(shown, ".contents", "article h1")
        count = shown.count(".here a")
        shown.evaluate(
            "() => document.querySelectorAll('article h2[class=\"\"], article section section')[2].scrollIntoView()"
        )
        shown.wait_for("() => document.querySelectorAll('.here [aria-current=location]').length === 1")
        shown.wait_for(
            "() => [...document.querySelectorAll('.here a')].findIndex(e => e.matches('[aria-current]')) === 2"
        )
        assert count > 3
        # The header stays, and covers no heading that a link leads to.
        gap = "() => document.querySelectorAll('article section section')[2].getBoundingClientRect().top"
        shown.wait_for(f"() => Math.abs(({gap})() - 64) < 40")
        assert shown.evaluate("() => document.querySelector('.top').getBoundingClientRect().top") == 0
        part = ".contents details details:not([open])"
        folded = shown.count(part)
        assert folded > 3
        before = shown.evaluate("() => sessionStorage.getItem('parts')")
        shown.click(f"{part} > summary")
        shown.wait_for("before => sessionStorage.getItem('parts') !== before", before)
        shown.goto(PAGE.replace("compare", "effects"))
        assert shown.count(part) == folded - 1
        shown.goto(PAGE)
    start = shown.url
    shown.evaluate("() => document.querySelector('.find input').focus()")
    shown.press("ArrowRight")
    assert shown.url == start
    shown.evaluate("() => document.activeElement.blur()")
    shown.press("ArrowRight")
    shown.wait_for("start => location.href !== start && document.querySelector('.turn')", start)
    shown.wait_for("() => window.pageKeys?.length > 2")
    shown.press("ArrowLeft")
    shown.wait_for("start => location.href === start && window.pageKeys?.length > 2", start)


def dialogs(shown: Session) -> None:
    """Keys and a report in dialogs that Esc closes; a switch for single characters."""
    shown.keys("?")
    shown.wait_for("() => document.querySelector('dialog[open] kbd')")
    shown.click("dialog input[type=checkbox]")
    shown.press("Escape")
    shown.wait_for("() => !document.querySelector('dialog')")
    shown.keys("?")
    shown.keys("/")
    assert shown.count("dialog, .find.open") == 0
    centre(shown, ".end button")
    shown.click(".end button")
    shown.wait_for("() => document.querySelector('dialog[open] input')")
    shown.click("dialog input[type=checkbox]")
    shown.press("Escape")
    shown.wait_for("() => !document.querySelector('dialog')")
    assert shown.evaluate(FOCUSED) == "Keys"
    shown.click("a.report")
    shown.wait_for("() => document.querySelector('dialog[open] textarea')")
    told = shown.evaluate("() => document.querySelector('dialog textarea').value")
    assert "Page: chapters/across/compare." in told
    assert "Version 1" in told
    shown.click("dialog button.close")
    shown.wait_for("() => !document.querySelector('dialog')")
    # The sign of a heading leads to it, gives its address, and says which heading it is of.
    sign = "document.querySelector('article section section .headerlink')"
    shown.evaluate(f"() => {sign}.click()")
    shown.wait_for("() => document.querySelector('.tool-said')?.textContent.length > 10")
    assert shown.evaluate(f"() => location.hash === {sign}.hash")
    name = shown.evaluate(f"() => {sign}.getAttribute('aria-label')")
    assert name.removeprefix("Share: ") in shown.text("article section section > h2")


@pytest.mark.parametrize(("origin", "width", "mode"), [("file", 390, "dark"), ("http", 1280, "light")])
def test_figures_open_larger_with_their_values(
    engine: Engine, site: support.Site, origin: str, width: int, mode: str
) -> None:
    with serve(site.html) as address:
        base = site.html.as_uri() if origin == "file" else address
        with engine.open(base, width=width, mode=mode) as shown:
            shown.goto(PAGE)
            shown.wait_for("s => document.querySelector(`${s} .bar button`)", FIGURE)
            one_panel_at_a_time(shown)
            before = shown.evaluate(
                "s => [...document.querySelectorAll(`${s} a.enlarge img`)].find(e => e.clientWidth).clientWidth",
                FIGURE,
            )
            centre(shown, f"{FIGURE} .bar button")
            shown.click(f"{FIGURE} .bar button")
            shown.wait_for("() => document.querySelector('dialog.enlarged[open] details')")
            shown.wait_for("() => document.querySelector('dialog.enlarged img').naturalWidth > 0")
            picture: dict[str, Any] = shown.evaluate(
                "() => { const e = document.querySelector('dialog.enlarged img');"
                " return { width: e.clientWidth, source: e.currentSrc, alt: e.alt }; }"
            )
            assert picture["width"] > before
            assert (".dark." in picture["source"]) == (mode == "dark")
            assert picture["alt"]
            name = shown.evaluate("s => document.querySelector(s).id", FIGURE)
            rows = len((site.html / "figures" / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1
            assert shown.text("dialog.enlarged summary") == f"Values ({rows} rows)"
            shown.click("dialog.enlarged summary")
            assert shown.count("dialog.enlarged tbody tr") == rows
            shown.press("Escape")
            shown.wait_for("() => !document.querySelector('dialog')")
            assert shown.evaluate(FOCUSED) == "Enlarge"
            assert shown.faults() == []


def one_panel_at_a_time(shown: Session) -> None:
    """Opening a control of the bar closes the other; the row of controls stays where it is."""
    for kind in ("download", "cite", "rebuild"):
        control = f"{FIGURE} .bar > details.{kind} > summary"
        shown.evaluate(
            "s => document.querySelector(s).scrollIntoView({block: 'center', behavior: 'instant'})", control
        )
        shown.click(control)
        shown.wait_for(f"(s, kind) => ({OPEN})(s).join() === kind", f"{FIGURE}:has(.bar details[open])", kind)
    # Each control names the figure for who listens.
    names = shown.evaluate(
        "s => [...document.querySelector(s).querySelectorAll('.bar > details > summary')].map(e => e.textContent)",
        FIGURE,
    )
    assert all("Fig. " in name or "this figure" in name for name in names)
    assert len(names) == len(set(names))


def test_code_is_copied(engine: Engine, site: support.Site) -> None:
    with engine.open(site.html.as_uri()) as shown:
        shown.goto("chapters/use/extend.html")
        shown.wait_for("() => document.querySelector('button.copy-code')")
        assert shown.count("button.copy-code") == shown.count("article .highlight pre")
        shown.evaluate(
            "() => document.addEventListener('copy', e => { window.taken = String(document.activeElement.value); })"
        )
        shown.evaluate(
            "() => {"
            " if (navigator.clipboard) navigator.clipboard.writeText = async t => { window.taken = t; };"
            " document.querySelector('button.copy-code').click(); }"
        )
        shown.wait_for("() => window.taken")
        code = shown.text("article .highlight pre")
        taken = shown.evaluate("() => window.taken")
        assert taken.strip()
        assert all(line in code for line in taken.splitlines())
        shown.wait_for("() => document.querySelector('button.copy-code').textContent === 'Copied'")

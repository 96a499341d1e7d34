"""The built pages in three engines: Chromium, Firefox and WebKit, on a wide screen and on a phone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import support
from engines import NAMES, Absent, Engine, Session, engine, fixture, serve
from engines.session import LOAD_PICTURES

pytestmark = pytest.mark.slow

__all__ = ["engine"]

WIDTHS = (1280, 390)
ORIGINS = ("http", "file")
LANDING, SEARCH = "chapters/index.html", "search.html?q=CO2"
TABLES, CHECKS = "chapters/co2rr/compare.html", "chapters/use/figures-of-merit.html"
EXPLORER, GALLERY = "chapters/across/explore.html", "chapters/use/gallery.html"
GLOSSARY, DATA = "chapters/use/glossary.html", "data/performance.html"
CHAPTERS = (
    *(TABLES, "chapters/co2rr/single-atom.html", "chapters/norr/mechanism.html"),
    *("chapters/norr/vacancies.html", "chapters/diatomic/theory.html", "chapters/copper/operando.html"),
    *("chapters/across/audit.html", CHECKS),
)
PAGES = (LANDING, *CHAPTERS, EXPLORER, GALLERY, GLOSSARY, DATA, SEARCH)
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}
PATIENCE = 240
"""Seconds within which Python starts in a page, also on a machine with other work."""

LOOK = """
() => ({
  over: document.documentElement.scrollWidth - innerWidth,
  theme: document.documentElement.dataset.theme ?? "none",
  ground: getComputedStyle(document.body).backgroundColor,
  cut: [...document.querySelectorAll("article :is(p, li, h1, h2, h3, figcaption)")]
    .filter(e => !e.closest(".table-scroll, pre") && e.clientWidth)
    .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.textContent.slice(0, 60)),
  pictures: [...document.images].filter(i => i.checkVisibility() && !i.naturalWidth).map(i => i.src),
  formulas: [...document.querySelectorAll("math")].filter(m => m.checkVisibility())
    .filter(m => !m.getBoundingClientRect().height).map(m => m.textContent),
})
"""
DECORATED = """
() => [...document.querySelectorAll("article a:is(.printed-value, :has(> .std-term))")]
  .filter(a => a.checkVisibility())
  .map(a => [a.textContent, getComputedStyle(a)])
  .map(([text, style]) => [text, style.textDecorationLine, style.textDecorationStyle])
"""


@pytest.fixture(scope="module")
def bases(site: support.Site) -> Iterator[dict[str, str]]:
    """The address of the site by origin: as served on this machine, and as a folder."""
    with serve(site.html) as address:
        yield {"http": address, "file": site.html.as_uri()}


@pytest.fixture
def at(engine: Engine, bases: dict[str, str]) -> Iterator[Any]:
    """Opens a page of the site; what went wrong on it is looked at when the test is done."""
    opened: list[Session] = []

    def open_page(page: str, origin: str = "http", **options: Any) -> Session:
        opened.append(engine.open(bases[origin], **options))
        opened[-1].goto(page)
        return opened[-1]

    yield open_page
    faults = []
    for shown in opened:
        faults += shown.faults()
        shown.close()
    assert faults == []


@pytest.mark.parametrize(("origin", "mode"), [("http", "light"), ("file", "dark")])
def test_pages_show_whole(engine: Engine, bases: dict[str, str], origin: str, mode: str) -> None:
    faults = []
    decorated = 0
    with engine.open(bases[origin], mode=mode) as shown:
        for page in PAGES:
            shown.goto(page)
            for width in WIDTHS:
                shown.resize(width)
                # Another width may show another form of a picture.
                shown.evaluate(LOAD_PICTURES)
                seen = shown.evaluate(LOOK)
                if seen["over"] > 0:
                    faults.append(f"{page}: {seen['over']} px wider than a screen of {width} px")
                if (seen["theme"], seen["ground"]) != (mode, GROUNDS[mode]):
                    faults.append(f"{page}: {seen['theme']} on {seen['ground']} instead of {mode}")
                for what in ("cut", "pictures", "formulas"):
                    faults += [f"{page}: {width}: {what}: {each}" for each in seen[what]]
            found = shown.evaluate(DECORATED)
            decorated += len(found)
            faults += [f"{page}: {each}" for each in found if each[1:] != ["underline", "dotted"]]
            faults += [f"{page}: {fault}" for fault in shown.faults()]
    assert faults == []
    assert decorated > 0


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("width", WIDTHS)
def test_search_finds(at: Any, width: int, origin: str) -> None:
    shown = at(LANDING, origin, width=width)
    shown.type(".find input", "vacancies")
    shown.press("Enter")
    shown.wait_for("() => document.querySelector('#search-results li a')")
    assert "found" in shown.text("#search-status")
    shown.type(".find input", "Faradaic efficiency")
    shown.wait_for("() => document.querySelector('#search-results a[href*=figures-of-merit]')")
    shown.click("#search-results a[href*=figures-of-merit]")
    shown.wait_for("() => document.querySelector('nav.contents [aria-current=page]')")
    assert CHECKS in shown.url


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_chosen_mode_is_kept(at: Any, origin: str) -> None:
    shown = at(LANDING, origin)
    ground = "() => getComputedStyle(document.body).backgroundColor"
    for mode in ("dark", "light", "dark"):
        shown.choose("#mode", mode)
        assert shown.evaluate(ground) == GROUNDS[mode]
    shown.goto(TABLES)
    assert shown.evaluate(ground) == GROUNDS["dark"]
    figures = shown.evaluate(
        "() => ['light', 'dark'].map(m => document.querySelector(`figure.drawn .in-${m}`).checkVisibility())"
    )
    assert figures == [False, True]
    shown.choose("#mode", "system")
    assert shown.evaluate(ground) == GROUNDS["light"]


@pytest.mark.parametrize("width", WIDTHS)
def test_contents_are_at_hand(at: Any, width: int) -> None:
    shown = at(TABLES, width=width)
    here = "() => document.querySelector('nav.contents [aria-current=page]').checkVisibility()"
    handle = "() => document.querySelector('nav.contents summary').checkVisibility()"
    assert shown.evaluate(here) == (width > 1000)
    assert shown.evaluate(handle) == (width < 1000)
    if width < 1000:
        shown.click("nav.contents summary")
        assert shown.evaluate(here)


def test_skip_link_leads_to_the_text(at: Any) -> None:
    shown = at(TABLES)
    shown.press("Tab")
    shown.wait_for("() => document.activeElement.matches('a.skip')")
    shown.wait_for("() => document.activeElement.getBoundingClientRect().top >= 0")
    shown.press("Enter")
    shown.wait_for("() => document.activeElement.id === 'main'")


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_figure_is_cited(at: Any, site: support.Site, width: int, origin: str) -> None:
    shown = at(TABLES, origin, width=width)
    control = "figure.drawn details.cite"
    said = f"{control} dd[data-copy=ACS]"
    visible = "s => document.querySelector(s).checkVisibility()"
    assert not shown.evaluate(visible, said)
    shown.click(f"{control} > summary")
    shown.wait_for(visible, said)
    assert "The Defects at Work contributors" in shown.text(said)
    shown.click(f"{said} button.copy")
    shown.wait_for("s => document.querySelector(s).textContent", f"{control} .copy-status")
    assert shown.text(f"{control} .copy-status") == "ACS copied"
    file = shown.evaluate("s => document.querySelector(s).getAttribute('href')", f"{control} a[href$='.bib']")
    assert ((site.html / TABLES).parent / file).read_text(encoding="utf-8").startswith("@")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_is_filtered_and_sorted(at: Any, width: int) -> None:
    shown = at(TABLES, "file", width=width)
    number = shown.evaluate(
        "() => [...document.querySelectorAll('figure.table-figure')]"
        ".findIndex(e => e.querySelector('.filter-rows'))"
    )
    assert number >= 0
    shown.evaluate("n => { document.querySelectorAll('figure.table-figure')[n].id = 'tried'; }", number)
    shown_rows = "[...document.querySelectorAll('#tried tbody tr')].filter(r => !r.hidden)"
    rows = f"() => {shown_rows}.map(r => r.innerText)"
    whole = shown.evaluate(rows)
    button = "#tried thead button.sort"
    shown.click(button)
    rising = shown.evaluate(rows)
    assert sorted(rising) == sorted(whole)
    assert shown.count("#tried [aria-sort=ascending]") == 1
    shown.click(button)
    assert shown.evaluate(rows) != rising
    shown.click(button)
    assert shown.evaluate(rows) == whole
    word = shown.text("#tried tbody tr:last-child > *").split()[0]
    shown.type("#tried .filter-rows input", word)
    shown.wait_for(f"n => {shown_rows}.length < n", len(whole))
    left = shown.evaluate(rows)
    assert left
    assert all(word.lower() in row.lower() for row in left)
    assert shown.text("#tried .filter-rows [role=status]") == f"{len(left)} of {len(whole)} rows"


@pytest.mark.parametrize("width", WIDTHS)
def test_self_checks_answer(at: Any, width: int) -> None:
    shown = at(CHECKS, "file", width=width)
    question = "#check-use-merit-total"
    said = f"{question} [role=status]"
    for number, start in (("50", "Not right"), ("34.9", "Right: ")):
        shown.type(f"{question} input", number)
        shown.choose(f"{question} select", unit(shown, question))
        shown.click(f"{question} form button")
        shown.wait_for("(s, t) => document.querySelector(s).innerText.startsWith(t)", said, start)
    choice = "#check-use-merit-rate details"
    told = f"{choice} .choice-told"
    assert not shown.evaluate("s => document.querySelector(s).checkVisibility()", told)
    shown.click(f"{choice} > summary")
    shown.wait_for("s => document.querySelector(s).checkVisibility()", told)


def unit(shown: Session, question: str) -> str:
    """The value of the option that stands for milliamperes per square centimetre."""
    find = "s => [...document.querySelectorAll(`${s} option`)].find(o => o.text === 'mA cm⁻²').value"
    return str(shown.evaluate(find, question))


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_explorer_draws_and_tells(at: Any, width: int, origin: str) -> None:
    shown = at(EXPLORER, origin, width=width)
    shown.wait_for("() => document.querySelector('.explorer-view:not([hidden]) .explorer-point')")
    before = shown.count(".explorer-point")
    shown.choose(".explorer [name=reaction]", "NORR")
    shown.wait_for("n => document.querySelectorAll('.explorer-point').length !== n", before)
    assert "reaction=NORR" in shown.url
    shown.click(".explorer-table tbody button")
    shown.wait_for("() => document.querySelector('.explorer-details dl')")
    assert shown.count(".explorer-point.explorer-chosen") == 1
    assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_preview_shows_at_the_pointer(at: Any, origin: str) -> None:
    shown = at("chapters/co2rr/single-atom.html", origin)
    opened = "() => document.querySelector('#preview:not([hidden])')"
    # A pointer that rests on a link before the scripts have run enters it no more: a hand moves away and back.
    shown.wait_for("() => document.readyState === 'complete'")
    for last in (False, False, True):
        shown.point("article p a.printed-value")
        try:
            shown.wait_for(opened)
            break
        except TimeoutError:
            if last:
                raise
            shown.point("h1")
    assert shown.text("#preview")
    shown.press("Escape")
    shown.wait_for("() => !document.querySelector('#preview:not([hidden])')")


# The live figures


def test_a_live_figure_is_the_published_one(engine: Engine, live: Path) -> None:
    id = "fig-co2rr-efficiency"
    place = f".live[data-id={id}]"
    with serve(live) as base, engine.open(base, width=390) as shown:
        shown.goto(TABLES)
        shown.click(f"{place} .live-open")
        for width, form in ((390, ".phone"), (1280, "")):
            shown.resize(width)
            shown.evaluate("s => { document.querySelector(`${s} .live-status`).textContent = ''; }", place)
            shown.click(f"{place} .live-buttons button")
            shown.wait_for(
                "s => { const e = document.querySelector(s); return e.querySelector('.live-error').textContent"
                " || /^Done/.test(e.querySelector('.live-status').textContent); }",
                place,
                timeout=PATIENCE,
            )
            assert shown.text(f"{place} .live-error") == ""
            for mode, end in (("light", ".svg"), ("dark", ".dark.svg")):
                picture = f"{place} .live-result img.in-{mode}"
                source = shown.evaluate("s => document.querySelector(s).getAttribute('src')", picture)
                published = (live / "figures" / f"{id}{form}{end}").read_text(encoding="utf-8")
                assert unquote(source.removeprefix("data:image/svg+xml,")) == published
            assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        assert shown.faults() == []


def test_a_live_figure_from_a_folder_says_that_it_cannot(engine: Engine, live: Path) -> None:
    with engine.open(live.as_uri()) as shown:
        shown.goto(TABLES)
        shown.click(".live-open")
        shown.wait_for(
            "() => document.querySelector('.live-error').textContent.includes('cannot run Python')"
        )
        assert shown.faults() == []


# That the checks bite


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_fault_would_be_seen(engine: Engine, tmp_path: Path, origin: str) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    wide = "<table width=2000><tr><td>wide</table>"
    parts = "<script src='said.js'></script><script src='gone.js'></script><script>refused()</script>"
    elsewhere = "<img src='http://example.org/a.png'>"
    page = f"<!doctype html><title>Bad</title>{policy}{wide}{parts}{elsewhere}<p id=late>Later</p>"
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    (tmp_path / "said.js").write_text(
        "document.addEventListener('click', () => { throw new Error('clicked'); });\n"
        "setTimeout(() => lost(), 0);\n"
        "console.error('told');\n",
        encoding="utf-8",
    )
    with serve(tmp_path) as served:
        base = {"http": served, "file": tmp_path.as_uri()}[origin]
        with engine.open(base, width=390) as shown:
            shown.goto("bad.html")
            assert shown.evaluate("() => document.documentElement.scrollWidth > innerWidth")
            met = shown.faults()
            for sign in ("told", "lost", "gone.js", "olicy", "example.org"):
                assert any(sign in fault for fault in met), (sign, met)
            shown.click("#late")
            assert any("clicked" in fault or "Script error" in fault for fault in shown.faults())
            assert shown.faults() == []


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_that_is_not_installed_is_skipped_and_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Absent, match="apt install"):
        fixture.start(name)
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="apt install"):
        fixture.need(name)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=f"not looked at in {name}"):
        fixture.need(name)


SILENT = """#!{python}
import http.server, os, sys, time
if os.path.exists({seen!r}):
    os.execv({driver!r}, ["driver", *sys.argv[1:]])
class Silent(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{{"value": {{"ready": true}}}}')
    def do_POST(self):
        open({seen!r}, "w").close()
        time.sleep(600)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Silent).serve_forever()
"""
"""A driver that is ready and then waits for ever for its browser, once."""


def test_a_browser_of_webkit_that_does_not_open_is_started_anew(tmp_path: Path) -> None:
    webkit = fixture.need("webkit")
    silent, seen = tmp_path / "driver", tmp_path / "seen"
    silent.write_text(
        SILENT.format(python=sys.executable, seen=str(seen), driver=webkit.driver), encoding="utf-8"
    )
    silent.chmod(0o755)
    (tmp_path / "page.html").write_text("<!doctype html><title>Here</title>", encoding="utf-8")
    webkit.driver, webkit.starts = str(silent), (2, 60)
    try:
        with webkit.open(tmp_path.as_uri()) as shown:
            shown.goto("page.html")
            assert shown.evaluate("() => document.title") == "Here"
        seen.unlink()
        webkit.starts = (2,)
        with pytest.raises(Exception, match="timed out"):
            webkit.open(tmp_path.as_uri())
    finally:
        webkit.close()

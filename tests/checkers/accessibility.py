"""What axe, HTML_CodeSniffer and IBM's checker find on pages of the built site: ``make accessibility``.

Each page is looked at in light and dark, in a wide window and on a phone, in Chromium. What is found is told by
rule, with where it was and one example.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "_build" / "checkers" / "node_modules"
PAGES = (
    "chapters/index.html",
    "chapters/basics/electrons.html",
    "chapters/copper/performance.html",
    "chapters/co2rr/exercises.html",
    "chapters/across/compare.html",
    "chapters/across/explore.html",
    "chapters/across/audit.html",
    "chapters/learn/teach.html",
    "chapters/use/data.html",
    "chapters/use/glossary.html",
    "chapters/use/gallery.html",
    "chapters/use/structures.html",
    "chapters/use/citing.html",
    "chapters/references.html",
    "data/performance.html",
    "search.html?q=CO2",
    "404.html",
)
"""One page of each kind."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")
SAME = "tr:nth-child(n+9), div.citation:nth-of-type(n+25)"
"""Rows of a table and works are alike; looking at hundreds of them takes minutes."""


PATIENCE = 120
"""After how many seconds a checker that gives no answer on a page is told as a finding of its own."""
LIMITED = """
() => Promise.race([(%s)(), new Promise(done => setTimeout(
  () => done([["gave no answer", location.pathname, "stopped after some time"]]), %d))])
"""


@dataclass(frozen=True)
class Checker:
    """A checker: what it is called, its script, and a call that gives rule, element and words of each finding."""

    name: str
    script: str
    call: str

    def version(self) -> str:
        """The version of its package."""
        package = MODULES / self.script.partition("/")[0] / "package.json"
        version: str = json.loads(package.read_text(encoding="utf-8"))["version"]
        return version


CHECKERS = (
    Checker(
        "axe",
        "axe-core/axe.min.js",
        """
        async () => (await axe.run(document)).violations.flatMap(
          rule => rule.nodes.map(node => [rule.id, node.html, node.failureSummary]))
        """,
    ),
    Checker(
        "HTML_CodeSniffer",
        "html_codesniffer/build/HTMLCS.js",
        """
        () => new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () => done(
          HTMLCS.getMessages().filter(message => message.type === HTMLCS.ERROR).map(
            message => [message.code, message.element.outerHTML ?? "", message.msg])), failed))
        """,
    ),
    Checker(
        "IBM",
        "accessibility-checker-engine/ace.js",
        """
        async () => (await new ace.Checker().check(document, ["IBM_Accessibility", "WCAG_2_2"])).results.filter(
          ({value: [kind, outcome]}) => kind === "VIOLATION" && outcome === "FAIL").map(
          found => [found.ruleId, found.snippet, found.message])
        """,
    ),
)


@dataclass
class Finding:
    """What one rule found: in how many places, on which pages in which form, and one of the places."""

    element: str
    words: str
    count: int = 0
    where: set[str] = field(default_factory=set)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


def look(page: Page) -> Iterator[tuple[str, str, str]]:
    """What the three find on a page: rule, element and words."""
    page.evaluate("same => document.querySelectorAll(same).forEach(each => each.remove())", SAME)
    for checker in CHECKERS:
        page.evaluate((MODULES / checker.script).read_text(encoding="utf-8"))
        begun = time.monotonic()
        for rule, element, words in page.evaluate(LIMITED % (checker.call, PATIENCE * 1000)):
            yield f"{checker.name} {rule}", element, words
        print(f"  {checker.name} {time.monotonic() - begun:.0f} s", end="", file=sys.stderr, flush=True)


def findings(browser: Browser, base: str, pages: tuple[str, ...]) -> dict[str, Finding]:
    """What is found on pages in each form, by rule."""
    found: dict[str, Finding] = {}
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            for name in pages:
                print(f"{name} ({width}, {scheme})", end="", file=sys.stderr, flush=True)
                page = context.new_page()
                page.goto(f"{base}/{name}", wait_until="load")
                for rule, element, words in look(page):
                    finding = found.setdefault(rule, Finding(element, words))
                    finding.count += 1
                    finding.where.add(f"{name} ({width}, {scheme})")
                page.close()
                print(file=sys.stderr)
            context.close()
    return found


def told(rule: str, finding: Finding) -> str:
    """The lines on what one rule found."""
    where = sorted(finding.where)
    more = f" and {len(where) - 3} more" if len(where) > 3 else ""
    element, words = (" ".join(text.split())[:300] for text in (finding.element, finding.words))
    return f"{rule}: {finding.count}\n  in {', '.join(where[:3])}{more}\n  {element}\n  {words}"


def main() -> int:
    """Print what was found, and fail where that is something."""
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    if installed is None:
        print("no Chromium is installed (Debian: apt install chromium)", file=sys.stderr)
        return 2
    pages = tuple(" ".join(sys.argv[1:]).split()) or PAGES
    handler = functools.partial(Quiet, directory=ROOT / "_build" / "html")
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        found = findings(browser, f"http://127.0.0.1:{server.server_port}", pages)
        version = browser.version
        browser.close()
        server.shutdown()
    for rule, finding in sorted(found.items()):
        print(told(rule, finding))
    versions = [f"{checker.name} {checker.version()}" for checker in CHECKERS]
    forms = f"{len(pages)} pages in {len(WIDTHS)} widths, {' and '.join(SCHEMES)}"
    print(f"\n{sum(finding.count for finding in found.values())} violations of {len(found)} rules on {forms}")
    print(f"{', '.join(versions)}, Chromium {version}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""What three checkers say of the built pages: axe, HTML_CodeSniffer and IBM's, in light and dark, wide and on a phone.

Run by `make accessibility`; it takes names of pages below the root of the site, or one of each kind.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
MODULES = ROOT / "_build" / "checkers" / "node_modules"
KINDS = (
    *("chapters/index.html", "chapters/co2rr/vacancies.html", "chapters/across/compare.html"),
    *("chapters/across/explore.html", "chapters/basics/electrons.html", "chapters/co2rr/exercises.html"),
    *("chapters/use/data.html", "chapters/use/glossary.html", "chapters/use/gallery.html"),
    *("chapters/use/structures.html", "chapters/references.html", "data/performance.html", "search.html?q=CO2"),
)
"""One page of each kind."""
AXE = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
SNIFF = """
() => new Promise(done => HTMLCS.process("WCAG2AA", document, () => done(HTMLCS.getMessages()
  .filter(m => m.type === HTMLCS.ERROR).map(m => [m.code, m.element.outerHTML?.slice(0, 160) ?? "", m.msg]))))
"""
IBM = """
async () => (await new ace.Checker().check(document, ["WCAG_2_2"])).results
  .filter(r => r.value[0] === "VIOLATION" && r.value[1] === "FAIL").map(r => [r.ruleId, r.snippet.slice(0, 160), r.message])
"""


def look(page: Page) -> list[tuple[str, str, str]]:
    """What the three find on a page: rule, element, words."""
    # Rows of a table and works are alike; looking at hundreds of them takes minutes.
    page.evaluate("document.querySelectorAll('tr:nth-child(n+9), div.citation:nth-of-type(n+25)').forEach(e => e.remove())")
    page.evaluate(AXE_SCRIPT)
    found: list[tuple[str, str, str]] = []
    for rule in page.evaluate(AXE)["violations"]:
        found += [(f"axe {rule['id']}", node["html"][:160], node["failureSummary"]) for node in rule["nodes"]]
    for checker, file, call in (
        ("HTML_CodeSniffer", MODULES / "html_codesniffer" / "build" / "HTMLCS.js", SNIFF),
        ("IBM", MODULES / "accessibility-checker-engine" / "ace.js", IBM),
    ):
        page.evaluate(file.read_text(encoding="utf-8"))
        found += [(f"{checker} {rule}", element, words) for rule, element, words in page.evaluate(call)]
    return found


def main(names: list[str]) -> int:
    """Look at the pages, print what was found by rule, and fail where there is something."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    by_rule: dict[str, list[Any]] = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for mode, width in (("light", 1280), ("dark", 390)):
            context = browser.new_context(
                color_scheme=mode, viewport={"width": width, "height": 900}, bypass_csp=True
            )
            page = context.new_page()
            for name in names:
                page.goto(f"{SITE.as_uri()}/{name}")
                page.wait_for_timeout(500)
                for rule, element, words in look(page):
                    by_rule[rule].append((name, mode, width, element, words))
        browser.close()
    for rule, places in sorted(by_rule.items()):
        name, mode, width, element, words = places[0]
        print(f"{rule}: {len(places)}, first on {name} ({mode}, {width} px): {words}\n    {element}")
    print(f"{len(names)} pages, {sum(map(len, by_rule.values()))} faults")
    return int(bool(by_rule))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or os.environ.get("PAGES", "").split() or list(KINDS)))

"""Every page that treats a defect, a site, a method or a mechanism opens with its drawing."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from reviewhelpers import figures
from reviewhelpers._core.paths import ROOT

PARTS = ("co2rr", "norr", "diatomic", "copper")
OTHERS = {
    "exercises": "asks",
    "printed": "lists what a source prints",
    "outlook": "tells what a review wishes for",
    "compare": "begins with numbers",
    "stability": "begins with numbers",
}
"""Pages of a part that treat none of these, and what they do instead."""

LONGEST = 75
"""Words before the drawing: more would push it out of the first screen of a telephone."""

_OPENING = re.compile(r"^```\{opening-picture\} (fig-[a-z0-9-]+)$", re.MULTILINE)


def pages() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    named = [file.removeprefix("chapters/") for file in files]
    return [page for page in named if page.startswith(PARTS) and page.split("/")[1] not in OTHERS]


def opening(page: str) -> tuple[str, str]:
    """The text before the first figure of a page, and the id of that figure."""
    cells = json.loads((ROOT / "chapters" / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    text = ""
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            found = re.search(r'figures\.show\("([a-z0-9-]+)"\)', source)
            return text, found[1] if found else ""
        if match := _OPENING.search(source):
            return text + source[: match.start()], match[1]
        text += source
    return text, ""


@pytest.mark.parametrize("page", pages())
def test_a_page_opens_with_its_drawing(page: str) -> None:
    text, figure = opening(page)
    assert figures.entry(figure).part in ("atoms", "schemes")
    assert "**What to take away.**" not in text
    prose = re.sub(
        r"^:::.*?^:::$|^\(.*\)=$|^#.*$|\{[a-z:]+\}`[^`]*`", "", text, flags=re.MULTILINE | re.DOTALL
    )
    assert len(prose.split()) <= LONGEST


def test_the_first_page_opens_with_a_drawing() -> None:
    text = (ROOT / "chapters" / "index.md").read_text(encoding="utf-8")
    match = _OPENING.search(text)
    assert match
    assert figures.entry(match[1]).part == "atoms"
    assert len(text[: match.start()].split()) <= LONGEST

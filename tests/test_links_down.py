"""Every page on a reaction links down to the sections of the basics that explain its mechanisms and methods."""

from __future__ import annotations

import re

import pytest
from test_page_openings import PARTS

from reviewhelpers._core.paths import ROOT
from reviewhelpers.markup import notebooks

OTHERS = ("exercises", "printed")
"""Pages that ask, or list what a source prints."""


def prose(path: str) -> str:
    """The text of a page, without its questions."""
    cells = notebooks.read(ROOT / "chapters" / path)["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.split(r"^\([a-z0-9-]+-yourself\)=$", text, maxsplit=1, flags=re.MULTILINE)[0]


def pages() -> list[str]:
    found = (path for part in PARTS for path in sorted((ROOT / "chapters" / part).glob("*.ipynb")))
    return [path.relative_to(ROOT / "chapters").as_posix() for path in found if path.stem not in OTHERS]


def sections() -> set[str]:
    return {
        label
        for path in sorted((ROOT / "chapters" / "basics").glob("*.ipynb"))
        for label in re.findall(r"^\(([a-z0-9-]+)\)=\n##+ ", prose(f"basics/{path.name}"), re.MULTILINE)
    }


@pytest.mark.parametrize("page", pages())
def test_a_page_links_down_to_a_section_of_the_basics(page: str) -> None:
    linked = set(re.findall(r"\]\((basics-[a-z0-9-]+)\)", prose(page)))
    assert linked
    assert linked <= sections()

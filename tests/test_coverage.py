"""What the basics cover: each subject stands in the section that is named for it, and each term in the glossary."""

from __future__ import annotations

import re

import pytest

from reviewhelpers import tables
from reviewhelpers._core.paths import ROOT
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks

ROWS = data.table("coverage")
_FILLERS = (
    "a an and as ask be by can cannot come comes do does each for from full get goes has helps how in is it its let "
    "lets makes more no not of off on one or over own per so than that the their them this to two up was way "
    "what where which why with without"
)
FILLERS = frozenset(_FILLERS.split())
"""Words that carry no meaning of their own."""


def sections() -> dict[str, str]:
    """The text of each section of the part, with the words of its code, by label."""
    found = {}
    for path in sorted((ROOT / "chapters" / "basics").glob("*.ipynb")):
        text = "\n".join("".join(cell["source"]) for cell in notebooks.read(path)["cells"])
        parts = re.split(r"^\((basics-[a-z0-9-]+)\)=\n(?=##)", text, flags=re.MULTILINE)
        found |= dict(zip(parts[1::2], parts[2::2], strict=True))
    return found


SECTIONS = sections()


def stems(subject: str) -> list[str]:
    words = re.findall(r"[^\s:,;()?]+", subject.lower())
    return [word[:5] for word in words if word not in FILLERS]


@pytest.mark.parametrize("id", ROWS.index)
def test_the_section_uses_the_words_of_its_subject(id: str) -> None:
    row = ROWS.loc[id]
    text = SECTIONS[row["label"]].lower()
    assert stems(row["subject"])
    assert [stem for stem in stems(row["subject"]) if stem not in text] == []


def test_each_term_is_in_the_glossary() -> None:
    page = (ROOT / "chapters" / "use" / "glossary.md").read_text(encoding="utf-8")
    terms = set(re.findall(r"^(?! )(\S.*)$", page.partition(":::{glossary}")[2], re.MULTILINE))
    assert set(ROWS["term"]) - {""} <= terms


def test_each_explaining_section_is_covered() -> None:
    sums = ("yourself", "pitfalls", "three", "summary", "lines", "example", "worked")
    explains = {label for label in SECTIONS if not label.endswith(sums) and "exercises" not in label}
    assert explains - set(ROWS["label"]) == set()


def test_the_table_lists_each_row_with_a_link() -> None:
    made = tables.make("tab-basics-coverage")
    assert list(made.frame["id"]) == list(ROWS["id"])
    cells = [cell for row in made.cells for cell in row]
    for label in ROWS["label"]:
        assert any(f"<{label}>" in cell for cell in cells), label
    assert "basics-" not in tables.render("tab-basics-coverage", "md")

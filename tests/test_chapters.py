"""The pages say nothing that the data does not, in words of their own."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from subcases import for_each

from reviewhelpers import figures, tables
from reviewhelpers.dataset import data
from reviewhelpers.validation import glossary, page_style
from reviewhelpers.validation.page_style import EXAM, typed_numbers

CHAPTERS = data.ROOT / "chapters"
OVERLAP = data.ROOT.parent / "shared" / "tools" / "overlap"
ROLE = re.compile(r"\{(?:value|condition)\}`([^`]+)`")


def prose() -> Iterator[tuple[str, str]]:
    """Name and markdown of every page, without code blocks."""
    for path in sorted([*CHAPTERS.rglob("*.ipynb"), *CHAPTERS.rglob("*.md")]):
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        else:
            text = path.read_text(encoding="utf-8")
        yield str(path.relative_to(CHAPTERS)), re.sub(r"```.*?```", "", text, flags=re.DOTALL)


PAGES = dict(prose())


@for_each("page", PAGES)
def test_no_number_with_a_unit_is_typed_into_prose(page: str) -> None:
    # What an exam gives is invented for practice; tests/test_exam.py computes its answers.
    assert typed_numbers(PAGES[page]) == [] or Path(page).stem == EXAM


def test_a_typed_number_would_be_seen() -> None:
    assert typed_numbers("an efficiency of 95.2 % at −0.4 V") == ["95.2 %", "0.4 V"]
    assert typed_numbers(":answer: 0.1 V\n\n0.2 V\n: Twice the 3 V.\n\n0.4 V\nthere") == ["3 V", "0.4 V"]


@for_each("page", PAGES)
def test_every_value_in_prose_is_a_row(page: str) -> None:
    for row_id in ROLE.findall(PAGES[page]):
        data.row(row_id)


def test_every_figure_and_table_is_shown_once() -> None:
    code = [
        "".join(cell["source"])
        for path in CHAPTERS.rglob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    shown = re.findall(r'show\("([a-z0-9-]+)"\)', "\n".join(code))
    assert sorted(shown) == sorted([*figures.ids(), *tables.ids()])
    # The check finds all that are made without running anything.
    assert sorted(page_style.artifact_files(data.ROOT)) == sorted(shown)


def test_pages_are_written_by_the_rules() -> None:
    assert list(map(str, page_style.faults(data.ROOT))) == []


@pytest.mark.parametrize(
    ("text", "calls", "told"),
    [
        (
            "At 0.4 V.",
            'show("fig-a")',
            "chapters/one.ipynb:-:text: found '0.4 V', expected a value of the data",
        ),
        ("Text.", 'show("fig-a")\nprint(1)', "cell 1: found 2 lines beside imports, expected one call"),
        ("Text.", "import a\nfrom b import c", "cell 1: found 0 lines beside imports, expected one call"),
        ("Text.", 'show("fig-b")', "src/reviewhelpers/figures/fig-a.md:-:fig-a: found it on no page"),
        ("{term}`Zeta` and {term}`zeta`.", 'show("fig-a")', "found the term linked 2 times"),
        ("Text.", 'show("fig-a")', "glossary.md:-:zeta: found a term that no page links"),
    ],
)
def test_the_check_tells_what_a_page_lacks(tmp_path: Path, text: str, calls: str, told: str) -> None:
    cells = [{"cell_type": "markdown", "source": text}, {"cell_type": "code", "source": calls}]
    code = tmp_path / "src" / "reviewhelpers" / "figures"
    for folder in (code, tmp_path / "chapters" / "use"):
        folder.mkdir(parents=True)
    (code / "fig-a.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / glossary.PAGE).write_text(":::{glossary}\nzeta\n  A letter.\n:::\n", encoding="utf-8")
    (tmp_path / "chapters" / "one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert any(told in str(fault) for fault in page_style.faults(tmp_path))
    cells = [
        {"cell_type": "markdown", "source": "{term}`zeta`"},
        {"cell_type": "code", "source": 'show("fig-a")'},
    ]
    (tmp_path / "chapters" / "one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert list(page_style.faults(tmp_path)) == []
    (tmp_path / "chapters" / "two.ipynb").write_text(json.dumps({"cells": cells[1:]}), encoding="utf-8")
    (fault,) = page_style.faults(tmp_path)
    assert "found 'fig-a', which chapters/one.ipynb shows too" in str(fault)


@pytest.mark.counted
def test_every_system_of_the_review_stands_in_a_table_of_its_section() -> None:
    systems = data.table("systems")
    sections = ["intrinsic", "heteroatom", "single-atom", "anion-vacancies", "cation-vacancies"]
    sections += ["grain-boundaries", "lattice"]
    listed = [name for section in sections for name in tables.make(f"tab-co2rr-{section}").frame["system"]]
    assert sorted(listed) == sorted(systems.loc[systems["source"] == "li2022", "id"])


@pytest.mark.skipif(not OVERLAP.is_file(), reason="the texts of the sources are not beside this clone")
def test_no_run_of_words_is_shared_with_a_source(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, OVERLAP, data.ROOT], capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1].startswith("0 shared runs"), ran.stdout
    (tmp_path / "chapters").mkdir()
    # The tool sees a run where there is one.
    source = (OVERLAP.parents[1] / "sources" / "li2022.txt").read_text(encoding="utf-8")
    (tmp_path / "chapters" / "copied.md").write_text(" ".join(source.split()[40:60]), encoding="utf-8")
    assert (
        subprocess.run([sys.executable, OVERLAP, tmp_path], capture_output=True, check=False).returncode == 1
    )

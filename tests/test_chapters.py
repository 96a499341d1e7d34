"""The pages say nothing that the data does not, in words of their own."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewhelpers import data, figures, tables

CHAPTERS = data.ROOT / "chapters"
OVERLAP = data.ROOT.parent / "shared" / "tools" / "overlap"
ROLE = re.compile(r"\{(?:value|condition)\}`([^`]+)`")
# A number with a unit behind it; those must come from a row of the data.
TYPED = re.compile(r"\d[\d.,]*\s?(?:%|percent|m?V\b|m?A\b|mA|h⁻¹|wt|°C|nm\b|eV\b|days?\b|hours?\b)")


def prose() -> Iterator[tuple[str, str]]:
    """Name and markdown of every page, without code blocks."""
    for path in sorted([*CHAPTERS.rglob("*.ipynb"), *CHAPTERS.rglob("*.md")]):
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        else:
            text = path.read_text(encoding="utf-8")
        yield str(path.relative_to(CHAPTERS)), re.sub(r"```.*?```", "", text, flags=re.DOTALL)


# Answers of questions and known wrong ones are derived, and compared with hand values in test_exercises.
ANSWERS = re.compile(r"^:(?:answer|tolerance): .*$|^-?[\d.]+(?:e-?\d+)? \S+$(?=\n: )", re.MULTILINE)

PAGES = dict(prose())


def typed_numbers(text: str) -> list[str]:
    """Numbers with a unit that stand in the text itself and not in a role."""
    return TYPED.findall(ROLE.sub("", ANSWERS.sub("", text)))


@pytest.mark.parametrize("page", PAGES)
def test_no_number_with_a_unit_is_typed_into_prose(page: str) -> None:
    assert typed_numbers(PAGES[page]) == []


def test_a_typed_number_would_be_seen() -> None:
    assert typed_numbers("an efficiency of 95.2 % at −0.4 V") == ["95.2 %", "0.4 V"]
    assert typed_numbers(":answer: 0.1 V\n\n0.2 V\n: Twice the 3 V.\n\n0.4 V\nthere") == ["3 V", "0.4 V"]


@pytest.mark.parametrize("page", PAGES)
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


def test_a_code_cell_shows_one_figure_or_a_short_computation() -> None:
    for path in CHAPTERS.rglob("*.ipynb"):
        if path.stem == "exercises" or path.parent.name == "learn":
            continue  # There readers follow the arithmetic line by line.
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            source = "".join(cell["source"])
            lines = [line for line in source.splitlines() if line and "import" not in line]
            if "show(" in source or "remove-input" in cell["metadata"].get("tags", ()):
                assert len(lines) == 1, (path.name, lines)
            else:
                # The physics stays readable, and its result is said in the last line.
                assert len(lines) <= 40, (path.name, lines)


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

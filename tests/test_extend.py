"""The page on adding to the book, followed to its end in a copy, and the part that it makes."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup

from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

PAGE = data.ROOT / "chapters" / "use" / "extend.md"
BLOCK = re.compile(r"```sh\n(?P<command>.*?)```\n(?:\n```text\n(?P<said>.*?)```)?", re.DOTALL)
# Lines and rows grow with the data.
GROWING = re.compile(
    r"(?<=\.csv:)\d+|(?<=\.bib:)\d+|\d+(?= rows of)|\d+(?= tables)|(?<=after line )\d+|(?<=cell )\d+"
)
WORDS = ("make", f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.locked", "-o", f"{sys.prefix}/.ready")


def blocks(text: str) -> list[tuple[str, str]]:
    """The commands of a page, each with what the page says that it prints."""
    return [(block["command"], block["said"] or "") for block in BLOCK.finditer(text)]


def alike(said: str) -> str:
    """What is said, without the numbers that grow."""
    return GROWING.sub("N", said)


@dataclass
class Followed:
    """A copy in which all has been done that the page says, with what was printed on the way."""

    project: support.Project
    printed: list[str]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    root = tmp_path_factory.mktemp("extend") / "project"
    project = support.copy_project(root, (*support.PARTS, "tests"))
    commands = root / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name, words in (("reviewhelpers", "-m reviewhelpers"), ("python", "")):
        (commands / name).write_text(f'#!/bin/sh\nexec {sys.executable} {words} "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    done = [
        project.run("bash", "-c", f"exec 2>&1\n{command}") for command, _ in blocks(PAGE.read_text("utf-8"))
    ]
    shutil.rmtree(root / ".venv")
    return Followed(project, [one.stdout for one in done])


def test_every_command_says_what_the_page_says(followed: Followed) -> None:
    expected = [said for _, said in blocks(PAGE.read_text("utf-8"))]
    assert len(expected) >= 9
    assert [alike(one) for one in followed.printed] == [alike(one) for one in expected]


def test_the_page_ends_without_a_fault(followed: Followed) -> None:
    assert "no fault in" in followed.printed[-1]


def test_another_message_would_be_seen() -> None:
    (command, said), *_ = blocks("```sh\nls\n```\n\n```text\ndata/a.csv:12:value: found 1\n```\n")
    assert (command, alike(said)) == ("ls\n", alike("data/a.csv:7:value: found 1\n"))
    assert alike(said) != alike("data/a.csv:12:value: found 2\n")


def test_the_new_part_passes_its_tests_and_those_of_all_chapters(followed: Followed) -> None:
    tests = ["tests/test_figures_practice.py", "tests/test_chapters.py", "tests/test_figures_legibility.py"]
    only = ("-k", "practice or test_chapters and not shared")
    ran = followed.project.python("-m", "pytest", "-q", *tests, *only)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "skipped" not in ran.stdout


DOPED = {"part": "co2rr", "defect_class": "heteroatom", "defect_type": "nitrogen doping", "role": "catalyst"}
SHARE = {
    "reaction": "CO2RR",
    "product": "CO",
    "quantity": "faradaic_efficiency",
    "relation": "=",
    "unit": "percent",
}
AT = {
    "potential": "-0.7",
    "potential_unit": "V",
    "potential_scale": "RHE",
    "condition_as_printed": "at −0.7 V vs. RHE",
}
OWN = {"source": "zzz2026", "locator": "zzz2026-results", "cite": "zzz2026example"}
REVIEW = {"source": "li2022", "locator": "li2022-heteroatom", "cite": "ye2017surface"}
FURTHER = {
    "systems": [
        {"id": id, "name": id, "name_ascii": id, "as_printed": "N-doped", **DOPED, **source}
        for id, source in (("zzz2026-ex-d", OWN), ("li2022-ex-e", REVIEW))
    ],
    "performance": [
        {"id": f"{id}-fe", "system": id, "value": "81", "as_printed": "81%", "status": "measured"}
        | SHARE
        | AT
        | source
        for id, source in (("zzz2026-ex-d", OWN), ("li2022-ex-e", REVIEW))
    ],
    "claims": [
        {"id": f"{id}-claim", "system": id, "statement": "A claim", "as_printed": "N-doped", **OWN, **said}
        for id, said in (
            ("zzz2026-ex-d", {"effect": "adsorption", "status": "stated"}),
            ("zzz2026-ex-c", {"effect": "electron transfer", "status": "measured"}),
        )
    ],
}
"""Rows as somebody adds them next: catalysts doped with nitrogen, values and claims."""

HOLDING = (
    *("figures_across", "figures_co2rr", "figures_norr"),
    *(
        "figures_legibility",
        "tables",
        "tables_across",
        "tables_audit",
        "tables_co2rr",
        "tables_moving",
        "audit",
    ),
    *("summary_table", "provenance", "abstracts", "labs", "bibliography", "citing_works", "citing_usage"),
)
"""Tests of what is made from data of the kinds that were added."""


@pytest.fixture(scope="module")
def grown(followed: Followed, tmp_path_factory: pytest.TempPathFactory) -> support.Project:
    """A copy of that copy with further rows, which the check finds sound."""
    root = tmp_path_factory.mktemp("grown") / "project"
    shutil.copytree(followed.project.root, root, ignore=shutil.ignore_patterns("_build"))
    for table, rows in FURTHER.items():
        path = root / "data" / f"{table}.csv"
        columns = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, columns, restval="", lineterminator="\n").writerows(rows)
    project = support.Project(root)
    assert project.python("-m", "reviewhelpers", "register").returncode == 0
    checked = project.python("-m", "reviewhelpers", "check")
    assert [line for line in checked.stdout.splitlines() if not line.startswith("no fault in")] == []
    return project


def test_new_rows_break_no_test(grown: support.Project) -> None:
    ran = grown.python("-m", "pytest", "-q", *(f"tests/test_{name}.py" for name in HOLDING))
    assert ran.returncode == 0, ran.stdout[-4000:]


def test_new_rows_break_no_exercise(grown: support.Project) -> None:
    only = ("-k", "by_hand or all_rows or hand_value")
    ran = grown.python("-m", "pytest", "-q", "tests/test_exercises.py", *only)
    assert ran.returncode == 0, ran.stdout[-4000:]


def test_its_page_shows_what_it_computes(followed: Followed) -> None:
    words = ("-p", "no:hypothesispytest", "--nbval", "--nbval-current-env")
    ran = followed.project.python("-m", "pytest", "-q", *words, "chapters/practice")
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "1 passed" in ran.stdout


def test_its_code_is_in_style(followed: Followed) -> None:
    files = ["src/reviewhelpers/figures/practice.py", "tests/test_figures_practice.py"]
    files += ["src/reviewhelpers/figures/practice_efficiency.py"]
    for words in (["ruff", "check"], ["ruff", "format", "--check"]):
        ran = followed.project.python("-m", *words, *files)
        assert ran.returncode == 0, ran.stdout
    ran = followed.project.python("-m", "mypy", *(file for file in files if file.startswith("src")))
    assert ran.returncode == 0, ran.stdout


def test_rows_to_fill_have_the_columns_of_their_tables(followed: Followed) -> None:
    folder = followed.project.root / "chapters" / "practice" / "to-fill"
    assert sorted(path.name for path in folder.iterdir()) == ["performance.csv", "systems.csv"]
    for path in folder.iterdir():
        head, row = path.read_text(encoding="utf-8").splitlines()
        assert head == (data.DATA / path.name).read_text(encoding="utf-8").splitlines()[0]
        # Nothing is filled in but what the row of the source says.
        known = {"zzz2026", "zzz2026example"} | ({"practice"} if path.name == "systems.csv" else set())
        assert set(row.split(",")) == {"", *known}


@pytest.fixture(scope="module")
def html(followed: Followed) -> Path:
    """The book as it is then built, strictly."""
    built = followed.project.make("book", address=support.ADDRESS)
    assert built.returncode == 0, (built.stderr + built.stdout)[-3000:]
    return followed.project.root / "_build" / "html" / "chapters"


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def cards(html: Path) -> Iterator[str]:
    for card in soup(html / "index.html").select(".part-card .part-text strong"):
        yield card.get_text()


def test_the_page_of_the_part_shows(html: Path) -> None:
    page = soup(html / "practice" / "start.html")
    assert "A part to practise" in page.select_one("h1").get_text()
    assert len(page.select("ul.key-numbers > li")) == 3
    assert page.select_one("figure#fig-practice-printed img") is not None
    assert "A part to practise" in list(cards(html))
    assert soup(html / "co2rr" / "compare.html").select_one("figure#fig-practice-efficiency") is not None

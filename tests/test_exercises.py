"""Exercises and self-checks: numbers against hand values, whole as taught, and used without a script."""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import support
from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units
from reviewhelpers.citing import outline
from reviewhelpers.content import self_check_units
from reviewhelpers.content.book import SKILLS, Book
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks
from reviewhelpers.sphinxext import exercises, self_check

TESTS = Path(__file__).parent
CHAPTERS = data.ROOT / "chapters"
PARTS = sorted(path.stem for path in TESTS.glob("exercises_*.py"))
HAND = {part: importlib.import_module(part) for part in PARTS}

NUMBER = re.compile(r"(?<![\w.*/-])-?\d+(?:\.\d+)?(?![\w.]*\w)")
CHECK = re.compile(r":::\{check\}[^\n]*\n(?P<options>(?::\w+:[^\n]*\n)+)(?P<text>.*?)^:::$", re.M | re.S)
OPTION = re.compile(r"^:(\w+): *(.*?) *$", re.M)
TERM = re.compile(r"^(?P<term>\S[^\n]*)\n: ", re.M)
START = re.compile(r":::\{solution-start\} (\S+)")
END = re.compile(r":::\{solution-end\}")


def texts() -> Iterator[str]:
    """The Markdown of all pages."""
    for path in sorted(CHAPTERS.rglob("*.ipynb")):
        if path in notebooks.paths():
            cells = notebooks.read(path)["cells"]
            yield "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for path in sorted(CHAPTERS.rglob("*.md")):
        yield path.read_text(encoding="utf-8")


def solutions(page: Path) -> Iterator[tuple[str, notebooks.Notebook]]:
    """The code cells of a notebook, each with the exercise that it solves, or ``""``."""
    label = ""
    for cell in notebooks.read(page)["cells"]:
        if cell["cell_type"] == "markdown":
            # The last mark of a cell tells whether a solution is open behind it.
            marks = list(re.finditer(f"{START.pattern}|{END.pattern}", "".join(cell["source"])))
            label = (marks[-1][1] or "") if marks else label
        else:
            yield label, cell


SOLVED = {label: page for page in notebooks.paths() for label, _ in solutions(page) if label}
"""The pages with exercises that a cell solves, by exercise; solutions without cells are left out."""


@cache
def printed(page: Path) -> dict[str, str]:
    """What the cells of each solution of a page print, run here."""
    names: dict[str, Any] = {}
    found: dict[str, str] = {}
    for label, cell in solutions(page):
        *lines, last = ast.parse("".join(cell["source"])).body
        with contextlib.redirect_stdout(io.StringIO()) as told:
            exec(compile(ast.Module(lines, []), page.name, "exec"), names)
            if isinstance(last, ast.Expr):
                shown = eval(compile(ast.Expression(last.value), page.name, "eval"), names)
                told.write("" if shown is None else f"{shown!r}\n")
            else:
                exec(compile(ast.Module([last], []), page.name, "exec"), names)
        found[label] = found.get(label, "") + told.getvalue()
    return found


def asked() -> dict[str, tuple[dict[str, str], list[str]]]:
    """The options and the terms of each self-check, by label."""
    found = {}
    for text in texts():
        for check in CHECK.finditer(text):
            options = dict(OPTION.findall(check["options"]))
            found[options["label"]] = options, TERM.findall(check["text"])
    return found


ASKED = asked()
NUMERIC = {label: found for label, found in ASKED.items() if "answer" in found[0]}


def hand(name: str) -> dict[str, tuple[float, ...]]:
    """The hand values of all parts under one name; none stands twice."""
    merged: dict[str, tuple[float, ...]] = {}
    for module in HAND.values():
        values: dict[str, tuple[float, ...]] = getattr(module, name)
        assert not merged.keys() & values.keys()
        merged |= values
    return merged


def rounded(value: float, like: str) -> str:
    """A value to the digits of another."""
    places = -int(Decimal(like).as_tuple().exponent)
    return f"{value:.{places}f}"


# Numbers


@pytest.mark.counted
@pytest.mark.parametrize("label", SOLVED)
def test_solution_prints_what_is_found_by_hand(label: str) -> None:
    found = NUMBER.findall(printed(SOLVED[label])[label].replace("−", "-"))
    wanted = hand("SOLUTIONS")[label]
    assert len(found) == len(wanted), (found, wanted)
    assert found == [rounded(value, like) for value, like in zip(wanted, found, strict=True)]


@pytest.mark.parametrize("label", SOLVED)
def test_solution_can_be_run_on_all_rows(label: str) -> None:
    assert printed(SOLVED[label])[label].strip()


@pytest.mark.parametrize("label", NUMERIC)
def test_answer_is_found_by_hand(label: str) -> None:
    options, terms = NUMERIC[label]
    answers = [options["answer"], *terms[1:]]
    wanted = hand("CHECKS")[label]
    assert len(answers) == len(wanted), answers
    unit = self_check.quantity(options["answer"], Book()).unit
    tolerance = float(options["tolerance"].rstrip(" %")) / 100
    for text, value in zip(answers, wanted, strict=True):
        found = self_check.quantity(text, Book())
        given = units.convert(found.value, found.unit, unit) if unit else found.value
        # An answer that is right to all its digits must be told to be right, and the answer printed too.
        assert abs(given - value) <= (tolerance / 2 + 1e-9) * abs(value), (text, value)


def test_no_hand_value_is_left_over() -> None:
    assert hand("SOLUTIONS").keys() == SOLVED.keys()
    assert hand("CHECKS").keys() == NUMERIC.keys()


@pytest.mark.parametrize("part", PARTS)
def test_hand_values_do_not_use_the_helpers(part: str) -> None:
    assert "reviewhelpers" not in (TESTS / f"{part}.py").read_text(encoding="utf-8")


def test_numbers_of_an_output_are_all_read() -> None:
    text = "to CO₂ −1.30 mA cm⁻², C₂H₅OH + 12 e⁻, -0.78 to -1.18 V, umol/h/cm**2, 94.0 %"
    assert NUMBER.findall(text.replace("−", "-")) == ["-1.30", "12", "-0.78", "-1.18", "94.0"]


# Whole


def test_there_are_exercises_of_every_skill_and_level() -> None:
    found: dict[str, set[str]] = {kind: set() for kind in exercises.KINDS}
    for text in texts():
        for classes in re.findall(r"^:class: (skill-.*)$", text, re.M):
            for kind, value in exercises.parse_classes(classes.split(), SKILLS).items():
                found[kind].add(value)
    assert found["skill"] == SKILLS.keys()
    assert found["level"] == exercises.LEVELS.keys()


def test_pages_that_teach_end_on_two_checks_at_least() -> None:
    short = []
    for part in outline.read().pages():
        source = outline.file_of(data.ROOT, part.page).read_text(encoding="utf-8")
        if f"({part.label}-yourself)=" in source and source.count("{check}") < 2:
            short.append(part.page)
    assert short == []


@pytest.mark.parametrize(
    ("classes", "told"),
    [
        (["skill-read", "level-first"], "no minutes-"),
        (["skill-cook", "level-first", "minutes-5"], "skill-cook"),
        (["skill-read", "level-first", "minutes-5", "hard"], "hard"),
        (["skill-read", "skill-claim", "level-first", "minutes-5"], "skill-read, skill-claim"),
    ],
)
def test_a_class_that_says_nothing_is_told(classes: list[str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        exercises.parse_classes(classes, SKILLS)


def test_a_quantity_that_cannot_be_read_is_told() -> None:
    for text in ("about 3 V", "3 volz", "", "3,5 V"):
        with pytest.raises(ReviewHelpersError):
            self_check.quantity(text, Book())


@pytest.mark.parametrize(
    "unit", sorted({self_check.quantity(found[0]["answer"], Book()).unit for found in NUMERIC.values()})
)
def test_units_offered_measure_the_same(unit: str) -> None:
    for name, factor in self_check_units.choices(unit):
        assert units.fits(name, unit)
        assert units.convert(1 / factor, name, unit) == pytest.approx(1)


# The directives, as a writer meets them


def warned(folder: Path, text: str) -> str:
    """What Sphinx says of a page with this text."""
    (folder / "conf.py").write_text("", encoding="utf-8")
    (folder / "index.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    told = io.StringIO()
    # Sphinx registers its nodes once in a process, and says so when a second build does it again.
    settings = {
        "extensions": [
            "myst_parser",
            "reviewhelpers.sphinxext.exercises",
            "reviewhelpers.sphinxext.self_check",
        ],
        "myst_enable_extensions": ["colon_fence", "deflist"],
        "companion_content": "reviewhelpers.content.book:Book",
        # Sphinx keeps in its default what another build of this process set.
        "source_suffix": {".md": "markdown"},
        "suppress_warnings": ["app.add_node", "app.add_directive"],
    }
    with docutils_namespace():
        app = Sphinx(folder, folder, folder / "_out", folder / "_trees", "dummy", settings, None, told)
        app.build()
    return told.getvalue()


GOOD = """:::{exercise} A title
:label: ex-one
:class: skill-read level-first minutes-5

What is it?
:::

:::{hint}
:class: dropdown

Look.
:::

:::{solution} ex-one
:class: dropdown

This.
:::

:::{check} How much?
:label: check-one
:answer: 2 V
:tolerance: 1 %

Why
: So.

4 mV
: Twice, and in millivolt.
:::

:::{check} Which?
:label: check-two
:right: 2

This
: No.

That
: Yes.
:::
"""


def test_a_whole_page_says_nothing(tmp_path: Path) -> None:
    assert warned(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("minutes-5", "minutes-7", "found minutes-7, expected one of minutes-5"),
        ("skill-read ", "", "found no skill-"),
        (":::{hint}", ":::{note}", "exercise ex-one has no hint"),
        (":::{solution} ex-one", ":::{note}", "exercise ex-one has no solution"),
        ("{exercise} A title", "{exercise}", "exercise ex-one has no title"),
        ("2 V", "2 volz", "found unit 'volz'"),
        ("2 V", "about two", "found 'about two', expected a number and a unit"),
        ("tolerance: 1 %", "tolerance: 1", "found no tolerance"),
        ("Why\n", "Because\n", "found 'Because' first, expected Why"),
        ("4 mV", "2.01 V", "expected it farther from the answer"),
        ("4 mV", "4 mA", "cannot convert mA to V"),
        ("4 mV", "4", "expected a unit like that of the answer"),
        ("right: 2", "right: 3", "expected positions of 2 to 5 choices"),
        ("check-two", "two", "expected one that begins with check-"),
        ("This\n: No.\n\nThat\n: Yes.", "Nothing.", "found no list of definitions"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    assert told in warned(tmp_path, GOOD.replace(before, after, 1))


# The built pages


@cache
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def held(site: support.Site, name: str) -> list[tuple[str, Tag]]:
    """The boxes of one class in the chapters, each with its page, in the order of the book."""
    pages = [part.page for part in outline.read().pages()]
    return [(page, box) for page in pages for box in soup(site.html / f"{page}.html").select(f"div.{name}")]


def test_every_exercise_is_set_with_hint_and_solution(site: support.Site) -> None:
    found = [box["id"] for _, box in held(site, "exercise")]
    assert found == [part.label for part in outline.read().parts.values() if part.kind == "exercise"]
    for _, box in held(site, "exercise"):
        assert [fold["class"] for fold in box.select("details.fold")] == [
            ["fold", "hint"],
            ["fold", "solution"],
        ]
        assert box.select_one(".exercise-title .headerlink")["href"] == f"#{box['id']}"
        assert box.select_one(".exercise-facts").text.count(" · ") == 2


def test_solutions_hold_their_outputs(site: support.Site) -> None:
    solutions = {box["id"]: box.select_one("details.solution").text for _, box in held(site, "exercise")}
    for label, page in SOLVED.items():
        for line in printed(page)[label].splitlines():
            assert line.strip() in solutions[label], label


def test_index_lists_every_exercise_by_each_kind(site: support.Site) -> None:
    page = soup(site.html / "chapters" / "learn" / "exercises.html")
    lists = page.select("dl.exercise-index")
    assert len(lists) == len(exercises.KINDS)
    wanted = [
        f"../{page_.removeprefix('chapters/')}.html#{box['id']}" for page_, box in held(site, "exercise")
    ]
    for listed in lists:
        assert sorted(link["href"] for link in listed.select("a")) == sorted(wanted)
        for group in listed.select("dt"):
            count = int(re.search(r"\((\d+)\)$", group.text)[1])  # type: ignore[index]
            assert count == len(group.find_next_sibling("dd").select("li"))


def test_questions_answer_without_a_script(site: support.Site) -> None:
    checks = held(site, "check")
    assert {check["id"] for _, check in checks} == ASKED.keys()
    for _, check in checks:
        options, terms = ASKED[str(check["id"])]
        choices = check.select("details.choice")
        assert len(choices) == (1 if "answer" in options else len(terms))
        for choice in choices:
            assert choice.select_one(".choice-told strong").text.split()[0] in ("Right.", "Right:", "Not")
        # What needs the script is not there before it.
        assert all(form.has_attr("hidden") for form in check.select("form"))


def test_only_pages_that_ask_for_numbers_load_the_script(site: support.Site) -> None:
    for path in site.pages():
        text = path.read_text(encoding="utf-8")
        assert ("_static/checks.js" in text) == ('class="check-form"' in text), path


def test_script_stores_and_sends_nothing() -> None:
    script = (Path(self_check.__file__).parent / "theme" / "static" / "checks.js").read_text(encoding="utf-8")
    for word in ("fetch", "XMLHttp", "Storage", "cookie", "sendBeacon", "WebSocket", "indexedDB", "location"):
        assert word not in script, word


def test_an_index_is_written_again_where_what_it_lists_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    env: Any = SimpleNamespace(toc_fignumbers={})
    monkeypatch.setattr(exercises.gallery, "parts", lambda env: iter([("Part", ["a"])]))
    exercises.indexes(env).add("index")
    exercises.entries(env)["a"] = [exercises.Entry("ex-a", "One", {"skill": "read"})]
    renew = functools.partial(exercises.outdated_pages, cast(Any, None), env)
    assert [renew(), renew()] == [["index"], []]
    exercises.entries(env)["a"] = [exercises.Entry("ex-a", "Another", {"skill": "read"})]
    assert [renew(), renew()] == [["index"], []]
    env.toc_fignumbers["a"] = {"exercise": {"ex-a": (1, 1)}}
    assert [renew(), renew()] == [["index"], []]

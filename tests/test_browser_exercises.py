"""Exercises and self-checks in a browser: with and without scripts, by keyboard, and as axe sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import test_browser
from test_browser import MODES, ORIGINS, WIDTHS, Tab, violations
from test_exercises import ASKED, NUMERIC

from reviewhelpers.chemistry import units
from reviewhelpers.citing import outline
from reviewhelpers.content import self_check_units
from reviewhelpers.content.book import Book
from reviewhelpers.sphinxext import self_check

pytestmark = pytest.mark.slow

browser, bases = test_browser.browser, test_browser.bases

EXERCISES = "chapters/norr/exercises.html"
CHECKS = "chapters/use/figures-of-merit.html"
TOTAL = "#check-use-merit-total"
RATE = "#check-use-merit-rate"


Opened = Callable[..., Tab]


@pytest.fixture
def at(browser: Any, bases: dict[str, str]) -> Iterator[Opened]:
    """Opens a page of the site in a tab; all tabs are closed when the test is done."""
    tabs: list[Tab] = []

    def opened(page: str, origin: str = "file", **options: Any) -> Tab:
        tabs.append(test_browser.tab(browser, bases[origin], **options))
        tabs[-1].open(page)
        return tabs[-1]

    yield opened
    for shown in tabs:
        shown.context.close()


def pages(labels: Iterable[str]) -> dict[str, list[str]]:
    """The labels on each page of the site."""
    anchors = outline.read().anchors
    found: dict[str, list[str]] = {}
    for label in labels:
        found.setdefault(f"{anchors[label].partition('#')[0]}.html", []).append(label)
    return found


def enter(tab: Tab, question: str, number: str, unit: str = "") -> str:
    """Answer a question for a number, and give what it says."""
    form = tab.locator(f"{question} form")
    form.get_by_label("Your answer").fill(number)
    if unit:
        form.get_by_label("Unit").select_option(label=units.symbol(unit))
    form.get_by_role("button", name="Check").click()
    said: str = tab.locator(f"{question} [role=status]").inner_text()
    return said


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_solution_opens_by_keyboard_and_without_scripts(at: Opened, origin: str) -> None:
    shown = at(EXERCISES, origin, java_script_enabled=False)
    for name in ("hint", "solution"):
        fold = shown.locator(f"#ex-norr-yield details.{name}")
        assert not fold.locator(":scope > div").is_visible()
        fold.locator("summary").focus()
        shown.keyboard.press("Enter")
        assert fold.locator(":scope > div").is_visible()
    assert "µmol h⁻¹ cm⁻²" in shown.locator("#ex-norr-yield .cell_output").inner_text()
    assert shown.faults() == []


def test_a_choice_answers_by_keyboard_and_without_scripts(at: Opened) -> None:
    shown = at(CHECKS, java_script_enabled=False)
    verdicts = []
    for choice in shown.locator(f"{RATE} details").all():
        choice.locator("summary").focus()
        shown.keyboard.press("Space")
        verdicts.append(choice.locator("strong").first.inner_text())
    assert verdicts == ["Not right.", "Right.", "Not right."]
    # The field would do nothing, so that it is not shown; the answer opens as text.
    assert not shown.locator(f"{TOTAL} form").is_visible()
    shown.locator(f"{TOTAL} summary").focus()
    shown.keyboard.press("Enter")
    assert "34.9" in shown.locator(f"{TOTAL} .choice-told").inner_text()


@pytest.mark.parametrize("page", pages(NUMERIC))
def test_every_answer_is_taken_in_every_unit(at: Opened, page: str) -> None:
    shown = at(page, "http")
    for label in pages(NUMERIC)[page]:
        options, terms = ASKED[label]
        answer = self_check.quantity(options["answer"], Book())
        for name, factor in self_check_units.choices(answer.unit) or [("", 1.0)]:
            said = enter(shown, f"#{label}", repr(answer.value / factor), name)
            assert said.startswith("Right: "), (label, name, said)
        for text in terms[1:]:
            wrong = self_check.quantity(text, Book())
            said = enter(shown, f"#{label}", wrong.number, wrong.unit)
            assert said.startswith("Not "), (label, text, said)
            assert not said.startswith("Not right"), (label, text, said)
    assert shown.faults() == []


FEEDBACK = [
    ("34.7", "mA/cm**2", "Right: "),
    ("349", "A/m**2", "Right: "),
    ("3.49 × 10⁻²", "A/cm**2", "Right: "),
    ("3.49e-2", "A/cm**2", "Right: "),
    ("34.9", "A/cm**2", "Not right: the digits are right, the power of ten is not."),
    ("−34.9", "mA/cm**2", "Not right: the size is right, the sign is not."),
    ("34.4", "mA/cm**2", "Not right: this is too small."),
    ("50", "mA/cm**2", "Not right: this is too large."),
    ("25.8", "mA/cm**2", "Not 25.8"),
    ("34.9", "", "Choose the unit"),
    ("", "mA/cm**2", "Enter a number"),
    ("much", "mA/cm**2", "Enter a number"),
    ("34,9", "mA/cm**2", "Write the decimal mark as a point"),
    ("1e999", "mA/cm**2", "Enter a number"),
]


def test_feedback_explains(at: Opened) -> None:
    shown = at(CHECKS)
    # A unit once chosen stays chosen, so that the answers without one come first.
    for number, unit, said in sorted(FEEDBACK, key=lambda case: bool(case[1])):
        assert enter(shown, TOTAL, number, unit).startswith(said), (number, unit)


def test_a_number_is_answered_by_keyboard_alone_and_forgotten(at: Opened) -> None:
    shown = at(CHECKS, "http")
    shown.locator(f"{TOTAL} input").focus()
    shown.keyboard.type("34.9")
    shown.keyboard.press("Tab")
    shown.keyboard.type("mA")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    assert shown.locator(f"{TOTAL} [role=status]").inner_text().startswith("Right: ")
    # Nothing is stored: not in the address, nor anywhere that the page of the browser keeps.
    assert "?" not in shown.url
    kept = (
        "() => [document.cookie, ...Object.entries(localStorage), ...Object.entries(sessionStorage)].join()"
    )
    assert "34.9" not in shown.evaluate(kept)
    shown.reload()
    assert shown.locator(f"{TOTAL} input").input_value() == ""
    assert shown.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("page", [EXERCISES, CHECKS, "chapters/learn/exercises.html"])
def test_axe_finds_nothing_when_all_is_open(at: Opened, page: str, mode: str, width: int) -> None:
    shown = at(page, "http", width=width, mode=mode)
    shown.evaluate(
        "() => document.querySelectorAll('.fold, .choice').forEach((each) => { each.open = true; })"
    )
    if page == CHECKS:
        enter(shown, TOTAL, "25.8", "mA/cm**2")
        enter(shown, "#check-use-merit-shift", "177", "mV")
    assert violations(shown) == []
    assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_paper_shows_solutions_and_answers(at: Opened) -> None:
    shown = at(CHECKS)
    shown.emulate_media(media="print")
    assert shown.locator(f"{RATE} .choice-told").first.is_visible()
    assert not shown.locator(f"{TOTAL} form").is_visible()
    shown.open(EXERCISES)
    assert shown.locator("#ex-norr-yield details.solution > div").is_visible()

"""The examination of the basics: its form, its links into the part, and its calculations done by plain arithmetic."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest
import yaml

from reviewhelpers._core.paths import ROOT
from reviewhelpers.markup import notebooks

PAGE = (ROOT / "chapters" / "basics" / "exam.md").read_text(encoding="utf-8")
QUESTION = re.compile(
    r"^\*\*(?P<number>\d+)\*\* \(\*(?P<kind>[a-z]+)\*\) (?P<text>.+?)\n\n"
    r":::\{answer\} (?P<of>\d+)\n(?P<answer>.+?)\n\[[^\]]+\]\((?P<label>[a-z0-9-]+)\)\n:::$",
    re.MULTILINE | re.DOTALL,
)
QUESTIONS = [match.groupdict() for match in QUESTION.finditer(PAGE)]

F, R, KB, H, E = 96485.33212, 8.314462618, 1.380649e-23, 6.62607015e-34, 1.602176634e-19
DECADE = R * 298.15 * math.log(10) / F
KT = KB * 298 / E
CO = 0.0050 * 20e-3 / 24.5 / 60
HALF = math.log(2) / (2e-5 * 1e-4 / 40e-6)
RATE = KB * 298 / H * math.exp(-0.92 / KT)

COMPUTED = {
    # One of the two molecules that two electrons consume becomes CO.
    7: {"50 %": 100 / 2},
    8: {"−24.2 mA/cm²": -2 * F * 1.9e-9 * 33 / 50e-6 / 10},
    14: {"0.693 h": math.log(2 / 1) / (2 - 1), "0.50": (2 / 1) ** (-1 / (2 - 1))},
    16: {"13863 s": HALF, "3.85 h": HALF / 3600},
    23: {
        f"{2 * math.cos(k * math.pi / 5):.3f}".replace("-", "−"): 2 * math.cos(k * math.pi / 5)
        for k in (1, 2, 3, 4)
    },
    24: {"At least 3": 27 - 24, "then 2": 26 - 24},
    31: {"−0.60 V": -0.60, "0.20 eV": 0.60 - 0.40},
    32: {
        "6.21·10¹² s⁻¹": KB * 298 / H / 1e12,
        "2.8·10⁻¹⁶": math.exp(-0.92 / KT) * 1e16,
        "1.7·10⁻³ s⁻¹": RATE * 1e3,
        "0.16 eV": -KT * math.log(RATE),
    },
    39: {
        "−0.901 V;": -1.50 + 0.197 + 6.8 * DECADE,
        "0.100 V": 0.020 * 5,
        "−0.801 V": -1.50 + 0.197 + 6.8 * DECADE + 0.1,
    },
    40: {
        "4.08 µmol/min": CO * 60e6,
        "6.80·10⁻⁸ mol/s": CO * 1e8,
        "13.1 mA": CO * 2 * F * 1e3,
        "65.6 %": 100 * CO * 2 * F * 1e3 / 20,
    },
}
"""What each answer that calculates says, and the number that it has to be."""


def test_forty_questions_of_five_topics_of_equal_size() -> None:
    assert [int(question["number"]) for question in QUESTIONS] == list(range(1, 41))
    assert all(question["number"] == question["of"] for question in QUESTIONS)
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [len(QUESTION.findall(section)) for section in sections] == [8] * 5


def test_a_quarter_is_recall_and_half_asks_why() -> None:
    assert Counter(question["kind"] for question in QUESTIONS) == {"recall": 10, "why": 20, "calculate": 10}
    for question in QUESTIONS:
        assert question["kind"] != "why" or "why" in question["text"].lower(), question["number"]


def test_each_answer_leads_to_a_section_of_the_part() -> None:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    part = next(part for part in toc["parts"] if part["caption"] == "Basics")
    labels: set[str] = set()
    for chapter in part["chapters"]:
        path = ROOT / f"{chapter['file']}.ipynb"
        if path.exists() and path.stem != "exercises":
            texts = ["".join(cell["source"]) for cell in notebooks.read(path)["cells"]]
            found = re.findall(r"^\(([a-z0-9-]+)\)=\n##+ ", "\n".join(texts), re.MULTILINE)
            # What only sums up, or asks, explains nothing.
            labels |= {label for label in found if not label.endswith(("-yourself", "-pitfalls", "-three"))}
    assert {question["label"] for question in QUESTIONS} <= labels


def test_every_calculation_has_a_hand_value() -> None:
    asked = {int(question["number"]) for question in QUESTIONS if question["kind"] == "calculate"}
    assert asked == set(COMPUTED)


@pytest.mark.parametrize("number", sorted(COMPUTED))
def test_the_answer_is_what_the_arithmetic_gives(number: int) -> None:
    answer = next(question["answer"] for question in QUESTIONS if question["number"] == str(number))
    for said, value in COMPUTED[number].items():
        assert said in answer
        digits = re.search(r"−?\d+(?:\.\d+)?", said)
        assert digits
        shown = digits[0].replace("−", "-")
        places = len(shown.partition(".")[2])
        assert float(shown) == pytest.approx(value, abs=0.5 * 10**-places + 1e-9)

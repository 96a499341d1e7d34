"""Alternative texts: short enough to hear, and with the finding in them."""

from __future__ import annotations

import re

import pytest

from reviewhelpers import figures
from reviewhelpers.sphinxext.alternative_text import LONGEST, finding


@pytest.mark.parametrize("id", figures.ids())
def test_the_short_text_begins_the_long_one_and_tells_a_number(id: str) -> None:
    whole = figures.make(id).alt
    short = finding(whole)
    assert 40 < len(short) <= LONGEST
    assert re.search(r"\d", short)
    assert whole.startswith(short.removesuffix(" …"))


def test_a_short_text_is_whole() -> None:
    assert finding("Two of 3. One more.") == "Two of 3. One more."


def test_whole_sentences_are_kept_where_they_bear_a_number() -> None:
    first = "In ref. 23 and in Li et al. 2022 it is 4."
    assert finding(f"{first} {'Then more of it, and more' * 20}.") == first


def test_a_long_sentence_is_cut_between_its_parts() -> None:
    assert finding(f"First 1, a; second 2, b; {'third 3, ' * 40}") == "First 1, a; second 2, b …"
    assert finding("One 1, " + "two 2, " * 60).endswith("two 2 …")

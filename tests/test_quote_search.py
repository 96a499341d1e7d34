"""Quotes are found in any typography, and not where they only seem to stand."""

import pytest

from reviewhelpers.dataset import quote_search

TEXT = """ Abstract words first.
 INTRODUCTION
Words on Intrinsic defects in running text.
Intrinsic defects
A yield of 27.51 × 10⁻1⁰ mol s⁻1 cm⁻2, an efficiency of 95.2% and 5,273 h−1.
[image: Figure 1]FIGURE 1 | (A) A route. (B) A curve.
More words of 17 points.
Outlook
1 Precise construction.
"""
HEADINGS = [
    ("abstract", "section", ""),
    ("introduction", "section", "INTRODUCTION"),
    ("intrinsic", "section", "Intrinsic defects"),
    ("outlook", "section", "Outlook"),
    ("figure-1", "caption", "FIGURE 1 |"),
]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("jCO = −24.8 mA cm−2", "so that $j_{CO}$ = -24.8\nmA cm<sup>-2</sup> was reached"),
        ("CO₂RR", "the CO<sub>2</sub>RR"),
        ("5,273 h⁻¹", "of 5,273 h−1 (Zhao"),
        ("Haber-Bosch", "the Haber-\nBosch process"),
        ("1 Precise", "considered.\n1 Precise construction"),
        ("at −0.43 V", "up to 93% at \u22120.43\u00a0V vs. RHE"),
    ],
)
def test_typography_does_not_hide_a_quote(quote: str, text: str) -> None:
    assert quote_search.occurs_in(quote, text)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("5.2%", "an efficiency of 95.2%"),
        ("95.2", "an efficiency of 95.25 percent"),
        ("95", "an efficiency of 95.2 percent"),
        ("273 h−1", "5,273 h−1"),
        ("−24.8", "−2.48"),
        ("", "anything"),
        ("0.43 V vs. RHE", "0.34 V vs. RHE"),
    ],
)
def test_another_number_is_not_taken_for_the_quote(quote: str, text: str) -> None:
    assert not quote_search.occurs_in(quote, text)


def test_sections_end_where_the_next_begins_and_captions_at_their_paragraph() -> None:
    parts = quote_search.sections(TEXT, HEADINGS)
    assert set(parts) == {name for name, _, _ in HEADINGS}
    assert "27.51" in parts["intrinsic"]
    assert "27.51" not in parts["introduction"]
    assert parts["abstract"].strip() == "Abstract words first."
    assert parts["figure-1"] == "FIGURE 1 | (A) A route. (B) A curve."


def test_a_caption_whose_number_has_its_own_line_ends_at_a_blank_line_or_a_page_break() -> None:
    for end in ("\n\nText goes on.", "\n text goes on."):
        text = f"Text.\nFIGURE 2\n(A) A line\nBroken here; (B) another.{end}"
        found = quote_search.sections(text, [("figure", "caption", "FIGURE 2")])["figure"]
        assert found.startswith("FIGURE 2\n(A)")
        assert found.endswith("another.")


def test_a_heading_is_a_line_not_words_in_a_sentence() -> None:
    assert "running text" in quote_search.sections(TEXT, HEADINGS)["introduction"]


def test_a_heading_that_is_not_there_has_no_part() -> None:
    assert "lost" not in quote_search.sections(TEXT, [*HEADINGS, ("lost", "section", "Lattice defects")])

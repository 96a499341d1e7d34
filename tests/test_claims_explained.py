"""Each claim in a table leads down to the section of the basics that explains it, in pages and not in files."""

from __future__ import annotations

import re

import pytest
from support import change

from reviewhelpers import tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks
from reviewhelpers.tables import explained
from reviewhelpers.text import markdown

LISTING = (
    "tab-co2rr-anion-vacancies",
    "tab-diatomic-systems",
    "tab-diatomic-argument",
    "tab-copper-argument",
)


def kinds() -> list[str]:
    """The kinds of effect that the descriptor of the data allows."""
    claims = next(one for one in data.descriptor()["resources"] if one["name"] == "claims")
    field = next(field for field in claims["schema"]["fields"] if field["name"] == "effect")
    return list(field["constraints"]["enum"])


def test_each_kind_of_claim_has_a_section_of_the_basics() -> None:
    assert set(explained.SECTIONS) == set(kinds()) >= set(data.table("claims")["effect"])
    sections = set()
    for path in (ROOT / "chapters" / "basics").glob("*.ipynb"):
        texts = ["".join(cell["source"]) for cell in notebooks.read(path)["cells"]]
        sections |= set(re.findall(r"^\(([a-z0-9-]+)\)=\n##+ ", "\n".join(texts), re.MULTILINE))
    assert set(explained.SECTIONS.values()) <= sections


def test_a_kind_without_a_section_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "claims", "pei2024-impedance", "effect", "colour")
    with pytest.raises(ReviewHelpersError, match=r"'colour': no section .* in tables/explained.py"):
        tables.make("tab-diatomic-argument")


@pytest.mark.parametrize("id", LISTING)
def test_claims_lead_down_in_pages_and_are_plain_words_in_files(id: str) -> None:
    listed = " ".join(cell for row in tables.make(id).cells for cell in row)
    linked = set(re.findall(r"\{ref\}`[^`<]+ <([^>]+)>`", listed))
    # A table of systems also leads to those that list all numbers and claims.
    linked = {label for label in linked if label not in tables.ids()}
    assert linked
    assert linked <= set(explained.SECTIONS.values())
    for format in tables.FORMATS:
        text = tables.render(id, format)
        assert not [label for label in linked if label in text], format
        assert "{ref}" not in text


def test_the_counted_kinds_lead_down() -> None:
    cells = [row[0] for row in tables.make("tab-diatomic-basis").cells]
    assert cells[-1] == "all"
    assert cells[:-1] == [explained.effect(kind) for kind in dict.fromkeys(_effects("pei2024"))]


def _effects(source: str) -> list[str]:
    claims = data.table("claims")
    return list(claims[claims["source"] == source]["effect"])


def test_text_of_a_claim_stays_text(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "claims", "pei2024-impedance", "statement", "[x](https://example.org) {raw}`b`")
    row = data.table("claims").loc["pei2024-impedance"]
    assert explained.claim(row).startswith(r"\[x\](https://example.org) \{raw\}\`b\` (")
    assert explained.claim(row).endswith(f"; {explained.effect(row['effect'])}).")


@pytest.mark.parametrize("words", ["a`b", "a <b", "a\nb", "a\\"])
def test_words_that_could_end_a_link_make_none(words: str) -> None:
    assert "{ref}" not in markdown.linked(words, "basics-co2")


def test_a_label_that_could_end_a_link_makes_none() -> None:
    assert markdown.linked("words", "a>` {raw}`b") == "words"

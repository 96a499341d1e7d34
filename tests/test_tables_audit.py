"""The tables of the audit hold what the rules say, and what a person read."""

import pytest
from figure_texts import unpaired
from support import change

from reviewhelpers import tables
from reviewhelpers.analysis import audit
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted


@pytest.mark.all_rows
@pytest.mark.parametrize("source", ["li2022", "gan2024", "pei2024", "ji2023"])
def test_the_table_of_a_source_has_all_that_is_said_of_it(source: str) -> None:
    made = tables.make(f"tab-across-audit-{source}")
    apart = set(tables.make("tab-across-audit-bookkeeping").frame["rule"])
    found = [each for each in audit.run(source) if each.rule not in apart]
    assert list(made.frame["rule"]) == [each.rule for each in found]
    assert list(made.frame["rows"]) == [" ".join(each.rows) for each in found]
    counts = [(kind, str(sum(each.kind == kind for each in found))) for kind in audit.KINDS]
    assert unpaired(made.caption, *counts) == []


def test_credits_and_titles_stand_apart_and_folded() -> None:
    made = tables.make("tab-across-audit-bookkeeping")
    assert made.folded
    rules = {each.rule for each in audit.run()}
    assert {"credit-and-publisher", "volume-and-year", "title-against-use"} <= set(made.frame["rule"]) < rules
    assert tables.described("tab-across-audit-bookkeeping", made)["folded"] == made.folded
    assert "folded" not in tables.described("tab-across-audit-ten", tables.make("tab-across-audit-ten"))
    every = [tables.make(f"tab-across-audit-{source}") for source in audit.sources()]
    assert len(made.cells) + sum(len(each.cells) for each in every) == len(audit.run())


def test_the_ten_say_first_what_they_change() -> None:
    made = tables.make("tab-across-audit-ten")
    assert len(made.cells) == 10
    assert made.header[0].startswith("What it changes")


def test_no_source_of_the_book_lacks_its_table() -> None:
    assert {f"tab-across-audit-{source}" for source in audit.sources()} <= set(tables.ids())


def test_rules_are_counted_and_stand_with_their_principle(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables.make("tab-across-audit-rules").frame.set_index("rule")
    assert list(before.index) == list(audit.names())
    assert before.loc["neighbours-in-cluster", "finding"] == 4
    assert before.loc["neighbours-in-cluster", "principle"].endswith(
        "the most compact cluster of equal spheres."
    )
    # A cluster of four takes the 2.90 neighbours at open circuit: one finding fewer, one agreement more.
    change(monkeypatch, "structure", "ji2023-cu1-5-ntc-ocp-nuclearity", "value", 4.0)
    after = tables.make("tab-across-audit-rules").frame.set_index("rule")
    assert after.loc["neighbours-in-cluster", "finding"] == 3
    assert after.loc["neighbours-in-cluster", "agreement"] == 1


def test_markup_in_quotes_does_not_act() -> None:
    made = tables.make("tab-across-audit-ji2023")
    text = " ".join(cell for row in made.cells for cell in row)
    assert r"\*NH to \*NOH (\$\\Delta G=0.78\$ eV)" in text


@pytest.mark.all_rows
def test_every_conflict_stands_with_both_places() -> None:
    made = tables.make("tab-across-conflicts")
    assert list(made.frame["id"]) == list(data.table("conflicts")["id"])
    assert all("”, in " in row[2] and "”, in " in row[3] for row in made.cells)


def test_a_conflict_is_between_two_places_that_are_not_the_same() -> None:
    frame = data.table("conflicts")
    places = frame["locator"] + frame["as_printed"], frame["other_locator"] + frame["other_as_printed"]
    assert (places[0] != places[1]).all()
    sections = data.table("sections")["source"]
    for column in ("locator", "other_locator"):
        assert (frame[column].map(sections) == frame["source"]).all()

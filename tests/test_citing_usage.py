"""Which parts use a work, and which works stand behind a part."""

from __future__ import annotations

import pytest

from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing import outline, usage
from reviewhelpers.content import artifacts
from reviewhelpers.content.book import VALUE_TABLES, Book
from reviewhelpers.dataset import data

BOOK = outline.read()
SOURCES = Book()
BY_WORK = usage.by_work(BOOK, SOURCES)


def test_a_figure_has_the_works_of_its_rows() -> None:
    assert usage.works_behind(BOOK, "fig-norr-epr", SOURCES) == [
        "gan2024defects",
        "li2022mno2",
        "zhang2022enhancing",
    ]


def test_a_section_has_the_works_of_its_text_its_values_and_its_figures() -> None:
    section = BOOK.get("co2rr-compare-efficiency")
    assert "fig-co2rr-efficiency" in section.shows
    assert set(artifacts.works("fig-co2rr-efficiency")) <= set(
        usage.works_behind(BOOK, section.label, SOURCES)
    )
    named = next(
        part for part in BOOK.parts.values() if part.kind == "section" and part.rows and not part.shows
    )
    assert data.row(named.rows[0])["cite"] in usage.works_behind(BOOK, named.label, SOURCES)


def test_a_page_has_the_works_of_all_its_parts() -> None:
    for page in BOOK.pages():
        below = {
            key for part in BOOK.of_page(page.page) for key in usage.works_behind(BOOK, part.label, SOURCES)
        }
        assert set(usage.works_behind(BOOK, page.label, SOURCES)) == below


def test_an_unknown_part_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownId, match="co2rr-compare"):
        usage.works_behind(BOOK, "co2rr-compere", SOURCES)


def test_index_goes_both_ways() -> None:
    """A part is listed under a work exactly when the part itself says or shows what is of the work."""
    for key, used in BY_WORK.items():
        for part in (*used.sections, *used.figures, *used.tables):
            assert key in usage.works_behind(BOOK, part.label, SOURCES)
    for part in BOOK.parts.values():
        for key in artifacts.works(part.label) if part.kind in ("figure", "table") else ():
            assert part in (*BY_WORK[key].figures, *BY_WORK[key].tables)
        if part.kind == "section":
            for key in part.cites:
                assert part in BY_WORK[key].sections


def test_a_page_is_listed_only_for_what_stands_before_its_sections() -> None:
    for key, used in BY_WORK.items():
        pages = [part.page for part in used.sections if part.kind == "page"]
        assert not [part for part in used.sections if part.kind == "section" and part.page in pages], key


def test_values_are_the_rows_credited_to_a_work() -> None:
    rows = BY_WORK["ye2017surface"].rows
    assert "li2022-ye2017-fe" in rows
    assert {data.row(row)["cite"] for row in rows} == {"ye2017surface"}
    credited = sum((data.table(name)["cite"] != "").sum() for name in VALUE_TABLES)
    assert sum(len(used.rows) for used in BY_WORK.values()) == credited

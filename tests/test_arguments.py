"""The map of the sources: each section, argument and panel has a section of the book that treats it, or a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewhelpers import tables
from reviewhelpers._core.errors import Fault
from reviewhelpers._core.paths import ROOT
from reviewhelpers.dataset import data
from reviewhelpers.validation import arguments, package_tables

TEXTS = ROOT.parent / "shared" / "sources"
ROWS = data.table("arguments")
SECTIONS = data.table("sections")
SOURCES = data.table("sources")
AT_HAND = list(SOURCES.index[SOURCES["text"] != ""])
"""Sources whose text the book was written from."""

Raw = dict[str, list[list[str]]]


# The rows


def test_every_source_has_a_row_for_each_of_its_sections() -> None:
    assert set(ROWS["source"]) == set(AT_HAND)
    own = SECTIONS[SECTIONS["source"].isin(AT_HAND) & (SECTIONS["kind"] == "section")]
    assert set(own["id"]) == set(ROWS["locator"])


def test_rows_follow_the_order_of_the_sections() -> None:
    order = {id: number for number, id in enumerate(SECTIONS["id"])}
    for source in AT_HAND:
        places = [order[id] for id in ROWS.loc[ROWS["source"] == source, "locator"]]
        assert places == sorted(places), source


def test_a_reason_stands_only_where_nothing_is_argued() -> None:
    without = ROWS[ROWS["labels"] == ""]
    assert (without["reason"] != "").all()
    # Heads without text of their own, and what stands at the end of a paper.
    assert len(without) / len(ROWS) < 0.1
    assert (without["panels"] == "").all()


def test_the_nearest_section_is_of_a_part_that_follows_a_source() -> None:
    parts = {SOURCES.loc[source, "part"] for source in AT_HAND}
    for row in ROWS[ROWS["labels"] != ""].itertuples():
        # The basics explain and no source is told there; they may stand second.
        assert row.labels.split()[0].partition("-")[0] in parts, row.id


def test_every_page_that_follows_a_source_treats_something_of_it() -> None:
    parts = {SOURCES.loc[source, "part"] for source in AT_HAND}
    pages = {f"{path.parent.name}-{path.stem}" for part in parts for path in part_pages(part)}
    named = set(" ".join(ROWS["labels"]).split())
    assert [
        page for page in sorted(pages) if not any(f"{label}-".startswith(f"{page}-") for label in named)
    ] == []


def part_pages(part: str) -> list[Path]:
    """Pages that follow a source; lists, comparisons and exercises are made from all of it."""
    made = ("printed", "exercises", "compare")
    return [path for path in (ROOT / "chapters" / part).glob("*.ipynb") if path.stem not in made]


# The check


def raw() -> Raw:
    """The tables of the rule, all cells as text."""
    tables = {}
    for name in (arguments.TABLE, "panels", "sections", "sources"):
        faults, rows = package_tables.read(data.DATA, data.resource(name))
        assert rows
        assert faults == []
        tables[name] = [list(row) for row in rows]
    return tables


def found(changed: Raw) -> list[tuple[str, str | None, str, str]]:
    return [(fault.file, fault.column, fault.found, fault.expected) for fault in arguments.faults(changed)]


def test_the_rows_keep_the_rules() -> None:
    assert found(raw()) == []
    assert list(arguments.label_faults(ROOT)) == []


@pytest.mark.parametrize(
    ("id", "column", "text", "reported", "expected"),
    [
        ("arg-li2022-introduction-inert", "order", "4", "order", "3, the next of li2022"),
        ("arg-li2022-introduction-inert", "labels", "", "labels", "or else the reason why none does"),
        ("arg-li2022-introduction-inert", "reason", "left out", "labels", "or else the reason why none does"),
        ("arg-li2022-introduction-inert", "panels", "li2022-9Z", "panels", "the id of a panel, such as"),
        ("arg-li2022-introduction-inert", "panels", "gan2024-1", "panels", "a panel of li2022"),
        ("arg-li2022-intrinsic-silk", "panels", "li2022-1A", "panels", "each panel in one row"),
        ("arg-li2022-introduction-inert", "id", "arg-inert", "id", "an id that begins with arg-li2022-"),
    ],
)
def test_a_damaged_cell_is_reported(id: str, column: str, text: str, reported: str, expected: str) -> None:
    changed = raw()
    rows = changed[arguments.TABLE]
    line = next(number for number, row in enumerate(rows) if row[0] == id)
    rows[line][rows[0].index(column)] = text
    faults = [fault for fault in arguments.faults(changed) if fault.file == arguments.FILE]
    assert faults[0].column == reported
    assert expected in faults[0].expected
    assert faults[0].row == line + 1


@pytest.mark.parametrize(
    ("gone", "file", "id"),
    [
        ({"locator": "ji2023-experimental"}, "data/sections.csv", "ji2023-experimental"),
        ({"id": "arg-pei2024-results-charge"}, "data/panels.csv", "pei2024-4A"),
        ({"source": "gan2024"}, "data/sources.csv", "gan2024"),
    ],
)
def test_what_no_row_speaks_of_is_reported(gone: dict[str, str], file: str, id: str) -> None:
    changed = raw()
    head, *rows = changed[arguments.TABLE]
    ((column, text),) = gone.items()
    changed[arguments.TABLE] = [head, *(row for row in rows if row[head.index(column)] != text)]
    faults = [(fault[0], fault[2]) for fault in found(changed)]
    assert any(place == file and repr(id) in what for place, what in faults), faults


@pytest.mark.parametrize("label", ["co2rr-vacancies-oxigen", "fig-co2rr-efficiency", "check-use-data-print"])
def test_a_label_of_no_section_is_reported(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = raw()[arguments.TABLE]
    line = next(number for number, row in enumerate(rows) if row[0] == "arg-li2022-vacancies-oxygen")
    rows[line][rows[0].index("labels")] = f"co2rr-vacancies {label}"

    def read(folder: Path, resource: dict[str, object]) -> tuple[list[Fault], list[list[str]] | None]:
        return [], rows if resource["name"] == arguments.TABLE else None

    monkeypatch.setattr(package_tables, "read", read)
    (fault,) = arguments.label_faults(ROOT)
    assert (fault.file, fault.row, fault.column) == (arguments.FILE, line + 1, "labels")
    assert fault.found == repr(label)
    assert fault.expected.startswith("the label of a page or a section, such as ")


# The table


def test_the_table_lists_each_row_with_its_links() -> None:
    made = tables.make("tab-use-arguments")
    assert list(made.frame["id"]) == list(ROWS["id"])
    for row, cells in zip(ROWS.itertuples(), made.cells, strict=True):
        assert re.findall(r"\{ref\}`([^`]+)`", cells[-1]) == row.labels.split()
        assert bool(row.reason) == cells[-1].startswith("— ")
    shown = tables.render("tab-use-arguments", "md")
    assert "| Ji 2023, 3.5 Restructuring seen by X-ray absorption (Fig. 5a, 5b, 5c) |" in shown
    assert "| Li 2022, Conclusion and perspectives, 2 |" in shown
    assert "| Pei 2024, Results and discussion (Fig. 2e, 2f, S9, S10; Table S2; Table S3) |" in shown


# The texts of the sources


INSIDE = r"(?:ABSTRACT|KEYWORDS|Acknowledge?ments?|Open Access|Supplementary Information)\b"
"""Heads that the text goes on behind."""
WORKS = r"(?:Notes and )?References"
"""The head of the list of works, where the text ends."""
LONG = 200
"""Signs that a line has that is a whole paragraph."""


def heads(text: str) -> Iterator[str]:
    """The lines of a text that look like heads, to the list of works.

    A head is marked as one, numbered, set in capitals, a short line right above a paragraph that is one line, or
    one of a few words that begin a paragraph; so is the numbered sentence that begins one.
    """
    lines = text.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        bare = re.sub(r"^[\s#*]+|[\s*]+$", "", line)
        numbered = re.match(r"\d+(?:\.\d+)* [A-Z][a-z]", bare)
        if re.match(r"(?:\[image|\W*(?:FIGURE|Fig\.) \d)", bare):
            continue
        if numbered and len(bare) > LONG:
            yield bare[: bare.index(". ") + 1]
        elif inside := re.match(INSIDE, bare):
            yield inside[0]
        elif (
            line.lstrip().startswith("#")
            or (numbered and not bare.endswith((".", ",")))
            or re.fullmatch(rf"[^a-z]*[A-Z]{{8,}}[^a-z]*|{WORKS}", bare)
            or (bare and len(bare) < 80 and not bare.endswith(".") and len(after) > LONG)
        ):
            yield bare
            if re.fullmatch(WORKS, bare, re.IGNORECASE):
                return


def after_the_title_page(source: str, text: str) -> list[str]:
    """Heads from the introduction on; what stands before belongs to the row on the abstract."""
    own = SECTIONS[(SECTIONS["source"] == source) & (SECTIONS["heading"] != "")]
    listed = list(heads(text))
    return listed[listed.index(own["heading"].iloc[0]) :]


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts of the sources are not beside this clone")
@pytest.mark.parametrize(
    ("source", "count"), [("li2022", 14), ("gan2024", 4), ("pei2024", 7), ("ji2023", 18)]
)
def test_each_head_of_a_source_has_a_row(source: str, count: int) -> None:
    listed = after_the_title_page(source, (TEXTS / SOURCES.loc[source, "text"]).read_text(encoding="utf-8"))
    assert len(listed) == count, listed
    rows = ROWS[ROWS["source"] == source]
    titles = SECTIONS.loc[sorted(set(rows["locator"])), "heading"]
    known = {*(title.strip("*# ") for title in titles), *rows["as_printed"]} - {""}
    assert [head for head in listed if head not in known] == []


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts of the sources are not beside this clone")
@pytest.mark.parametrize("source", AT_HAND)
def test_each_figure_of_a_source_has_a_row(source: str) -> None:
    text = (TEXTS / SOURCES.loc[source, "text"]).read_text(encoding="utf-8")
    printed = set(re.findall(r"^(?:\[image[^\]]*\])?\W*(?:FIGURE|Fig\.) (\d+)\b", text, re.MULTILINE))
    named = data.table("panels").loc[" ".join(ROWS.loc[ROWS["source"] == source, "panels"]).split(), "figure"]
    assert len(printed) > 1
    assert printed == {figure for figure in named if figure.isdigit()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n# A journal\n\nText.", ["A journal"]),
        (f"Vacancies\n{'Text of it. ' * 30}", ["Vacancies"]),
        ("A line of a text\nthat is broken, as in\n2024 and on", []),
        ("3 Results\n\n3.1 How *it* is\n\nText.", ["3 Results", "3.1 How *it* is"]),
        ("CONCLUSION AND PERSPECTIVES\nText.", ["CONCLUSION AND PERSPECTIVES"]),
        (f"1 Build it. {'It is hard. ' * 30}", ["1 Build it."]),
        ("Open Access This text is free.", ["Open Access"]),
        ("References\n\n1 Some One, Some Journal", ["References"]),
        ("FIGURE 1\nWhat it shows", []),
    ],
)
def test_heads_are_told_from_text(text: str, expected: list[str]) -> None:
    assert list(heads(text)) == expected

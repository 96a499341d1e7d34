"""The rows that figures name: read by figure and role, and every wrong line reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewhelpers import figures
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.validation import figure_rows as rules

CODE = Path(figures.__file__).parent


@pytest.fixture
def sample() -> Iterator[None]:
    """Rows of two figures and of a group that holds one of them."""
    lines = [
        ("a", "fig-copper-cycle", "best", "ji2023-cu1-5-fe"),
        ("b", "fig-copper-cycle", "pair", "ji2023-cu1-5-ntc"),
        ("c", "fig-copper-cycle", "pair", "ji2023-cu0-7-ntc"),
        ("d", "fig-copper-*", "best", "ji2023-yield-best"),
        ("e", "fig-copper-*", "water", "water-liquid"),
        ("f", "fig-copper-valence", "gone", "no-such-row"),
    ]
    columns = ("id", "figure", "role", "row")
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    with data.added_rows({figure_rows.TABLE: rows}, alone=True):
        yield


@pytest.mark.usefixtures("sample")
def test_rows_of_a_role_are_in_the_order_of_the_file() -> None:
    assert figure_rows.named("fig-copper-cycle", "pair") == ("ji2023-cu1-5-ntc", "ji2023-cu0-7-ntc")


@pytest.mark.usefixtures("sample")
def test_the_own_row_of_a_figure_precedes_that_of_its_group() -> None:
    assert figure_rows.one("fig-copper-cycle", "best")["id"] == "ji2023-cu1-5-fe"
    for other in ("fig-copper-sizes", "fig-copper-*"):
        assert figure_rows.named(other, "best") == ("ji2023-yield-best",)


@pytest.mark.usefixtures("sample")
def test_a_row_may_stand_in_any_table() -> None:
    assert figure_rows.one("fig-copper-sizes", "water")["species"] == "H2O(l)"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("figure", "role", "told"),
    [
        (
            "fig-copper-cycle",
            "pairs",
            r"no role 'pairs' of fig-copper-cycle, expected one of .*: best, pair, water",
        ),
        ("fig-norr-yields", "best", "no role 'best' of fig-norr-yields, expected a row of this figure"),
        (
            "fig-copper-cycle",
            "pair",
            r"2 rows of role 'pair' .*\(ji2023-cu1-5-ntc, ji2023-cu0-7-ntc\), expected one",
        ),
        (
            "fig-copper-valence",
            "gone",
            "row 'no-such-row' as role 'gone' of fig-copper-valence, expected the id",
        ),
    ],
)
def test_what_is_missing_is_told(figure: str, role: str, told: str) -> None:
    with pytest.raises(data.DataError, match=f"^data/figure_rows.csv: found {told}"):
        figure_rows.one(figure, role)


HEADER = ["id", "figure", "role", "row", "note"]
GOOD = ["copper-cycle-anchoring", "fig-copper-cycle", "anchoring", "one", ""]


def reported(*lines: list[str], complete: bool = True) -> list[str]:
    raw = {figure_rows.TABLE: [HEADER, *lines], "claims": [["id"], ["one"], ["two"]]}
    return [str(fault) for fault in rules.faults(raw, ["fig-copper-cycle"], complete=complete)]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("figure", "fig-copper-cycel", "the id of a figure, such as fig-copper-cycle"),
        ("figure", "fig-norr-*", "the id of a figure"),
        ("row", "onn", "the id of a row of the package, such as one"),
        ("id", "copper-cycle-sites", "an id that begins with figure and role: copper-cycle-anchoring"),
    ],
)
def test_a_wrong_cell_is_reported_by_line_and_column(column: str, cell: str, told: str) -> None:
    line = [cell if name == column else text for name, text in zip(HEADER, GOOD, strict=True)]
    (fault,) = reported(line)
    assert fault.startswith(f"data/figure_rows.csv:2:{column}: found {cell!r}, expected {told}")


def test_sound_lines_are_not_reported() -> None:
    group = ["copper-two-parts-2", "fig-copper-*", "two_parts", "two", ""]
    assert reported(GOOD, group, ["copper-cycle-anchoring-2", *GOOD[1:3], "two", ""]) == []


def test_a_row_listed_twice_is_reported() -> None:
    (fault,) = reported(GOOD, ["copper-cycle-anchoring-2", *GOOD[1:]])
    assert fault.startswith("data/figure_rows.csv:3:row: found 'one again'")


def test_no_row_is_looked_up_while_a_table_cannot_be_read() -> None:
    assert reported([*GOOD[:3], "elsewhere", ""], complete=False) == []


def test_every_role_is_asked_for() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py")))
    words = set(re.findall(r'"([a-z][a-z0-9_]*)"', code))
    assert set(data.table(figure_rows.TABLE)["role"]) <= words

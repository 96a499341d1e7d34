"""A pytest plugin, ``-p extra_rows``: adds rows to the data, as contributors may.

Nothing is written. A test that fails with it depends on a count, a list or a place that new data change.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from reviewhelpers.dataset import data

Row = dict[str, Any]

NEW = "zzz2026"
"""A source that is not in the data; it discusses a work of the bibliography."""


def like(table: str, known: str, **changed: Any) -> Row:
    """A copy of a row with some columns changed."""
    return {**data.table(table).loc[known].to_dict(), **changed}


def rows() -> dict[str, list[Row]]:
    """A new source with a catalyst and its numbers; a catalyst, values and claims in the existing parts."""
    new = {"source": NEW, "locator": f"{NEW}-results", "cite": "ye2017surface", "panel": "", "note": ""}
    added: dict[str, list[Row]] = {
        "sources": [like("sources", "gan2024", id=NEW, cite="ye2017surface", part="co2rr", text="", note="")],
        "sections": [like("sections", "li2022-intrinsic", id=f"{NEW}-results", source=NEW)],
        "systems": [],
        "performance": [],
        "claims": [],
    }
    efficiency = "li2022-ye2017-fe"
    system = data.table("performance").loc[efficiency, "system"]
    doped = {"defect_class": "heteroatom", "defect_type": "nitrogen doping"}
    for name, where in ((f"{NEW}-ex-c", new), ("grown-n-doped", {})):
        shown = {"name": f"Ex-C of {name}", "name_ascii": f"Ex-C of {name}"}
        added["systems"].append(like("systems", system, id=name, **shown, **doped, **where))
        printed = {"system": name, "as_printed": "87% Faradaic efficiency", "value": 87.0, "potential": -0.6}
        added["performance"].append(like("performance", efficiency, id=f"{name}-fe", **printed, **where))
    # Further numbers, of the new catalyst and of known ones.
    for id, known, changed in (
        ("grown-j", "li2022-daiyan2018-j", {"system": f"{NEW}-ex-c", "value": 4.5, **new}),
        (
            "grown-time",
            "li2022-ye2017-fe",
            {"quantity": "test_duration", "value": 20.0, "unit": "hour", "system": f"{NEW}-ex-c", **new},
        ),
        ("grown-norr-fe", "gan2024-mno2-x-fe", {"value": 71.5, "potential": -0.5}),
        ("grown-diatomic-fe", "pei2024-l-comn-fe", {"value": 91.5, "potential": -0.8}),
        ("grown-copper-fe", "ji2023-cu1-5-fe", {"value": 71.5, "potential": -0.6}),
    ):
        added["performance"].append(like("performance", known, id=id, **changed))
    # What other tables print of the new catalyst, as they print it of one that they know.
    for table in ("structure", "spectra", "energetics", "preparation"):
        frame = data.table(table)
        known = frame.loc[frame["system"] != "", "id"].iloc[0]
        added[table] = [like(table, known, id=f"grown-{table}", system=f"{NEW}-ex-c", **new)]
    # A claim more of each kind that a source makes of a system.
    claims = data.table("claims")
    for (source, effect), rows in claims[claims["system"] != ""].groupby(["source", "effect"]):
        changed = {"id": f"grown-{source}-{effect.replace(' ', '-')}"}
        added["claims"].append(like("claims", rows["id"].iloc[0], **changed))
    return added


def multiplied(times: int) -> dict[str, list[Row]]:
    """Copies of all catalysts with their data, `times` - 1 of each, under other names."""
    added: dict[str, list[Row]] = {}
    for table in ("systems", "performance", "structure", "spectra", "energetics", "preparation", "claims"):
        known = data.table(table).to_dict("records")
        added[table] = [_renamed(row, f"{number}") for number in range(1, times) for row in known]
    return added


def _renamed(row: Row, number: str) -> Row:
    """The same row for another catalyst."""
    others = {column: f"x{number}-{row[column]}" for column in ("id", "system") if row.get(column)}
    names = {column: f"{row[column]} {number}" for column in ("name", "name_ascii") if column in row}
    return row | others | names


@contextlib.contextmanager
def added_rows() -> Iterator[None]:
    """Add the rows temporarily."""
    with data.added_rows(rows()):
        yield


def pytest_sessionstart(session: pytest.Session) -> None:
    """Add the rows before tests are collected."""
    stack = contextlib.ExitStack()
    stack.enter_context(added_rows())
    session.config.add_cleanup(stack.close)

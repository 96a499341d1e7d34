"""What a report should state: the items, their works, and the rows of the data that state them."""

from __future__ import annotations

import pytest

from reviewhelpers import tables
from reviewhelpers.analysis import reporting
from reviewhelpers.dataset import data

ITEMS = data.table("reporting_items")
PERFORMANCE = data.table("performance")


def test_every_item_stands_once_in_a_field_and_rests_on_a_background_work() -> None:
    assert not ITEMS.duplicated(["field", "item"]).any()
    assert set(ITEMS["cite"]) <= set(data.table("background")["cite"])
    assert set(ITEMS["field"]) == set(reporting.FIELDS)


def test_columns_and_quantities_are_those_of_the_data() -> None:
    columns = {name for cell in ITEMS["columns"] for name in cell.split()}
    quantities = {name for cell in ITEMS["quantities"] for name in cell.split()}
    assert columns <= set(PERFORMANCE.columns)
    assert quantities <= set(data.table("quantities")["id"])


@pytest.mark.parametrize("field", reporting.FIELDS)
def test_an_item_is_answered_where_it_has_a_column(field: str) -> None:
    frame = reporting.items(field).set_index("item")
    assert list(reporting.answered(field)) == [item for item in frame.index if frame.loc[item, "columns"]]


def test_a_scale_that_a_source_does_not_state_is_not_stated() -> None:
    rows = PERFORMANCE.assign(potential_scale="not stated")
    assert not reporting.stated(rows, "CO2", "its scale").any()
    rows = PERFORMANCE.assign(potential_scale="RHE")
    assert reporting.stated(rows, "CO2", "its scale").all()


def test_a_number_that_is_the_item_itself_states_it() -> None:
    rows = PERFORMANCE.assign(current_density=float("nan"))
    found = reporting.stated(rows, "CO2", "current density")
    assert found.any()
    assert set(rows.loc[found, "quantity"]) <= {"current_density", "partial_current_density"}


def test_the_table_lists_every_item_with_its_work_and_its_columns() -> None:
    table = tables.make("tab-basics-reporting")
    assert len(table.cells) == len(ITEMS)
    for (_, row), cells in zip(ITEMS.iterrows(), table.cells, strict=True):
        assert row["cite"] in cells[3]
        held = [*row["columns"].split(), *row["quantities"].split()]
        assert all(name in cells[4] for name in held) if held else cells[4] == "—"

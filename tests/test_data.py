"""Tables are read as the descriptor says, and what is not there is said plainly."""

import pandas as pd
import pytest

from reviewhelpers.dataset import data


def test_numbers_are_numbers_and_empty_text_stays_empty() -> None:
    frame = data.table("performance")
    assert frame["value"].dtype == "float64"
    assert frame.loc["li2022-dong2020-fe", "potential_scale"] == ""
    assert pd.isna(frame.loc["li2022-dong2020-fe", "potential"])


def test_a_table_is_a_copy() -> None:
    frame = data.table("systems")
    frame.loc["geng2018-zno", "name"] = "changed"
    assert data.table("systems").loc["geng2018-zno", "name"] != "changed"


def test_every_described_table_reads() -> None:
    for entry in data.descriptor()["resources"]:
        frame = data.table(entry["name"])
        assert list(frame.columns) == [field["name"] for field in entry["schema"]["fields"]]
        assert frame.index.is_unique


def test_every_column_is_described() -> None:
    for entry in data.descriptor()["resources"]:
        for field in entry["schema"]["fields"]:
            assert len(field["description"]) > 10, (entry["name"], field["name"])


def test_unknown_names_list_the_known() -> None:
    with pytest.raises(data.DataError, match="expected one of sources, sections, systems"):
        data.table("catalysts")
    with pytest.raises(data.DataError, match="no-such-row"):
        data.row("no-such-row")


def test_the_minus_sign_of_an_efficiency_is_kept_as_printed_and_read_with_a_reason() -> None:
    row = data.row("li2022-chen2020b-fe")
    assert "−89%" in row["as_printed"]
    assert row["value"] == 89
    assert row["relation"] == "~"
    assert row["reading"]


def test_number_of_a_row() -> None:
    assert data.number("pei2024-l-comn-fe") == 97.6
    for wrong in ("no-such-row", "ji2023-cu-site"):
        with pytest.raises(data.DataError, match=wrong):
            data.number(wrong)


def test_added_rows_stand_for_a_while() -> None:
    before = data.table("performance")
    with data.added_rows({"performance": [{"id": "mine", "value": 1.0, "system": "A"}]}):
        with data.added_rows({"performance": [{"id": "more"}]}):
            assert list(data.table("performance").index[-2:]) == ["mine", "more"]
        held = data.table("performance")
        assert held.loc["mine", "as_printed"] == ""
        assert pd.isna(held.loc["mine", "value_max"])
        assert (held.dtypes == before.dtypes).all()
    assert data.table("performance").equals(before)


def test_added_rows_can_stand_alone() -> None:
    with data.added_rows({"performance": [{"id": "mine"}], "claims": []}, alone=True):
        assert list(data.table("performance").index) == ["mine"]
        assert data.table("claims").empty
        assert not data.table("structure").empty


@pytest.mark.parametrize(
    ("rows", "told"),
    [({"no-table": [{"id": "a"}]}, "no-table"), ({"claims": [{}]}, "no id"), ({"claims": [{"a": 1}]}, "'a'")],
)
def test_rows_that_fit_no_table_are_refused(rows: dict[str, list[dict[str, object]]], told: str) -> None:
    with pytest.raises(data.DataError, match=told), data.added_rows(rows):
        pass

"""Tables are read as the descriptor says, and what is not there is said plainly."""

import pandas as pd
import pytest

from reviewhelpers import data


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

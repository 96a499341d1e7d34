"""The works behind rows, figures and tables."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import support

from reviewhelpers import figures, tables
from reviewhelpers.content import artifacts
from reviewhelpers.dataset import data, provenance

pytestmark = pytest.mark.counted


def test_a_row_has_the_work_it_is_credited_to_and_the_document_that_prints_it() -> None:
    assert provenance.works_of_rows(["li2022-ye2017-fe"]) == ["li2022defect", "ye2017surface"]


OURS = re.compile(
    r"\bour (?:own |idealised )?(?:model|drawing|arithmetic|reading)|\binvented\b|\bmade-up\b|\bcomputed\b",
    re.IGNORECASE,
)


@pytest.mark.all_rows
def test_rows_of_one_document_name_it_once() -> None:
    rows = data.table("performance")
    own = rows[(rows["source"] == "pei2024") & (rows["cite"] == "pei2024low")]
    assert len(own) > 5
    assert provenance.works_of_rows(own["id"]) == ["pei2024low"]


def test_a_row_that_is_no_print_has_no_work() -> None:
    assert provenance.works_of_rows([data.table("constants").index[0], "no-row"]) == []


def test_rows_are_found_in_any_text_cell_and_only_there() -> None:
    frame = pd.DataFrame(
        {"a": ["x; li2022-ye2017-fe, y", "z"], "b": [1.0, 2.0], "c": ["li2022-zhao2017-tof", ""]}
    )
    assert provenance.row_ids_in(frame) == ["li2022-ye2017-fe", "li2022-zhao2017-tof"]


def test_citations_are_found_with_several_keys() -> None:
    assert provenance.works_cited_in(["{cite}`b, a` and {cite:t}`c`", "`{cite}` alone"]) == ["a", "b", "c"]


@pytest.mark.all_rows
@pytest.mark.parametrize("id", figures.ids())
def test_works_of_a_figure_are_those_of_its_rows(id: str) -> None:
    """Counted again from the tables, without the module under test."""
    plot = figures.make(id)
    rows = {row for cell in plot.data["rows"] for row in str(cell).split()}
    models = data.table("structures")
    rows |= {id for lengths in models.loc[models.index.isin(rows), "lengths"] for id in lengths.split()}
    expected = set()
    for resource in data.descriptor()["resources"]:
        frame = data.table(resource["name"])
        for _, row in frame[frame.index.isin(rows)].iterrows():
            documents, source = data.table("sources"), row.get("source")
            expected |= {row["cite"]} if row.get("cite") else set()
            expected |= {documents.loc[source, "cite"]} if source in documents.index else set()
    assert set(figures.works(plot)) == expected
    # What rests on no work says that it is ours.
    assert expected or OURS.search(f"{plot.caption} {plot.method}")


def test_works_of_a_figure_follow_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = figures.make("fig-co2rr-efficiency")
    assert "ye2017surface" in figures.works(plot)
    fewer = plot.data[~plot.data["rows"].str.contains("ye2017")]
    plot.data = fewer
    assert "ye2017surface" not in figures.works(plot)


def test_works_of_a_table_are_those_of_its_rows_and_citations() -> None:
    found = tables.works(support.sample_table())
    assert found == ["li2022defect"]
    assert {"ye2017surface", "li2022defect"} <= set(tables.works(tables.make("tab-co2rr-numbers")))


def test_what_is_shown_names_its_works() -> None:
    assert artifacts.describe("fig-norr-epr")["works"] == [
        "gan2024defects",
        "li2022mno2",
        "zhang2022enhancing",
    ]
    assert artifacts.describe("tab-norr-outlook")["works"] == ["gan2024defects"]

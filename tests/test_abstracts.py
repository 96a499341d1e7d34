"""What the abstracts of cited works state is in the data, as a second source with rows of its own."""

import csv
import re

import pandas as pd
import pytest

from reviewhelpers.dataset import data

KINDS = ("abstract", "page")
NUMBERS = data.ROOT.parent / "shared" / "bibliography" / "primary_abstract_numbers.csv"
PARTS = {"li2022": "co2rr", "gan2024": "norr", "pei2024": "diatomic", "ji2023": "copper"}


def held() -> dict[str, set[float]]:
    """The values that the rows of each abstract hold, by the abstract."""
    frames = [data.table(name) for name in (*data.NUMBER_TABLES, "claims")]
    documents = data.table("sources")
    found: dict[str, set[float]] = {id: set() for id in documents.index[documents["kind"].isin(KINDS)]}
    for frame in frames:
        for _, row in frame[frame["source"].isin(found)].iterrows():
            ends = (row["value"], row["value_max"])
            found[row["source"]] |= {float(end) for end in ends if not pd.isna(end)}
    return found


def abstract(evidence: str) -> str:
    """The abstract that was seen at an address or, where that was not kept, as the record of a DOI."""
    documents = data.table("sources")
    record = re.search(r"record of (\S+) \(address not kept\)", evidence)
    here = documents["note"].str.contains(record[1], regex=False) if record else documents["url"] == evidence
    (id,) = documents.index[here]
    return str(id)


@pytest.mark.skipif(not NUMBERS.is_file(), reason="the numbers of the abstracts are not beside this clone")
def test_every_number_of_an_abstract_is_a_row() -> None:
    values = held()
    with NUMBERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {re.split("[: ]", row["cite_as"])[0] for row in rows} == set(PARTS)
    for row in rows:
        stated = re.sub(r"\+/-.*", "", row["value"])
        for number in re.findall(r"\d[\d.]*(?:e-?\d+)?", stated):
            assert float(number) in values[abstract(row["evidence_url"])], row


def test_an_abstract_never_replaces_the_review() -> None:
    frame = data.table("performance")
    kinds = data.table("sources")["kind"]
    ours = frame[frame["source"].map(kinds).isin(KINDS)]
    assert set(ours["source"].str.split("-").str[0]) == set(KINDS)
    assert not set(ours["id"]) & set(frame.loc[frame["source"].isin(PARTS), "id"])

"""What the abstracts of cited works state is in the data, as a second source with rows of its own."""

import csv
import re

import pandas as pd
import pytest

from reviewhelpers import data

NUMBERS = data.ROOT.parent / "shared" / "bibliography" / "primary_abstract_numbers.csv"
PARTS = {"li2022": "co2rr", "gan2024": "norr"}


def held() -> dict[str, set[float]]:
    """The values that the rows of each abstract hold, by the page on which the abstract was seen."""
    frames = [data.table(name) for name in (*data.NUMBER_TABLES, "claims")]
    urls = data.table("sources")["url"]
    found: dict[str, set[float]] = {url: set() for url in urls if url}
    for frame in frames:
        for _, row in frame[frame["source"].str.startswith("abstract-")].iterrows():
            ends = (row["value"], row["value_max"])
            found[urls[row["source"]]] |= {float(end) for end in ends if not pd.isna(end)}
    return found


@pytest.mark.skipif(not NUMBERS.is_file(), reason="the numbers of the abstracts are not beside this clone")
def test_every_number_of_an_abstract_is_a_row() -> None:
    values = held()
    with NUMBERS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cite_as"].split(":")[0] in PARTS]
    assert len(rows) > 20
    for row in rows:
        stated = re.sub(r"\+/-.*", "", row["value"])
        for number in re.findall(r"\d[\d.]*(?:e-?\d+)?", stated):
            assert float(number) in values[row["evidence_url"]], row


def test_an_abstract_never_replaces_the_review() -> None:
    frame = data.table("performance")
    ours = frame[frame["source"].str.startswith("abstract-")]
    kinds = data.table("sources")["kind"]
    assert set(ours["source"].map(kinds)) == {"abstract"}
    assert not set(ours["id"]) & set(frame.loc[frame["source"].isin(PARTS), "id"])

"""The tables on defects that do not stay take up every row that tells of time or of a cluster."""

import pytest
from figure_texts import lacking
from support import change

from reviewhelpers import tables
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted


@pytest.mark.all_rows
def test_every_printed_time_is_listed_once() -> None:
    frame = data.table("performance")
    timed = frame[(frame["quantity"] == "test_duration") | frame["duration"].notna()]
    listed = " ".join(tables.make("tab-across-stability").frame["rows"]).split()
    assert sorted(listed) == sorted(timed["id"])


def test_the_longest_run_stands_first_and_times_are_in_hours() -> None:
    frame = tables.make("tab-across-stability").frame
    # 10 d × 24 h/d = 240 h
    assert list(frame["time / h"])[:2] == [240, 80]
    assert list(frame["retention"])[:3] == ["", "89 %", "about 86 %"]


def test_the_caption_counts_systems_with_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lacking(tables.make("tab-across-stability").caption, "7", "6") == ["6"]
    change(monkeypatch, "performance", "abstract-wu2015-duration", "quantity", "yield_rate")
    assert lacking(tables.make("tab-across-stability").caption, "7", "6") == ["7"]


def test_a_work_known_by_its_key_is_credited_through_the_review() -> None:
    cells = {row[0]: row[-1] for row in tables.make("tab-across-stability").cells}
    assert cells["NiNC@CF"] == "Muthusamy et al., 2022, through {cite:t}`gan2024defects`"


@pytest.mark.all_rows
def test_clusters_of_all_but_models_are_listed_with_their_place() -> None:
    frame = tables.make("tab-across-clusters").frame
    structure, roles = data.table("structure"), data.table("systems")["role"]
    wanted = structure[(structure["quantity"] == "nuclearity") & (structure["system"].map(roles) != "model")]
    assert sorted(" ".join(frame["rows"]).split()) == sorted(wanted["id"])
    found = {(row["system"], row["when"]): row["atoms in the cluster"] for _, row in frame.iterrows()}
    assert found["ji2023-cu1-5-ntc", "open circuit"] == 3
    assert found["ji2023-cu1-5-ntc", "−0.85 V vs RHE (scale by the same source elsewhere)"] == 7
    assert found["ji2023-cu3-2-ntc", "−0.75 V vs RHE (scale by the same source elsewhere)"] == 10

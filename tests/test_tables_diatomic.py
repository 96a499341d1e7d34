"""The tables of the part on diatomic sites hold what the data hold."""

import pandas as pd
import pytest
from support import change

from reviewhelpers import tables
from reviewhelpers.analysis.claim_basis import BASES
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted


def ours(name: str) -> pd.DataFrame:
    frame = data.table(name)
    return frame[frame["source"] == "pei2024"]


@pytest.mark.all_rows
def test_every_system_number_and_panel_of_the_paper_is_listed() -> None:
    assert set(tables.make("tab-diatomic-systems").frame["system"]) == set(ours("systems")["id"])
    rows = [id for name in data.NUMBER_TABLES for id in ours(name)["id"]]
    assert sorted(tables.make("tab-diatomic-numbers").frame["id"]) == sorted(rows)
    assert set(tables.make("tab-diatomic-panels").frame["id"]) == set(ours("panels")["id"])


@pytest.mark.all_rows
def test_every_claim_is_in_the_argument_once() -> None:
    frame = tables.make("tab-diatomic-argument").frame
    assert sorted(frame["id"]) == sorted(ours("claims")["id"])


@pytest.mark.parametrize(
    ("claim", "basis", "where"),
    [
        ("pei2024-tof-order", "printed numbers", "Fig. 3d"),
        ("pei2024-stable-flow", "printed numbers", "Fig. S22c"),
        ("pei2024-dft-selectivity", "a figure of the paper", "Fig. 4g"),
        ("pei2024-impedance", "the supplement", "Fig. S13"),
        ("pei2024-literature-rank", "the supplement", "Table S4"),
    ],
)
def test_what_a_claim_rests_on(claim: str, basis: str, where: str) -> None:
    row = tables.make("tab-diatomic-argument").frame.set_index("id").loc[claim]
    assert (row["basis"], row["shown in"]) == (basis, where)


def test_a_claim_without_panel_and_number_rests_on_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def words_alone() -> int:
        return int(tables.make("tab-diatomic-basis").frame.set_index("claim on").loc["all", "words alone"])

    before = words_alone()
    change(monkeypatch, "claims", "pei2024-impedance", "panel", "")
    frame = tables.make("tab-diatomic-argument").frame.set_index("id")
    assert frame.loc["pei2024-impedance", "basis"] == "words alone"
    assert words_alone() == before + 1


def test_the_counts_are_those_of_the_argument() -> None:
    counts = tables.make("tab-diatomic-basis").frame.set_index("claim on")
    listed = tables.make("tab-diatomic-argument").frame
    for basis in BASES:
        assert counts.loc["all", basis] == (listed["basis"] == basis).sum()
    assert counts.loc["all", "claims"] == len(listed)
    assert counts.loc["structure", "claims"] == (listed["effect"] == "structure").sum()


def test_printed_values_stand_beside_their_claim() -> None:
    cells = {row[0]: row for row in tables.make("tab-diatomic-argument").cells}
    turns = cells["Its turnover frequency is higher than that of the other three at one potential"]
    assert turns[3] == "printed numbers: 1067 h⁻¹, 255 h⁻¹, 104 h⁻¹, 51 h⁻¹ (Fig. 3d)"


def test_what_the_abstracts_give_is_listed() -> None:
    frame = tables.make("tab-diatomic-abstracts").frame.set_index("system")
    assert "4564 h⁻¹ (overpotential 410 mV" in frame.loc["pei2024-co-s1n3", "abstract"]
    assert "77500 h⁻¹" in frame.loc["hao2022-ni-pairs", "abstract"]
    assert "more active for hydrogen evolution" in frame.loc["zhang2019-ptru", "abstract"]
    assert len(frame) == 4

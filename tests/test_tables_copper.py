"""The tables of the part on copper hold what the data hold."""

import re

import pandas as pd
import pytest
from support import change

from reviewhelpers import tables
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

SAMPLE = "ji2023-cu1-5-ntc"


def ours(name: str) -> pd.DataFrame:
    frame = data.table(name)
    return frame[frame["source"] == "ji2023"]


@pytest.mark.all_rows
def test_every_system_number_and_panel_of_the_paper_is_listed() -> None:
    assert set(tables.make("tab-copper-systems").frame["system"]) == set(ours("systems")["id"])
    rows = [id for name in data.NUMBER_TABLES for id in ours(name)["id"]]
    assert sorted(tables.make("tab-copper-numbers").frame["id"]) == sorted(rows)
    assert set(tables.make("tab-copper-panels").frame["id"]) == set(ours("panels")["id"])


@pytest.mark.all_rows
def test_every_claim_is_in_the_argument_once() -> None:
    frame = tables.make("tab-copper-argument").frame
    assert sorted(frame["id"]) == sorted(ours("claims")["id"])
    counts = tables.make("tab-copper-basis").frame.set_index("claim on")
    assert counts.loc["all", "claims"] == len(frame)


def test_a_scheme_of_the_supplement_is_the_supplement(monkeypatch: pytest.MonkeyPatch) -> None:
    # A claim that points to Scheme S1 and has no number.
    change(monkeypatch, "claims", "ji2023-nitrite-low", "panel", "ji2023-SS1")
    row = tables.make("tab-copper-argument").frame.set_index("id").loc["ji2023-nitrite-low"]
    assert (row["basis"], row["shown in"]) == ("the supplement", "Scheme S1")


def test_every_place_of_the_result_is_listed_and_the_last_is_the_news_page() -> None:
    frame = tables.make("tab-copper-repeats").frame
    performance = data.table("performance")
    wanted = performance[performance["source"].isin(["ji2023", "page-ji2023"])]
    assert sorted(frame["id"]) == sorted(wanted["id"])
    assert list(frame["id"])[-2:] == ["page-ji2023-yield", "page-ji2023-fe"]
    assert (frame["value"] == 88.2).sum() == 6
    # RHE stands beside the result in the introduction only.
    assert set(frame.loc[frame["potential_scale"] == "RHE", "place"]) == {"Introduction"}


def test_the_two_conversions_differ_by_what_was_worked_by_hand() -> None:
    frame = tables.make("tab-copper-scale").frame.set_index("pH")
    # Eq. 1 at pH 7: 0.241 + 7 × 0.0591 = 0.6547
    assert frame.loc[7.0, "E by Eq. 1 / V vs RHE"] == pytest.approx(0.6547)
    assert (frame["difference / mV"].abs() < 1.1).all()
    assert frame.loc[14.0, "difference / mV"] == pytest.approx(
        1000 * (frame.loc[14.0, "E by Eq. 1 / V vs RHE"] - frame.loc[14.0, "E in this book / V vs RHE"])
    )


def test_products_of_nitrate_are_named_and_ammonia_has_eight_electrons() -> None:
    made = tables.make("tab-copper-reaction")
    names = [row[0] for row in made.cells]
    assert "NO from nitrate, gas" in names
    electrons = made.frame.set_index("half-reaction")["electrons"]
    assert electrons["ammonia-from-nitrate"] == 8


def test_a_system_shows_a_few_key_facts_and_leads_to_the_rest() -> None:
    made = tables.make("tab-copper-systems")
    best = [row for row in made.cells if row[0] == "Cu1.5/NTC"]
    claims, numbers = best[0][3], "; ".join(row[1] for row in best)
    assert "Faradaic efficiency, NH₃: up to 94.3 %" in numbers
    assert "coordination number, Cu–N, mean: 4.02" in numbers
    for facts, most, target in ((numbers.split("; "), 6, "numbers"), (claims.split(". "), 4, "argument")):
        assert most < len(facts) + 1 <= most + 2
        assert f"<tab-copper-{target}>`" in facts[-1]
    # What is left out is counted: numbers here and those behind the link are all of the system.
    left = int(re.search(r"(\d+) more numbers", numbers)[1])
    bars = ours("structure")["subject"] == "scale bar"
    every = [row for name in data.NUMBER_TABLES for row in ours(name).query("system == @SAMPLE")["id"]]
    own_bars = set(ours("structure").loc[bars, "id"]) & set(every)
    assert own_bars
    assert len(every) - len(own_bars) == 6 + left
    # The file keeps every claim and number but the bars of micrographs.
    rows = made.frame.set_index("system").loc[SAMPLE, "rows"].split()
    assert set(every) - own_bars <= set(rows)
    assert not own_bars & set(rows)


def test_conditions_stand_in_a_column_of_their_own() -> None:
    made = tables.make("tab-copper-numbers")
    place = made.header.index("Conditions")
    rows = dict(zip(made.frame["id"], made.cells, strict=True))
    assert rows["ji2023-cu1-5-yield"][place].startswith("−0.75 V vs RHE")
    assert "vs RHE" not in rows["ji2023-cu1-5-yield"][place - 1]
    assert rows["ji2023-cu1-5-ntc-loading"][place] == tables.GAP


def test_classes_of_defect_head_their_systems() -> None:
    made = tables.make("tab-copper-systems")
    heads = dict(made.groups)
    assert list(heads.values())[-1] == "Without a defect, to compare"
    assert len(set(heads.values())) == len(heads) > 2
    kinds = data.table("systems").loc[made.frame["system"], "defect_class"]
    assert (kinds != kinds.shift()).sum() == kinds.nunique()

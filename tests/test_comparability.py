"""Each rule on what may be compared speaks where it should, and stays silent where it should."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pandas as pd
import pytest

from reviewhelpers.analysis import comparability
from reviewhelpers.analysis.comparability import rules
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

# Two works, one condition: nothing stands between the values but their systems.
ALIKE: dict[str, Any] = {
    "quantity": "partial_current_density",
    "reaction": "CO2RR",
    "product": "CO",
    "statistic": "",
    "relation": "=",
    "value": -10.0,
    "unit": "mA/cm**2",
    "potential": -0.6,
    "potential_max": math.nan,
    "potential_unit": "V",
    "potential_scale": "RHE",
    "cell": "H-type cell",
    "electrolyte": "CO2-saturated 0.5 M KHCO3",
    "condition_as_printed": "",
    "note": "",
}
LOADED = "ji2023-cu1-5-ntc"  # A system whose loading is printed, for its class.


def made(work: str, **changes: Any) -> pd.Series:
    row = data.row("li2022-wang2022-j")
    for name, value in {**ALIKE, "system": LOADED, "cite": work, **changes}.items():
        row[name] = value
    return row


def names(one: pd.Series, other: pd.Series) -> list[str]:
    return [flag.name for flag in comparability.flags(one, other)]


def test_values_of_two_works_under_one_condition_have_no_flag() -> None:
    assert names(made("a"), made("b")) == []
    assert comparability.flags_of(made("a")) == ()
    assert comparability.comparable(made("a"), made("b"))


@pytest.mark.all_rows
@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({"reaction": "NITRR"}, ["other-reaction"]),
        ({"product": "HCOO-"}, ["other-product"]),
        ({"quantity": "current_density"}, ["other-quantity"]),
        ({"potential_scale": "not stated"}, ["scale-unknown"]),
        ({"potential_scale": "SCE"}, ["not-rhe"]),
        ({"potential": math.nan, "potential_scale": ""}, ["potential-unknown"]),
        ({"potential": -0.7}, ["other-potential"]),
        ({"potential_max": -0.5}, ["other-potential"]),
        ({"statistic": "maximum"}, ["peak-against-fixed"]),
        ({"cell": "flow cell"}, ["other-cell"]),
        ({"cell": ""}, ["cell-unknown"]),
        ({"electrolyte": "1 M KOH"}, ["other-electrolyte"]),
        ({"electrolyte": ""}, ["electrolyte-unknown"]),
        ({"system": "li2022-mno2"}, ["loading-unknown"]),
        ({"note": "Local, not of the whole electrode"}, ["part-of-electrode"]),
        ({"relation": ">"}, ["bound"]),
    ],
)
def test_one_difference_raises_its_own_flag_and_no_other(changes: dict[str, Any], flags: list[str]) -> None:
    one, other = made("a"), made("b", **changes)
    assert names(one, other) == flags
    # The order of the two does not matter.
    assert names(other, one) == flags
    forbids = comparability.RULES[flags[0]].forbids
    assert comparability.comparable(one, other) is not forbids


@pytest.mark.all_rows
def test_a_loading_that_differs_forbids_only_what_is_counted_per_area(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = data.row("ji2023-loading")
    double = half.copy()
    double["value"] = 2 * half["value"]
    monkeypatch.setattr(rules, "loading", {"x": half, "y": double}.get)
    current = made("a", system="x"), made("b", system="y")
    share = [made(work, system=of, quantity="faradaic_efficiency") for work, of in (("a", "x"), ("b", "y"))]
    assert names(*current) == ["other-loading"]
    assert names(*share) == []


def test_a_yield_is_told_by_what_it_is_counted_over() -> None:
    area, mass, neither = (
        made(work, quantity=quantity)
        for work, quantity in (("a", "yield_per_area"), ("b", "yield_per_mass"), ("c", "yield_rate"))
    )
    assert names(area, mass) == names(mass, neither) == names(area, neither) == ["other-basis"]
    assert names(neither, made("d", quantity="yield_rate")) == ["other-basis"]
    assert names(area, made("d", quantity="yield_per_area")) == []
    assert [flag.name for flag in comparability.flags_of(neither)] == ["other-basis"]


@pytest.mark.all_rows
def test_what_one_work_leaves_out_is_no_difference_within_it() -> None:
    silent = {"potential_scale": "not stated", "cell": "", "electrolyte": "", "system": "li2022-mno2"}
    assert names(made("a", **silent), made("a", **silent)) == []
    assert names(made("a", **silent), made("b", **silent)) == [
        "scale-unknown",
        "cell-unknown",
        "electrolyte-unknown",
        "loading-unknown",
    ]
    # One scale left out beside one stated is still one potential, and two potentials are still two.
    assert names(made("a"), made("a", potential_scale="not stated")) == []
    assert names(made("a"), made("a", potential_scale="not stated", potential=-0.7)) == ["other-potential"]
    # A work varies the potential, so that its silence on it hides a difference.
    assert names(made("a"), made("a", potential=math.nan)) == ["potential-unknown"]


def test_currents_that_were_held_stand_for_the_potential() -> None:
    held = {"potential": math.nan, "potential_scale": "", "current_density_unit": "mA/cm**2"}
    one = made("a", **held, current_density=-100.0)
    assert names(one, made("b", **held, current_density=100.0)) == []
    assert names(one, made("b", **held, current_density=200.0)) == ["other-potential"]
    assert names(one, made("b")) == ["other-potential"]


def test_an_overpotential_is_compared_where_it_can_be_converted() -> None:
    # CO: E° = −(20.1 kJ/mol) / (2 × 96485 C/mol) = −0.10416 V, so η = 0.49584 V is −0.6 V vs RHE.
    same = {"potential": 0.49584, "potential_scale": "overpotential"}
    assert names(made("a"), made("b", **same)) == []
    assert names(made("a"), made("b", **same | {"potential": 0.59})) == ["other-potential"]
    # Formate moves with pH on this scale, and none is printed.
    formate = {"product": "HCOO-"}
    assert names(made("a", **formate), made("b", **formate, **same)) == ["not-rhe"]


def test_a_printed_ph_brings_a_potential_to_rhe() -> None:
    row = made("a", potential=-1.0, potential_scale="SCE", electrolyte="phosphate, pH 7")
    # −1.0 + 0.2412 + 0.05916 × 7 = −0.3447
    assert comparability.potential_vs_rhe(row).low == pytest.approx(-0.3447, abs=1e-4)
    bare = comparability.potential_vs_rhe(made("a", potential=-1.0, potential_scale="SCE"))
    assert bare.missing == "printed vs SCE; pH not printed"
    assert math.isnan(bare.low)


def test_a_range_of_overpotentials_turns_round() -> None:
    row = made("a", potential=0.3, potential_max=0.5, potential_scale="overpotential")
    found = comparability.potential_vs_rhe(row)
    # −0.10416 − 0.5 and −0.10416 − 0.3: the more negative end comes first.
    assert (found.low, found.high) == pytest.approx((-0.60416, -0.40416), abs=1e-5)


def test_two_peaks_at_two_potentials_are_told_as_such() -> None:
    peaks = data.row("pei2024-l-comn-fe"), data.row("pei2024-mn-fe")
    (flag,) = comparability.flags(*peaks)
    assert flag.name == "other-potential"
    assert "potential of its own" in flag.message


@pytest.mark.parametrize(
    ("row_id", "driven"),
    [
        ("gan2024-ce-conversion", "heat"),
        ("li2022-pang2019-selectivity", "light"),
        # No condition is printed either, but nothing speaks of heat or light.
        ("li2022-dong2020-fe", ""),
        ("gan2024-fe-mos2-x-fe", ""),
    ],
)
def test_heat_and_light_are_told_from_current(row_id: str, driven: str) -> None:
    row = data.row(row_id)
    assert comparability.driven_by(row) == driven
    flagged = "not-electrochemical" in {flag.name for flag in comparability.flags_of(row)}
    assert flagged is bool(driven)
    against = names(row, data.row("li2022-ye2017-fe"))
    assert ("not-electrochemical" in against) is bool(driven)


def test_the_electrons_of_a_molecule_are_those_of_its_half_reaction() -> None:
    assert comparability.electrons("NORR", "NH3") == 5
    assert comparability.electrons("NITRR", "NH3") == 8
    # N2 + 6 H+ + 6 e- -> 2 NH3: six electrons for two molecules.
    assert comparability.electrons("NRR", "NH3") == 3
    assert comparability.electrons("CO2RR", "HCOO-") == 2
    assert comparability.electrons("CO2RR", "NH3") is None
    assert comparability.electrons("NORR", "") is None


def test_a_loading_is_that_of_the_test_and_of_the_class() -> None:
    found = comparability.loading(LOADED)
    assert found is not None
    # 2.5 mg/cm² is the loading of the cell for X-ray absorption.
    assert (found["value"], found["unit"]) == (0.5, "mg/cm**2")
    assert comparability.loading("ji2023-ntc") is None
    assert comparability.loading("pei2024-l-co1mn1-nc") is None


def test_a_row_without_anything_stated_lists_what_it_lacks() -> None:
    bare = comparability.flags_of(data.row("li2022-dong2020-fe"))
    assert [flag.name for flag in bare] == ["potential-unknown", "cell-unknown", "electrolyte-unknown"]
    system = data.table("systems").loc["dong2020-porous-carbon", "name"]
    assert all(system in flag.message and flag.message.endswith(".") for flag in bare)


def test_the_four_turnovers_at_one_potential_are_one_set() -> None:
    frame = data.table("performance")
    frame = frame[(frame["source"] == "pei2024") & (frame["quantity"] == "turnover_frequency")]
    assert comparability.groups(frame) == (tuple(frame.index),)
    assert len(frame) == 4
    elsewhere = frame.copy()
    elsewhere.loc["pei2024-mn-tof", "potential"] = -0.57
    assert comparability.groups(elsewhere) == (tuple(frame.index[:3]),)


def test_sets_need_two_systems_and_may_share_a_row() -> None:
    rows = [made("a", system=LOADED), made("b", system="x", cell=""), made("c", system="y", cell="flow cell")]
    frame = pd.DataFrame(rows).assign(id=["one", "two", "three"], quantity="faradaic_efficiency")
    frame = frame.set_index("id", drop=False)
    # Nobody knows the cell of the second: it may be that of the first or of the third, which differ.
    assert comparability.groups(frame) == (("one", "two"), ("two", "three"))
    assert comparability.groups(frame.assign(system="x")) == ()


@pytest.mark.all_rows
def test_every_rule_says_what_it_means_and_hits_something_printed_or_is_silent_for_a_reason() -> None:
    frame = data.table("performance")
    rows = [row for _, row in frame[frame["source"] != "ji2023"].iterrows()]
    hit = {flag.name for pair in itertools.combinations(rows, 2) for flag in comparability.flags(*pair)}
    # Two loadings would need two works that print one.
    assert set(comparability.RULES) - hit == {"other-loading"}
    assert all(rule.means.endswith(".") and rule.title for rule in comparability.RULES.values())
    assert all(name == rule.name for name, rule in comparability.RULES.items())


def test_the_old_name_of_a_message_still_works_with_a_warning() -> None:
    flag = comparability.Flag("name", "title", "A sentence.")
    with pytest.warns(DeprecationWarning, match=r"Flag\.message"):
        assert getattr(flag, "told") == flag.message  # noqa: B009

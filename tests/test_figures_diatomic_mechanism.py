"""The figures of the diatomic part on bands, energies and turnover: what is printed, and what stays open."""

from __future__ import annotations

import functools
import math
import re

import pandas as pd
import pytest
from figure_texts import lacking, masked, numbers, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.figures.diatomic import energies

pytestmark = pytest.mark.counted

INFRARED, ENERGIES, TURNOVER = "fig-diatomic-infrared", "fig-diatomic-energies", "fig-diatomic-turnover"
IDS = (INFRARED, ENERGIES, TURNOVER)
TOF = "value / h⁻¹"


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def by_rows(id: str) -> pd.DataFrame:
    return cached_plot(id).data.set_index("rows")


def drawn_texts(id: str) -> list[str]:
    return [text.get_text() for text in texts(cached_plot(id))]


# Legible -------------------------------------------------------------------------------------------------


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_system_is_named_in_full(id: str) -> None:
    plot = cached_plot(id)
    names = data.table("systems").loc[plot.data["system"], "name"]
    assert [name for name in names if name not in " ".join(drawn_texts(id))] == []
    assert list(plot.data["name"]) == list(names)


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims")
    known = {row for name in tables for row in data.table(name)["id"]}
    origins = set(" ".join(cached_plot(id).data["rows"]).split())
    assert origins
    assert origins <= known
    assert "{cite:t}`pei2024low`" in cached_plot(id).caption
    assert {"missing", "derived"} <= set(cached_plot(id).data.columns)


@pytest.mark.parametrize("id", IDS)
def test_a_point_without_a_number_says_what_is_missing(id: str) -> None:
    drawn = cached_plot(id).data
    numbers = [column for column in drawn.columns if " / " in column]
    assert (drawn.loc[drawn[numbers].isna().all(axis=1), "missing"] != "").all()


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


# The bands -----------------------------------------------------------------------------------------------


def test_bands_stand_at_their_printed_onsets_in_the_order_of_the_mechanism() -> None:
    drawn = cached_plot(INFRARED).data
    own = drawn[drawn["name"].eq("L-Co₁Mn₁-NC") & drawn["place in the mechanism"].notna()]
    assert list(own["what"]) == ["adsorbed CO₂", "COOH*", "CO*", "CO that leaves"]
    assert list(own["place in the mechanism"]) == [1, 2, 3, 4]
    assert list(own["E / V"])[:3] == [-0.4, -0.4, -0.3]
    assert math.isnan(list(own["E / V"])[3])
    assert list(own["wavenumber / cm⁻¹"])[:2] == [2343, 1425]
    assert list(own["missing"]) == ["", "", "wavenumber not printed", "no band named"]


def test_what_was_scanned_equals_the_data() -> None:
    drawn = by_rows(INFRARED)
    ends = drawn[["E / V", "E, other end / V"]]
    assert list(ends.loc["pei2024-ir-range"]) == [-1, 0]
    assert list(ends.loc["pei2024-ir-depletion"]) == [-1, -0.4]
    assert ends.loc["pei2024-ir-baseline", "E / V"] == 0
    lines = drawn_texts(INFRARED)
    assert lines.count("from 0 to −1 V") == lines.count("used up, −0.4 to −1 V") == 1
    assert lines.count("against the one at 0 V") == 1
    assert lines.count("Potential E, scale not stated / V") == 1


def test_only_the_band_of_co_is_seen_ahead_of_its_place() -> None:
    drawn = by_rows(INFRARED)
    ahead = drawn.loc[drawn["seen ahead of"] != "", "seen ahead of"]
    assert ahead.to_dict() == {"pei2024-ir-co-onset": "adsorbed CO₂ and COOH*"}
    assert drawn_texts(INFRARED).count("seen at a less cathodic potential than adsorbed CO₂ and COOH*") == 1


def test_the_control_stays_open_with_a_bound() -> None:
    drawn = cached_plot(INFRARED).data.set_index(["name", "what"]).loc["Co₁Mn₁-NC"]
    assert list(drawn.index) == ["COOH*", "CO*"]
    assert drawn["E / V"].isna().all()
    assert list(drawn["E below / V"]) == [-0.4, -0.3]
    assert set(drawn["derived"]) == {"more cathodic than on L-Co₁Mn₁-NC"}
    lines = drawn_texts(INFRARED)
    assert lines.count("below −0.4 V") == lines.count("below −0.3 V") == 1
    assert lines.count("open: no band named") == 1


def test_bands_in_the_order_of_the_mechanism_raise_no_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "pei2024-ir-co-onset", "value", -0.5)
    plot = figures.make(INFRARED)
    assert set(plot.data["seen ahead of"]) == {""}
    # The alternative text tells it, in a sentence that was not there.
    before, after = (
        {each.strip() for each in masked(one.alt).split(".")} for one in (cached_plot(INFRARED), plot)
    )
    assert after - before
    assert not any("less cathodic" in text.get_text() for text in texts(plot))


def test_a_stated_scale_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "pei2024-ir-range", "potential_scale", "RHE")
    assert "Potential E, vs RHE / V" in [text.get_text() for text in texts(figures.make(INFRARED))]


# The energies --------------------------------------------------------------------------------------------


def test_one_step_of_the_profile_is_printed_and_the_others_stay_open() -> None:
    steps = cached_plot(ENERGIES).data.iloc[:3]
    assert list(steps["step"]) == ["CO₂ → COOH*", "COOH* → CO*", "CO* → CO"]
    # CO₂ + 2 H⁺ + 2 e⁻ → CO + H₂O: 1 + 1 + 0 = 2 electrons.
    assert list(steps["electrons"]) == [1, 1, 0]
    assert list(steps["ΔG / eV"].isna()) == [True, True, False]
    assert steps["ΔG / eV"].iloc[2] == 0.92
    assert list(steps["missing"]) == ["not printed", "not printed", ""]
    assert list(steps["site"]) == ["Co"] * 3
    lines = drawn_texts(ENERGIES)
    assert lines.count("?\nheight\nnot printed") == lines.count("1 e⁻") == 2
    assert lines.count("no electron") == lines.count("0.92 eV") == 1
    assert "ΔG above CO* / eV" in lines
    assert "computed, U = 0 V" in lines


def test_no_level_is_made_up() -> None:
    """Solid levels are drawn at CO*, from which the axis counts, and 0.92 eV above it, and nowhere else."""
    ax = next(ax for ax in cached_plot(ENERGIES).figure.axes if ax.get_ylabel().startswith("ΔG"))
    levels = [line for line in ax.lines if line.get_linewidth() == 4]
    assert [list(line.get_ydata()) for line in levels] == [[0, 0], [0.92, 0.92]]
    assert [sum(line.get_xdata()) / 2 for line in levels] == pytest.approx([2, 3])


def test_no_step_is_named_that_sets_the_potential() -> None:
    plot = cached_plot(ENERGIES)
    (verdict,) = set(plot.data["what sets the potential"].iloc[:3])
    assert verdict.startswith("found no printed step that takes up electrons; CO* → CO takes up none")
    assert "It can limit the rate, not the potential." in drawn_texts(ENERGIES)


def test_a_printed_step_with_electrons_would_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # Any row will do that holds a number: here that of another step.
    steps = dict(energies.STEPS) | {"CO2 + H+ + e- -> COOH*": "pei2024-l-comn-co-desorption"}
    monkeypatch.setattr(energies, "STEPS", steps)
    plot = figures.make(ENERGIES)
    assert plot.data["what sets the potential"].iloc[0].startswith("of the printed steps CO₂ → COOH*")
    assert [text.get_text() for text in texts(plot)].count("?\nheight\nnot printed") == 2


def test_the_other_sites_stay_open() -> None:
    sites = cached_plot(ENERGIES).data.iloc[3:6]
    found = list(zip(sites["name"], sites["site"], strict=True))
    assert found == [("L-Co₁Mn₁-NC", "Mn"), ("Co₁Mn₁-NC", "Co"), ("Co₁Mn₁-NC", "Mn")]
    assert sites["ΔG / eV"].isna().all()
    lines = drawn_texts(ENERGIES)
    for system, metal in found:
        assert lines.count(f"{metal} site of {system}") == 1
    assert lines.count("not printed") == 3


def test_overpotentials_equal_the_data_and_that_of_the_pair_stays_open() -> None:
    drawn = cached_plot(ENERGIES).data.iloc[6:].set_index("name")
    assert list(drawn.index) == ["L-Co₁Mn₁-NC", "L-Co₂-NC", "L-Mn₂-NC"]
    assert drawn["η / V"].dropna().to_dict() == {"L-Co₂-NC": 1.08, "L-Mn₂-NC": 1.54}
    assert drawn["η below / V"].dropna().to_dict() == {"L-Co₁Mn₁-NC": 1.08}
    assert drawn.loc["L-Co₁Mn₁-NC", "derived"] == "lower than that of L-Co₂-NC"
    lines = drawn_texts(ENERGIES)
    for text in ("1.08 V", "1.54 V", "below 1.08 V", "said to be lower, not printed"):
        assert lines.count(text) == 1


# The turnover frequencies --------------------------------------------------------------------------------


@pytest.mark.all_rows
def test_turnover_draws_every_row_of_every_source_once() -> None:
    wanted = data.table("performance")
    wanted = wanted[wanted["quantity"] == "turnover_frequency"]
    assert len(wanted) >= 9
    assert by_rows(TURNOVER)[TOF].sort_index().to_dict() == wanted["value"].sort_index().to_dict()


def test_only_the_four_of_the_paper_may_be_compared() -> None:
    drawn = cached_plot(TURNOVER).data
    free = drawn[drawn["may be compared"] == "yes"]
    assert list(free["name"]) == ["L-Co₁Mn₁-NC", "Co₁Mn₁-NC", "Co₁-NC", "Mn₁-NC"]
    assert list(free[TOF]) == [1067, 255, 104, 51]
    assert set(free["potential"]) == {"−0.47 V vs RHE (inferred)"}
    assert (drawn.loc[drawn["may be compared"] == "no", "forbids a comparison"] != "").all()
    assert drawn_texts(TURNOVER).count("These 4 share their conditions") == 1


def test_no_turnover_frequency_says_how_sites_were_counted() -> None:
    assert set(cached_plot(TURNOVER).data["missing"]) == {"how the sites were counted"}
    assert drawn_texts(TURNOVER).count("Not stated with any: how the sites were counted.") == 1


def test_ratios_are_those_of_the_best() -> None:
    ratios = cached_plot(TURNOVER).data["ratio"].dropna()
    # 1067 / 255 = 4.184, 1067 / 104 = 10.260, 1067 / 51 = 20.922; none across the conditions.
    assert list(ratios) == pytest.approx([4.184, 10.260, 20.922], abs=5e-4)
    lines = drawn_texts(TURNOVER)
    for text in ("1067 / 255 = 4.18", "1067 / 104 = 10.3", "1067 / 51 = 20.9"):
        assert lines.count(text) == 1


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        ("li2022-zhao2017-tof", "no potential printed; cell and electrolyte not stated"),
        ("abstract-hao2022ni-tof", "no potential printed; cell and electrolyte not stated"),
        ("abstract-pei2024co-tof", "at overpotential 410 mV"),
        (
            "abstract-lu2021-tof",
            "HCOO⁻, not CO; at −0.99 V vs RHE; cell and electrolyte not stated",
        ),
    ],
)
def test_what_forbids_a_comparison_is_told(row: str, reasons: str) -> None:
    assert by_rows(TURNOVER).loc[row, "forbids a comparison"] == reasons
    assert reasons in " ".join(drawn_texts(TURNOVER))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("product", "HCOO-", "HCOO⁻, not CO"),
        ("potential", math.nan, "no potential printed"),
        ("potential", -0.57, "at −0.57 V vs RHE (inferred)"),
        ("potential_scale", "RHE", "at −0.47 V vs RHE"),
        ("cell", "", "cell not stated"),
        ("cell", "flow cell", "another cell"),
        ("electrolyte", "0.1 M KHCO3", "another electrolyte"),
    ],
)
def test_a_row_under_another_condition_leaves_the_block(
    monkeypatch: pytest.MonkeyPatch, column: str, value: object, reason: str
) -> None:
    change(monkeypatch, "performance", "pei2024-mn-tof", column, value)
    drawn = figures.make(TURNOVER).data.set_index("rows").loc["pei2024-mn-tof"]
    assert (drawn["may be compared"], drawn["forbids a comparison"]) == ("no", reason)
    assert math.isnan(drawn["ratio"])


def test_one_scale_for_all_still_needs_one_potential(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("l-comn", "comn", "co", "mn"):
        change(monkeypatch, "performance", f"pei2024-{name}-tof", "potential_scale", "RHE")
    drawn = figures.make(TURNOVER).data.set_index("rows")["forbids a comparison"]
    assert drawn["pei2024-mn-tof"] == ""
    assert drawn["abstract-lu2021-tof"] == "HCOO⁻, not CO; at −0.99 V vs RHE; cell and electrolyte not stated"
    assert drawn["abstract-pei2024co-tof"] == "at overpotential 410 mV"


# Words, and a changed value ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "counts", "pairs"),
    [
        (INFRARED, [], [("adsorbed CO₂", "−0.4 V"), ("COOH*", "−0.4 V"), ("CO*", "−0.3 V")]),
        (ENERGIES, ["0.92 eV", "3", "4"], [("L-Co₂-NC", "1.08 V"), ("L-Mn₂-NC", "1.54 V")]),
        (TURNOVER, ["9", "5", "4"], [("Mn₁-NC", "51 h⁻¹"), ("Ni dual-atom sites", "77500 h⁻¹")]),
        (TURNOVER, ["1067 h⁻¹"], [("Co₁Mn₁-NC", "4.18"), ("Co₁-NC", "10.3"), ("Mn₁-NC", "20.9")]),
    ],
)
def test_alternative_text_tells_the_numbers(id: str, counts: list[str], pairs: list[tuple[str, str]]) -> None:
    assert lacking(cached_plot(id).alt, *counts) == []
    assert unpaired(cached_plot(id).alt, *pairs) == []


def test_a_band_that_is_not_said_to_appear_on_the_control_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def bands(plot: figures.Plot) -> list[str]:
        (control,) = [each for each in re.split(r"[.;] ", plot.alt) if not lacking(each, "Co₁Mn₁-NC")]
        return [name for name in ("COOH*", "CO*") if not lacking(control, name)]

    assert bands(cached_plot(INFRARED)) == ["COOH*", "CO*"]
    change(monkeypatch, "claims", "pei2024-ir-order", "statement", "Bands of CO* appear")
    assert bands(figures.make(INFRARED)) == ["CO*"]


@pytest.mark.parametrize(
    ("id", "table", "row", "column", "value", "said"),
    [
        (INFRARED, "spectra", "pei2024-ir-cooh", "potential", -0.6, "−0.6"),
        (ENERGIES, "energetics", "pei2024-l-comn-co-desorption", "value", 0.5, "0.5"),
        (ENERGIES, "energetics", "pei2024-l-co2-overpotential", "value", 1.2, "1.2"),
        # 1067 / 97 = 11.0.
        (TURNOVER, "performance", "pei2024-mn-tof", "value", 97.0, "11.0"),
        (TURNOVER, "performance", "abstract-hao2022ni-tof", "value", 88000.0, "88000"),
    ],
)
def test_a_changed_value_changes_the_digest_and_the_text(
    monkeypatch: pytest.MonkeyPatch, id: str, table: str, row: str, column: str, value: object, said: str
) -> None:
    before = cached_plot(id)
    change(monkeypatch, table, row, column, value)
    after = figures.make(id)
    assert figures.data_csv(after.data) != figures.data_csv(before.data)
    assert numbers(after.alt)[said] > numbers(before.alt)[said] == 0

"""The gains over a control: each ratio by hand, each pair found or refused by rule, and the ceiling."""

from __future__ import annotations

import functools
import math

import pandas as pd
import pytest
from figure_texts import lacking, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.figures.across import gain_values

pytestmark = pytest.mark.counted

ID = "fig-across-gains"


@functools.cache
def cached_plot() -> figures.Plot:
    return figures.make(ID)


def drawn() -> pd.DataFrame:
    found = cached_plot().data
    return found[found["conditions"].notna()].set_index("rows")


def refused() -> pd.DataFrame:
    found = cached_plot().data
    return found[found["conditions"].isna()].set_index("rows")


@pytest.mark.parametrize(
    ("rows", "ratio", "printed", "ceiling"),
    [
        # 27.51 / 8.83 and 82.8 / 44.8, of at most 100 / 44.8.
        ("gan2024-mno2-x-yield gan2024-mno2-yield gan2024-mno2-x-yield-gain", 3.11552, 2, math.nan),
        ("gan2024-mno2-x-fe gan2024-mno2-fe gan2024-mno2-x-fe-gain", 1.84821, 2, 2.23214),
        # 44.67 / 27.02 and 53.62 / 36.68, of at most 100 / 36.68.
        ("gan2024-cos1-x-yield gan2024-cos-yield", 1.65322, math.nan, math.nan),
        ("gan2024-cos1-x-fe gan2024-cos-fe", 1.46183, math.nan, 2.72628),
        # The ratio alone is printed; 90.3 / 1.8 = 50.1667 for the control, and 100 / 50.1667.
        ("gan2024-sns2-x-yield gan2024-sns2-x-yield-gain", math.nan, 2.8, math.nan),
        ("gan2024-sns2-x-fe gan2024-sns2-x-fe-gain", math.nan, 1.8, 1.99336),
        # 97.6 / 84.7, 84.7 / 64.6 and 84.7 / 52.8; 100 over each control.
        ("pei2024-l-comn-fe pei2024-comn-fe", 1.15230, math.nan, 1.18064),
        ("pei2024-comn-fe pei2024-co-fe", 1.31115, math.nan, 1.54799),
        ("pei2024-comn-fe pei2024-mn-fe", 1.60417, math.nan, 1.89394),
        # 1067 / 255, 255 / 104 and 255 / 51.
        ("pei2024-l-comn-tof pei2024-comn-tof", 4.18431, math.nan, math.nan),
        ("pei2024-comn-tof pei2024-co-tof", 2.45192, math.nan, math.nan),
        ("pei2024-comn-tof pei2024-mn-tof", 5.0, math.nan, math.nan),
        # Three orders of magnitude are 1000.
        ("abstract-tang2020-tof", math.nan, 1000, math.nan),
        ("abstract-zhang2019-her", math.nan, 50, math.nan),
    ],
)
def test_each_ratio(rows: str, ratio: float, printed: float, ceiling: float) -> None:
    found = drawn().loc[rows]
    values = found[["ratio of the values", "printed ratio", "ceiling"]].tolist()
    assert values == pytest.approx([ratio, printed, ceiling], abs=1e-5, nan_ok=True)
    assert (found["missing"] == "") == (not math.isnan(ratio))


def test_nothing_else_is_drawn() -> None:
    assert len(drawn()) == 14
    assert drawn()["quantity"].value_counts().to_dict() == {
        "Faradaic efficiency": 6,
        "Yield": 3,
        "Turnover frequency": 3,
        "Other printed ratios": 2,
    }


def test_a_control_is_found_by_the_claims_and_by_the_metals() -> None:
    found = gain_values.counterparts()
    assert ("li2022-mno2-x", "li2022-mno2") in found
    assert ("pei2024-co1mn1-nc", "pei2024-mn1-nc") in found
    assert ("pei2024-l-co1mn1-nc", "pei2024-mn1-nc") in found
    roles = data.table("systems")["role"]
    assert {roles[control] for _, control in found} == {"control"}
    assert ("pei2024-co1-nc", "pei2024-co1mn1-nc") not in found


def test_what_two_steps_make_up_is_left_out() -> None:
    assert not [rows for rows in cached_plot().data["rows"] if rows == "pei2024-l-comn-tof pei2024-co-tof"]


def test_pairs_that_a_rule_forbids_are_refused_with_the_reason() -> None:
    cell = refused().loc["pei2024-l-comn-flow-stability-fe pei2024-comn-fe"]
    assert cell["missing"] == "Cell: flow cell for L-Co₁Mn₁-NC, H-type cell for Co₁Mn₁-NC."
    assert "other-cell" in cell["flags"]
    assert "potential" in refused().loc["abstract-cos1-x-fe abstract-cos-fe", "missing"]
    assert refused()["ratio of the values"].isna().all()
    assert (refused()["missing"] != "").all()


def test_pairs_at_two_potentials_are_marked() -> None:
    flagged = drawn()[drawn()["flags"].str.contains("other-potential")]
    assert list(flagged.index) == ["pei2024-l-comn-fe pei2024-comn-fe", "pei2024-comn-fe pei2024-mn-fe"]
    triangles = [
        round(float(line.get_xdata()[0]), 5)
        for ax in cached_plot().figure.axes[1:]
        for line in ax.lines
        if line.get_marker() == "^"
    ]
    assert triangles == [1.15230, 1.60417]
    assert "CO₂RR; −0.47 and −0.57 V vs RHE (inferred)" in [text.get_text() for text in texts(cached_plot())]


def test_printed_ratios_are_filled_and_derived_ones_hollow() -> None:
    marks = {
        round(float(line.get_xdata()[0]), 3): line.get_markerfacecolor() != "#ffffff"
        for ax in cached_plot().figure.axes[1:]
        for line in ax.lines
        if line.get_marker() in ("o", "^", "s")
    }
    full = {value for value, filled in marks.items() if filled}
    assert full == {2.0, 2.8, 1.8, 50.0}
    assert {3.116, 1.848, 1.152, 5.0, 1000.0} <= {value for value, filled in marks.items() if not filled}


def test_median_and_span_are_told() -> None:
    lines = [text.get_text() for text in texts(cached_plot())]
    # Of 1.65, 2.8 and 3.12; of 1.15, 1.31, 1.46, 1.60, 1.80 and 1.85, (1.46183 + 1.60417) / 2 = 1.533.
    assert "All 3: median 2.80, 1.65 to 3.12" in lines
    assert "All 6: median 1.53, 1.15 to 1.85" in lines
    assert "All 3: median 4.18, 2.45 to 5.00" in lines
    told = {
        "yield": ("3", "2.80", "1.65", "3.12"),
        "faradaic efficiency": ("6", "1.53", "1.15", "1.85"),
        "turnover frequency": ("3", "4.18", "2.45", "5.00"),
    }
    ratios = {
        "MnO₂₋ₓ": ("1.85", "2.23"),
        "CoS₁₋ₓ": ("1.46", "2.73"),
        "L-Co₁Mn₁-NC": ("1.15", "1.18"),
        "Co₁Mn₁-NC": ("1.31", "1.55", "1.60", "1.89"),
        "SnS₂₋ₓ": ("1.80", "1.99"),
    }
    for group in (told, ratios):
        pairs = [(name, number) for name, numbers in group.items() for number in numbers]
        assert unpaired(cached_plot().alt, *pairs) == []


def test_a_changed_value_changes_its_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    # 255 / 127.5 = 2 in the place of 2.45.
    change(monkeypatch, "performance", "pei2024-co-tof", "value", 127.5)
    plot = figures.make(ID)
    found = plot.data.set_index("rows").loc["pei2024-comn-tof pei2024-co-tof"]
    assert found["ratio of the values"] == 2
    assert lacking(plot.alt, "4.18", "2.00", "5.00") == []
    assert lacking(plot.alt, "2.45") == ["2.45"]


def test_a_control_in_another_electrolyte_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "gan2024-cos-fe", "electrolyte", "0.1 M KOH")
    plot = figures.make(ID)
    found = plot.data.set_index("rows").loc["gan2024-cos1-x-fe gan2024-cos-fe"]
    assert "other-electrolyte" in found["flags"]
    assert math.isnan(found["ratio of the values"])


def test_the_caption_cites_and_names_the_ceiling() -> None:
    for cite in ("gan2024defects", "pei2024low", "tang2020co2", "zhang2019atomic"):
        assert f"{{cite:t}}`{cite}`" in cached_plot().caption
    assert lacking(cached_plot().caption, "100 %") == []


@pytest.mark.all_rows
def test_two_renderings_are_the_same() -> None:
    assert figures.render(ID, "svg") == figures.render(ID, "svg")

"""The figures of the copper part on activity: each value, each derivation by hand, and what stays open."""

from __future__ import annotations

import functools
import math

import pandas as pd
import pytest
from figure_texts import lacking, masked, unpaired
from support import change, texts

from reviewhelpers import figures
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted

PERFORMANCE, NITRATE = "fig-copper-performance", "fig-copper-nitrate"
IDS = (PERFORMANCE, NITRATE)


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def drawn_texts(id: str) -> list[str]:
    return [text.get_text() for text in texts(cached_plot(id))]


def bases() -> pd.DataFrame:
    drawn = cached_plot(PERFORMANCE).data
    return drawn[drawn["part"] == "bases"]


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_every_origin_is_a_row_and_the_paper_is_cited(id: str) -> None:
    tables = (*data.NUMBER_TABLES, "claims", "half_reactions")
    known = {row for name in tables for row in data.table(name)["id"]}
    origins = [set(rows.split()) for rows in cached_plot(id).data["rows"]]
    assert all(origins)
    assert set.union(*origins) <= known
    assert "{cite:t}`ji2023identification`" in cached_plot(id).caption
    assert {"name", "missing", "derived"} <= set(cached_plot(id).data.columns)


@pytest.mark.parametrize("id", IDS)
def test_a_point_without_a_number_says_what_is_missing(id: str) -> None:
    drawn = cached_plot(id).data
    numbers = [column for column in drawn.columns if " / " in column and " below / " not in column]
    numbers = [column for column in numbers if not column.startswith("copper content")]
    assert (drawn.loc[drawn[numbers].isna().all(axis=1), "missing"] != "").all()


@pytest.mark.parametrize("id", IDS)
def test_the_potential_has_the_scale_that_the_paper_gives_it(id: str) -> None:
    # The introduction prints it beside the same value, and Eq. 1 converts all potentials to it.
    assert "−0.75 V vs RHE" in cached_plot(id).caption


@pytest.mark.all_rows
@pytest.mark.parametrize("id", IDS)
def test_two_renderings_are_the_same(id: str) -> None:
    assert figures.render(id, "svg") == figures.render(id, "svg")


# Performance ---------------------------------------------------------------------------------------------

SAMPLES = ["NTC", "Cu0.7/NTC", "Cu1.5/NTC", "Cu3.2/NTC"]
PRINTED = {
    "yield per mass / mmol h⁻¹ g⁻¹": 88.2,
    "Faradaic efficiency / %": 94.3,
    "conversion / %": 95.0,
    "selectivity / %": 86.6,
}


@pytest.mark.parametrize("column", PRINTED)
def test_one_sample_has_a_number_and_the_others_lie_below_it(column: str) -> None:
    drawn = cached_plot(PERFORMANCE).data
    name, _, unit = column.partition(" / ")
    below = f"{name} below / {unit}"
    own = drawn[drawn[column].notna() | drawn[below].notna()].set_index("name")
    assert list(own.index) == SAMPLES
    assert own[column].dropna().to_dict() == {"Cu1.5/NTC": PRINTED[column]}
    assert own[below].dropna().to_dict() == dict.fromkeys(("NTC", "Cu0.7/NTC", "Cu3.2/NTC"), PRINTED[column])
    assert (own["missing"] == "").to_dict() == {name: name == "Cu1.5/NTC" for name in SAMPLES}
    claim = "ji2023-yield-best" if name == "yield per mass" else "ji2023-fe-best"
    assert [claim in rows for rows in own["rows"]] == [True, True, False, True]


def test_samples_stand_with_their_copper() -> None:
    own = cached_plot(PERFORMANCE).data.iloc[:4]
    assert own["copper content / wt%"].tolist()[1:] == [0.673, 1.54, 3.242]
    assert math.isnan(own["copper content / wt%"].iloc[0])
    lines = drawn_texts(PERFORMANCE)
    for text in ("made with 0 mg of CuPc", "0.673 wt% Cu", "1.540 wt% Cu", "3.242 wt% Cu"):
        assert lines.count(text) == 1
    # Three samples without a yield, three shares of which the other samples have none.
    assert lines.count("said to be lower, not printed") == 6


def test_each_basis_follows_from_the_printed_numbers() -> None:
    values = {
        "per gram of catalyst / mmol h⁻¹ g⁻¹": 88.2,
        "per cm² of electrode / mmol h⁻¹ cm⁻²": 0.044,
        # 88.2 mmol h⁻¹ g⁻¹ × 0.0005 g cm⁻² = 0.0441 mmol h⁻¹ cm⁻².
        "per cm² of electrode / µmol h⁻¹ cm⁻²": 44.1,
        # 44.1e-6 mol h⁻¹ cm⁻² / 3600 s h⁻¹ × 8 × 96485.332 C mol⁻¹ = 9.4556e-3 A cm⁻².
        "as current into NH₃, per cm² / mA cm⁻²": -9.4556,
        # −9.4556 / 0.943.
        "as current in all, per cm² / mA cm⁻²": -10.0271,
        # 0.0882 mol h⁻¹ g⁻¹ / (0.0154 g/g / 63.546 g mol⁻¹) = 0.0882 / 2.42344e-4.
        "per Cu atom, every one counted / h⁻¹": 363.945,
    }
    for (column, value), (_, row) in zip(values.items(), bases().iterrows(), strict=True):
        assert row[column] == pytest.approx(value, rel=1e-5)
        assert column.startswith(row["basis"])
    assert list(bases()["derived"] == "") == [True, True, False, False, False, False]
    lines = drawn_texts(PERFORMANCE)
    for text in (
        *("88.2 mmol h⁻¹ g⁻¹", "44.1 µmol h⁻¹ cm⁻²", "−9.46 mA cm⁻²", "−10.0 mA cm⁻²", "364 h⁻¹"),
        *("yield per gram × ≈ 0.5 mg cm⁻²", "yield per cm² × 8 e⁻ × F", "current into NH₃ / 94.3 %"),
    ):
        assert lines.count(text) == 1
    assert "1.540 wt% Cu; more per site if only some work" in lines


def test_derived_values_are_hollow_and_printed_ones_filled() -> None:
    page = cached_plot(PERFORMANCE).figure.axes[0]
    hollow = [line.get_markerfacecolor() == "#ffffff" for line in page.lines if line.get_marker() == "D"]
    # The key, then the bases.
    assert hollow == [False, True, False, False, True, True, True, True]


def test_the_printed_yield_per_area_holds_the_derived_one() -> None:
    lines = drawn_texts(PERFORMANCE)
    # 0.044 stands for 0.0435 to 0.0445 mmol, and the derived value is 0.0441.
    for text in ("43.5", "44", "44.5", "44.1 derived", "yes"):
        assert lines.count(text) == 1


def test_a_yield_per_area_that_does_not_agree_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # 0.0441 stands for 0.04405 to 0.04415 and 0.043 for 0.0425 to 0.0435, below 0.0441.
    change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", 0.0441)
    assert masked(figures.make(PERFORMANCE).alt) == masked(cached_plot(PERFORMANCE).alt)
    change(monkeypatch, "performance", "ji2023-cu1-5-yield-area", "value", 0.043)
    plot = figures.make(PERFORMANCE)
    assert masked(plot.alt) != masked(cached_plot(PERFORMANCE).alt)
    assert "no" in [text.get_text() for text in texts(plot)]


def test_the_text_for_the_blind_follows_the_yield(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "ji2023-cu1-5-yield", "value", 176.4)
    alt = figures.make(PERFORMANCE).alt
    # All that is derived doubles with the yield.
    doubled = "176.4 mmol h⁻¹ g⁻¹", "88.2 µmol h⁻¹ cm⁻²", "−18.9 mA cm⁻²", "−20.1 mA cm⁻²", "728 h⁻¹"
    single = "88.2 mmol h⁻¹ g⁻¹", "44.1 µmol h⁻¹ cm⁻²", "−9.46 mA cm⁻²", "−10.0 mA cm⁻²", "364 h⁻¹"
    assert lacking(alt, *doubled, *single) == [*single]
    assert lacking(cached_plot(PERFORMANCE).alt, *doubled, *single) == [*doubled]


def test_the_loading_does_not_move_the_number_per_atom(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-loading", "value", 1.0)
    alt = figures.make(PERFORMANCE).alt
    assert lacking(alt, "88.2 µmol h⁻¹ cm⁻²", "364 h⁻¹", "44.1 µmol h⁻¹ cm⁻²") == ["44.1 µmol h⁻¹ cm⁻²"]


def test_a_stated_scale_stands_at_the_potential(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "performance", "ji2023-cu1-5-yield", "potential_scale", "RHE")
    assert "At −0.75 V vs RHE" in [text.get_text() for text in texts(figures.make(PERFORMANCE))]


# Nitrate -------------------------------------------------------------------------------------------------


def test_the_amounts_follow_step_by_step() -> None:
    amounts = cached_plot(NITRATE).data.iloc[:4].set_index("name")["amount / mmol"]
    # 0.0441 mmol h⁻¹ cm⁻² × 1 cm² × 2 h = 0.0882; / 0.866 = 0.101848; / 0.950 = 0.107208; less 0.101848.
    wanted = {"Made": 0.0882, "Used up": 0.101848, "At the start": 0.107208, "Left": 0.00536}
    assert amounts.to_dict() == pytest.approx(wanted, rel=1e-4)
    lines = drawn_texts(NITRATE)
    for text in (
        *("0.0882 mmol NH₃", "= 0.0441 mmol h⁻¹ cm⁻² × 1 cm² × 2 h"),
        *("0.1018 mmol NO₃⁻", "= made / 86.6 % selectivity"),
        *("0.1072 mmol NO₃⁻", "= used up / 95.0 % conversion"),
        *("0.0054 mmol NO₃⁻", "= at the start − used up"),
    ):
        assert lines.count(text) == 1


def test_each_meaning_of_ppm_implies_its_volume() -> None:
    drawn = cached_plot(NITRATE).data.iloc[4:7].set_index("formula")
    # 50 mg/L over 84.994, 62.004 and 14.007 g/mol.
    wanted = {"NaNO₃": 0.58828, "NO₃⁻": 0.80640, "N": 3.56964}
    assert drawn["concentration / mmol L⁻¹"].to_dict() == pytest.approx(wanted, rel=1e-4)
    # 0.107208 mmol over these.
    volumes = {"NaNO₃": 182.24, "NO₃⁻": 132.95, "N": 30.03}
    assert drawn["volume / mL"].to_dict() == pytest.approx(volumes, rel=1e-3)
    assert set(drawn["missing"]) == {"what the ppm count"}
    lines = drawn_texts(NITRATE)
    for text in ("182 mL", "133 mL", "30.0 mL", "… NaNO₃", "… NO₃⁻", "… N", "3.57 mmol of nitrate per L"):
        assert lines.count(text) == 1


def test_volumes_are_hollow_and_that_of_the_cell_stays_open() -> None:
    ax = next(ax for ax in cached_plot(NITRATE).figure.axes if ax.get_xlabel() == "Volume V / mL")
    dots = [line for line in ax.lines if line.get_marker() == "D"]
    assert [line.get_markerfacecolor() for line in dots] == ["#ffffff"] * 3
    assert drawn_texts(NITRATE).count("not printed") == 1
    last = cached_plot(NITRATE).data.iloc[-1]
    assert (last["name"], last["missing"]) == ("volume of the cell", "not printed")
    assert math.isnan(last["volume / mL"])


def test_what_is_left_would_last_minutes() -> None:
    # 5.0 / 95.0 × 120 min = 6.3 min.
    text = " ".join(drawn_texts(NITRATE))
    assert "After 2 h, 5.0 % of the nitrate is left: at the mean rate enough for" in text
    assert "6.3 min more." in text


def test_the_balance_follows_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-nano3", "value", 100.0)
    alt = figures.make(NITRATE).alt
    # Twice the concentration, half the volumes: 91.1, 66.5 and 15.0 mL.
    assert unpaired(alt, ("NaNO₃", "91.1 mL"), ("NO₃⁻", "66.5 mL"), ("N", "15.0 mL")) == []
    assert lacking(alt, "0.1072 mmol", "100 ppm", "50 ppm") == ["50 ppm"]


def test_the_area_is_that_of_the_square(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "preparation", "ji2023-paper-side", "value", 2.0)
    # 4 cm² make four times 0.0882 mmol.
    assert lacking(figures.make(NITRATE).alt, "0.3528 mmol NH₃", "0.0882 mmol NH₃") == ["0.0882 mmol NH₃"]

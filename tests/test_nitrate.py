"""The balance of nitrate, against values worked by hand."""

import pytest

from reviewhelpers.chemistry import electrode, nitrate, units

TEST = {
    "yield_mmol_per_h_cm2": 0.0441,
    "area_cm2": 1,
    "duration_h": 2,
    "conversion_percent": 95.0,
    "selectivity_percent": 86.6,
    "ppm": 50,
}


def test_the_three_units_of_the_yield_are_one() -> None:
    # 88.2 mmol/h/g × 0.5 mg/cm² = 88.2 × 0.0005 mmol/h/cm² = 0.0441 mmol/h/cm² = 44.1 µmol/h/cm²
    per_area = electrode.per_area(88.2, 0.5)
    assert units.convert(per_area, "mmol/h/cm**2", "umol/h/cm**2") == pytest.approx(44.1)
    # 44.1e-6 mol / 3600 s × 8 × 96485.33 C/mol = 9.4556e-3 A
    rate = units.convert(per_area, "mmol/h/cm**2", "mol/s/cm**2")
    current = electrode.current_from_yield(rate, 8)
    assert current == pytest.approx(-9.46, abs=0.005)
    # 9.4556 / 0.943 = 10.03
    assert electrode.total_current_density(current, 94.3) == pytest.approx(-10.03, abs=0.005)


@pytest.mark.parametrize(
    ("counted", "millimolar", "volume"),
    [
        # 50 / 84.995 = 0.5883 mmol/L and 0.10721 mmol / 0.5883 mmol/L = 182.2 mL, and so on
        ("NaNO3", 0.5883, 182.2),
        # 50 / 62.005 = 0.8064; 132.9 mL
        ("NO3", 0.8064, 132.9),
        # 50 / 14.007 = 3.5696; 30.03 mL
        ("N", 3.5696, 30.03),
    ],
)
def test_each_meaning_of_ppm_implies_the_volume_worked_by_hand(
    counted: str, millimolar: float, volume: float
) -> None:
    found = nitrate.balance(**TEST, counted=counted)  # type: ignore[arg-type]
    # made 0.0441 × 2 = 0.0882 mmol; used 0.0882 / 0.866 = 0.10185; start 0.10185 / 0.95 = 0.10721
    assert found.made_mmol == pytest.approx(0.0882)
    assert found.used_mmol == pytest.approx(0.10185, abs=1e-5)
    assert found.start_mmol == pytest.approx(0.10721, abs=1e-5)
    assert found.concentration_mmol_per_L == pytest.approx(millimolar, abs=1e-4)
    assert found.volume_mL == pytest.approx(volume, abs=0.1)


def test_a_meaning_that_nobody_knows_is_refused() -> None:
    with pytest.raises(nitrate.NitrateError, match="expected one of NaNO3, NO3, N"):
        nitrate.concentration_mmol_per_L(50, "KNO3")


@pytest.mark.parametrize("name", list(TEST))
@pytest.mark.parametrize("bad", [0, -1, float("nan"), "2"])
def test_every_number_has_to_be_above_zero(name: str, bad: object) -> None:
    with pytest.raises(nitrate.NitrateError, match=name.split("_")[0]):
        nitrate.balance(**{**TEST, name: bad}, counted="N")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["conversion_percent", "selectivity_percent"])
def test_no_share_is_above_the_whole(name: str) -> None:
    with pytest.raises(nitrate.NitrateError, match="expected at most 100"):
        nitrate.balance(**{**TEST, name: 101}, counted="N")  # type: ignore[arg-type]


def test_acidity_by_hand() -> None:
    # 0.1 mmol leave 0.9 mmol of hydroxide, in 90 mL 10 mmol a litre: two units below the ion product, 14.0.
    assert nitrate.pH_after(0.1, 90) == pytest.approx(12.0, abs=0.005)
    assert nitrate.pH_after(0.1, 9) - nitrate.pH_after(0.1, 90) == pytest.approx(1)


def test_hours_by_hand() -> None:
    # 0.04 mmol an hour at four fifths use up 0.05: 0.1 lasts two hours.
    assert nitrate.hours_to_depletion(0.1, 0.04, 80) == pytest.approx(2)


def test_printed_balance_agrees_with_the_rows() -> None:
    found = nitrate.printed_balance("N")
    # 88.2 mmol a gram and hour on half a milligram for two hours, over 86.6 and 95.0 percent.
    assert found.made_mmol == pytest.approx(0.0882)
    assert found.start_mmol == pytest.approx(0.0882 / 0.866 / 0.95)
    assert found.volume_mL == pytest.approx(1000 * found.start_mmol * 14.007 / 50, rel=1e-4)


def test_what_makes_no_balance_is_refused() -> None:
    for call in (
        lambda: nitrate.pH_after(0, 90),
        lambda: nitrate.pH_after(0.1, -1),
        lambda: nitrate.hours_to_depletion(0.1, 0.04, 104),
        lambda: nitrate.hours_to_depletion(0.1, 0, 80),
        lambda: nitrate.printed_balance("salt"),
    ):
        with pytest.raises(nitrate.NitrateError, match="found"):
            call()

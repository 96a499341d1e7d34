"""Potentials, Faraday's law, turnover and conversion agree with arithmetic by hand; nonsense is refused."""

# ruff: noqa: N803, N806

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewhelpers.chemistry import electrode, units
from reviewhelpers.chemistry.electrode import ElectrodeError, convert_potential
from reviewhelpers.dataset import data

SCALES = ("SHE", "RHE", "SCE", "Ag/AgCl (sat. KCl)")
SLOPE = 0.0591593  # V per pH at 25 °C: 8.314462618 × 298.15 × ln 10 / 96485.33212
volts = st.floats(min_value=-5, max_value=5)
acidity = st.floats(min_value=-1, max_value=15)
degrees = st.floats(min_value=10, max_value=40)
percents = st.floats(min_value=0.01, max_value=100)
currents = st.floats(min_value=-1e4, max_value=1e4)
amounts = st.floats(min_value=1e-12, max_value=1e6)


# Scales ---------------------------------------------------------------------------------------------


def test_the_scales_are_those_of_the_table() -> None:
    assert sorted(electrode.scales()) == sorted(SCALES)


def test_conversions_by_hand() -> None:
    # −1.0 + 0.2412 = −0.7588
    assert convert_potential(-1.0, "SCE", "SHE") == pytest.approx(-0.7588)
    # −0.7588 + 0.0591593 × 7 = −0.344685
    assert convert_potential(-1.0, "SCE", "RHE", pH=7) == pytest.approx(-0.344685, abs=1e-6)
    # 0.55 + 0.197 = 0.747
    assert convert_potential(0.55, "Ag/AgCl (sat. KCl)", "SHE") == pytest.approx(0.747)
    # 0.2412 − 0.197 = 0.0442
    assert convert_potential(0.0, "SCE", "Ag/AgCl (sat. KCl)") == pytest.approx(0.0442)
    # −0.47 − 0.0591593 × 7.2 = −0.895947
    assert convert_potential(-0.47, "RHE", "SHE", pH=7.2) == pytest.approx(-0.895947, abs=1e-6)


def test_ph_zero_makes_rhe_and_she_one() -> None:
    assert convert_potential(-0.6, "RHE", "SHE", pH=0) == pytest.approx(-0.6)


@given(volts, st.sampled_from(SCALES), st.sampled_from(SCALES), acidity, degrees)
def test_a_potential_goes_there_and_back(value: float, start: str, end: str, pH: float, degC: float) -> None:
    there = convert_potential(value, start, end, pH=pH, temperature_C=degC)
    back = convert_potential(there, end, start, pH=pH, temperature_C=degC)
    assert back == pytest.approx(value, abs=1e-12)


@given(volts, st.sampled_from(SCALES), st.sampled_from(SCALES), st.sampled_from(SCALES), acidity)
def test_a_way_over_a_third_scale_ends_at_the_same(
    value: float, start: str, over: str, end: str, pH: float
) -> None:
    straight = convert_potential(value, start, end, pH=pH)
    round_about = convert_potential(convert_potential(value, start, over, pH=pH), over, end, pH=pH)
    assert round_about == pytest.approx(straight, abs=1e-12)


@given(acidity, acidity)
def test_on_rhe_a_fixed_electrode_rises_with_ph(one: float, other: float) -> None:
    assume(abs(one - other) > 1e-6)
    low, high = sorted((one, other))
    assert convert_potential(0, "SCE", "RHE", pH=low) < convert_potential(0, "SCE", "RHE", pH=high)


def test_the_ph_is_asked_for_only_where_it_matters() -> None:
    with pytest.raises(ElectrodeError) as raised:
        convert_potential(-1.0, "SCE", "RHE")
    assert str(raised.value) == "converting between SCE and RHE needs the pH; pH not given"
    with pytest.raises(ElectrodeError, match="pH not given"):
        convert_potential(-1.0, "RHE", "SHE")
    assert convert_potential(-1.0, "RHE", "RHE") == -1.0
    assert convert_potential(-1.0, "SCE", "SHE") == pytest.approx(-0.7588)


@pytest.mark.parametrize("scale", ["NHE", "Ag/AgCl", "sce", "", "overpotential"])
def test_an_unknown_scale_lists_the_known_ones(scale: str) -> None:
    for start, end in ((scale, "SHE"), ("SHE", scale)):
        with pytest.raises(ElectrodeError) as raised:
            convert_potential(0.0, start, end, pH=7)
        assert all(known in str(raised.value) for known in SCALES)
        assert repr(scale) in str(raised.value)


def test_columns_convert_row_by_row() -> None:
    found = convert_potential(pd.Series([-1.0, -1.0]), "SCE", "RHE", pH=pd.Series([0.0, 7.0]))
    assert isinstance(found, pd.Series)
    assert found.to_list() == pytest.approx([-0.7588, -0.344685], abs=1e-6)


# Temperature ----------------------------------------------------------------------------------------


def test_the_table_of_temperatures_moves_the_electrode() -> None:
    # Table: 0.238 at 35 °C less 0.244 at 25 °C is −0.006; 0.2412 − 0.006 = 0.2352
    assert electrode.reference_potential("SCE", 35) == pytest.approx(0.2352)
    # Table: 0.204 at 20 °C less 0.199 at 25 °C is +0.005; 0.197 + 0.005 = 0.202
    assert electrode.reference_potential("Ag/AgCl (sat. KCl)", 20) == pytest.approx(0.202)
    # Half way between 0.204 at 20 °C and 0.199 at 25 °C: +0.0025
    assert electrode.reference_potential("Ag/AgCl (sat. KCl)", 22.5) == pytest.approx(0.1995)
    # On RHE at 35 °C: 0.2352 + 8.314462618 × 308.15 × ln 10 / 96485.33212 × 7 = 0.2352 + 0.0611435 × 7
    found = convert_potential(0.0, "SCE", "RHE", pH=7, temperature_C=35)
    assert found == pytest.approx(0.2352 + 0.428005, abs=1e-5)


def test_the_table_falls_as_a_second_source_says() -> None:
    # ASTM G3, Table X2.1, as a published converter quotes it: SCE +0.22 mV/°C against the SHE at 25 °C, the
    # SHE itself +0.87 mV/°C, so −0.65 mV/°C against the SHE at the same temperature.
    fall = (electrode.reference_potential("SCE", 40) - electrode.reference_potential("SCE", 10)) / 30
    assert fall == pytest.approx(-0.65e-3, abs=0.05e-3)


@given(degrees, degrees)
def test_reference_electrodes_fall_with_temperature(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for scale in ("SCE", "Ag/AgCl (sat. KCl)"):
        assert electrode.reference_potential(scale, low) >= electrode.reference_potential(scale, high) - 1e-15


@pytest.mark.parametrize("temperature", [9.9, 40.1, 80, -20])
def test_outside_the_table_a_temperature_is_refused(temperature: float) -> None:
    for scale in ("SCE", "Ag/AgCl (sat. KCl)"):
        with pytest.raises(ElectrodeError, match=r"temperature of the .* at least 10 and at most 40"):
            electrode.reference_potential(scale, temperature)
    # Between SHE and RHE only the slope moves, at any temperature.
    assert convert_potential(0, "SHE", "RHE", pH=1, temperature_C=temperature) == pytest.approx(
        SLOPE * (temperature + 273.15) / 298.15, abs=1e-7
    )


@pytest.mark.parametrize("temperature", [-273.15, -300, math.nan, math.inf, None, "warm", [20, 30]])
def test_no_temperature_is_refused(temperature: object) -> None:
    with pytest.raises(ElectrodeError, match="temperature"):
        convert_potential(0, "RHE", "SHE", pH=7, temperature_C=temperature)  # type: ignore[arg-type]


def test_rhe_has_no_potential_of_its_own() -> None:
    with pytest.raises(ElectrodeError, match="moves with pH"):
        electrode.reference_potential("RHE")


def test_an_electrode_without_a_table_is_refused_off_25_degrees(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = data.table("reference_electrodes")
    bare = bare[bare["use"] != "temperature"]
    monkeypatch.setattr(electrode.scale_conversion, "_electrodes", lambda: bare)
    assert electrode.reference_potential("SCE") == 0.2412
    with pytest.raises(ElectrodeError, match=r"known at 25 degC only; found 30 degC"):
        electrode.reference_potential("SCE", 30)


def test_every_reference_potential_names_its_source() -> None:
    frame = data.table("reference_electrodes")
    assert (frame["source"] != "").all()
    assert (frame["locator"] != "").all()
    printed = frame[frame["as_printed"] != ""]
    assert (printed["as_printed"].astype(float) == printed["value"]).all()
    defaults = frame[frame["use"] == "default"]
    assert sorted(defaults["electrode"]) == sorted(set(SCALES) - {"RHE"})


# Eq. 1 of ji2023 ------------------------------------------------------------------------------------


def test_the_equation_of_ji2023_as_printed() -> None:
    # −1.0 + 0.241 + 0.0591 × 7 = −0.3453
    assert electrode.ji2023_equation_1(-1.0, 7.0) == pytest.approx(-0.3453, abs=1e-12)
    assert electrode.ji2023_equation_1(0.0, 0.0) == 0.241


def test_what_the_equation_of_ji2023_makes_of_it() -> None:
    # (0.241 − 0.2412) + (0.0591 − 0.0591593) × 7 = −0.0002 − 0.0004151 = −0.0006151
    assert electrode.ji2023_difference(7.0) == pytest.approx(-0.000615, abs=1e-6)
    assert electrode.ji2023_difference(0.0) == pytest.approx(-0.0002)


@given(volts, acidity)
def test_the_difference_does_not_depend_on_the_potential(value: float, pH: float) -> None:
    own = electrode.ji2023_equation_1(value, pH)
    general = convert_potential(value, "SCE", "RHE", pH=pH)
    assert float(own) - float(general) == pytest.approx(float(electrode.ji2023_difference(pH)), abs=1e-12)


# Overpotential --------------------------------------------------------------------------------------


def test_equilibria_that_do_not_move_on_rhe() -> None:
    # CO: −20100 / (2 × 96485.33) = −0.104161; O2: 474200 / (4 × 96485.33) = 1.228684
    for product, volts_at_any in (("hydrogen", 0.0), ("co", -0.104161), ("water_from_oxygen", 1.228684)):
        assert electrode.equilibrium_potential(product) == pytest.approx(volts_at_any, abs=1e-6)
        for pH in (0, 7, 14):
            assert electrode.equilibrium_potential(product, pH=pH) == pytest.approx(volts_at_any, abs=1e-6)


@pytest.mark.parametrize(
    ("product", "at_zero", "protons", "charges"),
    [
        # −43400 / (2 × 96485.33) = −0.224905; one H⁺ for two e⁻
        ("formate", -0.224905, 1, 2),
        # 404000 / (5 × 96485.33) = 0.837433; six for five
        ("ammonium_from_no", 0.837433, 6, 5),
        # 616400 / (8 × 96485.33) = 0.798567; nine for eight
        ("ammonia_from_nitrate", 0.798567, 9, 8),
        # 679300 / (8 × 96485.33) = 0.880056; ten for eight
        ("ammonium_from_nitrate", 0.880056, 10, 8),
    ],
)
def test_equilibria_that_move_on_rhe(product: str, at_zero: float, protons: int, charges: int) -> None:
    for pH in (0.0, 7.0, 13.0):
        by_hand = at_zero + SLOPE * (1 - protons / charges) * pH
        assert electrode.equilibrium_potential(product, pH=pH) == pytest.approx(by_hand, abs=2e-6)
    with pytest.raises(ElectrodeError, match=rf"{product} moves with pH.*; pH not given"):
        electrode.equilibrium_potential(product)


def test_formate_at_ph_7() -> None:
    # −0.224905 + 0.0591593 × (1 − 1/2) × 7 = −0.224905 + 0.207058 = −0.017847
    assert electrode.equilibrium_potential("formate", pH=7) == pytest.approx(-0.017847, abs=2e-6)
    # li2022 prints 670 mV for a Bi catalyst: −0.017847 − 0.67 = −0.687847
    assert electrode.potential_from_overpotential("formate", 0.67, pH=7) == pytest.approx(-0.687847, abs=2e-6)


def test_the_overpotentials_that_li2022_prints_for_co() -> None:
    # −0.104161 − 0.49 = −0.594161 and −0.104161 − 0.34 = −0.444161
    assert electrode.potential_from_overpotential("co", 0.49) == pytest.approx(-0.594161, abs=1e-6)
    assert electrode.potential_from_overpotential("co", 0.34) == pytest.approx(-0.444161, abs=1e-6)


PRODUCTS = tuple(data.table("half_reactions")["product"])


@given(st.sampled_from(PRODUCTS), st.floats(min_value=0, max_value=3), acidity)
def test_overpotentials_go_there_and_back(product: str, overpotential: float, pH: float) -> None:
    there = electrode.potential_from_overpotential(product, overpotential, pH=pH)
    assert there <= electrode.equilibrium_potential(product, pH=pH)
    assume(overpotential > 1e-12)
    back = electrode.overpotential_from_potential(product, there, pH=pH)
    assert back == pytest.approx(overpotential, abs=1e-12)


def test_a_product_goes_by_its_name_and_its_id() -> None:
    assert electrode.equilibrium_potential("formic-acid") == electrode.equilibrium_potential("formic_acid")
    with pytest.raises(ElectrodeError, match=r"'urea', expected one of hydrogen, co, formate"):
        electrode.equilibrium_potential("urea")


def test_an_overpotential_is_a_positive_number() -> None:
    with pytest.raises(
        ElectrodeError, match=r"overpotential of a reduction: found -0.49, expected at least 0"
    ):
        electrode.potential_from_overpotential("co", -0.49)
    with pytest.raises(ElectrodeError, match=r"at or below the equilibrium of co, -0.104 V"):
        electrode.overpotential_from_potential("co", 0.1)


def test_columns_of_overpotentials() -> None:
    found: Any = electrode.potential_from_overpotential("co", pd.Series([0.49, 0.34], index=["a", "b"]))
    assert found.to_list() == pytest.approx([-0.594161, -0.444161], abs=1e-6)
    spread = electrode.potential_from_overpotential("formate", 0.67, pH=np.array([0.0, 14.0]))
    assert spread == pytest.approx([-0.894905, -0.480790], abs=2e-6)


# Faraday's law --------------------------------------------------------------------------------------


def test_partial_and_total_currents_by_hand() -> None:
    # −330 × 0.9 = −297; −2.9 / 0.8 = −3.625; 24.8 / 25 = 99.2 %
    assert electrode.partial_current_density(-330, 90) == pytest.approx(-297)
    assert electrode.total_current_density(-2.9, 80) == pytest.approx(-3.625)
    assert electrode.faradaic_efficiency(-24.8, -25) == pytest.approx(99.2)
    assert electrode.partial_current_density(-330, 0) == 0
    assert electrode.faradaic_efficiency(0, -25) == 0


@given(currents, percents)
def test_partial_and_total_go_there_and_back(total: float, percent: float) -> None:
    assume(abs(total) > 1e-9)
    partial = electrode.partial_current_density(total, percent)
    assert abs(partial) <= abs(total)
    assert np.sign(partial) == np.sign(total)
    assert electrode.total_current_density(partial, percent) == pytest.approx(total)
    assert electrode.faradaic_efficiency(partial, total) == pytest.approx(percent)


def test_a_whole_current_in_one_product_is_100_percent() -> None:
    # The third is one that 100 × total / 100 misses by its last bit.
    for total in (0.1, -0.3, 5243.451211322608):
        assert electrode.partial_current_density(total, 100) == total
        assert electrode.faradaic_efficiency(electrode.partial_current_density(total, 100), total) == 100


@pytest.mark.parametrize(
    ("partial", "total", "reason"),
    [(1, 0, "found 0"), (-1, 2, "different sign"), (3, 2, "greater than the total"), (math.nan, 2, "finite")],
)
def test_no_efficiency_comes_from_nonsense(partial: float, total: float, reason: str) -> None:
    with pytest.raises(ElectrodeError, match=reason):
        electrode.faradaic_efficiency(partial, total)


def test_yields_and_currents_by_hand() -> None:
    # 27.51e-10 × 5 × 96485.33 = 1.327155e-3 A/cm²
    assert electrode.current_from_yield(27.51e-10, 5) == pytest.approx(-1.327155, abs=1e-5)
    assert electrode.current_from_yield(27.51e-10, 5, process="oxidation") == pytest.approx(
        1.327155, abs=1e-5
    )
    # 34.7e-3 / (2 × 96485.33) = 1.798201e-7
    assert electrode.yield_from_current(34.7, 2) == pytest.approx(1.798201e-7, rel=1e-6)
    assert electrode.yield_from_current(-34.7, 2) == electrode.yield_from_current(34.7, 2)


@given(amounts, st.integers(min_value=1, max_value=18))
def test_yields_and_currents_go_there_and_back(rate: float, charges: int) -> None:
    current = electrode.current_from_yield(rate, charges)
    assert current < 0
    assert electrode.yield_from_current(current, charges) == pytest.approx(rate)
    harmonised = units.harmonise(rate, "mol/s/cm**2", "mA/cm**2", electrons=charges)
    assert current == pytest.approx(harmonised)


@given(st.floats(min_value=0, max_value=1e6), st.floats(min_value=1e-3, max_value=100))
def test_per_mass_and_per_area_go_there_and_back(value: float, loading: float) -> None:
    assert electrode.per_area(electrode.per_mass(value, loading), loading) == pytest.approx(value)
    # 1 mg/cm² is 0.001 g/cm²: what 1 cm² has, a gram has a thousand times.
    assert electrode.per_mass(value, 1) == pytest.approx(1000 * value)


def test_charges_by_hand() -> None:
    # 1e-3 mol × 8 × 96485.33 C/mol = 771.88 C, all in all 771.88 / 0.943 = 818.54 C
    assert electrode.charge_for_amount(1e-3, 8) == pytest.approx(771.8827, abs=1e-3)
    assert electrode.charge_for_amount(1e-3, 8, 94.3) == pytest.approx(818.539, abs=1e-2)
    assert electrode.amount_from_charge(-818.539, 8, 94.3) == pytest.approx(1e-3, rel=1e-5)


@given(amounts, st.integers(min_value=1, max_value=18), percents)
def test_charges_go_there_and_back(amount: float, charges: int, percent: float) -> None:
    charge = electrode.charge_for_amount(amount, charges, percent)
    assert charge >= electrode.charge_for_amount(amount, charges)
    assert electrode.amount_from_charge(charge, charges, percent) == pytest.approx(amount)


# Turnover -------------------------------------------------------------------------------------------


def test_turnover_by_hand() -> None:
    # 10e-3 A/cm² / (2 × 96485.33 C/mol × 1e-7 mol/cm²) = 0.518213 /s = 1865.57 /h
    assert electrode.turnover_frequency(-10, 2, 1e-7, per="s") == pytest.approx(0.518213, abs=1e-6)
    assert electrode.turnover_frequency(-10, 2, 1e-7) == pytest.approx(1865.57, abs=0.01)
    # pei2024 prints 1067 /h: with 1e-8 mol/cm² of sites that would be 1067/3600 × 2 × 96485.33 × 1e-8 A/cm²
    found = electrode.current_from_turnover_frequency(1067, 2, 1e-8)
    assert found == pytest.approx(-0.571943, abs=1e-5)


@given(amounts, st.integers(min_value=1, max_value=18), st.floats(min_value=1e-12, max_value=1e-3))
def test_turnover_goes_there_and_back(turnover: float, charges: int, sites: float) -> None:
    for per in ("h", "s"):
        current = electrode.current_from_turnover_frequency(turnover, charges, sites, per=per)
        assert electrode.turnover_frequency(current, charges, sites, per=per) == pytest.approx(turnover)
        assert electrode.sites_from_turnover_frequency(turnover, current, charges, per=per) == pytest.approx(
            sites
        )


@given(st.floats(min_value=1e-9, max_value=1e-3), st.floats(min_value=1e-9, max_value=1e-3))
def test_more_sites_turn_over_less(one: float, other: float) -> None:
    few, many = sorted((one, other))
    assert electrode.turnover_frequency(-10, 2, few) >= electrode.turnover_frequency(-10, 2, many)


def test_a_turnover_needs_its_sites() -> None:
    with pytest.raises(ElectrodeError, match="needs the number of sites per area; sites not given"):
        electrode.turnover_frequency(-10, 2, None)
    with pytest.raises(ElectrodeError, match="sites not given"):
        electrode.current_from_turnover_frequency(1067, 2, None)
    with pytest.raises(ElectrodeError, match="'min', expected one of s, h"):
        electrode.turnover_frequency(-10, 2, 1e-7, per="min")


# Conversion -----------------------------------------------------------------------------------------


def test_the_closure_of_ji2023() -> None:
    # 95.0 % × 86.6 % = 82.27 %
    found = electrode.closure(conversion_percent=95.0, selectivity_percent=86.6)
    assert found.yield_percent == pytest.approx(82.27)
    assert electrode.yield_fraction(95.0, 86.6) == pytest.approx(0.8227)
    assert electrode.amount_produced(2.0, 95.0, 86.6) == pytest.approx(1.6454)
    assert electrode.amount_produced(2.0, 95.0, 86.6, per_reactant=0.5) == pytest.approx(0.8227)
    # 50 of which 2.5 are left: 95 %; 0.866 made of 1 that reacted: 86.6 %
    assert electrode.conversion(50, 2.5) == pytest.approx(95)
    assert electrode.selectivity(0.866, 1) == pytest.approx(86.6)
    assert electrode.selectivity(0.25, 1, per_reactant=0.5) == pytest.approx(50)


@given(percents, percents)
def test_any_two_give_the_third(converted: float, selected: float) -> None:
    whole = electrode.closure(conversion_percent=converted, selectivity_percent=selected)
    assert whole.yield_percent <= min(converted, selected) * (1 + 1e-12)
    assume(whole.yield_percent > 1e-6)
    by_conversion = electrode.closure(conversion_percent=converted, yield_percent=whole.yield_percent)
    by_selectivity = electrode.closure(selectivity_percent=selected, yield_percent=whole.yield_percent)
    assert by_conversion.selectivity_percent == pytest.approx(selected)
    assert by_selectivity.conversion_percent == pytest.approx(converted)


@given(amounts, percents, percents)
def test_what_is_made_has_the_selectivity_it_came_from(
    start: float, converted: float, selected: float
) -> None:
    made = electrode.amount_produced(start, converted, selected)
    assert electrode.selectivity(made, start * converted / 100) == pytest.approx(selected)


def test_three_that_disagree_and_one_alone_are_refused() -> None:
    electrode.closure(conversion_percent=95.0, selectivity_percent=86.6, yield_percent=82.3)
    with pytest.raises(ElectrodeError, match=r"misses the yield by 2.27 percentage points"):
        electrode.closure(conversion_percent=95.0, selectivity_percent=86.6, yield_percent=80.0)
    with pytest.raises(ElectrodeError, match="found no selectivity and no yield"):
        electrode.closure(conversion_percent=95.0)
    with pytest.raises(ElectrodeError, match="more than the conversion"):
        electrode.closure(conversion_percent=50.0, yield_percent=60.0)
    with pytest.raises(ElectrodeError, match="conversion: found 0"):
        electrode.closure(conversion_percent=0.0, yield_percent=0.0)
    with pytest.raises(ElectrodeError, match="expected at most the initial"):
        electrode.conversion(1.0, 2.0)
    with pytest.raises(ElectrodeError, match="expected at most what reacted"):
        electrode.selectivity(2.0, 1.0)


# Nonsense -------------------------------------------------------------------------------------------

NO_NUMBERS = (math.nan, math.inf, -math.inf, None, "1", "one", True)
PERCENT = (*NO_NUMBERS, -0.1, 100.1, 127)
ABOVE_ZERO = (*NO_NUMBERS, 0, -0.5)
AT_LEAST_ZERO = (*NO_NUMBERS, -1e-9)
# A sound call of each function, and what each of its arguments must refuse.
CALLS: tuple[tuple[Callable[..., object], tuple[object, ...], tuple[tuple[object, ...], ...]], ...] = (
    (convert_potential, (0.0, "SCE", "SHE"), (NO_NUMBERS, (), ())),
    (electrode.ji2023_equation_1, (0.0, 7.0), (NO_NUMBERS, (*NO_NUMBERS, -5, 70))),
    (electrode.potential_from_overpotential, ("co", 0.5), ((), AT_LEAST_ZERO)),
    (electrode.overpotential_from_potential, ("co", -0.5), ((), NO_NUMBERS)),
    (electrode.partial_current_density, (-10.0, 50.0), (NO_NUMBERS, PERCENT)),
    (electrode.total_current_density, (-10.0, 50.0), (NO_NUMBERS, (*PERCENT, 0))),
    (electrode.faradaic_efficiency, (-5.0, -10.0), (NO_NUMBERS, (*NO_NUMBERS, 0))),
    (electrode.current_from_yield, (1e-9, 5), (AT_LEAST_ZERO, ABOVE_ZERO)),
    (electrode.yield_from_current, (-1.0, 5), (NO_NUMBERS, ABOVE_ZERO)),
    (electrode.per_mass, (1.0, 0.5), (NO_NUMBERS, ABOVE_ZERO)),
    (electrode.per_area, (1.0, 0.5), (NO_NUMBERS, ABOVE_ZERO)),
    (electrode.charge_for_amount, (1.0, 2, 50.0), (AT_LEAST_ZERO, ABOVE_ZERO, (*PERCENT, 0))),
    (electrode.amount_from_charge, (1.0, 2, 50.0), (NO_NUMBERS, ABOVE_ZERO, PERCENT)),
    (electrode.turnover_frequency, (-1.0, 2, 1e-7), (NO_NUMBERS, ABOVE_ZERO, ABOVE_ZERO)),
    (electrode.current_from_turnover_frequency, (1.0, 2, 1e-7), (AT_LEAST_ZERO, ABOVE_ZERO, ABOVE_ZERO)),
    (electrode.sites_from_turnover_frequency, (1.0, -1.0, 2), (ABOVE_ZERO, NO_NUMBERS, ABOVE_ZERO)),
    (electrode.conversion, (2.0, 1.0), (ABOVE_ZERO, AT_LEAST_ZERO)),
    (electrode.selectivity, (1.0, 2.0), (AT_LEAST_ZERO, ABOVE_ZERO)),
    (electrode.yield_fraction, (50.0, 50.0), (PERCENT, PERCENT)),
    (electrode.amount_produced, (1.0, 50.0, 50.0), (ABOVE_ZERO, PERCENT, PERCENT)),
)


@pytest.mark.parametrize(
    ("function", "sound", "refused"), CALLS, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_argument_refuses_its_nonsense(
    function: Callable[..., object], sound: tuple[object, ...], refused: tuple[tuple[object, ...], ...]
) -> None:
    function(*sound)
    for place, values in enumerate(refused):
        for value in values:
            with pytest.raises(ElectrodeError, match=r"found|not given"):
                function(*sound[:place], value, *sound[place + 1 :])


@pytest.mark.parametrize(
    "function", [electrode.current_from_yield, electrode.current_from_turnover_frequency]
)
def test_a_process_is_a_reduction_or_an_oxidation(function: Callable[..., object]) -> None:
    arguments = (1e-9, 2) if function is electrode.current_from_yield else (1.0, 2, 1e-7)
    with pytest.raises(ElectrodeError, match="'reducing', expected 'reduction' or 'oxidation'"):
        function(*arguments, process="reducing")


def test_one_bad_value_in_a_column_is_named() -> None:
    with pytest.raises(ElectrodeError, match=r"Faradaic efficiency: found 127, expected at least 0"):
        electrode.partial_current_density(pd.Series([1.0, 2.0]), pd.Series([90.0, 127.0]))

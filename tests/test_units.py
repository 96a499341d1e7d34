"""Units are read as papers print them, and yields convert where the numbers suffice."""

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.constants  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.units import UnitError, convert, fits, harmonise, parse, readable, symbol
from reviewhelpers.dataset import data

positive = st.floats(min_value=1e-9, max_value=1e9)
RATES = (
    "mol/s/cm**2",
    "umol/h/cm**2",
    "mmol/h/g",
    "ug/h/mg",
    "mg/h/cm**2",
    "umol/h",
    "mA/cm**2",
    "A/g",
    "mA",
)
KNOWN: dict[str, Any] = {
    "electrons": 5,
    "loading_mg_per_cm2": 0.5,
    "molar_mass_g_per_mol": 17.031,
    "area_cm2": 2.0,
}


# Reading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "ours"),
    [
        ("mol s⁻¹ cm⁻²", "mol/s/cm**2"),
        ("µmol h−1 cm−2", "umol/h/cm**2"),  # pint alone makes hour times micromole of this
        ("μmol cm⁻2 h⁻1", "umol/h/cm**2"),  # as gan2024 is copied: raised minus, plain digit
        ("mmol h^-1 g^-1", "mmol/h/g"),
        ("mA cm-2", "mA/cm**2"),
        ("mA·cm⁻²", "mA/cm**2"),
        ("m²", "m**2"),
        ("%", "percent"),
        ("wt%", "wt_percent"),
        ("wt.%", "wt_percent"),
        ("at%", "at_percent"),
        ("°C", "degC"),
        ("Å", "angstrom"),
        ("h-1", "1/h"),
    ],
)
def test_a_unit_is_read_as_papers_print_it(printed: str, ours: str) -> None:
    assert parse(printed) == parse(ours)


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "furlongs per", "))", "mmol/h/gcata", "cm2", "percnt", "a.u.", "9**9**9**9", "m**2**3"),
        *("10**-10 mol", "m**1000", "m" * 200, None, 3.0, math.nan),
    ],
)
def test_what_is_no_unit_is_refused_with_the_text(text: object) -> None:
    assert not readable(text)  # type: ignore[arg-type]
    with pytest.raises(UnitError, match="expected"):
        parse(text)


@given(st.text(max_size=30) | st.text(alphabet="molsuhcAVg%°⁻¹²- */^()0123.dC", max_size=14))
def test_any_text_is_refused_or_shown(text: str) -> None:
    shown = symbol(text) if readable(text) else ""
    # Words such as "percentage points" are for readers, and a difference is shown with the sign of a level.
    if readable(shown) and "degree_Celsius" not in str(parse(text)):
        assert convert(1.0, shown, text) == pytest.approx(1)


def test_every_unit_of_the_vocabulary_is_read_and_shown() -> None:
    shown = {unit: symbol(unit) for unit in data.table("quantities")["unit"]}
    assert shown["mol/s/cm**2"] == "mol s⁻¹ cm⁻²"
    assert shown["umol/h"] == "µmol h⁻¹"
    assert shown["mol/L"] == "mol L⁻¹"
    assert shown["wt_percent"] == "wt%"
    assert shown["degree"] == "°"
    assert all(text for unit, text in shown.items() if unit != "dimensionless")


def test_a_shown_unit_is_read_as_the_same_unit() -> None:
    for unit in data.table("quantities")["unit"]:
        # Only a difference of temperatures is shown with the sign of a temperature.
        if unit not in ("dimensionless", "delta_degC/min"):
            assert parse(symbol(unit)) == parse(unit), unit


def test_the_registry_is_built_once_and_not_at_import() -> None:
    code = "import reviewhelpers.chemistry.units as u; assert not u.registry.cache_info().currsize; u.ureg"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=data.ROOT / "src")
    assert units.ureg is units.registry()
    with pytest.raises(AttributeError, match="nothing"):
        _ = units.nothing


# What fits and what converts ------------------------------------------------------------------------


def test_fits_by_unit_and_by_dimension() -> None:
    assert fits("umol/h/cm**2", "mol/s/cm**2")
    assert fits("umol/h/cm**2", "[substance] / [time] / [length] ** 2")
    assert fits("sccm", "mL/min")
    assert fits("percent", "dimensionless")
    assert not fits("umol/h", "mol/s/cm**2")
    assert not fits("V", "[current]")
    with pytest.raises(UnitError, match="dimension"):
        fits("V", "[nonsense] **")


@pytest.mark.parametrize(
    ("unit", "to", "reason"),
    [
        ("ppm", "mg/L", "does not say"),
        ("ppm", "mol/L", "does not say"),
        ("ppm", "percent", "does not say"),
        ("percent", "percentage_point", "difference"),
        ("percentage_point", "dimensionless", "difference"),
        ("wt_percent", "at_percent", "share of the mass"),
        ("wt_percent", "percent", "share of the mass"),
        ("vol_percent", "ppm", "ppm"),
        ("arbitrary_unit", "dimensionless", "no size"),
        ("degC", "delta_degC", "difference"),
        ("ppm/h", "percent/h", "does not say"),
        ("sccm", "mol/s", r"\[substance\]"),
        ("V", "eV", "quantity of"),
        ("umol/h", "umol/h/cm**2", "quantity of"),
    ],
)
def test_what_is_not_the_same_thing_does_not_convert(unit: str, to: str, reason: str) -> None:
    assert not fits(unit, to)
    with pytest.raises(UnitError, match=reason):
        convert(1.0, unit, to)


def test_conversions_by_hand() -> None:
    assert convert(670, "mV", "V") == pytest.approx(0.67)
    assert convert(25, "degC", "K") == pytest.approx(298.15)
    assert convert(2, "K", "delta_degC") == pytest.approx(2)
    assert convert(82.8, "percent", "dimensionless") == pytest.approx(0.828)
    assert convert(10, "sccm", "mL/min") == pytest.approx(10)
    assert convert(3, "ppm", "ppm") == pytest.approx(3)
    # 27.51e-10 mol/s × 3600 s/h × 1e6 µmol/mol = 9.9036 µmol/h
    assert convert(27.51e-10, "mol/s/cm**2", "umol/h/cm**2") == pytest.approx(9.9036)


def test_arrays_and_columns_keep_their_form_and_their_gaps() -> None:
    column = pd.Series([1.0, math.nan], index=["a", "b"], name="E")
    converted = convert(column, "V", "mV")
    assert isinstance(converted, pd.Series)
    pd.testing.assert_series_equal(converted, pd.Series([1000.0, math.nan], index=["a", "b"], name="E"))
    assert isinstance(convert(np.array([1.0, 2.0]), "V", "mV"), np.ndarray)
    assert type(convert(1, "V", "mV")) is float


@pytest.mark.parametrize("value", ["3", True, "three", [1, "x"]])
def test_what_is_no_number_is_not_converted(value: object) -> None:
    with pytest.raises(UnitError, match="expected a number"):
        convert(value, "V", "mV")


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_conversions_go_there_and_back(value: float) -> None:
    for unit, to in (("V", "mV"), ("mA/cm**2", "A/m**2"), ("degC", "K"), ("percent", "dimensionless")):
        back = convert(convert(value, unit, to), to, unit)
        assert back == pytest.approx(value, rel=1e-12, abs=1e-9)


# Constants ------------------------------------------------------------------------------------------


def test_constants_are_those_of_codata() -> None:
    assert units.constant("elementary-charge") == pytest.approx(scipy.constants.e, rel=1e-15)
    assert units.constant("avogadro-constant") == pytest.approx(scipy.constants.N_A, rel=1e-15)
    assert units.constant("boltzmann-constant") == pytest.approx(scipy.constants.k, rel=1e-15)
    assert units.constant("planck-constant") == pytest.approx(scipy.constants.h, rel=1e-15)
    assert units.constant("celsius-zero") == scipy.constants.zero_Celsius
    assert units.faraday() == pytest.approx(scipy.constants.value("Faraday constant"), rel=1e-9)
    assert units.gas_constant() == pytest.approx(scipy.constants.R, rel=1e-12)
    with pytest.raises(UnitError, match="elementary-charge"):
        units.constant("gravitation")


def test_constants_say_what_was_printed_and_where() -> None:
    frame = data.table("constants")
    assert (frame["source"] != "").all()
    for _, row in frame[frame["as_printed"] != ""].iterrows():
        # "1.602 176 634 e-19" with the blanks taken out is the number.
        assert float(row["as_printed"].replace(" ", "")) == pytest.approx(row["value"], rel=1e-15)
        assert readable(row["unit"])


# Yields and currents --------------------------------------------------------------------------------


def test_the_values_that_the_papers_print() -> None:
    # gan2024, MnO2-x: 27.51e-10 mol/s/cm² = 9.90 µmol/h/cm²
    assert harmonise(27.51e-10, "mol s⁻¹ cm⁻²", "µmol h⁻¹ cm⁻²") == pytest.approx(9.90, abs=0.005)
    # gan2024, Fe1/MoS2-x: 288.2e-6 mol / 3600 s × 5 × 96485 C/mol = 0.03862 A, cathodic
    assert harmonise(288.2, "umol/h/cm**2", "mA/cm**2", electrons=5) == pytest.approx(-38.62, abs=0.005)
    # ji2023: 88.2 mmol/h/g × 0.0005 g/cm² = 0.0441 mmol/h/cm², printed as 0.044
    area = harmonise(88.2, "mmol/h/g", "mmol/h/cm**2", loading_mg_per_cm2=0.5)
    assert area == pytest.approx(0.0441)
    assert round(float(area), 3) == 0.044
    assert harmonise(88.2, "mmol/h/g", "umol/h/cm**2", loading_mg_per_cm2=0.5) == pytest.approx(44.1)


def test_more_by_hand() -> None:
    # 1 mmol of NH3 is 17.031 mg: 2 mmol/h/g = 34.062 mg/h/g = 34.062 µg/h/mg
    assert harmonise(2, "mmol/h/g", "ug/h/mg", molar_mass_g_per_mol=17.031) == pytest.approx(34.062)
    # 34.062 µg/h/mg × 0.5 mg/cm² = 17.031 µg/h/cm² = 1 µmol/h/cm²; × 8 × 96485.33 C/mol / 3600 s = 0.21441 mA
    found = harmonise(
        34.062, "ug/h/mg", "mA/cm**2", electrons=8, loading_mg_per_cm2=0.5, molar_mass_g_per_mol=17.031
    )
    assert found == pytest.approx(-0.214412, abs=1e-6)
    # 78.6 µmol/h over 0.5 cm² is 157.2 µmol/h/cm²
    assert harmonise(78.6, "umol/h", "umol/h/cm**2", area_cm2=0.5) == pytest.approx(157.2)
    # 20 mA in all, half of it for the product, over 2 cm²: a partial 5 mA/cm²
    rate = harmonise(20, "mA", "mol/s/cm**2", electrons=1, area_cm2=2, faradaic_efficiency_percent=50)
    assert rate == pytest.approx(0.005 / 96485.33212, rel=1e-9)
    # 5 A/g × 0.0005 g/cm² = 2.5 mA/cm²; between currents the sign stays
    assert harmonise(5, "A/g", "mA/cm**2", loading_mg_per_cm2=0.5) == pytest.approx(2.5)
    assert harmonise(-5, "A/g", "mA/cm**2", loading_mg_per_cm2=0.5) == pytest.approx(-2.5)


def test_a_yield_is_a_magnitude_and_a_cathodic_current_negative() -> None:
    forth = harmonise(-24.8, "mA/cm**2", "mol/s/cm**2", electrons=2)
    assert forth == harmonise(24.8, "mA/cm**2", "mol/s/cm**2", electrons=2)
    assert float(forth) > 0
    assert harmonise(forth, "mol/s/cm**2", "mA/cm**2", electrons=2) == pytest.approx(-24.8)
    anodic = harmonise(forth, "mol/s/cm**2", "mA/cm**2", electrons=2, process="oxidation")
    assert anodic == pytest.approx(24.8)


def test_the_total_current_behind_a_yield() -> None:
    share = harmonise(1, "umol/h/cm**2", "mA/cm**2", electrons=5)
    total = harmonise(1, "umol/h/cm**2", "mA/cm**2", electrons=5, faradaic_efficiency_percent=25)
    assert total == pytest.approx(4 * share)


@given(positive, st.sampled_from(RATES), st.sampled_from(RATES))
def test_yields_and_currents_go_there_and_back(value: float, unit: str, to: str) -> None:
    there = harmonise(value, unit, to, **KNOWN)
    back = harmonise(there, to, unit, **KNOWN)
    assert abs(float(back)) == pytest.approx(value, rel=1e-9)
    currents = ("mA/cm**2", "A/g", "mA")
    assert (there < 0) == (to in currents and unit not in currents)


@given(positive, st.sampled_from(RATES), st.sampled_from(RATES), st.sampled_from(RATES))
def test_a_way_round_ends_where_the_straight_way_does(value: float, unit: str, over: str, to: str) -> None:
    straight = harmonise(value, unit, to, **KNOWN)
    round_about = harmonise(harmonise(value, unit, over, **KNOWN), over, to, **KNOWN)
    assert abs(float(round_about)) == pytest.approx(abs(float(straight)), rel=1e-9)


@given(positive, positive)
def test_more_yield_is_more_current(one: float, other: float) -> None:
    low, high = sorted((one, other))
    currents = [abs(harmonise(each, "umol/h/cm**2", "mA/cm**2", electrons=5)) for each in (low, high)]
    assert currents[0] <= currents[1]


@pytest.mark.parametrize(
    ("unit", "to", "known", "message"),
    [
        (
            "mmol/h/g",
            "mA/cm**2",
            {"electrons": 8},
            "converting mmol/h/g to mA/cm**2 needs electrons per molecule and the catalyst loading; "
            "loading not given",
        ),
        (
            "mmol/h/g",
            "mA/cm**2",
            {},
            "converting mmol/h/g to mA/cm**2 needs electrons per molecule and the catalyst loading; "
            "electrons and loading not given",
        ),
        (
            "umol/h",
            "umol/h/cm**2",
            {"loading_mg_per_cm2": 1},
            "converting umol/h to umol/h/cm**2 needs the electrode area; area not given",
        ),
        (
            "ug/h/mg",
            "umol/h/cm**2",
            {},
            "converting ug/h/mg to umol/h/cm**2 needs the molar mass and the catalyst loading; "
            "molar mass and loading not given",
        ),
        (
            "mA",
            "ug/h/mg",
            {},
            "converting mA to ug/h/mg needs electrons per molecule, the molar mass, the catalyst loading and "
            "the electrode area; electrons, molar mass, loading and area not given",
        ),
    ],
)
def test_the_missing_number_is_named(unit: str, to: str, known: dict[str, Any], message: str) -> None:
    with pytest.raises(UnitError) as raised:
        harmonise(1.0, unit, to, **known)
    assert str(raised.value) == message


def test_no_number_is_asked_for_that_is_not_needed() -> None:
    assert harmonise(1, "mmol/h/g", "umol/s/mg") == pytest.approx(1 / 3600)
    assert harmonise(1, "mmol/h/g", "ug/h/mg", molar_mass_g_per_mol=17.031) == pytest.approx(17.031)
    assert harmonise(1, "mmol/h/g", "A/g", electrons=1) == pytest.approx(-96.48533212 / 3600)


@pytest.mark.parametrize(
    "unit", ["1/h", "V", "percent", "mol/L", "arbitrary_unit/h", "wt_percent*mol/s/cm**2"]
)
def test_only_yields_and_currents_are_harmonised(unit: str) -> None:
    with pytest.raises(UnitError, match=r"expected a yield or a current|a share of the mass"):
        harmonise(1, unit, "umol/h/cm**2")


def test_a_turnover_frequency_is_told_from_a_mass_per_mass() -> None:
    with pytest.raises(UnitError, match="sites"):
        harmonise(1067, "1/h", "ug/h/mg")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"electrons": 0},
        {"electrons": -2},
        {"electrons": math.nan},
        {"electrons": math.inf},
        {"electrons": "two"},
        {"loading_mg_per_cm2": -0.5},
        {"loading_mg_per_cm2": 0},
        {"faradaic_efficiency_percent": 0},
        {"faradaic_efficiency_percent": 101},
        {"faradaic_efficiency_percent": -1},
        {"process": "reducing"},
        {"value": -1},
        {"value": math.nan},
        {"value": None},
        {"value": "1"},
    ],
)
def test_nonsense_is_refused(nonsense: dict[str, object]) -> None:
    sound: dict[str, Any] = {
        "value": 1.0,
        "unit": "mmol/h/g",
        "to": "mA/cm**2",
        "electrons": 8,
        "loading_mg_per_cm2": 0.5,
    }
    harmonise(**sound)
    with pytest.raises(UnitError, match=r"found|not given"):
        harmonise(**(sound | nonsense))


def test_between_currents_a_faradaic_efficiency_is_ambiguous() -> None:
    with pytest.raises(UnitError, match="which is the total"):
        harmonise(1, "A/g", "mA/cm**2", loading_mg_per_cm2=1, faradaic_efficiency_percent=50)


def test_columns_are_harmonised_row_by_row() -> None:
    yields = pd.Series([88.2, 10.0], index=["a", "b"])
    loading = pd.Series([0.5, 2.0], index=["a", "b"])
    found: Any = harmonise(yields, "mmol/h/g", "umol/h/cm**2", loading_mg_per_cm2=loading)
    # 88.2 × 0.5 = 44.1 and 10 × 2 = 20
    assert found.to_list() == pytest.approx([44.1, 20.0])
    assert list(found.index) == ["a", "b"]

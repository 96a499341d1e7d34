"""Equations are read as they are printed, their faults named, and potentials agree with hand arithmetic."""

import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.reactions import (
    ReactionError,
    Species,
    add,
    balance,
    electrons,
    format_equation,
    parse,
    standard_potential,
)
from reviewhelpers.dataset import data

# Equations 1 to 4 of gan2024, character for character.
GAN = (
    "NO g( ) → NO ads( ) (1)",
    "NO ads( ) + e- → NOH ads( ) (2)",
    "NOH ads( ) + e- +H +→ NH2O ads( ) (3)",
    "NH2O ads( ) + 3e- + 3H +→ NH3 +H2O (4)",
)
FARADAY = 96485.33212  # C/mol, CODATA 2022


# Reading --------------------------------------------------------------------------------------------


def test_the_equations_of_gan2024_are_read_through_their_damage() -> None:
    assert [str(parse(text)) for text in GAN] == [
        "NO(g) -> NO(ads)",
        "NO(ads) + e- -> NOH(ads)",
        "NOH(ads) + e- + H+ -> NH2O(ads)",
        "NH2O(ads) + 3 e- + 3 H+ -> NH3 + H2O",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "CO2 + 2H+ + 2e- → CO + H2O",
        "CO₂ + 2H⁺ + 2e⁻ → CO + H₂O",
        "CO2+2H++2e-->CO+H2O",
        "CO2 + 2 H + + 2 e - -> CO + H2O",
        "CO2 + 2(H+ + e-) = CO + H2O",
        "CO2 + 2 H^+ + 2 e^- ⇌ CO + H2O",
        "CO2 + 2H+ + 2e− ⟶ CO + H2O",
        "CO2 + 2H+ + 2e– => CO + H2O",
        "CO2 + 2H+ + 2e- --> CO + H2O (12)",
        "CO<sub>2</sub> + 2H<sup>+</sup> + 2e<sup>-</sup> → CO + H<sub>2</sub>O",
        r"$\text{CO}_2 + 2\text{H}^+ + 2e^- \rightarrow \text{CO} + \text{H}_2\text{O}$",
        "CO2 + H+ + H+ + 2e → CO + H2O",
    ],
)
def test_one_reaction_in_many_spellings(printed: str) -> None:
    assert str(parse(printed)) == "CO2 + 2 H+ + 2 e- -> CO + H2O"


@pytest.mark.parametrize(
    ("printed", "species"),
    [
        ("*CO", Species("CO", 0, "ads")),
        ("CO*", Species("CO", 0, "ads")),
        ("$^*CO", Species("CO", 0, "ads")),
        ("CO(ads)", Species("CO", 0, "ads")),
        ("CO_ads", Species("CO", 0, "ads")),
        ("CO ads( )", Species("CO", 0, "ads")),
        ("*CO2-", Species("CO2", -1, "ads")),
        ("*", Species("")),
        ("NO3-", Species("NO3", -1)),
        ("NO₃⁻(aq)", Species("NO3", -1, "aq")),
        ("CO3^2-(aq)", Species("CO3", -2, "aq")),
        ("CO₃²⁻", Species("CO3", -2)),
        ("CO3-2", Species("CO3", -2)),
        ("Cu²⁺ (aq)", Species("Cu", 2, "aq")),
        ("Cu++", Species("Cu", 2)),
        ("NH4 +", Species("NH4", 1)),
        ("Cl-", Species("Cl", -1)),
        ("e-", Species("e", -1)),
        ("e", Species("e", -1)),
        ("C2H5OH(l)", Species("C2H5OH", 0, "l")),
        ("[Cu(OH)4]^2-", Species("[Cu(OH)4]", -2)),
        ("O2^-", Species("O2", -1)),
    ],
)
def test_one_species_in_many_spellings(printed: str, species: Species) -> None:
    assert parse(f"{printed} -> H2").left == ((species, Fraction(1)),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("CO2 + 2 H+ + 2 e-", "0 arrows"),
        ("*NO3 → *NO2 → *NO", "2 arrows"),
        ("CO2 → ", "''"),
        ("CO2 + → CO", "''"),
        ("CO2 → CO +  + H2O", "''"),
        ("Xx2 → CO", "'Xx2'"),
        ("co2 → CO", "'co2'"),
        ("CO2−• → CO", "•"),
        ("hν → e-", "hν"),
        ("Cu2+ + 2 e- → Cu", "Cu^2+"),
        ("SO42- → S", "two ways"),
        ("*CO(g) → CO", "star or a state"),
        ("0 CO → CO", "above zero"),
        ("1/0 CO → CO", "above zero"),
        ("Cu^+- → Cu", "one sign"),
        ("", "0 arrows"),
        (None, "None"),
        (7, "7"),
    ],
)
def test_what_cannot_be_read_is_named(text: object, named: str) -> None:
    with pytest.raises(ReactionError) as raised:
        parse(text)  # type: ignore[arg-type]
    assert named in str(raised.value)


SPECIES = (
    *(
        "CO2(g)",
        "*CO",
        "*",
        "H+",
        "e-",
        "H2O(l)",
        "NO3-(aq)",
        "CO3^2-(aq)",
        "NH4+",
        "*NH2OH",
        "C2H5OH(l)",
        "O2^-",
    ),
    *("Cu^2+(aq)", "Hg2^2+", "[Cu(OH)4]^2-", "N2", "OH-"),
)
species_text = st.sampled_from(SPECIES)
number_text = st.sampled_from(["", "2 ", "12", "1/2 ", "0.5 "])
side_text = st.lists(st.tuples(number_text, species_text).map("".join), min_size=1, max_size=4).map(
    " + ".join
)
equation_text = st.tuples(side_text, side_text).map(" -> ".join)


@given(equation_text)
def test_an_equation_written_out_is_read_as_itself(text: str) -> None:
    read = parse(text)
    assert parse(str(read)) == read
    assert parse(format_equation(read)) == read


@given(st.text(alphabet="CHNOe0123456789+-−*()^ →=>gaqdsl₂⁺⁻½/.", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse(text)
    except ReactionError:
        return
    assert parse(str(read)) == read


def test_an_arrow_behind_a_minus_leaves_the_charge() -> None:
    assert parse("Cl-->Cl+e-") == parse("Cl- → Cl + e-")
    assert parse("CO2 --> CO") == parse("CO2 → CO")


def test_a_half_is_a_coefficient() -> None:
    assert str(parse("½N₂ + 3 H+ + 3 e- -> NH3")) == "1/2 N2 + 3 H+ + 3 e- -> NH3"


def test_pretty() -> None:
    assert format_equation("CO3^2-(aq) + 1/2 O2 -> *CO + Cu^2+") == "CO₃²⁻(aq) + 1/2 O₂ → CO(ads) + Cu²⁺"


def test_chempy_is_not_imported_before_a_formula_is_read() -> None:
    code = "import sys; import reviewhelpers.chemistry.reactions; assert 'chempy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=data.ROOT / "src")


# Balancing and adding -------------------------------------------------------------------------------


def test_only_equation_2_of_gan2024_does_not_balance() -> None:
    found = [balance(text) for text in GAN]
    assert [each.balanced for each in found] == [True, False, True, True]
    assert [each.missing for each in found] == ["", "1 H+ on the left", "", ""]
    assert found[1].atoms == {"N": 0, "O": 0, "H": -1}
    # Left: one electron, charge −1; right: 0.
    assert found[1].charge == -1
    assert [each.electrons for each in found] == [0, 1, 1, 3]


def test_the_sum_of_gan2024_lacks_that_proton_and_is_else_the_whole() -> None:
    total = add(GAN)
    assert str(total) == "NO(g) + 5 e- + 4 H+ -> NH3 + H2O"
    assert balance(total).missing == "1 H+ on the left"
    mended = add([GAN[0], "NO ads( ) + e- + H+ → NOH ads( )", *GAN[2:]])
    whole = parse("NO(g) + 5 H+ + 5 e- -> NH3 + H2O")
    assert mended.change == whole.change


@pytest.mark.parametrize(
    ("equation", "missing"),
    [
        ("NO3- + 2 H+ + 2 e- -> NO2-", "1 H2O on the right"),
        ("NO3- -> NH3", "3 H2O on the right, 9 H+ on the left, 8 e- on the left"),
        ("CO2 -> CO", "1 H2O on the right, 2 H+ on the left, 2 e- on the left"),
        ("H+ -> H2", "1 H+ on the left, 2 e- on the left"),
        ("Cu^2+ -> Cu", "2 e- on the left"),
        ("CO -> CO2", "1 H2O on the left, 2 H+ on the right, 2 e- on the right"),
        ("2 CO2 -> CO", "1 C on the right, 3 O on the right"),
        ("N2 -> NO3-", "1 N on the right, 3 O on the left, 1 positive charge on the right"),
        ("1/2 H2 -> e-", "1 H+ on the right"),
    ],
)
def test_what_is_missing_is_named(equation: str, missing: str) -> None:
    found = balance(equation)
    assert not found.balanced
    assert found.missing == missing


@given(equation_text)
def test_what_is_named_as_missing_balances_the_equation(text: str) -> None:
    found = balance(text)
    assert found.balanced == (not found.missing)
    added: dict[str, list[str]] = {"left": [], "right": []}
    for part in found.missing.split(", ") if found.missing else []:
        what, side = part.split(" on the ")
        added[side].append(what)
    if all(what.endswith((" H2O", " H+", " e-")) for side in added.values() for what in side):
        left, right = str(found.reaction).split(" -> ")
        mended = " -> ".join(" + ".join(each) for each in ([left, *added["left"]], [right, *added["right"]]))
        assert balance(mended).balanced


def test_a_site_counts_as_nothing() -> None:
    assert balance("CO2 + * + H+ + e- -> *COOH").balanced
    assert balance("CO2 + H+ + e- -> *COOH").balanced


def test_electrons_of_a_reduction_and_of_an_oxidation() -> None:
    assert electrons("NO3- + 9 H+ + 8 e- -> NH3 + 3 H2O") == 8
    assert electrons("2 H2O -> O2 + 4 H+ + 4 e-") == -4
    assert electrons("*CO -> CO") == 0
    with pytest.raises(ReactionError, match="1/2 electrons"):
        electrons("1/2 H+ + 1/2 e- -> 1/4 H2")


def test_only_what_agrees_in_state_cancels() -> None:
    assert str(add(["*CO -> CO(g)", "CO(aq) -> CO2"])) == "CO(ads) + CO(aq) -> CO(g) + CO2"
    assert str(add(["NO(g) -> *NO", "NO(ads) -> NO(aq)"])) == "NO(g) -> NO(aq)"
    with pytest.raises(ReactionError, match="nothing on one side"):
        add(["*CO -> CO(g)", "CO(g) -> CO*"])
    with pytest.raises(ReactionError, match="nothing on one side"):
        add([])


@given(st.lists(equation_text, min_size=1, max_size=4))
def test_the_order_of_the_steps_does_not_matter(texts: list[str]) -> None:
    try:
        total = add(texts)
    except ReactionError:
        return
    assert add(reversed(texts)).change == total.change
    differences = [balance(text) for text in texts]
    for element in balance(total).atoms:
        assert balance(total).atoms[element] == sum(each.atoms.get(element, 0) for each in differences)


def test_molar_masses() -> None:
    # Standard atomic weights: 14.007 + 3 × 1.008 and 12.011 + 2 × 15.999
    assert reactions.molar_mass("NH3") == pytest.approx(17.031, abs=1e-3)
    assert reactions.molar_mass("CO2") == pytest.approx(44.009, abs=1e-3)
    with pytest.raises(ReactionError, match="formula"):
        reactions.molar_mass("Xx")


# Half-reactions of the package ----------------------------------------------------------------------


def test_every_half_reaction_balances_with_the_electrons_it_states() -> None:
    frame = data.table("half_reactions")
    assert len(frame) > 20
    for _, row in frame.iterrows():
        found = balance(row["equation"])
        assert found.balanced, (row["id"], found.missing)
        assert found.electrons == row["electrons"], row["id"]
        assert str(parse(row["equation"])) == row["equation"]
        assert row["id"] == row["product"].replace("_", "-")
        reactants = {str(Species(each.formula, each.charge)) for each, _ in parse(row["equation"]).left}
        assert row["reactant"] in reactants
        # The note says in words whether H+ and e- are equal in number.
        assert (
            row["note"].lower().find("as many h+ as e-") >= 0
            or reactions.proton_balance(row["equation"]) != 1
        )


def test_every_species_of_the_half_reactions_has_one_formation_energy() -> None:
    frame = data.table("formation")
    species = [str(parse(f"{text} -> H2").left[0][0]) for text in frame["species"]]
    assert species == frame["species"].to_list()
    assert len(set(species)) == len(species)
    for equation in data.table("half_reactions")["equation"]:
        standard_potential(equation)


def test_formation_energies_are_what_was_printed() -> None:
    frame = data.table("formation")
    printed = frame[frame["as_printed"] != ""]
    assert (printed["as_printed"].astype(float) == printed["value"]).all()
    assert (frame.loc[frame["as_printed"] == "", "value"] == 0).all()
    assert (frame["unit"] == "J/mol").all()
    assert (frame["source"] != "").all()
    assert (frame["locator"] != "").all()


# Potentials -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("product", "gibbs", "charges"),
    [
        # CO + H2O − CO2: −137.2 − 237.1 + 394.4 = +20.1 kJ/mol
        ("co", 20_100, 2),
        # HCOO⁻ − CO2 − H⁺: −351.0 + 394.4 − 0 = +43.4
        ("formate", 43_400, 2),
        # CH3OH + H2O − CO2: −166.6 − 237.1 + 394.4 = −9.3
        ("methanol", -9_300, 6),
        # CH4 + 2 H2O − CO2: −50.5 − 474.2 + 394.4 = −130.3
        ("methane", -130_300, 8),
        # C2H4 + 4 H2O − 2 CO2: 68.4 − 948.4 + 788.8 = −91.2
        ("ethylene", -91_200, 12),
        # C2H5OH + 3 H2O − 2 CO2: −174.8 − 711.3 + 788.8 = −97.3
        ("ethanol", -97_300, 12),
        # CH3COO⁻ + 2 H2O − 2 CO2: −369.3 − 474.2 + 788.8 = −54.7
        ("acetate", -54_700, 8),
        # NH3 + H2O − NO: −16.4 − 237.1 − 87.6 = −341.1
        ("ammonia_from_no", -341_100, 5),
        # NH4⁺ + H2O − NO: −79.3 − 237.1 − 87.6 = −404.0
        ("ammonium_from_no", -404_000, 5),
        # NO2⁻ + H2O − NO3⁻: −32.2 − 237.1 + 111.3 = −158.0
        ("nitrite_from_nitrate", -158_000, 2),
        # NH3 + 3 H2O − NO3⁻: −16.4 − 711.3 + 111.3 = −616.4
        ("ammonia_from_nitrate", -616_400, 8),
        # NH4⁺ + 3 H2O − NO3⁻: −79.3 − 711.3 + 111.3 = −679.3
        ("ammonium_from_nitrate", -679_300, 8),
        # 2 H2O: −474.2
        ("water_from_oxygen", -474_200, 4),
        ("hydrogen", 0, 2),
    ],
)
def test_standard_potentials_by_hand(product: str, gibbs: float, charges: int) -> None:
    equation = data.table("half_reactions").set_index("product").loc[product, "equation"]
    found = standard_potential(equation)
    assert found.gibbs_energy_J_per_mol == pytest.approx(gibbs, abs=1e-6)
    assert found.electrons == charges
    assert float(found) == found.value_V == pytest.approx(-gibbs / (charges * FARADAY), abs=1e-9)


def test_familiar_potentials() -> None:
    # −20100 / (2 × 96485.33) = −0.10416; 474200 / (4 × 96485.33) = 1.22868; 616400 / (8 × 96485.33) = 0.79857
    for equation, volts in (
        ("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O(l)", -0.10416),
        ("O2(g) + 4 H+ + 4 e- -> 2 H2O(l)", 1.22868),
        ("NO3- + 9 H+ + 8 e- -> NH3(g) + 3 H2O(l)", 0.79857),
    ):
        assert float(standard_potential(equation)) == pytest.approx(volts, abs=1e-5)


def test_the_rows_used_are_those_of_the_equation() -> None:
    found = standard_potential("CO2(g) + H+ + 2 e- -> HCOO-")
    assert set(found.rows) == {"carbon-dioxide-gas", "hydrogen-ion-aqueous", "electron", "formate-aqueous"}
    frame = data.table("formation").set_index("id")
    # −1 CO2 − 1 H⁺ − 2 e⁻ + 1 HCOO⁻
    gibbs = frame.loc["formate-aqueous", "value"] - frame.loc["carbon-dioxide-gas", "value"]
    assert found.gibbs_energy_J_per_mol == gibbs


def test_an_oxidation_and_a_multiple_have_the_potential_of_the_couple() -> None:
    one = standard_potential("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O(l)").value_V
    assert standard_potential("CO(g) + H2O(l) -> CO2(g) + 2 H+ + 2 e-").value_V == pytest.approx(one)
    assert standard_potential("3 CO2(g) + 6 H+ + 6 e- -> 3 CO(g) + 3 H2O(l)").value_V == pytest.approx(one)
    hydrogen = standard_potential("2 H+ + 2 e- -> H2(g)")
    assert str(hydrogen.value_V) == "0.0"


@pytest.mark.parametrize(
    ("equation", "message"),
    [
        ("NO(g) + 3 H+ + 3 e- -> NH2OH(aq)", r"no formation energy of NH2OH\(aq\)"),
        ("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O", r"no formation energy of H2O,.*H2O\(l\) and H2O\(g\)"),
        ("*CO + 6 H+ + 6 e- -> CH4(g) + H2O(l)", r"no formation energy of CO\(ads\)"),
        ("CO2(g) + 2 e- -> CO(g) + H2O(l)", r"lacks 2 H\+ on the left"),
        ("CO(g) -> CO(g)", "no electrons"),
    ],
)
def test_what_stands_in_the_way_of_a_potential_is_named(equation: str, message: str) -> None:
    with pytest.raises(ReactionError, match=message):
        standard_potential(equation)


@pytest.mark.parametrize(
    ("product", "gibbs", "charges"),
    [
        # HCOO⁻ − CO2 = −351000 + 394400 = +43400; the proton taken up: 5708.005 × 3.75 = 21405.0
        ("formic_acid", 43_400 - 21_405.0, 2),
        # HCHO(g) + H2O − CO2 = +54800; dissolved: 32 mol/m³/Pa = 3200 mol/L/bar,
        # 8.314462618 × 298.15 × ln 3200 = 2478.957 × 8.070906 = 20007.4
        ("formaldehyde", 54_800 - 20_007.4, 4),
    ],
)
def test_potentials_of_what_is_dissolved_by_hand(product: str, gibbs: float, charges: int) -> None:
    equation = data.table("half_reactions").set_index("product").loc[product, "equation"]
    found = standard_potential(equation)
    assert found.gibbs_energy_J_per_mol == pytest.approx(gibbs, abs=0.1)
    assert found.value_V == pytest.approx(-gibbs / (charges * FARADAY), abs=1e-6)


def test_an_acid_and_its_anion_cross_where_the_ph_is_the_exponent_of_the_acid() -> None:
    acid, anion = (
        data.table("half_reactions").set_index("product").loc[name, "equation"]
        for name in ("formic_acid", "formate")
    )
    exponent = data.table("solution").loc["formic-acid-dissolved", "value"]
    assert reactions.potential(acid, exponent) == pytest.approx(reactions.potential(anion, exponent))
    assert reactions.potential(acid, exponent - 1) > reactions.potential(anion, exponent - 1)
    assert reactions.potential(acid, exponent + 1) < reactions.potential(anion, exponent + 1)


def test_what_is_dissolved_is_reached_from_a_species_of_the_table() -> None:
    frame = data.table("solution")
    assert frame["from_species"].isin(data.table("formation")["species"]).all()
    assert not frame["species"].isin(data.table("formation")["species"]).any()
    assert frame["species"].str.endswith("(aq)").all()


def test_the_nernst_slope() -> None:
    # 8.314462618 × 298.15 × 2.302585093 / 96485.33212 = 5708.005 / 96485.33212 = 0.0591593
    assert reactions.nernst_slope() == pytest.approx(0.0591593, abs=1e-7)
    assert reactions.nernst_slope(50) / reactions.nernst_slope() == pytest.approx(323.15 / 298.15)
    with pytest.raises(ReactionError, match="absolute zero"):
        reactions.nernst_slope(-273.15)


def test_acid_and_alkaline_spelling_have_one_potential() -> None:
    pairs = (
        ("CO2(g) + 2 H+ + 2 e- -> CO(g) + H2O(l)", "CO2(g) + H2O(l) + 2 e- -> CO(g) + 2 OH-"),
        ("CO2(g) + H+ + 2 e- -> HCOO-", "CO2(g) + H2O(l) + 2 e- -> HCOO- + OH-"),
        ("NO3- + 9 H+ + 8 e- -> NH3(g) + 3 H2O(l)", "NO3- + 6 H2O(l) + 8 e- -> NH3(g) + 9 OH-"),
    )
    for acid, alkaline in pairs:
        assert reactions.proton_balance(acid) == reactions.proton_balance(alkaline)
        for pH in (0.0, 7.0, 14.0):  # noqa: N806
            assert reactions.potential(acid, pH) == pytest.approx(
                reactions.potential(alkaline, pH), abs=1e-12
            )


def test_an_alkaline_standard_potential_holds_at_the_ph_of_one_hydroxide() -> None:
    alkaline = "CO2(g) + H2O(l) + 2 e- -> CO(g) + 2 OH-"
    # OH⁻ + H⁺ − H2O: −157.2 + 0 + 237.1 = 79.9 kJ/mol; over RT ln 10 = 5.70801 kJ/mol it is pKw = 13.998
    at_one_molar = 79_900 / (8.314462618 * 298.15 * np.log(10))
    assert at_one_molar == pytest.approx(13.998, abs=1e-3)
    found = reactions.potential(alkaline, at_one_molar)
    assert found == pytest.approx(float(standard_potential(alkaline)), abs=1e-9)


def test_potentials_at_a_ph_by_hand() -> None:
    # Formate: −43400/(2 × 96485.33) = −0.22490; at pH 7 less 0.0591593 × (1/2) × 7 = 0.20706: −0.43196
    equation = "CO2(g) + H+ + 2 e- -> HCOO-"
    assert reactions.potential(equation, 7.0) == pytest.approx(-0.43196, abs=1e-5)
    found = reactions.potential(equation, np.array([0.0, 7.0]))
    assert found == pytest.approx([-0.22490, -0.43196], abs=1e-5)
    with pytest.raises(ReactionError, match="pH: not given"):
        reactions.potential(equation, None)


@pytest.mark.parametrize(
    ("short", "whole", "taken_up"),
    [
        ("*NO3 -> *NO2", "*NO3 + 2 H+ + 2 e- -> *NO2 + H2O", 2),
        ("*NO -> *NHO", "*NO + H+ + e- -> *NHO", 1),
        ("*NH2OH -> *NH2", "*NH2OH + H+ + e- -> *NH2 + H2O", 1),
        # Taking up oxygen gives electrons away.
        ("*NH -> *NOH", "*NH + H2O -> *NOH + 2 H+ + 2 e-", -2),
        ("*CO -> CO(g)", "*CO -> CO(g)", 0),
    ],
)
def test_a_shorthand_is_completed(short: str, whole: str, taken_up: int) -> None:
    found = reactions.complete(short)
    assert reactions.balance(found).balanced
    assert found.change == reactions.parse(whole).change
    assert reactions.electrons(found) == taken_up


def test_a_shorthand_with_other_atoms_is_refused() -> None:
    with pytest.raises(reactions.ReactionError, match="unlike numbers of N"):
        reactions.complete("*NO -> *O")

"""Lengths and cells behind the structure models: each has a work, a unit and a size that can be."""

from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest

from reviewhelpers.chemistry import units
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.validation import package_rules, quote_agreement

LENGTHS = data.table("lengths")
RADII = data.table("elements").set_index("symbol")["covalent_radius"]
IDEAL_RATIO, IDEAL_U = math.sqrt(8 / 3), 3 / 8
"""Of wurtzite built from regular tetrahedra."""


def value(id: str) -> float:
    return float(LENGTHS.loc[id, "value"])


def radius(element: str) -> float:
    return float(RADII[element])


def test_every_row_has_a_work_and_says_what_of_it_was_seen() -> None:
    works = bibliography.read()
    assert set(LENGTHS["cite"]) <= set(works)
    assert LENGTHS["as_seen"].str.len().min() > 0
    # Where no place can be named the work is one that others cite for the number, which the note says.
    assert (LENGTHS.loc[LENGTHS["url"] == "", "note"] != "").all()
    assert not LENGTHS.duplicated(["subject", "quantity"]).any()


def test_each_quantity_has_the_unit_of_the_vocabulary() -> None:
    vocabulary = data.table("quantities")["unit"]
    for row in LENGTHS.itertuples():
        assert units.readable(row.unit)
        assert row.unit == vocabulary[row.quantity], row.id


def test_the_number_is_the_one_seen_or_the_reading_says_how_it_follows() -> None:
    for _, row in LENGTHS.iterrows():
        cells = {column: str(cell) for column, cell in row.items()}
        assert list(quote_agreement.of_length(cells)) == [], row["id"]


@pytest.mark.parametrize(
    ("changed", "columns"),
    [
        ({"value": "14.2"}, ["value"]),
        ({"basis": "derived"}, ["reading"]),
        ({"basis": "derived", "reading": "half of it"}, []),
        ({"value": "1.42"}, []),
    ],
)
def test_a_length_unlike_what_was_seen_is_reported(changed: dict[str, str], columns: list[str]) -> None:
    row = {"value": "1.42", "as_seen": "a = 1.42 Å", "basis": "measured", "reading": ""} | changed
    assert [column for column, *_ in quote_agreement.of_length(row)] == columns


@pytest.mark.parametrize(
    ("column", "wrong", "reported"),
    [
        ("value", "24.64", "value"),
        ("value", "0.2464", "value"),
        ("value", "2.646", "value"),
        ("unit", "nm", "value"),
        ("unit", "degree", "unit"),
    ],
)
def test_the_check_reports_a_cell_that_cannot_be(column: str, wrong: str, reported: str) -> None:
    tables = {
        name: [list(frame.columns), *frame.astype(str).to_numpy().tolist()]
        for name in ("quantities", "lengths")
        for frame in [data.table(name).replace({float("nan"): ""})]
    }
    lines = tables["lengths"]
    at = next(number for number, row in enumerate(lines) if row[0] == "len-graphite-a")
    lines[at][lines[0].index(column)] = wrong
    faults = package_rules.faults(tables, bibliography.REFERENCES, complete=False)
    assert [(fault.row, fault.column) for fault in faults if fault.file == "data/lengths.csv"] == [
        (at + 1, reported)
    ]


def test_bonds_of_metal_and_nitrogen_are_near_the_sum_of_radii() -> None:
    rows = LENGTHS[LENGTHS["id"].str.match("len-mn4-[a-z]+-n$")]
    metals = {subject.split("–")[0] for subject in rows["subject"]}
    assert metals >= {"Mn", "Fe", "Co", "Ni", "Cu", "Zn"}
    for row in rows.itertuples():
        metal = row.subject.split("–")[0]
        assert row.value == pytest.approx(radius(metal) + radius("N"), abs=0.12), row.id


DERIVED = {
    "len-carbon-cn": lambda: radius("C") + radius("N"),
    "len-carbon-cb": lambda: radius("C") + radius("B"),
    "len-carbon-cp": lambda: radius("C") + radius("P"),
    "len-carbon-cs": lambda: radius("C") + radius("S"),
    "len-mn4-mn-n": lambda: radius("Mn") + radius("N"),
    "len-indium-sulfur": lambda: radius("In") + radius("S"),
    "len-mno2-u": lambda: value("len-sno2-u"),
    "len-zns-wurtzite-zns": lambda: value("len-zns-wurtzite-u") * value("len-zns-wurtzite-c"),
    "len-zns-zns": lambda: value("len-zns-zincblende-a") * math.sqrt(3) / 4,
    "len-graphite-cc": lambda: value("len-graphite-a") / math.sqrt(3),
    "len-graphite-interlayer": lambda: value("len-graphite-c") / 2,
    "len-cu-cucu": lambda: value("len-cu-a") / math.sqrt(2),
    "len-cos-c": lambda: 4 * math.sqrt(value("len-cos-cos") ** 2 - value("len-cos-a") ** 2 / 3),
    "len-mos2-mos": lambda: bond("mos2", (0.75 - value("len-mos2-z")) * value("len-mos2-c")),
    "len-sns2-sns": lambda: bond("sns2", value("len-sns2-c") / 4),
    "len-tio2-anatase-tio": lambda: value("len-tio2-anatase-u") * value("len-tio2-anatase-c"),
    "len-tio2-anatase-tio-equatorial": lambda: math.hypot(
        value("len-tio2-anatase-a") / 2, (0.25 - value("len-tio2-anatase-u")) * value("len-tio2-anatase-c")
    ),
}


def bond(name: str, height: float) -> float:
    """Length of a bond from a place of three-fold symmetry to the next one, some height above it."""
    return math.hypot(value(f"len-{name}-a") / math.sqrt(3), height)


def test_every_derived_row_follows_from_others() -> None:
    derived = LENGTHS[LENGTHS["basis"] == "derived"]
    assert set(derived["id"]) == set(DERIVED)
    for row in derived.itertuples():
        assert row.value == pytest.approx(DERIVED[row.id](), abs=6e-5), row.id


def test_graphene_has_the_bond_of_graphite() -> None:
    assert value("len-graphene-cc") == pytest.approx(value("len-graphite-cc"), abs=0.01)
    assert 3.3 < value("len-graphite-interlayer") < 3.4


@pytest.mark.parametrize("name", ["zno", "zns-wurtzite"])
def test_wurtzites_are_close_to_the_ideal_one(name: str) -> None:
    ratio, u = value(f"len-{name}-c") / value(f"len-{name}-a"), value(f"len-{name}-u")
    assert ratio == pytest.approx(IDEAL_RATIO, abs=0.04)
    assert u == pytest.approx(IDEAL_U, abs=0.01)
    # A flatter cell lifts the atom so that the four bonds stay alike.
    assert (ratio < IDEAL_RATIO) == (u > IDEAL_U) or abs(u - IDEAL_U) < 1e-3


def test_both_forms_of_zinc_sulfide_have_one_bond_length() -> None:
    along_c = value("len-zns-wurtzite-u") * value("len-zns-wurtzite-c")
    assert along_c == pytest.approx(value("len-zns-zns"), abs=0.02)


def test_tin_has_the_bond_that_its_cell_gives() -> None:
    in_plane = math.sqrt(2) * value("len-sno2-u") * value("len-sno2-a")
    assert value("len-sno2-sno") == pytest.approx(in_plane, abs=1e-3)


@pytest.mark.parametrize("name", ["sno2", "mno2"])
def test_rutiles_are_flat_and_have_six_bonds_of_one_kind(name: str) -> None:
    a, c, u = (value(f"len-{name}-{edge}") for edge in "acu")
    assert 0.6 < c / a < 0.7
    in_plane, other = math.sqrt(2) * u * a, math.hypot(math.sqrt(2) * (0.5 - u) * a, c / 2)
    assert in_plane == pytest.approx(other, rel=0.03)


def test_titanium_of_the_framework_has_the_bonds_of_the_oxide() -> None:
    oxide = [value("len-tio2-anatase-tio"), *[value("len-tio2-anatase-tio-equatorial")] * 2]
    assert value("len-mil125-tio") == pytest.approx(sum(oxide) / 3, abs=0.03)
    # Two octahedra that share an edge are closer than two that share a corner, and a straight bridge is the limit.
    edge, corner = value("len-mil125-titi-edge"), value("len-mil125-titi-corner")
    assert edge < corner < 2 * value("len-mil125-tio-bridge")


def test_bismuth_has_bilayers() -> None:
    a, c, z = (value(f"len-bi-{name}") for name in "acz")
    in_layer = math.hypot(a / math.sqrt(3), (2 * z - 1 / 3) * c)
    between = math.hypot(a / math.sqrt(3), (2 / 3 - 2 * z) * c)
    assert 2.9 < in_layer < between < 3.7


def test_more_bonds_are_shorter() -> None:
    chains = [
        ("len-co-co", "len-co2-co", "len-hcooh-c-double-o", "len-hcooh-c-o"),
        ("len-no-no", "len-nitrate-no", "len-pyridine-n-oxide-no"),
        ("len-pyridine-cn", "len-pyrrole-cn", "len-carbon-cn"),
    ]
    for chain in chains:
        for shorter, longer in itertools.pairwise(chain):
            assert value(shorter) < value(longer)


def test_bonds_to_hydrogen_are_the_shortest() -> None:
    bonds = LENGTHS[LENGTHS["quantity"] == "bond_length"]
    to_hydrogen = bonds["subject"].str.match(r"[CNO]–H ")
    assert isinstance(to_hydrogen, pd.Series)
    assert to_hydrogen.sum() > 5
    assert bonds.loc[to_hydrogen, "value"].between(0.94, 1.14).all()
    assert bonds.loc[~to_hydrogen, "value"].min() > 1.1

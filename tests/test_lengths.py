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
IDEAL_RATIO, IDEAL_U = math.sqrt(8 / 3), 3 / 8
"""Of wurtzite built from regular tetrahedra."""

RADII = {
    "C": "carbon",
    "N": "nitrogen",
    "Co": "cobalt",
    "Ni": "nickel",
    "Cu": "copper",
    "Zn": "zinc",
}


def value(id: str) -> float:
    return float(LENGTHS.loc[id, "value"])


def radius(element: str) -> float:
    return value(f"len-radius-{RADII[element]}")


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
    rows = LENGTHS[LENGTHS["id"].str.startswith("len-mn4-")]
    assert len(rows) > 3
    for row in rows.itertuples():
        metal = row.subject.split("–")[0]
        if metal in RADII:
            assert row.value == pytest.approx(radius(metal) + radius("N"), abs=0.12), row.id


def test_derived_sums_are_those_of_the_radii() -> None:
    for element, partner in (("n", "nitrogen"), ("b", "boron"), ("p", "phosphorus"), ("s", "sulfur")):
        total = radius("C") + value(f"len-radius-{partner}")
        assert value(f"len-carbon-c{element}") == pytest.approx(total, abs=1e-9)


def test_graphite_agrees_with_graphene_and_with_itself() -> None:
    assert value("len-graphite-cc") == pytest.approx(value("len-graphite-a") / math.sqrt(3), abs=1e-4)
    assert value("len-graphite-cc") == pytest.approx(value("len-graphene-cc"), abs=0.01)
    assert value("len-graphite-interlayer") == pytest.approx(value("len-graphite-c") / 2, abs=1e-9)


@pytest.mark.parametrize("name", ["zno", "zns-wurtzite"])
def test_wurtzites_are_close_to_the_ideal_one(name: str) -> None:
    ratio, u = value(f"len-{name}-c") / value(f"len-{name}-a"), value(f"len-{name}-u")
    assert ratio == pytest.approx(IDEAL_RATIO, abs=0.04)
    assert u == pytest.approx(IDEAL_U, abs=0.01)
    # A flatter cell lifts the atom so that the four bonds stay alike.
    assert (ratio < IDEAL_RATIO) == (u > IDEAL_U) or abs(u - IDEAL_U) < 1e-3


def test_both_forms_of_zinc_sulfide_have_one_bond_length() -> None:
    blende = value("len-zns-zincblende-a") * math.sqrt(3) / 4
    assert value("len-zns-wurtzite-u") * value("len-zns-wurtzite-c") == pytest.approx(blende, abs=0.02)


def test_cells_give_the_bonds_that_stand_beside_them() -> None:
    a, c = value("len-mos2-a"), value("len-mos2-c")
    assert value("len-mos2-mos") == pytest.approx(
        math.hypot(a / math.sqrt(3), (0.75 - value("len-mos2-z")) * c), abs=1e-4
    )
    a, c = value("len-cos-a"), value("len-cos-c")
    assert value("len-cos-cos") == pytest.approx(math.hypot(a / math.sqrt(3), c / 4), abs=1e-4)
    a, c, u = (value(f"len-tio2-anatase-{name}") for name in "acu")
    assert value("len-tio2-anatase-tio") == pytest.approx(u * c, abs=1e-4)
    assert value("len-tio2-anatase-tio-equatorial") == pytest.approx(
        math.hypot(a / 2, (0.25 - u) * c), abs=1e-4
    )
    a, u = value("len-sno2-a"), value("len-sno2-u")
    assert value("len-sno2-sno") == pytest.approx(math.sqrt(2) * u * a, abs=1e-3)
    other = math.hypot(math.sqrt(2) * (0.5 - u) * a, value("len-sno2-c") / 2)
    assert value("len-sno2-sno") < other < 1.02 * value("len-sno2-sno")
    assert value("len-cu-cucu") == pytest.approx(value("len-cu-a") / math.sqrt(2), abs=1e-4)


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

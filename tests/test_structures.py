"""Models of atoms: files, what is measured on them, and that their functions build them again."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers import structures
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.cli.main import main
from reviewhelpers.dataset import data
from reviewhelpers.structures import extended_xyz, files, measure
from reviewhelpers.structures.model import Structure

IDS = structures.ids()
SHEET = "str-graphene"
SQUARE = np.array([[0, 0, 0], [1.4, 0, 0], [1.4, 1.4, 0], [0, 1.4, 0]], float)


def model(elements: str, positions: np.ndarray, **others: object) -> Structure:
    symbols = tuple(elements.split())
    own = {"cell": 20 * np.eye(3), "periodic": (False, False, False), "roles": ("lattice",) * len(symbols)}
    return Structure("str-a-b", "title", "made", symbols, positions, **{**own, **others})  # type: ignore[arg-type]


def hand_written(*atoms: str, head: str = "") -> str:
    head = head or f'Lattice="9 0 0 0 9 0 0 0 9" Properties={extended_xyz.PROPERTIES} pbc="F F F"'
    return "\n".join([str(len(atoms)), head, *atoms]) + "\n"


@pytest.mark.parametrize("id", IDS)
def test_a_model_is_what_its_function_builds(id: str) -> None:
    pytest.importorskip("ase", reason="only ASE builds models")
    from reviewhelpers.structures.builders import writing

    assert writing.differences(id) == []


def test_every_model_is_built_by_a_function_and_every_function_has_a_row() -> None:
    pytest.importorskip("ase", reason="only ASE builds models")
    from reviewhelpers.structures import builders

    assert builders.ids() == tuple(sorted(IDS))


@pytest.mark.parametrize("id", IDS)
def test_another_program_reads_the_same_model_from_each_file(id: str) -> None:
    io = pytest.importorskip("ase.io", reason="ASE is the other program")
    ours = structures.read(id)
    for ending, format in (("xyz", "extxyz"), ("cif", "cif"), ("vasp", "vasp")):
        theirs = io.read(files.path(id, ending), format=format)
        assert Counter(theirs.get_chemical_symbols()) == Counter(ours.elements)
        assert np.allclose(theirs.cell.lengths(), np.linalg.norm(ours.cell, axis=1), atol=1e-3)
        # Distances stay whatever axes and order of atoms a format has.
        theirs.pbc = ours.periodic
        mine = model(" ".join(ours.elements), ours.positions, cell=ours.cell, periodic=ours.periodic)
        lengths = sorted(bond.length for bond in measure.bonds(mine))
        again = model(
            " ".join(theirs.get_chemical_symbols()),
            theirs.positions,
            cell=theirs.cell[:],
            periodic=ours.periodic,
        )
        assert np.allclose(lengths, sorted(bond.length for bond in measure.bonds(again)), atol=2e-3)


@pytest.mark.parametrize("id", IDS)
def test_a_model_says_what_it_is(id: str) -> None:
    read, row = structures.read(id), data.table("structures").loc[id]
    assert len(read) == len(read.positions) == len(read.roles) > 0
    assert row["see"].strip()
    assert row["made"].strip()
    # A model of a defect lights something up, or shows where an atom is missing.
    assert not row["defect_class"] or read.lit.any() or read.vacancies
    if read.pristine:
        assert structures.read(read.pristine).pristine == ""


@pytest.mark.parametrize("id", IDS)
def test_atoms_keep_apart_and_elements_have_colours_of_their_own(id: str) -> None:
    read = structures.read(id)
    for one, other in itertools.combinations(read.positions, 2):
        assert float(np.linalg.norm(one - other)) > 0.7
    present = sorted(set(read.elements))
    assert set(present) <= ELEMENTS.keys()
    assert len({ELEMENTS[symbol].colour for symbol in present}) == len(present)


def test_a_square_has_four_bonds_one_ring_and_right_angles() -> None:
    square = model("C C C C", SQUARE)
    assert len(measure.bonds(square)) == 4
    assert [len(ring) for ring in measure.rings(square)] == [4]
    assert measure.angle(square, 0, 1, 2) == pytest.approx(90)
    assert measure.distance(square, 0, 2) == pytest.approx(1.4 * np.sqrt(2))
    assert measure.formula(square.elements) == "C4"


def test_bonds_lead_into_the_next_cell_where_a_model_repeats() -> None:
    cell = np.diag([1.4, 20, 20])
    row = model("C", np.zeros((1, 3)), cell=cell, periodic=(True, False, False))
    assert [bond.length for bond in measure.bonds(row)] == pytest.approx([1.4])
    assert [len(each) for each in measure.neighbours(row)] == [2]
    assert measure.bonds(row, across=False) == []
    assert measure.bonds(model("C", np.zeros((1, 3)), cell=cell)) == []


def test_a_pair_that_is_excluded_is_not_bonded() -> None:
    excluded = frozenset([frozenset(["C"])])
    assert measure.bonds(model("C C C C", SQUARE, not_bonded=excluded)) == []
    mixed = model("C N C N", SQUARE, not_bonded=frozenset([frozenset(["C", "N"])]))
    assert measure.bonds(mixed) == []
    assert len(measure.bonds(model("C N C N", SQUARE, not_bonded=excluded))) == 4


def test_an_element_without_a_radius_is_told() -> None:
    with pytest.raises(ReviewHelpersError, match=r"elements\.csv: found no row for Xx"):
        measure.bonds(model("C Xx", SQUARE[:2]))


@given(st.floats(-180, 180))
def test_rings_do_not_depend_on_how_a_sheet_is_turned(angle: float) -> None:
    read = structures.read(SHEET)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turned = read.positions @ np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    sheet = model(" ".join(read.elements), turned)
    sizes = Counter(len(ring) for ring in measure.rings(sheet))
    # Euler: for a connected sheet the rings inside are bonds - atoms + 1.
    assert sum(sizes.values()) == len(measure.bonds(sheet)) - len(sheet) + 1
    assert set(sizes) == {6}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected the number of atoms"),
        (hand_written("C 0 0 0 lattice").replace("1\n", "2\n", 1), "line 1: found 2 atoms, expected 1"),
        (hand_written("C 0 0 0 lattice", head="Properties=species:S:1"), "line 2: found Properties=species"),
        (hand_written("C 0 0 0 lattice", head='Properties="'), "line 2: expected pairs"),
        (hand_written("C 0 0 0"), "line 3: found 'C 0 0 0', expected an element"),
        (hand_written("C 0 0 0 lattice", "C 1 0 0 lost"), "line 4: found"),
        (hand_written("C 0 x 0 lattice"), "expected coordinates"),
    ],
)
def test_a_faulty_file_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ReviewHelpersError, match=rf"model\.xyz.*{message}"):
        extended_xyz.parse(text, "model.xyz")


def test_an_unknown_model_is_told_with_near_ones() -> None:
    with pytest.raises(UnknownId, match="str-graphene"):
        structures.read("str-grafene")


def test_models_are_read_and_measured_without_ase() -> None:
    code = (
        "import sys; sys.modules['ase'] = None\n"
        "from reviewhelpers import figures, structures\n"
        "from reviewhelpers.structures import measure\n"
        f"print(len(measure.bonds(structures.read({SHEET!r}))))\n"
        "figures.make('fig-atoms-vacancies')\n"
        "from reviewhelpers.cli.main import main\n"
        "sys.exit(main(['structures', '--check']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert int(done.stdout.split()[0]) == len(measure.bonds(structures.read(SHEET)))
    assert done.returncode == 1
    assert "ASE is not installed" in done.stderr


def test_models_are_written_in_each_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["structures", "str-graphene*", "--out", str(tmp_path), "--format", "xyz,cif,vasp"]) == 0
    asked = [id for id in IDS if id.startswith(SHEET)]
    assert len(list(tmp_path.iterdir())) == 3 * len(asked)
    assert (tmp_path / f"{SHEET}.cif").read_bytes() == files.path(SHEET, "cif").read_bytes()
    assert main(["structures", "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(f"{id} " in listed for id in IDS)


@pytest.mark.parametrize("wrong", [["str-nothing-*"], ["str-grafene"], ["--format", "pdb"]])
def test_what_is_unknown_writes_nothing(wrong: list[str], tmp_path: Path) -> None:
    assert main(["structures", "--out", str(tmp_path / "out"), *wrong]) != 0
    assert not (tmp_path / "out").exists()

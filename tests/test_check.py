"""The package is sound, and each damage to a copy of it gets its line."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import corruption
import pytest

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset import data
from reviewhelpers.validation import check, package_schema, pages

SOURCES = data.ROOT.parent / "shared" / "sources"


@pytest.fixture(scope="module", autouse=True)
def remembering() -> Iterator[None]:
    """What one damage leaves as it was is looked at once."""
    with corruption.remembering():
        yield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package with its bibliography beside it, free to damage."""
    shutil.copytree(data.DATA, tmp_path / "data")
    shutil.copy(data.ROOT / "references.bib", tmp_path)
    return tmp_path / "data"


def faults(folder: Path, sources: Path | None = None, damaged: str = "") -> list[Fault]:
    """All faults; where one table was damaged, Frictionless looks at it and those with keys to or from it."""
    # What the register says of each changed row is told apart in test_corruption.
    found = check.check(
        folder, folder.parent / "references.bib", sources, schema=not damaged, registered=False
    )
    if damaged:
        found += package_schema.faults(folder, corruption._beside(folder, damaged))
    return sorted(set(found), key=check.sort_key)


def rewrite(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(path: Path, row_id: str, column: str, text: str) -> int:
    """Write a cell and give its line number."""
    line = 0

    def change(rows: list[list[str]]) -> None:
        nonlocal line
        line = next(number for number, row in enumerate(rows) if row[0] == row_id)
        rows[line][rows[0].index(column)] = text

    rewrite(path, change)
    return line + 1


def lines(found: list[Fault], file: str, row: int | None, column: str | None) -> list[Fault]:
    return [
        fault for fault in found if (fault.file, fault.row, fault.column) == (f"data/{file}.csv", row, column)
    ]


def test_the_package_is_sound(copy: Path) -> None:
    assert [str(fault) for fault in faults(copy)] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the sources are not beside this clone")
def test_every_quote_stands_in_its_source(copy: Path) -> None:
    assert [str(fault) for fault in faults(copy, SOURCES)] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the sources are not beside this clone")
@pytest.mark.parametrize(
    ("table", "row_id", "column", "text"),
    [
        ("performance", "li2022-ye2017-fe", "as_printed", "a CO FE of up to 39%"),
        ("performance", "li2022-ye2017-fe", "condition_as_printed", "at −0.34 V vs. RHE"),
        ("performance", "li2022-ye2017-fe", "locator", "li2022-vacancies"),
        ("systems", "geng2018-zno", "as_printed", "oxygen vacancies-riched ZnO nanotubes"),
        ("sections", "li2022-lattice", "heading", "Lattice defect"),
        ("panels", "li2022-2C", "credit_as_printed", "Reproduced from (Pang et al., 2019)"),
        ("conflicts", "conflict-ji2023-alkaline", "as_printed", "executed in acid electrolyte"),
        ("conflicts", "conflict-ji2023-alkaline", "other_as_printed", "carbon paper of an acid solution"),
        ("conflicts", "conflict-ji2023-alkaline", "other_locator", "ji2023-conclusions"),
    ],
)
def test_a_quote_that_the_source_does_not_print_is_reported(
    copy: Path, table: str, row_id: str, column: str, text: str
) -> None:
    line = put(copy / f"{table}.csv", row_id, column, text)
    found = faults(copy, SOURCES, table)
    places = {"locator": "as_printed", "other_locator": "other_as_printed"}
    assert lines(found, table, line, places.get(column, column))


@pytest.mark.parametrize(
    ("table", "row_id", "column", "text", "expected"),
    [
        ("performance", "li2022-ye2017-fe", "value", "127", "at most 100 percent"),
        ("performance", "li2022-ye2017-fe", "value", "-93", "at least 0 percent"),
        ("performance", "li2022-ye2017-fe", "value", "39", "a number that as_printed shows"),
        ("structure", "li2022-wang2019-count", "value", "3", "a number that as_printed shows"),
        ("performance", "li2022-ye2017-fe", "value", "ninety", "a number"),
        ("performance", "li2022-ye2017-fe", "value", "", "a value"),
        ("performance", "li2022-ye2017-fe", "unit", "mA/cm**2", "a unit of Faradaic efficiency"),
        ("performance", "li2022-ye2017-fe", "unit", "percnt", "a unit pint can read"),
        ("performance", "li2022-ye2017-fe", "cite", "nobody2017nothing", "a key of references.bib"),
        ("performance", "li2022-ye2017-fe", "system", "ye2017-nothing", "a key of systems"),
        ("performance", "li2022-ye2017-fe", "quantity", "efficiency", "a key of quantities"),
        ("performance", "li2022-ye2017-fe", "relation", "equals", "one of ="),
        ("performance", "li2022-ye2017-fe", "status", "guessed", "one of measured"),
        ("performance", "li2022-ye2017-fe", "potential_scale", "", "the scale of the potential"),
        ("performance", "li2022-ye2017-fe", "potential_unit", "", "the unit of the potential"),
        (
            "performance",
            "li2022-ye2017-fe",
            "condition_as_printed",
            "",
            "the characters that state the potential",
        ),
        ("performance", "li2022-daiyan2018-fe", "potential", "-0.49", "an overpotential of at least 0"),
        ("performance", "li2022-hao2022-fe", "potential_max", "-1.2", "more than the potential -1.18"),
        ("performance", "li2022-gu2019-onset", "potential_scale", "", "the scale of the potential"),
        ("performance", "li2022-wang2022-fe-flow", "current_density_unit", "V", "a unit such as mA/cm**2"),
        ("performance", "li2022-wang2022-fe-flow", "current_density_max", "40", "more than 50"),
        ("performance", "li2022-ye2017-fe", "note", " blank first", "no white space at either end"),
        ("performance", "li2022-ye2017-fe", "note", "two\nlines", "one line"),
        ("performance", "li2022-ye2017-fe", "as_printed", "", "a value"),
        (
            "claims",
            "li2022-dong2020-comparison",
            "rows",
            "li2022-dong2020-f",
            "the id of a row of the package",
        ),
        ("panels", "li2022-1B", "printed_rows", "li2022-none", "the id of a row of the package"),
        ("figure_rows", "copper-cycle-series", "row", "ji2023-cu1-5-serie", "such as ji2023-cu1-5-series"),
        ("figure_rows", "copper-cycle-series", "figure", "fig-copper-cycel", "such as fig-copper-cycle"),
        ("figure_rows", "copper-cycle-series", "role", "Series", "pattern"),
        ("conflicts", "conflict-ji2023-alkaline", "other_locator", "ji2023-none", "a key of sections"),
        ("quantities", "conversion", "unit", "furlongs per", "a unit pint can read"),
        ("systems", "geng2018-zno", "name_ascii", "ZnO – rich", "pattern"),
    ],
)
def test_a_damaged_cell_gets_its_line(
    copy: Path, table: str, row_id: str, column: str, text: str, expected: str
) -> None:
    line = put(copy / f"{table}.csv", row_id, column, text)
    whole = faults(copy, damaged=table)
    found = lines(whole, table, line, column)
    assert len(found) == 1, [str(fault) for fault in whole]
    assert expected in found[0].expected


def test_all_faults_are_listed_not_only_the_first(copy: Path) -> None:
    first = put(copy / "performance.csv", "li2022-ye2017-fe", "value", "127")
    second = put(copy / "performance.csv", "li2022-geng2018-fe", "unit", "volt")
    third = put(copy / "systems.csv", "geng2018-zno", "cite", "nobody2018nothing")
    found = {(fault.file, fault.row, fault.column) for fault in faults(copy)}
    assert {
        ("data/performance.csv", first, "value"),
        ("data/performance.csv", second, "unit"),
        ("data/systems.csv", third, "cite"),
    } <= found


def test_a_deleted_column(copy: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        at = rows[0].index("unit")
        for row in rows:
            del row[at]

    rewrite(copy / "performance.csv", change)
    assert [str(fault) for fault in faults(copy)] == [
        "data/performance.csv:1:unit: found no such column, expected column unit"
    ]


def test_a_column_nobody_described_and_columns_out_of_order(copy: Path) -> None:
    def add(rows: list[list[str]]) -> None:
        for number, row in enumerate(rows):
            row.append("extra" if number == 0 else "")

    rewrite(copy / "performance.csv", add)
    assert lines(faults(copy), "performance", 1, "extra")

    def swap(rows: list[list[str]]) -> None:
        for row in rows:
            row.insert(1, row.pop(2))

    rewrite(copy / "claims.csv", swap)
    assert lines(faults(copy), "claims", 1, None)


def test_a_duplicate_id(copy: Path) -> None:
    rewrite(copy / "performance.csv", lambda rows: rows.append(list(rows[3])))
    with (copy / "performance.csv").open(encoding="utf-8") as file:
        last = len(file.readlines())
    found = lines(faults(copy), "performance", last, "id")
    assert found
    assert "stands once" in found[0].expected


def test_an_id_of_another_table(copy: Path) -> None:
    line = put(copy / "structure.csv", "li2022-wang2021b-pyridinic", "id", "li2022-ye2017-fe")
    assert lines(faults(copy), "structure", line, "id")


def test_a_row_shifted_by_one_cell(copy: Path) -> None:
    rewrite(copy / "performance.csv", lambda rows: rows[4].insert(5, ""))
    assert lines(faults(copy), "performance", 5, None)


def test_a_file_cut_in_the_middle_of_a_row(copy: Path) -> None:
    path = copy / "performance.csv"
    whole = path.read_bytes()
    for share in range(5, 100, 5):
        cut = whole[: len(whole) * share // 100]
        if cut.endswith(b"\n"):
            continue
        path.write_bytes(cut)
        line = cut.count(b"\n") + 1
        assert any(
            fault.file == "data/performance.csv" and fault.row in (line, None)
            for fault in faults(copy, damaged="performance")
        ), f"cut at {share} %"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "utf-8-sig"])
def test_another_encoding(copy: Path, encoding: str) -> None:
    path = copy / "performance.csv"
    text = path.read_text(encoding="utf-8").replace("−", "±").encode(encoding, errors="replace")
    path.write_bytes(text)
    found = [fault for fault in faults(copy, damaged="performance") if fault.file == "data/performance.csv"]
    assert len(found) == 1
    assert found[0].row is not None
    assert "UTF-8" in found[0].expected or "text" in found[0].expected


def test_other_line_ends_and_a_stray_quote(copy: Path) -> None:
    path = copy / "performance.csv"
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert lines(faults(copy), "performance", 1, None)
    path.write_bytes(text.replace(b"measured", b'"measured', 1))
    assert [fault for fault in faults(copy) if fault.file == "data/performance.csv"]


def test_a_missing_file_and_one_nobody_described(copy: Path) -> None:
    (copy / "claims.csv").unlink()
    (copy / "notes.csv").write_text("a,b\n", encoding="utf-8")
    found = faults(copy)
    assert lines(found, "claims", None, None)
    assert lines(found, "notes", None, None)


def test_a_broken_descriptor_is_one_clear_error(copy: Path) -> None:
    (copy / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(data.DataError, match=r"datapackage\.json"):
        faults(copy)


def test_a_label_that_stands_twice_is_told_at_both_places(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    for name in ("one.md", "two.md"):
        (tmp_path / "chapters" / name).write_text("(same)=\n# Title\n", encoding="utf-8")
    found = pages.faults(tmp_path, pages.Names((), (), ()))
    assert [(fault.file, fault.found) for fault in found] == [
        ("chapters/one.md", "the label 'same' of chapters/two.md"),
        ("chapters/two.md", "the label 'same' of chapters/one.md"),
    ]

"""The journals of the bibliography: one name each, in every format."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from reviewhelpers.citing import works
from reviewhelpers.dataset import bibliography, data, journals
from reviewhelpers.validation import bibliography_form as order

NAMES = {
    "name": "name_seen",
    "cassi": "cassi_seen",
    "iso4": "iso4_seen",
    "single_number": "single_number_seen",
}
COLUMNS = "name,cassi,iso4,issn,eissn,single_number,spellings"


def rows() -> list[dict[str, str]]:
    with journals.TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_value_says_where_it_was_seen_and_nothing_else_does() -> None:
    for row in rows():
        for value, seen in NAMES.items():
            assert bool(row[value]) == bool(row[seen]), (row["id"], value)
        assert bool(row["issn"] or row["eissn"]) == bool(row["issn_seen"]), row["id"]


def test_every_issn_has_its_check_digit() -> None:
    found = [row[name] for row in rows() for name in ("issn", "eissn") if row[name]]
    assert len(found) == len(set(found)) > 60
    for issn in found:
        digits = issn.replace("-", "")
        total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
        assert digits[7] == "0123456789X"[-total % 11], issn


def test_every_journal_of_the_bibliography_is_in_the_table_and_no_other() -> None:
    spelled = {entry.fields["journal"] for entry in bibliography.read().values() if "journal" in entry.fields}
    assert {name for name in spelled if not journals.PREPRINT.fullmatch(name)} == set(journals.read())


def test_one_journal_has_one_name() -> None:
    known = journals.read()
    for one, other in (
        ("Adv. Mat.", "Adv. Mater."),
        ("J. Mat. Chem. A", "J. Mater. Chem. A"),
        ("Angew. Chem. Int. Ed.", "Angew. Chem., Int. Ed."),
    ):
        assert known[one] is known[other]
    different = {id(journal): journal for journal in known.values()}.values()
    for name in ("full", "short"):
        given = [getattr(journal, name) for journal in different]
        assert len(given) == len(set(given))
    assert len({item["container-title"] for item in works.items().values() if "ISSN" in item}) == len(
        {item["ISSN"] for item in works.items().values() if "ISSN" in item}
    )


def test_no_number_that_its_journal_counts_articles_by_is_a_page() -> None:
    known = journals.read()
    counted = 0
    for key, entry in bibliography.read().items():
        journal = known.get(entry.fields.get("journal", ""))
        if journal and journal.single_number and re.fullmatch(r"\d{1,5}", entry.fields.get("pages", "")):
            variable = {"article": "number", "page": "page"}[journal.single_number]
            assert works.items()[key][variable] == entry.fields["pages"], key
            counted += variable == "number"
    assert counted >= 21


def test_a_journal_that_the_table_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.bib"
    path.write_text(
        "@article{li2020,\n  author = {Li, A.},\n  title = {A},\n  journal = {Adv Mat},\n"
        "  year = {2020},\n}\n",
        encoding="utf-8",
    )
    (fault,) = [fault for fault in order.faults(path, data.DATA) if "journal" in str(fault.column)]
    assert str(fault).startswith(
        "small.bib:-:li2020 journal: found 'Adv Mat', expected a spelling of data/journals"
    )
    assert "'Adv. Mat.'" in str(fault)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{COLUMNS}\nA,,,,,,\n", "t/journals.csv:2:spellings: found none"),
        (f"{COLUMNS}\nA,,,,,,A\nB,,,,,,B; A\n", "t/journals.csv:3:spellings: found 'A' of A again"),
        ("name,spellings\nA,A\n", "t/journals.csv:2:cassi: found no such cell"),
    ],
)
def test_a_wrong_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "t" / "journals.csv"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(journals.JournalsError) as raised:
        journals.read(path)
    assert str(raised.value).startswith(told)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(journals.JournalsError, match=r"none\.csv: found .*No such file"):
        journals.read(tmp_path / "none.csv")

"""How the page of the bibliography sets a work."""

from __future__ import annotations

from pybtex import database

from reviewhelpers.dataset import bibliography
from reviewhelpers.sphinxext import bibliography_style


def printed() -> dict[str, str]:
    works = database.parse_file(str(bibliography.REFERENCES), "bibtex")
    return {
        entry.key: entry.text.render_as("text")
        for entry in bibliography_style.Style().format_bibliography(works)
    }


def test_a_journal_stands_under_one_name() -> None:
    found = printed()
    assert found.keys() == bibliography.read().keys()
    for one, other, name in (
        ("yan2017defect", "xie2021mil", "Adv. Mater., "),
        ("li2019tubular", "zhang2022cu", "J. Mater. Chem. A, "),
        ("chen2020boosting", "gong2022angew", "Angew. Chem., Int. Ed., "),
    ):
        assert name in found[one], found[one]
        assert name in found[other], found[other]
    assert not [text for text in found.values() if "Mat.," in text or "Angew. Chem. Int." in text]
    # What is in no journal stays.
    assert "arXiv:1105.1129" in found["nanda2011electronic"]


def test_works_stand_by_surname_whatever_marks_its_letters_have() -> None:
    names = ["Zhu, A.", "Ülkü, D.", "{Lawrence Berkeley National Laboratory}", "Varela, A. S."]
    keys = {name: bibliography_style.ByLetters().person_key(database.Person(name)) for name in names}
    ordered = ["{Lawrence Berkeley National Laboratory}", "Ülkü, D.", "Varela, A. S.", "Zhu, A."]
    assert sorted(names, key=keys.__getitem__) == ordered

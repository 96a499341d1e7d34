"""The works of the bibliography as CSL-JSON items."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from reviewhelpers.citing import works
from reviewhelpers.dataset import bibliography, data

# One entry of each type, with every kind of name and field.
EVERY = r"""@book{bard2001electrochemical,
  author = {von der Bard, Jr., Allen J. and {The {CO₂} Consortium} and 李, 明},
  title = {Electrochemical methods -- an {{HPLC}} view of {CO₂}-rich water},
  edition = {2},
  publisher = {Wiley},
  address = {New York},
  year = {2001},
  month = nov,
  isbn = {0-471-04372-9},
  url = {https://example.org/a--b_(c)},
  note = {A note},
}

@incollection{doe2002part,
  author = {Doe, J. and others},
  editor = {Roe, R. and others},
  title = {A part},
  booktitle = {A whole},
  chapter = {3},
  pages = {1--20},
  publisher = {Wiley},
  year = {2002},
  note = {A note},
}

@inproceedings{doe2003talk, author = {Doe, J.}, title = {A talk}, booktitle = {Pr.}, year = {2003}, month = 6}
@misc{doe2004other, author = {Doe, J.}, title = {Other}, year = {2004}}
@phdthesis{doe2005thesis, author = {Doe, J.}, title = {A thesis}, school = {ETH}, year = {2005}}
@techreport{doe2006report, author = {D, J.}, title = {Report}, institution = {NREL}, number = 12, year = 2006}
"""


def every(folder: Path) -> dict[str, works.Item]:
    path = folder / "every.bib"
    path.write_text(EVERY, encoding="utf-8")
    return works.items(path)


# The bibliography as shipped


def test_every_work_has_an_item_of_its_key() -> None:
    entries = bibliography.read()
    items = works.items()
    assert list(items) == list(entries)
    assert all(
        item["id"] == key and item["type"] == works.TYPES[entries[key].type] for key, item in items.items()
    )


def test_titles_read_as_the_file_has_them_and_missing_ones_stay_missing() -> None:
    entries, items = bibliography.read(), works.items()
    for key, entry in entries.items():
        assert ("title" in entry.fields) == ("title" in items[key])
        if "title" in entry.fields:
            title = items[key]["title"]
            assert works.without_marks(title) == bibliography.plain_text(entry.fields["title"])
            assert works.NOCASE.findall(title) == re.findall("{(.*?)}", entry.fields["title"])
    # The list of one source prints none; a work that is in it alone has no title to give.
    untitled = {key for key, item in items.items() if "title" not in item}
    cited = data.table("citations")
    assert untitled
    assert untitled <= set(cited.loc[cited["source"] == "pei2024", "cite"])


def test_an_author_list_cut_in_the_source_is_marked_and_not_in_a_note() -> None:
    entries = bibliography.read()
    for key, item in works.items().items():
        cut = entries[key].fields["author"].endswith("and others")
        assert cut == (item.get("custom") == {"authors-cut": True})
        # A note would be printed by the styles that print notes.
        assert works.CUT_NOTE not in item.get("note", "")
        assert not any("others" in name.values() for name in item["author"])


def test_only_what_cannot_be_a_page_is_taken_for_the_number_of_an_article() -> None:
    items = works.items()
    assert items["cao2022constructing"]["number"] == "102074"
    assert "page" not in items["cao2022constructing"]
    # Of three digits, in a journal that counts its articles; of five, in one that has pages.
    assert items["biswas2022oxygen"]["number"] == "214"
    assert items["pei2024low"]["page"] == "13694"
    assert items["ao2019markedly"]["page"] == "11853-11862"
    for key, entry in bibliography.read().items():
        printed = entry.fields.get("pages", "").replace("--", "-")
        assert items[key].get("page", items[key].get("number", "")) == printed


# Types and fields that the bibliography may have


def test_each_type_has_its_own_and_its_fields(tmp_path: Path) -> None:
    items = every(tmp_path)
    assert set(works.TYPES) == set(bibliography.REQUIRED)
    assert [item["type"] for item in items.values()] == [
        "book",
        "chapter",
        "paper-conference",
        "document",
        "thesis",
        "report",
    ]
    assert items["bard2001electrochemical"] == {
        "id": "bard2001electrochemical",
        "type": "book",
        "language": "en",
        "title": 'Electrochemical methods – an <span class="nocase">HPLC</span> view of'
        ' <span class="nocase">CO₂</span>-rich water',
        "edition": "2",
        "publisher": "Wiley",
        "publisher-place": "New York",
        "ISBN": "0-471-04372-9",
        "URL": "https://example.org/a--b_(c)",
        "note": "A note",
        "author": [
            {"family": "Bard", "given": "Allen J.", "non-dropping-particle": "von der", "suffix": "Jr."},
            {"literal": "The CO₂ Consortium"},
            {"family": "李", "given": "明"},
        ],
        "issued": {"date-parts": [[2001, 11]]},
    }
    assert items["doe2002part"]["container-title"] == "A whole"
    assert items["doe2002part"]["chapter-number"] == "3"
    assert items["doe2002part"]["note"] == "A note"
    # The mark is of the authors: editors that are cut lose the word "others" alone.
    assert items["doe2002part"]["editor"] == [{"family": "Roe", "given": "R."}]
    assert items["doe2003talk"]["issued"] == {"date-parts": [[2003, 6]]}
    assert (items["doe2005thesis"]["publisher"], items["doe2005thesis"]["genre"]) == ("ETH", "PhD thesis")
    assert (items["doe2006report"]["publisher"], items["doe2006report"]["number"]) == ("NREL", "12")


def test_it_starts_without_what_only_figures_and_the_book_need() -> None:
    heavy = {"pandas", "matplotlib", "sphinx"}
    code = f"import sys, reviewhelpers.citing.works; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

"""BibTeX, RIS and CSL-JSON, read back by the programs that people use."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex import database
from pybtex.richtext import Text  # type: ignore[import-untyped]

from reviewhelpers.citing import formats, works
from reviewhelpers.citing.works import Item

BOOK = "Defects at Work: a companion to four papers on defect electrocatalysis"
US = [{"literal": "The Defects and Works, contributors"}]
DAY = {"date-parts": [[2026, 11, 21]]}

# One item of each type, with all that it may hold.
ITEMS: list[Item] = [
    {
        "id": "article",
        "type": "article-journal",
        "language": "en",
        "title": 'Boosting <span class="nocase">Co-SₓN₄₋ₓ</span>'
        ' for <span class="nocase">NH₄⁺</span> – a review',
        "author": [{"family": "Nørskov", "given": "J. K."}, {"family": "李", "given": "明"}],
        "container-title": "Journal of CO₂ Utilization",
        "container-title-short": "J. CO₂ Util.",
        "issued": {"date-parts": [[2022, 5]]},
        "volume": "62",
        "issue": "3",
        "page": "13320-13327",
        "DOI": "10.1002/(SICI)1097<1::AID_A>3.0.CO;2-#",
        "ISSN": "2212-9820",
    },
    {
        "id": "numbered",
        "type": "article-journal",
        "author": [
            {"family": "Bard", "given": "A. J.", "non-dropping-particle": "von der", "suffix": "Jr."},
            {"family": "de Vries", "given": "E."},
        ],
        "container-title": "Adv. Funct. Mat.",
        "issued": {"date-parts": [[2022]]},
        "number": "2202351",
        "custom": {"authors-cut": True},
    },
    {
        "id": "section",
        "type": "chapter",
        "number": "Section 9.4",
        "chapter-number": "9",
        "title": "Turnover of CO₂ on Cu",
        "author": US,
        "container-title": BOOK,
        "issued": DAY,
        "version": "1.0, changed 21 Nov 2026",
        "URL": "https://example.org/a_b/100%25?x=1&y=~#part_9",
    },
    {
        "id": "book",
        "type": "book",
        "title": BOOK,
        "author": US,
        "issued": DAY,
        "version": "1.0.0",
        "ISBN": "1-2",
    },
    {
        "id": "data",
        "type": "dataset",
        "title": "Data",
        "author": US,
        "container-title": BOOK,
        "publisher": "Zenodo",
    },
    {
        "id": "figure",
        "type": "figure",
        "number": "Fig. 9.2",
        "title": "Yield",
        "author": US,
        "container-title": BOOK,
    },
    {
        "id": "table",
        "type": "graphic",
        "genre": "Table",
        "number": "Table 9.1",
        "title": "Yield",
        "author": US,
    },
    {
        "id": "page",
        "type": "webpage",
        "title": "Elements",
        "author": US,
        "container-title": "IUPAC",
        "accessed": DAY,
        "URL": "https://example.org/",
    },
    {
        "id": "report",
        "type": "report",
        "title": "Report",
        "author": US,
        "number": "12",
        "genre": "Technical report",
        "publisher": "NREL",
        "publisher-place": "Golden, CO",
    },
    {
        "id": "thesis",
        "type": "thesis",
        "title": "Thesis",
        "author": US,
        "genre": "PhD thesis",
        "publisher": "ETH",
    },
    {
        "id": "talk",
        "type": "paper-conference",
        "title": "Talk",
        "author": US,
        "editor": [{"family": "Roe", "given": "R."}],
        "container-title": "Proc. Electrochem.",
        "collection-title": "Series",
        "page": "5",
    },
    {"id": "other", "type": "document", "title": "Other", "author": US, "edition": "2"},
]
HOSTILE = [
    r"\input{/etc/passwd} & 100 % of $x_1^2$ ~ #3",
    "<script>alert('1')</script> \"quoted\"",
    "} , url = {https://example.org/}, note = {",
    "an open { and a closed }} brace",
    "A\nER  - \n\nTY  - BOOK\r\nTI  - B\u2028AU  - C\x0bAU  - D",
    "A--B---C ``D'' ?` !`",
    "李明 é Ł ß — – − “ ”",
]

# What each command that this package writes stands for.
COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    "---": "—",
    "--": "–",
    "$-$": "−",
    "{}": "",
    **{f"\\{sign}": sign for sign in "{}&%$#_"},
}
LEVELS = {
    "_": str.maketrans("0123456789+−=()xn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₓₙ"),
    "^": str.maketrans("0123456789+−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
}


def from_tex(value: str) -> str:
    """The text that LaTeX would print, by another way than the one it was written by."""
    outside = re.sub(r"(?<!\\)\$(?:[_^]\{[^{}$]*\}|-)\$", "", value)
    assert not re.search(r"(?<!\\)[&%$#_~^]", outside), value
    value = re.sub(
        r"(?<!\\)\$([_^])\{([^{}$]*)\}\$",
        lambda found: found[2].replace("-", "−").translate(LEVELS[found[1]]),
        value,
    )
    signs = "|".join(map(re.escape, sorted(COMMANDS, key=len, reverse=True)))
    return re.sub(f"{signs}|[{{}}]", lambda found: COMMANDS.get(found[0], ""), value)


def one_line(text: str) -> str:
    return " ".join(works.without_marks(text).split())


def by_bibtexparser(text: str) -> dict[str, dict[str, str]]:
    library = parse_string(text)
    assert not library.failed_blocks
    assert not library.comments
    return {
        entry.key: {"ENTRYTYPE": entry.entry_type} | {field.key: field.value for field in entry.fields}
        for entry in library.entries
    }


def by_pybtex(text: str) -> dict[str, Any]:
    return dict(database.parse_string(text, "bibtex").entries)


@pytest.fixture(scope="module")
def pandoc() -> Callable[[str], dict[str, Item]]:
    program = shutil.which("pandoc")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("pandoc is not installed, and the tests of a release read BibTeX with it")
        pytest.skip("pandoc is not installed")

    def read(text: str) -> dict[str, Item]:
        command = [program, "--from=biblatex", "--to=csljson"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        return {item["id"]: item for item in json.loads(done.stdout)}

    return read


# BibTeX


def test_every_type_has_its_fields_in_bibtex() -> None:
    entries = by_bibtexparser(formats.bibtex(ITEMS))
    assert {key: entry["ENTRYTYPE"] for key, entry in entries.items()} == {
        "article": "article",
        "numbered": "article",
        "section": "incollection",
        "book": "book",
        "data": "misc",
        "figure": "incollection",
        "table": "misc",
        "page": "misc",
        "report": "techreport",
        "thesis": "phdthesis",
        "talk": "inproceedings",
        "other": "misc",
    }
    assert entries["article"] == {
        "ENTRYTYPE": "article",
        "author": "Nørskov, J. K. and 李, 明",
        "title": r"Boosting {Co-S$_{x}$N$_{4-x}$} for {NH$_{4}$$^{+}$} -- a review",
        "journal": "J. CO$_{2}$ Util.",
        "fjournal": "Journal of CO$_{2}$ Utilization",
        "volume": "62",
        "number": "3",
        "pages": "13320--13327",
        "year": "2022",
        "month": "may",
        "issn": "2212-9820",
        "doi": "10.1002/(SICI)1097<1::AID_A>3.0.CO;2-#",
    }
    assert entries["numbered"]["author"] == "von der Bard, Jr., A. J. and {de Vries}, E. and others"
    assert entries["numbered"]["pages"] == "2202351"
    section = entries["section"]
    assert section["author"] == "{The Defects and Works, contributors}"
    assert section["title"] == "Section 9.4. {Turnover} of {CO$_{2}$} on {Cu}"
    assert section["booktitle"] == "Defects at {Work:} a companion to four papers on defect electrocatalysis"
    assert section["chapter"] == "9"
    assert section["note"] == (
        r"Version 1.0, changed 21 Nov 2026; https://example.org/a\_b/100\%25?x=1\&y=\textasciitilde{}\#part\_9"
    )
    assert (section["year"], section["month"], section["date"]) == ("2026", "nov", "2026-11-21")
    assert section["url"] == "https://example.org/a_b/100%25?x=1&y=~#part_9"
    assert (entries["book"]["note"], entries["book"]["isbn"]) == ("Version 1.0.0", "1-2")
    assert entries["data"]["howpublished"] == f"Data set in {BOOK}, Zenodo"
    assert entries["figure"]["booktitle"] == section["booktitle"]
    assert entries["figure"]["title"] == "Fig. 9.2. {Yield}"
    assert (entries["table"]["howpublished"], entries["table"]["title"]) == ("Table", "Table 9.1. {Yield}")
    assert (entries["page"]["howpublished"], entries["page"]["urldate"]) == ("IUPAC", "2026-11-21")
    report = entries["report"]
    assert (report["institution"], report["number"], report["type"], report["address"]) == (
        "NREL",
        "12",
        "Technical report",
        "Golden, CO",
    )
    assert (entries["thesis"]["school"], entries["thesis"]["type"]) == ("ETH", "PhD thesis")
    talk = entries["talk"]
    assert (talk["editor"], talk["series"], talk["pages"]) == ("Roe, R.", "Series", "5")
    assert entries["other"]["edition"] == "2"


def test_pybtex_reads_the_same_as_bibtexparser() -> None:
    text = formats.bibtex([*works.items().values(), *ITEMS])
    first, second = by_bibtexparser(text), by_pybtex(text)
    assert list(first) == list(second)
    for key, entry in second.items():
        for field, value in entry.fields.items():
            expected = {"may": "May", "nov": "November"}.get(first[key][field], first[key][field])
            assert value == expected
    bard = second["numbered"].persons["author"][0]
    assert (bard.prelast_names, bard.last_names, bard.lineage_names) == (["von", "der"], ["Bard"], ["Jr."])
    assert len(second["section"].persons["author"]) == 1


def test_every_work_goes_to_bibtex_and_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    items = works.items()
    text = formats.bibtex(list(items.values()))
    entries = by_bibtexparser(text)
    for key, item in items.items():
        assert from_tex(entries[key].get("title", "")) == one_line(item.get("title", ""))
        names = ("fjournal", "journal", "howpublished")
        # A book stands in no other work.
        container = next((entries[key][name] for name in names if name in entries[key]), "")
        assert from_tex(container) == item.get("container-title", "")
    # Written, read and made an item again, a work is what it was, but for chemistry, which is TeX now.
    path = tmp_path_factory.mktemp("bib") / "again.bib"
    path.write_text(text, encoding="utf-8")
    for key, again in works.items(path).items():
        before = items[key]
        same = before.keys() - {"title", "container-title", "container-title-short"}
        # A number of digits alone is that of an article only in a journal that is known by its name.
        located = {name: before[name] for name in ("number", "page") if name in before}
        assert list(located.values()) == [again[name] for name in ("number", "page") if name in again]
        same -= located.keys()
        assert {name: again[name] for name in same} == {name: before[name] for name in same}


def test_pybtex_shows_formulas_as_a_style_with_small_letters_prints_them() -> None:
    entry = by_pybtex(
        formats.bibtex([{"id": "x", "type": "book", "title": "The Raman shift of MoS and Cu"}])
    )["x"]
    assert str(Text.from_latex(entry.fields["title"]).lower()) == "the Raman shift of MoS and Cu"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_is_inert_in_bibtex(title: str) -> None:
    item = {
        "id": "x",
        "type": "book",
        "title": title,
        "author": [{"family": title, "given": "A."}, {"literal": title}],
        "URL": "https://example.org/}{\\ %_#",
    }
    text = formats.bibtex([item])
    entry = by_bibtexparser(text)["x"]
    assert list(entry) == ["ENTRYTYPE", "author", "title", "url"]
    assert from_tex(entry["title"]) == one_line(title)
    assert r"\input" not in text
    assert entry["url"] == "https://example.org/%7D%7B%5C%20%_#"
    assert by_pybtex(text)["x"].fields["title"] == entry["title"]
    assert len(by_pybtex(text)["x"].persons["author"]) == 2


def test_keys_hold_no_sign_of_bibtex() -> None:
    assert formats.bibtex([{"id": "a b,{c}%", "type": "book"}]).startswith("@book{a-b--c--,")


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("C", "Z", "Lm", "No")), max_size=40)
    | st.text("{}\\-'`?!$ a₂", max_size=12)
)
def test_any_text_goes_to_bibtex_and_back(text: str) -> None:
    item = {"id": "x", "type": "book", "title": text, "publisher": text, "volume": "1"}
    entry = by_bibtexparser(formats.bibtex([item]))["x"]
    assert from_tex(entry.get("title", "")) == one_line(text)
    assert from_tex(entry.get("publisher", "")) == one_line(text)
    assert entry["volume"] == "1"


def test_pandoc_reads_bibtex(pandoc: Callable[[str], dict[str, Item]]) -> None:
    read = pandoc(formats.bibtex(ITEMS))
    assert list(read) == [item["id"] for item in ITEMS]
    assert read["section"]["URL"] == ITEMS[2]["URL"]
    assert read["section"]["issued"]["date-parts"] == [[2026, 11, 21]]
    assert read["article"]["issued"]["date-parts"] == [[2022, 5]]
    assert read["article"]["DOI"] == ITEMS[0]["DOI"]
    plain = [title for title in HOSTILE if "\n" not in title and "``" not in title]
    items = [{"id": f"x{index}", "type": "book", "title": title} for index, title in enumerate(plain)]
    for title, item in zip(plain, pandoc(formats.bibtex(items)).values(), strict=True):
        said, meant = (re.sub(r"<.*?>|[\W_]", "", text) for text in (item["title"], title))
        # Pandoc begins a title with a capital, and turns "x-ray" into "X-ray".
        assert said[:1].lower() + said[1:] == meant[:1].lower() + meant[1:]


# RIS


def test_every_type_has_its_fields_in_ris() -> None:
    text = formats.ris(ITEMS)
    assert text.endswith("ER  - \r\n")
    assert "\n" not in text.replace("\r\n", "")
    entries = {entry["id"]: entry for entry in rispy.loads(text)}
    assert {key: entry["type_of_reference"] for key, entry in entries.items()} == {
        "article": "JOUR",
        "numbered": "JOUR",
        "section": "CHAP",
        "book": "BOOK",
        "data": "DATA",
        "figure": "CHAP",
        "table": "FIGURE",
        "page": "ELEC",
        "report": "RPRT",
        "thesis": "THES",
        "talk": "CPAPER",
        "other": "GEN",
    }
    assert entries["article"] == {
        "type_of_reference": "JOUR",
        "id": "article",
        "authors": ["Nørskov, J. K.", "李, 明"],
        "title": "Boosting Co-SₓN₄₋ₓ for NH₄⁺ – a review",
        "secondary_title": "Journal of CO₂ Utilization",
        "alternate_title1": "J. CO₂ Util.",
        "year": "2022",
        "date": "2022/05/",
        "volume": "62",
        "number": "3",
        "start_page": "13320",
        "end_page": "13327",
        "issn": "2212-9820",
        "doi": ITEMS[0]["DOI"],
        "language": "en",
    }
    assert entries["numbered"]["authors"] == ["von der Bard, A. J., Jr.", "de Vries, E.", "et al."]
    assert entries["numbered"]["notes"] == [works.CUT_NOTE]
    assert entries["numbered"]["start_page"] == "2202351"
    section = entries["section"]
    assert section["title"] == "Section 9.4. Turnover of CO₂ on Cu"
    assert (section.get("section"), section["edition"]) == (None, "1.0, changed 21 Nov 2026")
    assert (entries["figure"]["title"], entries["figure"]["secondary_title"]) == ("Fig. 9.2. Yield", BOOK)
    assert (section["secondary_title"], section["date"], section["urls"]) == (
        BOOK,
        "2026/11/21",
        [ITEMS[2]["URL"]],
    )
    assert (entries["data"]["publisher"], entries["book"]["issn"]) == ("Zenodo", "1-2")
    assert entries["page"]["access_date"] == "2026/11/21"
    report = entries["report"]
    assert (report["number"], report["type_of_work"], report["place_published"]) == (
        "12",
        "Technical report",
        "Golden, CO",
    )
    assert (entries["talk"]["secondary_authors"], entries["talk"]["tertiary_title"]) == (
        ["Roe, R."],
        "Series",
    )


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_is_inert_in_ris(title: str) -> None:
    item = {"id": "x", "type": "book", "title": title, "author": [{"literal": title}], "note": title}
    (entry,) = rispy.loads(formats.ris([item]))
    assert entry == {
        "type_of_reference": "BOOK",
        "id": "x",
        "authors": [one_line(title)],
        "title": one_line(title),
        "notes": [one_line(title)],
    }


def test_every_work_goes_to_ris_and_back() -> None:
    items = works.items()
    for entry in rispy.loads(formats.ris(list(items.values()))):
        item = items[entry["id"]]
        assert entry.get("title", "") == one_line(item.get("title", ""))
        assert len(entry["authors"]) == len(item["author"]) + formats.has_incomplete_authors(item)
        assert (entry["authors"][-1] == "et al.") == formats.has_incomplete_authors(item)
        # A book stands in no other work.
        assert (entry.get("secondary_title"), entry.get("doi")) == (
            item.get("container-title"),
            item.get("DOI"),
        )


# CSL-JSON


def test_csl_json_holds_what_arrives() -> None:
    items = [*works.items().values(), *ITEMS]
    text = formats.csl_json(items)
    assert text.endswith("\n]\n")
    assert "CO₂" in text
    found = {item["id"]: item for item in json.loads(text)}
    assert list(found) == [item["id"] for item in items]
    # The type that is software with a version, and the type that has no book.
    assert (found["book"]["type"], found["book"].get("version")) == ("book", None)
    assert found["book"]["edition"] == "Version 1.0.0"
    assert (found["figure"]["type"], found["figure"]["title"]) == ("chapter", "Fig. 9.2. Yield")
    assert (found["figure"]["container-title"], found["figure"].get("number")) == (BOOK, None)
    assert found["section"]["title"] == "Section 9.4. Turnover of CO₂ on Cu"
    # The number of an article, where every style prints it.
    assert (found["numbered"]["page"], found["numbered"].get("number")) == ("2202351", None)
    assert found["numbered"]["author"][-1] == {"literal": "et al."}
    assert found["article"]["journalAbbreviation"] == "J. CO₂ Util."
    assert not any(works.CUT_NOTE in item.get("note", "") for item in found.values())

"""The bibliography as shipped, and every kind of fault that can be put into it."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pybtex.richtext import Text  # type: ignore[import-untyped]

from reviewhelpers.dataset import bibliography, data, quote_search
from reviewhelpers.dataset.data import ROOT
from reviewhelpers.validation import bibliography_form

Write = Callable[[str | bytes], Path]

READ = ("li2022", "gan2024", "pei2024", "ji2023")
"""The sources whose lists of references were read whole; what is known of others is not counted here."""
BACKGROUND = set(data.table("background")["cite"])
SOURCES = {"li2022defect", "gan2024defects", "pei2024low", "ji2023identification"}
SHARED = ROOT.parent / "shared"
KNOWN = SHARED / "bibliography" / "references.json"
# fmt: off
PLAIN_WORDS = {
    "A", "An", "Arrays", "Atom", "Boosting", "Co", "Coordination", "Electrocatalysts", "Electrocatalytic",
    "Environment", "From", "Identifying", "Nanosheet", "Nickel", "Operando", "Recognition", "Reduction",
    "Single", "Spectroscopy", "Sulfur", "Templated", "Vacancies",
}
# fmt: on
NO_FORMULAS = ("GMTKN55", "W4-17", "R30°", "R18°", "N1s", "O1s")
"""Collections of molecules, turned surface cells and levels: they have a letter before a number, as formulas have."""
needs_known = pytest.mark.skipif(
    not KNOWN.exists(), reason="the list of what is known of each reference is not part of this repository"
)
needs_texts = pytest.mark.skipif(
    not (SHARED / "sources").exists(), reason="the texts of the sources are not part of this repository"
)

SMALL = """% A comment is allowed.

@article{first2000word,
  author = {First, A. and Second, B. and others},
  title = {A telling title of {CO₂}},
  journal = {J. Test.},
  year = {2000},
  doi = {10.1234/First-1},
}

@article{other2001word,
  author = {Other, C.},
  title = {Something else},
  journal = {J. Test.},
  year = {2001},
  doi = {10.1234/other},
}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str | bytes) -> Path:
        path = tmp_path / "small.bib"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


@pytest.fixture(scope="module")
def cited() -> list[dict[str, str]]:
    with bibliography.CITATIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(path: Path, **options: Path) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.column) for fault in bibliography.faults(path, **options)]


# The file as shipped


def test_shipped_file_has_no_faults() -> None:
    assert bibliography.faults() == []


def test_shipped_file_is_in_order_and_ends_its_lines_plainly() -> None:
    assert list(map(str, bibliography_form.faults(bibliography.REFERENCES, data.DATA))) == []
    keys = list(bibliography.read())
    assert keys == sorted(keys)
    raw = bibliography.REFERENCES.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"}\n")


def test_pages_and_authors_keep_to_one_form() -> None:
    for entry in bibliography.read().values():
        assert re.fullmatch(r"e?[a-z]{0,4}\d+(--e?\d+)?", entry.fields.get("pages", "1")), entry.key
        assert not re.search("et al|;", entry.fields["author"]), entry.key
        # Initials are set apart, so that both readers see two given names and not one.
        assert not re.search(r"[A-Z]\.[A-Z]", entry.fields["author"]), entry.key


def test_keys_tell_author_and_year() -> None:
    for entry in bibliography.read().values():
        surname = re.split(",| and ", entry.fields["author"])[0]
        ascii_name = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode().lower()
        assert entry.key.startswith(re.sub("[^a-z]", "", ascii_name) + entry.fields["year"]), entry.key


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("@article{zhao2020,", "@article{abba2020,", "key: found 'abba2020', expected entries in the order"),
        (
            "@article{zhao2020,",
            "@article{zhao2021,",
            "zhao2021 key: found 'zhao2021', expected one that begins",
        ),
        ("Zhao, Q. L.", "Zhao, Q.L.", "zhao2020 author: found 'Zhao, Q.L. and Li, B.', expected a space"),
        ("and Li, B.", "et al.", "zhao2020 author: found 'Zhao, Q. L. et al.', expected names joined by"),
        ("281--289", "281-289", "zhao2020 pages: found '281-289', expected such as"),
    ],
)
def test_what_is_out_of_order_is_told(tmp_path: Path, write: Write, old: str, new: str, told: str) -> None:
    text = "".join(
        f"@article{{{key},\n  author = {{{author}}},\n  title = {{A}},\n  journal = {{J}},\n"
        f"  year = {{2020}},\n  pages = {{{pages}}},\n}}\n\n"
        for key, author, pages in (
            ("li2020", "Li, A.", "1"),
            ("zhao2020", "Zhao, Q. L. and Li, B.", "281--289"),
        )
    )
    folder = tmp_path / "data"
    folder.mkdir()
    assert list(bibliography_form.faults(write(text), folder)) == []
    assert text.count(old) == 1
    assert any(
        told in str(fault) for fault in bibliography_form.faults(write(text.replace(old, new)), folder)
    )
    (folder / "systems.csv").write_text("id,cite\na,li2020\nb,\n", encoding="utf-8")
    (fault,) = bibliography_form.faults(write(text), folder)
    assert str(fault) == "small.bib:-:key: found 'zhao2020', expected a work that a row of the data cites"


def test_formulas_are_typeset_and_survive_the_style() -> None:
    for entry in bibliography.read().values():
        title = entry.fields.get("title", "")
        formulas = re.sub("|".join(NO_FORMULAS), "", title)
        assert not re.search(r"(?<![A-Z]-)[A-Za-z)\]][0-9]|[A-Za-z]x\b(?<![a-z]{2}x)", formulas), title
        shown = str(Text.from_latex(title).capitalize())
        for kept in re.findall(r"\{([^{}]+)\}", title):
            assert kept in shown, title
        before, after = (re.findall(r"\w+", text) for text in (bibliography.plain_text(title), shown))
        # The style sets small letters outside braces: only these words may be changed by it.
        assert {word for word, now in zip(before, after, strict=True) if word != now} <= PLAIN_WORDS, title


# Reading


def test_read_gives_fields_as_written(write: Write) -> None:
    entries = bibliography.read(write(SMALL))
    assert list(entries) == ["first2000word", "other2001word"]
    assert entries["first2000word"].type == "article"
    assert entries["first2000word"].fields["title"] == "A telling title of {CO₂}"


def test_read_is_fresh_after_a_change_and_safe_from_the_caller(write: Write) -> None:
    bibliography.read(write(SMALL))["first2000word"].fields.clear()
    assert bibliography.read(write(SMALL))["first2000word"].fields["year"] == "2000"
    assert (
        bibliography.read(write(SMALL.replace("{2000}", "{2003}")))["first2000word"].fields["year"] == "2003"
    )


def test_read_raises_with_every_fault(write: Write) -> None:
    path = write(SMALL.replace("{Something else}", "{{Something else}") + "stray\n")
    with pytest.raises(bibliography.BibliographyError) as raised:
        bibliography.read(path)
    assert [fault.row for fault in raised.value.faults] == [13]
    assert str(raised.value).startswith("small.bib:13:title: found ")


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.bib"
    assert places(path) == [(None, None)]
    with pytest.raises(bibliography.BibliographyError, match="a readable file"):
        bibliography.read(path)


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("One, A.", "One 2000"),
        ("One, A. and Two, B.", "One and Two 2000"),
        ("One, A. and others", "One et al. 2000"),
        ("One, A. and Two, B. and Three, C.", "One et al. 2000"),
        ("Goddard, III, W. A.", "Goddard 2000"),
        ("Flores Espinosa, M. and Austeria P, M.", "Flores Espinosa and Austeria P 2000"),
        ("Jenndy", "Jenndy 2000"),
    ],
)
def test_short(write: Write, author: str, label: str) -> None:
    path = write(SMALL.replace("First, A. and Second, B. and others", author))
    assert bibliography.short_label("first2000word", path) == label


def test_short_of_every_shipped_work() -> None:
    for key, entry in bibliography.read().items():
        assert bibliography.short_label(key).endswith(entry.fields["year"])


def test_doi(write: Write) -> None:
    path = write(SMALL.replace("  doi = {10.1234/other},\n", ""))
    assert bibliography.doi("first2000word", path) == "10.1234/First-1"
    assert bibliography.doi("other2001word", path) is None


def test_unknown_key_names_the_nearest() -> None:
    with pytest.raises(bibliography.BibliographyError, match=r"'dong2020amonia'.*such as 'dong2020ammonia'"):
        bibliography.doi("dong2020amonia")


# Faults


def test_small_file_is_sound(write: Write) -> None:
    assert bibliography.faults(write(SMALL)) == []


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "found"),
    [
        ("{other2001word", "{first2000word", 11, "key", "key 'first2000word' of line 3 again"),
        ("{other2001word", "{Other2001Word", 11, "key", "'Other2001Word'"),
        ("{other2001word", "{other 2001", 11, "key", "'other 2001'"),
        ("10.1234/other", "10.1234/FIRST-1", 16, "doi", "the doi of first2000word again"),
        ("{Something else}", "{A {Telling} title, of CO2}", 13, "title", "the title of first2000word again"),
        ("10.1234/other", "https://doi.org/10.1234/other", 16, "doi", "'https://doi.org/10.1234/other'"),
        ("10.1234/other", "10.1234/ot her", 16, "doi", "'10.1234/ot her'"),
        ("10.1234/other", "10.12/other", 16, "doi", "'10.12/other'"),
        ("10.1234/other", "10.1234/a&lt;b&gt;c", 16, "doi", "'10.1234/a&lt;b&gt;c'"),
        ("10.1234/other", "10.1234/other.", 16, "doi", "'10.1234/other.'"),
        ("year = {2001}", "year = {0001}", 15, "year", "'0001'"),
        ("year = {2001}", "year = {٢٠٢٠}", 15, "year", "'٢٠٢٠'"),
        *(
            ("  year = {2001},\n", f"  year = {{2001}},\n  month = {{{month}}},\n", 16, "month", f"'{month}'")
            for month in ("13", "0", "Mai", "5/6")
        ),
        (
            "{Other, C.}",
            "{Other, C. & Third, D.}",
            12,
            "author",
            "more than a name in 'Other, C. & Third, D.'",
        ),
        (
            "{Other, C.}",
            "{Other, C., Third}",
            12,
            "author",
            "'C.' between commas of 'Other, C., Third', where Jr. or III stands",
        ),
        ("{Other, C.}", "{Other, C. and Others}", 12, "author", "the name 'Others'"),
        ("{Other, C.}", "{Other, C. and {others}}", 12, "author", "the name '{others}'"),
        ("{Other, C.}", "{others}", 12, "author", "the name 'others'"),
        ("  author = {Other, C.},\n", "", 11, "author", "no such field"),
        ("  title = {Something else},\n", "", 11, "title", "no such field"),
        ("  journal = {J. Test.},\n  year = {2001}", "  year = {2001}", 11, "journal", "no such field"),
        ("  year = {2001},\n", "", 11, "year", "no such field"),
        ("@article{other", "@artcle{other", 11, "type", "'artcle'"),
        ("@article{other", "@book{other", 11, "publisher", "no such field"),
        ("{2001}", "{in press}", 15, "year", "'in press'"),
        ("{2001}", "{01}", 15, "year", "'01'"),
        ("{2001}", "{}", 15, "year", "an empty value"),
        ("{Something else}", "{ {} }", 13, "title", "an empty value"),
        ("{Something else}", '"Some{thing else"', 13, "title", "unbalanced braces"),
        ("{Something else}", '"Some}thing{ else"', 13, "title", "unbalanced braces"),
        ("{Something else}", "{{Something else}", 13, "title", "an entry that cannot be parsed"),
        ("{Something else}", "{Something else}}", 13, "title", "stray text ','"),
        ("{Something else},", "{Something else}", 14, "journal", "what pybtex cannot read"),
        ("{Something else}", "undefined", 13, "title", "what pybtex cannot read"),
        (
            "title = {Something",
            "title = {One},\n  title = {Something",
            14,
            "title",
            "the field a second time",
        ),
        ("  doi = {10.1234/other", "  DOI = {10.1234/other", 16, "DOI", "field name 'DOI'"),
        ("Other, C.", "Vign{\\'e}, C.", 12, "author", "LaTeX in"),
        ("Other, C.", "Sz{\\H o}l{\\H o}, C.", 12, "author", "LaTeX in"),
        ("{Something else}", "{The $\\alpha$ phase}", 13, "title", "LaTeX in"),
        ("{Something else}", "{The \\emph{in situ} view}", 13, "title", "LaTeX in"),
        ("{Something else}", "{Some~thing}", 13, "title", "LaTeX in"),
        ("10.1234/other", "10.1007/123-456\\_5", 16, "doi", "'10.1007/123-456"),
        ("{Something else}", "{CO<sub>2</sub>}", 13, "title", "HTML in"),
        ("{Something else}", "{Some &amp; other}", 13, "title", "HTML in"),
        ("{Something else}", "{Cafe\u0301}", 13, "title", "letters and accents apart"),
        ("{Something else}", "{100 % of it}", 13, "title", "'100 % of it', which the page shows as '100'"),
        ("{Something else}", "{The ``other'' one}", 13, "title", "\"The ``other'' one\", which the page"),
        ("{Something else}", '"Some" # "thing"', 13, "title", '\'"Some" # "thing"\', which the page shows'),
        ("10.1234/other},", "10.1234/other},\n  crossref = {none},", 17, "crossref", "fields taken from"),
        ("Other, C.", "Other, C. AND Second, B.", 12, "author", "'Other, C. AND Second, B.'"),
        ("Other, C.", "Other, C. and and Second, B.", 12, "author", "'Other, C. and and"),
        ("Other, C.", "others and Other, C.", 12, "author", "'others and Other, C.'"),
        ("Other, C.", "Other, C. and", 12, "author", "'Other, C. and'"),
        ("Other, C.", "Other, C., D., E.", 12, "author", "a name that cannot be read"),
        ("\n\n@article{other", "\n\nto do\n@article{other", 11, None, "stray text 'to do'"),
    ],
)
def test_fault_is_reported_at_its_line(
    write: Write, old: str, new: str, row: int, column: str | None, found: str
) -> None:
    assert SMALL.count(old) == 1
    faults = bibliography.faults(write(SMALL.replace(old, new)))
    assert any((f.row, f.column) == (row, column) and f.found.startswith(found) for f in faults), faults
    assert all(fault.file == "small.bib" for fault in faults)


def test_a_joined_value_is_told_with_what_the_page_shows(write: Write) -> None:
    text = "@string{pub = {Journal}}\n" + SMALL.replace(
        "year = {2001}", "note = pub # { Quarterly},\n  year = {2001}"
    )
    (fault,) = bibliography.faults(write(text))
    assert str(fault) == (
        "small.bib:16:note: found 'pub # { Quarterly}', which the page shows as 'Journal Quarterly',"
        " expected a value in braces that both readers show alike"
    )


def test_a_fault_names_the_characters_that_latex_means(write: Write) -> None:
    (fault,) = bibliography.faults(write(SMALL.replace("Other, C.", "Vign{\\'e}, C.")))
    assert fault.expected == "the characters themselves, such as 'Vign{é}, C.'"
    (fault,) = bibliography.faults(write(SMALL.replace("Something else", "CO<sub>2</sub> &amp; more")))
    assert fault.expected == "the characters themselves, such as 'CO2 & more'"


def test_all_faults_are_reported_at_once(write: Write) -> None:
    text = SMALL.replace("{2000}", "{soon}").replace("{2001}", "{later}").replace("10.1234/other", "10.1/x")
    assert places(write(text)) == [(7, "year"), (15, "year"), (16, "doi")]


def test_one_fault_in_the_shipped_file_is_reported_once(tmp_path: Path) -> None:
    text = bibliography.REFERENCES.read_text(encoding="utf-8")
    for old, new, column in [
        ("doi = {10.1002/adma.202001300}", "doi = {doi:10.1002/adma.202001300}", "doi"),
        ("author = {Zou, Y. and Wang, S.}", "author = {}", "author"),
        ("@article{zou2021investigation,", "@articel{zou2021investigation,", "type"),
    ]:
        path = tmp_path / "references.bib"
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        assert places(path) == [(text[: text.index(old)].count("\n") + 1, column)]


def test_broken_entry_is_not_reported_as_a_disagreement_too(write: Write) -> None:
    # The entry is lost to one reader and kept by the other, for the reason given.
    assert places(write(SMALL.replace("title = {Some", "title = {One},\n  title = {Some"))) == [(14, "title")]


def test_each_line_of_stray_text_is_reported(write: Write) -> None:
    assert places(write(SMALL.replace("year = {2001}", "year = {2001}}"))) == [
        (15, "year"),
        (16, "doi"),
        (17, None),
    ]


@pytest.mark.parametrize(
    ("raw", "row", "found"),
    [
        (SMALL.encode("utf-16"), 1, "UTF-16 text"),
        (b"\xef\xbb\xbf" + SMALL.encode(), 1, "a byte order mark"),
        (SMALL.replace("₂", "2").encode("utf-16-le"), 1, "a NUL character"),
        (SMALL.replace("₂", "2").replace("Other, C", "Øther, C").encode("latin-1"), 12, "byte 0xd8"),
        (b"", None, "no entry"),
        (b"% only a comment\n", None, "no entry"),
    ],
)
def test_file_that_is_not_utf8_text(write: Write, raw: bytes, row: int | None, found: str) -> None:
    faults = bibliography.faults(write(raw))
    assert [(fault.row, fault.found) for fault in faults] == [(row, found)]


def test_readers_that_disagree(write: Write) -> None:
    # To pybtex two keys that differ in capitals are one.
    path = write(SMALL.replace("other2001word", "First2000Word"))
    expected = (11, "key", "'First2000Word', not seen by pybtex")
    assert expected in [(f.row, f.column, f.found) for f in bibliography.faults(path)]


def test_title_may_be_missing_only_where_no_list_prints_one(write: Write, tmp_path: Path) -> None:
    path = write(SMALL.replace("  title = {Something else},\n", ""))
    table = tmp_path / "citations.csv"
    rows = {"pei2024": "source,cite\npei2024,other2001word\n"}
    rows["both"] = rows["pei2024"] + "li2022,other2001word\n"
    table.write_text(rows["pei2024"])
    assert places(path, citations=table) == []
    table.write_text(rows["both"])
    assert places(path, citations=table) == [(11, "title")]


@pytest.mark.parametrize("raw", [None, b"id,name\n1,2\n", b"source,cite\n\xff,\n"])
def test_citations_that_cannot_be_read_are_one_fault(write: Write, tmp_path: Path, raw: bytes | None) -> None:
    path = write(SMALL.replace("  title = {Something else},\n", ""))
    table = tmp_path / "data" / "citations.csv"
    table.parent.mkdir()
    if raw is not None:
        table.write_bytes(raw)
    faults = bibliography.faults(path, table)
    found = [(fault.file, fault.expected) for fault in faults]
    assert found == [("data/citations.csv", "columns source and cite")]


# The table of citations


def test_citations_have_their_form(cited: list[dict[str, str]]) -> None:
    raw = bibliography.CITATIONS.read_bytes().decode("utf-8")
    assert raw.startswith("id,source,as_printed,ref_number,cite,confidence,note\n")
    assert "\r" not in raw
    assert all(re.fullmatch(rf"cit-{row['source']}-[a-z0-9]+", row["id"]) for row in cited)
    assert len({row["id"] for row in cited}) == len(cited)
    assert len({(row["source"], row["cite"]) for row in cited if row["cite"]}) == sum(
        bool(row["cite"]) for row in cited
    )
    for row in cited:
        assert (row["cite"] == "") == (row["confidence"] == "unverified"), row
        if row["source"] in READ:
            assert (row["ref_number"] != "") == (row["source"] in ("pei2024", "ji2023")), row
        assert row["id"].startswith(f"cit-{row['source']}-{row['cite']}"), row


def test_numbered_lists_are_whole(cited: list[dict[str, str]]) -> None:
    for source, last in (("pei2024", 48), ("ji2023", 45)):
        numbers = [int(row["ref_number"]) for row in cited if row["source"] == source]
        assert numbers == list(range(1, last + 1))


def test_every_cite_is_in_the_bibliography_and_every_work_is_cited(cited: list[dict[str, str]]) -> None:
    keys = {row["cite"] for row in cited if row["cite"]}
    assert keys <= set(bibliography.read())
    of_rows = {
        cite
        for entry in data.descriptor()["resources"]
        for frame in [data.table(entry["name"])]
        if "cite" in frame
        for cite in frame["cite"]
    }
    assert set(bibliography.read()) <= of_rows


def test_every_work_behind_a_general_statement_says_what_of_it_was_seen() -> None:
    frame = data.table("background")
    assert set(bibliography.read()) >= BACKGROUND
    assert frame["cite"].is_unique
    assert (frame["id"] == "bg-" + frame["cite"]).all()
    assert (frame["statement"].str.len() > 40).all()
    assert not BACKGROUND & set(data.table("citations")["cite"])


def reference_list(text: str) -> dict[int, str]:
    """The entries of a numbered reference list by number."""
    entries: dict[int, str] = {}
    rest = re.split(
        r"^(?:## )?(?:Notes and references|References)$", text, flags=re.MULTILINE | re.IGNORECASE
    )[-1]
    # Numbers are taken in order: a volume or page that starts a line is not the number of an entry.
    while found := re.search(rf"^(?:- )?{len(entries) + 1}\.? (?=[A-Z]\.)", rest, flags=re.MULTILINE):
        if entries:
            entries[len(entries)] = rest[: found.start()]
        rest = rest[found.end() :]
        entries[len(entries) + 1] = rest
    return entries


@needs_texts
def test_as_printed_stands_in_its_source(cited: list[dict[str, str]]) -> None:
    texts = {
        name: (SHARED / "sources" / f"{name}.txt").read_text("utf-8") for name in {r["source"] for r in cited}
    }
    lists = {name: reference_list(text) for name, text in texts.items()}
    counts = Counter((row["source"], row["as_printed"]) for row in cited)
    for row in cited:
        text = texts[row["source"]]
        if row["ref_number"]:
            assert quote_search.occurs_in(row["as_printed"], lists[row["source"]][int(row["ref_number"])]), (
                row
            )
            assert quote_search.normalise(text).count(quote_search.normalise(row["as_printed"])) == 1, row
        else:
            # As a word of its own: "Li et al., 2020" is not found in "Li et al., 2020a".
            spaced = r"\s+".join(map(re.escape, row["as_printed"].split()))
            assert re.search(rf"(?<!\w){spaced}(?!\w)", text), row
    # One key of li2022 means two works; every other is printed for one work alone.
    twice = {key for key, count in counts.items() if count > 1 and key[0] in READ}
    assert twice == {("li2022", "Wang et al., 2022")}


# What is known of each reference


def bare(text: str) -> str:
    """Text without typography: sub- and superscripts on the line, one kind of dash."""
    # The point that closes a sentence of a list may stand inside the quotes that end a title.
    text = re.sub(r"\.'$", "'", unicodedata.normalize("NFKC", bibliography.plain_text(text)))
    return re.sub("[‐–−]|--", "-", text)


def names(authors: list[str]) -> list[str]:
    """Given name, surname, suffix without points and spaces, however the list orders them."""
    turned = []
    for name in authors:
        last, *suffix, first = name.split(", ") if ", " in name else ("", name)
        turned.append(re.sub(r"[.\s]", "", "".join([first, last, *suffix])).replace("etal", "others"))
    return turned


@needs_known
def test_bibliography_holds_what_is_known_and_nothing_more(cited: list[dict[str, str]]) -> None:
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    cited = [row for row in cited if row["source"] in READ]
    assert Counter(item["source_doc"] for item in known) == Counter(row["source"] for row in cited)
    known_works = bibliography.read()
    met = set()
    for item, key in matched(known, cited):
        assert (key == "") == (item["confidence"] == "unverified"), item
        if not key:
            continue
        met.add(key)
        fields = known_works[key].fields
        values = {name: item[name] for name in ("title", "journal", "year", "volume", "pages", "doi")}
        expected = {name: bare(str(value)) for name, value in values.items() if value is not None}
        assert {name: bare(value) for name, value in fields.items() if name != "author"} == expected, key
        assert names(fields["author"].split(" and ")) == names(item["authors"]), key
    assert met == {row["cite"] for row in cited if row["cite"]}


def matched(known: list[dict[str, Any]], cited: list[dict[str, str]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each known reference with the key that the table gives it."""
    by_number = {(row["source"], row["ref_number"]): row for row in cited if row["ref_number"]}
    by_name: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in cited:
        if not row["ref_number"]:
            by_name.setdefault((row["source"], re.sub("[(),]", "", row["as_printed"])), []).append(row)
    for item in known:
        if item["ref_number"]:
            row = by_number[item["source_doc"], str(item["ref_number"])]
        else:
            # The rows of the key that two works share stand in the order of the source's own list.
            row = by_name[item["source_doc"], item["cite_as"].replace(",", "")].pop(0)
        assert row["confidence"] == item["confidence"], row
        yield item, row["cite"]
    assert not any(by_name.values())


@pytest.mark.parametrize(
    "author",
    ["Goddard, III, W. A.", "van der Waals, Jr., J. D.", "{Smith & Sons; Others}", "A, B. and others"],
)
@pytest.mark.parametrize("month", ["1", "05", "12", "may", "Sept", "december"])
def test_names_and_months_that_every_program_reads_alike(write: Write, author: str, month: str) -> None:
    text = SMALL.replace("{Other, C.}", f"{{{author}}}").replace(
        "  year = {2001},\n", f"  year = {{2001}},\n  month = {{{month}}},\n"
    )
    assert not [fault for fault in bibliography.faults(write(text)) if fault.column in ("author", "month")]

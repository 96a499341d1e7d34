"""Citations against what the style guides ask for, written by hand."""

from __future__ import annotations

import hashlib
import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhelpers.citing import csl_styles, styles, works
from reviewhelpers.citing.works import Item

BOOK = "Defects at Work: a companion to four papers on defect electrocatalysis"
US = [{"literal": "The Defects at Work contributors"}]
DAY = {"date-parts": [[2026, 11, 21]]}
ADDRESS = "https://example.org/book/chapters/co2rr/compare.html"

ARTICLE: Item = {
    "type": "article-journal",
    "title": 'Toward selective <span class="nocase">CO₂</span>-to-fuel reduction'
    ' on <span class="nocase">Fe–N₄</span>',
    "author": [{"family": "Chang", "given": "Q. W."}, {"family": "Liu", "given": "Y. M."}],
    "container-title": "J. Am. Chem. Soc.",
    "issued": {"date-parts": [[2022]]},
    "volume": "144",
    "issue": "35",
    "page": "16131-16138",
    "DOI": "10.1021/jacs.2c06953",
}
PART: Item = {
    "type": "chapter",
    "author": US,
    "container-title": BOOK,
    "issued": DAY,
    "version": "1.0.0",
    "URL": f"{ADDRESS}#part",
}


def without(item: Item, *variables: str) -> Item:
    return {variable: value for variable, value in item.items() if variable not in variables}


# Where two readings are possible the official style decides; a comment says so.
EXPECTED: dict[str, tuple[Item, dict[str, str]]] = {
    "article with all fields": (
        ARTICLE,
        {
            "acs": "Chang, Q. W.; Liu, Y. M. Toward Selective CO₂-to-Fuel Reduction on Fe–N₄. J. Am. Chem."
            " Soc."
            " 2022, 144 (35), 16131–16138. https://doi.org/10.1021/jacs.2c06953.",
            "apa": "Chang, Q. W., & Liu, Y. M. (2022). Toward selective CO₂-to-fuel reduction on Fe–N₄. J."
            " Am. Chem."
            " Soc., 144(35), 16131–16138. https://doi.org/10.1021/jacs.2c06953",
            "mla": "Chang, Q. W., and Y. M. Liu. “Toward Selective CO₂-to-Fuel Reduction on Fe–N₄.” J. Am."
            " Chem."
            " Soc., vol. 144, no. 35, 2022, pp. 16131–38, https://doi.org/10.1021/jacs.2c06953.",
            "vancouver": "Chang QW, Liu YM. Toward selective CO₂-to-fuel reduction on Fe–N₄. J Am Chem Soc."
            " 2022;144(35):16131–8. doi:10.1021/jacs.2c06953",
        },
    ),
    "article without pages": (
        without(ARTICLE, "page", "DOI"),
        {
            "acs": "Chang, Q. W.; Liu, Y. M. Toward Selective CO₂-to-Fuel Reduction on Fe–N₄. J. Am. Chem."
            " Soc."
            " 2022, 144 (35).",
            "apa": "Chang, Q. W., & Liu, Y. M. (2022). Toward selective CO₂-to-fuel reduction on Fe–N₄. J."
            " Am. Chem."
            " Soc., 144(35).",
            "mla": "Chang, Q. W., and Y. M. Liu. “Toward Selective CO₂-to-Fuel Reduction on Fe–N₄.” J. Am."
            " Chem."
            " Soc., vol. 144, no. 35, 2022.",
            "vancouver": "Chang QW, Liu YM. Toward selective CO₂-to-fuel reduction on Fe–N₄. J Am Chem Soc."
            " 2022;144(35).",
        },
    ),
    # APA asks for a description in brackets where a work has no title. These works have one, only not
    # in the source, so that [Untitled] would be wrong.
    "article without title": (
        without(ARTICLE, "title", "issue", "DOI"),
        {
            "acs": "Chang, Q. W.; Liu, Y. M. J. Am. Chem. Soc. 2022, 144, 16131–16138.",
            "apa": "Chang, Q. W., & Liu, Y. M. (2022). J. Am. Chem. Soc., 144, 16131–16138.",
            "mla": "Chang, Q. W., and Y. M. Liu. J. Am. Chem. Soc., vol. 144, 2022, pp. 16131–38.",
            "vancouver": "Chang QW, Liu YM. J Am Chem Soc. 2022;144:16131–8.",
        },
    ),
    "article with authors cut": (
        {**without(ARTICLE, "issue", "DOI", "title"), "custom": {"authors-cut": True}},
        {
            "acs": "Chang, Q. W.; Liu, Y. M.; et al. J. Am. Chem. Soc. 2022, 144, 16131–16138.",
            "apa": "Chang, Q. W., Liu, Y. M., et al. (2022). J. Am. Chem. Soc., 144, 16131–16138.",
            "mla": "Chang, Q. W., et al. J. Am. Chem. Soc., vol. 144, 2022, pp. 16131–38.",
            "vancouver": "Chang QW, Liu YM, et al. J Am Chem Soc. 2022;144:16131–8.",
        },
    ),
    "advance-online article without volume": (
        without(ARTICLE, "volume", "issue", "page"),
        {
            "acs": "Chang, Q. W.; Liu, Y. M. Toward Selective CO₂-to-Fuel Reduction on Fe–N₄. J. Am. Chem."
            " Soc."
            " 2022. https://doi.org/10.1021/jacs.2c06953.",
            "apa": "Chang, Q. W., & Liu, Y. M. (2022). Toward selective CO₂-to-fuel reduction on Fe–N₄. J."
            " Am. Chem."
            " Soc. https://doi.org/10.1021/jacs.2c06953",
            "mla": "Chang, Q. W., and Y. M. Liu. “Toward Selective CO₂-to-Fuel Reduction on Fe–N₄.” J. Am."
            " Chem."
            " Soc., 2022, https://doi.org/10.1021/jacs.2c06953.",
            "vancouver": "Chang QW, Liu YM. Toward selective CO₂-to-fuel reduction on Fe–N₄. J Am Chem"
            " Soc. 2022."
            " doi:10.1021/jacs.2c06953",
        },
    ),
    "article with a number instead of pages": (
        {**without(ARTICLE, "title", "issue", "page", "DOI"), "number": "2202351"},
        {
            "acs": "Chang, Q. W.; Liu, Y. M. J. Am. Chem. Soc. 2022, 144, 2202351.",
            "apa": "Chang, Q. W., & Liu, Y. M. (2022). J. Am. Chem. Soc., 144, Article 2202351.",
            "mla": "Chang, Q. W., and Y. M. Liu. J. Am. Chem. Soc., vol. 144, 2022, article 2202351.",
            "vancouver": "Chang QW, Liu YM. J Am Chem Soc. 2022;144:2202351.",
        },
    ),
    "book": (
        {
            "type": "book",
            "title": "Electrochemical methods: Fundamentals and applications",
            "author": [{"family": "Bard", "given": "Allen J."}, {"family": "Faulkner", "given": "Larry R."}],
            "edition": "2",
            "publisher": "Wiley",
            "publisher-place": "New York",
            "issued": {"date-parts": [[2001]]},
        },
        {
            "acs": "Bard, A. J.; Faulkner, L. R. Electrochemical Methods: Fundamentals and Applications,"
            " 2nd ed.;"
            " Wiley: New York, 2001.",
            "apa": "Bard, A. J., & Faulkner, L. R. (2001). Electrochemical methods: Fundamentals and"
            " applications"
            " (2nd ed.). Wiley.",
            "mla": "Bard, Allen J., and Larry R. Faulkner. Electrochemical Methods: Fundamentals and"
            " Applications."
            " 2nd ed., Wiley, 2001.",
            "vancouver": "Bard AJ, Faulkner LR. Electrochemical methods: Fundamentals and applications."
            " 2nd ed. New"
            " York: Wiley; 2001.",
        },
    ),
    "book section": (
        {
            "type": "chapter",
            "title": "Kinetics of electrode reactions",
            "author": [{"family": "Bard", "given": "A. J."}],
            "editor": [{"family": "Smith", "given": "I. T."}, {"family": "Jones", "given": "B."}],
            "container-title": "Handbook of electrochemistry",
            "page": "1-20",
            "publisher": "Wiley",
            "publisher-place": "New York",
            "issued": {"date-parts": [[2001]]},
        },
        {
            "acs": "Bard, A. J. Kinetics of Electrode Reactions. In Handbook of Electrochemistry; Smith,"
            " I. T.,"
            " Jones, B., Eds.; Wiley: New York, 2001; pp 1–20.",
            "apa": "Bard, A. J. (2001). Kinetics of electrode reactions. In I. T. Smith & B. Jones (Eds.),"
            " Handbook"
            " of electrochemistry (pp. 1–20). Wiley.",
            "mla": "Bard, A. J. “Kinetics of Electrode Reactions.” Handbook of Electrochemistry, edited by"
            " I. T."
            " Smith and B. Jones, Wiley, 2001, pp. 1–20.",
            "vancouver": "Bard AJ. Kinetics of electrode reactions. In: Smith IT, Jones B, editors."
            " Handbook of"
            " electrochemistry. New York: Wiley; 2001. p. 1–20.",
        },
    ),
    # APA, MLA and NLM date a part of a book by the year alone; the version tells the rest.
    "section of this book": (
        {**PART, "number": "Section 9.4", "title": "Turnover of CO₂"},
        {
            "acs": "The Defects at Work contributors. Section 9.4. Turnover of CO₂. In Defects at Work: A"
            " Companion"
            " to Four Papers on Defect Electrocatalysis; version 1.0.0; 2026."
            f" {ADDRESS}#part.",
            "apa": "The Defects at Work contributors. (2026). Section 9.4. Turnover of CO₂. In Defects at"
            " Work: A"
            " companion to four papers on defect electrocatalysis (Version 1.0.0)."
            f" {ADDRESS}#part",
            "mla": "The Defects at Work contributors. “Section 9.4. Turnover of CO₂.” Defects at Work: A"
            " Companion"
            " to Four Papers on Defect Electrocatalysis, Version 1.0.0, 2026,"
            f" {ADDRESS}#part.",
            "vancouver": "The Defects at Work contributors. Section 9.4. Turnover of CO₂. In: Defects at"
            " Work: a"
            " companion to four papers on defect electrocatalysis [Internet]. Version 1.0.0. 2026."
            " Available from:"
            f" {ADDRESS}#part",
        },
    ),
    "figure of this book": (
        {
            **PART,
            "type": "figure",
            "genre": "Figure",
            "number": "Fig. 9.2",
            "title": "Efficiency against potential",
            "version": "1.0, changed 21 Nov 2026",
        },
        {
            "acs": "The Defects at Work contributors. Fig. 9.2. Efficiency against Potential. In Defects"
            " at Work: A"
            " Companion to Four Papers on Defect Electrocatalysis; version 1.0, changed 21 Nov 2026; 2026."
            f" {ADDRESS}#part.",
            "apa": "The Defects at Work contributors. (2026). Fig. 9.2. Efficiency against potential"
            " [Figure]. In"
            " Defects at Work: A companion to four papers on defect electrocatalysis (Version 1.0,"
            " changed"
            f" 21 Nov 2026). {ADDRESS}#part",
            "mla": "The Defects at Work contributors. “Fig. 9.2. Efficiency against Potential.” Defects at"
            " Work: A"
            " Companion to Four Papers on Defect Electrocatalysis, Version 1.0, changed 21 Nov 2026,"
            f" 2026, {ADDRESS}#part.",
            "vancouver": "The Defects at Work contributors. Fig. 9.2. Efficiency against potential. In:"
            " Defects at"
            " Work: a companion to four papers on defect electrocatalysis [Internet]. Version 1.0,"
            " changed"
            f" 21 Nov 2026. 2026. Available from: {ADDRESS}#part",
        },
    ),
    "dataset": (
        {
            "type": "dataset",
            "title": "Data of Defects at Work",
            "author": US,
            "version": "1.0.0",
            "publisher": "Zenodo",
            "issued": DAY,
            "URL": "https://example.org/data",
        },
        {
            "acs": "The Defects at Work contributors. Data of Defects at Work; version 1.0.0; Data Set;"
            " Zenodo, 2026."
            " https://example.org/data.",
            "apa": "The Defects at Work contributors. (2026). Data of Defects at Work (Version 1.0.0)"
            " [Data set]."
            " Zenodo. https://example.org/data",
            "mla": "The Defects at Work contributors. “Data of Defects at Work.” Version 1.0.0, Zenodo, 21"
            " Nov. 2026,"
            " https://example.org/data.",
            "vancouver": "The Defects at Work contributors. Data of Defects at Work [Internet]. Version"
            " 1.0.0."
            " Zenodo; 2026. Available from: https://example.org/data",
        },
    ),
    "web page": (
        {
            "type": "webpage",
            "title": "Periodic table of the elements",
            "author": [{"literal": "International Union"}],
            "container-title": "IUPAC",
            "issued": {"date-parts": [[2022, 5, 4]]},
            "accessed": {"date-parts": [[2026, 11, 2]]},
            "URL": "https://example.org/table",
        },
        {
            "acs": "International Union. Periodic Table of the Elements. IUPAC. https://example.org/table"
            " (accessed"
            " 2026-11-02).",
            "apa": "International Union. (2022, May 4). Periodic table of the elements. IUPAC."
            " https://example.org/table",
            "mla": "International Union. “Periodic Table of the Elements.” IUPAC, 4 May 2022,"
            " https://example.org/table.",
            "vancouver": "International Union. IUPAC [Internet]. 2022 [cited 2026 Nov 2]. Periodic table"
            " of the"
            " elements. Available from: https://example.org/table",
        },
    ),
}


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize("kind", EXPECTED)
def test_citation_is_as_the_guide_asks(kind: str, style: str) -> None:
    item, expected = EXPECTED[kind]
    assert styles.format_text([item], style) == [expected[style]]


# The official styles


def test_styles_are_the_official_files_that_the_readme_names() -> None:
    named = dict(
        re.findall(r"`([\w-]+\.csl)` .*`([0-9a-f]{64})`", (csl_styles.CSL / "README.md").read_text())
    )
    held = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in csl_styles.CSL.glob("*.csl")}
    assert named == held
    assert set(csl_styles.FILES.values()) == set(held)


# Parts of the book


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize("kind", ["chapter", "figure", "dataset", "book"])
def test_every_part_names_itself_the_book_version_date_and_address(kind: str, style: str) -> None:
    item = {**PART, "type": kind, "number": "Table 9.1", "title": "Numbers", "version": "9.8.7"}
    if kind in ("dataset", "book"):
        del item["number"]
    if kind == "book":
        item = {**without(item, "container-title"), "title": BOOK}
    entry = styles.format_text([item], style)[0]
    told = [
        "The Defects at Work contributors.",
        "Defects at Work: ",
        "ersion 9.8.7",
        "2026",
        f"{ADDRESS}#part",
    ]
    if kind != "book":
        told.append("Numbers")
    if "number" in item:
        told.append("Table 9.1. Numbers")
    assert all(entry.count(each) == 1 for each in told), entry


@pytest.mark.parametrize("style", styles.STYLES)
def test_a_part_without_date_and_address_reads_well(style: str) -> None:
    entry = styles.format_text([without({**PART, "title": "Turnover"}, "issued", "URL")], style)[0]
    assert ("(n.d.)" in entry) == (style == "apa")
    assert not re.search(r"None|https|\.\.|, \.|; \.|  |\(\)|\[\]", entry)
    assert entry.endswith(".")


# Every work of the bibliography


@pytest.mark.parametrize("style", styles.STYLES)
def test_every_work_reads_well_and_keeps_its_formulas(style: str) -> None:
    items = list(works.items().values())
    for item, entry in zip(items, styles.format_text(items, style), strict=True):
        assert not re.search(r"[\ufdd0-\ufdef]|None|\.\.|,,|  | [.,;:]|\(\)|“”|et al[^.]", entry), entry
        first = item["author"][0]
        names = (first.get("non-dropping-particle"), first.get("family"), first.get("literal"))
        assert entry.startswith(" ".join(filter(None, names))), entry
        kept = works.NOCASE.findall(item.get("title", ""))
        assert all(word.replace("'", "’") in entry for word in kept), entry
        # A title or a version may hold a year of its own.
        assert str(item["issued"]["date-parts"][0][0]) in re.findall(r"(?<!\d)(?:20\d\d|19\d\d)", entry)
        if item.get("custom"):
            assert entry.count("et al.") == 1, entry


# Names, signs and hostile text

NAMES = [
    {"family": "李", "given": "明"},
    {"family": "Müller", "given": "Jean-Paul", "non-dropping-particle": "von"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "O'Neil & <Co> {50_%}", "given": "Éva"},
]


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("acs", "李明; von Müller, J.-P.; King, M. L., Jr.; O'Neil & <Co> {50_%}, É. "),
        ("apa", "李明, von Müller, J.-P., King, M. L., Jr., & O'Neil & <Co> {50_%}, É. (2022)."),
        ("mla", "李明, et al. "),
        ("vancouver", "李明, von Müller JP, King ML Jr, O'Neil & <Co> {50_%} É. "),
    ],
)
def test_names_keep_their_order_and_signs(style: str, names: str) -> None:
    assert styles.format_text([{**ARTICLE, "author": NAMES}], style)[0].startswith(names)


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize("count", [1, 2, 6, 7, 19, 20, 21])
def test_a_cut_list_of_authors_ends_in_et_al_whatever_its_length(style: str, count: int) -> None:
    authors = [{"family": f"A{'bcdefghijklmnopqrstuvwxyz'[index]}", "given": "X."} for index in range(count)]
    item = {**without(ARTICLE, "title"), "author": authors, "custom": {"authors-cut": True}}
    entry = styles.format_text([item], style)[0]
    # With 20 authors and more APA would name the last one, who is not known here.
    shown = {"acs": count, "apa": min(count, 19), "mla": 1, "vancouver": min(count, 6)}[style]
    assert re.findall("A[b-z](?=,? X)", entry) == [author["family"] for author in authors[:shown]]
    assert re.search(r"X\.?[,;] et al\. ", entry), entry
    assert not re.search("et al.*et al|&|and|…", entry), entry


def test_text_with_markup_is_inert_in_html_and_whole_in_plain_text() -> None:
    title = r"<script>alert(1)</script> & <b>\input{x} 100 %_#"
    item = {**ARTICLE, "title": title, "URL": "https://example.org/?a=1&b=<i>"}
    for style in styles.STYLES:
        assert title in styles.format_text([item], style)[0]
        tags = set(re.findall("<[^>]*>", styles.format_html([item], style)[0]))
        assert tags <= {"<i>", "</i>", "<b>", "</b>"}


def test_italics_and_bold_are_marked_in_html() -> None:
    assert styles.format_html([without(ARTICLE, "title", "DOI", "issue")], "acs") == [
        "Chang, Q. W.; Liu, Y. M. <i>J. Am. Chem. Soc.</i> <b>2022</b>, <i>144</i>, 16131–16138."
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=30),
    st.sampled_from(styles.STYLES),
)
def test_any_title_comes_out_whole(word: str, style: str) -> None:
    title = f'The <span class="nocase">{html.escape(word)}X</span> of it'
    entry = styles.format_text([{**ARTICLE, "title": title}], style)[0]
    shown = html.escape(word)
    if style == "mla":
        # Quotation marks inside a quoted title become single ones.
        shown = shown.replace("“", "‘").replace("”", "’")
    assert f"The {shown}X of " in entry


# Details of the guides


@pytest.mark.parametrize(
    ("pages", "mla", "vancouver"),
    [("5-12", "pp. 5–12", ":5–12"), ("1-14", "pp. 1–14", ":1–14"), ("98-101", "pp. 98–101", ":98–101")],
)
def test_short_page_ranges_lose_no_digit(pages: str, mla: str, vancouver: str) -> None:
    item = {**without(ARTICLE, "DOI"), "page": pages}
    assert styles.format_text([item], "mla")[0].endswith(f"{mla}.")
    assert styles.format_text([item], "vancouver")[0].endswith(f"{vancouver}.")


def test_question_marks_take_the_place_of_points() -> None:
    item = {**without(ARTICLE, "DOI"), "title": "What is “active”?"}
    assert "What Is “Active”? J. Am." in styles.format_text([item], "acs")[0]
    assert "“What Is ‘Active’?” J. Am." in styles.format_text([item], "mla")[0]
    assert "What is “active”? J. Am." in styles.format_text([item], "apa")[0]


def test_dates_and_theses_come_out_without_what_the_processor_adds() -> None:
    assert (
        ". 2022 May 4;144"
        in styles.format_text([{**ARTICLE, "issued": {"date-parts": [[2022, 5, 4]]}}], "vancouver")[0]
    )
    thesis = {**without(ARTICLE, "container-title", "volume", "issue", "page", "DOI"), "type": "thesis"}
    thesis |= {"title": "On defects", "genre": "PhD thesis", "publisher": "ETH"}
    assert styles.format_text([thesis], "apa")[0].endswith("(2022). On defects [PhD thesis]. ETH.")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("from NO to NH₃: a view in situ", "From NO to NH₃: A View In Situ"),
        (
            "single-atom/metal oxide and solid–liquid interfaces",
            "Single-Atom/Metal Oxide and Solid–Liquid Interfaces",
        ),
        (
            "photo(electro)catalysts (new) of x in performance.csv",
            "Photo(electro)catalysts (New) of x in performance.csv",
        ),
        (
            '<span class="nocase">sp³</span> and <span class="nocase">e.g. in water</span> up',
            "sp³ and e.g. in water Up",
        ),
        ("reduction of 50 ppm NO at 20 mA", "Reduction of 50 ppm NO at 20 mA"),
        ("sites characterized by operando spectroscopy", "Sites Characterized by Operando Spectroscopy"),
        ("an in-situ and in situ view", "An In-Situ and In Situ View"),
        ("near-field x-ray lines", "Near-Field X-ray Lines"),
        ('phthalocyaninatocobalt(<span class="nocase">II</span>)', "Phthalocyaninatocobalt(II)"),
        ("pores of 50 μm and 5 µmol at 500 rpm", "Pores of 50 μm and 5 µmol at 500 rpm"),
        ("at 1 bar, 5 ms or 20 fs long", "At 1 bar, 5 ms or 20 fs Long"),
        ("a 50-nm film and a 50-nm-thick one", "A 50-nm Film and a 50-nm-Thick One"),
        ("sub-2 nm clusters at 50 ppm-level doses", "Sub-2 nm Clusters at 50 ppm-Level Doses"),
        (
            "yields at 100 mA cm² over 5 mg/cm² of sp³ carbon",
            "Yields at 100 mA cm² over 5 mg/cm² of sp³ Carbon",
        ),
        ("films from 50 nm: at last", "Films from 50 nm: At Last"),
        ("bar charts in min mode", "Bar Charts in Min Mode"),
        ("grown in vacuo and in utero", "Grown In Vacuo and In Utero"),
        ("an in‐situ and non‑covalent x‐ray view", "An In‐Situ and Non‑Covalent X‐ray View"),
        ("on trans-stilbene and tert-butyl on a-Si", "On trans-Stilbene and tert-Butyl on a-Si"),
        ('an a-<span class="nocase">C</span> film', "An a-C Film"),
        ("a meta-analysis across trans isomers", "A Meta-Analysis across Trans Isomers"),
    ],
)
def test_titles_get_capitals_where_acs_and_mla_want_them(title: str, shown: str) -> None:
    for style in ("acs", "mla"):
        assert shown in styles.format_text([{**ARTICLE, "title": title}], style)[0]
    plain, apa = works.without_marks(title), styles.format_text([{**ARTICLE, "title": title}], "apa")[0]
    assert plain.casefold() in apa.casefold()
    if ":" not in plain:
        assert plain in apa


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Defects: a view", "Defects: A view"),
        ("Why defects? an answer! the end", "Why defects? An answer! The end"),
        ("Nitrate—a step — the next", "Nitrate—A step — The next"),
        ("Sites: “active” ones", "Sites: “Active” ones"),
        ("Sites: α-phase, why? p-type! x-ray: in situ", "Sites: α-phase, why? p-type! X-ray: In situ"),
        ("Films: a-Si—a-SiC: tert-butyl", "Films: a-Si—a-SiC: tert-Butyl"),
        ('Sites: <span class="nocase">iron</span> of old', "Sites: iron of old"),
        (
            'Of <span class="nocase">a: b</span> and pumps: pH of 1:1 mixtures',
            "Of a: b and pumps: pH of 1:1 mixtures",
        ),
    ],
)
def test_apa_has_a_capital_where_a_subtitle_begins(title: str, shown: str) -> None:
    assert f"(2022). {shown}" in styles.format_text([{**ARTICLE, "title": title}], "apa")[0]
    assert (
        f"In {shown} (" in styles.format_text([{**PART, "title": "It", "container-title": title}], "apa")[0]
    )
    # NLM leaves a title as the work has it.
    assert works.without_marks(title) in styles.format_text([{**ARTICLE, "title": title}], "vancouver")[0]


def test_apa_leaves_the_case_of_other_languages() -> None:
    item = {**ARTICLE, "title": "Pores: une vue", "language": "fr"}
    assert "Pores: une vue" in styles.format_text([item], "apa")[0]


@pytest.mark.parametrize("style", ["apa", "vancouver"])
def test_the_name_of_a_journal_keeps_its_case(style: str) -> None:
    entry = styles.format_text([{**ARTICLE, "container-title": "Surfaces: a journal"}], style)[0]
    assert "Surfaces: a journal" in entry


@pytest.mark.parametrize(
    ("short", "acs", "vancouver"),
    [
        ("Angew. Chem., Int. Ed.", "Angew. Chem., Int. Ed. 2022", "Angew Chem Int Ed. 2022"),
        (
            "J. Chem. Soc., Dalton Trans.",
            "J. Chem. Soc., Dalton Trans. 2022",
            "J Chem Soc Dalton Trans. 2022",
        ),
    ],
)
def test_abbreviations_have_no_commas_in_vancouver(short: str, acs: str, vancouver: str) -> None:
    item = {**ARTICLE, "container-title-short": short}
    assert f" {acs}" in styles.format_text([item], "acs")[0]
    assert f" {vancouver};" in styles.format_text([item], "vancouver")[0]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("known as '<span class=\"nocase\">X</span>-phase'", "known as ‘X-phase’"),
        ('known as "<span class="nocase">X</span>"', "known as “X”"),
        ('on <span class="nocase">Green</span>\'s function', "on Green’s function"),
        ("on <span class=\"nocase\">'X'</span> alone", "on ‘X’ alone"),
        ('what <span class="nocase">X</span> "is" in (\'Y\')', "what X “is” in (‘Y’)"),
        ("on 2,2':6',2''-terpyridine", "on 2,2′:6′,2′′-terpyridine"),
        ('on <span class="nocase">2,2\'</span>-bipyridine', "on 2,2′-bipyridine"),
        (
            "in 'phase 1', copper's 'phase 2': a view of 4,4'-it",
            "in ‘phase 1’, copper’s ‘phase 2’: a view of 4,4′-it",
        ),
        ("in 'copper's phase 1', not 2", "in ‘copper’s phase 1’, not 2"),
    ],
)
def test_quotation_marks_open_and_close_around_protected_words(title: str, shown: str) -> None:
    assert f". {shown}." in styles.format_text([{**ARTICLE, "title": title}], "vancouver")[0]


def test_the_x_phase_of_the_bibliography_is_quoted() -> None:
    item = works.items()["janczak2003synthesis"]
    for style, shown in (("acs", "Known as ‘X-Phase’"), ("apa", "known as ‘X-phase’")):
        assert shown in styles.format_text([item], style)[0]


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("copper's known 'X-phase'", "opper’s "),
        ("copper's known 'X-phase'", "-"),
        ('what "active" is', "ctive"),
    ],
)
def test_no_straight_quotation_mark_is_printed(title: str, shown: str, style: str) -> None:
    entry = styles.format_text([{**ARTICLE, "title": title}], style)[0]
    assert shown in entry
    assert not re.search("[\"']", entry), entry


@pytest.mark.parametrize(
    ("style", "name"),
    [
        ("acs", "Adv. Funct. Mater."),
        ("apa", "Advanced Functional Materials"),
        ("mla", "Advanced Functional Materials"),
        ("vancouver", "Adv Funct Mater"),
    ],
)
def test_a_journal_is_named_as_the_style_asks(style: str, name: str) -> None:
    items = works.items()
    # One source prints Adv. Funct. Mat., another Adv. Funct. Mater.
    both = [items["boppella2022pyrrolic"], items["yan2020ru"]]
    assert all(name in entry for entry in styles.format_text(both, style))


def test_titles_in_other_languages_keep_their_case() -> None:
    item = {**ARTICLE, "title": "Über die elektrolytische Reduktion", "language": "de"}
    assert "Über die elektrolytische Reduktion." in styles.format_text([item], "acs")[0]


WHOLE: Item = {**without(PART, "container-title"), "type": "book"}
ENDS = ("", "Why", "Why?", "So!", "And so..", "a: b;", "“Two” “quotes”", "(in brackets)", ".5 V", "?", "é")


def test_what_the_processor_only_hands_on_is_put_back_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds = [item for item, _ in EXPECTED.values()] + list(works.items().values())[::8]
    ended = [{**item, "title": title} for item in (ARTICLE, PART, WHOLE) for title in ENDS]
    asked = [(item, style) for item in [*kinds, *ended] for style in styles.STYLES]

    def entries() -> list[str]:
        styles.ENTRY_CACHE.clear()
        return [styles.format_html([item], style)[0] for item, style in asked]

    shaped = entries()
    monkeypatch.setattr(styles, "_PLACEHOLDERS", {})
    assert shaped == entries()


def test_parts_that_differ_in_title_and_address_alone_are_processed_once() -> None:
    parts = [{**PART, "title": f"About {name}", "URL": f"{ADDRESS}#{name}"} for name in ("us", "them", "it")]
    styles.ENTRY_CACHE.clear()
    styles._process.cache_clear()
    assert len(set(styles.format_text(parts, "mla"))) == 3
    assert styles._process.cache_info().misses == 1

"""Citations read by the programs that students use: citeproc-js, BibTeX, pandoc, and the names of Zotero."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import citeproc
import pytest
import yaml

from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing import book_metadata, csl_styles, formats, items, styles, works
from reviewhelpers.citing.works import Item
from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

ADDRESS = "https://example.org/book/"
CHECKERS = data.ROOT / "tests" / "checkers"
PACKAGE = data.ROOT / "_build" / "checkers" / "node_modules" / "citeproc"
NAMES = json.loads((CHECKERS / "names.json").read_text(encoding="utf-8"))
CSL, ZOTERO = NAMES["csl"], NAMES["zotero"]

TWELVE = (
    "ao2019markedly",
    "boppella2022pyrrolic",
    "chen2018chem",
    "choi2019highly",
    "cordero2008covalent",
    "gao2017review",
    "gu2019atomically",
    "li2022pair",
    "pei2024low",
    "su2022complementary",
    "wang2020hierarchically",
    "xiao2017pnas",
)
SIX = ("home", "fig-norr-epr", "tab-use-quantities", "co2rr-lattice", "ex-use-remainder", items.DATA)


@cache
def book() -> items.Book:
    """The book as at a release, so that each run sees the same version and days."""
    found = items.book(data.ROOT)
    return dataclasses.replace(
        found,
        release=book_metadata.Release("1.0.0", date=date(2026, 11, 21), released=True),
        dates=dict.fromkeys(found.dates, date(2026, 11, 21)),
        address=ADDRESS,
    )


@cache
def figure_number() -> str:
    """The number of the figure among the six: of its page in the order of the book, and its place on that page."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    page = "chapters/norr/vacancies"
    shown = re.findall(
        r'figures\.show\(\\"([a-z0-9-]+)', (ROOT / f"{page}.ipynb").read_text(encoding="utf-8")
    )
    return f"{pages.index(page) + 1}.{shown.index(SIX[1]) + 1}"


@cache
def all_items() -> dict[str, Item]:
    of_works, of_parts = works.items(), book().items()
    return {key: of_works[key] for key in TWELVE} | {label: of_parts[label] for label in SIX}


def lacking(what: str, mend: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"no {what}: {mend}")
    pytest.skip(f"there is no {what}; {mend}")


# citeproc-js


@pytest.fixture(scope="module")
def by_citeproc() -> Mapping[str, list[str]]:
    """What citeproc-js makes of the CSL-JSON file, by style."""
    node = shutil.which("node")
    if node is None or not PACKAGE.is_dir():
        lacking("citeproc-js", "run `make checkers`, which needs npm")
    locale = Path(citeproc.__file__).parent / "data" / "locales" / "locales-en-US.xml"
    asked = {
        "folder": str(PACKAGE),
        "locale": locale.read_text(encoding="utf-8"),
        "styles": {
            name: (csl_styles.CSL / file).read_text(encoding="utf-8")
            for name, file in csl_styles.FILES.items()
        },
        "items": json.loads(formats.csl_json(list(all_items().values()))),
    }
    done = subprocess.run(
        [str(node), str(CHECKERS / "citations.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    # The number of an entry is the list's.
    found: dict[str, list[str]] = json.loads(done.stdout)
    return {style: [re.sub(r"^\(?\d+[.)]\s*", "", line) for line in lines] for style, lines in found.items()}


# What our own entries have more, or otherwise, than the official styles print of the same file: the style,
# the rule of its manual or what the style has no place for, and what turns ours into theirs.
DIFFERENT: tuple[tuple[str, str, str, str], ...] = (
    (
        "apa",
        "APA: Article before the number of an article; no type of Zotero has one",
        r"Article (?=\w)",
        "",
    ),
    ("mla", "MLA: a number of an article is no page", r"article (?=\w+[,.])", "p. "),
    ("apa", "APA: et al. without &, where a source cuts the list", r"(?<=, )et al\.", "& et al."),
    ("apa", "APA: what the work is, in brackets, which a chapter has not", r" \[(Figure|Table)\]", ""),
    *(
        (
            "apa",
            "APA: a capital behind a colon; the style leaves the case",
            f"(?<={before}: ){after}",
            after.lower(),
        )
        for before, after in (
            ("Defects at Work", "A"),
            ("defect electrocatalysis", "D"),
            ("Exercises", "F"),
            ("low temperatures", "C"),
        )
    ),
    ("apa", "APA: [Data set]; the style has Dataset", r"\[Data set\]", "[Dataset]"),
    (
        "acs",
        "ACS: capitals in the title of a book; the style leaves them",
        r"(?<=In )(Defects[^;]*)",
        "lower",
    ),
    ("acs", "ACS: version of a book; the style prints none", r"; version 1\.0(?=; 2026)", ""),
    (
        "acs",
        "ACS: version and kind of a data set; the style prints none",
        r"; version 1\.0; Data Set; 2026",
        ", 2026",
    ),
    ("acs", "ACS: address of a part; the style prints none", r"(?<=; 2026\.) https:\S+", ""),
    (
        "acs",
        "the edition of a book stands behind a comma in the style",
        r"(Electrocatalysis)(?=; 2026\.$)",
        r"\1, Version 1.0.",
    ),
    (
        "mla",
        "MLA: the year alone behind a version; the style has the day",
        r"(Package.” Version 1\.0), 2026",
        r"\1, 21 Nov. 2026",
    ),
    (
        "vancouver",
        "NLM: version of a data set; the style prints none",
        r"(package \[Internet\])\. Version 1\.0",
        r"\1",
    ),
)


def as_theirs(entry: str, style: str) -> str:
    for of, _, pattern, replacement in DIFFERENT:
        if of == style and replacement == "lower":
            entry = re.sub(pattern, lambda found: book().title, entry)
        elif of == style:
            entry = re.sub(pattern, replacement, entry)
    return entry


@pytest.mark.parametrize("style", styles.STYLES)
def test_citeproc_js_sets_the_same(by_citeproc: Mapping[str, list[str]], style: str) -> None:
    assert len(all_items()) == 18
    ours = [as_theirs(entry, style) for entry in styles.format_text(list(all_items().values()), style)]
    assert by_citeproc[style] == ours


@pytest.mark.parametrize("style", styles.STYLES)
def test_citeproc_js_prints_the_part_its_book_and_its_number(
    by_citeproc: Mapping[str, list[str]], style: str
) -> None:
    set_ = dict(zip(all_items(), by_citeproc[style], strict=True))
    assert f"Fig. {figure_number()}. EPR" in set_["fig-norr-epr"]
    assert all("defects at work" in set_[label].casefold() for label in SIX)
    assert all(set_[label].startswith("The Defects at Work contributors.") for label in SIX)
    assert "2202351" in set_["boppella2022pyrrolic"]
    assert "et al." in set_["boppella2022pyrrolic"]
    assert not [
        line for line in set_.values() if re.search("oftware|Version Version|Figure Fig|ends its list", line)
    ]


# The schema of CSL-JSON, and the types and fields of Zotero


@pytest.fixture(scope="module")
def written() -> list[Item]:
    """All items of the works and of the book, as the CSL-JSON file has them."""
    found: list[Item] = json.loads(formats.csl_json([*works.items().values(), *book().items().values()]))
    return found


def test_csl_json_keeps_to_the_official_schema(written: list[Item]) -> None:
    known = {"type", "id", "categories", "custom", *CSL["text"], *CSL["names"], *CSL["dates"]}
    parts_of_a_name = {"family", "given", "non-dropping-particle", "suffix"}
    for item in written:
        assert {"id", "type"} <= item.keys() <= known
        assert item["type"] in CSL["types"]
        assert all(isinstance(item[variable], str) for variable in item.keys() & set(CSL["text"]))
        assert isinstance(item.get("custom", {}), dict)
        for variable in item.keys() & set(CSL["names"]):
            for name in item[variable]:
                assert name
                assert name.keys() <= parts_of_a_name or name.keys() == {"literal"}
                assert all(isinstance(part, str) and part for part in name.values())
        for variable in item.keys() & set(CSL["dates"]):
            (day,) = item[variable]["date-parts"]
            assert 1 <= len(day) <= 3
            assert all(isinstance(part, int) for part in day)


def test_zotero_has_a_field_for_all_that_csl_json_says(written: list[Item]) -> None:
    # The date and address have their own; the others are for processors of CSL.
    aside = {"id", "type", "author", "editor", "issued", "accessed", "custom", "container-title-short"}
    kinds = set()
    for item in written:
        kind = ZOTERO["types"][item["type"]]
        kinds.add(kind)
        for variable in item.keys() - aside:
            fields = ZOTERO["fields"][variable]
            # A web page of a glossary is a document to Zotero, which has no container for it.
            if (kind, variable) == ("document", "container-title"):
                continue
            assert set(fields) & set(ZOTERO["has"][kind]), (item["id"], kind, variable)
    assert kinds == {"journalArticle", "bookSection", "book", "dataset", "document"}


def test_zotero_gets_the_book_with_every_part_of_it(written: list[Item]) -> None:
    ours = [item for item in written if item["id"].startswith("defects-at-work")]
    assert len(ours) == len(book().items())
    for item in ours:
        kind = ZOTERO["types"][item["type"]]
        if kind == "bookSection":
            assert item["container-title"] == book().title
        else:
            assert kind in ("book", "dataset")
    # The first page and the book are one work under one key.
    keys = [item["id"] for item in ours]
    assert sorted({key for key in keys if keys.count(key) > 1}) == ["defects-at-work"]


# BibTeX, pandoc


ELSEWHERE = ("achemso",)
"""Styles that CTAN has and Debian has not."""


@pytest.fixture(scope="module")
def bibtex(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    program = shutil.which("bibtex")
    kpsewhich = shutil.which("kpsewhich")
    if program is None or kpsewhich is None:
        lacking("BibTeX", "install it (Debian: apt install texlive-binaries)")
    folder = tmp_path_factory.mktemp("bibtex")
    (folder / "all.bib").write_text(formats.bibtex(list(all_items().values())), encoding="utf-8")

    def run(style: str) -> str:
        if not subprocess.run([kpsewhich, f"{style}.bst"], capture_output=True, text=True).stdout.strip():
            if style in ELSEWHERE:
                pytest.skip(f"the style {style} of BibTeX is not installed; Debian does not have it")
            lacking(f"the style {style} of BibTeX", "install it (Debian: apt install texlive-latex-base)")
        aux = f"\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{all}}\n"
        (folder / f"{style}.aux").write_text(aux, encoding="utf-8")
        done = subprocess.run([program, style], cwd=folder, capture_output=True, text=True)
        assert "error" not in done.stdout.casefold(), done.stdout
        return (folder / f"{style}.bbl").read_text(encoding="utf-8")

    return run


@pytest.mark.parametrize("style", ["achemso", "plainnat", "unsrtnat", "plain", "abbrv"])
def test_bibtex_styles_print_each_part_with_its_address(bibtex: Callable[[str], str], style: str) -> None:
    entries = re.split(r"(?=\\bibitem)", re.sub(r"\s+", " ", bibtex(style)))[1:]
    assert len(entries) == len(all_items())
    printed = {re.search(r"\{([\w-]+)\}", entry.partition("]")[2] or entry)[1]: entry for entry in entries}  # type: ignore[index]
    # The data are no part, and a data set has no address in the styles that print no url.
    for label in SIX[:-1]:
        item = all_items()[label]
        assert item["URL"] in re.sub(r"\\([#_%&])", r"\1", printed[item["id"]]), style
    assert "ends its list" not in str(entries)
    assert r"\textsubscript" not in str(entries)
    assert len({re.sub(r"\\bibitem.*?\}", "", entry) for entry in entries}) == len(entries)


DOCUMENT = r"""
\documentclass{article}
\usepackage{fontspec}
\usepackage[style=%s,backend=biber]{biblatex}
\addbibresource{all.bib}
\begin{document}
\nocite{*}
\printbibliography
\end{document}
"""


@pytest.mark.parametrize("style", ["apa", "chem-acs"])
def test_biber_sets_every_part_with_its_book_and_address(tmp_path: Path, style: str) -> None:
    found = {name: shutil.which(name) for name in ("lualatex", "biber", "pdftotext", "kpsewhich")}
    for name, program in found.items():
        if program is None:
            lacking(name, "install it")
    looked = subprocess.run(["kpsewhich", f"{style}.bbx"], capture_output=True, text=True, check=False)
    if not looked.stdout.strip():
        lacking(f"the style {style} of biblatex", "install it (Debian: apt install texlive-bibtex-extra)")
    (tmp_path / "all.bib").write_text(formats.bibtex(list(all_items().values())), encoding="utf-8")
    (tmp_path / "all.tex").write_text(DOCUMENT % style, encoding="utf-8")
    latex = ["lualatex", "-interaction=nonstopmode", "all.tex"]
    for command in (latex, ["biber", "all"], latex, latex):
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False
        )
        assert done.returncode == 0, done.stdout[-3000:]
        if command[0] == "biber":
            assert not re.search("ERROR|WARN", done.stdout), done.stdout
    read = subprocess.run(
        ["pdftotext", "all.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    printed = re.sub(r"\s", "", read.stdout)
    # The data are no part, and chem-acs prints no address of a data set.
    for label in SIX if style == "apa" else SIX[:-1]:
        assert re.sub(r"\s", "", all_items()[label]["URL"]) in printed, label
    # ACS leaves the titles of chapters out.
    assert (f"Fig.{figure_number()}" in printed) == (style == "apa")
    assert not re.search("endsitslist|textsubscript|\\$", printed)


@pytest.mark.parametrize("style", ["apa", "acs", "vancouver"])
def test_pandoc_sets_the_bibtex_file_with_book_number_and_address(style: str) -> None:
    program = shutil.which("pandoc")
    if program is None:
        lacking("pandoc", "install it")
    command = [str(program), "--from=biblatex", "--to=plain", "--wrap=none", "--citeproc"]
    command += ["--csl", str(csl_styles.CSL / csl_styles.FILES[style])]
    text = formats.bibtex(list(all_items().values()))
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert f"Fig. {figure_number()}. EPR" in done.stdout
    assert "CO₂" in done.stdout
    if style == "apa":
        assert all_items()["fig-norr-epr"]["URL"] in done.stdout
    assert not re.search(r"textsubscript|ends its list|\$", done.stdout)


@pytest.mark.parametrize("name", ["boppella2022pyrrolic", "home"])
def test_pandoc_sets_the_csl_json_file(name: str) -> None:
    program = shutil.which("pandoc")
    if program is None:
        lacking("pandoc", "install it")
    command = [str(program), "--from=csljson", "--to=plain", "--wrap=none", "--citeproc"]
    command += ["--csl", str(csl_styles.CSL / csl_styles.FILES["apa"])]
    done = subprocess.run(
        command, input=formats.csl_json([all_items()[name]]), capture_output=True, text=True, check=True
    )
    expected = as_theirs(styles.format_text([all_items()[name]], "apa")[0], "apa")
    assert done.stdout.strip() == expected

"""Citing single works on the site, the works behind each part, and the names of their files."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup, Tag
from subcases import for_each
from test_cite import BOOK, SOURCES, control, soup

from reviewhelpers.citing import STYLE_NAMES, addresses, citation_index, styles, usage, works
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.sphinxext import cite
from reviewhelpers.validation import pages

KEYS = list(bibliography.read())
WORKS = works.items()
BIBLIOGRAPHY = BOOK.get("bibliography").address


@pytest.fixture(scope="module")
def entries(site: support.Site) -> dict[str, Tag]:
    """The entries of the bibliography by the keys of their works."""
    found = soup(site.html / BIBLIOGRAPHY).select("div.citation")
    return {entry["id"].removeprefix("cite-"): entry for entry in found}


def parsed(html: str) -> str:
    """HTML as the parser gives it back."""
    return BeautifulSoup(html, "html.parser").decode()


# One work


def test_every_control_belongs_to_a_part_or_a_work(site: support.Site) -> None:
    counted = sum(len(soup(page).select("details.cite")) for page in site.pages())
    assert counted == len(BOOK.parts) + len(KEYS)


def test_every_work_can_be_cited(site: support.Site, entries: dict[str, Tag]) -> None:
    """In all styles where it is listed, and in all formats as a file."""
    assert entries.keys() == set(KEYS)
    for key, entry in entries.items():
        found = entry.select_one("details.cite")
        assert found.summary.get_text().startswith("Cite this work: "), key
        assert found.select_one(".cite-body")["id"] == f"cited-{key}"
        said = {div.dt.get_text(): div.dd.decode_contents() for div in found.dl.find_all("div")}
        assert said == {
            name: parsed(styles.format_html([WORKS[key]], style)[0]) for style, name in STYLE_NAMES.items()
        }, key
        for link in found.select_one("p.files")("a"):
            file = (site.html / BIBLIOGRAPHY).parent / link["href"]
            assert file.stem == key
            assert file.read_text(encoding="utf-8").strip(), file


def test_the_files_of_a_work_hold_it_alone(site: support.Site) -> None:
    for key in KEYS:
        text = (site.html / "cite" / f"{key}.bib").read_text(encoding="utf-8")
        assert text == citation_index.WRITERS["bib"]([WORKS[key]]), key


def test_a_control_says_where_the_list_of_authors_is_cut(site: support.Site, entries: dict[str, Tag]) -> None:
    cut = {key for key, item in WORKS.items() if item.get("custom", {}).get("authors-cut")}
    said = "The source ends its list of authors in et al."
    assert {key for key, entry in entries.items() if said in entry.select_one("details.cite").text} == cut
    label = "fig-co2rr-efficiency"
    behind = set(usage.works_behind(BOOK, label, SOURCES))
    assert 0 < len(behind & cut) < len(behind)
    told = control(site, BOOK.get(label)).get_text()
    assert f"Of {len(behind & cut)} of these, the source ends its list of authors in et al." in told


def test_rows_of_the_data_lead_to_what_cites_their_work(site: support.Site, entries: dict[str, Tag]) -> None:
    page = soup(site.html / "data" / "performance.html")
    links = page.select(".cite-work")
    assert len(links) == (data.table("performance")["cite"] != "").sum() > 0
    for link in links:
        _, _, key = link["href"].partition("../chapters/references.html#cited-")
        assert key in entries
        assert link.get_text() == f"Cite {key}"


# The works behind a part


def listed(found: Tag) -> list[Tag]:
    return found.select("ul.behind a")


@for_each("label", BOOK.parts)
def test_a_control_tells_the_works_behind_its_part(site: support.Site, label: str) -> None:
    part = BOOK.get(label)
    behind = usage.works_behind(BOOK, label, SOURCES)
    found = control(site, part)
    count = "1 work" if len(behind) == 1 else f"{len(behind)} works"
    assert (f"Works behind this {part.kind} ({count})" in found.get_text()) == bool(behind)
    elsewhere = found.select_one('a[href^="#works-"]')
    # Two clicks from a figure or table: these never send on to another place on the page.
    assert not (elsewhere and part.kind in ("figure", "table"))
    if elsewhere:
        found = soup(site.html / part.address.partition("#")[0]).find(id=elsewhere["href"][1:])
        found = found.find_parent("details")
    assert [link["href"].rpartition("#cited-")[2] for link in listed(found)] == behind
    for link in listed(found):
        key = link["href"].rpartition("#cited-")[2]
        title = works.without_marks(WORKS[key].get("title", ""))
        assert link.get_text().endswith(title), key
        assert bibliography.short_label(key) in link.get_text()
    if len(behind) > 1:
        for link in found.select("p.files")[-1]("a"):
            file = ((site.html / part.address.partition("#")[0]).parent / link["href"]).resolve()
            assert file.stem == usage.file_stems(BOOK, SOURCES)[label]


def test_a_page_lists_the_same_works_once() -> None:
    """But for figures and tables, which list theirs each."""
    for page in BOOK.pages():
        cited = BOOK.of_page(page.page)
        behind = {part.label: usage.works_behind(BOOK, part.label, SOURCES) for part in cited}
        listing = cite._listing(cited, behind)
        lists = Counter(
            tuple(behind[part.label])
            for part in cited
            if listing[part.label] == part and part.kind not in cite.DRAWN
        )
        assert set(lists.values()) <= {1}, page.label


# The files


def test_no_file_of_citations_says_what_another_says(site: support.Site) -> None:
    """But for those at old names; and the first page is cited as the book."""
    old = {address.partition("#")[2] for address, label in addresses.read().items() if label}
    old.add(BOOK.pages()[0].label)
    sums = Counter(
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (site.html / "cite").iterdir()
        if path.name.partition(".")[0] not in old
    )
    assert sums.most_common(1)[0][1] == 1


def test_sets_of_works_have_one_name_each() -> None:
    stems = usage.file_stems(BOOK, SOURCES)
    sets = {label: tuple(usage.works_behind(BOOK, label, SOURCES)) for label in stems}
    assert len(set(stems.values())) == len(set(sets.values()))
    for label, stem in stems.items():
        if len(sets[label]) == 1:
            assert stem == sets[label][0]
        else:
            assert sets[stem.removesuffix(".works")] == sets[label]
    assert all((label in stems) == bool(usage.works_behind(BOOK, label, SOURCES)) for label in BOOK.parts)


@pytest.mark.parametrize("key", ["book", "references", "data-package", "fig-norr-epr", "Home", "home.works"])
def test_a_key_that_names_other_files_is_a_fault(key: str) -> None:
    (fault,) = addresses.file_name_collisions(["ye2017surface", key], BOOK.parts)
    assert fault.file == "references.bib"
    assert repr(key) in fault.found


def test_keys_that_differ_in_capitals_alone_are_a_fault() -> None:
    (fault,) = addresses.file_name_collisions(["ye2017surface", "Ye2017surface"], [])
    assert "'Ye2017surface', which names the citation files of 'ye2017surface' too" in fault.found


def test_no_key_of_the_bibliography_names_other_files() -> None:
    assert addresses.file_name_collisions(KEYS, BOOK.parts) == []


def test_a_book_whose_label_is_a_key_is_neither_built_nor_checked(tmp_path: Path) -> None:
    project = support.shortened(support.copy_project(tmp_path))
    (tmp_path / "chapters" / "two.md").write_text("(ye2017surface)=\n# Two\n\nText.\n", encoding="utf-8")
    said = "'ye2017surface', which names the citation files of 'ye2017surface' too"
    with pytest.raises(citation_index.NamesError, match=said):
        citation_index.CitationIndex(project.root)
    found = pages.faults(project.root, pages.Names([], KEYS, []))
    assert said in "\n".join(map(str, found))


# The day of reading


def test_the_place_of_the_day_is_where_the_styles_print_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOK_URL", support.ADDRESS)
    at = citation_index.CitationIndex()
    day = {"date-parts": [[2026, 11, 9]]}
    # A page that was never committed has no date.
    undated = {
        label: {name: value for name, value in at.item(label).items() if name != "issued"}
        for label in ("fig-norr-epr", "co2rr-compare", "book")
    }
    for label, item in (*at.parts.items(), *undated.items()):
        for style in ("acs", "vancouver") if "issued" not in item else STYLE_NAMES:
            (said,) = at.format_html([item], style)
            before, form, behind = at.split_at_access_day(item, style, said)
            assert before + behind == said
            assert bool(form) == (style in ("acs", "vancouver")), label
            if form:
                dated = form.replace("YYYY-MM-DD", "2026-11-09").replace("YYYY Mon D", "2026 Nov 9")
                assert [before + dated + behind] == at.format_html([item | {"accessed": day}], style), label


def test_a_part_without_address_has_no_place_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOOK_URL", raising=False)
    at = citation_index.CitationIndex()
    for style in STYLE_NAMES:
        (said,) = at.format_html([at.item("fig-norr-epr")], style)
        assert at.split_at_access_day(at.item("fig-norr-epr"), style, said) == (said, "", "")


def test_a_control_tells_which_styles_want_the_day(site: support.Site, entries: dict[str, Tag]) -> None:
    found = control(site, BOOK.get("fig-norr-epr"))
    assert found.select_one("p.day").get_text() == "ACS and Vancouver also want the day on which you read it."
    assert [place["data-day"] for place in found.select("[data-day]")] == [
        " (accessed YYYY-MM-DD)",
        " [cited YYYY Mon D]",
    ]
    # A DOI stays the same, so that no style wants a day with one.
    assert not entries["ye2017surface"].select("[data-day], p.day")

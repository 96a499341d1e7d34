"""ContextObjects in pages, read as OpenURL defines them."""

from __future__ import annotations

import re
import urllib.parse

import pytest

from reviewhelpers.citing import coins, works
from reviewhelpers.citing.works import Item

# Keys of the formats info:ofi/fmt:kev:mtx:journal and :book, from the registry of OpenURL 1.0 (ANSI/NISO
# Z39.88-2004), and rft.language, which Dublin Core has and reference managers read.
JOURNAL = (
    "aulast aufirst auinit auinit1 auinitm ausuffix au aucorp atitle title jtitle stitle date chron ssn"
    " quarter volume part issue spage epage pages artnum issn eissn isbn coden sici genre"
)
BOOK = (
    "aulast aufirst auinit auinit1 auinitm ausuffix au aucorp btitle atitle title place pub date edition"
    " tpages series spage epage pages issn isbn bici genre"
)
GENRES = {
    "journal": "journal issue article proceeding conference preprint unknown",
    "book": "book bookitem conference proceeding report document unknown",
}
US = [{"literal": "The Defects at Work contributors"}]
PART: Item = {
    "type": "figure",
    "title": 'Yield of <span class="nocase">NH₃</span>',
    "number": "Fig. 10.1",
    "author": US,
    "container-title": "Defects at Work",
    "version": "1.0",
    "issued": {"date-parts": [[2026, 11, 21]]},
    "URL": "https://example.org/a.html#fig",
    "language": "en",
}


def read(item: Item) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(coins.coins(item), strict_parsing=False)


@pytest.mark.parametrize(
    "item", [PART, *list(works.items().values())[::3]], ids=lambda item: item.get("id", "part")
)
def test_every_key_is_one_that_openurl_defines(item: Item) -> None:
    found = read(item)
    assert found["ctx_ver"] == ["Z39.88-2004"]
    (form,) = found["rft_val_fmt"]
    kind = form.removeprefix("info:ofi/fmt:kev:mtx:")
    known = {"journal": JOURNAL, "book": BOOK}[kind].split()
    keys = {key.removeprefix("rft.") for key in found if key.startswith("rft.")}
    assert keys <= {*known, "language"}
    assert found["rft.genre"][0] in GENRES[kind].split()
    assert not re.search("<|nocase", str(found))


def test_a_figure_is_a_part_of_its_book_by_a_group() -> None:
    found = read(PART)
    assert found["rft.genre"] == ["bookitem"]
    assert found["rft.atitle"] == ["Fig. 10.1. Yield of NH₃"]
    assert found["rft.btitle"] == ["Defects at Work"]
    # A group is not taken apart: no author has a family and a given name.
    assert found["rft.aucorp"] == ["The Defects at Work contributors"]
    assert not {"rft.au", "rft.aulast", "rft.aufirst"} & found.keys()
    assert found["rft.date"] == ["2026-11-21"]
    assert found["rft_id"] == [PART["URL"]]


def test_the_number_of_an_article_and_a_cut_list_arrive() -> None:
    found = read(works.items()["boppella2022pyrrolic"])
    assert (found["rft.pages"], found["rft.artnum"]) == (["2202351"], ["2202351"])
    assert (found["rft.jtitle"], found["rft.stitle"]) == (
        ["Advanced Functional Materials"],
        ["Adv. Funct. Mater."],
    )
    assert found["rft.aucorp"] == ["et al."]
    assert found["rft.au"][-1] == "Eom, Y."
    pages = read(works.items()["ao2019markedly"])
    assert (pages["rft.pages"], "rft.artnum" in pages) == (["11853-11862"], False)


def test_a_title_that_means_harm_stays_in_its_attribute() -> None:
    span = coins.span({"type": "book", "title": '"><script>alert(1)</script>&rft.au=x', "author": US})
    assert re.fullmatch(r'<span class="Z3988" title="[^"<>]*"></span>', span)
    assert "rft.au" not in urllib.parse.parse_qs(span.replace("&amp;", "&").partition('title="')[2][:-9])


def test_names_come_whole_and_nothing_comes_empty() -> None:
    people = [
        {"family": "Waals", "given": "J.", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"family": "Goddard", "given": "W. A.", "suffix": "III"},
    ]
    found = read({"type": "article-journal", "title": "A", "author": people})
    assert found["rft.au"] == ["van der Waals, J., Jr.", "Goddard, W. A., III"]
    assert (found["rft.aulast"], found["rft.ausuffix"]) == (["van der Waals"], ["Jr."])
    assert "rft.aufirst=" not in coins.coins({"type": "book", "title": "A", "author": [{"family": "IUPAC"}]})


def test_a_first_page_is_no_number_of_an_article() -> None:
    article: Item = {"type": "article-journal", "title": "A", "author": US}
    page, number = read({**article, "page": "211"}), read({**article, "number": "2202351"})
    assert (page["rft.spage"], page.get("rft.artnum")) == (["211"], None)
    assert (number["rft.artnum"], number["rft.pages"]) == (["2202351"], ["2202351"])
    assert read({**article, "page": "11-20"})["rft.spage"] == ["11"]

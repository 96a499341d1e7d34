"""What data, works and titles hold is text: no writer lets it run, in a page or in a file."""

from __future__ import annotations

import csv
import io
import json
import re

import pandas as pd
import pytest
import rispy
import support
from bs4 import BeautifulSoup
from lxml import etree

from reviewhelpers import data, figures, spreadsheet, tables
from reviewhelpers.book import datapages

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "[read](javascript:alert(1))",
    r"\input{/etc/passwd}",
    r"\immediate\write18{id}",
    '=HYPERLINK("http://example.org")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "a \u202e b",
    "]]><script>alert(1)</script>",
    "<!-- a --> <?php b ?>",
)


@pytest.fixture
def hostile(samples: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample table, whose cells hold all of it."""
    frame = pd.DataFrame({"=text": list(HOSTILE)})
    made = tables.Table(frame, ("Text",), tuple((text,) for text in HOSTILE), HOSTILE[0], HOSTILE[1])
    monkeypatch.setattr(tables, "make", lambda id: made)


def test_no_cell_of_csv_runs_in_a_spreadsheet(hostile: None) -> None:
    for text in (tables.render("tab-sample-one", "csv"), figures.data_csv(pd.DataFrame({"=a": HOSTILE}))):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert [cell for cell in cells if spreadsheet.runs(cell)] == []
        assert len(cells) == len(HOSTILE) + 1


def test_no_cell_of_markdown_is_markup(hostile: None) -> None:
    text = tables.render("tab-sample-one", "md")
    assert not re.search(r"(?<!\\)<(?!/?su[bp]>)[A-Za-z/!?]", text)
    assert not re.search(r"\]\(\s*javascript:", text)


def test_no_cell_of_latex_is_a_command(hostile: None) -> None:
    text = tables.render("tab-sample-one", "tex")
    for command in (r"\input", r"\immediate", r"\write"):
        assert command not in text


def test_a_picture_holds_no_script(samples: None) -> None:
    plot = support.sample_plot()
    for text, place in zip(HOSTILE, range(len(HOSTILE)), strict=True):
        plot.figure.text(0.1, place / len(HOSTILE), text.replace("$", ""), parse_math=False)
    root = etree.fromstring(figures.save("fig-sample-one", plot, "svg"))
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname not in ("script", "foreignObject", "image")
        assert not [name for name in element.attrib if name.startswith("on")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_data_page_shows_it_as_text(text: str) -> None:
    resource = data.resource("claims")
    row = dict.fromkeys((field["name"] for field in resource["schema"]["fields"]), "")
    book = datapages.Book(tables={}, places={}, labels={}, works={})
    row |= {"id": "one", "statement": text, "system": text, "rows": text, "cite": text}
    page = BeautifulSoup(datapages.body(resource, [row], book), "html.parser")
    assert not page.find(["script", "img", "svg"])
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert not page.select('a[href^="javascript"]')
    assert text in page.find(id="one").get_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_citations_carry_it_as_text(text: str) -> None:
    from reviewhelpers.citing import formats

    item = {
        "id": "a2020",
        "type": "article-journal",
        "title": text,
        "author": [{"family": "A", "given": "B"}],
    }
    item |= {"issued": {"date-parts": [[2020]]}}
    (read,) = rispy.loads(formats.ris([item]))
    assert " ".join(read["title"].split()) == " ".join(text.split())
    assert json.loads(formats.csl_json([item]))[0]["title"] == text
    written = formats.bibtex([item])
    for command in (r"\input", r"\immediate", r"\write"):
        assert not re.search(rf"(?<!\\textbackslash)(?<!\\){re.escape(command)}", written)

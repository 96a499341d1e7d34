"""What data, works and titles hold is text: no writer lets it run, in a page or in a file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile_texts
import pandas as pd
import pypdf
import pytest
import rispy
import shared_builds
import support
import yaml
from bs4 import BeautifulSoup, Tag
from lxml import etree
from pypdf.generic import DictionaryObject
from test_export import tool

from reviewhelpers import figures, tables
from reviewhelpers._core import csv_injection
from reviewhelpers.content.book import Book
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.markup import notebook_form
from reviewhelpers.sphinxext import data_pages
from reviewhelpers.validation import book_config, check

pytestmark = pytest.mark.slow

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
        assert [cell for cell in cells if csv_injection.is_formula(cell)] == []
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
    book = data_pages.Book(
        package="p",
        row_lists=Book().row_lists,
        tables={},
        places={},
        labels={},
        works={},
        cited={},
        tables_with={},
    )
    row |= {"id": "one", "statement": text, "system": text, "rows": text, "cite": text}
    page = BeautifulSoup(data_pages.body(resource, [row], book), "html.parser")
    assert not page.find(["script", "img", "svg"])
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert not page.select('a[href^="javascript"]')
    assert text in page.find(id="one").get_text()


@pytest.mark.parametrize(
    "text", [*HOSTILE, "javascript:alert(1)", 'https://a.example/"onclick=a', "//a.example"]
)
def test_an_address_of_the_data_is_a_link_of_the_web_or_text(text: str) -> None:
    resource = data.resource("sources")
    row = dict.fromkeys((field["name"] for field in resource["schema"]["fields"]), "")
    book = data_pages.Book(
        package="p",
        row_lists=Book().row_lists,
        tables={},
        places={},
        labels={},
        works={},
        cited={},
        tables_with={},
    )
    page = BeautifulSoup(data_pages.body(resource, [row | {"id": "one", "url": text}], book), "html.parser")
    assert not page.select("#one dd a")
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


# A small book of hostile data, built

ALL = " ".join(text for text in HOSTILE if text[0] not in "=+-@a")
SHOWN = ("<script>alert(1)</script>", r"\input{/etc/passwd}")
"""What a reader must be able to read wherever the text stands."""

SECRET = "what no page may show 6f1d8c"
PAGES = ("diatomic/printed", "across/explore", "use/data", "references")
ELSEWHERE = "0;url=https://elsewhere.example/only"
HEAD = f"---\nmyst:\n  html_meta:\n    http-equiv=refresh: {ELSEWHERE}\n    description: a second one\n---\n"
DOCSTRINGS = f"""```{{eval-rst}}
* .. meta::
     :http-equiv=refresh: {ELSEWHERE}

.. meta ::
   :http-equiv=set-cookie: a=b
   :description: a second one

.. header:: Above

.. footer:: Below
```
"""
"""What a page says of its head, and above and below its text."""

ANY_OUTPUT = """
from jupyter_book.cli.main import main
from reviewhelpers.markup import notebook_form

notebook_form._check_outputs = lambda cell, place: iter(())
main(["build", "--path-output", "_build", "."])
"""
"""A build refuses such outputs as it reads a notebook; what comes behind that must hold by itself."""

CELLS = {
    "performance": {"note": ALL, "as_printed": f"{HOSTILE[6]} {ALL}"},
    "claims": {"statement": ALL, "note": "+cmd|' /C calc'!A0"},
    "systems": {"name": ALL, "name_ascii": ALL},
}


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> Path:
    """The site of a book of a few pages whose data, works, titles and outputs are hostile."""
    return Path(shared_builds.once(request, "hostile", _built)[1])


def _built(folder: Path) -> str:
    project = support.copy_project(folder / "project")
    root = project.root
    (root.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    (root.parent / "secret.png").write_bytes(SECRET.encode())
    hostile_texts.put(root)
    described = root / "data" / "datapackage.json"
    package = hostile_texts.described(json.loads(described.read_text(encoding="utf-8")))
    described.write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")
    for table, texts in CELLS.items():
        path = root / "data" / f"{table}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        place = next(at for at, row in enumerate(rows) if row[0].startswith("pei2024"))
        for column, text in texts.items():
            rows[place][rows[0].index(column)] = text
        held = io.StringIO()
        csv.writer(held, lineterminator="\n").writerows(rows)
        path.write_text(held.getvalue(), encoding="utf-8")
    works = root / "references.bib"
    text = works.read_text(encoding="utf-8")
    text, changed = re.subn(
        r"(?s)(\{pei2024low,.*?\n  title = ).*?\n", lambda at: f"{at[1]}{{{ALL}}},\n", text, count=1
    )
    assert changed
    works.write_text(hostile_texts.works(text, "pei2024low"), encoding="utf-8")
    cited = root / "CITATION.cff"
    told = yaml.safe_load(cited.read_text(encoding="utf-8"))
    told |= {"title": f"A title {ALL}", "abstract": ALL, "keywords": list(HOSTILE[:6])}
    told["authors"] = [{"name": ALL}, {"family-names": ALL, "given-names": HOSTILE[0]}]
    cited.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    config = root / "_config.yml"
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings |= {"title": f"A title {ALL}", "author": ALL}
    settings["sphinx"]["config"]["html_theme_options"]["subtitle"] = ALL
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    for path in (root / "chapters").rglob("*.*"):
        if path.relative_to(root / "chapters").with_suffix("").as_posix() not in PAGES:
            path.unlink()
    (root / "chapters" / "index.md").write_text(
        f"{HEAD}(index)=\n# A title {ALL}\n\nText.\n\n{DOCSTRINGS}", encoding="utf-8"
    )
    listed = "".join(f"  - file: chapters/{page}\n" for page in PAGES)
    (root / "_toc.yml").write_text(
        f"format: jb-book\nroot: chapters/index\nparts:\n  - caption: {json.dumps(ALL)}\n    chapters:\n"
        + listed.replace("  - file", "      - file"),
        encoding="utf-8",
    )
    # A build refuses tables that are not those of its data: the notebook is run over these first.
    ran = project.python("-m", "reviewhelpers", "refresh")
    assert ran.returncode == 0, ran.stderr
    _add_outputs(root / "chapters" / "diatomic" / "printed.ipynb")
    refused = project.python("-m", "reviewhelpers", "build", root / "_build" / "refused")
    assert refused.returncode != 0
    assert (
        "chapters/diatomic/printed.ipynb:-:cell 6: found an output 'text/html' without text" in refused.stderr
    )
    assert "Traceback" not in refused.stderr
    made = project.python("-c", ANY_OUTPUT)
    assert made.returncode == 0, made.stderr
    return str(root / "_build" / "_build" / "html")


@pytest.fixture
def citations(built: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the files beside the site are made of, which is not read either where outputs are such."""
    from reviewhelpers.citing.citation_index import CitationIndex

    monkeypatch.setattr(notebook_form, "_check_outputs", lambda cell, place: iter(()))
    return CitationIndex(built.parents[2], Book(built.parents[2]))


def _add_outputs(path: Path) -> None:
    """Give a notebook outputs that say hostile things in each form."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    picture = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>{HOSTILE[0]}</svg>"
    forms = {
        **dict.fromkeys(("text/html", "text/markdown", "text/plain"), ALL),
        "application/javascript": "alert(1)",
        "text/latex": r"$\input{/etc/passwd}$",
        "image/svg+xml": picture,
    }
    outputs: list[dict[str, Any]] = [{"output_type": "stream", "name": "stdout", "text": ALL}]
    outputs += [
        {"output_type": "display_data", "metadata": {}, "data": {form: text}} for form, text in forms.items()
    ]
    notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "hostile",
            "metadata": {},
            "source": "1",
            "execution_count": 9,
            "outputs": outputs,
        }
    )
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _runs(page: Tag) -> list[str]:
    """What of a page a browser would run."""
    found = [
        str(tag) for tag in page.find_all("script") if "alert" in tag.get_text() and tag.get("type") != LD
    ]
    found += [str(tag) for tag in page.find_all(True) for name in tag.attrs if name.lower().startswith("on")]
    for name in ("href", "src", "action", "data", "formaction", "xlink:href"):
        for tag in page.find_all(attrs={name: re.compile(r"^\s*(javascript|data:text|x$)", re.IGNORECASE)}):
            found.append(str(tag))
    return [text[:300] for text in found]


LD = "application/ld+json"


def test_no_page_runs_it(built: Path) -> None:
    shown = 0
    for path in built.rglob("*.html"):
        if "_static" in path.parts:
            continue
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert _runs(page) == [], path
        for script in page.find_all("script", type=LD):
            said = json.dumps(json.loads(script.get_text()), ensure_ascii=False)
            assert "alert" not in said or SHOWN[0] in said
        for script in page.find_all("script"):
            script.decompose()
        shown += SHOWN[0] in page.get_text()
    assert shown >= 4


LEADS = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "background",
    "cite",
    "xlink:href",
)


def test_no_page_leads_where_a_text_says(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for name in LEADS:
            for tag in page.find_all(attrs={name: True}):
                assert not re.search(r"elsewhere\.example|^\s*(javascript|vbscript|data):", tag[name]), (
                    path,
                    tag,
                )


def test_no_page_says_more_in_its_head_than_the_theme(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        said = [tag["http-equiv"] for tag in page.select("meta[http-equiv]")]
        leads = ["refresh"] if path == built / "index.html" else []
        assert sorted(said) == sorted(["Content-Security-Policy", *leads]), path
        for tag in page.select("meta"):
            assert "elsewhere.example" not in str(tag)
        assert len(page.select("meta[name=description]")) <= 1, path


def test_nothing_from_outside_the_project_is_published(built: Path) -> None:
    for path in built.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def test_no_table_to_download_runs(built: Path) -> None:
    written = list(built.rglob("*.csv"))
    assert {path.parent.name for path in written} >= {"data", "tables"}
    for path in written:
        with path.open(encoding="utf-8", newline="") as file:
            assert [
                cell for row in csv.reader(file) for cell in row if csv_injection.is_formula(cell)
            ] == [], path


def test_no_notebook_to_download_has_markup_of_data(built: Path) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("gfm-like", {"linkify": False})
    paths = list((built / "notebooks").glob("*.ipynb"))
    assert paths
    for cell in (cell for path in paths for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if "".join(cell["source"]) == "1":
            continue  # What its author had it print is no text of the data.
        said = ["".join(cell["source"])] if cell["cell_type"] == "markdown" else []
        said += [
            "".join(output.get("data", {}).get("text/markdown", "")) for output in cell.get("outputs", ())
        ]
        blocks = [block for text in said for block in reader.parse(text)]
        # The answers of questions fold; their words are those of the page.
        html = [block.content for block in blocks if block.type == "html_block"]
        assert not [text for text in html if not re.match(r"</?details>", text)]
        for token in (inner for block in blocks for inner in block.children or ()):
            if token.type == "html_inline":
                assert re.fullmatch(r"</?su[bp]>", token.content)
            assert token.type != "image"
            assert "elsewhere.example" not in str(token.attrs)


def test_the_slides_show_it_as_text(built: Path, citations: Any) -> None:
    from reviewhelpers.export import slides

    with zipfile.ZipFile(io.BytesIO(slides.make(built, citations))) as deck:
        for name in deck.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(deck.read(name))
                for element in root.iter("{*}Relationship"):
                    target = element.get("Target", "")
                    outside = element.get("TargetMode") == "External"
                    assert not outside or re.match("https?://(?!elsewhere)", target), (name, target)


def test_the_head_of_a_page_says_its_title(built: Path) -> None:
    page = BeautifulSoup((built / "chapters" / "index.html").read_text(encoding="utf-8"), "html.parser")
    told = [page.find("title").get_text(), page.find("meta", {"name": "citation_title"})["content"]]
    (graph,) = [json.loads(script.get_text())["@graph"] for script in page.find_all("script", type=LD)]
    for text in (*told, graph[0]["name"]):
        assert all(shown in text for shown in SHOWN), text


@pytest.mark.filterwarnings("ignore:The input passed in")
def test_the_scripts_of_data_hold_it_as_text(built: Path) -> None:
    forms = {
        "searchindex.js": r"searchPlaces\((?P<held>.*)\)\n",
        "explorer/data.js": r"window\.explorer = (?P<held>.*);\n",
        "previews": r"previewPlaces\((?P<held>.*)\);?\n",
    }
    scripts = [path for path in built.rglob("*.js") if "alert(1)" in path.read_text(encoding="utf-8")]
    assert len(scripts) > 5
    for path in scripts:
        name = path.relative_to(built).as_posix()
        form = forms["previews" if name.startswith("previews/") else name]
        found = re.fullmatch(form, path.read_text(encoding="utf-8"), re.DOTALL)
        assert found, name
        held = json.loads(f"[{found['held']}]")
        if name.startswith("previews/"):
            # The page sets title and text as markup, and the rows as text.
            for place in held[1].values():
                for text in (place.get("title", ""), place.get("text", "")):
                    assert _runs(BeautifulSoup(text, "html.parser")) == [], name


def test_no_picture_and_no_table_runs_it(built: Path) -> None:
    for path in built.rglob("*.svg"):
        root = etree.fromstring(path.read_bytes())
        for element in root.iter(etree.Element):
            assert etree.QName(element).localname not in ("script", "foreignObject"), path
            assert not [name for name in element.attrib if name.startswith("on")], path
    written = list((built / "tables").glob("*.csv"))
    assert written
    for path in written:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert [cell for cell in row if csv_injection.is_formula(cell)] == [], path


def test_the_files_of_citations_are_whole(built: Path) -> None:
    held = [
        path for path in built.rglob("*.*") if path.suffix in (".ris", ".bib", ".json") and path.is_file()
    ]
    assert {path.suffix for path in held} == {".ris", ".bib", ".json"}
    for path in held:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            json.loads(text)
        elif path.suffix == ".ris":
            rispy.loads(text)


def test_no_chapter_of_the_epub_runs_it(built: Path, citations: Any) -> None:
    from reviewhelpers.export import epub

    with zipfile.ZipFile(io.BytesIO(epub.make(built, citations))) as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".svg")):
                root = etree.fromstring(book.read(name))
                assert not list(root.iter("{*}script")), name
                assert not [
                    name for element in root.iter() for name in element.attrib if name.startswith("on")
                ]


def _dictionaries(held: Any) -> Iterator[DictionaryObject]:
    """All dictionaries of a PDF, or inside one of its objects."""
    if isinstance(held, pypdf.PdfReader):
        for number in range(1, held.trailer["/Size"]):
            yield from _dictionaries(held.get_object(number))
    elif isinstance(held, DictionaryObject):
        yield held
        for inside in held.values():
            yield from _dictionaries(inside)
    elif isinstance(held, list):
        for inside in held:
            yield from _dictionaries(inside)


def test_the_pdf_shows_it_and_runs_nothing(built: Path, citations: Any) -> None:
    from reviewhelpers.export import pdf

    tool(next(filter(shutil.which, pdf.BROWSERS), "chromium"), "chromium")
    reader = pypdf.PdfReader(io.BytesIO(pdf.make(built, citations)))
    for found in _dictionaries(reader):
        assert not found.keys() & {"/JS", "/AA", "/Launch"}, found
        assert found.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData"), found
        assert re.match("https?://|mailto:", str(found.get("/URI", "https://"))), found
    assert any("/URI" in found for found in _dictionaries(reader))
    assert "/JavaScript" not in reader.trailer["/Root"].get("/Names", {})
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    assert all(text.count(re.sub(r"\s+", "", shown)) > 3 for shown in SHOWN)


CONTROLS = ("\0", "\x1b", "\u202e", "\x85")


@pytest.mark.parametrize("sign", CONTROLS)
@pytest.mark.parametrize(
    ("file", "line", "column"),
    [("data/claims.csv", 3, "statement"), ("references.bib", 8, "title"), ("_toc.yml", 8, None)],
)
def test_the_check_refuses_characters_that_do_not_show(
    tmp_path: Path, file: str, line: int, column: str | None, sign: str
) -> None:
    root = support.copy_project(
        tmp_path, ("data", "references.bib", "_toc.yml", "_config.yml", "CITATION.cff")
    ).root
    lines = (root / file).read_bytes().decode().split("\n")
    words = {"data/claims.csv": "Ball milling", "references.bib": "Markedly", "_toc.yml": "file"}[file]
    if file == "references.bib":
        line = next(at for at, text in enumerate(lines, start=1) if words in text)
    assert words in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(words, f"{words[:2]}{sign}{words[2:]}")
    (root / file).write_bytes("\n".join(lines).encode())
    faults = {
        "data/claims.csv": lambda: check.check(
            root / "data", root / "references.bib", schema=False, registered=False
        ),
        "references.bib": lambda: bibliography.faults(
            root / "references.bib", root / "data" / "citations.csv"
        ),
        "_toc.yml": lambda: book_config.toc_faults(root),
    }[file]()
    assert (file, line, column) in [(fault.file, fault.row, fault.column) for fault in faults]

"""The book as one file to take along: the archive of the site, the PDF, the EPUB and the slides."""

from __future__ import annotations

import io
import itertools
import math
import os
import re
import shutil
import subprocess
import time
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bs4
import pptx
import pypdf
import pytest
import support
from lxml import etree
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from reviewhelpers import export, figures, structures
from reviewhelpers.__main__ import main
from reviewhelpers.citing.citation_index import CitationIndex, short
from reviewhelpers.citing.items import ADDRESS
from reviewhelpers.content import artifacts
from reviewhelpers.content.book import Book
from reviewhelpers.export import built_pages, download_links, epub, pdf, site_archive, slides
from reviewhelpers.sphinxext import book_downloads

pytestmark = pytest.mark.slow

DAY = support.COMMITTED[:10]
XHTML = "{http://www.w3.org/1999/xhtml}"
# Millimetres of white at the edges of a page that text never enters, in points.
EDGE = 18 / 25.4 * 72
# Units of PowerPoint in an inch.
EMU = 914400


@pytest.fixture(scope="module")
def citations(site: support.Site) -> Iterator[CitationIndex]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADDRESS, support.ADDRESS)
        yield CitationIndex(site.project.root, Book(site.project.root))


@pytest.fixture(scope="module")
def chapters(site: support.Site) -> list[built_pages.Chapter]:
    return built_pages.read(site.html)


def tool(name: str, package: str) -> str:
    """A program, without which a test is skipped; where all checks must run it fails."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no {name}: the files to take along are not checked")
        pytest.skip(f"no {name} is installed (Debian: apt install {package})")
    return found


def run(*command: str | Path) -> str:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True).stdout


# The pages that all are made from


@pytest.mark.parametrize(
    ("form", "src", "size"), [("page", "a.svg", ("691", "400")), ("phone", "a.phone.svg", ("461", "500"))]
)
def test_a_figure_of_two_forms_is_one_image(
    tmp_path: Path, form: built_pages.Form, src: str, size: tuple[str, str]
) -> None:
    picture = (
        '<div class="picture" data-points="a.points.js">'
        '<a class="enlarge in-light" href="a.svg"><picture>'
        '<source media="print" srcset="a.svg" width="691" height="400">'
        '<img src="a.phone.svg" alt="It rises" width="461" height="500"></picture></a>'
        '<a class="enlarge in-dark" href="a.dark.svg"><picture>'
        '<source media="print" srcset="a.dark.svg" width="691" height="400">'
        '<img src="a.phone.dark.svg" alt="It rises" width="461" height="500"></picture></a></div>'
    )
    picture += '<p class="in-3d"><button>Turn in 3D</button></p>'
    structures = '<details class="structures"><summary>Structures</summary><p>Peak</p></details>'
    method = '<details class="method"><summary>How it was made</summary><p>Read off.</p></details>'
    page = tmp_path / f"{built_pages.FIRST}.html"
    page.parent.mkdir()
    page.write_text(
        '<nav class="contents"><div class="list"></div></nav><article><section><h1>T</h1>'
        f'<figure class="drawn">{picture}<div class="legend">{method}{structures}</div></figure></section></article>',
        encoding="utf-8",
    )
    (chapter,) = built_pages.read(tmp_path, form)
    (image,) = chapter.content.xpath("//figure/img")
    assert (image.get("src"), image.get("alt")) == (src, "It rises")
    assert (image.get("width"), image.get("height")) == size
    assert not chapter.content.xpath("//picture | //source | //a")
    assert not chapter.content.xpath("//*[@class='in-3d' or @class='structures']")
    assert chapter.content.xpath("//div[@class='method']/p/text()") == ["How it was made", "Read off."]


def test_chapters_stand_in_the_order_of_the_book(
    chapters: list[built_pages.Chapter], citations: CitationIndex
) -> None:
    book = [part.page for part in citations.book.outline.parts.values() if part.kind == "page"]
    assert [chapter.page for chapter in chapters] == [
        page for page in book if page not in built_pages.LEFT_OUT
    ]
    assert [chapter.number for chapter in chapters][:3] == ["", "1.", "2."]


def test_chapters_hold_the_text_and_no_controls(chapters: list[built_pages.Chapter]) -> None:
    for chapter in chapters:
        assert chapter.content.xpath(".//details | .//summary | .//button | .//script") == [], chapter.page
        for name in ("cite", "files", "headerlink", "in-dark", "rebuild"):
            assert chapter.content.xpath(f".//*[contains(@class, '{name}')]") == [], (chapter.page, name)
    whole = " ".join(chapter.content.text_content() for chapter in chapters)
    # How a derived value came about is opened on the site; here it is a note below its table.
    assert "E = E° − η (electrode.potential_from_overpotential)" in whole


# The archive


def test_the_archive_is_one_folder_whose_links_lead_somewhere(
    site: support.Site, citations: CitationIndex, tmp_path: Path
) -> None:
    content = site_archive.make(site.html, citations)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {info.date_time[:3] for info in archive.infolist()} == {tuple(map(int, DAY.split("-")))}
        archive.extractall(tmp_path)
    top = tmp_path / site_archive.TOP
    assert list(tmp_path.iterdir()) == [top]
    assert {"index.html", "search.html", "searchindex.js", site_archive.READ_ME} <= {
        path.name for path in top.iterdir()
    }
    assert not (top / "_sources").exists()
    assert "index.html" in (top / site_archive.READ_ME).read_text(encoding="utf-8")
    assert lost_links(top) == []


def lost_links(top: Path) -> list[tuple[str, str]]:
    """The links of the pages below a folder that lead to no file of it."""
    lost = []
    for page in top.rglob("*.html"):
        for element in bs4.BeautifulSoup(page.read_bytes(), "lxml").select("[href], [src]"):
            address = str(element.get("href") or element.get("src"))
            if urllib.parse.urlsplit(address).scheme:
                continue
            path = urllib.parse.unquote(address).partition("#")[0].partition("?")[0]
            if path and not (page.parent / path).resolve().is_file():
                lost.append((page.name, address))
    return lost


def test_the_archive_is_the_same_on_every_run(site: support.Site, citations: CitationIndex) -> None:
    assert site_archive.make(site.html, citations) == site_archive.make(site.html, citations)


# The place on the first page


def test_the_first_page_tells_how_to_make_the_files(site: support.Site) -> None:
    """Nothing is offered that is not there."""
    page = (site.html / download_links.PAGE).read_text(encoding="utf-8")
    said = page.partition(download_links.START)[2].partition(download_links.END)[0]
    assert "<a " not in said
    assert "<code>make site</code>" in said


def test_the_first_page_links_to_the_files_that_are_there(site: support.Site, tmp_path: Path) -> None:
    page = tmp_path / download_links.PAGE
    page.parent.mkdir()
    shutil.copy2(site.html / download_links.PAGE, page)
    before = page.read_bytes()
    (tmp_path / download_links.FOLDER).mkdir()
    (tmp_path / download_links.FOLDER / download_links.FILES["pdf"]).write_bytes(b"x" * 2_340_000)
    page.write_bytes(download_links.page_with_links(tmp_path, download_links.sizes(tmp_path)))
    said = bs4.BeautifulSoup(page.read_bytes(), "lxml").select_one("ul.take-along")
    assert said
    assert [(page.parent / str(link["href"])).resolve() for link in said.select("a")] == [
        tmp_path / download_links.FOLDER / download_links.FILES["pdf"]
    ]
    assert "PDF (2.3 MB)" in said.text
    # The archive holds none of the files, so that its first page must not link to them.
    assert download_links.fill_links(page.read_bytes().decode(), {}).encode() == before
    # The next build takes away what says less than its pages.
    app: Any = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    book_downloads.forget(app, None)
    assert page.read_bytes() == before
    assert not (tmp_path / download_links.FOLDER).exists()


def test_the_files_are_made_and_linked(site: support.Site, citations: CitationIndex, tmp_path: Path) -> None:
    html = tmp_path / "html"
    shutil.copytree(site.html, html, ignore=shutil.ignore_patterns("_sources", "cite"))
    made = export.make(["epub"], html, tmp_path, citations)
    assert made == [tmp_path / download_links.FILES["epub"]]
    assert (html / download_links.FOLDER / made[0].name).read_bytes() == made[0].read_bytes()
    assert made[0].name in (html / download_links.PAGE).read_text(encoding="utf-8")
    assert made[0].name not in zipfile.ZipFile(io.BytesIO(site_archive.make(html, citations))).namelist()


def test_the_command_says_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["export", "mobi"]) == 2
    assert "form mobi: expected offline, pdf, epub, slides" in capsys.readouterr().err
    assert main(["export", "epub", "--site", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"reviewhelpers: {tmp_path}: no built site; run 'make book' first\n"
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(export.ExportError, match="needs Chromium, and none is installed"):
        pdf.browser()


# The PDF


@pytest.fixture(scope="module")
def paper(site: support.Site, citations: CitationIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tool(next(filter(shutil.which, pdf.BROWSERS), "chromium"), "chromium")
    path = tmp_path_factory.mktemp("paper") / "book.pdf"
    path.write_bytes(pdf.make(site.html, citations))
    return path


def outline(reader: pypdf.PdfReader) -> list[tuple[str, int]]:
    """Title and page of each bookmark, those below others after them."""

    def flat(items: Any) -> Iterator[Any]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield item

    return [
        (" ".join(str(item.title).split()), (reader.get_destination_page_number(item) or 0) + 1)
        for item in flat(reader.outline)
    ]


def expected(chapters: list[built_pages.Chapter]) -> list[str]:
    """The titles of all chapters and of their sections."""
    return [
        title
        for chapter in chapters
        for title in (chapter.heading, *(title for _, title in built_pages.sections(chapter)))
    ]


def test_bookmarks_have_the_spaces_of_headings() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    above = writer.add_outline_item(title="1. Adefect,and more", page_number=0)
    writer.add_outline_item(title="Of anotherhand", page_number=0)
    writer.add_outline_item(title="Onebelow", page_number=0, parent=above)
    text = "<h1><span>1. </span>A defect,\n and more</h1><h3>One below</h3><p>Of another hand</p>"
    pdf.name_bookmarks(writer, pdf.titles(text))
    made = io.BytesIO()
    writer.write(made)
    marks = [title for title, _ in outline(pypdf.PdfReader(made))]
    assert marks == ["1. A defect, and more", "One below", "Of anotherhand"]


def test_the_pdf_has_a_bookmark_for_every_chapter_and_section(
    paper: Path, chapters: list[built_pages.Chapter]
) -> None:
    reader = pypdf.PdfReader(paper)
    assert len(reader.pages) > 50
    rest = iter(outline(reader))
    for title in expected(chapters):
        assert any(found == title for found, _ in rest), f"{title}: no bookmark, or out of order"


def test_the_contents_of_the_pdf_name_the_pages_of_the_bookmarks(
    paper: Path, chapters: list[built_pages.Chapter]
) -> None:
    reader = pypdf.PdfReader(paper)
    marks = outline(reader)
    first = next(page for title, page in marks if title == chapters[0].heading)
    start = next(page for title, page in marks if title == "Contents")
    text = run(tool("pdftotext", "poppler-utils"), "-layout", "-f", start, "-l", first - 1, paper, "-")
    told = [int(number) for number in re.findall(r"\S +(\d+)$", text, re.MULTILINE)]
    wanted = expected(chapters)
    places = iter(marks)
    assert told == [next(page for found, page in places if found == title) for title in wanted]


def test_the_pdf_numbers_figures_and_pages_as_the_site_does(
    paper: Path, site: support.Site, citations: CitationIndex
) -> None:
    text = run(tool("pdftotext", "poppler-utils"), paper, "-")
    for part in citations.book.outline.parts.values():
        if part.kind in ("figure", "table") and part.page not in built_pages.LEFT_OUT:
            kind = {"figure": "Fig.", "table": "Table"}[part.kind]
            assert f"{kind} {part.number} " in text, part
    assert "Bibliography" in text
    assert "doi:10.3389/fchem.2024.1452689" in text
    set_out = run(tool("pdftotext", "poppler-utils"), "-layout", paper, "-")
    folios = [page.strip().splitlines()[-1].strip() for page in set_out.split("\f")[1:-1]]
    assert folios == [str(number) for number in range(2, len(folios) + 2)]


def test_no_text_of_the_pdf_is_cut_off(paper: Path) -> None:
    out = []
    width = number = 0
    for line in run(tool("pdftotext", "poppler-utils"), "-bbox", paper, "-").splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width, number = float(page[1]), number + 1
            continue
        word = re.search(r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)"[^>]*>(.*)</word>', line)
        if word and (float(word[1]) < EDGE or float(word[2]) > width - EDGE):
            out.append((number, word[3]))
    assert number > 50
    assert out == []


def test_the_fonts_of_the_pdf_are_in_it(paper: Path) -> None:
    _, _, *fonts = run(tool("pdffonts", "poppler-utils"), paper).splitlines()
    assert fonts
    # The columns from the right: object and generation, unicode, subset, embedded.
    assert [font for font in fonts if font.split()[-5] != "yes"] == []


def test_the_links_of_the_pdf_lead_to_places_of_it(paper: Path, site: support.Site) -> None:
    reader = pypdf.PdfReader(paper)
    inside = {name.removeprefix("/") for name in reader.named_destinations}
    met = 0
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            link = annotation.get_object()
            action = link.get("/A", {})
            if "/URI" in action:
                assert str(action["/URI"]).startswith(("https://", "http://")), action
            else:
                target = link.get("/Dest", action.get("/D"))
                assert isinstance(target, list) or str(target).removeprefix("/") in inside, target
                met += 1
    assert met > 500
    assert str(site.project.root).encode() not in paper.read_bytes()


def test_the_pdf_tells_the_book_and_its_day(paper: Path, citations: CitationIndex) -> None:
    told = pypdf.PdfReader(paper).metadata
    assert told
    assert told.title == citations.book.title
    assert told.author == "The Defects at Work contributors"
    assert told.creation_date
    assert told.creation_date.date().isoformat() == DAY


def test_the_pdf_is_the_same_on_every_run(
    site: support.Site, citations: CitationIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(next(filter(shutil.which, pdf.BROWSERS), "chromium"), "chromium")
    read = built_pages.read
    # A few chapters: it is the same program that prints all.
    monkeypatch.setattr(built_pages, "read", lambda html: read(html)[:3])
    assert pdf.make(site.html, citations) == pdf.make(site.html, citations)


def numbered(first: int) -> pypdf.PdfWriter:
    """A PDF in which Chromium has counted from some number the header of a table."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    id = TextStringObject(f"node{first:08}")
    header = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/ID"): id})
    attributes = ArrayObject([DictionaryObject({NameObject("/Headers"): ArrayObject([id])})])
    cell = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/A"): attributes})
    row = DictionaryObject({NameObject("/K"): ArrayObject([header, cell])})
    # A part leads back to what holds it, as in a file.
    row[NameObject("/P")] = writer.root_object.indirect_reference
    names = DictionaryObject({NameObject("/Names"): ArrayObject([id])})
    tree = DictionaryObject({NameObject("/IDTree"): names, NameObject("/K"): ArrayObject([row])})
    writer.root_object[NameObject("/StructTreeRoot")] = tree
    pdf._renumber_elements(writer)
    return writer


def test_cells_in_the_pdf_are_counted_anew() -> None:
    made = []
    for first in (7, 1450):
        file = io.BytesIO()
        numbered(first).write(file)
        made.append(file.getvalue())
    assert made[0] == made[1]
    assert made[0].count(b"(node00000001)") == 3


# The EPUB


@pytest.fixture(scope="module")
def ebook(site: support.Site, citations: CitationIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ebook") / "book.epub"
    path.write_bytes(epub.make(site.html, citations))
    return path


def test_the_epub_is_valid(ebook: Path) -> None:
    checker = Path(tool("epubcheck", "epubcheck")).resolve()
    # Debian installs an archive of Java, which not every machine starts by itself.
    packed = zipfile.is_zipfile(checker)
    command = [tool("java", "default-jre-headless"), "-jar", checker] if packed else [checker]
    done = subprocess.run([*command, ebook], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors / 0 warnings" in done.stdout + done.stderr or "No errors or warnings" in done.stdout


def test_the_epub_holds_every_chapter_equation_and_figure(
    ebook: Path, site: support.Site, chapters: list[built_pages.Chapter]
) -> None:
    with zipfile.ZipFile(ebook) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        package = etree.fromstring(archive.read("book/package.opf"))
        texts = {
            name.removeprefix("book/"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }
        nav = archive.read("book/nav.xhtml").decode()
        names = set(archive.namelist())
    hrefs = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}item")}
    spine = [hrefs[item.get("idref")] for item in package.iterfind(".//{*}itemref")]
    assert spine[3:] == [f"{chapter.name}.xhtml" for chapter in chapters]
    assert package.findtext(".//{*}meta[@property='dcterms:modified']") == f"{DAY}T00:00:00Z"
    for chapter in chapters:
        text = texts[f"{chapter.name}.xhtml"]
        equations = list(text.iter("{http://www.w3.org/1998/Math/MathML}math"))
        assert len(equations) == len(chapter.content.xpath(".//math")), chapter.page
        for picture in text.iter(f"{XHTML}img"):
            assert f"book/{picture.get('src')}" in names
            assert picture.get("alt"), picture.get("src")
        for id, _ in built_pages.sections(chapter):
            assert f'href="{chapter.name}.xhtml#{id}"' in nav
    drawn = {path.name for path in (site.html / "figures").glob("*.svg") if ".dark" not in path.name}
    # An e-reader gets the form for phones, where there is one.
    wide = {name for name in drawn if name.replace(".svg", ".phone.svg") in drawn}
    assert wide == {f"{id}.svg" for id in figures.ids()}
    # The cards of the first page show small pictures of the wide form.
    cards = support.soup(site.html / "chapters" / "index.html").select(".part-picture img.in-light")
    expected = drawn - wide | {Path(str(card["src"])).name for card in cards}
    # So does the list of structures.
    expected |= {f"{id}.svg" for id in structures.ids()}
    assert {Path(name).name for name in names if name.endswith(".svg")} == expected


def test_the_epub_is_the_same_on_every_run(ebook: Path, site: support.Site, citations: CitationIndex) -> None:
    assert epub.make(site.html, citations) == ebook.read_bytes()


# The slides


@pytest.fixture(scope="module")
def deck(site: support.Site, citations: CitationIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slides") / "book.pptx"
    path.write_bytes(slides.make(site.html, citations))
    return path


def pictures(deck: Path) -> list[tuple[Any, Any]]:
    """Each picture of the slides, with its slide."""
    return [
        (shape, slide)
        for slide in pptx.Presentation(str(deck)).slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]


def test_each_figure_has_one_slide_with_words_for_it(deck: Path, citations: CitationIndex) -> None:
    shown = pictures(deck)
    order = [part.label for part in citations.book.outline.parts.values() if part.kind == "figure"]
    assert [shape.name for shape, _ in shown] == order
    assert sorted(order) == list(figures.ids())
    for shape, slide in shown:
        part = citations.book.outline.get(shape.name)
        alt = shape._element.nvPicPr.cNvPr.get("descr")
        assert len(alt) > 40, shape.name
        assert slide.shapes.title.text_frame.text == f"Fig. {part.number} {part.title}"
        notes = slide.notes_slide.notes_text_frame.text
        assert f"Page: {support.ADDRESS.rstrip('/')}/{part.address}" in notes
        assert all(short(key) in notes for key in artifacts.works(part.label)), shape.name
    assert len({id(slide) for _, slide in shown}) == len(shown)


def test_each_part_with_figures_opens_with_a_slide(deck: Path, citations: CitationIndex) -> None:
    parts = [part.part for part in citations.book.outline.parts.values() if part.kind == "figure"]
    found = [
        slide.shapes.title.text_frame.text
        for slide in pptx.Presentation(str(deck)).slides
        if all(shape.shape_type != MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)
    ]
    assert found == ["Defects at Work", *dict.fromkeys(parts)]


def test_nothing_on_a_slide_is_cut_off_or_small(deck: Path) -> None:
    show = pptx.Presentation(str(deck))
    for slide in show.slides:
        title = slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0, title
            assert shape.top >= 0, title
            assert shape.left + shape.width <= show.slide_width, title
            assert shape.top + shape.height <= show.slide_height, title
            if shape.has_text_frame:
                assert needed(shape) <= shape.height / EMU, (title, shape.text_frame.text)
        for one, other in itertools.combinations(slide.shapes, 2):
            assert apart(one, other), title


def apart(one: Any, other: Any) -> bool:
    """Whether two shapes leave each other free."""
    return (
        one.top + one.height <= other.top
        or other.top + other.height <= one.top
        or one.left + one.width <= other.left
        or other.left + other.width <= one.left
    )


def needed(shape: Any) -> float:
    """The height of the text of a shape in inches, with its margins."""
    lines, size = 0, 0.0
    for paragraph in shape.text_frame.paragraphs:
        size = paragraph.font.size.pt
        assert size >= 12, paragraph.text
        font = FontProperties(family="DejaVu Sans", size=size)
        # This type is a little wider than Arial.
        width, _, _ = text_to_path.get_text_width_height_descent(paragraph.text, font, ismath=False)
        lines += math.ceil(0.9 * width / 72 / (shape.width / EMU)) or 1
    return lines * size * 1.2 / 72 + 0.1


def test_the_slides_are_the_same_on_every_run(
    deck: Path, site: support.Site, citations: CitationIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another day on the clock of the machine, as the file tells days.
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 40 * 86400)
    # Each figure is drawn the same anew, as other tests look at; here a few are, and the others are those of the deck.
    drawn = {shape.name: shape.image.blob for shape, _ in pictures(deck)}
    anew, draw = list(drawn)[::20], slides._picture
    monkeypatch.setattr(slides, "_picture", lambda id: draw(id) if id in anew else drawn[id])
    assert slides.make(site.html, citations) == deck.read_bytes()
    about = pptx.Presentation(str(deck)).core_properties
    assert (about.title, about.author) == (citations.book.title, "The Defects at Work contributors")
    assert about.created.date().isoformat() == about.modified.date().isoformat() == DAY
    with zipfile.ZipFile(deck) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {tuple(map(int, DAY.split("-")))}
        assert not [name for name in archive.namelist() if "thumbnail" in name]

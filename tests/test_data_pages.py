"""The data in the site: files, a page for every table, an address for every row, notebooks to take away."""

from __future__ import annotations

import functools
import io
import json
import operator
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import support
from bs4 import BeautifulSoup
from subcases import for_each

from reviewhelpers.content.book import Book
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.markup import notebooks
from reviewhelpers.sphinxext import data_pages, notebook_export, search_index
from reviewhelpers.sphinxext.data_package import DataPackage
from reviewhelpers.validation import check

RESOURCES = {resource["name"]: resource for resource in data.descriptor()["resources"]}
PACKAGE = DataPackage(Book())
ARCHIVE = data_pages.archive_name(data.descriptor())
BOOK = data_pages.Book(
    package=ARCHIVE,
    row_lists=PACKAGE.content.row_lists,
    tables={"one": "claims", "two": "systems"},
    places={"one": ("A page", "../chapters/a.html#row-one")},
    labels={"fig-a-b": "../chapters/a.html#fig-a-b"},
    works={"li2022defect": "../chapters/references.html#cite-li2022defect"},
    cited={"li2022defect": "../chapters/references.html#cited-li2022defect"},
    tables_with={"one": [("A table", "../chapters/a.html#tab-a-b-one")]},
)


def made(table: str, *rows: dict[str, str]) -> BeautifulSoup:
    """The page of a table as it would be with these rows."""
    fields = RESOURCES[table]["schema"]["fields"]
    whole = [dict.fromkeys((field["name"] for field in fields), "") | row for row in rows]
    return BeautifulSoup(data_pages.body(RESOURCES[table], whole, BOOK), "html.parser")


def cells(row: Any) -> dict[str, Any]:
    """What a row shows, by column."""
    return {item.dt.text: item.dd for item in row.select("dl > div")}


# What a row shows


def test_a_cell_is_text_and_never_markup() -> None:
    evil = '<script>alert(1)</script>&amp;"><img src=x onerror=a>'
    page = made("claims", {"id": "one", "statement": evil, "system": evil, "rows": evil, "cite": evil})
    assert page.find("script") is None
    assert page.find("img") is None
    assert cells(page.find(id="one"))["statement"].text == evil
    assert cells(page.find(id="one"))["rows"].text == evil


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//other.host", "ftp://a", "https://a b"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    shown_as = cells(made("sources", {"id": "one", "url": address}).find(id="one"))["url"]
    assert shown_as.find("a") is None
    assert shown_as.text == address


def test_a_web_address_is_a_link() -> None:
    page = made("sources", {"id": "one", "url": "https://example.org/?a=1&b=2"})
    assert cells(page.find(id="one"))["url"].a["href"] == "https://example.org/?a=1&b=2"


def test_a_row_links_to_what_it_names_and_leaves_out_what_is_empty() -> None:
    row = {"id": "one", "system": "two", "rows": "one gone", "cite": "li2022defect", "effect": "two"}
    shown_as = cells(made("claims", row).find(id="one"))
    assert list(shown_as) == ["cite", "system", "effect", "rows", "in the book", "in tables"]
    assert shown_as["system"].a["href"] == "systems.html#two"
    assert [link["href"] for link in shown_as["rows"].select("a")] == ["#one"]
    assert shown_as["rows"].text == "one gone"
    work, cite = shown_as["cite"].select("a")
    assert work["href"] == "../chapters/references.html#cite-li2022defect"
    assert cite["href"] == "../chapters/references.html#cited-li2022defect"
    # Its name tells the work apart from those of other rows.
    assert cite.text == "Cite li2022defect"
    assert shown_as["effect"].a is None
    assert shown_as["in the book"].a["href"] == "../chapters/a.html#row-one"
    assert shown_as["in tables"].a["href"] == "../chapters/a.html#tab-a-b-one"
    panel = made("panels", {"id": "one", "companion": "fig-a-b"}).find(id="one")
    assert cells(panel)["companion"].a["href"] == "../chapters/a.html#fig-a-b"
    line = cells(made("figure_rows", {"id": "one", "figure": "fig-a-b", "row": "two"}).find(id="one"))
    assert line["figure"].a["href"] == "../chapters/a.html#fig-a-b"
    assert line["row"].a["href"] == "systems.html#two"


@for_each("table", RESOURCES)
def test_units_stand_in_columns_that_are_there(table: str) -> None:
    names = {field["name"] for field in RESOURCES[table]["schema"]["fields"]}
    for field in RESOURCES[table]["schema"]["fields"]:
        where = data_pages.unit_of(field, names)
        assert where in ("", "°C", "°") or where.removeprefix("in ") in names, field["name"]


@for_each("table", RESOURCES)
def test_every_table_is_described(table: str) -> None:
    assert len(RESOURCES[table]["description"]) > 30


def test_ids_are_unique_over_all_tables() -> None:
    ids = [row for name in RESOURCES for row in PACKAGE.rows(name)]
    assert len(ids) == len(set(ids)) == len(PACKAGE.table_of_row)
    # Those that the page itself gives.
    assert not {"columns", "rows"} & set(ids)


# The pages of the site


@for_each("table", RESOURCES)
def test_every_row_has_its_address(site: support.Site, table: str) -> None:
    path = site.html / "data" / f"{table}.html"
    assert path.stat().st_size < 600_000
    page = support.soup(path)
    resource = RESOURCES[table]
    assert page.select_one("article h1").text.startswith(resource["title"])
    assert resource["description"] in page.select_one("article").text
    listed = [cell.text for cell in page.select("#columns tbody th")]
    assert listed == [field["name"] for field in resource["schema"]["fields"]]
    rows = {row["id"]: row for row in page.select("section.data-row")}
    assert list(rows) == [*PACKAGE.rows(resource["name"])]
    for row in PACKAGE.rows(resource["name"]).values():
        held = cells(rows[row["id"]])
        assert not row.get("cite") or held["cite"].select_one(".cite-work")
        for link in rows[row["id"]].select(".cite-work"):
            link.extract()
        shown_as = {name: cell.text.rstrip() for name, cell in held.items()}
        shown_as.pop("in the book", None)
        shown_as.pop("in tables", None)
        assert shown_as == {name: text for name, text in row.items() if text and name != "id"}
    ids = [element["id"] for element in page.find_all(id=True)]
    assert sorted({id for id in ids if ids.count(id) > 1 and id in rows}) == []


def test_rows_of_tables_and_of_the_data_lead_to_each_other(site: support.Site) -> None:
    """That links lead where they say is tested with all links of the site; here, that they are there."""
    # Read as text: a parser needs half a minute for all of it.
    row = re.compile(r'<tr[^>]* id="([^"]+)"[^>]*>\s*<th.*?</th>', re.DOTALL)
    link = re.compile(r'<a class="to-data" href="([^"#]+)#([^"]+)" aria-label="[^"]+ in the data">')
    pages = {path: path.read_text(encoding="utf-8") for path in (site.html / "data").glob("*.html")}
    found = 0
    for path in site.html.glob("chapters/*/*.html"):
        for met in row.finditer(path.read_text(encoding="utf-8")):
            for page, id in link.findall(met[0]):
                assert met[1].endswith(f"-{id}")
                assert f'#{met[1]}">' in pages[(path.parent / page).resolve()]
                found += 1
    assert found > 200


def test_keys_of_the_data_lead_somewhere(site: support.Site) -> None:
    """That links lead where they say is tested with all links of the site; here, that they are links."""
    for table, resource in RESOURCES.items():
        keys = [key["fields"] for key in resource["schema"].get("foreignKeys", ())]
        page = support.soup(site.html / "data" / f"{table}.html")
        for row in page.select("section.data-row"):
            held = cells(row)
            named = [
                *keys,
                "printed_rows",
                *(["rows"] if table == "claims" else []),
                "companion",
                "drawing",
                "row",
            ]
            assert [name for name in named if name in held and not held[name].a] == [], row["id"]


def test_a_value_leads_to_its_print_and_on_to_its_data(site: support.Site) -> None:
    folder = site.html / "chapters" / "co2rr"
    printed = support.soup(folder / "printed.html")
    place = printed.find(id="row-li2022-ye2017-fe")
    assert place.find_parent("a")["href"] == "../../data/performance.html#li2022-ye2017-fe"
    page = support.soup(site.html / "data" / "performance.html")
    held = cells(page.find(id="li2022-ye2017-fe"))
    assert held["in the book"].a["href"] == "../chapters/co2rr/printed.html#row-li2022-ye2017-fe"
    assert held["cite"].a["href"] == "../chapters/references.html#cite-ye2017surface"
    assert held["source"].a["href"] == "sources.html#li2022"


def test_search_knows_tables_and_rows(site: support.Site) -> None:
    held = search_index.read((site.html / search_index.INDEX).read_text(encoding="utf-8"))
    places = {address: found for _, address, _, found in held["pages"]}
    for name, resource in RESOURCES.items():
        (_, _, title, about), *of_rows = places[f"data/{name}.html"]
        assert title == resource["title"]
        assert resource["description"] in about
        table = data.table(name)
        told = [table[column].astype(str).ne("") for column in ("as_printed", "value") if column in table]
        wanted = [] if not told else list(table.index[functools.reduce(operator.or_, told)])
        assert [place[1] for place in of_rows] == wanted
    (row,) = [place for place in places["data/performance.html"] if place[1] == "li2022-ye2017-fe"]
    assert row[2:] == ["Faradaic efficiency, CO: up to 93 %", "Fe-N-C from ZIF-8 · “a CO FE of up to 93%”"]


def test_the_book_lists_every_table(site: support.Site) -> None:
    page = support.soup(site.html / "chapters/use/data.html")
    rows = page.select("#tab-use-tables tbody tr")
    listed = {row.th.a["href"]: int(row.td.text) for row in rows}
    assert listed == {f"../../data/{name}.html": len(data.table(name)) for name in RESOURCES}
    assert page.find("a", href=f"../../data/{ARCHIVE}.zip")


@pytest.mark.slow
def test_a_value_without_a_place_leads_to_the_data_and_a_lost_row_warns(small_built: support.Project) -> None:
    chapters = small_built.root / "chapters"
    works = "(bibliography)=\n# Works\n\n```{bibliography}\n:all:\n```\n"
    (chapters / "two.md").write_text(works, encoding="utf-8")
    page = chapters / "index.md"
    page.write_text("(home)=\n# Home\n\nAs {value}`li2022-ye2017-fe`.\n", encoding="utf-8")
    built = small_built.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    text = (small_built.root / "_build/html/chapters/index.html").read_text(encoding="utf-8")
    link = BeautifulSoup(text, "html.parser").select_one("a.printed-value")
    assert link["href"] == "../data/performance.html#li2022-ye2017-fe"
    page.write_text("(home)=\n# Home\n\nAs {row}`li2022-nobody`.\n", encoding="utf-8")
    built = small_built.make("book")
    assert built.returncode != 0
    assert "no table of the data holds the row 'li2022-nobody'" in built.stdout + built.stderr


# The files


def test_the_site_holds_the_files_of_the_package(site: support.Site) -> None:
    for name in ["datapackage.json", *(resource["path"] for resource in RESOURCES.values())]:
        assert (site.html / "data" / name).read_bytes() == (data.DATA / name).read_bytes()


def test_the_archive_is_a_valid_package(site: support.Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(site.html / "data" / f"{ARCHIVE}.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path)
    folder = tmp_path / ARCHIVE
    assert {path.name for path in folder.iterdir()} == {
        *("datapackage.json", "LICENSE-CONTENT.md", "references.bib", "ids.txt", "structures"),
        *(resource["path"] for resource in RESOURCES.values()),
    }
    assert check.check(folder, folder / "references.bib") == []


def test_the_archive_is_the_same_whatever_the_order_and_the_time(site: support.Site) -> None:
    one, other = (
        data_pages.archive("c", {"a": b"1", "b": b"2"}),
        data_pages.archive("c", {"b": b"2", "a": b"1"}),
    )
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in packed.infolist()} == {0o100644}
    built = (site.html / "data" / f"{ARCHIVE}.zip").read_bytes()
    assert built == data_pages.files(Book())[f"{ARCHIVE}.zip"]


# Notebooks to take away


def downloaded(site: support.Site) -> dict[str, Any]:
    """The notebooks of the site by name."""
    return {path.name: json.loads(path.read_text("utf-8")) for path in (site.html / "notebooks").iterdir()}


def test_every_notebook_can_be_taken_away(site: support.Site) -> None:
    docnames = [path.relative_to(data.ROOT).with_suffix("").as_posix() for path in notebooks.paths()]
    assert sorted(f"notebooks/{name}" for name in downloaded(site)) == sorted(
        map(notebook_export.name, docnames)
    )
    for docname in docnames:
        page = support.soup(site.html / f"{docname}.html")
        links = page.select('article .files a[href$=".ipynb"]')
        assert [link["href"] for link in links] == [f"../../{notebook_export.name(docname)}"], docname


def test_notebooks_speak_no_markup_of_the_book(site: support.Site) -> None:
    for name, notebook in downloaded(site).items():
        prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        text = "\n\n".join("".join(cell["source"]) for cell in prose)
        assert re.findall(r"\{[a-z:-]+\}`|^\(\S+\)=|^:::|^`{3}\{|\]\((?!http)", text, re.MULTILINE) == [], (
            name
        )
        assert "pip install ." in "".join(notebook["cells"][0]["source"])
        outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
        results = [output["data"].keys() for output in outputs if output["output_type"] != "stream"]
        assert all(mimes <= {"text/plain", "image/svg+xml", "text/markdown"} for mimes in results), name
        # A lab sheet answers in words.
        seen = {"text/plain"} if name.startswith("learn-lab-") else {"image/svg+xml", "text/markdown"}
        assert all(mimes & seen for mimes in results), name


def test_prose_of_a_notebook_says_what_the_book_says() -> None:
    titles = {"there": "A title", "eq-a": "equation (1)"}

    def plain(text: str) -> str:
        return notebook_export.plain(text, notebook_export.Context(Book(), bibliography.REFERENCES, titles))

    assert plain("(a-b)=\n## B\n\ntext") == "## B\n\ntext"
    assert plain("{value}`li2022-ye2017-fe` ({condition}`li2022-ye2017-fe`)") == (
        "up to 93 %".replace(" ", "\N{NO-BREAK SPACE}") + " (−0.43 V vs RHE)"
    )
    assert plain("{cite:t}`dong2020ammonia`") == (
        "[Dong et al. 2020](https://doi.org/10.1002/adma.202001300)"
    )
    assert plain("so {cite:p}`chen2018chem,dong2020ammonia`.").startswith("so (Chen et al. 2018; [Dong")
    assert plain("{ref}`there`, {ref}`here <there>`, {eq}`eq-a`") == "*A title*, here, *equation (1)*"
    assert plain(":::{figure-again} there\n:::\n\nText.") == "See the figure *A title*.\n\nText."
    assert plain("[here](there) [web](https://a.org)") == "here [web](https://a.org)"
    assert plain("$$\nx\n$$ (eq-a)") == "$$\nx\n$$"
    assert plain("$$x$$ (eq-a)") == "$$x$$"
    assert plain(":::{admonition} Note\nOne.\nTwo.\n:::\n") == "> **Note**\n>\n> One.\n> Two.\n"
    code = "```python\nplain('{value}`x`')\n```"
    assert plain(code) == code


@pytest.mark.slow
def test_an_installed_package_draws_without_the_clone(a_wheel: Path, tmp_path: Path) -> None:
    """What a downloaded notebook needs: a wheel with the data and the references."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    install += ["--no-deps", "--target", str(tmp_path / "site"), str(a_wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=empty, env=environment, capture_output=True, text=True, check=False
        )

    where = run("-c", "from reviewhelpers._core import paths; print(paths.ROOT)")
    assert where.stdout.strip() == str(tmp_path / "site" / "reviewhelpers" / "bundled")
    drawn = run("-m", "reviewhelpers", "figures", "fig-co2rr-efficiency", "--format", "svg", "--out", ".")
    assert drawn.returncode == 0, drawn.stderr
    assert (empty / "fig-co2rr-efficiency.svg").is_file()
    checked = run("-m", "reviewhelpers", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr

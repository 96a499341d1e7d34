"""The reference holds every helper, and code leads to it."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest
import support
from bs4 import BeautifulSoup

from reviewhelpers.dataset import data
from reviewhelpers.export import built_pages
from reviewhelpers.sphinxext import api_reference

CHAPTERS = data.ROOT / "chapters" / "use"
HOLDING = {
    module: path.stem
    for path in sorted(CHAPTERS.glob("api-*.md"))
    for module in re.findall(r"automodule:: (\S+)", path.read_text(encoding="utf-8"))
}


def public(module: str) -> list[str]:
    """Names of what a module defines for others."""
    found = importlib.import_module(module)
    here = {
        name
        for name, thing in vars(found).items()
        if not name.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__.startswith(found.__name__)
    }
    named = {name for name in found.__all__ if callable(getattr(found, name))}
    assert here <= named, "what a module defines for others stands in its __all__"
    return sorted(named)


def soup(site: support.Site, name: str) -> BeautifulSoup:
    return support.soup(site.html / "chapters" / "use" / f"{name}.html")


def test_the_modules_that_compute_are_in_it() -> None:
    computing = {"units", "electrode", "reactions", "energetics", "data", "bibliography", "figures", "tables"}
    computing |= {
        "summary_table",
        "figures.drawing",
        "comparability",
        "audit",
        "ratios",
        "clusters",
        "nitrate",
        "packing",
        "transport",
    }
    assert {module.partition(".")[2] for module in HOLDING} == computing


@pytest.mark.parametrize("module", HOLDING)
def test_it_holds_all_that_is_public(site: support.Site, module: str) -> None:
    page = soup(site, HOLDING[module])
    overview = [link["href"] for link in soup(site, "api").select("table.autosummary a")]
    for name in public(module):
        assert page.find("dt", id=f"{module}.{name}") is not None, name
        assert f"{HOLDING[module]}.html#{module}.{name}" in overview


def test_code_of_a_page_leads_to_it(site: support.Site) -> None:
    links = soup(site, "api").select("pre.linked a")
    assert [link.get_text() for link in links] == ["data.row", "electrode.equilibrium_potential"]
    page, _, anchor = str(links[1]["href"]).partition("#")
    assert soup(site, page.removesuffix(".html")).find(id=anchor).name == "dt"


def test_it_loads_no_script_of_its_own(site: support.Site) -> None:
    def loaded(name: str) -> list[str]:
        return [
            tag.get("src") or tag["href"]
            for tag in soup(site, name).select("script[src], link[rel=stylesheet]")
        ]

    assert loaded("api-electrode") == loaded("citing")


def test_the_book_as_one_file_leaves_it_out() -> None:
    assert {f"chapters/use/{path.stem}" for path in CHAPTERS.glob("api*.md")} <= set(built_pages.LEFT_OUT)


CODE = """\
from reviewhelpers import electrode, units as u
from reviewhelpers.data import row
x = electrode.scales()  # ä
print("ä", u.convert(1, "g", "kg"), row("id"), other.scales(), electrode.nothing)
"""


def test_names_are_found_by_their_imports() -> None:
    known = {
        "reviewhelpers.electrode.scales",
        "reviewhelpers.units.convert",
        "reviewhelpers.data.row",
    }
    found = api_reference.spans(CODE, dict.fromkeys(known))
    assert [CODE[start:end] for start, end, _ in found] == ["electrode.scales", "u.convert", "row"]
    assert {full for *_, full in found} == known


def test_the_code_stays_the_same() -> None:
    found = api_reference.spans(CODE, dict.fromkeys(["reviewhelpers.units.convert"]))
    pieces = list(api_reference._pieces(CODE, found))
    assert "".join(text for text, _, _ in pieces) == CODE
    assert [text for text, full, _ in pieces if full] == ["u.convert"]


@pytest.mark.parametrize("code", ["this is no Python", "%matplotlib inline", "import os\nos.getcwd()"])
def test_other_code_is_left_alone(code: str) -> None:
    assert api_reference.names(code) == []

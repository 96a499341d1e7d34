from __future__ import annotations

import re
from pathlib import Path

import pytest
import support

from reviewhelpers import figures, tables
from reviewhelpers._core.paths import ROOT
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing import addresses, outline
from reviewhelpers.citing.addresses import AddressesError, Redirect
from reviewhelpers.citing.outline import Outline

TEXT = "(one)=\n# One\n\n(one-a)=\n## A\n\n$$ a = b $$ (eq-one)\n"
LISTED = ("chapters/index", "chapters/index#home", "chapters/one")
LISTED_LABELS = ("chapters/one#equation-eq-one", "chapters/one#one", "chapters/one#one-a")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book of two pages, and the list of its addresses."""
    (tmp_path / "chapters").mkdir()
    put(tmp_path, "index", "(home)=\n# Home\n")
    put(tmp_path, "one", TEXT)
    toc(tmp_path, "one")
    enter(tmp_path, *LISTED, *LISTED_LABELS)
    return tmp_path


def put(root: Path, page: str, text: str) -> None:
    (root / "chapters" / f"{page}.md").write_text(text, encoding="utf-8")


def toc(root: Path, *pages: str) -> None:
    lines = ["format: jb-book", "root: chapters/index", "chapters:"]
    lines += [f"  - file: chapters/{page}" for page in pages]
    (root / "_toc.yml").write_text("\n".join(lines), encoding="utf-8")


def enter(root: Path, *lines: str) -> None:
    """Write the list."""
    text = "\n".join(["# A comment", *lines, ""])
    (root / "chapters" / "addresses.txt").write_text(text, encoding="utf-8")


def faults(root: Path) -> list[str]:
    return addresses.faults(addresses.read(root / "chapters" / "addresses.txt"), outline.read(root))


def redirects(root: Path) -> list[Redirect]:
    assert faults(root) == []
    return addresses.redirects(addresses.read(root / "chapters" / "addresses.txt"), outline.read(root))


# The book itself


def test_no_address_of_the_book_is_lost_and_each_is_listed() -> None:
    assert addresses.faults(addresses.read(), outline.read()) == []


def test_every_label_in_the_sources_can_be_linked_to() -> None:
    read = outline.read()
    text = "\n".join(outline.file_of(ROOT, page.page).read_text(encoding="utf-8") for page in read.pages())
    labels = re.findall(r'^\s*"?\(([^()\s]+)\)=', text, flags=re.MULTILINE)
    labels += re.findall(r"^\s*\"?:label: ((?:ex|check)-[a-z0-9-]+)", text, flags=re.MULTILINE)
    equations = re.findall(r"\$\$ \((eq-[a-z0-9-]+)\)", text)
    assert equations != []
    assert sorted({*labels, *equations, *figures.ids(), *tables.ids()}) == sorted(read.anchors)


def test_every_address_without_successor_stands_in_the_site(site: support.Site) -> None:
    for address, label in addresses.read().items():
        page, _, anchor = address.partition("#")
        built = site.html / f"{page}.html"
        if not label:
            assert built.is_file(), address
            assert not anchor or f'id="{anchor}"' in built.read_text(encoding="utf-8"), address


# That the checks bite


def test_a_whole_list_has_no_fault_and_no_redirect(root: Path) -> None:
    assert faults(root) == []
    assert redirects(root) == []


def test_an_address_that_is_not_listed_is_told(root: Path) -> None:
    put(root, "two", "(two)=\n# Two\n")
    toc(root, "one", "two")
    assert faults(root) == [
        "chapters/two: not listed, add it",
        "chapters/two#two: not listed, add it",
    ]


def test_a_renamed_label_without_successor_is_told(root: Path) -> None:
    put(root, "one", TEXT.replace("one-a", "one-b"))
    enter(root, *LISTED, *LISTED_LABELS, "chapters/one#one-b")
    assert faults(root) == [
        "chapters/one#one-a: given up, add the label that took its place: chapters/one#one-a -> label"
    ]


def test_a_renamed_label_leads_to_its_successor(root: Path) -> None:
    put(root, "one", TEXT.replace("one-a", "one-b"))
    enter(root, *LISTED, *LISTED_LABELS[:2], "chapters/one#one-a -> one-b", "chapters/one#one-b")
    assert redirects(root) == [Redirect("chapters/one", "", {"one-a": "chapters/one.html#one-b"})]


def test_an_equation_may_be_given_up_and_lead_to_an_equation(root: Path) -> None:
    put(root, "one", TEXT.replace("eq-one", "eq-two"))
    lines = ("chapters/one#equation-eq-one -> eq-two", "chapters/one#equation-eq-two")
    enter(root, *LISTED, *lines, *LISTED_LABELS[1:])
    target = "chapters/one.html#equation-eq-two"
    assert redirects(root) == [Redirect("chapters/one", "", {"equation-eq-one": target})]


def test_a_label_that_moved_leads_to_its_new_page(root: Path) -> None:
    put(root, "one", TEXT.replace("(one-a)=\n## A\n", ""))
    put(root, "two", "(two)=\n# Two\n\n(one-a)=\n## A\n")
    toc(root, "one", "two")
    new = ("chapters/two", "chapters/two#one-a", "chapters/two#two")
    enter(root, *LISTED, *LISTED_LABELS, *new)
    assert faults(root) == [
        "chapters/one#one-a: given up, add the label that took its place: chapters/one#one-a -> label"
    ]
    enter(root, *LISTED, *LISTED_LABELS[:2], "chapters/one#one-a -> one-a", *new)
    assert redirects(root) == [Redirect("chapters/one", "", {"one-a": "chapters/two.html#one-a"})]


def test_a_page_that_moved_leads_on_with_all_its_labels(root: Path) -> None:
    (root / "chapters" / "one.md").unlink()
    put(root, "two", TEXT.replace("(one)=", "(two)="))
    toc(root, "two")
    old = (
        "chapters/one -> two",
        "chapters/one#equation-eq-one -> eq-one",
        "chapters/one#one -> two",
        "chapters/one#one-a -> one-a",
    )
    new = ("chapters/two", "chapters/two#equation-eq-one", "chapters/two#one-a", "chapters/two#two")
    enter(root, *LISTED, *LISTED_LABELS, *new)
    assert [fault.partition(":")[0] for fault in faults(root)] == [*LISTED[2:], *LISTED_LABELS]
    enter(root, *LISTED[:2], *old, *new)
    anchors = {
        "equation-eq-one": "chapters/two.html#equation-eq-one",
        "one": "chapters/two.html",
        "one-a": "chapters/two.html#one-a",
    }
    assert redirects(root) == [Redirect("chapters/one", "chapters/two.html", anchors)]


def test_a_successor_that_was_given_up_itself_is_told(root: Path) -> None:
    put(root, "one", TEXT.replace("one-a", "one-c"))
    chain = ("chapters/one#one-a -> one-b", "chapters/one#one-b -> one-c", "chapters/one#one-c")
    enter(root, *LISTED, *LISTED_LABELS[:2], *chain)
    assert faults(root) == ["chapters/one#one-a: leads to one-b, which is no label of the book"]
    with pytest.raises(UnknownId, match="no label 'one-b'"):
        addresses.redirects(addresses.read(root / "chapters" / "addresses.txt"), outline.read(root))


def test_an_address_that_is_there_leads_nowhere_else(root: Path) -> None:
    enter(root, *LISTED, *LISTED_LABELS[:2], "chapters/one#one-a -> one")
    assert faults(root) == ["chapters/one#one-a: still there, so it cannot lead to one"]


def test_a_list_out_of_order_is_told(root: Path) -> None:
    enter(root, *LISTED, *reversed(LISTED_LABELS))
    assert faults(root) == [f"{LISTED_LABELS[2]}: not in order, {LISTED_LABELS[0]} comes first"]


def test_an_address_listed_twice_is_told(root: Path) -> None:
    enter(root, *LISTED, "chapters/one -> home")
    with pytest.raises(AddressesError, match=r"^addresses\.txt:5:-: found chapters/one again"):
        faults(root)


@pytest.mark.parametrize("line", ["a b", "a#b#c", "a -> ", "a -> b c", "a->b", " a", "a ->  b"])
def test_a_line_that_is_no_address_is_told(root: Path, line: str) -> None:
    enter(root, line)
    with pytest.raises(AddressesError, match=r"^addresses\.txt:2:-: found .* expected page#anchor"):
        faults(root)


def test_without_a_list_nothing_was_published(tmp_path: Path) -> None:
    assert addresses.read(tmp_path / "addresses.txt") == {}
    assert addresses.faults({}, Outline({}, {})) == []

"""One reader of MyST: what it reads, that it reads as the build does, and that all who ask it agree."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.parsers.rst import roles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from reviewhelpers import tables
from reviewhelpers.citing import outline
from reviewhelpers.content.book import Book
from reviewhelpers.dataset import bibliography, data, provenance
from reviewhelpers.markup import myst
from reviewhelpers.sphinxext import notebook_export
from reviewhelpers.validation import pages


def plain(text: str) -> str:
    """A text as a downloaded notebook has it, in a book without labels."""
    return notebook_export.plain(text, notebook_export.Context(Book(), bibliography.REFERENCES, {}))


@dataclass(frozen=True)
class Case:
    """A text, and what stands in it.

    ``roles`` are written as ``line name content``; ``boxes`` as ``line name``.
    """

    text: str
    roles: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


CASES = {
    # The three on which five grammars disagreed.
    "words before a key": Case("{cite:p}`{see}a2020`", ("1 cite:p {see}a2020",), ("a2020",)),
    "two backticks": Case("{cite:t}``a2020``", ("1 cite:t a2020",), ("a2020",)),
    "a citation in code": Case("Write `{cite:t}`a2020`.", (), ()),
    # Citations
    "words around keys": Case(
        "{cite:p}`{see} a2020{p. 3}, b2021 {ch. 2}`",
        ("1 cite:p {see} a2020{p. 3}, b2021 {ch. 2}",),
        ("a2020", "b2021"),
    ),
    "several keys": Case("{cite:t}`a2020,b2021`", ("1 cite:t a2020,b2021",), ("a2020", "b2021")),
    "a title of its own": Case("{cite:t}`so <a2020>`", ("1 cite:t so <a2020>",), ("a2020",)),
    "over two lines": Case("A {cite:t}`a2020,\nb2021`.", ("1 cite:t a2020, b2021",), ("a2020", "b2021")),
    "on the third line": Case("One\ntwo $x\ny$\n{cite:t}`a2020`", ("4 cite:t a2020",), ("a2020",)),
    "signs of chemistry": Case(
        "CO₂ → ü {cite:t}`a2020` 𝛼 {row}`ü`", ("1 cite:t a2020", "1 row ü"), ("a2020",)
    ),
    # Roles
    "three backticks": Case("{row}```a`b``c```", ("1 row a`b``c",)),
    "two that touch": Case("{row}`a`{row}`b`", ("1 row a", "1 row b")),
    "in emphasis and a link": Case(
        "**{row}`a`** [*to* {row}`b`](https://example.org/c)", ("1 row a", "1 row b")
    ),
    "a target": Case("{ref}`words <there>`", ("1 ref words <there>",)),
    "escaped": Case(r"\{cite:t}`a2020` and \`{cite:t}`b2021`\`", ("1 cite:t b2021",), ("b2021",)),
    "twice escaped": Case(r"\\{cite:t}`a2020`", ("1 cite:t a2020",), ("a2020",)),
    "code of two backticks": Case("`` {cite:t}`a2020` `` {row}`b`", ("1 row b",)),
    "in a formula": Case("$x {cite:t}`a2020`$ {row}`b`", ("1 row b",)),
    # Blocks
    "in a formula of its own": Case("$$\n{cite:t}`a2020`\n$$ (eq-a)\n\n{row}`b`", ("5 row b",)),
    "fenced code": Case("```\n{cite:t}`a2020`\n```\n~~~ python\n{cite:t}`b2021`\n~~~"),
    "indented code": Case("Text.\n\n    {cite:t}`a2020`\n"),
    "four backticks": Case("````\n```{note}\n{cite:t}`a2020`\n```\n````\n{row}`b`", ("6 row b",)),
    "a comment": Case("One.\n\n% {cite:t}`a2020`\n\n{row}`b`", ("5 row b",)),
    "a comment of HTML, shown as text": Case("<!-- {cite:t}`a2020` -->", ("1 cite:t a2020",), ("a2020",)),
    "nested boxes": Case(
        "::::{admonition} On {cite:t}`a2020`\n:class: tip\n\n:::{note}\n"
        "```{hint}\n{cite:t}`b2021`\n```\n:::\n{row}`c`\n::::",
        ("1 cite:t a2020", "6 cite:t b2021", "9 row c"),
        ("a2020", "b2021"),
        ("1 admonition", "4 note", "5 hint"),
    ),
    "a box that begins with a box": Case(
        "::::{note}\n:::{hint}\n{row}`a`\n:::\n::::", ("3 row a",), (), ("1 note", "2 hint")
    ),
    "options between lines": Case(
        '```{figure} a.png\n---\nalt: "A"\n---\n{cite:t}`a2020`\n```',
        ("5 cite:t a2020",),
        ("a2020",),
        ("1 figure",),
    ),
    "code as a box": Case(
        "```{code-block} python\n:name: a\n\n{cite:t}`a2020`\n```", (), (), ("1 code-block",)
    ),
    "reStructuredText": Case("```{eval-rst}\n.. automodule:: a\n   :b:\n```", (), (), ("1 eval-rst",)),
    "boxes in a list": Case(
        "- One\n\n  :::{note}\n  {cite:t}`a2020`\n  :::\n- {row}`b`",
        ("4 cite:t a2020", "6 row b"),
        ("a2020",),
        ("3 note",),
    ),
    "a quotation": Case(
        "> One {row}`a`\n> :::{note}\n> {cite:t}`a2020`\n> :::",
        ("1 row a", "3 cite:t a2020"),
        ("a2020",),
        ("2 note",),
    ),
    "a table": Case(
        "| {row}`a` | b |\n| --- | --- |\n| {row}`c\\|d` | {cite:t}`a2020` |\n| x | {row}`a` |",
        ("1 row a", "3 row c|d", "3 cite:t a2020", "4 row a"),
        ("a2020",),
    ),
    "definitions": Case(
        "Term {row}`a`\n: Told {cite:t}`a2020`\n\n  more {row}`b`\n\nOther\n: {row}`c`",
        ("1 row a", "2 cite:t a2020", "4 row b", "7 row c"),
        ("a2020",),
    ),
    "labels and headings": Case(
        "(one)=\n# A {row}`a` #\n\nUnder\n{row}`b`\n---\n\n- (two)=\n  Text.\n\n        (three)=",
        ("2 row a", "5 row b"),
        labels=("one", "two"),
    ),
}


def whole(case: Case) -> list[myst.Role]:
    return list(myst.of_kind(myst.read(case.text), myst.Role))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_text_holds(case: Case) -> None:
    read = myst.read(case.text)
    assert tuple(f"{role.line} {role.name} {role.content}" for role in whole(case)) == case.roles
    assert tuple(work.key for role in whole(case) for work in role.works) == case.cites
    assert tuple(f"{box.line} {box.name}" for box in myst.of_kind(read, myst.Directive)) == case.boxes
    assert tuple(label.name for label in myst.of_kind(read, myst.Label)) == case.labels


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_role_stands_where_it_is_said_to(case: Case) -> None:
    for role in whole(case):
        said = re.sub(r"\n(?:> ?)? *", " ", case.text[role.start : role.end]).replace(r"\|", "|")
        assert re.fullmatch(rf"\{{{role.name}\}}(`+){re.escape(role.content)}\1", said)
        assert role.line == case.text.count("\n", 0, role.start) + 1


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_all_who_read_a_text_agree_on_its_citations(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook_export, "_work", lambda key, context: f"«{key}»")
    monkeypatch.setattr(data, "row", lambda id: id)
    expected = list(case.cites)

    reader = outline._Reader("a.md", {})
    reader.read_cell({"cell_type": "markdown", "source": f"(title)=\n# Title\n\n{case.text}"})
    if "one" not in case.labels:
        page, *_ = reader.parts(outline.Part("title", "page", "", "", "a", "", ""))
        assert list(page.cites) == expected

    names = pages.Names((), {"none"}, ())
    told = pages._of_text("a.md", "", case.text, names, 0)
    missed = [fault for fault in told if fault.expected == "a key of references.bib"]
    assert [fault.found for fault in missed] == [repr(key) for key in expected]

    # What stands as code stays code.
    taken = re.sub(r"^(```+|~~~).*?^\1$", "", plain(case.text), flags=re.M | re.S)
    assert re.findall("«(.*?)»", taken) == expected

    if "\n" not in case.text:
        assert provenance.works_cited_in([case.text]) == sorted(expected)
        tex = re.findall(r"\\cite(?:\[[^]]*\])?\{(.*?)\}", tables._tex_inline(case.text))
        assert [key for keys in tex for key in keys.split(",")] == expected
        said = " ".join(re.findall(r"\\\[(.*?)\\\]", tables._without_roles(case.text)))
        assert re.findall(r"[a-z]20\d\d", said) == expected


def test_what_a_citation_says_around_its_keys_is_said() -> None:
    cell = "{cite:p}`{see}a2020{p. 3%}, b2021`"
    assert tables._without_roles(cell) == r"\[see a2020, p. 3%; b2021\]"
    assert tables._tex_inline(cell) == r"see \cite[p. 3\%]{a2020}; \cite{b2021}"
    said = plain("{cite:p}`{see}chen2018chem{p. 3}`, {cite:t}``chen2018chem``")
    assert said == "(see Chen et al. 2018, p. 3), Chen et al. 2018"


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("{see}nobody2020", "'nobody2020'"),
        ("a2020, {see}nobody2020{p. 3}", "'nobody2020'"),
        ("`nobody2020`", "'nobody2020'"),
        ("{see}", "'{see}'"),
        ("a2020 a2020", "'a2020 a2020'"),
        ("a2020,", "'a2020,'"),
        ("{a}{b}a2020", "'{a}{b}a2020'"),
        ("{see {also}}a2020", "'{see {also}}a2020'"),
        ("so <nobody2020>", "'nobody2020'"),
        ("!a2020", "'!a2020'"),
    ],
)
def test_a_citation_that_does_not_build_is_told(cited: str, found: str) -> None:
    (fault,) = pages._of_text(
        "a.md", "cell 2", f"One.\n{{cite:p}}`{cited}`", pages.Names((), {"a2020"}, ()), 7
    )
    assert (fault.file, fault.row, fault.column, fault.found) == ("a.md", 9, "cell 2", found)
    assert fault.expected


# What is rewritten


def test_all_but_the_marks_of_the_book_stays_as_it_is() -> None:
    text = (
        "A\t`{row}`a`  \n- b {row}`c`\n\n      :::{note} {row}`d`\n      :::\n\n> $x$ [f *g*](h.md)\n"
        "```text\n{row}`i`\n```\n\n% gone\n\\{row}`j`"
    )
    assert plain(text) == (
        "A\t`{row}`a`  \n- b `c`\n\n      :::{note} {row}`d`\n      :::\n\n> $x$ f *g*\n"
        "```text\n{row}`i`\n```\n\n\\{row}`j`"
    )


def test_a_box_of_a_notebook_keeps_to_its_list() -> None:
    text = "- One\n\n  ```{note}\n  :class: tip\n\n  Two\n\n  three {row}`a`\n  ```\n- Four"
    assert plain(text) == ("- One\n\n  > **Note**\n  >\n  > Two\n  >\n  > three `a`\n- Four")


def test_answers_of_a_question_fold() -> None:
    text = ":::{check} Why {row}`a`?\n:label: check-a\n\nSo\n: Told {row}`b`.\n\n  More.\n\nNo\n: Not.\n:::"
    assert plain(text) == (
        "**Why `a`?**\n\n<details><summary>So</summary>\n\nTold `b`.\n\nMore.\n\n</details>\n\n"
        "<details><summary>No</summary>\n\nNot.\n\n</details>"
    )


# As the build reads it


def test_extensions_are_those_of_the_book() -> None:
    config = yaml.safe_load((data.ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert sorted(myst.EXTENSIONS) == sorted(config["parse"]["myst_enable_extensions"])


def theirs() -> Any:
    """The parser of the build itself."""
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    chosen = MdParserConfig(enable_extensions=set(myst.EXTENSIONS), disable_syntax=list(myst.DISABLED_RULES))
    return create_md_parser(chosen, RendererHTML)


def test_rules_are_those_of_the_build() -> None:
    ours, built = myst.parser().get_active_rules(), theirs().get_active_rules()
    assert {name: rules for name, rules in built.items() if name != "core"} == {
        name: rules for name, rules in ours.items() if name != "core"
    }
    # Words are counted by one rule alone, and joined by the other.
    assert [rule for rule in built["core"] if rule not in ("text_join", "wordcount")] == ours["core"]


SIGNS = st.text(st.sampled_from("`{}$:<>[]()*_#|!\\ \naé1&;-~=^%+>\t"), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            *(":::{note}", ":::", "```{hint}", "```", "> ", "- ", "  ", "\n", "term", "\n: told", "{row}`b`"),
            *("|a|b|\n|-|-|\n", "# ", "(x)=", "$$", "% ", ":a: b\n", "---\n", "[a](b)", "![", "]", "\r\n"),
        ]
    ),
    max_size=12,
).map("".join)


@given(SIGNS | PIECES)
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_read_and_each_mark_has_its_place(text: str) -> None:
    for mark in (*myst.read(text), *myst.read_line(text)):
        assert 1 <= mark.line <= text.count("\n") + 1
        assert 0 <= mark.start <= mark.end <= len(text)
    plain(text.replace("{row}", "{eq}"))


def test_reading_loads_neither_sphinx_nor_docutils() -> None:
    read = r"myst.read(':::{note}\n:a: b\n:::')"
    code = f"import sys; from reviewhelpers.markup import myst; {read}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"sphinx", "docutils"} & set(loaded.split())


def shown_row(name: str, raw: str, text: str, *context: object) -> tuple[list[nodes.Node], list[nodes.Node]]:
    return [nodes.literal(raw, text)], []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, BeautifulSoup], str]:
    """A page of each text as Sphinx builds it, and what it warned of."""
    folder = tmp_path_factory.mktemp("myst")
    works = "".join(
        f"@article{{{key}, author = {{{name}, Ann}}, title = {{T}}, journal = {{J}}, year = {{{key[1:]}}}}}\n"
        for key, name in {"a2020": "Aa", "b2021": "Bb"}.items()
    )
    (folder / "references.bib").write_text(works, encoding="utf-8")
    (folder / "a.png").write_bytes(b"")
    (folder / "conf.py").write_text("", encoding="utf-8")
    for at, case in enumerate(CASES.values()):
        (folder / f"page{at}.md").write_text(f"# Page\n\n{case.text}\n", encoding="utf-8")
    (folder / "index.md").write_text("# All\n\n```{bibliography}\n```\n", encoding="utf-8")
    told = io.StringIO()
    chosen = {
        "extensions": ["myst_parser", "sphinxcontrib.bibtex"],
        "myst_enable_extensions": list(myst.EXTENSIONS),
        "myst_disable_syntax": list(myst.DISABLED_RULES),
        "bibtex_bibfiles": ["references.bib"],
        "bibtex_reference_style": "author_year",
        "html_theme": "basic",
        # Sphinx keeps in its default what another build of this process set.
        "source_suffix": {".md": "markdown"},
    }
    with docutils_namespace():
        roles.register_local_role("row", shown_row)
        app = Sphinx(folder, folder, folder / "_out", folder / "_trees", "html", chosen, None, told)
        app.build()
    pages = {
        name: BeautifulSoup((folder / "_out" / f"page{at}.html").read_text(encoding="utf-8"), "html.parser")
        for at, name in enumerate(CASES)
    }
    return pages, told.getvalue()


def test_the_build_reads_the_same(built: tuple[dict[str, BeautifulSoup], str]) -> None:
    pages, told = built
    for name, case in CASES.items():
        body = pages[name].find(class_="body")
        years = [link.get_text()[-4:] for link in body.select("a[href^='index.html#']")]
        assert [f"{'ab'[int(year) - 2020]}{year}" for year in years] == list(case.cites), name
        rows = [role.split(maxsplit=2)[2] for role in case.roles if role.split()[1] == "row"]
        shown = [code.get_text() for code in body.select("code.literal") if code.get_text() in rows]
        assert shown == rows, name
    assert "could not find bibtex key" not in told


CITED = st.lists(st.sampled_from(["a2020", "b", "{see}", "{p. 3}", "{", "}", ",", " ", "<", ">"]), max_size=8)


@given(CITED.map("".join))
@settings(max_examples=500, deadline=None)
def test_keys_are_those_that_the_build_reads(cited: str) -> None:
    from sphinxcontrib.bibtex.citation_target import parse_citation_targets

    try:
        read = [tuple(found) for found in parse_citation_targets(myst.split_title(cited)[1])]
    except ValueError:
        read = []
    assert [(work.key, work.before, work.behind) for work in myst.works(cited)] == read


@given(st.lists(st.sampled_from(["a", " ", "<", ">", "b c"]), max_size=7).map("".join))
@settings(max_examples=300, deadline=None)
def test_a_title_ends_where_sphinx_ends_it(content: str) -> None:
    from sphinx.util.docutils import ReferenceRole

    found = ReferenceRole.explicit_title_re.match(content)
    assert myst.split_title(content) == (found.groups() if found else (content, content))

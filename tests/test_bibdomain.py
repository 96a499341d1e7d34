"""Citations looked up by an index: the same pages as with the library's own domain, also after an edit."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

ENTRY = "@article{{{key}, author={{{name}, A.}}, title={{On {key}}}, journal={{J}}, year={{{year}}}}}\n"
BOOK = {
    "works.bib": "".join(
        ENTRY.format(key=key, name=name, year=year)
        for key, name, year in (
            *(("one", "Young", 2001), ("two", "Adams", 2002), ("three", "Miller", 2003)),
            *(("four", "Brown", 2004), ("never", "Clark", 2005)),
        )
    ),
    "index.rst": "Top\n===\n\n:cite:t:`two,one` and :cite:p:`three`.\n\n.. toctree::\n\n   here\n   works\n",
    # A page with a list of its own: what it cites leads there, and not to the list of the book.
    "here.rst": (
        "Here\n====\n\n:cite:p:`one,three,two`\n\n.. bibliography::\n   :keyprefix: h-\n   :labelprefix: H\n"
        "   :list: citation\n   :filter: docname in docnames\n\n:cite:p:`h-one,two`\n"
    ),
    "works.rst": "Works\n=====\n\n.. bibliography::\n",
}


EDIT = ("`three`", "`three,four`")


def pages(app: Sphinx) -> dict[str, str]:
    """The pages as a build makes them, which must not warn."""
    app.build()
    assert not app._warncount, app.outdir
    return {path.name: path.read_text(encoding="utf-8") for path in Path(app.outdir).glob("*.html")}


def built(folder: Path, *extensions: str) -> list[dict[str, str]]:
    """The pages before an edit, after it in the same process, and after a change of a work in another."""
    folder.mkdir()
    for name, text in BOOK.items():
        (folder / name).write_text(text, encoding="utf-8")
    told = {
        "extensions": ["sphinxcontrib.bibtex", *extensions],
        "bibtex_bibfiles": ["works.bib"],
        "bibtex_reference_style": "author_year",
    }

    def begun() -> Sphinx:
        return Sphinx(folder, None, folder / "out", folder / "kept", "html", told, status=None)

    with docutils_namespace():
        app = begun()
        before = pages(app)
        index = folder / "index.rst"
        index.write_text(BOOK["index.rst"].replace(*EDIT), encoding="utf-8")
        after = pages(app)
    works = folder / "works.bib"
    works.write_text(BOOK["works.bib"].replace("On one", "About one"), encoding="utf-8")
    with docutils_namespace():
        return [before, after, pages(begun())]


def test_pages_are_those_of_the_library_before_and_after_edits(tmp_path: Path) -> None:
    own = built(tmp_path / "own", "reviewhelpers.book.bibdomain")
    assert own == built(tmp_path / "library")
    assert ["Brown" in found["index.html"] for found in own] == [False, True, True]
    assert ["About one" in found["works.html"] for found in own] == [False, False, True]
    assert 'href="works.html#id' in own[0]["index.html"]
    assert 'href="#id' in own[0]["here.html"]

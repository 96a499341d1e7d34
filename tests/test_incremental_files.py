"""What a build makes again, and what it leaves: nothing that changed may be left."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import support
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from reviewhelpers._core import parallel
from reviewhelpers.citing import styles
from reviewhelpers.sphinxext import citation_cache, incremental_files


def build(folder: Path, make: Callable[[Sphinx], None], inputs: str = "data") -> None:
    """A build of a small book in which something makes a file beside the pages."""
    out = folder / "out"
    with docutils_namespace():
        app = Sphinx(folder, None, out, folder / "kept", "html", {}, status=None)
        incremental_files.setup(app)
        app.add_config_value("reviewhelpers_inputs", inputs, "env", (str,))
        app.add_config_value("reviewhelpers_citing", "cited", "html", (str,))
        app.connect(incremental_files.EVENT, make)
        app.build()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "index.rst").write_text("Top\n===\n\n.. toctree::\n\n   page\n", encoding="utf-8")
    (tmp_path / "page.rst").write_text("Page\n====\n", encoding="utf-8")
    return tmp_path


def test_files_are_made_where_a_page_is_and_only_there(small: Path) -> None:
    made: list[str] = []
    build(small, lambda app: made.append("first"))
    build(small, lambda app: made.append("same"))
    (small / "page.rst").write_text("Page\n====\n\nMore.\n", encoding="utf-8")
    build(small, lambda app: made.append("edited"))
    (small / "out" / "page.html").unlink()
    build(small, lambda app: made.append("written again"))
    assert made == ["first", "edited", "written again"]


def test_files_that_failed_are_made_by_the_next_build(small: Path) -> None:
    def fail(app: Sphinx) -> None:
        raise ValueError

    made: list[str] = []
    with pytest.raises(ExtensionError, match=incremental_files.EVENT):
        build(small, fail)
    build(small, lambda app: made.append("then"))
    assert made == ["then"]


@pytest.mark.parametrize("change", ["nothing", "inputs", "made from", "gone"])
def test_a_kept_file_is_made_again_where_what_it_is_made_from_changed(small: Path, change: str) -> None:
    made: list[str] = []

    def keep(what: str) -> Callable[[Sphinx], None]:
        def make() -> str:
            made.append(what)
            return what

        return lambda app: incremental_files.update(app, "script", {"some/file.js": ({"from": what}, make)})

    build(small, keep("one"))
    (small / "page.rst").write_text("Page\n====\n\nMore.\n", encoding="utf-8")
    if change == "gone":
        (small / "out" / "some" / "file.js").unlink()
    build(small, keep("two" if change == "made from" else "one"), "new" if change == "inputs" else "data")
    assert len(made) == (1 if change == "nothing" else 2)


def test_of_kept_files_those_that_changed_are_made_and_those_given_up_go(small: Path) -> None:
    made: list[str] = []

    def write(**texts: str) -> None:
        def make(text: str) -> str:
            made.append(text)
            if text == "cut off":
                raise KeyboardInterrupt
            return text

        pieces = {name: (text, functools.partial(make, text)) for name, text in texts.items()}
        (small / "page.rst").write_text(f"Page\n====\n\n{texts}\n", encoding="utf-8")
        build(small, lambda app: incremental_files.update(app, "texts", pieces))

    write(a="one", b="two", c="three")
    write(a="one", b="new")
    assert made == ["one", "two", "three", "new"]
    assert [(small / "out" / name).is_file() for name in "abc"] == [True, True, False]
    made.clear()
    with pytest.raises(KeyboardInterrupt):
        write(a="cut off", b="new")
    (small / "out" / "a").write_text("half", encoding="utf-8")
    write(a="one", b="new")
    assert made == ["cut off", "one"]
    assert (small / "out" / "a").read_text(encoding="utf-8") == "one"


INPUTS = (
    *("data/performance.csv", "references.bib", "LICENSE-CONTENT.md"),
    *("src/reviewhelpers/sphinxext/theme/static/style.css", "src/reviewhelpers/sphinxext/cite.py"),
    *("src/reviewhelpers/citing/styles.py", "src/reviewhelpers/figures/norr/yields.py"),
    "src/reviewhelpers/content/explorer.py",
)
DIGESTS = """
import sys
from pathlib import Path
from types import SimpleNamespace
from reviewhelpers import sphinxext

class Config(dict):
    __hash__ = object.__hash__

APP = SimpleNamespace(config=Config(companion_content="reviewhelpers.content.book:Book"), srcdir=Path.cwd())

def tell():
    told = SimpleNamespace()
    sphinxext._note_inputs(APP, told)
    print(told.reviewhelpers_inputs)

tell()
for path in map(Path, sys.argv[1:]):
    held = path.read_bytes()
    path.write_bytes(held + b"\\n")
    tell()
    path.write_bytes(held)
tell()
"""


def test_all_pages_are_made_again_where_an_input_changed(project: support.Project) -> None:
    ran = project.python("-c", DIGESTS, *INPUTS)
    assert ran.returncode == 0, ran.stderr
    before, *changed, after = ran.stdout.splitlines()
    assert before == after
    assert [path for path, digest in zip(INPUTS, changed, strict=True) if digest == before] == []
    # A later change is another one.
    assert len(set(changed)) == len(INPUTS)


def test_citations_are_set_where_they_or_the_code_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(work: Any, pieces: Any) -> Any:
        asked.extend(item["title"] for item, _ in pieces)
        return map(work, pieces)

    def prepare(*titles: str) -> list[str]:
        asked.clear()
        monkeypatch.setattr(styles, "ENTRY_CACHE", {})
        citation_cache.prepare([{"id": "x", "type": "book", "title": title} for title in titles], tmp_path)()
        assert styles.ENTRY_CACHE[
            styles.cache_key({"id": "x", "type": "book", "title": titles[0]}, "acs")
        ] == (f"<i>{titles[0]}</i>.")
        return sorted(set(asked))

    monkeypatch.setattr(parallel, "map_parallel", counted)
    assert prepare("One", "Two") == ["One", "Two"]
    assert prepare("One", "Two") == []
    assert prepare("One", "Three") == ["Three"]
    # What no build cited since is not kept.
    assert "Two" not in json.dumps(json.loads((tmp_path / citation_cache.RECORD).read_text(encoding="utf-8")))
    monkeypatch.setattr(citation_cache, "version", lambda name: "another")
    assert prepare("One", "Three") == ["One", "Three"]

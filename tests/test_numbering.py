"""Numbers found from what is kept of the pages are those that Sphinx finds from the pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.docutils import docutils_namespace

from reviewhelpers.book import numbering

INDEX = """
Top
===

.. toctree::
   :numbered:

   one
   two
"""
PAGE = """
{name}
======

.. _eq-{name}:

.. math:: a = b
   :label: {name}

Part
----

.. container:: wide

   .. table:: Titled {name}

      == ==
      a  b
      == ==

.. table::

   == ==
   c  d
   == ==

Last
----

.. code-block:: python
   :caption: Code {name}

   1 + 1

See :numref:`tab-{name}` and :eq:`{name}`.

.. _tab-{name}:

.. csv-table:: More

   1, 2
"""


def built(folder: Path) -> Sphinx:
    settings = {"numfig": True, "numfig_secnum_depth": 2, "extensions": ["reviewhelpers.book.numbering"]}
    out = folder / "out"
    with docutils_namespace():
        app = Sphinx(folder, None, out, out / ".doctrees", "html", settings, status=None, warning=None)
        app.build()
    return app


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "index.rst").write_text(INDEX, encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.rst").write_text(PAGE.format(name=name), encoding="utf-8")
    return tmp_path


def of_pages(env: BuildEnvironment) -> tuple[object, object]:
    """Numbers as Sphinx itself finds them."""
    collector = TocTreeCollector()
    collector.assign_section_numbers(env)
    collector.assign_figure_numbers(env)
    return env.toc_secnumbers, env.toc_fignumbers


def test_numbers_are_those_of_the_pages(pages: Path) -> None:
    env = built(pages).env
    kept = env.toc_secnumbers, env.toc_fignumbers
    assert env.toc_fignumbers["two"]["table"]["id3"] == (2, 2, 1)
    assert env.toc_fignumbers["two"]["displaymath"] == {"equation-two": (2, 1)}
    assert len(env.toc_fignumbers["one"]["code-block"]) == 1
    assert kept == of_pages(env)


def test_a_page_that_changed_moves_the_numbers_of_those_that_did_not(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(pages).env.toc_fignumbers["two"]["table"]
    (pages / "index.rst").write_text(INDEX.replace("   one\n   two", "   two\n   one"), encoding="utf-8")
    os.utime(pages / "index.rst", (2e9, 2e9))
    load, check = BuildEnvironment.get_doctree, BuildEnvironment.check_dependents
    loaded: list[str] = []

    def checked(env: BuildEnvironment, app: Sphinx, already: set[str]) -> list[str]:
        before = len(loaded)
        found = list(check(env, app, already))
        assert loaded[before:] == []
        return found

    def counted(env: BuildEnvironment, name: str) -> object:
        loaded.append(name)
        return load(env, name)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", counted)
    monkeypatch.setattr(BuildEnvironment, "check_dependents", checked)
    env = built(pages).env
    assert set(loaded) >= {"index", "one", "two"}
    assert first == {"id1": (2, 1, 1), "id3": (2, 2, 1)}
    assert env.toc_fignumbers["two"]["table"] == {"id1": (1, 1, 1), "id3": (1, 2, 1)}
    assert (env.toc_secnumbers, env.toc_fignumbers) == of_pages(env)


def test_what_is_kept_of_a_page_is_little(pages: Path) -> None:
    bare = numbering.skeletons(built(pages).env)["one"]
    assert "1 + 1" not in bare.astext()
    assert {node.document for node in bare.findall()} == {None}

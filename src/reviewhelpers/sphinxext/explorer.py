"""The explorer on its page: the form that a reader fills in, and the files that answer it.

The page holds what works without a script; ``explorer/`` below the site's root holds the data, the script,
its library and its style, which no other page loads. No part of it asks another host or needs more of a
Content-Security-Policy than ``default-src 'self'``.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from reviewhelpers.sphinxext import artifact_files, incremental_files, page_nodes, roles
from reviewhelpers.sphinxext.content import Content, content_of

ASSETS = Path(__file__).parent / "explorer_assets"
FOLDER = "explorer"
DATA = "data.js"
STYLE = "explorer.css"
SCRIPTS = ("explorer-rules.js", "explorer-chart.js", "explorer-files.js", "explorer-own.js", "explorer.js")
"""The scripts in their order; each uses those before it."""
SHIPPED = (STYLE, *SCRIPTS)
"""The files beside the data that go to the site."""
MANY = 10
"""Where so many pages are read, others work out what it holds meanwhile."""


class Explorer(nodes.General, nodes.Element):
    """The place of the explorer on a page."""


class ExplorerHere(SphinxDirective):
    """``{explorer}``: put the explorer here."""

    def run(self) -> list[nodes.Node]:
        """The node, and the page noted as one that needs the files; an error where the book has none."""
        if not content_of(self.env.app).explorer_form:
            raise self.error("found no explorer in the content of this book, expected one")
        pages(self.env).add(self.env.docname)
        return [Explorer()]


def pages(env: BuildEnvironment) -> set[str]:
    """The pages that hold the explorer."""
    if not hasattr(env, "explorer_pages"):
        env.explorer_pages = set()  # type: ignore[attr-defined]
    found: set[str] = env.explorer_pages  # type: ignore[attr-defined]
    return found


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop a page that is read anew or gone."""
    pages(env).discard(docname)


# The page --------------------------------------------------------------------------------------------


class Data:
    """The data of the explorer, computed by another process while pages are read, where there are many."""

    def __init__(self) -> None:
        self._result: Callable[[], Mapping[str, Any]] = dict

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Begin to compute the data, so that they are there before the page is written."""
        content = content_of(app)
        if not content.explorer_form:
            return
        if app.builder.format == "html" and len(docnames) > MANY:
            self._result = artifact_files.artifacts_of(app).submit(_data_of, content)
        else:
            self._result = functools.cache(content.explorer_data)

    def visit(self, translator: page_nodes.Translator, node: Explorer) -> None:
        """Write the form and the empty places that the script fills."""
        form = content_of(translator.builder.app).explorer_form
        translator.body.append(
            _markup(lambda path: page_nodes.address(translator, path), form, self._result())
        )
        raise nodes.SkipNode

    def write(self, app: Sphinx) -> None:
        """Write the files that the page loads, where a page holds the explorer."""
        if not pages(app.env):
            return
        out = Path(app.outdir) / FOLDER
        out.mkdir(exist_ok=True)
        rows = {row: app.builder.get_target_uri(page) for row, page in roles.pages_of_rows(app.env).items()}
        incremental_files.update(
            app, "explorer", {f"{FOLDER}/{DATA}": (rows, lambda: script(rows, self._result()))}
        )
        for name in SHIPPED:
            (out / name).write_bytes((ASSETS / name).read_bytes())


def _data_of(content: Content) -> Mapping[str, Any]:
    return content.explorer_data()


def script(pages: Mapping[str, str], data: Mapping[str, Any]) -> str:
    """The script file of the explorer: one statement, the same characters on every run.

    Parameters
    ----------
    pages : mapping
        Address below the site's root of the page that shows a row, by the row's id.
    data : mapping
        Records, axes, rules and choices, as the content of the book gives them.
    """
    printed = dict.fromkeys(row["row"] for record in data["records"] for row in record["prints"])
    known = {**data, "pages": {row: pages[row] for row in printed if row in pages}}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.explorer = {text};\n"


def _markup(address: Callable[[str], str], form: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    category, category_label = form["category"]
    axes = {key: axis["head"] for key, axis in data["axes"].items() if key != category}
    offered = data["choices"]
    filters = "".join(
        _select(name, label, {"": "all", **offered[name]}, "") for name, label in form["filters"].items()
    )
    x = _select("x", "Across", axes, form["start"]["x"])
    y = _select("y", "Up", {**axes, category: category_label}, form["start"]["y"])
    class_name, class_label = form["classes"]
    switch, switch_label = form["switch"]
    page, fragment, table = form["table"]
    items = form["items"]
    classes = "".join(_class(class_name, key, text) for key, text in offered[class_name].items())
    loaded = "\n".join(
        f'<script src="{address(f"{FOLDER}/{name}")}" defer></script>' for name in (DATA, *SCRIPTS)
    )
    return f"""<link rel="stylesheet" href="{address(f"{FOLDER}/{STYLE}")}">
<div class="explorer" data-root="{address("")}">
<noscript><p>Without JavaScript nothing is drawn here.
<a href="{address(page)}{fragment}">{table}</a>
holds the same values.</p></noscript>
<form class="explorer-form" hidden>
<fieldset class="explorer-row explorer-axes"><legend>Axes</legend>{x}{y}</fieldset>
<details class="explorer-filters"><summary>Filters</summary>
<fieldset class="explorer-row"><legend>{items.capitalize()}</legend>{filters}</fieldset>
<fieldset class="explorer-classes"><legend>{class_label}</legend>{classes}</fieldset>
<p class="explorer-switch"><label><input type="checkbox" name="{switch}" checked> {switch_label}
<span class="explorer-inferred-n"></span></label></p>
<details class="explorer-own-rows"><summary>Your own values among them</summary>
<p><label>A file (CSV) <input type="file" name="own" accept=".csv,text/csv"></label>
<button type="button" class="explorer-own-template">A file to start from</button>
<button type="button" class="explorer-own-remove" hidden>Take them away</button></p>
<p>It has a row for each value, as that of the live figures. It stays on this page: nothing is sent anywhere.</p>
<div class="explorer-own-said" role="status"></div></details>
</details>
<p class="explorer-ends"><button type="reset">Show all {items}</button>
<a class="explorer-address" href="#">Address of this view</a></p>
</form>
<div class="explorer-view" hidden>
<p class="explorer-count" role="status"></p>
<p class="explorer-offers"></p>
<div class="explorer-warning"></div>
<div class="explorer-chart"></div>
<p class="explorer-files">Save <button type="button" value="svg">chart as SVG</button>
<button type="button" value="png">chart as PNG</button>
<button type="button" value="csv">points as CSV</button></p>
<section class="explorer-details" aria-label="The chosen point" hidden></section>
<details class="explorer-numbers"><summary></summary><ol></ol></details>
<details class="explorer-help" open><summary>What the marks mean</summary>
<p>Filled marks: all values shown are printed. Hollow: one at least is derived.
A dashed ring: the scale of the potential is inferred.
Beyond a dashed border stand points without a value of that axis; their details say why.
A bar is a printed range, with the mark at its middle, or a printed uncertainty; an arrow is a printed bound.
A line joins a defect to its control, dashed where a rule forbids to compare them.
Choose a point: those it may be compared with get a green ring.
Choose a second one: you read whether the two may be compared.
Tab leads to the chart, arrow keys, Home and End from point to point, Enter to what is printed.</p></details>
<div class="table-scroll" role="region" tabindex="0" aria-label="The points as a table">
<table class="table cards explorer-table"><thead></thead><tbody></tbody></table></div>
<div class="explorer-missing"></div>
</div>
{loaded}
</div>
"""


def _class(name: str, key: str, text: str) -> str:
    """A class that can be left out, with how many points it holds, and the button that leaves out all others."""
    return (
        f'<span class="explorer-class"><label><input type="checkbox" name="{name}" value="{key}" checked>'
        f'<svg class="explorer-key" viewBox="-10 -10 20 20" aria-hidden="true"></svg> {escape(text)} '
        f'<span class="explorer-n"></span></label> <button type="button" class="explorer-only" value="{key}">only'
        f'<span class="only-read"> {escape(text)}</span></button></span>'
    )


def _select(name: str, label: str, options: Mapping[str, str], chosen: str) -> str:
    inside = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )
    return f'<label>{label} <select name="{name}">{inside}</select></label>'


def setup(app: Sphinx) -> None:
    """Register the directive, its node and the writing of files."""
    app.add_directive("explorer", ExplorerHere)
    left_out = (page_nodes.skip, None)
    data = Data()
    app.add_node(
        Explorer, html=(data.visit, None), latex=left_out, man=left_out, texinfo=left_out, text=left_out
    )
    app.connect("env-purge-doc", forget)
    app.connect("env-before-read-docs", data.begin)
    app.connect(incremental_files.EVENT, data.write)

"""The theme of the book: what its templates are told, and the pages that no chapter holds."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import document_toc

from reviewhelpers.citing import book_metadata
from reviewhelpers.sphinxext import incremental_files, prerequisites

THEME = "reviewhelpers"
FOLDER = Path(__file__).parent / "theme"
NOT_NEEDED = re.compile(
    r"_static/((documentation_options|doctools|sphinx_highlight|language_data|searchtools)\.js|(file|minus|plus)\.png|"
    r"(pygments|basic|exercise|mystnb\..*)\.css)"
)
"""What Sphinx, myst-nb and sphinx-exercise put on every page or beside them; no page of the book uses any of it."""
ON_USE = frozenset(
    (
        *("cite.js", "copy-code.js", "enlarge.js", "page-tools.css", "page-tools.js", "previews.js"),
        *("search.js", "search.css", "search-engine.js", "minisearch.js"),
    )
)
"""What the script of the page loads on use."""
PLACES_STYLE = "places.css"
PLACES = re.compile(r"class=\"(?:[^\"]* )?(?:gallery|part-card|thumbnail|data-row)\b")
"""What the style sheet of few pages is for, in the body of a page."""
TABLE_TOOLS = "table-tools.js"
"""The script for columns, files and links of tables."""
REPORT_FORM = "site-bug.yml"
"""The form of the repository for faults of the site, whose field ``page`` a link fills in."""
VIEWPORT = re.compile(r"<meta [^>]*name=\"viewport\"[^>]*>\s*")
DESCRIBED = 200
"""Length of a page's description, in characters, of which search engines show no more than some 160."""


@dataclass(frozen=True)
class Page:
    """A page in the list of contents; ``title`` is HTML and begins with the page's number."""

    docname: str
    title: str
    below: tuple[Page, ...]


@dataclass(frozen=True)
class Section:
    """Pages that stand together in the list of contents; ``caption`` names the part, if it has a name."""

    caption: str
    pages: tuple[Page, ...]

    def holds(self, docname: str) -> bool:
        """Whether a page belongs to it."""
        return any(page.docname == docname for page in _all(self.pages))


def _all(pages: tuple[Page, ...]) -> Iterator[Page]:
    for page in pages:
        yield page
        yield from _all(page.below)


class Frame:
    """What stands around the text of each page, for one build."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.builder: Any = app.builder
        self.env = self.builder.env

    @functools.cached_property
    def repository(self) -> str:
        """The address of the code; empty where CITATION.cff names none."""
        return book_metadata.repository(Path(self.app.srcdir))

    @functools.cached_property
    def contents(self) -> tuple[Section, ...]:
        """The book by parts, in reading order."""
        trees = self.env.tocs[self.env.config.root_doc].findall(addnodes.toctree)
        return tuple(Section(tree.get("caption") or "", tuple(self._pages(tree))) for tree in trees)

    def _pages(self, tree: addnodes.toctree) -> Iterator[Page]:
        for title, docname in tree["entries"]:
            if docname in self.env.titles:
                shown = title or self.builder.render_partial(self.env.titles[docname])["title"]
                inner = self.env.tocs[docname].findall(addnodes.toctree)
                yield Page(docname, shown, tuple(page for below in inner for page in self._pages(below)))

    def here(self, docname: str) -> str:
        """The sections of a page, as HTML; empty where it has less than two."""
        lists = list(document_toc(self.env, docname, self.app.tags).findall(nodes.bullet_list))
        # The outermost list holds the title of the page alone.
        if len(lists) < 2 or len(lists[1]) < 2:
            return ""
        return str(self.builder.render_partial(lists[1])["fragment"])

    def address(self, label: str, docname: str) -> str:
        """The address of a label, from a page; empty where no page has it."""
        target, anchor = self.env.domains["std"].anonlabels.get(label, ("", ""))
        return f"{self.builder.get_relative_uri(docname, target)}#{anchor}" if target else ""

    def fill(
        self,
        app: Sphinx,
        docname: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Tell the templates what they show on a page."""
        parts = [part.caption for part in self.contents if part.holds(docname)]
        context |= {
            "author": app.config.author,
            "book_url": app.config.html_baseurl,
            "contents": self.contents,
            "part_name": parts[0] if parts else context.get("part_name", ""),
            "here": self.here(docname) if docname in self.env.tocs else "",
            "cite_link": self.address(context["theme_cite"], docname),
            "description": describe(doctree) if doctree else context["theme_subtitle"],
            # Where the page is written, and where a fault of it is told.
            "assets": _assets(),
            "source_file": _source_file(self.env, docname),
            "repository": self.repository,
            "report_form": REPORT_FORM,
            # Both docutils and the layout say how wide a page is.
            "metatags": VIEWPORT.sub("", context.get("metatags", "")),
            "css_files": [
                file for file in context["css_files"] if not _is_spare(file) and _has_use_for(file, context)
            ],
            "script_files": [file for file in context["script_files"] if not _is_spare(file)],
        }
        if docname == "404" and app.config.html_baseurl:
            _lead_from_root(context, urlsplit(app.config.html_baseurl).path)


def _source_file(env: BuildEnvironment, docname: str) -> str:
    """The file that a page is written in, from the root of the project; empty for pages that no chapter holds."""
    return str(env.doc2path(docname, base=False)) if docname in env.all_docs else ""


def _has_use_for(file: Any, context: Mapping[str, Any]) -> bool:
    """Whether a page has what a style sheet is for: places.css is for what few pages have."""
    name = PurePosixPath(str(getattr(file, "filename", file))).name
    return name != PLACES_STYLE or PLACES.search(context.get("body", "")) is not None


def _is_spare(file: Any) -> bool:
    return NOT_NEEDED.fullmatch(str(getattr(file, "filename", file))) is not None


def _lead_from_root(context: dict[str, Any], root: str) -> None:
    """Let a page lead from the root of its host: it is shown at whatever address was not found."""
    pathto, css_tag, js_tag = context["pathto"], context["css_tag"], context["js_tag"]
    attribute = re.compile(r"\b(href|src)=\"")

    def from_root(tag: str) -> str:
        return attribute.sub(rf"\g<0>{root}", tag)

    context["pathto"] = lambda *args, **kwargs: root + pathto(*args, **kwargs)
    context["css_tag"] = lambda file: from_root(css_tag(file))
    context["js_tag"] = lambda file: from_root(js_tag(file))
    if context["cite_link"]:
        context["cite_link"] = root + context["cite_link"]


def describe(doctree: nodes.document) -> str:
    """The first paragraph of a page in one line, cut between words, without the words that introduce it."""
    paragraph = next(iter(doctree.findall(nodes.paragraph)), nodes.paragraph())
    items = prerequisites.takeaway_items(paragraph)
    parts: list[nodes.Node] = [child for child in paragraph.children if child.astext()]
    if parts and isinstance(parts[0], nodes.strong):
        parts = parts[1:]
    text = " ".join(" ".join(item.astext() for item in items).split())
    text = text or " ".join("".join(child.astext() for child in parts).split())
    return text if len(text) <= DESCRIBED else text[:DESCRIBED].rpartition(" ")[0].rstrip(",;:") + " …"


def extra(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that no chapter holds."""
    yield "search", {}, "search.html"
    yield "404", {"title": "Page not found"}, "404.html"
    if app.config.root_doc != "index":
        yield "index", {}, "moved.html"


def write_lists(app: Sphinx) -> None:
    """Tell crawlers what there is; a list of the pages needs the address of the book."""
    out = Path(app.outdir)
    root = app.config.html_baseurl
    robots = "User-agent: *\nAllow: /\n"
    sitemap = out / "sitemap.xml"
    if root:
        found = [app.builder.get_target_uri(name) for name in sorted(app.builder.env.all_docs)]
        urls = "".join(f"<url><loc>{root}{address}</loc></url>\n" for address in found)
        sitemap.write_text(
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
            encoding="utf-8",
        )
        robots += f"Sitemap: {root}sitemap.xml\n"
    else:
        sitemap.unlink(missing_ok=True)
    (out / "robots.txt").write_text(robots, encoding="utf-8")


def start(app: Sphinx) -> None:
    """Frame the pages of the builders that write HTML."""
    if app.builder.format != "html":
        return
    frame: list[Frame] = []

    def fill(*args: Any) -> None:
        # The list of contents is complete only when all pages are read.
        if not frame:
            frame.append(Frame(app))
        frame[0].fill(*args)

    # After all others, whose tags and files are sorted here.
    app.connect("html-page-context", fill, priority=900)


@functools.cache
def _assets() -> str:
    """The scripts and styles that scripts load on use; the version of each changes with its content."""
    found = sorted(path for path in (FOLDER / "static").iterdir() if path.suffix in (".js", ".css"))
    return " ".join(
        f"{path.name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"
        for path in found
        if path.name in ON_USE
    )


def remove_unused(app: Sphinx) -> None:
    """Remove what Sphinx and its extensions put beside the pages, and no page loads."""
    static = Path(app.outdir) / "_static"
    for path in static.iterdir() if static.is_dir() else ():
        if NOT_NEEDED.fullmatch(f"_static/{path.name}"):
            path.unlink()


def _tools() -> dict[str, Any]:
    """What tells the script of tables where the script is that it loads on use; its address changes with its text."""
    held = (FOLDER / "static" / TABLE_TOOLS).read_bytes()
    return {"data-tools": f"{TABLE_TOOLS}?v={hashlib.sha256(held).hexdigest()[:8]}"}


def setup(app: Sphinx) -> None:
    """Register the theme and its pages."""
    app.add_html_theme(THEME, str(FOLDER))
    # Jupyter Book sets the options of its extension for comments whether or not that is loaded.
    app.add_config_value("comments_config", {}, "html", (dict,))
    app.add_css_file(PLACES_STYLE)
    app.add_js_file("page.js", loading_method="defer")
    app.add_js_file("tables.js", loading_method="defer", **_tools())
    app.connect("builder-inited", start)
    app.connect("html-collect-pages", extra)
    app.connect(incremental_files.EVENT, write_lists)
    app.connect(incremental_files.EVENT, remove_unused)

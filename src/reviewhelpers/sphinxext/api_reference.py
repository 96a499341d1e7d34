"""The reference of the helpers: made from their docstrings, and linked from the Python that pages show."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

PACKAGE = "reviewhelpers"
PYTHON = ("python", "ipython", "ipython3", "python3")

Span = tuple[int, int, str]
"""Start and end of a name in a text, and what it names."""


def names(code: str) -> list[Span]:
    """Where Python names something of the helpers, by the imports in it.

    Examples
    --------
    >>> names("from reviewhelpers import units\\nunits.convert(1, 'g', 'kg')")
    [(32, 37, 'reviewhelpers.units'), (32, 45, 'reviewhelpers.units.convert')]
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    lines = code.splitlines(keepends=True)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]

    def position(line: int, column: int) -> int:
        # Python counts columns in bytes.
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    known = dict(_imported(tree))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and (full := _full(node, known)):
            end = position(node.end_lineno or node.lineno, node.end_col_offset or 0)
            found.append((position(node.lineno, node.col_offset), end, full))
    return sorted(found)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE:
            yield from ((name.asname or name.name, f"{node.module}.{name.name}") for name in node.names)


def _full(node: ast.expr, known: Mapping[str, str]) -> str:
    if isinstance(node, ast.Attribute) and (before := _full(node.value, known)):
        return f"{before}.{node.attr}"
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Page and anchor of everything that the reference holds, by its full name."""
    objects = env.domains["py"].data["objects"]
    return {name: (found.docname, found.node_id) for name, found in objects.items()}


def spans(code: str, known: Mapping[str, Any]) -> list[Span]:
    """Those names of some Python that the reference holds, the longest of those that begin at one place."""
    longest: dict[int, Span] = {}
    for start, end, full in names(code):
        if full in known and end > longest.get(start, (0, 0, ""))[1]:
            longest[start] = (start, end, full)
    return list(longest.values())


def link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Have the helpers that a page's Python names lead to the reference; it is coloured in any case."""
    known = places(app.env)
    for block in list(doctree.findall(nodes.literal_block)):
        found = spans(block.astext(), known) if block.get("language") in PYTHON else []
        if not found or docname in {known[full][0] for _, _, full in found}:
            continue
        coloured = nodes.literal_block("", "", classes=["linked"])
        for text, full, kind in _pieces(block.astext(), found):
            node: nodes.Node = nodes.inline("", text, classes=[kind]) if kind else nodes.Text(text)
            if full:
                page, anchor = known[full]
                node = make_refnode(app.builder, docname, page, anchor, nodes.Text(text), full)
            coloured += node
        block.replace_self(nodes.container("", coloured, classes=["highlight"]))


def _pieces(code: str, found: list[Span]) -> Iterator[tuple[str, str, str]]:
    """The text in pieces, each with what it names and its class for colours."""
    links = {start: (end, full) for start, end, full in found}
    passed = 0
    for at, kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens_unprocessed(code):
        if at in links:
            passed, full = links[at]
            yield code[at:passed], full, ""
        elif at >= passed:
            yield text, "", STANDARD_TYPES.get(kind, "")


def _settle(app: Sphinx, config: Config) -> None:
    # The docstrings name types in words; nothing else has to resolve.
    config.autodoc_typehints = "none"
    # As the code spells it: a folder would be one of the machine that builds.
    config.autodoc_preserve_defaults = True
    # Types stand in the code itself; to look for them in its comments each function is parsed.
    config.autodoc_use_type_comments = False
    config.autodoc_member_order = "bysource"
    config.autodoc_default_options = {"members": True, "no-value": True}
    config.autosummary_generate = False
    config.numpydoc_show_class_members = False
    config.add_module_names = False
    config.html_domain_indices = False
    # Labels of pages and names of modules may be the same, such as "bibliography".
    config.myst_ref_domains = ["std", "math"]


def _skip(app: Sphinx, what: str, name: str, member: object, skip: bool, options: object) -> bool | None:
    """Leave out what matplotlib writes into each class of artists; its docstring is not of the book."""
    return True if str(getattr(member, "__module__", "")).startswith("matplotlib.") else None


def setup(app: Sphinx) -> None:
    """Register what reads docstrings, and the linking of code."""
    for extension in ("sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"):
        app.setup_extension(extension)
    app.connect("config-inited", _settle)
    app.connect("autodoc-skip-member", _skip)
    app.connect("doctree-resolved", link)

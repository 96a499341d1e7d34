r"""Reads MyST as the book does: one grammar for pages, cells of tables and captions.

The tokens are those that the build makes of a text, by the rules of ``myst-parser`` with the extensions of
``_config.yml``; the bodies of directives are read too. Nothing here imports ``myst_parser`` at load time,
because that would load Sphinx.
"""

from __future__ import annotations

from reviewhelpers.markup.myst.directives import OF_TEXT, PICTURES, VERBATIM
from reviewhelpers.markup.myst.elements import (
    Block,
    Code,
    Comment,
    Definition,
    Directive,
    Formula,
    Heading,
    Image,
    Label,
    Link,
    Mark,
    Role,
    Settings,
    Text,
    Work,
    titled,
    works,
)
from reviewhelpers.markup.myst.reader import only, read, read_line, replaced, roles
from reviewhelpers.markup.myst.tokenizer import DISABLED_RULES, EXTENSIONS, parser, tokens

__all__ = [
    "DISABLED_RULES",
    "EXTENSIONS",
    "OF_TEXT",
    "PICTURES",
    "VERBATIM",
    "Block",
    "Code",
    "Comment",
    "Definition",
    "Directive",
    "Formula",
    "Heading",
    "Image",
    "Label",
    "Link",
    "Mark",
    "Role",
    "Settings",
    "Text",
    "Work",
    "only",
    "parser",
    "read",
    "read_line",
    "replaced",
    "roles",
    "titled",
    "tokens",
    "works",
]

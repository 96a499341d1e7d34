r"""Reads MyST as the book does: one grammar for pages, cells of tables and captions.

The tokens are those that the build makes of a text, by the rules of ``myst-parser`` with the extensions of
``_config.yml``; the bodies of directives are read too. Nothing here imports ``myst_parser`` at load time,
because that would load Sphinx.
"""

from __future__ import annotations

from reviewhelpers.markup.myst.directives import PICTURE_DIRECTIVES, TEXT_OPTIONS, VERBATIM_DIRECTIVES
from reviewhelpers.markup.myst.elements import (
    Block,
    Code,
    Comment,
    Definition,
    Directive,
    Element,
    Formula,
    Heading,
    Image,
    Label,
    Link,
    Role,
    Settings,
    Text,
    Work,
    split_title,
    works,
)
from reviewhelpers.markup.myst.reader import apply_edits, of_kind, read, read_line, roles
from reviewhelpers.markup.myst.tokenizer import DISABLED_RULES, EXTENSIONS, parser, tokens

__all__ = [
    "DISABLED_RULES",
    "EXTENSIONS",
    "PICTURE_DIRECTIVES",
    "TEXT_OPTIONS",
    "VERBATIM_DIRECTIVES",
    "Block",
    "Code",
    "Comment",
    "Definition",
    "Directive",
    "Element",
    "Formula",
    "Heading",
    "Image",
    "Label",
    "Link",
    "Role",
    "Settings",
    "Text",
    "Work",
    "apply_edits",
    "of_kind",
    "parser",
    "read",
    "read_line",
    "roles",
    "split_title",
    "tokens",
    "works",
]

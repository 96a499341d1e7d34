"""Splits MyST into tokens by the rules that the build uses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

EXTENSIONS = ("colon_fence", "deflist", "dollarmath")
"""Extensions of MyST that ``_config.yml`` turns on."""

DISABLED_RULES = ("html_inline", "html_block")
"""Rules that the book turns off: HTML is shown as text."""

_RULES_WITH_SPANS = ("myst_role", "backticks", "link", "image", "math_inline", "autolink")
"""Inline rules whose tokens record their span in the line."""


@functools.lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text that is one line or paragraph."""
    return tuple(parser().parseInline(text, {})[0].children or ())


@functools.cache
def parser() -> MarkdownIt:
    """The Markdown parser, configured as ``create_md_parser`` of ``myst-parser`` configures it.

    It differs in three ways, none of which changes the elements of a text that ``reviewhelpers check``
    passes: escaped characters stay apart from words; a link may have any scheme, so that the check can report
    the schemes that are not allowed; and inline tokens record their span.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    markdown = MarkdownIt("commonmark").enable("table")
    for plugin in (front_matter_plugin, myst_block_plugin, myst_role_plugin, footnote_plugin):
        markdown.use(plugin)
    for extension in (dollarmath_plugin, colon_fence_plugin, deflist_plugin):
        markdown.use(extension)
    markdown.disable(["footnote_inline", "footnote_tail", "text_join", *DISABLED_RULES])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    rules = {rule.name: rule.fn for rule in markdown.inline.ruler.__rules__}
    for name in _RULES_WITH_SPANS:
        markdown.inline.ruler.at(name, _with_span(rules[name]))
    return markdown


def _with_span(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """An inline rule that stores in each of its tokens where it stands in the line."""

    def rule_with_span(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            # The rule may also flush pending text, which stands before its own span.
            if token.type != "text" and "span" not in token.meta:
                token.meta["span"] = (start, state.pos)
                if token.type == "link_open" and token.markup != "autolink":
                    token.meta["closes"] = state.md.helpers.parseLinkLabel(state, start, True)
        return True

    return rule_with_span

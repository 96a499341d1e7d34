"""Answers that fold out below the questions of an examination.

The directive ``{answer}`` takes what its question is called, such as a number, and holds the answer. It opens
without a script, and stands open on paper::

    :::{answer} 7
    Half of it.
    :::
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reviewhelpers.sphinxext.page_nodes import Dropdown


class Answer(SphinxDirective):
    """The answer to a question, folded."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The fold with the answer in it."""
        self.assert_has_content()
        fold = Dropdown("", word="Answer", of=f"question {self.arguments[0]}", classes=["solution"])
        self.state.nested_parse(self.content, self.content_offset, fold)
        return [fold]


def setup(app: Sphinx) -> None:
    """Register the directive; its fold is that of exercises."""
    app.add_directive("answer", Answer)

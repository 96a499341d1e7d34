"""Self-checks: short questions that answer at once, and say why.

Each choice is a ``details`` element that opens its explanation, so that a question needs no script. A
question for a number has a field too, which the script of the page compares; without it the answer opens like
a choice. Nothing is stored and nothing is sent::

    :::{check} How many electrons does a molecule of CO take?
    :label: check-co2rr-reaction-electrons
    :right: 1

    Two
    : One oxygen atom leaves as water, with two protons and two electrons.

    Eight
    : That is what methane takes.
    :::

With ``:answer: 38.6 mA/cm**2`` and ``:tolerance: 2 %`` in place of ``:right:`` it asks for a number; the
first term is then ``Why``, and each further one a number that shows a known mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.sphinxext import content as book_content
from reviewhelpers.sphinxext import page_nodes
from reviewhelpers.sphinxext.content import Content, content_of

_QUANTITY = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s+(?P<unit>\S+))?")
_TOLERANCE = re.compile(r"(?P<percent>\d+(?:\.\d+)?) ?%")


class Question(nodes.General, nodes.Element):
    """A question; ``label`` is its place."""


class Prompt(nodes.TextElement):
    """What a question asks, in one sentence."""


class Choice(nodes.General, nodes.Element):
    """What opens at a choice: a :class:`ChoiceLabel`, then the explanation."""


class ChoiceLabel(nodes.TextElement):
    """The words that open an explanation."""


class Field(nodes.General, nodes.Element):
    """A field for a number; ``units`` holds the symbols of units, each with the factor to the unit of the answer."""


class Case(nodes.General, nodes.Element):
    """What is said of one number: ``value`` in the unit of the answer, ``tolerance`` as a share of it."""


@dataclass(frozen=True)
class Quantity:
    """A number and its unit, as written, and the unit's symbol; a count has the unit ``""``."""

    number: str
    unit: str
    symbol: str

    @property
    def value(self) -> float:
        """The number."""
        return float(self.number)

    @property
    def text(self) -> str:
        """As a reader sees it."""
        return f"{_printed(self.number)}\N{NO-BREAK SPACE}{self.symbol}".strip()


def _printed(number: str) -> str:
    """A number as written in a text.

    Examples
    --------
    >>> _printed("-0.5"), _printed("2.4e-9")
    ('−0.5', '2.4 × 10⁻⁹')
    """
    digits, _, power = number.partition("e")
    raised = power.translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+"))
    return digits.replace("-", "−") + (f" × 10{raised}" if power else "")


def quantity(text: str, content: Content) -> Quantity:
    """A number with a unit that the book knows, or a number alone.

    Raises
    ------
    ReviewHelpersError
        When the text is neither.

    Examples
    --------
    >>> from reviewhelpers.content.book import Book
    >>> quantity("38.6 mA/cm**2", Book()).text, quantity("8", Book()).text
    ('38.6\\xa0mA cm⁻²', '8')
    """
    found = _QUANTITY.fullmatch(text.strip())
    if not found:
        raise ReviewHelpersError(f"found {text!r}, expected a number and a unit, such as 38.6 mA/cm**2")
    unit = found["unit"] or ""
    return Quantity(found["number"], unit, content.unit_symbol(unit) if unit else "")


class Check(SphinxDirective):
    """A question with choices or for a number; the module says how it is written."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {  # noqa: RUF012 (as docutils declares it)
        "label": directives.unchanged_required,
        "right": directives.unchanged_required,
        "answer": directives.unchanged_required,
        "tolerance": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """The question, or an error that says what it lacks."""
        label = self.options.get("label", "")
        if not label.startswith("check-"):
            raise self.error(f"found the label {label!r}, expected one that begins with check-")
        question = Question(label=label, names=[label])
        self.set_source_info(question)
        prompt, messages = self.state.inline_text(self.arguments[0], self.lineno)
        question += Prompt("", "", *prompt, *messages, label=label)
        text = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, text)
        if not len(text) or not isinstance(text[-1], nodes.definition_list):
            raise self.error(f"{label}: found no list of definitions at its end, expected one")
        items = text[-1]
        question += text.children[:-1]
        try:
            question += self._number(items) if "answer" in self.options else self._choices(items)
        except ReviewHelpersError as error:
            raise self.error(f"{label}: {error}") from error
        self.state.document.note_explicit_target(question)
        return [question]

    def _choices(self, items: nodes.definition_list) -> list[nodes.Node]:
        if unknown := {"answer", "tolerance"} & self.options.keys():
            raise ReviewHelpersError(f"found {', '.join(unknown)}, expected right")
        positions = self.options.get("right", "")
        right = {int(number) for number in re.findall(r"\d+", positions)}
        if not right or not right <= set(range(1, len(items) + 1)) or not 2 <= len(items) <= 5:
            raise ReviewHelpersError(
                f"found right: {positions!r} of {len(items)} choices, expected positions of 2 to 5 choices"
            )
        choices = []
        for position, item in enumerate(items, start=1):
            term, definition = _parts(item)
            is_right = position in right
            verdict = _verdict("Right." if is_right else "Not right.", definition)
            kind = "right" if is_right else "wrong"
            choices.append(Choice("", ChoiceLabel("", "", *term.children), *verdict, classes=[kind]))
        return list(choices)

    def _number(self, items: nodes.definition_list) -> list[nodes.Node]:
        content = content_of(self.env.app)
        answer = quantity(self.options["answer"], content)
        found = _TOLERANCE.fullmatch(self.options.get("tolerance", ""))
        if not found or "right" in self.options:
            raise ReviewHelpersError("found no tolerance, or right, expected answer and tolerance: 2 %")
        share = float(found["percent"]) / 100
        (term, why), *others = map(_parts, items)
        if term.astext() != "Why":
            raise ReviewHelpersError(f"found {term.astext()!r} first, expected Why")
        accepted = f"{answer.text} (accepted within {found['percent']} %)." if share else f"{answer.text}."
        cases = [Case("", *_verdict(f"Right: {accepted}", why), value=answer.value, tolerance=share)]
        for term, wrong in others:
            value, number = _in(term.astext(), answer, content)
            if abs(value - answer.value) <= 2 * share * abs(answer.value):
                raise ReviewHelpersError(f"found {term.astext()}, expected it farther from the answer")
            cases.append(Case("", *_verdict(f"Not {number.text}.", wrong), value=value, tolerance=share))
        choices = content.unit_choices(answer.unit) if answer.unit else ()
        units = [(content.unit_symbol(name) or "1", factor) for name, factor in choices]
        field = Field(units=units, label=self.options["label"])
        return [field, Choice("", ChoiceLabel("", "Answer"), *cases, classes=["answer"])]


def _in(text: str, answer: Quantity, content: Content) -> tuple[float, Quantity]:
    """A quantity, and its value in the unit of the answer."""
    # A typewriter's minus and asterisks may have been set as a printer's.
    found = quantity(text.replace("−", "-"), content)
    if bool(found.unit) != bool(answer.unit):
        raise ReviewHelpersError(f"found {text}, expected a unit like that of the answer, or none")
    return (content.convert(found.value, found.unit, answer.unit) if found.unit else found.value), found


def _parts(item: nodes.definition_list_item) -> tuple[nodes.term, nodes.definition]:
    parts = item.children
    if len(parts) != 2:
        raise ReviewHelpersError(f"found {len(parts) - 1} explanations of one choice, expected one")
    return parts[0], parts[1]


def _verdict(verdict: str, explanation: nodes.definition) -> Sequence[nodes.Node]:
    """An explanation that begins with a verdict."""
    first = explanation[0]
    if not isinstance(first, nodes.paragraph):
        raise ReviewHelpersError("found an explanation that does not begin with words, expected a sentence")
    first.insert(0, [nodes.strong("", verdict), nodes.Text(" ")])
    return list(explanation.children)


# HTML ----------------------------------------------------------------------------------------------------


def visit_question(self: page_nodes.Translator, node: Question) -> None:
    self.body.append(
        self.starttag(
            node, "div", CLASS="check", role="group", **{"aria-labelledby": f"{node['label']}-asked"}
        )
    )


def visit_prompt(self: page_nodes.Translator, node: Prompt) -> None:
    self.body.append(f'<p class="check-asked" id="{node["label"]}-asked">')


def depart_prompt(self: page_nodes.Translator, node: Prompt) -> None:
    label = node["label"]
    self.body.append(f' <a class="headerlink" href="#{label}" title="Link to this question">#</a></p>\n')


def visit_choice(self: page_nodes.Translator, node: Choice) -> None:
    self.body.append(f'<details class="choice {" ".join(node["classes"])}">')


def depart_choice(self: page_nodes.Translator, node: Choice) -> None:
    self.body.append("</div></details>\n")


def visit_label(self: page_nodes.Translator, node: ChoiceLabel) -> None:
    self.body.append("<summary>")


def depart_label(self: page_nodes.Translator, node: ChoiceLabel) -> None:
    self.body.append('</summary>\n<div class="choice-told">\n')


def visit_case(self: page_nodes.Translator, node: Case) -> None:
    self.body.append(
        f'<div class="case" data-value="{node["value"]!r}" data-tolerance="{node["tolerance"]!r}">'
    )


def visit_field(self: page_nodes.Translator, node: Field) -> None:
    """The form, hidden until the script that reads it is there; autocomplete would bring back old answers."""
    label = node["label"]
    choices = "".join(
        f'<option value="{factor!r}">{escape(symbol)}</option>' for symbol, factor in node["units"]
    )
    unit = (
        f'<label>Unit <select name="unit"><option value="">choose</option>{choices}</select></label>\n'
        if choices
        else ""
    )
    self.body.append(
        f'<form class="check-form" aria-labelledby="{label}-asked" autocomplete="off" hidden>\n'
        f'<label>Your answer <input name="number" inputmode="text" size="10" autocomplete="off"></label>\n'
        f'{unit}<button type="submit">Check</button>\n</form>\n<div class="check-said" role="status"></div>\n'
    )
    raise nodes.SkipNode


def depart_div(self: page_nodes.Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def load(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have the pages that ask for numbers load the script that compares them."""
    if doctree is not None and next(iter(doctree.findall(Field)), None) is not None:
        app.add_js_file("checks.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive and its nodes."""
    book_content.setup(app)
    app.add_directive("check", Check)
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (page_nodes.skip, None))
    for node, visitors in (
        (Question, (visit_question, depart_div)),
        (Prompt, (visit_prompt, depart_prompt)),
        (Choice, (visit_choice, depart_choice)),
        (ChoiceLabel, (visit_label, depart_label)),
        (Field, (visit_field, None)),
        (Case, (visit_case, depart_div)),
    ):
        app.add_node(node, html=visitors, **others)
    app.connect("html-page-context", load)

"""Style sheets work in browsers of some years ago: what these do not know has a plain fallback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from reviewhelpers.dataset import data

SHEETS = sorted((data.ROOT / "src").rglob("*.css"))
FUNCTIONS = {"light-dark", "color-mix", "oklch", "oklab", "lch", "lab", "color", "round", "if"}
"""Functions that drop a declaration where they are not known."""
UNITS = {"dvh", "dvw", "svh", "svw", "lvh", "lvw", "cqw", "cqh", "cqi", "cqb", "lh", "rlh"}
"""Units that do."""
VALUES = {("overflow-wrap", "anywhere")}
"""Values that do, of properties without which a page does not read well."""
PSEUDOS = {"has", "details-content", "popover-open", "user-invalid", "user-valid", "state"}
"""Parts of selectors that drop the whole rule."""
FORGIVING = {"is", "where"}
"""Lists of selectors that lose only the one that is not known."""
AT_RULES = {"media", "supports", "keyframes", "font-face", "page", "import", "charset"}
"""What every browser knows. Within another, such as @layer, an old browser loses all."""
LINES = {"none", "underline", "overline", "line-through", "inherit", "initial", "unset"}


@dataclass
class Rule:
    """A rule of a sheet: its selectors, its declarations, and the conditions it stands under."""

    where: str
    selectors: list[Any]
    declarations: list[Any]
    conditions: tuple[str, ...]


def rules(text: str, name: str = "a.css") -> Iterator[Rule]:
    """Every rule of a style sheet, those within others too; nothing in it may be unreadable or nested."""
    yield from within(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), name, ())


def within(nodes: list[Any], name: str, conditions: tuple[str, ...]) -> Iterator[Rule]:
    for node in nodes:
        where = f"{name}:{node.source_line}"
        assert node.type in ("qualified-rule", "at-rule"), f"{where}: {node.serialize()}"
        if node.type == "at-rule":
            # Margin boxes of paper; only Chromium prints the book.
            if node.at_keyword == "page":
                continue
            assert node.at_keyword in AT_RULES, f"{where}: @{node.at_keyword}: old browsers lose all in it"
            if node.at_keyword in ("media", "supports"):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                condition = f"{node.at_keyword}{tinycss2.serialize(node.prelude)}"
                yield from within(inner, name, (*conditions, condition))
            continue
        found = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        for each in found:
            assert each.type == "declaration", f"{where}: not a declaration, or nested: {each.serialize()}"
        yield Rule(where, node.prelude, found, conditions)


def words(values: list[Any]) -> set[str]:
    """The names of all functions and units in a value, those within others too."""
    found = set()
    for value in values:
        if value.type == "function":
            found |= {value.lower_name} | words(value.arguments)
        elif value.type == "dimension":
            found.add(value.lower_unit)
        elif value.type.endswith("block"):
            found |= words(value.content)
    return found


def new(declaration: Any) -> str:
    """What in a declaration an old browser does not know."""
    text = tinycss2.serialize(declaration.value).strip()
    if (declaration.lower_name, text) in VALUES:
        return text
    return ", ".join(sorted(words(declaration.value) & (FUNCTIONS | UNITS)))


def more_than_a_line(declaration: Any) -> bool:
    """Whether the shorthand says more than which line; with a style or a variable WebKit drops it."""
    values = [value for value in declaration.value if value.type not in ("whitespace", "comment")]
    return len(values) != 1 or values[0].type != "ident" or values[0].lower_value not in LINES


def split(values: list[Any]) -> list[list[Any]]:
    """A list of selectors as its members."""
    found: list[list[Any]] = [[]]
    for value in values:
        if value.type == "literal" and value.value == ",":
            found.append([])
        else:
            found[-1].append(value)
    return found


def unknown_pseudos(values: list[Any]) -> set[str]:
    """The parts of a selector that make it unreadable for an old browser."""
    found = set()
    for before, value in zip([None, *values], values, strict=False):
        colon = before is not None and before.type == "literal" and before.value in (":", "::")
        if value.type == "ident" and colon and value.lower_value in PSEUDOS:
            found.add(value.lower_value)
        elif value.type == "function":
            if value.lower_name in PSEUDOS:
                found.add(value.lower_name)
            elif value.lower_name not in FORGIVING:
                found |= unknown_pseudos(value.arguments)
    return found


def faults(text: str, name: str = "a.css") -> list[str]:
    """What in a style sheet an old browser would lose with nothing in its place."""
    found = []
    for rule in rules(text, name):
        asked = [condition for condition in rule.conditions if condition.startswith("supports")]
        plain: set[str] = set()
        for declaration in rule.declarations:
            property, unknown = declaration.lower_name, new(declaration)
            said = f"{rule.where}: {property}: {tinycss2.serialize(declaration.value).strip()}"
            if property in ("text-decoration", "-webkit-text-decoration") and more_than_a_line(declaration):
                found.append(f"{said}: more than a line")
            if not unknown:
                plain.add(property)
            elif any(unknown in condition for condition in asked):
                continue
            elif property.startswith("--"):
                # A custom property takes anything; what uses it is then invalid, whatever stood before.
                found.append(f"{said}: {unknown} in a custom property")
            elif property not in plain:
                found.append(f"{said}: {unknown} without a plain value before it")
        members = split(rule.selectors)
        for pseudo in sorted(set().union(*map(unknown_pseudos, members))):
            if len(members) > 1 and not any(pseudo in condition for condition in asked):
                found.append(f"{rule.where}: {pseudo} takes its list along")
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_lost_without_a_fallback(sheet: Path) -> None:
    assert faults(sheet.read_text(encoding="utf-8"), sheet.name) == []


def test_the_sheets_of_the_book_are_found() -> None:
    names = {"style.css", "explorer.css", "live.css", "paper.css", "reader.css"}
    assert names <= {sheet.name for sheet in SHEETS}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a { text-decoration: underline dotted }", "more than a line"),
        ("a { text-decoration: underline dotted var(--edge) }", "more than a line"),
        ("a { text-decoration: var(--line) }", "more than a line"),
        ("@media print { a { text-decoration: underline red } }", "more than a line"),
        ("a { color: light-dark(red, blue) }", "light-dark without a plain value before it"),
        ("a { color: light-dark(red, blue); color: red }", "light-dark without a plain value before it"),
        ("a { color: red } b { color: light-dark(red, blue) }", "light-dark without a plain value before it"),
        ("a { border: 1px solid light-dark(red, blue) }", "light-dark without a plain value before it"),
        (":root { --a: red; --a: light-dark(red, blue) }", "light-dark in a custom property"),
        (":root { --a: 1px solid color-mix(in srgb, red, blue) }", "color-mix in a custom property"),
        ("a { height: calc(100dvh - 2rem) }", "dvh without a plain value before it"),
        ("a { overflow-wrap: anywhere }", "anywhere without a plain value before it"),
        ("a, b:has(i) { color: red }", "has takes its list along"),
        ("a, b:not(:has(i)) { color: red }", "has takes its list along"),
        (
            "a, b::details-content { color: red }",
            "details-content takes its list along",
        ),
    ],
)
def test_what_an_old_browser_would_lose_is_named(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert found.startswith("a.css:1")
    assert found.endswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "a { text-decoration: underline; text-decoration-style: dotted; text-decoration-color: var(--a) }",
        "a { color: red; color: light-dark(red, blue) }",
        "@supports (color: light-dark(red, blue)) { :root { --a: light-dark(red, blue) } }",
        "a:is(b, :has(i)), c { color: red }",
        "a:has(i) { color: red }",
        "@supports selector(:has(*)) { a:has(i), b { color: red } }",
    ],
)
def test_what_has_a_fallback_is_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text", ["@layer a { b { color: red } }", "a { b { color: red } }", "a { & b { color: red } }"]
)
def test_what_old_browsers_lose_whole_is_refused(text: str) -> None:
    with pytest.raises(AssertionError, match=r"a\.css:1"):
        faults(text)


def palette(text: str, selector: str) -> dict[str, str]:
    """The custom properties that the rules of a selector give on a screen."""
    return {
        declaration.name: tinycss2.serialize(declaration.value).strip()
        for rule in rules(text)
        if tinycss2.serialize(rule.selectors).strip() == selector
        and not any("print" in condition for condition in rule.conditions)
        for declaration in rule.declarations
        if declaration.name.startswith("--")
    }


def test_both_ways_to_be_dark_have_the_same_colours() -> None:
    (sheet,) = (each for each in SHEETS if each.name == "style.css")
    text = sheet.read_text(encoding="utf-8")
    light, chosen = palette(text, ":root"), palette(text, ':root[data-theme="dark"]')
    assert chosen == palette(text, ":root:not([data-theme])")
    assert len(chosen) > 3
    assert {name for name, colour in chosen.items() if light.get(name, colour) == colour} == set()

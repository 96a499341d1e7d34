"""Figures on dark pages: another palette and nothing else, seen as well as the one on white."""

from __future__ import annotations

import functools
import itertools
import re

import numpy as np
import pytest
from subcases import for_each
from test_figures import VISION, lab, linear

from reviewhelpers import figures
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode, palette
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.style import style

IDS = figures.ids()
MODES = ("light", "dark")
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
# Matplotlib writes the words of a text as a comment before the outlines of its letters.
TEXT = re.compile(r"<!-- .*? -->\s*<g style=\"fill: (#[0-9a-f]{6})", re.DOTALL)


@functools.cache
def svg(id: str, mode: str) -> str:
    light = figures.render(id, "svg").decode()
    return dark_mode.recolour(light, id) if mode == "dark" else light


def shown_as(colour: str, mode: str) -> str:
    return dark_mode.DARK[colour] if mode == "dark" else colour


def drawn(id: str, mode: str) -> set[str]:
    """The colours of a figure but for its ground, what lies behind the data, and what lies upon atoms."""
    upon = (palette.SHINE, palette.SYMBOL)
    besides = {shown_as(colour, mode) for colour in (style.BACKGROUND, style.GRID, *upon)}
    return set(COLOUR.findall(svg(id, mode))) - besides


def contrast(one: str, other: str) -> float:
    """The ratio of the two luminances as the Web Content Accessibility Guidelines define it."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, vision: str) -> float:
    seen = [lab(VISION[vision] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("id", IDS)
@for_each("mode", MODES)
def test_what_is_drawn_stands_out_on_its_ground(id: str, mode: str) -> None:
    ground = shown_as(style.BACKGROUND, mode)
    assert drawn(id, mode)
    assert {colour for colour in drawn(id, mode) if contrast(colour, ground) < 3} == set()


@pytest.mark.parametrize("id", IDS)
@for_each("mode", MODES)
def test_what_is_written_stands_out_on_its_ground(id: str, mode: str) -> None:
    written = set(TEXT.findall(svg(id, mode)))
    assert shown_as(style.INK, mode) in written
    assert {colour for colour in written if contrast(colour, shown_as(style.BACKGROUND, mode)) < 4.5} == set()


@for_each("mode", MODES)
def test_what_is_written_on_grey_stands_out(mode: str) -> None:
    for colour in (style.INK, style.QUIET):
        assert contrast(shown_as(colour, mode), shown_as(style.GRID, mode)) >= 4.5


@pytest.mark.parametrize("id", IDS)
@for_each("mode", MODES)
def test_colours_of_one_figure_stay_apart_for_every_eye(id: str, mode: str) -> None:
    # Black marks and the ink of texts differ by name alone, so that either can be replaced without the other.
    shown = drawn(id, mode) - {shown_as(style.COLOURS["black"], mode)} | {shown_as(style.INK, mode)}
    near = [
        (one, other, vision)
        for one, other in itertools.combinations(sorted(shown), 2)
        for vision in VISION
        if difference(one, other, vision) < 14
    ]
    assert near == []


@for_each("mode", MODES)
def test_symbols_stand_out_on_their_atoms(mode: str) -> None:
    symbol = shown_as(palette.SYMBOL, mode)
    for look in ELEMENTS.values():
        if look.colour != palette.BACKGROUND:
            assert contrast(symbol, shown_as(look.colour, mode)) >= 3


def test_every_colour_of_the_style_has_a_counterpart_of_its_own() -> None:
    assert {
        *style.COLOURS.values(),
        style.INK,
        style.QUIET,
        style.GRID,
        style.BACKGROUND,
    } <= dark_mode.DARK.keys()
    assert len(set(dark_mode.DARK.values())) == len(dark_mode.DARK) - 1
    assert dark_mode.DARK[style.INK] == dark_mode.DARK[style.COLOURS["black"]]


@pytest.mark.parametrize("id", IDS)
def test_nothing_but_colours_differs(id: str) -> None:
    light, other = svg(id, "light"), svg(id, "dark")
    assert COLOUR.sub("", other).replace('<svg fill="" ', "<svg ") == COLOUR.sub("", light)
    assert not set(COLOUR.findall(other)) & (dark_mode.DARK.keys() - set(dark_mode.DARK.values()))


def test_what_names_no_colour_is_not_black_on_dark() -> None:
    assert dark_mode.recolour('<svg width="1pt"><path d=""/></svg>', "fig-a-b").startswith(
        f'<svg fill="{dark_mode.DARK[style.INK]}" width'
    )


@pytest.mark.parametrize("paint", ['style="fill: #123456"', 'fill="red"', 'style="stroke: rgb(1, 2, 3)"'])
def test_an_unknown_colour_is_named_with_its_figure(paint: str) -> None:
    colour = re.split(r': |="', paint)[-1].rstrip('"')
    with pytest.raises(ReviewHelpersError, match=rf"fig-a-b: found the colour {re.escape(colour)},"):
        dark_mode.recolour(f"<svg><path {paint}/></svg>", "fig-a-b")


def test_what_bears_no_colour_of_its_own_is_kept() -> None:
    drawing = '<path style="fill: none; stroke: url(#h1); stroke-width: 2"/></svg>'
    assert dark_mode.recolour(f"<svg >{drawing}", "fig-a-b").endswith(drawing)


def test_black_that_a_reader_adds_shows_on_a_dark_page() -> None:
    added = '<svg ><path style="fill: #000000"/></svg>'
    assert f"fill: {dark_mode.DARK[style.INK]}" in dark_mode.recolour(added, "fig-sample-one")

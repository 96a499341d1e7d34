"""Charts: signs with one meaning each, sheets of any width, rows, matrices, ladders and schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text

from reviewhelpers import data, figures
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import defect_classes, signs, text, theme
from reviewhelpers.charts.axes import add_strip, padded, set_quantity, set_ticks
from reviewhelpers.charts.bars import draw_shares
from reviewhelpers.charts.dots import draw_dots_in_columns
from reviewhelpers.charts.ladder import draw_ladder, set_states
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.network import draw_network
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import Plot, recolour
from reviewhelpers.charts.sheet import Sheet, TooTall
from reviewhelpers.charts.style import style
from reviewhelpers.figures import legibility

ROWS = pd.DataFrame(
    {
        "group": ["Metal sites", "Metal sites", "Vacancies"],
        "name": ["CoN₄ on nanotubes of carbon", "FeN₄", "ZnO rich in vacancies"],
        "note": ["flow cell", "", "selectivity"],
        "value": [90.0, 93.0, 83.0],
        "text": ["> 90 CO", "93 CO", "83 CO"],
        "defect_class": ["single-atom", "single-atom", "anion-vacancy"],
        "bound": [">", "", ""],
        "told": ["one", "two", "three"],
        "rows": ["row-a", "row-b row-c", "row-d"],
    }
)


@pytest.fixture(params=["phone", "page", "column"])
def width(request: pytest.FixtureRequest) -> Iterator[str]:
    with style.applied(theme=theme.changed(request.param)):
        yield request.param


def words(plot: Plot) -> set[str]:
    plot.draw_without_rendering()
    return {each.get_text().replace("\n", " ") for each in plot.findobj(Text) if each.get_text().strip()}


def dots(frame: pd.DataFrame, columns: int = 1) -> Plot:
    sheet = Sheet(columns)
    draw_dots_in_columns(
        sheet, frame, lambda panel: set_quantity(panel, "x", "faradaic_efficiency", limits=(80, 100)), right=4
    )
    sheet.note("Not printed: two.")
    return sheet.finish()


def test_rows_are_legible_and_told(width: str) -> None:
    plot = dots(ROWS, 2)
    assert list(legibility.faults("rows", plot, width)) == []
    assert {*ROWS["name"], *ROWS["text"], *ROWS["group"]} <= words(plot)
    assert [(point["text"], point["rows"]) for point in plot.point_places()] == [
        ("one", ["row-a"]),
        ("two", ["row-b", "row-c"]),
        ("three", ["row-d"]),
    ]
    assert {axes.quantities["x"] for axes in plot.axes} == {"faradaic_efficiency"}
    assert plot.get_figwidth() == pytest.approx(theme.WIDTHS[width].inches)


def test_a_wide_sheet_has_columns_and_a_narrow_one_has_not() -> None:
    found = {}
    for width in ("phone", "page"):
        with style.applied(theme=theme.changed(width)):
            plot = dots(ROWS, 2)
        found[width] = len({round(axes.get_position().x0, 2) for axes in plot.axes})
    assert found == {"phone": 1, "page": 2}


def test_a_missing_value_leaves_its_text_and_no_point(width: str) -> None:
    frame = ROWS.assign(value=[90.0, float("nan"), 83.0], text=["> 90", "not printed", "83"])
    plot = dots(frame)
    assert "not printed" in words(plot)
    assert len(plot.points) == 2


def test_values_of_one_name_share_a_rail(width: str) -> None:
    frame = pd.DataFrame(
        {"name": ["one", "one", "two"], "value": [81.0, 99.0, 90.0], "text": "x", "told": "t"}
    )
    heights = [point.y for point in dots(frame).points]
    assert heights[0] == heights[1] != heights[2]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.floats(80, 100), min_size=1, max_size=5), st.sampled_from(["phone", "page"]))
def test_values_anywhere_are_legible(values: list[float], width: str) -> None:
    frame = pd.DataFrame({"name": [f"catalyst {n}" for n in range(len(values))], "value": values})
    with style.applied(theme=theme.changed(width)):
        plot = dots(frame.assign(text="> 99.6 HCOO⁻", bound=">"))
    assert list(legibility.faults("any", plot, width)) == []


# Signs


def drawn(**signs_: object) -> Plot:
    with style.applied():
        plot = Sheet()
        panel = plot.panel()
        set_ticks(panel, "x", limits=(0, 2))
        signs.draw_point(panel, 1, 0.5, **signs_)  # type: ignore[arg-type]
        return plot.finish()


@pytest.mark.parametrize(
    ("given", "sign"),
    [
        ({"derived": True}, "derived"),
        ({"inferred": True}, "inferred"),
        ({"bound": ">"}, "bound"),
        ({"bound": "<="}, "bound"),
        ({"low": 0.5, "high": 1.5}, "range"),
        ({"defect_class": "lattice"}, "class:lattice"),
    ],
)
def test_a_sign_is_drawn_and_stands_in_the_key(given: dict[str, object], sign: str) -> None:
    plain, plot = drawn(), drawn(**given)
    assert sign in plot.signs
    assert sign not in plain.signs
    expected = signs.SIGNS.get(sign) or defect_classes.NAMES[sign.removeprefix("class:")]
    assert expected in words(plot)
    assert expected not in words(plain)


@pytest.mark.parametrize("bound", ["", "=", "~"])
def test_what_is_no_bound_has_no_arrow(bound: str) -> None:
    assert "bound" not in drawn(bound=bound).signs


def test_a_derived_mark_is_hollow() -> None:
    for derived in (True, False):
        (mark,) = drawn(derived=derived, defect_class="lattice").axes[0].lines
        hollow = mark.get_markerfacecolor() == style.BACKGROUND
        assert hollow == derived


def test_every_class_has_a_mark_of_its_own() -> None:
    marks = [signs.mark_of(name) for name in defect_classes.NAMES if name != "none"]
    assert len({(mark.colour, mark.marker) for mark in marks}) == len(marks)


# Other charts


def test_a_matrix_counts(width: str) -> None:
    cells = [
        {"name": name, "column": column, "count": count, "told": "t", "rows": "row-a"}
        for name, counts in (("Intrinsic defects", (3, 1)), ("Heteroatom doping", (2, 0)))
        for column, count in zip(("number here", "none"), counts, strict=True)
    ]
    sheet = Sheet()
    draw_matrix(sheet, sheet.panel(), pd.DataFrame(cells), ("number here", "none"), foot="all")
    plot = sheet.finish()
    assert list(legibility.faults("matrix", plot, width)) == []
    assert {"5", "1", "all"} <= words(plot)
    assert len(plot.points) == 4


def test_a_field_of_a_matrix_is_grey_for_its_share(width: str) -> None:
    cells = pd.DataFrame(
        {"name": ["a", "b", "c"], "column": "measured", "count": [4, 2, 0], "text": ["1/4", "0/2", "0/0"]}
    )
    sheet = Sheet()
    panel = sheet.panel()
    draw_matrix(sheet, panel, cells.assign(share=[0.25, 0.0, 0.0]), ["measured"])
    plot = sheet.finish()
    grey = [box.get_width() for box in panel.patches if to_hex(box.get_facecolor()) == GRID]
    frames = [box.get_width() for box in panel.patches if to_hex(box.get_edgecolor()) == QUIET]
    assert len(frames) == 2
    assert grey == pytest.approx([0.25 * frames[0], 0.0])
    assert {"1/4", "0/2"} <= words(plot)
    assert "0/0" not in words(plot)


def test_a_strip_stands_before_the_scale_and_ticks_follow_limits(width: str) -> None:
    sheet = Sheet()
    panel = sheet.panel()
    set_ticks(panel, "x", limits=(0.1, 2000), log=True)
    add_strip(panel, "x", at=0.2, beyond=0.5)
    plot = sheet.finish()
    plot.draw_without_rendering()
    assert next(tick.get_text() for tick in panel.get_xticklabels()) == "none"
    assert [tick for tick in panel.get_xticks() if tick != 0.2 and tick < 0.5] == []
    panel.set_xlim(10, 100)
    assert {10, 100} <= {float(tick) for tick in panel.get_xticks()}


def test_a_limit_is_a_tick_and_no_value_of_its_class(width: str) -> None:
    rows = pd.DataFrame({"name": ["a", "a"], "value": [85.0, 95.0], "text": ["85", "at most 95"]})
    plot = dots(rows.assign(defect_class="diatomic", limit=[False, True]))
    markers = [line.get_marker() for line in plot.axes[0].lines if line.get_linestyle() == "None"]
    assert markers == [signs.mark_of("diatomic").marker, "|"]
    assert {"85", "at most 95"} <= words(plot)


def test_a_ladder_joins_its_levels_and_breaks_at_what_is_missing(width: str) -> None:
    states = ("CO₂", "COOH*", "CO*", "CO")
    for levels, joints in (((0, 1.2, 0.3, 0.9), 3), ((0, float("nan"), 0.3, 0.9), 1)):
        frame = pd.DataFrame(
            {"series": "a", "state": range(4), "level": levels, "text": map(str, levels), "told": "t"}
        )
        sheet = Sheet()
        panel = sheet.panel(height=14)
        set_states(panel, states)
        set_ticks(panel, "y", limits=padded(levels, 0.2))
        draw_ladder(panel, frame)
        plot = sheet.finish()
        assert list(legibility.faults("ladder", plot, width)) == []
        known = int(frame["level"].notna().sum())
        assert len(plot.axes[0].lines) == known + joints
        assert len(plot.points) == known


def test_a_scheme_has_its_boxes_and_arrows(width: str) -> None:
    nodes = pd.DataFrame(
        {
            "column": [0, 1, 0],
            "row": [0, 0, 1],
            "text": ["CuPc in the cage", "Cu₄ on CuN₄", "Cu(OH)₂"],
            "told": "t",
        },
        index=["a", "b", "c"],
    )
    edges = pd.DataFrame({"start": ["a", "a"], "end": ["b", "c"], "text": ["", "air, 5 h"]})
    sheet = Sheet()
    draw_network(sheet, sheet.panel(right=0), nodes, edges)
    plot = sheet.finish()
    assert list(legibility.faults("scheme", plot, width)) == []
    assert {*nodes["text"], "air, 5 h"} <= words(plot)
    assert len(plot.axes[0].patches) == 3


def test_shares_fill_the_bar(width: str) -> None:
    frame = pd.DataFrame(
        {
            "name": "Cu3.2",
            "part": ["Cu²⁺", "Cu⁺", "Cu⁰"],
            "share": [71.1, 4.9, 24.0],
            "told": "t",
            "rows": "row-a",
        }
    )
    frame["text"] = [f"{part} {share} %" for part, share in zip(frame["part"], frame["share"], strict=True)]
    sheet = Sheet()
    panel = sheet.panel()
    set_ticks(panel, "x", limits=(0, 100))
    draw_shares(sheet, panel, frame)
    plot = sheet.finish()
    assert list(legibility.faults("shares", plot, width)) == []
    assert all(any(each in word for word in words(plot)) for each in frame["text"])
    bars = plot.axes[0].patches
    assert sum(bar.get_width() for bar in bars) == pytest.approx(100)


# Widths, types, colours


def test_a_slide_has_its_height_or_is_refused() -> None:
    with style.applied(theme=theme.changed("talk")):
        assert dots(ROWS).get_figheight() == pytest.approx(5.6)
        many = pd.concat([ROWS.assign(name=ROWS["name"] + str(n)) for n in range(30)])
        with pytest.raises(TooTall, match=r"expected at most 5\.6"):
            dots(many)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"width": "poster"}, "width 'poster': expected phone, page, column, talk, or inches"),
        ({"width": 2}, "width 2: expected .* inches from 3 to 40"),
        ({"settings": {"font.size": 300}}, "font size 300"),
        ({"settings": {"font.size": 0}}, "font size 0"),
        ({"font_size": 3}, "font size 3: expected 6.0 to 40"),
        ({"colours": {"blu": "red"}}, "colour 'blu': found no such name, expected one of blue"),
        ({"colours": {"blue": "bleu"}}, "colour 'blue': found 'bleu'"),
        ({"colours": "sepia"}, "colours 'sepia'"),
        ({"settings": {"axes.gird": True}}, "axes.gird"),
    ],
)
def test_what_is_unknown_is_told(given: dict[str, object], message: str) -> None:
    with pytest.raises(ReviewHelpersError, match=message), style(**given):  # type: ignore[arg-type]
        pass


def colours_of(plot: Plot) -> tuple[set[str], set[str]]:
    """The colours of texts, and those of what lies below them."""
    plot.draw_without_rendering()
    texts = {to_hex(each.get_color()) for each in plot.findobj(Text) if each.get_text().strip()}
    return texts, {
        to_hex(patch.get_facecolor()) for patch in (plot.patch, *(axes.patch for axes in plot.axes))
    }


@pytest.mark.parametrize(
    ("colours", "style_", "texts", "ground"),
    [
        # White is the ground of the book as well: it must not be replaced a second time.
        ({"background": "#202830", "ink": "white"}, None, {"#ffffff", "#a3abb5"}, "#202830"),
        ({"background": "#eeeeee"}, None, {style.INK, style.QUIET}, "#eeeeee"),
        ({}, "ggplot", {style.INK, "#555555"}, "#e5e5e5"),
        ({}, "dark_background", {"#ffffff"}, "#000000"),
        ({}, {"axes.facecolor": "#222222", "text.color": "#eeeeee"}, {"#eeeeee", "#a3abb5"}, "#222222"),
        ({"single-atom": "gold"}, "dark", {"#e8ebef", "#a3abb5"}, "#15181c"),
    ],
)
def test_texts_keep_apart_from_their_ground(
    colours: dict[str, str], style_: object, texts: set[str], ground: str
) -> None:
    with style(colours=colours):
        plot = figures.make("fig-co2rr-current", style=style_)  # type: ignore[arg-type]
    found, grounds = colours_of(plot)
    assert found <= texts
    assert grounds == {ground}
    if "single-atom" in colours:
        assert to_hex("gold") in {to_hex(line.get_color()) for axes in plot.axes for line in axes.lines}
    # Ticks that come later have the same colours.
    plot.axes[0].set_ylim(50, 100)
    assert colours_of(plot)[0] <= texts


def test_colours_that_change_places_do_so_in_marks_lines_and_key() -> None:
    blue, vermilion = style.COLOURS["blue"], style.COLOURS["vermilion"]

    def shown(plot: Plot) -> list[tuple[str, ...]]:
        lines = [line for line in plot.findobj(Line2D) if to_hex(line.get_color()) in (blue, vermilion)]
        getters = ("get_color", "get_markerfacecolor", "get_markeredgecolor")
        return [tuple(to_hex(getattr(line, getter)()) for getter in getters) for line in lines]

    before = shown(figures.make("fig-co2rr-current"))
    with style(colours={"blue": vermilion, "vermilion": blue}):
        after = shown(figures.make("fig-co2rr-current"))
    other = {blue: vermilion, vermilion: blue}
    assert len({line[0] for line in before}) == 2
    assert after == [tuple(other.get(colour, colour) for colour in line) for line in before]


def test_type_that_does_not_fit_is_told_with_what_does() -> None:
    with pytest.raises(TooTall, match=r"fig-co2rr-efficiency: .* 14 points, expected (\d+) at most") as told:
        figures.make("fig-co2rr-efficiency", "talk", {"font.size": 14})
    size = int(re.findall(r"expected (\d+) at most", str(told.value))[0])
    assert figures.make("fig-co2rr-efficiency", "talk", {"font.size": size}).theme.size == size


def test_rows_that_a_figure_needs_are_missed_by_name() -> None:
    rows = data.table("performance")
    with data.replaced_tables(performance=rows[rows["system"] != "pei2024-mn1-nc"]):
        with pytest.raises(ReviewHelpersError, match=r"fig-diatomic-steps: found rows .*pei2024-mn1-nc"):
            figures.make("fig-diatomic-steps")
        assert figures.make("fig-co2rr-efficiency")


@pytest.mark.parametrize("wrong", ["no-such-style", "no/such/file.mplstyle"])
def test_an_unknown_style_is_told(wrong: str) -> None:
    with pytest.raises(ReviewHelpersError, match=f"style '{wrong}': found none, expected light, dark"):
        theme.with_style(theme.Theme(), wrong)


def test_a_style_file_reaches_type_and_grid(tmp_path: Path) -> None:
    file = tmp_path / "mine.mplstyle"
    file.write_text("font.size: 12\naxes.grid: False\n", encoding="utf-8")
    found = theme.with_style(theme.Theme(), file)
    assert found.size == 12
    assert found.settings == {"axes.grid": False}
    file.write_text("font.size: twelve\n", encoding="utf-8")
    with pytest.raises(ReviewHelpersError, match=r"mine\.mplstyle.*font\.size"):
        theme.with_style(theme.Theme(), file)
    assert theme.with_style(theme.Theme(), "dark").colour(style.INK) != style.INK


def test_own_colours_reach_marks_texts_and_paper() -> None:
    own = {"single-atom": "#123456", "ink": "#654321", "background": "#fefefe"}
    with style(colours=own):
        chosen = theme.current()
        with style.applied():
            plot = dots(ROWS)
            recolour(plot, chosen)
    colours = {line.get_color() for axes in plot.axes for line in axes.lines if line.get_marker() == "o"}
    assert any(to_hex(colour) == "#123456" for colour in colours)
    assert {
        to_hex(each.get_color()) for each in plot.findobj(Text) if each.get_text() in ROWS["group"].tolist()
    }
    assert to_hex(plot.get_facecolor()) == "#fefefe"


@given(st.text("abc ", min_size=1, max_size=60), st.floats(3, 20))
@settings(max_examples=30, deadline=None)
def test_wrapped_text_keeps_its_words_and_its_width(given: str, width: float) -> None:
    found = text.wrapped(given, width)
    assert found.replace("\n", " ") == given
    for line in found.split("\n"):
        assert text.width_of(line) <= width or " " not in line

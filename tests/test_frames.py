"""Figures that move: a frame for every value, by the function of the figure, packed so that moving costs nothing."""

from __future__ import annotations

import cmath
import gzip
import json
import math
import re
from types import SimpleNamespace
from typing import Any

import pytest
import support
from docutils import nodes
from lxml import etree

from reviewhelpers import figures
from reviewhelpers._core.artifacts import paths
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS
from reviewhelpers.charts.plot import Plot
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.content import artifacts
from reviewhelpers.content import frames as packing
from reviewhelpers.figures import frames, legibility
from reviewhelpers.sphinxext import page_nodes

RAW, PACKED = 300_000, 60_000
"""Bytes of the frames of one figure, as they stand and as gzip sends them."""
VALUES = range(19, 42)
"""How many steps a slider has: fewer jump, more show nothing between."""
SVG = "http://www.w3.org/2000/svg"


def drawn(value: float, height: float = 10.0) -> Plot:
    """A parabola of so many points that it is a curve, and a word that says the value."""
    sheet = Sheet(key=False)
    panel = sheet.panel("A parabola", height=height)
    set_ticks(panel, "x", limits=(0.0, 1.0), ticks=4)
    set_ticks(panel, "y", limits=(0.0, 4.0), ticks=4)
    steps = [at / 100 for at in range(101)]
    panel.plot(steps, [value * at**2 for at in steps], color=COLOURS["blue"])
    panel.plot([0, 1], [0, 1], color=COLOURS["green"])
    plot = sheet.finish()
    plot.alt = f"It ends at {value}."
    return plot


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sliders of this test alone."""
    figures.load()
    monkeypatch.setattr(frames, "_SLIDERS", {})


def slider(function: frames.Frame = drawn, values: tuple[float, ...] = (1.0, 2.0, 3.0)) -> frames.Slider:
    frames.slider("fig-a", label="Height at the end", unit="m", values=values)(function)
    found = frames.of("fig-a")
    assert found is not None
    return found


def told(script: str) -> dict[str, Any]:
    """What the script of a figure holds."""
    found = re.fullmatch(r"figureFrames\((.*)\)\n", script)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


def frame(held: dict[str, Any], at: int) -> list[str]:
    """The elements of a frame, as the page puts them together."""
    table, runs = held["table"].split("\n"), held["frames"][at]
    pairs = zip(runs[::2], runs[1::2], strict=True)
    return [line for begin, length in pairs for line in table[begin : begin + length]]


def parsed(held: dict[str, Any], at: int) -> Any:
    return etree.fromstring(f'<svg xmlns="{SVG}">{"".join(frame(held, at))}</svg>')


# Registering


@pytest.mark.usefixtures("registry")
def test_a_slider_is_registered_once_with_values_in_order() -> None:
    found = slider()
    assert (frames.ids(), found.values, found.function) == (("fig-a",), (1.0, 2.0, 3.0), drawn)
    assert [found.text(value) for value in (0.1 + 0.2, -2.0, 120)] == ["0.3\xa0m", "−2\xa0m", "120\xa0m"]
    assert frames.of("fig-b") is None
    for values in ((), (1.0,), (1.0, 1.0), (2.0, 1.0)):
        with pytest.raises(ReviewHelpersError, match=r"fig-a: found the values .* two or more that grow"):
            frames.slider("fig-a", label="", values=values)
    with pytest.raises(ReviewHelpersError, match="fig-a: found a second slider"):
        slider(packing.elements)  # type: ignore[arg-type]
    with pytest.raises(ReviewHelpersError, match="found a float at 1\xa0m, expected a figure of a Sheet"):
        frames.draw(slider(lambda value: value), 1.0)  # type: ignore[arg-type, return-value]


# Packing


@pytest.mark.usefixtures("registry")
def test_every_value_has_the_frame_that_the_function_draws() -> None:
    moved = slider()
    held = told(packing.script(moved))
    assert (held["id"], held["label"]) == ("fig-a", "Height at the end")
    assert held["texts"] == ["1\xa0m", "2\xa0m", "3\xa0m"]
    assert held["told"] == ["It ends at 1.0.", "It ends at 2.0.", "It ends at 3.0."]
    assert len(held["frames"]) == 3
    for at, value in enumerate(moved.values):
        svg = figures.save("fig-a", frames.draw(moved, value), "svg").decode()
        assert frame(held, at) == packing.elements(svg)
    assert held["size"] == [float(size) for size in packing._VIEW.findall(svg)[0]]
    # What the frames share stands once.
    lines = held["table"].split("\n")
    assert len(lines) - len(frame(held, 0)) == 2 * 1
    assert packing.script(moved) == packing.script(moved)


@pytest.mark.usefixtures("registry")
def test_a_frame_obeys_the_policy_of_the_site_and_has_its_colours_twice() -> None:
    held = told(packing.script(slider()))
    picture = parsed(held, 1)
    names = {name for element in picture.iter() for name in element.attrib}
    assert "style" not in names
    assert not any("xlink" in name or name.startswith("on") for name in names)
    assert {etree.QName(element).localname for element in picture.iter()} <= {
        *("svg", "g", "path", "use", "defs", "clipPath", "rect", "circle"),
    }
    targets = {element.get("id") for element in picture.iter()}
    uses = [element.get("href") for element in picture.iter(f"{{{SVG}}}use")]
    assert uses
    assert all(use.startswith("#") and use[1:] in targets for use in uses)
    colours = {value for element in picture.iter() for value in element.attrib.values() if value[:1] == "#"}
    colours = {colour for colour in colours if re.fullmatch("#[0-9a-f]{6}", colour)}
    assert {COLOURS["blue"], COLOURS["green"]} <= colours <= held["dark"].keys()


@pytest.mark.usefixtures("registry")
def test_a_curve_is_short_and_stays_where_it_is() -> None:
    held = told(packing.script(slider()))
    before = re.compile(r'd="M([\d.]+) ([\d.]+)l([^"]*)"')
    curves = [found for line in frame(held, 2) if (found := before.search(line))]
    assert len(curves) == 1
    x, y, steps = curves[0].groups()
    numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", steps)]
    moved = frames.draw(slider(), 3.0)
    (panel,) = moved.axes
    height = moved.bbox.height
    begin, end = (panel.transData.transform(point) for point in ((0, 0), (1, 3)))
    scale = 72 / moved.dpi
    assert (float(x), float(y)) == pytest.approx((begin[0] * scale, (height - begin[1]) * scale), abs=0.06)
    reached = float(x) + sum(numbers[::2]), float(y) + sum(numbers[1::2])
    assert reached == pytest.approx((end[0] * scale, (height - end[1]) * scale), abs=0.06)


def test_points_on_a_straight_line_are_left_out() -> None:
    path = "M0 0" + "".join(f"L{at} 0" for at in range(1, 50)) + "L49 2.04L49 1z"
    assert packing._curve(path) == "M0 0l49 0 0 2 0-1z"
    assert packing._curve("M-1 -.04L3 -.12z") == "M-1 0l4-.1z"


def test_discs_are_circles_and_other_polygons_are_not() -> None:
    turns = [cmath.rect(2.5, 2 * math.pi * at / 32) + complex(10, 20) for at in range(33)]

    def polygon(points: list[complex]) -> str:
        steps = " ".join(f"L {point.real:.4f} {point.imag:.4f}" for point in points)
        return f'<svg width="1"><path d="M{steps[1:]} \nz\n" style="fill: #ffffff"/></svg>'

    assert packing.elements(polygon(turns)) == ['<circle cx="10" cy="20" r="2.5" fill="#ffffff"/>']
    assert packing.elements(polygon(turns[:32])) == packing.elements(polygon(turns))
    for other in (turns[:20], [turns[0] + 0.2, *turns[1:]], turns[::8]):
        assert "<path" in packing.elements(polygon(other))[0]


def test_pieces_are_found_again() -> None:
    pictures = [list("abcde"), list("abxde"), list("xdeabq"), list("abcde")]
    table, runs = packing.packed(pictures)
    assert "".join(table) == "abcdexq"
    pieces = [zip(run[::2], run[1::2], strict=True) for run in runs]
    found = ["".join("".join(table[at : at + length]) for at, length in run) for run in pieces]
    assert found == ["".join(picture) for picture in pictures]
    assert runs[:2] == [[0, 5], [0, 2, 5, 1, 3, 2]]


@pytest.mark.usefixtures("registry")
def test_what_cannot_move_is_told() -> None:
    with pytest.raises(ReviewHelpersError, match=r"fig-a: found frames of .* points from 1\xa0m; .* 2\xa0m"):
        packing.script(slider(lambda value: drawn(value, 10.0 if value < 2 else 12.0)))

    def tinted(value: float) -> Plot:
        plot = drawn(value)
        plot.axes[0].plot([0, 1], [1, 1], color="#123456")
        return plot

    with pytest.raises(ReviewHelpersError, match="fig-a: found the colour #123456"):
        packing.script(slider(tinted))


@pytest.mark.usefixtures("registry")
def test_frames_are_a_file_of_their_figure() -> None:
    id = next(iter(figures.ids()))
    frames.slider(id, label="Height", values=(1.0, 2.0))(drawn)
    made = artifacts.make(id)
    assert made.files["frames.js"].decode() == packing.script(frames.of(id))  # type: ignore[arg-type]
    assert f"figures/{id}.frames.js" in paths(id, made.files)


# The page


def html(**further: str) -> str:
    builder = SimpleNamespace(current_docname="chapters/page", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    paths = {"light": "figures/fig-a.svg", "dark": "figures/fig-a.dark.svg"}
    picture = page_nodes.FigurePicture(paths=paths, size=(4, 3), alt="A", details="", **further)
    with pytest.raises(nodes.SkipNode):
        page_nodes.visit_drawn(translator, picture)
    return "".join(translator.body)


def test_a_page_offers_to_move_what_has_frames() -> None:
    text = html(frames="figures/fig-a.frames.js")
    assert '<div class="picture" data-frames="../figures/fig-a.frames.js">' in text
    assert text.endswith(
        '<p class="in-3d move"><button type="button" aria-expanded="false">Move it</button></p>\n'
    )
    assert "button" not in html()


# Figures of the book


def of_book() -> tuple[str, ...]:
    figures.load()
    return frames.ids()


@pytest.mark.parametrize("id", of_book())
def test_the_frames_of_a_figure_are_light(site: support.Site, id: str) -> None:
    moved = frames.of(id)
    assert moved is not None
    assert id in figures.ids()
    assert len(moved.values) in VALUES
    assert moved.label
    assert len({moved.text(value) for value in moved.values}) == len(moved.values)
    script = (site.html / "figures" / f"{id}.frames.js").read_bytes()
    assert len(script) <= RAW
    assert len(gzip.compress(script)) <= PACKED
    held = told(script.decode())
    for at in range(len(moved.values)):
        parsed(held, at)


@pytest.mark.parametrize("id", of_book())
def test_nothing_moves_but_what_the_value_changes(id: str) -> None:
    moved = frames.of(id)
    assert moved is not None
    values = (moved.values[0], moved.values[len(moved.values) // 2], moved.values[-1])
    plots = [frames.draw(moved, value) for value in values]
    for plot in plots:
        assert list(legibility.faults(id, plot, "phone")) == []
    placed = [
        [
            number
            for axes in plot.axes
            for number in (*axes.get_position().bounds, *axes.get_xlim(), *axes.get_ylim())
        ]
        for plot in plots
    ]
    for other in placed[1:]:
        # Less than a pixel of a thousand.
        assert other == pytest.approx(placed[0], rel=1e-3, abs=1e-3)


def test_a_path_of_several_closed_parts_stays_a_path() -> None:
    svg = '<svg viewBox="0 0 9 9"><path d="M0.00 0.00L4.00 0.00L4.00 4.00z M5.00 5.00L6.00 5.00L6.00 6.00z "/></svg>'
    assert packing.elements(svg) == ['<path d="M0 0L4 0L4 4zM5 5L6 5L6 6z"/>']

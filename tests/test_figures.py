from __future__ import annotations

import functools
import io
import itertools
import pickle
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pypdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from subcases import for_each
from support import SAMPLE_WORDS, sample_drawing, sample_entry, sample_plot

from reviewhelpers import figures
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.charts.defect_classes import MARKS
from reviewhelpers.charts.palette import SHINE, SYMBOL
from reviewhelpers.charts.style import style
from reviewhelpers.dataset import data
from reviewhelpers.figures import legibility

ID = "fig-sample-one"
ALL = figures.ids()
ROWS = (
    *data.NUMBER_TABLES,
    "systems",
    "claims",
    "reactions",
    "half_reactions",
    "background",
    "background_values",
    "constants",
    "reporting_items",
    "pathway_steps",
    "structures",
)


# The figures of the book


@functools.cache
def _pickled(id: str) -> bytes:
    return pickle.dumps(figures.make(id))


def drawn_once(id: str) -> figures.Plot:
    """A figure that is drawn once for all tests; each has its own copy, which it may change."""
    plot: figures.Plot = pickle.loads(_pickled(id))
    return plot


@pytest.mark.parametrize("id", ALL)
@for_each("width", [*figures.WIDTHS, 5.5])
def test_a_figure_is_legible_at_every_width(id: str, width: str | float) -> None:
    plot = figures.make(id, width)
    assert list(map(str, legibility.faults(id, plot, width))) == []
    expected = figures.WIDTHS[width].inches if isinstance(width, str) else width
    assert plot.get_figwidth() == pytest.approx(expected)
    if width == "talk":
        assert plot.get_figheight() == pytest.approx(figures.WIDTHS["talk"].height)


@pytest.mark.parametrize("id", ALL)
def test_a_figure_has_words_points_and_quantities(id: str) -> None:
    plot, words = drawn_once(id), figures.entry(id).words
    assert len(plot.alt) > 40
    assert words.title
    assert len(re.sub(r"\{[\w:]+\}", "", plot.caption).split()) <= 60
    assert plot.axes
    known = {row for rows in plot.data["rows"] for row in str(rows).split()}
    told = plot.point_places()
    assert told
    assert all(point["text"].strip() for point in told)
    # What is computed from geometry alone has no row, in the file of values as in the picture.
    assert all(point["rows"] for point in told) or not all(plot.data["rows"])
    assert {row for point in told for row in point["rows"]} <= known
    assert all(0 <= point["x"] <= 1 and 0 <= point["y"] <= 1 for point in told)


@pytest.mark.parametrize("id", ALL)
def test_every_field_of_the_code_is_in_the_words_and_the_other_way(id: str) -> None:
    entry = figures.entry(id)
    with style.applied():
        assert entry.words.fields() == set(entry.function().fields)


@pytest.mark.parametrize("id", ALL)
def test_colour_tells_the_class_alone(id: str) -> None:
    plot = drawn_once(id)
    plain = (style.INK, style.QUIET, style.GRID, style.BACKGROUND, SHINE, SYMBOL)
    allowed = {to_hex(colour) for colour in plain}
    allowed |= {MARKS[sign.removeprefix("class:")].colour for sign in plot.signs if sign.startswith("class:")}
    svg = figures.save(id, plot, "svg").decode()
    # Frames and lines may have the colour of a class whose marks the figure lacks.
    found = set(re.findall(r"(?:fill|stroke): ?(#[0-9a-f]{6})", svg))
    assert found - allowed <= {mark.colour for mark in MARKS.values()}


@pytest.mark.parametrize("id", ALL)
def test_axes_answer_other_limits(id: str) -> None:
    plot = drawn_once(id)
    for axes in plot.axes:
        for name in ("x", "y"):
            low, high = getattr(axes, f"get_{name}lim")()
            axes.set(**{f"{name}lim": (low + (high - low) / 4, high)})
    assert figures.save(id, plot, "svg")


@pytest.mark.parametrize("id", ALL)
def test_a_figure_can_be_kept(id: str) -> None:
    plot = figures.make(id)
    kept = pickle.loads(pickle.dumps(plot))
    assert figures.save(id, kept, "svg") == figures.save(id, plot, "svg")
    assert kept.data.equals(plot.data)


def test_plotted_values_name_rows_of_the_data() -> None:
    known = {id for name in ROWS for id in data.table(name)["id"]}
    for id in ALL:
        named = {row for rows in drawn_once(id).data["rows"] for row in str(rows).split()}
        assert named - known == set(), id


# The registry and the files, by a sample


@pytest.mark.parametrize("format", figures.FORMATS)
def test_render_gives_the_same_bytes_each_time(samples: None, format: str) -> None:
    first = figures.render(ID, format)
    assert first == figures.render(ID, format)
    signs = {
        "svg": b"<?xml",
        "pdf": b"%PDF-",
        "png": b"\x89PNG\r",
        "eps": b"%!PS-",
        "tiff": b"II*\0",
        "webp": b"RIFF",
    }
    assert first.startswith(signs[format])


def test_svg_is_well_formed_and_has_its_own_ground(samples: None) -> None:
    root = ET.fromstring(figures.render(ID, "svg"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    ground = next(root.iter("{http://www.w3.org/2000/svg}path"))
    assert "#ffffff" in ground.attrib["style"]


def test_settings_of_the_user_change_nothing(samples: None) -> None:
    before = figures.render(ID, "svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "none"}):
        assert figures.render(ID, "svg") == before


def test_unknown_format_names_the_known_ones(samples: None) -> None:
    with pytest.raises(ReviewHelpersError, match="'gif': expected one of svg, pdf, png, eps, tiff, webp"):
        figures.render(ID, "gif")


def test_unknown_figure(samples: None) -> None:
    with pytest.raises(UnknownId, match=ID):
        figures.make("fig-sample-two")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"data": pd.DataFrame({"x": [1.0]})}, "column 'rows'"),
        ({"data": pd.DataFrame({"rows": []})}, "a row a point"),
        ({"fields": {}}, r"found the field \{best\}"),
        ({"figure": Figure()}, "found a Figure, expected a figure of a Sheet"),
    ],
)
def test_incomplete_drawings_are_refused(
    samples: None, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str
) -> None:
    entry = replace(sample_entry(), function=lambda: sample_drawing()._replace(**change))
    monkeypatch.setitem(figures._REGISTRY._items, ID, entry)
    with pytest.raises(ReviewHelpersError, match=message):
        figures.make(ID)


def test_show_tells_jupyter_and_nbval_what_it_shows(samples: None) -> None:
    views, _ = figures.show(ID)._repr_mimebundle_()
    digest = figures.digest(ID, figures.make(ID))
    assert views["text/plain"] == f"{ID}: 3 points, sha256 {digest}"
    assert views["image/svg+xml"].encode() == figures.render(ID, "svg")
    assert views.keys() == {"text/plain", "image/svg+xml"}
    assert repr(figures.show(ID)) == views["text/plain"]


def test_the_book_is_told_what_it_needs(samples: None) -> None:
    content = figures.describe(ID, figures.make(ID))
    assert content["kind"] == "figure"
    assert content["points"] == 3
    assert content["alt"] == "The highest of three efficiencies is 95 %."


# The digest of all that a reader sees

FRAME = pd.DataFrame({"E / V": [-0.7, float("nan")], "n": [1, 2], "rows": ["a", "b"]})


def test_the_file_of_values_changes_with_a_value_a_name_and_the_order() -> None:
    changed = [
        FRAME.assign(**{"E / V": [-0.71, float("nan")]}),
        FRAME.rename(columns={"E / V": "E / mV"}),
        FRAME.iloc[::-1],
        FRAME.assign(rows=["a", "c"]),
    ]
    assert len({figures.data_csv(frame) for frame in [FRAME, *changed]}) == 5


@pytest.mark.parametrize("exact", [-0.7, -0.30000000005, 1 / 3])
def test_the_file_of_values_does_not_see_what_platforms_differ_in(exact: float) -> None:
    frame = FRAME.assign(**{"E / V": [exact, float("nan")]})
    for near in (exact * (1 + 3e-15), exact * (1 - 3e-15)):
        other = FRAME.assign(**{"E / V": [near, float("nan")]})
        other.index = pd.Index([5, 6])
        assert figures.data_csv(other) == figures.data_csv(frame)
    assert figures.data_csv(pd.DataFrame({"x": [-0.0]})) == figures.data_csv(pd.DataFrame({"x": [0.0]}))


def relabelled(plot: figures.Plot) -> figures.Plot:
    plot.figure.axes[0].set_xlabel("another axis")
    return plot


def reannotated(plot: figures.Plot) -> figures.Plot:
    plot.figure.axes[0].texts[0].set_text("another name")
    return plot


def reticked(plot: figures.Plot) -> figures.Plot:
    plot.figure.axes[0].set_yticks([0, 100], ["none", "all"])
    return plot


def setting(**attributes: Any) -> Callable[[figures.Plot], figures.Plot]:
    """Sets attributes of a plot."""

    def change(plot: figures.Plot) -> figures.Plot:
        vars(plot).update(attributes)
        return plot

    return change


@pytest.mark.parametrize(
    "change",
    [
        setting(alt="?"),
        setting(caption="?"),
        setting(method="?"),
        setting(data=FRAME),
        relabelled,
        reannotated,
        reticked,
    ],
)
def test_digest_sees_all_of_a_figure(samples: None, change: Callable[[figures.Plot], figures.Plot]) -> None:
    before = figures.digest(ID, figures.make(ID))
    assert figures.digest(ID, figures.make(ID)) == before
    assert figures.digest(ID, change(figures.make(ID))) != before


def test_digest_sees_the_title_of_a_figure(samples: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = figures.digest(ID, figures.make(ID))
    entry = replace(sample_entry(), words=replace(SAMPLE_WORDS, title="Another sample"))
    monkeypatch.setitem(figures._REGISTRY._items, ID, entry)
    assert figures.digest(ID, figures.make(ID)) != before


@pytest.mark.slow
@pytest.mark.parametrize("id", ALL)
def test_digest_does_not_see_whether_a_figure_was_drawn(id: str) -> None:
    plot = figures.make(id)
    before = figures.digest(id, plot)
    figures.save(id, plot, "svg")
    assert figures.digest(id, plot) == before


# The style


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("colour", [*style.COLOURS.values(), style.INK, style.QUIET])
def test_colours_stand_out_on_white(colour: str) -> None:
    luminance = linear(colour) @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) >= 3


# How colours look with each kind of colour blindness, in linear RGB (Machado et al. 2009, severity 1).
VISION = {
    "full": np.eye(3),
    "protanopia": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "deuteranopia": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "tritanopia": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", VISION)
def test_colours_stay_apart(vision: str) -> None:
    seen = {name: lab(VISION[vision] @ linear(colour)) for name, colour in style.COLOURS.items()}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 10, (one, other)


def test_defects_differ_in_shape_and_in_colour() -> None:
    marks = style.DEFECTS.values()
    assert len({mark.marker for mark in marks}) == len(marks)
    assert len({mark.colour for mark in marks}) == len(marks)


# Labels


def labelled(points: list[tuple[float, float]], width: float = 7.2) -> matplotlib.figure.Figure:
    with style.applied():
        figure = style.new_figure(width, 4.5)
        ax = figure.subplots()
        xs, ys = [x for x, _ in points], [y for _, y in points]
        ax.plot(xs, ys, "o")
        ax.set(xlim=(-1.3, 0), ylim=(0, 110))
        style.label_points(ax, xs, ys, [f"system {number}" for number in range(len(points))])
    return figure


def boxes(figure: matplotlib.figure.Figure) -> list[matplotlib.transforms.Bbox]:
    renderer = figure.canvas.get_renderer()
    return [text.get_window_extent(renderer) for text in figure.axes[0].texts if text.get_text()]


def overlapping(figure: matplotlib.figure.Figure) -> list[object]:
    return [pair for pair in itertools.combinations(boxes(figure), 2) if pair[0].overlaps(pair[1])]


CROWD = [(-0.8 + 0.01 * n, 95 - (n * 7 % 5)) for n in range(10)] + [(-0.5, 50), (-0.5, 50)]


def test_labels_of_a_crowd_stay_clear_of_each_other_and_in_the_axes() -> None:
    figure = labelled(CROWD)
    assert len(boxes(figure)) == len(CROWD)
    assert overlapping(figure) == []
    room = figure.axes[0].get_window_extent()
    assert all(room.x0 <= box.x0 and box.x1 <= room.x1 for box in boxes(figure))
    assert all(room.y0 <= box.y0 and box.y1 <= room.y1 for box in boxes(figure))


def test_labels_keep_clear_of_markers() -> None:
    figure = labelled(CROWD)
    centres = figure.axes[0].transData.transform(CROWD)
    assert not any(box.contains(x, y) for box in boxes(figure) for x, y in centres)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(-1.25, -0.05), st.floats(5, 105)), min_size=1, max_size=14))
def test_labels_never_overlap(points: list[tuple[float, float]]) -> None:
    assert overlapping(labelled(points)) == []


def test_labels_stand_in_the_same_places_each_time() -> None:
    assert [box.extents.tolist() for box in boxes(labelled(CROWD))] == [
        box.extents.tolist() for box in boxes(labelled(CROWD))
    ]


def test_a_label_that_moved_has_a_leader() -> None:
    one = labelled([(-0.5, 50)])
    assert [text.get_text() for text in one.axes[0].texts] == ["system 0"]
    two = labelled([(-0.5, 50)] * 8)
    assert len(two.axes[0].texts) > 8


def test_too_many_labels_are_refused() -> None:
    with pytest.raises(ReviewHelpersError, match="no room in the figure for the label 'system"):
        labelled([(-0.5, 50)] * 30, width=1.5)


def test_legend_and_obstacles_stay_clear() -> None:
    with style.applied():
        figure = style.new_figure()
        ax = figure.subplots()
        ax.plot([1, 2], [1, 1], "o", label="a series")
        bar = ax.bar([1.2], [2], width=0.3)[0]
        legend = ax.legend(loc="center right")
        labels = style.label_points(ax, [1, 2], [1, 1], ["one", "two"], obstacles=[bar])
    renderer = figure.canvas.get_renderer()
    for label in labels:
        extent = label.get_window_extent(renderer)
        assert not extent.overlaps(legend.get_window_extent(renderer))
        assert not extent.overlaps(bar.get_window_extent(renderer))


def test_a_pdf_holds_its_letters_as_text() -> None:
    page = pypdf.PdfReader(io.BytesIO(figures.render("fig-co2rr-efficiency", "pdf"))).pages[0]
    assert "silk-cocoon carbon" in page.extract_text()
    for font in page["/Resources"]["/Font"].values():
        (font,) = font.get("/DescendantFonts", [font])
        program = font["/FontDescriptor"]["/FontFile2"].get_data()
        tables = set(TTFont(io.BytesIO(program)).keys())
        assert tables >= {"glyf", "cmap"}


def _laid_out_by(engine: str) -> Figure:
    """Bars with labels in a figure whose layout waits for the first drawing."""
    figure = Figure(figsize=(5, 2), layout=engine)
    ax = figure.subplots()
    bars = ax.barh(["N-doped carbon (Ex-C)", "MoS₂"], [87.0, 93.0])
    ax.bar_label(bars, padding=3)
    ax.set(xlabel="Faradaic efficiency / %", xlim=(0, 110), title="Wäre f und AV gleich breit?")
    ax.legend([bars], ["as printed"], loc="best")
    return figure


class _Shrinking(matplotlib.text.Text):
    """A text that gets smaller until it fits, each time it is drawn."""

    def draw(self, renderer: object) -> None:
        """Make it smaller, then draw it."""
        self.set_fontsize(0.9 * self.get_fontsize())
        super().draw(renderer)


def _fitting() -> Figure:
    """A picture whose axes take their limits, and a text its size, when they are drawn."""
    figure = _laid_out_by("constrained")
    ax = figure.axes[0]
    ax.set_aspect(7, adjustable="datalim")
    ax.add_artist(_Shrinking(20, 0.5, "fits", fontsize=20))
    return figure


def _of_pyplot() -> Figure:
    """A figure that pyplot keeps."""
    figure, ax = pyplot.subplots(layout="tight")
    ax.plot([1, 2], [3, 4], label="as printed")
    ax.legend()
    return figure


OWN = {
    "constrained": lambda: _laid_out_by("constrained"),
    "compressed": lambda: _laid_out_by("compressed"),
    "tight": lambda: _laid_out_by("tight"),
    "fitting": _fitting,
    "pyplot": _of_pyplot,
}
"""Figures as readers may write them."""


@pytest.mark.parametrize("name", OWN)
def test_a_file_is_the_same_in_whatever_order_formats_are_asked(
    name: str,
) -> None:
    def drawn() -> Figure:
        with style.applied():
            return OWN[name]()

    alone = {format: figures.save(ID, drawn(), format) for format in figures.FORMATS}
    for order in (figures.FORMATS, figures.FORMATS[::-1]):
        assert figures.files(ID, drawn(), order) == alone
        plot = drawn()
        for format in (*order, *order):
            assert figures.save(ID, plot, format) == alone[format]
    pyplot.close("all")


def test_a_figure_that_cannot_be_copied_is_told(samples: None) -> None:
    plot = sample_plot()
    plot.figure.held = (number for number in range(3))
    with pytest.raises(ReviewHelpersError, match=f"{ID}: the figure cannot be copied"):
        figures.save(ID, plot, "svg")


@pytest.mark.slow
@pytest.mark.parametrize("id", ALL)
def test_a_figure_is_the_same_whatever_was_saved_of_it_before(id: str) -> None:
    plot = figures.make(id)
    first = [figures.save(id, plot, format) for format in ("png", "svg")]
    assert first == [figures.render(id, format) for format in ("png", "svg")]

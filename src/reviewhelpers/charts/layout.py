"""The sheet of the figures that are written like a page: its type, scales, rails, markers and labels.

They run from the top down, so that names stand in full and stay readable on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.chemistry import printed_scales, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

WIDTH = 4.8
"""Width of each figure, in inches: type of ten points then stays readable on a screen of 390 pixels."""

TEXT_SIZE = 10.0
"""Size of all text, in points."""

LINE_HEIGHT = 0.19
"""Height of a line of text, in inches."""

MARGIN = 0.08
"""Margin of the sheet on each side, in inches."""

LEFT, RIGHT = 0.3, WIDTH - 0.3
"""Where the scales begin and end, in inches."""

RELATIONS = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
"""How a relation is written before a number in a figure."""

TEXT_BOX: dict[str, object] = {"facecolor": style.BACKGROUND, "edgecolor": "none", "pad": 1}
"""The box behind text that hides grid lines."""


def axis_label(*quantities: str, symbol: str = "") -> str:
    """The label of an axis from the vocabulary of quantities: their names, the symbol, their common unit."""
    rows = data.table("quantities").loc[list(quantities)]
    name = f"{capitalized(' or '.join(rows['label']))} {symbol}".strip()
    return f"{name} / {units.symbol(rows['unit'].iloc[0])}"


def capitalized(text: str) -> str:
    """Text with its first letter in upper case and the others as they are."""
    return f"{text[0].upper()}{text[1:]}"


def quantity_label(quantity: str) -> str:
    """The name of a quantity in the vocabulary."""
    return str(data.table("quantities").loc[quantity, "label"])


def quantity_symbol(quantity: str) -> str:
    """The symbol of a quantity in the vocabulary."""
    return str(data.table("quantities").loc[quantity, "symbol"])


def value_column(name: str, quantity: str) -> str:
    """The name of a column of plotted values, with the unit of its quantity."""
    return f"{name} / {units.symbol(data.table('quantities').loc[quantity, 'unit'])}"


def in_unit(value: float, unit: str, quantity: str) -> float:
    """A printed value in the unit in which the book compares its quantity."""
    return float(units.convert(value, unit, data.table("quantities").loc[quantity, "unit"]))


def row_value(row: pd.Series, quantity: str) -> float:
    """The value of a row in the unit in which the book compares a quantity."""
    return in_unit(row["value"], row["unit"], quantity)


def enumerated(texts: Iterable[str]) -> str:
    """Texts as an enumeration in a sentence."""
    every = list(texts)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"


def three_figures(value: float) -> str:
    """A derived number to three significant figures, trailing zeros kept; to four where three are a tie."""
    return rounding.significant(value, rounding.enough_figures(value)).replace("-", "−")


def system_name(system: str) -> str:
    """The name of a system, by its id."""
    return str(data.table("systems").loc[system, "name"])


def system_mark(system: str) -> style.Mark:
    """The mark of a system, by the class of its defect."""
    return style.DEFECTS[data.table("systems").loc[system, "defect_class"]]


def potential_text(row: pd.Series) -> str:
    """The printed potential and its scale, that the scale is inferred, or that it is not stated."""
    stated = formatting.span(row["potential"], row["potential_max"], row["potential_unit"])
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return f"{stated}, scale not stated"
    return f"{stated} vs {scale.name}" if scale.stated else f"{stated} vs {scale.name} (inferred)"


def width_of(text: str, weight: str = "normal") -> float:
    """The width of a line of text, in inches."""
    font = FontProperties(family=matplotlib.rcParams["font.family"], size=TEXT_SIZE, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def wrapped(text: str, width: float) -> list[str]:
    """Text in lines of at most `width` inches, broken at spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Sheet:
    """A figure written from the top down, in inches; its length follows from what was written."""

    def __init__(self) -> None:
        self.figure = style.new_figure(WIDTH, 1.0)
        self.figure.set_layout_engine(None)
        self.page = self.figure.add_axes((0, 0, 1, 1), zorder=2)
        self.page.set_axis_off()
        self.y = MARGIN
        self._plots: list[tuple[Axes, float, float, float, float]] = []

    def line(self, x: float, text: str, *, colour: str = style.INK, weight: str = "normal") -> None:
        """One line of text at the current height, which does not change."""
        self.page.text(
            x,
            self.y + LINE_HEIGHT / 2,
            text,
            color=colour,
            weight=weight,
            size=TEXT_SIZE,
            va="center_baseline",
            bbox=TEXT_BOX,
        )

    def write(
        self, x: float, text: str, *, width: float = 0.0, note: str = "", colour: str = style.INK
    ) -> None:
        """Text in as many lines as it needs, a quiet note behind it or, where that has no room, below it."""
        width = width or WIDTH - MARGIN - x
        for line in wrapped(text, width):
            self.line(x, line, colour=colour)
            self.y += LINE_HEIGHT
        if note:
            behind = x + width_of(line) + 0.1
            if behind + width_of(note) <= x + width:
                self.y -= LINE_HEIGHT
                self.line(behind, note, colour=style.QUIET)
                self.y += LINE_HEIGHT
            else:
                self.write(x, note, width=width, colour=style.QUIET)

    def rail(self, height: float = 0.27, middle: float = 0.1) -> float:
        """Room for a rail below what is written; the place of the rail."""
        place = self.y + middle
        self.y += height
        return place

    def heading(self, text: str, note: str = "") -> None:
        """A heading over a rule, with a quiet note at the right."""
        self.y += 0.1
        self.line(MARGIN, text, weight="bold")
        if note:
            self.line(WIDTH - MARGIN - width_of(note), note, colour=style.QUIET)
        self.y += LINE_HEIGHT + 0.03
        self.page.plot([MARGIN, WIDTH - MARGIN], [self.y, self.y], color=style.QUIET, linewidth=0.8)
        self.y += 0.05

    def plot(self, top: float, bottom: float, left: float, right: float) -> Axes:
        """Axes between two heights and two distances from the left edge, below what is written."""
        ax = self.figure.add_axes((0, 0, 1, 1), zorder=1)
        ax.tick_params(labelsize=TEXT_SIZE)
        self._plots.append((ax, top, bottom, left, right))
        return ax

    def finish(self) -> Figure:
        """The figure, as long as what was written."""
        height = self.y + MARGIN
        self.figure.set_size_inches(WIDTH, height)
        self.page.set_xlim(0, WIDTH)
        self.page.set_ylim(height, 0)
        for ax, top, bottom, left, right in self._plots:
            share = ((left / WIDTH), 1 - bottom / height, (right - left) / WIDTH, (bottom - top) / height)
            ax.set_position(share)
        return self.figure


def draw_marker(
    ax: Axes, x: float, y: float, mark: style.Mark, *, filled: str = "full", size: float = 7.5
) -> Line2D:
    """One marker: ``full``, ``left`` (half filled) or ``none`` (hollow)."""
    (line,) = ax.plot(
        [x],
        [y],
        linestyle="none",
        marker=mark.marker,
        color=mark.colour,
        markersize=size,
        markeredgewidth=1.4,
        fillstyle="full" if filled == "none" else filled,
        markerfacecolor=style.BACKGROUND if filled == "none" else mark.colour,
        markerfacecoloralt=style.BACKGROUND,
        clip_on=False,
        zorder=4,
    )
    return line


def draw_key(sheet: Sheet, items: Iterable[tuple[str, style.Mark, str]]) -> None:
    """A key of markers, each with its text and how it is filled."""
    x = MARGIN
    for text, mark, filled in items:
        if x > MARGIN and x + 0.21 + width_of(text) > WIDTH - MARGIN:
            x = MARGIN
            sheet.y += LINE_HEIGHT
        size = 14 if mark.marker == "|" else 7.5
        draw_marker(sheet.page, x + 0.08, sheet.y + LINE_HEIGHT / 2, mark, filled=filled, size=size)
        sheet.line(x + 0.21, text)
        x += 0.21 + width_of(text) + 0.2
    sheet.y += LINE_HEIGHT


def draw_scale(
    sheet: Sheet,
    top: float,
    ends: tuple[float, float],
    ticks: Sequence[float],
    label: str,
    *,
    log: bool = False,
) -> Axes:
    """Axes from a height to the current one, whose vertical unit is the inch of the sheet."""
    ax = sheet.plot(top, sheet.y, LEFT, RIGHT)
    if log:
        ax.set_xscale("log")
    ax.set_xlim(*ends)
    ax.set_ylim(sheet.y, top)
    ax.set_xticks(ticks, [formatting.rounded(tick, 6) for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(label, size=TEXT_SIZE)
    sheet.y += 0.5
    return ax


def draw_rail(ax: Axes, y: float) -> None:
    """The horizontal line on which a value is drawn."""
    ax.plot([0, 1], [y, y], transform=ax.get_yaxis_transform(), color=style.GRID, linewidth=1.2)


def write_centred(ax: Axes, x: float, y: float, text: str, colour: str = style.INK) -> None:
    """Text centred on a point."""
    ax.text(x, y, text, color=colour, size=TEXT_SIZE, ha="center", va="center_baseline", bbox=TEXT_BOX)


def draw_unprinted(ax: Axes, y: float, text: str) -> None:
    """A dashed line across the axes with a text in its middle: a value that the source does not print."""
    across = ax.get_yaxis_transform()
    ax.plot([0, 1], [y, y], transform=across, color=style.QUIET, linestyle=(0, (4, 3)), linewidth=1.2)
    ax.text(
        0.5,
        y,
        text,
        transform=across,
        color=style.QUIET,
        size=TEXT_SIZE,
        ha="center",
        va="center_baseline",
        bbox=TEXT_BOX,
    )


def draw_bound(ax: Axes, y: float, bound: float, end: float, text: str) -> None:
    """A dashed arrow from a bound to the side on which an unprinted value is said to lie."""
    arrow = {"arrowstyle": "-|>", "color": style.QUIET, "linewidth": 1.4, "linestyle": "--", "shrinkA": 0}
    ax.annotate("", (end, y), (bound, y), arrowprops=arrow, zorder=3)
    draw_marker(ax, bound, y, style.Mark(style.QUIET, "|"), size=12)
    write_centred(ax, (bound + end) / 2, y, text, style.QUIET)


def write_offset(
    ax: Axes,
    text: str,
    point: tuple[float, float],
    offset: tuple[float, float],
    *,
    ha: str = "left",
    va: str = "center_baseline",
    plate: bool = False,
) -> None:
    """Text at an offset, in points, from a point of the axes; with a plate no line runs through it."""
    ax.annotate(
        text,
        point,
        xytext=offset,
        textcoords="offset points",
        ha=ha,
        va=va,
        size=TEXT_SIZE,
        bbox=TEXT_BOX if plate else None,
    )


def label_value(ax: Axes, x: float, y: float, text: str, *, left: bool, gap: float = 10) -> None:
    """Text at the left or right of a value."""
    ha = "right" if left else "left"
    write_offset(ax, text, (x, y), (-gap if left else gap, 0), ha=ha, plate=True)


def in_right_half(ax: Axes, x: float) -> bool:
    """Whether a value stands in the right half of the axes."""
    return rounding.exceeds((ax.transScale + ax.transLimits).transform((x, 1.0))[0], 0.5)


def round_ticks(end: float) -> list[float]:
    """Round numbers from zero to an end."""
    found = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(0, end)
    return [float(tick) for tick in found if tick >= 0 and rounding.at_most(tick, end)]


def decades(values: Iterable[float]) -> list[float]:
    """The powers of ten from below the least to above the greatest value."""
    logarithms = [math.log10(value) for value in values]
    return [
        10.0**power for power in range(rounding.floor(min(logarithms)), rounding.ceil(max(logarithms)) + 1)
    ]


def draw_bound_arrow(ax: Axes, x: float, y: float, colour: str, *, up: bool = False) -> None:
    """An arrow from a lower bound, to the right or upwards."""
    arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 4}
    ax.annotate("", (x, y), (0, 24) if up else (24, 0), textcoords="offset points", arrowprops=arrow)

"""Figures of the CO2RR part, after the review li2022.

Most are written like a page, from the top down, so that names stand in full and stay readable on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from reviewhelpers import data, electrode, units
from reviewhelpers.figures import Plot, figure, style
from reviewhelpers.tables import words

SOURCE = "li2022"
WIDTH = 4.8
"""Of each figure, in inches: type of ten points then stays readable on a screen of 390 pixels."""

TYPE = 10.0
LINE = 0.19
EDGE = 0.08

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "intrinsic": "Intrinsic defects",
        "heteroatom": "Heteroatom doping",
        "single-atom": "Single-metal-atom sites",
        "anion-vacancy": "Anion vacancies",
        "cation-vacancy": "Cation vacancies",
        "grain-boundary": "Grain boundaries",
        "lattice": "Lattice defects",
        "none": "Without a defect, to compare",
    }
)
"""Headings of the classes of defect, in the order of the review."""

PRODUCTS: Mapping[str, style.Mark] = MappingProxyType(
    {
        "CO": style.Mark(style.COLOURS["blue"], "o"),
        "HCOO-": style.Mark(style.COLOURS["vermilion"], "s"),
        "HCHO": style.Mark(style.COLOURS["green"], "^"),
        "C2H5OH": style.Mark(style.COLOURS["purple"], "D"),
    }
)
CELLS: Mapping[str, str] = MappingProxyType({"H-type cell": "h", "flow cell": "D", "": "o"})
HALF_REACTIONS: Mapping[str, str] = MappingProxyType({"CO": "co", "HCOO-": "formate"})
"""The half-reactions whose equilibrium potentials turn overpotentials into potentials."""

PH_SPAN = (0.0, 14.0)
"""The span drawn where the potential depends on a pH that is not printed."""

_RELATIONS = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
_EFFICIENCIES = ("faradaic_efficiency", "selectivity")
_CURRENTS = ("partial_current_density", "current_density")


# What is read from the data package ---------------------------------------------------------------------------


def _printed(*quantities: str, source: str = SOURCE) -> pd.DataFrame:
    """Rows of the performance table that one source prints, with the name and class of their systems."""
    frame = data.table("performance")
    frame = frame[(frame["source"] == source) & frame["quantity"].isin(quantities or frame["quantity"])]
    systems = data.table("systems")
    return frame.assign(
        name=frame["system"].map(systems["name"]), defect_class=frame["system"].map(systems["defect_class"])
    )


def _axis(quantity: str, *, scale: str = "", minus: bool = False) -> str:
    """The label of an axis from the vocabulary of quantities: name, symbol, unit."""
    row = data.table("quantities").loc[quantity]
    sign = "−" if minus else ""
    parts = [row["label"][0].upper() + row["label"][1:], sign + row["symbol"], scale]
    return f"{' '.join(part for part in parts if part)} / {units.symbol(row['unit'])}"


def _column(name: str, quantity: str) -> str:
    """The name of a column of plotted values, with the unit of its quantity."""
    return f"{name} / {units.symbol(data.table('quantities').loc[quantity, 'unit'])}"


def _in_unit(value: float, unit: str, quantity: str) -> float:
    """A printed value in the unit in which the book compares its quantity."""
    return float(units.convert(value, unit, data.table("quantities").loc[quantity, "unit"]))


def _amount(row: pd.Series) -> str:
    """A printed value with its relation and its product, such as ``> 85 HCOO⁻``."""
    return f"{_RELATIONS[row['relation']]}{words.number(row['value'])} {words.formula(row['product'])}"


def _kind(row: pd.Series) -> str:
    """What sets a printed efficiency apart from the others: not a Faradaic efficiency, a best value, the cell."""
    parts = ["selectivity" if row["quantity"] == "selectivity" else "", row["statistic"]]
    return ", ".join(part for part in [*parts, row["cell"], row["electrolyte"]] if part)


def _listed(texts: Iterable[str]) -> str:
    """Texts as an enumeration in a sentence."""
    every = list(texts)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"


def _told(row: pd.Series) -> str:
    """A printed efficiency in a sentence, such as ``83 % CO (ZnO nanosheets)``."""
    value = f"{_RELATIONS[row['relation']]}{words.number(row['value'])} {units.symbol(row['unit'])}"
    return f"{value} {words.formula(row['product'])} ({row['name']})"


def _readings(frame: pd.DataFrame) -> str:
    """For a caption: the rows whose print was not taken literally, each with its characters."""
    rows = frame[frame["reading"] != ""]
    return "".join(
        f" For {row['name']} the source has “{row['as_printed']}”: {row['reading']}." for _, row in rows.iterrows()
    )


# How a figure is laid out --------------------------------------------------------------------------------------


def _wide(text: str, weight: str = "normal") -> float:
    """The width of a line of text, in inches."""
    font = FontProperties(family=matplotlib.rcParams["font.family"], size=TYPE, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def _wrapped(text: str, width: float) -> list[str]:
    """Text in lines of at most `width` inches, broken at spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _wide(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class _Sheet:
    """A figure written from the top down, in inches, whose length is settled when all is written."""

    def __init__(self) -> None:
        self.figure = style.new_figure(WIDTH, 1.0)
        self.figure.set_layout_engine("none")
        self.page = self.figure.add_axes((0, 0, 1, 1), zorder=2)
        self.page.set_axis_off()
        self.y = EDGE
        self._plots: list[tuple[Axes, float, float, float, float]] = []

    def line(self, x: float, text: str, *, colour: str = style.INK, weight: str = "normal") -> None:
        """One line of text at the present height, which stays."""
        self.page.text(
            x, self.y + LINE / 2, text, color=colour, weight=weight, size=TYPE, va="center_baseline",
            bbox={"facecolor": style.BACKGROUND, "edgecolor": "none", "pad": 1},
        )  # fmt: skip

    def write(self, x: float, text: str, *, width: float = 0.0, note: str = "", colour: str = style.INK) -> None:
        """Text in as many lines as it needs, a quiet note behind it or, where that has no room, below it."""
        width = width or WIDTH - EDGE - x
        for line in _wrapped(text, width):
            self.line(x, line, colour=colour)
            self.y += LINE
        if note:
            behind = x + _wide(line) + 0.1
            if behind + _wide(note) <= x + width:
                self.y -= LINE
                self.line(behind, note, colour=style.QUIET)
                self.y += LINE
            else:
                self.write(x, note, width=width, colour=style.QUIET)

    def heading(self, text: str, note: str = "") -> None:
        """A heading over a rule, with a quiet note at the right."""
        self.y += 0.1
        self.line(EDGE, text, weight="bold")
        if note:
            self.line(WIDTH - EDGE - _wide(note), note, colour=style.QUIET)
        self.y += LINE + 0.03
        self.page.plot([EDGE, WIDTH - EDGE], [self.y, self.y], color=style.QUIET, linewidth=0.8)
        self.y += 0.05

    def mark(self, x: float, y: float, mark: style.Mark, *, filled: str = "full") -> None:
        """A marker, filled, half filled or hollow."""
        _dot(self.page, x, y, mark, filled=filled)

    def plot(self, top: float, bottom: float, left: float, right: float) -> Axes:
        """Axes between two heights and two distances from the left edge, below what is written."""
        ax = self.figure.add_axes((0, 0, 1, 1), zorder=1)
        ax.tick_params(labelsize=TYPE)
        self._plots.append((ax, top, bottom, left, right))
        return ax

    def finish(self) -> Figure:
        """The figure, as long as what was written."""
        height = self.y + EDGE
        self.figure.set_size_inches(WIDTH, height)
        self.page.set_xlim(0, WIDTH)
        self.page.set_ylim(height, 0)
        for ax, top, bottom, left, right in self._plots:
            share = ((left / WIDTH), 1 - bottom / height, (right - left) / WIDTH, (bottom - top) / height)
            ax.set_position(share)
        return self.figure


def _dot(ax: Axes, x: float, y: float, mark: style.Mark, *, filled: str = "full", size: float = 7.5) -> Line2D:
    """One marker: ``full``, ``left`` (half filled) or ``none`` (hollow)."""
    (line,) = ax.plot(
        [x], [y], linestyle="none", marker=mark.marker, color=mark.colour, markersize=size, markeredgewidth=1.4,
        fillstyle="full" if filled == "none" else filled,  # type: ignore[arg-type]
        markerfacecolor=style.BACKGROUND if filled == "none" else mark.colour,
        markerfacecoloralt=style.BACKGROUND, clip_on=False, zorder=3,
    )  # fmt: skip
    return line


def _arrow(ax: Axes, x: float, y: float, colour: str, *, up: bool = False) -> None:
    """An arrow away from a bound, to the right or upwards."""
    ax.annotate(
        "", xy=(0, 20) if up else (20, 0), xytext=(0, 0), xycoords=("offset points"), textcoords="offset points",
    ) if False else None  # fmt: skip

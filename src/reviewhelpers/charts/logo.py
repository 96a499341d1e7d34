"""The logo of the book, a lattice with one atom missing, and the icon, card and cover that show it."""

from __future__ import annotations

import io
import textwrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from reviewhelpers.charts.palette import BACKGROUND, INK

SIDE = 32
ATOMS = [(x, y) for x in (6, 16, 26) for y in (6, 16, 26) if (x, y) != (16, 16)]
VACANCY = (16, 16)
RADIUS = 4
FONT = "DejaVu Sans"
# Both contrast with light and with dark browser bars.
ATOM, MISSING = "#3b82b8", "#d2571e"


def svg() -> str:
    """The logo as SVG."""
    atoms = "".join(f'<circle cx="{x}" cy="{y}" r="{RADIUS}"/>' for x, y in ATOMS)
    x, y = VACANCY
    ring = f'cx="{x}" cy="{y}" r="{RADIUS - 1}" fill="none" stroke="{MISSING}" stroke-width="2"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"><g fill="{ATOM}">{atoms}</g>'
        f"<circle {ring}/></svg>\n"
    )


def _draw(ax: Axes, left: float, top: float, scale: float) -> None:
    for x, y in ATOMS:
        ax.add_patch(Circle((left + x * scale, top + y * scale), RADIUS * scale, color=ATOM, linewidth=0))
    # A ring of two discs, since the width of a line would not scale with the drawing.
    middle = (left + VACANCY[0] * scale, top + VACANCY[1] * scale)
    ax.add_patch(Circle(middle, RADIUS * scale, color=MISSING, linewidth=0))
    ax.add_patch(Circle(middle, (RADIUS - 2) * scale, color=BACKGROUND, linewidth=0))


def _canvas(width: int, height: int) -> tuple[Figure, Axes]:
    """An empty figure of the given size, with pixel coordinates from its upper left."""
    figure = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor=BACKGROUND)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    return figure, ax


def _png(figure: Figure) -> bytes:
    """The figure as PNG, the same bytes on every run."""
    file = io.BytesIO()
    # Leave matplotlib's version out, so that the bytes do not change with it.
    figure.savefig(file, metadata={"Software": None})
    return file.getvalue()


def icon() -> bytes:
    """The icon for the home screens of phones, 180 pixels wide."""
    figure, ax = _canvas(180, 180)
    _draw(ax, 10, 10, 5)
    return _png(figure)


def card(title: str, subtitle: str) -> bytes:
    """The card of shared links, 1200 by 630 pixels."""
    figure, ax = _canvas(1200, 630)
    _draw(ax, 800, 155, 10)
    text: dict[str, Any] = {"color": INK, "family": FONT, "parse_math": False}
    lines = textwrap.wrap(title, 18)
    ax.text(80, 190, "\n".join(lines), size=50, weight="bold", va="top", linespacing=1.15, **text)
    below = 230 + 80 * len(lines)
    ax.text(80, below, textwrap.fill(subtitle, 42), size=21, va="top", linespacing=1.4, **text)
    return _png(figure)


def cover(title: str, subtitle: str) -> bytes:
    """The cover of the book in e-readers, 1200 by 1800 pixels."""
    figure, ax = _canvas(1200, 1800)
    _draw(ax, 280, 860, 20)
    text: dict[str, Any] = {"color": INK, "family": FONT, "parse_math": False, "va": "top"}
    lines = textwrap.wrap(title, 14)
    ax.text(120, 160, "\n".join(lines), size=72, weight="bold", linespacing=1.15, **text)
    below = 210 + 120 * len(lines)
    ax.text(120, below, textwrap.fill(subtitle, 38), size=29, linespacing=1.4, **text)
    return _png(figure)

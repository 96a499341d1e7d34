"""Figures that a reader can move: a function that draws one frame for each value of a slider.

The function stands beside that of the figure and is registered under the same id::

    @frames.slider("fig-models-tunnel", label="Width of the barrier", unit="nm", values=(0.1, 0.2, 0.3))
    def frame(value: float) -> Plot: ...

All frames have the same size and the same axes, so that nothing moves but what the value changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import theme
from reviewhelpers.charts.plot import Plot
from reviewhelpers.charts.style import style

Frame = Callable[[float], Plot]

WIDTH = "phone"
"""The width in which frames are drawn; its type can be read on a page as well."""


@dataclass(frozen=True)
class Slider:
    """What moves a figure.

    Parameters
    ----------
    id : str
        Of the figure.
    label : str
        What the value is.
    unit : str
        Its unit; empty for a number alone.
    values : tuple of float
        All values, in order.
    function : callable
        Draws the frame of a value.
    """

    id: str
    label: str
    unit: str
    values: tuple[float, ...]
    function: Frame

    def text(self, value: float) -> str:
        """A value with its unit, as a reader sees it.

        Examples
        --------
        >>> Slider("fig-a", "Shift", "eV", (-0.1, 0.0), lambda value: Plot()).text(-0.1 + 1e-17)
        '−0.1\\xa0eV'
        """
        number = rounding.general(value).replace("-", "−")
        return f"{number}\N{NO-BREAK SPACE}{self.unit}" if self.unit else number


_SLIDERS: dict[str, Slider] = {}


def slider(id: str, *, label: str, unit: str = "", values: Sequence[float]) -> Callable[[Frame], Frame]:
    """Register a function that draws the frames of a figure.

    Parameters
    ----------
    id : str
        Of the figure.
    label : str
        What the value is, such as ``Width of the barrier``.
    unit : str
        Its unit; empty for a number alone.
    values : sequence of float
        All values, in order; the slider begins with the first.

    Raises
    ------
    ReviewHelpersError
        When the values are not in order, or the figure has a slider already.
    """
    ordered = tuple(float(value) for value in values)
    if len(ordered) < 2 or any(after <= before for before, after in itertools.pairwise(ordered)):
        raise ReviewHelpersError(f"{id}: found the values {ordered}, expected two or more that grow")

    def register(function: Frame) -> Frame:
        known = _SLIDERS.get(id)
        if known and known.function.__module__ != function.__module__:
            raise ReviewHelpersError(f"{id}: found a second slider in {function.__module__}, expected one")
        _SLIDERS[id] = Slider(id, label, unit, ordered, function)
        return function

    return register


def ids() -> tuple[str, ...]:
    """The ids of the figures that can be moved, sorted; those of modules that were imported."""
    return tuple(sorted(_SLIDERS))


def of(id: str) -> Slider | None:
    """The slider of a figure; None where it has none."""
    return _SLIDERS.get(id)


def draw(moved: Slider, value: float) -> Plot:
    """The frame of a value, by the function of the figure.

    Raises
    ------
    ReviewHelpersError
        When the function gives no figure of the book.
    """
    with style.applied(theme=theme.changed(WIDTH)):
        plot = moved.function(value)
    if not isinstance(plot, Plot):
        raise ReviewHelpersError(
            f"{moved.id}: found a {type(plot).__name__} at {moved.text(value)}, expected a figure of a Sheet"
        )
    return plot

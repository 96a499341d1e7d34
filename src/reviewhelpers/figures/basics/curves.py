"""What the charts of curves share: names at the ends of lines, moved apart."""

from __future__ import annotations

from collections.abc import Mapping

from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.text import LINE


def spread(ends: Mapping[str, float], panel: Panel, span: float, *, bottom: float = 0.0) -> dict[str, float]:
    """Heights of names beside the ends of curves, at least a line apart.

    Parameters
    ----------
    ends : mapping of str to float
        Where each curve ends, by its name.
    panel : Panel
        Whose height is known.
    span : float
        What the height of the panel stands for.
    bottom : float
        The lower limit of the axis.
    """
    step = LINE * span / panel.room[1]
    places: dict[str, float] = {}
    least = bottom + step / 2
    for name, end in sorted(ends.items(), key=lambda item: item[1]):
        places[name] = least = max(end, least)
        least += step
    return places

"""Drawings of atoms: balls and sticks from the coordinates of a model, the defect lit and the rest quiet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from reviewhelpers._core import rounding
from reviewhelpers.charts.atom_rings import draw_rings
from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET, SHINE, SYMBOL
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import broken_ring
from reviewhelpers.charts.text import LINE, type_size, write, write_beside
from reviewhelpers.charts.theme import SMALLEST
from reviewhelpers.dataset import data
from reviewhelpers.structures.measure import bonds
from reviewhelpers.structures.model import Structure

__all__ = ["draw_letter", "draw_structure", "projected"]

SCALES = (1, 2, 5, 10, 20)
"""Lengths of scale bars in ångström; the longest that takes no more than a third of the width is drawn."""

SHINES = ((0.26, 0.62, 0.16), (0.34, 0.34, 0.28))
"""The light on an atom: how far from its middle in radii, its size as a share of the atom, and its strength."""

VACANCY = 1.15
"""How many times larger than the atom that is missing the ring around its place is drawn."""

BESIDE = 0.8
"""The size of a symbol beside a ring, in that of the type."""

CLEARANCE = 0.1
"""What stays free around it, in the size of the type."""

DEPTH = 4.0
"""Ångström of depth over which atoms fade, at least: what stands a little above a sheet leaves it as it is."""

STEPS = 20
"""In how many steps atoms fade: those of one step are drawn at once, and files stay small."""


def projected(
    structure: Structure, places: NDArray[np.float64], view: tuple[float, float]
) -> NDArray[np.float64]:
    """Places as seen: to the right, upwards, and towards the reader.

    Parameters
    ----------
    structure : Structure
        The model, around whose middle it is turned.
    places : numpy.ndarray
        Shape (places, 3), in ångström.
    view : tuple of float
        Degrees of the turn about z, and of the tilt: 0 looks down along z, 90 from the side with z upwards.
    """
    turn, tilt = map(math.radians, view)
    x, y, z = (places - structure.positions.mean(axis=0)).T
    right = x * math.cos(turn) - y * math.sin(turn)
    back = x * math.sin(turn) + y * math.cos(turn)
    return np.column_stack(
        [right, back * math.cos(tilt) + z * math.sin(tilt), z * math.cos(tilt) - back * math.sin(tilt)]
    )


def draw_structure(
    sheet: Sheet,
    panel: Panel,
    structure: Structure,
    *,
    view: tuple[float, float] | None = None,
    height: float = 20.0,
    span: float | None = None,
    tall: float | None = None,
    level: bool = False,
    labels: Mapping[int, str] | None = None,
    ring_sizes: bool = False,
    letters: bool = True,
    scale_bar: bool = True,
    atoms: Sequence[int] | None = None,
    sticks: bool = False,
    swell: float = 1.0,
    size: float = 1.0,
    bonded: bool = True,
    inside: Mapping[int, str] | None = None,
    fading: bool = True,
) -> None:
    """Draw a model: atoms by depth, bonds between them, lit what is more than the lattice.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the model needs.
    structure : Structure
        The model.
    view : tuple of float, optional
        Turn and tilt in degrees, see :func:`projected`; by default the first view of the model.
    height : float
        The most that the drawing may be high.
    span : float, optional
        The width in ångström that the panel shows, so that panels side by side have one scale; by default that of
        the model.
    tall : float, optional
        The height in ångström that it shows, so that panels below those side by side begin at one height.
    level : bool
        Whether what is missing to `tall` is added above alone, so that surfaces side by side lie at one height.
    labels : mapping of int to str, optional
        What stands beside atoms, by their numbers.
    ring_sizes : bool
        Whether rings of a sheet that are no hexagons are filled and numbered.
    letters : bool
        Whether lit atoms carry the symbol of their element, where it has room.
    scale_bar : bool
        Whether a bar tells the scale.
    atoms : sequence of int, optional
        The atoms that are drawn; all by default.
    sticks : bool
        Whether the lattice is drawn by its bonds alone, which leaves the eye to what is lit.
    swell : float
        How much larger than others the atoms of a cluster are drawn, so that it reads as one body.
    size : float
        How many times larger than usual atoms are drawn: twice as large, those of a metal touch.
    bonded : bool
        Whether bonds are drawn.
    inside : mapping of int to str, optional
        What stands within atoms, lit or not, by their numbers; the symbol of lit atoms where nothing is given.
    fading : bool
        Whether atoms farther away are paler. Along a row of atoms, two depths would read as two elements.
    """
    view = structure.view if view is None else view
    shown = list(range(len(structure))) if atoms is None else list(atoms)
    places = projected(structure, structure.positions, view)
    missing = np.array([vacancy.position for vacancy in structure.vacancies]).reshape(-1, 3)
    holes = projected(structure, missing, view)
    radii = size * _radii(structure, swell)
    sheet.set_room(panel, height=1.0, left=0.0)
    drawn = np.vstack([places[shown], holes])
    margin = float(radii.max()) + 0.4
    low, high = drawn[:, :2].min(axis=0) - margin, drawn[:, :2].max(axis=0) + margin
    missing_height = max(0.0, (tall or 0.0) - float(high[1] - low[1]))
    below = 0.0 if level else missing_height / 2
    low[1], high[1] = low[1] - below, high[1] + missing_height - below
    wide = max(span or 0.0, float(high[0] - low[0]))
    scale = min(panel.room[0] / wide, height / float(high[1] - low[1]))
    foot = (LINE + 0.7) / scale if scale_bar else 0.0
    middle, half = float(low[0] + high[0]) / 2, panel.room[0] / scale / 2
    panel.set(xlim=(middle - half, middle + half), ylim=(float(low[1]) - foot, float(high[1])))
    sheet.set_room(panel, height=scale * (float(high[1] - low[1]) + foot), left=0.0)
    bare(panel)
    _tell_figure(panel, structure, shown)
    depth = _shares(drawn[:, 2]) if fading else np.ones(len(drawn))
    near = dict(zip(shown, depth.tolist(), strict=False))
    numbered = draw_rings(panel, structure, places, holes, set(shown)) if ring_sizes else ()
    if bonded:
        _draw_bonds(panel, structure, places, near)
    balls = {atom: share for atom, share in near.items() if not sticks or structure.lit[atom]}
    texts = dict(enumerate(structure.elements)) if letters else {}
    texts = {atom: text for atom, text in texts.items() if structure.lit[atom]} | dict(inside or {})
    _draw_atoms(panel, structure, places, balls, radii, scale * type_size(), texts)
    table = data.table("elements").set_index("symbol")["covalent_radius"]
    taken = places[list(balls), :2], radii[list(balls)]
    for vacancy, hole, share in zip(structure.vacancies, holes, depth[len(shown) :].tolist(), strict=True):
        radius = VACANCY * size * float(table[vacancy.element]) * ELEMENTS[vacancy.element].size
        _draw_vacancy(panel, vacancy.element, hole[:2], radius, scale * type_size(), 2.0 + share)
        if letters:
            _name_vacancy(panel, vacancy.element, hole[:2], radius, scale * type_size(), taken)
    for x, y, text in numbered:
        write(panel, x, y, text, ha="center", va="center", weight="bold", zorder=4)
    _write_labels(panel, places, radii * scale, labels or {}, (middle, float(low[1] + high[1]) / 2))
    if scale_bar:
        # It begins where the drawing does, which may be narrower than the panel.
        start = middle - min(half, wide / 2) + 0.4 / scale
        _draw_scale(panel, half * 2, start, float(low[1]) - foot, scale)


def _radii(structure: Structure, swell: float) -> NDArray[np.float64]:
    """The radii with which atoms are drawn, in ångström."""
    table = data.table("elements").set_index("symbol")["covalent_radius"]
    return np.array(
        [
            float(table[element]) * ELEMENTS[element].size * (swell if role == "cluster" else 1.0)
            for element, role in zip(structure.elements, structure.roles, strict=True)
        ]
    )


def _shares(depth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Depth up to 1, nearest, and no less than 0, in steps, so that a layer has one depth on every machine."""
    nearest = float(depth.max())
    span = nearest - float(depth.min())
    if span < 0.5:
        return np.ones(len(depth))
    away = [float(nearest - each) / max(span, DEPTH) for each in depth]
    return np.array([rounding.round_for_print(STEPS * (1 - each), decimals=0) / STEPS for each in away])


def _tell_figure(panel: Panel, structure: Structure, shown: Sequence[int]) -> None:
    figure = panel.get_figure(root=True)
    if isinstance(figure, Plot):
        present = {structure.elements[atom] for atom in shown}
        figure.structures.append(structure.id)
        figure.signs.update({f"element:{symbol}": None for symbol in ELEMENTS if symbol in present})
        figure.signs.update({"vacancy": None} if structure.vacancies else {})


def _draw_atoms(
    panel: Panel,
    structure: Structure,
    places: NDArray[np.float64],
    near: Mapping[int, float],
    radii: NDArray[np.float64],
    points: float,
    texts: Mapping[int, str],
) -> None:
    """Draw atoms from the farthest to the nearest, those that look alike at once: files stay small."""
    lit, groups = structure.lit, dict[tuple[float, bool, str, float], list[int]]()
    plain = _radii(structure, 1.0)
    for atom, share in near.items():
        key = share, bool(lit[atom]), structure.elements[atom], float(radii[atom])
        groups.setdefault(key, []).append(atom)
    for (share, bright, element, radius), members in sorted(groups.items()):
        where, halo = places[members, :2], 3.4 * float(plain[members[0]]) * points
        colour, size, order = ELEMENTS[element].colour, 2 * radius * points, 2.0 + share
        fade = 1.0 if bright else 0.22 + 0.38 * share
        if bright:
            _dots(panel, where, halo, QUIET if colour == BACKGROUND else colour, alpha=0.2, zorder=1.8)
        edge = {
            "markeredgecolor": INK if bright else QUIET,
            "markeredgewidth": (0.085 if bright else 0.05) * type_size(),
        }
        white = colour == BACKGROUND
        _dots(panel, where, size, BACKGROUND, zorder=order, **(edge if white else {}))
        if not white:
            _dots(panel, where, size, colour, alpha=fade, zorder=order, **edge)
            # One light is enough on what is quiet, and half the weight.
            for away, part, alpha in SHINES if bright else SHINES[1:]:
                moved = where + away * radius * np.array([-1.0, 1.0])
                _dots(panel, moved, part * size, SHINE, alpha=alpha, zorder=order)
        letter = min(type_size(), 0.6 * size)
        written: dict[str, list[int]] = {}
        for atom in members:
            if atom in texts and letter >= SMALLEST:
                written.setdefault(texts[atom], []).append(atom)
            if bright:
                x, y, _ = map(float, places[atom])
                tell(panel, x, y, _told(structure, atom), structure.id)
        for text, those in written.items():
            ink = SYMBOL if bright and not white else INK
            draw_letter(panel, text, places[those, :2], letter, ink, order)


def _dots(panel: Panel, places: NDArray[np.float64], size: float, colour: str, **look: Any) -> None:
    """Discs of a size in points."""
    own = {
        "marker": "o",
        "linestyle": "none",
        "markerfacecolor": colour,
        "markeredgecolor": "none",
        "markeredgewidth": 0,
        **look,
    }
    panel.plot(*places.T, markersize=size, **own)


def draw_letter(
    panel: Panel, text: str, places: NDArray[np.float64], size: float, colour: str, order: float
) -> None:
    """A word in the middle of each place, as a shape of a size in points: it may stand on a mark."""
    outline = TextPath((0, 0), text, size=1.0)
    box = outline.get_extents()
    moved = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).transform_path(outline)
    # A marker is drawn so that its farthest point lies half its size from the middle.
    wide = 2 * size * float(np.abs(moved.vertices).max())
    _dots(panel, places, wide, colour, marker=moved, zorder=order)


def _told(structure: Structure, atom: int) -> str:
    """What an atom tells on demand: its element and its neighbours with their distances."""
    lengths = [
        (structure.elements[bond.second if bond.first == atom else bond.first], bond.length)
        for bond in bonds(structure)
        if atom in (bond.first, bond.second)
    ]
    if not lengths:
        return f"{structure.elements[atom]}, without a bond"
    listed = ", ".join(f"{element} {rounding.fixed(length, 2)} Å" for element, length in sorted(lengths))
    return f"{structure.elements[atom]}, bonded to {listed}"


def _draw_bonds(
    panel: Panel, structure: Structure, places: NDArray[np.float64], near: Mapping[int, float]
) -> None:
    lit, groups = structure.lit, dict[tuple[float, bool], list[tuple[int, int]]]()
    for bond in bonds(structure, across=False):
        ends = bond.first, bond.second
        if set(ends) <= near.keys():
            key = min(near[end] for end in ends), bool(lit[list(ends)].all())
            groups.setdefault(key, []).append(ends)
    for (share, bright), members in sorted(groups.items()):
        # One broken line for all bonds that look alike.
        gap = [math.nan, math.nan]
        line = np.array([place for ends in members for place in (*places[list(ends), :2].tolist(), gap)])
        alpha = 1.0 if bright else 0.25 + 0.35 * share
        look: dict[str, Any] = {"color": QUIET, "alpha": alpha, "zorder": 1.99 + share}
        panel.plot(*line.T, linewidth=(0.3 if bright else 0.18) * type_size(), solid_capstyle="round", **look)


def _draw_vacancy(
    panel: Panel, element: str, place: NDArray[np.float64], radius: float, points: float, order: float
) -> None:
    """A broken ring where an atom is missing, in the colour of its element; what lies below shows no atom in it."""
    colour, size = _ring_colour(element), 2 * radius * points
    where = place[None, :]
    _dots(panel, where, size, BACKGROUND, alpha=0.85, zorder=order)
    _dots(panel, where, size, colour, alpha=0.12, zorder=order)
    panel.plot(*where.T, **broken_ring(colour, size), zorder=3.6)


def _name_vacancy(
    panel: Panel,
    element: str,
    place: NDArray[np.float64],
    radius: float,
    points: float,
    taken: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    """The symbol of an atom that is missing: within the ring, beside a small one, or nowhere without room."""
    letter = min(type_size(), 0.6 * 2 * radius * points)
    if letter >= SMALLEST:
        draw_letter(panel, element, place[None, :], letter, INK, 3.6)
        return
    letter = max(SMALLEST, BESIDE * type_size())
    half = (0.3 + 0.3 * len(element)) * letter / points
    turns = [math.pi * number / 4 for number in range(8)]
    tried = [place + (radius + half) * np.array([math.cos(turn), math.sin(turn)]) for turn in turns]
    # Rounded, so that of equal rooms every machine takes the first.
    room = [rounding.round_for_print(_room(each, *taken), decimals=2) for each in tried]
    if max(room) >= half + CLEARANCE / points * type_size():
        draw_letter(panel, element, tried[room.index(max(room))][None, :], letter, INK, 3.6)


def _room(place: NDArray[np.float64], balls: NDArray[np.float64], radii: NDArray[np.float64]) -> float:
    """How far a place lies from the nearest rim of an atom."""
    if not len(balls):
        return math.inf
    return float((np.linalg.norm(balls - place, axis=1) - radii).min())


def _ring_colour(element: str) -> str:
    return INK if element == "C" else ELEMENTS[element].colour


def _write_labels(
    panel: Panel,
    places: NDArray[np.float64],
    radii: NDArray[np.float64],
    labels: Mapping[int, str],
    middle: tuple[float, float],
) -> None:
    """Names beside atoms, on the side that looks away from the middle."""
    for atom, text in labels.items():
        x, y, _ = places[atom]
        right, up = 1 if x >= middle[0] else -1, 1 if y >= middle[1] else -1
        away = (0.8 * float(radii[atom]) + 0.4) * type_size()
        look = {"ha": "left" if right > 0 else "right", "va": "bottom" if up > 0 else "top", "zorder": 5}
        write_beside(panel, (float(x), float(y)), (right * away, up * away), text, **look)


def _draw_scale(panel: Panel, width: float, x: float, y: float, scale: float) -> None:
    length = max([each for each in SCALES if each <= width / 3] or [SCALES[0]])
    panel.plot([x, x + length], [y + 0.2 / scale] * 2, color=INK, linewidth=0.2 * type_size(), zorder=4)
    text = f"{length} Å" if length < 10 else f"{length // 10} nm"
    write(panel, x + length + 0.5 / scale, y + 0.2 / scale, text, va="center", color=QUIET, zorder=4)

"""Small pictures of how materials are made, about five units wide and high, placed by the middle of the foot."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from reviewhelpers.charts.palette import BACKGROUND, GRID, INK, QUIET
from reviewhelpers.charts.scheme import ACCENT, LIQUID, THICK, Stage, faint

HEIGHT = 5.2
"""How high the pictures are at most."""

Icon = Callable[[Stage, float, float], None]


def _flame(stage: Stage, x: float, y: float, size: float = 1.0) -> None:
    outline = [
        (0, 0),
        (0.75, 0.35),
        (0.65, 1.0),
        (0.3, 1.3),
        (0.1, 2.0),
        (-0.35, 1.3),
        (-0.7, 0.8),
        (-0.6, 0.3),
    ]
    stage.shape(
        [(x + size * a, y + size * b) for a, b in outline], facecolor=ACCENT, edgecolor="none", zorder=3
    )


def _bolt(stage: Stage, x: float, y: float) -> None:
    outline = [(0.35, 2.4), (-0.65, 1.0), (-0.05, 1.0), (-0.35, 0.0), (0.65, 1.45), (0.05, 1.45)]
    stage.shape([(x + a, y + b) for a, b in outline], facecolor=ACCENT, edgecolor="none", zorder=4)


def crucible(stage: Stage, x: float, y: float) -> None:
    """Draw a crucible over a flame: heating."""
    stage.shape(
        [(x - 1.7, y + 4.6), (x + 1.7, y + 4.6), (x + 1.15, y + 2.2), (x - 1.15, y + 2.2)],
        facecolor=BACKGROUND,
        edgecolor=QUIET,
        linewidth=THICK,
    )
    stage.shape(
        [(x - 1.45, y + 3.6), (x + 1.45, y + 3.6), (x + 1.15, y + 2.3), (x - 1.15, y + 2.3)],
        facecolor=INK,
        edgecolor="none",
    )
    for shift in (-0.9, 0.0, 0.9):
        _flame(stage, x + shift, y, 0.85 if shift else 1.0)


def furnace(stage: Stage, x: float, y: float) -> None:
    """Draw a tube through a furnace, with flames below: pyrolysis in a gas."""
    stage.box(x - 1.9, y + 2.0, 3.8, 3.0, facecolor=GRID, edgecolor=QUIET)
    stage.block(x - 2.9, y + 3.0, 5.8, 1.0, facecolor=BACKGROUND, edgecolor=QUIET)
    stage.box(x - 0.7, y + 3.1, 1.4, 0.45, 0.2, facecolor=INK, edgecolor="none", zorder=3)
    for shift in (-1.1, 0.0, 1.1):
        _flame(stage, x + shift, y + 0.1, 0.8)


def plasma(stage: Stage, x: float, y: float) -> None:
    """Draw bolts that strike a layer: plasma."""
    stage.block(x - 2.2, y + 0.5, 4.4, 0.8, facecolor=INK, edgecolor="none")
    for shift, lift in ((-1.3, 0.2), (0.0, 0.5), (1.3, 0.2)):
        _bolt(stage, x + shift, y + 1.6 + lift)


def sound(stage: Stage, x: float, y: float) -> None:
    """Draw waves in a beaker with sheets: ultrasound."""
    stage.vessel(x - 2.0, y + 0.2, 4.0, 4.6, 3.7)
    for radius in (0.8, 1.5, 2.2):
        turns = [math.radians(each) for each in range(50, 131, 10)]
        arc = [(x + radius * math.cos(turn), y + 0.5 + radius * math.sin(turn)) for turn in turns]
        stage.line(arc, edgecolor=ACCENT, linewidth=THICK, zorder=4)
    for shift, lift in ((-0.9, 3.0), (0.5, 3.3)):
        stage.line(
            [(x + shift - 0.4, y + lift), (x + shift + 0.5, y + lift - 0.2)], linewidth=THICK, zorder=4
        )


def electrolysis(stage: Stage, x: float, y: float) -> None:
    """Draw two plates in a beaker with a bolt between: a current."""
    stage.vessel(x - 2.2, y, 4.4, 3.9, 3.0)
    for shift in (-1.3, 1.3):
        stage.plate(x + shift, y + 0.6, y + 2.7, y + 4.8, 0.5)
    stage.line([(x - 1.3, y + 4.8), (x + 1.3, y + 4.8)], zorder=2.5)
    _bolt(stage, x, y + 0.5)


def flask(stage: Stage, x: float, y: float) -> None:
    """Draw a conical flask with solids in it: mixing, precipitation."""
    liquid = [(x - 2.0, y + 0.2), (x + 2.0, y + 0.2), (x + 1.15, y + 2.3), (x - 1.15, y + 2.3)]
    stage.shape(liquid, facecolor=faint(LIQUID, 0.25), edgecolor="none", zorder=1)
    glass = [(-0.6, 5.0), (-0.6, 3.7), (-2.0, 0.2), (2.0, 0.2), (0.6, 3.7), (0.6, 5.0)]
    stage.line([(x + a, y + b) for a, b in glass], edgecolor=QUIET, linewidth=THICK)
    for shift, lift in ((-1.0, 0.6), (-0.1, 0.7), (0.8, 0.55), (0.3, 1.3), (-0.6, 1.4)):
        stage.disc(x + shift, y + lift, 0.25, facecolor=INK, edgecolor="none", zorder=3)


def autoclave(stage: Stage, x: float, y: float) -> None:
    """Draw a closed steel vessel with a lid, over a flame: solvothermal synthesis."""
    stage.box(x - 1.7, y + 1.4, 3.4, 2.8, facecolor=GRID, edgecolor=QUIET, linewidth=THICK)
    stage.box(x - 1.0, y + 1.9, 2.0, 1.9, 0.4, facecolor=BACKGROUND, edgecolor=QUIET, zorder=2)
    stage.box(x - 1.0, y + 1.9, 2.0, 1.3, 0.4, facecolor=faint(LIQUID, 0.3), edgecolor="none", zorder=2.1)
    stage.block(x - 2.1, y + 4.1, 4.2, 0.7, facecolor=QUIET, edgecolor="none", zorder=3)
    for shift in (-0.8, 0.8):
        _flame(stage, x + shift, y, 0.6)


def autoclave_plasma(stage: Stage, x: float, y: float) -> None:
    """Draw a smaller autoclave and a bolt: solvothermal synthesis, then plasma."""
    stage.box(x - 2.5, y + 0.6, 2.4, 3.0, facecolor=GRID, edgecolor=QUIET, linewidth=THICK)
    stage.block(x - 2.8, y + 3.5, 3.0, 0.6, facecolor=QUIET, edgecolor="none", zorder=3)
    stage.block(x + 0.7, y + 0.6, 2.2, 0.7, facecolor=INK, edgecolor="none")
    _bolt(stage, x + 1.8, y + 1.6)


def framework(stage: Stage, x: float, y: float) -> None:
    """Draw a cage of nodes and linkers: a metal-organic framework."""
    _cage(stage, x, y + 2.5, 2.1)


def filled_framework(stage: Stage, x: float, y: float) -> None:
    """Draw the cage with a flat molecule in it."""
    _cage(stage, x, y + 2.5, 2.1)
    for turn in range(4):
        angle = math.pi * (0.25 + turn / 2)
        end = (x + 0.95 * math.cos(angle), y + 2.5 + 0.95 * math.sin(angle))
        stage.line([(x, y + 2.5), end], edgecolor=INK, zorder=3)
        stage.disc(*end, 0.22, facecolor=BACKGROUND, edgecolor=INK, zorder=3.1)
    stage.disc(x, y + 2.5, 0.38, facecolor=INK, edgecolor="none", zorder=3.2)


def _cage(stage: Stage, x: float, y: float, radius: float) -> None:
    corners = [
        (x + radius * math.sin(math.pi * turn / 3), y + radius * math.cos(math.pi * turn / 3))
        for turn in range(6)
    ]
    stage.shape(corners, facecolor=faint(LIQUID, 0.1), edgecolor=QUIET, linewidth=1.6 * THICK)
    for place in corners:
        stage.disc(*place, 0.42, facecolor=INK, edgecolor=BACKGROUND, zorder=2)


def _rod(stage: Stage, x: float, y: float, coat: bool) -> None:
    across, along = (0.5, -0.28), (1.5, 2.6)

    def outline(grown: float) -> Sequence[tuple[float, float]]:
        a, b = 1 + grown, 1 + 0.45 * grown
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return [
            (x + s * a * across[0] + t * b * along[0] / 2, y + s * a * across[1] + t * b * along[1] / 2)
            for s, t in signs
        ]

    if coat:
        stage.shape(outline(0.6), facecolor=faint(LIQUID, 0.35), edgecolor=LIQUID)
    stage.shape(outline(0.0), facecolor=GRID, edgecolor=QUIET, zorder=2)


def rods(stage: Stage, x: float, y: float) -> None:
    """Draw rods side by side."""
    for shift, lift in ((-1.6, 2.3), (0.0, 2.7), (1.6, 2.3)):
        _rod(stage, x + shift, y + lift, coat=False)


def coated_rods(stage: Stage, x: float, y: float) -> None:
    """Draw rods in a coat."""
    for shift, lift in ((-1.5, 2.3), (0.0, 2.7), (1.5, 2.3)):
        _rod(stage, x + shift, y + lift, coat=True)


def wires(stage: Stage, x: float, y: float) -> None:
    """Draw wires that stand on a mesh."""
    for number in range(9):
        start = x - 2.2 + 0.55 * number
        stage.line(
            [(start, y + 1.1), (start + 0.15 * (-1) ** number, y + 3.6 + 0.5 * (number % 3))], edgecolor=INK
        )
    for lift in (0.5, 1.1):
        stage.line([(x - 2.5, y + lift), (x + 2.5, y + lift)], edgecolor=QUIET, linewidth=THICK)
    for number in range(6):
        at = x - 2.5 + number
        stage.line([(at, y + 0.5), (at, y + 1.1)], edgecolor=QUIET, linewidth=THICK)


def _sheet(stage: Stage, x: float, y: float, metals: Sequence[float], nitrogens: int) -> None:
    """A metal or a pair of them on a sheet, with so many nitrogens around each."""
    stage.shape(
        [(x - 2.9, y + 0.7), (x + 1.9, y + 0.7), (x + 2.9, y + 4.3), (x - 1.9, y + 4.3)],
        facecolor=GRID,
        edgecolor=QUIET,
    )
    for number, metal in enumerate(metals):
        # Nitrogens point away from the other metal of a pair.
        facing = (1 if number else -1) if len(metals) > 1 else 0
        for turn in range(nitrogens):
            spread = 1.4 / nitrogens if facing else 2 / nitrogens
            angle = math.pi * ((0 if facing == 1 else 1) + spread * (turn - (nitrogens - 1) / 2)) + (
                math.pi / 4 if not facing else 0
            )
            end = (x + metal + 0.95 * math.cos(angle), y + 2.5 + 0.95 * math.sin(angle))
            stage.line([(x + metal, y + 2.5), end], edgecolor=INK, zorder=3)
            stage.disc(*end, 0.26, facecolor=BACKGROUND, edgecolor=INK, zorder=3.2)
        face = QUIET if number else INK
        stage.disc(x + metal, y + 2.5, 0.48, facecolor=face, edgecolor=BACKGROUND, zorder=3.4)


def pair_of_four(stage: Stage, x: float, y: float) -> None:
    """Draw two metals, each with four nitrogens."""
    _sheet(stage, x, y, (-0.8, 0.8), 4)


def pair_of_three(stage: Stage, x: float, y: float) -> None:
    """Draw two metals, each with three nitrogens."""
    _sheet(stage, x, y, (-0.8, 0.8), 3)


def single_site(stage: Stage, x: float, y: float) -> None:
    """Draw one metal with four nitrogens."""
    _sheet(stage, x, y, (0.0,), 4)


ICONS: Mapping[str, Icon] = {
    icon.__name__: icon
    for icon in (
        autoclave,
        autoclave_plasma,
        coated_rods,
        crucible,
        electrolysis,
        filled_framework,
        flask,
        framework,
        furnace,
        pair_of_four,
        pair_of_three,
        plasma,
        rods,
        single_site,
        sound,
        wires,
    )
}
"""The pictures by name."""

"""The mean coordination number against the number of atoms, beside the printed counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import TEXT_SIZE, Sheet, draw_key, draw_marker, enumerated, write_offset
from reviewhelpers.chemistry import cluster_packing as packing
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    DASHES,
    HOLLOW,
    MIDDLE,
    PLACES,
    SAMPLES,
    cluster_name,
    count_text,
    place_name,
)
from reviewhelpers.text import formatting

_MODELS = {
    "icosahedron": ("icosahedra", packing.icosahedron, style.COLOURS["blue"]),
    "cuboctahedron": ("cuboctahedra", packing.cuboctahedron, style.COLOURS["brown"]),
}
_SHELLS = (1, 2, 3, 4)
_PLOT_HEIGHT = 3.5


@dataclass(frozen=True)
class _Assigned:
    """A printed mean count, the cluster assigned to it, and the sizes that such a mean has in the models."""

    count: pd.Series
    cluster: pd.Series

    @property
    def sizes(self) -> tuple[int, int]:
        """Atoms of the most compact cluster, and of a piece of the metal where the mean reaches one."""
        mean = float(self.count["value"])
        least = packing.fewest_atoms(mean)
        return least, packing.atoms_of_metal(mean) if least > packing.FIRST_SHELL else least

    @property
    def text(self) -> str:
        """The count, the cluster assigned and the atoms it asks for."""
        return f"{count_text(self.count['value'])} ({cluster_name(self.cluster)} assigned) {self.size_text}"

    @property
    def size_text(self) -> str:
        """The atoms in words."""
        least, metal = self.sizes
        return f"{least} to {metal} atoms" if metal > least else f"at least {least} atoms"


def _assigned() -> list[_Assigned]:
    return [
        _Assigned(data.row(f"{MIDDLE}-{place}-cn-cu"), data.row(f"{MIDDLE}-{place}-nuclearity"))
        for place in PLACES
    ]


def _models() -> dict[str, list[tuple[int, float]]]:
    """Atoms and mean counts of the models: fragments, then whole clusters by shape."""
    small = [(atoms, packing.compact_mean(atoms)) for atoms in range(2, packing.FIRST_SHELL + 1)]
    closed_shells = {
        name: [(len(found), packing.mean_neighbours(found)) for found in map(build, _SHELLS)]
        for name, build, _ in _MODELS.values()
    }
    return {"most compact, up to 13 atoms": small, **closed_shells}


@figure("fig-copper-sizes", title="What a mean number of neighbours says of the size")
def sizes() -> Plot:
    """Mean coordination number of compact clusters, and the printed means at the sizes assigned to them."""
    assigned, models = _assigned(), _models()
    sheet = Sheet()
    draw_key(
        sheet,
        (
            ("filled: printed, at the size assigned", SAMPLES[MIDDLE], "full"),
            ("hollow: models, derived", HOLLOW, "none"),
        ),
    )
    sheet.y += 0.12
    ax = sheet.plot(sheet.y, sheet.y + _PLOT_HEIGHT, 0.5, 4.65)
    sheet.y += _PLOT_HEIGHT + 0.5
    _draw_axes(ax)
    _draw_models(ax, models)
    for each in assigned:
        _draw_assigned(ax, each)
    values = [
        *(_model_value(name, *point) for name, points in models.items() for point in points),
        *map(_assigned_value, assigned),
    ]
    return Plot(sheet.finish(), pd.DataFrame(values), _alt(assigned), _caption(assigned))


def _draw_axes(ax: Axes) -> None:
    ax.set_xscale("log")
    ax.set_xlim(1.8, 420)
    ax.set_ylim(0, packing.BULK + 0.4)
    ax.set_xticks([2, 4, 7, 13, 55, 147, 309], ["2", "4", "7", "13", "55", "147", "309"])
    ax.set_xticks([], minor=True)
    ax.set_yticks(range(0, packing.BULK + 1, 2))
    ax.set_xlabel("Atoms in the cluster", size=TEXT_SIZE)
    ax.set_ylabel("Mean neighbours of an atom", size=TEXT_SIZE)
    ax.axhline(packing.BULK, color=style.QUIET, linewidth=1.0)
    ax.text(2.1, packing.BULK - 0.15, "inside the metal", color=style.QUIET, size=TEXT_SIZE, va="top")


def _draw_models(ax: Axes, models: dict[str, list[tuple[int, float]]]) -> None:
    small, *closed_shells = models.items()
    ax.plot(*zip(*small[1], strict=True), color=style.QUIET, linewidth=1.2, zorder=2)
    for atoms, mean in small[1]:
        draw_marker(ax, atoms, mean, style.Mark(style.QUIET, "o"), filled="none", size=5)
    labels = {"icosahedra": (200, 10.6, "right"), "cuboctahedra": (70, 6.9, "left")}
    for (name, points), (_, _, colour) in zip(closed_shells, _MODELS.values(), strict=True):
        ax.plot(*zip(*points, strict=True), color=colour, linewidth=1.2, zorder=2)
        for atoms, mean in points:
            draw_marker(ax, atoms, mean, style.Mark(colour, "o"), filled="none", size=6)
        x, y, side = labels[name]
        ax.text(x, y, name, color=colour, size=TEXT_SIZE, ha=side, va="center_baseline")


def _draw_assigned(ax: Axes, each: _Assigned) -> None:
    """The printed mean at the size assigned, and a dashed line to the sizes that have such a mean."""
    mark, mean, atoms = SAMPLES[MIDDLE], float(each.count["value"]), float(each.cluster["value"])
    ax.plot(
        [atoms, max(each.sizes)], [mean, mean], color=mark.colour, linestyle=DASHES, linewidth=1.4, zorder=3
    )
    draw_marker(ax, atoms, mean, mark)
    label = f"{cluster_name(each.cluster)} {count_text(mean)}"
    write_offset(ax, label, (atoms, mean), (0, 8), ha="center", va="bottom", plate=True)


def _model_value(name: str, atoms: int, mean: float) -> dict[str, object]:
    return {
        "what is drawn": name,
        "place": "",
        "atoms": atoms,
        "mean neighbours": mean,
        "rows": "",
        "derived": "packing: counted on a model of equal spheres",
    }


def _assigned_value(each: _Assigned) -> dict[str, object]:
    least, metal = each.sizes
    return {
        "what is drawn": "printed",
        "place": place_name(each.count),
        "atoms": each.cluster["value"],
        "mean neighbours": each.count["value"],
        "atoms of the most compact cluster with this mean": least,
        "atoms of a cuboctahedron with this mean": metal if metal > least else float("nan"),
        "missing": "uncertainty",
        "rows": f"{each.count['id']} {each.cluster['id']}",
        "derived": "packing.fewest_atoms and packing.atoms_of_metal: the sizes with this mean",
    }


def _alt(assigned: Sequence[_Assigned]) -> str:
    above = sum(each.count["value"] > packing.compact_mean(int(each.cluster["value"])) for each in assigned)
    return (
        "Mean number of neighbours against number of atoms, for compact clusters of equal spheres: 2 in a "
        f"triangle, {formatting.significant(packing.compact_mean(packing.FIRST_SHELL))} in an icosahedron of "
        f"{packing.FIRST_SHELL}, {packing.BULK} inside the metal. Of the {len(assigned)} printed means "
        f"{above} lie above the most compact cluster of the size assigned to them: "
        f"{enumerated(f'{each.text}' for each in assigned)}."
    )


def _caption(assigned: Sequence[_Assigned]) -> str:
    return (
        f"Filled: means that {formatting.work(CITE)} print for Cu in Cu1.5/NTC, each at the number of atoms "
        "assigned to it. Derived, hollow: our models of equal spheres, the most compact fragments of an "
        "icosahedron, and whole icosahedra and cuboctahedra. A dashed line leads to the sizes with such a "
        "mean."
    )

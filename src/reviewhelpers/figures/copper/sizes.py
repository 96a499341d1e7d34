"""The mean coordination number against the number of atoms, beside the printed counts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated, point_text, system_class, system_name
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import cluster_packing as packing
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    cluster_name,
    count_text,
    place_name,
    rows_of,
    with_clusters,
)
from reviewhelpers.text import formatting

SHAPES = {"icosahedra": packing.icosahedron, "cuboctahedra": packing.cuboctahedron}
SHELLS = (1, 2, 3, 4)
STYLES: Mapping[str, str] = {"icosahedra": "-", "cuboctahedra": "--"}


@figure("fig-copper-sizes")
def sizes() -> Drawing:
    """Mean coordination number of compact clusters, and the printed means at the sizes assigned to them."""
    models, printed, needed = _models(), _printed(), _needed()
    sheet = Sheet()
    panel = sheet.panel(height=24.0)
    panel.set_xlabel("Atoms in the cluster")
    panel.set_ylabel("Mean neighbours of an atom")
    panel.set(xscale="log", xlim=(1.7, 480))
    panel.set_xticks([2, 4, 7, 13, 55, 147, 309], ["2", "4", "7", "13", "55", "147", "309"])
    panel.set_xticks([], minor=True)
    set_ticks(panel, "y", limits=(0, packing.BULK + 1))
    reference_line(panel, packing.BULK, "inside the metal")
    drawn: list[Artist] = []
    for name, points in models.groupby("what", sort=False):
        drawn += panel.plot(points["x"], points["y"], STYLES.get(str(name), "-"), color=QUIET, zorder=2)
    for _, each in needed.iterrows():
        drawn += panel.plot([each["assigned"], each["x"]], [each["y"]] * 2, ":", color=QUIET, zorder=2)
    points = pd.concat([models, printed, needed], ignore_index=True)
    draw_scatter(panel, points, obstacles=drawn)

    fields = {
        "work": formatting.work(CITE),
        "sample": enumerated(dict.fromkeys(printed["name"])),
        "first": formatting.significant(packing.compact_mean(packing.FIRST_SHELL)),
        "atoms": str(packing.FIRST_SHELL),
        "bulk": str(packing.BULK),
        "count": str(len(printed)),
        "above": str((printed["y"] > printed["x"].map(packing.compact_mean)).sum()),
        "sizes": enumerated(
            f"{count_text(mean)} ({cluster} assigned) {size}"
            for mean, cluster, size in zip(printed["y"], printed["cluster"], needed["label"], strict=True)
        ),
    }
    kept = {"what": "what is drawn", "place": "place", "x": "atoms", "y": "mean neighbours", "high": "up to"}
    data = points[[*kept, "rows", "how"]].rename(columns={**kept, "how": "derived"})
    return Drawing(sheet.finish(), data, fields)


def _models() -> pd.DataFrame:
    """Atoms and mean counts of models of equal spheres: fragments, then whole clusters by shape."""
    fragments = [(atoms, packing.compact_mean(atoms)) for atoms in range(2, packing.FIRST_SHELL + 1)]
    found = [("most compact", *point) for point in fragments]
    for shape, build in SHAPES.items():
        clusters = map(build, SHELLS)
        found += [(shape, len(cluster), packing.mean_neighbours(cluster)) for cluster in clusters]
    frame = pd.DataFrame(found, columns=["what", "x", "y"])
    told = [
        f"{what}: {x} atoms, {formatting.significant(y)} neighbours on average"
        for _, what, x, y in frame.itertuples()
    ]
    last = frame["what"].duplicated(keep="last")
    label = frame["what"].mask(last | (frame["what"] == "most compact"), "")
    return frame.assign(
        label=label, told=told, derived=True, rows="", how="counted on a model of equal spheres"
    )


def _pairs() -> list[tuple[pd.Series, pd.Series]]:
    return with_clusters(rows_of("coordination_number", ["Cu–Cu"]))


def _printed() -> pd.DataFrame:
    """The printed means, each at the number of atoms of the cluster assigned to it."""
    return pd.DataFrame(
        [
            {
                "what": "printed",
                "name": system_name(count["system"]),
                "place": place_name(count),
                "cluster": cluster_name(cluster),
                "x": cluster["value"],
                "y": count["value"],
                "label": f"{cluster_name(cluster)} {count_text(count['value'])}",
                "defect_class": system_class(count["system"]),
                "told": f"{point_text(count)}; {cluster_name(cluster)} assigned",
                "rows": f"{count['id']} {cluster['id']}",
                "how": "",
            }
            for count, cluster in _pairs()
        ]
    )


def _needed() -> pd.DataFrame:
    """The sizes with such a mean: of the most compact cluster, and where it exists of a piece of the metal."""
    found = []
    for count, cluster in _pairs():
        mean = float(count["value"])
        least = packing.fewest_atoms(mean)
        most = packing.atoms_of_metal(mean) if least > packing.FIRST_SHELL else least
        label = f"{least} to {most} atoms" if most > least else f"at least {least} atoms"
        found.append(
            {
                "what": "sizes with such a mean",
                "place": place_name(count),
                "x": least,
                "y": mean,
                "assigned": cluster["value"],
                "low": least,
                "high": most,
                "along": "x",
                "bound": "" if most > least else ">=",
                "derived": True,
                "label": label,
                "told": f"A mean of {count_text(mean)} neighbours: {label}",
                "rows": count["id"],
                "how": "cluster_packing.fewest_atoms, cluster_packing.atoms_of_metal",
            }
        )
    return pd.DataFrame(found)

"""The mean coordination number against the number of atoms, beside the printed counts."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated, phrases
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import cluster_packing as packing
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE, neighbour_counts, with_clusters
from reviewhelpers.text import formatting

SHAPES = {"icosahedra": packing.icosahedron, "cuboctahedra": packing.cuboctahedron}
SHELLS = (1, 2, 3, 4)
COLUMNS = {
    "what": "what is drawn",
    "place": "place",
    "x": "atoms",
    "y": "mean neighbours",
    "high": "up to",
    "rows": "rows",
    "how": "derived",
}


@figure("fig-copper-sizes")
def sizes() -> Drawing:
    """Mean coordination number of compact clusters, and the printed means at the sizes assigned to them."""
    models, printed = _models(), _printed()
    needed = _needed(printed)
    sheet = Sheet()
    panel = sheet.panel(height=24.0)
    panel.set(
        xlabel="Atoms in the cluster", ylabel="Mean neighbours of an atom", xscale="log", xlim=(1.7, 480)
    )
    ticks = [2, 4, 7, 13, 55, 147, 309]
    panel.set_xticks(ticks, [str(tick) for tick in ticks])
    panel.set_xticks([], minor=True)
    set_ticks(panel, "y", limits=(0, packing.BULK + 1))
    reference_line(panel, packing.BULK, "inside the metal")
    drawn: list[Artist] = []
    for shape, points in models.groupby("what", sort=False):
        style = "--" if shape == "cuboctahedra" else "-"
        drawn += panel.plot(points["x"], points["y"], style, color=QUIET, zorder=2)
    for _, each in needed.iterrows():
        drawn += panel.plot([each["assigned"], each["x"]], [each["y"]] * 2, ":", color=QUIET, zorder=2)
    points = pd.concat([models, printed, needed], ignore_index=True)
    draw_scatter(panel, points, obstacles=drawn)
    fields = {
        "work": formatting.work(CITE),
        "sample": enumerated(printed["name"].unique()),
        "count": str(len(printed)),
        "above": str((printed["y"] > printed["x"].map(packing.compact_mean)).sum()),
        "sizes": enumerated(phrases(needed, "{text} ({cluster} assigned) {label}")),
    }
    return Drawing(sheet.finish(), points[list(COLUMNS)].rename(columns=COLUMNS), fields)


def _models() -> pd.DataFrame:
    """Atoms and mean counts of models of equal spheres: fragments, then whole clusters by shape."""
    found = [
        ("most compact", atoms, packing.compact_mean(atoms)) for atoms in range(2, packing.FIRST_SHELL + 1)
    ]
    for shape, build in SHAPES.items():
        found += [(shape, len(cluster), packing.mean_neighbours(cluster)) for cluster in map(build, SHELLS)]
    frame = pd.DataFrame(found, columns=["what", "x", "y"])
    named = frame["what"].isin(SHAPES) & ~frame["what"].duplicated(keep="last")
    frame = frame.assign(label=frame["what"].where(named, ""), text=frame["y"].map(formatting.significant))
    told = phrases(frame, "{what}: {x} atoms, {text} neighbours on average")
    return frame.assign(told=told, derived=True, rows="", how="counted on a model of equal spheres")


def _printed() -> pd.DataFrame:
    """The printed means, each at the number of atoms of the cluster assigned to it."""
    counts = with_clusters(neighbour_counts("Cu–Cu"))
    return counts.assign(
        x=counts["atoms"],
        label=phrases(counts, "{cluster} {text}"),
        told=phrases(counts, "{told}; {cluster} assigned"),
        count_row=counts["rows"],
        rows=phrases(counts, "{rows} {cluster_row}"),
    )


def _needed(printed: pd.DataFrame) -> pd.DataFrame:
    """The sizes with such a mean: of the most compact cluster, and where it exists of a piece of the metal."""
    means = printed[["place", "cluster", "y", "text"]].assign(
        assigned=printed["x"], rows=printed["count_row"]
    )
    least = means["y"].map(packing.fewest_atoms)
    metal = least > packing.FIRST_SHELL
    most = least.where(~metal, means["y"][metal].map(packing.atoms_of_metal))
    means = means.assign(x=least, low=least, high=most.astype(int))
    open_ended = phrases(means, "at least {low} atoms")
    means["label"] = pd.Series(phrases(means, "{low} to {high} atoms")).where(metal, open_ended)
    return means.assign(
        what="sizes with such a mean",
        along="x",
        bound=metal.map({True: "", False: ">="}),
        derived=True,
        told=phrases(means, "A mean of {text} neighbours: {label}"),
        how="cluster_packing.fewest_atoms, cluster_packing.atoms_of_metal",
    )

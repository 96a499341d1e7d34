"""Tables on defects that do not stay: how long anything was run, and clusters that form under potential."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, table
from reviewhelpers.text import formatting, markdown


def _timed() -> pd.DataFrame:
    """Rows of performance that tell how long the electrode was run, with that time in hours."""
    frame = data.table("performance")
    lasting = frame["quantity"] == "test_duration"
    times = [row["value"] if lasting[index] else row["duration"] for index, row in frame.iterrows()]
    own = [row["unit"] if lasting[index] else row["duration_unit"] for index, row in frame.iterrows()]
    frame = frame.assign(time=times, time_unit=own).dropna(subset="time")
    hours = [float(units.convert(row["time"], row["time_unit"], "hour")) for _, row in frame.iterrows()]
    return frame.assign(hours=hours)


@table("tab-across-stability", title="How long each catalyst was tested")
def stability() -> Table:
    """Every printed time of a test with what else is printed of it, the longest first."""
    frame = _timed().sort_values("hours", ascending=False, kind="stable")
    systems = data.table("systems")
    every = data.table("performance")
    rows, cells = [], []
    for (system, source, hours), group in frame.groupby(["system", "source", "hours"], sort=False):
        first = group.iloc[0]
        values = [
            formatting.named_value(row) for _, row in group.iterrows() if row["quantity"] != "test_duration"
        ]
        retained = "; ".join(
            formatting.value(row) for _, row in group.iterrows() if row["quantity"] == "retention"
        )
        rows.append(
            {
                "system": system,
                "time / h": hours,
                "retention": retained,
                "printed": "; ".join(values),
                "source": source,
                "cite": first["cite"],
                "rows": " ".join(group["id"]),
            }
        )
        cells.append(
            (
                markdown.text(systems.loc[system, "name"]),
                markdown.text(formatting.span(first["time"], float("nan"), first["time_unit"])),
                markdown.text(retained) or GAP,
                markdown.text("; ".join(values)) or GAP,
                formatting.credited_work(systems.loc[system]),
            )
        )
    tested = every.loc[every["status"] == "measured", "system"].nunique()
    lasting = frame["system"].nunique()
    return Table(
        pd.DataFrame(rows),
        ("System", "Run for", "Current retained", "What is printed of the run", "Work"),
        tuple(cells),
        f"Times of tests as printed, from all sources. Of {tested} systems with a measured number of "
        f"performance, {lasting} have any time beside them.",
    )


def _when(row: pd.Series) -> str:
    """The potential of a row, or the open circuit where its source names that and no potential."""
    if pd.isna(row["potential"]) and "OCP" in row["condition_as_printed"]:
        return "open circuit"
    return formatting.conditions(row)


@table("tab-across-clusters", title="Clusters that sources name, and when")
def clusters() -> Table:
    """Every printed size of a cluster that forms or is there by a source's word, with the conditions."""
    frame = data.table("structure")
    systems = data.table("systems")
    frame = frame[(frame["quantity"] == "nuclearity") & (frame["system"].map(systems["role"]) != "model")]
    places = data.table("sections")["title"]
    frame = frame.assign(when=[_when(row) for _, row in frame.iterrows()])
    rows, cells = [], []
    for (system, atoms, when), group in frame.groupby(["system", "value", "when"], sort=False):
        where = ", ".join(dict.fromkeys(places[group["locator"]]))
        rows.append(
            {
                "system": system,
                "atoms in the cluster": atoms,
                "when": when,
                "place": where,
                "cite": group["cite"].iloc[0],
                "rows": " ".join(group["id"]),
            }
        )
        cells.append(
            (
                markdown.text(systems.loc[system, "name"]),
                formatting.number(atoms),
                GAP if when == "not reported" else markdown.quoted(when),
                markdown.text(where),
                formatting.work(group["cite"].iloc[0]),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("System", "Atoms in the cluster", "When", "Place in the source", "Work"),
        tuple(cells),
        "Sizes of clusters as printed, models left out. All come from the copper paper. Sizes of its own "
        "samples rest on mean numbers of neighbours; how those of other groups were found it does not say. "
        "The nine atoms are its telling of a work whose title speaks of nanoparticles.",
    )

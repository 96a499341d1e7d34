"""The steps of the synthesis, and the nitrogen count against temperature."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import enumerated, row_value, system_class, system_name, value_column
from reviewhelpers.charts.ladder import draw_profile
from reviewhelpers.charts.network import draw_network
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, SOURCE, low_coordination, pair, singles
from reviewhelpers.text import formatting

ID = "fig-diatomic-synthesis"
STEPS: Mapping[str, str] = {
    "nanorods": "ZIF-8 grown as nanorods",
    "coat": "a coat of SiO₂",
    "first_heating": "first calcination, which breaks up Zn–N sites",
}
"""The steps before the metals are added, by the role of the row that reports each."""
SECOND = "second pyrolysis: Co and Mn take the place of Zn"
OWN = "this paper"
TEMPERATURE, NITROGENS = value_column("temperature", "temperature"), "N around each metal"
PLOTTED = ["part", "step", "name", TEMPERATURE, NITROGENS, "missing", "rows", "derived"]


def unheated() -> pd.DataFrame:
    """The steps before the metals are added, in their order; a system or a claim on one reports each."""
    rows = [figure_rows.one(ID, role) for role in STEPS]
    frame = pd.DataFrame({"part": OWN, "step": STEPS.values(), "rows": [row.name for row in rows]})
    names = [system_name(row.get("system", row.name)) for row in rows]
    return frame.assign(name=names, missing="temperature not in the text", derived="")


def counts() -> pd.DataFrame:
    """What each temperature gives, one row a system: first in the paper, then in the series that it reports."""
    saturated = figure_rows.one(ID, "saturated_temperature")
    found = [(pair(), saturated, figure_rows.one(ID, "pair_count"))]
    found += [(single, saturated, figure_rows.one(ID, "single_count")) for single in singles()]
    found += [(low_coordination(), figure_rows.one(ID, "low_temperature"), figure_rows.one(ID, "low_count"))]
    series = (map(data.row, figure_rows.named(ID, role)) for role in ("series_temperature", "series_count"))
    found += [(temperature["system"], temperature, count) for temperature, count in zip(*series, strict=True)]
    frame = pd.DataFrame([_count(*each) for each in found])
    frame["text"] = frame["count"] + " N at " + frame["at"]
    return frame.assign(missing="duration, heating rate and gas not in the text", derived="")


def _count(system: str, temperature: pd.Series, count: pd.Series) -> dict[str, object]:
    cited = data.table("citations")
    cited = cited[(cited["source"] == SOURCE) & (cited["cite"] == temperature["cite"])]
    return {
        "cite": temperature["cite"],
        "part": OWN if temperature["cite"] == CITE else f"ref. {cited['ref_number'].iloc[0]}",
        "step": temperature["step"],
        "name": system_name(system),
        TEMPERATURE: row_value(temperature, "temperature"),
        NITROGENS: float(count["value"]),
        "rows": f"{temperature['id']} {count['id']}",
        "at": formatting.amount(temperature),
        "count": formatting.amount(count),
        "defect_class": system_class(system),
        # The text says how many N stand around the site; that this holds for each metal of a pair is a reading.
        "inferred": "taken here as per metal" in count["note"],
    }


@figure(ID)
def synthesis() -> Drawing:
    """The steps of the synthesis, with its branch, and the number of N against temperature in two series."""
    steps, frame = unheated(), counts()
    own, other = frame[frame["part"] == OWN], frame[frame["part"] != OWN]
    sheet = Sheet(columns=2)
    _draw_steps(sheet, steps, own)
    _draw_counts(sheet, frame)
    unknown = f"No temperature is printed for the first {len(steps)} steps"
    sheet.note(f"{unknown}; no time, heating rate or gas for any.")

    shared = other.merge(own.drop_duplicates(TEMPERATURE), on=TEMPERATURE, suffixes=("", " here"))
    shared = shared[shared["count"] != shared["count here"]]
    compared = shared["text"] + " in " + shared["part"] + " but " + shared["count here"] + " here"
    agree = "the two series agree at every temperature they share"
    differ = "one temperature gives another number on another route, so it does not set the number alone"
    split = own.groupby("rows", sort=False).agg({"name": enumerated, "text": "first"})
    fields = {
        "work": formatting.work(CITE),
        "other": formatting.work(other["cite"].iloc[0]),
        "count": str(len(steps)),
        "first": "; ".join(steps["step"]),
        "split": "; ".join(split["name"] + ", " + split["text"]),
        "compared": enumerated(compared) if len(compared) else agree,
        "finding": differ if len(compared) else agree,
    }
    return Drawing(sheet.finish(), pd.concat([steps, frame], ignore_index=True)[PLOTTED], fields)


def _draw_steps(sheet: Sheet, steps: pd.DataFrame, own: pd.DataFrame) -> None:
    """The steps downwards, then one branch a temperature."""
    nodes = steps.assign(column=0.5, row=steps.index, text=steps["step"], told=steps["step"])
    nodes.loc["second", ["column", "row", "text"]] = [0.5, len(steps), SECOND]
    edges = [{"start": one, "end": two, "text": ""} for one, two in pairwise(nodes.index)]
    for column, (at, members) in enumerate(own.groupby("at", sort=False)):
        text = f"{', '.join(members['name'])}: {enumerated(members['count'].unique())}\N{NO-BREAK SPACE}N"
        nodes.loc[at, ["column", "row", "text"]] = [column, len(steps) + 1, text]
        nodes.loc[at, ["told", "rows"]] = _told(members)
        edges.append({"start": "second", "end": at, "text": at})
    draw_network(sheet, sheet.panel("The steps of this paper"), nodes, pd.DataFrame(edges), gap=1.8)


def _told(members: pd.DataFrame) -> list[str]:
    """What is told of several systems, and their rows."""
    rows = dict.fromkeys(" ".join(members["rows"]).split())
    return ["; ".join(members["name"] + ": " + members["text"]), " ".join(rows)]


def _draw_counts(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The number of nitrogens against temperature, one series a work; what coincides in one mark."""
    panel = sheet.panel("Nitrogens around each metal", height=20)
    low, high = frame[TEMPERATURE].min(), frame[TEMPERATURE].max()
    # The series are named at their last point, at the right.
    limits = (low - 0.15 * (high - low), high + 0.75 * (high - low))
    set_quantity(panel, "x", "temperature", limits=limits, ticks=4)
    set_quantity(panel, "y", "coordination_number", limits=padded(frame[NITROGENS], 0.3), ticks=5)
    places = frame.groupby(["part", TEMPERATURE, NITROGENS], sort=False)
    points = places[["defect_class", "inferred"]].first().reset_index()
    points[["told", "rows"]] = [_told(members) for _, members in places]
    points["series"] = points["part"].where(points["part"] == OWN, "single Co atoms,\n" + points["part"])
    draw_profile(panel, points.rename(columns={TEMPERATURE: "x", NITROGENS: "y"}))

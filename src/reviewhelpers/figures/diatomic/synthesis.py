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
from reviewhelpers.figures.diatomic.common import CITE, SOURCE, low_coordination, pair, printed_value, singles
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


def counts() -> pd.DataFrame:
    """What each temperature gives, one row a system: first in the paper, then in the series that it reports."""
    made = [(pair(), "saturated_temperature", "pair_count")]
    made += [(single, "saturated_temperature", "single_count") for single in singles()]
    made.append((low_coordination(), "low_temperature", "low_count"))
    found = [(system, figure_rows.one(ID, one), figure_rows.one(ID, other)) for system, one, other in made]
    series = (map(data.row, figure_rows.named(ID, role)) for role in ("series_temperature", "series_count"))
    found += [(temperature["system"], temperature, count) for temperature, count in zip(*series, strict=True)]
    return pd.DataFrame([_count(*each) for each in found])


def _count(system: str, temperature: pd.Series, count: pd.Series) -> dict[str, object]:
    at = printed_value(temperature["value"], temperature["unit"])
    return {
        "part": _part(temperature["cite"]),
        "step": temperature["step"],
        "name": system_name(system),
        TEMPERATURE: row_value(temperature, "temperature"),
        NITROGENS: float(count["value"]),
        "missing": "duration, heating rate and gas not in the text",
        "rows": f"{temperature['id']} {count['id']}",
        "derived": "",
        "at": at,
        "text": f"{formatting.number(count['value'])} N at {at}",
        "defect_class": system_class(system),
        # The text says how many N stand around the site; that this holds for each metal of a pair is a reading.
        "inferred": "taken here as per metal" in count["note"],
        "cite": temperature["cite"],
    }


def _part(cite: str) -> str:
    """The paper, or another work as the paper numbers it."""
    frame = data.table("citations")
    own = frame[(frame["source"] == SOURCE) & (frame["cite"] == cite)]
    return OWN if cite == CITE else f"ref. {own['ref_number'].iloc[0]}"


@figure(ID)
def synthesis() -> Drawing:
    """The steps of the synthesis, with its branch, and the number of N against temperature in two series."""
    frame = counts()
    own, other = frame[frame["part"] == OWN], frame[frame["part"] != OWN]
    sheet = Sheet(columns=2)
    steps = _steps()
    _draw_steps(sheet, steps, own)
    _draw_counts(sheet, frame)
    sheet.note(
        f"No temperature is printed for the first {len(steps)} steps; no time, heating rate or gas for any."
    )
    shared = own.merge(other, on=TEMPERATURE, suffixes=("", " there")).drop_duplicates(TEMPERATURE)
    differing = shared[shared[NITROGENS] != shared[f"{NITROGENS} there"]]
    compared = [
        f"{row['text there']} in {row['part there']} but {formatting.number(row[NITROGENS])} here"
        for _, row in differing.iterrows()
    ]
    agree = "the two series agree at every temperature they share"
    differ = "one temperature gives another number on another route, so it does not set the number alone"
    split = [
        f"{enumerated(members['name'])}, {members['text'].iloc[0]}"
        for _, members in own.groupby("rows", sort=False)
    ]
    fields = {
        "work": formatting.work(CITE),
        "other": formatting.work(other["cite"].iloc[0]),
        "count": str(len(steps)),
        "first": "; ".join(steps["step"]),
        "split": "; ".join(split),
        "compared": enumerated(compared) if compared else agree,
        "finding": differ if compared else agree,
    }
    values = pd.concat([steps, frame], ignore_index=True)
    return Drawing(sheet.finish(), values[[*frame.columns[: list(frame.columns).index("at")]]], fields)


def _steps() -> pd.DataFrame:
    """The steps before the metals are added, in their order."""
    found = []
    for role, step in STEPS.items():
        row = figure_rows.one(ID, role)
        # A step is reported by a system, or by a claim on one.
        name = system_name(row.get("system", row.name))
        found.append({"part": OWN, "step": step, "name": name, "rows": row.name, "role": role, "derived": ""})
    return pd.DataFrame(found).assign(missing="temperature not in the text")


def _draw_steps(sheet: Sheet, steps: pd.DataFrame, own: pd.DataFrame) -> None:
    """The steps downwards, then one branch a temperature."""
    nodes = steps.set_index("role").assign(column=0.5, row=range(len(steps)), text=steps["step"].to_numpy())
    nodes["told"] = nodes["text"]
    nodes.loc["second", ["column", "row", "text"]] = [0.5, len(steps), SECOND]
    edges = [{"start": one, "end": two, "text": ""} for one, two in pairwise(nodes.index)]
    for column, (at, members) in enumerate(own.groupby("at", sort=False)):
        numbers = enumerated(dict.fromkeys(members[NITROGENS].map(formatting.number)))
        nodes.loc[at, ["column", "row"]] = [column, len(steps) + 1]
        nodes.loc[at, "text"] = f"{', '.join(members['name'])}: {numbers}\N{NO-BREAK SPACE}N"
        nodes.loc[at, ["told", "rows"]] = _told(members)
        edges.append({"start": "second", "end": at, "text": at})
    panel = sheet.panel("The steps of this paper")
    draw_network(sheet, panel, nodes, pd.DataFrame(edges), gap=1.8)


def _told(members: pd.DataFrame) -> list[str]:
    """What is told of several systems, and their rows."""
    told = "; ".join(f"{row['name']}: {row['text']}" for _, row in members.iterrows())
    return [told, " ".join(dict.fromkeys(" ".join(members["rows"]).split()))]


def _draw_counts(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The number of nitrogens against temperature, one series a work; what coincides in one mark."""
    panel = sheet.panel("Nitrogens around each metal", height=20)
    low, high = frame[TEMPERATURE].min(), frame[TEMPERATURE].max()
    # The series are named at their last point, at the right.
    limits = (low - 0.15 * (high - low), high + 0.75 * (high - low))
    set_quantity(panel, "x", "temperature", limits=limits, ticks=4)
    set_quantity(panel, "y", "coordination_number", limits=padded(frame[NITROGENS], 0.3), ticks=5)
    points = []
    for (part, x, y), members in frame.groupby(["part", TEMPERATURE, NITROGENS], sort=False):
        told, rows = _told(members)
        series = part if part == OWN else f"single Co atoms,\n{part}"
        first = members.iloc[0][["defect_class", "inferred"]]
        points.append({"series": series, "x": x, "y": y, **first, "told": told, "rows": rows})
    draw_profile(panel, pd.DataFrame(points))

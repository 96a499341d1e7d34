"""N 1s binding energies and the forms of nitrogen they are assigned to."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point, value_column
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.palette import INK, Mark
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting


def _author(source: str) -> str:
    """A source as a reader names it, such as Gan et al. 2024."""
    found = re.match(r"([a-z]+)(\d{4})", source)
    return f"{found[1].capitalize()} et al. {found[2]}" if found else source


def _lines() -> pd.DataFrame:
    """The N 1s lines of all sources, in the order of the sources and of their systems."""
    frame, systems = data.table("spectra"), data.table("systems")
    frame = frame[frame["id"].str.contains("-n1s-") & (frame["quantity"] == "binding_energy")]
    kept = ["source", "system", "subject"]
    lines = pd.DataFrame([point(row, **row[kept], defect_class="") for _, row in frame.iterrows()])
    lines = lines.assign(
        author=lines["source"].map(_author),
        role=lines["system"].map(systems["role"]),
        place=lines["source"].map(data.table("sources").index.get_loc),
        order=lines["system"].map(systems.index.get_loc),
    )
    return lines.sort_values(["place", "order", "value"], kind="stable", ignore_index=True)


def _elsewhere(lines: pd.DataFrame, same: str, other: str) -> pd.Series:
    """By line what other sources say that agree with it in one column and differ in another."""
    pairs = lines.merge(lines, on=same, suffixes=("", "_elsewhere"))
    pairs = pairs[
        (pairs["source"] != pairs["source_elsewhere"]) & (pairs[other] != pairs[f"{other}_elsewhere"])
    ]
    said = pairs[f"{other}_elsewhere"].astype(str) + " in " + pairs["author_elsewhere"]
    by_row = said.groupby(pairs["rows"]).agg(", ".join)
    return by_row.reindex(lines["rows"], fill_value="").set_axis(lines.index)


@figure("fig-norr-n1s")
def n1s() -> Drawing:
    """Printed N 1s positions of the sources, with the form of nitrogen that each is assigned to."""
    lines = _lines()
    other_name = _elsewhere(lines, "value", "subject")
    renamed = lines[other_name != ""].groupby("value")
    moved = lines[_elsewhere(lines, "subject", "value") != ""].groupby("subject")
    sheet = Sheet()
    panel = sheet.panel(right=2.0)
    set_quantity(panel, "x", "binding_energy", limits=padded(lines["value"], 0.08))
    for energy in renamed.groups:
        reference_line(panel, energy, "", "x")
    role = (", " + lines["role"]).mask(lines["role"].isin(["catalyst", "class"]), "")
    frame = lines.assign(
        group=lines["name"] + role + " (" + lines["author"] + ")",
        name=lines["subject"],
        text=lines["text"] + ("; " + other_name).mask(other_name == "", ""),
    )
    draw_dots(sheet, panel, frame, mark=Mark(INK, "|"))

    names = {"subject": "assignment", "value": value_column("binding energy", "binding_energy")}
    values = lines[["source", "system", "name", *names, "rows"]].rename(columns=names)
    values["named otherwise elsewhere"] = (other_name != "").map({True: "yes", False: "no"})
    named = [
        f"{formatting.number(energy)} eV is {enumerated(group['subject'] + ' in ' + group['author'])}"
        for energy, group in renamed
    ]
    placed = [
        f"{name} lies at {enumerated(group['text'] + ' eV in ' + group['author'])}" for name, group in moved
    ]
    fields = {
        "works": enumerated(
            map(formatting.work, data.table("sources").loc[lines["source"].unique(), "cite"])
        ),
        "renamed": "; ".join(named) or "none",
        "moved": "; ".join(placed) or "none",
        "count": str(len(lines)),
        "systems": str(lines["system"].nunique()),
        "sources": str(lines["source"].nunique()),
        "lowest": formatting.number(lines["value"].min()),
        "highest": formatting.number(lines["value"].max()),
    }
    return Drawing(sheet.finish(), values.assign(derived=""), fields)

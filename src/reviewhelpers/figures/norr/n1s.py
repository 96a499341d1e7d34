"""N 1s binding energies and the forms of nitrogen they are assigned to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point_text, value_column
from reviewhelpers.charts.ladder import reference_line
from reviewhelpers.charts.palette import INK, Mark
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting


def _lines() -> pd.DataFrame:
    """The N 1s lines of all sources, in the order of the sources and of their systems."""
    frame, systems = data.table("spectra"), data.table("systems")
    frame = frame[frame["id"].str.contains("-n1s-") & (frame["quantity"] == "binding_energy")]
    sources = list(data.table("sources").index)
    frame = frame.assign(
        system_name=frame["system"].map(systems["name"]),
        role=frame["system"].map(systems["role"]),
        place=frame["source"].map(sources.index),
        order=frame["system"].map(systems.index.get_loc),
    )
    return frame.sort_values(["place", "order", "value"], kind="stable")


def _author(source: str) -> str:
    """A source as a reader names it, such as Gan et al. 2024."""
    found = re.match(r"([a-z]+)(\d{4})", source)
    return f"{found[1].capitalize()} et al. {found[2]}" if found else source


def _disagreeing(frame: pd.DataFrame, by: str, other: str) -> list[pd.DataFrame]:
    """Lines of several sources that agree in one column and differ in another."""
    groups = (group for _, group in frame.groupby(by))
    return [group for group in groups if group["source"].nunique() > 1 and group[other].nunique() > 1]


@figure("fig-norr-n1s")
def n1s() -> Drawing:
    """Printed N 1s positions of the sources, with the form of nitrogen that each is assigned to."""
    lines = _lines()
    renamed, moved = _disagreeing(lines, "value", "subject"), _disagreeing(lines, "subject", "value")
    energies = {float(group["value"].iloc[0]) for group in renamed}
    sheet = Sheet()
    panel = sheet.panel(right=2.0)
    set_quantity(panel, "x", "binding_energy", limits=padded(lines["value"], 0.08))
    for energy in sorted(energies):
        reference_line(panel, energy, "", "x")
    draw_dots(sheet, panel, _frame(lines, renamed), mark=Mark(INK, "|"))

    columns = ["source", "system", "system_name", "subject", "value", "id"]
    energy_column = value_column("binding energy", "binding_energy")
    names = {"system_name": "name", "subject": "assignment", "value": energy_column, "id": "rows"}
    values = lines[columns].rename(columns=names).assign(derived="").reset_index(drop=True)
    otherwise = ["yes" if each in energies else "no" for each in lines["value"]]
    values.insert(5, "named otherwise elsewhere", otherwise)
    return Drawing(sheet.finish(), values, _fields(lines, renamed, moved))


def _frame(lines: pd.DataFrame, renamed: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What the chart draws of each line: under source and system, the name that the source gives it."""
    roles = [f", {role}" if role not in ("catalyst", "class") else "" for role in lines["role"]]
    systems = lines["system_name"] + roles
    others = {row["id"]: _elsewhere(row, group) for group in renamed for _, row in group.iterrows()}
    return pd.DataFrame(
        {
            "group": [f"{system} ({_author(s)})" for system, s in zip(systems, lines["source"], strict=True)],
            "name": lines["subject"],
            "value": lines["value"],
            "text": [formatting.exact(row) + others.get(row["id"], "") for _, row in lines.iterrows()],
            "told": [point_text(row) for _, row in lines.iterrows()],
            "rows": lines["id"],
        }
    )


def _elsewhere(row: pd.Series, group: pd.DataFrame) -> str:
    """What other sources call the line of a row."""
    others = group[group["source"] != row["source"]]
    return "; " + ", ".join(
        f"{each['subject']} in {_author(each['source'])}" for _, each in others.iterrows()
    )


def _renamed_text(group: pd.DataFrame) -> str:
    named = enumerated(f"{row['subject']} in {_author(row['source'])}" for _, row in group.iterrows())
    return f"One energy, several names: {formatting.number(group['value'].iloc[0])} eV is {named}."


def _moved_text(group: pd.DataFrame) -> str:
    placed = enumerated(
        f"{formatting.exact(row)} eV in {_author(row['source'])}" for _, row in group.iterrows()
    )
    return f"One name, several energies: {group['subject'].iloc[0]} lies at {placed}."


def _fields(
    lines: pd.DataFrame, renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]
) -> dict[str, str]:
    found = [*map(_renamed_text, renamed), *map(_moved_text, moved)]
    cites = data.table("sources").loc[list(lines["source"].unique()), "cite"]
    return {
        "works": enumerated(map(formatting.work, cites)),
        "dashed": " Dashed: an energy to which two sources give different names." if renamed else "",
        "moved": " ".join(map(_moved_text, moved)),
        "disagreements": " ".join(found) or "No line has two names or two energies in two sources.",
        "count": str(len(lines)),
        "systems": str(lines["system"].nunique()),
        "sources": str(lines["source"].nunique()),
        "lowest": formatting.number(lines["value"].min()),
        "highest": formatting.number(lines["value"].max()),
    }

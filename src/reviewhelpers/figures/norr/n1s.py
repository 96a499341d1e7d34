"""N 1s binding energies and the forms of nitrogen they are assigned to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    value_column,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.text import formatting


def _n1s() -> pd.DataFrame:
    """The N 1s lines of all sources, in the order of the sources and of their systems."""
    frame, systems = data.table("spectra"), data.table("systems")
    frame = frame[frame["id"].str.contains("-n1s-") & (frame["quantity"] == "binding_energy")]
    sources = list(data.table("sources").index)
    frame = frame.assign(
        name=frame["system"].map(systems["name"]),
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


@figure("fig-norr-n1s", title="N 1s binding energies and the names given to them")
def n1s() -> Plot:
    """Printed N 1s positions of the sources, with the form of nitrogen that each is assigned to."""
    frame = _n1s()
    renamed, moved = _disagreeing(frame, "value", "subject"), _disagreeing(frame, "subject", "value")
    energies = {group["value"].iloc[0] for group in renamed}
    columns = ["source", "system", "name", "subject", "value", "id"]
    names = {"subject": "assignment", "value": value_column("binding energy", "binding_energy"), "id": "rows"}
    values = frame[columns].rename(columns=names).assign(derived="").reset_index(drop=True)
    values.insert(
        5, "named otherwise elsewhere", ["yes" if each in energies else "no" for each in frame["value"]]
    )
    return Plot(
        _draw_n1s(frame, energies).finish(),
        values,
        _n1s_alt(frame, renamed, moved),
        _n1s_caption(frame, renamed, moved),
    )


def _draw_n1s(frame: pd.DataFrame, energies: set[float]) -> Sheet:
    """One line per row, by source and system, with a dashed line through energies that bear several names."""
    sheet, heights = Sheet(), []
    top = sheet.y
    for source, own in frame.groupby("source", sort=False):
        sheet.heading(_author(str(source)))
        for system, lines in own.groupby("system", sort=False):
            role = data.table("systems").loc[system, "role"]
            note = "" if role in ("catalyst", "class") else f"({role})"
            sheet.write(MARGIN, lines["name"].iloc[0], note=note)
            for _, row in lines.iterrows():
                heights.append((sheet.y + LINE_HEIGHT / 2, row))
                sheet.y += 0.21
            sheet.y += 0.04
        sheet.y += 0.06
    low, high = rounding.floor(frame["value"].min()), rounding.ceil(frame["value"].max())
    ax = draw_scale(sheet, top, (low, high), range(low, high + 1), axis_label("binding_energy"))
    dashed = style.COLOURS["vermilion"]
    for energy in sorted(energies):
        ax.axvline(energy, color=dashed, linestyle="--", linewidth=1.4, zorder=2)
    for y, row in heights:
        draw_rail(ax, y)
        colour = dashed if row["value"] in energies else style.COLOURS["blue"]
        draw_marker(ax, row["value"], y, style.Mark(colour, "|"), size=13)
        left = in_right_half(ax, row["value"])
        label_value(ax, row["value"], y, f"{formatting.exact(row)} {row['subject']}", left=left)
    return sheet


def _renamed_text(group: pd.DataFrame) -> str:
    named = enumerated(f"{row['subject']} in {_author(row['source'])}" for _, row in group.iterrows())
    return f"{formatting.number(group['value'].iloc[0])} eV is {named}"


def _moved_text(group: pd.DataFrame) -> str:
    placed = enumerated(
        f"{formatting.exact(row)} eV in {_author(row['source'])}" for _, row in group.iterrows()
    )
    return f"{group['subject'].iloc[0]} lies at {placed}"


def _disagreements(renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    """The names and energies of the same line in several sources."""
    sentences = [f"One energy, several names: {_renamed_text(group)}." for group in renamed]
    sentences += [f"One name, several energies: {_moved_text(group)}." for group in moved]
    return " ".join(sentences) or "No line has two names or two energies in two sources."


def _n1s_alt(frame: pd.DataFrame, renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    low, high = (formatting.number(end) for end in (frame["value"].min(), frame["value"].max()))
    return (
        f"{len(frame)} N 1s positions of {frame['system'].nunique()} systems from "
        f"{frame['source'].nunique()} sources lie from {low} to {high} eV. {_disagreements(renamed, moved)}"
    )


def _n1s_caption(frame: pd.DataFrame, renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    cites = data.table("sources").loc[list(frame["source"].unique()), "cite"]
    dashed = " Dashed: an energy to which two sources give different names." if renamed else ""
    return (
        f"N 1s binding energies that {enumerated(map(formatting.work, cites))} print, each with the name "
        f"that its source gives the line; nothing is derived.{dashed} {_disagreements(renamed, moved)} The "
        "texts at hand print no uncertainty, and no line to which the energy scales were set."
    )

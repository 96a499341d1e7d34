"""The structures that are assigned to copper by loading and potential."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.ticker import MaxNLocator

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import system_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    CLUSTERS,
    CONCLUSIONS,
    OPERANDO,
    SAMPLES,
    place_name,
    potential_column,
    rows_of,
    series_scale,
    structure_name,
)
from reviewhelpers.text import formatting

FITS, EDGES = "fits", "edges"
SECTIONS = {OPERANDO: FITS, CONCLUSIONS: "conclusions"}
"""Sections that assign structures; in the first one the fits and the edges do."""

SITES = ("Cu–N, dominant configuration", "Cu–N, main configuration", "Cu–N, whole configuration")
PARTICLES = "Cu in nanoparticles"
ATOMS = "Atoms in the assigned cluster"


@figure("fig-copper-structures")
def structures() -> Drawing:
    """The cluster that is assigned to each sample at each potential, with the statements that conflict."""
    said = _statements()
    most = said["value"].max()

    sheet = Sheet()
    panel = sheet.panel(right=2.0)
    set_ticks(panel, "x", limits=(-0.04 * most, 1.05 * most))
    panel.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    panel.set_xlabel(ATOMS)
    draw_dots(sheet, panel, said, beside=True)
    sheet.note("0: single atoms and no cluster. ≠: in conflict with the statement above.")

    cells = said.groupby(["system", "place"], sort=False)
    conflicts = [cell for _, cell in cells if cell["conflict"].any()]
    fits = said[said["where"].str.contains(FITS)]
    fields = {
        "work": formatting.work(CITE),
        "scale": series_scale(),
        "courses": "; ".join(
            f"{system_name(str(system))} is assigned "
            + ", ".join(
                f"{what} at {place}" for what, place in zip(rows["structure"], rows["place"], strict=True)
            )
            for system, rows in fits.groupby("system", sort=False)
        ),
        "cells": str(len(cells)),
        "conflicts": str(len(conflicts)),
        "found": f": {'; '.join(map(_conflict_text, conflicts))}" if conflicts else "",
    }
    kept = ["sample", "place", "E", "where", "structure", "value", "conflict", "rows", "how"]
    named = {"sample": "name", "E": potential_column(), "where": "said in", "value": ATOMS.lower()}
    return Drawing(sheet.finish(), said[kept].rename(columns={**named, "how": "derived"}), fields)


def _statements() -> pd.DataFrame:
    """What the paper says of each sample at each place; one row where two statements agree."""
    said = pd.DataFrame([statement for section in SECTIONS for statement in _assigned(section)])
    said = pd.concat([said, _edges(said)], ignore_index=True)
    cells = ["system", "place", "E"]
    first = dict.fromkeys(("structure", "defect_class", "inferred", "how"), "first")
    joined = {**first, "where": ", ".join, "rows": " ".join}
    said = said.groupby([*cells, "value"], sort=False, dropna=False).agg(joined).reset_index()
    said["order"] = said["system"].map(SAMPLES.index)
    said = said.sort_values(["order", "E"], ascending=[True, False], na_position="first", kind="stable")
    said["conflict"] = said.duplicated(["system", "place"], keep=False)
    sign = said.duplicated(["system", "place"]).map({True: "≠ ", False: ""})
    content = {row["system"]: formatting.value(row) for _, row in _contents().iterrows()}
    return said.assign(
        name=said["place"],
        sample=said["system"].map(system_name),
        group=[f"{system_name(system)}, {content[system]} Cu" for system in said["system"]],
        note=(sign + said["where"]).where(said["conflict"], ""),
        text=said["structure"].where(said["value"].notna(), said["structure"] + ", no size printed"),
        told=[
            f"{system_name(system)}, {place}: {structure} ({where})"
            for system, place, structure, where in said[["system", "place", "structure", "where"]].itertuples(
                index=False
            )
        ],
    )


def _contents() -> pd.DataFrame:
    """The copper content of the samples, not the rounded form that names them."""
    found = rows_of("mass_fraction", ["Cu"], locator="ji2023-derivative-synthesis")
    return found[found["relation"] == "="]


def _assigned(section: str) -> Iterator[dict[str, object]]:
    """Clusters, particles, and sites alone where neither is named."""
    sites = rows_of("coordination_number", SITES, locator=section)
    found = [
        *(
            (row, structure_name(row), row["value"])
            for _, row in rows_of("nuclearity", CLUSTERS, locator=section).iterrows()
        ),
        *(
            (row, "nanoparticles", math.nan)
            for _, row in rows_of("valence", [PARTICLES], locator=section).iterrows()
        ),
    ]
    named = {(row["system"], place_name(row)) for row, _, _ in found}
    for _, row in sites.iterrows():
        site = formatting.formula(f"CuN{formatting.exact(row)}")
        if (row["system"], place_name(row)) not in named:
            found.append((row, site if "whole" in row["subject"] else f"mainly {site}", 0.0))
    for row, structure, atoms in found:
        yield {
            "system": row["system"],
            "place": place_name(row),
            "E": row["E"],
            "where": SECTIONS[section],
            "structure": structure,
            "value": atoms,
            "defect_class": "single-atom" if atoms == 0 else "cluster",
            "inferred": False,
            "rows": row["id"],
            "how": "",
        }


def _edges(said: pd.DataFrame) -> pd.DataFrame:
    """That the edges show no change, where the fits name clusters for the same sample."""
    claim = figure_rows.one("fig-copper-structures", "edges_unchanged")
    beside = said[(said["system"] == claim["system"]) & (said["value"] > 0)]
    return beside.assign(
        where=EDGES,
        structure="no obvious change",
        value=0.0,
        defect_class="single-atom",
        inferred=True,
        rows=claim["id"],
        how="no change of the edges: as at open circuit, where no cluster is named",
    )


def _conflict_text(cell: pd.DataFrame) -> str:
    """What conflicts, in a sentence."""
    parts = " against ".join(
        f"{what} ({where})" for what, where in zip(cell["structure"], cell["where"], strict=True)
    )
    return f"{cell['sample'].iloc[0]} at {cell['place'].iloc[0]}, {parts}"

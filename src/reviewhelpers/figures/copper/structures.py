"""The structures that are assigned to copper by loading and potential."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.ticker import MaxNLocator

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import phrases, system_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    CONCLUSIONS,
    OPERANDO,
    SAMPLES,
    assigned_clusters,
    potential_column,
    rows_of,
    series_scale,
)
from reviewhelpers.text import formatting

SECTIONS = {OPERANDO: "fits", CONCLUSIONS: "conclusions"}
"""Sections that assign structures; in the first one the fits and the edges do."""

SITES = ("Cu–N, dominant configuration", "Cu–N, main configuration", "Cu–N, whole configuration")
ATOMS = "Atoms in the assigned cluster"
CELL = ["system", "place", "E"]


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

    fits = said[said["where"].str.contains("fits")].groupby("sample", sort=False)
    inside = said[said["conflict"]].groupby(["sample", "place"], sort=False)
    conflicts = [
        f"{sample} at {place}, {' against '.join(phrases(cell, '{structure} ({where})'))}"
        for (sample, place), cell in inside
    ]
    fields = {
        "work": formatting.work(CITE),
        "scale": series_scale(),
        "courses": "; ".join(
            f"{sample} is assigned {', '.join(phrases(cells, '{structure} at {place}'))}"
            for sample, cells in fits
        ),
        "cells": str(len(said.drop_duplicates(CELL))),
        "conflicts": str(len(conflicts)),
        "found": "; ".join(conflicts),
    }
    named = {
        "sample": "name",
        "E": potential_column(),
        "where": "said in",
        "value": ATOMS.lower(),
        "how": "derived",
    }
    kept = ["sample", "place", "E", "where", "structure", "value", "conflict", "rows", "how"]
    return Drawing(sheet.finish(), said[kept].rename(columns=named), fields)


def _statements() -> pd.DataFrame:
    """What the paper says of each sample at each place; one row where two statements agree."""
    said = pd.concat([_assigned(section) for section in SECTIONS])
    said = pd.concat([said, _edges(said)])
    joined = {"structure": "first", "how": "first", "where": ", ".join, "rows": " ".join}
    said = said.groupby([*CELL, "value"], sort=False, dropna=False).agg(joined).reset_index()
    said["order"] = said["system"].map(SAMPLES.index)
    said = said.sort_values(["order", "E"], ascending=[True, False], na_position="first", kind="stable")
    # The copper content, not the rounded form of it that names the samples.
    contents = rows_of("mass_fraction", ["Cu"], locator="ji2023-derivative-synthesis").query(
        "relation == '='"
    )
    content = {row["system"]: f"{formatting.value(row)} Cu" for _, row in contents.iterrows()}
    said = said.assign(
        name=said["place"],
        sample=said["system"].map(system_name),
        content=said["system"].map(content),
        conflict=said.duplicated(CELL, keep=False),
        defect_class=said["value"].eq(0).map({True: "single-atom", False: "cluster"}),
        inferred=said["how"] != "",
        text=said["structure"].where(said["value"].notna(), said["structure"] + ", no size printed"),
    )
    sign = said.duplicated(CELL).map({True: "≠ ", False: ""})
    return said.assign(
        group=phrases(said, "{sample}, {content}"),
        note=(sign + said["where"]).where(said["conflict"], ""),
        told=phrases(said, "{sample}, {place}: {structure} ({where})"),
    )


def _assigned(section: str) -> pd.DataFrame:
    """Clusters, particles, and sites alone where neither is named."""
    clusters = assigned_clusters(section)
    particles = rows_of("valence", ["Cu in nanoparticles"], locator=section)
    sites = rows_of("coordination_number", SITES, locator=section)
    mainly = sites["subject"].str.contains("whole").map({True: "", False: "mainly "})
    site = [formatting.formula(f"CuN{formatting.exact(row)}") for _, row in sites.iterrows()]
    particles = particles.assign(structure="nanoparticles", value=math.nan)
    found = pd.concat([clusters, particles, sites.assign(structure=mainly + site, value=0.0)])
    found = found[~(found.duplicated(CELL) & found["value"].eq(0))]
    return found.assign(where=SECTIONS[section], rows=found["id"], how="")


def _edges(said: pd.DataFrame) -> pd.DataFrame:
    """That the edges show no change, where the fits name clusters for the same sample."""
    claim = figure_rows.one("fig-copper-structures", "edges_unchanged")
    beside = said[(said["system"] == claim["system"]) & (said["value"] > 0)]
    return beside.assign(
        where="edges",
        structure="no obvious change",
        value=0.0,
        rows=claim["id"],
        how="no change of the edges: as at open circuit, where no cluster is named",
    )

"""What defects are claimed to do, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts.defect_classes import GENERAL, NAMES
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.text import formatting

CLASSES: Mapping[str, str] = {key: name for key, name in NAMES.items() if key != "none"}
"""Names of the classes of defect of all four sources: in carbon, of metal sites, in crystals."""

EFFECTS = ("adsorption", "electron transfer", "desorption", "hydrogen suppression", "barrier", "coupling")
"""Effects of a defect, in the order of a reaction at a site; other claims are not on the map."""

EVIDENCE = ("measured", "both", "computed", "stated")
"""Kinds of evidence, from the most to the least that a reader can check."""

MEASURED = EVIDENCE[:2]
COUNTS = {status: f"claims {formatting.EVIDENCE[status]}" for status in EVIDENCE}
ALL, TOTAL, TOGETHER = "all effects", "All classes", "together"
LINES = [
    formatting.EVIDENCE[status] + (" alone" if status in ("measured", "computed") else "")
    for status in EVIDENCE
]
"""Kinds of evidence, as the names of lines of the map."""


def measured_claims() -> dict[str, tuple[int, int]]:
    """By effect, how many claims of the map rest on a measurement, and how many there are.

    Examples
    --------
    >>> list(measured_claims())[:2]
    ['adsorption', 'electron transfer']
    """
    claims = _claims()
    own = claims.loc[claims["on map"], "status"].isin(MEASURED).groupby(claims["effect"])
    sizes = own.agg(["sum", "size"]).reindex(EFFECTS, fill_value=0)
    return {effect: (int(some), int(every)) for effect, some, every in sizes.itertuples()}


def _claims() -> pd.DataFrame:
    """The claims of all sources with the class of defect of their system, and whether the map counts them."""
    claims, classes = data.table("claims"), data.table("systems")["defect_class"]
    found = claims.assign(name=claims["system"].map(classes).fillna(GENERAL).map(CLASSES))
    return found.assign(**{"on map": found["effect"].isin(EFFECTS) & found["name"].notna()})


def _counted(claims: pd.DataFrame) -> pd.DataFrame:
    """By name and effect, how many claims there are of each kind of evidence, on how many systems."""
    kinds = {column: claims["status"] == status for status, column in COUNTS.items()}
    found = claims.assign(**kinds, system=claims["system"].replace("", None))
    groups = found.groupby(["name", "effect"], observed=False)
    counts = groups[list(kinds)].sum()
    counts["systems"], counts["sources"] = groups["system"].nunique(), groups["source"].nunique()
    counts["rows"] = groups["id"].agg(" ".join).fillna("")
    return counts.reset_index()


def _cells(on_map: pd.DataFrame) -> pd.DataFrame:
    """The fields of the map, and below them the claims on each effect, together and by kind of evidence."""
    claims = pd.concat([on_map, on_map.assign(effect=ALL)])
    lines = claims["status"].map(dict(zip(EVIDENCE, LINES, strict=True)))
    claims = pd.concat([claims, claims.assign(name=TOGETHER), claims.assign(name=lines)])
    claims["name"] = pd.Categorical(claims["name"], [*CLASSES.values(), TOGETHER, *LINES])
    claims["effect"] = pd.Categorical(claims["effect"], [*EFFECTS, ALL])
    cells = _counted(claims)
    measured = cells[[COUNTS[status] for status in MEASURED]].sum(axis=1)
    count, framed = cells[list(COUNTS.values())].sum(axis=1), ~cells["name"].isin(LINES)
    return cells.assign(
        group=cells["name"].isin(CLASSES.values()).map({True: "", False: TOTAL}),
        column=cells["effect"],
        count=count,
        text=(measured.astype(str) + "/" + count.astype(str)).where(framed, ""),
        share=(measured / count.clip(lower=1)).where(framed),
        told=[_told(cell) if cell["rows"] else "" for _, cell in cells.iterrows()],
        missing=measured.gt(0).map({True: "", False: "no measurement"}),
    )


def _told(cell: pd.Series) -> str:
    """How many claims of a field have each kind of evidence, and of how many systems they speak."""
    counts = enumerated(
        f"{cell[name]} {name.removeprefix('claims ')}" for name in COUNTS.values() if cell[name]
    )
    number = cell["systems"]
    about = f"on {number} system{'s' if number > 1 else ''}" if number else "no system named"
    return f"{cell['name']}, {cell['effect']}: {counts}; {about}"


@figure("fig-across-evidence")
def evidence() -> Drawing:
    """Claims by class of defect and effect: how many rest on a measurement."""
    claims = _claims()
    on_map, others = claims[claims["on map"]], claims[~claims["on map"]]
    cells = _cells(on_map)
    about = others["effect"].mask(others["effect"].isin(EFFECTS), "materials without a defect")
    apart = _counted(others.assign(name="all classes", effect=about))
    sheet = Sheet()
    draw_matrix(sheet, sheet.panel(), cells, [*EFFECTS, ALL])
    measured = others["status"].isin(MEASURED).sum()
    sheet.note(
        "A field: claims that rest on a measurement / all claims; the grey part is measured. Not on the map: "
        f"{len(others)} claims on {enumerated(apart['effect'])}, {measured} of them measured."
    )
    counted = cells["name"].isin(CLASSES.values()) & (cells["effect"] != ALL) & (cells["rows"] != "")
    shown = cells[counted]
    bare = shown.groupby("name", observed=True)["missing"].min()
    by_effect = (f"{effect} {some} of {every}" for effect, (some, every) in measured_claims().items())
    fields = {
        "works": sources_cited(claims["source"]),
        "claims": str(len(on_map)),
        "measured": str(on_map["status"].isin(MEASURED).sum()),
        **{status: str((on_map["status"] == status).sum()) for status in ("both", "computed", "stated")},
        "unmeasured_fields": str((shown["missing"] != "").sum()),
        "fields": str(len(shown)),
        "by_effect": enumerated(by_effect),
        "bare": enumerated([name.lower() for name in bare[bare != ""].index] or ["no class"]),
    }
    values = pd.concat([shown.assign(part="map"), apart.assign(part="not on the map", missing="")])
    columns = ["part", "name", "effect", *COUNTS.values(), "systems", "sources", "missing", "rows"]
    return Drawing(sheet.finish(), values[columns].assign(derived="number of rows"), fields)

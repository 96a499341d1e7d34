"""What defects are claimed to do, and how it is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from reviewhelpers.charts.defect_classes import GENERAL
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.matrix import draw_matrix
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import CLASSES, sources_cited
from reviewhelpers.text import formatting

EFFECTS = ("adsorption", "electron transfer", "desorption", "hydrogen suppression", "barrier", "coupling")
"""Effects of a defect, in the order of a reaction at a site; other claims are not on the map."""

EVIDENCE = ("measured", "both", "computed", "stated")
"""Kinds of evidence, from the most to the least that a reader can check."""

MEASURED = EVIDENCE[:2]
ALL, TOTAL = "all effects", "All classes"


def measured_claims() -> dict[str, tuple[int, int]]:
    """By effect, how many claims of the map rest on a measurement, and how many there are.

    Examples
    --------
    >>> list(measured_claims())[:2]
    ['adsorption', 'electron transfer']
    """
    claims = _claims()
    own = {effect: claims[claims["on map"] & (claims["effect"] == effect)] for effect in EFFECTS}
    return {effect: (_count(rows, MEASURED), len(rows)) for effect, rows in own.items()}


@figure("fig-across-evidence")
def evidence() -> Drawing:
    """Claims by class of defect and effect: how many rest on a measurement."""
    claims = _claims()
    on_map = claims[claims["on map"]]
    fields = on_map.groupby(["defect_class", "effect"])
    apart = claims[~claims["on map"]].groupby("about")
    values = [
        _counted("map", CLASSES[key], effect, fields.get_group((key, effect)))
        for key in CLASSES
        for effect in EFFECTS
        if (key, effect) in fields.groups
    ]
    values += [_counted("not on the map", "all classes", str(about), rows) for about, rows in apart]

    sheet = Sheet()
    draw_matrix(sheet, sheet.panel(), _cells(on_map), [*EFFECTS, ALL])
    measured = _count(claims[~claims["on map"]], MEASURED)
    sheet.note(
        "A field: claims that rest on a measurement / all claims; the grey part is measured. Not on the map: "
        f"{len(claims) - len(on_map)} claims on {enumerated(map(str, apart.groups))}, {measured} of them measured."
    )
    table = pd.DataFrame(values)
    shown = table[table["part"] == "map"]
    bare = set(shown["name"]) - set(shown.loc[shown["missing"] == "", "name"])
    fields_of_words = {
        "works": sources_cited(claims["source"]),
        "claims": str(len(on_map)),
        "measured": str(_count(on_map, MEASURED)),
        "both": str(_count(on_map, ["both"])),
        "computed": str(_count(on_map, ["computed"])),
        "stated": str(_count(on_map, ["stated"])),
        "unmeasured_fields": str(int((shown["missing"] != "").sum())),
        "fields": str(len(shown)),
        "by_effect": enumerated(
            f"{effect} {some} of {all_}" for effect, (some, all_) in measured_claims().items()
        ),
        "bare": enumerated(name.lower() for name in CLASSES.values() if name in bare) if bare else "no class",
    }
    return Drawing(sheet.finish(), table, fields_of_words)


def _claims() -> pd.DataFrame:
    """The claims of all sources with the class of defect of their system, and whether the map counts them."""
    frame, classes = data.table("claims"), data.table("systems")["defect_class"]
    frame = frame.assign(defect_class=frame["system"].map(classes).fillna(GENERAL))
    on_effect = frame["effect"].isin(EFFECTS)
    about = frame["effect"].where(~on_effect, "materials without a defect")
    return frame.assign(**{"on map": on_effect & frame["defect_class"].isin(CLASSES), "about": about})


def _count(claims: pd.DataFrame, statuses: Iterable[str]) -> int:
    return int(claims["status"].isin(list(statuses)).sum())


def _cells(on_map: pd.DataFrame) -> pd.DataFrame:
    """The fields of the map, and below them the claims on each effect by kind of evidence."""
    cells = [
        _cell("", name, effect, on_map[(on_map["defect_class"] == key) & _about(on_map, effect)])
        for key, name in CLASSES.items()
        for effect in (*EFFECTS, ALL)
    ]
    cells += [_cell(TOTAL, "together", effect, on_map[_about(on_map, effect)]) for effect in (*EFFECTS, ALL)]
    for status in EVIDENCE:
        own = on_map[on_map["status"] == status]
        name = formatting.EVIDENCE[status] + (" alone" if status in ("measured", "computed") else "")
        cells += [
            {**_cell(TOTAL, name, effect, rows), "text": "", "share": math.nan}
            for effect in (*EFFECTS, ALL)
            for rows in [own[_about(own, effect)]]
        ]
    return pd.DataFrame(cells)


def _about(claims: pd.DataFrame, effect: str) -> pd.Series:
    return claims["effect"].isin(EFFECTS if effect == ALL else [effect])


def _cell(group: str, name: str, effect: str, claims: pd.DataFrame) -> dict[str, object]:
    measured = _count(claims, MEASURED)
    told = f"{name}, {effect}: {_evidence_text(claims)}" if len(claims) else ""
    return {
        "group": group,
        "name": name,
        "column": effect,
        "count": len(claims),
        "text": f"{measured}/{len(claims)}",
        "share": measured / max(1, len(claims)),
        "told": told,
        "rows": " ".join(claims["id"]),
    }


def _evidence_text(claims: pd.DataFrame) -> str:
    """How many claims have each kind of evidence, and of how many systems they speak."""
    counts = {formatting.EVIDENCE[status]: _count(claims, [status]) for status in EVIDENCE}
    systems = claims.loc[claims["system"] != "", "system"].nunique()
    about = f"; on {systems} system{'s' if systems != 1 else ''}" if systems else "; no system named"
    return enumerated(f"{count} {name}" for name, count in counts.items() if count) + about


def _counted(part: str, name: str, effect: str, claims: pd.DataFrame) -> dict[str, object]:
    """A row of the plotted values."""
    return {
        "part": part,
        "name": name,
        "effect": effect,
        **{f"claims {formatting.EVIDENCE[status]}": _count(claims, [status]) for status in EVIDENCE},
        "systems": claims.loc[claims["system"] != "", "system"].nunique(),
        "sources": claims["source"].nunique(),
        "missing": "" if part != "map" or _count(claims, MEASURED) else "no measurement",
        "rows": " ".join(claims["id"]),
        "derived": "number of rows",
    }

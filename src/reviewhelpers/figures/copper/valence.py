"""The charges of copper before the reaction."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.bars import draw_shares
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    enumerated,
    point_text,
    row_value,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import clusters
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE, SAMPLES, rows_of
from reviewhelpers.text import formatting

DERIVATIVES = "ji2023-derivatives"
CHARGES = {"Cu²⁺": 2, "Cu⁺": 1, "Cu⁰": 0}
TURNED = {"<=": "≥", "<": ">"}


@figure("fig-copper-valence")
def valence() -> Drawing:
    """Printed shares of the charges, the mean charge that follows, and the bounds of the printed order."""
    shares, means, bounds = _shares(), _means(), _bounds()
    ordered = _in_order(means["value"], bounds)
    without = [system_name(system) for system in SAMPLES if system not in set(shares["system"])]

    sheet = Sheet(columns=2)
    panel = sheet.panel("Share of the copper", "fit of the edge, powder", right=2.0)
    set_quantity(panel, "x", "share", limits=(0, 100))
    draw_shares(sheet, panel, shares)
    panel = sheet.panel("Mean charge of the copper", right=2.0)
    set_ticks(panel, "x", limits=padded([*means["value"], *bounds["value"]], 0.15))
    panel.set_xlabel("Mean charge of Cu")
    points = pd.concat([bounds, means])
    draw_dots(
        sheet, panel, points.sort_values("system", key=lambda each: each.map(SAMPLES.index), kind="stable")
    )
    if without:
        sheet.note(f"Shares of {enumerated(without)}: not printed.")

    fields = {
        "work": formatting.work(CITE),
        "shares": "; ".join(
            f"{name} {enumerated(parts['text'])}" for name, parts in shares.groupby("name", sort=False)
        ),
        "means": enumerated(
            f"{text} ({name})" for text, name in zip(means["text"], means["name"], strict=True)
        ),
        "order": _order_text(bounds),
        "stand": "stand in" if ordered else "break",
        "open": f"; of {enumerated(without)} no share is printed" if without else "",
    }
    kept = ["name", "charge", "share", "value", "bound", "rows", "how"]
    named = {"share": value_column("share", "share"), "value": "mean charge", "bound": "relation"}
    data = pd.concat([shares, means, bounds], ignore_index=True)[kept]
    return Drawing(sheet.finish(), data.rename(columns={**named, "how": "derived"}), fields)


def _shares() -> pd.DataFrame:
    """The printed shares of the charges, from the oxidised to the metal."""
    rows = rows_of("share", CHARGES, locator=DERIVATIVES)
    return pd.DataFrame(
        [
            {
                "system": row["system"],
                "name": system_name(row["system"]),
                "part": row["subject"],
                "charge": row["subject"],
                "share": row_value(row, "share"),
                "text": f"{row['subject']} {formatting.decimals(row['value'], 1)} %",
                "told": point_text(row),
                "rows": row["id"],
                "how": "",
            }
            for _, row in rows.iterrows()
        ]
    )


def _means() -> pd.DataFrame:
    """The mean charge that the shares of each sample give."""
    found = []
    for system, parts in _shares().groupby("system", sort=False):
        charges = parts["charge"].map(CHARGES)
        mean = clusters.mean_valence(dict(zip(charges, parts["share"], strict=True)))
        name = system_name(str(system))
        found.append(
            {
                "system": system,
                "name": name,
                "charge": "mean",
                "value": mean,
                "text": three_figures(mean),
                "defect_class": system_class(str(system)),
                "derived": True,
                "told": f"{name}: mean charge {three_figures(mean)}, from the shares",
                "rows": " ".join(parts["rows"]),
                "how": "clusters.mean_valence: sum of charge times share",
            }
        )
    return pd.DataFrame(found)


def _bounds() -> pd.DataFrame:
    """The two bounds of the printed order of the mean charges."""
    rows = rows_of("valence", ["Cu, mean"], locator=DERIVATIVES)
    return pd.DataFrame(
        [
            {
                "system": row["system"],
                "name": system_name(row["system"]),
                "charge": "mean",
                "value": row["value"],
                "text": f"{RELATIONS[row['relation']]}{formatting.exact(row)}",
                "bound": row["relation"],
                "defect_class": system_class(row["system"]),
                "told": point_text(row),
                "rows": row["id"],
                "how": "",
            }
            for _, row in rows.iterrows()
        ]
    )


def _in_order(means: Sequence[float], bounds: pd.DataFrame) -> bool:
    """Whether the derived means stand in the printed order, strictly and within the printed bounds."""
    upper, lower = _ends(bounds)
    return all(rounding.exceeds(one, other) for one, other in itertools.pairwise([upper, *means, lower]))


def _ends(bounds: pd.DataFrame) -> tuple[float, float]:
    """The bounds that are closest: from above and from below."""
    above = bounds["bound"].str.startswith("<")
    return bounds.loc[above, "value"].min(), bounds.loc[~above, "value"].max()


def _order_text(bounds: pd.DataFrame) -> str:
    names = " > ".join(system_name(system).removesuffix("/NTC") for system in SAMPLES)
    upper, lower = _ends(bounds)
    sign = TURNED[bounds.loc[bounds["value"] == upper, "bound"].iloc[0]]
    return f"{upper:g} {sign} {names} > {lower:g}"

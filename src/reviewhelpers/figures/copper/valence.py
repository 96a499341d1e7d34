"""The oxidation states of copper before the reaction."""

from __future__ import annotations

import itertools

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.bars import draw_shares
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, phrases, points, system_name, three_figures, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import clusters
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE, SAMPLES, rows_of
from reviewhelpers.text import formatting

DERIVATIVES = "ji2023-derivatives"
CHARGES = {"Cu²⁺": 2, "Cu⁺": 1, "Cu⁰": 0}


@figure("fig-copper-valence")
def valence() -> Drawing:
    """Printed shares of the charges, the mean charge that follows, and the bounds of the printed order."""
    shares, bounds = _shares(), points(rows_of("valence", ["Cu, mean"], locator=DERIVATIVES))
    means, bounds = _means(shares), bounds.assign(charge="mean", how="")
    names = [system_name(system) for system in SAMPLES]
    without = enumerated(name for name in names if name not in set(shares["name"]))
    sheet = Sheet(columns=2)
    panel = sheet.panel("Share of the copper", "fit of the edge, powder", right=2.0)
    set_quantity(panel, "x", "share", limits=(0, 100))
    draw_shares(sheet, panel, shares)
    panel = sheet.panel("Mean oxidation state of copper", right=2.0)
    set_ticks(panel, "x", limits=padded([*means["value"], *bounds["value"]], 0.15))
    panel.set_xlabel("Mean oxidation state of Cu")
    charges = pd.concat([bounds, means])
    draw_dots(
        sheet, panel, charges.sort_values("name", key=lambda each: each.map(names.index), kind="stable")
    )
    sheet.note(f"Shares of {without}: not printed.")

    above: pd.Series = bounds["bound"].str.startswith("<")
    upper, lower = bounds["value"][above].min(), bounds["value"][~above].max()
    sign = {"<=": "≥", "<": ">"}[bounds["bound"][above].iloc[0]]
    order = itertools.pairwise([upper, *means["value"], lower])
    fields = {
        "work": formatting.work(CITE),
        "shares": "; ".join(phrases(means, "{name} {parts}")),
        "means": enumerated(phrases(means, "{text} ({name})")),
        "order": " ".join(
            [
                formatting.number(upper),
                sign,
                " > ".join(name.removesuffix("/NTC") for name in names),
                ">",
                formatting.number(lower),
            ]
        ),
        "stand": "stand in" if all(rounding.exceeds(one, other) for one, other in order) else "break",
        "without": without,
    }
    columns = {"share": value_column("share", "share"), "value": "mean charge", "bound": "relation"}
    data = pd.concat([shares.drop(columns=["value", "bound"]), means, bounds], ignore_index=True)
    data = data[["name", "charge", "share", "value", "bound", "rows", "how"]]
    return Drawing(sheet.finish(), data.rename(columns={**columns, "how": "derived"}), fields)


def _shares() -> pd.DataFrame:
    """The printed shares of the charges, from the oxidised to the metal."""
    rows = rows_of("share", CHARGES, locator=DERIVATIVES)
    charge, shares = rows["subject"], points(rows)
    text = [
        f"{part} {formatting.decimals(share, 1)} %"
        for part, share in zip(charge, shares["value"], strict=True)
    ]
    return shares.assign(part=charge, charge=charge, share=shares["value"], text=text, how="")


def _means(shares: pd.DataFrame) -> pd.DataFrame:
    """The mean charge that the shares of each sample give."""
    found = []
    for name, parts in shares.groupby("name", sort=False):
        charges = dict(zip(parts["charge"].map(CHARGES), parts["share"], strict=True))
        about = {"name": name, "defect_class": parts["defect_class"].iloc[0], "rows": " ".join(parts["rows"])}
        found.append({**about, "value": clusters.mean_valence(charges), "parts": enumerated(parts["text"])})
    means = pd.DataFrame(found)
    means = means.assign(charge="mean", text=means["value"].map(three_figures), derived=True)
    told = phrases(means, "{name}: mean oxidation state {text}, from the shares")
    return means.assign(told=told, how="clusters.mean_valence: sum of charge times share")

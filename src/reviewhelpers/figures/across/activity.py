"""Efficiency against partial current, by reaction and product."""

from __future__ import annotations

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.analysis.summary_table import EFFICIENCY, PARTIAL, PRINTED, SIGN, build
from reviewhelpers.charts.axes import add_strip, set_quantity
from reviewhelpers.charts.labels import RELATIONS, enumerated, quantity_symbol, value_column
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.text import formatting

REFUSED = {"not-electrochemical", "part-of-electrode"}
"""Rules that keep a value off the panels: its current is not that of an electrode."""

CURRENT = value_column("−j partial", "partial_current_density")
OTHER = value_column("−j partial, other end", "partial_current_density")
SHARE = value_column("Faradaic efficiency", "faradaic_efficiency")


def _condition(row: pd.Series) -> dict[str, object]:
    """What is drawn and told of a row of the summary table.

    The partial current is given as a magnitude; a range of total currents gives a range of partial ones.
    """
    share, ends, formula = row[EFFICIENCY], row[[PARTIAL, f"{PARTIAL} max"]], row[f"{PARTIAL} formula"]
    totals = row[["current_density", "current_density_max"]]
    if ends.isna().all() and pd.notna(share) and totals.notna().all():
        totals = totals.map(lambda end: units.convert(end, row["current_density_unit"], "mA/cm**2"))
        ends = totals.map(lambda total: electrode.partial_current_density(total, share))
        formula = "both ends of the total current × efficiency (electrode.partial_current_density)"
    low, high = ends.astype(float).abs().min(), ends.astype(float).abs().max()
    derived = "" if formula in (PRINTED, SIGN) else formula
    rules = [comparability.RULES[name].title for name in row["flags"].split()]
    missing = [comparability.RULES[name].title for name in row["flags"].split() if name in REFUSED]
    lacking = [column for column, value in ((EFFICIENCY, share), (PARTIAL, low)) if pd.isna(value)]
    drawn = "no" if missing or len(lacking) == 2 else "strip" if lacking else "point"
    missing += [f"{column.partition(' / ')[0]}: {row[f'{column} missing']}" for column in lacking]
    numbers = map(formatting.significant if derived else formatting.number, (low, high))
    meant = _qualifier(row, PARTIAL) if low == high else ""
    texts = {
        EFFICIENCY: f"{_qualifier(row, EFFICIENCY)}{formatting.number(share)} %",
        PARTIAL: f"{meant}{' to '.join(dict.fromkeys(numbers))} {units.symbol('mA/cm**2')}",
    }
    stated = ", ".join(text for column, text in texts.items() if column not in lacking)
    conditions = formatting.conditions(row).replace("not reported", "")
    told = [stated, "current derived" if derived else "", conditions, *missing, *rules]
    panel = f"{formatting.formula(row['reaction'])} to {formatting.formula(row['product'])}"
    rows = [*row[f"{EFFICIENCY} from"].split(), *row[f"{PARTIAL} from"].split()] or row["rows"].split()
    return {
        "panel": panel,
        **row[["system", "name", "defect class", "product", "cell"]],
        CURRENT: low,
        OTHER: high,
        SHARE: share,
        "relation": row[f"{EFFICIENCY} relation"],
        "drawn": drawn,
        "flags": row["flags"],
        "missing": "; ".join(missing),
        "rows": " ".join(dict.fromkeys(rows)),
        "derived": derived,
        "words": f"{row['name']} {texts[EFFICIENCY]} at {texts[PARTIAL]}",
        "told": f"{row['name']}, {panel}: {'; '.join(filter(None, told))}",
    }


def _qualifier(row: pd.Series, column: str) -> str:
    """What stands before a value: that it is a best one, about, above."""
    most = "up to " if row[f"{column} statistic"] == "maximum" else ""
    return most + RELATIONS.get(row[f"{column} relation"], "")


@figure("fig-across-activity")
def activity() -> Drawing:
    """Efficiency against partial current by reaction and product, and what has only one of the two."""
    frame = pd.DataFrame(_condition(row) for _, row in build().iterrows())
    points, alone = (frame[frame["drawn"] == drawn] for drawn in ("point", "strip"))
    limits = points[CURRENT].min(), points[OTHER].max()
    sheet, listed = Sheet(columns=2), []
    for title, members in points.groupby("panel", sort=False):
        _draw_panel(sheet, frame[(frame["panel"] == title) & (frame["drawn"] != "no")], limits)
        listed.append(f"{title}: {enumerated(members['words'])}.")
    off = alone.loc[~alone["panel"].isin(points["panel"]), "product"].unique()
    sheet.note(
        "At “none” stand values whose counterpart is not printed. Without a panel, for want of any: "
        f"{enumerated(map(formatting.formula, off))}."
    )
    fields = {
        "works": sources_cited(data.table("performance")["source"]),
        "points": " ".join(listed),
        "both": str(len(points)),
        "shares": str(alone[SHARE].notna().sum()),
        "currents": str(alone[CURRENT].notna().sum()),
        "neither": str(frame[[SHARE, CURRENT]].isna().all(axis=1).sum()),
    }
    return Drawing(sheet.finish(), frame.drop(columns=["words", "told"]), fields)


def _draw_panel(sheet: Sheet, points: pd.DataFrame, limits: tuple[float, float]) -> None:
    """The points of one reaction and product; what lacks a coordinate stands on a strip at the edge."""
    panel = sheet.panel(points["panel"].iloc[0], height=5.0 + 1.6 * (points["drawn"] == "point").sum())
    edge, foot = limits[0] / 5, float("nan")
    low: float = 10 * rounding.floor((points[SHARE].min() - 4) / 10)
    symbol = f"−{quantity_symbol('partial_current_density')}"
    ends = edge / 2, 2 * limits[1]
    set_quantity(panel, "x", "partial_current_density", symbol=symbol, limits=ends, log=True)
    if points[CURRENT].isna().any():
        add_strip(panel, "x", edge, 2 * edge)
    set_quantity(panel, "y", "faradaic_efficiency", limits=(low, 104))
    if points[SHARE].isna().any():
        foot = low - 0.05 * (104 - low)
        panel.set_ylim(2 * foot - low, 104)
        add_strip(panel, "y", foot, low)
    draw_scatter(panel, _marks(points, edge, foot), names=12.0)


def _marks(points: pd.DataFrame, edge: float, foot: float) -> pd.DataFrame:
    """A mark at each value, of a range at both ends, with the name at the one that is not on another range."""
    alike = points.merge(points, on=SHARE, suffixes=("", " of another"))
    inside = alike[CURRENT].gt(alike[f"{CURRENT} of another"]) & alike[CURRENT].lt(
        alike[f"{OTHER} of another"]
    )
    ranged, covered = points[OTHER] > points[CURRENT], points["rows"].isin(alike.loc[inside, "rows"])
    named = points["name"].where(points["drawn"] == "point", "")
    marks = points.assign(
        x=points[CURRENT].fillna(edge),
        y=points[SHARE].fillna(foot),
        label=named.mask(ranged & covered, ""),
        defect_class=points["defect class"],
        derived=points["derived"] != "",
        bound=points["relation"],
        low=points[CURRENT].where(ranged),
        high=points[OTHER].where(ranged),
        along="x",
        bound_along="y",
    )
    others = marks.assign(x=points[OTHER], label=named.where(covered, ""), low=None, high=None)
    return pd.concat([marks, others[ranged]]).sort_index(kind="stable")

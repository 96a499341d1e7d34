"""Gains of defective materials over their controls, one rail per pair."""

from __future__ import annotations

import functools
from collections import Counter

import pandas as pd

from reviewhelpers.analysis import comparability
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots_in_columns
from reviewhelpers.charts.labels import enumerated, point_text, potential_text, three_figures
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.figures.across.gain_values import ALONE, MARKED, gains
from reviewhelpers.text import formatting


@figure("fig-across-gains")
def gains_over_pristine() -> Drawing:
    """Ratios of defective materials to their controls, one rail per pair, with their spread by quantity."""
    frame, refused = gains()
    # Of one ratio there is no spread, and a bound does not count.
    counted = frame[~frame["is_bound"] & (frame["title"] != ALONE)].groupby("title", sort=False)
    spreads = (
        counted["best"].agg(["count", "median", "min", "max"]).assign(rows=counted["rows"].agg(" ".join))
    )
    spreads = spreads[spreads["count"] > 1]
    spreads["text"] = [
        f"median {three_figures(one.median)}, {three_figures(one.min)} to {three_figures(one.max)}"
        for one in spreads.itertuples()
    ]
    sheet = Sheet(columns=2, least=40.0)
    # Ratios alone reach far beyond the others, and have a scale of their own.
    for _, own in frame.groupby(frame["title"] == ALONE):
        drawn = own[["ratio", "printed", "ceiling"]].assign(none=1.0)
        limits = drawn.min(axis=None) / 1.1, drawn.max(axis=None) * 1.2
        marks = pd.concat([_marks(own), _medians(spreads.loc[spreads.index.isin(own["title"])])])
        longest = own["title"].value_counts()
        marks = marks.sort_values("group", key=lambda group: -group.map(longest), kind="stable")
        draw_dots_in_columns(sheet, marks, functools.partial(_set_axis, limits=limits), right=2.0)
    reasons = Counter(" ".join(refused["refused"]).split()).most_common()
    counts = ", ".join(f"{comparability.RULES[name].title} ({count})" for name, count in reasons)
    sheet.note(f"{len(refused)} more pairs of values are not set side by side: {counts}.")
    capped = frame.dropna(subset=["ceiling"])
    ceilings = zip(capped["best"], capped["ceiling"], capped["system"], strict=True)
    alone = frame[frame["title"] == ALONE]
    fields = {
        "works": sources_cited([data.row(row)["source"] for row in " ".join(frame["rows"]).split()]),
        "spreads": "; ".join(f"{one.Index}: {one.count} ratios, {one.text}" for one in spreads.itertuples()),
        "ceilings": enumerated(
            f"{three_figures(best)} of {three_figures(most)} ({name})" for best, most, name in ceilings
        ),
        "alone": enumerated(alone["printed_text"] + " (" + alone["system"] + ")"),
        "refused": str(len(refused)),
    }
    return Drawing(sheet.finish(), _values(frame, refused), fields)


def _set_axis(panel: Panel, limits: tuple[float, float]) -> None:
    set_quantity(panel, "x", "ratio", symbol="to the control", limits=limits, log=True)


def _marks(frame: pd.DataFrame) -> pd.DataFrame:
    """What the chart draws of each pair: the ratio of its values, the printed one, and the ceiling."""
    notes = frame["reaction"].map(formatting.formula)
    notes += frame["flags"].str.contains(MARKED).map({True: ", peaks at two potentials", False: ""})
    pairs = pd.DataFrame(
        {
            "group": frame["title"],
            "name": frame["system"] + " over " + frame["control"],
            "note": notes,
            "defect_class": frame["defect_class"],
            "told": [_told(gain) for _, gain in frame.iterrows()],
            "rows": frame["rows"],
        }
    )
    ratios = frame["ratio"].map(three_figures, na_action="ignore")
    ceilings = frame["ceiling"].map(lambda most: f"at 100 %: {three_figures(most)}", na_action="ignore")
    printed = pairs.assign(value=frame["printed"], text=frame["printed_text"], bound=frame["relation"])
    kinds = [
        pairs.assign(value=frame["ratio"], text=ratios, derived=True),
        printed.assign(derived=frame["in_orders"]),
        pairs.assign(value=frame["ceiling"], text=ceilings, derived=True, limit=True),
    ]
    return pd.concat(kinds).dropna(subset=["value"]).sort_index(kind="stable")


def _medians(spreads: pd.DataFrame) -> pd.DataFrame:
    """Below the pairs of a quantity, the span and the median of all."""
    names = "Median of all " + spreads["count"].astype(str)
    return pd.DataFrame(
        {
            "group": spreads.index,
            "name": names,
            "value": spreads["median"],
            "text": spreads["median"].map(three_figures),
            "low": spreads["min"],
            "high": spreads["max"],
            "derived": True,
            "told": names + ": " + spreads["text"],
            "rows": spreads["rows"],
        }
    )


def _told(gain: pd.Series) -> str:
    """The two values and the ratio, in words."""
    ratios = [] if pd.isna(gain["ratio"]) else [f"ratio {three_figures(gain['ratio'])}, derived"]
    ratios += [f"{gain['printed_text']} printed"] if gain["claim"] else []
    values = [point_text(data.row(row)) for row in (gain["id"], gain["id_control"]) if row]
    return "; ".join([f"{gain['system']} over {gain['control']}", *ratios, *(values or [gain["statement"]])])


def _conditions(gain: pd.Series) -> str:
    """The reaction and the potential or potentials of a pair; of a ratio alone what is claimed."""
    if not gain["id"]:
        return str(gain["statement"])
    potentials = [potential_text(data.row(row)) for row in (gain["id"], gain["id_control"]) if row]
    return f"{formatting.formula(gain['reaction'])}; {' and '.join(dict.fromkeys(potentials))}"


def _values(frame: pd.DataFrame, refused: pd.DataFrame) -> pd.DataFrame:
    """The plotted values, and the pairs that are not drawn."""
    how = {
        "value / value of the control": frame["ratio"].notna(),
        "10 to the printed orders of magnitude": frame["in_orders"],
        "ceiling: 100 % / value of the control": frame["ceiling"].notna(),
    }
    missing = frame["ratio"].isna().map({True: "value of the control", False: ""})
    drawn = frame.assign(
        conditions=[_conditions(gain) for _, gain in frame.iterrows()],
        missing=missing.mask(frame["title"] == ALONE, "both values, and the row of what was measured"),
        derived=pd.DataFrame(how).apply(lambda used: "; ".join(used.index[used]), axis=1),
    )
    names = {
        "title": "quantity",
        "system": "name",
        "control": "compared with",
        "ratio": "ratio of the values",
        "printed": "printed ratio",
    }
    same = ["relation", "ceiling", "conditions", "flags", "missing", "rows", "derived"]
    return pd.concat([drawn, refused])[[*names, *same]].rename(columns=names)

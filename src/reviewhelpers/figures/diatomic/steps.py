"""The gain of each step of the argument: a pair of metals, then fewer nitrogens."""

from __future__ import annotations

import matplotlib
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import enumerated, quantity_label, three_figures, value_column
from reviewhelpers.charts.ladder import set_states
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Point
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, PLATE
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import (
    CITE,
    best_efficiencies,
    low_coordination,
    pair,
    scale_statement,
    singles,
    turnover_frequencies,
)
from reviewhelpers.text import formatting

ID = "fig-diatomic-steps"
STATES = ("single atom", "pair", "pair, fewer N")
STEPS = ("pair", "fewer N")
"""What is added in each step."""
POINTS, RATIO = "gain / percentage points", "gain / dimensionless ratio"
FORMULAS = {POINTS: "after − before", RATIO: "after / before"}
LARGER = "larger step of the chain"


@figure(ID)
def steps() -> Drawing:
    """The gain of each step in percentage points of efficiency and as a ratio of turnover."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    points, factors = gains(best, POINTS), gains(turnover, RATIO)
    sheet = Sheet(columns=2)
    _draw(sheet, "In percentage points", best, points)
    _draw(sheet, "As a ratio", turnover, factors)

    gained = points["step"] + " " + points["text"] + " points and " + factors["text"]
    ranks = {
        start: f"the larger step is “{one}” in both measures"
        if one == other
        else f"the larger step is “{one}” in points and “{other}” as a ratio"
        for start, one, other in zip(points["start"], points[LARGER], factors[LARGER], strict=True)
    }
    told = {start: ", ".join(texts) for start, texts in gained.groupby(points["start"])}
    first = best["name"][singles()[0]]
    roles = ("low_temperature", "saturated_temperature")
    fields = {
        "work": formatting.work(CITE),
        "first": first,
        "ranks": ranks[first],
        "gains": " ".join(f"From {start}: {told[start]}; {rank}." for start, rank in ranks.items()),
        "peaks": str(best["at"].nunique()),
        "at": enumerated(turnover["at"].unique()),
        "scale": scale_statement(best.iloc[0]),
        **{role: formatting.amount(figure_rows.one(ID, role)) for role in roles},
    }
    values = pd.concat([points, factors], ignore_index=True).drop(columns=["start", "place", "text"])
    return Drawing(sheet.finish(), values, fields)


def gains(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The steps from each single atom on, with the gain of each in one measure, :data:`POINTS` or :data:`RATIO`."""
    quantity = rows["quantity"].iloc[0]
    found = []
    for single in singles():
        chain = rows.loc[[single, pair(), low_coordination()]]
        before, after = (chain.iloc[ends].reset_index(drop=True) for ends in (slice(2), slice(1, 3)))
        sizes = pd.DataFrame(ratios.gains(chain["value"]))["ratio" if measure == RATIO else "difference"]
        signs = ["× " if measure == RATIO else "+" if size > 0 else "" for size in sizes]
        apart = before["at"] != after["at"]
        columns = {
            "start": chain["name"].iloc[0],
            "place": range(len(STEPS)),
            "text": signs + sizes.map(three_figures),
            "chain": " → ".join(chain["name"]),
            "step": STEPS,
            "name": before["name"] + " → " + after["name"],
            value_column(f"{quantity_label(quantity)} before", quantity): before["value"],
            value_column(f"{quantity_label(quantity)} after", quantity): after["value"],
            measure: sizes,
            "potential": before["at"].mask(apart, before["at"] + " and " + after["at"]),
            "missing": apart.map({True: "values of both ends at one potential", False: ""}),
            "rows": before["rows"] + " " + after["rows"],
            "derived": FORMULAS[measure],
            LARGER: STEPS[sizes.map(rounding.settled).idxmax()],
        }
        found.append(pd.DataFrame(columns))
    return pd.concat(found, ignore_index=True)


def _draw(sheet: Sheet, heading: str, rows: pd.DataFrame, frame: pd.DataFrame) -> None:
    """The values of one measure over the three states, each gain on its line."""
    at, by_ratio = rows["at"].unique(), RATIO in frame
    panel = sheet.panel(heading, at[0] if len(at) == 1 else f"peaks at {len(at)} potentials", height=17)
    low, high = rows["value"].min(), rows["value"].max()
    room = 0.32 * (high - low)
    limits = (low / 2.6, high * 2.5) if by_ratio else (low - room, high + room)
    quantity, symbol = rows["quantity"].iloc[0], "TOF" if by_ratio else ""
    set_quantity(panel, "y", quantity, symbol=symbol, limits=limits, log=by_ratio)
    set_states(panel, STATES)
    size = float(matplotlib.rcParams["font.size"])
    places = {**dict.fromkeys(singles(), 0), pair(): 1, low_coordination(): 2}
    lowest = rows["value"][list(singles())].idxmin()
    for system, row in rows.iterrows():
        place, value, told = places[system], row["value"], {"text": row["told"], "rows": row["rows"]}
        draw_point(panel, place, value, row["defect_class"], bound=row["bound"], along="y", **told)
        # Above a rising line there is room at the left; below the lower one in the middle.
        above = {"xytext": (0.3 * size, 0.75 * size), "ha": "right", "va": "bottom"}
        below = {"xytext": (0, -0.8 * size), "ha": "center", "va": "top"}
        beside, text = below if system == lowest else above, f"{row['name']}\n{row['text']}"
        panel.annotate(text, (place, value), textcoords="offset points", linespacing=LINE / 1.2, **beside)
    values = rows.set_index("rows")["value"]
    for _, gain in frame.drop_duplicates("rows").iterrows():
        before, after = values[gain["rows"].split()]
        panel.plot([gain["place"], gain["place"] + 1], [before, after], color=QUIET, linewidth=1, zorder=2)
        # Where two lines meet at their ends there is more room nearer to their beginnings.
        x, y = gain["place"] + 0.4, before + 0.4 * (after - before)
        if by_ratio:
            y = before * (after / before) ** 0.4
        panel.annotate(gain["text"], (x, y), ha="center", va="center", weight="bold", bbox=PLATE, zorder=3)
        why = f"{gain['name']}: {gain['text']} ({gain['derived']}; {gain['potential']})"
        sheet.figure.points.append(Point(panel, x, y, why, tuple(gain["rows"].split())))

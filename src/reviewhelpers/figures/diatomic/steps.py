"""The gain of each step of the argument: a pair of metals, then fewer nitrogens."""

from __future__ import annotations

import matplotlib
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    point_text,
    quantity_label,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.ladder import set_states
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Panel, Point
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
    potential_texts,
    printed_value,
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


@figure(ID)
def steps() -> Drawing:
    """The gain of each step in percentage points of efficiency and as a ratio of turnover."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    points, factors = gains(best, POINTS), gains(turnover, RATIO)
    sheet = Sheet(columns=2)
    _draw(sheet, "In percentage points", best, points)
    _draw(sheet, "As a ratio", turnover, factors)
    temperatures = {role: figure_rows.one(ID, role) for role in ("low_temperature", "saturated_temperature")}
    first = system_name(singles()[0])
    fields = {
        "work": formatting.work(CITE),
        "first": first,
        "ranks": _ranks(points, factors, first),
        "gains": " ".join(_told(points, factors, system_name(single)) for single in singles()),
        "peaks": str(len(potential_texts(best))),
        "at": enumerated(potential_texts(turnover)),
        "scale": scale_statement(best.iloc[0]),
        **{name: printed_value(row["value"], row["unit"]) for name, row in temperatures.items()},
    }
    values = pd.concat([points, factors], ignore_index=True).drop(columns=["start", "place", "text"])
    return Drawing(sheet.finish(), values, fields)


def gains(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The steps from each single atom on, with the gain of each in one measure.

    Parameters
    ----------
    rows : pandas.DataFrame
        The values of the four catalysts, by system.
    measure : str
        :data:`POINTS` or :data:`RATIO`.
    """
    quantity = rows["quantity"].iloc[0]
    found = []
    for single in singles():
        chain = rows.loc[[single, pair(), low_coordination()]]
        names = [system_name(system) for system in chain["system"]]
        for place, gain in enumerate(ratios.gains(chain["value"])):
            ends = chain.iloc[place : place + 2]
            size = gain.ratio if measure == RATIO else gain.difference
            sign = "× " if measure == RATIO else "+" if size > 0 else ""
            found.append(
                {
                    "start": names[0],
                    "place": place,
                    "text": f"{sign}{three_figures(size)}",
                    "chain": " → ".join(names),
                    "step": STEPS[place],
                    "name": " → ".join(names[place : place + 2]),
                    value_column(f"{quantity_label(quantity)} before", quantity): gain.before,
                    value_column(f"{quantity_label(quantity)} after", quantity): gain.after,
                    measure: size,
                    "potential": enumerated(potential_texts(ends)),
                    "missing": "values of both ends at one potential"
                    if len(potential_texts(ends)) > 1
                    else "",
                    "rows": " ".join(ends["id"]),
                    "derived": FORMULAS[measure],
                }
            )
    frame = pd.DataFrame(found)
    sizes = frame[measure].map(rounding.settled)
    larger = {
        start: frame.loc[max(members.index, key=sizes.get), "step"]
        for start, members in frame.groupby("start")
    }
    return frame.assign(**{"larger step of the chain": frame["start"].map(larger)})


def _draw(sheet: Sheet, heading: str, rows: pd.DataFrame, frame: pd.DataFrame) -> None:
    """The values of one measure over the three states, each gain on its line."""
    at = potential_texts(rows)
    panel = sheet.panel(heading, at[0] if len(at) == 1 else f"peaks at {len(at)} potentials", height=17)
    by_ratio, quantity = RATIO in frame, rows["quantity"].iloc[0]
    low, high = rows["value"].min(), rows["value"].max()
    room = 0.32 * (high - low)
    limits = (low / 2.6, high * 2.5) if by_ratio else (low - room, high + room)
    set_quantity(panel, "y", quantity, symbol="TOF" if by_ratio else "", limits=limits, log=by_ratio)
    set_states(panel, STATES)
    places = {**dict.fromkeys(singles(), 0), pair(): 1, low_coordination(): 2}
    lowest = rows.loc[list(singles()), "value"].idxmin()
    for system, row in rows.iterrows():
        _draw_value(panel, places[system], row, below=system == lowest)
    for _, gain in frame.drop_duplicates("rows").iterrows():
        before, after = (rows.set_index("id").loc[id, "value"] for id in gain["rows"].split())
        panel.plot([gain["place"], gain["place"] + 1], [before, after], color=QUIET, linewidth=1, zorder=2)
        # Where two lines meet at their ends there is more room nearer to their beginnings.
        x, y = gain["place"] + 0.4, before + 0.4 * (after - before)
        if by_ratio:
            y = before * (after / before) ** 0.4
        panel.annotate(gain["text"], (x, y), ha="center", va="center", weight="bold", bbox=PLATE, zorder=3)
        told = f"{gain['name']}: {gain['text']} ({gain['derived']}; {gain['potential']})"
        sheet.figure.points.append(Point(panel, x, y, told, tuple(gain["rows"].split())))


def _draw_value(panel: Panel, place: int, row: pd.Series, *, below: bool) -> None:
    told = {"text": point_text(row), "rows": row["id"]}
    draw_point(
        panel, place, row["value"], system_class(row["system"]), bound=row["relation"], along="y", **told
    )
    size = float(matplotlib.rcParams["font.size"])
    # Above a rising line there is room at the left; below the lower one in the middle.
    offset, ha, va = (
        ((0, -0.8 * size), "center", "top") if below else ((0.3 * size, 0.75 * size), "right", "bottom")
    )
    text = f"{system_name(row['system'])}\n{formatting.exact(row)}"
    panel.annotate(
        text, (place, row["value"]), offset, textcoords="offset points", ha=ha, va=va, linespacing=LINE / 1.2
    )


def _ranks(points: pd.DataFrame, factors: pd.DataFrame, start: str) -> str:
    """Whether the two measures rank the steps from one single atom alike."""
    one, other = (
        frame.loc[frame["start"] == start, "larger step of the chain"].iloc[0] for frame in (points, factors)
    )
    if one == other:
        return f"the larger step is “{one}” in both measures"
    return f"the larger step is “{one}” in points and “{other}” as a ratio"


def _told(points: pd.DataFrame, factors: pd.DataFrame, start: str) -> str:
    """The gains from one single atom in a sentence."""
    gained = ", ".join(
        f"{one['step']} {one['text']} points and {other['text']}"
        for (_, one), (_, other) in zip(points.iterrows(), factors.iterrows(), strict=True)
        if one["start"] == start
    )
    return f"From {start}: {gained}; {_ranks(points, factors, start)}."

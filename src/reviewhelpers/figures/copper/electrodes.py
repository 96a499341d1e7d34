"""The electrode of the yields beside that of the X-rays: area, loading, and the catalyst on each."""

from __future__ import annotations

import matplotlib
import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import RELATIONS, enumerated, row_value
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE
from reviewhelpers.text import formatting

ID = "fig-copper-electrodes"
NAMES = ("for the yields", "for X-rays")
SAME, DIFFERS, OPEN = "same", "differs", "not said"
NOT_PRINTED = "not printed"
LOADING, AREA, CATALYST = "loading", "carbon paper", "catalyst on it"


def _rows(role: str) -> list[pd.Series]:
    return [data.row(row) for row in figure_rows.named(ID, role)]


def _side(told: str, rows: str, value: float | None = None, derived: str = "") -> dict[str, object]:
    """What one electrode has of a property."""
    return {"told": told, "value": value, "rows": rows, "derived": derived}


def _printed(row: pd.Series) -> dict[str, object]:
    """A number as printed."""
    return _side(f"{RELATIONS[row['relation']]}{formatting.amount(row)}", row["id"], row["value"])


def _potentials(rows: list[pd.Series]) -> dict[str, object]:
    """How many potentials were held, and from where to where."""
    low, *_, high = sorted(row["value"] for row in rows)
    text = f"{len(rows)}, {formatting.number(high)} to {formatting.number(low)} {rows[0]['unit']}"
    return _side(text, " ".join(row["id"] for row in rows))


def _properties() -> pd.DataFrame:
    """What is compared, in the order of the text: a row for each electrode."""
    loadings, salts, nitrates = _rows("loading"), _rows("salt"), _rows("nitrate")
    areas, catalysts = [], []
    for loading, long, short in zip(loadings, _rows("long_side"), _rows("short_side"), strict=True):
        ends = [row_value(row, row["quantity"]) for row in (short, long)]
        area, rows = ends[0] * ends[1], " ".join(dict.fromkeys((long["id"], short["id"])))
        mass = row_value(loading, "loading") * area
        text = " × ".join(f"{formatting.number(end)} cm" for end in ends)
        areas.append(_side(text, rows, area, "side × side"))
        text = f"≈ {formatting.significant(mass)} mg"
        catalysts.append(_side(text, f"{loading['id']} {rows}", mass, "loading × area"))
    tested, silent = figure_rows.one(ID, "yield"), _side(NOT_PRINTED, figure_rows.one(ID, "cell")["id"])
    cells = [_side(tested["cell"], tested["id"]), {**silent, "told": f"{tested['cell']}, home-built"}]
    neither = [_side(NOT_PRINTED, row["id"]) for row in salts]
    pairs = {
        (LOADING, "mg/cm**2"): map(_printed, loadings),
        (AREA, "cm**2"): areas,
        (CATALYST, "mg"): catalysts,
        ("cell", ""): cells,
        (formatting.formula(salts[0]["subject"]), "mol/L"): map(_printed, salts),
        (formatting.formula(nitrates[0]["subject"]), "ppm"): map(_printed, nitrates),
        ("potentials", ""): map(_potentials, (_rows("potentials_yields"), _rows("potentials_rays"))),
        ("time at each potential", "hour"): [_printed(figure_rows.one(ID, "test_time")), silent],
        ("stirring", "rpm"): [_printed(figure_rows.one(ID, "stirring")), silent],
        ("flow of Ar", "sccm"): [_printed(figure_rows.one(ID, "gas")), silent],
        ("volume", ""): neither,
        ("pH", ""): neither,
    }
    frame = pd.DataFrame(
        {"name": name, "property": title, "unit": units.symbol(unit) if unit else "", **side}
        for (title, unit), sides in pairs.items()
        for name, side in zip(NAMES, sides, strict=True)
    )
    known = frame["value"].astype(object).fillna(frame["told"]).groupby(frame["property"])
    is_silent = (frame["told"] == NOT_PRINTED).groupby(frame["property"])
    compared = (known.transform("nunique") == 1).map({True: SAME, False: DIFFERS})
    return frame.assign(compared=compared.mask(is_silent.transform("any"), OPEN))


@figure(ID)
def electrodes() -> Drawing:
    """Each electrode as a rectangle of area and loading, so that its size is the catalyst on it."""
    frame = _properties()
    tests, rays = (frame[frame["name"] == name].set_index("property") for name in NAMES)
    marks = pd.DataFrame([_mark(side) for side in (tests, rays)])
    sheet = Sheet()
    panel = sheet.panel(height=15.0)
    set_quantity(panel, "x", "area", limits=(-0.06 * marks["x"].max(), 1.6 * marks["x"].max()))
    set_quantity(panel, "y", "loading", limits=(0, 1.2 * marks["y"].max()))
    _draw_rectangles(panel, marks)
    draw_scatter(panel, marks, names=16.0)
    groups = {verdict: tests.index[tests["compared"] == verdict] for verdict in (SAME, DIFFERS, OPEN)}
    neither = tests.index[tests["told"] == NOT_PRINTED]
    sheet.note(
        f"The same on both: {enumerated(groups[SAME])}. "
        f"Not printed for X-rays: {enumerated(groups[OPEN].drop(neither))}; for either: {enumerated(neither)}."
    )
    told = tests["told"] + " and " + rays["told"]
    times = rays["value"] / tests["value"]
    fields = {
        "work": formatting.work(CITE),
        "differing": "; ".join(f"{name} {told[name]}" for name in groups[DIFFERS]),
        "same": enumerated(groups[SAME]),
        "open": enumerated(groups[OPEN]),
        "loading_times": formatting.significant(times[LOADING]),
        "catalyst_times": formatting.significant(times[CATALYST]),
        "window_scale": figure_rows.one(ID, "window")["potential_scale"],
        "series_scale": _rows("potentials_rays")[0]["potential_scale"],
    }
    return Drawing(sheet.finish(), frame, fields)


def _mark(side: pd.DataFrame) -> dict[str, object]:
    """One electrode: its area, its loading, and the catalyst on it."""
    name, told = side["name"].iloc[0], side["told"]
    return {
        "x": side.loc[AREA, "value"],
        "y": side.loc[LOADING, "value"],
        "label": f"{name}\n{told[CATALYST]}",
        "derived": True,
        "told": f"{name}: {told[LOADING]} on {told[AREA]}; {told[CATALYST]} of catalyst, derived",
        "rows": side.loc[CATALYST, "rows"],
    }


def _draw_rectangles(panel: Panel, marks: pd.DataFrame) -> None:
    """From the origin to each mark; the first is grey, so that it shows how often it goes into the other."""
    thin = 0.12 * float(matplotlib.rcParams["font.size"])
    for fill, x, y in zip((GRID, "none"), marks["x"], marks["y"], strict=True):
        panel.add_patch(Rectangle((0, 0), x, y, facecolor=fill, edgecolor=QUIET, linewidth=thin, zorder=1.5))

"""Figures of the CO2RR part, after the review li2022.

Most are written like a page, from the top down, so that names stand in full and stay readable on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import style
from reviewhelpers.charts.defect_classes import GENERAL, NAMES
from reviewhelpers.charts.layout import (
    EDGE,
    LINE,
    PLATE,
    RELATIONS,
    TYPE,
    WIDTH,
    Sheet,
    axis_label,
    decades,
    draw_dot,
    enumerated,
    in_unit,
    value_column,
    width_of,
    wrapped,
)
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data

SOURCE = "li2022"
CITE = "li2022defect"
PART = "co2rr"

CLASSES: Mapping[str, str] = {
    key: name for key, name in NAMES.items() if key not in ("diatomic", "cluster", GENERAL)
}
"""Headings of the classes of defect, in the order of the review."""

PRODUCTS: Mapping[str, style.Mark] = MappingProxyType(
    {
        "CO": style.Mark(style.COLOURS["blue"], "o"),
        "HCOO-": style.Mark(style.COLOURS["vermilion"], "s"),
        "HCHO": style.Mark(style.COLOURS["green"], "^"),
        "C2H5OH": style.Mark(style.COLOURS["purple"], "D"),
    }
)
CELLS: Mapping[str, str] = MappingProxyType({"H-type cell": "h", "flow cell": "D", "": "o"})
HALF_REACTIONS: Mapping[str, str] = MappingProxyType({"CO": "co", "HCOO-": "formate"})
"""The half-reactions whose equilibrium potentials turn overpotentials into potentials."""

PH_END = 14.0
"""Where the span ends that is drawn where the potential depends on a pH that is not printed."""

_BOUNDS = (">", ">=")

_EFFICIENCIES = ("faradaic_efficiency", "selectivity")
_CURRENTS = ("partial_current_density", "current_density")


# What is read from the data package ------------------------------------------------------------------


def _printed(*quantities: str, abstracts: bool = False) -> pd.DataFrame:
    """Rows of the performance table, with the name and class of their systems.

    Parameters
    ----------
    *quantities : str
        What is counted; every quantity where none is named.
    abstracts : bool
        Whether to take what abstracts of works in this part print, in place of what the review prints.
    """
    sources, systems, frame = (data.table(name) for name in ("sources", "systems", "performance"))
    if abstracts:
        documents = list(sources.index[(sources["kind"] == "abstract") & (sources["part"] == PART)])
    else:
        documents = [SOURCE, user_data.source(PART)]
    frame = frame[frame["source"].isin(documents) & frame["quantity"].isin(quantities or frame["quantity"])]
    system = frame["system"]
    return frame.assign(name=system.map(systems["name"]), defect_class=system.map(systems["defect_class"]))


def _mark(row: pd.Series) -> style.Mark:
    """That of the product; a product that the review does not print stands out by having none of its own."""
    return PRODUCTS.get(row["product"], style.Mark(style.INK, "*"))


def _symbol(quantity: str) -> str:
    return str(data.table("quantities").loc[quantity, "symbol"])


def _amount(row: pd.Series) -> str:
    """A printed value with its relation and its product, such as ``> 85 HCOO⁻``."""
    return f"{RELATIONS[row['relation']]}{formatting.exact(row)} {formatting.formula(row['product'])}"


def _kind(row: pd.Series) -> str:
    """What the source says of a printed efficiency: another name, a best value, the cell, the electrolyte."""
    parts = ["selectivity" if row["quantity"] == "selectivity" else "", row["statistic"]]
    return ", ".join(part for part in [*parts, row["cell"], row["electrolyte"]] if part)


def _told(row: pd.Series) -> str:
    """A printed efficiency in a sentence, such as ``83 % CO (ZnO nanosheets)``."""
    value = f"{RELATIONS[row['relation']]}{formatting.exact(row)} {units.symbol(row['unit'])}"
    return f"{value} {formatting.formula(row['product'])} ({row['name']})"


def _readings(frame: pd.DataFrame) -> str:
    """For a caption: the rows whose print was not taken literally, each with its characters."""
    rows = frame[frame["reading"] != ""]
    return "".join(
        f" For {row['name']} the source has “{row['as_printed']}”: {row['reading']}."
        for _, row in rows.iterrows()
    )


# How a figure is laid out ----------------------------------------------------------------------------


def _arrow(ax: Axes, x: float, y: float, colour: str, *, up: bool = False) -> None:
    """An arrow away from a lower bound, to the right or upwards."""
    ax.annotate(
        "",
        xy=(x, y),
        xytext=(0, 24) if up else (24, 0),
        textcoords="offset points",
        arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 4},
    )


@dataclass(frozen=True)
class _Entry:
    """One row of a chart of rows: a name, a note and a marker on a scale with its value beside it."""

    name: str
    note: str
    value: float
    text: str
    mark: style.Mark
    filled: str = "full"
    bound: bool = False
    ringed: bool = False


def _rows(
    groups: Sequence[tuple[str, str, Sequence[_Entry]]],
    label: str,
    ticks: Sequence[float],
    *,
    log: bool = False,
) -> Figure:
    """A chart with two lines a row: the name in full, and under it the marker on the scale that all share."""
    sheet = Sheet()
    sheet.y += 0.25
    top, heights = sheet.y, []
    for title, note, entries in groups:
        sheet.heading(title, note)
        for entry in entries:
            sheet.write(EDGE, entry.name, note=entry.note)
            heights.append((sheet.y + 0.09, entry))
            sheet.y += 0.25
    ax = sheet.plot(top, sheet.y + 0.05, 0.25, WIDTH - 1.2)
    if log:
        _logarithmic(ax, ticks)
    else:
        ax.set_xlim(ticks[0], ticks[-1])
        ax.set_xticks(ticks)
    ax.set_ylim(sheet.y + 0.05, top)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.spines["top"].set_visible(True)
    ax.tick_params(top=True, labeltop=True)
    ax.set_xlabel(label, size=TYPE)
    for y, entry in heights:
        ax.plot([ticks[0], ticks[-1]], [y, y], color=style.GRID, linewidth=1.2)
        if entry.ringed:
            draw_dot(ax, entry.value, y, entry.mark, filled="none", size=13)
        draw_dot(ax, entry.value, y, entry.mark, filled=entry.filled)
        if entry.bound:
            _arrow(ax, entry.value, y, entry.mark.colour)
        offset = (28 if entry.bound else 10, 0)
        ax.annotate(
            entry.text,
            (entry.value, y),
            xytext=offset,
            textcoords="offset points",
            va="center_baseline",
            size=TYPE,
            bbox=PLATE,
        )
    sheet.y += 0.55
    return sheet.finish()


_Point = tuple[float, float, str]


def _label(ax: Axes, points: Sequence[_Point], obstacles: Iterable[Line2D]) -> None:
    """Name points directly, clear of each other and of what else is drawn."""
    xs, ys, texts = zip(*points, strict=True)
    for label in style.label_points(ax, xs, ys, texts, size=TYPE, obstacles=obstacles):
        label.set_bbox(PLATE)


def _folded(name: str) -> str:
    """A name in lines short enough to stand beside a point."""
    return "\n".join(wrapped(name, 2.7))


def _bar(
    ax: Axes, start: float, end: float, y: float, mark: style.Mark, *, derived: bool, filled: str = ""
) -> list[Line2D]:
    """A point, or a range as a bar with a marker at either end; hollow and dashed where derived.

    Returns what a name must keep clear of beside its own point: the bar and its ends.
    """
    filled = "none" if derived else filled or "full"
    if rounding.same(start, end):
        draw_dot(ax, start, y, mark, filled=filled)
        return []
    dashes = "--" if derived else "-"
    (line,) = ax.plot([start, end], [y, y], color=mark.colour, linewidth=2, linestyle=dashes, zorder=3.5)
    return [line, *(draw_dot(ax, x, y, mark, filled=filled) for x in (start, end))]


def _efficiency_axis(ax: Axes, shown: Iterable[float], *quantities: str) -> None:
    """A vertical axis of efficiencies that ends at 100 %, with room for names above and below the values."""
    low = min(shown)
    ax.set_ylim(low - 4, 102.5)
    ax.set_yticks(range(5 * rounding.ceil((low - 4) / 5), 101, 5))
    ax.set_ylabel(axis_label(*quantities), size=TYPE)


def _logarithmic(ax: Axes, ticks: Sequence[float]) -> None:
    """A horizontal logarithmic axis with plain numbers at its decades."""
    ax.set_xscale("log")
    ax.set_xlim(ticks[0], ticks[-1])
    ax.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    ax.set_xticks([], minor=True)


# The figures -----------------------------------------------------------------------------------------


@figure("fig-co2rr-efficiency", title="Faradaic efficiency by defect class and product")
def efficiency() -> Plot:
    """Every efficiency and selectivity that the review prints, a row each, by class of defect."""
    frame = _printed(*_EFFICIENCIES).sort_values("value", ascending=False, kind="stable")
    by_class = {key: frame[frame["defect_class"] == key] for key in CLASSES}
    if by_class["none"].empty:
        del by_class["none"]
    groups = [
        (
            CLASSES[key],
            "none printed" if rows.empty else "",
            [_efficiency_entry(row) for _, row in rows.iterrows()],
        )
        for key, rows in by_class.items()
    ]
    plotted = pd.concat(by_class.values())
    columns = [
        "system",
        "name",
        "defect_class",
        "product",
        "quantity",
        "relation",
        "value",
        "statistic",
        "cell",
    ]
    values = plotted[[*columns, "electrolyte", "id"]].assign(derived="")
    charged = plotted[plotted["quantity"] == "faradaic_efficiency"]
    lowest, highest = charged.loc[charged["value"].idxmin()], charged.loc[charged["value"].idxmax()]
    others = plotted[plotted["quantity"] == "selectivity"]
    empty = [CLASSES[key].lower() for key, rows in by_class.items() if rows.empty]
    alt = (
        f"{len(charged)} Faradaic efficiencies from {_told(lowest)} to {_told(highest)}, and "
        f"{len(others)} values called selectivity: {enumerated(_told(row) for _, row in others.iterrows())}."
        f"{f' None is printed for {enumerated(empty)}.' if empty else ''}"
    )
    caption = (
        f"Every efficiency that {formatting.work(CITE)} print, as printed; nothing is derived. Shape and "
        "colour "
        "tell the product, which stands behind its value in per cent. Hollow: called a selectivity, not a "
        "Faradaic efficiency. Arrow and >: a lower bound. ≈: about. Ringed: in a flow cell. Grey words after "
        "a name are what the source says of the value; conditions differ or are not stated: this is no "
        f"ranking.{_readings(plotted)}"
    )
    drawn = _rows(groups, axis_label(*_EFFICIENCIES), range(0, 101, 20))
    return Plot(
        drawn,
        values.rename(columns={"value": value_column("value", "faradaic_efficiency"), "id": "rows"}),
        alt,
        caption,
    )


def _filled(row: pd.Series) -> str:
    """How a mark on an axis of efficiencies is filled: a selectivity is another quantity, so it is hollow."""
    return "none" if row["quantity"] == "selectivity" else "full"


def _efficiency_entry(row: pd.Series) -> _Entry:
    return _Entry(
        row["name"],
        _kind(row),
        row["value"],
        _amount(row),
        _mark(row),
        filled=_filled(row),
        bound=row["relation"] in _BOUNDS,
        ringed=row["cell"] == "flow cell",
    )


@dataclass(frozen=True)
class _Potential:
    """Where a row stands on the RHE scale, one potential or two ends, and how that was derived."""

    low: float = math.nan
    high: float = math.nan
    derived: str = ""


def _on_rhe(row: pd.Series) -> _Potential:
    """The potential of a row against RHE; from an overpotential, for every pH where that matters."""
    if pd.isna(row["potential"]):
        return _Potential()
    low = in_unit(row["potential"], row["potential_unit"], "potential")
    if row["potential_scale"] == "RHE":
        high = row["potential_max"]
        return _Potential(low, low if pd.isna(high) else in_unit(high, row["potential_unit"], "potential"))
    if row["potential_scale"] != "overpotential":
        raise ReviewHelpersError(
            f"{row['id']}: found scale {row['potential_scale']!r}, expected RHE or overpotential"
        )
    half = HALF_REACTIONS[row["product"]]
    ends = sorted(float(electrode.potential_from_overpotential(half, low, pH=pH)) for pH in _ph_span())
    formula = f"E = E_eq({formatting.formula(row['product'])}) − η"
    if ends[1] - ends[0] < 1e-6:
        return _Potential(ends[1], ends[1], f"{formula}, the same at every pH")
    return _Potential(ends[0], ends[1], f"{formula}, {_ph(0)} to {_ph(1)}")


def _acid() -> pd.Series:
    """The exponent of formic acid."""
    row: pd.Series = data.table("solution").loc["formic-acid-dissolved"]
    return row


def _ph_span() -> tuple[float, float]:
    """The span drawn for formate: below its first end the acid forms, whose potential is one at every pH."""
    return float(_acid()["value"]), PH_END


def _ph(end: int) -> str:
    return f"pH {formatting.number(_ph_span()[end])}"


@figure("fig-co2rr-potential", title="Efficiency against potential on one scale")
def potential() -> Plot:
    """Efficiencies against potential on the RHE scale, and those printed without a potential."""
    frame = _printed(*_EFFICIENCIES).sort_values("value", ascending=False, kind="stable")
    where = pd.DataFrame([_on_rhe(row) for _, row in frame.iterrows()], index=frame.index)
    frame = frame.join(where)
    placed, listed = frame[frame["low"].notna()], frame[frame["low"].isna()]

    sheet = Sheet()
    ax = sheet.plot(EDGE, EDGE + 5.0, 0.62, WIDTH - EDGE)
    sheet.y += 5.6
    sheet.heading("No potential printed", units.symbol("percent"))
    for _, row in listed.iterrows():
        draw_dot(sheet.page, EDGE + 0.08, sheet.y + LINE / 2, _mark(row), filled=_filled(row))
        sheet.line(EDGE + 0.25, _amount(row))
        sheet.write(EDGE + 1.3, row["name"], note=_kind(row))
        sheet.y += 0.05
    drawn = sheet.finish()
    ax.set_xlabel(axis_label("potential", symbol=f"{_symbol('potential')} vs RHE"), size=TYPE)
    low, high = placed["low"].min() - 0.08, placed["high"].max() + 0.08
    ax.set_xlim(low, high)
    ticks = (float(tick) for tick in ax.get_xticks())
    ax.set_xticks([tick for tick in ticks if rounding.at_most(low, tick) and rounding.at_most(tick, high)])
    _efficiency_axis(ax, placed["value"], *_EFFICIENCIES)
    _draw_potentials(ax, placed)

    columns = [
        "system",
        "name",
        "product",
        "quantity",
        "relation",
        "value",
        "low",
        "high",
        "potential_scale",
        "id",
    ]
    units_of = {
        "value": value_column("value", "faradaic_efficiency"),
        "low": value_column("potential vs RHE", "potential"),
        "high": value_column("potential vs RHE, other end", "potential"),
    }
    values = frame[[*columns, "derived"]].rename(columns={**units_of, "id": "rows"})
    return Plot(drawn, values, _potential_alt(placed, listed), _potential_caption(placed))


def _draw_potentials(ax: Axes, placed: pd.DataFrame) -> None:
    """Points and bars, hollow where derived or called a selectivity, dashed where derived, each named."""
    points: list[_Point] = []
    obstacles: list[Line2D] = []
    for _, row in placed.iterrows():
        derived, mark = bool(row["derived"]), _mark(row)
        ends = row["low"], row["high"]
        obstacles += _bar(ax, *ends, row["value"], mark, derived=derived, filled=_filled(row))
        if derived and rounding.exceeds(row["high"], row["low"]):
            for x, end in ((row["low"], 0), (row["high"], 1)):
                ax.annotate(
                    _ph(end),
                    (x, row["value"]),
                    (0, -16),
                    textcoords="offset points",
                    ha="center",
                    va="center",
                    size=TYPE,
                )
        details = ", ".join(part for part in (_amount(row), _kind(row)) if part)
        points.append(((row["low"] + row["high"]) / 2, row["value"], f"{_folded(row['name'])}\n{details}"))
    _label(ax, points, obstacles)


def _potential_alt(placed: pd.DataFrame, listed: pd.DataFrame) -> str:
    direct, converted = placed[placed["derived"] == ""], placed[placed["derived"] != ""]

    def told(row: pd.Series) -> str:
        ends = dict.fromkeys(formatting.rounded(end, 2) for end in (row["low"], row["high"]))
        return f"{_told(row)} at {' to '.join(ends)} V"

    return (
        f"Of {len(placed) + len(listed)} efficiencies, {len(direct)} are printed with a potential against "
        f"RHE: {enumerated(told(row) for _, row in direct.iterrows())}. {len(converted)} follow from an "
        f"overpotential: {enumerated(told(row) for _, row in converted.iterrows())}. The other "
        f"{len(listed)}, from {_told(listed.iloc[0])} to {_told(listed.iloc[-1])}, are printed without a "
        "potential."
    )


def _potential_caption(placed: pd.DataFrame) -> str:
    over = placed[placed["derived"] != ""].sort_index(kind="stable")
    printed = enumerated(f"{row['name']} (“{row['condition_as_printed']}”)" for _, row in over.iterrows())
    return (
        f"Efficiencies of {formatting.work(CITE)} against potential, more cathodic to the left; shape and "
        "colour "
        "tell the product. Filled: the potential is printed against RHE; a bar where one efficiency is "
        "printed for a range. Hollow: called a selectivity, which is not a Faradaic efficiency and is named "
        "so, or a potential derived from a printed overpotential *η* as *E* = *E*(equilibrium) − *η*, for "
        f"{printed}. For CO the equilibrium potential against RHE is the same at every pH. For "
        f"formate it moves with pH, and no pH is printed: the dashed bar spans from {_ph(0)}, where formate "
        f"and formic acid are equal, to {_ph(1)}; below the first pH the acid forms, which has "
        "the potential of the left end at every pH. Below the plot: efficiencies printed without a "
        "potential."
    )


@dataclass(frozen=True)
class _Current:
    """A printed current with the partial current density it means, and the efficiency that belongs to it."""

    row: pd.Series
    low: float
    high: float
    efficiency: pd.Series | None
    how: str
    derived: str = ""

    @property
    def rows(self) -> str:
        """The ids of the rows it comes from."""
        ids = [self.row["id"], *([] if self.efficiency is None else [self.efficiency["id"]])]
        return " ".join(dict.fromkeys(ids))


def _currents() -> list[_Current]:
    """Every printed current density, with the efficiency printed for the same system and conditions."""
    shares = _printed("faradaic_efficiency")
    same = ["system", "product", "cell", "electrolyte", "potential", "potential_max", "potential_scale"]
    found = []
    for _, row in _printed(*_CURRENTS).iterrows():
        alike = shares[
            (shares[same].fillna(0) == row[same].fillna(0)).all(axis=1) & shares["current_density"].isna()
        ]
        share = None if alike.empty else alike.iloc[0]
        size = abs(in_unit(row["value"], row["unit"], row["quantity"]))
        if row["quantity"] == "partial_current_density":
            found.append(_Current(row, size, size, share, f"printed {formatting.exact(row)}"))
        elif share is not None:
            part = abs(float(electrode.partial_current_density(-size, share["value"])))
            how = f"{formatting.exact(row)} × {formatting.exact(share)} %"
            found.append(_Current(row, part, part, share, how, "j(total) × FE"))
    for _, row in shares[shares["current_density"].notna()].iterrows():
        low, high = (
            in_unit(row[column], row["current_density_unit"], "partial_current_density")
            for column in ("current_density", "current_density_max")
        )
        least, most = (
            abs(float(electrode.partial_current_density(-end, row["value"]))) for end in (low, high)
        )
        how = f"{formatting.number(low)} to {formatting.number(high)} × > {formatting.exact(row)} %"
        found.append(_Current(row, least, most, row, how, "j(total) × FE, lower bound"))
    return found


@figure("fig-co2rr-current", title="Partial current density against efficiency")
def current() -> Plot:
    """Currents into one product against the efficiency printed with them."""
    every = _currents()
    paired = [item for item in every if item.efficiency is not None]
    alone = [item for item in every if item.efficiency is None]

    sheet = Sheet()
    ax = sheet.plot(EDGE, EDGE + 6.2, 0.62, WIDTH - 0.25)
    sheet.y += 6.5
    sheet.heading("No efficiency printed")
    strip = sheet.plot(sheet.y, sheet.y + 1.0, 0.62, WIDTH - 0.25)
    sheet.y += 1.5
    drawn = sheet.finish()
    powers = decades(end for item in every for end in (item.low, item.high))
    for axes in (ax, strip):
        _logarithmic(axes, powers)
    strip.set_yticks([])
    strip.set_ylim(0, 1)
    strip.spines["left"].set_visible(False)
    strip.set_xlabel(
        axis_label("partial_current_density", symbol=f"−{_symbol('partial_current_density')}"), size=TYPE
    )
    _efficiency_axis(
        ax, [item.efficiency["value"] for item in paired if item.efficiency is not None], _EFFICIENCIES[0]
    )
    _draw_currents(ax, paired)
    _draw_currents(strip, alone)
    values = pd.DataFrame([_current_value(item) for item in every])
    return Plot(drawn, values, _current_alt(paired, alone), _current_caption(every))


def _draw_currents(ax: Axes, items: Sequence[_Current]) -> None:
    """Points and bars, hollow where derived, each with its name; without an efficiency, at mid height."""
    points: list[_Point] = []
    obstacles: list[Line2D] = []
    for item in items:
        y = 0.5 if item.efficiency is None else item.efficiency["value"]
        mark = style.Mark(_mark(item.row).colour, CELLS.get(item.row["cell"], "o"))
        obstacles += _bar(ax, item.low, item.high, y, mark, derived=bool(item.derived))
        if item.efficiency is not None and item.efficiency["relation"] in _BOUNDS:
            for x in (item.low, item.high):
                _arrow(ax, x, y, mark.colour, up=True)
        where = item.row["cell"] or ("" if item.efficiency is not None else formatting.conditions(item.row))
        details = (formatting.formula(item.row["product"]), where, item.how)
        text = f"{_folded(item.row['name'])}\n{', '.join(part for part in details if part)}"
        points.append((math.sqrt(item.low * item.high), y, text))
    _label(ax, points, obstacles)


def _current_value(item: _Current) -> dict[str, object]:
    share = item.efficiency
    quantity = "partial_current_density"
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "product": item.row["product"],
        "cell": item.row["cell"],
        value_column("−j partial", quantity): item.low,
        value_column("−j partial, other end", quantity): item.high,
        "printed": item.row["as_printed"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): math.nan
        if share is None
        else share["value"],
        "relation": "" if share is None else share["relation"],
        "rows": item.rows,
        "derived": item.derived,
    }


def _current_told(item: _Current) -> str:
    ends = dict.fromkeys(formatting.rounded(end, 1) for end in (item.low, item.high))
    size = f"{' to '.join(ends)} {units.symbol('mA/cm**2')}"
    share = "" if item.efficiency is None else f" at {_told(item.efficiency).split(' (')[0]}"
    return f"{size}{share} ({', '.join(part for part in (item.row['name'], item.row['cell']) if part)})"


def _current_alt(paired: Sequence[_Current], alone: Sequence[_Current]) -> str:
    printed = sorted(
        (item for item in paired if not item.derived), key=lambda item: rounding.settled(item.low)
    )
    derived = [item for item in paired if item.derived]
    return (
        f"Partial current densities printed with an efficiency: {enumerated(map(_current_told, printed))}. "
        f"Derived: {enumerated(map(_current_told, derived))}. Without an efficiency: "
        f"{enumerated(map(_current_told, alone))}."
    )


def _current_caption(every: Sequence[_Current]) -> str:
    signs = [item.row for item in every if not item.derived]
    minus = enumerated(row["name"] for row in signs if row["value"] < 0)
    plain = enumerated(row["name"] for row in signs if row["value"] > 0)
    return (
        f"Currents into one product that {formatting.work(CITE)} print, against the efficiency printed with "
        "them. "
        "A cathodic current is negative; the axis shows −*j*. The minus sign is printed for "
        f"{minus} and left out for {plain}. Hexagon: H-type cell; diamond: flow cell; circle: cell not "
        "stated; colour tells the product, which is written too. Hollow: derived as total current density × "
        "efficiency. Dashed, with arrows: both ends of a printed range of totals times a printed lower bound "
        "of the efficiency, so lower bounds themselves. Cells and potentials differ: this is no ranking."
    )


@figure("fig-co2rr-turnover", title="Turnover frequencies")
def turnover() -> Plot:
    """Turnover frequencies that the review and the abstracts of its works print."""
    review, abstract = (_printed("turnover_frequency", abstracts=flag) for flag in (False, True))
    groups = [
        (title, "", [_turnover_entry(row, filled) for _, row in frame.iterrows()])
        for title, frame, filled in (
            ("Printed in the review", review, "full"),
            ("Only in the abstract of the work", abstract, "left"),
        )
    ]
    frame = pd.concat([review, abstract])
    label = axis_label("turnover_frequency", symbol=_symbol("turnover_frequency"))
    drawn = _rows(groups, label, decades(frame["value"]), log=True)
    columns = ["source", "system", "name", "product", "value", "condition_as_printed", "id"]
    names = {"value": value_column("value", "turnover_frequency"), "id": "rows"}
    values = frame[columns].rename(columns=names).assign(derived="")
    told = [
        enumerated(
            f"{formatting.exact(row)} {units.symbol(row['unit'])} for {formatting.formula(row['product'])} "
            f"on {row['name']} ({_turnover_condition(row)})"
            for _, row in rows.iterrows()
        )
        for rows in (review, abstract)
    ]
    alt = f"Turnover frequencies in the review: {told[0]}. Only in the abstract of the work: {told[1]}."
    caption = (
        f"Filled: turnover frequencies that {formatting.work(CITE)} print. Half filled: from the abstract "
        "of the "
        f"work, "
        f"{enumerated(formatting.work(row['cite']) for _, row in abstract.iterrows())}, which the review "
        "cites "
        "without this number. Shape and colour tell the product. Nothing is derived. A turnover frequency "
        "depends on the potential: where none is printed, it cannot be compared."
    )
    return Plot(drawn, values, alt, caption)


def _turnover_condition(row: pd.Series) -> str:
    return "no potential printed" if pd.isna(row["potential"]) else formatting.conditions(row)


def _turnover_entry(row: pd.Series, filled: str) -> _Entry:
    return _Entry(
        row["name"],
        _turnover_condition(row),
        row["value"],
        _amount(row),
        _mark(row),
        filled=filled,
    )


NUMBERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"review": ("full", "number"), "abstract": ("left", "in an abstract only"), "none": ("none", "none")}
)
"""How the map draws and names a system whose numbers stand in the review, in an abstract only, or nowhere."""


@figure("fig-co2rr-map", title="Map of defect classes to systems")
def defect_map() -> Plot:
    """Every system of the part under its class and type of defect."""
    systems = data.table("systems")
    systems = systems[systems["part"] == PART]
    review, abstract = (
        _printed(abstracts=flag).groupby("system")["id"].agg(" ".join) for flag in (False, True)
    )
    numbers = [
        "review" if key in review.index else "abstract" if key in abstract.index else "none"
        for key in systems["id"]
    ]
    systems = systems.assign(numbers=numbers)
    systems["rows"] = [
        " ".join([key, *(rows[key] for rows in (review, abstract) if key in rows.index)])
        for key in systems["id"]
    ]
    by_class = {key: systems[systems["defect_class"] == key] for key in CLASSES}
    by_class = {key: rows for key, rows in by_class.items() if not rows.empty}

    sheet = Sheet()
    _map_key(sheet)
    for key, rows in by_class.items():
        count = int((rows["numbers"] == "review").sum())
        sheet.heading(CLASSES[key], f"{count} of {len(rows)}")
        for kind, members in rows.groupby("defect_type", sort=False):
            _map_branch(sheet, "" if kind == key else str(kind), members, style.DEFECTS[key])
    columns = ["defect_class", "defect_type", "system", "name", "role", "numbers", "rows"]
    values = pd.concat(by_class.values()).rename(columns={"id": "system"})[columns].assign(derived="")
    counted = enumerated(
        f"{CLASSES[key].lower()} {len(rows)} ({int((rows['numbers'] == 'review').sum())})"
        for key, rows in by_class.items()
    )
    only = enumerated(systems.loc[systems["numbers"] == "abstract", "name"])
    alt = (
        f"{len(systems)} systems by class of defect, in brackets those with a number in the review: "
        f"{counted}. In all, {numbers.count('review')} have one; {only} have one only in the abstract of "
        "their work."
    )
    caption = (
        f"Every system that {formatting.work(CITE)} name, under the class and the type of its defect. "
        "Filled: the "
        "review prints at least one number on activity, selectivity or stability; half filled: only the "
        "abstract of the work does; hollow: neither. Beside each class stands how many of its systems have a "
        "number in the review. Grey names are not reported catalysts; the word behind tells what they are. "
        "Shape and colour tell the class."
    )
    return Plot(sheet.finish(), values, alt, caption)


def _map_key(sheet: Sheet) -> None:
    """One line that tells filled, half filled and hollow apart."""
    x = EDGE
    for filled, text in NUMBERS.values():
        draw_dot(sheet.page, x + 0.08, sheet.y + LINE / 2, style.Mark(style.INK, "o"), filled=filled)
        sheet.line(x + 0.23, text)
        x += 0.23 + width_of(text) + 0.25
    sheet.y += LINE


def _map_branch(sheet: Sheet, kind: str, members: pd.DataFrame, mark: style.Mark) -> None:
    """One type of defect at the left, its systems at the right of a line."""
    start, fork = sheet.y, 1.52
    for line in wrapped(kind, fork - EDGE - 0.1):
        sheet.line(EDGE, line)
        sheet.y += LINE
    left_end, sheet.y = sheet.y, start
    for _, row in members.iterrows():
        draw_dot(
            sheet.page, fork + 0.17, sheet.y + LINE / 2, mark, filled=NUMBERS[row["numbers"]][0], size=6.5
        )
        plain = row["role"] == "catalyst"
        colour = style.INK if plain else style.QUIET
        sheet.write(fork + 0.33, row["name"], note="" if plain else f"({row['role']})", colour=colour)
    sheet.y = max(sheet.y, left_end)
    sheet.page.plot([fork, fork], [start + 0.02, sheet.y - 0.02], color=mark.colour, linewidth=1.2)
    sheet.y += 0.06


def _has_potential(frame: pd.DataFrame) -> pd.Series:
    kinds = frame["quantity"].map(data.table("quantities")["kind"])
    return frame["potential"].notna() | (kinds == "potential")


STATED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = MappingProxyType(
    {
        "potential": _has_potential,
        "its scale": lambda frame: ~frame["potential_scale"].isin(["", "not stated"]),
        "electrolyte": lambda frame: frame["electrolyte"] != "",
        "cell": lambda frame: frame["cell"] != "",
        "current density": lambda frame: frame["current_density"].notna() | frame["quantity"].isin(_CURRENTS),
        "duration": lambda frame: frame["duration"].notna() | (frame["quantity"] == "test_duration"),
    }
)
"""What a reader needs to judge a number, and in which rows of a system it stands."""


@figure("fig-co2rr-completeness", title="What each report states and leaves out")
def completeness() -> Plot:
    """For each system with a printed number: what the review states with it and what not."""
    frame = _printed()
    order = list(CLASSES)
    names = data.table("systems")["name"]
    systems = sorted(
        frame["system"].unique(),
        key=lambda key: order.index(frame.loc[frame["system"] == key, "defect_class"].iloc[0]),
    )
    cells = []
    for system in systems:
        own = frame[frame["system"] == system]
        for item, test in STATED.items():
            stating = own[test(own)]
            cells.append(
                {
                    "system": system,
                    "name": names[system],
                    "item": item,
                    "stated": "no" if stating.empty else "yes",
                    "rows": " ".join((own if stating.empty else stating)["id"]),
                    "derived": "",
                }
            )
    values = pd.DataFrame(cells)
    stated = values[values["stated"] == "yes"]
    counts = stated["item"].value_counts().reindex(list(STATED), fill_value=0)
    silent = [names[system] for system in systems if system not in set(stated["system"])]
    full = stated["system"].value_counts().eq(len(STATED)).sum()
    told = enumerated(f"{item} for {count}" for item, count in counts.items())
    alt = (
        f"Of {len(systems)} systems with a printed number the review states {told}. "
        f"{full or 'None'} has all {len(STATED)}; {len(silent)} have nothing beside the number: "
        f"{enumerated(silent)}."
    )
    caption = (
        f"What {formatting.work(CITE)} print beside the numbers of each system. Filled square: stated with "
        "at "
        "least one number of the system; empty circle: left out. A current density counts whether total or "
        "partial, a duration whether of a test or of a value, a potential also where its scale is missing. "
        "The matrix is of the review: the original works may state more."
    )
    return Plot(_matrix(values, counts), values, alt, caption)


_MATRIX_MARKS: Mapping[str, tuple[str, style.Mark, str]] = MappingProxyType(
    {
        "yes": ("stated", style.Mark(style.COLOURS["blue"], "s"), "full"),
        "no": ("left out", style.Mark(style.QUIET, "o"), "none"),
    }
)


def _matrix(values: pd.DataFrame, counts: pd.Series) -> Figure:
    """The systems as rows, what is stated as columns, the counts at the foot."""
    sheet = Sheet()
    left, step = 2.78, 0.34
    columns = {item: left + step * index for index, item in enumerate(STATED)}
    sheet.y += max(map(width_of, columns))
    for item, x in columns.items():
        sheet.page.text(x, sheet.y, item, rotation=90, ha="center", va="bottom", size=TYPE)
    foot, sheet.y = sheet.y, EDGE
    for text, mark, filled in _MATRIX_MARKS.values():
        draw_dot(sheet.page, EDGE + 0.08, sheet.y + LINE / 2, mark, filled=filled)
        sheet.line(EDGE + 0.25, text)
        sheet.y += LINE
    sheet.y = foot
    sheet.heading("System")
    for name, row in values.groupby("name", sort=False):
        start = sheet.y
        sheet.write(EDGE, str(name), width=left - EDGE - 0.2)
        middle = (start + sheet.y) / 2
        for item, stated in zip(row["item"], row["stated"], strict=True):
            _, mark, filled = _MATRIX_MARKS[stated]
            draw_dot(sheet.page, columns[item], middle, mark, filled=filled)
        sheet.y += 0.05
        sheet.page.plot([EDGE, WIDTH - EDGE], [sheet.y, sheet.y], color=style.GRID, linewidth=0.6)
        sheet.y += 0.03
    sheet.line(EDGE, f"stated, of {values['system'].nunique()}", weight="bold")
    for item, x in columns.items():
        text = str(counts[item])
        sheet.line(x - width_of(text, "bold") / 2, text, weight="bold")
    sheet.y += LINE
    return sheet.finish()

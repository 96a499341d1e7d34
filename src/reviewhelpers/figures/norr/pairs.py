"""NH₃ yield and Faradaic efficiency without and with vacancies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    RELATIONS,
    Sheet,
    axis_label,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    label_value,
    potential_text,
    quantity_label,
    round_ticks,
    three_figures,
)
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.norr.common import (
    CITE,
    HOLLOW,
    PRISTINE,
    SOURCE,
    VACANCY,
    YIELD,
    ScaledValue,
    on_scale,
    performance,
)
from reviewhelpers.text import formatting


@dataclass(frozen=True)
class _Pair:
    """A material without and with vacancies, in one quantity, and what the review says of the two."""

    systems: tuple[str, str]
    names: tuple[str, str]
    before: ScaledValue
    after: ScaledValue
    rows: tuple[str, str]
    claim: pd.Series
    row: pd.Series

    @property
    def column(self) -> str:
        """The name of its column of plotted values."""
        label = "yield" if self.after.unit != "percent" else "Faradaic efficiency"
        return f"{label} / {units.symbol(self.after.unit)}"

    @property
    def title(self) -> str:
        """The two names."""
        return " → ".join(self.names)

    @property
    def from_ratio(self) -> bool:
        """Whether the pristine value follows from the printed ratio alone."""
        return self.rows[1] in self.rows[0].split()

    @property
    def ratio(self) -> float:
        """How many times the value is greater with vacancies."""
        return self.after.value / self.before.value

    @property
    def printed(self) -> str:
        """The ratio as the review gives it."""
        if self.claim["quantity"] != "ratio":
            return "higher, no number"
        return f"{RELATIONS[self.claim['relation']]}{formatting.exact(self.claim)}"

    @property
    def compared(self) -> str:
        """The computed ratio beside the printed one."""
        if self.from_ratio:
            return f"ratio printed: {self.printed}; {self.names[0]} derived from it"
        return f"ratio {three_figures(self.ratio)}; printed: {self.printed}"


def _pairs() -> list[_Pair]:
    """The pairs that the review compares, in the order of its systems."""
    systems, frame, claims = data.table("systems"), performance(), data.table("claims")
    claims = claims[
        (claims["source"] == SOURCE)
        & (claims["effect"] == "performance")
        & (claims["rows"] != "")
        & claims["compared_with"].isin(systems["id"])
        & (claims["system"].map(systems["defect_class"]) == "anion-vacancy")
    ]
    found = []
    for _, claim in claims.iterrows():
        own = frame.loc[[row for row in claim["rows"].split() if row in frame.index]]
        for _, after in own[own["system"] == claim["system"]].iterrows():
            alike = frame[
                (frame["system"] == claim["compared_with"]) & (frame["quantity"] == after["quantity"])
            ]
            found.append(_pair(after, None if alike.empty else alike.iloc[0], claim))
    return sorted(found, key=lambda pair: systems.index.get_loc(pair.systems[1]))


def _pair(after: pd.Series, before: pd.Series | None, claim: pd.Series) -> _Pair:
    """A pair; where no pristine value is printed, it follows from the printed ratio."""
    systems = (str(claim["compared_with"]), str(after["system"]))
    names = data.table("systems").loc[list(systems), "name"]
    scaled = _scaled(after)
    if before is None:
        value = scaled.value / float(claim["value"])
        start, rows = (
            ScaledValue(value, scaled.unit, "value with vacancies / printed ratio"),
            f"{after['id']} {claim['id']}",
        )
    else:
        start, rows = _scaled(before), before["id"]
    return _Pair(systems, (names.iloc[0], names.iloc[1]), start, scaled, (rows, after["id"]), claim, after)


def _scaled(row: pd.Series) -> ScaledValue:
    if row["quantity"] == "faradaic_efficiency":
        return ScaledValue(row["value"], row["unit"])
    return on_scale(row)


@figure("fig-norr-pairs", title="NH₃ yield and Faradaic efficiency without and with vacancies")
def pairs() -> Plot:
    """Yields and efficiencies of pristine materials and of the same with vacancies."""
    every = _pairs()
    charged = [pair for pair in every if pair.after.unit == "percent"]
    shared = [pair for pair in every if pair.after.unit == YIELD]
    apart = [pair for pair in every if pair.after.reason]
    sheet = Sheet()
    draw_key(
        sheet,
        (
            ("pristine", PRISTINE, "full"),
            ("with vacancies", VACANCY, "full"),
            ("hollow: derived", HOLLOW, "none"),
        ),
    )
    _draw_pairs(sheet, "NH₃ yield", shared)
    _draw_pairs(sheet, "NH₃ yield, not on that scale", apart)
    _draw_pairs(sheet, quantity_label("faradaic_efficiency"), charged)
    ordered = [*shared, *apart, *charged]
    columns = dict.fromkeys(pair.column for pair in ordered)
    values = pd.DataFrame([_pair_value(pair, end, columns) for pair in ordered for end in (0, 1)])
    return Plot(sheet.finish(), values, _pairs_alt(ordered), _pairs_caption(ordered))


def _draw_pairs(sheet: Sheet, title: str, chosen: Sequence[_Pair]) -> None:
    """Pairs on one scale, under a heading."""
    if not chosen:
        return
    sheet.heading(title)
    for reason in dict.fromkeys(pair.after.reason for pair in chosen if pair.after.reason):
        sheet.write(MARGIN, reason, colour=style.QUIET)
    top, heights = sheet.y, []
    for pair in chosen:
        sheet.write(MARGIN, pair.title, note=potential_text(pair.row))
        sheet.write(MARGIN, pair.compared)
        heights.append(sheet.rail())
    percent = chosen[0].after.unit == "percent"
    end = 100.0 if percent else 1.2 * max(max(pair.before.value, pair.after.value) for pair in chosen)
    label = f"NH₃ yield / {units.symbol(chosen[0].after.unit)}"
    ax = draw_scale(
        sheet, top, (0, end), round_ticks(end), axis_label("faradaic_efficiency") if percent else label
    )
    for y, pair in zip(heights, chosen, strict=True):
        _draw_pair(ax, y, pair)


def _draw_pair(ax: Axes, y: float, pair: _Pair) -> None:
    draw_rail(ax, y)
    start, end = pair.before, pair.after
    ax.plot([start.value, end.value], [y, y], color=VACANCY.colour, linewidth=2, zorder=3)
    falls = rounding.exceeds(start.value, end.value)
    for value, mark, left in ((start, PRISTINE, not falls), (end, VACANCY, falls)):
        draw_marker(ax, value.value, y, mark, filled="none" if value.derived else "full")
        label_value(ax, value.value, y, value.text, left=left)


def _pair_value(pair: _Pair, end: int, columns: Iterable[str]) -> dict[str, object]:
    """A point of a pair; all columns of values but its own stay empty."""
    item = (pair.before, pair.after)[end]
    return {
        "system": pair.systems[end],
        "name": pair.names[end],
        "state": ("pristine", "with vacancies")[end],
        **dict.fromkeys(columns, math.nan),
        pair.column: item.value,
        "ratio": pair.ratio,
        "printed ratio": pair.printed,
        "potential": potential_text(pair.row),
        "not on the common scale because": pair.after.reason,
        "claim": pair.claim["id"],
        "rows": pair.rows[end],
        "derived": item.derived,
    }


def _pair_text(pair: _Pair) -> str:
    ratio = (
        f"ratio printed {pair.printed}"
        if pair.from_ratio
        else f"ratio {three_figures(pair.ratio)}, printed {pair.printed}"
    )
    return f"{pair.title} {pair.before.text} to {pair.after.text_with_unit} ({ratio})"


def _pairs_alt(every: Sequence[_Pair]) -> str:
    ratios = [pair.ratio for pair in every if not pair.from_ratio]
    low, high = min(ratios), max(ratios)
    charged = [_pair_text(pair) for pair in every if pair.after.unit == "percent"]
    yields = [_pair_text(pair) for pair in every if pair.after.unit != "percent"]
    return (
        f"Values with vacancies are {three_figures(low)} to {three_figures(high)} times the pristine ones "
        f"where both are printed. NH₃ yield: {enumerated(yields)}. Faradaic efficiency: "
        f"{enumerated(charged)}."
    )


def _pairs_caption(every: Sequence[_Pair]) -> str:
    converted = dict.fromkeys(name for pair in every if pair.after.derived for name in pair.names)
    from_ratio = dict.fromkeys(pair.names[0] for pair in every if pair.from_ratio)
    worded = dict.fromkeys(
        f"“{pair.claim['as_printed']}” for {pair.names[1]}"
        for pair in every
        if pair.claim["quantity"] == "ratio"
    )
    plain = enumerated(dict.fromkeys(pair.names[1] for pair in every if pair.claim["quantity"] != "ratio"))
    return (
        f"Values that {formatting.work(CITE)} print for a material without and with vacancies. Hollow: "
        f"derived, as the unit of the yields of {enumerated(converted)} was converted, and as the values of "
        f"{enumerated(from_ratio)} follow from the printed ratio alone. Each ratio is that of the values "
        f"shown; beside it stands what the review prints: {enumerated(worded)}; no number for {plain}. A "
        "yield that lacks the area of its electrode has a scale of its own. Grey: the potential, and whether "
        "its scale is stated. Conditions differ from material to material: compare within a pair."
    )

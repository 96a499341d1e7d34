"""NH₃ yield and Faradaic efficiency without and with vacancies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    capitalized,
    enumerated,
    point_text,
    potential_text,
    quantity_label,
    system_class,
    three_figures,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import (
    CITE,
    SOURCE,
    ScaledValue,
    on_scale,
    performance,
    yield_label,
)
from reviewhelpers.text import formatting

STATES = ("pristine", "with vacancies")


@dataclass(frozen=True)
class _Pair:
    """A material without and with vacancies, in one quantity, and what the review says of the two."""

    systems: tuple[str, str]
    names: tuple[str, str]
    values: tuple[ScaledValue, ScaledValue]
    rows: tuple[str, str]
    claim: pd.Series
    row: pd.Series

    @property
    def column(self) -> str:
        """The name of its column of plotted values."""
        return f"{'Faradaic efficiency' if self.percent else 'yield'} / {units.symbol(self.values[1].unit)}"

    @property
    def percent(self) -> bool:
        """Whether its quantity is the Faradaic efficiency."""
        return self.values[1].unit == "percent"

    @property
    def from_ratio(self) -> bool:
        """Whether the pristine value follows from the printed ratio alone."""
        return self.rows[1] in self.rows[0].split()

    @property
    def ratio(self) -> float:
        """How many times the value is greater with vacancies."""
        return self.values[1].value / self.values[0].value

    @property
    def printed(self) -> str:
        """The ratio as the review gives it."""
        if self.claim["quantity"] != "ratio":
            return "higher"
        return f"{RELATIONS[self.claim['relation']]}{formatting.exact(self.claim)}"

    @property
    def compared(self) -> str:
        """The computed ratio beside the printed one."""
        if self.from_ratio:
            return f"× {self.printed}, as printed"
        return f"× {three_figures(self.ratio)}; printed: {self.printed}"

    @property
    def text(self) -> str:
        """The two values and their ratio in a sentence."""
        before, after = self.values
        return f"{' to '.join(self.names)} {before.text} to {after.text_with_unit} ({self.compared})"


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
        start = ScaledValue(value, scaled.unit, "value with vacancies / printed ratio")
        rows = f"{after['id']} {claim['id']}"
    else:
        start, rows = _scaled(before), str(before["id"])
    return _Pair(systems, (names.iloc[0], names.iloc[1]), (start, scaled), (rows, after["id"]), claim, after)


def _scaled(row: pd.Series) -> ScaledValue:
    if row["quantity"] == "faradaic_efficiency":
        return ScaledValue(row["value"], row["unit"])
    return on_scale(row)


@figure("fig-norr-pairs")
def pairs() -> Drawing:
    """Yields and efficiencies of pristine materials and of the same with vacancies."""
    every = sorted(_pairs(), key=lambda pair: (bool(pair.values[1].reason), not pair.percent))
    values = pd.DataFrame([_point(pair, end) for pair in every for end in (0, 1)])
    sheet = Sheet(columns=2)
    for column in dict.fromkeys(values["column"]):
        chosen = [pair for pair in every if pair.column == column]
        panel = sheet.panel(_heading(chosen[0]), right=1.5)
        limits = padded((value.value for pair in chosen for value in pair.values), 0.22)
        if chosen[0].percent:
            set_quantity(panel, "x", "faradaic_efficiency", limits=limits)
        else:
            panel.set_xlabel(yield_label(chosen[0].values[1].unit))
            set_ticks(panel, "x", limits=limits)
        frame = values[values["column"] == column]
        draw_dots(sheet, panel, frame.assign(derived=frame["derived"] != ""), joined=True)
    return Drawing(sheet.finish(), _plotted(values), _fields(every))


def _heading(pair: _Pair) -> str:
    """What stands above the pairs of one quantity."""
    if pair.percent:
        return capitalized(quantity_label("faradaic_efficiency"))
    return "NH₃ yield, area of the electrode not given" if pair.values[1].reason else "NH₃ yield"


def _point(pair: _Pair, end: int) -> dict[str, object]:
    """What the chart draws of one end of a pair, and what the file tells besides."""
    item = pair.values[end]
    printed = not (end == 0 and pair.from_ratio)
    told = point_text(performance().loc[pair.rows[end]]) if printed else pair.names[end]
    if item.derived:
        told += f"; {item.text_with_unit}, {item.derived}"
    return {
        "system": pair.systems[end],
        "state": STATES[end],
        "name of system": pair.names[end],
        "name": " → ".join(pair.names),
        "note": pair.compared,
        "column": pair.column,
        "value": item.value,
        "text": item.text,
        "defect_class": system_class(pair.systems[end]),
        "ratio": pair.ratio,
        "printed ratio": pair.printed,
        "potential": potential_text(pair.row),
        "not on the common scale because": item.reason or pair.values[1].reason,
        "claim": pair.claim["id"],
        "told": told,
        "rows": pair.rows[end],
        "derived": item.derived,
    }


def _plotted(values: pd.DataFrame) -> pd.DataFrame:
    """The plotted values: all columns of values but its own stay empty."""
    shown = values[["system", "name of system", "state"]].rename(columns={"name of system": "name"})
    for column in dict.fromkeys(values["column"]):
        shown[column] = values["value"].where(values["column"] == column)
    return shown.join(values.loc[:, "ratio":].drop(columns="told"))


def _fields(every: Sequence[_Pair]) -> dict[str, str]:
    """What the words name: the ratios, the values of each pair, and how the derived ones came about."""
    ratios = [pair.ratio for pair in every if not pair.from_ratio]
    materials = {pair.systems for pair in every}
    risen = materials - {pair.systems for pair in every if pair.ratio <= 1}
    worded = dict.fromkeys(
        f"“{pair.claim['as_printed']}” for {pair.names[1]}"
        for pair in every
        if pair.claim["quantity"] == "ratio"
    )
    plain = dict.fromkeys(pair.names[1] for pair in every if pair.claim["quantity"] != "ratio")
    converted = dict.fromkeys(name for pair in every if pair.values[1].derived for name in pair.names)
    return {
        "work": formatting.work(CITE),
        "pairs": str(len(materials)),
        "risen": "every pair" if len(risen) == len(materials) else f"{len(risen)} of the pairs",
        "lowest": three_figures(min(ratios)),
        "highest": three_figures(max(ratios)),
        "yields": enumerated(pair.text for pair in every if not pair.percent),
        "efficiencies": enumerated(pair.text for pair in every if pair.percent),
        "converted": enumerated(converted) if converted else "no material",
        "from_ratio": enumerated(dict.fromkeys(pair.names[0] for pair in every if pair.from_ratio)),
        "worded": enumerated(worded),
        "plain": enumerated(plain),
        "apart": enumerated(
            dict.fromkeys(
                f"{pair.names[1]} {pair.values[1].reason}" for pair in every if pair.values[1].reason
            )
        ),
    }

"""What defects are claimed to do, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers.charts import style
from reviewhelpers.charts.defect_classes import GENERAL, MARKS
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    draw_marker,
    enumerated,
    width_of,
    wrapped,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.across.common import CLASSES, sources_cited
from reviewhelpers.text import formatting

EFFECTS = (
    "adsorption",
    "electron transfer",
    "desorption",
    "hydrogen suppression",
    "barrier",
    "coupling",
)
"""Effects of a defect, in the order of a reaction at a site; other claims are listed separately."""

EVIDENCE = ("measured", "both", "computed", "stated")
"""Kinds of evidence, from the most to the least that a reader can check."""

MEASURED = EVIDENCE[:2]
FILLED: Mapping[str, str] = {"measured": "full", "both": "full", "computed": "left", "stated": "none"}


def _claims() -> pd.DataFrame:
    """The claims of all sources, each with the class of defect of its system."""
    frame, classes = data.table("claims"), data.table("systems")["defect_class"]
    return frame.assign(defect_class=frame["system"].map(classes).fillna(GENERAL))


@dataclass(frozen=True)
class _Field:
    """The claims of one class about one effect, by kind of evidence."""

    defect_class: str
    effect: str
    claims: pd.DataFrame

    def count(self, *statuses: str) -> int:
        """How many claims have one of these kinds of evidence."""
        return int(self.claims["status"].isin(statuses).sum())

    @property
    def missing(self) -> str:
        """What a reader does not find here."""
        if self.claims.empty:
            return "no claim"
        return "" if self.count(*MEASURED) else "no measurement"


def _fields(frame: pd.DataFrame) -> dict[str, list[_Field]]:
    """The fields of the map by class of defect; classes without a claim on it stay, and are empty."""
    return {
        key: [
            _Field(key, effect, frame[(frame["defect_class"] == key) & (frame["effect"] == effect)])
            for effect in EFFECTS
        ]
        for key in CLASSES
    }


@figure("fig-across-evidence", title="What defects are claimed to do, and how it is shown")
def evidence() -> Plot:
    """Claims by class of defect and effect: how many are measured, computed, both, or only stated."""
    frame = _claims()
    about = frame[frame["effect"].isin(EFFECTS)]
    on_map = about[about["defect_class"].isin(CLASSES)]
    fields = _fields(on_map)
    apart = frame.drop(on_map.index)
    sheet = Sheet()
    _draw_evidence_key(sheet)
    _draw_fields(sheet, fields)
    sheet.heading("Not on the map", "claims about …")
    for title, claims in _off_map(apart).items():
        _draw_counts(sheet, title, claims)
    every = [field for row in fields.values() for field in row]
    values = [_field_value(field) for field in every if not field.claims.empty]
    values += [_off_map_value(title, claims) for title, claims in _off_map(apart).items()]
    return Plot(sheet.finish(), pd.DataFrame(values), _evidence_alt(every), _evidence_caption(frame))


def _off_map(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The claims that the map leaves out, by what they are about."""
    found = {str(effect): rows for effect, rows in frame.groupby("effect") if effect not in EFFECTS}
    plain = frame[frame["effect"].isin(EFFECTS)]
    return found if plain.empty else {**found, "materials without a defect": plain}


_PLAIN = style.Mark(style.INK, "o")
_COUNT = 0.5
"""Width of a mark with its number beside it, in inches."""


def _draw_evidence_key(sheet: Sheet) -> None:
    """One line per kind of evidence, and the meaning of the background of a field."""
    for status in EVIDENCE:
        _draw_mark(sheet, MARGIN + 0.1, sheet.y + LINE_HEIGHT / 2, status)
        sheet.line(MARGIN + 0.28, formatting.EVIDENCE[status])
        sheet.y += LINE_HEIGHT
    for measured, text in ((True, "some claim rests on a measurement"), (False, "none does")):
        _draw_ground(sheet, MARGIN, sheet.y + 0.02, 0.2, LINE_HEIGHT - 0.04, measured=measured)
        sheet.line(MARGIN + 0.28, text)
        sheet.y += LINE_HEIGHT


def _draw_ground(sheet: Sheet, x: float, y: float, width: float, height: float, *, measured: bool) -> None:
    """The background of a field: grey where something is measured, else a dashed frame."""
    sheet.page.add_patch(
        Rectangle(
            (x, y),
            width,
            height,
            facecolor=style.GRID if measured else style.BACKGROUND,
            edgecolor=style.GRID if measured else style.QUIET,
            linestyle="-" if measured else (0, (3, 2)),
            linewidth=0.8,
            zorder=1,
        )
    )


def _draw_mark(sheet: Sheet, x: float, y: float, status: str) -> None:
    """A mark, filled by the kind of evidence; a ring shows that it is computed as well."""
    draw_marker(sheet.page, x, y, _PLAIN, filled=FILLED[status], size=6.5)
    if status == "both":
        sheet.page.plot(
            [x],
            [y],
            marker="o",
            markersize=12,
            markerfacecolor="none",
            markeredgecolor=_PLAIN.colour,
            markeredgewidth=1.0,
            clip_on=False,
            zorder=4,
        )


def _draw_fields(sheet: Sheet, fields: Mapping[str, Sequence[_Field]]) -> None:
    """Classes as rows, effects as columns, and at the foot how much of each effect is measured."""
    left = 1.72
    step = (WIDTH - MARGIN - left) / len(EFFECTS)
    heads = [effect.replace(" ", "\n") for effect in EFFECTS]
    sheet.y += max(width_of(line) for head in heads for line in head.split("\n")) + 0.05
    for number, head in enumerate(heads):
        middle = left + step * (number + 0.5)
        sheet.page.text(
            middle, sheet.y, head, rotation=90, ha="center", va="bottom", size=TEXT_SIZE, linespacing=1.0
        )
    sheet.page.text(MARGIN, sheet.y, "grey: claims", size=TEXT_SIZE, va="bottom", color=style.QUIET)
    sheet.y += 0.08
    for key, row in fields.items():
        _draw_class(sheet, key, row, left, step)
    sheet.y += 0.03
    for line in wrapped("measured, of all", left - MARGIN):
        sheet.line(MARGIN, line, weight="bold")
    for number, (measured, claims) in enumerate(_measured(fields).values()):
        text = f"{measured}/{claims}"
        sheet.line(left + step * (number + 0.5) - width_of(text, "bold") / 2, text, weight="bold")
    sheet.y += LINE_HEIGHT


def _measured(fields: Mapping[str, Sequence[_Field]]) -> dict[str, tuple[int, int]]:
    columns = zip(*fields.values(), strict=True)
    return {
        column[0].effect: (
            sum(field.count(*MEASURED) for field in column),
            sum(len(field.claims) for field in column),
        )
        for column in columns
    }


def measured_claims() -> dict[str, tuple[int, int]]:
    """By effect, how many claims of the map rest on a measurement, and how many there are.

    Examples
    --------
    >>> list(measured_claims())[:2]
    ['adsorption', 'electron transfer']
    """
    frame = _claims()
    return _measured(_fields(frame[frame["effect"].isin(EFFECTS) & frame["defect_class"].isin(CLASSES)]))


def _draw_class(sheet: Sheet, key: str, row: Sequence[_Field], left: float, step: float) -> None:
    """A class with the number of its claims, and its fields, as high as the fullest needs."""
    top, start = sheet.y, MARGIN + 0.24
    draw_marker(
        sheet.page,
        MARGIN + 0.08,
        top + LINE_HEIGHT / 2,
        MARKS[key],
        size=9 if MARKS[key].marker == "*" else 7.5,
    )
    for text, colour in ((CLASSES[key], style.INK), (_basis(row), style.QUIET)):
        sheet.write(start, text, width=left - start - 0.03, colour=colour)
    lines = max(sum(1 for status in EVIDENCE if field.count(status)) for field in row)
    height = max(sheet.y - top, lines * LINE_HEIGHT + 0.06)
    for number, field in enumerate(row):
        x = left + step * number
        if not field.claims.empty:
            _draw_ground(sheet, x + 0.02, top, step - 0.04, height, measured=not field.missing)
            _draw_field(sheet, x, top, field)
    sheet.y = top + height + 0.06


def _basis(row: Sequence[_Field]) -> str:
    """How many claims a row holds, and how many systems they are about."""
    claims = pd.concat([field.claims for field in row])
    systems = claims.loc[claims["system"] != "", "system"].nunique()
    if not systems:
        return str(len(claims))
    return f"{len(claims)} on {systems} system{'s' if systems != 1 else ''}"


def _draw_field(sheet: Sheet, x: float, top: float, field: _Field) -> None:
    """One line per kind of evidence: its mark, and how many claims."""
    y = top + 0.03 + LINE_HEIGHT / 2
    for status in EVIDENCE:
        if count := field.count(status):
            _draw_mark(sheet, x + 0.17, y, status)
            sheet.page.text(x + 0.3, y, str(count), size=TEXT_SIZE, va="center_baseline")
            y += LINE_HEIGHT


def _draw_counts(sheet: Sheet, title: str, claims: pd.DataFrame) -> None:
    """Claims off the map in one line, each kind of evidence in its column."""
    sheet.line(MARGIN, title)
    for number, status in enumerate(EVIDENCE):
        x = WIDTH - MARGIN - _COUNT * (len(EVIDENCE) - number)
        if count := int((claims["status"] == status).sum()):
            _draw_mark(sheet, x + 0.1, sheet.y + LINE_HEIGHT / 2, status)
            sheet.line(x + 0.24, str(count))
    sheet.y += LINE_HEIGHT


def _count_columns(claims: pd.DataFrame) -> dict[str, object]:
    return {
        **{
            f"claims {formatting.EVIDENCE[status]}": int((claims["status"] == status).sum())
            for status in EVIDENCE
        },
        "systems": claims.loc[claims["system"] != "", "system"].nunique(),
        "sources": claims["source"].nunique(),
    }


def _field_value(field: _Field) -> dict[str, object]:
    return {
        "part": "map",
        "name": CLASSES[field.defect_class],
        "effect": field.effect,
        **_count_columns(field.claims),
        "missing": field.missing,
        "rows": " ".join(field.claims["id"]),
        "derived": "number of rows",
    }


def _off_map_value(title: str, claims: pd.DataFrame) -> dict[str, object]:
    return {
        "part": "not on the map",
        "name": "all classes",
        "effect": title,
        **_count_columns(claims),
        "missing": "",
        "rows": " ".join(claims["id"]),
        "derived": "number of rows",
    }


def _evidence_alt(every: Sequence[_Field]) -> str:
    taken = [field for field in every if not field.claims.empty]
    total = {status: sum(field.count(status) for field in taken) for status in EVIDENCE}
    bare = [field for field in taken if field.missing]
    return (
        f"Of {sum(total.values())} claims about what defects do, {total['measured'] + total['both']} rest on "
        f"a measurement ({total['both']} of them on a calculation too), {total['computed']} on a calculation "
        f"alone, and {total['stated']} are only said. {len(bare)} of {len(taken)} fields with a claim hold "
        f"no measurement; for {enumerated(_unmeasured(taken)) or 'no class'} nothing on the map is measured."
    )


def _unmeasured(taken: Sequence[_Field]) -> list[str]:
    """The classes with claims of which none is measured."""
    measured = {field.defect_class for field in taken if not field.missing}
    with_claims = {field.defect_class for field in taken}
    return [CLASSES[key].lower() for key in CLASSES if key in with_claims - measured]


def _evidence_caption(frame: pd.DataFrame) -> str:
    return (
        f"Claims of {sources_cited(frame['source'])}, counted by the class of defect of their system and "
        "by what they say it changes. Every number is a count of rows, and so derived; the rows say on "
        "what each claim rests. Filled: an experiment is named or its result reported; ringed: a "
        "calculation too; half filled: a calculation alone; hollow: neither is named. Grey ground: "
        "something is measured; dashed: nothing is; no field: no claim. A claim stands under the effect "
        "it speaks of, whichever way it goes, and a measured claim is one with an experiment behind it, "
        "not one proven. Many claims on one system count no more than their few systems: compare the "
        "numbers in grey. Where a claim names no system, it stands under defects in general. Below: "
        "claims that do not say what a defect does to a reaction, and claims on materials without one."
    )

"""The systems of the CO2RR part under their class and type of defect."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import LINE_HEIGHT, MARGIN, Sheet, draw_marker, enumerated, width_of, wrapped
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import CITE, CLASSES, PART, printed_rows
from reviewhelpers.text import formatting

NUMBERS: Mapping[str, tuple[str, str]] = {
    "review": ("full", "number"),
    "abstract": ("left", "in an abstract only"),
    "none": ("none", "none"),
}
"""How the map draws and names a system with numbers in the review, in an abstract only, or nowhere."""


@figure("fig-co2rr-map", title="Map of defect classes to systems")
def defect_map() -> Plot:
    """Every system of the part under its class and type of defect."""
    systems = data.table("systems")
    systems = systems[systems["part"] == PART]
    review, abstract = (
        printed_rows(abstracts=flag).groupby("system")["id"].agg(" ".join) for flag in (False, True)
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
        "Filled: the review prints at least one number on activity, selectivity or stability; half filled: "
        "only the abstract of the work does; hollow: neither. Beside each class stands how many of its "
        "systems have a number in the review. Grey names are not reported catalysts; the word behind tells "
        "what they are. Shape and colour tell the class."
    )
    return Plot(sheet.finish(), values, alt, caption)


def _map_key(sheet: Sheet) -> None:
    """One line that tells filled, half filled and hollow apart."""
    x = MARGIN
    for filled, text in NUMBERS.values():
        draw_marker(
            sheet.page, x + 0.08, sheet.y + LINE_HEIGHT / 2, style.Mark(style.INK, "o"), filled=filled
        )
        sheet.line(x + 0.23, text)
        x += 0.23 + width_of(text) + 0.25
    sheet.y += LINE_HEIGHT


def _map_branch(sheet: Sheet, kind: str, members: pd.DataFrame, mark: style.Mark) -> None:
    """One type of defect at the left, its systems at the right of a line."""
    start, fork = sheet.y, 1.52
    for line in wrapped(kind, fork - MARGIN - 0.1):
        sheet.line(MARGIN, line)
        sheet.y += LINE_HEIGHT
    left_end, sheet.y = sheet.y, start
    for _, row in members.iterrows():
        draw_marker(
            sheet.page,
            fork + 0.17,
            sheet.y + LINE_HEIGHT / 2,
            mark,
            filled=NUMBERS[row["numbers"]][0],
            size=6.5,
        )
        plain = row["role"] == "catalyst"
        colour = style.INK if plain else style.QUIET
        sheet.write(fork + 0.33, row["name"], note="" if plain else f"({row['role']})", colour=colour)
    sheet.y = max(sheet.y, left_end)
    sheet.page.plot([fork, fork], [start + 0.02, sheet.y - 0.02], color=mark.colour, linewidth=1.2)
    sheet.y += 0.06

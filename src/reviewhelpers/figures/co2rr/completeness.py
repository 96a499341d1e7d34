"""What the review states beside each number, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.figure import Figure

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    draw_marker,
    enumerated,
    width_of,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr.common import CITE, CLASSES, CURRENTS, printed_rows
from reviewhelpers.text import formatting


def _has_potential(frame: pd.DataFrame) -> pd.Series:
    kinds = frame["quantity"].map(data.table("quantities")["kind"])
    return frame["potential"].notna() | (kinds == "potential")


STATED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "potential": _has_potential,
    "its scale": lambda frame: ~frame["potential_scale"].isin(["", "not stated"]),
    "electrolyte": lambda frame: frame["electrolyte"] != "",
    "cell": lambda frame: frame["cell"] != "",
    "current density": lambda frame: frame["current_density"].notna() | frame["quantity"].isin(CURRENTS),
    "duration": lambda frame: frame["duration"].notna() | (frame["quantity"] == "test_duration"),
}
"""What a reader needs to judge a number, and the test for the rows that state it."""


@figure("fig-co2rr-completeness", title="What each report states and leaves out")
def completeness() -> Plot:
    """For each system with a printed number: what the review states with it and what not."""
    frame = printed_rows()
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
    listed = enumerated(f"{item} for {count}" for item, count in counts.items())
    alt = (
        f"Of {len(systems)} systems with a printed number the review states {listed}. {full or 'None'} has all "
        f"{len(STATED)}; {len(silent)} have nothing beside the number: {enumerated(silent)}."
    )
    caption = (
        f"What {formatting.work(CITE)} print beside the numbers of each system. Filled square: stated with "
        "at least one number of the system; empty circle: left out. A current density counts whether total "
        "or partial, a duration whether of a test or of a value, a potential also where its scale is "
        "missing. The matrix is of the review: the original works may state more."
    )
    return Plot(_matrix(values, counts), values, alt, caption)


_MATRIX_MARKS: Mapping[str, tuple[str, style.Mark, str]] = {
    "yes": ("stated", style.Mark(style.COLOURS["blue"], "s"), "full"),
    "no": ("left out", style.Mark(style.QUIET, "o"), "none"),
}


def _matrix(values: pd.DataFrame, counts: pd.Series) -> Figure:
    """The systems as rows, the items as columns, the counts at the foot."""
    sheet = Sheet()
    left, step = 2.78, 0.34
    columns = {item: left + step * index for index, item in enumerate(STATED)}
    sheet.y += max(map(width_of, columns))
    for item, x in columns.items():
        sheet.page.text(x, sheet.y, item, rotation=90, ha="center", va="bottom", size=TEXT_SIZE)
    foot, sheet.y = sheet.y, MARGIN
    for text, mark, filled in _MATRIX_MARKS.values():
        draw_marker(sheet.page, MARGIN + 0.08, sheet.y + LINE_HEIGHT / 2, mark, filled=filled)
        sheet.line(MARGIN + 0.25, text)
        sheet.y += LINE_HEIGHT
    sheet.y = foot
    sheet.heading("System")
    for name, row in values.groupby("name", sort=False):
        start = sheet.y
        sheet.write(MARGIN, str(name), width=left - MARGIN - 0.2)
        middle = (start + sheet.y) / 2
        for item, stated in zip(row["item"], row["stated"], strict=True):
            _, mark, filled = _MATRIX_MARKS[stated]
            draw_marker(sheet.page, columns[item], middle, mark, filled=filled)
        sheet.y += 0.05
        sheet.page.plot([MARGIN, WIDTH - MARGIN], [sheet.y, sheet.y], color=style.GRID, linewidth=0.6)
        sheet.y += 0.03
    sheet.line(MARGIN, f"stated, of {values['system'].nunique()}", weight="bold")
    for item, x in columns.items():
        text = str(counts[item])
        sheet.line(x - width_of(text, "bold") / 2, text, weight="bold")
    sheet.y += LINE_HEIGHT
    return sheet.finish()

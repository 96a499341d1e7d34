"""Copper that gathers under potential and spreads again in air."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.labels import enumerated, row_value, system_class, system_name, value_column
from reviewhelpers.charts.network import draw_network
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    CLUSTERS,
    MIDDLE,
    cluster_name,
    count_text,
    place_name,
    potential_column,
    rows_of,
    series_scale,
    structure_name,
)
from reviewhelpers.text import formatting

ID = "fig-copper-cycle"
MEASURED, CLAIMED = "measured", "only said"
BEFORE = ("text", "caption")
"""Where the potential before air is printed, in the order of its rows."""


@figure(ID)
def cycle() -> Drawing:
    """The states of the middle sample down under potential and back up in air."""
    down, up = _under_potential(), _in_air()
    states = pd.concat([down, up], ignore_index=True)
    back = figure_rows.one(ID, "return")

    sheet = Sheet()
    panel = sheet.panel(
        system_name(MIDDLE), "gathers under potential, at the left; spreads in air, at the right"
    )
    draw_network(sheet, panel, states, _steps(down, up, back))
    sheet.note(f"Dotted: {CLAIMED}. Held before air: {_before_air()}.")

    said, seen = up[up["known"] == CLAIMED], up[up["known"] == MEASURED]
    fields = {
        "work": formatting.work(CITE),
        "sample": system_name(MIDDLE),
        "scale": series_scale(),
        "course": ", ".join(
            f"{state['state']} ({state['arrow']}: {state['printed']})" for _, state in down.iterrows()
        ),
        "back": _return_text(),
        "bonds": enumerated(f"{state['printed']} after {state['state']}" for _, state in seen.iterrows()),
        "claimed": enumerated(f"“{state}”" for state in said["state"]),
        "verb": "is" if len(said) == 1 else "are",
        "before": _before_air().replace("≠", "but"),
    }
    plotted = ["state", "known", "E", "Cu–N", "Cu–Cu", "time", "bond", "rows"]
    named = {
        "E": potential_column(),
        "time": value_column("time in air", "time"),
        "bond": value_column("nearest bond", "distance"),
    }
    values = pd.concat([states, pd.DataFrame([{"state": _return_text(), "rows": back["id"]}])])[plotted]
    values["known"] = values["known"].fillna("not in full")
    return Drawing(sheet.finish(), values.rename(columns=named).assign(derived=""), fields)


def _known(claim: pd.Series) -> str:
    return MEASURED if claim["status"] == "measured" else CLAIMED


def _state(
    number: int, column: int, title: str, printed: str, arrow: str, **values: object
) -> dict[str, object]:
    return {
        "column": column,
        # Room above the first boxes for the text of the arrow between them.
        "row": number + 0.3,
        "text": f"{title}{f' at {arrow}' if not (column or number) else ''}\n{printed}",
        "state": title,
        "printed": printed,
        "arrow": arrow,
        "told": ", ".join(filter(None, [title, "" if column else arrow])) + f": {printed}",
        **values,
    }


def _under_potential() -> pd.DataFrame:
    """The states under potential, from open circuit on, with the mean numbers of N and Cu."""
    claim = figure_rows.one(ID, "series")
    counts = rows_of("coordination_number", ["Cu–N", "Cu–Cu"])
    found: list[dict[str, object]] = []
    for _, cluster in rows_of("nuclearity", CLUSTERS).iterrows():
        if cluster["system"] != MIDDLE:
            continue
        same = counts[(counts["system"] == MIDDLE) & (counts["panel"] == cluster["panel"])]
        numbers = same.set_index("subject")["value"]
        printed = ", ".join(f"{kind} {count_text(number)}" for kind, number in numbers.items())
        found.append(
            _state(
                len(found),
                0,
                structure_name(cluster),
                printed,
                place_name(cluster),
                **numbers,
                E=cluster["E"],
                known=_known(claim),
                defect_class=system_class(MIDDLE),
                rows=" ".join([cluster["id"], *same["id"], claim["id"]]),
            )
        )
    return pd.DataFrame(found)


def _in_air() -> pd.DataFrame:
    """The states in air, upwards: what is only said stands between the two times, for the drawing alone."""
    claim = figure_rows.one(ID, "bond_in_air")
    hydroxide, sites = (figure_rows.one(ID, role) for role in ("hydroxide", "anchoring"))
    complex_ = figure_rows.one(ID, "hydroxide_count")
    formula = formatting.formula(f"X{formatting.exact(complex_)}")[1:]
    (short, first), (long, last) = zip(
        *(map(data.row, figure_rows.named(ID, role)) for role in ("time_in_air", "length_in_air")),
        strict=True,
    )

    def after(time: pd.Series, bond: pd.Series, number: int, arrow: str) -> dict[str, object]:
        return _state(
            number,
            1,
            f"{formatting.amount(time)} in air",
            f"nearest bond {formatting.value(bond)}",
            arrow,
            time=row_value(time, "time"),
            bond=row_value(bond, "distance"),
            known=_known(claim),
            rows=f"{time['id']} {bond['id']} {claim['id']}",
        )

    return pd.DataFrame(
        [
            after(short, first, 3, "air"),
            _state(
                *(2, 1, f"[Cu(OH){formula}]²⁻", "not detected", "wet paper"),
                known=_known(hydroxide),
                rows=f"{hydroxide['id']} {complex_['id']}",
            ),
            _state(
                *(1, 1, "held again by N sites", "not measured", "Cu²⁺ binds"),
                known=_known(sites),
                rows=sites["id"],
            ),
            after(long, last, 0, ""),
        ]
    )


def _steps(down: pd.DataFrame, up: pd.DataFrame, back: pd.Series) -> pd.DataFrame:
    """Arrows from each state to the next; the last one does not lead back in full."""
    states = pd.concat([down, up], ignore_index=True)
    found = []
    for start in range(len(states) - 1):
        ends = states.iloc[start : start + 2]
        claimed = (ends["known"] == CLAIMED).any()
        found.append((start, start + 1, states["arrow"][start + 1], "inferred" if claimed else ""))
    found.append((len(states) - 1, 0, "in part", "" if _known(back) == MEASURED else "inferred"))
    return pd.DataFrame(found, columns=["start", "end", "text", "kind"])


def _before_air() -> str:
    """The potentials before air, with where they are printed, and whether they agree."""
    rows = [data.row(row) for row in figure_rows.named(ID, "before_air")]
    joined = " ≠ " if len({row["value"] for row in rows}) > 1 else ", "
    return joined.join(f"{formatting.amount(row)} ({where})" for where, row in zip(BEFORE, rows, strict=True))


def _return_text() -> str:
    """From which cluster toward which structure air takes the copper back."""
    start, end = (figure_rows.one(ID, role) for role in ("cluster_before_air", "cluster_after_air"))
    goals = [
        structure_name(row)
        for _, row in rows_of("nuclearity", CLUSTERS).iterrows()
        if row["system"] == MIDDLE
    ]
    # The row of the end names the cluster alone; that of open circuit the same one and the sites beside it.
    goal = goals[0] if goals[0].endswith(cluster_name(end)) else cluster_name(end)
    return f"{cluster_name(start)} back toward {goal}"

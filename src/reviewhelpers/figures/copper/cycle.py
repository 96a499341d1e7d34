"""Copper that gathers under potential and spreads again in air."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.labels import enumerated, phrases, row_value, system_name, value_column
from reviewhelpers.charts.network import draw_network
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    MIDDLE,
    cluster_name,
    neighbour_counts,
    potential_column,
    series_scale,
    with_clusters,
)
from reviewhelpers.text import formatting

ID = "fig-copper-cycle"
MEASURED, CLAIMED = "measured", "only said"


@figure(ID)
def cycle() -> Drawing:
    """The states of the middle sample down under potential and back up in air."""
    down, up, back = _under_potential(), _in_air(), _claim("return")
    states = pd.concat([down, up], ignore_index=True)
    first = states.index == 0
    states["text"] = (
        states["state"].mask(first, states["state"] + " at " + states["arrow"]) + "\n" + states["printed"]
    )
    said = states["known"] == CLAIMED
    dotted = said | said.shift(-1, fill_value=back["known"] == CLAIMED)
    steps = pd.DataFrame(
        {
            "start": states.index,
            "end": [*states.index[1:], 0],
            "text": [*states["arrow"][1:], "in part"],
            "kind": dotted.map({True: "inferred", False: ""}),
        }
    )
    before, return_ = _before_air(), _return_text(down)
    sheet = Sheet()
    panel = sheet.panel(
        system_name(MIDDLE), "gathers under potential, at the left; spreads in air, at the right"
    )
    draw_network(sheet, panel, states, steps)
    sheet.note(f"Dotted: {CLAIMED}. Held before air: {before}.")
    fields = {
        "work": formatting.work(CITE),
        "sample": system_name(MIDDLE),
        "scale": series_scale(),
        "course": ", ".join(phrases(down, "{state} ({place}: {printed})")),
        "back": return_,
        "bonds": enumerated(phrases(up[up["known"] == MEASURED], "{printed} after {state}")),
        "claimed": enumerated(phrases(states[said], "“{state}”")),
        "verb": "is" if said.sum() == 1 else "are",
        "before": before.replace("≠", "but"),
    }
    columns = {
        "E": potential_column(),
        "time": value_column("time in air", "time"),
        "bond": value_column("nearest bond", "distance"),
    }
    states = pd.concat([states, pd.DataFrame([{**back, "state": return_, "known": "not in full"}])])
    states = states[["state", "known", "E", "Cu–N", "Cu–Cu", "time", "bond", "rows"]]
    return Drawing(sheet.finish(), states.rename(columns=columns).assign(derived=""), fields)


def _claim(role: str) -> dict[str, str]:
    """A claim of the paper: its row, and whether it was measured."""
    claim = figure_rows.one(ID, role)
    return {"rows": claim["id"], "known": MEASURED if claim["status"] == "measured" else CLAIMED}


def _under_potential() -> pd.DataFrame:
    """The states under potential, from open circuit on, with the mean numbers of N and Cu."""
    copper, nitrogen = with_clusters(neighbour_counts("Cu–Cu")), neighbour_counts("Cu–N")
    states = copper.merge(nitrogen, on=["system", "place"], suffixes=("", "_of_N"))
    states = states[states["system"] == MIDDLE].reset_index(drop=True)
    claim = _claim("series")
    states = states.assign(
        **{"Cu–N": states["y_of_N"], "Cu–Cu": states["y"]},
        state=states["structure"],
        known=claim["known"],
        printed=phrases(states, "Cu–N {text_of_N}, Cu–Cu {text}"),
        arrow=states["place"],
        rows=phrases(states, f"{{cluster_row}} {{rows_of_N}} {{rows}} {claim['rows']}"),
        column=0,
        # Room above the first boxes for the text of the arrow between them.
        row=states.index + 0.3,
    )
    return states.assign(told=phrases(states, "{state}, {place}: {printed}"))


def _in_air() -> pd.DataFrame:
    """The states in air, upwards: what is only said stands between the two times, for the drawing alone."""
    times, bonds = (map(data.row, figure_rows.named(ID, role)) for role in ("time_in_air", "length_in_air"))
    hydroxide, sites, seen = _claim("hydroxide"), _claim("anchoring"), _claim("bond_in_air")
    count = figure_rows.one(ID, "hydroxide_count")
    formula = formatting.formula(f"X{formatting.exact(count)}")[1:]
    short, long = (
        {
            "state": f"{formatting.amount(time)} in air",
            "printed": f"nearest bond {formatting.value(bond)}",
            "time": row_value(time, "time"),
            "bond": row_value(bond, "distance"),
            "known": seen["known"],
            "rows": f"{time['id']} {bond['id']} {seen['rows']}",
        }
        for time, bond in zip(times, bonds, strict=True)
    )
    hydroxide |= {"state": f"[Cu(OH){formula}]²⁻", "printed": "not detected"}
    hydroxide["rows"] += f" {count['id']}"
    sites |= {"state": "held again by N sites", "printed": "not measured"}
    states = pd.DataFrame([short, hydroxide, sites, long])
    return states.assign(
        arrow=["air", "wet paper", "Cu²⁺ binds", ""],
        told=phrases(states, "{state}: {printed}"),
        column=1,
        row=[3.3, 2.3, 1.3, 0.3],
    )


def _before_air() -> str:
    """The potentials before air, with where they are printed, and whether they agree."""
    rows = [data.row(row) for row in figure_rows.named(ID, "before_air")]
    joined = " ≠ " if len({row["value"] for row in rows}) > 1 else ", "
    text, caption = (formatting.amount(row) for row in rows)
    return f"{text} (text){joined}{caption} (caption)"


def _return_text(down: pd.DataFrame) -> str:
    """From which cluster toward which structure air takes the copper back."""
    start, end = (
        cluster_name(figure_rows.one(ID, role)) for role in ("cluster_before_air", "cluster_after_air")
    )
    # The row of the end names the cluster alone; that of open circuit the same one and the sites beside it.
    return f"{start} back toward {next((state for state in down['state'] if state.endswith(end)), end)}"

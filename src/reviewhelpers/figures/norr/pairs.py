"""NH₃ yield and Faradaic efficiency without and with vacancies."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import RELATIONS, enumerated, system_class, system_name, three_figures
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import CITE, SOURCE, YIELD, performance, yield_label
from reviewhelpers.text import formatting

HEADINGS = {"percent": "Faradaic efficiency", YIELD: "NH₃ yield"}
"""What stands above the pairs of a unit; the other yields lack the area of their electrode."""


def _claims() -> pd.DataFrame:
    """What the review says of the activity of materials with vacancies beside pristine ones."""
    systems, claims = data.table("systems"), data.table("claims")
    return claims[
        (claims["source"] == SOURCE)
        & (claims["effect"] == "performance")
        & claims["compared_with"].isin(systems["id"])
        & (claims["system"].map(systems["defect_class"]) == "anion-vacancy")
    ]


def _by_ratio(after: pd.Series, claim: pd.Series) -> dict[str, object]:
    """The pristine value where none is printed: that with vacancies over the printed ratio."""
    value, how = after["value"] / claim["value"], "value with vacancies / printed ratio"
    name, text = system_name(claim["compared_with"]), three_figures(value)
    return {
        **after,
        "system": claim["compared_with"],
        "name": name,
        "value": value,
        "text": text,
        "defect_class": system_class(claim["compared_with"]),
        "derived": how,
        "told": f"{name}; {text} {units.symbol(after['unit'])}, {how}",
        "rows": f"{after['rows']} {claim['id']}",
    }


def _ends() -> pd.DataFrame:
    """The values of each pair, pristine and with vacancies, with what the review says of the two."""
    place, rows, ends = data.table("systems").index.get_loc, performance(), []
    for _, claim in _claims().iterrows():
        own = rows[(rows["system"] == claim["system"]) & rows["rows"].isin(claim["rows"].split())]
        for _, after in own.iterrows():
            pristine = rows["system"] == claim["compared_with"]
            printed = rows[pristine & (rows["quantity"] == after["quantity"])]
            before = _by_ratio(after, claim) if printed.empty else printed.iloc[0]
            said, ratio = "higher", after["value"] / before["value"]
            if claim["quantity"] == "ratio":
                said = f"{RELATIONS[claim['relation']]}{formatting.exact(claim)}"
            note = f"× {said}, as printed" if printed.empty else f"× {three_figures(ratio)}; printed: {said}"
            pair = {
                "order": (after["reason"] != "", after["unit"] != "percent", place(after["system"])),
                "pair": f"{before['name']} → {after['name']}",
                "ratio": ratio,
                "printed ratio": said,
                "quoted": claim["as_printed"],
                "note": note,
                "claim": claim["id"],
            }
            ends += [{**before, **pair, "state": "pristine"}, {**after, **pair, "state": "with vacancies"}]
    return pd.DataFrame(ends).sort_values("order", kind="stable", ignore_index=True)


@figure("fig-norr-pairs")
def pairs() -> Drawing:
    """Yields and efficiencies of pristine materials and of the same with vacancies."""
    ends = _ends()
    told = [
        "system",
        "name",
        "state",
        "ratio",
        "printed ratio",
        "potential",
        "reason",
        "claim",
        "rows",
        "derived",
    ]
    values = ends[told].rename(columns={"reason": "not on the common scale because"})
    sheet = Sheet(columns=2)
    for unit, frame in ends.groupby("unit", sort=False):
        unit, limits = str(unit), padded(frame["value"], 0.22)
        panel = sheet.panel(HEADINGS.get(unit, "NH₃ yield, area of the electrode not given"), right=1.5)
        if unit == "percent":
            set_quantity(panel, "x", "faradaic_efficiency", limits=limits)
        else:
            panel.set_xlabel(yield_label(unit))
            set_ticks(panel, "x", limits=limits)
        frame = frame.assign(name=frame["pair"], derived=frame["derived"] != "")
        draw_dots(sheet, panel, frame, joined=True)
        quantity = "Faradaic efficiency" if unit == "percent" else "yield"
        values[f"{quantity} / {units.symbol(unit)}"] = frame["value"]
    return Drawing(sheet.finish(), values, _fields(ends))


def _fields(ends: pd.DataFrame) -> dict[str, str]:
    """What the words name: the ratios, the values of each pair, and how the derived ones came about."""
    before, after = (frame.reset_index(drop=True) for _, frame in ends.groupby("state"))
    by_ratio = before["derived"].str.contains("ratio")
    is_share = after["unit"] == "percent"
    told = before["name"] + " to " + after["name"] + " " + before["text"] + " to " + after["amount"]
    told += " (" + after["note"] + ")"
    risen = after.groupby("pair")["ratio"].min() > 1
    quoted = "“" + after["quoted"] + "” for " + after["name"]
    converted = ends[ends["derived"].str.startswith("converted")]
    apart = after[after["reason"] != ""]
    return {
        "work": formatting.work(CITE),
        "pairs": str(len(risen)),
        "risen": "every pair" if risen.all() else f"{risen.sum()} of the pairs",
        "lowest": three_figures(after["ratio"][~by_ratio].min()),
        "highest": three_figures(after["ratio"][~by_ratio].max()),
        "yields": enumerated(told[~is_share]),
        "efficiencies": enumerated(told[is_share]),
        "converted": enumerated(converted["name"].unique()),
        "from_ratio": enumerated(before["name"][by_ratio].unique()),
        "worded": enumerated(quoted[after["printed ratio"] != "higher"].unique()),
        "plain": enumerated(after["name"][after["printed ratio"] == "higher"].unique()),
        "apart": enumerated((apart["name"] + " " + apart["reason"]).unique()),
    }

"""Efficiencies of one electrode as shares of its charge, and the nitrogen of the same test as a second balance."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.bars import draw_shares
from reviewhelpers.charts.labels import potential_text, row_value, system_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry.electrode import closure, half_reaction
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-efficiencies"
WHOLE = 100.0
REST = "not reported"


def charges() -> pd.DataFrame:
    """The charge of each electrode: what is printed of it, and the rest."""
    rows = [data.row(row) for role in ("series", "test") for row in figure_rows.named(ID, role)]
    return pd.DataFrame([part for row in rows for part in _charge(row)])


def _charge(row: pd.Series) -> list[dict[str, object]]:
    share, product = row_value(row, "faradaic_efficiency"), formatting.formula(row["product"])
    name = f"{system_name(row['system'])}, {formatting.span(row['potential'], float('nan'), row['potential_unit'])}"
    common = {"balance": "charge", "name": name, "system": row["system"], "rows": row["id"]}
    told = f"{system_name(row['system'])}, {potential_text(row)}"
    rest = WHOLE - share
    return [
        {
            **common,
            "part": product,
            "share": share,
            "text": f"{product} {formatting.exact(row)}",
            "derived": "",
            "told": f"{told}: {formatting.exact(row)} % of the charge into {product}",
        },
        {
            **common,
            "part": REST,
            "share": rest,
            "text": f"{REST} {formatting.rounded(rest, 1)}",
            "derived": f"100 − {formatting.exact(row)}",
            "told": f"{told}: {formatting.rounded(rest, 1)} % of the charge into products that are {REST}, derived",
        },
    ]


def nitrogen() -> pd.DataFrame:
    """Where the nitrogen of the nitrate is at the end of the test of which the charge is drawn."""
    converted, selective = figure_rows.one(ID, "conversion"), figure_rows.one(ID, "selectivity")
    product = formatting.formula(selective["product"])
    into, used = row_value(selective, "selectivity"), row_value(converted, "conversion")
    made = float(closure(conversion_percent=used, selectivity_percent=into).yield_percent)
    both = f"{converted['id']} {selective['id']}"
    parts = (
        (product, made, f"{formatting.exact(converted)} % × {formatting.exact(selective)} %", both),
        ("other N, " + REST, used - made, f"{formatting.exact(converted)} − the part above", both),
        ("nitrate left", WHOLE - used, f"100 − {formatting.exact(converted)}", converted["id"]),
    )
    name = f"{system_name(selective['system'])}, {formatting.span(selective['potential'], float('nan'), 'V')}"
    return pd.DataFrame(
        {
            "balance": "nitrogen",
            "name": name,
            "system": selective["system"],
            "part": part,
            "share": share,
            "text": f"{part} {formatting.decimals(share, 1)}",
            "derived": derived,
            "told": f"{name}: {formatting.rounded(share, 1)} % of the nitrogen, {part}, derived",
            "rows": rows,
        }
        for part, share, derived, rows in parts
    )


def charge_if_nitrite(made: float, other: float) -> float:
    """The share of the charge in NH₃, in percent, if the other nitrogen were nitrite and nothing else took charge.

    Parameters
    ----------
    made, other : float
        Shares of the nitrogen that became NH₃, and that became something else.
    """
    into = made * half_reaction("ammonia_from_nitrate")["electrons"]
    return float(WHOLE * into / (into + other * half_reaction("nitrite_from_nitrate")["electrons"]))


@figure(ID)
def efficiencies() -> Drawing:
    """One bar an electrode for its charge, and one for the nitrogen of the last."""
    charge, atoms = charges(), nitrogen()
    last = charge["name"].iloc[-1]
    series, test = charge[charge["name"] != last], charge[charge["name"] == last]
    sheet = Sheet(columns=2, key=False)
    balances = pd.concat(
        [test.assign(name="share of the charge"), atoms.assign(name="share of the nitrogen")]
    )
    for heading, note, frame in (
        ("Reduction of CO₂", "charge", series),
        ("Reduction of nitrate", last, balances),
    ):
        panel = sheet.panel(heading, note, right=1.6)
        set_quantity(panel, "x", "share", limits=(0.0, WHOLE))
        draw_shares(sheet, panel, frame)
    best, worst = series["share"][series["part"] != REST].max(), series["share"][series["part"] != REST].min()
    in_charge = test.set_index("part")["share"]
    shares = atoms.set_index("part")["share"]
    works = [formatting.work(data.row(figure_rows.named(ID, role)[0])["cite"]) for role in ("series", "test")]
    fields = {
        "series": works[0],
        "test": works[1],
        "most": formatting.number(best),
        "least": formatting.number(worst),
        "rest_most": formatting.rounded(WHOLE - worst, 1),
        "rest_least": formatting.rounded(WHOLE - best, 1),
        "every": "; ".join(
            f"{name}: {', '.join(group['text'])}" for name, group in charge.groupby("name", sort=False)
        ),
        "charge": formatting.number(in_charge.iloc[0]),
        "product": in_charge.index[0],
        "made": formatting.decimals(shares.iloc[0], 1),
        "other": formatting.decimals(shares.iloc[1], 1),
        "left": formatting.decimals(shares.iloc[2], 1),
        "electrons": formatting.number(half_reaction("ammonia_from_nitrate")["electrons"]),
        "fewer": formatting.number(half_reaction("nitrite_from_nitrate")["electrons"]),
        "if_nitrite": formatting.rounded(charge_if_nitrite(shares.iloc[0], shares.iloc[1]), 1),
    }
    frame = pd.concat([charge, atoms], ignore_index=True)
    columns = ["balance", "name", "part", "share", "derived", "rows"]
    return Drawing(sheet.finish(), frame[columns].rename(columns={"share": "share / %"}), fields)

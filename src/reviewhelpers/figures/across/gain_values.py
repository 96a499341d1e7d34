"""How many times more a defective material gives than its control: the pairs and their ratios."""

from __future__ import annotations

import itertools

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.charts.labels import RELATIONS, capitalized, quantity_label, system_class
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

MARKED = "other-potential"
"""The one rule of comparability that a pair may break here: it is drawn, and both potentials are named."""

ALONE = "Other printed ratios"
"""The heading of ratios whose claim names no rows that tell what was measured."""

PAIR = ["system", "control", "quantity"]
CLAIM = ["claim", "statement", "printed", "relation", "in_orders", "printed_text"]


def counterparts() -> list[tuple[str, str]]:
    """Systems with the controls to which a claim compares them, each once, in the order of the claims.

    A claim names two systems by itself or by the rows it compares. The control belongs to the system that the
    claim is about, or to one that has all of its metals and another.
    """
    systems, claims = data.table("systems"), data.table("claims")
    measured = data.table("performance")["system"]
    found: dict[tuple[str, str], None] = {}
    for _, claim in claims.iterrows():
        rows = [measured[row] for row in claim["rows"].split() if row in measured.index]
        named = [each for each in (claim["system"], claim["compared_with"], *rows) if each in systems.index]
        for one, control in itertools.permutations(dict.fromkeys(named), 2):
            more = set(systems.loc[control, "metal"].split()) < set(systems.loc[one, "metal"].split())
            if systems.loc[control, "role"] == "control" and (one == claim["system"] or more):
                found[one, control] = None
    return list(found)


def _value_pairs() -> pd.DataFrame:
    """Every two printed values of a system and its control that count the same thing in one source."""
    values = data.table("performance").reset_index(drop=True)
    values = values[["id", "system", "source", "reaction", "product", "quantity", "unit", "value"]]
    pairs = pd.DataFrame(counterparts(), columns=["system", "control"]).merge(values, on="system")
    before = values.rename(columns={"system": "control"})
    alike = list(before.columns.drop(["id", "value"]))
    pairs = pairs.merge(before, on=alike, suffixes=("", "_control"))
    both = zip(pairs["id"], pairs["id_control"], strict=True)
    flags = [comparability.flags(data.row(after), data.row(before)) for after, before in both]
    refused = [[flag for flag in own if _forbids(flag)] for own in flags]
    return pairs.assign(
        rows=pairs["id"] + " " + pairs["id_control"],
        flags=[" ".join(flag.name for flag in own) for own in flags],
        refused=[" ".join(flag.name for flag in own) for own in refused],
        missing=[" ".join(flag.message for flag in own) for own in refused],
    )


def _forbids(flag: comparability.Flag) -> bool:
    """Whether a ratio across this flag would say nothing about the defect."""
    return flag.name == "bound" or (comparability.RULES[flag.name].forbids and flag.name != MARKED)


def _single_steps(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs without those that two others compose: their ratio is the product of those two."""
    composed = pairs[PAIR].merge(
        pairs[PAIR], left_on=["control", "quantity"], right_on=["system", "quantity"], suffixes=("", "_2")
    )
    composed = pd.MultiIndex.from_frame(composed[["system", "control_2", "quantity"]])
    return pairs[~pd.MultiIndex.from_frame(pairs[PAIR]).isin(composed)]


def _printed_ratios() -> pd.DataFrame:
    """Claims that give a ratio, with the value of the system that their rows tell, if they tell of one quantity."""
    claims, measured = data.table("claims"), data.table("performance")
    claims = claims[claims["quantity"].isin(["ratio", "orders_of_magnitude"])]
    columns, found = [*PAIR, *CLAIM, "id", "value", "reaction"], []
    for _, claim in claims.iterrows():
        rows = measured.loc[[row for row in claim["rows"].split() if row in measured.index]]
        one = rows["quantity"].nunique() == 1
        own = rows[(rows["system"] == claim["system"]) & one][["id", "value", "reaction"]]
        in_orders = claim["quantity"] == "orders_of_magnitude"
        orders = " orders of magnitude" if in_orders else ""
        found.append(
            {
                "system": claim["system"],
                "control": claim["compared_with"],
                "quantity": rows["quantity"].iloc[0] if one else "",
                "claim": claim["id"],
                "statement": claim["statement"],
                "printed": 10.0 ** claim["value"] if in_orders else claim["value"],
                "relation": claim["relation"],
                "in_orders": in_orders,
                "printed_text": f"{RELATIONS[claim['relation']]}{formatting.exact(claim)}{orders}",
                **(own.iloc[0] if len(own) else {}),
            }
        )
    return pd.DataFrame(found, columns=columns).drop_duplicates(PAIR, keep="last")


def gains() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ratios, a row each, and the pairs that a rule of comparability refuses.

    `ratio` is that of two printed values, `printed` what a claim gives, `best` the first of these that is known,
    and `ceiling` the most that the quantity allows; `is_bound` where only a bound is known.
    """
    pairs, claims = _value_pairs(), _printed_ratios()
    is_refused = pairs["refused"] != ""
    pairs, refused = pairs[~is_refused], pairs[is_refused]
    pairs = pairs.assign(ratio=list(map(ratios.ratio, pairs["value"], pairs["value_control"])))
    # A value that a review takes from an abstract is one measurement, not two.
    pairs = pairs.assign(nearly=[rounding.round_for_print(ratio, decimals=9) for ratio in pairs["ratio"]])
    pairs = _single_steps(pairs.drop_duplicates([*PAIR, "nearly"]))
    found = pairs.merge(claims[PAIR + CLAIM], on=PAIR, how="left")
    found = pd.concat([found, claims[~claims["claim"].isin(found["claim"])]], ignore_index=True)
    texts = ["id", "id_control", "claim", "relation", "flags", "reaction", "printed_text"]
    found[texts] = found[texts].fillna("")
    control = found["value_control"].fillna(found["value"] / found["printed"])
    found = found.assign(
        best=found["ratio"].fillna(found["printed"]),
        is_bound=found["ratio"].isna() & ~found["relation"].isin(["=", "~"]),
        ceiling=found["quantity"].map(data.table("quantities")["maximum"]).astype(float) / control,
        in_orders=found["in_orders"].eq(True),
        defect_class=found["system"].map(system_class),
        rows=[" ".join(filter(None, ids)) for ids in found[["id", "id_control", "claim"]].to_numpy()],
    )
    # By what is counted; ratios alone come last.
    found = _named(found).sort_values(
        "title", key=lambda titles: titles.factorize()[0] + len(titles) * (titles == ALONE), kind="stable"
    )
    return found, _named(refused)


def _named(pairs: pd.DataFrame) -> pd.DataFrame:
    """With the names of the system and its control, and the heading of what is counted."""
    names, titles = data.table("systems")["name"].to_dict(), pairs["quantity"].map(quantity_title)
    return pairs.replace({"system": names, "control": names}).assign(title=titles)


def quantity_title(quantity: str) -> str:
    """What is counted, in the words of a heading; all forms of a yield together."""
    if not quantity:
        return ALONE
    return "Yield" if quantity in comparability.BASES else capitalized(quantity_label(quantity))

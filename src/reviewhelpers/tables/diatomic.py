"""Tables of the part on diatomic sites, after the paper pei2024."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, common, explained, key_facts, table
from reviewhelpers.text import formatting, markdown

SOURCE = "pei2024"


@table("tab-diatomic-basis", title="What the claims of the paper rest on, counted")
def basis() -> Table:
    """Claims by what they say and what they rest on."""
    return common.basis_counts(SOURCE)


@table("tab-diatomic-argument", title="The argument, claim by claim")
def argument() -> Table:
    """Every claim of the paper with what it rests on."""
    return common.argument(SOURCE)


@table("tab-diatomic-systems", title="Systems of the paper on diatomic sites")
def systems() -> Table:
    """Every system the paper names."""
    frame = data.table("systems")
    return common.systems(SOURCE, frame[frame["source"] == SOURCE], "Every system of the paper")


@table("tab-diatomic-numbers", title="Every number the paper on diatomic sites prints")
def numbers() -> Table:
    """All rows of the number tables of the paper."""
    return common.numbers(SOURCE)


@table("tab-diatomic-panels", title="Panels of the paper on diatomic sites and what of them can be rebuilt")
def panels() -> Table:
    """Every panel of the paper and every item of its supplement."""
    return common.panels(SOURCE)


@table("tab-diatomic-abstracts", title="Works behind the paper on diatomic sites, by their abstracts")
def abstracts() -> Table:
    """What the abstracts of cited works give: the paper prints none of it."""
    documents, known = data.table("sources"), data.table("systems")
    works = documents[(documents["kind"] == "abstract") & (documents["part"] == "diatomic")]
    rows, cells = [], []
    for _, document in works.iterrows():
        for _, system in known[known["source"] == document["id"]].iterrows():
            own = formatting.printed_numbers(system["id"], document["id"])
            statements = [f"{formatting.named_value(row)} ({formatting.conditions(row)})" for row in own]
            claims = formatting.claims(system["id"], document["id"])
            listed = [row["id"] for row in own]
            rows.append(
                {
                    "system": system["id"],
                    "name": system["name_ascii"],
                    "abstract": "; ".join([*statements, *map(formatting.claim, claims)]),
                    "cited for": system["note"],
                    "rows": " ".join(listed),
                    "cite": document["cite"],
                    "url": document["url"],
                }
            )
            told = " ".join(map(explained.claim, claims))
            for where, group in key_facts.by_conditions(own) or [(GAP, [])]:
                values = "; ".join(markdown.text(formatting.named_value(row)) for row in group)
                cells.append(
                    (
                        markdown.text(system["name"]),
                        "; ".join(filter(None, (values, told))),
                        markdown.quoted(where),
                        markdown.text(system["note"]),
                        formatting.work(document["cite"]),
                        " ".join(markdown.role("row", row["id"]) for row in group) or GAP,
                    )
                )
                told = ""
    return Table(
        pd.DataFrame(rows),
        ("System", "The abstract gives", "Conditions", "Why the paper cites it", "Work", "Rows of the data"),
        tuple(cells),
        f"Numbers in the abstracts of works that {formatting.work('pei2024low')} cite, for those abstracts "
        "that "
        "could be seen. The paper prints none of these numbers.",
        f"{GAP}: not reported, or a claim without a number.",
    )

"""Relations on keys against all pairs, one by one."""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd
import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhelpers.analysis import comparability, relations
from reviewhelpers.analysis.relations import graph
from reviewhelpers.dataset import data

WORKS = st.sampled_from(["a", "b", "c"])
VOLTS = st.sampled_from([-0.4, -0.4002, -0.4004, -0.4006, -0.9])
ENDS = st.tuples(VOLTS, st.none() | VOLTS)


@st.composite
def _operating_points(draw: st.DrawFn) -> relations.OperatingPoint:
    scale = draw(st.sampled_from(["RHE", "SCE", "", "not stated"]))
    stated = scale in ("RHE", "SCE")
    volts = draw(st.none() | ENDS)
    rhe = draw(st.none() | ENDS) if stated and volts else None
    currents = draw(st.sampled_from([(), (10.0,), (10.0, 100.0)]))
    return relations.OperatingPoint(volts, scale, stated, rhe, currents, draw(WORKS))


KINDS: dict[str, tuple[relations.Relation[Any], st.SearchStrategy[Hashable]]] = {
    "unequal": (relations.Unequal(), st.none() | WORKS),
    "unequal-if-marked": (relations.UnequalIfMarked(), st.tuples(st.none() | WORKS, st.booleans())),
    "either-lacks": (relations.EitherLacks(), st.tuples(st.booleans(), WORKS)),
    "either-lacks-in-a-work-too": (relations.EitherLacks(), st.tuples(st.booleans(), st.none())),
    "listed": (relations.Listed(lambda one, other: one + other == 3), st.integers(0, 3)),
    "apart": (relations.DifferentOperatingPoint(0.0005), st.none() | _operating_points()),
}


@pytest.mark.parametrize("name", KINDS)
@settings(deadline=None, max_examples=80)
@given(drawn=st.data())
def test_what_is_counted_and_found_by_key_is_what_pairs_say(name: str, drawn: st.DataObject) -> None:
    relation, strategy = KINDS[name]
    keys: Sequence[Any] = drawn.draw(st.lists(strategy, max_size=14))
    broken = sum(relation.breaks(*pair) for pair in itertools.combinations(keys, 2))
    assert relation.count(keys) == broken
    keep = relation.partners(set(keys))
    kept = {
        pair
        for some, others in relation.blocks(set(keys), set(keys))
        for pair in itertools.product(some, others)
    }
    assert kept == {pair for pair in itertools.product(keys, keys) if not relation.breaks(*pair)}
    for key in keys:
        assert set(keep(key)) == {other for other in keys if not relation.breaks(key, other)}
        assert all(relation.breaks(key, other) == relation.breaks(other, key) for other in keys)
        if relation.alone(key):
            assert not any(True for other in keys if not relation.breaks(key, other))


def _changed(draw: st.DrawFn, row: dict[str, Any], number: int) -> dict[str, Any]:
    systems = ("li2022-ye2017", "gan2024-cos", "ji2023-cu1-5-ntc", "pei2024-comn")
    return row | {
        "id": f"row-{number}",
        "system": draw(st.sampled_from([*systems, row["system"]])),
        "cite": draw(st.sampled_from(["", "one", "two"])),
        "product": draw(st.sampled_from(["CO", "NH3"])),
        "quantity": draw(st.sampled_from(["yield_rate", "yield_per_area", "partial_current_density"])),
        "potential": draw(st.sampled_from([math.nan, -0.4, -0.4003, -0.4006])),
        "potential_unit": "V",
        "potential_scale": draw(st.sampled_from(["RHE", "SCE", "not stated", ""])),
        "cell": draw(st.sampled_from(["", "flow cell", "H-type cell"])),
        "electrolyte": draw(st.sampled_from(["", "0.1 M KOH (pH 13)", "0.5 M KHCO3"])),
        "relation": draw(st.sampled_from(["=", ">"])),
        "statistic": draw(st.sampled_from(["", "maximum"])),
        "note": "",
    }


@settings(deadline=None, max_examples=40)
@given(drawn=st.data())
def test_the_sets_are_the_largest_of_which_each_two_may_be_compared(drawn: st.DataObject) -> None:
    row = data.table("performance").loc["gan2024-cos-yield"].to_dict()
    number = drawn.draw(st.integers(2, 9))
    rows = [_changed(drawn.draw, row, each) for each in range(number)]
    frame = pd.DataFrame(rows).set_index("id", drop=False)
    fits = {
        frozenset((one["id"], other["id"]))
        for one, other in itertools.combinations(rows, 2)
        if comparability.comparable(one, other)
    }
    sets = [
        set(chosen)
        for size in range(number, 0, -1)
        for chosen in itertools.combinations(frame.index, size)
        if all(frozenset(pair) in fits for pair in itertools.combinations(chosen, 2))
    ]
    largest = [one for one in sets if not any(one < other for other in sets)]
    systems = frame["system"]
    expected = {frozenset(one) for one in largest if len({systems[id] for id in one}) > 1}
    assert {frozenset(found) for found in comparability.groups(frame)} == expected
    assert comparability.number_comparable(rows) == len(fits)


class Counted(relations.DifferentOperatingPoint):
    """A relation that counts how often it is asked for two keys."""

    asked = 0

    def breaks(self, one: relations.OperatingPoint | None, other: relations.OperatingPoint | None) -> bool:
        """As ever."""
        Counted.asked += 1
        return super().breaks(one, other)


@pytest.mark.parametrize(
    "unlike", [("id", "system"), ("id", "system", "cite"), ("id", "system", "electrolyte")]
)
@pytest.mark.parametrize("shift", [False, True])
def test_the_work_grows_with_the_rows(
    unlike: Sequence[str], shift: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = comparability.RULES["other-potential"]
    counted = comparability.Rule(**vars(rule) | {"relation": Counted(rule.relation.closer_than)})
    monkeypatch.setitem(comparability.RULES, rule.name, counted)
    asked, found = [], []
    for times in (2, 6):
        with support.many(times, shift=shift, performance=unlike, systems=("id",)):
            Counted.asked = 0
            rows = data.table("performance")
            found.append(comparability.groups(rows))
            comparability.hits([row.to_dict() for _, row in rows.iterrows()])
            asked.append(Counted.asked)
    # Rows of as many works, each with a scale that is not stated, keep it with all others at their potential.
    assert asked[1] <= (6 if "cite" in unlike else 4) * asked[0]
    assert len(found[1]) >= len(found[0])


def test_a_set_may_hold_more_rows_than_python_has_frames() -> None:
    frames = 400
    count = 2 * (frames + 50)
    beside = {number: set(range(count)) - {number, number ^ 1} for number in range(count)}
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(frames)
    try:
        assert len(next(graph.maximal_cliques(beside))) == count // 2 > frames
    finally:
        sys.setrecursionlimit(before)

"""What the rules say of rows: of one, of two, and of many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from reviewhelpers.analysis import relations
from reviewhelpers.analysis.comparability.conditions import Row, work
from reviewhelpers.analysis.comparability.rule_types import Flag
from reviewhelpers.analysis.comparability.rules import RULES
from reviewhelpers.dataset import data  # noqa: F401  (for the examples)


def flags(one: Row, other: Row) -> tuple[Flag, ...]:
    """All that stands between two rows of ``performance``.

    Parameters
    ----------
    one, other : Series or mapping
        Rows of ``performance``; their order does not matter for which flags there are.

    Returns
    -------
    tuple of Flag
        In the order of :data:`RULES`.

    Examples
    --------
    >>> rows = data.row("li2022-wang2022-fe"), data.row("li2022-wang2022-fe-flow")
    >>> [flag.name for flag in flags(*rows)]
    ['other-potential', 'other-cell', 'bound']
    """
    return tuple(flag for rule in RULES.values() if (flag := rule(one, other)))


def flags_of(row: Row) -> tuple[Flag, ...]:
    """What one row lacks or is by itself that stands in the way of comparing it.

    Examples
    --------
    >>> [flag.name for flag in flags_of(data.row("gan2024-sns2-x-yield"))]
    ['other-basis', 'scale-unknown', 'cell-unknown', 'electrolyte-unknown']
    """
    return tuple(flag for rule in RULES.values() if (flag := rule.alone(row)))


def comparable(one: Row, other: Row) -> bool:
    """Whether no flag between two rows forbids to compare their values; some may warn.

    Examples
    --------
    >>> comparable(data.row("gan2024-cos-fe"), data.row("gan2024-cos1-x-fe"))
    True
    """
    return not any(
        rule.relation.breaks(rule.key(one), rule.key(other)) for rule in RULES.values() if rule.forbids
    )


def hits(rows: Sequence[Row]) -> dict[str, int]:
    """How many pairs of rows each rule hits, on two systems or one.

    Examples
    --------
    >>> rows = [data.row("li2022-wang2022-fe"), data.row("li2022-wang2022-fe-flow")]
    >>> [name for name, number in hits(rows).items() if number]
    ['other-potential', 'other-cell', 'bound']
    """
    return {name: rule.relation.count([rule.key(row) for row in rows]) for name, rule in RULES.items()}


def number_comparable(rows: Sequence[Row]) -> int:
    """How many pairs of rows no rule forbids, on two systems or one."""
    return _graph({str(number): row for number, row in enumerate(rows)}).pairs()


def _graph(rows: Mapping[str, Row]) -> relations.Graph:
    forbidding = [rule for rule in RULES.values() if rule.forbids]
    # The potential comes last: it costs most, and the other rules leave few rows to compare.
    forbidding.sort(key=lambda rule: isinstance(rule.relation, relations.DifferentOperatingPoint))
    return relations.Graph(
        [rule.relation for rule in forbidding],
        {id: tuple(rule.key(row) for rule in forbidding) for id, row in rows.items()},
        {id: work(row) for id, row in rows.items()},
    )


def groups(rows: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The largest sets of rows within which every two may be compared, each of two systems or more.

    Parameters
    ----------
    rows : DataFrame
        Rows of ``performance``, indexed by id.

    Returns
    -------
    tuple of tuple of str
        Ids, in the order of the rows. A row may stand in several sets, as what a value leaves out may fit
        several that differ.

    Examples
    --------
    >>> frame = data.table("performance")
    >>> groups(frame[frame["source"].eq("pei2024") & frame["quantity"].eq("turnover_frequency")])
    (('pei2024-l-comn-tof', 'pei2024-comn-tof', 'pei2024-co-tof', 'pei2024-mn-tof'),)
    """
    by_id = {str(id): row.to_dict() for id, row in rows.iterrows()}
    order = {id: number for number, id in enumerate(by_id)}
    cliques = sorted(sorted(order[id] for id in clique) for clique in _graph(by_id).cliques())
    ids = list(by_id)
    sets = (tuple(ids[number] for number in clique) for clique in cliques)
    return tuple(members for members in sets if len({by_id[id]["system"] for id in members}) > 1)

"""The form of a rule, and how rules are registered."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeAlias

from reviewhelpers.analysis import relations
from reviewhelpers.analysis.comparability.conditions import Row, system_name, work


@dataclass(frozen=True)
class Flag:
    """What stands between two values, or what one value lacks.

    Parameters
    ----------
    name : str
        Name of the rule, a key of :data:`RULES`.
    title : str
        The rule in a few words.
    message : str
        One sentence on this very row or pair.
    """

    name: str
    title: str
    message: str

    @property
    def told(self) -> str:  # Deprecated: the name of the last release.
        warnings.warn("Flag.told is now Flag.message", DeprecationWarning, stacklevel=2)
        return self.message


@dataclass(frozen=True)
class Rule:
    """A rule on two rows of ``performance``, and on one where a row can break it by itself.

    Parameters
    ----------
    name, title : str
        As in :class:`Flag`.
    means : str
        The principle, in one sentence.
    forbids : bool
        Whether the flag forbids the comparison; else it warns.
    relation : Relation
        Whether two rows break it, by their keys.
    key : callable
        The key of a row: all that the rule looks at.
    of_pair : callable
        The sentence on two rows that break it.
    of_row : callable or None
        The sentence on one row by itself.
    """

    name: str
    title: str
    means: str
    forbids: bool
    relation: relations.Relation[Any]
    key: Callable[[Row], Hashable]
    of_pair: Callable[[Row, Row], str]
    of_row: Callable[[Row], str] | None = None

    def __call__(self, one: Row, other: Row) -> Flag | None:
        """The flag of two rows, or none."""
        broken = self.relation.breaks(self.key(one), self.key(other))
        return self._flag(self.of_pair(one, other) if broken else "")

    def alone(self, row: Row) -> Flag | None:
        """The flag of one row by itself, or none."""
        return self._flag(self.of_row(row) if self.of_row else "")

    def _flag(self, message: str) -> Flag | None:
        return Flag(self.name, self.title, message) if message else None


RULES: dict[str, Rule] = {}
"""The rules by name; the module ``rules`` registers them."""

RowTest: TypeAlias = Callable[[Row], bool]
PairMessage: TypeAlias = Callable[[Row, Row], str]


def pair_rule(
    name: str,
    title: str,
    relation: relations.Relation[Any],
    key: Callable[[Row], Hashable],
    *,
    forbids: bool,
    lacks: RowTest | None = None,
    message: str = "",
) -> Callable[[PairMessage], PairMessage]:
    """Register a rule on two rows: a function that gives the message, with the principle as its docstring.

    A row breaks the rule by itself where `lacks` says so; then `message` is filled in with its system.
    """

    def register(of_pair: PairMessage) -> PairMessage:
        of_row = None if lacks is None else lambda row: message.format(system_name(row)) if lacks(row) else ""
        means = " ".join((inspect.getdoc(of_pair) or "").split("\n\n")[0].split())
        RULES[name] = Rule(name, title, means, forbids, relation, key, of_pair, of_row)
        return of_pair

    return register


def row_rule(
    name: str, title: str, message: str, *, forbids: bool, within_work: bool = False
) -> Callable[[RowTest], RowTest]:
    """Register a rule that a row breaks by itself, and so every pair it is in: a test with its principle.

    `message` is filled in with the systems of the rows that break it. Two rows of one work break it only where
    `within_work` says so; see the docstring of the package.
    """

    def register(lacks: RowTest) -> RowTest:
        def of_pair(one: Row, other: Row) -> str:
            names = dict.fromkeys(system_name(row) for row in (one, other) if lacks(row))
            return message.format(" and ".join(names))

        def key(row: Row) -> Hashable:
            return lacks(row), None if within_work else work(row)

        of_pair.__doc__ = lacks.__doc__
        relation = relations.EitherLacks()
        pair_rule(name, title, relation, key, forbids=forbids, lacks=lacks, message=message)(of_pair)
        return lacks

    return register

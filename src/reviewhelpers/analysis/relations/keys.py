"""Relations on simple keys: equal or not, lacking something, or named pair by pair."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewhelpers.analysis.relations.base import Partners, Relation, pairs


class Unequal(Relation[Hashable]):
    """Broken by two keys that differ; None keeps it with every key.

    Examples
    --------
    >>> Unequal().count(["a", "a", "b", None])
    2
    """

    def breaks(self, one: Hashable, other: Hashable) -> bool:
        """Whether both are there and differ."""
        return one is not None and other is not None and one != other

    def count(self, keys: Sequence[Hashable]) -> int:
        """How many pairs differ."""
        found = Counter(key for key in keys if key is not None)
        return pairs(found.total()) - sum(map(pairs, found.values()))

    def partners(self, keys: Collection[Hashable]) -> Partners:
        """Those equal, and None."""
        known = set(keys)
        return lambda key: known if key is None else known & {key, None}

    def written(self, keys: Sequence[Hashable], number: Callable[[str], int]) -> dict[str, Any]:
        """A number for each key."""
        return {"kind": "unequal", "keys": [None if key is None else place for place, key in enumerate(keys)]}


class UnequalIfMarked(Relation[tuple[Hashable, bool]]):
    """Broken by two keys that differ where one at least is marked.

    Examples
    --------
    >>> UnequalIfMarked().count([("a", True), ("b", False), ("c", False), (None, True)])
    2
    """

    def breaks(self, one: tuple[Hashable, bool], other: tuple[Hashable, bool]) -> bool:
        """Whether both are there and differ, and one is marked."""
        return (one[1] or other[1]) and Unequal().breaks(one[0], other[0])

    def count(self, keys: Sequence[tuple[Hashable, bool]]) -> int:
        """How many pairs differ, one of them marked."""
        every, unmarked = [key for key, _ in keys], [key for key, marked in keys if not marked]
        return Unequal().count(every) - Unequal().count(unmarked)

    def partners(self, keys: Collection[tuple[Hashable, bool]]) -> Partners:
        """Those equal, None, and those unmarked if the key is."""
        by_key: dict[Hashable, list[tuple[Hashable, bool]]] = defaultdict(list)
        for key in keys:
            by_key[key[0]].append(key)
        unmarked = [key for key in keys if not key[1]]

        def keep(key: tuple[Hashable, bool]) -> Iterable[tuple[Hashable, bool]]:
            if key[0] is None:
                return keys
            equal = by_key.get(key[0], []) + by_key.get(None, [])
            return equal if key[1] else {*equal, *unmarked}

        return keep

    def written(self, keys: Sequence[tuple[Hashable, bool]], number: Callable[[str], int]) -> dict[str, Any]:
        """A number for each key, and whether it is marked."""
        listed = [[None if key is None else number(str(key)), int(marked)] for key, marked in keys]
        return {"kind": "unequal-if-marked", "keys": listed}


class EitherLacks(Relation[tuple[bool, Hashable]]):
    """Broken where one of two rows lacks something, unless both are of one work; a work of None excuses none.

    Examples
    --------
    >>> EitherLacks().count([(True, "a"), (False, "a"), (False, "b")])
    1
    """

    def breaks(self, one: tuple[bool, Hashable], other: tuple[bool, Hashable]) -> bool:
        """Whether one lacks it and the works differ."""
        return (one[0] or other[0]) and (one[1] is None or one[1] != other[1])

    def count(self, keys: Sequence[tuple[bool, Hashable]]) -> int:
        """How many pairs have a row that lacks it."""
        found = Counter(keys)
        works: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
        for (lacks, work), number in found.items():
            works[work][lacks] += number
        every = [sum(each) for each in zip(*works.values(), strict=True)] if works else [0, 0]
        excused = [each for work, each in works.items() if work is not None]
        return _pairs_lacking(*every) - sum(_pairs_lacking(*each) for each in excused)

    def partners(self, keys: Collection[tuple[bool, Hashable]]) -> Partners:
        """Those of the work; of rows that lack nothing also each other."""
        known = set(keys)
        complete = [key for key in keys if not key[0]]

        def keep(key: tuple[bool, Hashable]) -> Iterable[tuple[bool, Hashable]]:
            of_work = known & {(True, key[1]), (False, key[1])} if key[1] is not None else set()
            return of_work if key[0] else of_work.union(complete)

        return keep

    def blocks(
        self, left: Collection[tuple[bool, Hashable]], right: Collection[tuple[bool, Hashable]]
    ) -> Iterator[tuple[Iterable[tuple[bool, Hashable]], Iterable[tuple[bool, Hashable]]]]:
        """All rows that lack nothing, and those of each work."""
        yield [key for key in left if not key[0]], [key for key in right if not key[0]]
        works: dict[Hashable, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for place, keys in enumerate((left, right)):
            for key in keys:
                works[key[1]][place].append(key)
        yield from (each for work, each in works.items() if work is not None)

    def alone(self, key: tuple[bool, Hashable]) -> bool:
        """Whether it lacks something and names no work whose other rows could supply it."""
        return key[0] and key[1] is None

    def work(self, key: tuple[bool, Hashable]) -> Hashable:
        """The work of a row that lacks it."""
        return key[1] if key[0] else None

    def without_work(self, key: tuple[bool, Hashable]) -> tuple[bool, Hashable]:
        """A key of a work of which no row lacks anything."""
        return (key[0], None if key[1] is None else "")

    def written(self, keys: Sequence[tuple[bool, Hashable]], number: Callable[[str], int]) -> dict[str, Any]:
        """Whether each lacks it, and its work."""
        listed = [[int(lacks), None if work is None else number(str(work))] for lacks, work in keys]
        return {"kind": "either-lacks", "keys": listed}


def _pairs_lacking(complete: int, lacking: int) -> int:
    """How many pairs have a row that lacks something."""
    return pairs(complete + lacking) - pairs(complete)


@dataclass(frozen=True)
class Listed(Relation[Hashable]):
    """Broken by the pairs of keys that a function names, for keys of which there are few.

    Parameters
    ----------
    broken : callable
        Whether two keys break it.
    """

    broken: Callable[[Any, Any], bool]

    def breaks(self, one: Hashable, other: Hashable) -> bool:
        """What the function says."""
        return self.broken(one, other)

    def count(self, keys: Sequence[Hashable]) -> int:
        """How many pairs break it."""
        found = Counter(keys)
        unlike = itertools.combinations(found, 2)
        return sum(found[one] * found[other] for one, other in unlike if self.breaks(one, other)) + sum(
            pairs(number) for key, number in found.items() if self.breaks(key, key)
        )

    def written(self, keys: Sequence[Hashable], number: Callable[[str], int]) -> dict[str, Any]:
        """For each key the others with which it breaks the relation."""
        listed = [[place for place, other in enumerate(keys) if self.breaks(key, other)] for key in keys]
        return {"kind": "listed", "keys": listed}
